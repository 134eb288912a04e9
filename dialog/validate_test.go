package dialog_test

import (
	"testing"
	"time"

	"alongside/dialog"
)

func TestValidate(t *testing.T) {
	person, at := dialog.ID{1}, dialog.On(dialog.Date{Year: 2026, Month: time.March, Day: 14})
	worker := &dialog.WorkerRecorded{Worker: dialog.Worker{ID: dialog.ID{2}, Name: "Amina"}}
	answer := func(rating int) dialog.Body {
		return &dialog.AnswerRecorded{Assessment: dialog.ID{3}, Domain: dialog.Meetings, Answer: dialog.Answer{State: dialog.Rated, Rating: rating}}
	}
	for _, c := range []struct {
		name   string
		change dialog.Change
		want   dialog.Code
	}{
		{"an answer", dialog.Change{Person: person, DoneAt: at, Body: answer(7)}, ""},
		{"a worker", dialog.Change{Body: worker}, ""},
		{"an answer off the scale", dialog.Change{Person: person, DoneAt: at, Body: answer(8)}, dialog.Invalid},
		{"an answer of nobody", dialog.Change{DoneAt: at, Body: answer(7)}, dialog.NotFound},
		{"an answer on no day", dialog.Change{Person: person, Body: answer(7)}, dialog.Invalid},
		{"a worker about a person", dialog.Change{Person: person, Body: worker}, dialog.Invalid},
		{"a setting out of range", dialog.Change{Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "0"}}, dialog.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := dialog.ErrorCode(dialog.Validate(c.change)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
