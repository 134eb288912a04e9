package interview

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/outbox"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// endRow is the place behind the last item, in the review and in the grid.
const endRow = dialog.DomainCount

// review shows all items with what was answered, before the end.
type review struct {
	at int // the place in the order, or endRow
}

// newReview starts at the first item that is still open, or else at the end.
func newReview(m *Model) *review {
	all := m.answers()
	for i, d := range m.order() {
		if s := all.Get(d).State; s == dialog.NotSeen || s == dialog.Later {
			return &review{at: i}
		}
	}
	return &review{at: endRow}
}

func (s *review) press(m *Model, name string) tea.Cmd {
	switch name {
	case "up", "left", "shift+tab":
		s.at = max(s.at-1, 0)
	case "down", "right", "tab":
		s.at = min(s.at+1, endRow)
	case "home":
		s.at = 0
	case "end":
		s.at = endRow
	case "1", "2", "3", "4", "5", "6", "7", "8", "9":
		n, _ := strconv.Atoi(name)
		s.at = n - 1
	case "0":
		s.at = 9
	case "enter":
		if s.at == endRow {
			return screen.Say(screen.Info, m.tongue.Words.Review.PressF)
		}
		m.show(&item{at: s.at, fromReview: true})
	case "f":
		return m.finish()
	case "o":
		return m.chooseLanguage()
	case "c":
		m.show(&completion{back: s})
	case "esc":
		return m.leave()
	}
	return nil
}

func (s *review) draw(m *Model, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &m.tongue.Words.Review
	head := m.failed(f).lines
	lines := []string{th.Title.Render(w.Title) + th.Quiet.Render(w.Completed.With("how", doneWords(m.assessment(), m.tongue)))}
	focus, said := 0, m.said()
	all := said.all
	for i, d := range m.order() {
		if i == s.at {
			focus = len(lines)
		}
		lines = append(lines, m.reviewRow(i, d, i == s.at, said, f)...)
	}
	if s.at == endRow {
		focus = len(lines)
	}
	lines = append(lines, pointed(th, "f  "+w.Finish, s.at == endRow))
	lines = append(lines, m.sums(all, f)...)
	if before := said.before; before != nil && len(all.Unsettled()) == 0 {
		lines = append(lines, w.WasOn.With("date", m.tongue.Day(before.DoneAt.Date())))
	}
	return m.listed(f, head, lines, focus)
}

// listed draws lines under a head, so that the line in focus is seen and carries
// the cursor.
func (m *Model) listed(f screen.Frame, head, lines []string, focus int) screen.Drawing {
	head = head[:min(len(head), f.Height-3)]
	visible, offset := screen.WindowSaying(lines, focus, f.Height-len(head), screen.MoreIn(m.tongue.Words.Page.MoreAbove, m.tongue.Words.Page.MoreBelow))
	body := strings.Join(append(append([]string(nil), head...), visible...), "\n")
	return screen.Drawing{Body: screen.Fit(body, f), Cursor: &screen.Point{Y: focus - offset + len(head)}}
}

// pointed is a line of a list with its pointer.
func pointed(th *theme.Theme, s string, here bool) string {
	if here {
		return th.Glyphs.Pointer + " " + th.Selected.Render(s)
	}
	return strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)+1) + s
}

// narrow is the width under which an item of a list takes two lines.
const narrow = 72

// reviewRow is one item with its answer in words, and what is said behind any answer.
func (m *Model) reviewRow(i int, d dialog.Domain, here bool, said behind, f screen.Frame) []string {
	th, a := f.Theme, said.all.Get(d)
	name := screen.PadLeft(strconv.Itoa(i+1), 2, "") + "  " + m.tongue.Short(d)
	names, states, fit := m.columns(f)
	room := 0
	if fit {
		room = f.Width - screen.Width(th.Glyphs.Pointer) - 1 - names - states
	}
	tail := m.tail(d, room, said, th)
	if !fit {
		under := "      " + stateWords(a, m.tongue)
		switch {
		case tail == "":
		case screen.Width(under)+3+screen.Width(tail) <= f.Width:
			under += "   " + tail
		default:
			return []string{pointed(th, name, here), under, "      " + tail}
		}
		return []string{pointed(th, name, here), under}
	}
	return []string{pointed(th, screen.Pad(name, names, "")+screen.Pad(stateWords(a, m.tongue), states, ""), here) + tail}
}

// between is what parts the words behind an answer.
const between = "   "

// tail is what there is to say of an answer behind its rating: the wish for help, a
// note, the rating before. In the given room those that any answer has are columns, if
// they fit.
func (m *Model) tail(d dialog.Domain, room int, said behind, th *theme.Theme) string {
	w, a := &m.tongue.Words, said.all.Get(d)
	failed := m.box.ProgressOf(answerJob(d)) == outbox.NotStored
	cells := []string{helpWords(a.Help, m.tongue), m.noteWord(a), m.earlierWord(d, said)}
	widths := []int{max(screen.Width(w.Item.HelpYes), screen.Width(w.Item.HelpNo)), screen.Width(w.Review.Note), screen.Width(cells[2])}
	columns := !failed && widths[0]+widths[1]+widths[2]+2*len(between) <= room
	var parts []string
	if failed { // first, where it is not cut
		parts = append(parts, th.Failure.Render(th.Glyphs.Cross+" "+w.Saving.NotSaved))
	}
	for i, cell := range cells {
		switch {
		case columns && said.any[i]:
			parts = append(parts, screen.Pad(cell, widths[i], ""))
		case cell != "":
			parts = append(parts, cell)
		}
	}
	for room > 0 && screen.Width(strings.Join(parts, between)) > room {
		parts = parts[:len(parts)-1] // half a word would be another word
	}
	return strings.TrimRight(strings.Join(parts, between), " ")
}

// behind is what stands behind the answers: which of the words any answer has, and the
// assessment that this one is set beside, nil for none.
type behind struct {
	all    *dialog.Answers
	any    [3]bool
	before *dialog.Assessment
}

func (m *Model) said() behind {
	s := behind{all: m.answers(), before: m.earlier()}
	for _, d := range m.order() {
		a := s.all.Get(d)
		s.any[0] = s.any[0] || a.Help != dialog.HelpNotAsked
		s.any[1] = s.any[1] || a.Note != ""
		s.any[2] = s.any[2] || m.earlierWord(d, s) != ""
	}
	return s
}

// The least widths of the columns of the review, which are those that English takes.
const (
	leastNames  = 25
	leastStates = 24
	leastTail   = 16 // for what follows them
)

// columns are how wide the names of the items and their states are in the language,
// and whether there is room for them side by side.
func (m *Model) columns(f screen.Frame) (names, states int, fit bool) {
	names, states = leastNames, leastStates
	for _, d := range dialog.Domains() {
		names = max(names, screen.Width(m.tongue.Short(d))+6)
	}
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		states = max(states, screen.Width(m.tongue.Label(r))+4)
	}
	for _, s := range counted {
		states = max(states, screen.Width(stateName(s, m.tongue))+2)
	}
	return names, states, f.Width >= narrow && names+states+leastTail <= f.Width
}

func (m *Model) noteWord(a dialog.Answer) string {
	if a.Note == "" {
		return ""
	}
	return m.tongue.Words.Review.Note
}

// earlierWord is the rating before this one, once it may be seen.
func (m *Model) earlierWord(d dialog.Domain, said behind) string {
	if said.before == nil || !m.mayShowEarlier(said.all, d) {
		return ""
	}
	if rating, ok := said.before.Answers.Get(d).Score(); ok {
		return m.tongue.Words.Review.Was.With("n", rating)
	}
	return ""
}

// sums are the two means and what they leave out.
func (m *Model) sums(all *dialog.Answers, f screen.Frame) []string {
	th, width := f.Theme, roomOf(f)
	lines := []string{""}
	for _, s := range meansWords(all, m.tongue) {
		lines = append(lines, screen.Wrap(s, width)...)
	}
	if all.Count(dialog.Rated) < dialog.DomainCount {
		lines = append(lines, screen.Wrap(counts(all, m.layout(), m.tongue)+".", width)...)
	}
	for _, line := range screen.Wrap(m.tongue.Words.Mean.HalfRule, width) {
		lines = append(lines, th.Quiet.Render(line))
	}
	return lines
}

func (s *review) keys(m *Model) []key.Binding {
	w := &m.tongue.Words.Key
	keys := []key.Binding{
		screen.Key("f", w.Finish), screen.Key("↑/↓", w.Choose, "up", "down"), screen.Key("enter", w.GoTo),
	}
	keys = append(append(keys, m.languageKey()...), // early, so that the line at the bottom has it
		screen.Key("1-9", w.Choose, "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"),
		screen.Key("c", w.WhoCompleted), screen.Key("esc", w.Leave))
	return append(keys, m.help()...)
}
