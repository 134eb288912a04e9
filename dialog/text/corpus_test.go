package text_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"alongside/dialog/text"
)

var update = flag.Bool("update", false, "write what Clean and Show do now into the corpus")

const corpusFile = "testdata/hostile.golden"

// payload is one line of the corpus: tab-separated a name, the text as a Go
// string literal in ASCII, what Clean makes of it as a name, and what Show
// makes of it.
type payload struct {
	name, input, clean, show string
}

// corpus reads the payloads; clean and show may be missing in new lines.
func corpus(t testing.TB) []payload {
	t.Helper()
	data, err := os.ReadFile(corpusFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []payload
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		input, err := strconv.Unquote(fields[1])
		if err != nil {
			t.Fatalf("corpus line %q: %v", line, err)
		}
		p := payload{name: fields[0], input: input}
		if len(fields) == 4 {
			p.clean, p.show = fields[2], fields[3]
		}
		all = append(all, p)
	}
	return all
}

// cleaned writes what Clean returns for s as the corpus has it.
func cleaned(s string) string {
	out, err := text.Clean(s, text.Name)
	var refusal *text.Error
	if errors.As(err, &refusal) {
		return fmt.Sprintf("%s at %d", refusal.Reason, refusal.At)
	}
	return strconv.QuoteToASCII(out)
}

func TestCorpus(t *testing.T) {
	payloads := corpus(t)
	if *update {
		var b strings.Builder
		for _, p := range payloads {
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", p.name, strconv.QuoteToASCII(p.input),
				cleaned(p.input), strconv.QuoteToASCII(text.Show(p.input)))
		}
		if err := os.WriteFile(corpusFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		payloads = corpus(t)
	}
	if len(payloads) < 150 {
		t.Errorf("the corpus has %d payloads; some were lost", len(payloads))
	}
	for _, p := range payloads {
		t.Run(p.name, func(t *testing.T) {
			if got := cleaned(p.input); got != p.clean {
				t.Errorf("Clean: got %s, want %s", got, p.clean)
			}
			if got := strconv.QuoteToASCII(text.Show(p.input)); got != p.show {
				t.Errorf("Show: got %s, want %s", got, p.show)
			}
			checkShow(t, p.input)
			checkClean(t, p.input, text.Name)
			checkClean(t, p.input, text.Note)
			checkFold(t, p.input)
		})
	}
}
