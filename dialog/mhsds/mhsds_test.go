package mhsds_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/mhsds"
)

func id(n byte) dialog.ID { return dialog.NewID(time.UnixMilli(0), [10]byte{9: n}) }

// london is the offset of summer time.
var london = time.FixedZone("", 3600)

// march is one of the two months around the change to summer time, in which the
// tests report.
var march = mhsds.Month{Year: 2026, Month: time.March}

func extract(t testing.TB, codes *instrument.CodeSet) *mhsds.Extract {
	t.Helper()
	x, err := mhsds.New(mhsds.Settings{Month: march, Provider: "RXX", System: "RiO", Codes: codes})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// sound is a record with one assessment that has all a row needs.
func sound() *dialog.Record {
	done := dialog.At(time.Date(2026, 3, 14, 10, 5, 0, 0, time.UTC))
	a := dialog.Assessment{
		ID: id(3), Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Referral: id(2),
		DoneAt: done, Status: dialog.Finished, Ended: dialog.At(time.Date(2026, 3, 14, 10, 30, 15, 250e6, time.UTC)),
	}
	a.Answers.Set(dialog.MentalHealth, dialog.Answer{State: dialog.Rated, Rating: 3, At: done})
	a.Answers.Set(dialog.PhysicalHealth, dialog.Answer{State: dialog.Declined, At: done})
	a.Answers.Set(dialog.JobSituation, dialog.Answer{State: dialog.NotApplicable, At: done})
	a.Answers.Set(dialog.Accommodation, dialog.Answer{State: dialog.Later, At: done})
	a.Answers.Set(dialog.Friendships, dialog.Answer{State: dialog.Rated, Rating: 7, At: done})
	return &dialog.Record{
		Person: dialog.Person{ID: id(1), Given: "Robin", Family: "Example", LocalPatientID: "D04137", NHSNumber: "9990732574",
			BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}},
		Referrals:   []dialog.Referral{{ID: id(2), ServiceRequestID: "R0001234", Setting: dialog.Community}},
		Assessments: []dialog.Assessment{a},
	}
}

func TestRows(t *testing.T) {
	rows, left := extract(t, nil).Person(sound())
	want := []mhsds.Row{
		{Table: "MHS001MPI", Values: []string{"D04137", "RXX", "", "9990732574", "02", "1985-07-14", "", "", "", "", "", "", "", "", ""}},
		{Table: "MHS606CodedScoreAssessmentRefer", Values: []string{"R0001234", "1037651000000100", "3", "2026-03-14T10:30:15+00:00", ""}},
		{Table: "MHS606CodedScoreAssessmentRefer", Values: []string{"R0001234", "1037701000000108", "7", "2026-03-14T10:30:15+00:00", ""}},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if len(left) != 0 {
		t.Errorf("left out %v", left)
	}
}

func TestHeader(t *testing.T) {
	got := extract(t, nil).Header(time.Date(2026, 4, 2, 9, 0, 0, 0, london))
	want := mhsds.Row{Table: "MHS000Header", Values: []string{"6.0", "RXX", "RXX", "RiO", "2026-03-01", "2026-03-31", "2026-04-02T09:00:00"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLeftOut(t *testing.T) {
	validator, _ := instrument.Codes(instrument.ValidatorCodes)
	onlyOne, err := instrument.ParseCodes([]byte(`{"name":"n","version":"1","source":"s","checked_by":"","codes":{"mental-health":{"concept":"1037651000000100","standing":"confirmed"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	whole := func(why mhsds.Reason) []mhsds.LeftOut {
		return []mhsds.LeftOut{{Table: mhsds.Score.Name, Person: id(1), Assessment: id(3), Reason: why}}
	}
	item := func(d dialog.Domain, why mhsds.Reason) []mhsds.LeftOut {
		return []mhsds.LeftOut{{Table: mhsds.Score.Name, Person: id(1), Assessment: id(3), Domain: d, Reason: why}}
	}
	for name, test := range map[string]struct {
		change func(*dialog.Record, *dialog.Assessment)
		codes  *instrument.CodeSet
		scores int
		left   []mhsds.LeftOut
	}{
		"no referral":      {func(_ *dialog.Record, a *dialog.Assessment) { a.Referral = dialog.ID{} }, nil, 0, whole(mhsds.NoReferral)},
		"an unknown one":   {func(_ *dialog.Record, a *dialog.Assessment) { a.Referral = id(9) }, nil, 0, whole(mhsds.NoReferral)},
		"no request id":    {func(r *dialog.Record, _ *dialog.Assessment) { r.Referrals[0].ServiceRequestID = "" }, nil, 0, whole(mhsds.NoRequestID)},
		"another month":    {func(_ *dialog.Record, a *dialog.Assessment) { a.Ended = dialog.At(a.Ended.Time().AddDate(0, 1, 0)) }, nil, 0, whole(mhsds.OtherMonth)},
		"the year before":  {func(_ *dialog.Record, a *dialog.Assessment) { a.Ended = dialog.At(a.Ended.Time().AddDate(-1, 0, 0)) }, nil, 0, whole(mhsds.OtherMonth)},
		"paper, day alone": {paper(dialog.On(dialog.Date{Year: 2026, Month: 3, Day: 14})), nil, 0, whole(mhsds.TimeUnknown)},
		"paper of April":   {paper(dialog.On(dialog.Date{Year: 2026, Month: 4, Day: 1})), nil, 0, whole(mhsds.OtherMonth)},
		"on behalf":        {func(_ *dialog.Record, a *dialog.Assessment) { a.Completion = dialog.Proxy }, nil, 0, whole(mhsds.OnBehalf)},
		"a local variant":  {func(_ *dialog.Record, a *dialog.Assessment) { a.Instrument.Name = "dialog-13" }, nil, 0, whole(mhsds.OtherMeasure)},
		"unfinished":       {func(_ *dialog.Record, a *dialog.Assessment) { a.Status = dialog.Draft }, nil, 0, whole(mhsds.NotEnded)},
		"struck out":       {func(_ *dialog.Record, a *dialog.Assessment) { a.StruckOut = true }, nil, 0, whole(mhsds.StruckOut)},
		"unverified code":  {func(*dialog.Record, *dialog.Assessment) {}, validator, 1, item(dialog.Friendships, mhsds.UnverifiedCode)},
		"no code":          {func(*dialog.Record, *dialog.Assessment) {}, onlyOne, 1, item(dialog.Friendships, mhsds.NoCode)},
		"no local id":      {func(r *dialog.Record, _ *dialog.Assessment) { r.Person.LocalPatientID = "" }, nil, 2, []mhsds.LeftOut{{Table: mhsds.Person.Name, Person: id(1), Reason: mhsds.NoLocalID}}},
		"nothing rated":    {func(_ *dialog.Record, a *dialog.Assessment) { a.Answers = dialog.Answers{} }, nil, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			test.change(r, &r.Assessments[0])
			rows, left := extract(t, test.codes).Person(r)
			if diff := cmp.Diff(test.left, left); diff != "" {
				t.Errorf("left out (-want +got):\n%s", diff)
			}
			if n := count(rows, mhsds.Score.Name); n != test.scores {
				t.Errorf("%d scores, want %d", n, test.scores)
			}
			if test.scores == 0 && len(rows) > 0 {
				t.Errorf("rows about somebody without a score: %v", rows)
			}
			for _, l := range left {
				if l.Reason.String() == "" {
					t.Errorf("%s has no sentence", l.Reason)
				}
			}
		})
	}
}

func paper(done dialog.When) func(*dialog.Record, *dialog.Assessment) {
	return func(_ *dialog.Record, a *dialog.Assessment) { a.Layout, a.DoneAt, a.Ended = dialog.Paper, done, done }
}

func count(rows []mhsds.Row, table string) int {
	n := 0
	for _, r := range rows {
		if r.Table == table {
			n++
		}
	}
	return n
}

// A goal that is one of the Goal-Based Outcomes has a row for each rating that
// counts; others have none.
func TestGoals(t *testing.T) {
	at := dialog.At(time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC))
	for name, test := range map[string]struct {
		change func(*dialog.Record, *dialog.Goal)
		score  string // "" for none
		left   mhsds.Reason
	}{
		"counted":           {func(*dialog.Record, *dialog.Goal) {}, "0", ""},
		"a local goal":      {func(_ *dialog.Record, g *dialog.Goal) { g.Slots = nil }, "", ""},
		"before its slot":   {func(_ *dialog.Record, g *dialog.Goal) { g.Slots[0].Since = dialog.At(at.Time().AddDate(0, 0, 1)) }, "", ""},
		"struck out":        {func(_ *dialog.Record, g *dialog.Goal) { g.Struck.Reason = "Of somebody else" }, "", ""},
		"of April":          {func(_ *dialog.Record, g *dialog.Goal) { g.Ratings[0].At = dialog.At(at.Time().AddDate(0, 1, 0)) }, "", mhsds.OtherMonth},
		"a day alone":       {func(_ *dialog.Record, g *dialog.Goal) { g.Ratings[0].At = dialog.On(at.Date()) }, "", mhsds.TimeUnknown},
		"no request id":     {func(r *dialog.Record, _ *dialog.Goal) { r.Referrals[0].ServiceRequestID = "" }, "", mhsds.NoRequestID},
		"at one struck out": {func(r *dialog.Record, _ *dialog.Goal) { r.Assessments[0].StruckOut = true }, "", mhsds.StruckOut},
		"at one on behalf":  {func(r *dialog.Record, _ *dialog.Goal) { r.Assessments[0].Completion = dialog.Proxy }, "", mhsds.OnBehalf},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			r.Assessments[0].Answers = dialog.Answers{}
			r.Goals = []dialog.Goal{{ID: id(7), Text: "Cook", Slots: []dialog.GoalSlot{{Referral: id(2), Slot: 2, Since: at}},
				Ratings: []dialog.GoalRating{{Rating: 0, At: at, Assessment: id(3)}}}}
			test.change(r, &r.Goals[0])
			rows, left := extract(t, nil).Person(r)
			score := ""
			for _, row := range rows {
				if row.Table == mhsds.Score.Name {
					score = row.Values[2]
					if row.Values[1] != "1638541000000106" {
						t.Errorf("it has the code %s", row.Values[1])
					}
				}
			}
			why := mhsds.Reason("")
			if len(left) > 0 {
				why = left[0].Reason
			}
			if score != test.score || why != test.left {
				t.Errorf("score %q, left out for %q; want %q and %q", score, why, test.score, test.left)
			}
		})
	}
}

func TestEmployment(t *testing.T) {
	recorded := dialog.At(time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC))
	since := func(month time.Month, day int) dialog.Date { return dialog.Date{Year: 2026, Month: month, Day: day} }
	fact := func(aspect dialog.Aspect, code string, from dialog.Date, added dialog.When) dialog.Circumstance {
		return dialog.Circumstance{ID: id(20), Aspect: aspect, Code: code, From: from, Added: added}
	}
	april := dialog.At(recorded.Time().AddDate(0, 1, 0))
	struck := fact(dialog.Employment, "08", since(3, 1), recorded)
	struck.Struck.Reason = "Of somebody else"
	for name, test := range map[string]struct {
		facts []dialog.Circumstance
		want  [][]string
		left  []mhsds.Reason
	}{
		"work and hours": {[]dialog.Circumstance{fact(dialog.Employment, "01", since(3, 2), recorded), fact(dialog.WeeklyHours, "02", since(3, 2), recorded)},
			[][]string{{"D04137", "01", "2026-03-02", "", "2026-03-14", "", "02"}}, nil},
		"hours of the job before": {[]dialog.Circumstance{fact(dialog.Employment, "08", since(3, 2), recorded), fact(dialog.WeeklyHours, "02", since(1, 2), recorded)},
			[][]string{{"D04137", "08", "2026-03-02", "", "2026-03-14", "", ""}}, nil},
		"recorded in April": {[]dialog.Circumstance{fact(dialog.Employment, "01", since(3, 2), april)}, nil, []mhsds.Reason{mhsds.OtherMonth}},
		"two on one day": {[]dialog.Circumstance{fact(dialog.Employment, "02", since(1, 2), recorded), fact(dialog.Employment, "01", since(3, 2), recorded)},
			[][]string{{"D04137", "01", "2026-03-02", "", "2026-03-14", "", ""}}, []mhsds.Reason{mhsds.SameDay}},
		"struck out":  {[]dialog.Circumstance{struck}, nil, nil},
		"hours alone": {[]dialog.Circumstance{fact(dialog.WeeklyHours, "02", since(3, 2), recorded)}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			r.Assessments, r.Circumstances = nil, test.facts
			rows, left := extract(t, nil).Person(r)
			var got [][]string
			for _, row := range rows {
				if row.Table == mhsds.Employment.Name {
					got = append(got, row.Values)
				}
			}
			var why []mhsds.Reason
			for _, l := range left {
				why = append(why, l.Reason)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.left, why); diff != "" {
				t.Errorf("left out (-want +got):\n%s", diff)
			}
			if (count(rows, mhsds.Person.Name) == 1) != (len(got) > 0) {
				t.Errorf("the person is there %d times", count(rows, mhsds.Person.Name))
			}
		})
	}
}

// What the data set takes as the time, and the month it belongs to.
func TestTimes(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*dialog.Assessment)
		want   string // "" where it belongs to another month
	}{
		"summer time": {func(a *dialog.Assessment) {
			a.Ended = dialog.At(time.Date(2026, 3, 31, 23, 59, 59, 0, london))
		}, "2026-03-31T23:59:59+01:00"},
		"after midnight on the laptop": {func(a *dialog.Assessment) {
			a.Ended = dialog.At(time.Date(2026, 4, 1, 0, 10, 0, 0, london))
		}, ""},
		"first second": {func(a *dialog.Assessment) {
			a.Ended = dialog.At(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
		}, "2026-03-01T00:00:00+00:00"},
		"a laptop set to another zone": {func(a *dialog.Assessment) {
			a.Ended = dialog.At(time.Date(2026, 4, 1, 3, 0, 0, 0, time.FixedZone("", 5*3600+1800)))
		}, "2026-03-31T21:30:00+00:00"},
		"closed weeks after its last answer": {func(a *dialog.Assessment) {
			a.Status, a.Ended = dialog.Closed, dialog.At(time.Date(2026, 4, 20, 9, 0, 0, 0, london))
		}, "2026-03-14T10:05:00+00:00"},
		"typed in a month later": {func(a *dialog.Assessment) {
			a.Layout, a.DoneAt = dialog.Paper, dialog.At(time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC))
			a.Ended = dialog.At(time.Date(2026, 4, 20, 9, 0, 0, 0, london))
		}, "2026-03-02T15:00:00+00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			test.change(&r.Assessments[0])
			rows, _ := extract(t, nil).Person(r)
			got := ""
			for _, row := range rows {
				if row.Table == mhsds.Score.Name {
					got = row.Values[3]
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSettingsAreRefused(t *testing.T) {
	good := mhsds.Settings{Month: march, Provider: "RXX", System: "RiO"}
	for name, change := range map[string]func(*mhsds.Settings){
		"no month":          func(s *mhsds.Settings) { s.Month = mhsds.Month{} },
		"no provider":       func(s *mhsds.Settings) { s.Provider = "" },
		"provider in words": func(s *mhsds.Settings) { s.Provider = "My trust" },
		"no system":         func(s *mhsds.Settings) { s.System = " " },
		"a long system":     func(s *mhsds.Settings) { s.System = "a name that is longer than it may be" },
	} {
		t.Run(name, func(t *testing.T) {
			s := good
			change(&s)
			if _, err := mhsds.New(s); dialog.ErrorCode(err) != dialog.Invalid {
				t.Errorf("got %v", err)
			}
		})
	}
	if m, err := mhsds.ParseMonth("2026-02"); err != nil || m.Last().Day != 28 || m.String() != "2026-02" {
		t.Errorf("%v, %v", m, err)
	}
	if _, err := mhsds.ParseMonth("March 2026"); dialog.ErrorCode(err) != dialog.Invalid {
		t.Error("a month in words was taken")
	}
}

var (
	scoreForm = regexp.MustCompile(`^[1-7]$`)
	stampForm = regexp.MustCompile(`^2026-03-[0-3]\d[T][0-2]\d:[0-5]\d:[0-5]\d\+0[01]:00$`)
)

// Whatever is recorded: every row has its table's columns and the forms that the
// data set takes, and each rated item is either a row or among those left out.
func TestEveryRatingIsARowOrLeftOut(t *testing.T) {
	x := extract(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord.Draw(t, "record")
		rows, left := x.Person(r)
		for _, row := range rows {
			table := mhsds.Tables()[slices.IndexFunc(mhsds.Tables(), func(t mhsds.Table) bool { return t.Name == row.Table })]
			if len(row.Values) != len(table.Columns) {
				t.Fatalf("%s has %d values", row.Table, len(row.Values))
			}
			if v := row.Values; row.Table == mhsds.Score.Name && (!scoreForm.MatchString(v[2]) || !stampForm.MatchString(v[3]) || v[0] == "" || !instrument.ValidConcept(v[1])) {
				t.Fatalf("a row that would be refused: %q", v)
			}
		}
		rated := 0
		for i := range r.Assessments {
			a := &r.Assessments[i]
			if !slices.ContainsFunc(left, func(l mhsds.LeftOut) bool { return l.Assessment == a.ID && l.Domain == dialog.NoDomain }) {
				rated += a.Answers.Count(dialog.Rated)
			}
		}
		if n := count(rows, mhsds.Score.Name); n != rated {
			t.Fatalf("%d rows for %d ratings", n, rated)
		}
	})
}

var anyRecord = rapid.Custom(func(t *rapid.T) *dialog.Record {
	r := sound()
	r.Assessments = nil
	for n := range rapid.IntRange(0, 5).Draw(t, "assessments") {
		a := sound().Assessments[0]
		a.ID = id(byte(10 + n))
		zone := time.FixedZone("", rapid.SampledFrom([]int{0, 3600, -5 * 3600, 20700}).Draw(t, "zone"))
		a.DoneAt = dialog.At(time.Date(2026, 2, 26, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 37*24*3600).Draw(t, "second")) * time.Second))
		if rapid.IntRange(0, 4).Draw(t, "day alone") == 0 {
			a.DoneAt = dialog.On(a.DoneAt.Date())
		}
		a.Ended = a.DoneAt
		a.Layout = rapid.SampledFrom([]dialog.Layout{dialog.Interview, dialog.Paper, dialog.Imported}).Draw(t, "layout")
		a.Status = rapid.SampledFrom([]dialog.Status{dialog.Finished, dialog.Closed, dialog.Draft}).Draw(t, "status")
		a.StruckOut = rapid.IntRange(0, 5).Draw(t, "struck") == 0
		a.Completion = rapid.SampledFrom([]dialog.Completion{dialog.Together, dialog.Proxy}).Draw(t, "completion")
		for _, d := range dialog.Domains() {
			a.Answers.Set(d, dialog.Answer{State: dialog.Rated, Rating: rapid.IntRange(1, 7).Draw(t, "rating"), At: a.DoneAt})
			if rapid.IntRange(0, 4).Draw(t, "none") == 0 {
				a.Answers.Set(d, dialog.Answer{State: dialog.Declined, At: a.DoneAt})
			}
		}
		r.Assessments = append(r.Assessments, a)
	}
	return r
})

// What the person told stands in the tables by what was so, and recorded, by the end
// of the month; whether gender is the same as at birth goes out in none.
func TestAboutThePerson(t *testing.T) {
	recorded := dialog.At(time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC))
	told := func(trait dialog.Trait, state dialog.TraitState, months int, values ...string) dialog.Characteristic {
		at := recorded.Time().AddDate(0, months, 0)
		return dialog.Characteristic{ID: id(20), Trait: trait, State: state, Values: values, From: dialog.DateOf(at), Added: dialog.At(at), Teller: dialog.TellerPerson}
	}
	struck := told(dialog.Gender, dialog.TraitTold, 0, "male")
	struck.Struck.Reason = "Of somebody else"
	for name, test := range map[string]struct {
		facts        []dialog.Characteristic
		gender       string
		marital      string
		ethnic       string
		disabilities []string
	}{
		"nothing recorded": {},
		"told": {[]dialog.Characteristic{told(dialog.Ethnicity, dialog.TraitTold, 0, "chinese"), told(dialog.Gender, dialog.TraitTold, 0, "non-binary"),
			told(dialog.MaritalStatus, dialog.TraitTold, 0, "separated"), told(dialog.Disability, dialog.TraitTold, 0, "hearing", "other")}, "3", "P", "R", []string{"02", "XX"}},
		"declined": {[]dialog.Characteristic{told(dialog.Ethnicity, dialog.TraitDeclined, 0), told(dialog.Gender, dialog.TraitDeclined, 0),
			told(dialog.MaritalStatus, dialog.TraitDeclined, 0), told(dialog.Disability, dialog.TraitDeclined, 0)}, "Z", "N", "Z", []string{"ZZ"}},
		"not asked": {[]dialog.Characteristic{told(dialog.Ethnicity, dialog.TraitNotAsked, 0), told(dialog.Gender, dialog.TraitNotAsked, 0),
			told(dialog.MaritalStatus, dialog.TraitNotKnown, 0), told(dialog.Disability, dialog.TraitNotAsked, 0)}, "X", "9", "99", nil},
		"no disability":                   {[]dialog.Characteristic{told(dialog.Disability, dialog.TraitTold, 0, "none")}, "", "", "", []string{"NN"}},
		"the latest by then":              {[]dialog.Characteristic{told(dialog.Gender, dialog.TraitTold, -2, "male"), told(dialog.Gender, dialog.TraitTold, 0, "female"), told(dialog.Gender, dialog.TraitTold, 1, "other")}, "2", "", "", nil},
		"struck out":                      {[]dialog.Characteristic{struck}, "", "", "", nil},
		"the same as at birth is nowhere": {[]dialog.Characteristic{told(dialog.SameAsAtBirth, dialog.TraitTold, 0, "no")}, "", "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound()
			r.Characteristics = test.facts
			rows, _ := extract(t, nil).Person(r)
			var disabilities []string
			for _, row := range rows {
				switch row.Table {
				case mhsds.Person.Name:
					want := []string{test.gender, "", "", test.marital, test.ethnic, "", "", ""}
					if diff := cmp.Diff(want, row.Values[7:]); diff != "" {
						t.Errorf("the person (-want +got):\n%s", diff)
					}
				case mhsds.Disability.Name:
					if row.Values[0] != "D04137" || row.Values[2] != "" {
						t.Errorf("a disability is %q", row.Values)
					}
					disabilities = append(disabilities, row.Values[1])
				}
			}
			if diff := cmp.Diff(test.disabilities, disabilities); diff != "" {
				t.Errorf("disabilities (-want +got):\n%s", diff)
			}
		})
	}
}
