package interview

import (
	"fmt"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/keypress"
	"alongside/ui/screen"
)

// beginning is what is known so far of an assessment that is to be started.
// Nothing of it is recorded before all of it is known.
type beginning struct {
	identity         dialog.Identity
	friendshipsFirst bool
	doneAt           dialog.When // of a paper form
	referral         dialog.ID
	completion       dialog.Completion
	language         string
}

// askReferral asks which referral it belongs to, if there is more than one open.
func (m *Model) askReferral() {
	open := m.record.OpenReferrals()
	if len(open) > 1 {
		m.show(&referral{open: open[:min(len(open), 9)], all: len(open)})
		return
	}
	if len(open) == 1 {
		m.begin.referral = open[0].ID
	}
	m.show(&completion{})
}

// start records that the assessment begins.
func (m *Model) start() tea.Cmd {
	if m.id.IsZero() {
		m.id = m.o.Keeper.NewID()
	}
	layout := dialog.Interview
	if m.o.Paper {
		layout = dialog.Paper
	}
	return m.post(jobStart, &dialog.AssessmentStarted{
		Assessment: m.id, Instrument: instrument.DIALOG, Layout: layout, FriendshipsFirst: m.begin.friendshipsFirst,
		Completion: m.begin.completion, Language: m.begin.language, Referral: m.begin.referral, Identity: m.begin.identity,
	})
}

// goOn goes to where the assessment has got to: the first open item, or the
// review when there is none.
func (m *Model) goOn() {
	a := m.assessment()
	open := a.NextOpen()
	switch {
	case a.Layout == dialog.Paper:
		m.show(newGrid(m))
	case open == dialog.NoDomain:
		m.show(newReview(m))
	default:
		m.show(&item{at: m.position(open)})
	}
}

// order is the order of the items in this assessment.
func (m *Model) order() []dialog.Domain {
	if a := m.assessment(); a != nil {
		return a.Order()
	}
	return dialog.Domains()
}

// position is the place of an item in the order, counted from 0.
func (m *Model) position(d dialog.Domain) int {
	for i, other := range m.order() {
		if other == d {
			return i
		}
	}
	return 0
}

// referral asks which of several open referrals the assessment belongs to.
type referral struct {
	open []*dialog.Referral // at most nine, the latest received first
	all  int
}

func (s *referral) press(m *Model, name string) tea.Cmd {
	n, err := strconv.Atoi(name)
	switch {
	case name == "esc":
		return m.leave()
	case err != nil || n < 0 || n > len(s.open):
		return nil
	case n > 0:
		m.begin.referral = s.open[n-1].ID
	}
	m.show(&completion{})
	return nil
}

func (s *referral) draw(_ *Model, f screen.Frame) screen.Drawing {
	var pairs [][2]string
	for i, r := range s.open {
		pairs = append(pairs, [2]string{strconv.Itoa(i + 1), referralWords(r)})
	}
	pairs = append(pairs, [2]string{"0", "none of these"})
	parts := []part{title(f.Theme, f, "Which referral does it belong to?"), options(f.Theme, f, pairs...)}
	if s.all > len(s.open) {
		parts = append(parts, said(f.Theme, f, 0, fmt.Sprintf("These are the nine received last, of %d.", s.all)))
	}
	return compose(f, parts)
}

func referralWords(r *dialog.Referral) string {
	team := text.Show(r.Team)
	if team == "" {
		team = "Team not recorded"
	}
	words := team + ", received " + r.Received.String()
	if r.Received.IsZero() {
		words = team + ", date received not recorded"
	}
	if r.ServiceRequestID != "" {
		words += ", " + text.Show(r.ServiceRequestID)
	}
	return words
}

func (s *referral) keys(*Model) []key.Binding {
	last := strconv.Itoa(len(s.open))
	return []key.Binding{screen.Key("1-"+last, "choose", "1", last), screen.Key("0", "none of these"), screen.Key("esc", "back")}
}

// completion asks who completes the assessment. The number starts it, or, from
// the review, changes what was recorded.
type completion struct {
	back stage // where to return to after a change; nil at the start
	sure bool  // "by proxy" was pressed once
}

func (s *completion) press(m *Model, name string) tea.Cmd {
	n, err := strconv.Atoi(name)
	sure := s.sure
	s.sure = false
	switch {
	case name == "esc" && s.back != nil:
		m.show(s.back)
		return nil
	case name == "esc":
		return m.leave()
	case err != nil || n < 1 || n > len(completions):
		return nil
	}
	if completions[n-1].c == dialog.Proxy && !sure {
		s.sure = true
		return nil
	}
	m.begin.completion, m.begin.language = completions[n-1].c, m.o.Text.Tag
	if m.begin.completion == dialog.Interpreter {
		m.show(newLanguage(m, s.back))
		return nil
	}
	return m.completed(s.back)
}

// completed records what was chosen, as a start or as a change.
func (m *Model) completed(back stage) tea.Cmd {
	if back == nil {
		return m.start()
	}
	return m.post(jobContext, &dialog.AssessmentContext{Assessment: m.id, Completion: m.begin.completion, Language: m.begin.language})
}

func (s *completion) arrived(m *Model, j job, _ dialog.Committed) tea.Cmd {
	return m.chosen(j, s.back)
}

// begun says that the items come now, unless they are on a form.
func (m *Model) begun() tea.Cmd {
	begun := Begun{Record: m.record, Assessment: m.id}
	if m.assessment().Layout == dialog.Paper {
		return nil
	}
	return func() tea.Msg { return begun }
}

// chosen goes on once it is recorded who completes the assessment.
func (m *Model) chosen(j job, back stage) tea.Cmd {
	switch j.kind {
	case jobStart:
		m.goOn()
		return m.begun()
	case jobContext:
		m.show(back)
	}
	return nil
}

func (s *completion) draw(m *Model, f screen.Frame) screen.Drawing {
	question := "Who completes it?"
	if m.o.Paper || s.back != nil {
		question = "Who completed it?"
	}
	var pairs [][2]string
	for i, c := range completions {
		pairs = append(pairs, [2]string{strconv.Itoa(i + 1), c.what})
	}
	list := options(f.Theme, f, pairs...)
	parts := []part{title(f.Theme, f, question), m.failed(f), list}
	if s.sure {
		parts = append(parts, strong(f.Theme, f, "By proxy these are not the person's own answers. Press 5 again if that is so."))
	}
	if wait := m.status(job{kind: jobStart}, false, f.Theme); wait != "" && m.failure() == "" {
		parts = append(parts, part{lines: []string{wait}})
	}
	parts = append(parts, said(f.Theme, f, 3, "What somebody else answers for the person is never compared with the person's own answers."))
	return compose(f, append(parts, m.needs(f)...))
}

func (s *completion) keys(*Model) []key.Binding {
	return []key.Binding{screen.Key("1-5", "choose", "1", "2", "3", "4", "5"), screen.Key("esc", "back")}
}

// language asks which language is spoken with an interpreter.
type language struct {
	back  stage
	input *field.Text
	sent  bool // the answer is on its way: the field has no focus
}

func newLanguage(m *Model, back stage) *language {
	s := &language{back: back, input: field.NewText(field.About{Label: "The language"}, text.Ident)}
	if clean, err := text.Clean(m.record.Person.Language, text.Ident); err == nil {
		s.input.Set(clean)
	}
	return s
}

func (s *language) typing() bool { return !s.sent }

func (s *language) write(m *Model, msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keypress.Name(press.Key()) {
		case "esc":
			m.show(&completion{back: s.back})
			return nil
		case "enter":
			return s.take(m)
		}
	}
	s.input.Update(msg)
	return nil
}

func (s *language) take(m *Model) tea.Cmd {
	if s.input.Problem() != "" {
		return nil
	}
	s.sent, m.begin.language = true, s.input.Value()
	m.guard.Turn()
	return m.completed(s.back)
}

// press takes keys after the answer was sent and refused.
func (s *language) press(m *Model, name string) tea.Cmd {
	switch name {
	case "esc":
		m.show(&completion{back: s.back})
	case "enter":
		s.sent = false
	}
	return nil
}

func (s *language) arrived(m *Model, j job, _ dialog.Committed) tea.Cmd { return m.chosen(j, s.back) }

func (s *language) draw(m *Model, f screen.Frame) screen.Drawing {
	lines, cursor := s.input.Draw(min(roomOf(f), 42), !s.sent, f.Theme)
	parts := []part{
		title(f.Theme, f, "Which language is spoken with the interpreter?"),
		{lines: lines, cursor: &cursor},
		problem(f, s.input),
		m.failed(f),
		said(f.Theme, f, 1, "Leave it empty if that is not known. Enter goes on."),
	}
	return compose(f, parts)
}

// problem is the part that says what is wrong with what was typed.
func problem(f screen.Frame, in field.Field) part {
	words := in.Refusal()
	if words == "" {
		words = in.Problem()
	}
	if words == "" {
		return part{}
	}
	return part{lines: styled(f.Theme.Warning, words, roomOf(f))}
}

func (s *language) keys(*Model) []key.Binding {
	return []key.Binding{screen.Key("enter", "go on"), screen.Key("esc", "back"), screen.HelpKeyTyping}
}
