package report

import (
	"alongside/dialog"
	"alongside/dialog/instrument"
)

// CheckedWords says when an entry of the directory was checked, and plainly where that
// is long ago.
func CheckedWords(l *dialog.Local, today dialog.Date, words *instrument.Text) string {
	w, on := &words.Words.Directory, words.Day(l.Checked)
	switch {
	case today.Before(l.Checked):
		return w.Future.With("date", on)
	case l.Old(today):
		return w.Old.With("date", on, "n", dialog.DirectoryMonths)
	}
	return w.Checked.With("date", on)
}
