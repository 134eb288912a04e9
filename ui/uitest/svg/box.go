package svg

// arms are the lines that leave the middle of a cell.
type arms uint8

const (
	up arms = 1 << iota
	right
	down
	leftward
	round // a corner with an arc
)

// boxTable has the light and the rounded box-drawing characters. They are drawn as
// lines because fonts leave gaps between the rows; heavy, double and dashed ones
// are rare enough to be left to the font.
var boxTable = map[rune]arms{
	'─': leftward | right, '│': up | down,
	'┌': down | right, '┐': down | leftward, '└': up | right, '┘': up | leftward,
	'├': up | down | right, '┤': up | down | leftward, '┬': leftward | right | down, '┴': leftward | right | up,
	'┼': up | down | leftward | right,
	'╭': down | right | round, '╮': down | leftward | round, '╰': up | right | round, '╯': up | leftward | round,
	'╴': leftward, '╵': up, '╶': right, '╷': down,
}

// boxArms returns the lines of a box-drawing character, 0 for any other.
func boxArms(r rune) arms {
	if r < 0x2500 || r > 0x257f {
		return 0
	}
	return boxTable[r]
}

// boxPath draws the box-drawing character r at x, y. A horizontal line may be wider
// than one cell; the others take w as the width of theirs.
func boxPath(r rune, x, y, w float64) string {
	a := boxArms(r)
	cx, cy := x+w/2, y+cellH/2
	at := func(x, y float64) string { return num(x) + " " + num(y) }
	ends := []struct {
		arm  arms
		x, y float64
	}{{up, cx, y}, {right, x + w, cy}, {down, cx, y + cellH}, {leftward, x, cy}}
	if a&round != 0 {
		path, verb := "", "M"
		for _, e := range ends {
			if a&e.arm != 0 {
				path += verb + at(e.x, e.y)
				verb = "Q" + at(cx, cy) + " "
			}
		}
		return path
	}
	switch a {
	case leftward | right:
		return "M" + at(x, cy) + "H" + num(x+w)
	case up | down:
		return "M" + at(cx, y) + "V" + num(y+cellH)
	}
	path := ""
	for _, e := range ends {
		if a&e.arm != 0 {
			path += "M" + at(cx, cy) + "L" + at(e.x, e.y)
		}
	}
	return path
}
