package pseudo_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
)

var update = flag.Bool("update", false, "write the file anew")

// The file is kept as one that people can look at, and follow.
func TestTheFileIsAsItWasLookedAt(t *testing.T) {
	const name = "testdata/en-x-pseudo.json"
	if *update {
		if err := os.WriteFile(name, pseudo.File(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(pseudo.File()) {
		t.Error("the file differs from what is made of English now; run the test with -update, and look at it")
	}
}

func TestEveryTextIsOtherAndLonger(t *testing.T) {
	words, english := pseudo.Text(), instrument.English()
	for _, d := range dialog.Domains() {
		said, want := words.Question(d), utf8.RuneCountInString(english.Question(d))*14/10
		if strings.ContainsAny(said, "abcdefghijklmnopqrstuvwxyz") || utf8.RuneCountInString(said)+strings.Count(said, "語") < want { // which take two columns
			t.Errorf("%s is asked as %q", d, said)
		}
	}
	if got := words.Words.Item.Place.With("n", 3, "of", 11); strings.ContainsAny(got, "abcdefghijklmnopqrstuvwxyz{}") || !strings.Contains(got, "11") {
		t.Errorf("the place is %q", got)
	}
	if words.Doubt() == "" || pseudo.Checked().Doubt() != "" {
		t.Error("what was checked is not told from what was not")
	}
}
