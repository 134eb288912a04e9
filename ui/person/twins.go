package person

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// alikeRead are the people in the record who may be the one whose page it is.
type alikeRead struct {
	person dialog.ID
	alike  []candidate
}

// readAlike looks for them, for whoever may put records together. That they cannot be
// read is no reason to say anything: nothing rests on it.
func (p *Page) readAlike() tea.Cmd {
	if p.record == nil || !p.may(dialog.PermAmendOthers) {
		return nil
	}
	k, who := p.o.Keeper, p.record.Person
	return func() tea.Msg {
		people, err := k.Caseload(context.Background())
		if err != nil {
			return nil
		}
		return alikeRead{who.ID, findCandidates(people, who, who.ID)}
	}
}

// twins shows the person beside each one who may be the same, and beside those whose
// records were put together with theirs. Two records are put together, under the details
// of the one that is chosen, and taken apart, with a reason.
type twins struct {
	page  *Page
	items []twin
	at    int
	form  *formPart // asks why; nil until something was chosen
	kept  dialog.ID // whose details were chosen then
}

// twin is another record, and how it was put together with this one, if it was.
type twin struct {
	candidate
	merged *dialog.Merged
}

func newTwins(p *Page) *twins {
	t := &twins{page: p}
	for _, c := range p.alike {
		t.items = append(t.items, twin{candidate: c})
	}
	for i := 1; i < len(p.record.Merged); i++ {
		m := &p.record.Merged[i]
		t.items = append(t.items, twin{candidate{&dialog.Summary{Person: m.Person}, compare(p.record.Person, m.Person)}, m})
	}
	return t
}

// holds is the form, if it is shown.
func (t *twins) holds() part {
	if t.form == nil {
		return nil
	}
	return t.form
}

var (
	keyKeepThis  = screen.Key("1", "one: keep this")
	keyKeepOther = screen.Key("2", "one: keep the other")
	keyLeaveBoth = screen.Key("3", "leave it", "3", "esc")
	keyTwoPeople = screen.Key("1", "two people")
	keyLeaveOne  = screen.Key("2", "leave it", "2", "esc")
)

func (t *twins) shown() *twin { return &t.items[t.at] }

func (t *twins) update(msg tea.Msg) (tea.Cmd, bool) {
	if t.form != nil {
		cmd, done := t.form.update(msg)
		if answer, ok := msg.(appended); ok && answer.err == nil {
			return tea.Sequence(cmd, t.after()), true
		}
		if done {
			t.form = nil
		}
		return cmd, false
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok || press.IsRepeat:
	case press.Keystroke() == "right":
		t.at = min(t.at+1, len(t.items)-1)
	case press.Keystroke() == "left":
		t.at = max(t.at-1, 0)
	case t.page.o.masked() && key.Matches(press, keyKeepThis, keyKeepOther) && !key.Matches(press, t.leaves()):
		return screen.SayNameHidden, false
	default:
		return nil, t.decide(press)
	}
	return nil, false
}

// leaves is the key that leaves all as it is.
func (t *twins) leaves() key.Binding {
	if t.shown().merged != nil {
		return keyLeaveOne
	}
	return keyLeaveBoth
}

// decide takes the key for one of the options, and reports whether all is left as it is.
func (t *twins) decide(press tea.KeyPressMsg) bool {
	it := t.shown()
	apart := it.merged != nil
	switch {
	case key.Matches(press, t.leaves()):
		return true
	case apart && key.Matches(press, keyTwoPeople):
		t.askApart()
	case !apart && key.Matches(press, keyKeepThis):
		t.ask(&t.page.record.Person, &it.Person)
	case !apart && key.Matches(press, keyKeepOther):
		t.ask(&it.Person, &t.page.record.Person)
	}
	return false
}

// after goes on from what was saved: to the other one's page, where their details were
// kept.
func (t *twins) after() tea.Cmd {
	if t.kept != t.page.id {
		return say(Open{t.kept})
	}
	return t.page.readAlike()
}

// ask makes the form that asks why two records are put together.
func (t *twins) ask(kept, other *dialog.Person) {
	said := "The details of this one stay on top."
	if kept.ID != t.page.id {
		said = "The details of the other one stay on top, and that page opens."
	}
	lead := []string{said}
	if off := report.OffTopWords(kept, other); off != "" {
		lead = append(lead, off)
	}
	t.form = &formPart{keeper: t.page.o.Keeper, title: "Put the two records together", lead: lead, done: "the two records are together.", oneKey: true,
		aside: "The record then holds all that is recorded in both. Nothing is lost: they can be taken apart again."}
	t.why("For example: the NHS number was checked with the person.", kept.ID, func(reason string) dialog.Body {
		return &dialog.PersonMerged{Other: other.ID, Reason: reason}
	})
}

// askApart makes the form that asks why two records are taken apart.
func (t *twins) askApart() {
	other := t.shown().Person.ID
	t.form = &formPart{keeper: t.page.o.Keeper, title: "Take the two records apart", done: "the two records are apart.", oneKey: true,
		aside: "Each then holds again what was recorded of its own, what came since included."}
	t.why("For example: they are sisters.", t.page.id, func(reason string) dialog.Body {
		return &dialog.PersonUnmerged{Other: other, Reason: reason}
	})
}

// why gives the form its one field, and what is recorded about whom.
func (t *twins) why(hint string, about dialog.ID, body func(reason string) dialog.Body) {
	t.kept = about
	t.form.form = field.NewForm(field.NewText(field.About{Name: fieldReason, Label: "Why?", Missing: "Please say in a word why.", Hint: hint}, text.Line))
	t.form.changes = func(values map[string]string) ([]dialog.Change, string, string) {
		return []dialog.Change{t.page.o.change(about, body(values[fieldReason]))}, "", ""
	}
}

// title asks, and says what is known.
func (t *twins) title(th *theme.Theme) string {
	it := t.shown()
	said := "Are these two one person?"
	if it.merged != nil {
		said = "Put together on " + it.merged.At.Date().String() + ": " + th.Who(text.Show(it.merged.Reason))
	}
	if n := len(t.items); n > 1 {
		said += fmt.Sprintf(" (%d of %d)", t.at+1, n)
	}
	return said
}

// options are what can be decided, each after its number. Of two that may be one, the
// fuller is said to be so; which is kept is for people to say.
func (t *twins) options() []string {
	it := t.shown()
	if it.merged != nil {
		return []string{"They are two people: take the records apart", "Leave them together"}
	}
	const fuller = " (the fuller)"
	this, other := "One person: keep the details of this one", "One person: keep those of the other one"
	switch more := report.Fuller(&t.page.record.Person, &it.Person); {
	case more > 0:
		this += fuller
	case more < 0:
		other += fuller
	}
	return []string{this, other, "Leave both as they are"}
}

func (t *twins) draw(f screen.Frame) screen.Drawing {
	if t.form != nil {
		return t.form.draw(f)
	}
	var lines []string
	for _, l := range screen.Wrap(t.title(f.Theme), f.Width) {
		lines = append(lines, f.Theme.Title.Render(l))
	}
	q := &question{person: t.page.record.Person, candidates: []candidate{t.shown().candidate}, mine: t.page.summary.Last, untold: t.shown().merged != nil, there: "The other one"}
	if f.Width >= 70 && f.Height >= len(lines)+len(q.rows())+6 {
		lines = append(append(append(lines, ""), q.table(f)...), "")
	} else {
		lines = append(lines, q.blocks(f)...)
	}
	at := len(lines)
	for i, o := range t.options() {
		for j, l := range screen.Hang(fmt.Sprintf("%d  ", i+1), o, f.Width) {
			if j == 0 {
				l = f.Theme.Key.Render(l[:1]) + l[1:]
			}
			lines = append(lines, l)
		}
	}
	visible, offset := screen.Window(lines, at, f.Height)
	return drawing(visible, at-offset)
}

func (t *twins) keys() []key.Binding {
	if t.form != nil {
		return t.form.keys()
	}
	keys := []key.Binding{keyKeepThis, keyKeepOther, keyLeaveBoth}
	if t.shown().merged != nil {
		keys = []key.Binding{keyTwoPeople, keyLeaveOne}
	}
	if len(t.items) > 1 {
		keys = append(keys, keyNext)
	}
	return append(keys, screen.HelpKey)
}

func (t *twins) typing() bool  { return t.form != nil && t.form.typing() }
func (t *twins) changed() bool { return t.form != nil && t.form.changed() }

// togetherLines say whose records were put together with the person's.
func (p *Page) togetherLines() []string {
	var lines []string
	for i := 1; i < len(p.record.Merged); i++ {
		m := &p.record.Merged[i]
		lines = append(lines, fmt.Sprintf("%s, born %s, since %s", m.Person.ListName(), m.Person.BirthDate, m.At.Date()))
	}
	return lines
}
