package report_test

import (
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/report"
)

func TestHowItWasDone(t *testing.T) {
	const mixed = "4 4 4 4 d n l - - - -"
	tests := map[string]struct {
		how   dialog.Completion
		alone int // how many of the first were given alone
		want  string
	}{
		"together":                    {dialog.Together, 0, "together"},
		"partly":                      {dialog.Together, 2, "together, 2 of 6 answers by the person alone"},
		"all but what was left":       {dialog.Together, 6, "by the person alone"},
		"handed over for all":         {dialog.Together, 11, "by the person alone"},
		"alone":                       {dialog.Alone, 6, "by the person alone"},
		"with an interpreter":         {dialog.Interpreter, 6, "with an interpreter, 6 of 6 answers by the person alone"},
		"not recorded":                {dialog.CompletionUnknown, 0, ""},
		"not recorded, partly":        {dialog.CompletionUnknown, 1, "1 of 6 answers by the person alone"},
		"not recorded, all are alone": {dialog.CompletionUnknown, 6, "by the person alone"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := assessment(t, "12-Sep-2026", mixed)
			a.Completion = tt.how
			for _, d := range dialog.Domains()[:tt.alone] {
				answer := a.Answers.Get(d)
				answer.Mode = dialog.ModeAloneScreen
				a.Answers.Set(d, answer)
			}
			if got := report.HowDone(&a); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhenItWasDone(t *testing.T) {
	at := func(day, hour int) dialog.Assessment {
		return dialog.Assessment{ID: dialog.ID{byte(day), byte(hour)}, DoneAt: dialog.At(time.Date(2026, 9, day, hour, 30, 0, 0, time.UTC))}
	}
	r := &dialog.Record{Assessments: []dialog.Assessment{at(1, 9), at(2, 9), at(2, 15)}}
	for i, want := range []string{"01-Sep-2026", "02-Sep-2026 09:30", "02-Sep-2026 15:30"} {
		if got := report.WhenDone(r, &r.Assessments[i]); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
