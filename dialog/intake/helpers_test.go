package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/intake"
)

// today is the day the tests take place on.
var today = dialog.Date{Year: 2026, Month: 3, Day: 14}

const twoPeople = "Surname,Forename,DOB,NHS No.,RiO ID,Team,Referral date\r\n" +
	"Żółć,Zofia,14/07/1985,999 073 2574,D1,North Hub,05-Jan-2026\r\n" +
	"\"O'Brien, the younger\",Ann,,,D2,,\r\n"

func sheet(t testing.TB, text string) *intake.Sheet {
	t.Helper()
	s, err := intake.ReadSheet([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t testing.TB, s *intake.Sheet, known ...*dialog.Summary) *intake.Caseload {
	t.Helper()
	c, err := s.Caseload(intake.Reading{Mapping: s.Guess(), Known: known, Today: today, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// numbered gives identifiers one after another.
func numbered() func() dialog.ID {
	n := 0
	return func() dialog.ID { n++; return dialog.ID{0xff, byte(n >> 8), byte(n)} }
}

var areas = []string{"Mental Health", "Physical Health", "Job Situation", "Accommodation", "Leisure Activities", "Partner / Family", "Friendships", "Personal Safety",
	"Medication", "Practical Help", "Meetings"}

// export writes what the tablet app or Free DIALOG+ would: the names of the columns,
// a second heading with the questions, and the rows. Of a row there are the name, the
// day, and for each area its rank, more help, discussed and action items.
type exported struct {
	tablet bool
	rows   []string
}

func (e *exported) add(name, day string, area func(i int) (rank, help, discussed, actions string)) {
	cells := []string{name, day, day}
	var actions []string
	for i := range areas {
		rank, help, discussed, items := area(i)
		cells = append(cells, rank, help, discussed)
		actions = append(actions, items)
	}
	e.rows = append(e.rows, strings.Join(append(cells, actions...), ","))
}

func (e *exported) String() string {
	head, questions := []string{"Client Name", "Date Start", "Date End"}, []string{"", "", ""}
	for _, a := range areas {
		discussed := a + " Discussed"
		if e.tablet && a == "Leisure Activities" {
			discussed = "Leisure Activitie Discussed"
		}
		head = append(head, a+" Rank", a+" Additional Help", discussed)
		questions = append(questions, fmt.Sprintf("A question about %s?", strings.ToLower(a)), "", "")
	}
	for _, a := range areas {
		head = append(head, a+" Action Items")
	}
	return strings.Join(append([]string{strings.Join(head, ","), strings.Join(questions, ",")}, e.rows...), "\n") + "\n"
}

// rated is an area with a rank and nothing else.
func rated(rank string) func(int) (string, string, string, string) {
	return func(int) (string, string, string, string) { return rank, "", "0", "" }
}
