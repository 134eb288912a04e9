package intake_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/intake"
)

func history(t testing.TB, text string, from intake.Source) *intake.History {
	t.Helper()
	h, err := intake.ReadHistory([]byte(text), from, today)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// tablet is an export of the tablet app: of two people, one of them twice.
func tablet() string {
	e := exported{tablet: true}
	e.add(`"Quill, Ada Mary"`, "5/11/2023 14:03", func(i int) (string, string, string, string) {
		switch areas[i] {
		case "Partner / Family":
			return "2", "2", "1", "Ring Ola; ask about the choir;"
		case "Friendships":
			return "7", "1", "0", ""
		case "Medication":
			return "", "2", "0", ""
		case "Meetings":
			return "", "", "", ""
		}
		return "4", "", "0", ""
	})
	e.add(`"Quill, Ada Mary"`, "10/6/2024 09:30", rated("5"))
	e.add("Bo", "01/02/2024", rated("1"))
	return e.String()
}

func TestTheTabletApp(t *testing.T) {
	h := history(t, tablet(), intake.Tablet)
	if len(h.Problems) > 0 || h.Rows != 3 || len(h.Clients) != 2 || h.Doubt != "" {
		t.Fatalf("got %+v", h)
	}
	if diff := cmp.Diff([]string{"Date End"}, h.Unused); diff != "" {
		t.Errorf("columns that are not used (-want +got):\n%s", diff)
	}
	ada, bo := h.Clients[0], h.Clients[1]
	if ada.Name() != "QUILL, Ada Mary" || bo.Name() != "Bo" || len(ada.Past) != 2 || len(bo.Past) != 1 {
		t.Fatalf("got %+v", h.Clients)
	}
	first := ada.Past[0]
	want := map[dialog.Domain]dialog.Answer{
		dialog.PartnerFamily: {State: dialog.Rated, Rating: 2, Help: dialog.HelpWanted},
		dialog.Friendships:   {State: dialog.Rated, Rating: 7, Help: dialog.HelpNot},
		dialog.Medication:    {Help: dialog.HelpWanted}, // not rated, and no number stands for that
	}
	for _, d := range dialog.Domains() {
		if _, there := want[d]; !there && d != dialog.Meetings {
			want[d] = dialog.Answer{State: dialog.Rated, Rating: 4}
		}
	}
	if diff := cmp.Diff(want, first.Answers, cmp.AllowUnexported(dialog.When{})); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	agreed := []dialog.AgreedElsewhere{{Domain: dialog.PartnerFamily, Text: "Ring Ola"}, {Domain: dialog.PartnerFamily, Text: "ask about the choir"}}
	if diff := cmp.Diff(agreed, first.Agreed); diff != "" {
		t.Errorf("agreed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]dialog.Domain{dialog.PartnerFamily}, first.Areas); diff != "" {
		t.Errorf("areas (-want +got):\n%s", diff)
	}
	if first.At.String() != "05-Nov-2023 14:03" || ada.Past[1].At.Time().UTC().Format("15:04") != "08:30" || bo.Past[0].At.Exact() {
		t.Errorf("done at %s, %s (%s), %s", first.At, ada.Past[1].At, ada.Past[1].At.Time().UTC(), bo.Past[0].At)
	}
}

// The ranks of Free DIALOG+ begin with 0, and nothing else is different.
func TestFreeDIALOGPlusIsOneLower(t *testing.T) {
	for rank := range 7 {
		e := exported{}
		e.add(`"Quill,  Ada"`, `"5/11/2023 14:03"`, rated(strconv.Itoa(rank)))
		h := history(t, e.String(), intake.FreeDIALOGPlus)
		if len(h.Problems) > 0 || h.Doubt != "" {
			t.Fatalf("rank %d: %v, %s", rank, h.Problems, h.Doubt)
		}
		for d, a := range h.Clients[0].Past[0].Answers {
			if a.Rating != rank+1 {
				t.Errorf("rank %d of %s is taken for %d", rank, d, a.Rating)
			}
		}
	}
}

// A rank belongs to the area that its column names, wherever it stands.
func TestAreasAreKnownByName(t *testing.T) {
	text := strings.NewReplacer("Partner / Family", "~", "Friendships", "Partner / Family").Replace(tablet())
	text = strings.ReplaceAll(text, "~", "Friendships")
	first := history(t, text, intake.Tablet).Clients[0].Past[0]
	if first.Answers[dialog.Friendships].Rating != 2 || first.Answers[dialog.PartnerFamily].Rating != 7 || first.Areas[0] != dialog.Friendships {
		t.Errorf("got %+v", first)
	}
}

func TestTheOtherProgramIsNoticed(t *testing.T) {
	free := exported{}
	free.add("Bo", "5/11/2023 14:03", rated("3"))
	seven := exported{tablet: true}
	seven.add("Bo", "5/11/2023 14:03", rated("7"))
	nought := exported{}
	nought.add("Bo", "5/11/2023 14:03", rated("0"))
	for name, c := range map[string]struct {
		text    string
		from    intake.Source
		doubt   string
		problem string
	}{
		"Free DIALOG+ for the tablet app":     {free.String(), intake.Tablet, "No column is spelt as the tablet app spells it", ""},
		"Free DIALOG+ as it is":               {free.String(), intake.FreeDIALOGPlus, "", ""},
		"the tablet app for Free DIALOG+":     {strings.ReplaceAll(seven.String(), "7,", "6,"), intake.FreeDIALOGPlus, "One column is spelt as the tablet app spells it", ""},
		"a 7 in a file of Free DIALOG+":       {seven.String(), intake.FreeDIALOGPlus, "One column is spelt", "A 7 is written by the tablet app."},
		"a 0 in a file of the tablet app":     {nought.String(), intake.Tablet, "No column is spelt", "A 0 is written by Free DIALOG+."},
		"the tablet app, spelt right, with 7": {strings.Replace(seven.String(), "Activitie ", "Activities ", 1), intake.Tablet, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := history(t, c.text, c.from)
			if !strings.HasPrefix(h.Doubt, c.doubt) || (c.doubt == "") != (h.Doubt == "") {
				t.Errorf("doubt: %q", h.Doubt)
			}
			switch {
			case c.problem == "" && len(h.Problems) > 0, c.problem != "" && len(h.Problems) == 0:
				t.Errorf("problems: %v", h.Problems)
			case c.problem != "" && !strings.Contains(h.Problems[0].Message, c.problem):
				t.Errorf("got %v", h.Problems[0])
			}
		})
	}
}

func TestHistoriesAreRefused(t *testing.T) {
	row := func(name, day string, change func(i int, cells *[4]string)) string {
		e := exported{tablet: true}
		e.add("Bo", "1/2/2024 10:00", rated("7"))
		e.add(name, day, func(i int) (string, string, string, string) {
			cells := [4]string{"4", "", "0", ""}
			if change != nil {
				change(i, &cells)
			}
			return cells[0], cells[1], cells[2], cells[3]
		})
		return e.String()
	}
	at := func(area, cell int, s string) func(int, *[4]string) {
		return func(i int, cells *[4]string) {
			if i == area {
				cells[cell] = s
			}
		}
	}
	for name, c := range map[string]struct{ text, column, want string }{
		"an eight":               {row("Al", "1/2/2024", at(3, 0, "8")), "Accommodation Rank", "from 1 to 7"},
		"a half":                 {row("Al", "1/2/2024", at(3, 0, "4.5")), "Accommodation Rank", "from 1 to 7"},
		"a sign":                 {row("Al", "1/2/2024", at(3, 0, "+4")), "Accommodation Rank", "from 1 to 7"},
		"a leading nought":       {row("Al", "1/2/2024", at(3, 0, "04")), "Accommodation Rank", "from 1 to 7"},
		"wide digits":            {row("Al", "1/2/2024", at(3, 0, "４")), "Accommodation Rank", "from 1 to 7"},
		"more help: 3":           {row("Al", "1/2/2024", at(0, 1, "3")), "Mental Health Additional Help", "1 for no, 2 for yes"},
		"more help: 0":           {row("Al", "1/2/2024", at(0, 1, "0")), "Mental Health Additional Help", "1 for no, 2 for yes"},
		"discussed: 2":           {row("Al", "1/2/2024", at(10, 2, "2")), "Meetings Discussed", "0, 1"},
		"a long action":          {row("Al", "1/2/2024", at(10, 3, strings.Repeat("a", 1001))), "Meetings Action Items", "1000 characters"},
		"a hidden character":     {row("Al", "1/2/2024", at(10, 3, "a\u200bb")), "Meetings Action Items", "hidden"},
		"direction turned round": {row("A\u202el", "1/2/2024", nil), "Client Name", "direction"},
		"no day":                 {row("Al", "", nil), "Date Start", "no day"},
		"no such day":            {row("Al", "31/2/2024", nil), "Date Start", "no such day"},
		"month first":            {row("Al", "2/31/2024", nil), "Date Start", "date"},
		"a day to come":          {row("Al", "15/3/2026", nil), "Date Start", "still to come"},
		"no time":                {row("Al", "1/2/2024 25:00", nil), "Date Start", "time"},
		"the same time":          {row("Bo", "1/2/2024 10:00", nil), "Date Start", "Line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			h := history(t, c.text, intake.Tablet)
			if len(h.Problems) == 0 {
				t.Fatal("it is taken")
			}
			if p := h.Problems[0]; p.Line != 4 || p.Column != c.column || !strings.Contains(p.Message, c.want) {
				t.Errorf("got %v", p)
			}
			choices := make([]intake.Choice, len(h.Clients))
			for i := range choices {
				choices[i].Add = true
			}
			if taking, err := h.Changes(choices, nil, dialog.On(today), numbered()); err == nil || taking != nil {
				t.Errorf("taken in: %+v, %v", taking, err)
			}
		})
	}
}

func TestFilesThatAreNoHistory(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a caseload":        {twoPeople, "no column Client Name"},
		"a column too few":  {strings.Replace(tablet(), "Medication Rank", "Tablets", 1), "no column Medication Rank"},
		"a column twice":    {strings.Replace(tablet(), "Date End", "Date Start", 1), "two columns with the name Date Start"},
		"both spellings":    {strings.Replace(tablet(), "Date End", "Leisure Activities Discussed", 1), "two columns with the name Leisure"},
		"a comma too many":  {tablet() + strings.Repeat("x,", 60) + "\n", "Line 6 has 61 cells"},
		"the heading alone": {strings.Join(strings.SplitAfter(tablet(), "\n")[:2], ""), "no rows"},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := intake.ReadHistory([]byte(c.text), intake.Tablet, today)
			if h != nil || !strings.Contains(dialog.ErrorMessage(err), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := intake.ParseSource("ipad"); !strings.Contains(dialog.ErrorMessage(err), "--from") {
		t.Errorf("got %v", err)
	}
}

// Without the second heading the first row is a row.
func TestNoSecondHeading(t *testing.T) {
	lines := strings.SplitAfter(tablet(), "\n")
	if h := history(t, lines[0]+strings.Join(lines[2:], ""), intake.Tablet); h.Rows != 3 || len(h.Problems) > 0 {
		t.Errorf("got %d rows, %v", h.Rows, h.Problems)
	}
}

func TestRowsThatCountOnceOrNotAtAll(t *testing.T) {
	e := exported{tablet: true}
	e.add("Bo", "1/2/2024 10:00", rated("7"))
	e.add("Bo", "1/2/2024 10:00", rated("7")) // the same
	e.add("Bo", "2/2/2024 10:00", rated(""))  // nothing in it
	e.add("bo", "3/2/2024", rated("3"))       // the same name
	e.add("Bo", "3/2/2024", rated("4"))       // twice on a day, at no known time
	e.add("", "3/2/2024 10:00", rated("4"))   // nobody's
	e.add("", "3/2/2024 10:00", rated("5"))
	h := history(t, e.String(), intake.Tablet)
	if len(h.Problems) > 0 || len(h.Clients) != 2 || len(h.Clients[0].Past) != 3 || len(h.Clients[1].Past) != 2 || h.Clients[1].Named() {
		t.Fatalf("got %+v", h)
	}
	if diff := cmp.Diff([][]int{{4}, {5}}, [][]int{h.Doubled, h.Empty}); diff != "" {
		t.Errorf("doubled and empty (-want +got):\n%s", diff)
	}
	keys := map[string]bool{}
	for _, p := range h.Clients[0].Past {
		keys[p.Key] = true
	}
	if len(keys) != 3 {
		t.Errorf("got keys %v", keys)
	}
}

// Times are those of the clocks in England, whatever the zone of the laptop.
func TestTimesAreThoseOfEngland(t *testing.T) {
	for clock, want := range map[string]string{
		"1/2/2024 10:00":      "2024-02-01T10:00:00.000+00:00",
		"1/7/2024 10:00":      "2024-07-01T10:00:00.000+01:00",
		"31/3/2024 00:59":     "2024-03-31T00:59:00.000+00:00",
		"31/3/2024 01:30":     "2024-03-31", // shown by no clock
		"31/3/2024 02:00":     "2024-03-31T02:00:00.000+01:00",
		"27/10/2024 00:59":    "2024-10-27T00:59:00.000+01:00",
		"27/10/2024 01:30":    "2024-10-27", // shown twice
		"27/10/2024 02:00:30": "2024-10-27T02:00:30.000+00:00",
		"2024-07-01 10:00":    "2024-07-01T10:00:00.000+01:00",
		"01/07/2024":          "2024-07-01",
		"29/02/2024 09:05":    "2024-02-29T09:05:00.000+00:00",
		"25/10/2025 23:30":    "2025-10-25T23:30:00.000+01:00",
		"30/3/2025 23:30":     "2025-03-30T23:30:00.000+01:00",
		"31/12/2025 23:59":    "2025-12-31T23:59:00.000+00:00",
	} {
		e := exported{tablet: true}
		e.add("Bo", clock, rated("7"))
		h := history(t, e.String(), intake.Tablet)
		if len(h.Problems) > 0 {
			t.Errorf("%s: %v", clock, h.Problems)
			continue
		}
		if got, _ := h.Clients[0].Past[0].At.MarshalText(); string(got) != want {
			t.Errorf("%s is taken for %s, want %s", clock, got, want)
		}
	}
}

func summary(id byte, family, given string) *dialog.Summary {
	return &dialog.Summary{Person: dialog.Person{ID: dialog.ID{id}, Family: family, Given: given}}
}

func TestWhoAClientMayBe(t *testing.T) {
	people := []*dialog.Summary{summary(1, "Quill", "Adah"), summary(2, "Quill", "Ada"), summary(3, "Ada", "Quill"), summary(4, "Öz", "Cem")}
	for name, c := range map[string]struct {
		client intake.Client
		want   []byte
	}{
		"the very name first":   {intake.Client{Family: "QUILL", Given: "ada"}, []byte{2, 3, 1}},
		"without the accent":    {intake.Client{Family: "Oz", Given: "Cem"}, []byte{4}},
		"nobody":                {intake.Client{Family: "Featherstonehaugh", Given: "Kim"}, nil},
		"no name, and nobody's": {intake.Client{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []byte
			for _, p := range c.client.Likely(people) {
				got = append(got, p.Person.ID[0])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// apply records changes as the store would.
func apply(records map[dialog.ID]*dialog.Record, groups [][]dialog.Change) {
	for _, group := range groups {
		for _, c := range group {
			r := records[c.Person]
			if r == nil {
				r = &dialog.Record{}
				records[c.Person] = r
			}
			if err := dialog.Check(r, c, dialog.DefaultRules()); err != nil {
				panic(fmt.Sprint(err))
			}
			dialog.Apply(r, &dialog.Entry{Change: c})
		}
	}
}

// Taken in twice, the file adds nothing; exported again later, only what is new.
func TestTwiceIsTheSameAsOnce(t *testing.T) {
	records := map[dialog.ID]*dialog.Record{}
	ada := dialog.ID{1}
	apply(records, [][]dialog.Change{{{Person: ada, DoneAt: dialog.On(today), Body: &dialog.PersonRecorded{Person: dialog.Person{Family: "Quill", Given: "Ada"}}}}})
	record := func(id dialog.ID) (*dialog.Record, error) { return records[id], nil }
	h := history(t, tablet(), intake.Tablet)
	choices := []intake.Choice{{Person: ada}, {Add: true}}
	taking, err := h.Changes(choices, record, dialog.On(today), numbered())
	if err != nil || taking.People != 1 || taking.Assessments != 3 || taking.There != 0 {
		t.Fatalf("got %+v, %v", taking, err)
	}
	apply(records, taking.Groups)
	a := &records[ada].Assessments[0]
	if a.Source != "the DIALOG+ tablet app" || a.Layout != dialog.Imported || a.Completion != dialog.CompletionUnknown || a.Language != "" || a.Referral != (dialog.ID{}) {
		t.Errorf("something is made up: %+v", a)
	}
	for _, action := range records[ada].Actions {
		if action.Owner != dialog.OwnerUnknown || !action.Due.IsZero() {
			t.Errorf("something is made up: %+v", action)
		}
	}
	bo := taking.Groups[1][0].Person
	again := []intake.Choice{{Person: ada}, {Person: bo}}
	if taking, err := h.Changes(again, record, dialog.On(today), numbered()); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("taken in twice: %+v, %v", taking, err)
	}
	records[ada].Assessments[0].Answers.Set(dialog.Meetings, dialog.Answer{State: dialog.Declined})
	if there, differs := h.There(&h.Clients[0], records[ada]); there != 2 || differs != 1 {
		t.Errorf("%d are there, %d differ", there, differs)
	}
	later := tablet() + strings.Replace(strings.Split(tablet(), "\n")[3], "10/6/2024", "10/9/2025", 1) + "\n"
	taking, err = history(t, later, intake.Tablet).Changes(again, record, dialog.On(today), numbered())
	if err != nil || taking.People != 0 || taking.Assessments != 1 || taking.There != 3 {
		t.Errorf("got %+v, %v", taking, err)
	}
}

func TestChoicesAreRefused(t *testing.T) {
	e := exported{tablet: true}
	e.add("Bo", "1/2/2024 10:00", rated("7"))
	e.add(`"Quill, Bo"`, "1/2/2024 10:00", rated("7"))
	e.add("", "1/2/2024 10:00", rated("7"))
	h := history(t, e.String(), intake.Tablet)
	record := func(id dialog.ID) (*dialog.Record, error) {
		if id == (dialog.ID{9}) {
			return nil, &dialog.Error{Code: dialog.Denied, Message: "not yours"}
		}
		return &dialog.Record{Person: dialog.Person{ID: id}}, nil
	}
	for name, c := range map[string]struct {
		choices []intake.Choice
		want    dialog.Code
	}{
		"one is open":                   {[]intake.Choice{{Add: true}, {}, {Leave: true}}, dialog.Invalid},
		"nobody is added":               {[]intake.Choice{{Add: true}, {Add: true}, {Add: true}}, dialog.Invalid},
		"nobody is somebody":            {[]intake.Choice{{Add: true}, {Add: true}, {Person: dialog.ID{1}}}, dialog.Invalid},
		"two names at the same time":    {[]intake.Choice{{Person: dialog.ID{1}}, {Person: dialog.ID{1}}, {Leave: true}}, dialog.Conflict},
		"all are left out":              {[]intake.Choice{{Leave: true}, {Leave: true}, {Leave: true}}, dialog.Conflict},
		"somebody who cannot be opened": {[]intake.Choice{{Person: dialog.ID{9}}, {Add: true}, {Leave: true}}, dialog.Denied},
		"right":                         {[]intake.Choice{{Person: dialog.ID{1}}, {Add: true}, {Leave: true}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			taking, err := h.Changes(c.choices, record, dialog.On(today), numbered())
			if dialog.ErrorCode(err) != c.want || (err == nil) != (taking != nil) {
				t.Errorf("got %+v, %v", taking, err)
			}
		})
	}
}
