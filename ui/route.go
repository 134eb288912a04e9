package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/board"
	"alongside/ui/caseload"
	"alongside/ui/interview"
	"alongside/ui/person"
	"alongside/ui/progress"
	"alongside/ui/screen"
	"alongside/ui/settings"
	"alongside/ui/talk"
)

func (m *Model) caseload() screen.Screen {
	return caseload.New(caseload.Options{Keeper: m.open, Rules: m.rules, Now: m.o.Now, ListOpen: m.o.Demo, Demo: m.o.Demo,
		Others: m.open.May(dialog.PermOpenOthers), Audit: m.open.May(dialog.PermAudit), TakeIn: m.takesIn(), Team: m.mayCount()})
}

func (m *Model) personOptions() person.Options {
	return person.Options{Keeper: m.open, Worker: m.worker.ID, Rules: m.rules, Text: m.o.Text, Now: m.o.Now, Demo: m.o.Demo, Masked: m.masked}
}

func (m *Model) boardOptions() board.Options {
	return board.Options{Keeper: m.open, Worker: m.worker.ID, Rules: m.rules, Text: m.o.Text, Now: m.o.Now, Sends: m.sends}
}

// route answers the messages by which screens ask for another one, or tell what
// was saved. It reports false for every other message.
func (m *Model) route(msg tea.Msg) (tea.Cmd, bool) {
	if cmd, ok := m.routeProgram(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routeSending(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routeAccess(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routeStaff(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routeTakeIn(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routePerson(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.routeTold(msg); ok {
		return cmd, true
	}
	return m.routeSaved(msg)
}

// routeTold answers what is asked about the person themselves and those at their
// side.
func (m *Model) routeTold(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case person.ShowAbout:
		return m.about(talk.NewAbout(m.talkIn(msg.Record, dialog.ID{}))), true
	case talk.ShowAbout:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewAbout(m.talkIn(r, dialog.ID{})) }), true
	case talk.ShowSupporters:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewSupporters(m.talkOptions(r, dialog.ID{})) }), true
	}
	return nil, false
}

// routeProgram answers what concerns no person.
func (m *Model) routeProgram(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case settings.Changed:
		return m.setRules(msg.Rules), true
	case caseload.ShowSettings:
		return m.settings(), true
	case caseload.ShowAbout:
		return m.aboutProgram(), true
	case caseload.Quit:
		return m.askToQuit(), true
	case caseload.ShowBoard:
		return m.push(layer{screen: board.New(m.boardOptions())}), true
	case board.OpenPerson:
		return m.push(layer{screen: person.New(m.personOptions(), msg.ID), person: true}), true
	case caseload.OpenPerson:
		return m.push(layer{screen: person.New(m.personOptions(), msg.ID), person: true}), true
	case caseload.AddPerson:
		return m.push(layer{screen: person.NewEditor(m.personOptions(), msg.Prefill)}), true
	case person.Open:
		return m.replace(layer{screen: person.New(m.personOptions(), msg.ID), person: true}), true
	}
	return nil, false
}

func (m *Model) aboutProgram() tea.Cmd {
	return m.push(layer{screen: settings.NewAbout(m.o.Version, m.o.Demo)})
}

// setRules takes the settings as they are now.
func (m *Model) setRules(rules dialog.Rules) tea.Cmd {
	if m.rules = rules; m.watch.idle != nil && m.policy() != m.watch.policy {
		m.watchAnew()
		return tea.Batch(m.watchOn(), m.toAll(caseload.RulesChanged{Rules: rules}))
	}
	return m.toAll(caseload.RulesChanged{Rules: rules})
}

// routePerson answers what is asked from a person's page. Only that person can
// be reached from it.
func (m *Model) routePerson(msg tea.Msg) (tea.Cmd, bool) {
	switch msg.(type) {
	case person.StartInterview, person.StartPaper, person.ResumeDraft:
		if cmd, waits := m.beforeAppointment(msg); waits {
			return cmd, true
		}
	}
	switch msg := msg.(type) {
	case person.StartInterview:
		return m.interview(msg.Record, false), true
	case person.StartPaper:
		return m.interview(msg.Record, true), true
	case person.ResumeDraft:
		return m.interview(msg.Record, false), true
	case person.ShowGoals:
		return m.about(talk.NewGoals(m.talkOptions(msg.Record, dialog.ID{}))), true
	case person.ShowYears:
		return m.about(progress.NewYears(m.progressIn(msg.Record, dialog.ID{}))), true
	case person.ShowChanged:
		if past := msg.Record.History(); len(past) > 0 {
			return m.about(progress.NewChanged(m.progressIn(msg.Record, past[len(past)-1].ID))), true
		}
		return screen.Say(screen.Info, "There is no finished DIALOG yet."), true
	case person.ViewAssessment:
		m.record = msg.Record
		journal, _ := m.open.(interview.Journal) // without one, what was amended is said without what it was before
		return m.about(interview.NewView(interview.ViewOptions{Record: msg.Record, Assessment: msg.ID, Text: m.o.Text, Journal: journal,
			Amender: m.amender(), Worker: m.worker.ID, Now: m.o.Now})), true
	case progress.ShowYears:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return progress.NewYears(m.progressIn(r, dialog.ID{})) }), true
	case progress.ShowChanged:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return progress.NewChanged(m.progressIn(r, msg.Assessment)) }), true
	case progress.ShowGoals:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewGoals(m.talkOptions(r, dialog.ID{})) }), true
	case progress.RateGoals:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewRate(m.talkIn(r, msg.Assessment)) }), true
	case progress.Talk:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return m.talk(r, msg.Assessment) }), true
	case person.Talk:
		return m.talkLast(msg.Record), true
	case person.ShowActions:
		return m.about(talk.NewActions(m.talkOptions(msg.Record, dialog.ID{}))), true
	case person.ShowDirectory:
		return m.about(talk.NewDirectory(m.talkIn(msg.Record, dialog.ID{}))), true
	case person.ShowLife:
		return m.about(talk.NewLife(m.talkOptions(msg.Record, dialog.ID{}))), true
	case interview.Talk:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return m.talk(r, msg.Assessment) }), true
	case interview.HandOver:
		return m.handOver(msg), true
	case interview.ShowPresent:
		return m.about(talk.NewPresent(m.talkOptions(msg.Record, msg.Assessment))), true
	case talk.ShowPresent:
		return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewPresent(m.talkOptions(r, msg.Assessment)) }), true
	case interview.Speaking:
		return m.speak(msg.Text), true
	case interview.Begun:
		return m.reviews(msg), true
	case talk.Rated, talk.Reviewed:
		return m.back(), true
	case talk.Left:
		return tea.Batch(m.back(), m.over(), screen.Say(screen.Info, "Everything so far is saved.")), true
	case talk.Closed:
		return m.home(), true
	case person.TakeHome:
		m.record = msg.Record
		return m.takeHome(), true
	case talk.TakeHome:
		return m.takeHome(), true
	}
	return nil, false
}

// talk is the conversation of an assessment, for reading only once it is over.
func (m *Model) talk(r *dialog.Record, assessment dialog.ID) screen.Screen {
	if r.Over(assessment, dialog.DateOf(m.o.Now())) {
		return talk.NewPast(m.talkOptions(r, assessment))
	}
	return talk.NewTalk(m.talkIn(r, assessment))
}

// talkLast puts the conversation of the latest DIALOG on top. One that is unfinished
// comes before it: what is chosen now belongs to that.
func (m *Model) talkLast(r *dialog.Record) tea.Cmd {
	past := r.History()
	switch {
	case len(past) == 0:
		return screen.Say(screen.Info, "There is no finished DIALOG yet.")
	case r.Draft() != nil && r.Over(past[len(past)-1].ID, dialog.DateOf(m.o.Now())):
		return screen.Say(screen.Info, "The unfinished DIALOG comes first: press d. Earlier ones: h, History.")
	}
	return m.about(m.talk(r, past[len(past)-1].ID))
}

// reviews puts what was agreed before in front of the items, where there is
// anything to look at.
func (m *Model) reviews(msg interview.Begun) tea.Cmd {
	if !msg.Record.ReviewFirst(msg.Record.Assessment(msg.Assessment), dialog.DateOf(m.o.Now())) {
		return nil
	}
	return m.about(talk.NewReviews(m.talkIn(msg.Record, msg.Assessment)))
}

// takeHome puts the copy that the person takes home on top, where this worker may
// write one.
func (m *Model) takeHome() tea.Cmd {
	copier, ok := m.open.(talk.Copier)
	switch {
	case !ok || m.open.ReadOnly():
		return screen.Say(screen.Info, "A copy cannot be written while nothing can be saved.")
	case !copier.MayCopy():
		return screen.Say(screen.Info, "Your role does not let you write a person's copy. Please ask a clinician.")
	}
	return m.withRecord(func(r *dialog.Record) screen.Screen { return talk.NewCopy(m.copyOptions(r), copier) })
}

// copyOptions are those of the copy to take home, in any language that is offered.
func (m *Model) copyOptions(r *dialog.Record) talk.Options {
	o := m.talkOptions(r, dialog.ID{})
	o.Languages = m.o.Languages
	return o
}

// speak takes the language in which the person reads from now on. One that nobody has
// checked is offered for made-up people alone, and said to be so.
func (m *Model) speak(t *instrument.Text) tea.Cmd {
	m.tongue = t
	if doubt := t.Doubt(); doubt != "" && t != m.o.Text {
		return screen.Say(screen.Warning, "NOT CHECKED, for made-up people only. "+doubt)
	}
	return nil
}

// home goes back to the page of the person once the appointment is closed.
func (m *Model) home() tea.Cmd {
	for len(m.stack) > 1 {
		if _, ok := m.top().screen.(*person.Page); ok {
			break
		}
		m.back()
	}
	return screen.Say(screen.Info, "The appointment is closed.")
}

// amender is where a finished answer is amended, nil where nothing can be written.
func (m *Model) amender() interview.Amender {
	if m.open == nil || m.open.ReadOnly() {
		return nil
	}
	return m.open
}

// about puts a screen about the open person on top.
func (m *Model) about(s screen.Screen) tea.Cmd { return m.push(layer{screen: s, person: true}) }

// withRecord puts a screen on top that needs the record as it was saved last.
func (m *Model) withRecord(make func(*dialog.Record) screen.Screen) tea.Cmd {
	if m.record == nil {
		return nil
	}
	return m.about(make(m.record))
}

func (m *Model) interview(r *dialog.Record, paper bool) tea.Cmd {
	m.record = r
	return m.about(interview.New(m.interviewOptions(r, paper)))
}

func (m *Model) interviewOptions(r *dialog.Record, paper bool) interview.Options {
	return interview.Options{Keeper: m.open, Record: r, Worker: m.worker.ID, Rules: m.rules, Text: m.o.Text, Languages: m.o.Languages, Tongue: m.tongue, Now: m.o.Now, Paper: paper, PIN: !m.watch.pin.Empty(), Masked: m.masked}
}

func (m *Model) talkOptions(r *dialog.Record, assessment dialog.ID) talk.Options {
	m.record = r
	return talk.Options{Keeper: m.open, Record: r, Worker: m.worker.ID, Text: m.o.Text, Rules: m.rules, Directory: m.o.Directory, Now: m.o.Now, Assessment: assessment}
}

func (m *Model) progressOptions(r *dialog.Record, assessment dialog.ID) progress.Options {
	m.record = r
	return progress.Options{Record: r, Assessment: assessment, Text: m.o.Text, Now: m.o.Now}
}

// words are those of the language in which the open person reads.
func (m *Model) words() *instrument.Text {
	if m.tongue != nil {
		return m.tongue
	}
	return m.o.Text
}

// talkIn are the options of the screens of the conversation that the person reads.
func (m *Model) talkIn(r *dialog.Record, assessment dialog.ID) talk.Options {
	o := m.talkOptions(r, assessment)
	o.Text = m.words()
	return o
}

// progressIn are those of the screens with what changed and with the years, which the
// person reads.
func (m *Model) progressIn(r *dialog.Record, assessment dialog.ID) progress.Options {
	o := m.progressOptions(r, assessment)
	o.Text = m.words()
	return o
}

// routeSaved takes what was saved to every screen that shows it.
func (m *Model) routeSaved(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case person.Saved:
		return m.refresh(msg.Committed), true
	case interview.Saved:
		return m.refresh(msg.Committed), true
	case talk.Saved:
		return m.refresh(msg.Committed), true
	case interview.Closed:
		return tea.Batch(m.refresh(msg.Committed), m.over(), screen.Say(screen.Saved, "the DIALOG is closed as incomplete.")), true
	case interview.Finished:
		cmd := m.refresh(msg.Committed)
		m.over()
		return tea.Batch(cmd, m.about(progress.NewChanged(m.progressIn(msg.Committed.Record, msg.Assessment)))), true
	}
	return nil, false
}

// over leaves the interview that has come to its end.
func (m *Model) over() tea.Cmd {
	m.stack = slices.DeleteFunc(m.stack, func(l layer) bool {
		_, ok := l.screen.(*interview.Model)
		return ok
	})
	return nil
}

// refresh gives every screen the record and the line as they are now.
func (m *Model) refresh(c dialog.Committed) tea.Cmd {
	if c.Record == nil {
		return nil
	}
	m.record = c.Record
	var cmds []tea.Cmd
	for _, l := range m.stack {
		for _, msg := range []tea.Msg{person.Refresh{Record: c.Record}, progress.Refresh{Record: c.Record}, talk.Refresh{Record: c.Record}, caseload.Refresh{Summary: c.Summary, Gone: !m.owns(c)}, board.Refresh{}} {
			cmds = append(cmds, l.screen.Update(msg))
		}
	}
	return tea.Batch(append(cmds, m.regroup(c)...)...)
}

// regroup takes somebody off the list who was put together with another, and puts them
// on it again where they were taken apart.
func (m *Model) regroup(c dialog.Committed) (cmds []tea.Cmd) {
	open := m.open
	for i := range c.Entries {
		switch b := c.Entries[i].Body.(type) {
		case *dialog.PersonMerged:
			gone := caseload.Refresh{Summary: dialog.Summary{Person: dialog.Person{ID: b.Other}}, Gone: true}
			cmds = append(cmds, func() tea.Msg { return gone })
		case *dialog.PersonUnmerged:
			cmds = append(cmds, func() tea.Msg {
				r, err := open.Record(context.Background(), b.Other)
				if err != nil {
					return nil // not the worker's to open
				}
				return caseload.Refresh{Summary: dialog.Summarise(r)}
			})
		}
	}
	return cmds
}
