package plain_test

import (
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui/uitest/memory"
)

// A lone b goes back one question wherever text is typed, says so, and is never text.
func TestBGoesBackFromText(t *testing.T) {
	start := begin[:len(begin)-1] // before what was agreed the last time
	fives := slices.Repeat([]string{"5", ""}, dialog.DomainCount-1)
	finished := append(append(append([]string{}, begin...), fives...), "5", "", "f", "y")
	tests := map[string]struct {
		before, lines []string
		next          []string // what comes after the b, in this order
	}{
		"a word on what became of something":     {start, []string{"2", "b"}, []string{"What became of it?"}},
		"the note of an item":                    {begin, []string{"n", "b"}, []string{"Your answer:"}},
		"why it is incomplete":                   {begin, append(append([]string{}, fives...), "d", "", "f", "b"), []string{"Review. Here is what is recorded.", "Type f to finish"}},
		"a note of the conversation":             {finished, []string{"3", "Slept badly", "b", "Slept well"}, []string{"Step 1 of 4", "The note now: Slept badly", "Saved."}},
		"what is agreed":                         {finished, []string{"3", "", "", "", "", "a", "b"}, []string{"What next?"}},
		"a new person, back to the field before": {[]string{"4"}, []string{"Smith", "b", "Smithson"}, []string{"Family name, now Smith"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := caseload(t)
			got := talk(t, m, append(append([]string{}, test.before...), test.lines...)...)
			_, rest, said := strings.Cut(got, "Back. Nothing was recorded here.")
			if !said {
				t.Fatalf("it does not say so:\n%s", got[max(0, len(got)-800):])
			}
			for _, want := range test.next {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q does not come next:\n%s", want, rest)
				}
				rest = after
			}
			if said := taken(t, m); said != "" {
				t.Errorf("b was recorded: %s", said)
			}
		})
	}
}

// taken finds a b that was recorded as text.
func taken(t *testing.T, m *memory.Keeper) string {
	t.Helper()
	r, a := latest(t, m, "Smith", "Jane")
	for _, d := range dialog.Domains() {
		if a.Answers.Get(d).Note == "b" {
			return "a note"
		}
	}
	for _, n := range r.Talks {
		for _, note := range n.Notes {
			if note.Text == "b" {
				return "a note of the conversation"
			}
		}
	}
	for i := range r.Actions {
		for _, review := range r.Actions[i].Reviews {
			if review.Note == "b" {
				return "a review"
			}
		}
	}
	if a.Reason == "b" {
		return "a reason"
	}
	return ""
}
