package instrument_test

import (
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

func TestCodeSetsThatShip(t *testing.T) {
	for _, name := range []string{instrument.StatisticsCodes, instrument.ValidatorCodes} {
		set, ok := instrument.Codes(name)
		if !ok || set.Name != name {
			t.Fatalf("the set %s cannot be read", name)
		}
		for _, d := range dialog.Domains() {
			if set.Code(d).Concept == "" {
				t.Errorf("%s has no code for %s", name, d)
			}
		}
		for slot := dialog.FirstSlot; slot <= dialog.LastSlot; slot++ {
			if !set.Goal(slot).Usable() {
				t.Errorf("%s has no code for goal %d", name, slot)
			}
		}
		if set.Goal(4) != (instrument.Code{}) {
			t.Errorf("%s has a code for a fourth goal", name)
		}
		if set.Code(dialog.NoDomain) != (instrument.Code{}) {
			t.Errorf("%s has a code for no domain", name)
		}
	}
	if _, ok := instrument.Codes("of-nobody"); ok {
		t.Error("a set that does not ship was found")
	}
}

// The sets agree in nine items. Of the other two the default passes on the codes
// that are published for them, and the other set says that its own are inferred.
func TestCodesInDispute(t *testing.T) {
	statistics := instrument.DefaultCodes()
	validator, _ := instrument.Codes(instrument.ValidatorCodes)
	for _, d := range dialog.Domains() {
		disputed := d == dialog.PartnerFamily || d == dialog.Friendships
		ours, other := statistics.Code(d), validator.Code(d)
		if (ours.Concept != other.Concept) != disputed {
			t.Errorf("%s: %s and %s", d, ours.Concept, other.Concept)
		}
		if !ours.Usable() || other.Usable() == disputed {
			t.Errorf("%s: usable is %v and %v", d, ours.Usable(), other.Usable())
		}
	}
	// By meaning: in the published table friendships are the older item 6.
	if got := statistics.Code(dialog.Friendships).Concept; got != "1037701000000108" {
		t.Errorf("friendships have %s", got)
	}
}

func TestValidConcept(t *testing.T) {
	for name, test := range map[string]struct {
		give string
		want bool
	}{
		"an item":                      {"1037651000000100", true},
		"a short one":                  {"404684003", true},
		"rounded by a spreadsheet":     {"1037661000000100", false},
		"two digits changed places":    {"1037615000000100", false},
		"a description, not a concept": {"680946014", false},
		"leading zero":                 {"0404684003", false},
		"letters":                      {"40468400A", false},
		"empty":                        {"", false},
		"too long":                     {"1037651000000100100", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := instrument.ValidConcept(test.give); got != test.want {
				t.Errorf("%s: got %v", test.give, got)
			}
		})
	}
}

func TestParseCodesRefuses(t *testing.T) {
	const good = `{"name":"n","version":"1","source":"s","checked_by":"","codes":{"meetings":{"concept":"1037751000000109","standing":"confirmed"}}}`
	if _, err := instrument.ParseCodes([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"no source":       {`"source":"s"`, `"source":""`},
		"unknown key":     {`"name":"n"`, `"name":"n","colour":"red"`},
		"unknown area":    {`"meetings"`, `"money"`},
		"wrong digit":     {`1037751000000109`, `1037751000000108`},
		"no standing":     {`confirmed`, `sure`},
		"a number":        {`"1037751000000109"`, `1037751000000109`},
		"a fourth goal":   {`"codes":{`, `"goals":{"4":{"concept":"1638531000000102","standing":"confirmed"}},"codes":{`},
		"a goal's digit":  {`"codes":{`, `"goals":{"1":{"concept":"1638531000000103","standing":"confirmed"}},"codes":{`},
		"one code, twice": {`"codes":{`, `"codes":{"medication":{"concept":"1037751000000109","standing":"confirmed"},`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := instrument.ParseCodes([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
				t.Error("was accepted")
			}
		})
	}
}
