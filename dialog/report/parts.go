package report

import (
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Part is a part of the copy that a person can take home. Areas that may bring
// somebody into danger when a paper is found, and notes, are parts of their own:
// see [Part.Guarded].
type Part string

// The parts that are not about one area.
const (
	PartRatings Part = "ratings"
	PartChanged Part = "changed"
	PartActions Part = "actions"
	PartMeeting Part = "meeting"
	PartGoals   Part = "goals"
	PartChart   Part = "chart"
)

// notesOf stands before the slug of an area in the part that is its notes.
const notesOf = "notes-"

// PlainParts returns the parts that "all" means: those that are not guarded.
func PlainParts() []Part {
	return []Part{PartRatings, PartChanged, PartActions, PartMeeting, PartGoals, PartChart}
}

// Parts returns every part in the order they are offered: the plain ones, the
// areas that are asked about one by one, and the notes of each area.
func Parts() []Part {
	all := PlainParts()
	for _, d := range guardedAreas() {
		all = append(all, Part(d.String()))
	}
	for _, d := range dialog.Domains() {
		all = append(all, NotesOf(d))
	}
	return all
}

// guardedAreas are personal safety and the relationships. Who reads a paper at home
// may be whom they are about.
func guardedAreas() []dialog.Domain {
	return []dialog.Domain{dialog.PartnerFamily, dialog.Friendships, dialog.PersonalSafety}
}

// NotesOf is the part with the notes of an area.
func NotesOf(d dialog.Domain) Part { return notesOf + Part(d.String()) }

// Notes returns the area whose notes the part is, and false where it is none.
func (p Part) Notes() (dialog.Domain, bool) {
	slug, notes := strings.CutPrefix(string(p), notesOf)
	if !notes {
		return dialog.NoDomain, false
	}
	d, err := dialog.ParseDomain(slug)
	return d, err == nil
}

// Guarded reports whether the part is only ever chosen by itself: never ticked
// beforehand, and never meant by "all".
func (p Part) Guarded() bool { return !slices.Contains(PlainParts(), p) }

// Words says what the part is, for people who choose.
func (p Part) Words(words *instrument.Text) string {
	w := &words.Words.Copy
	switch p {
	case PartRatings:
		return w.PartRatings
	case PartChanged:
		return w.PartChanged
	case PartActions:
		return w.PartActions
	case PartMeeting:
		return w.PartMeeting
	case PartGoals:
		return w.PartGoals
	case PartChart:
		return w.PartChart
	}
	if d, notes := p.Notes(); notes {
		return w.Notes.With("area", words.Short(d))
	}
	d, _ := dialog.ParseDomain(string(p))
	return w.PartArea.With("area", words.Short(d))
}

// ParseParts reads a list such as "all,personal-safety,notes-medication".
func ParseParts(list string) ([]Part, error) {
	var parts []Part
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		switch {
		case name == "all":
			parts = append(parts, PlainParts()...)
		case slices.Contains(Parts(), Part(name)):
			parts = append(parts, Part(name))
		default:
			return nil, &dialog.Error{Code: dialog.Invalid, Message: "There is no such part of a copy. The parts are: all, " + partNames() + "."}
		}
	}
	if len(parts) == 0 {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "Nothing is chosen, so there is nothing to write. The parts are: all, " + partNames() + "."}
	}
	return parts, nil
}

func partNames() string {
	names := make([]string, 0, len(Parts()))
	for _, p := range Parts() {
		names = append(names, string(p))
	}
	return strings.Join(names, ", ")
}
