package report

import (
	"fmt"

	"alongside/dialog"
)

// Mean is one of the two means of an assessment, and how it changed over the
// items that were rated both times.
type Mean struct {
	Name   string
	Mean   dialog.Mean
	Value  string // "4.6", or "" when fewer than half of its items are rated
	Basis  string // what it rests on: "mean of 7 of 8 answered", or why there is none
	Then   string // the earlier mean, "" without one
	Diff   dialog.MeanChange
	Change string // "up 0.4, 7 of 8 both times", or "too few: 1 of 3 both times"; "" without a comparison
}

func meanOf(name string, domains []dialog.Domain, now, then *dialog.Assessment) Mean {
	m := Mean{Name: name, Mean: dialog.MeanOf(&now.Answers, domains)}
	m.Value, m.Basis = m.Mean.String(), basis(m.Mean)
	if then == nil {
		return m
	}
	m.Then = dialog.MeanOf(&then.Answers, domains).String()
	m.Diff = dialog.MeanChangeOf(&now.Answers, &then.Answers, domains)
	change, sign := m.Diff.String(), ", "
	if change == "" {
		change, sign = "too few", ": "
	}
	m.Change = fmt.Sprintf("%s%s%d of %d both times", change, sign, m.Diff.N, m.Diff.Of)
	return m
}

// basis says what a mean rests on, or why there is none.
func basis(m dialog.Mean) string {
	if m.String() == "" {
		return fmt.Sprintf("no mean, %d of %d answered", m.N, m.Of)
	}
	return fmt.Sprintf("mean of %d of %d answered", m.N, m.Of)
}

// Direction says which way the mean went over the items rated both times.
func (m *Mean) Direction() dialog.Direction {
	if m.Diff.String() == "" {
		return dialog.NoComparison
	}
	return direction(m.Diff.Diff)
}

// Sentence says the mean with what it rests on: "Quality of life 4.6, mean of 7
// of 8 answered; on the 7 items answered both times: up 0.4."
func (m *Mean) Sentence() string {
	s := m.Name + ": " + m.Basis
	if m.Value != "" {
		s = m.Name + " " + m.Value + ", " + m.Basis
	}
	switch diff := m.Diff.String(); {
	case m.Change == "":
	case diff == "":
		s += fmt.Sprintf("; %s answered both times, too few to compare", count(m.Diff.N, "item", "items"))
	default:
		s += fmt.Sprintf("; on the %s answered both times: %s", count(m.Diff.N, "item", "items"), diff)
	}
	return s + "."
}
