package field_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/theme"
)

var (
	unicode = theme.New(theme.Options{Unicode: true})
	ascii   = theme.New(theme.Options{})
)

// named are the keys that have a name.
var named = map[string]tea.KeyPressMsg{
	"tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
	"ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
}

// keys gives keys by name to something; what has no name is typed letter by
// letter.
func keys(update func(tea.Msg), names ...string) {
	for _, name := range names {
		if k, ok := named[name]; ok {
			update(k)
			continue
		}
		for _, r := range name {
			update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func press(f field.Field, names ...string) { keys(func(m tea.Msg) { f.Update(m) }, names...) }

// drawn is a field as it is seen, without styles and the spaces at line ends, and
// with a bar where the cursor is.
func drawn(f field.Field, width int, focused bool, th *theme.Theme) string {
	lines, cursor := f.Draw(width, focused, th)
	for i, line := range lines {
		line = ansi.Strip(line)
		if focused && i == cursor.Y {
			line = ansi.Cut(line, 0, cursor.X) + "|" + ansi.Cut(line, cursor.X, width+20)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

func newText() *field.Text {
	return field.NewText(field.About{Name: "family", Label: "Family name"}, text.Limits{Runes: 10})
}

func TestTextStartsUnanswered(t *testing.T) {
	f := newText()
	if f.Value() != "" || f.Changed() || f.Problem() != "" || !f.Typing() {
		t.Errorf("got %q, changed %v, problem %q", f.Value(), f.Changed(), f.Problem())
	}
	if got := drawn(f, 30, true, unicode); got != "|" {
		t.Errorf("got %q", got)
	}
}

func TestText(t *testing.T) {
	tests := map[string]struct {
		keys    []string
		value   string
		drawn   string
		refusal string
	}{
		"typed":              {[]string{"O'Neill"}, "O'Neill", "O'Neill|", ""},
		"edited":             {[]string{"Smiht", "left", "left", "delete", "right", "h"}, "Smith", "Smith|", ""},
		"spaces around go":   {[]string{" Jane ", "space"}, "Jane", " Jane  |", ""},
		"wide":               {[]string{"李小龍", "left"}, "李小龍", "李小|龍", ""},
		"up to the limit":    {[]string{"abcdefghij"}, "abcdefghij", "abcdefghij|", ""},
		"over the limit":     {[]string{"abcdefghijk"}, "abcdefghij", "abcdefghij|", "Family name with this letter is longer than 10 characters."},
		"refusal goes":       {[]string{"abcdefghijk", "backspace"}, "abcdefghi", "abcdefghi|", ""},
		"in the middle":      {[]string{"abcdefghij", "home", "x"}, "abcdefghij", "|abcdefghij", "Family name with this letter is longer than 10 characters."},
		"an accent composes": {[]string{"Zoe", "\u0308"}, "Zoë", "Zoë|", ""},
		"no clipboard":       {[]string{"ctrl+v"}, "", "|", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newText()
			press(f, test.keys...)
			got := strings.ReplaceAll(drawn(f, 30, true, unicode), "e\u0308", "ë")
			if f.Value() != test.value || got != test.drawn || f.Refusal() != test.refusal {
				t.Errorf("value %q, drawn %q, refusal %q", f.Value(), got, f.Refusal())
			}
		})
	}
}

func TestTextTypedHiddenIsShownAndNotKept(t *testing.T) {
	f := newText()
	press(f, "ab", "\u202e", "cd")
	if f.Value() != "" {
		t.Errorf("got the value %q", f.Value())
	}
	if got, want := drawn(f, 30, true, unicode), "ab\ufffdcd|"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := "Family name contains a hidden character that changes the direction of the text at position 3; retype it."; f.Problem() != want {
		t.Errorf("got %q", f.Problem())
	}
}

func TestTextPaste(t *testing.T) {
	tests := map[string]struct {
		before, paste string
		drawn         string
		refusal       string
	}{
		"clean":                {"", "Smith", "Smith|", ""},
		"between":              {"AB", "x", "ABx|", ""},
		"a space stays":        {"Mary", " Ann\n", "Mary Ann |", ""},
		"lines become one":     {"", "Mary\r\nAnn", "Mary Ann|", ""},
		"nothing":              {"a", "  ", "a|", ""},
		"an escape sequence":   {"a", "b\x1b[2J", "a|", "Nothing was pasted. The text contains a control character at position 2; retype it."},
		"changes direction":    {"a", "b\u202ec", "a|", "Nothing was pasted. The text contains a hidden character that changes the direction of the text at position 2; retype it."},
		"too long alone":       {"a", "abcdefghijk", "a|", "Nothing was pasted. The text is longer than 10 characters."},
		"too long with before": {"abcdef", "ghijk", "abcdef|", "Nothing was pasted. Family name with it is longer than 10 characters."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newText()
			press(f, test.before)
			if !f.Update(tea.PasteMsg{Content: test.paste}) {
				t.Error("the paste was not taken")
			}
			if f.Update(tea.PasteEndMsg{}) {
				t.Error("the end of the paste was taken")
			}
			if got := drawn(f, 30, true, unicode); got != test.drawn || f.Refusal() != test.refusal {
				t.Errorf("drawn %q, refusal %q", got, f.Refusal())
			}
		})
	}
}

func TestAHugePasteIsRefusedAtOnce(t *testing.T) {
	f := field.NewNote(field.About{Label: "Note"}, text.Note, 5)
	start := time.Now()
	f.Update(tea.PasteMsg{Content: strings.Repeat("word ", 200_000)})
	if f.Value() != "" || f.Refusal() == "" {
		t.Error("a million letters were taken")
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestTextSet(t *testing.T) {
	f := newText()
	f.Set("Smith")
	if f.Changed() || f.Value() != "Smith" {
		t.Errorf("changed %v, value %q", f.Changed(), f.Value())
	}
	press(f, "y")
	if !f.Changed() {
		t.Error("a change was not seen")
	}
	press(f, "backspace")
	if f.Changed() {
		t.Error("what is as it was counts as changed")
	}
	f.Set("")
	if f.Changed() || f.Value() != "" {
		t.Error("no answer is a value like any other")
	}
}

func TestALongTextShowsItsBeginningWithoutFocus(t *testing.T) {
	f := field.NewText(field.About{Label: "Team"}, text.Line)
	press(f, "a very long name of a team")
	if got, want := drawn(f, 12, false, unicode), "a very long…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := drawn(f, 12, true, unicode), "… a team|"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func newNote(rows int) *field.Note {
	return field.NewNote(field.About{Name: "note", Label: "Note"}, text.Limits{Runes: 60}, rows)
}

func TestNote(t *testing.T) {
	tests := map[string]struct {
		keys  []string
		value string
		drawn string
	}{
		"empty":                 {nil, "", "|\n"},
		"one line":              {[]string{"a note"}, "a note", "a note|\n"},
		"enter begins a line":   {[]string{"one", "enter", "two"}, "one\ntwo", "one\ntwo|"},
		"wraps at a space":      {[]string{"one two three"}, "one two three", "one two\nthree|"},
		"up in the same column": {[]string{"abcd", "enter", "efgh", "up", "x"}, "abcdx\nefgh", "abcdx|\nefgh"},
		"up to a shorter line":  {[]string{"a", "enter", "efgh", "up", "x"}, "ax\nefgh", "ax|\nefgh"},
		"column kept over it":   {[]string{"abcd", "enter", "e", "enter", "fghi", "up", "up", "x"}, "abcdx\ne\nfghi", "abcdx|\ne\nfghi"},
		"up within a paragraph": {[]string{"one two three", "up", "x"}, "one txwo three", "one tx|wo\nthree"},
		"end of a wrapped row":  {[]string{"one two fourfive", "up", "x"}, "one twox fourfive", "one twox|\nfourfive"},
		"down":                  {[]string{"ab", "enter", "cd", "up", "home", "down", "x"}, "ab\nxcd", "ab\nx|cd"},
		"wide letters":          {[]string{"李小", "enter", "abcd", "left", "up", "x"}, "李x小\nabcd", "李x|小\nabcd"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newNote(4)
			drawn(f, 9, true, unicode) // up and down go by the width last drawn
			press(f, test.keys...)
			if got := drawn(f, 9, true, unicode); f.Value() != test.value || got != test.drawn {
				t.Errorf("value %q, drawn\n%s\nwant\n%s", f.Value(), got, test.drawn)
			}
		})
	}
}

func TestNoteShowsTheRowsAroundTheCursorAndCountsTheRest(t *testing.T) {
	f := newNote(3)
	press(f, "a", "enter", "b", "enter", "c", "enter", "d", "enter", "e", "up", "up")
	if got, want := drawn(f, 20, true, unicode), "(2 lines above)\nc|\n(2 lines below)"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got, want := drawn(f, 20, false, unicode), "a\nb\n(3 lines below)"; got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestNoteLetsUpAndDownOutAtItsEnds(t *testing.T) {
	f := newNote(3)
	press(f, "a", "enter", "b")
	if f.Update(named["down"]) {
		t.Error("down on the last row was taken")
	}
	if !f.Update(named["up"]) || f.Update(named["up"]) {
		t.Error("up must be taken on the second row and not on the first")
	}
}

func TestNoteRefuses(t *testing.T) {
	f := newNote(3)
	f.Update(tea.PasteMsg{Content: "one\n\n\n\ntwo\x07"})
	f.Update(tea.PasteEndMsg{})
	if f.Value() != "" || !strings.HasPrefix(f.Refusal(), "Nothing was pasted.") {
		t.Errorf("value %q, refusal %q", f.Value(), f.Refusal())
	}
	f.Update(tea.PasteMsg{Content: "one\n\n\n\ntwo"})
	if f.Value() != "one\n\ntwo" || f.Refusal() != "" {
		t.Errorf("value %q, refusal %q", f.Value(), f.Refusal())
	}
	press(f, strings.Repeat("x", 60))
	if want := "Note with this letter is longer than 60 characters."; f.Refusal() != want {
		t.Errorf("refusal %q", f.Refusal())
	}
}

// parseDate reads dates as the tests need them: day, month and year in figures.
func parseDate(s string) (string, error) {
	d, err := time.Parse("2/1/2006", s)
	if err != nil {
		if d, err = time.Parse("02-Jan-2006", s); err != nil {
			return "", errors.New("This is not a date. Try 14/7/1985.")
		}
	}
	return d.Format("02-Jan-2006"), nil
}

func newDate() *field.Date {
	return field.NewDate(field.About{Name: "born", Label: "Date of birth"}, parseDate)
}

func TestDate(t *testing.T) {
	tests := map[string]struct {
		keys    []string
		value   string
		problem string
		drawn   string // with the focus
		left    string // without
	}{
		"empty":            {nil, "", "", "|", ""},
		"being typed":      {[]string{"14/7"}, "", "This is not a date. Try 14/7/1985.", "14/7|", "14/7"},
		"understood":       {[]string{"14/7/1985"}, "14-Jul-1985", "", "14/7/1985|               that is 14-Jul-1985", "14-Jul-1985"},
		"impossible":       {[]string{"31/2/1985"}, "", "This is not a date. Try 14/7/1985.", "31/2/1985|", "31/2/1985"},
		"as it is kept":    {[]string{"14-Jul-1985"}, "14-Jul-1985", "", "14-Jul-1985|", "14-Jul-1985"},
		"taken away":       {[]string{"14/7/1985", "ctrl+u"}, "", "", "|", ""},
		"spaces around":    {[]string{" 14/7/1985 "}, "14-Jul-1985", "", " 14/7/1985 |             that is 14-Jul-1985", "14-Jul-1985"},
		"cannot be a date": {[]string{"\u202e"}, "", "Date of birth contains a hidden character that changes the direction of the text at position 1; retype it.", "\ufffd|", "\ufffd"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newDate()
			press(f, test.keys...)
			if f.Value() != test.value || f.Problem() != test.problem {
				t.Errorf("value %q, problem %q", f.Value(), f.Problem())
			}
			if got := drawn(f, 60, true, unicode); got != test.drawn {
				t.Errorf("drawn %q, want %q", got, test.drawn)
			}
			f.Leave()
			if got := drawn(f, 60, false, unicode); got != test.left || f.Value() != test.value {
				t.Errorf("left %q, want %q; value %q", got, test.left, f.Value())
			}
		})
	}
}

func TestDateUnderstoodGoesBelowWhereThereIsNoRoom(t *testing.T) {
	f := newDate()
	press(f, "1/2/2003")
	if got, want := drawn(f, 30, true, unicode), "1/2/2003|\nthat is 01-Feb-2003"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestDateIsChangedByAnotherDateOnly(t *testing.T) {
	f := newDate()
	f.Set("14-Jul-1985")
	press(f, "ctrl+u", "14/7/1985")
	if f.Changed() {
		t.Error("the same date written otherwise is no change")
	}
	press(f, "x")
	if !f.Changed() {
		t.Error("what is no date is a change")
	}
	press(f, "ctrl+u")
	if !f.Changed() {
		t.Error("no date is a change")
	}
}

func newChoice() *field.Choice {
	return field.NewChoice(field.About{Name: "help", Label: "More help?"},
		field.Option{Value: "yes", Label: "Yes"}, field.Option{Value: "no", Label: "No"}, field.Option{Value: "not-asked", Label: "Not asked"})
}

func TestChoice(t *testing.T) {
	tests := map[string]struct {
		keys  []string
		value string
		drawn string
	}{
		"unanswered":             {nil, "", "|1 ( ) Yes   2 ( ) No   3 ( ) Not asked"},
		"by number":              {[]string{"2"}, "no", "1 ( ) Yes   |2 (●) No   3 ( ) Not asked"},
		"by arrows and space":    {[]string{"right", "down", "space"}, "not-asked", "1 ( ) Yes   2 ( ) No   |3 (●) Not asked"},
		"arrows choose nothing":  {[]string{"right"}, "", "1 ( ) Yes   |2 ( ) No   3 ( ) Not asked"},
		"enter chooses nothing":  {[]string{"right", "enter"}, "", "1 ( ) Yes   |2 ( ) No   3 ( ) Not asked"},
		"another one":            {[]string{"2", "1"}, "yes", "|1 (●) Yes   2 ( ) No   3 ( ) Not asked"},
		"the same again":         {[]string{"2", "2"}, "no", "1 ( ) Yes   |2 (●) No   3 ( ) Not asked"},
		"taken back":             {[]string{"2", "backspace"}, "", "1 ( ) Yes   |2 ( ) No   3 ( ) Not asked"},
		"no such number":         {[]string{"4", "0", "9"}, "", "|1 ( ) Yes   2 ( ) No   3 ( ) Not asked"},
		"letters choose nothing": {[]string{"yn"}, "", "|1 ( ) Yes   2 ( ) No   3 ( ) Not asked"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newChoice()
			press(f, test.keys...)
			if got := drawn(f, 60, true, unicode); f.Value() != test.value || got != test.drawn {
				t.Errorf("value %q, drawn %q", f.Value(), got)
			}
		})
	}
}

func TestChoiceBelowEachOther(t *testing.T) {
	f := field.NewChoice(field.About{Label: "Why"},
		field.Option{Value: "a", Label: "They did not want to today"}, field.Option{Value: "b", Label: "Unwell"})
	press(f, "2")
	if got, want := drawn(f, 24, true, ascii), "1 ( ) They did not want\n      to today\n|2 (x) Unwell"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestChoiceTakesNoPasteAndNoEnter(t *testing.T) {
	f := newChoice()
	for _, msg := range []tea.Msg{tea.PasteMsg{Content: "1"}, named["enter"], named["tab"], tea.KeyReleaseMsg{Code: '1', Text: "1"}} {
		if f.Update(msg) || f.Value() != "" {
			t.Errorf("%T was taken", msg)
		}
	}
}

func TestChoiceSet(t *testing.T) {
	f := newChoice()
	f.Set("no")
	if f.Value() != "no" || f.Changed() {
		t.Errorf("value %q, changed %v", f.Value(), f.Changed())
	}
	press(f, "1")
	if !f.Changed() {
		t.Error("a change was not seen")
	}
	f.Set("no such value")
	if f.Value() != "" {
		t.Errorf("got %q", f.Value())
	}
}

func TestChoiceOfMoreThanNine(t *testing.T) {
	options := make([]field.Option, 11)
	for i := range options {
		options[i] = field.Option{Value: string(rune('a' + i)), Label: "Option"}
	}
	f := field.NewChoice(field.About{Label: "Which"}, options...)
	press(f, strings.Split(strings.Repeat("down ", 10), " ")...)
	press(f, "space")
	if f.Value() != "k" {
		t.Errorf("got %q", f.Value())
	}
}

// anyField draws an empty field of any kind.
var anyField = rapid.Custom(func(t *rapid.T) field.Field {
	return rapid.SampledFrom([]func() field.Field{
		func() field.Field { return newText() },
		func() field.Field { return newNote(4) },
		func() field.Field { return newDate() },
		func() field.Field { return newChoice() },
		func() field.Field { return newMasked() },
	}).Draw(t, "kind")()
})

// TestAnyFieldAfterAnyKeys checks what holds for all of them: what is kept is
// clean, what is drawn fits and is safe, the cursor is within it, and a refused
// paste changes nothing.
func TestAnyFieldAfterAnyKeys(t *testing.T) {
	limits := text.Limits{Runes: 60, Lines: true}
	piece := rapid.SampledFrom([]string{
		"a", "1", "2", "/", " ", "\u0301", "李", "ब", "ि", "\u200d", "👩", "\u202e", "\x1b", "\x00", "\xff",
		"left", "right", "up", "down", "home", "end", "backspace", "delete", "space", "enter", "ctrl+u",
	})
	rapid.Check(t, func(t *rapid.T) {
		f := anyField.Draw(t, "field")
		t.Repeat(map[string]func(*rapid.T){
			"key":   func(t *rapid.T) { press(f, piece.Draw(t, "key")) },
			"leave": func(*rapid.T) { f.Leave() },
			"paste": func(t *rapid.T) {
				before := drawn(f, 30, true, unicode)
				f.Update(tea.PasteMsg{Content: rapid.String().Draw(t, "paste")})
				if after := drawn(f, 30, true, unicode); f.Refusal() != "" && after != before {
					t.Fatalf("a refused paste changed %q to %q", before, after)
				}
			},
			"": func(t *rapid.T) {
				if clean, err := text.Clean(f.Value(), limits); err != nil || clean != f.Value() {
					t.Fatalf("the value %q is not clean", f.Value())
				}
				width := rapid.IntRange(16, 50).Draw(t, "width")
				lines, cursor := f.Draw(width, true, unicode)
				if cursor.Y < 0 || cursor.Y >= len(lines) || cursor.X < 0 || cursor.X >= width {
					t.Fatalf("the cursor is at %v of %q", cursor, lines)
				}
				for _, line := range lines {
					bare := ansi.Strip(line)
					if ansi.StringWidth(bare) > width || text.Show(bare) != bare {
						t.Fatalf("%q is too wide or not safe", bare)
					}
				}
			},
		})
	})
}

func TestDrawingAgainGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField.Draw(t, "field")
		press(f, rapid.SliceOf(rapid.SampledFrom([]string{"a", "1", "李", "enter", "up", "left"})).Draw(t, "keys")...)
		if diff := cmp.Diff(drawn(f, 20, true, ascii), drawn(f, 20, true, ascii)); diff != "" {
			t.Fatal(diff)
		}
	})
}
