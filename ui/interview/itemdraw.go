package interview

import (
	"fmt"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/outbox"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// draw uses the roomiest of five ways to put one question that fits: with the
// scale spaced out for reading from further away, plainly, with the state in the
// heading, with the help question beside the scale, and with the scale on one line.
func (s *item) draw(m *Model, f screen.Frame) screen.Drawing {
	if s.note != nil {
		return m.compose(f, s.noteParts(m, f))
	}
	below := s.helpShort(m, f)
	for _, parts := range [][]part{
		s.spaced(m, f), s.plain(m, f),
		s.compact(m, f, s.scale(m, f, ""), below), s.compact(m, f, s.beside(m, f), part{}),
	} {
		if least(parts) <= f.Height {
			return m.compose(f, parts)
		}
	}
	return m.compose(f, s.compact(m, f, s.row(m, f), below))
}

// least is the height of the parts that must be there.
func least(parts []part) int {
	n := 0
	for _, p := range parts {
		if p.rank == 0 {
			n += len(p.lines)
		}
	}
	return n
}

// spaced is everything, with room between. Here all of it must fit.
func (s *item) spaced(m *Model, f screen.Frame) []part {
	parts := s.all(m, f, s.scale(m, f, "\n"))
	total := len(parts)
	for i := range parts {
		parts[i].rank = 0
		total += len(parts[i].lines)
	}
	if total > f.Height {
		parts = append(parts, part{lines: make([]string, f.Height)})
	}
	return parts
}

func (s *item) plain(m *Model, f screen.Frame) []part { return s.all(m, f, s.scale(m, f, "")) }

// all are the parts of a question from top to bottom.
func (s *item) all(m *Model, f screen.Frame, scale part) []part {
	d, a := s.answer(m)
	width := roomOf(f)
	question := s.question(m, f)
	parts := []part{
		{lines: []string{apart(s.place(m, f), f.Theme.Quiet.Render(m.tongue.Short(d)), width)}},
		question,
		scale,
		s.recorded(m, f),
		m.failed(f),
		s.earlier(m, f),
		s.helpPart(m, f),
		s.otherwise(m, a, f),
		{lines: []string{screen.Clip(m.noteLine(a, f), width, f.Theme.Glyphs.Ellipsis)}, rank: 2, tight: true},
	}
	return append(parts, s.marks(m, f)...)
}

// compact is what is needed most, with the state in the heading.
func (s *item) compact(m *Model, f screen.Frame, scale, help part) []part {
	_, a := s.answer(m)
	right := m.status(answerJob(s.domain(m)), a.Seen(), f.Theme)
	if words := briefState(a.State, &m.tongue.Words.State); words != "" {
		right = words + " " + right
	}
	left := s.place(m, f)
	if words := s.earlierWords(m, false); screen.Width(left)+2+screen.Width(words)+1+screen.Width(right) <= roomOf(f) {
		left += "  " + words
	}
	help.tight = true
	return []part{
		{lines: []string{apart(left, right, roomOf(f))}},
		s.question(m, f), scale, m.failed(f), help,
	}
}

// briefState is a state in words that fit in a heading beside "NOT SAVED", "" for
// those that say nothing there.
func briefState(s dialog.State, w *instrument.StateWords) string {
	switch s {
	case dialog.Declined:
		return w.BriefDeclined
	case dialog.NotApplicable:
		return w.NotApplicable
	case dialog.Later:
		return w.Later
	case dialog.Rated, dialog.NotSeen:
	}
	return ""
}

func (s *item) place(m *Model, f screen.Frame) string {
	return f.Theme.Title.Render(m.tongue.Words.Item.Place.With("n", s.at+1, "of", dialog.DomainCount))
}

// question is the item in the measure's exact words. The cursor stands here
// until something is chosen.
func (s *item) question(m *Model, f screen.Frame) part {
	d, a := s.answer(m)
	p := strong(f.Theme, f, m.tongue.Question(d))
	if a.State != dialog.Rated {
		p.cursor = &screen.Point{}
	}
	return p
}

// scale is the seven ratings, each with its words, with a separator between them.
func (s *item) scale(m *Model, f screen.Frame, between string) part {
	_, a := s.answer(m)
	var p part
	for n := dialog.LowestRating; n <= dialog.HighestRating; n++ {
		if between != "" && n > dialog.LowestRating {
			p.lines = append(p.lines, "")
		}
		line := fmt.Sprintf("%s %d  %s", f.Theme.Glyphs.Unchosen, n, m.tongue.Label(n))
		if a.State == dialog.Rated && a.Rating == n {
			p.cursor = &screen.Point{Y: len(p.lines)}
			line = f.Theme.Chosen.Render(fmt.Sprintf("%s %d  %s", f.Theme.Glyphs.Chosen, n, m.tongue.Label(n)))
		}
		p.lines = append(p.lines, line)
	}
	return p
}

// row is the scale on one line with the words of its ends, and of what is chosen.
func (s *item) row(m *Model, f screen.Frame) part {
	_, a := s.answer(m)
	var numbers []string
	cursor := (*screen.Point)(nil)
	for n := dialog.LowestRating; n <= dialog.HighestRating; n++ {
		mark := fmt.Sprintf(" %d ", n)
		if a.State == dialog.Rated && a.Rating == n {
			mark = f.Theme.Chosen.Render(fmt.Sprintf("(%d)", n))
			cursor = &screen.Point{X: 4 * (n - 1)}
		}
		numbers = append(numbers, mark)
	}
	t := m.tongue
	words := t.Words.Item.Ends.With("low", dialog.LowestRating, "low_label", t.Label(dialog.LowestRating), "high", dialog.HighestRating, "high_label", t.Label(dialog.HighestRating))
	if a.State == dialog.Rated {
		words = t.Words.Item.ChosenShort.With("words", stateWords(a, t))
	}
	lines := append([]string{strings.Join(numbers, " ")}, screen.Wrap(words, roomOf(f))...)
	return part{lines: lines, cursor: cursor, tight: true}
}

// recorded says what is chosen, in words, and whether the store has it.
func (s *item) recorded(m *Model, f screen.Frame) part {
	d, a := s.answer(m)
	t := m.tongue
	words := t.Words.Item.NothingChosen
	switch a.State {
	case dialog.Rated:
		words = t.Words.Item.Chosen.With("n", a.Rating, "label", t.Label(a.Rating))
	case dialog.NotApplicable:
		words = t.Words.Item.Recorded.With("words", stateWords(a, t)+" ("+t.Words.State.LocalReason+")")
	case dialog.Declined, dialog.Later:
		words = t.Words.Item.Recorded.With("words", stateWords(a, t))
	case dialog.NotSeen:
	}
	lines := styled(f.Theme.Strong, words, roomOf(f))
	status := m.status(answerJob(d), a.Seen(), f.Theme)
	last := len(lines) - 1
	switch {
	case status == "":
	case screen.Width(lines[last])+3+screen.Width(status) <= roomOf(f):
		lines[last] += "   " + status
	default:
		lines = append(lines, status)
	}
	return part{lines: lines}
}

// helpPart is the help question with its two answers, and "not asked" while
// there is none.
func (s *item) helpPart(m *Model, f screen.Frame) part {
	_, a := s.answer(m)
	th, t := f.Theme, m.tongue
	answers := choice(th, "y", t.HelpYes, a.Help == dialog.HelpWanted) + "   " + choice(th, "n", t.HelpNo, a.Help == dialog.HelpNot)
	if a.Help == dialog.HelpNotAsked {
		answers += "   " + t.Words.Item.NotAsked
	}
	if screen.Width(t.Help)+3+screen.Width(answers) <= roomOf(f) {
		return part{lines: []string{t.Help + "   " + answers}}
	}
	return part{lines: append(screen.Wrap(t.Help, roomOf(f)), answers)}
}

// helpShort is the same in as little room as it takes.
func (s *item) helpShort(m *Model, f screen.Frame) part {
	_, a := s.answer(m)
	words := m.tongue.Help + " y/n"
	switch a.Help {
	case dialog.HelpWanted:
		words = m.tongue.Help + " " + m.tongue.HelpYes
	case dialog.HelpNot:
		words = m.tongue.Help + " " + m.tongue.HelpNo
	case dialog.HelpNotAsked:
	}
	return part{lines: screen.Wrap(words, roomOf(f))}
}

// besideFrom is the rating beside which the help question begins: the first one
// has the longest words.
const besideFrom = 2

// beside is the scale with the help question next to it. Where there is no room
// for that either, it is higher than any frame.
func (s *item) beside(m *Model, f screen.Frame) part {
	_, a := s.answer(m)
	th, t := f.Theme, m.tongue
	p := s.scale(m, f, "")
	left := 0
	for _, line := range p.lines {
		left = max(left, screen.Width(line))
	}
	help := append(screen.Wrap(t.Help, roomOf(f)-left-1),
		choice(th, "y", t.HelpYes, a.Help == dialog.HelpWanted), choice(th, "n", t.HelpNo, a.Help == dialog.HelpNot))
	if a.Help == dialog.HelpNotAsked {
		help = append(help, t.Words.Item.NotAsked)
	}
	if len(help) > len(p.lines)-besideFrom+1 {
		return part{lines: make([]string, f.Height+1)}
	}
	for i, words := range help {
		at := i + besideFrom - 1
		p.lines[at] = screen.Pad(p.lines[at], left, "") + th.Glyphs.VRule + words
	}
	return p
}

// choice is a key with a mark and words.
func choice(th *theme.Theme, name, words string, chosen bool) string {
	if chosen {
		return th.Key.Render(name) + " " + th.Chosen.Render(th.Glyphs.Chosen+" "+words)
	}
	return th.Key.Render(name) + " " + th.Glyphs.Unchosen + " " + words
}

// otherwise are the answers outside the scale.
func (s *item) otherwise(m *Model, a dialog.Answer, f screen.Frame) part {
	w := &m.tongue.Words
	p := part{rank: 3, lines: []string{choice(f.Theme, "d", w.State.Declined, a.State == dialog.Declined)}}
	na, reason := choice(f.Theme, "x", w.Item.ToMe, a.State == dialog.NotApplicable), "("+w.State.LocalReason+")"
	if screen.Width(na)+1+screen.Width(reason) <= roomOf(f) {
		p.lines = append(p.lines, na+" "+reason)
	} else {
		p.lines = append(append(p.lines, na), screen.Hang("      ", reason, roomOf(f))...)
	}
	p.lines = append(p.lines, choice(f.Theme, "l", w.Item.ForLater, a.State == dialog.Later))
	return p
}

// earlier is the rating before this one, once it may be seen.
func (s *item) earlier(m *Model, f screen.Frame) part {
	words := s.earlierWords(m, true)
	if words == "" {
		return part{}
	}
	p := said(f.Theme, f, 1, words)
	p.tight = true
	return p
}

// earlierWords is the same as a text, with the words of the rating or without,
// "" while it may not be seen.
func (s *item) earlierWords(m *Model, long bool) string {
	before := m.earlier()
	if before == nil || !m.mayShowEarlier(m.answers(), s.domain(m)) {
		return ""
	}
	then := before.Answers.Get(s.domain(m))
	words := stateWords(then, m.tongue)
	if rating, ok := then.Score(); ok && !long {
		words = strconv.Itoa(rating)
	}
	return m.tongue.Words.Item.Then.With("date", m.tongue.Day(before.DoneAt.Date()), "words", words)
}

// earlier is the assessment that this one is set beside, nil when there is none.
func (m *Model) earlier() *dialog.Assessment {
	a := m.assessment()
	if a == nil {
		return nil
	}
	return m.record.Before(a)
}

// mayShowEarlier reports whether the earlier rating of an item may be seen now:
// never before every item is settled, unless the service has chosen to see it
// beside an item that is rated.
func (m *Model) mayShowEarlier(all *dialog.Answers, d dialog.Domain) bool {
	if len(all.Unsettled()) == 0 {
		return true
	}
	_, rated := all.Get(d).Score()
	return rated && m.o.Rules.Earlier == dialog.EarlierBeside
}

// marks are the eleven items with their states, as signs and in words.
func (s *item) marks(m *Model, f screen.Frame) []part {
	all, th := m.answers(), f.Theme
	var signs []string
	for i, d := range m.order() {
		sign := m.sign(d, all.Get(d), th)
		if i == s.at {
			sign = "[" + sign + "]"
		} else {
			sign = " " + sign + " "
		}
		signs = append(signs, sign)
	}
	counted := m.legend(all, th)
	if n := len(m.box.Failed()); n > 0 {
		counted += ", " + m.tongue.Words.Item.Unsaved.With("n", n, "sign", notSavedSign)
	}
	words := said(th, f, 4, counted)
	words.tight = true
	return []part{{lines: []string{strings.Join(signs, "")}, rank: 4}, words}
}

// legend says in words how many items have which sign.
func (m *Model) legend(a *dialog.Answers, th *theme.Theme) string {
	var words []string
	for _, s := range counted {
		if n := a.Count(s); n > 0 {
			words = append(words, m.tongue.Words.State.CountedSign.With("n", n, "state", stateName(s, m.tongue), "sign", signOf(s, th)))
		}
	}
	return strings.Join(words, ", ")
}

// notSavedSign is not one of the signs of the states, in either set of glyphs.
const notSavedSign = "!"

// sign is one item's state as one sign: the letters are those of the keys.
func (m *Model) sign(d dialog.Domain, a dialog.Answer, th *theme.Theme) string {
	if m.box.ProgressOf(answerJob(d)) == outbox.NotStored {
		return notSavedSign
	}
	return signOf(a.State, th)
}

func signOf(s dialog.State, th *theme.Theme) string {
	switch s {
	case dialog.Rated:
		return th.Glyphs.Tick
	case dialog.Declined:
		return "d"
	case dialog.NotApplicable:
		return "x"
	case dialog.Later:
		return "l"
	}
	return th.Glyphs.Dot
}

// noteParts are the question with its note open below.
func (s *item) noteParts(m *Model, f screen.Frame) []part {
	_, a := s.answer(m)
	status := m.status(answerJob(s.domain(m)), a.Seen(), f.Theme)
	question := s.question(m, f)
	question.rank, question.cursor = 2, nil
	parts := []part{
		{lines: []string{apart(s.place(m, f)+f.Theme.Quiet.Render(m.tongue.Words.Item.NoteHeading), status, roomOf(f))}},
		question,
		m.failed(f),
	}
	return append(parts, s.note.parts(m, f)...)
}
