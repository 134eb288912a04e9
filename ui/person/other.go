package person

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// fieldReason is the name of the field that asks why.
const fieldReason = "reason"

// Other is the form that opens the record of somebody who is on another caseload:
// two things that the person is known by, and why. Make one with [NewOther].
type Other struct {
	o    Options
	form *field.Form
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Other)(nil)

// IdentifiersFrom are what a search tells about a person.
func IdentifiersFrom(search string, demo bool) dialog.Identifiers {
	p := prefilled(search, demo)
	return dialog.Identifiers{Family: p.Family, NHSNumber: p.NHSNumber, LocalID: p.LocalPatientID}
}

// NewOther makes the form, with what is known of the person already.
func NewOther(o Options, known dialog.Identifiers) *Other {
	number := ""
	if known.NHSNumber != "" {
		number = known.NHSNumber.String()
	}
	optional := func(name, label, hint string) field.About {
		return field.About{Name: name, Label: label, Hint: hint, Optional: true}
	}
	form := field.NewForm(
		filled(field.NewText(optional(fieldFamily, "Family name", ""), text.Name), known.Family),
		filled(field.NewDate(optional(fieldBorn, "Date of birth", dateHint), pastDate(o.today(), "A date of birth cannot be on a day to come. Please check it.")), dateValue(known.BirthDate)),
		filled(field.NewDate(optional(fieldNumber, "NHS number", "Ten digits."), nhsNumber(o.Demo)), number),
		filled(field.NewText(optional(fieldLocal, "Local patient id", ""), text.Ident), known.LocalID),
		field.NewText(field.About{Name: fieldReason, Label: "Why?", Missing: "Please say in a word why you open it.", Hint: "For example: on call, covering for a colleague. It is written down."}, text.Line),
	)
	form.Does("open", "Opening")
	s := &Other{o: o, form: form}
	form.Focus(s.firstEmpty())
	if len(known.Names()) >= 2 {
		form.Focus(fieldReason)
	}
	return s
}

// otherOpened is what the store answered.
type otherOpened struct {
	to  *Other
	id  dialog.ID
	err error
}

// Init fetches nothing.
func (s *Other) Init() tea.Cmd { return nil }

// Update takes a message. Once the record is open, Open follows.
func (s *Other) Update(msg tea.Msg) tea.Cmd {
	if answer, ok := msg.(otherOpened); ok {
		return s.answered(answer)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && press.Keystroke() == "enter" && !press.IsRepeat && s.form.Typing() && s.form.Focused() == fieldReason {
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}
	}
	switch s.form.Update(msg) {
	case field.Save:
		return s.open()
	case field.Leave:
		return screen.GoBack
	}
	return nil
}

// open asks the store, once there are two identifiers.
func (s *Other) open() tea.Cmd {
	values := s.form.Values()
	by := dialog.Identifiers{
		Family: values[fieldFamily], BirthDate: readDate(values[fieldBorn]),
		NHSNumber: dialog.NHSNumber(strings.ReplaceAll(values[fieldNumber], " ", "")), LocalID: values[fieldLocal],
	}
	if len(by.Names()) < 2 {
		s.form.SetError(s.firstEmpty(), "Please give two of these four: family name, date of birth, NHS number, local patient id.")
		return nil
	}
	s.form.SetBusy(true)
	k := s.o.Keeper
	return func() tea.Msg {
		id, err := k.OpenOther(context.Background(), by, values[fieldReason])
		return otherOpened{s, id, err}
	}
}

// firstEmpty is the first identifier that is not given.
func (s *Other) firstEmpty() string {
	for _, name := range []string{fieldFamily, fieldBorn, fieldNumber} {
		if s.form.Field(name).Value() == "" {
			return name
		}
	}
	return fieldLocal
}

// answered opens the page, or says why it stays closed. What was typed stays.
func (s *Other) answered(msg otherOpened) tea.Cmd {
	switch {
	case msg.to != s:
		return nil
	case msg.err != nil:
		s.form.SetError(s.form.Focused(), "NOT OPENED. "+dialog.ErrorMessage(msg.err))
		return screen.Say(screen.Failure, "the record was not opened. The reason stands in the form.")
	}
	return say(Open{msg.id})
}

// Draw draws the form.
func (s *Other) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f); small {
		return d
	}
	head := []string{f.Theme.Title.Render(screen.Clip("Somebody else's record", f.Width, f.Theme.Glyphs.Ellipsis))}
	if f.Height >= roomy {
		head = append(head, screen.Wrap("For somebody who is not on your caseload. Two of the four below, as the person or the referral says them, and why. That you opened it, and why, is written down.", f.Width)...)
		head = append(head, "")
	}
	return headed(head, s.form, f)
}

// Keys are the keys that are taken now.
func (s *Other) Keys() []key.Binding { return s.form.Keys() }

// Typing reports that a text field has the focus.
func (s *Other) Typing() bool { return s.form.Typing() }

// Unsaved is nothing: what is typed here is not kept.
func (s *Other) Unsaved() string { return "" }
