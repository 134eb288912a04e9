package talk

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// agreeing is the step in which actions are agreed, counted from 0.
const agreeing = 3

// stepping is where one area is talked about, step by step. While people talk, the
// screen rests: one question or two in large, and little else.
type stepping struct {
	area, step int
	focus      int // the action that the cursor is on
}

var (
	keyAgree  = screen.Key("a", "add action")
	keyAreas  = screen.Key("esc", "back to the areas")
	keyThink  = screen.Key("t", "think it over")
	keyChange = screen.Key("e", "change it")
	keyStrike = screen.Key("x", "strike it out")
)

// domain is the area that is talked about.
func (s *stepping) domain(t *Talk) dialog.Domain {
	areas := t.areas()
	if s.area >= len(areas) {
		return dialog.NoDomain
	}
	return areas[s.area]
}

// actions are those agreed today for the area.
func (s *stepping) actions(t *Talk) []*dialog.Action {
	var agreed []*dialog.Action
	for _, a := range t.o.Record.AgreedAt(t.o.Assessment) {
		if a.Domain == s.domain(t) {
			agreed = append(agreed, a)
		}
	}
	return agreed
}

func (s *stepping) press(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyAreas):
		c := newChoosing(t)
		c.focus = max(int(s.domain(t))-1, 0)
		t.at = c
	case key.Matches(msg, keyGoOn):
		s.goOn(t)
	case key.Matches(msg, keyFore):
		s.goBack(t)
	case s.step == agreeing:
		return s.agree(t, msg)
	case key.Matches(msg, keyNote):
		t.open(t.noteSheet(s.domain(t), s.step), nil)
	}
	return nil
}

// goOn goes to the next step, the next area, or the closing.
func (s *stepping) goOn(t *Talk) {
	s.step, s.focus = s.step+1, 0
	if s.step <= agreeing {
		return
	}
	s.area, s.step = s.area+1, 0
	if s.area >= len(t.areas()) {
		t.at = &closing{}
	}
}

func (s *stepping) goBack(t *Talk) {
	s.focus = 0
	switch {
	case s.step > 0:
		s.step--
	case s.area > 0:
		s.area, s.step = s.area-1, agreeing
	default:
		t.at = newChoosing(t)
	}
}

// agree takes the keys of the last step.
func (s *stepping) agree(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	actions := s.actions(t)
	switch {
	case key.Matches(msg, keyAgree):
		t.open(t.actionSheet(dialog.Action{ID: t.o.Keeper.NewID(), Domain: s.domain(t), Assessment: t.o.Assessment}), func() tea.Cmd {
			s.focus = len(s.actions(t)) - 1
			return nil
		})
	case key.Matches(msg, keyThink):
		return s.think(t)
	default:
		s.focus = t.pressAction(msg, actions, s.focus)
	}
	return nil
}

// think marks the area to be thought over, and at the second press takes that back and
// says so.
func (s *stepping) think(t *Talk) tea.Cmd {
	d := s.domain(t)
	if !t.talk().Over(d) {
		return t.send(nil, &dialog.ThoughtOver{Assessment: t.o.Assessment, Domain: d, On: true})
	}
	return t.send(func() tea.Cmd {
		return screen.Say(screen.Info, "Taken back: "+t.o.Text.Short(d)+" is not to be thought over any more.")
	}, &dialog.ThoughtOver{Assessment: t.o.Assessment, Domain: d})
}

// pressAction takes the keys for a list of actions and returns the one in focus.
func (d *desk) pressAction(msg tea.KeyPressMsg, actions []*dialog.Action, focus int) int {
	if len(actions) == 0 {
		return 0
	}
	focus = min(focus, len(actions)-1)
	a := actions[focus]
	switch {
	case msg.String() == "up":
		focus = max(focus-1, 0)
	case msg.String() == "down":
		focus = min(focus+1, len(actions)-1)
	case key.Matches(msg, keyChange):
		d.open(d.actionSheet(*a), nil)
	case key.Matches(msg, keyStrike):
		d.open(strikeSheet(dialog.PartAction, a.ID, text.Show(a.Text)), nil)
	}
	return focus
}

func (s *stepping) keys(t *Talk) []key.Binding {
	if s.step < agreeing {
		return []key.Binding{keyGoOn, keyNote, keyLocal, keyClose, keyFore, keyAreas}
	}
	keys := []key.Binding{keyAgree, keyGoOn, keyThink}
	if len(s.actions(t)) > 0 {
		keys = append(keys, keyChange, keyStrike, keyMove)
	}
	return append(keys, keyLocal, keyClose, keyFore, keyAreas)
}

func (s *stepping) draw(t *Talk, f screen.Frame) screen.Drawing {
	th, d, w := f.Theme, s.domain(t), &t.o.Text.Words.Talk
	if !d.Valid() {
		return t.compose(f, said(f, 0, w.NothingToTalk, th.Text))
	}
	prompt := report.Prompts(t.assessment().Answers.Get(d), t.o.Text)[s.step]
	where := t.o.Text.Short(d)
	if n := len(t.areas()); n > 1 {
		where = w.AreaOf.With("area", where, "n", s.area+1, "of", n)
	}
	step := said(f, 0, w.Step.With("n", s.step+1, "of", agreeing+1, "name", prompt.Name), th.Text)
	step.tight = true
	blocks := []block{said(f, 0, where, th.Title), step, said(f, 3, s.rated(t), th.Text), {lines: t.told(f)}}
	if s.step == agreeing {
		return t.compose(f, append(blocks, s.agreed(t, f, prompt)...)...)
	}
	for i, q := range prompt.Questions {
		b := said(f, 0, q, th.Strong)
		b.lines = large(b.lines, f)
		if i == 0 {
			b.focus = len(b.lines)
		}
		blocks = append(blocks, b)
	}
	for i, words := range report.Beside(t.o.Record, t.assessment(), d, t.o.Text) {
		blocks = append(blocks, said(f, 1+i, words, th.Text))
	}
	for i, note := range notesOf(s.step) {
		if n, ok := t.talk().Note(d, note); ok {
			b := said(f, 0, th.Glyphs.Tick+" "+w.SavedNote.With("step", report.StepWords(note, t.o.Text), "words", text.Show(n.Text)), th.Saved)
			b.tight = i > 0
			blocks = append(blocks, b)
		}
	}
	return t.compose(f, blocks...)
}

// large sets a question off where there is room for it.
func large(lines []string, f screen.Frame) []string {
	if f.Height < 16 || f.Width < 60 {
		return lines
	}
	out := []string{""}
	for _, line := range lines {
		out = append(out, "    "+line)
	}
	return out
}

// rated says how the area was rated now and last time.
func (s *stepping) rated(t *Talk) string {
	for _, r := range t.rows() {
		if r.Domain != s.domain(t) {
			continue
		}
		words := r.Now.Words
		if r.Then.Rated() {
			words = t.o.Text.Words.Talk.RatedWas.With("words", words, "n", r.Then.Rating)
		}
		if r.Now.Help != dialog.HelpNotAsked || r.Then.Help == dialog.HelpWanted {
			words += "; " + r.HelpWords()
		}
		return words + "."
	}
	return ""
}

// agreed draws what was agreed for the area.
func (s *stepping) agreed(t *Talk, f screen.Frame, prompt report.Prompt) []block {
	th, w := f.Theme, &t.o.Text.Words.Talk
	question := said(f, 0, prompt.Questions[0], th.Strong)
	question.focus = 1
	blocks := []block{question}
	actions := s.actions(t)
	if len(actions) > 0 {
		blocks[0].focus = 0
		blocks = append(blocks, t.actionLines(actions, s.focus, f))
	} else if !t.talk().Over(s.domain(t)) {
		blocks = append(blocks, said(f, 0, w.NothingYet, th.Text))
	}
	if t.talk().Over(s.domain(t)) {
		blocks = append(blocks, said(f, 0, th.Glyphs.Tick+" "+w.ThinkingOver, th.Saved))
	}
	return blocks
}

// actionLines draws a list of actions with the one in focus.
func (d *desk) actionLines(actions []*dialog.Action, focus int, f screen.Frame) block {
	b := block{}
	for i, a := range actions {
		pointer, style := strings.Repeat(" ", screen.Width(f.Theme.Glyphs.Pointer))+" ", f.Theme.Text
		if i == min(focus, len(actions)-1) {
			pointer, style = f.Theme.Glyphs.Pointer+" ", f.Theme.Strong
			b.focus = len(b.lines) + 1
		}
		b.lines = append(b.lines, styled(screen.Hang(pointer, report.ActionWords(d.o.Record, a, d.o.Text), f.Width), style)...)
	}
	return b
}
