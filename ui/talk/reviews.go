package talk

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Reviews goes through what was agreed before, one action after another, the
// worker's own promises first. Nothing is chosen beforehand, and any of them can be
// passed over.
type Reviews struct {
	*desk
	actions []dialog.ID
	at      int
	fresh   bool // no key has rested since the screen came up
}

// Reviewed says that the actions were gone through. The screen has nothing more to
// do.
type Reviewed struct{}

// Left says that the worker leaves the DIALOG from in front of its items. What was
// reviewed is on the disk.
type Left struct{}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Reviews)(nil)

// NewReviews makes the screen for what is to be reviewed today, at the first that was
// not reviewed at this DIALOG: it may have been left in the middle.
func NewReviews(o Options) *Reviews {
	s := &Reviews{desk: newDesk(o), fresh: true}
	due := o.Record.ActionsToReview(dialog.DateOf(o.Now()))
	for _, a := range due {
		s.actions = append(s.actions, a.ID)
	}
	s.at = max(slices.IndexFunc(due, func(a *dialog.Action) bool { return !a.ReviewedAt(o.Assessment) }), 0)
	return s
}

var (
	keyOutcome = screen.Key("1-4", "choose", "1", "2", "3", "4")
	keyWord    = screen.Key("n", "a word")
	keyPass    = screen.Key("s", "skip all")
	keyAfter   = screen.Key("enter", "next", "enter", "right", "down")
	keyBefore  = screen.Key("←", "the one before", "left", "up")
)

// Init ends at once where there is nothing to review.
func (s *Reviews) Init() tea.Cmd {
	if s.action() == nil {
		return tell(Reviewed{})
	}
	return nil
}

// action is the one in view, nil when all were gone through.
func (s *Reviews) action() *dialog.Action {
	if s.at >= len(s.actions) {
		return nil
	}
	return s.o.Record.Action(s.actions[s.at])
}

// today is what was reviewed of the action in view today. What an earlier day said of
// it, its word above all, is not carried into a new outcome.
func (s *Reviews) today() (dialog.Review, bool) {
	if a := s.action(); a != nil {
		if last, reviewed := a.Latest(); reviewed && last.At.Date() == dialog.DateOf(s.o.Now()) {
			return last, true
		}
	}
	return dialog.Review{}, false
}

// Update takes a key for the action in view.
func (s *Reviews) Update(msg tea.Msg) tea.Cmd {
	before, last := s.lastAt, s.last
	cmd, taken := s.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken && s.action() != nil {
		// The key that brought the screen here may still be held.
		if s.fresh = s.fresh && s.lastAt.Sub(before) < repeatGap && (last == "" || last == s.last); s.fresh && key.Matches(press, keyOutcome) {
			return nil
		}
		return s.press(press)
	}
	return cmd
}

func (s *Reviews) press(msg tea.KeyPressMsg) tea.Cmd {
	review, reviewed := s.today()
	switch {
	case key.Matches(msg, keyEsc):
		return tell(Left{})
	case key.Matches(msg, keyPass):
		return tell(Reviewed{})
	case key.Matches(msg, keyOutcome):
		n, _ := strconv.Atoi(msg.String())
		if o := dialog.Outcomes()[n-1]; !reviewed || o != review.Outcome {
			return s.send(nil, s.review(o, review.Note))
		}
	case key.Matches(msg, keyWord) && reviewed:
		s.open(s.wordSheet(review), nil)
	case key.Matches(msg, keyBefore):
		s.at = max(s.at-1, 0)
	case key.Matches(msg, keyAfter):
		if s.at++; s.action() == nil {
			return tell(Reviewed{})
		}
	}
	return nil
}

func (s *Reviews) review(o dialog.Outcome, note string) *dialog.ActionReviewed {
	return &dialog.ActionReviewed{Action: s.actions[s.at], Outcome: o, Note: note, Assessment: s.o.Assessment}
}

// wordSheet asks for a word on what became of it.
func (s *Reviews) wordSheet(now dialog.Review) *sheet {
	form := field.NewForm(line(valueText, "A word on it", "", now.Note, true, text.Line))
	return &sheet{title: text.Show(s.action().Text), form: form, bodies: func(v map[string]string) []dialog.Body {
		return []dialog.Body{s.review(now.Outcome, v[valueText])}
	}}
}

// Keys are those that do something now.
func (s *Reviews) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	keys := []key.Binding{keyOutcome, keyAfter}
	if _, reviewed := s.today(); reviewed {
		keys = []key.Binding{keyAfter, keyWord, keyOutcome}
	}
	keys = append(keys, keyPass, keyEsc)
	if s.at > 0 {
		keys = append(keys, keyBefore)
	}
	return s.spoken(keys)
}

// Draw draws the action in view and what can have become of it.
func (s *Reviews) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	a := s.action()
	if a == nil {
		return screen.Drawing{Cursor: &screen.Point{}}
	}
	th, r := f.Theme, s.o.Record
	all := make([]*dialog.Action, 0, len(s.actions))
	for _, id := range s.actions {
		if other := r.Action(id); other != nil {
			all = append(all, other)
		}
	}
	w, on := &s.o.Text.Words.Talk, s.o.Text.Day(a.Agreed.Date())
	about := w.AgreedOn.With("date", on)
	if words := report.ActionFor(r, a, s.o.Text); words != "" {
		about = w.AgreedOnFor.With("date", on, "what", words)
	}
	what := said(f, 0, report.ActionWords(r, a, s.o.Text), th.Strong)
	about2 := said(f, 1, about, th.Text)
	about2.tight = true
	counts := said(f, 3, w.Whose.With("words", report.WhoOwns(r, all, s.o.Text)), th.Text)
	counts.tight = true
	return s.compose(f, said(f, 0, w.Before.With("n", s.at+1, "of", len(s.actions)), th.Title), counts,
		what, about2, said(f, 0, w.Became, th.Text), s.outcomes(f), block{lines: s.state(f)})
}

// outcomes draws the four outcomes, with the one that is recorded marked.
func (s *Reviews) outcomes(f screen.Frame) block {
	review, reviewed := s.today()
	b := block{tight: true}
	for i, o := range dialog.Outcomes() {
		mark, style := f.Theme.Glyphs.Unchosen, f.Theme.Text
		if reviewed && o == review.Outcome {
			mark, style = f.Theme.Glyphs.Chosen, f.Theme.Chosen
			b.focus = i + 1
		}
		b.lines = append(b.lines, style.Render(strconv.Itoa(i+1)+" "+mark+" "+report.OutcomeWords(o, s.o.Text)))
	}
	if b.focus == 0 {
		b.focus = 1
	}
	return b
}

// state says what is saved.
func (s *Reviews) state(f screen.Frame) []string {
	if told := s.told(f); told != nil {
		return told
	}
	review, reviewed := s.today()
	words := f.Theme.Glyphs.Tick + " " + s.o.Text.Words.Talk.Saved
	switch {
	case !reviewed:
		return nil
	case review.Note != "":
		words += " " + text.Show(review.Note)
	}
	return styled(screen.Wrap(words, f.Width), f.Theme.Saved)
}
