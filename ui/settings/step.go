package settings

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// step is one thing done about workers and passphrases: a form, or a question that
// y answers. What it begins runs in a command, and the step takes no keys meanwhile.
type step struct {
	title string
	lead  string      // what to know first
	form  *field.Form // nil for a question
	last  string      // the field on which Enter goes on
	ask   string      // the question
	word  string      // said while it works
	done  string      // said once it is done; the end of a sentence that begins with "Saved:"

	old          *field.Masked // nil where none is asked for
	first, again *field.Masked // likewise

	// start takes what was entered, and returns what is to be run in a command.
	start   func() func() result
	working bool
	failure string // of a question
}

// result is what came of a step.
type result struct {
	err      error
	recovery field.Secret // a new one
	locked   bool         // the record is not open any more
	own      bool         // it changed the role of whoever is in
}

// finished carries it to the step that began it.
type finished struct {
	to *step
	result
}

// outcome is what a key meant.
type outcome int

const (
	stays outcome = iota
	begins
	leaves
)

// update takes a key or a paste.
func (s *step) update(msg tea.Msg) (tea.Cmd, outcome) {
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case s.working || isKey && press.IsRepeat && press.Code == tea.KeyEnter:
		return nil, stays
	case s.form == nil:
		return s.answer(press)
	}
	if isKey && press.Keystroke() == "enter" && s.form.Focused() == s.last && s.form.Typing() {
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}
	}
	switch s.form.Update(msg) {
	case field.Leave:
		s.clear()
		return nil, leaves
	case field.Save:
		if s.first == nil || field.Same(s.form, s.first, s.again) {
			return s.begin(), begins
		}
	}
	return nil, stays
}

// answer takes the answer to a question. Enter is none.
func (s *step) answer(press tea.KeyPressMsg) (tea.Cmd, outcome) {
	switch press.Keystroke() {
	case "y", "shift+y":
		return s.begin(), begins
	case "n", "shift+n", "esc":
		return nil, leaves
	}
	return nil, stays
}

func (s *step) begin() tea.Cmd {
	s.working, s.failure = true, ""
	run := s.start()
	return func() tea.Msg { return finished{s, run()} }
}

// failed shows why it was not done. A passphrase that is not taken is chosen anew;
// after any other failure it can be tried again as it is. What is said in the form
// may be out of view in a low window, so it is said below it too.
func (s *step) failed(err error) tea.Cmd {
	s.working = false
	message := "NOT DONE. " + dialog.ErrorMessage(err)
	below := screen.Say(screen.Failure, dialog.ErrorMessage(err))
	switch code := dialog.ErrorCode(err); {
	case s.form == nil:
		s.failure, below = message, nil
	case s.old != nil && code == dialog.NotFound:
		s.old.Clear()
		s.form.SetError(s.old.About().Name, "That is not your passphrase now. Please enter it again.")
		below = nil
	case s.first != nil && code == dialog.Invalid:
		s.first.Clear()
		s.again.Clear()
		s.form.SetError(s.first.About().Name, dialog.ErrorMessage(err))
	default:
		s.form.SetError(s.form.Focused(), message)
	}
	return below
}

// clear overwrites the passphrases.
func (s *step) clear() {
	for _, m := range []*field.Masked{s.old, s.first, s.again} {
		if m != nil {
			m.Clear()
		}
	}
}

// formLeast is how many lines a form needs to be of use. Where there are fewer, what
// is said above it gives way.
const formLeast = 7

func (s *step) draw(f screen.Frame) screen.Drawing {
	head := []string{f.Theme.Title.Render(screen.Clip(s.title, f.Width, f.Theme.Glyphs.Ellipsis))}
	var lead []string
	if s.lead != "" {
		lead = screen.Wrap(f.Theme.Signs(s.lead), f.Width)
	}
	if s.form == nil {
		return s.drawQuestion(append(append(head, ""), lead...), f)
	}
	if len(head)+len(lead)+formLeast <= f.Height {
		head = append(head, lead...)
	}
	if f.Height >= 15 {
		head = append(head, "")
	}
	foot := s.foot(f)
	inner := f
	inner.Height = max(f.Height-len(head)-len(foot), 1)
	d := screen.Stack(head, s.form.Draw(inner))
	if len(foot) > 0 {
		lines := append(strings.Split(d.Body, "\n"), foot...)
		d.Body = strings.Join(lines, "\n")
		d.Cursor = &screen.Point{X: min(screen.Width(foot[len(foot)-1]), f.Width-1), Y: len(lines) - 1}
	}
	return d
}

// foot is what is under way.
func (s *step) foot(f screen.Frame) []string {
	if !s.working {
		return nil
	}
	return strong(s.word, f)
}

// strong is a sentence in lines that stand out.
func strong(said string, f screen.Frame) []string {
	lines := screen.Wrap(f.Theme.Signs(said), f.Width)
	for i := range lines {
		lines[i] = f.Theme.Warning.Render(lines[i])
	}
	return lines
}

// drawQuestion draws the question below what to know, with the cursor behind it.
// Where there is no room for all, the end is shown.
func (s *step) drawQuestion(lines []string, f screen.Frame) screen.Drawing {
	said := s.ask
	switch {
	case s.working:
		said = s.word
	case s.failure != "":
		said = s.failure + " " + s.ask
	}
	lines = append(append(lines, ""), strong(said, f)...)
	visible, offset := screen.Window(lines, len(lines)-1, f.Height)
	end := len(lines) - 1
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{X: min(screen.Width(lines[end]), f.Width-1), Y: end - offset}}
}

var (
	keyYes  = screen.Key("y", "yes")
	keyNo   = screen.Key("n", "no", "n", "esc")
	keyNext = screen.Key("tab", "next")
	keyDone = screen.Key("enter", "go on")
	keyOut  = screen.Key("esc", "leave")
)

func (s *step) keys() []key.Binding {
	switch {
	case s.working:
		return nil
	case s.form == nil:
		return []key.Binding{keyYes, keyNo, screen.HelpKey}
	case s.form.Typing() && s.first != nil:
		return []key.Binding{keyDone, keyNext, keyOut, screen.HelpKeyTyping}
	}
	return s.form.Keys()
}

func (s *step) typing() bool { return !s.working && s.form != nil && s.form.Typing() }

func (s *step) unsaved() string {
	switch {
	case s.working:
		return "Something is under way still."
	case s.form != nil && s.form.Changed():
		return "What you typed is not saved."
	}
	return ""
}
