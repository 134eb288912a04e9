// Package instrument holds the words of DIALOG as embedded, versioned data: the
// questions by domain, the seven labels, the help question, and where each text
// comes from. The words are shown exactly as they stand in the data; nothing in
// the program rephrases them.
package instrument

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"

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

// Text is the measure in one language.
type Text struct {
	Tag       string          `json:"tag"`        // BCP 47
	Name      string          `json:"name"`       // of the language, in the language
	Source    string          `json:"source"`     // where the words come from
	CheckedBy string          `json:"checked_by"` // who compared them with the printed form; "" for nobody yet
	Help      string          `json:"help"`
	HelpYes   string          `json:"help_yes"`
	HelpNo    string          `json:"help_no"`
	Labels    []string        `json:"labels"` // seven, from 1 to 7
	Items     map[string]Item `json:"items"`  // by domain slug
}

// Item is one of the eleven questions.
type Item struct {
	Short    string `json:"short"`    // the name of the area in lists and charts
	Question string `json:"question"` // as it is asked
}

var english = mustLoad("en")

// English returns the only language that ships.
func English() *Text { return english }

// Question returns the item as it is asked, "" for no domain.
func (t *Text) Question(d dialog.Domain) string { return t.Items[d.String()].Question }

// Short returns the name of the area, "" for no domain.
func (t *Text) Short(d dialog.Domain) string { return t.Items[d.String()].Short }

// Label returns the words for a rating from 1 to 7, "" for any other number.
func (t *Text) Label(rating int) string {
	if rating < dialog.LowestRating || rating > len(t.Labels) {
		return ""
	}
	return t.Labels[rating-1]
}

// Parse reads and checks a language file.
func Parse(b []byte) (*Text, error) {
	var t Text
	if err := json.Unmarshal(b, &t); err != nil {
		return nil, fmt.Errorf("failed to read the language file: %w", err)
	}
	if t.Tag == "" || t.Name == "" || t.Source == "" || t.Help == "" || t.HelpYes == "" || t.HelpNo == "" {
		return nil, fmt.Errorf("the language file %q lacks its name, source or help question", t.Tag)
	}
	if len(t.Labels) != dialog.HighestRating || len(t.Items) != dialog.DomainCount {
		return nil, fmt.Errorf("the language file %q needs %d labels and %d items", t.Tag, dialog.HighestRating, dialog.DomainCount)
	}
	for _, d := range dialog.Domains() {
		if item := t.Items[d.String()]; item.Short == "" || item.Question == "" {
			return nil, fmt.Errorf("the language file %q lacks the item %s", t.Tag, d)
		}
	}
	return &t, nil
}

func mustLoad(tag string) *Text {
	b, err := files.ReadFile(path.Join("text", tag+".json"))
	if err != nil {
		panic(err)
	}
	t, err := Parse(b)
	if err != nil {
		panic(err)
	}
	return t
}
