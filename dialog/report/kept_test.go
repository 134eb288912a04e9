package report_test

import (
	"testing"

	"alongside/dialog"
	"alongside/dialog/report"
)

func TestKeptDetails(t *testing.T) {
	born := dialog.Date{Year: 1974, Month: 2, Day: 9}
	whole := dialog.Person{Title: "Mr", Family: "O'Neill", Given: "Ciarán", Preferred: "Kit", BirthDate: born, NHSNumber: "9990732787", LocalPatientID: "D1"}
	stub := dialog.Person{Family: "O Neill", Given: "Ciaran", BirthDate: born}
	noNumber := whole
	noNumber.NHSNumber = ""
	numbered := stub
	numbered.NHSNumber = "9990732787"
	for _, c := range []struct {
		name        string
		kept, other dialog.Person
		fuller      int
		off         string
	}{
		{"the thin one kept", stub, whole, -1, "Not shown on top any more, from the record that is not kept: NHS number, local id, name, title and name they like to be called."},
		{"the full one kept", whole, stub, 1, "Not shown on top any more, from the record that is not kept: name."},
		{"the same twice", whole, whole, 0, ""},
		{"a number outweighs the rest", numbered, noNumber, 1, "Not shown on top any more, from the record that is not kept: local id, name, title and name they like to be called."},
		{"what is only noted", dialog.Person{Family: "Smith"}, dialog.Person{Family: "SMITH", Deceased: true, Inpatient: true}, -1, "Not shown on top any more, from the record that is not kept: note of a hospital stay and note that the person has died."},
	} {
		t.Run(c.name, func(t *testing.T) {
			fuller := report.Fuller(&c.kept, &c.other)
			if (fuller > 0) != (c.fuller > 0) || (fuller < 0) != (c.fuller < 0) || report.Fuller(&c.other, &c.kept) != -fuller {
				t.Errorf("Fuller is %d, want the sign of %d", fuller, c.fuller)
			}
			if off := report.OffTopWords(&c.kept, &c.other); off != c.off {
				t.Errorf("OffTopWords = %q\nwant %q", off, c.off)
			}
		})
	}
}
