package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/person"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/unlock"
)

// watch is what the root knows of a record that nobody touches.
type watch struct {
	idle    *unlock.Idle // nil while the record is locked
	policy  unlock.Policy
	start   time.Time // what running time is counted from
	cover   *unlock.Cover
	hold    *unlock.Hold // asks whether to lock; nil while nothing is asked
	locking bool         // it is being locked: nothing is drawn and no key is taken

	pin   field.Secret // of the cover; empty for none
	asked bool         // whether a PIN was asked for since the record was unlocked
	begin tea.Msg      // the appointment that waits for the PIN

	why    string    // it is being locked, to be said before it is opened again
	last   dialog.ID // the worker who had it open when it was locked
	resume dialog.ID // whose page was open then
	back   returning // who had the keyboard then; zero for nobody

	fetched bool // it is being locked by a worker who takes the keyboard back, and has no PIN

	sending     context.Context // of what is being sent; nil where nothing ever is
	stopSending context.CancelFunc
}

var (
	lockKey = screen.Key("ctrl+x", "lock the record")
	maskKey = screen.Key("ctrl+p", "hide or show names")
)

// gate is the screen before the record, after a lock or not, and with something lost by
// it or not: what was typed into a form is let go with the record, since a copy of it
// would lie open in memory behind the lock.
func (m *Model) gate(locked, lost bool) screen.Screen {
	o := unlock.Options{Doors: m.o.Doors, Worker: m.o.Name, Passphrase: m.o.Passphrase, Locked: locked, Lost: lost, Pick: m.o.Pick}
	if locked {
		o.Worker = m.worker.Name
	}
	return unlock.New(o)
}

// look asks the root to see whether the record was left alone for too long.
type look struct{ of *unlock.Idle }

// lockedNow says that the record is locked.
type lockedNow struct{ err error }

// rulesKnown brings the settings of a record that was opened.
type rulesKnown struct {
	of    Opened
	rules dialog.Rules
}

// rulesOf reads the settings.
func (m *Model) rulesOf(o Opened) tea.Cmd {
	return func() tea.Msg {
		rules, err := o.Rules(context.Background())
		if err != nil {
			return nil // those of a new record hold until they can be read
		}
		return rulesKnown{o, rules}
	}
}

// take makes an opened record the one that the screens work on.
func (m *Model) take(o Opened) {
	m.open, m.worker, m.rules = o, o.Worker(), dialog.DefaultRules()
	m.notice = screen.Notice{Text: o.Warning(), Kind: screen.Warning}
	if m.o.Doors != nil {
		m.watchAnew()
	}
}

// policy is what the settings say of a record that nobody touches.
func (m *Model) policy() unlock.Policy {
	p := unlock.DefaultPolicy()
	p.Lock = time.Duration(m.rules.LockMinutes) * time.Minute
	p.Cover = p.Lock
	if m.handed != nil {
		p.Cover = min(p.Lock, handedCover)
		p.CoverMost = handedLock - p.Cover
	}
	return p
}

// watchAnew begins to watch as the settings say.
func (m *Model) watchAnew() {
	m.watch.policy, m.watch.start = m.policy(), time.Now()
	m.watch.idle = unlock.NewIdle(m.watch.policy)
	m.watch.idle.Inside(m.handed != nil)
}

// routeLock answers what concerns the lock. It reports false for every other message.
func (m *Model) routeLock(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case unlock.Ready:
		return m.unlocked(msg), true
	case rulesKnown:
		if msg.of != m.open {
			return nil, true
		}
		return m.setRules(msg.rules), true
	case look:
		return m.looked(msg), true
	case unlock.Uncovered:
		return m.uncovered(), true
	case unlock.Locked:
		return m.lock(), true
	case unlock.Resumed:
		m.watch.hold = nil
		return nil, true
	case held:
		if msg.hold == m.watch.hold {
			return m.lock(), true
		}
		return nil, true
	case lockedNow:
		return m.locked(msg), true
	case takenBack:
		return m.tookBack(msg), true
	case unlock.PINChosen:
		m.watch.pin = msg.PIN
		return m.begin(), true
	}
	return nil, false
}

// unlocked opens the caseload, and the page that was open where the same worker
// comes back.
func (m *Model) unlocked(msg unlock.Ready) tea.Cmd {
	o, ok := msg.Opened.(Opened)
	if !ok || m.open != nil {
		return nil
	}
	m.take(o)
	cmds := []tea.Cmd{m.rulesOf(o), m.watchOn(), m.sendOn()}
	m.stack = nil // whoever recorded before leaves nothing on the screen
	cmds = append(cmds, m.push(layer{screen: m.first()}))
	switch same := m.worker.ID == m.watch.last; {
	case same && m.watch.back != returning{}:
		cmds = append(cmds, m.toPerson(m.watch.back, !m.o.Now().Before(m.watch.back.until)))
	case same && !m.watch.resume.IsZero():
		cmds = append(cmds, m.push(layer{screen: person.New(m.personOptions(), m.watch.resume), person: true}))
	}
	m.watch.resume, m.watch.back = dialog.ID{}, returning{}
	return tea.Batch(cmds...)
}

// watchOn looks again when it may be time.
func (m *Model) watchOn() tea.Cmd {
	idle := m.watch.idle
	if idle == nil {
		return nil
	}
	return tea.Tick(idle.Wait(), func(time.Time) tea.Msg { return look{idle} })
}

func (m *Model) reading() unlock.Reading { return unlock.ReadingAt(m.watch.start, time.Now()) }

// touched tells the watch of a key. It reports true where the key came too late.
func (m *Model) touched() (tea.Cmd, bool) {
	if m.watch.idle == nil {
		return nil, false
	}
	m.watch.idle.Inside(m.inside())
	verdict := m.watch.idle.Active(m.reading())
	late := verdict == unlock.LockNow || verdict == unlock.CoverNow && m.watch.cover == nil
	return m.obey(verdict), late
}

func (m *Model) looked(msg look) tea.Cmd {
	if msg.of != m.watch.idle {
		return nil // of an earlier time that the record was open
	}
	m.watch.idle.Inside(m.inside())
	now := m.reading()
	cmd := m.obey(m.watch.idle.Look(now))
	m.warn(now)
	return tea.Batch(cmd, m.watchOn())
}

// warning is how long before the record locks it is said that something would be lost.
const warning = time.Minute

// warn says before the record locks that what was typed is not saved.
func (m *Model) warn(now unlock.Reading) {
	left, locks := m.watch.idle.Left(now)
	if !locks || left > warning || m.watch.locking || m.unsaved() == "" {
		return
	}
	m.notice = screen.Notice{Kind: screen.Warning, Text: "What was typed is not saved, and the record locks within a minute. Press an arrow key to stay."}
}

// obey covers or locks. The cover is taken away again only by the PIN.
func (m *Model) obey(v unlock.Verdict) tea.Cmd {
	switch v {
	case unlock.LockNow:
		return m.lock()
	case unlock.CoverNow:
		if m.watch.cover == nil {
			m.watch.cover = unlock.NewCover(m.watch.pin)
			return m.watch.cover.Init()
		}
	}
	return nil
}

func (m *Model) uncovered() tea.Cmd {
	if m.watch.cover == nil || m.watch.idle == nil {
		return nil
	}
	if m.watch.idle.Uncovered(m.reading()) == unlock.LockNow {
		return m.lock()
	}
	m.watch.cover = nil
	return nil
}

// inside reports whether an appointment is open that can be covered: whatever lies
// above a person's page, since people talk over all of it.
func (m *Model) inside() bool {
	if m.watch.pin.Empty() || !m.top().person {
		return false
	}
	_, page := m.top().screen.(*person.Page)
	return !page
}

// beforeAppointment asks for the PIN of the cover at the first appointment after
// unlocking. It reports false where the appointment may begin at once.
func (m *Model) beforeAppointment(msg tea.Msg) (tea.Cmd, bool) {
	if m.o.Doors == nil || m.o.Demo || m.watch.asked {
		return nil, false
	}
	m.watch.asked, m.watch.begin = true, msg
	return m.push(layer{screen: unlock.NewChoosePIN(), person: true}), true
}

// begin goes on to the appointment that waited, with a PIN or without one.
func (m *Model) begin() tea.Cmd {
	m.stack = m.stack[:len(m.stack)-1]
	msg := m.watch.begin
	m.watch.begin = nil
	cmd, _ := m.routePerson(msg)
	if m.watch.pin.Empty() {
		return tea.Batch(cmd, screen.Say(screen.Info, "No PIN. When nobody touches the keys for a while, the record locks."))
	}
	return cmd
}

// holdMost is how long the question whether to lock stands: whoever pressed the key may
// have turned away, and meant the record to be locked.
const holdMost = time.Minute

// held says that the question has stood so long.
type held struct{ hold *unlock.Hold }

// lockByKey locks at once where nothing is lost by it. Otherwise it hides everything and
// asks first; the key, pressed again, locks.
func (m *Model) lockByKey() tea.Cmd {
	what := m.lost()
	if what == "" || m.watch.hold != nil || m.watch.cover != nil {
		return m.lock()
	}
	hold := unlock.NewHold(what)
	m.watch.hold = hold
	return tea.Tick(holdMost, func(time.Time) tea.Msg { return held{hold} })
}

// lock hides everything at once, saves what the screens hold, and closes the record.
func (m *Model) lock() tea.Cmd {
	if m.open == nil || m.watch.locking {
		return nil
	}
	m.watch.locking = true
	m.noSending()
	doors := m.o.Doors
	return tea.Sequence(append(m.closing(), func() tea.Msg { return lockedNow{doors.Lock(context.Background())} })...)
}

// locked leaves nothing of the record in memory but who had it open, and whose page.
func (m *Model) locked(msg lockedNow) tea.Cmd {
	resume := dialog.ID{}
	if who, ok := m.person(); ok {
		resume = who.ID
	}
	back := returning{}
	if m.handed != nil {
		back = returning{person: m.handed.person, assessment: m.handed.assessment}
	}
	if m.watch.fetched {
		back.until = m.o.Now().Add(handedLock)
	}
	why, lost := m.watch.why, m.unsaved() != ""
	m.watch.pin.Clear()
	m.watch = watch{last: m.worker.ID, resume: resume, back: back}
	m.handed, m.open, m.record, m.tongue, m.notice, m.leaving = nil, nil, nil, nil, screen.Notice{}, false
	m.stack = []layer{{screen: m.gate(true, lost)}}
	m.worker = dialog.Worker{ID: m.worker.ID} // the gate has filled in the name
	if m.ending {
		return tea.Quit
	}
	cmds := []tea.Cmd{m.top().screen.Init(), tea.ClearScreen}
	switch {
	case msg.err != nil:
		cmds = append(cmds, screen.Say(screen.Failure, dialog.ErrorMessage(msg.err)))
	case why != "":
		cmds = append(cmds, screen.Say(screen.Info, why))
	}
	return tea.Batch(cmds...)
}

// veil hides the names of the person whose record is open wherever they stand, as in
// what was agreed or noted. What stands for them is as wide as they are.
func (m *Model) veil(body string) string {
	if !m.theme.Masked || m.open == nil {
		return body
	}
	for _, l := range m.stack {
		about, ok := l.screen.(interface{ Person() (dialog.Person, bool) })
		if !ok {
			continue
		}
		who, _ := about.Person()
		for _, name := range []string{who.Family, who.Given, who.Preferred} {
			if name = text.Show(name); name != "" {
				mark := strings.Repeat("*", screen.Width(name))
				body = strings.NewReplacer(name, mark, strings.ToUpper(name), mark).Replace(body)
			}
		}
	}
	return body
}

func (m *Model) masked() bool { return m.look.Masked }

// mask hides every name, or shows them again.
func (m *Model) mask() {
	m.look.Masked = !m.look.Masked
	m.theme = theme.New(m.look)
	if m.look.Masked {
		m.notice = screen.Notice{Text: "Names are hidden. Press ctrl+p to show them again."}
	}
}
