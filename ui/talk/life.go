package talk

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Life is what happened in the person's life and how they work and live, by date:
// events, employment, hours of work, settled accommodation.
type Life struct {
	*desk
	at dialog.ID // the entry that the cursor is on
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Life)(nil)

// NewLife makes the screen.
func NewLife(o Options) *Life { return &Life{desk: newDesk(o)} }

// lived is one line of the list.
type lived struct {
	id     dialog.ID
	part   dialog.Part
	on     dialog.Date
	words  string
	struck dialog.Struck
	before []string // what it said before
}

// entries are the events and circumstances, latest first.
func (s *Life) entries() []lived {
	var all []lived
	for i := range s.o.Record.Events {
		e := &s.o.Record.Events[i]
		l := lived{id: e.ID, part: dialog.PartEvent, on: e.On, words: report.EventWords(e), struck: e.Struck}
		for j := range e.Before {
			was := &e.Before[j]
			l.before = append(l.before, was.Value.On.String()+", "+report.EventWords(&was.Value)+why(was.Reason))
		}
		all = append(all, l)
	}
	for i := range s.o.Record.Circumstances {
		c := &s.o.Record.Circumstances[i]
		l := lived{id: c.ID, part: dialog.PartCircumstance, on: c.From, words: circumstanceWords(c), struck: c.Struck}
		for j := range c.Before {
			was := &c.Before[j]
			l.before = append(l.before, was.Value.From.String()+", "+circumstanceWords(&was.Value)+why(was.Reason))
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b lived) int { return b.on.Compare(a.on) })
	return all
}

func why(reason string) string {
	if reason == "" {
		return ""
	}
	return ". Changed: " + text.Show(reason)
}

func circumstanceWords(c *dialog.Circumstance) string {
	return report.AspectWords(c.Aspect) + ": " + c.Aspect.Label(c.Code)
}

func (s *Life) index(list []lived) int {
	return max(slices.IndexFunc(list, func(l lived) bool { return l.id == s.at }), 0)
}

var (
	keyEvent = screen.Key("n", "something that happened")
	keyWork  = screen.Key("w", "work")
	keyHours = screen.Key("h", "hours of work")
	keyHome  = screen.Key("m", "home")
)

// Update takes a key for the list.
func (s *Life) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken {
		return s.press(press)
	}
	return cmd
}

func (s *Life) press(msg tea.KeyPressMsg) tea.Cmd {
	list := s.entries()
	at := s.index(list)
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keyEvent):
		s.add(s.eventSheet(dialog.Event{ID: s.o.Keeper.NewID()}))
	case key.Matches(msg, keyWork):
		s.add(s.circumstanceSheet(dialog.Circumstance{ID: s.o.Keeper.NewID(), Aspect: dialog.Employment}))
	case key.Matches(msg, keyHours):
		s.add(s.circumstanceSheet(dialog.Circumstance{ID: s.o.Keeper.NewID(), Aspect: dialog.WeeklyHours}))
	case key.Matches(msg, keyHome):
		s.add(s.circumstanceSheet(dialog.Circumstance{ID: s.o.Keeper.NewID(), Aspect: dialog.SettledHome}))
	case len(list) == 0:
	case msg.String() == "up":
		s.at = list[max(at-1, 0)].id
	case msg.String() == "down":
		s.at = list[min(at+1, len(list)-1)].id
	case list[at].struck.Out():
	case key.Matches(msg, keyChange):
		s.change(list[at])
	case key.Matches(msg, keyStrike):
		s.open(strikeSheet(list[at].part, list[at].id, list[at].words), nil)
	}
	return nil
}

// add lays a form on top.
func (s *Life) add(sh *sheet) { s.open(sh, nil) }

// change opens the form of an entry that is there.
func (s *Life) change(l lived) {
	s.at = l.id
	if e := s.o.Record.Event(l.id); e != nil {
		s.add(s.eventSheet(*e))
	} else if c := s.o.Record.Circumstance(l.id); c != nil {
		s.add(s.circumstanceSheet(*c))
	}
}

// pastDay is a field for a day that has been.
func (o *Options) pastDay(label string, now dialog.Date) *field.Date {
	d := field.NewDate(field.About{Name: valueDay, Label: label, Hint: "A date such as 12-Jan-2026, or today.", Missing: "Please write a day."}, func(s string) (string, error) {
		day, err := dialog.ParseDateFrom(s, dialog.DateOf(o.Now()))
		if err == nil && dialog.DateOf(o.Now()).Before(day) {
			err = errFuture
		}
		if err != nil {
			return "", err
		}
		return day.String(), nil
	})
	if !now.IsZero() {
		d.Set(now.String())
	}
	return d
}

func (s *Life) eventSheet(e dialog.Event) *sheet {
	kinds := dialog.EventKinds()
	options := make([]field.Option, len(kinds))
	for i, k := range kinds {
		options[i] = field.Option{Value: string(k), Label: report.EventKindWords(k)}
	}
	what := field.NewChoice(field.About{Name: valueKind, Label: "What", Missing: "Please choose what happened."}, options...)
	what.Set(string(e.What))
	fields := []field.Field{what, s.o.pastDay("When", e.On), line(valueText, "In words", "", e.Note, true, text.Line)}
	later := s.later(s.o.Record.Event(e.ID) != nil, e.Added)
	if later {
		fields = append(fields, whyField())
	}
	return &sheet{title: "Something that happened", form: field.NewForm(fields...), bodies: func(v map[string]string) []dialog.Body {
		e.What, e.On, e.Note = dialog.EventKind(v[valueKind]), day(v[valueDay]), v[valueText]
		return []dialog.Body{&dialog.EventRecorded{Event: e, Reason: v[valueReason]}}
	}}
}

func (s *Life) circumstanceSheet(c dialog.Circumstance) *sheet {
	codes := c.Aspect.Codes()
	options := make([]field.Option, len(codes))
	for i, code := range codes {
		options[i] = field.Option{Value: code.Code, Label: code.Label}
	}
	what := field.NewChoice(field.About{Name: valueKind, Label: "Now", Missing: "Please choose one of these."}, options...)
	what.Set(c.Code)
	fields := []field.Field{what, s.o.pastDay("Since", c.From)}
	if s.later(s.o.Record.Circumstance(c.ID) != nil, c.Added) {
		fields = append(fields, whyField())
	}
	return &sheet{title: report.AspectWords(c.Aspect), form: field.NewForm(fields...), bodies: func(v map[string]string) []dialog.Body {
		c.Code, c.From = v[valueKind], day(v[valueDay])
		return []dialog.Body{&dialog.CircumstanceRecorded{Circumstance: c, Reason: v[valueReason]}}
	}}
}

// later reports whether something that is there was recorded on an earlier day, so
// that changing it needs a reason.
func (s *Life) later(there bool, added dialog.When) bool {
	return there && added.Date().Before(dialog.DateOf(s.o.Now()))
}

// Keys are those of what is on top, else of the list.
func (s *Life) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	keys := []key.Binding{keyEvent, keyWork, keyHours, keyHome}
	if list := s.entries(); len(list) > 0 {
		keys = append(keys, keyMove)
		if !list[s.index(list)].struck.Out() {
			keys = append(keys, keyChange, keyStrike)
		}
	}
	return append(keys, keyLeave)
}

// Draw draws the list, or what lies on top of it.
func (s *Life) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	th, list := f.Theme, s.entries()
	blocks := []block{said(f, 0, "Life events, work and home", th.Title), {lines: s.told(f)}}
	if len(list) == 0 {
		b := said(f, 0, "Nothing is recorded yet. Press n for something that happened, w for work, h for hours of work, m for the home.", th.Text)
		b.focus = 1
		return compose(f, append(blocks, b)...)
	}
	entries := block{}
	at := s.index(list)
	for i, l := range list {
		if i == at {
			entries.focus = len(entries.lines) + 1
		}
		entries.lines = append(entries.lines, l.lines(i == at, f)...)
	}
	return compose(f, append(blocks, entries)...)
}

// lines draws one entry.
func (l *lived) lines(selected bool, f screen.Frame) []string {
	th := f.Theme
	pointer := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)) + " "
	indent, style := pointer+strings.Repeat(" ", 13), th.Text
	if selected {
		pointer, style = th.Glyphs.Pointer+" ", th.Strong
	}
	lines := styled(screen.Hang(pointer+l.on.String()+"  ", l.words, f.Width), style)
	if l.struck.Out() {
		lines = append(lines, styled(screen.Hang(indent, "STRUCK OUT on "+l.struck.At.Date().String()+": "+text.Show(l.struck.Reason), f.Width), th.Warning)...)
	}
	for _, was := range l.before {
		lines = append(lines, screen.Hang(indent, "was: "+was, f.Width)...)
	}
	return lines
}
