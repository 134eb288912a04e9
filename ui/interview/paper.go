package interview

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/keypress"
	"alongside/ui/screen"
)

// paperOrder asks which of the two printed orders the form has. The same key
// says that the form is this person's.
type paperOrder struct{}

func (s *paperOrder) press(m *Model, name string) tea.Cmd {
	switch name {
	case "1", "2":
		if m.masked() {
			return screen.SayNameHidden
		}
		m.begin.identity, m.begin.friendshipsFirst = dialog.IdentityOnPaper, name == "2"
		m.show(newPaperDate(m))
	case "n", "esc":
		return tea.Sequence(screen.GoBack, screen.Say(screen.Info, "Nothing was recorded."))
	}
	return nil
}

func (s *paperOrder) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	heading := title(th, f, "A paper form")
	heading.rank = 3
	if th.Masked {
		return compose(f, []part{heading, strong(th, f, screen.NameHidden), options(th, f, [2]string{"esc", "go back, and nothing is recorded"})})
	}
	return compose(f, []part{
		heading,
		said(th, f, 0, "Check the name and the date of birth on the form against the line on top."),
		strong(th, f, "They match, and item 6 on this form is:"),
		options(th, f,
			[2]string{"1", "partner/family"},
			[2]string{"2", "friendships"},
			[2]string{"n", "they do not match: go back"}),
		said(th, f, 2, "Both orders of items 6 and 7 are in use. The rows will follow this form."),
	})
}

func (s *paperOrder) keys(m *Model) []key.Binding {
	if m.masked() {
		return keysHidden
	}
	return []key.Binding{
		screen.Key("1", "partner/family"), screen.Key("2", "friendships"),
		screen.Key("n", "not this person"), screen.Key("esc", "back"),
	}
}

// paperDate asks when the form was really completed. The field has the focus from
// the beginning, so that no digit of a date is taken for a key held down; while it
// is empty, t stands for today.
type paperDate struct {
	input *field.Date
	tried bool // Enter was pressed: what is wrong is said
}

func newPaperDate(m *Model) *paperDate {
	now, born := m.o.Now, m.record.Person.BirthDate
	return &paperDate{input: field.NewDate(field.About{Label: "The date"}, func(s string) (string, error) {
		w, err := paperWhen(s, now(), born)
		return w.String(), err
	})}
}

// paperWhen reads the day on a form, with the time of day behind it where it is
// known: 14-Mar-2026, or 14/3/2026 15:30 in the zone of now. It refuses what is
// still to come and what lies before the birth, and changes no impossible time
// into another one.
func paperWhen(s string, now time.Time, born dialog.Date) (dialog.When, error) {
	s = strings.TrimSpace(s)
	day, clock := s, ""
	if i := strings.LastIndexByte(s, ' '); i >= 0 && strings.Contains(s[i:], ":") {
		day, clock = s[:i], s[i+1:]
	}
	d, err := dialog.ParseDate(day)
	if err != nil {
		return dialog.When{}, err
	}
	w := dialog.On(d)
	if clock != "" {
		if w, err = atClock(d, clock, now.Location()); err != nil {
			return dialog.When{}, err
		}
	}
	switch {
	case dialog.DateOf(now).Before(d), w.Exact() && w.Time().After(now):
		return dialog.When{}, refusal("That is still to come. Please check the date on the form.")
	case !born.IsZero() && d.Before(born):
		return dialog.When{}, refusal("That is before the date of birth. Please check the date on the form.")
	}
	return w, nil
}

func atClock(d dialog.Date, clock string, zone *time.Location) (dialog.When, error) {
	c, err := time.Parse("15:04", clock)
	if err != nil {
		return dialog.When{}, refusal("That is not a time. Type it as 15:30, or leave it out.")
	}
	t := time.Date(d.Year, d.Month, d.Day, c.Hour(), c.Minute(), 0, 0, zone)
	if t.Hour() != c.Hour() || t.Minute() != c.Minute() {
		return dialog.When{}, refusal("There was no such time on that day: the clocks went forward. Leave the time out if it is not sure.")
	}
	return dialog.At(t), nil
}

func refusal(s string) error { return &dialog.Error{Code: dialog.Invalid, Message: s} }

func (s *paperDate) typing() bool { return true }

func (s *paperDate) press(*Model, string) tea.Cmd { return nil }

func (s *paperDate) write(m *Model, msg tea.Msg) tea.Cmd {
	empty := s.input.Raw() == ""
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch name := keypress.Name(press.Key()); {
		case name == "t" && empty:
			return s.take(m, dialog.On(dialog.DateOf(m.o.Now())))
		case name == "esc" && empty:
			return m.leave()
		case name == "esc":
			s.input.Set("")
			s.tried = false
			return nil
		case name == "enter":
			return s.enter(m)
		}
	}
	s.tried = false
	s.input.Update(msg)
	return nil
}

func (s *paperDate) enter(m *Model) tea.Cmd {
	s.tried = true
	w, err := paperWhen(s.input.Text.Value(), m.o.Now(), m.record.Person.BirthDate)
	if err != nil {
		return nil
	}
	return s.take(m, w)
}

func (s *paperDate) take(m *Model, w dialog.When) tea.Cmd {
	if born := m.record.Person.BirthDate; !born.IsZero() && w.Date().Before(born) {
		return screen.Say(screen.Warning, "Today is before the date of birth on top. Please check it, and this computer's date.")
	}
	m.begin.doneAt = w
	m.askReferral()
	return nil
}

func (s *paperDate) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	lines, cursor := s.input.Draw(roomOf(f), true, th)
	parts := []part{title(th, f, "When was the form completed?"), {lines: lines, cursor: &cursor}}
	if s.tried {
		wrong := problem(f, s.input)
		if s.input.Text.Value() == "" {
			wrong = said(th, f, 0, "Please type the day, or t for today.")
		}
		parts = append(parts, wrong)
	}
	today := part{lines: option(th, f, "t", "today, "+dialog.DateOf(m.o.Now()).String())}
	if s.input.Raw() != "" {
		today = part{}
	}
	return compose(f, append(parts, today,
		said(th, f, 0, "Or type the day, as 14/3/2026 or 14-Mar-2026, and press Enter. Add the time only if it is known: 14/3/2026 15:30."),
		said(th, f, 1, "The day on the form counts, not the day it is typed in.")))
}

func (s *paperDate) keys(*Model) []key.Binding {
	back := "start over"
	keys := []key.Binding{screen.Key("enter", "go on")}
	if s.input.Raw() == "" {
		back = "back"
		keys = []key.Binding{screen.Key("t", "today"), keys[0]}
	}
	return append(keys, screen.Key("esc", back), screen.HelpKeyTyping)
}
