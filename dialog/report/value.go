package report

import (
	"iter"
	"slices"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Value is what became of one item at one assessment.
type Value struct {
	State  dialog.State
	Rating int // 1 to 7 when State is Rated, else 0
	Help   dialog.Help
	Words  string   // "5 fairly satisfied", or why there is no number: "declined"
	Note   []string // the lines of the shared note; none when there is no note
}

// Rated reports whether there is a number.
func (v Value) Rated() bool { return v.State == dialog.Rated }

// Code is the value in one character: the rating, or a letter for why there is
// none. [Codes] explains the letters.
func (v Value) Code() string {
	if v.Rated() {
		return strconv.Itoa(v.Rating)
	}
	return codes[v.State]
}

var codes = map[dialog.State]string{
	dialog.Declined: "d", dialog.NotApplicable: "n", dialog.Later: "l", dialog.NotSeen: "-",
}

// CodeKey explains the letters that occur among some values, one for each meaning that
// it has there: "l left for later" and, from a form on paper, "l left blank".
func CodeKey(values iter.Seq[*Value], words *instrument.Text) []string {
	var key []string
	for _, s := range []dialog.State{dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen} {
		var meanings []string
		for v := range values {
			if v.State != s {
				continue
			}
			means := v.Words
			if s == dialog.NotSeen { // which is said of each assessment in other words
				means = CodeWords(s, words)
			}
			if !slices.Contains(meanings, means) {
				meanings = append(meanings, means)
				key = append(key, codes[s]+" "+means)
			}
		}
	}
	return key
}

// CodeWords explains the code of a state without a number, in words that hold
// however the assessment was made.
func CodeWords(s dialog.State, words *instrument.Text) string {
	switch w := &words.Words.Value; s {
	case dialog.Declined:
		return w.Declined
	case dialog.NotApplicable:
		return w.NotApplicable
	case dialog.Later:
		return w.Later
	case dialog.NotSeen:
		return w.Nothing
	default:
		return ""
	}
}

// valueOf reads one item of an assessment.
func valueOf(a *dialog.Assessment, d dialog.Domain, words *instrument.Text) Value {
	answer := a.Answers.Get(d)
	v := Value{State: answer.State, Help: answer.Help}
	if answer.Note != "" {
		v.Note = text.ShowLines(answer.Note)
	}
	if rating, ok := answer.Score(); ok {
		v.Rating = rating
		v.Words = strconv.Itoa(rating) + " " + words.Label(rating)
		return v
	}
	v.Words = noRating(answer.State, a.Layout, words)
	return v
}

// noRating says why an item has no number. An item that was never shown is a
// different thing on the screen, on paper and in a file, and nobody leaves anything on
// paper for later.
func noRating(s dialog.State, l dialog.Layout, words *instrument.Text) string {
	if s == dialog.Later && l == dialog.Paper {
		return words.Words.Value.LeftBlank
	}
	if s != dialog.NotSeen {
		return CodeWords(s, words)
	}
	switch w := &words.Words.Value; l {
	case dialog.Paper:
		return w.LeftBlank
	case dialog.Imported:
		return w.NotInFile
	default:
		return w.NotReached
	}
}
