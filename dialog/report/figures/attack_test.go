package figures

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// bounds are what somebody knows of a number.
type bounds struct{ low, high int }

const anything = 1 << 20

// knownFrom is what a cell tells.
func knownFrom(c Cell) bounds {
	switch c.Kind {
	case Count:
		return bounds{int(c.Value), int(c.Value)}
	case About:
		return bounds{max(int(c.Value)-roundTo/2, Least), int(c.Value) + roundTo/2}
	case Nothing:
		return bounds{0, 0}
	}
	return bounds{0, anything}
}

// sum says that some numbers add up to another, and tightens what is known of all.
func sum(whole *bounds, parts []*bounds) {
	low, high := 0, 0
	for _, p := range parts {
		low, high = low+p.low, high+p.high
	}
	whole.low, whole.high = max(whole.low, low), min(whole.high, high)
	for _, p := range parts {
		others := bounds{low - p.low, high - p.high}
		p.low, p.high = max(p.low, whole.low-others.high), min(p.high, whole.high-others.low)
	}
}

// atMost says that one number is part of another.
func atMost(part, whole *bounds) {
	part.high = min(part.high, whole.high)
	whole.low = max(whole.low, part.low)
}

// column is what is known of a column of a table.
func column(t *Table, key string) (all []*bounds, hidden []bool) {
	at := -1
	for i, c := range t.Columns {
		if c.Key == key {
			at = i
		}
	}
	for _, r := range t.Rows {
		b := knownFrom(r.Cells[at])
		all, hidden = append(all, &b), append(hidden, r.Cells[at].Kind == Hidden)
	}
	return all, hidden
}

func find(r *Report, key string) *Table {
	for i := range r.Sections {
		for j := range r.Sections[i].Tables {
			if t := &r.Sections[i].Tables[j]; t.Key == key {
				return t
			}
		}
	}
	return nil
}

// attack takes a report apart: what is hidden must stay open to Least numbers.
func attack(t *rapid.T, r *Report) {
	people, _ := column(find(r, "reach"), "number")
	for _, d := range []string{"ethnicity", "gender", "age", "sexual-orientation", "disability"} {
		cells, hidden := column(find(r, "reached-by-"+d), "people")
		total := *people[0]
		for range 20 {
			sum(&total, cells)
		}
		open(t, "reached by "+d, cells, hidden)
		attackFollowed(t, r, "followed-by-"+d)
	}
	attackFollowed(t, r, "followed-by-team")
	for _, key := range []string{"outcomes-open", "outcomes-closed", "treatment-open", "treatment-closed", "goal-outcomes-open", "goal-outcomes-closed"} {
		table := find(r, key)
		for i := range table.Rows {
			attackOutcome(t, key, &table.Rows[i])
		}
	}
	actions := find(r, "actions")
	for _, row := range actions.Rows {
		attackParts(t, "actions of "+row.Name, row.Cells[0], row.Cells[1:])
	}
	attackAsked(t, r)
}

// attackAsked takes apart what came of asking for help. The first three parts of what
// was agreed are all that stand in the first row of what was wanted later.
func attackAsked(t *rapid.T, r *Report) {
	came, hidden := column(find(r, "asked"), "number")
	if hidden[0] {
		return
	}
	then := find(r, "asked-again")
	var rows [2][]*bounds
	for i := range then.Rows {
		for _, c := range then.Rows[i].Cells {
			b := knownFrom(c)
			rows[i] = append(rows[i], &b)
		}
	}
	agreed, not := bounds{0, anything}, bounds{0, anything}
	for range 20 {
		sum(came[0], came[1:])
		sum(came[0], []*bounds{&agreed, &not})
		sum(&agreed, came[1:4])
		sum(&not, came[4:])
		sum(&agreed, rows[0])
		sum(&not, rows[1])
	}
	open(t, "what was agreed", came[1:], hidden[1:])
	for i, row := range then.Rows {
		var hidden []bool
		for _, c := range row.Cells {
			hidden = append(hidden, c.Kind == Hidden)
		}
		open(t, "wanted later where "+row.Name, rows[i], hidden)
	}
}

func attackFollowed(t *rapid.T, r *Report, key string) {
	all, hidden := column(find(r, key), "referrals")
	paired, _ := column(find(r, key), "paired")
	groups, _ := column(find(r, "followed"), "referrals")
	pairs, _ := column(find(r, "followed"), "paired")
	total, totalPaired := bounds{0, anything}, bounds{0, anything}
	for range 20 {
		sum(&total, groups)
		sum(&totalPaired, pairs)
		sum(&total, all)
		sum(&totalPaired, paired)
		for i := range all {
			atMost(paired[i], all[i])
		}
	}
	open(t, key+" referrals", all, hidden)
	open(t, key+" paired", paired, hidden)
}

func attackOutcome(t *rapid.T, key string, row *Row) {
	c := row.Cells
	attackParts(t, key+" "+row.Name, c[0], []Cell{c[1], c[3], c[5]})
	for i, percent := range []Cell{c[2], c[4], c[6]} {
		if hidden := c[1+2*i].Kind == Hidden; hidden != (percent.Kind == Hidden) {
			t.Fatalf("%s %s: a percentage gives a hidden number away", key, row.Name)
		}
		if c[1+2*i].Kind == Hidden && (c[7].Kind != Hidden || c[8].Kind != Hidden) {
			t.Fatalf("%s %s: a mean is shown beside a hidden number", key, row.Name)
		}
	}
}

func attackParts(t *rapid.T, what string, whole Cell, parts []Cell) {
	total := knownFrom(whole)
	if whole.Kind == Hidden {
		total = bounds{1, Least - 1} // what its being hidden says
	}
	var cells []*bounds
	var hidden []bool
	for _, c := range parts {
		b := knownFrom(c)
		cells, hidden = append(cells, &b), append(hidden, c.Kind == Hidden)
	}
	if whole.Kind == Hidden {
		for _, c := range parts {
			if c.Kind != Hidden {
				t.Fatalf("%s: a part is shown of a whole that is not", what)
			}
		}
		return
	}
	for range 20 {
		sum(&total, cells)
	}
	open(t, what, cells, hidden)
}

// open refuses a hidden number of which too much is known, and a shown one that is
// too small.
func open(t *rapid.T, what string, cells []*bounds, hidden []bool) {
	for i, c := range cells {
		switch {
		case hidden[i] && c.high-c.low+1 < Least:
			t.Fatalf("%s, row %d, is not shown and is found to be %d to %d", what, i, c.low, c.high)
		case !hidden[i] && c.high > 0 && c.low < Least:
			t.Fatalf("%s, row %d, is shown as %d to %d", what, i, c.low, c.high)
		}
	}
}

// anybody is a made-up person as they are counted, in a caseload in which small groups
// are frequent.
func anybody(t *rapid.T) *dialog.Counted {
	word := func(label string, all ...string) string { return rapid.SampledFrom(all).Draw(t, label) }
	c := &dialog.Counted{Born: dialog.DayOf(dialog.Date{Year: rapid.IntRange(1950, 2008).Draw(t, "born"), Month: 5, Day: 1})}
	c.Told = dialog.Told{
		Ethnicity: word("ethnicity", "white-british", "white-british", "white-british", "asian-indian", "black-african", "chinese", "declined", ""),
		Gender:    word("gender", "female", "female", "male", "male", "non-binary", "not-asked"), Orientation: word("orientation", "heterosexual", "heterosexual", "", "declined"),
		Disability: word("disability", "some", "none", "none", "")}
	start := dialog.DayOf(dialog.Date{Year: 2025, Month: 1, Day: 1})
	for i := range rapid.IntRange(1, 2).Draw(t, "referrals") {
		r := dialog.CountedReferral{Team: word("team", "North", "South", "South", ""), Setting: dialog.Community, Received: start + dialog.Day(i*100), Closed: dialog.NoDay}
		if rapid.IntRange(0, 2).Draw(t, "closed") == 0 {
			r.Closed = r.Received + 400
		}
		c.Referrals = append(c.Referrals, r)
		for j := range rapid.IntRange(0, 3).Draw(t, "taken") {
			taken := dialog.Taken{On: r.Received + dialog.Day(10+150*j), Within: i, Complete: true}
			for d := range taken.Marks {
				taken.Marks[d] = dialog.Mark(rapid.IntRange(0, 7).Draw(t, "rating"))
				if d < 2 {
					taken.Helps[d] = dialog.HelpMark(rapid.IntRange(0, 2).Draw(t, "help"))
				}
			}
			c.Taken = append(c.Taken, taken)
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "actions") {
		a := dialog.CountedAction{Agreed: start + 200, Due: dialog.NoDay, Owner: dialog.PersonOwns, Domain: dialog.MentalHealth}
		if rapid.Bool().Draw(t, "done") {
			a.Reviews = []dialog.CountedReview{{On: start + 300, Outcome: dialog.ActionDone}}
		}
		c.Actions = append(c.Actions, a)
	}
	return c
}

// Somebody who has the whole report and adds and takes away what is in it finds out no
// number that is not shown.
func TestNothingHiddenIsWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := New(Question{From: dialog.Date{Year: 2025, Month: 1, Day: 1}, To: dialog.Date{Year: 2026, Month: 6, Day: 30}})
		for range rapid.IntRange(5, 60).Draw(t, "people") {
			f.Add(anybody(t))
		}
		r := f.Report(instrument.English())
		if f.People < Least {
			if len(r.Sections) != 1 {
				t.Fatal("figures of fewer people than are shown")
			}
			return
		}
		attack(t, r)
	})
}

// The attack finds what it has to: a report that hides small numbers alone does not
// stand it.
func TestTheAttackWorks(t *testing.T) {
	total := bounds{30, 30}
	cells := []*bounds{{12, 12}, {0, anything}, {15, 15}}
	for range 20 {
		sum(&total, cells)
	}
	if *cells[1] != (bounds{3, 3}) {
		t.Error(fmt.Sprint("a single hidden number is found to be ", *cells[1]))
	}
	cells = []*bounds{{0, anything}, {0, anything}, {20, 20}}
	for range 20 {
		sum(&total, cells)
	}
	if *cells[0] != (bounds{0, 10}) {
		t.Error(fmt.Sprint("two hidden numbers are found to be ", *cells[0]))
	}
}
