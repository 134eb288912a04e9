package instrument_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// TestWordingIsFixed fails when a word of the measure changes without its version
// changing with it.
func TestWordingIsFixed(t *testing.T) {
	b, err := os.ReadFile("text/en.json")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	const want = "11-item.1 c96f6115117491b4c71f89b5549cb2cfe81ca706105c7baa47a768e5b8c61574"
	if got := instrument.DIALOG.Version + " " + hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the wording or the version changed: got %s, want %s; a new wording needs a new version", got, want)
	}
}

func TestEnglishHasEveryWord(t *testing.T) {
	text := instrument.English()
	for _, d := range dialog.Domains() {
		if text.Question(d) == "" || text.Short(d) == "" {
			t.Errorf("%s has no words", d)
		}
	}
	if text.Question(dialog.NoDomain) != "" || text.Label(0) != "" || text.Label(8) != "" {
		t.Error("words are given for what is not in the measure")
	}
	if text.Label(1) != "totally dissatisfied" || text.Label(7) != "totally satisfied" {
		t.Error("the ends of the scale are not where they belong")
	}
}

func TestParseRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"not JSON":       `{`,
		"no source":      `{"tag":"xx","name":"X"}`,
		"too few labels": `{"tag":"xx","name":"X","source":"s","help":"h","help_yes":"y","help_no":"n","labels":["a"],"items":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := instrument.Parse([]byte(file)); err == nil {
				t.Error("was accepted")
			}
		})
	}
}
