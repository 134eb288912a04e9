package person

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// action is something that can be done on the page, by its letter or with the
// arrows and Enter.
type action struct {
	letter string
	words  string
	do     func(p *Page) tea.Cmd
}

// actions are what can be done now, most wanted first. What would not be taken
// is not offered.
func (p *Page) actions() []action {
	if p.record == nil {
		return nil
	}
	history := len(p.record.History()) > 0
	draft := p.record.Draft()
	writes := !p.readOnly()
	all := []struct {
		offered bool
		action
	}{
		{writes && draft != nil, action{"d", p.resumeWords(draft), sendRecord(func(r *dialog.Record) tea.Msg { return ResumeDraft{r} })}},
		{writes && draft == nil && !p.record.Person.Deceased, action{"d", "Start a DIALOG", sendRecord(func(r *dialog.Record) tea.Msg { return StartInterview{r} })}},
		{writes && draft == nil, action{"p", "Type in a paper form", sendRecord(func(r *dialog.Record) tea.Msg { return StartPaper{r} })}},
		{writes && history, action{"t", p.talkWords(), sendRecord(func(r *dialog.Record) tea.Msg { return Talk{r} })}},
		{history, action{"w", "What changed last time", sendRecord(func(r *dialog.Record) tea.Msg { return ShowChanged{r} })}},
		{history, action{"c", "Progress over the years", sendRecord(func(r *dialog.Record) tea.Msg { return ShowYears{r} })}},
		{true, action{"g", "Goals", sendRecord(func(r *dialog.Record) tea.Msg { return ShowGoals{r} })}},
		{true, action{"a", "Actions that were agreed", sendRecord(func(r *dialog.Record) tea.Msg { return ShowActions{r} })}},
		{true, action{"l", "Life events, work and home", sendRecord(func(r *dialog.Record) tea.Msg { return ShowLife{r} })}},
		{true, action{"b", "About them and their supporters", sendRecord(func(r *dialog.Record) tea.Msg { return ShowAbout{r} })}},
		{writes, action{"y", "A copy to take home", sendRecord(func(r *dialog.Record) tea.Msg { return TakeHome{r} })}},
		{len(p.record.Assessments) > 0, action{"h", "History: all assessments", enter(func(p *Page) part { return newHistory(p) })}},
		{writes, action{"o", "Offered, not done", enter(func(p *Page) part { return newOffer(p) })}},
		{writes, action{"e", "Edit details", enter(func(p *Page) part { return newAmend(p.o, p.record.Person) })}},
		{writes, action{"r", "Referrals", enter(func(p *Page) part { return newReferrals(p) })}},
		{true, action{"n", "Local directory", sendRecord(func(r *dialog.Record) tea.Msg { return ShowDirectory{r} })}},
		{writes && p.may(dialog.PermAmendOthers) && len(p.alike)+len(p.record.Merged) > 0, action{"s", "Two records of one person", enter(func(p *Page) part { return newTwins(p) })}},
		{writes && p.may(dialog.PermEditPeople), action{"k", "Whose caseload", begin(func(p *Page) (part, tea.Cmd) { return newCaseloads(p) })}},
		{writes && p.may(dialog.PermMarkSensitive), action{"m", "Who may open it", begin(func(p *Page) (part, tea.Cmd) { return newAccess(p) })}},
	}
	var offered []action
	for _, a := range all {
		if a.offered {
			offered = append(offered, a.action)
		}
	}
	return offered
}

// resumeWords say what becomes of a draft: one that is too old is not gone on
// with.
func (p *Page) resumeWords(draft *dialog.Assessment) string {
	switch {
	case draft == nil:
		return ""
	case draft.Stale(p.o.today(), p.o.Rules):
		return "View or close the unfinished one"
	case draft.Layout == dialog.Paper:
		return "Go on with the paper form"
	}
	return "Resume the unfinished DIALOG"
}

// talkWords say what there is to do about the latest DIALOG: once its appointment is
// over it is read. While another is unfinished the words stand for what comes after it.
func (p *Page) talkWords() string {
	past := p.record.History()
	if len(past) > 0 && p.record.Draft() == nil && p.record.Over(past[len(past)-1].ID, p.o.today()) {
		return "What was talked about"
	}
	return "Talk it over, and close"
}

// sendRecord gives the root a message about the record as it stands.
func sendRecord(msg func(*dialog.Record) tea.Msg) func(*Page) tea.Cmd {
	return func(p *Page) tea.Cmd { return say(msg(p.record)) }
}

// enter puts a part in the place of the facts.
func enter(make func(*Page) part) func(*Page) tea.Cmd {
	return func(p *Page) tea.Cmd {
		p.part = make(p)
		return nil
	}
}

// begin puts a part that has to read something first in the place of the facts.
func begin(make func(*Page) (part, tea.Cmd)) func(*Page) tea.Cmd {
	return func(p *Page) (cmd tea.Cmd) {
		p.part, cmd = make(p)
		return cmd
	}
}

func (p *Page) may(perm dialog.Permission) bool { return p.o.Keeper.May(perm) }

// binding is the action for the help line.
func (a action) binding() key.Binding {
	return screen.Key(a.letter, a.words)
}
