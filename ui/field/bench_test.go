package field_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// BenchmarkKey is one letter and one drawing: in a form of five fields, and in a
// note that is nearly as long as a note may be.
func BenchmarkKey(b *testing.B) {
	frame := screen.Frame{Width: 80, Height: 20, Theme: unicode}
	run := func(f *field.Form) func(*testing.B) {
		return func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				f.Update([]tea.Msg{tea.KeyPressMsg{Code: 'a', Text: "a"}, tea.KeyPressMsg{Code: tea.KeyBackspace}}[i%2])
				f.Draw(frame)
			}
		}
	}
	form := newForm()
	fill(form, filled...)
	b.Run("form", run(form))
	note := field.NewNote(field.About{Label: "Note"}, text.Note, 10)
	note.Set(strings.Repeat("some words ", 360))
	b.Run("longnote", run(field.NewForm(note)))
}
