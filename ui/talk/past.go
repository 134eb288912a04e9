package talk

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/report"
	"alongside/ui/screen"
)

// Past is what was talked about at an appointment that is over, for reading only.
type Past struct {
	*desk
	scroll screen.Scroll
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Past)(nil)

// NewPast makes the screen for the appointment of an assessment.
func NewPast(o Options) *Past { return &Past{desk: newDesk(o)} }

var keyRead = screen.Key("↑/↓", "scroll", "up", "down", "pgup", "pgdown", "home", "end")

// Update scrolls, or leaves.
func (s *Past) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || taken {
		return cmd
	}
	if key.Matches(press, keyLeave) {
		return screen.GoBack
	}
	s.scroll.Update(press)
	return nil
}

// Keys are how to leave and to scroll.
func (s *Past) Keys() []key.Binding { return []key.Binding{keyLeave, keyRead} }

// Draw draws as much as fits, below what it is.
func (s *Past) Draw(f screen.Frame) screen.Drawing {
	a := s.o.Record.Assessment(s.o.Assessment)
	if a == nil {
		return s.compose(f, said(f, 0, s.o.Text.Words.Talk.Gone, f.Theme.Text))
	}
	head := styled(screen.Wrap("What was talked about on "+a.DoneAt.Date().String(), f.Width), f.Theme.Title)
	head = append(head, screen.Wrap(report.ShownAsItWas, f.Width)...)
	if f.Height >= 16 {
		head = append(head, "")
	}
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	shown := s.scroll.Window(s.lines(f), rest, moreIn(s.o.Text))
	return screen.Drawing{Body: screen.Fit(strings.Join(append(head, shown...), "\n"), f), Cursor: &screen.Point{Y: min(len(head), f.Height-1)}}
}

// lines are what was written down, area by area.
func (s *Past) lines(f screen.Frame) []string {
	var lines []string
	for i, told := range report.TalkedAbout(s.o.Record, s.o.Assessment, s.o.Text) {
		if i > 0 {
			lines = append(lines, "")
		}
		if told.Area != "" {
			lines = append(lines, styled(screen.Wrap(told.Area, f.Width), f.Theme.Strong)...)
		}
		for _, line := range told.Lines {
			lines = append(lines, screen.Hang(f.Theme.Glyphs.Bullet+" ", line, f.Width)...)
		}
	}
	return lines
}
