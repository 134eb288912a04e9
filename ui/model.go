package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/board"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Stop asks the program to end as soon as what is on its way to the disk has
// arrived: the terminal was closed, or the system asks.
type Stop struct{}

// Model is the root. It is a tea.Model by pointer and is changed only in Update.
type Model struct {
	o       Options
	open    Opened // the record; nil while it is locked
	watch   watch  // over a record that nobody touches
	worker  dialog.Worker
	rules   dialog.Rules
	stack   []layer
	record  *dialog.Record   // of the person whose page is open, as it was saved last
	tongue  *instrument.Text // in which that person reads; nil for the usual one
	handed  *handed          // the keyboard is handed over; nil while the worker has it
	notice  screen.Notice
	theme   *theme.Theme
	look    theme.Options
	width   int
	height  int
	sends   bool // a centre is set to which finished assessments go
	leaving bool // ctrl+c was pressed once while something was unsaved
	ending  bool // the program was asked to end
}

// layer is one screen on the stack.
type layer struct {
	screen screen.Screen
	person bool // about the person whose record is open
	help   bool // the page of keys; left by ? as well
}

// New makes the root with its first screen.
func New(o Options) *Model {
	m := &Model{o: o, look: theme.Options{Unicode: o.Mode.Unicode, Colour: o.Mode.Colour}}
	m.theme = theme.New(m.look)
	if o.Opened == nil {
		m.stack = []layer{{screen: m.gate(false, false)}}
		return m
	}
	m.take(o.Opened)
	m.stack = []layer{{screen: m.first()}}
	return m
}

// Init starts the first screen and asks the terminal for its background, which
// decides the colours that can be read on it.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.top().screen.Init()}
	if m.open != nil {
		cmds = append(cmds, m.rulesOf(m.open), m.sendOn())
	}
	if m.o.Mode.Colour {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

func (m *Model) top() *layer { return &m.stack[len(m.stack)-1] }

// Update takes what is the root's own and hands the rest to the screen on top.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.handed != nil {
		cmd := m.updateHanded(msg)
		if m.handed != nil {
			m.notice = screen.Notice{Text: m.handed.model.Said()}
		}
		return m, cmd
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, m.toAll(msg)
	case tea.BackgroundColorMsg:
		m.background(msg)
		return m, nil
	case tea.KeyPressMsg, tea.PasteMsg:
		return m, m.input(msg)
	case tea.InterruptMsg, Stop:
		return m, m.stop()
	case screen.Notice:
		m.notice = msg
		return m, nil
	case screen.Back:
		return m, m.back()
	}
	if cmd, routed := m.routeLock(msg); routed {
		return m, cmd
	}
	if cmd, routed := m.route(msg); routed {
		return m, cmd
	}
	return m, m.toAll(msg)
}

// input takes a key or a paste. One that comes when the record should have been
// covered or locked already covers or locks it and does nothing else.
func (m *Model) input(msg tea.Msg) tea.Cmd {
	if cmd, late := m.touched(); late {
		return cmd
	}
	if m.watch.locking {
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		return m.press(press)
	}
	if m.tooSmall() {
		return nil
	}
	return m.toTop(msg)
}

// toTop gives a message to the screen that is seen.
func (m *Model) toTop(msg tea.Msg) tea.Cmd { return m.seen().Update(msg) }

// seen is the screen that is drawn: what hides the one on top, or that one.
func (m *Model) seen() screen.Screen {
	switch {
	case m.watch.hold != nil:
		return m.watch.hold
	case m.watch.cover != nil:
		return m.watch.cover
	}
	return m.top().screen
}

// press takes the keys that work everywhere and hands on the rest. A window too
// small to show the screen takes no answers.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	top := m.top()
	switch {
	case msg.String() == "ctrl+c" && m.watch.hold == nil: // what it asks could not be read there
		return m.askToQuit()
	case msg.String() == "ctrl+l":
		return tea.ClearScreen
	case key.Matches(msg, lockKey) && m.open != nil && m.o.Doors != nil:
		return m.lockByKey()
	case m.tooSmall():
		return nil
	}
	m.leaving = false
	m.notice = screen.Notice{}
	switch {
	case m.watch.hold != nil, m.watch.cover != nil:
		return m.toTop(msg)
	case key.Matches(msg, maskKey):
		m.mask()
		return nil
	case key.Matches(msg, screen.HelpKey) && !top.help && (msg.String() == "f1" || !top.screen.Typing()):
		cmd := top.screen.Update(msg) // a burst of keys is still a burst with a question mark in it
		return tea.Batch(cmd, m.push(layer{screen: screen.NewHelp(append(top.screen.Keys(), m.everywhere()...)), person: top.person, help: true}))
	}
	return top.screen.Update(msg)
}

// everywhere are the keys that the root itself takes.
func (m *Model) everywhere() []key.Binding {
	keys := []key.Binding{
		screen.Key("ctrl+l", "draw the screen again"),
		screen.Key("ctrl+c", "leave the program"),
	}
	if m.open == nil {
		return keys
	}
	if keys = append(keys, maskKey); m.o.Doors != nil {
		keys = append(keys, lockKey)
	}
	return keys
}

// unsaved asks the screens on the stack what is not saved.
func (m *Model) unsaved() string { return m.unsavedIn(func(screen.Holder) bool { return true }) }

// lost asks them what would not be saved if they were closed now.
func (m *Model) lost() string {
	return m.unsavedIn(func(h screen.Holder) bool {
		saver, ok := h.(screen.Saver)
		return !ok || !saver.Saves()
	})
}

func (m *Model) unsavedIn(asked func(screen.Holder) bool) string {
	for _, l := range slices.Backward(m.stack) {
		if h, ok := l.screen.(screen.Holder); ok && asked(h) {
			if what := h.Unsaved(); what != "" {
				return what
			}
		}
	}
	return ""
}

// askToQuit quits at once when everything is on the disk, and otherwise says what
// is not and quits at the second press.
func (m *Model) askToQuit() tea.Cmd {
	if what := m.unsaved(); what != "" && !m.leaving {
		m.leaving = true
		m.notice = screen.Notice{Kind: screen.Warning, Text: what + " Press ctrl+c again to leave all the same."}
		return nil
	}
	return m.stop()
}

// stop ends the program once the screens have saved what they hold: a command in
// flight would be abandoned by tea.Quit.
func (m *Model) stop() tea.Cmd {
	m.ending = true
	m.noSending()
	if m.watch.locking {
		return nil // it ends once the record is locked
	}
	return tea.Sequence(append(m.closing(), tea.Quit)...)
}

// closing has every screen save what it holds.
func (m *Model) closing() []tea.Cmd {
	cmds := []tea.Cmd{}
	for _, l := range slices.Backward(m.stack) {
		if cmd := l.screen.Update(screen.Closing{}); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return cmds
}

func (m *Model) push(l layer) tea.Cmd {
	m.stack = append(m.stack, l)
	return l.screen.Init()
}

// replace puts a screen in the place of the one on top, so that going back does
// not return to a step that is over.
func (m *Model) replace(l layer) tea.Cmd {
	m.stack = m.stack[:len(m.stack)-1]
	return m.push(l)
}

// back leaves the screen on top; leaving the last one ends the program.
func (m *Model) back() tea.Cmd {
	if len(m.stack) == 1 {
		return m.askToQuit()
	}
	if m.watch.begin != nil {
		return m.begin() // without a PIN
	}
	m.stack = m.stack[:len(m.stack)-1]
	if !m.top().person {
		m.record, m.tongue = nil, nil
	}
	return m.top().screen.Update(board.Shown{})
}

// person returns whose record is open, as the nearest screen that knows it says.
func (m *Model) person() (dialog.Person, bool) {
	if !m.top().person {
		return dialog.Person{}, false
	}
	for _, l := range slices.Backward(m.stack) {
		if about, ok := l.screen.(interface{ Person() (dialog.Person, bool) }); ok && l.person {
			return about.Person()
		}
	}
	return dialog.Person{}, false
}

// toAll hands a message to every screen: an answer of the store may belong to
// one that lies beneath. Keys never come this way.
func (m *Model) toAll(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(m.stack))
	for _, l := range m.stack {
		cmds = append(cmds, l.screen.Update(msg))
	}
	return tea.Batch(cmds...)
}
