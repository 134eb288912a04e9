package handover

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/keypress"
	"alongside/ui/outbox"
	"alongside/ui/screen"
)

// Model is the program while the keyboard is handed over.
type Model struct {
	o     Options
	all   *instrument.Words             // what the person reads
	words *instrument.HandOverWords     // the part of it for this
	given [dialog.DomainCount + 1]Given // since the last pause, by domain
	seen  [dialog.DomainCount + 1]bool  // it was shown and not settled before it
	shut  [dialog.DomainCount + 1]bool  // settled before it: not shown again
	box   outbox.Box[job, part]
	guard keypress.Guard
	at    stage
	said  string        // one sentence, until the next key
	mark  *mark         // tells this model's own messages from those of an earlier one
	gone  chan struct{} // closed when the change on its way has arrived

	ending  bool // the program ends: nothing leaves the ordinary way any more
	leaving bool // the worker is back, and waits for the disk
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Model)(nil)

// stage is one page.
type stage interface {
	// press takes a key that counts.
	press(m *Model, name string) tea.Cmd
	draw(m *Model, f screen.Frame) []screen.Part
	keys(m *Model) []key.Binding
}

// mark is the identity of a model in its own messages. It has a size so that no two
// share an address.
type mark struct{ _ byte }

// held says that a key was held back long enough.
type held struct {
	to    *mark
	token int
}

func (held) ofHandover() {}

// New makes the model.
func New(o Options) *Model {
	m := &Model{o: o, all: &o.Text.Words, words: &o.Text.Words.HandOver, mark: new(mark)}
	m.at = &greeting{}
	if len(o.Items) == 0 {
		m.at = &end{}
	}
	m.guard.Turn()
	return m
}

// Init fetches nothing.
func (m *Model) Init() tea.Cmd { return nil }

// Typing is never so: there is nothing to write here.
func (m *Model) Typing() bool { return false }

// Said is one sentence to show below the page, or "".
func (m *Model) Said() string { return m.said }

// Update takes a message. It never waits.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.ruled(m.guard.Press(keypress.Name(msg.Key()), msg.IsRepeat, m.o.Now()))
	case tea.KeyReleaseMsg:
		m.guard.Released(keypress.Name(msg.Key()))
	case tea.PasteMsg:
		return m.ruled(m.guard.Paste(m.o.Now()))
	case held:
		if msg.to == m.mark {
			return m.ruled(m.guard.Tick(msg.token))
		}
	case answered:
		if msg.to == m.mark {
			return m.answered(msg)
		}
	case late:
		if msg.to == m.mark {
			m.box.Late(msg.seq)
		}
	case screen.Closing:
		return m.close()
	}
	return nil
}

// ruled does what the guard decided.
func (m *Model) ruled(r keypress.Ruling) tea.Cmd {
	var cmds []tea.Cmd
	if r.Say != keypress.NoRemark {
		m.said = r.Say.Sentence(&m.all.Guard)
	}
	for _, name := range r.Keys {
		cmds = append(cmds, m.press(name))
	}
	if r.Wait > 0 && m.guard.Waits(r.Token) {
		to, token := m.mark, r.Token
		cmds = append(cmds, tea.Tick(r.Wait, func(time.Time) tea.Msg { return held{to: to, token: token} }))
	}
	return tea.Batch(cmds...)
}

// press takes a key that counts.
func (m *Model) press(name string) tea.Cmd {
	m.said = ""
	switch name {
	case "ctrl+c", "ctrl+d", "ctrl+q", "ctrl+w", "ctrl+z", "alt+f4":
		m.said = m.words.NoLeaving
		return nil
	case "r":
		if len(m.box.Failed()) > 0 {
			m.box.Retry()
			return m.send()
		}
	case "?", "f1":
		if _, open := m.at.(*help); !open {
			m.show(&help{back: m.at, page: screen.NewHelp(m.Keys())})
			return nil
		}
	}
	return m.at.press(m, name)
}

// show goes to a page, where the keys of the one before must not count.
func (m *Model) show(s stage) {
	m.at = s
	m.guard.Turn()
}

// Pause covers what is shown. Nothing given before it is shown again.
func (m *Model) Pause() { m.pause(func(back stage) stage { return &cover{back: back} }) }

// Covered reports that a page is shown on which nothing was answered.
func (m *Model) Covered() bool {
	switch m.at.(type) {
	case *cover, *fetch, *locking, *leftover:
		return true
	}
	return false
}

// pause puts a page that shows nothing in front, unless there is one.
func (m *Model) pause(page func(back stage) stage) {
	if m.Covered() {
		return
	}
	m.said = ""
	for _, d := range m.o.Items {
		switch m.given[d].State {
		case dialog.Rated, dialog.Declined, dialog.NotApplicable:
			m.shut[d] = true
		case dialog.Later:
			m.seen[d] = true
		case dialog.NotSeen:
		}
		m.given[d] = Given{}
	}
	m.show(page(m.afterwards()))
}

// afterwards is where the person goes on: at the question that was open if it is not
// settled, else at the first that was not seen, else at the end.
func (m *Model) afterwards() stage {
	at := m.at
	if h, ok := at.(*help); ok {
		at = h.back
	}
	switch at := at.(type) {
	case *greeting:
		return at
	case *item:
		if !m.shut[m.o.Items[at.at]] {
			return &item{at: at.at}
		}
	}
	if i := m.first(func(d dialog.Domain) bool { return m.given[d].State == dialog.NotSeen && !m.seen[d] }); i >= 0 {
		return &item{at: i}
	}
	return &end{}
}

// first is the first question of a kind that is not put away, -1 for none.
func (m *Model) first(is func(dialog.Domain) bool) int {
	return slices.IndexFunc(m.o.Items, func(d dialog.Domain) bool { return !m.shut[d] && is(d) })
}

// later reports that a question was shown and is left for later.
func (m *Model) later(d dialog.Domain) bool {
	s := m.given[d].State
	return !m.shut[d] && (s == dialog.Later || s == dialog.NotSeen && m.seen[d])
}

// carryOn goes on after a pause.
func (m *Model) carryOn(back stage) tea.Cmd {
	m.show(back)
	return func() tea.Msg { return CarryOn{} }
}

// Keys are the keys of the page.
func (m *Model) Keys() []key.Binding {
	keys := m.at.keys(m)
	if _, asks := m.at.(*leftover); len(m.box.Failed()) > 0 && !asks {
		keys = append([]key.Binding{screen.Key("r", m.all.Key.TryAgain)}, keys...)
	}
	return keys
}

// Draw draws the page.
func (m *Model) Draw(f screen.Frame) screen.Drawing {
	if h, ok := m.at.(*help); ok {
		return h.page.Draw(f)
	}
	return screen.Compose(f, m.at.draw(m, f), func(n int) string { return m.all.Page.Larger.With("n", n) })
}
