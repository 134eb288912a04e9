package person

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
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
// records were put together with theirs. Two records are put together, and taken apart,
// with a reason.
type twins struct {
	page  *Page
	items []twin
	at    int
	form  *formPart // asks why; nil until something was chosen
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
		t.items = append(t.items, twin{candidate{dialog.Summary{Person: m.Person}, compare(p.record.Person, m.Person)}, m})
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
	keyOnePerson = key.NewBinding(key.WithKeys("1"), key.WithHelp("1", "one person"))
	keyTwoPeople = key.NewBinding(key.WithKeys("1"), key.WithHelp("1", "two people"))
	keyLeaveBoth = key.NewBinding(key.WithKeys("2", "esc"), key.WithHelp("2", "leave it"))
)

func (t *twins) shown() *twin { return &t.items[t.at] }

func (t *twins) update(msg tea.Msg) (tea.Cmd, bool) {
	if t.form != nil {
		cmd, done := t.form.update(msg)
		if answer, ok := msg.(appended); ok && answer.err == nil {
			return tea.Sequence(cmd, t.page.readAlike()), true
		}
		if done {
			t.form = nil
		}
		return cmd, false
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok || press.IsRepeat:
	case key.Matches(press, keyLeaveBoth):
		return nil, true
	case key.Matches(press, keyOnePerson):
		t.ask()
	case press.Keystroke() == "right":
		t.at = min(t.at+1, len(t.items)-1)
	case press.Keystroke() == "left":
		t.at = max(t.at-1, 0)
	}
	return nil, false
}

// ask makes the form that asks why.
func (t *twins) ask() {
	it := t.shown()
	f := &formPart{keeper: t.page.o.Keeper, title: "Put the two records together", done: "the two records are together.", oneKey: true,
		aside: "This record then holds all that is recorded in both, under the details it has now. The other is not listed any more. Nothing is lost: they can be taken apart again."}
	hint := "For example: the NHS number was checked with the person."
	if it.merged != nil {
		f.title, f.done = "Take the two records apart", "the two records are apart."
		f.aside = "Each then holds again what was recorded of its own, what came since included."
		hint = "For example: they are sisters."
	}
	f.form = field.NewForm(field.NewText(field.About{Name: fieldReason, Label: "Why?", Missing: "Please say in a word why.", Hint: hint}, text.Line))
	f.changes = func(values map[string]string) ([]dialog.Change, string, string) {
		var body dialog.Body = &dialog.PersonMerged{Other: it.Person.ID, Reason: values[fieldReason]}
		if it.merged != nil {
			body = &dialog.PersonUnmerged{Other: it.Person.ID, Reason: values[fieldReason]}
		}
		return []dialog.Change{t.page.o.change(t.page.id, body)}, "", ""
	}
	t.form = f
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

// options are what can be decided, each after its number.
func (t *twins) options() []string {
	if t.shown().merged != nil {
		return []string{"They are two people: take the records apart", "Leave them together"}
	}
	return []string{"Yes, one person: put the other record together with this one", "Leave both as they are"}
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
	first := keyOnePerson
	if t.shown().merged != nil {
		first = keyTwoPeople
	}
	keys := []key.Binding{first, keyLeaveBoth}
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
