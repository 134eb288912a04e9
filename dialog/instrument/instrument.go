// Package instrument holds the words of DIALOG as embedded, versioned data: the
// questions by domain, the seven labels, the help question, and where each text
// comes from. The words are shown exactly as they stand in the data; nothing in
// the program rephrases them.
//
// Beside the measure a language file holds whatever else the person reads. English
// ships; a service may add a file of its own, which [Parse] takes whole or refuses.
// How to write one: docs/languages.md.
package instrument

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"sync"

	"alongside/dialog"
)

//go:embed text/*.json
var files embed.FS

// DIALOG is the eleven-item measure as this version of the program asks it. The
// version changes whenever a word or the order does.
var DIALOG = dialog.Instrument{Name: "dialog", Version: "11-item.1"}

// Attribution says whose measure DIALOG is.
const Attribution = "DIALOG was developed by Stefan Priebe and colleagues at Queen Mary University of London and East London NHS Foundation Trust (dialog.elft.nhs.uk)."

// Permission says what is still open about using the measure in a program.
const Permission = "Permission to embed the measure is to be confirmed with its developers in writing before release."

// Unchecked says what of the words and the order has not been verified.
const Unchecked = "The wording and the order of the items have not yet been checked against the printed form. Forms with friendships sixth and partner/family seventh are also in use."

// HalfRule explains when a mean is shown.
const HalfRule = "A mean is shown when at least half of its items are rated. This is a rule of this program, not of the measure."

// Text is one language: the measure in it, and all else that the person reads.
type Text struct {
	About   `json:"language"`
	Measure `json:"measure"`
	Dates   `json:"dates"`
	Words   Words `json:"words"`
}

// About says what a language file is, where its words come from and who has checked
// them.
type About struct {
	Tag       string `json:"tag"`       // BCP 47: "cy", "zh-Hant"
	Name      string `json:"name"`      // of the language, in the language
	Direction string `json:"direction"` // "left-to-right"

	MeasureSource     string      `json:"measure_source"`     // which published translation the measure is
	MeasurePermission string      `json:"measure_permission"` // by whom it may be used here
	MeasureCheckedBy  string      `json:"measure_checked_by"` // who compared it with the printed form; "" for nobody yet
	MeasureCheckedOn  dialog.Date `json:"measure_checked_on"` // when; zero for not yet

	WordsSource    string      `json:"words_source"`     // who translated the program's own words
	WordsCheckedBy string      `json:"words_checked_by"` // who read them as somebody who speaks the language; "" for nobody yet
	WordsCheckedOn dialog.Date `json:"words_checked_on"` // when; zero for not yet
}

// Measure is DIALOG itself in one language.
type Measure struct {
	Help    string          `json:"help"`
	HelpYes string          `json:"help_yes"`
	HelpNo  string          `json:"help_no"`
	Labels  []string        `json:"labels"` // seven, from 1 to 7
	Items   map[string]Item `json:"items"`  // by domain slug
}

// Item is one of the eleven questions.
type Item struct {
	Short    string `json:"short"`    // the name of the area in lists and charts
	Question string `json:"question"` // as it is asked
}

// english is read when it is asked for first: not every command says something of it.
var english = sync.OnceValue(func() *Text { return mustLoad("en") })

// English returns the only language that ships, the same each time.
func English() *Text { return english() }

// EnglishFile returns the file of the language that ships, for a translation to
// start from.
func EnglishFile() []byte { return mustRead("en") }

// Doubt says why a language may not be used with people yet, "" where nothing stands
// against it. English has a doubt too, which the program says of itself.
func (a *About) Doubt() string {
	switch {
	case a.MeasurePermission == "":
		return "It does not say who allows this translation of the measure to be used."
	case a.MeasureCheckedBy == "" || a.MeasureCheckedOn.IsZero():
		return "Nobody has checked its measure against the printed form."
	case a.WordsCheckedBy == "" || a.WordsCheckedOn.IsZero():
		return "Nobody who speaks it has checked its words."
	}
	return ""
}

// Question returns the item as it is asked, "" for no domain.
func (m *Measure) Question(d dialog.Domain) string { return m.Items[d.String()].Question }

// Short returns the name of the area, "" for no domain.
func (m *Measure) Short(d dialog.Domain) string { return m.Items[d.String()].Short }

// Label returns the words for a rating from 1 to 7, "" for any other number.
func (m *Measure) Label(rating int) string {
	if rating < dialog.LowestRating || rating > len(m.Labels) {
		return ""
	}
	return m.Labels[rating-1]
}

func mustRead(tag string) []byte {
	b, err := files.ReadFile(path.Join("text", tag+".json"))
	if err != nil {
		panic(err)
	}
	return b
}

// mustLoad reads a language that ships. Of these the tests check what [Parse] checks,
// and that nothing is left to clean, so that no start has to.
func mustLoad(tag string) *Text {
	var t Text
	if err := json.Unmarshal(mustRead(tag), &t); err != nil {
		panic(fmt.Errorf("failed to read the words in %s: %w", tag, err))
	}
	return &t
}
