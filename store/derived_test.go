package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
)

// rated answers some domains of a finished assessment from elsewhere.
func rated(person, assessment, referral dialog.ID, day int, by dialog.Completion, answers map[dialog.Domain]dialog.Answer) dialog.Change {
	c := about(person, &dialog.AssessmentTakenOver{Assessment: assessment, Instrument: measure, Completion: by, Language: "en",
		Referral: referral, Answers: answers})
	c.DoneAt = dialog.On(dialog.Date{Year: 2026, Month: time.March, Day: day})
	return c
}

func seven(n int) dialog.Answer { return dialog.Answer{State: dialog.Rated, Rating: n} }

// ask returns the rows of a query, columns joined by a space.
func ask(t *testing.T, s interface {
	AskAll(query string) ([]string, error)
}, query string) []string {
	t.Helper()
	rows, err := s.AskAll(query)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// What the derived tables say of one history, spelled out.
func TestDerivedTables(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	r1, r2 := dialog.ID{'r', 1}, dialog.ID{'r', 2}
	referral := func(id dialog.ID, closed dialog.Date) dialog.Change {
		return about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: id, ServiceRequestID: "SR1", Team: "North hub", Setting: dialog.Community,
			Received: dialog.Date{Year: 2026, Month: time.January, Day: 5}, Closed: closed}})
	}
	add(t, s, personNamed(p, "Smith", "Jane"), referral(r1, dialog.Date{Year: 2026, Month: time.March, Day: 20}), referral(r2, dialog.Date{}))
	none := dialog.ID{}
	add(t, s,
		rated(p, dialog.ID{'a', 1}, r1, 2, dialog.Together, map[dialog.Domain]dialog.Answer{
			dialog.MentalHealth: {State: dialog.Rated, Rating: 2, Help: dialog.HelpWanted}, dialog.JobSituation: {State: dialog.NotApplicable},
			dialog.PartnerFamily: {State: dialog.Declined, Help: dialog.HelpNot}, dialog.Meetings: {State: dialog.Later}, dialog.Medication: seven(6)}),
		rated(p, dialog.ID{'a', 2}, r1, 9, dialog.Alone, map[dialog.Domain]dialog.Answer{dialog.MentalHealth: seven(4)}),
		rated(p, dialog.ID{'a', 3}, r1, 5, dialog.Proxy, map[dialog.Domain]dialog.Answer{dialog.MentalHealth: seven(7)}),
		rated(p, dialog.ID{'a', 4}, r2, 12, dialog.Together, map[dialog.Domain]dialog.Answer{dialog.MentalHealth: seven(5), dialog.Medication: seven(1)}),
		rated(p, dialog.ID{'a', 5}, none, 13, dialog.Together, map[dialog.Domain]dialog.Answer{dialog.MentalHealth: seven(1)}),
		rated(p, dialog.ID{'a', 6}, r1, 1, dialog.Together, map[dialog.Domain]dialog.Answer{dialog.MentalHealth: seven(3)}),
		about(p, &dialog.AssessmentStruckOut{Assessment: dialog.ID{'a', 6}, Reason: "Wrong person"}),
		start(p, dialog.ID{'a', 7}), rate(p, dialog.ID{'a', 7}, dialog.MentalHealth, 7))
	add(t, s, about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: dialog.ID{'g'}, Text: "Walk by the sea", Kind: dialog.LifeGoal, Domain: dialog.LeisureActivities, Status: dialog.GoalActive}}),
		about(p, &dialog.GoalRated{Goal: dialog.ID{'g'}, Rating: 0}), about(p, &dialog.GoalRated{Goal: dialog.ID{'g'}, Rating: 8, Assessment: dialog.ID{'a', 7}}))
	told := func(n byte, trait dialog.Trait, state dialog.TraitState, values ...string) dialog.Change {
		return about(p, &dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: dialog.ID{'h', n}, Trait: trait, State: state, Values: values,
			From: dialog.DateOf(noon), Teller: dialog.TellerTogether}})
	}
	add(t, s, told(1, dialog.Ethnicity, dialog.TraitTold, "mixed-white-asian"), told(2, dialog.Gender, dialog.TraitTold, "male"), told(3, dialog.Gender, dialog.TraitTold, "female"),
		told(4, dialog.SexualOrientation, dialog.TraitDeclined), told(5, dialog.Disability, dialog.TraitTold, "sight", "speech"), told(6, dialog.Religion, dialog.TraitNotAsked),
		told(7, dialog.SameAsAtBirth, dialog.TraitTold, "no"))
	for query, want := range map[string]string{
		`select ethnicity, gender, sexual_orientation, disability, religion, coalesce(marital_status,'-') from person`: `
			mixed-white-asian female declined some not-asked -`,
		`select hex(substr(id,2,1)), status, struck_out, coalesce(completion,'-'), hex(answers), hex(helps), life_sum, life_n, treatment_sum, treatment_n from assessment order by position`: `
			01 finished 0 together 0200660000650000060067 0100000000020000000000 2 1 6 1
			02 finished 0 alone 0400000000000000000000 0000000000000000000000 4 1 0 0
			03 finished 0 proxy 0700000000000000000000 0000000000000000000000 7 1 0 0
			04 finished 0 together 0500000000000000010000 0000000000000000000000 5 1 1 1
			05 finished 0 together 0100000000000000000000 0000000000000000000000 1 1 0 0
			06 finished 1 together 0300000000000000000000 0000000000000000000000 3 1 0 0
			07 draft 0 together 0700000000000000000000 0000000000000000000000 7 1 0 0`,
		`select hex(substr(referral,2,1)), proxy, domain, count, first_rating, first_at, hex(substr(first_assessment,2,1)), latest_rating, latest_at, hex(substr(latest_assessment,2,1)) from pair order by referral, proxy, domain`: `
			01 0 1 2 2 2026-03-02 01 4 2026-03-09 02
			01 0 9 1 6 2026-03-02 01 6 2026-03-02 01
			01 1 1 1 7 2026-03-05 03 7 2026-03-05 03
			02 0 1 1 5 2026-03-12 04 5 2026-03-12 04
			02 0 9 1 1 2026-03-12 04 1 2026-03-12 04`,
		`select words, kind, domain, status, ratings, first_rating, latest_rating, latest_at from goal`: `
			Walk by the sea life 5 active 2 0 8 2026-03-14T12:00:00.000+00:00`,
		`select hex(substr(id,2,1)), service_request_id, received, team, setting, coalesce(closed,'-') from referral order by id`: `
			01 SR1 2026-01-05 North hub community 2026-03-20
			02 SR1 2026-01-05 North hub community -`,
		`select family, given, standing, setting, received, done, last_at, previous_at, life_sum, life_n, life_change, life_change_n, last_done, hex(substr(draft_id,2,1)), draft_settled, goals, entries from person`: `
			Smith Jane open community 2026-01-05 5 2026-03-13 2026-03-12 1 1 -4 1 2026-03-13 07 1 1 22`,
	} {
		var lines []string
		for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
			lines = append(lines, strings.TrimSpace(line))
		}
		if diff := cmp.Diff(lines, ask(t, s, query)); diff != "" {
			t.Errorf("%s\n%s", query, diff)
		}
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}
