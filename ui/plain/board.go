package plain

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
)

// board says of how many people there is what to look at, and lists those of one kind.
func (s *session) board() error {
	var words []string
	for c := range dialog.Concern(dialog.ConcernCount) {
		if c != dialog.ConcernUnsent { // what is not sent is told by itself
			words = append(words, report.ConcernWords(c))
		}
	}
	all, ok := s.everybody()
	if !ok {
		return nil
	}
	has := func(p *dialog.Summary, n int) bool {
		return p.Concerns(s.o.Rules, s.today(), s.worker).Has(dialog.Concern(n))
	}
	return s.kinds("Which would you like to hear?", all, words, has, func(p *dialog.Summary) string {
		return strings.Join(report.BoardLines(p, s.o.Text, s.o.Rules, s.today(), s.worker), " ")
	})
}

// gaps does so with what records lack.
func (s *session) gaps() error {
	var words []string
	for g := range dialog.Gap(dialog.GapCount) {
		words = append(words, report.GapWords(g))
	}
	all, ok := s.everybody()
	if !ok {
		return nil
	}
	twins := dialog.PossibleDuplicates(all)
	has := func(p *dialog.Summary, n int) bool {
		if dialog.Gap(n) == dialog.GapDuplicate {
			return len(twins[p.Person.ID]) > 0
		}
		return p.Gaps(s.today()).Has(dialog.Gap(n))
	}
	return s.kinds("Which do you want to fill?", all, words, has, func(p *dialog.Summary) string {
		said := report.GapsOf(p, s.today())
		if n := len(twins[p.Person.ID]); n > 0 {
			said = append(said, "may be in the record twice")
		}
		return strings.Join(said, "; ")
	})
}

// kinds offers kinds of people with how many there are of each, and lists those of
// the one that is chosen.
func (s *session) kinds(question string, all []*dialog.Summary, words []string, has func(p *dialog.Summary, n int) bool, tell func(*dialog.Summary) string) error {
	found := make([][]*dialog.Summary, len(words))
	labels := make([]string, len(words))
	for n := range words {
		for i := range all {
			if has(all[i], n) {
				found[n] = append(found[n], all[i])
			}
		}
		labels[n] = fmt.Sprintf("%s: %d", words[n], len(found[n]))
	}
	key, err := s.choose(question, numbered(labels...))
	if err != nil {
		return err
	}
	return s.offer(found[index(key)], func(p *dialog.Summary, _ []*dialog.Summary) string {
		return p.Person.ListName() + ". " + tell(p)
	})
}
