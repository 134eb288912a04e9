package screen_test

import (
	"slices"
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
	want = "Keys on this screen\n\n1-7  rate\n(3 lines below)"
	if got := trimmed(screen.HelpPage(someKeys(), f)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Every press of a key that the page offers moves it, and pressing it until it is
// offered no more has shown everything.
func TestHelpScreenScrollsWithEveryPressAndLeaves(t *testing.T) {
	for _, f := range []screen.Frame{{Width: 20, Height: 3}, {Width: 20, Height: 4}, {Width: 12, Height: 5}, {Width: 20, Height: 6}} {
		f.Theme = theme.New(theme.Options{})
		var s screen.Screen = screen.NewHelp(someKeys())
		all := ""
		for _, press := range []struct {
			offers string
			key    rune
		}{{"↓", tea.KeyDown}, {"↑", tea.KeyUp}} {
			body := s.Draw(f).Body
			all += body
			for range 20 {
				if !slices.ContainsFunc(s.Keys(), func(k key.Binding) bool { return k.Help().Key == press.offers }) {
					break
				}
				s.Update(tea.KeyPressMsg{Code: press.key})
				next := s.Draw(f).Body
				if next == body {
					t.Errorf("%s moves nothing in %d lines:\n%s", press.offers, f.Height, next)
				}
				body, all = next, all+next
			}
		}
		for _, want := range []string{"1-7 ", "y/n ", "up/down ", "esc "} {
			if !strings.Contains(ansi.Strip(all), want) {
				t.Errorf("%q is never shown in %d lines", want, f.Height)
			}
		}
		if cmd := s.Update(tea.KeyPressMsg{Code: tea.KeyEscape}); cmd == nil || cmd() != (screen.Back{}) {
			t.Error("esc does not leave")
		}
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
