package central

import (
	"strconv"
	"strings"

	"alongside/dialog/text"
)

// mostWords is how much of the centre's own words is kept.
const mostWords = 500

// outcomeWords are the words of an OperationOutcome, made safe to show; "" where it
// has none or is something else.
func outcomeWords(o map[string]any) string {
	if o["resourceType"] != "OperationOutcome" {
		return ""
	}
	var said []string
	issues, _ := o["issue"].([]any)
	for _, i := range issues[:min(len(issues), 5)] {
		if issue, ok := i.(map[string]any); ok {
			said = append(said, issueWords(issue))
		}
	}
	return safe(strings.Join(said, "; "))
}

func issueWords(issue map[string]any) string {
	word := func(o map[string]any, key string) string { s, _ := o[key].(string); return s }
	details, _ := issue["details"].(map[string]any)
	what := word(details, "text")
	if what == "" {
		what = word(issue, "diagnostics")
	}
	if what == "" {
		what = word(issue, "code")
	}
	if at, _ := issue["expression"].([]any); len(at) > 0 {
		if place, ok := at[0].(string); ok && !strings.Contains(what, place) {
			what += " (" + place + ")"
		}
	}
	return what
}

// safe makes words of others fit to be kept and shown.
func safe(s string) string {
	if len(s) > 8*mostWords {
		s = strings.ToValidUTF8(s[:8*mostWords], "")
	}
	shown := []rune(strings.Join(strings.Fields(strings.Map(showable, s)), " "))
	if len(shown) > mostWords {
		shown = append(shown[:mostWords-1], '…')
	}
	clean, err := text.Clean(string(shown), text.Note)
	if err != nil || clean == "" {
		return "The centre gave a reason that cannot be shown."
	}
	return clean
}

// showable puts a question mark in the place of what could move the cursor, hide or
// turn words round.
func showable(r rune) rune {
	if _, err := text.Clean("a"+string(r)+"a", text.Line); err != nil {
		return '?'
	}
	return r
}

// statusWords are the words of an answer that was no success.
func statusWords(code int, body map[string]any) string {
	if words := outcomeWords(body); words != "" {
		return words
	}
	return "The centre answered with code " + strconv.Itoa(code) + " and gave no reason."
}
