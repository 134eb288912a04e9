package ui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/handover"
	"alongside/ui/interview"
	"alongside/ui/person"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/unlock"
)

// handed is all that the root keeps while the keyboard is handed over. The stack has
// nothing but its model, and no record is held: what the worker had open is read
// again once they are back.
type handed struct {
	model      *handover.Model
	ask        *unlock.Cover // asks for the PIN; kept, so that wrong tries add up
	person     dialog.ID
	assessment dialog.ID
}

// returning is where a worker finds what was answered, once the record that was
// locked meanwhile is open again.
type returning struct {
	person, assessment dialog.ID
	until              time.Time // the worker had it in hand, and opens it before then; zero where nobody did
}

// takenBack brings the record of the person who had the keyboard.
type takenBack struct {
	of         Opened
	record     *dialog.Record
	assessment dialog.ID
	asks       bool // identity has to be made sure of again
	err        error
}

// How long nobody touches the keys, while they are the person's, before the page is
// covered and the record is locked.
const (
	handedCover = 2 * time.Minute
	handedLock  = 10 * time.Minute
)

// handOver gives the keyboard to the person. From here on the root holds one
// assessment's answers and nothing else of the record.
func (m *Model) handOver(msg interview.HandOver) tea.Cmd {
	a := msg.Record.Assessment(msg.Assessment)
	switch {
	case m.o.Doors == nil:
		return screen.Say(screen.Info, "The keyboard is not handed over here: there is no passphrase to take it back with.")
	case a == nil || a.Status != dialog.Draft:
		return nil
	}
	who := msg.Record.Person
	s := &sheet{keeper: m.open, person: who.ID, worker: m.worker.ID, assessment: a.ID, tag: msg.Text.Tag, answers: a.Answers}
	h := &handed{person: who.ID, assessment: a.ID, model: handover.New(handover.Options{
		Assessment: s, Items: open(a), Text: msg.Text, Name: text.Show(who.CallName()), PIN: !m.watch.pin.Empty(), Now: m.o.Now,
	})}
	if !m.watch.pin.Empty() {
		h.ask = unlock.NewAsk(m.watch.pin)
	}
	m.handed, m.record, m.notice = h, nil, screen.Notice{}
	m.stack = []layer{{screen: h.model}}
	m.watchAnew()
	return tea.Batch(m.watchOn(), tea.ClearScreen)
}

// open are the questions of an assessment that are not settled, in its order.
func open(a *dialog.Assessment) []dialog.Domain {
	var items []dialog.Domain
	for _, d := range a.Order() {
		if s := a.Answers.Get(d).State; s == dialog.NotSeen || s == dialog.Later {
			items = append(items, d)
		}
	}
	return items
}

// updateHanded is the whole of Update while the keyboard is handed over: what is not
// named here, such as what an earlier screen had asked for, goes nowhere.
func (m *Model) updateHanded(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.background(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return m.handedInput(msg)
	case tea.KeyReleaseMsg:
		return m.handed.model.Update(msg)
	case tea.InterruptMsg, Stop:
		return m.stop()
	case rulesKnown:
		if msg.of == m.open {
			m.rules = msg.rules
		}
	case look:
		return m.lookedHanded(msg)
	case handover.CarryOn:
		if m.watch.idle.Uncovered(m.reading()) == unlock.LockNow {
			return m.lock()
		}
	case handover.TakeBack:
		return m.takeBack()
	case handover.Settled:
		return m.isBack()
	case handover.Message:
		return m.handed.model.Update(msg)
	case unlock.Uncovered:
		m.watch.cover = nil
		return m.handed.model.Leave()
	case unlock.NotNow:
		m.watch.cover = nil
	case unlock.Locked:
		return m.lock()
	case lockedNow:
		return m.locked(msg)
	}
	return nil
}

// handedInput takes a key or a paste. One that comes when the page should have been
// covered, or the record locked, does that and nothing else.
func (m *Model) handedInput(msg tea.Msg) tea.Cmd {
	switch v := m.watch.idle.Active(m.reading()); {
	case v == unlock.LockNow, v == unlock.CoverNow && (m.watch.cover != nil || !m.handed.model.Covered()):
		return m.obeyHanded(v)
	}
	if m.watch.locking {
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "ctrl+l":
			return tea.ClearScreen
		case "ctrl+x":
			return m.lock()
		}
	}
	switch {
	case m.tooSmall():
		return nil
	case m.watch.cover != nil:
		return m.watch.cover.Update(msg)
	}
	return m.handed.model.Update(msg)
}

func (m *Model) lookedHanded(msg look) tea.Cmd {
	if msg.of != m.watch.idle {
		return nil
	}
	return tea.Batch(m.obeyHanded(m.watch.idle.Look(m.reading())), m.watchOn())
}

// obeyHanded covers or locks.
func (m *Model) obeyHanded(v unlock.Verdict) tea.Cmd {
	switch v {
	case unlock.LockNow:
		return m.lock()
	case unlock.CoverNow:
		m.watch.cover = nil // the question for the PIN
		m.handed.model.Pause()
	case unlock.Nothing:
	}
	return nil
}

// takeBack asks the worker for the PIN. Without one the record locks, and their
// passphrase opens it again.
func (m *Model) takeBack() tea.Cmd {
	if m.handed.ask == nil {
		m.watch.fetched = true
		return m.lock()
	}
	if m.watch.idle.Uncovered(m.reading()) == unlock.LockNow { // somebody is there, whoever it is
		return m.lock()
	}
	m.watch.cover = m.handed.ask
	return m.watch.cover.Init()
}

// isBack gives the program back to the worker.
func (m *Model) isBack() tea.Cmd {
	to := returning{person: m.handed.person, assessment: m.handed.assessment}
	m.handed, m.notice = nil, screen.Notice{}
	m.watchAnew()
	m.stack = nil
	first := m.push(layer{screen: m.first()})
	return tea.Batch(m.watchOn(), tea.ClearScreen, first, m.toPerson(to, false))
}

// toPerson opens the page of the person who had the keyboard, and then what was
// answered.
func (m *Model) toPerson(to returning, asks bool) tea.Cmd {
	of := m.open
	return tea.Batch(m.push(layer{screen: person.New(m.personOptions(), to.person), person: true}), func() tea.Msg {
		r, err := of.Record(context.Background(), to.person)
		return takenBack{of: of, record: r, assessment: to.assessment, asks: asks, err: err}
	})
}

// tookBack shows the worker what was answered, before anything else. Where somebody
// has moved on already, or the DIALOG is not open any more, nothing is put on top.
func (m *Model) tookBack(msg takenBack) tea.Cmd {
	if _, page := m.top().screen.(*person.Page); msg.of != m.open || !page {
		return nil
	}
	if msg.err != nil {
		return screen.Say(screen.Failure, dialog.ErrorMessage(msg.err))
	}
	if draft := msg.record.Draft(); draft == nil || draft.ID != msg.assessment {
		return nil
	}
	m.record = msg.record
	return m.about(interview.TakenBack(m.interviewOptions(msg.record, false), msg.asks))
}

// background takes the terminal's background, which decides the colours.
func (m *Model) background(msg tea.BackgroundColorMsg) {
	m.look.Background = theme.LightBackground
	if msg.IsDark() {
		m.look.Background = theme.DarkBackground
	}
	m.theme = theme.New(m.look)
}

// sheet is one assessment as it can be reached while the keyboard is handed over. Of
// the record it holds the answers of this assessment alone, and gives none of those
// out that were there before but to a change that leaves them as they are.
type sheet struct {
	keeper interface {
		Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	}
	person, worker, assessment dialog.ID
	tag                        string

	mu      sync.Mutex
	answers dialog.Answers
}

var _ handover.Assessment = (*sheet)(nil)

// Rate records what became of a question. Help and note stay as they are.
func (s *sheet) Rate(ctx context.Context, at dialog.When, d dialog.Domain, state dialog.State, rating int) (handover.Given, error) {
	return s.put(ctx, at, d, func(a *dialog.Answer) { a.State, a.Rating = state, rating })
}

// Wish records the answer to the help question.
func (s *sheet) Wish(ctx context.Context, at dialog.When, d dialog.Domain, help dialog.Help) (handover.Given, error) {
	return s.put(ctx, at, d, func(a *dialog.Answer) {
		a.Help = help
		if a.State == dialog.NotSeen {
			a.State = dialog.Later
		}
	})
}

// put records an answer with one half of it changed, and answers with what the record
// holds.
func (s *sheet) put(ctx context.Context, at dialog.When, d dialog.Domain, change func(*dialog.Answer)) (handover.Given, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.answers.Get(d)
	before := given(a)
	change(&a)
	if given(a) == before {
		return before, nil
	}
	a.At, a.Language, a.Mode = dialog.When{}, s.tag, dialog.ModeAloneScreen
	committed, err := s.keeper.Append(ctx, dialog.Change{Person: s.person, Worker: s.worker, DoneAt: at,
		Body: &dialog.AnswerRecorded{Assessment: s.assessment, Domain: d, Answer: a}})
	if err != nil {
		return handover.Given{}, err
	}
	if r := committed.Record; r != nil && r.Person.ID == s.person && r.Assessment(s.assessment) != nil {
		s.answers = r.Assessment(s.assessment).Answers
	}
	return given(s.answers.Get(d)), nil
}

func given(a dialog.Answer) handover.Given {
	return handover.Given{State: a.State, Rating: a.Rating, Help: a.Help}
}
