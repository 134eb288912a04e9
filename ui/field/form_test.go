package field_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// newForm is a form with one field of each kind.
func newForm() *field.Form {
	return field.NewForm(
		field.NewText(field.About{Name: "family", Label: "Family name", Missing: "A family name is needed."}, text.Name),
		field.NewText(field.About{Name: "known", Label: "Known as", Optional: true, Hint: "What they like to be called."}, text.Name),
		field.NewDate(field.About{Name: "born", Label: "Date of birth", Hint: "For example 14/7/1985."}, parseDate),
		field.NewChoice(field.About{Name: "help", Label: "Interpreter", Missing: "Choose one of the three."},
			field.Option{Value: "yes", Label: "Yes"}, field.Option{Value: "no", Label: "No"}, field.Option{Value: "not-asked", Label: "Not asked"}),
		field.NewNote(field.About{Name: "needs", Label: "Needs", Optional: true}, text.Note, 4),
	)
}

// fill gives keys to a form and returns what the last one meant.
func fill(f *field.Form, names ...string) field.Outcome {
	last := field.Stay
	keys(func(m tea.Msg) { last = f.Update(m) }, names...)
	return last
}

// filled are the keys that answer all that must be.
var filled = []string{"Smith", "tab", "tab", "14/7/1985", "tab", "2", "tab"}

// seen is a form as it is seen, with a bar where the cursor is.
func seen(f *field.Form, width, height int, th *theme.Theme) string {
	d := f.Draw(screen.Frame{Width: width, Height: height, Theme: th})
	lines := strings.Split(d.Body, "\n")
	for i, line := range lines {
		line = ansi.Strip(line)
		if i == d.Cursor.Y {
			line = screen.Pad(line, width, "")
			line = ansi.Cut(line, 0, d.Cursor.X) + "|" + ansi.Cut(line, d.Cursor.X, width)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestFormGolden(t *testing.T) {
	again := []string{"tab", "tab", "31/2/1985", "ctrl+s"}
	tests := map[string]struct {
		keys          []string
		width, height int
		th            *theme.Theme
	}{
		"empty-80x20":      {nil, 80, 20, unicode},
		"empty-40x12":      {nil, 40, 12, unicode},
		"filled-80x20":     {append(slices.Clone(filled), "Prefers", "enter", "mornings"), 80, 20, unicode},
		"filled-40x12":     {append(slices.Clone(filled), "Prefers", "enter", "mornings"), 40, 12, unicode},
		"errors-80x20":     {again, 80, 20, unicode},
		"errors-40x30":     {again, 40, 30, ascii},
		"choice-40x12":     {append(slices.Clone(filled), "shift+tab"), 40, 12, ascii},
		"leaving-40x12":    {[]string{"Smith", "esc"}, 40, 12, ascii},
		"apart-80x12":      {append(slices.Clone(filled), "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab"), 80, 12, unicode},
		"too-low-for-all":  {filled, 40, 4, ascii},
		"hint-40x12":       {[]string{"tab"}, 40, 12, unicode},
		"one-line-of-room": {filled, 40, 1, ascii},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newForm()
			fill(f, test.keys...)
			got := seen(f, test.width, test.height, test.th)
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFormMoves(t *testing.T) {
	tests := map[string]struct {
		keys []string
		want string
	}{
		"at first":                     {nil, "family"},
		"tab":                          {[]string{"tab"}, "known"},
		"shift+tab":                    {[]string{"tab", "shift+tab"}, "family"},
		"tab goes round":               {[]string{"tab", "tab", "tab", "tab", "tab"}, "family"},
		"shift+tab goes round":         {[]string{"shift+tab"}, "needs"},
		"enter moves on":               {[]string{"enter", "enter"}, "born"},
		"enter on a choice moves on":   {[]string{"tab", "tab", "tab", "enter"}, "needs"},
		"enter stays in a note":        {[]string{"shift+tab", "enter", "enter"}, "needs"},
		"down":                         {[]string{"down", "down"}, "born"},
		"up":                           {[]string{"down", "up"}, "family"},
		"up does not go round":         {[]string{"up"}, "family"},
		"down inside a choice":         {[]string{"down", "down", "down", "down"}, "help"},
		"down out of a choice":         {[]string{"down", "down", "down", "down", "down", "down"}, "needs"},
		"up out of a choice":           {[]string{"down", "down", "down", "up"}, "born"},
		"up inside a note, then out":   {[]string{"shift+tab", "a", "enter", "up", "up"}, "help"},
		"down does not go round":       {[]string{"shift+tab", "down"}, "needs"},
		"left and right stay":          {[]string{"left", "right"}, "family"},
		"a letter stays in the choice": {[]string{"tab", "tab", "tab", "x"}, "help"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newForm()
			if got := fill(f, test.keys...); f.Focused() != test.want || got != field.Stay {
				t.Errorf("at %q, want %q; outcome %v", f.Focused(), test.want, got)
			}
		})
	}
}

func TestFormSavesOnlyWhatIsWholeAndRight(t *testing.T) {
	f := newForm()
	if got := fill(f, "ctrl+s"); f.Whole() != (got == field.Save) || got != field.Stay || f.Focused() != "family" {
		t.Errorf("an empty form: outcome %v at %q", got, f.Focused())
	}
	fill(f, "Smith", "tab", "tab", "31/2/1985")
	if got := fill(f, "ctrl+s"); f.Whole() != (got == field.Save) || got != field.Stay || f.Focused() != "born" {
		t.Errorf("an impossible date: outcome %v at %q", got, f.Focused())
	}
	fill(f, "ctrl+u", "14/7/1985", "tab", "right", "enter")
	if got := fill(f, "ctrl+s"); f.Whole() != (got == field.Save) || got != field.Stay || f.Focused() != "help" {
		t.Errorf("nothing chosen: outcome %v at %q", got, f.Focused())
	}
	fill(f, "3")
	if got := fill(f, "ctrl+s"); f.Whole() != (got == field.Save) || got != field.Save {
		t.Errorf("all answered: outcome %v at %q", got, f.Focused())
	}
	want := map[string]string{"family": "Smith", "known": "", "born": "14-Jul-1985", "help": "not-asked", "needs": ""}
	if diff := cmp.Diff(want, f.Values()); diff != "" {
		t.Error(diff)
	}
}

func TestFormEnterNeverSavesNorChooses(t *testing.T) {
	f := newForm()
	for range 12 {
		if got := fill(f, "enter"); got != field.Stay {
			t.Fatalf("enter gave %v", got)
		}
	}
	for name, value := range f.Values() {
		if value != "" {
			t.Errorf("enter answered %s with %q", name, value)
		}
	}
}

func TestFormSaysHowToSaveOnTheLastField(t *testing.T) {
	f := field.NewForm(newText(), newDate())
	fill(f, "Smith", "enter", "1/2/2003", "enter")
	f.Update(tea.KeyReleaseMsg{Code: tea.KeyEnter})
	if got := seen(f, 80, 10, ascii); !strings.Contains(got, "Press ctrl+s to save.") {
		t.Errorf("got\n%s", got)
	}
	fill(f, "left")
	if got := seen(f, 80, 10, ascii); strings.Contains(got, "ctrl+s") {
		t.Errorf("it stays:\n%s", got)
	}
}

func TestFormAsksBeforeLosingWhatWasTyped(t *testing.T) {
	tests := map[string]struct {
		keys []string
		want field.Outcome
	}{
		"nothing typed":            {[]string{"esc"}, field.Leave},
		"moved about":              {[]string{"tab", "tab", "right", "esc"}, field.Leave},
		"typed and taken away":     {[]string{"a", "backspace", "esc"}, field.Leave},
		"typed":                    {[]string{"a", "esc"}, field.Stay},
		"chosen":                   {[]string{"tab", "tab", "tab", "1", "esc"}, field.Stay},
		"yes":                      {[]string{"a", "esc", "y"}, field.Leave},
		"no":                       {[]string{"a", "esc", "n"}, field.Stay},
		"no, then leaves no more":  {[]string{"a", "esc", "n", "y"}, field.Stay},
		"esc again stays":          {[]string{"a", "esc", "esc"}, field.Stay},
		"enter answers nothing":    {[]string{"a", "esc", "enter"}, field.Stay},
		"still asked after enter":  {[]string{"a", "esc", "enter", "y"}, field.Leave},
		"other letters are not it": {[]string{"a", "esc", "x", "tab", "y"}, field.Leave},
		"save instead":             {append(slices.Clone(filled), "esc", "ctrl+s"), field.Save},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newForm()
			if got := fill(f, test.keys...); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestFormTakesNoTextWhileItAsks(t *testing.T) {
	f := newForm()
	fill(f, "a", "esc")
	if f.Typing() {
		t.Error("letters are not text while it asks")
	}
	fill(f, "bcd")
	f.Update(tea.PasteMsg{Content: "efg"})
	fill(f, "n")
	if got := f.Values()["family"]; got != "a" {
		t.Errorf("got %q", got)
	}
	if !f.Typing() {
		t.Error("letters are text again")
	}
}

func TestFormSetError(t *testing.T) {
	f := newForm()
	fill(f, filled...)
	f.SetBusy(true)
	f.SetError("born", "Nobody was born in that year.")
	if got := seen(f, 80, 20, ascii); f.Focused() != "born" || !strings.Contains(got, "x Nobody was born in that year.") {
		t.Errorf("at %q\n%s", f.Focused(), got)
	}
	fill(f, "backspace")
	if got := seen(f, 80, 20, ascii); strings.Contains(got, "Nobody") {
		t.Errorf("it stays after a change:\n%s", got)
	}
	f.SetError("", "The disk is full. Nothing was saved.")
	if got := seen(f, 80, 20, ascii); !strings.HasPrefix(got, "x The disk is full. Nothing was saved.\n") {
		t.Errorf("got\n%s", got)
	}
	if fill(f, "5", "ctrl+s") != field.Save {
		t.Error("what was said must not keep it from being saved again")
	}
	if got := seen(f, 80, 20, ascii); strings.Contains(got, "disk") {
		t.Errorf("it stays after saving:\n%s", got)
	}
}

func TestFormTakesNothingWhileItIsSaved(t *testing.T) {
	f := newForm()
	fill(f, filled...)
	f.SetBusy(true)
	before := f.Values()
	if got := fill(f, "more", "ctrl+s", "esc"); got != field.Stay || f.Typing() || len(f.Keys()) != 0 {
		t.Errorf("outcome %v", got)
	}
	if diff := cmp.Diff(before, f.Values()); diff != "" {
		t.Error(diff)
	}
	if got := seen(f, 80, 20, ascii); !strings.Contains(got, "Saving...") {
		t.Errorf("got\n%s", got)
	}
	f.SetBusy(false)
	if fill(f, "ctrl+s") != field.Save {
		t.Error("it takes keys again")
	}
}

func TestFormSaysWhatItsEndIs(t *testing.T) {
	f := field.NewForm(field.NewText(field.About{Label: "The file", Optional: true}, text.Line))
	f.Does("read it", "Reading")
	fill(f, "x", "enter")
	got, keys := seen(f, 80, 20, ascii), screen.HelpLine(f.Keys(), 80, theme.New(theme.Options{}))
	if !strings.Contains(got, "Press ctrl+s to read it.") || !strings.Contains(keys, "read it") || strings.Contains(got+keys, "save") {
		t.Errorf("got\n%s\n%s", got, keys)
	}
	fill(f, "esc")
	if got := seen(f, 80, 20, ascii); strings.Contains(got, "saving") || !strings.Contains(got, "y to leave") {
		t.Errorf("got\n%s", got)
	}
	fill(f, "n")
	f.SetBusy(true)
	if got := seen(f, 80, 20, ascii); !strings.Contains(got, "Reading...") {
		t.Errorf("got\n%s", got)
	}
}

// Enter on the last field does not promise that it can be saved while that field is not
// as it has to be, and leaves the cursor where it is.
func TestFormSaysWhatTheLastFieldNeeds(t *testing.T) {
	for name, test := range map[string]struct {
		field field.Field
		keys  []string
		want  string
	}{
		"nothing chosen":     {newChoice(), []string{"down", "enter"}, "x More help? is needed."},
		"chosen":             {newChoice(), []string{"down", "space", "enter"}, "Press ctrl+s to save."},
		"an impossible date": {newDate(), []string{"31/2/1985", "enter"}, "x "},
		"may stay empty":     {field.NewText(field.About{Label: "A word", Optional: true}, text.Line), []string{"enter"}, "Press ctrl+s to save."},
	} {
		t.Run(name, func(t *testing.T) {
			f := field.NewForm(test.field)
			fill(f, test.keys...)
			got := seen(f, 80, 10, ascii)
			if !strings.Contains(got, test.want) || strings.Contains(got, "Press ctrl+s") != strings.Contains(test.want, "Press ctrl+s") {
				t.Errorf("got\n%s", got)
			}
		})
	}
	f := field.NewForm(newChoice())
	fill(f, "down", "enter", "space")
	if got := f.Values()["help"]; got != "no" {
		t.Errorf("after Enter the cursor is on %q", got)
	}
}

func TestFormRefusedPasteIsSaidAndChangesNothing(t *testing.T) {
	f := newForm()
	fill(f, "Smith")
	f.Update(tea.PasteStartMsg{})
	f.Update(tea.PasteMsg{Content: "\x1b]52;c;aGk=\x07"})
	f.Update(tea.PasteEndMsg{}) // a terminal sends these around each paste
	f.Update(tea.KeyReleaseMsg{Code: 'v', Mod: tea.ModCtrl})
	f.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	got := seen(f, 120, 20, ascii)
	if !strings.Contains(got, "x Nothing was pasted. The text contains a control character at position 1;") || f.Values()["family"] != "Smith" {
		t.Errorf("got\n%s", got)
	}
	fill(f, "x")
	if got := seen(f, 120, 20, ascii); strings.Contains(got, "pasted") {
		t.Errorf("it stays:\n%s", got)
	}
}

func TestFormKeysMatchWhatIsTaken(t *testing.T) {
	f := newForm()
	names := func() string {
		var names []string
		for _, k := range f.Keys() {
			names = append(names, k.Help().Key)
		}
		return strings.Join(names, " ")
	}
	if got, want := names(), "ctrl+s esc tab shift+tab f1"; got != want {
		t.Errorf("a text: got %q, want %q", got, want)
	}
	fill(f, "tab", "tab", "tab", "1")
	if got, want := names(), "1-3 ctrl+s esc tab space backspace shift+tab ?"; got != want || f.Typing() {
		t.Errorf("a choice: got %q, want %q", got, want)
	}
	fill(f, "esc")
	if got, want := names(), "y n ctrl+s"; got != want {
		t.Errorf("asking: got %q, want %q", got, want)
	}
}

// However narrow the line of keys, how to save is on it, and how to leave where three fit.
func TestFormKeysKeepHowToSaveAndLeave(t *testing.T) {
	for name, test := range map[string]struct {
		keys  []string
		width int
		want  string
	}{
		"a text, 40":     {nil, 40, "ctrl+s save  esc leave  f1 help"},
		"a choice, 40":   {[]string{"tab", "tab", "tab", "1"}, 40, "1-3 choose  ctrl+s save  ? help"},
		"a choice, 80":   {[]string{"tab", "tab", "tab", "1"}, 80, "1-3 choose  ctrl+s save  esc leave  tab next  space choose this  ? help"},
		"a long text":    {[]string{"shift+tab"}, 40, "enter new line  ctrl+s save  f1 help"},
		"asking, 40":     {[]string{"a", "esc"}, 40, "y leave  n stay  ctrl+s save"},
		"a choice, wide": {[]string{"tab", "tab", "tab", "1"}, 120, "1-3 choose  ctrl+s save  esc leave  tab next  space choose this  backspace no answer  shift+tab back  ? help"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newForm()
			fill(f, test.keys...)
			if got := ansi.Strip(screen.HelpLine(f.Keys(), test.width, unicode)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Where there are more options than numbers, the keys say what reaches all of them.
func TestKeysOfMoreOptionsThanNumbers(t *testing.T) {
	var options []field.Option
	for i := range 11 {
		options = append(options, field.Option{Value: string(rune('a' + i)), Label: "One of them"})
	}
	for name, test := range map[string]struct {
		field field.Field
		want  string
	}{
		"one of nine":       {field.NewChoice(field.About{}, options[:9]...), "1-9 choose  ctrl+s save  esc leave  tab next  space choose this  ? help"},
		"one of eleven":     {field.NewChoice(field.About{}, options...), "↑/↓, space choose  ctrl+s save  esc leave  tab next  1-9 choose  ? help"},
		"several of nine":   {field.NewSeveral(field.About{}, options[:9]...), "space take or leave  ctrl+s save  esc leave  tab next  1-9 the same  ? help"},
		"several of eleven": {field.NewSeveral(field.About{}, options...), "↑/↓, space take or leave  ctrl+s save  esc leave  tab next  1-9 the same  ? help"},
	} {
		t.Run(name, func(t *testing.T) {
			f := field.NewForm(test.field)
			if got := ansi.Strip(screen.HelpLine(f.Keys(), 80, unicode)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFormFieldByName(t *testing.T) {
	f := newForm()
	f.Field("family").Set("Smith")
	f.Focus("help")
	if f.Focused() != "help" || f.Values()["family"] != "Smith" || f.Changed() {
		t.Errorf("at %q, values %v", f.Focused(), f.Values())
	}
	f.Focus("nothing of the kind")
	if f.Field("nothing of the kind") != nil || f.Focused() != "help" {
		t.Error("there is no such field")
	}
}

// TestFormAlwaysShowsTheFieldInFocus checks in any window, after any keys, that
// the drawing fits and the cursor is in it.
func TestFormAlwaysShowsTheFieldInFocus(t *testing.T) {
	names := make([]string, 0, len(named)+3)
	for name := range named {
		names = append(names, name)
	}
	slices.Sort(names)
	names = append(names, "a", "1", "李")
	rapid.Check(t, func(t *rapid.T) {
		f := newForm()
		fill(f, rapid.SliceOfN(rapid.SampledFrom(names), 0, 30).Draw(t, "keys")...)
		fr := screen.Frame{Width: rapid.IntRange(40, 90).Draw(t, "width"), Height: rapid.IntRange(3, 30).Draw(t, "height"), Theme: unicode}
		d := f.Draw(fr)
		lines := strings.Split(d.Body, "\n")
		if len(lines) > fr.Height || d.Cursor.Y < 0 || d.Cursor.Y >= len(lines) || d.Cursor.X < 0 || d.Cursor.X >= fr.Width {
			t.Fatalf("%d lines in %dx%d, cursor %v\n%s", len(lines), fr.Width, fr.Height, *d.Cursor, d.Body)
		}
		for _, line := range lines {
			if screen.Width(line) > fr.Width {
				t.Fatalf("%q is wider than %d", ansi.Strip(line), fr.Width)
			}
		}
	})
}

// Who may not save a form can look through all of it and change none of it.
func TestFormReadOnly(t *testing.T) {
	f := newForm()
	fill(f, filled...)
	before := f.Values()
	f.SetReadOnly(true)
	fill(f, "Smith", "tab", "9", "space", "backspace", "down", "enter", "ctrl+s", "shift+tab", "up")
	if diff := cmp.Diff(before, f.Values()); diff != "" {
		t.Errorf("it was changed: %s", diff)
	}
	if f.Typing() {
		t.Error("it takes letters")
	}
	for _, k := range f.Keys() {
		if k.Help().Key == "ctrl+s" {
			t.Error("it offers to save")
		}
	}
	if got := f.Update(tea.PasteMsg{Content: "pasted"}); got != field.Stay || f.Values()["family"] != before["family"] {
		t.Error("it took a paste")
	}
}
