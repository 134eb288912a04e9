package cli_test

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// vt is a terminal's screen, as far as the program uses one. It knows exactly the
// sequences that the program may send; every other one is a finding. So it is
// both what a test looks at and the list of what is allowed.
type vt struct {
	width, height int
	x, y          int
	top, bottom   int // the lines that scroll, bottom excluded
	cells         [][]string
	last          string // what was drawn last, for REP
	shown         string // the text, once it was asked for and until something is drawn

	alt, cursor, pasteMarks, otherKeys bool
	kitty                              int // how deep the stack of the keyboard protocol is
	titles                             []string
	colours                            int             // how many times a colour was set
	main                               strings.Builder // what was printed beside the full screen
	rest                               []byte          // of a sequence that has not come whole
	findings                           []string
	fences                             int // how often a test has marked the end
}

func newVT(width, height int) *vt {
	v := &vt{cursor: true}
	v.resize(width, height)
	return v
}

func (v *vt) resize(width, height int) {
	v.shown = ""
	v.width, v.height, v.top, v.bottom = width, height, 0, height
	v.x, v.y = min(v.x, width-1), min(v.y, height-1)
	cells := make([][]string, height)
	for y := range cells {
		cells[y] = blank(width)
		if y < len(v.cells) {
			copy(cells[y], v.cells[y])
		}
	}
	v.cells = cells
}

func blank(width int) []string { return slices.Repeat([]string{" "}, width) }

// text returns the screen, each run of white space as one space.
func (v *vt) text() string {
	if v.shown != "" {
		return v.shown
	}
	var lines []string
	for _, row := range v.cells {
		lines = append(lines, strings.Join(row, ""))
	}
	v.shown = strings.Join(strings.Fields(strings.Join(lines, "\n")), " ")
	return v.shown
}

func (v *vt) finding(format string, args ...any) {
	v.findings = append(v.findings, fmt.Sprintf(format, args...))
}

// write takes what the program sends.
func (v *vt) write(p []byte) {
	v.shown = ""
	v.rest = append(v.rest, p...)
	parser := ansi.NewParser()
	for len(v.rest) > 0 {
		seq, width, n, state := ansi.DecodeSequenceWc(v.rest, ansi.NormalState, parser)
		if state != ansi.NormalState || v.torn(seq, n) {
			return // the end has not come yet
		}
		v.take(string(seq), width, parser)
		v.rest = v.rest[n:]
	}
}

// torn reports that what was read is the beginning of something longer.
func (v *vt) torn(seq []byte, n int) bool {
	return n == len(v.rest) && (string(seq) == "\x1b" || !utf8.FullRune(seq))
}

func (v *vt) take(seq string, width int, p *ansi.Parser) {
	switch {
	case seq[0] == 0x1b && len(seq) > 1 && seq[1] == '[':
		v.control(seq, ansi.Cmd(p.Command()), p.Params())
	case seq[0] == 0x1b && len(seq) > 1 && seq[1] == ']':
		v.command(seq)
	case seq == "\x1bM":
		v.reverse()
	case seq == "\x1b\\": // ends whatever was cut short
	case width > 0:
		v.draw(seq, width)
	default:
		v.control0(seq)
	}
}

// fence is what a test writes behind the program to know that all was taken.
const fence = "\x05"

func (v *vt) control0(seq string) {
	if seq == fence {
		v.fences++
		return
	}
	if !v.alt {
		v.main.WriteString(seq)
	}
	switch seq {
	case "\r":
		v.x = 0
	case "\n":
		v.down()
	case "\b":
		v.x = max(v.x-1, 0)
	case "\t":
		v.x = min(v.x/8*8+8, v.width-1)
	default:
		v.finding("unexpected %q", seq)
	}
}

func (v *vt) draw(s string, width int) {
	v.last = s
	if !v.alt {
		v.main.WriteString(s)
	}
	if v.x+width > v.width {
		v.x = max(v.width-width, 0)
	}
	v.cells[v.y][v.x] = s
	for i := 1; i < width && v.x+i < v.width; i++ {
		v.cells[v.y][v.x+i] = ""
	}
	v.x += width
}

func (v *vt) down() {
	if v.y == v.bottom-1 {
		v.scroll(v.top, 1)
		return
	}
	v.y = min(v.y+1, v.height-1)
}

func (v *vt) reverse() {
	if v.y == v.top {
		v.scroll(v.top, -1)
		return
	}
	v.y = max(v.y-1, 0)
}

// scroll moves the lines from one on to the bottom margin up, or down where n is
// below zero.
func (v *vt) scroll(from, n int) {
	region := v.cells[from:v.bottom]
	for range min(max(n, -n), len(region)) {
		if n > 0 {
			copy(region, region[1:])
			region[len(region)-1] = blank(v.width)
			continue
		}
		copy(region[1:], region)
		region[0] = blank(v.width)
	}
}

// command takes an operating system command. Only the title and the question for
// the background are allowed.
func (v *vt) command(seq string) {
	body := strings.TrimSuffix(strings.TrimSuffix(seq[2:], "\a"), "\x1b\\")
	switch number, arg, _ := strings.Cut(body, ";"); {
	case number == "2":
		v.titles = append(v.titles, arg)
	case body == "11;?":
	default:
		v.finding("unexpected command %q", seq)
	}
}

// control takes a control sequence.
func (v *vt) control(seq string, cmd ansi.Cmd, params ansi.Params) {
	arg := func(i, def int) int {
		n, _, ok := params.Param(i, def)
		if !ok || n == 0 {
			return def
		}
		return n
	}
	one := arg(0, 1)
	switch cmd.Prefix() {
	case '?':
		v.private(seq, cmd, one)
		return
	case '>', '<':
		v.keyboard(seq, cmd, params)
		return
	}
	switch cmd.Final() {
	case 'A':
		v.y = max(v.y-one, 0)
	case 'B':
		v.y = min(v.y+one, v.height-1)
	case 'C':
		v.x = min(v.x+one, v.width-1)
	case 'D':
		v.x = max(v.x-one, 0)
	case 'G', '`':
		v.x = min(one, v.width) - 1
	case 'd':
		v.y = min(one, v.height) - 1
	case 'H':
		v.y, v.x = min(one, v.height)-1, min(arg(1, 1), v.width)-1
	case 'I':
		v.x = min((v.x/8+one)*8, v.width-1)
	case 'Z':
		v.x = max(((v.x+7)/8-one)*8, 0)
	case 'm':
		v.style(params)
	case 'q':
		if cmd.Intermediate() != ' ' {
			v.finding("unexpected %q", seq)
		}
	default:
		v.edit(seq, cmd, one, params)
	}
}

// edit takes the control sequences that change what stands on the screen.
func (v *vt) edit(seq string, cmd ansi.Cmd, one int, params ansi.Params) {
	x := min(v.x, v.width-1)
	row := v.cells[v.y]
	kind, _, _ := params.Param(0, 0)
	if strings.ContainsRune("JK", rune(cmd.Final())) && kind > 2 {
		v.finding("unexpected %q", seq)
		return
	}
	switch cmd.Final() {
	case 'J':
		v.erase(kind)
	case 'K':
		from, to := [3]int{x, 0, 0}[kind], [3]int{v.width, x + 1, v.width}[kind]
		copy(row[from:to], blank(v.width))
	case 'X':
		copy(row[x:min(x+one, v.width)], blank(v.width))
	case 'P':
		copy(row[x:], append(slices.Clone(row[min(x+one, v.width):]), blank(one)...))
	case '@':
		copy(row[x:], append(blank(one), slices.Clone(row[x:])...))
	case 'L':
		v.scroll(v.y, -one)
	case 'M':
		v.scroll(v.y, one)
	case 'S':
		v.scroll(v.top, one)
	case 'T':
		v.scroll(v.top, -one)
	case 'b':
		for range one {
			v.draw(v.last, 1)
		}
	case 'r':
		bottom, _, _ := params.Param(1, v.height)
		v.bottom = min(max(bottom, 1), v.height)
		v.top, v.x, v.y = min(one, v.bottom)-1, 0, 0
	default:
		v.finding("unexpected %q", seq)
	}
}

func (v *vt) erase(kind int) {
	v.shown = ""
	from := [3]int{v.y + 1, 0, 0}[kind]
	to := [3]int{v.height, v.y, v.height}[kind]
	for y := from; y < to; y++ {
		v.cells[y] = blank(v.width)
	}
	x := min(v.x, v.width-1)
	switch kind {
	case 0:
		copy(v.cells[v.y][x:], blank(v.width))
	case 1:
		copy(v.cells[v.y][:x+1], blank(v.width))
	}
}

// private takes the modes that are turned on and off.
func (v *vt) private(seq string, cmd ansi.Cmd, mode int) {
	on := cmd.Final() == 'h'
	switch {
	case cmd.Final() == 'p' && cmd.Intermediate() == '$' && (mode == 2026 || mode == 2027): // asks what it can do
	case cmd.Final() == 'u': // asks for the keyboard protocol
	case cmd.Final() == 'W' && mode == 5: // tab stops
	case cmd.Final() != 'h' && cmd.Final() != 'l':
		v.finding("unexpected %q", seq)
	case mode == 1049:
		v.alt = on
		v.cells = nil
		v.resize(v.width, v.height)
	case mode == 25:
		v.cursor = on
	case mode == 2004:
		v.pasteMarks = on
	case mode != 7 && mode != 2026 && mode != 2027:
		v.finding("unexpected mode %q", seq)
	}
}

// keyboard takes what is said about how keys are reported.
func (v *vt) keyboard(seq string, cmd ansi.Cmd, params ansi.Params) {
	switch {
	case cmd.Final() == 'm' && cmd.Prefix() == '>':
		v.otherKeys = len(params) > 1
	case cmd.Final() == 'u' && cmd.Prefix() == '>':
		v.kitty++
	case cmd.Final() == 'u' && cmd.Prefix() == '<':
		v.kitty = max(v.kitty-1, 0)
	default:
		v.finding("unexpected %q", seq)
	}
}

// style counts colours. Other styles are not of interest, but concealed text is.
func (v *vt) style(params ansi.Params) {
	for i := range params {
		switch n, _, _ := params.Param(i, 0); {
		case n == 8:
			v.finding("text is concealed")
		case n >= 30 && n <= 48 && n != 39, n >= 90 && n <= 107, n == 58:
			v.colours++
			if n == 38 || n == 48 || n == 58 {
				return
			}
		}
	}
}

// restored reports what was left behind in the terminal.
func (v *vt) restored() []string {
	var left []string
	for what, wrong := range map[string]bool{
		"the alternate screen":  v.alt,
		"a hidden cursor":       !v.cursor,
		"marks around pastes":   v.pasteMarks,
		"reports of other keys": v.otherKeys,
		"a keyboard protocol":   v.kitty > 0,
		"margins":               v.top != 0 || v.bottom != v.height,
		"a title":               len(v.titles) > 0 && v.titles[len(v.titles)-1] != "",
	} {
		if wrong {
			left = append(left, what)
		}
	}
	slices.Sort(left)
	return left
}
