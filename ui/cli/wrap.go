package cli

import (
	"io"
	"strings"

	xterm "golang.org/x/term"

	"alongside/ui/screen"
)

// The width of a terminal that does not say how wide it is, and the least that lines
// are cut to.
const (
	usualWidth = 80
	leastWidth = 20
)

// wrap returns what cuts a line at its words to the width that the terminal has at
// that moment, so that neither eyes nor a screen reader meet half a word at its edge.
// It is nil where the output is no terminal: there a line is one thing said, to be
// searched and compared as a whole.
func (e Env) wrap() func(string) []string {
	if e.OutFile == nil || !xterm.IsTerminal(int(e.OutFile.Fd())) {
		return nil
	}
	return func(line string) []string {
		width, _, err := xterm.GetSize(int(e.OutFile.Fd()))
		if err != nil || width <= 0 {
			width = usualWidth
		}
		return wrapped(line, max(width, leastWidth))
	}
}

// tell says something, cut at its words for a terminal.
func (e Env) tell(words string) error {
	if wrap := e.wrap(); wrap != nil {
		words = strings.Join(wrap(words), "\n")
	}
	_, err := io.WriteString(e.Out, words+"\n")
	return err
}

// wrapped cuts a line at its words. What follows a number or a letter to choose stands
// beneath its own first word, and what is indented stays so.
func wrapped(line string, width int) []string {
	var lines []string
	for part := range strings.SplitSeq(line, "\n") {
		if screen.Width(part) <= width {
			lines = append(lines, part)
			continue
		}
		mark := markOf(part)
		lines = append(lines, screen.Hang(mark, part[len(mark):], width)...)
	}
	return lines
}

// longestMark is how long the key of a choice may be, in bytes.
const longestMark = 3

// markOf is the indent of a line, with the key of the choice that it offers.
func markOf(line string) string {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	if key, _, ok := strings.Cut(text, "  "); ok && len(key) <= longestMark {
		return line[:indent+len(key)+2]
	}
	return line[:indent]
}
