package plain_test

import (
	"context"
	"regexp"
	"slices"
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
	lines := append(append([]string{}, begin...), "5", "y", "o", "2", "", "9", "4", "q", "n", "n", "7", "d", "", "b", "k", "o", "1", "3", "", "s", "0", "0")
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
	if got := talk(t, m, append(append([]string{}, begin...), "o", "s", "0", "0")...); !strings.Contains(got, "That is not one of the answers.") || strings.Contains(got, "another language") {
		t.Errorf("it reads %s", got)
	}
}

// What goes home is chosen line by line in the language that it is written in, which
// can be another one.
func TestTheCopyInAnotherLanguage(t *testing.T) {
	k := &copying{Keeper: caseload(t)}
	var out strings.Builder
	lines := []string{"1", "smith jane", "1", "y", "o", "2", "all 7", "y", "1", "", "0", "0"}
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

// workers are how lines of the conversation begin that the worker fills in.
var workers = []string{"What, brief but precise:", "Who does it?", "  2  The worker", "  3  Somebody else", "Who else:", "By when,", "For which goal?", "  0  None of them",
	"The day,", "The time,", "How?", "  1  In person", "  2  By phone", "  3  By video", "Where,", "What was wrong,", "Your choice:"}

// What follows the questions goes on in the language they were read in, from looking
// over the answers and what changed to what the person takes with them. What the worker fills
// in for it stays English.
func TestTheConversationInAnotherLanguage(t *testing.T) {
	m := caseload(t)
	lines := append(append([]string{}, begin...), "o", "2")
	for range dialog.Domains() {
		lines = append(lines, "5", "")
	}
	lines[len(lines)-2] = "d" // one without a rating
	lines = append(lines, "f", "1", "y", "3 7", "1", "2", "3", "4", "a", "5", "1", "2w", "0", "g")
	lines = append(lines, "", "", "", "", "t", "3", "6", "1", "2", "2w", "2pm", "2", "", "11", "8", "0", "0")
	var out strings.Builder
	if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
		Text: instrument.English(), Languages: []*instrument.Text{instrument.English(), pseudo.Checked()}, Now: now, Piped: true,
	}); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "language-talk", out.String())
	words := &pseudo.Text().Words
	_, after, _ := strings.Cut(out.String(), words.LinesReview.Title)
	read, _, found := strings.Cut(after, words.Talk.AllSaved)
	if !found {
		t.Fatalf("it did not come to its end:\n%s", out.String())
	}
	r, _ := latest(t, m, "Smith", "Jane")
	for line := range strings.SplitSeq(read, "\n") {
		if slices.ContainsFunc(workers, func(w string) bool { return strings.HasPrefix(line, w) }) {
			continue
		}
		for _, own := range []string{"Jane", "Canal Street Hub", r.Goals[0].Text, r.Goals[1].Text} {
			line = strings.ReplaceAll(line, own, "")
		}
		line = quoted.ReplaceAllString(line, "")
		if english := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(line, -1); len(english) > 0 {
			t.Errorf("%q is left in %q", english, line)
		}
	}
}

// The questions about the person are asked in their language line by line, too.
func TestTheQuestionsAboutThePersonInAnotherLanguage(t *testing.T) {
	m := caseload(t)
	lines := append(append([]string{}, begin...), "o", "2", "s", "c", "w", "2", "3", "7", "5", "4 99", "4 5", "", "2", "4", "b", "b", "0", "0")
	var out strings.Builder
	if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
		Text: instrument.English(), Languages: []*instrument.Text{instrument.English(), pseudo.Checked()}, Now: now, Piped: true,
	}); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "language-about", out.String())
	w := &pseudo.Text().Words.About
	_, after, found := strings.Cut(out.String(), w.Optional)
	asked, _, _ := strings.Cut(after, "\nSMITH, Jane")
	asked = strings.ReplaceAll(asked, "Jane", "")
	if english := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(asked, -1); !found || len(english) > 0 {
		t.Errorf("%q is left:\n%s", english, asked)
	}
}

// The years are told in the language of the person, in words and as a table.
func TestTheYearsInAnotherLanguage(t *testing.T) {
	m := caseload(t)
	lines := append(append([]string{}, begin...), "o", "2", "3", "", "s", "4", "1", "4", "2", "0", "0")
	var out strings.Builder
	if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
		Text: instrument.English(), Languages: []*instrument.Text{instrument.English(), pseudo.Checked()}, Now: now, Piped: true,
	}); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "language-years", out.String())
	r, _ := latest(t, m, "Smith", "Jane")
	told := strings.Split(out.String(), pseudo.Text().Words.Years.LinesHow)
	if len(told) != 3 {
		t.Fatalf("it was told %d times:\n%s", len(told)-1, out.String())
	}
	theirs := []string{"Your choice:", "Jane", "Canal Street Hub", r.Goals[0].Text, r.Goals[1].Text}
	for i := range r.Actions {
		theirs = append(theirs, r.Actions[i].Text)
	}
	for i := range r.Events {
		theirs = append(theirs, r.Events[i].Note)
	}
	for _, told := range told[1:] {
		read, _, _ := strings.Cut(told, "\nSMITH, Jane")
		for _, own := range theirs {
			read = strings.ReplaceAll(read, own, "")
		}
		if english := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(read, -1); len(english) > 0 {
			t.Errorf("%q is left:\n%s", english, read)
		}
	}
}

// quoted is what people said themselves.
var quoted = regexp.MustCompile(`“[^”]*”`)
