package talk

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// choosing is where the person chooses what to talk about, up to three areas, from
// the overview in the order of the measure. Nothing is chosen or moved for them.
type choosing struct {
	focus  int
	chosen []dialog.Domain // in the order they were chosen
	wrong  string          // why the last key did nothing
}

func newChoosing(t *Talk) *choosing { return &choosing{chosen: slices.Clone(t.areas())} }

var (
	keyChoose = screen.Key("space", "choose")
	keyTalk   = screen.Key("enter", "talk")
)

// rows are all areas, now beside the last time.
func (t *Talk) rows() []report.Row {
	now := t.assessment()
	return report.Compare(t.o.Record, now, t.o.Record.Before(now), t.o.Text).Rows
}

func (c *choosing) press(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	c.wrong = ""
	last := dialog.DomainCount - 1
	switch {
	case key.Matches(msg, keyEsc):
		return screen.GoBack
	case key.Matches(msg, keyTalk):
		return c.talk(t)
	case key.Matches(msg, keyGuide) && len(t.marks()) > 0:
		t.at = &guidance{back: c}
	case key.Matches(msg, keyChoose):
		c.toggle(t, dialog.Domains()[c.focus])
	case msg.String() == "up":
		c.focus = max(c.focus-1, 0)
	case msg.String() == "down":
		c.focus = min(c.focus+1, last)
	case msg.String() == "home":
		c.focus = 0
	case msg.String() == "end":
		c.focus = last
	}
	return nil
}

// toggle chooses an area, or no longer.
func (c *choosing) toggle(t *Talk, d dialog.Domain) {
	if i := slices.Index(c.chosen, d); i >= 0 {
		c.chosen = slices.Delete(c.chosen, i, i+1)
		return
	}
	if len(c.chosen) == dialog.MostAreas {
		c.wrong = t.o.Text.Words.Talk.ThreeChosen
		return
	}
	c.chosen = append(c.chosen, d)
}

// talk records what was chosen and begins with the first area.
func (c *choosing) talk(t *Talk) tea.Cmd {
	if len(c.chosen) == 0 {
		c.wrong = t.o.Text.Words.Talk.NothingChosen
		return nil
	}
	begin := func() tea.Cmd {
		t.at = &stepping{}
		return nil
	}
	if slices.Equal(c.chosen, t.areas()) {
		return begin()
	}
	return t.send(begin, &dialog.AreasChosen{Assessment: t.o.Assessment, Areas: slices.Clone(c.chosen)})
}

func (c *choosing) keys(t *Talk) []key.Binding {
	keys := []key.Binding{keyChoose, keyTalk, keyClose, keyMove, keyEsc}
	if len(t.marks()) > 0 {
		keys = append(keys, keyGuide)
	}
	return keys
}

func (c *choosing) draw(t *Talk, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &t.o.Text.Words.Talk
	rows := t.rows()
	lines := make([]string, len(rows))
	for i := range rows {
		lines[i] = c.row(t, &rows[i], i == c.focus, f)
	}
	hint := w.UpToThree
	if c.wrong != "" {
		hint = c.wrong
	}
	told := t.told(f)
	beside := report.Beside(t.o.Record, t.assessment(), rows[c.focus].Domain, t.o.Text)
	marked := said(f, 0, t.markWords(), th.Text)
	marked.tight = true
	title := w.WhatAbout
	if on := t.assessment().DoneAt.Date(); on != dialog.DateOf(t.o.Now()) {
		title = w.OfDate.With("date", t.o.Text.Day(on), "title", title)
	}
	blocks := []block{
		said(f, 0, title, th.Title),
		{lines: styled(screen.Wrap(hint, f.Width), c.style(th)), tight: true},
		marked, {lines: told}, {lines: lines, focus: c.focus + 1},
	}
	for i, words := range beside {
		b := said(f, 1+i, words, th.Text)
		b.tight = i > 0
		blocks = append(blocks, b)
	}
	return t.compose(f, blocks...)
}

func (c *choosing) style(th *theme.Theme) theme.Style {
	if c.wrong != "" {
		return th.Warning
	}
	return th.Text
}

// row draws an area: whether it is chosen, its name, now and then, the wish for
// help.
func (c *choosing) row(t *Talk, r *report.Row, selected bool, f screen.Frame) string {
	th := f.Theme
	mark := "[ ] "
	if i := slices.Index(c.chosen, r.Domain); i >= 0 {
		mark = "[" + strconv.Itoa(i+1) + "] "
	}
	pointer, style := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)), th.Text
	if selected {
		pointer, style = th.Glyphs.Pointer, th.Selected
	}
	head := pointer + " " + mark + style.Render(screen.Pad(r.Area, t.nameWidth(f), th.Glyphs.Ellipsis)) + " "
	return screen.Clip(head+rating(r, f.Width-screen.Width(head), th, t.o.Text), f.Width, th.Glyphs.Ellipsis)
}

// nameWidth is how wide the names of the areas are in the language, as far as there is
// room for them.
func (t *Talk) nameWidth(f screen.Frame) int {
	least := 19
	for _, d := range dialog.Domains() {
		least = max(least, screen.Width(t.o.Text.Short(d)))
	}
	return min(least, max(19, f.Width/3))
}

// rating says how an area is rated now and was then, in as much room as there is.
func rating(r *report.Row, width int, th *theme.Theme, words *instrument.Text) string {
	w := &words.Words.Talk
	sign := map[dialog.Direction]string{dialog.Higher: th.Glyphs.Up, dialog.Lower: th.Glyphs.Down, dialog.Same: th.Glyphs.Same}[r.Direction]
	style := map[dialog.Direction]theme.Style{dialog.Higher: th.Higher, dialog.Lower: th.Lower}[r.Direction]
	help := ""
	if r.Now.Help == dialog.HelpWanted {
		help = th.Warning.Render(th.Glyphs.Help + " " + w.Help)
	}
	if width < 50 {
		now := screen.Pad(r.Now.Words, 14, th.Glyphs.Ellipsis)
		if r.Now.Rated() {
			now = strconv.Itoa(r.Now.Rating)
			if r.Then.Rated() {
				now += " " + w.Was.With("n", r.Then.Rating)
			}
			now = screen.Pad(now, max(8, screen.Width(now)+1), "") + style.Render(sign)
		}
		if r.Now.Help == dialog.HelpWanted {
			now += " " + th.Warning.Render(th.Glyphs.Help)
		}
		return now
	}
	went := ""
	if r.Then.Rated() {
		was := w.Was.With("n", r.Then.Rating)
		went = screen.Pad(was, max(6, screen.Width(was)), "")
	}
	if r.Now.Rated() { // of one that is not, the words say it already
		went += style.Render(strings.TrimSpace(sign + " " + r.Change))
	}
	nows, wents := ratingWidths(words, width)
	return th.Strong.Render(screen.Pad(r.Now.Words, nows, th.Glyphs.Ellipsis)) + " " + screen.Pad(went, wents, th.Glyphs.Ellipsis) + " " + help
}

// The widest words for an area in English: "1 totally dissatisfied", and "was 4 ▲
// higher by 3" or "left for later then". With a wish for help they fit into 80 columns.
const (
	widestNow  = 22
	widestWent = 21
)

// ratingWidths are how wide the words for an area and for how it went are in the
// language, as far as there is room for them.
func ratingWidths(words *instrument.Text, width int) (nows, wents int) {
	v, t := &words.Words.Value, &words.Words.Talk
	nows, wents = widestNow, widestWent
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		nows = max(nows, screen.Width(words.Label(r))+2)
	}
	n := dialog.HighestRating // all are as wide
	wents = max(wents, screen.Width(t.Was.With("n", n))+2+max(screen.Width(v.Higher.With("n", n)), screen.Width(v.Lower.With("n", n))))
	spare := max(width-widestNow-widestWent-screen.Width(t.Help)-4, 0)
	nows = min(nows, widestNow+spare)
	return nows, min(wents, widestWent+spare-(nows-widestNow))
}
