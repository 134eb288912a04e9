package plain

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// latestAudit is how many of the latest entries are read, as on the screen.
const latestAudit = 2000

// listAudit tells who did what, the latest first.
func (s *session) listAudit() error { return s.tellAudit("") }

// searchAudit tells the entries that have all words somewhere.
func (s *session) searchAudit() error {
	words, err := s.needed("Part of a worker's name, a person's name or NHS number, or of what was done:", text.Line)
	if err != nil {
		return err
	}
	return s.tellAudit(words)
}

// tellAudit tells the entries that fit, so many at once.
func (s *session) tellAudit(words string) error {
	all, err := s.o.Keeper.LatestAudit(s.ctx, latestAudit)
	if err != nil {
		s.say("The entries cannot be read: %s", dialog.ErrorMessage(err))
		return nil
	}
	query := text.ParseQuery(words)
	var found []dialog.AuditLine
	for i := range all {
		if query.Match(all[i].Keys()...) {
			found = append(found, all[i])
		}
	}
	if len(found) == 0 {
		s.say("No entry was found among the latest %d.", len(all))
		return nil
	}
	for from := 0; from < len(found); from += listed {
		page := found[from:min(from+listed, len(found))]
		s.say("Entries %d to %d of %d, the latest first.", from+1, from+len(page), len(found))
		for i := range page {
			s.say("%s", auditWords(&page[i]))
		}
		if from+listed >= len(found) {
			return nil
		}
		if _, err := s.choose("What next?", []option{{"m", "more entries"}}); err != nil {
			return err
		}
	}
	return nil
}

// auditWords tell one entry.
func auditWords(l *dialog.AuditLine) string {
	parts := []string{l.RecordedAt.String(), l.Who() + " " + l.What()}
	if l.Name != "" {
		parts = append(parts, l.Name)
	}
	if l.NHSNumber != "" {
		parts = append(parts, "NHS No. "+l.NHSNumber.String())
	}
	if l.Detail != "" {
		parts = append(parts, text.Show(l.Detail))
	}
	return strings.Join(parts, "; ")
}
