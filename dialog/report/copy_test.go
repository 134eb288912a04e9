package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// flat is all that a document says.
func flat(d report.Document) string {
	var all []string
	for _, s := range d.Sections {
		all = append(all, s.Title)
		for _, b := range s.Blocks {
			all = append(all, b.Text)
			all = append(all, b.Items...)
			if b.Table != nil {
				for _, row := range b.Table.Rows {
					all = append(all, strings.Join(row, " "))
				}
			}
			if b.Chart != nil {
				for _, l := range slices.Concat(b.Chart.Measure, b.Chart.Goals) {
					all = append(all, "line: "+l.Name)
				}
			}
		}
	}
	return strings.Join(all, "\n")
}

func TestNothingTickedSaysNothing(t *testing.T) {
	r := record(assessment(t, "01-Jan-2026", "1! 2 3 4 5 6 7 1 2 3 4"), assessment(t, "01-Jun-2026", "2 2 3 4 5 6 7 1 2 3 4"))
	if d := report.Copy(r, words, nil, day(t, "02-Jun-2026")); len(d.Sections) != 0 {
		t.Errorf("it says %q", flat(d))
	}
}

// With an area left out, no sentence counts or sums over all of them.
func TestSentencesAboutSomeAreas(t *testing.T) {
	for name, test := range map[string]struct {
		then, now string
		want      string
	}{
		"all higher":            {"1 1 1 1 1 1 1 1 1 1 1", "2 2 2 2 2 2 2 2 2 2 2", "You rated your mental health, physical health, job situation and 5 more areas higher than on 01-Jan-2026."},
		"the left out lower":    {"4 4 4 4 4 7 7 7 4 4 4", "5 4 4 4 4 1 1 1 4 4 4", "You rated your mental health higher than on 01-Jan-2026. "},
		"all the same":          {"4 4 4 4 4 7 7 7 4 4 4", "4 4 4 4 4 1 1 1 4 4 4", "You rated these areas the same as on 01-Jan-2026."},
		"one lower":             {"4 4 4 4 4 7 7 7 4 4 4", "4 4 4 4 3 1 1 1 4 4 4", "You rated your leisure activities lower than on 01-Jan-2026. "},
		"only one both times":   {"4 d d d d 7 7 7 d d d", "5 4 4 4 4 1 1 1 4 4 4", "You rated your mental health higher than on 01-Jan-2026."},
		"the left out declined": {"4 4 4 4 4 7 7 7 4 4 4", "4 4 4 4 4 d d d 4 4 4", "You rated these areas the same as on 01-Jan-2026."},
	} {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "01-Jan-2026", test.then), assessment(t, "01-Jun-2026", test.now))
			got := flat(report.Copy(r, words, []report.Part{report.PartChanged}, day(t, "02-Jun-2026")))
			if !strings.Contains(got+" ", test.want) {
				t.Errorf("it says %q, want %q", got, test.want)
			}
			for _, never := range []string{"nothing lower", "11", "other ", "partner", "friendships", "safety", "chose not"} {
				if strings.Contains(got, never) {
					t.Errorf("it says %q in %q", never, got)
				}
			}
		})
	}
}

// A mean from which single ratings could be worked out is not drawn.
func TestMeansDoNotGiveAwayWhatIsLeftOut(t *testing.T) {
	r := record(assessment(t, "01-Jan-2026", "1 2 3 4 5 6 7 1 2 3 4"), assessment(t, "01-Jun-2026", "2 2 3 4 5 6 7 1 2 3 4"))
	for name, test := range map[string]struct {
		parts []report.Part
		lines int
	}{
		"three left out": {nil, 1},
		"two left out":   {[]report.Part{"personal-safety"}, 1},
		"one left out":   {[]report.Part{"personal-safety", "friendships"}, 1},
		"none left out":  {[]report.Part{"personal-safety", "friendships", "partner-family"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			d := report.Copy(r, words, append(test.parts, report.PartChart), day(t, "02-Jun-2026"))
			lines := d.Sections[0].Blocks[0].Chart.Measure
			if len(lines) != test.lines {
				t.Errorf("there are %d lines, the first %+v", len(lines), lines[0])
			}
		})
	}
}

// A mean says how many items it rests on where some are missing, and is joined only
// with one that it may be compared with.
func TestMeansOnTheCopySayWhatTheyRestOn(t *testing.T) {
	r := record(assessment(t, "01-Jan-2026", "4 4 4 4 4 4 4 4 6 d 6"), assessment(t, "01-Jun-2026", "4 4 4 4 4 4 4 4 d 4 3"))
	d := report.Copy(r, words, []report.Part{report.PartChart}, day(t, "02-Jun-2026"))
	got := d.Sections[0].Blocks[0].Chart.Measure[0].Points
	if len(got) != 2 || got[1].Words != "3.5 (mean of 2 of 3 answered)" || !got[1].Broken {
		t.Errorf("got %+v", got)
	}
}

func TestAllNeverMeansWhatIsGuarded(t *testing.T) {
	parts, err := report.ParseParts("all")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if p.Guarded() {
			t.Errorf("all brings %s", p)
		}
	}
	for _, p := range report.Parts() {
		if got, err := report.ParseParts(string(p)); err != nil || len(got) != 1 || got[0] != p {
			t.Errorf("%s is read as %v, %v", p, got, err)
		}
		if p.Words(words) == "" {
			t.Errorf("%s has no words", p)
		}
	}
}

// Every kind of entry about a person has words in the whole record.
func TestEverythingHasWords(t *testing.T) {
	at := time.Date(2026, time.November, 25, 10, 0, 0, 0, time.UTC)
	seen := map[dialog.Kind]bool{}
	for _, group := range demo.Groups(at) {
		var r dialog.Record
		var entries []dialog.Entry
		for _, c := range group {
			e := dialog.Entry{Change: c, RecordedAt: dialog.At(at)}
			dialog.Apply(&r, &e)
			entries = append(entries, e)
			seen[c.Body.Kind()] = true
		}
		d := report.Everything(&r, entries, []dialog.Worker{demo.Me()}, words, dialog.DateOf(at))
		got := flat(d)
		if strings.Contains(got, "Recorded: ") && !r.Person.ID.IsZero() {
			t.Errorf("an entry has no words in %q", got)
		}
		if d.Mark != report.ForReview {
			t.Error("it is not marked for review")
		}
	}
	about := []dialog.Body{
		&dialog.AssessmentResumed{}, &dialog.AssessmentContext{}, &dialog.AssessmentClosed{}, &dialog.AssessmentStruckOut{}, &dialog.AssessmentTakenOver{},
		&dialog.AttemptRecorded{}, &dialog.GoalCounted{}, &dialog.ThoughtOver{}, &dialog.PresenceRecorded{}, &dialog.SafetyAnswered{Domain: dialog.Meetings},
		&dialog.PartStruckOut{Part: dialog.PartGoal}, &dialog.CaseloadRecorded{}, &dialog.AccessRecorded{}, &dialog.RecordOpened{}, &dialog.RecordExported{},
		&dialog.RecordShared{}, &dialog.RecordReceived{}, &dialog.PersonMerged{}, &dialog.PersonUnmerged{},
		&dialog.EventRecorded{}, &dialog.CircumstanceRecorded{}, &dialog.CharacteristicRecorded{}, &dialog.SupporterRecorded{}, &dialog.ActionReviewed{}, &dialog.ReadBack{}, &dialog.AreasChosen{}, &dialog.TalkNoted{},
		&dialog.DeliveryReceipted{}, &dialog.DeliveryParked{}, &dialog.DeliveryRetried{}, &dialog.PersonPurged{},
	}
	var entries []dialog.Entry
	for _, b := range about {
		seen[b.Kind()] = true
		entries = append(entries, dialog.Entry{Change: dialog.Change{Body: b}})
	}
	if got := flat(report.Everything(&dialog.Record{}, entries, nil, words, day(t, "01-Jan-2026"))); strings.Contains(got, "Recorded: ") {
		t.Errorf("an entry has no words in %q", got)
	}
	office := map[dialog.Kind]bool{dialog.KindWorker: true, dialog.KindSetting: true, dialog.KindPaired: true, dialog.KindUnpaired: true,
		dialog.KindAgreement: true, dialog.KindWorkerNamed: true, dialog.KindFileTakenIn: true}
	for _, k := range dialog.Kinds() {
		if !seen[k] && !office[k] {
			t.Errorf("%s was not tried", k)
		}
	}
}

// What was written down late stands at the time it is about.
func TestEverythingIsInTheOrderOfTimes(t *testing.T) {
	at := time.Date(2026, time.November, 25, 15, 0, 0, 0, time.UTC)
	goal := dialog.Goal{Text: "Swim"}
	entries := []dialog.Entry{
		{Change: dialog.Change{DoneAt: dialog.At(at), Body: &dialog.GoalRated{Rating: 3}}},
		{Change: dialog.Change{DoneAt: dialog.At(at.Add(-5 * time.Minute)), Body: &dialog.GoalRecorded{Goal: goal}}},
	}
	got := flat(report.Everything(&dialog.Record{}, entries, nil, words, day(t, "25-Nov-2026")))
	if set, rated := strings.Index(got, "14:55"), strings.Index(got, "15:00"); set < 0 || rated < set {
		t.Errorf("it says %q", got)
	}
}

// Whose the measures are is said in the same words wherever it is said.
func TestWhoseTheMeasuresAre(t *testing.T) {
	if got := instrument.English().Words.Copy.Attribution; got != instrument.Attribution {
		t.Errorf("a copy says %q", got)
	}
	if got := instrument.English().Words.Rate.Outcome.With("n", 2); got != report.OutcomeGoal(2)+". "+report.OutcomeSource {
		t.Errorf("a rating says %q", got)
	}
}

// What stays out with its area is not denied: nothing says that there is none.
func TestWhatStaysOutIsNotDenied(t *testing.T) {
	const noActions, noGoals = "Nothing is written down to be done.", "No goal is set for now."
	tests := map[string]struct {
		area   dialog.Domain // of an action and a goal, NoDomain for none of them
		parts  []report.Part
		denied bool
	}{
		"there is nothing":             {dialog.NoDomain, nil, true},
		"in an area left out":          {dialog.Friendships, nil, false},
		"in an area left out, ticked":  {dialog.Friendships, []report.Part{report.Part(dialog.Friendships.String())}, false},
		"in an area that goes home":    {dialog.Medication, nil, false},
		"in the safety that stays out": {dialog.PersonalSafety, []report.Part{report.Part(dialog.Friendships.String())}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "01-Jun-2026", fours))
			if tt.area != dialog.NoDomain {
				r.Actions = append(r.Actions, dialog.Action{ID: dialog.ID{8}, Assessment: r.Assessments[0].ID, Domain: tt.area, Text: "Ring Ada"})
				r.Goals = append(r.Goals, dialog.Goal{ID: dialog.ID{9}, Domain: tt.area, Text: "See Ada", Status: dialog.GoalActive})
			}
			got := flat(report.Copy(r, words, append([]report.Part{report.PartActions, report.PartGoals}, tt.parts...), day(t, "02-Jun-2026")))
			if strings.Contains(got, noActions) != tt.denied || strings.Contains(got, noGoals) != tt.denied {
				t.Errorf("it says %q", got)
			}
		})
	}
}
