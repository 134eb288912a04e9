package board

import (
	"cmp"
	"slices"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// line is one person with what they are filtered, ordered and drawn by. It is made
// once and never changed.
type line struct {
	*dialog.Summary
	key       string
	name      string // folded
	due       dialog.Due
	concerns  dialog.Concerns
	gaps      dialog.Gaps
	own, past int         // actions past their day
	twins     []dialog.ID // who may be the same person
	waited    int         // days from the referral to the first DIALOG or to today; -1 where not known
}

func makeLine(s *dialog.Summary, o *Options, today dialog.Date) *line {
	l := &line{
		Summary: s, key: string(s.Person.ID[:]), name: text.Fold(s.Person.Family + " " + s.Person.Given),
		due: s.Due(o.Rules, today), concerns: s.Concerns(o.Rules, today, o.Worker), gaps: s.Gaps(today), waited: -1,
	}
	l.own, l.past = s.PastDue(today, o.Worker)
	if days, _, ok := s.ToFirst(today); ok {
		l.waited = days
	}
	return l
}

// order is one of the ways in which the board is sorted, each by one thing.
type order int

const (
	byDue order = iota
	byHelp
	byLow
	byPast
	byWait
	byName
	orderCount
)

// String says the order in words, as the end of "sorted by".
func (o order) String() string {
	return [orderCount]string{"what is due", "areas with help wanted", "low or fallen areas", "yours past its day", "days to the first DIALOG", "name"}[o]
}

// dueRank is where a due state stands among the others.
var dueRank = map[dialog.DueState]int{dialog.Overdue: 0, dialog.DueFirst: 1, dialog.DueSoon: 2, dialog.NotDue: 3, dialog.NotAsked: 4}

func (o order) compare(a, b *line) int {
	first := 0
	switch o {
	case byDue:
		first = cmp.Or(cmp.Compare(dueRank[a.due.State], dueRank[b.due.State]), cmp.Compare(b.due.Days, a.due.Days))
	case byHelp:
		first = cmp.Compare(b.Wants.Count(), a.Wants.Count())
	case byLow:
		first = cmp.Compare(b.Low.Count()+b.Fallen.Count(), a.Low.Count()+a.Fallen.Count())
	case byPast:
		first = cmp.Or(cmp.Compare(b.own, a.own), cmp.Compare(b.past, a.past))
	case byWait:
		first = cmp.Compare(b.waited, a.waited)
	}
	return cmp.Or(first, cmp.Compare(a.name, b.name), cmp.Compare(a.key, b.key))
}

// view is one of the two sides of the board: what there is to look at, or what the
// records lack.
type view int

const (
	looks view = iota
	lacks
	viewCount
)

// filters are the words of what a view can be filtered by, the first under key 1.
func (v view) filters(sends bool) []string {
	var words []string
	if v == looks {
		for c := range dialog.Concern(dialog.ConcernCount) {
			if c != dialog.ConcernUnsent || sends {
				words = append(words, report.ConcernWords(c))
			}
		}
		return words
	}
	for g := range dialog.Gap(dialog.GapCount) {
		words = append(words, report.GapWords(g))
	}
	return words
}

// has reports whether a filter holds for a person; any of them where filter is -1.
func (v view) has(l *line, filter int) bool {
	switch {
	case v == looks && filter < 0:
		return true
	case v == looks:
		return l.concerns.Has(dialog.Concern(filter))
	case filter < 0:
		return l.gaps != 0
	}
	return l.gaps.Has(dialog.Gap(filter))
}

// index is the caseload in every order, with how many people each filter holds for.
type index struct {
	today  dialog.Date
	orders [orderCount][]*line
	people map[dialog.ID]*line
	counts [viewCount][]int
}

// makeIndex is called from commands only.
func makeIndex(all []*dialog.Summary, o *Options, today dialog.Date) *index {
	lines := make([]*line, len(all))
	for i := range all {
		lines[i] = makeLine(all[i], o, today)
	}
	x := &index{today: today}
	x.people = make(map[dialog.ID]*line, len(lines))
	twins := dialog.PossibleDuplicates(all)
	for _, l := range lines {
		x.people[l.Person.ID] = l
		if l.twins = twins[l.Person.ID]; len(l.twins) > 0 {
			l.gaps |= 1 << dialog.GapDuplicate
		}
	}
	for by := range x.orders {
		x.orders[by] = slices.SortedFunc(slices.Values(lines), order(by).compare)
	}
	for v := range x.counts {
		x.counts[v] = make([]int, len(view(v).filters(o.Sends)))
		for _, l := range lines {
			for n := range x.counts[v] {
				if view(v).has(l, n) {
					x.counts[v][n]++
				}
			}
		}
	}
	return x
}
