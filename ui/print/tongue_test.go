package print

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/dialog/report"
	"alongside/ui/uitest/golden"
)

// foreign are letters of English, which the made-up language does not have.
var foreign = regexp.MustCompile(`[A-Za-z]+`)

// wordless is the record of somebody with a number in place of everything that people
// wrote themselves, and with all that a copy can say: an answer that was changed, an
// action without an owner, one that was reviewed, a goal that was reached, help.
func wordless(t testing.TB, given string) *dialog.Record {
	r := made(t, given)
	r.Person.Given, r.Person.Preferred = "1", "1"
	for i := range r.Actions {
		r.Actions[i].Text, r.Actions[i].Other = "2", "3"
	}
	for i := range r.Goals {
		r.Goals[i].Text, r.Goals[i].Reason = "4", "5"
	}
	for i := range r.Meetings {
		r.Meetings[i].Place = "6"
	}
	for i := range r.Talks {
		for j := range r.Talks[i].Notes {
			r.Talks[i].Notes[j].Text = "7"
		}
	}
	for _, a := range r.History() {
		a.Amended = true
		for _, d := range dialog.Domains() {
			answer := a.Answers.Get(d)
			if answer.Note != "" {
				answer.Note = "8"
			}
			if d == dialog.Medication && answer.State == dialog.Rated {
				answer.Help = dialog.HelpWanted
			}
			a.Answers.Set(d, answer)
		}
	}
	if len(r.Goals) > 1 {
		r.Goals[1].Status = dialog.GoalReached
	}
	if len(r.Actions) > 1 {
		last := &r.Actions[len(r.Actions)-1]
		last.Owner = dialog.OwnerUnknown
		last.Reviews = append(last.Reviews, dialog.Review{Outcome: dialog.ActionPartly, At: dialog.At(now)})
	}
	return r
}

// Nothing on the paper comes from anywhere but the language file, what people wrote
// themselves apart. It is the same for the text, the page, and large print.
func TestTheCopyInAnotherLanguage(t *testing.T) {
	for name, test := range map[string]struct {
		given string
		parts []report.Part
	}{
		"every-part":   {"Jane", report.Parts()},
		"plain":        {"Folasade", report.PlainParts()},
		"on-behalf":    {"Walter", report.Parts()},
		"nothing-yet":  {"Grace", report.Parts()},
		"not-answered": {"Sunita Rani", report.Parts()},
	} {
		t.Run(name, func(t *testing.T) {
			d := report.Copy(wordless(t, test.given), pseudo.Text(), test.parts, today)
			got := Text(&d)
			golden.File(t, filepath.Join("testdata", "foreign-"+name+".txt"), got)
			for _, large := range []bool{false, true} {
				got += drawn(t, pdfOf(t, d, Options{Large: large, plain: true}))
			}
			if english := foreign.FindAllString(got, -1); len(english) > 0 {
				t.Errorf("%q is left", english)
			}
		})
	}
}

// What a page says of itself is in its language too: which page it is, what a box
// stands for, and to whoever reads it aloud.
func TestThePageInAnotherLanguage(t *testing.T) {
	d := report.Copy(wordless(t, "Jane"), pseudo.Text(), report.Parts(), today)
	d.Sections[0].Title += " ليلى"
	b := string(pdfOf(t, d, Options{Large: true, plain: true}))
	if !strings.Contains(b, "/Lang ("+pseudo.Tag+")") {
		t.Error("the language of the page is English")
	}
	got := drawn(t, []byte(b))
	w := &pseudo.Text().Words.Copy
	for _, want := range []string{w.Box.With("box", string(box)), w.Page.With("n", 2, "of", pages([]byte(b)))} {
		if !strings.Contains(letters(got), letters(want)) {
			t.Errorf("%q is not on the pages", want)
		}
	}
	if english := pdfOf(t, report.Copy(made(t, "Jane"), words, report.Parts(), today), Options{plain: true}); !strings.Contains(string(english), "/Lang (en-GB)") {
		t.Error("a page in English does not say so")
	}
}

// Where a language has letters that no font here has, the page says in English that
// there are boxes, since a box for every letter says nothing.
func TestALanguageThatThePageCannotDraw(t *testing.T) {
	file := pseudo.File()
	spelled, err := instrument.Parse([]byte(strings.ReplaceAll(string(file), "á", "ꯀ")))
	if err != nil {
		t.Fatal(err)
	}
	d := report.Copy(made(t, "Jane"), spelled, report.PlainParts(), today)
	if got := drawn(t, pdfOf(t, d, Options{plain: true})); !strings.Contains(letters(got), letters("stands for a letter that this page cannot draw. The copy as text has it.")) {
		t.Errorf("the page says %q", got)
	}
	if !strings.Contains(Text(&d), "ꯀ") {
		t.Error("the text has lost the letters")
	}
}

// A copy is in the language that the latest DIALOG was read in, where there is one.
func TestTheLanguageOfACopy(t *testing.T) {
	read := func(tag, written string, layout dialog.Layout) *dialog.Record {
		r := made(t, "Jane")
		a := r.History()[len(r.History())-1]
		a.Language, a.Layout = written, layout
		for _, d := range dialog.Domains() {
			answer := a.Answers.Get(d)
			answer.Language, answer.At = "en", dialog.At(now)
			a.Answers.Set(d, answer)
		}
		last := a.Answers.Get(dialog.Meetings)
		last.Language, last.At = tag, dialog.At(now.Add(1e9))
		a.Answers.Set(dialog.Meetings, last)
		return r
	}
	both := []*instrument.Text{words, pseudo.Checked()}
	for name, test := range map[string]struct {
		r       *dialog.Record
		offered []*instrument.Text
		want    string
	}{
		"read in it":           {read(pseudo.Tag, "en", dialog.Interview), both, pseudo.Tag},
		"read in English":      {read("en", pseudo.Tag, dialog.Interview), both, "en"},
		"not offered here":     {read(pseudo.Tag, "en", dialog.Interview), both[:1], "en"},
		"a form of paper":      {read("en", pseudo.Tag, dialog.Paper), both, pseudo.Tag},
		"nothing is said":      {made(t, "Grace"), both, "en"},
		"nothing offered":      {read(pseudo.Tag, "en", dialog.Interview), nil, "en"},
		"a language not known": {read("cy", "cy", dialog.Interview), slices.Clone(both), "en"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := report.CopyIn(test.r, test.offered); got.Tag != test.want {
				t.Errorf("it is written in %s", got.Tag)
			}
		})
	}
}
