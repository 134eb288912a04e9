package dialog

import (
	"slices"
	"strconv"
	"strings"

	"alongside/dialog/text"
)

// SafetyRule is a service's own rule for when an area carries a neutral mark that
// leads to the service's own guidance. It looks at a rating or at the wish for
// more help, never at words.
type SafetyRule struct {
	Domain Domain
	AtMost int  // rated this or lower; 0 where ratings do not matter
	Help   bool // more help is wanted
}

// ParseSafetyRules reads a service's rules: "personal-safety 2, mental-health help"
// is personal safety rated 2 or lower, and mental health with more help wanted. An
// empty text is no rule.
func ParseSafetyRules(s string) ([]SafetyRule, error) {
	var rules []SafetyRule
	for part := range strings.SplitSeq(s, ",") {
		words := strings.Fields(part)
		if len(words) == 0 && s == "" {
			continue
		}
		if len(words) != 2 {
			return nil, errSafetyRule
		}
		d, err := ParseDomain(words[0])
		if err != nil {
			return nil, errSafetyRule
		}
		rule := SafetyRule{Domain: d, Help: words[1] == "help"}
		if !rule.Help {
			n, err := strconv.Atoi(words[1])
			if err != nil || n < LowestRating || n > HighestRating {
				return nil, errSafetyRule
			}
			rule.AtMost = n
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

var errSafetyRule = &Error{Code: Invalid, Message: "Please write an area and a rating, or the word help, such as: personal-safety 2, mental-health help."}

// SafetyMarks returns the areas of an assessment that the service's rules mark, in
// asking order. Nothing is worked out and nobody is alerted.
func (r Rules) SafetyMarks(a *Assessment) []Domain {
	rules, err := ParseSafetyRules(r.Safety)
	if err != nil {
		return nil
	}
	var marked []Domain
	for _, d := range Domains() {
		answer := a.Answers.Get(d)
		rating, rated := answer.Score()
		if slices.ContainsFunc(rules, func(rule SafetyRule) bool {
			return rule.Domain == d && (rated && rating <= rule.AtMost || rule.Help && answer.Help == HelpWanted)
		}) {
			marked = append(marked, d)
		}
	}
	return marked
}

// SafetyAsked returns what came of the mark on an area, and false where that was
// not said. It may be asked of nil.
func (t *Talk) SafetyAsked(d Domain) (SafetyAnswer, bool) {
	if t != nil {
		for _, s := range t.Safety {
			if s.Domain == d {
				return s, true
			}
		}
	}
	return SafetyAnswer{}, false
}

// withSafety changes one of the settings about safety.
func (r Rules) withSafety(name, value string) (Rules, error) {
	if name == SettingGuidance {
		r.Guidance = value
		return r, checkText("The guidance", value, text.Line)
	}
	r.Safety = value
	_, err := ParseSafetyRules(value)
	return r, err
}
