package handover

import (
	"fmt"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// styled wraps a text and draws each line in a style.
func styled(f screen.Frame, style theme.Style, s string) []string {
	lines := screen.Wrap(f.Theme.Signs(s), screen.Room(f))
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// said is a part of plain text.
func said(f screen.Frame, rank int, s string) screen.Part {
	return screen.Part{Lines: styled(f, f.Theme.Text, s), Rank: rank}
}

// options is a part with one key a line and the cursor on the first.
func options(f screen.Frame, pairs ...[2]string) screen.Part {
	p := screen.Part{Cursor: &screen.Point{}}
	for _, pair := range pairs {
		lines := screen.Hang(pair[0]+"  ", f.Theme.Signs(pair[1]), screen.Room(f))
		lines[0] = f.Theme.Key.Render(pair[0]) + lines[0][len(pair[0]):]
		p.Lines = append(p.Lines, lines...)
	}
	return p
}

// middle moves parts down to the middle of a high frame.
func middle(f screen.Frame, parts []screen.Part) []screen.Part {
	if above := (f.Height - 12) / 2; above > 0 {
		parts = append([]screen.Part{{Lines: make([]string, above), Rank: 9}}, parts...)
	}
	return parts
}

// draw puts one question in the roomiest of the ways that fit: with the scale spaced
// out, plainly, with the state in the heading, and with the scale on one line.
func (s *item) draw(m *Model, f screen.Frame) []screen.Part {
	spaced := s.all(m, f, s.scale(m, f, true))
	total := len(spaced)
	for _, p := range spaced {
		total += len(p.Lines)
	}
	if total <= f.Height {
		return spaced
	}
	for _, parts := range [][]screen.Part{s.all(m, f, s.scale(m, f, false)), s.compact(m, f, s.scale(m, f, false))} {
		if screen.Least(parts) <= f.Height {
			return parts
		}
	}
	return s.compact(m, f, s.row(m, f))
}

func (s *item) place(m *Model) string { return m.words.Place.With("n", s.at+1, "of", len(m.o.Items)) }

// all are the parts of a question from top to bottom.
func (s *item) all(m *Model, f screen.Frame, scale screen.Part) []screen.Part {
	return []screen.Part{
		{Lines: []string{f.Theme.Title.Render(s.place(m))}},
		s.question(m, f), scale, s.recorded(m, f), m.unsaved(f), s.help(m, f), s.otherwise(m, f),
		said(f, 3, m.words.NobodyYet),
	}
}

// compact is what is needed most, with the state in the heading.
func (s *item) compact(m *Model, f screen.Frame, scale screen.Part) []screen.Part {
	d := s.domain(m)
	right := m.status(d, f)
	if words := m.instead(m.given[d].State); words != "" {
		right += " " + words
	}
	help := screen.Part{Lines: []string{m.o.Text.Help + " " + s.helpAnswer(m)}, Tight: true}
	if screen.Width(help.Lines[0]) > screen.Room(f) {
		help.Lines = append(screen.Wrap(m.o.Text.Help, screen.Room(f)), s.helpAnswer(m))
	}
	left := f.Theme.Title.Render(s.place(m))
	head := screen.Part{Lines: []string{screen.Apart(left, right, screen.Room(f))}}
	if screen.Width(left)+1+screen.Width(right) > screen.Room(f) {
		head.Lines = []string{screen.Clip(f.Theme.Title.Render(strconv.Itoa(s.at+1)+"/"+strconv.Itoa(len(m.o.Items)))+" "+right, screen.Room(f), f.Theme.Glyphs.Ellipsis)}
	}
	failed := m.unsaved(f)
	failed.Rank = 1
	return []screen.Part{head, s.question(m, f), scale, help, failed}
}

// helpAnswer is the answer to the help question, or its keys.
func (s *item) helpAnswer(m *Model) string {
	switch m.given[s.domain(m)].Help {
	case dialog.HelpWanted:
		return m.o.Text.HelpYes
	case dialog.HelpNot:
		return m.o.Text.HelpNo
	case dialog.HelpNotAsked:
	}
	return "y/n"
}

// question is the item in the measure's exact words. The cursor stands here until
// something is chosen.
func (s *item) question(m *Model, f screen.Frame) screen.Part {
	p := screen.Part{Lines: styled(f, f.Theme.Strong, m.o.Text.Question(s.domain(m)))}
	if m.given[s.domain(m)].State != dialog.Rated {
		p.Cursor = &screen.Point{}
	}
	return p
}

// scale is the seven ratings, each with its words.
func (s *item) scale(m *Model, f screen.Frame, spaced bool) screen.Part {
	var p screen.Part
	for n := dialog.LowestRating; n <= dialog.HighestRating; n++ {
		if spaced && n > dialog.LowestRating {
			p.Lines = append(p.Lines, "")
		}
		line := fmt.Sprintf("%s %d  %s", f.Theme.Glyphs.Unchosen, n, m.o.Text.Label(n))
		if m.given[s.domain(m)].Rating == n {
			p.Cursor = &screen.Point{Y: len(p.Lines)}
			line = f.Theme.Chosen.Render(fmt.Sprintf("%s %d  %s", f.Theme.Glyphs.Chosen, n, m.o.Text.Label(n)))
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

// row is the scale on one line with the words of its ends, and of what is chosen.
func (s *item) row(m *Model, f screen.Frame) screen.Part {
	p := screen.Part{Tight: true}
	var numbers []string
	words := m.all.Item.Ends.With("low", dialog.LowestRating, "low_label", m.o.Text.Label(dialog.LowestRating), "high", dialog.HighestRating, "high_label", m.o.Text.Label(dialog.HighestRating))
	for n := dialog.LowestRating; n <= dialog.HighestRating; n++ {
		mark := fmt.Sprintf(" %d ", n)
		if m.given[s.domain(m)].Rating == n {
			mark = f.Theme.Chosen.Render(fmt.Sprintf("(%d)", n))
			p.Cursor = &screen.Point{X: 4 * (n - 1)}
			words = m.all.Item.Chosen.With("n", n, "label", m.o.Text.Label(n))
		}
		numbers = append(numbers, mark)
	}
	p.Lines = append([]string{strings.Join(numbers, " ")}, screen.Wrap(words, screen.Room(f))...)
	return p
}

// instead are the words for what stands in the place of a rating.
func (m *Model) instead(s dialog.State) string {
	switch s {
	case dialog.Declined:
		return m.words.Declined
	case dialog.NotApplicable:
		return m.words.NotApplicable
	case dialog.Later:
		return m.words.Later
	case dialog.NotSeen, dialog.Rated:
	}
	return ""
}

// recorded says what is chosen, in words, and whether the store has it.
func (s *item) recorded(m *Model, f screen.Frame) screen.Part {
	d := s.domain(m)
	g := m.given[d]
	words := m.all.Item.NothingChosen
	switch {
	case g.State == dialog.Rated:
		words = m.all.Item.Chosen.With("n", g.Rating, "label", m.o.Text.Label(g.Rating))
	case g.State != dialog.NotSeen:
		words = m.all.Item.Recorded.With("words", m.instead(g.State))
	}
	lines := styled(f, f.Theme.Strong, words)
	if status := m.status(d, f); status != "" {
		last := len(lines) - 1
		if screen.Width(lines[last])+3+screen.Width(status) <= screen.Room(f) {
			lines[last] += "   " + status
		} else {
			lines = append(lines, status)
		}
	}
	return screen.Part{Lines: lines}
}

// help is the help question with its two answers.
func (s *item) help(m *Model, f screen.Frame) screen.Part {
	t, g := m.o.Text, m.given[s.domain(m)]
	answers := choice(f, "y", t.HelpYes, g.Help == dialog.HelpWanted) + "   " + choice(f, "n", t.HelpNo, g.Help == dialog.HelpNot)
	if g.Help == dialog.HelpNotAsked {
		answers += "   " + m.words.NotAsked
	}
	if screen.Width(t.Help)+3+screen.Width(answers) <= screen.Room(f) {
		return screen.Part{Lines: []string{t.Help + "   " + answers}}
	}
	return screen.Part{Lines: append(screen.Wrap(t.Help, screen.Room(f)), answers)}
}

// otherwise are the answers outside the scale.
func (s *item) otherwise(m *Model, f screen.Frame) screen.Part {
	g := m.given[s.domain(m)]
	return screen.Part{Rank: 2, Lines: []string{
		choice(f, "d", m.words.Declined, g.State == dialog.Declined),
		choice(f, "x", m.words.NotApplicable, g.State == dialog.NotApplicable),
		choice(f, "l", m.words.Later, g.State == dialog.Later),
	}}
}

// choice is a key with a mark and words.
func choice(f screen.Frame, name, words string, chosen bool) string {
	if chosen {
		return f.Theme.Key.Render(name) + " " + f.Theme.Chosen.Render(f.Theme.Glyphs.Chosen+" "+words)
	}
	return f.Theme.Key.Render(name) + " " + f.Theme.Glyphs.Unchosen + " " + words
}
