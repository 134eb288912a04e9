package interview

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/keypress"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Journal gives the entries about a person, in order, from which the view tells
// what was changed after an assessment was finished.
type Journal interface {
	Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error)
}

// ViewOptions are what a View shows.
type ViewOptions struct {
	Record     *dialog.Record // not changed
	Assessment dialog.ID      // one of the record's; finished or not
	Text       *instrument.Text
	Journal    Journal // nil: that something was amended is said without what it was before
	Amender    Amender // nil: nothing can be amended
	Worker     dialog.ID
	Now        func() time.Time
}

// View shows one assessment: the answers in words, when each was given, whether it
// was amended or struck out, and the notes in full. Where it has an Amender, an
// answer can be amended with a reason.
type View struct {
	o       ViewOptions
	mark    *mark
	changes []amendment
	amend   *amending // open on top, or nil
	failed  bool      // the journal could not be read
	scroll  screen.Scroll
}

var _ screen.Screen = (*View)(nil)

// amendment is one answer changed after the assessment was finished.
type amendment struct {
	domain        dialog.Domain
	before, after dialog.Answer
	on            dialog.When
	reason        string
}

// amended tells a view what its journal holds.
type amended struct {
	to      *mark
	entries []dialog.Entry
	err     error
}

// NewView makes the screen for one assessment of a record.
func NewView(o ViewOptions) *View { return &View{o: o, mark: new(mark)} }

// Init fetches what was amended, if anything was.
func (v *View) Init() tea.Cmd {
	a := v.o.Record.Assessment(v.o.Assessment)
	if a == nil || !a.Amended || v.o.Journal == nil {
		return nil
	}
	to, journal, person := v.mark, v.o.Journal, v.o.Record.Person.ID
	return func() tea.Msg {
		entries, err := journal.Entries(context.Background(), person)
		return amended{to: to, entries: entries, err: err}
	}
}

// Update scrolls, or leaves.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case amended:
		if msg.to == v.mark {
			v.failed = msg.err != nil
			v.changes = amendments(msg.entries, v.o.Assessment)
		}
	case stored:
		if msg.to == v.mark {
			return v.stored(msg)
		}
	case tea.PasteMsg:
		if v.amend != nil {
			return v.fill(msg)
		}
	case tea.KeyPressMsg:
		if v.amend != nil {
			return v.fill(msg)
		}
		return v.press(msg)
	}
	return nil
}

func (v *View) press(msg tea.KeyPressMsg) tea.Cmd {
	name := keypress.Name(msg.Key())
	switch {
	case name == "esc", name == "enter":
		return screen.GoBack
	case name == "a" && v.mayAmend():
		v.askArea()
	case name == "t" && v.mayAmend():
		asked := Talk{Assessment: v.o.Assessment}
		return func() tea.Msg { return asked }
	default:
		v.scroll.Key(name)
	}
	return nil
}

// amendments finds the answers that were changed after the assessment was ended.
func amendments(entries []dialog.Entry, id dialog.ID) []amendment {
	var r dialog.Record
	var found []amendment
	for i := range entries {
		e := &entries[i]
		b, ok := e.Body.(*dialog.AnswerRecorded)
		if a := r.Assessment(id); ok && b.Assessment == id && a != nil && a.Status != dialog.Draft {
			found = append(found, amendment{domain: b.Domain, before: a.Answers.Get(b.Domain), after: b.Answer, on: e.RecordedAt, reason: b.Reason})
		}
		dialog.Apply(&r, e)
	}
	return found
}

// Draw draws the part of the assessment that fits.
func (v *View) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f, v.o.Text); small {
		return d
	}
	a := v.o.Record.Assessment(v.o.Assessment)
	if a == nil {
		return compose(f, []part{title(f.Theme, f, "That assessment is not in this person's record.")})
	}
	if v.amend != nil {
		return v.drawAmend(f)
	}
	lines := append(v.head(a, f), v.rows(a, f)...)
	lines = append(append(lines, ""), meansWords(&a.Answers, v.o.Text)...)
	lines = append(lines, screen.Wrap(v.o.Text.Words.Mean.HalfRule, roomOf(f))...)
	shown := v.scroll.Window(lines, f, screen.English)
	return screen.Drawing{Body: screen.Fit(strings.Join(shown, "\n"), f), Cursor: &screen.Point{}}
}

// head says what the assessment is and what became of it.
func (v *View) head(a *dialog.Assessment, f screen.Frame) []string {
	th, width := f.Theme, roomOf(f)
	lines := styled(th.Title, "DIALOG of "+a.DoneAt.String()+", completed "+doneWords(a, v.o.Text), width)
	if a.StruckOut {
		lines = append(lines, styled(th.Warning, "STRUCK OUT, recorded in error: "+text.Show(a.StruckReason), width)...)
	}
	lines = append(lines, screen.Wrap(v.became(a), width)...)
	if present := report.PresentWords(v.o.Record, a.ID, v.o.Text); present != "" {
		lines = append(lines, screen.Wrap("Also there: "+present+".", width)...)
	}
	if words := layoutWords(a, v.o.Text.Tag); words != "" {
		lines = append(lines, screen.Wrap(words, width)...)
	}
	return append(append(lines, v.amendmentLines(a, width, th)...), "")
}

func (v *View) became(a *dialog.Assessment) string {
	words := "Not finished yet: " + counts(&a.Answers, a.Layout, v.o.Text) + "."
	switch a.Status {
	case dialog.Finished:
		words = "Finished " + a.Ended.String() + "."
		if !a.Complete() {
			words = "Finished incomplete " + a.Ended.String() + ": " + counts(&a.Answers, a.Layout, v.o.Text) + "."
		}
	case dialog.Closed:
		words = "Closed as incomplete " + a.Ended.String() + ": " + counts(&a.Answers, a.Layout, v.o.Text) + "."
	case dialog.Draft:
	}
	if a.Reason != "" {
		words += " Why: " + text.Show(a.Reason)
	}
	return words
}

func layoutWords(a *dialog.Assessment, usual string) string {
	var words []string
	switch a.Layout {
	case dialog.Paper:
		words = append(words, "From a paper form.")
	case dialog.Imported:
		words = append(words, "Taken over from "+cmp.Or(text.Show(a.Source), "another system")+".")
	case dialog.Interview:
	}
	if a.Language != "" && a.Language != usual {
		words = append(words, "Language: "+text.Show(a.Language)+".")
	}
	return strings.Join(words, " ")
}

func (v *View) amendmentLines(a *dialog.Assessment, width int, th *theme.Theme) []string {
	if !a.Amended {
		return nil
	}
	lines := styled(th.Warning, "Amended: an answer was changed after it was finished.", width)
	if v.failed {
		return append(lines, screen.Wrap("What was there before could not be read now.", width)...)
	}
	for _, c := range v.changes {
		words := v.o.Text.Short(c.domain) + ": was " + whole(c.before, a.Layout, v.o.Text) + "; changed on " + c.on.String() + " to " + whole(c.after, a.Layout, v.o.Text)
		if c.before.Note != c.after.Note {
			words += ", another note"
		}
		if c.reason != "" {
			words += ". Why: " + text.Show(c.reason)
		}
		lines = append(lines, screen.Hang(th.Glyphs.Bullet+" ", words, width)...)
	}
	return lines
}

// whole is an answer with the help answer, in words.
func whole(a dialog.Answer, l dialog.Layout, t *instrument.Text) string {
	words := stateOn(a, l, t)
	if h := helpWords(a.Help, t); h != "" {
		words += ", " + h
	}
	return words
}

// rows are the items with their answers, dates where they differ, and notes.
func (v *View) rows(a *dialog.Assessment, f screen.Frame) []string {
	var lines []string
	for i, d := range a.Order() {
		answer := a.Answers.Get(d)
		name := screen.PadLeft(strconv.Itoa(i+1), 2, "") + "  " + v.o.Text.Short(d)
		rest := helpWords(answer.Help, v.o.Text)
		if at := answer.At.Date(); answer.Seen() && !at.IsZero() && at != a.DoneAt.Date() {
			rest = strings.TrimSpace(rest + "   " + at.String())
		}
		if answer.Mode.Alone() {
			rest = strings.TrimSpace(rest + "   " + v.o.Text.Words.State.Alone)
		}
		if f.Width < narrow {
			lines = append(lines, name, strings.TrimRight("    "+stateOn(answer, a.Layout, v.o.Text)+"   "+rest, " "))
		} else {
			lines = append(lines, strings.TrimRight(screen.Pad(name, 25, "")+screen.Pad(stateOn(answer, a.Layout, v.o.Text), 24, "")+rest, " "))
		}
		lines = append(lines, noteLines(answer, f)...)
	}
	return lines
}

func noteLines(a dialog.Answer, f screen.Frame) []string {
	if a.Note == "" {
		return nil
	}
	var lines []string
	label := "    Note: "
	for _, line := range text.ShowLines(a.Note) {
		lines = append(lines, screen.Hang(label, line, roomOf(f))...)
		label = "          "
	}
	return lines
}

// Keys are how to scroll, to amend and to leave.
func (v *View) Keys() []key.Binding {
	if v.amend != nil {
		return v.amend.form.Keys()
	}
	return append(append([]key.Binding{screen.Key("esc", "back")}, v.amendKeys()...), screen.Key("↑/↓", "scroll", "up", "down"), screen.Key("pgup/pgdn", "page", "pgup", "pgdown"))
}

// Typing is so while an amendment has the focus on text.
func (v *View) Typing() bool { return v.amend != nil && v.amend.form.Typing() }
