package transfer

import (
	"cmp"
	"reflect"
	"strings"

	"alongside/dialog/fhir"
)

// column is a column of a table. The rows of a table are put into one place, one after
// the other, and at points to the field there: *string, *bool, *int32, *maybe[int32],
// *maybe[float64] or *dialog.Date. So what a row is made of is looked up once, and not
// for each value.
type column struct {
	name     string
	optional bool // of texts: "" stands for what is not recorded
	few      bool // few values differ
	at       any
}

// maybe is a number that need not be there.
type maybe[T int32 | float64] struct {
	value T
	there bool
}

// columnsOf reads the columns of a table from the tags of a row's fields: the name, and
// behind commas "optional" for a text that may not be recorded and "dict" for a column
// in which few values differ.
func columnsOf(row any) []column {
	v := reflect.ValueOf(row).Elem()
	columns := make([]column, v.NumField())
	for i := range columns {
		name, traits, _ := strings.Cut(v.Type().Field(i).Tag.Get("column"), ",")
		columns[i] = column{name, strings.Contains(traits, "optional"), strings.Contains(traits, "dict"), v.Field(i).Addr().Interface()}
	}
	return columns
}

// tabular is a format of tables.
type tabular interface {
	// begin begins the file of a table and returns what writes the row that the
	// columns point into.
	begin(name string, columns []column) (write func() error, err error)
	close() error
}

// tables takes rows of each table.
type tables struct {
	tabular
	person     func(personRow) error
	referral   func(referralRow) error
	assessment func(assessmentRow) error
	answer     func(answerRow) error
	goal       func(goalRow) error
	goalRating func(goalRatingRow) error
	offer      func(offerRow) error
	action     func(actionRow) error
	review     func(reviewRow) error
	event      func(eventRow) error
	fact       func(circumstanceRow) error
}

// newTables begins the files of all tables.
func newTables(f tabular) (writer, error) {
	t := &tables{tabular: f}
	err := cmp.Or(
		begin(f, "people", &t.person), begin(f, "referrals", &t.referral), begin(f, "assessments", &t.assessment), begin(f, answers, &t.answer),
		begin(f, "goals", &t.goal), begin(f, "goal-ratings", &t.goalRating), begin(f, "offers", &t.offer), begin(f, "actions", &t.action),
		begin(f, "action-reviews", &t.review), begin(f, "events", &t.event), begin(f, "circumstances", &t.fact),
	)
	return t, err
}

// answers is the name of the table that has more rows than all others.
const answers = "answers"

func begin[T any](f tabular, name string, to *func(T) error) error {
	place := new(T)
	write, err := f.begin(name, columnsOf(place))
	*to = func(row T) error {
		*place = row
		return write()
	}
	return err
}

func (t *tables) add(h *fhir.History) error { return t.addRecord(h.Record) }
