package talk

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// ShowAbout asks the root for what the person tells about themselves.
type ShowAbout struct{}

// ShowSupporters asks the root for the people at the person's side.
type ShowSupporters struct{}

// About is what the person chooses to tell about themselves. Each question says why
// it is asked, none has to be answered, and not wanting to say is one key. Earlier
// answers are shown only where somebody asks for them.
type About struct {
	*desk
	at      int           // the trait that the cursor is on
	teller  dialog.Teller // who types
	earlier bool          // the earlier answers about that trait are on top
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*About)(nil)

// NewAbout makes the screen. Until somebody says otherwise the worker types what the
// person says.
func NewAbout(o Options) *About { return &About{desk: newDesk(o), teller: dialog.TellerTogether} }

var (
	keyAsk     = screen.Key("enter", "ask")
	keyRather  = screen.Key("p", "prefer not to say")
	keyTyping  = screen.Key("w", "who types")
	keyCorrect = screen.Key("e", "it was typed wrong")
	keyEarlier = screen.Key("h", "earlier answers")
	keyAside   = screen.Key("s", "supporters")
)

func (s *About) trait() dialog.Trait { return dialog.Traits()[s.at] }

// Update takes a key for the list.
func (s *About) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken {
		return s.press(press)
	}
	return cmd
}

func (s *About) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.earlier {
		s.earlier = !key.Matches(msg, keyLeave)
		return nil
	}
	now := s.o.Record.About(s.trait())
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case msg.String() == "up":
		s.at = max(s.at-1, 0)
	case msg.String() == "down":
		s.at = min(s.at+1, len(dialog.Traits())-1)
	case key.Matches(msg, keyAsk):
		s.open(s.askSheet(), nil)
	case key.Matches(msg, keyRather):
		return s.rather(now)
	case key.Matches(msg, keyTyping):
		s.teller = map[dialog.Teller]dialog.Teller{dialog.TellerTogether: dialog.TellerPerson, dialog.TellerPerson: dialog.TellerTogether}[s.teller]
	case key.Matches(msg, keyAside):
		return tell(ShowSupporters{})
	case now == nil:
	case key.Matches(msg, keyCorrect):
		s.open(s.correctSheet(*now), nil)
	case key.Matches(msg, keyStrike):
		s.open(strikeSheet(dialog.PartCharacteristic, now.ID, report.TraitWords(now.Trait, s.o.Text)), nil)
	case key.Matches(msg, keyEarlier):
		s.earlier = true
	}
	return nil
}

// rather records that the person prefers not to say, unless that stands.
func (s *About) rather(now *dialog.Characteristic) tea.Cmd {
	if declined(now) {
		return screen.Say(screen.Info, s.words().StandsAlready)
	}
	c := s.fresh()
	c.State = dialog.TraitDeclined
	return s.send(nil, &dialog.CharacteristicRecorded{Characteristic: c})
}

// declined reports whether it stands that the person prefers not to say.
func declined(now *dialog.Characteristic) bool {
	return now != nil && now.State == dialog.TraitDeclined
}

// fresh is an answer of today about the trait in focus. What was recorded today is
// put right by it; what stood before today stays as an earlier answer.
func (s *About) fresh() dialog.Characteristic {
	today := dialog.DateOf(s.o.Now())
	c := dialog.Characteristic{ID: s.o.Keeper.NewID(), Trait: s.trait(), From: today, Teller: s.teller}
	if now := s.o.Record.About(c.Trait); now != nil && now.From == today && now.Added.Date() == today {
		c.ID = now.ID
	}
	return c
}

// words are those that the person reads.
func (s *About) words() *instrument.AboutWords { return &s.o.Text.Words.About }

// Keys are those of what is on top, else of the list.
func (s *About) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	if s.earlier {
		return s.spoken([]key.Binding{keyLeave})
	}
	keys := []key.Binding{keyAsk}
	if !declined(s.o.Record.About(s.trait())) {
		keys = append(keys, keyRather)
	}
	keys = append(keys, keyMove, keyTyping, keyLeave)
	if s.o.Record.About(s.trait()) != nil {
		keys = append(keys, keyCorrect, keyStrike, keyEarlier)
	}
	return s.spoken(append(keys, keyAside))
}

// Draw draws the list, or what lies on top of it.
func (s *About) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	if s.earlier {
		return s.drawEarlier(f)
	}
	th := f.Theme
	list := block{}
	for i, t := range dialog.Traits() {
		if i == s.at {
			list.focus = len(list.lines) + 1
		}
		list.lines = append(list.lines, s.line(t, i == s.at, f)...)
	}
	why := said(f, 1, s.words().Why.With("why", report.TraitWhy(s.trait(), s.o.Text)), th.Strong)
	return s.compose(f, said(f, 0, s.words().Title.With("name", s.who(f)), th.Title), block{lines: s.told(f)},
		said(f, 3, s.words().Optional, th.Text), list, why, said(f, 2, s.typing(f), th.Text))
}

// who is what the person is called.
func (d *desk) who(f screen.Frame) string {
	return f.Theme.Who(text.Show(d.o.Record.Person.CallName()))
}

// typing says who types the answers.
func (s *About) typing(f screen.Frame) string {
	if s.teller == dialog.TellerPerson {
		return s.words().PersonTypes.With("name", s.who(f))
	}
	return s.words().WorkerTypes.With("name", s.who(f))
}

// line draws one trait with what stands of it.
func (s *About) line(t dialog.Trait, selected bool, f screen.Frame) []string {
	th, column := f.Theme, s.column(f)
	pointer, style := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)), th.Text
	if selected {
		pointer, style = th.Glyphs.Pointer, th.Strong
	}
	stands := th.Signs(report.TraitLine(s.o.Record, t, s.o.Text))
	if c := s.o.Record.About(t); c != nil && c.State == dialog.TraitTold {
		stands = th.Who(stands) // where names are hidden somebody is looking
	}
	if f.Width < 60 || column > f.Width/2 {
		return styled(screen.Hang(pointer+" ", report.TraitWords(t, s.o.Text)+": "+stands, f.Width), style)
	}
	return styled(screen.Hang(screen.Pad(pointer+" "+report.TraitWords(t, s.o.Text), column, ""), stands, f.Width), style)
}

// column is where what stands of the traits begins, behind the longest of their names.
func (s *About) column(f screen.Frame) int {
	widest := 0
	for _, t := range dialog.Traits() {
		widest = max(widest, screen.Width(report.TraitWords(t, s.o.Text)))
	}
	return screen.Width(f.Theme.Glyphs.Pointer) + 1 + widest + 2
}

// drawEarlier draws everything that was recorded of one trait, latest first.
func (s *About) drawEarlier(f screen.Frame) screen.Drawing {
	th, t := f.Theme, s.trait()
	head := said(f, 0, s.words().Earlier.With("trait", report.TraitWords(t, s.o.Text)), th.Title)
	head.focus = 1
	blocks := []block{head}
	if t.GenderHistory() {
		blocks = append(blocks, said(f, 0, s.words().OnlyTogether.With("name", s.who(f)), th.Warning))
	}
	list := block{}
	for _, line := range report.TraitHistory(s.o.Record, t, s.o.Text) {
		list.lines = append(list.lines, screen.Hang(th.Glyphs.Bullet+" ", th.Who(th.Signs(line)), f.Width)...)
	}
	return s.compose(f, append(blocks, list)...)
}
