package screen_test

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

func binding(k, desc string) key.Binding {
	return key.NewBinding(key.WithKeys(k), key.WithHelp(k, desc))
}

func someKeys() []key.Binding {
	off := binding("z", "never shown")
	off.SetEnabled(false)
	return []key.Binding{binding("1-7", "rate"), binding("y/n", "more help"), off, binding("↑/↓", "move"), binding("esc", "leave")}
}

func TestHelpLine(t *testing.T) {
	unicode, ascii := theme.New(theme.Options{Unicode: true}), theme.New(theme.Options{})
	tests := map[string]struct {
		keys  []key.Binding
		width int
		th    *theme.Theme
		want  string
	}{
		"all fit":          {someKeys(), 80, unicode, "1-7 rate  y/n more help  ↑/↓ move  esc leave"},
		"just fit":         {someKeys(), 44, unicode, "1-7 rate  y/n more help  ↑/↓ move  esc leave"},
		"last dropped":     {someKeys(), 43, unicode, "1-7 rate  y/n more help  ↑/↓ move  ? help"},
		"two dropped":      {someKeys(), 40, unicode, "1-7 rate  y/n more help  ? help"},
		"only help":        {someKeys(), 8, unicode, "? help"},
		"hardly any room":  {someKeys(), 3, unicode, "? h"},
		"ascii":            {someKeys(), 80, ascii, "1-7 rate  y/n more help  up/down move  esc leave"},
		"while typing":     {append(someKeys(), screen.HelpKeyTyping), 41, unicode, "1-7 rate  y/n more help  f1 help"},
		"help when listed": {append([]key.Binding{screen.HelpKey}, someKeys()...), 80, unicode, "1-7 rate  y/n more help  ↑/↓ move  esc leave  ? help"},
		"no keys":          {nil, 80, unicode, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ansi.Strip(screen.HelpLine(test.keys, test.width, test.th)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// trimmed is a drawn text without styles and without the spaces at line ends.
func trimmed(s string) string {
	lines := strings.Split(ansi.Strip(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func TestHelpPage(t *testing.T) {
	f := screen.Frame{Width: 20, Height: 10, Theme: theme.New(theme.Options{Unicode: true})}
	want := "Keys on this screen\n\n1-7  rate\ny/n  more help\n↑/↓  move\nesc  leave"
	if got := trimmed(screen.HelpPage(someKeys(), f)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	f.Height = 4
	want = "Keys on this screen\n\n1-7  rate\n(3 more below)"
	if got := trimmed(screen.HelpPage(someKeys(), f)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHelpScreenReachesEveryKeyAndLeaves(t *testing.T) {
	var s screen.Screen = screen.NewHelp(someKeys())
	f := screen.Frame{Width: 20, Height: 3, Theme: theme.New(theme.Options{})}
	seen := map[string]bool{}
	for range 6 {
		d := s.Draw(f)
		lines := strings.Split(d.Body, "\n")
		seen[strings.TrimRight(ansi.Strip(lines[d.Cursor.Y]), " ")] = true
		s.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	}
	for _, want := range []string{"1-7      rate", "y/n      more help", "up/down  move", "esc      leave"} {
		if !seen[want] {
			t.Errorf("the cursor never reached %q: %v", want, seen)
		}
	}
	s.Update(tea.KeyPressMsg{Code: tea.KeyUp})
	if d := s.Draw(f); !strings.Contains(d.Body, "up/down") {
		t.Errorf("up does not go back: %q", d.Body)
	}
	cmd := s.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	if cmd == nil || cmd() != (screen.Back{}) {
		t.Error("esc does not leave")
	}
}

func TestHelpScreenOfNoKeys(t *testing.T) {
	s := screen.NewHelp(nil)
	s.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	d := s.Draw(screen.Frame{Width: 20, Height: 3, Theme: theme.New(theme.Options{})})
	if d.Cursor.Y != 0 || trimmed(d.Body) != "Keys on this screen" {
		t.Errorf("got %+v", d)
	}
}

func TestNotices(t *testing.T) {
	got := screen.Say(screen.Failure, "The disk is full.")()
	if got != (screen.Notice{Text: "The disk is full.", Kind: screen.Failure}) {
		t.Errorf("got %+v", got)
	}
	words := map[screen.NoticeKind]string{screen.Info: "", screen.Saved: "Saved", screen.Warning: "Please check", screen.Failure: "Not done"}
	for kind, want := range words {
		if kind.String() != want {
			t.Errorf("kind %d: got %q, want %q", kind, kind.String(), want)
		}
	}
}
