package field_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/field"
	"alongside/ui/theme"
)

func TestSeveral(t *testing.T) {
	tests := map[string]struct {
		set  string
		keys string
		want string
	}{
		"nothing at first":          {"", "", ""},
		"what was set":              {"c,a", "", "a,c"},
		"what is not there":         {"z", "", ""},
		"a number takes":            {"", "2", "b"},
		"the same number leaves":    {"b", "2", ""},
		"space takes":               {"", "down space", "b"},
		"space leaves again":        {"", "down space space", ""},
		"enter changes nothing":     {"a", "enter", "a"},
		"no such number":            {"a", "4 0", "a"},
		"all, in the order of them": {"", "3 1 2", "a,b,c"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := field.NewSeveral(field.About{Name: "x", Label: "X"}, field.Option{Value: "a", Label: "Ada"}, field.Option{Value: "b", Label: "Ben"}, field.Option{Value: "c", Label: "Cem"})
			s.Set(test.set)
			press(s, strings.Fields(test.keys)...)
			if got := s.Value(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if s.Changed() != (test.keys != "" && test.want != "a" && !strings.HasSuffix(test.keys, "space space")) {
				t.Errorf("changed is %v", s.Changed())
			}
		})
	}
}

func TestAHeldKeyTakesOnce(t *testing.T) {
	s := field.NewSeveral(field.About{Name: "x", Label: "X"}, field.Option{Value: "a", Label: "Ada"})
	s.Update(tea.KeyPressMsg{Code: '1', Text: "1"})
	s.Update(tea.KeyPressMsg{Code: '1', Text: "1", IsRepeat: true})
	if s.Value() != "a" {
		t.Error("a held key took it back")
	}
}

func TestSeveralLeadsOutAtItsEnds(t *testing.T) {
	s := field.NewSeveral(field.About{Name: "x", Label: "X"}, field.Option{Value: "a", Label: "Ada"}, field.Option{Value: "b", Label: "Ben"})
	if s.Update(tea.KeyPressMsg{Code: tea.KeyUp}) || !s.Update(tea.KeyPressMsg{Code: tea.KeyDown}) || s.Update(tea.KeyPressMsg{Code: tea.KeyDown}) {
		t.Error("an arrow past the end is taken")
	}
}

func TestSeveralIsDrawn(t *testing.T) {
	s := field.NewSeveral(field.About{Name: "x", Label: "X"}, field.Option{Value: "a", Label: "Ada, who has a long name"}, field.Option{Value: "b", Label: "Ben"})
	s.Set("b")
	lines, at := s.Draw(20, true, theme.New(theme.Options{}))
	if want := "1 [ ] Ada, who has a|      long name|2 [x] Ben"; plainLines(lines) != want || at.Y != 0 {
		t.Errorf("got %q, the cursor at %+v", plainLines(lines), at)
	}
	s.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	if _, at := s.Draw(20, true, theme.New(theme.Options{})); at.Y != 2 {
		t.Errorf("the cursor is at %+v", at)
	}
	none := field.NewSeveral(field.About{Name: "x", Label: "X"})
	none.Update(tea.KeyPressMsg{Code: tea.KeySpace})
	if lines, _ := none.Draw(30, true, theme.New(theme.Options{})); plainLines(lines) == "" || none.Keys() != nil {
		t.Error("nothing is said where there is nothing")
	}
}

func plainLines(lines []string) string { return ansi.Strip(strings.Join(lines, "|")) }
