package intake

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Screen takes in a file, a step after another. Make one with [New].
type Screen struct {
	o    Options
	step step
	form *field.Form // which file
	wait string      // what is waited for, "" for nothing
	fail error       // why the last step could not be done

	people  []*dialog.Summary // whom the worker lists
	columns *columns          // of a caseload
	clients *clients          // of a history
	top     int               // the first line that is shown of a longer page
	most    int               // the highest that top can be, as it was drawn last
}

// step is where the screen is.
type step int

// The steps.
const (
	choosing step = iota // which file
	mapping              // what the columns of a caseload hold
	looking              // what would come of a caseload
	checking             // whether a history is of the program that was named
	matching             // who is who
	asking               // whether to take it in
)

var _ interface {
	screen.Screen
	screen.Holder
} = (*Screen)(nil)

// The fields of the form, and what a file may be.
const (
	fieldKind  = "kind"
	fieldPath  = "path"
	kindPeople = "caseload"
)

// pathLimits take the longest path that anybody types.
var pathLimits = text.Limits{Runes: 1000}

// New makes the screen.
func New(o Options) *Screen {
	kind := field.NewChoice(field.About{Name: fieldKind, Label: "What is in it", Missing: "What is in the file?"},
		field.Option{Value: kindPeople, Label: "people, as CSV"},
		field.Option{Value: string(intake.Tablet), Label: "DIALOGs of the tablet app"},
		field.Option{Value: string(intake.FreeDIALOGPlus), Label: "DIALOGs of Free DIALOG+"})
	path := field.NewText(field.About{Name: fieldPath, Label: "The file", Hint: "Its folder and name, such as ~/Downloads/people.csv", Missing: "Which file is it?"}, pathLimits)
	form := field.NewForm(kind, path)
	form.Does("read it", "Reading")
	return &Screen{o: o, form: form}
}

// Init fetches nothing.
func (s *Screen) Init() tea.Cmd { return nil }

// Typing is so while the path of the file is typed.
func (s *Screen) Typing() bool { return s.step == choosing && s.form.Typing() }

// Unsaved says what would be lost if the program ended now.
func (s *Screen) Unsaved() string {
	if s.wait == sayTaking {
		return "A file is being taken in."
	}
	return ""
}

// What is said while something is waited for.
const (
	sayReading = "Reading the file…"
	sayTaking  = "Taking it in. With thousands of people this takes some seconds…"
)

// read is a file as it was read, or why it could not be.
type read struct {
	to      *Screen
	people  []*dialog.Summary
	columns *columns
	clients *clients
	err     error
}

// looked is a caseload as it was read with a mapping.
type looked struct {
	to   *Screen
	made *intake.Caseload
	err  error
}

// taken is what came of taking in.
type taken struct {
	to   *Screen
	said string
	err  error
}

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read:
		if msg.to == s {
			return s.wasRead(msg)
		}
	case looked:
		if msg.to == s {
			s.wasLooked(msg)
		}
	case matched:
		if msg.to == s {
			return s.wasMatched(msg)
		}
	case taken:
		if msg.to == s {
			return s.wasTaken(msg)
		}
	case tea.KeyPressMsg:
		if s.wait != "" {
			return nil
		}
		return s.press(msg)
	case tea.PasteMsg:
		if s.wait == "" && s.step == choosing {
			s.form.Update(msg)
		}
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	switch s.step {
	case choosing:
		return s.choose(msg)
	case mapping:
		return s.pressColumns(msg)
	case looking:
		return s.pressLooking(msg)
	case checking:
		return s.pressChecking(msg)
	case matching:
		return s.pressMatching(msg)
	default:
		return s.pressAsking(msg)
	}
}

// choose fills in the form and reads the file.
func (s *Screen) choose(msg tea.KeyPressMsg) tea.Cmd {
	switch s.form.Update(msg) {
	case field.Leave:
		return screen.GoBack
	case field.Save:
		s.form.SetBusy(true)
		s.wait, s.fail = sayReading, nil
		return s.read()
	}
	return nil
}

// read reads the file with what is known of the record.
func (s *Screen) read() tea.Cmd {
	o, v, today := s.o, s.form.Values(), dialog.DateOf(s.o.Now())
	return func() tea.Msg {
		ctx, out := context.Background(), read{to: s}
		b, err := o.Keeper.ReadFile(ctx, v[fieldPath])
		if err == nil {
			out.people, err = o.Keeper.Caseload(ctx)
		}
		if err == nil && v[fieldKind] == kindPeople {
			var sheet *intake.Sheet
			if sheet, err = intake.ReadSheet(b); err == nil {
				out.columns = newColumns(sheet)
			}
		} else if err == nil {
			var h *intake.History
			if h, err = intake.ReadHistory(b, intake.Source(v[fieldKind]), today); err == nil {
				out.clients, err = newClients(ctx, o.Keeper, h, out.people)
			}
		}
		out.err = err
		return out
	}
}

func (s *Screen) wasRead(msg read) tea.Cmd {
	s.wait = ""
	s.form.SetBusy(false)
	if msg.err != nil {
		s.form.SetError(fieldPath, dialog.ErrorMessage(msg.err))
		return nil
	}
	s.people, s.columns, s.clients, s.top = msg.people, msg.columns, msg.clients, 0
	s.step = checking
	if s.columns != nil {
		s.step = mapping
	}
	return nil
}

// goTo goes to a step.
func (s *Screen) goTo(to step) { s.step, s.fail, s.top = to, nil, 0 }

var (
	keyBack = screen.Key("esc", "back")
	keyGoOn = screen.Key("enter", "go on")
	keyYes  = screen.Key("y", "yes")
	keyNo   = screen.Key("n", "no", "n", "esc")
	keyMore = screen.Key("↑/↓", "scroll", "down", "up", "pgdown", "pgup")
)

// scroll moves a page that is longer than the screen.
func (s *Screen) scroll(msg tea.KeyPressMsg) {
	by := map[string]int{"down": 1, "up": -1, "pgdown": 8, "space": 8, "pgup": -8}[msg.Keystroke()]
	s.top = max(min(s.top+by, s.most), 0)
}

// ending are the keys that a page of sentences ends with: to scroll where there is
// more than fits.
func (s *Screen) ending() []key.Binding {
	if s.most > 0 {
		return []key.Binding{keyMore, screen.HelpKey}
	}
	return []key.Binding{screen.HelpKey}
}

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	if s.wait != "" {
		return nil
	}
	switch s.step {
	case choosing:
		return s.form.Keys()
	case mapping:
		return s.columnKeys()
	case looking:
		return s.lookingKeys()
	case checking:
		return s.checkingKeys()
	case matching:
		return s.matchingKeys()
	default:
		return []key.Binding{keyYes, keyNo, screen.HelpKey}
	}
}
