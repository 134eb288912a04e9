package person

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// access is the form that marks a record as sensitive and names who may open it, or
// takes the mark away.
type access struct {
	page    *Page
	form    *formPart // nil until the workers were read
	failure error
	made    *dialog.AccessRecorded // what the form said last
	losing  bool                   // that takes the record away from the worker
	asking  bool                   // whether to save it all the same
}

func newAccess(p *Page) (part, tea.Cmd) {
	a := &access{page: p}
	return a, readWorkers(p, a)
}

// holds is the form, if it is shown.
func (a *access) holds() part {
	if a.form == nil {
		return nil
	}
	return a.form
}

const accessTitle = "Who may open this record"

// makeForm makes the form once it is known who can be named.
func (a *access) makeForm(workers []dialog.Worker) {
	now := &a.page.record.Access
	options := make([]field.Option, len(workers))
	var named []string
	for i, w := range workers {
		options[i] = field.Option{Value: w.ID.String(), Label: workerWords(w, a.page.o.Keeper.Worker().ID)}
		if slices.Contains(now.Named, w.ID) || !now.Sensitive && (w.ID == a.page.o.Keeper.Worker().ID || slices.Contains(now.Caseload, w.ID)) {
			named = append(named, w.ID.String())
		}
	}
	sensitive := field.NewChoice(field.About{Name: "sensitive", Label: "Who?", Missing: "Please choose one of the two."},
		field.Option{Value: no, Label: "whoever has the person on their caseload or in their team"}, field.Option{Value: yes, Label: "named workers only: the record is sensitive"})
	sensitive.Set(map[bool]string{true: yes, false: no}[now.Sensitive])
	form := field.NewForm(sensitive,
		filled(field.NewSeveral(field.About{Name: "named", Label: "Named workers", Optional: true, Hint: "They count only while the record is sensitive."}, options...), strings.Join(named, ",")),
		field.NewText(field.About{Name: fieldReason, Label: "Why?", Missing: "Please say in a word why.", Hint: "For example: a colleague, an acquaintance of a worker."}, text.Line))
	a.form = &formPart{
		keeper: a.page.o.Keeper, title: accessTitle, form: form, done: "who may open the record.",
		aside:   "For somebody who works here, or whom a worker knows. Every other way to the record is closed then, and who tries is written down.",
		changes: a.changes,
	}
}

// changes are what the form says.
func (a *access) changes(values map[string]string) ([]dialog.Change, string, string) {
	body := &dialog.AccessRecorded{Sensitive: values["sensitive"] == yes, Reason: values[fieldReason]}
	if body.Sensitive {
		for s := range strings.SplitSeq(values["named"], ",") {
			if id, err := dialog.ParseID(s); err == nil {
				body.Named = append(body.Named, id)
			}
		}
		if len(body.Named) == 0 {
			return nil, "named", "Please name who may open the record. Nobody could open it otherwise."
		}
	}
	a.made, a.losing = body, a.page.loses(body)
	return []dialog.Change{a.page.o.change(a.page.id, body)}, "", ""
}

func (a *access) update(msg tea.Msg) (tea.Cmd, bool) {
	if read, ok := msg.(workersRead); ok && read.to == part(a) {
		if a.failure = read.err; read.err == nil {
			a.makeForm(read.workers)
		}
		return nil, false
	}
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case a.form == nil:
		return nil, isKey && key.Matches(press, keyBack)
	case a.asking && isKey:
		return a.answer(press), false
	}
	if _, ok := msg.(appended); ok {
		return a.answered(msg)
	}
	if isKey && a.saves(press) && a.asks() {
		return nil, false
	}
	return a.form.update(msg)
}

// saves reports whether a key saves the form.
func (a *access) saves(press tea.KeyPressMsg) bool { return press.Keystroke() == "ctrl+s" }

// asks asks first where saving takes the record away from the worker. A form with
// something wrong in it is not saved, so that nothing is asked then.
func (a *access) asks() bool {
	values := a.form.form.Values()
	if values[fieldReason] == "" || values["sensitive"] == "" {
		return false
	}
	_, _, wrong := a.changes(values)
	a.asking = wrong == "" && a.losing
	return a.asking
}

func (a *access) answer(press tea.KeyPressMsg) tea.Cmd {
	switch {
	case press.IsRepeat:
	case key.Matches(press, keyYes):
		a.asking = false
		cmd, _ := a.form.update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
		return cmd
	case key.Matches(press, keyNo):
		a.asking = false
	}
	return nil
}

// answered takes the answer of the store. Whoever may not open the record any more
// leaves it.
func (a *access) answered(msg tea.Msg) (tea.Cmd, bool) {
	answer := msg.(appended)
	cmd, done := a.form.update(msg)
	if answer.err == nil && a.losing {
		return say(Lost{answer.committed}), true
	}
	return cmd, done
}

const (
	askClosed = "You are not among those named. Once this is saved you will leave the record, and only they can open it. y to save, n to change it"
	askOpened = "The person is not on your caseload. Once this is saved you will leave the record, and need two identifiers and a reason to open it again. y to save, n to change it"
)

func (a *access) draw(f screen.Frame) screen.Drawing {
	if a.form == nil {
		return reading(accessTitle, a.failure, f)
	}
	if !a.asking {
		return a.form.draw(f)
	}
	said := askOpened
	if a.made.Sensitive {
		said = askClosed
	}
	lines := []string{f.Theme.Title.Render(accessTitle), ""}
	for _, l := range screen.Wrap(said, f.Width) {
		lines = append(lines, f.Theme.Warning.Render(l))
	}
	return drawing(lines, len(lines)-1)
}

func (a *access) keys() []key.Binding {
	switch {
	case a.form == nil:
		return []key.Binding{keyBack, screen.HelpKey}
	case a.asking:
		return []key.Binding{keyYes, keyNo}
	}
	return a.form.keys()
}

func (a *access) typing() bool  { return a.form != nil && !a.asking && a.form.typing() }
func (a *access) changed() bool { return a.form != nil && a.form.changed() }
