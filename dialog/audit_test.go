package dialog_test

import (
	"testing"

	"alongside/dialog"
)

func TestWhatAnEntryDid(t *testing.T) {
	tests := map[string]struct {
		body dialog.Body
		want string
	}{
		"an answer":                 {&dialog.AnswerRecorded{}, "recorded an answer"},
		"an answer, with a reason":  {&dialog.AnswerRecorded{Reason: "misheard"}, "amended an answer"},
		"to be thought over":        {&dialog.ThoughtOver{On: true}, "left an area to be thought over"},
		"thought over, taken back":  {&dialog.ThoughtOver{}, "took back that an area is to be thought over"},
		"a note":                    {&dialog.TalkNoted{Text: "Mornings"}, "noted what was talked about"},
		"a note, with a reason":     {&dialog.TalkNoted{Text: "Evenings", Reason: "misheard"}, "amended a note of what was talked about"},
		"a note taken out":          {&dialog.TalkNoted{}, "took back a note of what was talked about"},
		"an action":                 {&dialog.ActionAgreed{}, "recorded what was agreed"},
		"an action, with a reason":  {&dialog.ActionAgreed{Reason: "another day"}, "amended what was agreed"},
		"an event, with a reason":   {&dialog.EventRecorded{Reason: "another day"}, "amended what happened in a life"},
		"housing, with a reason":    {&dialog.CircumstanceRecorded{Reason: "typed wrong"}, "amended work or housing"},
		"about them, with a reason": {&dialog.CharacteristicRecorded{Reason: "typed wrong"}, "amended what a person told about themselves"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := dialog.Audit(1, &dialog.Entry{Change: dialog.Change{Body: test.body}})
			if got := l.What(); got != test.want || l.Detail != "" {
				t.Errorf("got %q, %q; want %q", got, l.Detail, test.want)
			}
		})
	}
}
