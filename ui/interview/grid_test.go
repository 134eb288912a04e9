package interview_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/interview"
	"alongside/ui/screen"
)

func contains(s, sub string) bool { return strings.Contains(s, sub) }

func longNote() string {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("Line %c of a note that goes on", 'A'+i%26))
	}
	return strings.Join(lines, "\n")
}

// gridAt is a paper form at its first row.
func gridAt(t testing.TB, order string) (*driver, *keeper) {
	k := newKeeper(amina())
	d := paperWith(t, k)
	d.press(order, "t", "2")
	d.wait(time.Second)
	return d, k
}

func TestGridFollowsThePaper(t *testing.T) {
	for order, want := range map[string]dialog.Domain{"1": dialog.PartnerFamily, "2": dialog.Friendships} {
		bubble(t, func(t *testing.T) {
			d, k := gridAt(t, order)
			for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "1", "2", "3", "4"} {
				d.press(key)
			}
			d.wait(time.Second)
			if got := k.answer(want).Rating; got != 6 {
				t.Errorf("order %s: %s is %d", order, want, got)
			}
			b := k.entries[0].Body.(*dialog.AssessmentStarted)
			if b.Identity != dialog.IdentityOnPaper || b.Layout != dialog.Paper || b.FriendshipsFirst != (order == "2") {
				t.Errorf("started as %+v", b)
			}
			if w := k.entries[0].DoneAt; w.Exact() || w.Date() != dialog.DateOf(noon) || k.answer(want).At != w {
				t.Errorf("done at %s", w)
			}
		})
	}
}

func TestGridAnswers(t *testing.T) {
	rated := func(n int, h dialog.Help) dialog.Answer {
		return dialog.Answer{State: dialog.Rated, Rating: n, Help: h}
	}
	const wanted, not = dialog.HelpWanted, dialog.HelpNot
	tests := map[string]struct {
		keys []string
		want []dialog.Answer // of the first rows
		at   string          // what the row of the cursor is
	}{
		"help belongs to the row just rated":  {[]string{"4", "y", "5", "n", "6"}, []dialog.Answer{rated(4, wanted), rated(5, not), rated(6, "")}, "4 Accommodation"},
		"help can be changed at once":         {[]string{"4", "y", "n"}, []dialog.Answer{rated(4, not), {}}, "2 Physical health"},
		"after an arrow it is the cursor's":   {[]string{"4", "5", "up", "up", "y"}, []dialog.Answer{rated(4, wanted), rated(5, "")}, "1 Mental health"},
		"a row corrected":                     {[]string{"4", "5", "up", "7"}, []dialog.Answer{rated(4, ""), rated(7, "")}, "3 Job situation"},
		"states":                              {[]string{"d", "x", "l", "y"}, []dialog.Answer{{State: dialog.Declined}, {State: dialog.NotApplicable}, {State: dialog.Later, Help: wanted}}, "4 Accommodation"},
		"moving records nothing":              {[]string{"enter", "down", "right", "tab", "end", "home", "shift+tab"}, []dialog.Answer{{}, {}, {}}, "1 Mental health"},
		"taken back where it was":             {[]string{"4", "backspace", "6"}, []dialog.Answer{rated(6, ""), {}}, "2 Physical health"},
		"help taken back first":               {[]string{"4", "y", "backspace"}, []dialog.Answer{rated(4, ""), {}}, "1 Mental health"},
		"nothing to take back":                {[]string{"backspace"}, []dialog.Answer{{}}, "1 Mental health"},
		"help before anything is left blank":  {[]string{"n"}, []dialog.Answer{{State: dialog.Later, Help: not}, {}}, "1 Mental health"},
		"eight and nought are not on it":      {[]string{"8", "0", "9"}, []dialog.Answer{{}, {}}, "1 Mental health"},
		"the end takes no answers":            {[]string{"end", "4", "y", "backspace", "t", "d"}, []dialog.Answer{{}, {}}, "f  Finish"},
		"the row after the last rated is new": {[]string{"4", "down", "y"}, []dialog.Answer{rated(4, ""), {}, {State: dialog.Later, Help: wanted}}, "3 Job situation"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := gridAt(t, "1")
				d.press(test.keys...)
				d.wait(time.Second)
				for i, want := range test.want {
					got := k.answer(dialog.Domains()[i])
					if got.Seen() && got.Mode != dialog.ModePaper {
						t.Errorf("row %d was given by %q", i+1, got.Mode)
					}
					got.At, got.Language, got.Mode = dialog.When{}, "", dialog.ModeUnknown
					if got != want {
						t.Errorf("row %d: %+v, want %+v", i+1, got, want)
					}
				}
				if !contains(d.text(80, 21), "▶ "+test.at) && !contains(d.text(80, 21), "▶  "+test.at) {
					t.Errorf("the cursor is not at %q:\n%s", test.at, d.text(80, 21))
				}
			})
		})
	}
}

func TestGridNote(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := gridAt(t, "1")
		d.press("4", "t")
		d.sees("Mental health, note", "Amina can read this; it alerts nobody.")
		d.typeText("Written in the margin")
		d.press("esc", "5")
		d.wait(time.Second)
		if a, b := k.answer(dialog.MentalHealth), k.answer(dialog.PhysicalHealth); a.Note != "Written in the margin" || a.Rating != 4 || b.Rating != 5 {
			t.Errorf("recorded %+v and %+v", a, b)
		}
		d.sees("note")
	})
}

func TestGridFinishAsksWhenBlank(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := gridAt(t, "1")
		d.press("4", "5", "f")
		d.sees("2 rated, 9 not seen")
		d.wait(time.Second)
		d.press("esc")
		d.sees("▶  3 Job situation")
		d.press("f")
		d.wait(time.Second)
		d.press("f")
		d.wait(time.Second)
		if _, ok := told[interview.Finished](d); !ok || k.assessment().Answers.Count(dialog.NotSeen) != 9 {
			t.Error("not finished as it was")
		}
	})
}

func TestPaperDates(t *testing.T) {
	tests := map[string]struct {
		keys  []string
		typed string
		done  string // "" when it is refused
		says  string
	}{
		"today":                {[]string{"t"}, "", "22-Nov-2026", ""},
		"another day":          {[]string{"1"}, "4/3/2026", "14-Mar-2026", ""},
		"in words":             {[]string{"0"}, "1-Nov-2026", "01-Nov-2026", ""},
		"with the time":        {[]string{"1"}, "4/3/2026 15:30", "14-Mar-2026 15:30", ""},
		"today, typed":         {[]string{"2"}, "2/11/2026", "22-Nov-2026", ""},
		"earlier today":        {[]string{"2"}, "2/11/2026 11:59", "22-Nov-2026 11:59", ""},
		"later today":          {[]string{"2"}, "2/11/2026 13:00", "", "still to come"},
		"tomorrow":             {[]string{"2"}, "3/11/2026", "", "still to come"},
		"before the birth":     {[]string{"1"}, "3/7/1985", "", "before the date of birth"},
		"the day of birth":     {[]string{"1"}, "4/7/1985", "14-Jul-1985", ""},
		"no such day":          {[]string{"3"}, "0/2/2026", "", "no such day"},
		"no date":              {[]string{"3"}, " weeks ago", "", "not a date"},
		"no such time":         {[]string{"1"}, "4/3/2026 25:00", "", "not a time"},
		"nothing":              {[]string{"1", "backspace"}, "", "", "Please type the day"},
		"opened with enter":    {[]string{"enter"}, "14/3/2026", "14-Mar-2026", ""},
		"begun and then today": {[]string{"1", "esc", "t"}, "", "22-Nov-2026", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				k := newKeeper(amina())
				d := paperWith(t, k)
				d.press("1")
				d.press(test.keys...)
				if test.typed != "" || test.says != "" {
					d.typeText(test.typed)
					d.press("enter")
				}
				d.wait(time.Second)
				if test.done == "" {
					d.sees("When was the form completed?", test.says)
					return
				}
				d.sees("Who completed it?")
				d.press("1")
				d.wait(time.Second)
				d.sees("Paper form, done " + test.done)
			})
		})
	}
}

func TestPasteStartsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		for _, paper := range []bool{false, true} {
			k := newKeeper(amina())
			o := options(k, amina())
			o.Paper = paper
			d := drive(t, interview.New(o))
			d.typeBurst("y1t12345")
			d.wait(time.Second)
			if _, left := told[screen.Back](d); left || k.calls > 0 {
				t.Errorf("paper %v: left %v, %d appends", paper, left, k.calls)
			}
		}
	})
}

// TestPaperWhenInTheGap: on the night when the clocks go forward an hour is
// missing, and it is not moved.
func TestPaperWhenInTheGap(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, london)
	if w, err := interview.PaperWhen("29/3/2026 01:30", now, dialog.Date{}); err == nil {
		t.Errorf("taken as %s", w)
	}
	w, err := interview.PaperWhen("29/3/2026 02:30", now, dialog.Date{})
	if b, _ := w.MarshalText(); err != nil || string(b) != "2026-03-29T02:30:00.000+01:00" {
		t.Errorf("taken as %s, %v", b, err)
	}
}

func FuzzPaperWhen(f *testing.F) {
	for _, s := range []string{"14/3/2026", "14-Mar-2026 15:30", "1:2", " 29/2/2027 ", "22/11/2026 24:00", "0/0/0 :"} {
		f.Add(s)
	}
	born := dialog.Date{Year: 1985, Month: 7, Day: 14}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := interview.PaperWhen(s, noon, born)
		if err != nil {
			if dialog.ErrorCode(err) != dialog.Invalid || !w.IsZero() {
				t.Errorf("%q: %v with %v", s, w, err)
			}
			return
		}
		if w.Date().Before(born) || dialog.DateOf(noon).Before(w.Date()) || w.Exact() && w.Time().After(noon) {
			t.Errorf("%q is taken as %s", s, w)
		}
		if again, err := interview.PaperWhen(w.String(), noon, born); err != nil || again.Compare(w) != 0 {
			t.Errorf("%q is %s, which is read as %s, %v", s, w, again, err)
		}
	})
}
