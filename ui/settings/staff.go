package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// StaffOptions are what the list of workers is made with.
type StaffOptions struct {
	Doors  Doors
	Keeper Keeper
	Worker dialog.ID // who is in
}

// Staff is the list of workers, for whoever lets them in and out. Make one with
// [NewStaff].
type Staff struct {
	o       StaffOptions
	list    *list.List[dialog.Worker]
	without map[dialog.ID]bool // those who have no passphrase here
	read    bool
	failure error // why they could not be read
	step    *step // in the place of the list; nil for none
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Staff)(nil)

// NewStaff makes the list. It reads nothing until Init.
func NewStaff(o StaffOptions) *Staff {
	return &Staff{o: o, list: list.New(func(w dialog.Worker) string { return string(w.ID[:]) })}
}

// staffRead is what the store answered.
type staffRead struct {
	to      *Staff
	workers []dialog.Worker
	without map[dialog.ID]bool
	err     error
}

// Init reads the workers, those who have left last.
func (s *Staff) Init() tea.Cmd {
	k, doors := s.o.Keeper, s.o.Doors
	return func() tea.Msg {
		all, err := k.Workers(context.Background())
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(a, b dialog.Worker) int {
			if a.Left != b.Left {
				return map[bool]int{true: 1, false: -1}[a.Left]
			}
			return strings.Compare(text.Fold(a.Name), text.Fold(b.Name))
		})
		without := map[dialog.ID]bool{}
		for _, w := range all {
			without[w.ID] = !w.Left && !doors.HasPassphrase(w.Name)
		}
		return staffRead{s, all, without, err}
	}
}

// Update takes a message.
func (s *Staff) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case staffRead:
		if msg.to == s {
			s.read, s.failure, s.without = true, msg.err, msg.without
			s.list.Set(msg.workers)
		}
		return nil
	case finished:
		return s.finished(msg)
	case screen.Closing:
		if s.step != nil {
			s.step.clear()
		}
		return nil
	}
	if s.step != nil {
		cmd, out := s.step.update(msg)
		if out == leaves {
			s.step = nil
		}
		return cmd
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		return s.press(press)
	}
	return nil
}

// finished takes what came of a step.
func (s *Staff) finished(msg finished) tea.Cmd {
	switch {
	case s.step == nil || msg.to != s.step:
		return nil
	case msg.locked:
		return say(LockNow{"Somebody was to be taken out, and that was not brought to its end. " + dialog.ErrorMessage(msg.err)})
	case msg.err != nil:
		return s.step.failed(msg.err)
	}
	s.step.clear()
	done := s.step.done
	s.step = nil
	switch {
	case msg.own:
		return say(LockNow{"Your role or your team was changed. Please open the record again."})
	case !msg.recovery.Empty():
		return say(NewRecovery{msg.recovery})
	}
	return tea.Batch(s.Init(), screen.Say(screen.Saved, done))
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

var (
	keyChange   = screen.Key("enter", "role and team")
	keyLetIn    = screen.Key("n", "let somebody in")
	keyReset    = screen.Key("p", "new passphrase")
	keyLeave    = screen.Key("x", "leaves")
	keyRecovery = screen.Key("k", "new recovery key")
)

// press takes a key for the list.
func (s *Staff) press(press tea.KeyPressMsg) tea.Cmd {
	switch {
	case press.Keystroke() == "esc":
		return screen.GoBack
	case s.list.Update(press) || press.IsRepeat || !s.read || s.failure != nil:
		return nil
	case key.Matches(press, keyLetIn):
		s.step = newLetIn(s.o.Doors)
		return nil
	case key.Matches(press, keyRecovery):
		s.step = newRecoveryKey(s.o.Doors)
		return nil
	}
	current, there := s.list.Current()
	if !there || current.Left {
		return nil
	}
	return s.pressOn(press, current)
}

// pressOn takes a key about the worker that the cursor is on.
func (s *Staff) pressOn(press tea.KeyPressMsg, w dialog.Worker) tea.Cmd {
	own := w.ID == s.o.Worker
	switch {
	case key.Matches(press, keyChange):
		s.step = newChange(s.o.Doors, w, own)
	case key.Matches(press, keyReset) && own:
		return say(ShowPassphrase{})
	case key.Matches(press, keyReset):
		s.step = newReset(s.o.Doors, w)
	case key.Matches(press, keyLeave) && own:
		return screen.Say(screen.Info, "You cannot take yourself out. Please ask another administrator to do it.")
	case key.Matches(press, keyLeave):
		s.step = newLeave(s.o.Doors, w)
	}
	return nil
}

// Draw draws the list, or the step in its place.
func (s *Staff) Draw(f screen.Frame) screen.Drawing {
	if s.step != nil {
		return s.step.draw(f)
	}
	head := []string{f.Theme.Title.Render(screen.Clip("Who can open the record", f.Width, f.Theme.Glyphs.Ellipsis))}
	if f.Height >= 15 {
		head = append(head, "")
	}
	if said := s.saying(); said != "" {
		lines := append(head, screen.Wrap(f.Theme.Signs(said), f.Width)...)
		return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &screen.Point{Y: len(head)}}
	}
	height := 1
	if f.Width < 70 {
		height = 2
	}
	s.list.SetRowHeight(height)
	rows, at := s.list.Draw(f.Width, max(f.Height-len(head)-1, 1), func(w dialog.Worker, selected bool, width int) string {
		return s.row(w, selected, width, height, f)
	})
	above, below := s.list.Hidden()
	rows = append(rows, f.Theme.Quiet.Render(hidden(above, below)))
	return screen.Stack(head, screen.Drawing{Body: strings.Join(rows, "\n"), Cursor: &screen.Point{Y: max(at, 0)}})
}

func (s *Staff) saying() string {
	switch {
	case s.failure != nil:
		return "The workers could not be read. " + dialog.ErrorMessage(s.failure) + " Press esc to go back."
	case !s.read:
		return "Reading who works here…"
	}
	return ""
}

func hidden(above, below int) string {
	var words []string
	if above > 0 {
		words = append(words, fmt.Sprintf("%d more above", above))
	}
	if below > 0 {
		words = append(words, fmt.Sprintf("%d more below", below))
	}
	if len(words) == 0 {
		return ""
	}
	return "(" + strings.Join(words, ", ") + ")"
}

// row draws a worker in so many lines: the name, then what they are.
func (s *Staff) row(w dialog.Worker, selected bool, width, height int, f screen.Frame) string {
	th := f.Theme
	mark, style := "  ", th.Text
	if selected {
		mark, style = screen.Pad(th.Glyphs.Pointer, 2, ""), th.Selected
	}
	name, what := text.Show(w.Name), strings.ToLower(w.Role.String())
	if w.ID == s.o.Worker {
		name += " (you)"
	}
	if w.Team != "" {
		what += ", " + text.Show(w.Team)
	}
	if s.without[w.ID] {
		what = "no passphrase here (p gives one); " + what
	}
	if w.Left {
		what = "has left; was " + what
	}
	if height == 1 {
		return mark + style.Render(screen.Clip(name+", "+what, width-2, th.Glyphs.Ellipsis))
	}
	return mark + style.Render(screen.Clip(name, width-2, th.Glyphs.Ellipsis)) + "\n    " + th.Quiet.Render(screen.Clip(what, width-4, th.Glyphs.Ellipsis))
}

// Keys are the keys that are taken now.
func (s *Staff) Keys() []key.Binding {
	if s.step != nil {
		return s.step.keys()
	}
	var keys []key.Binding
	if s.read && s.failure == nil {
		if w, ok := s.list.Current(); ok && !w.Left {
			keys = append(keys, keyChange)
		}
		keys = append(keys, keyLetIn)
		if w, ok := s.list.Current(); ok && !w.Left {
			keys = append(keys, keyReset, keyLeave)
		}
		keys = append(keys, keyBackOnly, keyRecovery)
	} else {
		keys = append(keys, keyBackOnly)
	}
	return append(append(keys, s.list.Keys()...), screen.HelpKey)
}

var keyBackOnly = screen.Key("esc", "back")

// Typing is so while a step takes text.
func (s *Staff) Typing() bool { return s.step != nil && s.step.typing() }

// Unsaved says what would be lost if the program ended now.
func (s *Staff) Unsaved() string {
	if s.step == nil {
		return ""
	}
	return s.step.unsaved()
}
