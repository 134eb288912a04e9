package dialog_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
)

// toldDay is before the day on which the book is written.
var toldDay = someDay.AddDays(-60)

func told(n byte, t dialog.Trait, values ...string) *dialog.CharacteristicRecorded {
	return &dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{
		ID: id(n), Trait: t, State: dialog.TraitTold, Values: values, From: toldDay, Teller: dialog.TellerTogether}}
}

func untold(n byte, t dialog.Trait, s dialog.TraitState) *dialog.CharacteristicRecorded {
	b := told(n, t)
	b.State = s
	return b
}

func TestWhatIsToldIsChecked(t *testing.T) {
	with := func(b *dialog.CharacteristicRecorded, change func(*dialog.CharacteristicRecorded)) *dialog.CharacteristicRecorded {
		change(b)
		return b
	}
	invalid := dialog.Invalid
	for name, tt := range map[string]struct {
		body *dialog.CharacteristicRecorded
		code dialog.Code
	}{
		"one value":                      {told(40, dialog.Ethnicity, "chinese"), ""},
		"several disabilities":           {told(40, dialog.Disability, "hearing", "sight"), ""},
		"no disability":                  {told(40, dialog.Disability, "none"), ""},
		"no disability and one":          {told(40, dialog.Disability, "none", "sight"), invalid},
		"no religion":                    {told(40, dialog.Religion, "none"), ""},
		"one disability twice":           {told(40, dialog.Disability, "sight", "sight"), invalid},
		"two ethnicities":                {told(40, dialog.Ethnicity, "chinese", "other"), invalid},
		"a code for a slug":              {told(40, dialog.Ethnicity, "R"), invalid},
		"a value of another trait":       {told(40, dialog.Gender, "chinese"), invalid},
		"told without a value":           {told(40, dialog.Gender), invalid},
		"a trait there is not":           {told(40, "star sign", "other"), invalid},
		"a state there is not":           {untold(40, dialog.Gender, "guessed"), invalid},
		"declined":                       {untold(40, dialog.Gender, dialog.TraitDeclined), ""},
		"not known":                      {untold(40, dialog.Gender, dialog.TraitNotKnown), ""},
		"declined with a value":          {with(told(40, dialog.Gender, "other"), func(b *dialog.CharacteristicRecorded) { b.State = dialog.TraitDeclined }), invalid},
		"declined with words":            {with(untold(40, dialog.Gender, dialog.TraitDeclined), func(b *dialog.CharacteristicRecorded) { b.Words = "x" }), invalid},
		"not asked, so nobody told it":   {with(untold(40, dialog.Gender, dialog.TraitNotAsked), func(b *dialog.CharacteristicRecorded) { b.Teller = "" }), ""},
		"declined by nobody":             {with(untold(40, dialog.Gender, dialog.TraitDeclined), func(b *dialog.CharacteristicRecorded) { b.Teller = "" }), invalid},
		"told by the look of them":       {with(told(40, dialog.Gender, "female"), func(b *dialog.CharacteristicRecorded) { b.Teller = "inferred" }), invalid},
		"words that are a story":         {with(told(40, dialog.Gender, "other"), func(b *dialog.CharacteristicRecorded) { b.Words = strings.Repeat("a", 201) }), invalid},
		"on no day":                      {with(told(40, dialog.Gender, "other"), func(b *dialog.CharacteristicRecorded) { b.From = dialog.Date{} }), invalid},
		"on a day to come":               {with(told(40, dialog.Gender, "other"), func(b *dialog.CharacteristicRecorded) { b.From = someDay.AddDays(400) }), invalid},
		"without identity":               {with(told(40, dialog.Gender, "other"), func(b *dialog.CharacteristicRecorded) { b.ID = dialog.ID{} }), invalid},
		"made into something else":       {told(41, dialog.Gender, "other"), dialog.Conflict},
		"corrected on the same day":      {told(41, dialog.Religion, "sikh"), ""},
		"corrected after it is struck":   {told(42, dialog.Religion, "sikh"), dialog.Conflict},
		"recorded anew, the old in view": {told(43, dialog.Religion, "sikh"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := talking(t)
			b.must(told(41, dialog.Religion, "hindu"))
			b.must(told(42, dialog.Religion, "jain"))
			b.must(&dialog.PartStruckOut{Part: dialog.PartCharacteristic, ID: id(42), Reason: "Another person's"})
			if err := b.try(tt.body); dialog.ErrorCode(err) != tt.code {
				t.Errorf("gives %v, want code %q", err, tt.code)
			}
		})
	}
}

// What was told, declined, not asked, not known and never recorded stay apart, and
// what stands is the latest that was not struck out.
func TestWhatStandsAboutAPerson(t *testing.T) {
	b := talking(t)
	want := func(trait dialog.Trait, word string) {
		t.Helper()
		if got := b.record.AboutWord(trait); got != word {
			t.Errorf("%s is %q, want %q", trait, got, word)
		}
	}
	for _, trait := range dialog.Traits() {
		want(trait, "")
	}
	b.must(untold(40, dialog.Gender, dialog.TraitDeclined))
	want(dialog.Gender, "declined")
	later := told(41, dialog.Gender, "non-binary")
	later.From = toldDay.AddDays(-400)
	b.must(later)
	want(dialog.Gender, "declined") // it was so before
	b.must(told(42, dialog.Gender, "female"))
	want(dialog.Gender, "female")
	b.must(&dialog.PartStruckOut{Part: dialog.PartCharacteristic, ID: id(42), Reason: "Another person's"})
	want(dialog.Gender, "declined")
	b.must(untold(43, dialog.Disability, dialog.TraitNotAsked))
	want(dialog.Disability, "not-asked")
	b.must(told(43, dialog.Disability, "sight", "speech"))
	want(dialog.Disability, dialog.DisabilitySome)
	b.must(told(43, dialog.Disability, dialog.NoDisability))
	want(dialog.Disability, dialog.DisabilityNone)
	if was := b.record.Characteristic(id(43)).Before; len(was) != 2 || was[0].Value.State != dialog.TraitNotAsked || !slices.Equal(was[1].Value.Values, []string{"sight", "speech"}) {
		t.Errorf("before it was %+v", was)
	}
}

// Correcting what stood on an earlier day needs a reason, and leave where somebody
// else recorded it.
func TestCorrectingWhatWasTold(t *testing.T) {
	b := talking(t)
	b.must(told(40, dialog.Religion, "hindu"))
	b.now = b.now.AddDate(0, 0, 3)
	fixed := told(40, dialog.Religion, "sikh")
	if err := b.try(fixed); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("without a reason: %v", err)
	}
	fixed.Reason = "Misheard"
	for worker, want := range map[byte]dialog.Permission{2: dialog.PermAmendOwn, 3: dialog.PermAmendOthers} {
		if got := dialog.Needs(b.record, dialog.Change{Person: id(1), Worker: id(worker), Body: fixed}); got != want {
			t.Errorf("worker %d needs %s, want %s", worker, got, want)
		}
	}
	b.must(fixed)
	if was := b.record.Characteristic(id(40)).Before; len(was) != 1 || was[0].Reason != "Misheard" {
		t.Errorf("before it was %+v", was)
	}
}

// Each choice has one slug, one code and one label, and a code says what it says.
func TestCodesOfTraits(t *testing.T) {
	for _, trait := range dialog.Traits() {
		slugs, codes, labels := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, c := range trait.Choices() {
			if slugs[c.Slug] || labels[c.Label] || c.Label == "" || c.Slug == "" || trait.Label(c.Slug) != c.Label {
				t.Errorf("%s has %+v twice, or unnamed", trait, c)
			}
			slugs[c.Slug], labels[c.Label] = true, true
			if c.Code == "" {
				if trait != dialog.Pregnancy {
					t.Errorf("%s has no code for %s", trait, c.Slug)
				}
				continue
			}
			if codes[c.Code] {
				t.Errorf("%s has the code %s twice", trait, c.Code)
			}
			codes[c.Code] = true
			fact := told(40, trait, c.Slug).Characteristic
			slug, state, ok := trait.SlugOf(c.Code)
			if got := fact.Codes(); !slices.Equal(got, []string{c.Code}) || slug != c.Slug || state != dialog.TraitTold || !ok {
				t.Errorf("%s: %s has the codes %v, and %s is read as %q", trait, c.Slug, got, c.Code, slug)
			}
		}
		if _, _, ok := trait.SlugOf(""); ok {
			t.Errorf("%s reads no code as an answer", trait)
		}
	}
	for name, tt := range map[string]struct {
		trait                      dialog.Trait
		declined, notAsked, noIdea string
	}{
		"ethnicity":          {dialog.Ethnicity, "Z", "99", "99"},
		"gender":             {dialog.Gender, "Z", "X", "X"},
		"same as at birth":   {dialog.SameAsAtBirth, "Z", "X", "X"},
		"sexual orientation": {dialog.SexualOrientation, "Z", "9", "9"},
		"disability":         {dialog.Disability, "ZZ", "", ""},
		"religion":           {dialog.Religion, "M", "N", "N"},
		"marital status":     {dialog.MaritalStatus, "N", "9", "9"},
		"pregnancy":          {dialog.Pregnancy, "", "", ""},
	} {
		for state, want := range map[dialog.TraitState]string{dialog.TraitDeclined: tt.declined, dialog.TraitNotAsked: tt.notAsked, dialog.TraitNotKnown: tt.noIdea} {
			fact := untold(40, tt.trait, state).Characteristic
			if got := strings.Join(fact.Codes(), " "); got != want {
				t.Errorf("%s, %s has the code %q, want %q", name, state, got, want)
			}
			if got, read, ok := tt.trait.SlugOf(want); want != "" && (!ok || got != "" || read == dialog.TraitTold || (read == dialog.TraitDeclined) != (state == dialog.TraitDeclined)) {
				t.Errorf("%s: %q is read as %q, %s", name, want, got, read)
			}
		}
	}
}

// Whatever is tried, what stands was told by somebody, in words the trait has.
func TestNothingIsInferred(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := talking(t)
		for range rapid.IntRange(1, 12).Draw(rt, "entries") {
			trait := rapid.SampledFrom(dialog.Traits()).Draw(rt, "trait")
			body := told(rapid.SampledFrom([]byte{40, 41, 42}).Draw(rt, "id"), trait)
			body.State = rapid.SampledFrom([]dialog.TraitState{dialog.TraitTold, dialog.TraitDeclined, dialog.TraitNotAsked, dialog.TraitNotKnown, ""}).Draw(rt, "state")
			body.Values = rapid.SliceOfN(rapid.SampledFrom([]string{"other", "female", "none", "sight", "yes", "X"}), 0, 3).Draw(rt, "values")
			body.Teller = rapid.SampledFrom([]dialog.Teller{dialog.TellerPerson, dialog.TellerElsewhere, ""}).Draw(rt, "teller")
			_ = b.try(body) // it may be refused
		}
		for _, trait := range dialog.Traits() {
			c := b.record.About(trait)
			switch {
			case c == nil:
				continue
			case c.State == dialog.TraitTold && (len(c.Values) == 0 || c.Teller == ""), c.State != dialog.TraitTold && len(c.Values) > 0:
				rt.Fatalf("%s stands as %+v", trait, c)
			}
			for _, v := range c.Values {
				if trait.Label(v) == "" {
					rt.Fatalf("%s stands as %q", trait, v)
				}
			}
		}
	})
}
