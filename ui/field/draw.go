package field

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
)

// cell is one character of a drawn text.
type cell struct {
	text  string
	start int // its byte offset
	x     int // the column that it begins in
	width int // the columns that it takes
}

// cells are the characters of one line.
func cells(s string) []cell {
	var all []cell
	for start, x := 0, 0; start < len(s); {
		character, width := screen.Character(s[start:])
		all = append(all, cell{text: character, start: start, x: x, width: width})
		start, x = start+len(character), x+width
	}
	return all
}

// drawLine draws the part of a line that fits in width columns with the cursor
// in it, and says which column the cursor is in. A text that is too long moves in
// steps of half the width, so that it stands still most of the time; a mark one
// cell wide at either end says that there is more.
func drawLine(s string, at, width int, mark string) (line string, x int) {
	width = max(width, 3)
	cursor := ansi.StringWidth(s[:at])
	if ansi.StringWidth(s) < width {
		return s, cursor
	}
	from := 0
	if cursor >= width {
		half := width / 2
		from = ((cursor-width)/half + 1) * half
	}
	var b strings.Builder
	begin, used := -1, 0
	for _, c := range cells(s) {
		if c.x < from {
			continue
		}
		if begin < 0 {
			begin = c.x
		}
		if c.x+c.width-begin > width {
			break
		}
		b.WriteString(c.text)
		used = c.x + c.width
	}
	line, x = b.String(), cursor-begin
	_, under := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
	right := used < ansi.StringWidth(s) && x+max(under, 1) < width // not over the character to be edited
	return markCut(line, begin > 0, right, width, mark), x
}

// markCut puts the mark over the first and the last column of a line where text
// was cut off.
func markCut(line string, left, right bool, width int, mark string) string {
	mark = screen.Clip(mark, 1, "")
	if left {
		first := cells(line)[0]
		line = screen.Pad(mark, first.width, "") + line[len(first.text):]
	}
	if right {
		line = screen.Pad(screen.Clip(line, width-1, ""), width-1, "") + mark
	}
	return line
}

// span is a line of a wrapped text, as byte offsets; the line break or the cursor
// may stand at its end.
type span struct{ start, end int }

// wrapSpans breaks a text into lines of at most width columns, at spaces where
// there are some. Nothing is left out: the spaces at a break stay at the end of
// their line, where they may stick out.
func wrapSpans(s string, width int) []span {
	width = max(width, 1)
	var spans []span
	offset := 0
	for line := range strings.SplitSeq(s, "\n") {
		for _, sp := range wrapLine(line, width) {
			spans = append(spans, span{sp.start + offset, sp.end + offset})
		}
		offset += len(line) + 1
	}
	return spans
}

func wrapLine(s string, width int) []span {
	var spans []span
	start, startX := 0, 0  // where this line begins
	space, spaceX := -1, 0 // behind the last space in it
	for _, c := range cells(s) {
		if c.text == " " {
			space, spaceX = c.start+1, c.x+1
			continue
		}
		for c.x+c.width-startX > width && c.start > start {
			end, endX := c.start, c.x
			if space > start {
				end, endX = space, spaceX
			}
			spans = append(spans, span{start, end})
			start, startX = end, endX
		}
	}
	return append(spans, span{start, len(s)})
}

// place is the line that an offset is on and its column there. Between two lines
// that one word break parts, the cursor is at the start of the second.
func place(s string, spans []span, at int) (row, x int) {
	for i, sp := range spans {
		if at >= sp.start && at <= sp.end {
			row = i
		}
	}
	return row, ansi.StringWidth(s[spans[row].start:at])
}

// offset is the place in a line that is nearest to a column from the left.
func offset(s string, sp span, x int) int {
	at := sp.start
	for _, c := range cells(s[sp.start:sp.end]) {
		if c.x > x {
			break
		}
		at = sp.start + c.start
		if c.x+c.width <= x {
			at += len(c.text)
		}
	}
	return at
}
