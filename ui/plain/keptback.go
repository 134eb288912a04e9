package plain

import (
	"context"
	"fmt"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Centre is what plain mode asks of whatever sends to the central system.
type Centre interface {
	KeptBack(ctx context.Context) ([]KeptBack, error)
	// Again asks for one to be tried again, or for all where the identifiers are zero.
	Again(ctx context.Context, person, assessment dialog.ID) error
	MaySend() bool
}

// KeptBack is one DIALOG that is not sent until somebody asks for it.
type KeptBack struct {
	Person, Assessment dialog.ID
	Name               string // of the person, or that it is somebody else's
	Done               dialog.When
	Why                string
}

// keptBack tells what was kept back from the centre and why, and tries again what the
// worker chooses.
func (s *session) keptBack() error {
	all, err := s.o.Centre.KeptBack(s.ctx)
	if err != nil {
		s.say("What was kept back cannot be read: %s", dialog.ErrorMessage(err))
		return nil
	}
	if len(all) == 0 {
		s.say("Nothing was kept back.")
		return nil
	}
	page := all[:min(listed, len(all))]
	if len(page) < len(all) {
		s.say("%d DIALOGs were kept back. These are the first %d.", len(all), len(page))
	}
	labels := make([]string, len(page), len(page)+1)
	for i, k := range page {
		labels[i] = fmt.Sprintf("%s, %s. Why: %s", text.Show(k.Name), k.Done.Date(), text.Show(k.Why))
	}
	if !s.o.Centre.MaySend() || s.o.ReadOnly {
		for _, words := range labels {
			s.say("%s", words)
		}
		return nil
	}
	if len(all) > 1 {
		labels = append(labels, fmt.Sprintf("Try all %d again", len(all)))
	}
	key, err := s.choose("Which is to be tried again? b goes back.", numbered(labels...))
	if err != nil {
		return err
	}
	var chosen KeptBack // none: all of them
	if i := index(key); i < len(page) {
		chosen = page[i]
	}
	if err := s.o.Centre.Again(s.ctx, chosen.Person, chosen.Assessment); err != nil {
		s.refuse(err)
		return nil
	}
	s.say("It is tried again within a minute or so, while the program is open.")
	return nil
}
