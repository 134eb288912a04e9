package caseload

import (
	"slices"

	"alongside/dialog"
	"alongside/dialog/abreast"
)

// index is the caseload as it was read, sorted in every order it can be shown
// in, so that no key has to wait for sorting. Its slices and rows are replaced
// and never changed, because commands read them; its map is for the screen alone.
type index struct {
	rules      dialog.Rules
	today      dialog.Date // the day that due states were worked out for
	orders     [orderCount][]*row
	people     map[dialog.ID]*row
	unfinished int
	due        int
}

// makeIndex prepares a caseload. It takes tens of milliseconds for ten thousand
// people and is called from commands only.
func makeIndex(summaries []*dialog.Summary, rules dialog.Rules, today dialog.Date) *index {
	rows := make([]*row, len(summaries))
	abreast.Halves(len(rows), func(from, to int) {
		for i := from; i < to; i++ {
			rows[i] = makeRow(summaries[i], rules, today)
		}
	})
	return indexOf(rows, rules, today)
}

func indexOf(rows []*row, rules dialog.Rules, today dialog.Date) *index {
	x := &index{rules: rules, today: today, people: make(map[dialog.ID]*row, len(rows))}
	var sorts []func()
	for o := range x.orders {
		sorts = append(sorts, func() {
			x.orders[o] = slices.Clone(rows)
			slices.SortFunc(x.orders[o], order(o).compare)
		})
	}
	abreast.All(sorts...)
	for _, r := range rows {
		x.people[r.Person.ID] = r
		x.count(r, 1)
	}
	return x
}

// remade works out the same caseload for another day or other rules.
func remade(rows []*row, rules dialog.Rules, today dialog.Date) *index {
	fresh := make([]*row, len(rows))
	for i, old := range rows {
		r := *old
		r.setDue(rules, today)
		fresh[i] = &r
	}
	return indexOf(fresh, rules, today)
}

func (x *index) count(r *row, by int) {
	if r.draft {
		x.unfinished += by
	}
	if r.isDue() {
		x.due += by
	}
}

// put adds a person or replaces their row, and reports whether their name is
// new or another one than before.
func (x *index) put(s *dialog.Summary) (renamed bool) {
	fresh := makeRow(s, x.rules, x.today)
	old := x.people[s.Person.ID]
	for o, rows := range x.orders {
		x.orders[o] = replaced(rows, old, fresh, order(o).compare)
	}
	if old != nil {
		x.count(old, -1)
	}
	x.count(fresh, 1)
	x.people[s.Person.ID] = fresh
	return old == nil || old.name != fresh.name
}

// replaced is a sorted copy of rows without old, if there is one, and with fresh.
func replaced(rows []*row, old, fresh *row, compare func(a, b *row) int) []*row {
	others := make([]*row, 0, len(rows)+1)
	for _, r := range rows {
		if r != old {
			others = append(others, r)
		}
	}
	at, _ := slices.BinarySearchFunc(others, fresh, compare)
	return slices.Insert(others, at, fresh)
}
