package person

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// history is the list of all assessments, latest first, those struck out among
// them.
type history struct {
	page   *Page
	list   *list.List[*dialog.Assessment]
	strike *formPart // why one is struck out; nil while the list is shown
}

func newHistory(p *Page) *history {
	h := &history{page: p, list: list.New(func(a *dialog.Assessment) string { return string(a.ID[:]) })}
	h.fill()
	return h
}

// fill takes the assessments from the record as it stands.
func (h *history) fill() {
	record := h.page.record
	all := make([]*dialog.Assessment, len(record.Assessments))
	for i := range record.Assessments {
		all[i] = &record.Assessments[i]
	}
	slices.SortStableFunc(all, func(a, b *dialog.Assessment) int { return b.DoneAt.Compare(a.DoneAt) })
	h.list.Set(all)
}

// holds is the form that asks why, if it is shown.
func (h *history) holds() part {
	if h.strike == nil {
		return nil
	}
	return h.strike
}

var (
	keyView   = screen.Key("enter", "view")
	keyStrike = screen.Key("x", "strike out")
)

func (h *history) update(msg tea.Msg) (tea.Cmd, bool) {
	if h.strike != nil {
		cmd, done := h.strike.update(msg)
		if done {
			h.strike = nil
		}
		h.fill()
		return cmd, false
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		h.fill()
		return nil, false
	}
	current, there := h.list.Current()
	switch {
	case key.Matches(press, keyBack):
		return nil, true
	case h.list.Update(press) || press.IsRepeat || !there:
	case key.Matches(press, keyView):
		return say(ViewAssessment{h.page.record, current.ID}), false
	case key.Matches(press, keyStrike) && h.canStrike():
		h.strike = newStrike(h.page, current)
	}
	return nil, false
}

// canStrike reports whether the assessment that the cursor is on may be struck
// out.
func (h *history) canStrike() bool {
	current, ok := h.list.Current()
	return ok && !current.StruckOut && !h.page.readOnly()
}

// newStrike is the form that asks why an assessment is struck out.
func newStrike(p *Page, a *dialog.Assessment) *formPart {
	o, person, id := p.o, p.id, a.ID
	why := field.NewText(field.About{
		Name: "reason", Label: "Why?", Missing: "Please say in a word why.",
		Hint: "For example: recorded on the wrong person.",
	}, text.Line)
	return &formPart{
		keeper: o.Keeper, title: "Strike out the DIALOG of " + a.DoneAt.Date().String(), form: field.NewForm(why), oneKey: true,
		lead: []string{"It is left out of everything that is counted or compared. It stays in view here, marked as struck out, with the reason. This cannot be undone. Enter strikes it out."},
		done: "the DIALOG of " + a.DoneAt.Date().String() + " is struck out.",
		changes: func(values map[string]string) ([]dialog.Change, string, string) {
			return []dialog.Change{o.change(person, &dialog.AssessmentStruckOut{Assessment: id, Reason: values["reason"]})}, "", ""
		},
	}
}

func (h *history) draw(f screen.Frame) screen.Drawing {
	if h.strike != nil {
		return h.strike.draw(f)
	}
	head := []string{f.Theme.Title.Render("All assessments, latest first")}
	h.list.SetRowHeight(2 * linesEach(f))
	rows, at := h.list.Draw(f.Width, f.Height-len(head)-1, func(a *dialog.Assessment, selected bool, width int) string {
		return h.row(a, selected, f)
	})
	above, below := h.list.Hidden()
	lines := append(rows, hidden(above, below))
	return screen.Stack(head, drawing(lines, max(at, 0)))
}

// row draws an assessment: what it is, and what came of it.
func (h *history) row(a *dialog.Assessment, selected bool, f screen.Frame) string {
	return drawRow(f, selected, report.WhenDone(h.page.record, a)+": "+h.statusWords(a), h.outcomeWords(a))
}

// statusWords say where an assessment has got to.
func (h *history) statusWords(a *dialog.Assessment) string {
	words := string(a.Status)
	switch {
	case a.StruckOut:
		return "struck out: " + text.Show(a.StruckReason)
	case a.Status == dialog.Draft:
		words = "unfinished"
	case a.Status == dialog.Closed:
		words = "closed as incomplete"
	}
	if a.Reason != "" {
		words += ": " + text.Show(a.Reason)
	}
	return words
}

var layoutWords = map[dialog.Layout]string{dialog.Paper: "on paper", dialog.Imported: "from another system"}

// cameBy says how the answers came in, where that was not item by item.
func cameBy(a *dialog.Assessment) string {
	if a.Source != "" {
		return "taken over from " + text.Show(a.Source)
	}
	return layoutWords[a.Layout]
}

// outcomeWords say how much was rated, the means, and how it was done. Of one
// that was struck out they say what it was.
func (h *history) outcomeWords(a *dialog.Assessment) string {
	words := fmt.Sprintf("%d of %d rated", a.Answers.Count(dialog.Rated), dialog.DomainCount)
	if a.StruckOut {
		words = "was " + string(a.Status) + ", " + words
	}
	life, treatment := dialog.LifeMean(&a.Answers), dialog.TreatmentMean(&a.Answers)
	for _, m := range []struct{ name, value string }{{"life", life.String()}, {"treatment", treatment.String()}} {
		if m.value != "" {
			words += ", " + m.name + " " + m.value
		}
	}
	amended := ""
	if a.Amended {
		amended = "amended"
	}
	return joined(", ", words, amended, report.HowDone(a), cameBy(a))
}

func (h *history) keys() []key.Binding {
	if h.strike != nil {
		return h.strike.keys()
	}
	keys := []key.Binding{keyView, keyBack}
	if h.canStrike() {
		keys = append(keys, keyStrike)
	}
	return append(append(keys, h.list.Keys()...), screen.HelpKey)
}

func (h *history) typing() bool  { return h.strike != nil && h.strike.typing() }
func (h *history) changed() bool { return h.strike != nil && h.strike.changed() }
