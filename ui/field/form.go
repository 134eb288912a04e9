package field

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
)

// Outcome is what a key meant for the screen that holds a form.
type Outcome int

const (
	// Stay means that the form goes on.
	Stay Outcome = iota
	// Save means that it is to be saved: all that must be answered is, and
	// nothing is wrong with any of it as far as the fields can tell.
	Save
	// Leave means that it is to be left without saving. Whoever had typed
	// something has been asked.
	Leave
)

// Form is a stack of labelled fields. Tab and Shift+Tab go from field to field,
// and so do Up and Down, and Enter where the field has no use for it; Ctrl+S
// saves, Esc leaves. Make one with [NewForm]. It is used by one screen, from its
// Update and Draw only.
type Form struct {
	fields []Field
	notes  []note
	whole  string // a sentence about the form and not about one field
	focus  int
	asking bool // whether to leave without saving
	busy   bool // it is being saved
	ended  bool // Enter was pressed on the last field

	readOnly bool
	words    *Words // nil for English
}

// note is what a form has to say about a field.
type note struct {
	said    string // what the screen said, until the field is changed
	checked bool   // the field was left or saved, so that what is wrong is shown
	needed  bool   // it was saved without the answer that it needs
}

// NewForm makes a form of at least one field, with the focus on the first.
func NewForm(fields ...Field) *Form {
	return &Form{fields: fields, notes: make([]note, len(fields))}
}

// Values are the values of all fields by name, empty for those without answer.
func (f *Form) Values() map[string]string {
	values := make(map[string]string, len(f.fields))
	for _, fd := range f.fields {
		values[fd.About().Name] = fd.Value()
	}
	return values
}

// Field is the field with this name, nil if there is none.
func (f *Form) Field(name string) Field {
	if i := f.index(name); i >= 0 {
		return f.fields[i]
	}
	return nil
}

func (f *Form) index(name string) int {
	for i, fd := range f.fields {
		if fd.About().Name == name {
			return i
		}
	}
	return -1
}

// Focused is the name of the field that has the focus.
func (f *Form) Focused() string { return f.fields[f.focus].About().Name }

// Focus goes to the field with this name.
func (f *Form) Focus(name string) {
	if i := f.index(name); i >= 0 {
		f.goTo(i)
	}
}

// Changed reports that any field is not as it was made or set.
func (f *Form) Changed() bool {
	for _, fd := range f.fields {
		if fd.Changed() {
			return true
		}
	}
	return false
}

// SetError shows a sentence under the field with this name until that field is
// changed, and goes there; with an empty or unknown name it is shown above all
// fields until the next save. The form can be changed again.
func (f *Form) SetError(name, sentence string) {
	f.busy = false
	i := f.index(name)
	if i < 0 {
		f.whole = sentence
		return
	}
	f.notes[i].said = sentence
	f.goTo(i)
}

// SetBusy says that the form is being saved, so that it takes no keys: nothing
// can be typed that would not be part of what is saved, and nothing is saved
// twice.
func (f *Form) SetBusy(busy bool) { f.busy = busy }

// SetReadOnly says that the form may be looked through and not changed, for who may
// not save it.
func (f *Form) SetReadOnly(readOnly bool) { f.readOnly = readOnly }

// Typing reports that a text field has the focus.
func (f *Form) Typing() bool {
	return !f.asking && !f.busy && !f.readOnly && f.fields[f.focus].Typing()
}

// Update gives a message to the form.
func (f *Form) Update(msg tea.Msg) Outcome {
	if f.busy || !isInput(msg) {
		return Stay
	}
	f.ended = false
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok && (f.asking || f.readOnly):
		return Stay
	case !ok:
		f.edit(msg)
		return Stay
	case f.asking:
		return f.answer(press)
	}
	switch press.Keystroke() {
	case "ctrl+s":
		if f.readOnly {
			return Stay
		}
		return f.save()
	case "esc":
		return f.leave()
	case "tab":
		f.goTo((f.focus + 1) % len(f.fields))
	case "shift+tab":
		f.goTo((f.focus + len(f.fields) - 1) % len(f.fields))
	default:
		if f.readOnly || !f.edit(msg) {
			f.step(press.Keystroke())
		}
	}
	return Stay
}

// edit gives a message to the field in focus. What was said about it no longer
// holds.
func (f *Form) edit(msg tea.Msg) (taken bool) {
	taken = f.fields[f.focus].Update(msg)
	if taken {
		f.notes[f.focus] = note{}
	}
	return taken
}

// step goes to the next field or the one before, and stops at either end, so
// that a held key does not go round. Enter on the last field saves nothing, since
// it may be one of a row of them; what is missing or how to save is said instead.
func (f *Form) step(stroke string) {
	last := len(f.fields) - 1
	switch {
	case stroke == "up":
		f.goTo(max(f.focus-1, 0))
	case stroke == "enter" && f.focus == last:
		f.end()
	case stroke == "down", stroke == "enter":
		f.goTo(min(f.focus+1, last))
	}
}

// end says what is wrong with the last field or missing in it, else how to save.
func (f *Form) end() {
	if f.readOnly {
		return
	}
	f.need(f.focus)
	f.ended = f.message(f.focus) == ""
}

// need shows from now on what is wrong with a field, and that it needs an answer.
func (f *Form) need(i int) {
	f.notes[i].checked = true
	f.notes[i].needed = f.fields[i].Value() == "" && !f.fields[i].About().Optional
}

func (f *Form) goTo(i int) {
	f.check(f.focus)
	f.focus = i
}

// check takes leave of a field and shows from now on what is wrong with it.
func (f *Form) check(i int) {
	f.fields[i].Leave()
	f.notes[i].checked = true
}

// Whole reports that nothing is wrong with any field and nothing is missing, without
// saying so on the screen.
func (f *Form) Whole() bool {
	return !slices.ContainsFunc(f.fields, func(fd Field) bool {
		return fd.Problem() != "" || fd.Value() == "" && !fd.About().Optional
	})
}

// save checks all fields and goes to the first with which something is wrong.
func (f *Form) save() Outcome {
	f.asking, f.whole = false, ""
	first := -1
	for i := range f.fields {
		f.check(i)
		f.notes[i].said = ""
		f.need(i)
		if first < 0 && f.message(i) != "" {
			first = i
		}
	}
	if first >= 0 {
		f.focus = first
		return Stay
	}
	return Save
}

// leave asks first if something was typed.
func (f *Form) leave() Outcome {
	if !f.Changed() {
		return Leave
	}
	f.asking = true
	return Stay
}

// answer takes the answer to whether to leave without saving. Enter is none.
func (f *Form) answer(press tea.KeyPressMsg) Outcome {
	switch press.Keystroke() {
	case "y", "shift+y":
		return Leave
	case "n", "shift+n", "esc":
		f.asking = false
	case "ctrl+s":
		return f.save()
	}
	return Stay
}

// message is the one sentence that is shown under a field, empty for none.
func (f *Form) message(i int) string {
	fd, n := f.fields[i], f.notes[i]
	problem := fd.Problem()
	switch {
	case fd.Refusal() != "":
		return fd.Refusal()
	case n.said != "":
		return n.said
	case n.checked && problem != "":
		return problem
	case n.needed && fd.Value() == "":
		return missing(fd.About())
	}
	return ""
}

// Keys are the keys that the form takes now, for the help line: the first one of the
// field, how to save and how to leave, and then those that there may be no room for.
func (f *Form) Keys() []key.Binding { return f.named(f.keys()) }

func (f *Form) keys() []key.Binding {
	switch {
	case f.busy:
		return nil
	case f.asking:
		return []key.Binding{
			screen.Key("y", "leave"),
			screen.Key("n", "stay", "n", "esc"),
			screen.Key("ctrl+s", "save"),
		}
	}
	next := screen.Key("tab", "next")
	leave := screen.Key("esc", "leave")
	keys := []key.Binding{next, leave}
	if !f.readOnly {
		own := f.fields[f.focus].Keys()
		first := min(len(own), 1)
		keys = append(slices.Clone(own[:first]), screen.Key("ctrl+s", "save"), leave, next)
		keys = append(keys, own[first:]...)
	}
	keys = append(keys, screen.Key("shift+tab", "back"))
	if f.Typing() {
		return append(keys, screen.HelpKeyTyping)
	}
	return append(keys, screen.HelpKey)
}
