package figures

import (
	"slices"

	"alongside/dialog"
)

// addWishes counts what had come of asking for help in the span by its last day.
func (f *Figures) addWishes(c *dialog.Counted) {
	dialog.EachWish(c.Taken, c.Actions, f.to, func(w *dialog.Wish) {
		within := w.Within >= 0 && w.Within < len(f.tracks)
		switch {
		case w.On < f.from || w.Proxy != f.Question.Proxy:
			return
		case within && !f.tracks[w.Within].mine || !within && f.team != "":
			return
		}
		f.Wishes.Add(w)
	})
}

// asked tells what came of asking for help: what was agreed and done, and whether help
// was still wanted.
func (w writer) asked() Section {
	n := w.Wishes
	agreed := Table{Key: "asked", Title: "What was agreed for it", Of: "What", Columns: numberColumn, Rows: []Row{row("asked", "Times that help was asked for", orHidden(n.Asked))}}
	names := [][2]string{{"done", "Something was agreed and done"}, {"partly", "Something was agreed and done in part"},
		{"open", "Something was agreed and not done so far"}, {"none", "Nothing was agreed in that area before the next DIALOG"}}
	parts := []int{n.Done, n.Partly, n.Agreed.All - n.Done - n.Partly, n.Not.All}
	came := hide(parts)
	kept := slices.Contains(came, true) // a row below, added up, would give away what is hidden here
	for i, hidden := range came {
		agreed.Rows = append(agreed.Rows, row(names[i][0], names[i][1], hiddenIf(hidden, countOf(parts[i]))))
	}
	then := Table{Key: "asked-again", Title: "Whether help was wanted at the next DIALOG", Of: "At first", Columns: []Column{
		{"still", "Still wanted", "Still"}, {"not-now", "Not wanted any more", "No more"}, {"not-answered", "Not answered", "No answer"}, {"none-yet", "No DIALOG since in the span", "None yet"},
	}}
	for _, r := range []struct {
		key, name string
		then      dialog.WishesThen
	}{{"agreed", "Something was agreed", n.Agreed}, {"not-agreed", "Nothing was agreed", n.Not}} {
		parts := []int{r.then.Still, r.then.NotNow, r.then.NotAsked, r.then.NoneYet}
		cells := make([]Cell, len(parts))
		for i, hidden := range hide(parts) {
			cells[i] = hiddenIf(kept || hidden, countOf(parts[i]))
		}
		then.Rows = append(then.Rows, row(r.key, r.name, cells...))
	}
	return Section{Key: "asked", Title: "Asking for help", Notes: []string{
		"Each area in which a person wanted more help counts once at each DIALOG. What was agreed for the area from that day until the next DIALOG belongs to it.",
		"Help that is not wanted any more may have helped, or come from elsewhere, or have been given up. The figures do not say which.",
	}, Tables: []Table{agreed, then}}
}
