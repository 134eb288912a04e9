package cli

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"alongside/dialog"
)

// askBack asks somebody who types for two groups of the recovery key, so that it
// is known to be written down. A program that set the record up is not asked.
func (a *asker) askBack(recovery string) error {
	if a.out == nil {
		return nil
	}
	groups := strings.Split(recovery, "-")
	for _, i := range rand.Perm(len(groups) - 1)[:2] { // the last is too short to ask for
		for {
			a.ask(fmt.Sprintf("Please type group %d of it: ", i+1))
			s, err := a.next()
			if err != nil {
				return &dialog.Error{Code: dialog.Invalid, Message: "The record is made, and the recovery key was not checked. To make a new one: alongside workers recovery", Err: err}
			}
			if strings.EqualFold(strings.TrimSpace(s), groups[i]) {
				break
			}
			a.ask("That is not it. Please look at what you wrote down.\n")
		}
	}
	return nil
}
