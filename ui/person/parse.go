package person

import (
	"alongside/dialog"
	"alongside/ui/field"
)

// dateHint says how a date is typed.
const dateHint = "For example 14-Jul-1985 or 14/07/1985."

// filled is a field with a value that was kept before.
func filled[F field.Field](f F, value string) F {
	f.Set(value)
	return f
}

// pastDate reads a date that is not after today, and refuses one that is with a
// sentence.
func pastDate(today dialog.Date, sentence string) func(string) (string, error) {
	return func(typed string) (string, error) {
		d, err := dialog.ParseDate(typed)
		switch {
		case err != nil:
			return "", err
		case today.Before(d):
			return "", &dialog.Error{Code: dialog.Invalid, Message: sentence}
		}
		return d.String(), nil
	}
}

// readDate is a date as a date field gives it, the zero Date for none.
func readDate(value string) dialog.Date {
	d, err := dialog.ParseDate(value)
	if err != nil {
		return dialog.Date{}
	}
	return d
}

// dateValue is a date for a date field, empty for none.
func dateValue(d dialog.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// nhsNumber reads an NHS number and returns it in the groups that people read.
func nhsNumber(demo bool) func(string) (string, error) {
	return func(typed string) (string, error) {
		n, err := dialog.ParseNHSNumber(typed, demo)
		switch {
		case err != nil:
			return "", err
		case n == "":
			return "", &dialog.Error{Code: dialog.Invalid, Message: "An NHS number has ten digits. Leave it empty if you do not have it."}
		}
		return n.String(), nil
	}
}
