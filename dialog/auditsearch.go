package dialog

import "alongside/dialog/text"

// Who is who did it, in words.
func (l *AuditLine) Who() string {
	if l.Worker == "" {
		return "the program"
	}
	return text.Show(l.Worker)
}

// Keys are what the line can be found by, folded for text.Query: the worker, the
// person, what was done, the day, and the detail.
func (l *AuditLine) Keys() []string {
	keys := []string{text.Fold(l.Who()), text.Fold(l.Name), text.Fold(l.What()), text.Fold(l.RecordedAt.Date().String()), text.Fold(l.Detail)}
	if l.NHSNumber != "" {
		keys = append(keys, string(l.NHSNumber), l.NHSNumber.String())
	}
	return keys
}
