package screen

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"alongside/ui/theme"
)

// Clip cuts a line to at most width cells and ends it with the mark if it was
// cut. Styles inside it stay whole.
func Clip(s string, width int, mark string) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	if Width(mark) >= width {
		mark = ""
	}
	return ansi.Truncate(s, width, mark)
}

// Fitting is the first of some words that fits in width cells, else the last of them,
// cut with a mark.
func Fitting(words []string, width int, th *theme.Theme) string {
	for _, w := range words {
		if Width(w) <= width {
			return w
		}
	}
	if len(words) == 0 {
		return ""
	}
	return Clip(words[len(words)-1], width, th.Glyphs.Ellipsis)
}

// FittingName does so with the forms of somebody's name, which the theme may mask.
func FittingName(forms []string, width int, th *theme.Theme) string {
	shown := make([]string, len(forms))
	for i, form := range forms {
		shown[i] = th.Who(form)
	}
	return Fitting(shown, width, th)
}

// Pad cuts a line to width cells or fills it with spaces on the right.
func Pad(s string, width int, mark string) string {
	s, gap := clipped(s, width, mark)
	return s + spaces(gap)
}

// PadLeft cuts a line to width cells or fills it with spaces on the left, for
// numbers.
func PadLeft(s string, width int, mark string) string {
	s, gap := clipped(s, width, mark)
	return spaces(gap) + s
}

// clipped is what Clip makes of a line, and how many cells are left of the width.
func clipped(s string, width int, mark string) (line string, gap int) {
	if w := Width(s); w <= width && width > 0 {
		return s, width - w
	}
	s = Clip(s, width, mark)
	return s, width - Width(s)
}

const blank = "                                                                                                                                "

func spaces(n int) string {
	if n <= len(blank) {
		return blank[:max(n, 0)]
	}
	return strings.Repeat(" ", n)
}

// oneCell turns the control characters that would move the terminal's cursor
// within a line into spaces, so that no line can overwrite another.
var oneCell = strings.NewReplacer("\t", " ", "\r", " ", "\b", " ", "\v", " ", "\f", " ")

// Fit makes a body exactly as high and as wide as a frame: longer lines and
// lower lines are cut, shorter ones are filled with spaces.
func Fit(body string, f Frame) string {
	if f.Height <= 0 || f.Width <= 0 {
		return ""
	}
	body = oneCell.Replace(body)
	if fits(body, f) {
		return body
	}
	var b strings.Builder
	b.Grow(len(body) + f.Height*f.Width)
	for i := range f.Height {
		if i > 0 {
			b.WriteByte('\n')
		}
		var line string
		line, body, _ = strings.Cut(body, "\n")
		line, gap := clipped(line, f.Width, "")
		b.WriteString(line)
		b.WriteString(spaces(gap))
	}
	return b.String()
}

// fits reports that a body has the size of a frame already, as what a screen made of
// it has when the root puts it in its place.
func fits(body string, f Frame) bool {
	lines := 0
	for more := true; more; lines++ {
		var line string
		if line, body, more = strings.Cut(body, "\n"); lines == f.Height || Width(line) != f.Width {
			return false
		}
	}
	return lines == f.Height
}

// Ragged leaves out the spaces at the ends of lines, but for those that a style is on.
// What is there without them is blank all the same, and the terminal library takes twice
// as long over a line that is filled up.
func Ragged(body string) string {
	var b strings.Builder
	b.Grow(len(body))
	styled := false // a style goes on at the end of the line
	for more := true; more; {
		var line string
		line, body, more = strings.Cut(body, "\n")
		if at := strings.LastIndexByte(line, '\x1b'); at >= 0 {
			styled = !strings.HasPrefix(line[at:], "\x1b[m")
		}
		if !styled {
			line = strings.TrimRight(line, " ")
		}
		b.WriteString(line)
		if more {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Wrap breaks a plain text into lines of at most width cells, at spaces only, so
// that a date such as 14-Mar-2026 stays whole. A word that is longer than a line
// is broken between characters as a reader sees them, never inside one. Line
// breaks in the text are kept; an empty text is one empty line. A width below 1
// counts as 1, and only there may a wide character stick out.
//
// The text must be safe and without styles: wrap first, then style each line.
func Wrap(s string, width int) []string {
	width = max(width, 1)
	if !strings.Contains(s, "\n") {
		return wrapParagraph(s, width)
	}
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapParagraph(paragraph, width)...)
	}
	return lines
}

// wrapParagraph cuts the lines out of the text.
func wrapParagraph(s string, width int) []string {
	s = singleSpaced(s)
	if Width(s) <= width {
		return []string{s}
	}
	var lines []string
	from, end, used := 0, 0, 0 // of the line so far
	for at := 0; at < len(s); {
		stop := len(s)
		if i := strings.IndexByte(s[at:], ' '); i >= 0 {
			stop = at + i
		}
		w := Width(s[at:stop])
		switch {
		case end > from && used+1+w <= width:
			end, used = stop, used+1+w
		default:
			if end > from {
				lines = append(lines, s[from:end])
			}
			for w > width {
				head, _ := breakWord(s[at:stop], width)
				lines = append(lines, head)
				at += len(head)
				w = Width(s[at:stop])
			}
			from, end, used = at, stop, w
		}
		at = stop + 1
	}
	return append(lines, s[from:end])
}

// singleSpaced is a text with one space between its words and none around them.
func singleSpaced(s string) string {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c == '\t' || c == '\r' || c == ' ' && before == ' ' {
			return strings.Join(strings.FieldsFunc(s, isBreak), " ")
		}
		before = c
	}
	if s != "" && before == ' ' {
		return strings.Join(strings.FieldsFunc(s, isBreak), " ")
	}
	return s
}

// isBreak reports the spaces that a line may be broken at. A no-break space is
// not one of them.
func isBreak(r rune) bool { return r == ' ' || r == '\t' || r == '\r' }

// breakWord takes as many whole characters from the front of a word as fit, but
// at least one.
func breakWord(word string, width int) (head, rest string) {
	used, end := 0, 0
	for end < len(word) {
		cluster, w := Character(word[end:])
		if end > 0 && used+w > width {
			break
		}
		used, end = used+w, end+len(cluster)
	}
	return word[:end], word[end:]
}

// Character is the first character of a text and the columns that it takes. A
// vowel sign or another mark that Unicode counts as a cluster of its own belongs to
// the letter before it: at the start of a row it would have nothing to stand on.
func Character(s string) (character string, width int) {
	first, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	end := len(first)
	for end < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[end:]); !unicode.Is(unicode.M, r) {
			break
		}
		cluster, w := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		end, width = end+len(cluster), width+w
	}
	return s[:end], width
}

// Hang wraps a plain text behind a mark, with the lines after the first indented
// to the same column: for bullets, numbers and labels.
func Hang(mark, s string, width int) []string {
	indent := Width(mark)
	lines := Wrap(s, width-indent)
	for i, line := range lines {
		if i == 0 {
			lines[i] = mark + line
			continue
		}
		lines[i] = spaces(indent) + line
	}
	return lines
}

// Window chooses the lines to show when there are more than fit, such that the
// line in focus is always among them. Where lines are hidden, the first or last
// shown row says in words how many; that takes a height of at least 3. The
// second result is the index of the line that belongs in the first row, so the
// focus is drawn in row focus-offset.
func Window(lines []string, focus, height int) (visible []string, offset int) {
	return WindowSaying(lines, focus, height, English)
}

// More says how many lines there are beyond those that are shown. It says that they
// are lines: what people count, such as people and actions, may take several.
type More struct{ Above, Below func(n int) string }

// English says it in English.
var English = More{
	Above: func(n int) string { return fmt.Sprintf("(%d lines above)", n) },
	Below: func(n int) string { return fmt.Sprintf("(%d lines below)", n) },
}

// Phrase is a text with places to fill in, {n} among them.
type Phrase interface{ With(pairs ...any) string }

// MoreIn says it in the words of a language.
func MoreIn(above, below Phrase) More {
	return More{
		Above: func(n int) string { return above.With("n", n) },
		Below: func(n int) string { return below.With("n", n) },
	}
}

// WindowSaying is [Window] in the words of another language.
func WindowSaying(lines []string, focus, height int, more More) (visible []string, offset int) {
	if height <= 0 || len(lines) == 0 {
		return nil, 0
	}
	if len(lines) <= height {
		return lines, 0
	}
	focus = min(max(focus, 0), len(lines)-1)
	offset = min(max(focus-height/2, 0), len(lines)-height)
	visible = append(visible, lines[offset:offset+height]...)
	if height < 3 {
		return visible, offset
	}
	if offset > 0 {
		visible[0] = more.Above(offset + 1)
	}
	if below := len(lines) - offset - height; below > 0 {
		visible[height-1] = more.Below(below + 1)
	}
	return visible, offset
}

// Stack puts lines above a drawing and moves its cursor down with it. The
// drawing must have been made for a frame that is lower by as many lines.
func Stack(above []string, d Drawing) Drawing {
	if len(above) == 0 {
		return d
	}
	d.Body = strings.Join(above, "\n") + "\n" + d.Body
	if d.Cursor != nil {
		d.Cursor = &Point{X: d.Cursor.X, Y: d.Cursor.Y + len(above)}
	}
	return d
}

// Row is a label with its value. Both are plain and safe; Style is put on the
// value.
type Row struct {
	Label, Value string
	Style        theme.Style
}

// Columns draws rows with the values aligned in one column and wrapped there.
// Where the labels would leave the values less than half the width, each value
// goes under its label instead.
func Columns(rows []Row, width int, th *theme.Theme) []string {
	label := 0
	for _, r := range rows {
		label = max(label, Width(r.Label))
	}
	const gap = 2
	var lines []string
	for _, r := range rows {
		if label+gap > width/2 {
			lines = append(lines, stacked(r, width, th)...)
			continue
		}
		for i, line := range Wrap(r.Value, width-label-gap) {
			name := ""
			if i == 0 {
				name = r.Label
			}
			lines = append(lines, th.Quiet.Render(Pad(name, label+gap, ""))+r.Style.Render(line))
		}
	}
	return lines
}

func stacked(r Row, width int, th *theme.Theme) []string {
	var lines []string
	for _, line := range Wrap(r.Label, width) {
		lines = append(lines, th.Quiet.Render(line))
	}
	for _, line := range Wrap(r.Value, width-2) {
		lines = append(lines, "  "+r.Style.Render(line))
	}
	return lines
}
