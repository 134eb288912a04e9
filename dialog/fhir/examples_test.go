package fhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"alongside/dialog/fhir"
)

var update = flag.Bool("update", false, "write the examples in docs/fhir again")

var examplesFolder = filepath.Join("..", "..", "docs", "fhir")

// examples are the resources shown in docs/fhir, by file.
func examples(t *testing.T, c *fhir.Codec) map[string]any {
	t.Helper()
	h := told(t)
	out := map[string]any{"questionnaire": c.Questionnaire()}
	for _, r := range c.Resources(h) {
		if name := exampleName(r); name != "" && out[name] == nil {
			out[name] = r
		}
	}
	bundles, err := c.Bundles(h, h.Record.Assessments[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	out["transaction"] = bundles[0]
	return out
}

func exampleName(r fhir.Resource) string {
	switch r := r.(type) {
	case *fhir.Patient:
		return "patient"
	case *fhir.EpisodeOfCare:
		return "episode-of-care"
	case *fhir.QuestionnaireResponse:
		return "questionnaire-response"
	case *fhir.Goal:
		return "goal"
	case *fhir.Task:
		return "task"
	case *fhir.CarePlan:
		return "care-plan"
	case *fhir.Provenance:
		return "provenance-" + map[string]string{"CREATE": "finished", "UPDATE": "amended"}[r.Activity.Coding[0].Code]
	case *fhir.Observation:
		switch {
		case r.ValueQuantity != nil:
			return "observation-mean"
		case len(r.Focus) > 0:
			return "observation-goal-rating"
		case r.ValueInteger != nil:
			return "observation-rated"
		case len(r.DerivedFrom) == 0:
			return "observation-offer"
		case r.DataAbsentReason.Coding[0].Code == "asked-declined":
			return "observation-declined"
		}
		return "observation-not-applicable"
	}
	return ""
}

// The examples in docs/fhir are what is written today, and each passes the check.
func TestExamples(t *testing.T) {
	c := codec(t)
	found := examples(t, c)
	for name, resource := range found {
		compact, err := fhir.Encode(resource)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Check(compact); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var want bytes.Buffer
		if err := json.Indent(&want, compact, "", "  "); err != nil {
			t.Fatal(err)
		}
		want.WriteByte('\n')
		file := filepath.Join(examplesFolder, name+".json")
		if *update {
			if err := os.WriteFile(file, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s is not what is written today; run the test with -update and read the difference", file)
		}
	}
	files, err := filepath.Glob(filepath.Join(examplesFolder, "*.json"))
	if err != nil || len(files) != len(found) {
		t.Errorf("%d files for %d examples (%v)", len(files), len(found), err)
	}
}
