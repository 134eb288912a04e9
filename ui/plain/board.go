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
		words = append(words, report.ConcernWords(c))
	}
	has := func(p *dialog.Summary, n int) bool {
		return p.Concerns(s.o.Rules, s.today(), s.worker).Has(dialog.Concern(n))
	}
	return s.kinds("Which would you like to hear?", words, has, func(p *dialog.Summary) string {
		return strings.Join(report.BoardLines(p, s.o.Text, s.o.Rules, s.today(), s.worker), " ")
	})
}

// gaps does so with what records lack.
func (s *session) gaps() error {
	var words []string
	for g := range dialog.Gap(dialog.GapCount) {
		words = append(words, report.GapWords(g))
	}
	has := func(p *dialog.Summary, n int) bool { return p.Gaps(s.today()).Has(dialog.Gap(n)) }
	return s.kinds("Which do you want to fill?", words, has, func(p *dialog.Summary) string {
		return strings.Join(report.GapsOf(p, s.today()), "; ")
	})
}

// kinds offers kinds of people with how many there are of each, and lists those of
// the one that is chosen.
func (s *session) kinds(question string, words []string, has func(p *dialog.Summary, n int) bool, tell func(*dialog.Summary) string) error {
	all, err := s.o.Keeper.Caseload(s.ctx)
	if err != nil {
		s.say("The caseload cannot be read: %s", dialog.ErrorMessage(err))
		return nil
	}
	found := make([][]dialog.Summary, len(words))
	labels := make([]string, len(words))
	for n := range words {
		for i := range all {
			if has(&all[i], n) {
				found[n] = append(found[n], all[i])
			}
		}
		labels[n] = fmt.Sprintf("%s: %d", words[n], len(found[n]))
	}
	key, err := s.choose(question, numbered(labels...))
	if err != nil {
		return err
	}
	return s.offer(found[index(key)], func(p *dialog.Summary, _ []dialog.Summary) string {
		return p.Person.ListName() + ". " + tell(p)
	})
}
