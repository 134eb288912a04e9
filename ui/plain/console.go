package plain

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// errEnded says that the input has ended. It unwinds to Run; what was answered
// before it is on the disk already.
var errEnded = errors.New("the input has ended")

// errBack says that the worker wants to leave where they are.
var errBack = errors.New("back")

// longestLine is how much of one line is kept, in bytes; the rest is thrown away
// and the line refused, so that a file sent by mistake cannot fill the memory.
const longestLine = 16 << 10

// console writes line after line and reads line after line. Nothing written is
// ever taken back.
type console struct {
	in      *bufio.Reader
	out     io.Writer
	newline bool                  // nobody's Enter key ends the line of a prompt, so we do
	wrap    func(string) []string // cuts a line to what the terminal shows; nil leaves it whole
	err     error                 // the first failure to write
}

// say writes one line.
func (c *console) say(format string, args ...any) {
	c.write(fmt.Sprintf(format, args...), "\n")
}

// write writes a text, cut to the width of the terminal, and what ends it.
func (c *console) write(s, end string) {
	if c.err != nil {
		return
	}
	if c.wrap != nil {
		s = strings.Join(c.wrap(s), "\n")
	}
	_, c.err = io.WriteString(c.out, s+end)
}

// gap writes an empty line, which a screen reader takes as a pause.
func (c *console) gap() { c.say("") }

// read returns the next line without its end and the spaces around it.
func (c *console) read(prompt string) (string, error) {
	c.write(prompt, " ")
	if c.err != nil {
		return "", errEnded
	}
	var line []byte
	tooLong := false
	for {
		part, err := c.in.ReadSlice('\n')
		if len(line)+len(part) <= longestLine {
			line = append(line, part...)
		} else {
			tooLong = true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && len(line) == 0 {
			c.say("")
			return "", errEnded
		}
		break
	}
	if c.newline {
		c.say("")
	}
	if tooLong {
		c.say("That line is too long. Nothing was recorded.")
		return "", nil
	}
	return strings.TrimSpace(string(line)), nil
}

// option is one thing to choose, by a number or a letter.
type option struct {
	key   string
	label string
}

// numbered makes options 1, 2, 3 … of labels.
func numbered(labels ...string) []option {
	options := make([]option, len(labels))
	for i, l := range labels {
		options[i] = option{fmt.Sprint(i + 1), l}
	}
	return options
}

// choose writes the options and reads until one of them is named. An empty line
// chooses nothing. "b" goes back where the options do not use it.
func (c *console) choose(question string, options []option) (string, error) {
	return c.chooseIn(instrument.English(), question, options)
}

// chooseIn is choose in a language.
func (c *console) chooseIn(words *instrument.Text, question string, options []option) (string, error) {
	c.say("%s", question)
	for _, o := range options {
		c.say("  %s  %s", o.key, o.label)
	}
	return c.pick(words.Words.Lines.YourChoice, options)
}

// pick reads until one of the options is named, without writing them again.
func (c *console) pick(prompt string, options []option) (string, error) {
	for {
		line, err := c.read(prompt)
		if err != nil {
			return "", err
		}
		key := strings.ToLower(line)
		for _, o := range options {
			if o.key == key {
				return key, nil
			}
		}
		switch {
		case line == "":
			c.say("Nothing was chosen. Type one of: %s.", keysOf(options))
		case key == "b":
			return "", errBack
		default:
			c.say("That is not one of the choices. Type one of: %s, or b to go back.", keysOf(options))
		}
	}
}

func keysOf(options []option) string {
	keys := make([]string, len(options))
	for i, o := range options {
		keys[i] = o.key
	}
	return strings.Join(keys, ", ")
}

// words reads one line of text for the record. An empty line gives "". A "b" alone goes
// back, as it does wherever something is chosen, and is never taken as text.
func (c *console) words(prompt string, limits text.Limits) (string, error) {
	for {
		line, err := c.read(prompt)
		if err != nil {
			return "", err
		}
		clean, err := text.Clean(line, limits)
		switch {
		case line == "b":
			c.say("Back. Nothing was recorded here.")
			return "", errBack
		case err == nil:
			return clean, nil
		}
		c.say("The text %s. Please type it again.", err)
	}
}

// needed reads text until there is some.
func (c *console) needed(prompt string, limits text.Limits) (string, error) {
	for {
		s, err := c.words(prompt, limits)
		switch {
		case err != nil:
			return "", err
		case s != "":
			return s, nil
		}
		c.say("An empty line is not an answer. Type something, or b to go back.")
	}
}

// yes asks a question that takes y or n and nothing else.
func (c *console) yes(question string) (bool, error) {
	return c.yesIn(instrument.English(), question)
}

// yesIn is yes in the language of the question.
func (c *console) yesIn(words *instrument.Text, question string) (bool, error) {
	key, err := c.pick(question+" "+words.Words.HandOver.LinesYes, []option{{"y", "yes"}, {"n", "no"}})
	return key == "y", err
}

// refuse writes why something was not done.
func (c *console) refuse(err error) {
	c.say("NOT SAVED: %s", dialog.ErrorMessage(err))
}
