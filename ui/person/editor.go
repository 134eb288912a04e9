package person

import (
	"context"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// details is the form about who somebody is, new or in the record already. Before
// anything is saved it looks for people who may be the same person.
type details struct {
	o        Options
	id       dialog.ID     // one, however often saving is tried
	before   dialog.Person // the zero Person for somebody new
	adding   bool
	form     *field.Form
	question *question // whether it is the same person; nil while the form is shown
	lead     bool      // the person is on another caseload: the form leads there
}

// newAmend is the form for somebody who is in the record.
func newAmend(o Options, p dialog.Person) *details {
	return &details{o: o, id: p.ID, before: p, form: detailsForm(o, p, false)}
}

// newAdd is the form for somebody new, begun with what was searched for.
func newAdd(o Options, prefill string) *details {
	d := &details{o: o, id: o.Keeper.NewID(), adding: true, form: detailsForm(o, dialog.Person{}, true)}
	begun := prefilled(prefill, o.Demo)
	values := map[string]string{fieldFamily: begun.Family, fieldGiven: begun.Given, fieldLocal: begun.LocalPatientID}
	if begun.NHSNumber != "" {
		values[fieldNumber] = begun.NHSNumber.String()
	}
	for name, value := range values {
		d.form.Field(name).Set(value)
	}
	if begun.Family != "" && begun.Given == "" {
		d.form.Focus(fieldGiven)
	}
	return d
}

// found is who may be the person being written down.
type found struct {
	to         part
	person     dialog.Person
	candidates []candidate
}

// check looks for people who may be the same person, and saves where there are
// none.
func (d *details) check(p dialog.Person) tea.Cmd {
	k, self, change := d.o.Keeper, d.id, d.o.change(d.id, &dialog.PersonRecorded{Person: p})
	return func() tea.Msg {
		people, err := k.Caseload(context.Background())
		if err != nil {
			return appended{to: d, err: err}
		}
		if candidates := findCandidates(people, p, self); len(candidates) > 0 {
			return found{d, p, candidates}
		}
		return save(k, d, change)()
	}
}

func (d *details) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case appended:
		return d.answered(msg)
	case found:
		if msg.to == d {
			d.question = &question{adding: d.adding, person: msg.person, candidates: msg.candidates}
			d.form.SetBusy(false)
		}
		return nil, false
	}
	if d.question != nil {
		return d.ask(msg)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && d.lead && key.Matches(press, keyThere) {
		return say(OpenOther{d.identifiers()}), false
	}
	switch d.form.Update(msg) {
	case field.Save:
		return d.save()
	case field.Leave:
		return nil, true
	}
	return nil, false
}

// save saves what the form says, unless it cannot be right or says nothing new.
func (d *details) save() (tea.Cmd, bool) {
	d.lead = false
	p := personFrom(d.form.Values(), d.before)
	if p.Family == "" && p.Given == "" {
		d.form.SetError(fieldFamily, "Please enter a name: family name, given name, or both.")
		return nil, false
	}
	if err := dialog.Validate(d.o.change(d.id, &dialog.PersonRecorded{Person: p})); err != nil {
		d.form.SetError(wrongInDetails(p), dialog.ErrorMessage(err))
		return nil, false
	}
	if p == d.before {
		return screen.Say(screen.Info, "Nothing was changed."), true
	}
	d.form.SetBusy(true)
	if !d.adding && !identifies(d.before, p) {
		return d.record(p), false
	}
	return d.check(p), false
}

// wrongInDetails is the field that a refusal is about: the rest is checked by the
// fields themselves.
func wrongInDetails(p dialog.Person) string {
	if utf8.RuneCountInString(p.LocalPatientID) > 20 {
		return fieldLocal
	}
	return ""
}

func (d *details) record(p dialog.Person) tea.Cmd {
	return save(d.o.Keeper, d, d.o.change(d.id, &dialog.PersonRecorded{Person: p}))
}

// ask takes a key for the question whether it is the same person.
func (d *details) ask(msg tea.Msg) (tea.Cmd, bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || press.IsRepeat || d.question.saving {
		return nil, false
	}
	answer := d.question.press(press)
	if answer != undecided && answer != goBack && d.o.masked() {
		return screen.SayNameHidden, false
	}
	switch answer {
	case openThere:
		return say(Open{d.question.shown().Person.ID}), false
	case saveAnyway:
		d.question.saving = true
		return d.record(d.question.toSave()), false
	case goBack:
		d.question = nil
	}
	return nil, false
}

// answered takes the answer of the store. What was not saved stays in the form.
func (d *details) answered(msg appended) (tea.Cmd, bool) {
	d.question = nil
	if cmd, is := d.elsewhere(msg.err); is {
		return cmd, false
	}
	if msg.err != nil {
		return failed(d.form, msg.err), false
	}
	said := screen.Say(screen.Saved, "the details.")
	if d.adding {
		return tea.Sequence(say(Saved{msg.committed}), say(Open{d.id}), said), false
	}
	return said, true
}

func (d *details) title() string {
	if d.adding {
		return "Add a person"
	}
	return "Edit details"
}

func (d *details) draw(f screen.Frame) screen.Drawing {
	if d.question != nil {
		return d.question.draw(f)
	}
	head := []string{f.Theme.Title.Render(d.title())}
	if f.Height >= roomy {
		head = append(head, screen.Wrap("A family name or a given name is needed. The rest can wait.", f.Width)...)
		head = append(head, "")
	}
	return headed(head, d.form, f)
}

func (d *details) keys() []key.Binding {
	if d.question != nil {
		return d.question.keys()
	}
	if d.lead {
		return append([]key.Binding{keyThere}, d.form.Keys()...)
	}
	return d.form.Keys()
}

func (d *details) typing() bool  { return d.question == nil && d.form.Typing() }
func (d *details) changed() bool { return d.form.Changed() }

// Editor is the form for a person who is not in the record yet. Make one with
// [NewEditor].
type Editor struct{ details *details }

var _ interface {
	screen.Screen
	screen.Holder
} = (*Editor)(nil)

// NewEditor makes the form for a new person. Prefill is what was searched for,
// and may be empty.
func NewEditor(o Options, prefill string) *Editor { return &Editor{newAdd(o, prefill)} }

// Init fetches nothing.
func (e *Editor) Init() tea.Cmd { return nil }

// Update takes a message. Once the person is on the disk, Saved and Open follow.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	if answer, ok := msg.(appended); ok && answer.to != part(e.details) {
		return nil
	}
	cmd, done := e.details.update(msg)
	if done {
		return screen.GoBack
	}
	return cmd
}

// Draw draws the form, or the question whether it is the same person.
func (e *Editor) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f); small {
		return d
	}
	return e.details.draw(f)
}

// Keys are the keys that are taken now.
func (e *Editor) Keys() []key.Binding { return e.details.keys() }

// Typing reports that a text field has the focus.
func (e *Editor) Typing() bool { return e.details.typing() }

// Unsaved says what would be lost if the program ended now.
func (e *Editor) Unsaved() string {
	if e.details.changed() {
		return unsavedWords
	}
	return ""
}
