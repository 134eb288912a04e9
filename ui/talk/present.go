package talk

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

// ShowPresent asks the root who else is there at an assessment.
type ShowPresent struct{ Assessment dialog.ID }

// Present is who is there beside the person and the worker. Each number is saved
// at once, and nobody is there beforehand.
type Present struct {
	*desk
	at int
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Present)(nil)

// NewPresent makes the screen for the assessment of the options.
func NewPresent(o Options) *Present { return &Present{desk: newDesk(o)} }

var (
	keyWho     = screen.Key("p", "who else is here")
	keyThere   = screen.Key("1-8", "is here, or not", "1", "2", "3", "4", "5", "6", "7", "8", "space")
	keyPresent = screen.Key("enter", "done", "enter", "esc")
)

// present is who is there, as recorded.
func (s *Present) present() []dialog.Presence {
	if t := s.o.Record.Talk(s.o.Assessment); t != nil {
		return t.Present
	}
	return nil
}

// is reports whether somebody of a kind is there.
func (s *Present) is(c dialog.Company) bool {
	return slices.ContainsFunc(s.present(), func(p dialog.Presence) bool { return p.Who == c })
}

// Update takes a key.
func (s *Present) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || taken {
		return cmd
	}
	switch {
	case key.Matches(press, keyPresent):
		return screen.GoBack
	case press.String() == "up":
		s.at = max(s.at-1, 0)
	case press.String() == "down":
		s.at = min(s.at+1, len(dialog.Companies())-1)
	case key.Matches(press, keyThere):
		if n, err := strconv.Atoi(press.String()); err == nil {
			s.at = n - 1
		}
		return s.toggle(dialog.Companies()[s.at])
	}
	return nil
}

// toggle records that somebody is there, or no longer.
func (s *Present) toggle(c dialog.Company) tea.Cmd {
	there := slices.DeleteFunc(slices.Clone(s.present()), func(p dialog.Presence) bool { return p.Who == c })
	if !s.is(c) {
		there = append(there, dialog.Presence{Who: c})
	}
	return s.send(nil, &dialog.PresenceRecorded{Assessment: s.o.Assessment, Present: there})
}

// Keys are those of what is on top, else of the list.
func (s *Present) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	return []key.Binding{keyThere, keyPresent, keyMove}
}

// Draw draws the list with who is there marked.
func (s *Present) Draw(f screen.Frame) screen.Drawing {
	th := f.Theme
	list := block{focus: s.at + 1}
	for i, c := range dialog.Companies() {
		mark, style := th.Glyphs.Unchosen, th.Text
		if s.is(c) {
			mark, style = th.Glyphs.Chosen, th.Chosen
		}
		list.lines = append(list.lines, style.Render(strconv.Itoa(i+1)+" "+mark+" "+report.CompanyWords(c, s.o.Text)))
	}
	alone := said(f, 1, "To finish it alone with the person later: leave the DIALOG with Esc. It waits for you, and what comes later is part of the same one. To let them finish it alone now: h at a question.", th.Text)
	return compose(f, said(f, 0, "Who else is here?", th.Title), block{lines: s.told(f)}, list, alone)
}
