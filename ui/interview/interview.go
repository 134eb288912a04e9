package interview

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/keypress"
	"alongside/ui/outbox"
	"alongside/ui/screen"
)

// Keeper is what the interview asks of the store.
type Keeper interface {
	// NewID makes an identifier. It does not wait for anything.
	NewID() dialog.ID
	// Append records changes in one transaction and answers once they are on
	// the disk. It is called in a command, one call at a time.
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
}

// Options are what the screen starts from.
type Options struct {
	Keeper Keeper
	Record *dialog.Record // of the person who is there; not changed
	Worker dialog.ID      // who records
	Rules  dialog.Rules
	Text   *instrument.Text // the words of the measure
	Now    func() time.Time
	Paper  bool // take a form completed on paper, in the grid
	PIN    bool // the worker has one, which takes back a keyboard that was handed over

	// Masked says whether names are hidden now, so that nobody can be told apart by
	// what is on the screen; nil for never.
	Masked func() bool

	// Languages are those that the person can read it in, Text among them; none
	// where there is no choice.
	Languages []*instrument.Text
	// Tongue is the one to begin in, nil for Text.
	Tongue *instrument.Text
}

// Saved says that a change is on the disk. The record beneath may be redrawn.
type Saved struct{ Committed dialog.Committed }

// Begun says that an assessment was started or taken up again and is on the disk,
// before an item is asked: what was agreed the last time can be looked at now.
type Begun struct {
	Record     *dialog.Record
	Assessment dialog.ID
}

// ShowPresent asks the root who else is there.
type ShowPresent struct {
	Record     *dialog.Record
	Assessment dialog.ID
}

// HandOver asks the root to give the keyboard to the person for the questions that
// are open. Everything that was answered is on the disk.
type HandOver struct {
	Record     *dialog.Record
	Assessment dialog.ID
	Text       *instrument.Text // in which the person reads
}

// Finished says that the assessment is finished and on the disk. The screen has
// nothing more to do.
type Finished struct {
	Committed  dialog.Committed
	Assessment dialog.ID
}

// Closed says that a draft was closed as incomplete. The screen has nothing more
// to do.
type Closed struct {
	Committed  dialog.Committed
	Assessment dialog.ID
}

// Model is the interview as a screen.
type Model struct {
	o      Options
	tongue *instrument.Text // of what the person reads; what only the worker reads is in o.Text
	record *dialog.Record   // as the store gave it last
	person dialog.ID        // whom it is about, from beginning to end
	id     dialog.ID        // of the assessment; zero until there is one
	begin  beginning        // what is known so far of an assessment to start
	box    outbox.Box[job, dialog.Change]
	guard  keypress.Guard
	at     stage
	mark   *mark         // tells this screen's own messages from those of others
	gone   chan struct{} // closed when the change on its way has arrived
	ending bool          // the program ends: nothing leaves the ordinary way any more
	kept   bool          // and all that was held then is on the disk
	before int           // how much of it had been refused before

	finishing bool // finishing was asked for while an answer is on its way
	over      bool // it is finished or closed: keys do nothing any more
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Model)(nil)

// stage is one question that the screen puts, or one list that it shows.
type stage interface {
	// press takes a key that counts.
	press(m *Model, name string) tea.Cmd
	draw(m *Model, f screen.Frame) screen.Drawing
	keys(m *Model) []key.Binding
}

// writer is a stage on which text may be typed.
type writer interface {
	stage
	// typing reports that a text field has the focus.
	typing() bool
	// write takes a key or a paste for the field.
	write(m *Model, msg tea.Msg) tea.Cmd
}

// receiver is a stage that waits for the store.
type receiver interface {
	// arrived is called when a change is on the disk.
	arrived(m *Model, j job, c dialog.Committed) tea.Cmd
}

// pauser is a stage that holds something typed which is not on its way yet.
type pauser interface {
	// held reports that there is something.
	held(m *Model) bool
	// commit sends it.
	commit(m *Model) tea.Cmd
	// paused reports whether this was the last key but nothing has come since.
	paused(n int) bool
}

// New makes the screen for a new assessment, from an interview or from paper. If
// the person has a draft, that is what the screen opens with, since there is
// never a second one.
func New(o Options) *Model {
	m := &Model{o: o, tongue: o.Text, record: o.Record, person: o.Record.Person.ID, mark: new(mark)}
	switch draft := o.Record.Draft(); {
	case o.Paper:
	case o.Tongue != nil:
		m.tongue = o.Tongue
	case draft != nil:
		m.tongue = m.readIn(draft)
	}
	switch {
	case o.Record.Draft() != nil:
		m.id = o.Record.Draft().ID
		m.at = &resume{}
	case o.Paper:
		m.at = &paperOrder{}
	default:
		m.at = &identity{}
	}
	return m
}

// Resume makes the screen for the person's draft: it says what there is and
// offers to go on, to view it, or to close it as incomplete. Without a draft it
// is New.
func Resume(o Options) *Model { return New(o) }

// TakenBack makes the screen for the person's draft once the keyboard is back with
// the worker: what was answered meanwhile and is marked by the service's rules comes
// first. Where the record was locked for another reason than to give the keyboard back,
// asks is true and identity is made sure of once more.
func TakenBack(o Options, asks bool) *Model {
	m := New(o)
	if draft := o.Record.Draft(); draft != nil {
		m.show(&takenBack{asks: asks})
	}
	return m
}

// Init fetches nothing: the record came with the options. A draft that is gone on with
// in another language says so, for the screens that follow.
func (m *Model) Init() tea.Cmd {
	if m.tongue == m.o.Text || m.tongue == m.o.Tongue {
		return nil
	}
	said := Speaking{Text: m.tongue}
	return func() tea.Msg { return said }
}

// Update takes a message. It never waits.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.KeyReleaseMsg:
		m.guard.Released(keypress.Name(msg.Key()))
	case tea.PasteMsg:
		return m.pasted(msg)
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
	case pause:
		if p, ok := m.at.(pauser); ok && msg.to == m.mark && p.paused(msg.n) {
			return p.commit(m)
		}
	case screen.Closing:
		return m.close()
	case kept:
		m.kept = m.kept || msg.to == m.mark
	}
	return nil
}

// pressed gives a key to the text field that has the focus, or else to the guard.
func (m *Model) pressed(msg tea.KeyPressMsg) tea.Cmd {
	name, now := keypress.Name(msg.Key()), m.o.Now()
	if w, ok := m.at.(writer); ok && w.typing() {
		m.guard.Elsewhere(name, now)
		return w.write(m, msg)
	}
	if v, ok := m.at.(*viewing); ok { // nothing can be recorded there, and a held arrow scrolls
		m.guard.Elsewhere(name, now)
		return v.press(m, name)
	}
	return m.ruled(m.guard.Press(name, msg.IsRepeat, now))
}

// pasted gives pasted text to the text field that has the focus, and to nothing
// else.
func (m *Model) pasted(msg tea.PasteMsg) tea.Cmd {
	if w, ok := m.at.(writer); ok && w.typing() {
		return w.write(m, msg)
	}
	return m.ruled(m.guard.Paste(m.o.Now()))
}

// ruled does what the guard decided.
func (m *Model) ruled(r keypress.Ruling) tea.Cmd {
	var cmds []tea.Cmd
	if r.Say != keypress.NoRemark {
		cmds = append(cmds, screen.Say(screen.Info, r.Say.Sentence(&m.tongue.Words.Guard)))
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

// press takes a key that counts. While the beginning or the end of the
// assessment is on its way, keys wait for nothing and do nothing; where it could
// not be saved, any key but the one to try again sets it aside.
func (m *Model) press(name string) tea.Cmd {
	m.finishing = false
	if m.over {
		return nil
	}
	if name == "r" && len(m.box.Failed()) > 0 {
		m.box.Retry()
		return m.send()
	}
	for _, kind := range []jobKind{jobStart, jobResume, jobContext, jobFinish, jobClose} {
		switch m.box.ProgressOf(job{kind: kind}) {
		case outbox.Underway, outbox.Slowly:
			return nil
		case outbox.NotStored:
			m.box.Drop(job{kind: kind})
		}
	}
	return m.at.press(m, name)
}

// show goes to a stage, where the keys of the one before must not count.
func (m *Model) show(s stage) {
	m.at = s
	m.guard.Turn()
}

// Draw draws the stage.
func (m *Model) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f, m.tongue); small {
		return d
	}
	return m.at.draw(m, f)
}

// Keys are the keys of the stage.
func (m *Model) Keys() []key.Binding {
	keys := m.at.keys(m)
	if len(m.box.Failed()) > 0 && !m.Typing() {
		keys = append([]key.Binding{screen.Key("r", m.tongue.Words.Key.TryAgain)}, keys...)
	}
	return keys
}

// Typing reports that a text field has the focus.
func (m *Model) Typing() bool {
	w, ok := m.at.(writer)
	return ok && w.typing()
}
