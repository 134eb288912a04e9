package store_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
)

// TestALineIsReadAsItWasKept reads lines from the file whose texts mean something to
// SQL, to its formatting or to how a row is packed.
func TestALineIsReadAsItWasKept(t *testing.T) {
	s, _ := opened(t)
	for _, words := range []string{"O'Neill", "100%s", `%d"\`, "Ünal-Łukasz", "王小明", "עברית", "👩‍⚕️", "0", "x''", "NULL"} {
		id := s.NewID()
		add(t, s, about(id, &dialog.PersonRecorded{Person: dialog.Person{Title: words, Family: words, Given: words, Preferred: words,
			Pronouns: words, Communication: words, Language: words}}),
			about(id, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Team: words}}))
	}
	s.Forget()
	lines, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		r, err := s.Record(ctx, lines[i].Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(dialog.Summarise(r), *lines[i], sameWhen); diff != "" {
			t.Errorf("the line read is not that of the record:\n%s", diff)
		}
	}
	if len(lines) != 10 {
		t.Errorf("got %d lines, want 10", len(lines))
	}
}

// TestNoTextOfALineHoldsTheSeparator tries to record what would come between the
// columns of a packed row.
func TestNoTextOfALineHoldsTheSeparator(t *testing.T) {
	s, _ := opened(t)
	person := reflect.TypeFor[dialog.Person]()
	for i := range person.NumField() {
		if person.Field(i).Type.Kind() != reflect.String {
			continue
		}
		p := dialog.Person{Family: "Smith", Given: "Jane"}
		reflect.ValueOf(&p).Elem().Field(i).SetString("a\x1fb")
		_, err := s.Append(ctx, about(s.NewID(), &dialog.PersonRecorded{Person: p}))
		if dialog.ErrorCode(err) != dialog.Invalid {
			t.Errorf("%s: got %v, want it refused", person.Field(i).Name, err)
		}
	}
	id := s.NewID()
	add(t, s, personNamed(id, "Smith", "Jane"))
	_, err := s.Append(ctx, about(id, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Team: "a\x1fb"}}))
	wantCode(t, err, dialog.Invalid)
}
