package report

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
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

	words *instrument.Text // nil for English
}

func meanOf(name string, domains []dialog.Domain, now, then *dialog.Assessment, words *instrument.Text) Mean {
	m := Mean{Name: name, words: words, Mean: dialog.MeanOf(&now.Answers, domains)}
	m.Value, m.Basis = m.Mean.String(), basis(m.Mean, words)
	if then == nil {
		return m
	}
	m.Then = dialog.MeanOf(&then.Answers, domains).String()
	m.Diff = dialog.MeanChangeOf(&now.Answers, &then.Answers, domains)
	change, phrase := meanChange(m.Diff, words), words.Words.Value.MeanChange
	if change == "" {
		phrase = words.Words.Value.MeanTooFew
	}
	m.Change = phrase.With("change", change, "n", m.Diff.N, "of", m.Diff.Of)
	return m
}

// basis says what a mean rests on, or why there is none.
func basis(m dialog.Mean, words *instrument.Text) string {
	if m.String() == "" {
		return words.Words.Value.NoMean.With("n", m.N, "of", m.Of)
	}
	return words.Words.Value.MeanOf.With("n", m.N, "of", m.Of)
}

// meanChange says how a mean changed: "up 0.4", "" where too few items are compared.
func meanChange(d dialog.MeanChange, words *instrument.Text) string {
	w, said := &words.Words.Value, d.String()
	switch kind, n, _ := strings.Cut(said, " "); {
	case said == "":
		return ""
	case kind == "up":
		return w.MeanUp.With("n", n)
	case kind == "down":
		return w.MeanDown.With("n", n)
	}
	return w.MeanSame
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
	words := m.words
	if words == nil {
		words = instrument.English()
	}
	w := &words.Words.Value
	s := w.MeanNone.With("name", m.Name, "basis", m.Basis)
	if m.Value != "" {
		s = w.MeanValue.With("name", m.Name, "value", m.Value, "basis", m.Basis)
	}
	switch diff := meanChange(m.Diff, words); {
	case m.Change == "":
	case diff == "" && m.Diff.N == 1:
		s += w.MeanOneFew
	case diff == "":
		s += w.MeanFew.With("n", m.Diff.N)
	case m.Diff.N == 1:
		s += w.MeanOneBoth.With("change", diff)
	default:
		s += w.MeanBoth.With("n", m.Diff.N, "change", diff)
	}
	return s + "."
}
