package fhir_test

import (
	"bytes"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/fhir"
	"alongside/dialog/instrument"
)

// Each case changes what one resource says, in a way that its shape allows, and
// the record is refused.
func TestReadingRefuses(t *testing.T) {
	c := codec(t)
	const other = "Patient/01961b16-0000-7000-8000-000000000999"
	for name, test := range map[string]struct{ kind, from, to, want string }{
		"somebody else's goal":         {"Goal", "Patient/" + personID, other, "another person"},
		"somebody else's response":     {"QuestionnaireResponse", `"subject":{"reference":"Patient/` + personID, `"subject":{"reference":"` + other, "another person"},
		"somebody else's observation":  {"Observation", `"subject":{"reference":"Patient/` + personID, `"subject":{"reference":"` + other, "another person"},
		"another rating":               {"Observation", `"valueInteger":1`, `"valueInteger":2`, "differ"},
		"another mean":                 {"Observation", `"valueQuantity":{"value":3.83`, `"valueQuantity":{"value":3.84`, "differ"},
		"a mean in the response":       {"QuestionnaireResponse", `{"valueDecimal":3.83}`, `{"valueDecimal":3.84}`, "differ"},
		"a status":                     {"QuestionnaireResponse", `"status":"amended"`, `"status":"completed"`, "differ"},
		"a referral open and closed":   {"EpisodeOfCare", `"status":"finished"`, `"status":"active"`, "differ"},
		"an action done and not done":  {"Task", `"status":"in-progress"`, `"status":"completed"`, "differ"},
		"a goal struck out and not":    {"Goal", `"lifecycleStatus":"active"`, `"lifecycleStatus":"entered-in-error"`, "differ"},
		"no such slot":                 {"Goal", `"valueCode":"1"`, `"valueCode":"4"`, "Goal-Based"},
		"no such layout":               {"QuestionnaireResponse", `"valueCode":"interview"`, `"valueCode":"telepathy"`, "what became of it"},
		"a goal without a kind":        {"Goal", `"code":"life"`, `"code":"rating"`, "about treatment or about life"},
		"a name turned round":          {"Patient", "Robin", "Robin\u202e", "The name"},
		"another measure's address":    {"QuestionnaireResponse", "https://alongside.example/fhir/Questionnaire", "https://else.example/fhir/Questionnaire", "not one of this service"},
		"an ethnic category of nobody": {"Patient", `"code":"F"`, `"code":"I"`, "is not a code of its system"},
		"an id of nobody":              {"Patient", personID, "nobody", "UUID"},
	} {
		t.Run(name, func(t *testing.T) {
			err := readChanged(t, c, test.kind, test.from, test.to)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want one that says %q", err, test.want)
			}
		})
	}
}

// Gender, what it was before and whether it is the same as at birth are in no
// resource; the ethnic category that stands is.
func TestGenderIsInNoResource(t *testing.T) {
	all := string(bytes.Join(encode(t, codec(t).Resources(told(t))), nil))
	for _, never := range []string{"ender", "female", `"male`, "same-as-at-birth", "at birth"} {
		if strings.Contains(all, never) {
			t.Errorf("the resources say %q", never)
		}
	}
	if !strings.Contains(all, "Extension-UKCore-EthnicCategory") {
		t.Error("the resources have no ethnic category")
	}
}

// readChanged reads the record of told with a text changed in the first resource
// of a kind that has it.
func readChanged(t *testing.T, c *fhir.Codec, kind, from, to string) error {
	t.Helper()
	done := false
	var in []fhir.Resource
	for _, b := range encode(t, c.Resources(told(t))) {
		if !done && bytes.HasPrefix(b, []byte(`{"resourceType":"`+kind+`"`)) && bytes.Contains(b, []byte(from)) {
			b, done = bytes.ReplaceAll(b, []byte(from), []byte(to)), true
		}
		r, err := c.Parse(b)
		if err != nil {
			return err
		}
		in = append(in, r)
	}
	if !done {
		t.Fatal("nothing was changed")
	}
	_, err := c.Record(in)
	return err
}

func TestSettings(t *testing.T) {
	for name, test := range map[string]struct {
		give fhir.Settings
		ok   bool
	}{
		"none":                     {fhir.Settings{}, true},
		"a trust's own":            {fhir.Settings{Base: "https://fhir.trust.example/alongside", Organisation: "RXX"}, true},
		"a slash at the end":       {fhir.Settings{Base: "https://fhir.trust.example/"}, false},
		"no address":               {fhir.Settings{Base: "trust"}, false},
		"a version in it":          {fhir.Settings{Base: "https://fhir.trust.example/a|b"}, false},
		"an organisation in words": {fhir.Settings{Organisation: "My trust"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := fhir.New(test.give); (err == nil) != test.ok {
				t.Errorf("got %v", err)
			}
		})
	}
}

// The two items whose codes are in dispute carry the published codes by default;
// with the other set, whose codes for them are inferred, only the program's own.
func TestCodesInDisputeAreASetting(t *testing.T) {
	validator, _ := instrument.Codes(instrument.ValidatorCodes)
	for name, test := range map[string]struct {
		set  *instrument.CodeSet
		want map[dialog.Domain]string
	}{
		"default":   {nil, map[dialog.Domain]string{dialog.Friendships: "1037701000000108", dialog.PartnerFamily: "1037711000000105", dialog.Meetings: "1037751000000109"}},
		"validator": {validator, map[dialog.Domain]string{dialog.Friendships: "", dialog.PartnerFamily: "", dialog.Meetings: "1037751000000109"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := fhir.New(fhir.Settings{Codes: test.set})
			if err != nil {
				t.Fatal(err)
			}
			got := snomed(c.Resources(told(t)))
			for d, want := range test.want {
				if got[d] != want {
					t.Errorf("%s has %q, want %q", d, got[d], want)
				}
			}
			if err := c.CheckAll(encode(t, c.Resources(told(t))), true); err != nil {
				t.Error(err)
			}
		})
	}
}

// snomed returns the SNOMED CT code of each item's observation, "" for none.
func snomed(resources []fhir.Resource) map[dialog.Domain]string {
	codes := map[dialog.Domain]string{}
	for _, r := range resources {
		o, ok := r.(*fhir.Observation)
		if !ok {
			continue
		}
		concept, domain := "", dialog.NoDomain
		for _, coding := range o.Code.Coding {
			if d, err := dialog.ParseDomain(coding.Code); err == nil {
				domain = d
			} else if coding.System == "http://snomed.info/sct" {
				concept = coding.Code
			}
		}
		if domain.Valid() {
			codes[domain] = concept
		}
	}
	return codes
}

// A variant of the measure never goes out under the codes of the measure.
func TestVariantHasNoSNOMED(t *testing.T) {
	c := codec(t)
	h := told(t)
	h.Record.Goals = nil
	h.Record.Assessments[0].Instrument = dialog.Instrument{Name: "dialog-13", Version: "1"}
	for _, b := range encode(t, c.Resources(h)) {
		if bytes.Contains(b, []byte("snomed")) {
			t.Fatalf("%s", b)
		}
	}
}

// An item that has no number has none anywhere, and the two reasons stay apart.
func TestNoNumberForDeclined(t *testing.T) {
	c := codec(t)
	found := map[string]int{}
	for _, r := range c.Resources(told(t)) {
		if o, ok := r.(*fhir.Observation); ok && o.DataAbsentReason != nil && len(o.DerivedFrom) > 0 {
			found[o.DataAbsentReason.Coding[0].Code]++
			if o.ValueInteger != nil || o.ValueQuantity != nil {
				t.Error("it has a number")
			}
		}
	}
	if found["asked-declined"] != 1 || found["not-applicable"] != 1 || len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

// What was amended away does not remain somewhere as if it still stood.
func TestAmendedAway(t *testing.T) {
	c := codec(t)
	h := told(t)
	h = fhir.Follow(append(entriesOf(t), amend(h, dialog.MentalHealth, dialog.Answer{State: dialog.Later})))
	for _, r := range c.Resources(h) {
		o, ok := r.(*fhir.Observation)
		if !ok || o.Code.Text != "Mental health" {
			continue
		}
		if o.Status != "entered-in-error" || o.ValueInteger != nil {
			t.Errorf("got %s with %v", o.Status, o.ValueInteger)
		}
		return
	}
	t.Error("the observation is gone")
}

// A goal that was recorded in error goes out as such, and reads back so.
func TestAStruckOutGoal(t *testing.T) {
	c := codec(t)
	h := told(t)
	strike := amend(h, dialog.MentalHealth, dialog.Answer{})
	strike.Body = &dialog.PartStruckOut{Part: dialog.PartGoal, ID: h.Record.Goals[0].ID, Reason: "Somebody else's"}
	h = fhir.Follow(append(entriesOf(t), strike))
	out := c.Resources(h)
	for _, r := range out {
		if g, ok := r.(*fhir.Goal); ok && (g.LifecycleStatus != "entered-in-error" || g.AchievementStatus != nil) {
			t.Errorf("the goal goes out as %s", g.LifecycleStatus)
		}
	}
	if err := c.CheckAll(encode(t, out), true); err != nil {
		t.Error(err)
	}
	got, err := c.Record(out)
	if err != nil || !got.Goals[0].Struck.Out() || got.Goals[0].Struck.Reason != "Somebody else's" {
		t.Errorf("it reads back as %+v, %v", got, err)
	}
}
