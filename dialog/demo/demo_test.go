package demo_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
)

var today = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// records plays the changes as a store would and fails on any that is refused.
func records(t *testing.T, changes []dialog.Change) map[dialog.ID]*dialog.Record {
	t.Helper()
	all := map[dialog.ID]*dialog.Record{}
	for i, c := range changes {
		r := all[c.Person]
		if r == nil && !c.Person.IsZero() {
			r = &dialog.Record{}
			all[c.Person] = r
		}
		if err := dialog.Check(r, c, dialog.DefaultRules()); err != nil {
			t.Fatalf("change %d, %s: %v", i, c.Body.Kind(), err)
		}
		if c.DoneAt.Time().After(today) {
			t.Errorf("change %d, %s, lies in the future: %v", i, c.Body.Kind(), c.DoneAt)
		}
		if r != nil {
			dialog.Apply(r, &dialog.Entry{Change: c})
		}
	}
	return all
}

func TestTheCaseloadHasWhatItShouldShow(t *testing.T) {
	all := records(t, slices.Concat(demo.Groups(today)...))
	if len(all) < 38 || len(all) > 45 {
		t.Errorf("%d people, want about forty", len(all))
	}
	var most, drafts, declined, struck, proxy, goals, overdue int
	numbers := map[dialog.NHSNumber]bool{}
	for _, r := range all {
		s := dialog.Summarise(r)
		most = max(most, s.Done)
		goals += s.Goals
		if !s.DraftID.IsZero() {
			drafts++
		}
		if s.Due(dialog.DefaultRules(), dialog.DateOf(today)).State == dialog.Overdue {
			overdue++
		}
		for _, a := range r.Assessments {
			declined += a.Answers.Count(dialog.Declined)
			if a.StruckOut {
				struck++
			}
			if a.Completion == dialog.Proxy {
				proxy++
			}
		}
		if n := r.Person.NHSNumber; n != "" {
			if numbers[n] {
				t.Errorf("the number %s is given twice", n)
			}
			numbers[n] = true
			if _, err := dialog.ParseNHSNumber(string(n), true); err != nil {
				t.Errorf("%s: %v", n, err)
			}
		}
	}
	if most != 15 || drafts != 2 || declined < 8 || struck != 1 || proxy != 1 || goals < 15 || overdue < 3 {
		t.Errorf("most %d, drafts %d, declined %d, struck %d, proxy %d, goals %d, overdue %d", most, drafts, declined, struck, proxy, goals, overdue)
	}
}

// TestIdentifiersDoNotDependOnTheDay lets a telling broken off yesterday be gone
// on with today.
func TestIdentifiersDoNotDependOnTheDay(t *testing.T) {
	a, b := demo.Groups(today), demo.Groups(today.AddDate(0, 0, 1))
	for i := range a {
		if a[i][0].Person != b[i][0].Person || len(a[i]) != len(b[i]) {
			t.Errorf("group %d is about another person, or of another length, a day later", i)
		}
	}
}

func TestTheCaseloadIsTheSameEveryTime(t *testing.T) {
	a, b := slices.Concat(demo.Groups(today)...), slices.Concat(demo.Groups(today)...)
	if !slices.EqualFunc(a, b, func(x, y dialog.Change) bool { return reflect.DeepEqual(x, y) }) {
		t.Error("two tellings differ")
	}
}

// Among the people are some who told, declined, were not asked, and of whom it is not
// known, so that each can be shown apart; and every story that tells is of somebody.
func TestWhatPeopleToldAboutThemselves(t *testing.T) {
	all := records(t, slices.Concat(demo.Groups(today)...))
	for _, trait := range dialog.Traits() {
		words := map[string]int{}
		for _, r := range all {
			words[r.AboutWord(trait)]++
		}
		if words[""] == 0 || words["not-asked"] == 0 || trait != dialog.Pregnancy && (words["declined"] == 0 || words["not-known"] == 0 && trait != dialog.SameAsAtBirth) {
			t.Errorf("%s has %v", trait, words)
		}
	}
	told, supporters, before := 0, 0, 0
	for _, r := range all {
		if len(r.Characteristics) > 0 {
			told++
		}
		supporters += len(r.ChosenSupporters())
		before += len(r.CharacteristicsOf(dialog.Gender))
		if r.Person.Given == "Jane" && len(r.Characteristics) > 0 {
			t.Error("Jane has been asked already")
		}
	}
	if told != 31 || supporters != 4 || before != 31 { // one has none, and one has an earlier one
		t.Errorf("%d told, there are %d supporters and %d genders", told, supporters, before)
	}
}
