package plain_test

import (
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui/uitest/golden"
)

func TestAboutThePerson(t *testing.T) {
	m := caseload(t)
	got := talk(t, m, "1", "smith jane", "1", "c", "1", "1", "w", "2", "2", "A woman", "5", "4 99", "2 4", "", "5", "4 11", "Glasses", "5", "2", "4 11", "", "3", "3", "",
		"3", "4", "4", "k", "7", "o", "s", "n", "", "Ruth Smith", "her sister", "The number on the fridge", "y", "7", "1 2", "1", "2", "1", "2", "b", "b", "0", "0")
	golden.Compare(t, "about", got)
	r, _ := latest(t, m, "Smith", "Jane")
	for trait, want := range map[dialog.Trait]string{dialog.Ethnicity: "declined", dialog.Gender: "female", dialog.Disability: "some", dialog.SameAsAtBirth: "no",
		dialog.SexualOrientation: "not-known", dialog.MaritalStatus: "not-asked", dialog.Pregnancy: ""} {
		if got := r.AboutWord(trait); got != want {
			t.Errorf("%s is %q, want %q", trait, got, want)
		}
	}
	if c := r.About(dialog.Gender); c.Teller != dialog.TellerPerson || c.Words != "A woman" {
		t.Errorf("gender is %+v", c)
	}
	if c := r.About(dialog.Disability); !slices.Equal(c.Values, []string{"hearing", "sight"}) || len(c.Before) != 1 {
		t.Errorf("disability is %+v", c)
	}
	if s := r.Supporters[len(r.Supporters)-1]; s.Name != "Ruth Smith" || len(s.Share) != 2 || len(s.MayKnow()) != 0 || s.Withdrawn != dialog.DateOf(today) {
		t.Errorf("the supporter is %+v", s)
	}
	for line := range strings.SplitSeq(got, "\n") {
		if strings.Contains(line, "same as at birth: No") {
			t.Errorf("a list says %q", line)
		}
	}
}

// What was typed wrong is put right and struck out; the input may end anywhere.
func TestPuttingRightAboutThePerson(t *testing.T) {
	lines := []string{"1", "smith jane", "1", "c", "6", "4", "", "6", "1", "1", "6", "3", "Another person's", "s", "n", "Sam", "", "", "n", "0", "1", "1", "Sam Okafor", "a friend", "", "y", "3", "1", "3", "1", "4", "Not hers", "1", "b", "b", "0", "0"}
	for n := range lines {
		m := caseload(t)
		got := talk(t, m, lines[:n+1]...)
		if n < len(lines)-1 {
			if !strings.HasSuffix(got, "The input has ended. What was saved is kept.\n") {
				t.Fatalf("after %d lines the last words are %q", n+1, got[max(0, len(got)-120):])
			}
			continue
		}
		r, _ := latest(t, m, "Smith", "Jane")
		if r.About(dialog.Religion) != nil || len(r.Characteristics) == 0 {
			t.Errorf("religion stands as %+v", r.About(dialog.Religion))
		}
		s := r.Supporters[len(r.Supporters)-1]
		if s.Name != "Sam Okafor" || !s.Struck.Out() || len(s.Before) != 2 || s.Ended.IsZero() || !slices.Equal(s.Before[1].Value.Share, []dialog.Share{dialog.ShareRatings}) {
			t.Errorf("the supporter is %+v", s)
		}
	}
}
