package person

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// Page is the page of one person. Make one with [New].
type Page struct {
	o          Options
	id         dialog.ID // whom it is about, from beginning to end
	record     *dialog.Record
	summary    dialog.Summary
	failure    error       // why there is no record
	unrecorded error       // why the opening could not be written down
	part       part        // nil for the facts
	alike      []candidate // who of the record may be the same person

	at     int // the action that the cursor is on
	scroll screen.Scroll
	shape  shape // as it was drawn last
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Page)(nil)

// New makes the page of a person. It reads and records nothing until Init.
func New(o Options, person dialog.ID) *Page { return &Page{o: o, id: person} }

// Init opens the record.
func (p *Page) Init() tea.Cmd { return open(p.o, p.id) }

// Person returns whom the page is about, as recorded, for the banner. It is false
// until the record was read.
func (p *Page) Person() (dialog.Person, bool) {
	if p.record == nil {
		return dialog.Person{}, false
	}
	return p.record.Person, true
}

// readOnly reports that nothing is to be written about the person now.
func (p *Page) readOnly() bool { return p.unrecorded != nil }

// Typing reports that a text field has the focus.
func (p *Page) Typing() bool { return p.part != nil && p.part.typing() }

// Unsaved says what would be lost if the program ended now.
func (p *Page) Unsaved() string {
	if p.part != nil && p.part.changed() {
		return unsavedWords
	}
	return ""
}

// Update takes a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case opened:
		if msg.person == p.id && p.record == nil {
			p.failure, p.unrecorded = msg.err, msg.unrecorded
			p.show(msg.record)
			return p.readAlike()
		}
		return nil
	case alikeRead:
		if msg.person == p.id {
			p.alike = msg.alike
		}
		return nil
	case Refresh:
		if msg.Record != nil && msg.Record.Person.ID == p.id {
			p.show(msg.Record)
		}
		return nil
	case appended:
		return p.appended(msg)
	}
	if p.part != nil {
		return p.toPart(msg)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		return p.press(press)
	}
	return nil
}

// show takes a record as it stands now.
func (p *Page) show(r *dialog.Record) {
	if r == nil {
		return
	}
	p.record, p.summary = r, dialog.Summarise(r)
	p.at = min(p.at, max(len(p.actions())-1, 0))
}

// toPart gives a message to the part, and takes the part away when it is over.
func (p *Page) toPart(msg tea.Msg) tea.Cmd {
	cmd, done := p.part.update(msg)
	if done {
		p.part = nil
	}
	return cmd
}

// appended takes the answer of the store to a part of this page. What is on the
// disk is shown before the part hears of it.
func (p *Page) appended(msg appended) tea.Cmd {
	if p.part == nil || !owns(p.part, msg.to) {
		return nil
	}
	if msg.err != nil {
		return p.toPart(msg)
	}
	if r := msg.committed.Record; r != nil && r.Person.ID == p.id { // not the one that this was put together with
		p.show(r)
	}
	return tea.Sequence(say(Saved{msg.committed}), p.toPart(msg))
}

// owns reports whether a part or what it holds asked for something.
func owns(holder, asked part) bool {
	if h, ok := holder.(interface{ holds() part }); ok && h.holds() != nil && owns(h.holds(), asked) {
		return true
	}
	return holder == asked
}

var (
	keyDo   = screen.Key("enter", "do it")
	keyMove = screen.Key("↑/↓", "move", "up", "down", "left", "right", "pgup", "pgdown")
	keyBack = screen.Key("esc", "back")
)

// press takes a key for the facts.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	stroke := msg.Keystroke()
	if key.Matches(msg, keyBack) {
		return screen.GoBack
	}
	if msg.IsRepeat && !key.Matches(msg, keyMove) {
		return nil // a key held since the screen before does nothing here
	}
	actions := p.actions()
	for _, a := range actions {
		if stroke == a.letter {
			return a.do(p)
		}
	}
	switch {
	case key.Matches(msg, keyDo):
		if p.at < len(actions) {
			return actions[p.at].do(p)
		}
	case key.Matches(msg, keyMove):
		p.move(stroke, len(actions))
	}
	return nil
}

// move moves between the actions, and the page with them. From the first of them
// upwards it reads in the facts, and a page key reads on in those that hide it.
func (p *Page) move(stroke string, actions int) {
	step := map[string]int{"up": -1, "down": 1, "pgup": -5, "pgdown": 5}[stroke]
	switch rows := p.shape.rows; {
	case step < 0 && p.at == 0, stroke == "pgdown" && !p.scroll.Sees(p.shape.line(p.at)):
		p.scroll.By(step)
		return
	case stroke == "right" && p.at+rows < actions:
		p.at += rows
	case stroke == "left" && p.at >= rows:
		p.at -= rows
	}
	p.at = min(max(p.at+step, 0), max(actions-1, 0))
	p.scroll.Show(p.shape.line(p.at))
}

// Keys are the keys that are taken now.
func (p *Page) Keys() []key.Binding {
	if p.part != nil {
		return p.part.keys()
	}
	var keys []key.Binding
	for _, a := range p.actions() {
		keys = append(keys, a.binding())
	}
	if len(keys) > 0 {
		first := []key.Binding{keys[0], keyBack}
		if p.scroll.Scrolls() {
			return append(append(append(first, keyMove, keyDo), keys[1:]...), screen.HelpKey)
		}
		return append(append(first, keys[1:]...), keyMove, keyDo, screen.HelpKey)
	}
	return []key.Binding{keyBack, screen.HelpKey}
}
