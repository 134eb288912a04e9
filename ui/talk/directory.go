package talk

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

// Directory is the service's own directory as a screen of its own: what there is
// nearby, crisis lines first.
type Directory struct {
	*desk
	list locals
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Directory)(nil)

// NewDirectory makes the screen for all areas.
func NewDirectory(o Options) *Directory { return &Directory{desk: newDesk(o)} }

var (
	keyLocal   = screen.Key("d", "local directory")
	keyContact = screen.Key("a", "agree to contact it")
)

// locals are the entries for an area, with the one that the cursor is on.
type locals struct {
	area dialog.Domain // NoDomain for all
	at   int
}

func (l *locals) entries(d *desk) []*dialog.Local { return d.o.Directory.For(l.area) }

// press takes a key, and reports whether the list is left. What comes after an action
// that was begun from an entry is done once it is saved.
func (l *locals) press(d *desk, msg tea.KeyPressMsg, then func() tea.Cmd) (left bool) {
	entries := l.entries(d)
	switch {
	case key.Matches(msg, keyEsc), key.Matches(msg, keyLocal):
		return true
	case len(entries) == 0:
	case msg.String() == "up":
		l.at = max(l.at-1, 0)
	case msg.String() == "down":
		l.at = min(l.at+1, len(entries)-1)
	case msg.String() == "home":
		l.at = 0
	case msg.String() == "end":
		l.at = len(entries) - 1
	case key.Matches(msg, keyContact):
		words := d.o.Text.Words.Directory.Asks.With("name", entries[l.at].Name)
		d.open(d.actionSheet(dialog.Action{ID: d.o.Keeper.NewID(), Domain: l.area, Assessment: d.o.Assessment, Text: words}), then)
	}
	return false
}

func (l *locals) keys(d *desk) []key.Binding {
	if len(l.entries(d)) == 0 {
		return []key.Binding{keyEsc}
	}
	return []key.Binding{keyContact, keyMove, keyEsc}
}

func (l *locals) draw(d *desk, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &d.o.Text.Words.Directory
	title := w.Title
	if l.area.Valid() {
		title = w.TitleArea.With("area", d.o.Text.Short(l.area))
	}
	entries := l.entries(d)
	blocks := []block{said(f, 0, title, th.Title), {lines: d.told(f)}}
	if len(entries) == 0 {
		words := w.Nothing
		if d.o.Directory == nil {
			words = w.None
		}
		b := said(f, 0, words, th.Text)
		b.focus = 1
		return d.compose(f, append(blocks, b)...)
	}
	list := block{}
	for i, entry := range entries {
		if i == l.at {
			list.focus = len(list.lines) + 1
		}
		list.lines = append(list.lines, l.entry(d, entry, i == l.at, f)...)
	}
	return d.compose(f, append(blocks, list)...)
}

// entry draws one: what it is, how to reach it, when it was checked.
func (l *locals) entry(d *desk, e *dialog.Local, selected bool, f screen.Frame) []string {
	th, w := f.Theme, &d.o.Text.Words.Directory
	pointer := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)) + " "
	indent := pointer
	if selected {
		pointer = th.Glyphs.Pointer + " "
	}
	name := e.Name
	switch {
	case e.Crisis:
		name += " (" + w.Crisis + ")"
	case !l.area.Valid() && e.Area.Valid():
		name += " (" + d.o.Text.Short(e.Area) + ")"
	}
	lines := styled(screen.Hang(pointer, name, f.Width), th.Strong)
	add := func(words string) {
		for _, line := range screen.Hang(indent, words, f.Width) {
			lines = append(lines, strings.ReplaceAll(line, noBreak, " "))
		}
	}
	if e.Offers != "" {
		add(e.Offers)
	}
	add(w.Reach.With("words", whole(e.Reach)))
	if e.Open != "" {
		add(w.Open.With("words", e.Open))
	}
	today := dialog.DateOf(d.o.Now())
	checked := screen.Hang(indent, report.CheckedWords(e, today, d.o.Text), f.Width)
	if e.Old(today) || today.Before(e.Checked) {
		checked = styled(checked, th.Warning)
	}
	return append(append(lines, checked...), "")
}

// noBreak is a space at which no line is broken.
const noBreak = "\u00a0"

// whole keeps the groups of a telephone number on one line.
func whole(s string) string {
	words := strings.Split(s, " ")
	for i := range words[:len(words)-1] {
		words[i] += " "
		if digits(strings.TrimSpace(words[i])) && digits(words[i+1]) {
			words[i] = strings.TrimSpace(words[i]) + noBreak
		}
	}
	return strings.Join(words, "")
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789+()-") == "" }

// Update takes a key.
func (s *Directory) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	then := func() tea.Cmd { return tea.Sequence(screen.GoBack, s.agreed()) }
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken && s.list.press(s.desk, press, then) {
		return screen.GoBack
	}
	return cmd
}

// Keys are those of what is on top, else of the list.
func (s *Directory) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	return s.spoken(s.list.keys(s.desk))
}

// Draw draws the list, or what lies on top of it.
func (s *Directory) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	return s.list.draw(s.desk, f)
}

// nearby is the directory over another stage of the conversation, at the area that is
// talked about.
type nearby struct {
	back stage
	list locals
}

func (n *nearby) press(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	then := func() tea.Cmd {
		t.at = n.back
		return t.agreed()
	}
	if n.list.press(t.desk, msg, then) {
		t.at = n.back
	}
	return nil
}

// agreed says that an action begun from the directory is saved.
func (d *desk) agreed() tea.Cmd { return screen.Say(screen.Saved, d.o.Text.Words.Directory.Agreed) }

func (n *nearby) keys(t *Talk) []key.Binding                  { return n.list.keys(t.desk) }
func (n *nearby) draw(t *Talk, f screen.Frame) screen.Drawing { return n.list.draw(t.desk, f) }

// openNearby opens the directory at the area that is talked about, or that the cursor
// is on.
func (t *Talk) openNearby() {
	area := dialog.NoDomain
	switch at := t.at.(type) {
	case *stepping:
		area = at.domain(t)
	case *choosing:
		area = dialog.Domains()[at.focus]
	}
	t.at = &nearby{back: t.at, list: locals{area: area}}
}
