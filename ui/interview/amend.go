package interview

import (
	"context"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Amender is what a view needs of the store to amend what is finished.
type Amender interface {
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
}

// amending is a form on top of a view: which answer is amended, and then what it is
// to be from now on. What it was stays in view.
type amending struct {
	form   *field.Form
	domain dialog.Domain // NoDomain while the area is asked
}

// stored tells a view what became of an amendment.
type stored struct {
	to        *mark
	committed dialog.Committed
	err       error
}

// The names of the values of the form.
const (
	valueArea   = "area"
	valueAnswer = "answer"
	valueHelp   = "help"
	valueNote   = "note"
	valueReason = "reason"
)

// Talk asks the root for the conversation that belongs to an assessment.
type Talk struct{ Assessment dialog.ID }

// mayAmend reports whether an answer can be amended: of one that has ended, counts,
// and where there is somewhere to write to.
func (v *View) mayAmend() bool {
	a := v.o.Record.Assessment(v.o.Assessment)
	return v.o.Amender != nil && a != nil && a.Status != dialog.Draft && !a.StruckOut
}

// askArea asks which answer is amended.
func (v *View) askArea() {
	options := make([]field.Option, 0, dialog.DomainCount)
	for _, d := range dialog.Domains() {
		options = append(options, field.Option{Value: d.String(), Label: v.o.Text.Short(d)})
	}
	v.amend = &amending{form: field.NewForm(field.NewChoice(field.About{Name: valueArea, Label: "Which answer", Missing: "Please choose an area."}, options...))}
}

// askAnswer asks what the answer is to be, as it is now to begin with.
func (v *View) askAnswer(d dialog.Domain) {
	now := v.o.Record.Assessment(v.o.Assessment).Answers.Get(d)
	var options []field.Option
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		options = append(options, field.Option{Value: strconv.Itoa(r), Label: v.o.Text.Label(r)})
	}
	options = append(options, field.Option{Value: string(dialog.Declined), Label: "declined"},
		field.Option{Value: string(dialog.NotApplicable), Label: "does not apply"}, field.Option{Value: "none", Label: "strike it out: nothing was answered"})
	answer := field.NewChoice(field.About{Name: valueAnswer, Label: v.o.Text.Short(d), Missing: "Please choose what it is to be."}, options...)
	answer.Set(answerValue(now))
	help := field.NewChoice(field.About{Name: valueHelp, Label: "More help", Optional: true}, field.Option{Value: string(dialog.HelpWanted), Label: "yes"}, field.Option{Value: string(dialog.HelpNot), Label: "no"})
	help.Set(string(now.Help))
	note := field.NewNote(field.About{Name: valueNote, Label: "Note", Optional: true}, text.Note, 3)
	note.Set(now.Note)
	reason := field.NewText(field.About{Name: valueReason, Label: "Why", Hint: "What it was stays in view.", Missing: "Please say in a word why it is amended."}, text.Line)
	v.amend = &amending{domain: d, form: field.NewForm(answer, help, note, reason)}
}

func answerValue(a dialog.Answer) string {
	switch a.State {
	case dialog.Rated:
		return strconv.Itoa(a.Rating)
	case dialog.Declined, dialog.NotApplicable:
		return string(a.State)
	}
	return ""
}

// answered reads the form.
func (v *View) answered() dialog.Answer {
	values := v.amend.form.Values()
	a := v.o.Record.Assessment(v.o.Assessment).Answers.Get(v.amend.domain)
	a.Rating, a.Help, a.Note = 0, dialog.Help(values[valueHelp]), values[valueNote]
	switch value := values[valueAnswer]; value {
	case "none":
		a.State = dialog.NotSeen
	case string(dialog.Declined), string(dialog.NotApplicable):
		a.State = dialog.State(value)
	default:
		a.State = dialog.Rated
		a.Rating, _ = strconv.Atoi(value) // one of the options
	}
	a.At, a.Mode = dialog.When{}, dialog.ModeScreen // it keeps the time it was given
	return a
}

// fill gives a message to the form.
func (v *View) fill(msg tea.Msg) tea.Cmd {
	switch v.amend.form.Update(msg) {
	case field.Leave:
		v.amend = nil
	case field.Save:
		return v.filled()
	case field.Stay:
		if v.amend.domain == dialog.NoDomain && v.amend.form.Values()[valueArea] != "" {
			return v.filled() // the number of an area is all there is to say
		}
	}
	return nil
}

func (v *View) filled() tea.Cmd {
	values := v.amend.form.Values()
	if v.amend.domain == dialog.NoDomain {
		if d, err := dialog.ParseDomain(values[valueArea]); err == nil {
			v.askAnswer(d)
		}
		return nil
	}
	v.amend.form.SetBusy(true)
	to, amender := v.mark, v.o.Amender
	change := dialog.Change{Person: v.o.Record.Person.ID, Worker: v.o.Worker, DoneAt: dialog.At(v.o.Now()),
		Body: &dialog.AnswerRecorded{Assessment: v.o.Assessment, Domain: v.amend.domain, Answer: v.answered(), Reason: values[valueReason]}}
	return func() tea.Msg {
		committed, err := amender.Append(context.Background(), change)
		return stored{to: to, committed: committed, err: err}
	}
}

// stored takes the answer of the store.
func (v *View) stored(msg stored) tea.Cmd {
	if v.amend == nil {
		return nil
	}
	if msg.err != nil {
		v.amend.form.SetError("", "NOT SAVED: "+dialog.ErrorMessage(msg.err)+" Press ctrl+s to try again.")
		return nil
	}
	v.amend = nil
	v.o.Record = msg.committed.Record
	saved := Saved{Committed: msg.committed}
	return tea.Batch(func() tea.Msg { return saved }, v.Init(), screen.Say(screen.Saved, "the answer is amended."))
}

// drawAmend draws the form.
func (v *View) drawAmend(f screen.Frame) screen.Drawing {
	head := styled(f.Theme.Title, "Amend an answer of the DIALOG of "+v.o.Record.Assessment(v.o.Assessment).DoneAt.Date().String(), roomOf(f))
	if f.Height >= 16 {
		head = append(head, "")
	}
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	d := screen.Stack(head, v.amend.form.Draw(rest))
	d.Body = screen.Fit(d.Body, f)
	return d
}

// Unsaved says what would be lost.
func (v *View) Unsaved() string {
	if v.amend != nil && v.amend.form.Changed() {
		return "An amended answer is not saved yet."
	}
	return ""
}

// amendKeys are the keys for what can be done with an assessment that has ended.
func (v *View) amendKeys() []key.Binding {
	if !v.mayAmend() {
		return nil
	}
	return []key.Binding{screen.Key("a", "amend an answer"), screen.Key("t", "what was talked about")}
}
