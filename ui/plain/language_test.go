package plain_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui/plain"
	"alongside/ui/uitest/golden"
)

// Line by line, too, the language changes at the question, and each answer says in
// which it was asked.
func TestTheQuestionsInAnotherLanguage(t *testing.T) {
	m := caseload(t)
	var out strings.Builder
	lines := append(append([]string{}, begin...), "5", "y", "o", "2", "", "9", "4", "q", "n", "n", "7", "d", "", "b", "k", "o", "1", "3", "", "s", "0", "6")
	if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
		Text: instrument.English(), Languages: []*instrument.Text{instrument.English(), pseudo.Checked()}, Now: now, Piped: true,
	}); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "language", out.String())
	_, a := latest(t, m, "Smith", "Jane")
	for i, want := range []string{"en", pseudo.Tag, pseudo.Tag, "en"} {
		if got := a.Answers.Get(dialog.Domains()[i]); got.Language != want || got.Mode != dialog.ModeLines {
			t.Errorf("item %d was asked in %q, want %q", i+1, got.Language, want)
		}
	}
	_, after, _ := strings.Cut(out.String(), pseudo.Text().Words.Lines.How)
	asked, _, _ := strings.Cut(after, "For each item type")
	asked = strings.ReplaceAll(strings.ReplaceAll(asked, "Jane", ""), "English", "")
	if english := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(asked, -1); len(english) > 0 {
		t.Errorf("%q is left:\n%s", english, asked)
	}
}

func TestWithoutOtherLanguagesThereIsNoChoice(t *testing.T) {
	m := caseload(t)
	if got := talk(t, m, append(append([]string{}, begin...), "o", "s", "0", "6")...); !strings.Contains(got, "That is not one of the answers.") || strings.Contains(got, "another language") {
		t.Errorf("it reads %s", got)
	}
}

// What goes home is chosen line by line in the language that it is written in, which
// can be another one.
func TestTheCopyInAnotherLanguage(t *testing.T) {
	k := &copying{Keeper: caseload(t)}
	var out strings.Builder
	lines := []string{"1", "smith jane", "1", "y", "o", "2", "all 7", "y", "1", "", "0", "6"}
	if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: k, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: k.Worker(),
		Text: instrument.English(), Languages: []*instrument.Text{instrument.English(), pseudo.Checked()}, Now: now, Piped: true,
	}); err != nil {
		t.Fatal(err)
	}
	if len(k.written) != 1 || k.written[0].Text().Tag != pseudo.Tag {
		t.Fatalf("%d copies were written:\n%s", len(k.written), out.String())
	}
	w := &pseudo.Text().Words.Copy
	_, after, _ := strings.Cut(out.String(), w.LinesWhat)
	asked, _, found := strings.Cut(after, w.LinesSafe)
	asked = strings.ReplaceAll(asked, "Jane", "")
	if english := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(asked, -1); !found || len(english) > 0 {
		t.Errorf("%q is left:\n%s", english, asked)
	}
	golden.Compare(t, "language-copy", out.String())
}
