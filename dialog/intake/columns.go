package intake

import (
	"slices"
	"strings"

	"alongside/dialog"
)

// Source is a program whose export of DIALOG assessments can be taken over.
type Source string

// The programs. Both write the same columns and differ in what a rank is: the tablet
// app writes the rating, 1 to 7, and Free DIALOG+ the place of the option, 0 to 6.
const (
	Tablet         Source = "tablet"
	FreeDIALOGPlus Source = "free-dialog-plus"
)

// Sources returns the programs in the order in which they are offered.
func Sources() []Source { return []Source{Tablet, FreeDIALOGPlus} }

// ParseSource reads a program as commands take it.
func ParseSource(s string) (Source, error) {
	if from := Source(s); slices.Contains(Sources(), from) {
		return from, nil
	}
	return "", refuse("Please say with --from which program wrote the file: tablet for the DIALOG+ tablet app, or free-dialog-plus for Free DIALOG+.")
}

// Words is what people call the program, as it is kept with what is taken over.
func (s Source) Words() string {
	switch s {
	case Tablet:
		return "the DIALOG+ tablet app"
	case FreeDIALOGPlus:
		return "Free DIALOG+"
	}
	return ""
}

// firstRank is the rank that stands for a rating of 1.
func (s Source) firstRank() int {
	if s == FreeDIALOGPlus {
		return 0
	}
	return 1
}

// areaHeads are the areas as the columns name them, by domain. No area is known by
// its place among the columns.
var areaHeads = map[dialog.Domain]string{
	dialog.MentalHealth: "Mental Health", dialog.PhysicalHealth: "Physical Health", dialog.JobSituation: "Job Situation",
	dialog.Accommodation: "Accommodation", dialog.LeisureActivities: "Leisure Activities", dialog.PartnerFamily: "Partner / Family",
	dialog.Friendships: "Friendships", dialog.PersonalSafety: "Personal Safety", dialog.Medication: "Medication",
	dialog.PracticalHelp: "Practical Help", dialog.Meetings: "Meetings",
}

// What the columns of an area hold, as their names end.
const (
	headRank      = "Rank"
	headHelp      = "Additional Help"
	headDiscussed = "Discussed"
	headActions   = "Action Items"
)

// misspelt is how the tablet app has been seen to write one of the columns.
const misspelt = "Leisure Activitie Discussed"

// historyColumns says where what is taken over stands.
type historyColumns struct {
	name, start int
	areas       map[dialog.Domain]map[string]int // by how the name of the column ends
	used        map[int]bool
	misspelt    bool
}

// historyColumns finds the columns by their names. Each has to be there once.
func (s *Sheet) historyColumns() (*historyColumns, error) {
	c := &historyColumns{areas: map[dialog.Domain]map[string]int{}, used: map[int]bool{}}
	var missing, double []string
	find := func(names ...string) int {
		at := -1
		for i, column := range s.Columns {
			if !slices.ContainsFunc(names, func(name string) bool { return plainName(name) == plainName(column) }) {
				continue
			}
			if at >= 0 {
				double = append(double, names[0])
			}
			at, c.used[i] = i, true
			c.misspelt = c.misspelt || plainName(column) == plainName(misspelt)
		}
		if at < 0 {
			missing = append(missing, names[0])
		}
		return at
	}
	c.name, c.start = find("Client Name"), find("Date Start")
	for _, d := range dialog.Domains() {
		c.areas[d] = map[string]int{}
		for _, end := range []string{headRank, headHelp, headDiscussed, headActions} {
			names := []string{areaHeads[d] + " " + end}
			if d == dialog.LeisureActivities && end == headDiscussed {
				names = append(names, misspelt)
			}
			c.areas[d][end] = find(names...)
		}
	}
	switch {
	case len(missing) > 0:
		return nil, refuse("That is not an export of the DIALOG+ tablet app or of Free DIALOG+: there is no column " + strings.Join(missing[:min(len(missing), 3)], ", nor ") + ".")
	case len(double) > 0:
		return nil, refuse("There are two columns with the name " + double[0] + ". Please take one of them out.")
	}
	return c, nil
}
