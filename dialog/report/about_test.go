package report_test

import (
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/report"
)

// The copy of a whole record has all that the person ever told about themselves and
// who supports them, and is marked for review; the copy to take home has none of it.
func TestTheWholeRecordHasAllThatWasTold(t *testing.T) {
	at := time.Date(2026, time.November, 25, 10, 0, 0, 0, time.UTC)
	for name, want := range map[string][]string{
		"Rowan":  {"Gender from", "Male (including trans man)", "Non-binary", "Gender the same as at birth from", "No (entered with a worker)", "Ethnicity from"},
		"Walter": {"Your supporter: Marjorie Ashdown, his wife, carer", "may be told when appointments are, what was agreed and how things are rated", "Speech and Using hands"},
		"Kwame":  {"Gender the same as at birth from", "prefers not to say"},
	} {
		r, entries := someone(t, at, name)
		everything := report.Everything(r, entries, []dialog.Worker{demo.Me()}, words, dialog.DateOf(at))
		got := flat(everything)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("the record of %s does not say %q", name, w)
			}
		}
		if everything.Mark != report.ForReview {
			t.Errorf("the record of %s is not marked for review", name)
		}
		home := flat(report.Copy(r, words, report.Parts(), dialog.DateOf(at)))
		for _, never := range []string{"Gender", "Male", "Ethnicity", "Marjorie", "Disability"} {
			if strings.Contains(home, never) {
				t.Errorf("what %s takes home says %q", name, never)
			}
		}
	}
}

// someone is one of the made-up people with their entries.
func someone(t *testing.T, at time.Time, given string) (*dialog.Record, []dialog.Entry) {
	t.Helper()
	for _, group := range demo.Groups(at) {
		r := &dialog.Record{}
		var entries []dialog.Entry
		for _, c := range group {
			e := dialog.Entry{Change: c, RecordedAt: dialog.At(at)}
			dialog.Apply(r, &e)
			entries = append(entries, e)
		}
		if r.Person.Given == given {
			return r, entries
		}
	}
	t.Fatalf("there is no %s", given)
	return nil, nil
}

// Every trait, state, teller and share has words, and each trait says why it is asked.
func TestWordsAboutThePerson(t *testing.T) {
	seen := map[string]bool{}
	once := func(words string) {
		if words == "" || seen[words] {
			t.Errorf("%q is empty or there twice", words)
		}
		seen[words] = true
	}
	for _, trait := range dialog.Traits() {
		once(report.TraitWords(trait, words))
		once(report.TraitWhy(trait, words))
		if !strings.HasSuffix(report.TraitWhy(trait, words), ".") {
			t.Errorf("why %s is asked is no sentence", trait)
		}
		for _, c := range trait.Choices() {
			if got := report.TraitAnswer(trait, c.Slug, words); got != c.Label {
				t.Errorf("%s of %s is %q beside %q", c.Slug, trait, got, c.Label)
			}
		}
		if n := len(words.Words.About.Traits[string(trait)].Answers); n != len(trait.Choices()) {
			t.Errorf("%s has words for %d answers, and %d answers", trait, n, len(trait.Choices()))
		}
	}
	for _, s := range []dialog.TraitState{dialog.TraitDeclined, dialog.TraitNotAsked, dialog.TraitNotKnown} {
		once(report.TraitStateWords(s, words))
	}
	for _, by := range []dialog.Teller{dialog.TellerPerson, dialog.TellerTogether, dialog.TellerElsewhere} {
		once(report.TellerWords(by, words))
	}
	for _, s := range dialog.Shares() {
		once(report.ShareWords(s))
		once(report.MayKnowShort(&dialog.Supporter{Share: []dialog.Share{s}, Consent: dialog.Date{Year: 2026, Month: 1, Day: 1}}) + " in short")
	}
}
