package team

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report/figures"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// Screen is the report of a team. Make one with [New].
type Screen struct {
	o       Options
	q       figures.Question // what the report shown is about
	report  *figures.Report  // nil until there is one
	teams   []string
	job     *job // what is being counted; nil while nothing is
	failure error

	place   place              // of the first line that is shown
	laid    *laid              // the report in lines, as it was drawn last
	choices *list.List[choice] // open over the report; nil while it is not
	asks    string             // what is chosen in it
	days    *field.Form        // likewise
}

var _ screen.Screen = (*Screen)(nil)

// New makes the screen. It counts nothing until Init.
func New(o Options) *Screen {
	return &Screen{o: o, q: figures.Year(dialog.DateOf(o.Now())), laid: &laid{}}
}

// Init counts the last twelve months of all teams.
func (s *Screen) Init() tea.Cmd { return s.start(s.q) }

// Typing reports that a day is being typed.
func (s *Screen) Typing() bool { return s.days != nil && s.days.Typing() }

// stop gives up what is being counted.
func (s *Screen) stop() {
	if s.job != nil {
		s.job.cancel()
		s.job = nil
	}
}

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case counted:
		return s.took(msg)
	case tick:
		if msg.job == s.job {
			return msg.job.wait
		}
	case screen.Closing:
		s.stop()
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.input(msg)
	}
	return nil
}

// took shows what was counted, unless something else was asked for meanwhile.
func (s *Screen) took(msg counted) tea.Cmd {
	if msg.job != s.job {
		return nil
	}
	s.job, s.failure = nil, msg.err
	if msg.err != nil {
		return nil
	}
	s.q, s.report, s.teams, s.place = msg.job.q, msg.report, msg.teams, place{}
	*s.laid = laid{page: s.laid.page}
	return nil
}

func (s *Screen) input(msg tea.Msg) tea.Cmd {
	if s.days != nil {
		return s.typed(msg)
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return nil
	case s.choices != nil:
		return s.choose(press)
	}
	return s.press(press)
}

var (
	keyTeam   = screen.Key("t", "team")
	keySpan   = screen.Key("s", "span")
	keyNext   = screen.Key("tab", "next section", "tab", "right")
	keyBefore = screen.Key("shift+tab", "section before", "shift+tab", "left")
	keyScroll = screen.Key("↑ ↓", "scroll", "up", "down", "pgup", "pgdown", "home", "end")
	keyBack   = screen.Key("esc", "back")
	keyStop   = screen.Key("esc", "stop counting")
	keyAgain  = screen.Key("ctrl+r", "count again")
	keyChoose = screen.Key("enter", "choose")
	keyLeave  = screen.Key("esc", "leave as it is")
)

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	switch {
	case s.days != nil:
		return append(s.days.Keys(), screen.HelpKeyTyping)
	case s.choices != nil:
		return append(append([]key.Binding{keyChoose, keyLeave}, s.choices.Keys()...), screen.HelpKey)
	case s.job != nil:
		return []key.Binding{keyStop, screen.HelpKey}
	case s.report == nil:
		return []key.Binding{keyAgain, keyBack, screen.HelpKey}
	}
	return []key.Binding{keyScroll, keyNext, keyTeam, keySpan, keyBack, keyBefore, keyAgain, screen.HelpKey}
}

// press takes a key while the report is shown.
func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.job != nil {
		if key.Matches(msg, keyStop) {
			s.stop()
			if s.report == nil {
				return screen.GoBack
			}
		}
		return nil
	}
	switch {
	case key.Matches(msg, keyBack):
		return screen.GoBack
	case key.Matches(msg, keyAgain):
		return s.start(s.q)
	case s.report == nil:
	case key.Matches(msg, keyTeam):
		s.open("Which team?", teamsOf(s.q, s.teams), func(c choice) bool { return text.Fold(c.q.Team) == text.Fold(s.q.Team) })
	case key.Matches(msg, keySpan):
		s.open("Which span?", spans(s.q, dialog.DateOf(s.o.Now())), func(c choice) bool { return !c.days && c.q.From == s.q.From && c.q.To == s.q.To })
	default:
		s.scroll(msg)
	}
	return nil
}

// open puts a list to choose from over the report.
func (s *Screen) open(asks string, all []choice, now func(choice) bool) {
	s.asks, s.choices = asks, list.New(func(c choice) string { return c.name })
	s.choices.Reset(all)
	for _, c := range all {
		if now(c) {
			s.choices.Select(c.name)
			return
		}
	}
}

// choose takes a key while something is chosen.
func (s *Screen) choose(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyLeave):
		s.choices = nil
	case key.Matches(msg, keyChoose):
		c, ok := s.choices.Current()
		if !ok {
			return nil
		}
		s.choices = nil
		if c.days {
			s.askDays()
			return nil
		}
		return s.start(c.q)
	default:
		s.choices.Update(msg)
	}
	return nil
}

// askDays opens the form in which the days of the span are typed.
func (s *Screen) askDays() {
	today := dialog.DateOf(s.o.Now())
	day := func(name, label string, is dialog.Date) *field.Date {
		d := field.NewDate(field.About{Name: name, Label: label, Hint: "As 14-Nov-2026 or 14/11/2026."}, func(typed string) (string, error) {
			read, err := dialog.ParseDateFrom(typed, today)
			return read.String(), err
		})
		d.Set(is.String())
		return d
	}
	s.days = field.NewForm(day("from", "The first day", s.q.From), day("to", "The last day", s.q.To))
	s.days.Does("show them", "Counting")
}

// typed gives a key or a paste to the form.
func (s *Screen) typed(msg tea.Msg) tea.Cmd {
	switch s.days.Update(msg) {
	case field.Leave:
		s.days = nil
	case field.Save:
		q, values := s.q, s.days.Values()
		q.From, _ = dialog.ParseDate(values["from"]) // the fields have read them
		q.To, _ = dialog.ParseDate(values["to"])
		if err := q.Check(); err != nil {
			s.days.SetError("to", dialog.ErrorMessage(err))
			return nil
		}
		s.days = nil
		return s.start(q)
	}
	return nil
}

// scroll moves through the lines as they were drawn last.
func (s *Screen) scroll(msg tea.KeyPressMsg) {
	l := s.laid
	if l.lines == nil {
		l.in(80, s.report)
	}
	switch {
	case key.Matches(msg, keyNext):
		s.place = place{section: min(s.place.section+1, len(l.sections)-1)}
	case key.Matches(msg, keyBefore):
		if s.place.line == 0 && s.place.section > 0 {
			s.place.section--
		}
		s.place.line = 0
	default:
		by := map[string]int{"up": -1, "down": 1, "pgup": 1 - l.page, "pgdown": l.page - 1, "home": -len(l.lines), "end": len(l.lines)}[msg.Keystroke()]
		s.place = l.place(max(min(l.line(s.place)+by, l.last()), 0))
	}
}
