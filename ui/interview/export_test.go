package interview

import (
	"time"

	"alongside/dialog"
)

// Answers are what the screen shows, for comparing with what the store holds.
func (m *Model) Answers() *dialog.Answers { return m.answers() }

// Assessment is the one that the screen is about.
func (m *Model) Assessment() dialog.ID { return m.id }

// PaperWhen reads the day on a form.
func PaperWhen(s string, now time.Time, born dialog.Date) (dialog.When, error) {
	return paperWhen(s, now, born)
}
