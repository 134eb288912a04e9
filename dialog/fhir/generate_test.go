package fhir_test

import (
	"bufio"
	"bytes"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"alongside/dialog/fhir"
)

var writeTo = flag.String("ndjson", "", "write the generated resources to a file too, one on a line, for further validators")

// generated is how many resources are generated at least.
const generated = 20_000

// generate writes resources of made-up people, one on a line, the Questionnaire
// among them. They are the same each time.
func generate(t *testing.T, to io.Writer) {
	t.Helper()
	w := bufio.NewWriter(to)
	c := codec(t)
	kinds := map[string]int{}
	for n, seed := 0, 0; n < generated; seed++ {
		resources := c.Resources(fhir.Follow(journal.Example(seed)))
		if seed == 0 {
			resources = append(resources, c.Questionnaire())
		}
		out := encode(t, resources)
		if err := c.CheckAll(out, true); err != nil {
			t.Fatalf("our own check refuses it: %v", err)
		}
		for i, b := range out {
			kinds[resources[i].Type()]++
			n++
			if _, err := w.Write(append(b, '\n')); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"Patient", "EpisodeOfCare", "QuestionnaireResponse", "Observation", "Goal", "Task", "CarePlan", "Provenance"} {
		if kinds[kind] < 100 {
			t.Errorf("only %d of %s were generated", kinds[kind], kind)
		}
	}
	t.Logf("generated %v", kinds)
}

// TestOtherValidators holds 20,000 resources to validators that are not ours, and
// has the means worked out again from the Questionnaire's formulas. They are
// packages for Node.js and not part of the tree: docs/fhir/README.md says how to
// get them.
func TestOtherValidators(t *testing.T) {
	var out bytes.Buffer
	generate(t, &out)
	if *writeTo != "" {
		if err := os.WriteFile(*writeTo, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("NOT VALIDATED BY OTHERS: there is no node")
	}
	if _, err := os.Stat(filepath.Join("testdata", "validate", "node_modules")); err != nil {
		t.Skip("NOT VALIDATED BY OTHERS: run npm install --ignore-scripts --no-package-lock in dialog/fhir/testdata/validate")
	}
	file := filepath.Join(t.TempDir(), "resources.ndjson")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(node, filepath.Join("testdata", "validate", "validate.mjs"), file).CombinedOutput()
	said = said[max(0, len(said)-4000):]
	if err != nil {
		t.Fatalf("other validators refuse it: %v\n%s", err, said)
	}
	t.Logf("%s", said)
}
