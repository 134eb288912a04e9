package store

import (
	"cmp"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/abreast"
)

// list is the caseload in memory, in order. A nil list is not kept up to date; it
// is read from the file when somebody asks for it.
type list struct {
	order  []*listLine
	people map[dialog.ID]*listLine
}

type listLine struct {
	key     string
	summary dialog.Summary
}

func (l *listLine) compare(other *listLine) int {
	return cmp.Or(strings.Compare(l.key, other.key), l.summary.Person.ID.Compare(other.summary.Person.ID))
}

// newList puts lines in order.
func newList(lines []*listLine) *list {
	l := &list{order: lines, people: make(map[dialog.ID]*listLine, len(lines))}
	named := slices.Clone(lines)
	abreast.All(func() { slices.SortFunc(l.order, (*listLine).compare) }, func() {
		for _, line := range named {
			l.people[line.summary.Person.ID] = line
		}
	})
	return l
}

// put replaces a person's line, or adds it.
func (l *list) put(st *state) {
	if l == nil || !st.known() {
		return
	}
	fresh := &listLine{st.derived().person.SortKey, st.summary}
	id := st.record.Person.ID
	if old := l.people[id]; old != nil {
		i, _ := slices.BinarySearchFunc(l.order, old, (*listLine).compare)
		l.order = slices.Delete(l.order, i, i+1)
	}
	l.people[id] = fresh
	i, _ := slices.BinarySearchFunc(l.order, fresh, (*listLine).compare)
	l.order = slices.Insert(l.order, i, fresh)
}

// summaries returns the lines in order. A line is replaced and never changed.
func (l *list) summaries() []*dialog.Summary {
	all := make([]*dialog.Summary, len(l.order))
	for i, line := range l.order {
		all[i] = &line.summary
	}
	return all
}
