package dialog_test

import (
	"slices"
	"testing"

	"alongside/dialog"
)

func TestSafetyRulesAreRead(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "personal-safety 2": 1, "personal-safety 2, mental-health help": 2, " medication  1 ,meetings help": 2,
		"personal-safety": -1, "safety 2": -1, "personal-safety 0": -1, "personal-safety 8": -1, "personal-safety 2,": -1, ",": -1, "personal-safety two": -1,
	} {
		rules, err := dialog.ParseSafetyRules(in)
		if (err != nil) != (want < 0) || err == nil && len(rules) != want {
			t.Errorf("%q gives %v, %v", in, rules, err)
		}
		if _, err := dialog.DefaultRules().With(dialog.SettingSafety, in); (err != nil) != (want < 0) {
			t.Errorf("as a setting %q gives %v", in, err)
		}
	}
	rules, err := dialog.DefaultRules().With(dialog.SettingGuidance, "Ring the duty line, extension 7")
	if err != nil || rules.Guidance != "Ring the duty line, extension 7" {
		t.Errorf("the guidance is %q, %v", rules.Guidance, err)
	}
	if _, err := rules.With(dialog.SettingGuidance, "two\nlines"); err == nil {
		t.Error("guidance of two lines is taken")
	}
}

// A mark looks at ratings and wishes for help alone: not at words, and not at what
// was declined.
func TestSafetyMarks(t *testing.T) {
	a := dialog.Assessment{}
	set := func(d dialog.Domain, state dialog.State, rating int, help dialog.Help) {
		a.Answers.Set(d, dialog.Answer{State: state, Rating: rating, Help: help, Note: "I do not feel safe"})
	}
	set(dialog.PersonalSafety, dialog.Rated, 2, dialog.HelpNot)
	set(dialog.MentalHealth, dialog.Declined, 0, dialog.HelpWanted)
	set(dialog.Medication, dialog.Rated, 1, dialog.HelpNotAsked)
	rules := dialog.DefaultRules()
	for in, want := range map[string][]dialog.Domain{
		"personal-safety 2": {dialog.PersonalSafety}, "personal-safety 1": nil, "": nil,
		"mental-health 7": nil, "medication 1, mental-health help": {dialog.MentalHealth, dialog.Medication},
		"personal-safety help, personal-safety 3": {dialog.PersonalSafety},
	} {
		rules.Safety = in
		if got := rules.SafetyMarks(&a); !slices.Equal(got, want) {
			t.Errorf("%q marks %v, want %v", in, got, want)
		}
	}
}
