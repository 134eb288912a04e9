package dialog_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
)

func TestGapsAndWrongDates(t *testing.T) {
	whole := dialog.Summary{
		Person:   dialog.Person{NHSNumber: "9990732574", BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}, LocalPatientID: "L1"},
		Standing: dialog.StandingOpen, Received: day(1), Last: dialog.On(day(2)),
		Told: dialog.Told{Ethnicity: "any-other", Gender: string(dialog.TraitDeclined), Orientation: "bisexual", Disability: dialog.DisabilityNone},
	}
	for name, c := range map[string]struct {
		change func(*dialog.Summary)
		want   []dialog.Gap
		wrong  int
	}{
		"nothing":                {func(*dialog.Summary) {}, nil, 0},
		"a number":               {func(s *dialog.Summary) { s.Person.NHSNumber = "" }, []dialog.Gap{dialog.GapNHSNumber}, 0},
		"no referral":            {func(s *dialog.Summary) { s.Received = dialog.Date{} }, []dialog.Gap{dialog.GapReferral}, 0},
		"not asked":              {func(s *dialog.Summary) { s.Told.Gender = string(dialog.TraitNotAsked) }, []dialog.Gap{dialog.GapGender}, 0},
		"never recorded":         {func(s *dialog.Summary) { s.Told.Ethnicity = "" }, []dialog.Gap{dialog.GapEthnicity}, 0},
		"no day of birth":        {func(s *dialog.Summary) { s.Person.BirthDate = dialog.Date{} }, []dialog.Gap{dialog.GapDates}, 0},
		"born tomorrow":          {func(s *dialog.Summary) { s.Person.BirthDate = day(31) }, []dialog.Gap{dialog.GapDates}, 3},
		"born in 1880":           {func(s *dialog.Summary) { s.Person.BirthDate.Year = 1880 }, []dialog.Gap{dialog.GapDates}, 1},
		"a DIALOG to come":       {func(s *dialog.Summary) { s.Last = dialog.On(day(31)) }, []dialog.Gap{dialog.GapDates}, 1},
		"not seen any more":      {func(s *dialog.Summary) { s.Standing, s.Person.NHSNumber = dialog.StandingDischarged, "" }, nil, 0},
		"dead, and born in 1880": {func(s *dialog.Summary) { s.Standing, s.Person.BirthDate.Year = dialog.StandingDeceased, 1880 }, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := whole
			c.change(&s)
			var want dialog.Gaps
			for _, g := range c.want {
				want |= 1 << g
			}
			if got, wrong := s.Gaps(day(30)), s.WrongDates(day(30)); got != want || len(wrong) != c.wrong {
				t.Errorf("gaps %b, want %b; %v", got, want, wrong)
			}
		})
	}
}

func TestConcernsOfWhoIsNotSeen(t *testing.T) {
	s := dialog.Summary{Standing: dialog.StandingDischarged, Wants: 2, Low: 2, Attempt: dialog.AttemptUnwell,
		DraftID: id(9), Promises: []dialog.Promise{{Due: day(1)}, {Due: day(2), Worker: id(2)}}}
	got := s.Concerns(dialog.DefaultRules(), dialog.Date{Year: 2026, Month: time.April, Day: 1}, id(2))
	if want := dialog.Concerns(1<<dialog.ConcernDraft | 1<<dialog.ConcernPast); got != want {
		t.Errorf("concerns %b, want %b", got, want)
	}
}

func TestPossibleDuplicates(t *testing.T) {
	person := func(n byte, family, given string, born int, number dialog.NHSNumber) *dialog.Summary {
		p := dialog.Person{ID: id(n), Family: family, Given: given, NHSNumber: number}
		if born > 0 {
			p.BirthDate = day(born)
		}
		return &dialog.Summary{Person: p}
	}
	all := []*dialog.Summary{
		person(1, "Smith", "Jane", 3, "9990732574"), person(2, "Smith", "Jayne", 3, ""), // alike, born on one day
		person(3, "Smith", "Jane", 4, ""), person(4, "Jones", "Alice", 3, ""), // another day, another name
		person(5, "Okafor", "Ben", 0, "9990732574"), person(6, "Ng", "Ann", 0, ""), person(7, "Ng", "Ann", 0, ""), // the number of another; no day known
	}
	want := map[dialog.ID][]dialog.ID{id(1): {id(2), id(5)}, id(2): {id(1)}, id(5): {id(1)}}
	if diff := cmp.Diff(want, dialog.PossibleDuplicates(all)); diff != "" {
		t.Error(diff)
	}
}
