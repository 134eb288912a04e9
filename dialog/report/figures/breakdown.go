package figures

import "fmt"

// reachedColumns and followedColumns are those of the two tables of a dimension.
var (
	reachedColumns  = []Column{{"people", "People with a DIALOG in the span", "People"}}
	followedColumns = []Column{
		{"referrals", "Referrals followed", "Referrals"}, {"paired", "With a paired score", "Paired"},
		{KeyImproved, "Areas improved", "Improved"}, {KeySame, "Areas with no change", "Same"}, {KeyWorse, "Areas deteriorated", "Worse"},
		{"change", "Mean change of the eight areas", "Change"}, {"change-sd", "Spread of the change", "Spread"},
	}
)

func (w writer) breakdowns() Section {
	s := Section{Key: "equity", Title: "Is it the same for everybody?", Notes: []string{
		fmt.Sprintf("The tables are always these. Numbers are rounded to the nearest %d and percentages to whole ones. What is below %d is not shown, "+
			"zero included, and neither is what would let it be worked out; a row that is not shown can therefore also be a larger one.", roundTo, Least),
		"Referrals followed are both groups above together. Areas are pairs of ratings of the eight areas of life, up to eight for each referral.",
		"Groups differ in who comes, how they are when they come, and what else weighs on them (case mix), and small groups swing by chance. " +
			"A difference is a reason to ask and look, and says nothing by itself about a group, a team or a worker.",
	}}
	if w.Question.Team == "" {
		s.Notes = append(s.Notes, "A person who was seen in two teams is counted once in each. Teams stand in the order of their letters and are not ranked.")
	}
	for i := range dimensions {
		if i == byTeam && w.Question.Team != "" {
			continue
		}
		d := w.dimensionOf(i)
		s.Tables = append(s.Tables, w.reachedBy(i, d), w.followedBy(i, d))
	}
	return s
}

func (w writer) reachedBy(i int, d dimension) Table {
	t := Table{Key: "reached-by-" + d.key, Title: d.name + ": who was reached", Of: d.name, Columns: reachedColumns}
	parts := make([]int, len(d.categories))
	for j, c := range d.categories {
		parts[j] = w.reached[i][c.word]
	}
	hidden := hide(parts)
	for j, c := range d.categories {
		t.Rows = append(t.Rows, row(keyOf(c), c.name, hiddenIf(hidden[j], Cell{About, float64(rounded(parts[j]))})))
	}
	return t
}

// followedBy hides a row as a whole where it has few referrals or few of them paired,
// and what became of them also where few areas went one of the three ways.
func (w writer) followedBy(i int, d dimension) Table {
	t := Table{Key: "followed-by-" + d.key, Title: d.name + ": what changed", Of: d.name, Columns: followedColumns}
	all := make([]followed, len(d.categories))
	bases, ways := make([][]int, len(all)), make([][]int, len(all))
	for j, c := range d.categories {
		if n := w.followed[i][c.word]; n != nil {
			all[j] = *n
		}
		n := &all[j]
		bases[j], ways[j] = []int{n.paired, n.referrals}, []int{n.improved, n.same, n.worse, n.change.N}
	}
	base := hideRows(bases)
	outcome := hideRows(ways)
	for j := range outcome {
		outcome[j] = outcome[j] || base[j]
	}
	outcome = hideMore(ways, outcome)
	for j, c := range d.categories {
		t.Rows = append(t.Rows, row(keyOf(c), c.name, all[j].cells(base[j], outcome[j])...))
	}
	return t
}

func (n *followed) cells(base, outcome bool) []Cell {
	areas := n.improved + n.same + n.worse
	return []Cell{
		hiddenIf(base, Cell{About, float64(rounded(n.referrals))}), hiddenIf(base, Cell{About, float64(rounded(n.paired))}),
		hiddenIf(outcome, percentOf(n.improved, areas)), hiddenIf(outcome, percentOf(n.same, areas)), hiddenIf(outcome, percentOf(n.worse, areas)),
		hiddenIf(outcome, Cell{Change, tenth(n.change.Mean())}), hiddenIf(outcome, Cell{Mean, tenth(n.change.SD())}),
	}
}

// keyOf is what programs know a row by.
func keyOf(c category) string {
	if c.word == "" {
		return "not-recorded"
	}
	return c.word
}
