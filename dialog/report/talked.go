package report

import (
	"slices"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// ShownAsItWas is said above what was talked about at an appointment that is over.
const ShownAsItWas = "This appointment is over, so it is shown as it was."

// Talked is what was written down of one area at an appointment, or of no area.
type Talked struct {
	Area  string // "" for what belongs to none
	Lines []string
}

// TalkedAbout tells what was written down at the appointment of an assessment: the areas
// that were chosen, in that order, then any other, then what belongs to none.
func TalkedAbout(r *dialog.Record, assessment dialog.ID, words *instrument.Text) []Talked {
	t := r.Talk(assessment)
	if t == nil {
		t = &dialog.Talk{}
	}
	var told []Talked
	for _, d := range append(slices.Clone(t.Areas), dialog.Domains()...) {
		area := Talked{Area: words.Short(d), Lines: talkedOf(r, t, assessment, d, words)}
		if slices.ContainsFunc(told, func(other Talked) bool { return other.Area == area.Area }) {
			continue
		}
		if len(area.Lines) == 0 && slices.Contains(t.Areas, d) {
			area.Lines = []string{"Nothing was written down."}
		}
		if len(area.Lines) > 0 {
			told = append(told, area)
		}
	}
	if rest := talkedOf(r, t, assessment, dialog.NoDomain, words); len(rest) > 0 {
		told = append(told, Talked{Lines: rest})
	}
	if len(told) == 0 {
		told = []Talked{{Lines: []string{"Nothing was written down of what was talked about."}}}
	}
	return told
}

// talkedOf is what was written down of one area, or of none.
func talkedOf(r *dialog.Record, t *dialog.Talk, assessment dialog.ID, d dialog.Domain, words *instrument.Text) []string {
	var lines []string
	for _, step := range dialog.Steps() {
		note, noted := t.Note(d, step)
		if noted {
			lines = append(lines, StepWords(step, words)+": "+text.Show(note.Text))
		}
		for _, was := range note.Before {
			lines = append(lines, StepWords(step, words)+", until "+was.Until.Date().String()+": "+text.Show(was.Value)+changedFor(was.Reason))
		}
	}
	for _, a := range r.AgreedAt(assessment) {
		if a.Domain == d {
			lines = append(lines, "Agreed: "+ActionWords(r, a, words)+"; "+OutcomeOf(a))
		}
	}
	if t.Over(d) {
		lines = append(lines, "To be thought over.")
	}
	if answer, asked := t.SafetyAsked(d); asked {
		lines = append(lines, SafetyQuestion+" Answered: "+SafetyWords(answer.Outcome)+".")
	}
	if d == dialog.NoDomain {
		lines = append(lines, readBack(t)...)
	}
	return lines
}

// changedFor is why a note was changed, "" where nobody had to say.
func changedFor(reason string) string {
	if reason == "" {
		return ""
	}
	return ". Changed: " + text.Show(reason)
}

// readBack says when what was agreed was read back, and what was then wrong.
func readBack(t *dialog.Talk) []string {
	if t.ReadBack.IsZero() {
		return nil
	}
	lines := []string{"Read back on " + t.ReadBack.Date().String() + "."}
	if t.Wrong != "" {
		lines = append(lines, "Said to be wrong: "+text.Show(t.Wrong))
	}
	return lines
}
