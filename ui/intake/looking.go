package intake

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

var (
	keyTakeAlike  = screen.Key("i", "two people: take in")
	keyLeaveAlike = screen.Key("l", "leave out")
	keyMine       = screen.Key("c", "whose caseload")
)

func (s *Screen) lookingKeys() []key.Binding {
	c := s.columns
	var keys []key.Binding
	switch {
	case len(c.made.Unclear) > 0:
		keys = append(keys, keyDays, keyMonths)
	case len(c.made.Problems) > 0:
	default:
		keys = append(keys, keyGoOn)
		if c.alikes > 0 {
			keys = append(keys, keyTakeAlike, keyLeaveAlike)
		}
		keys = append(keys, keyMine)
	}
	return append(append(keys, keyBack), s.ending()...)
}

// pressLooking answers what is open about a caseload, and goes on.
func (s *Screen) pressLooking(msg tea.KeyPressMsg) tea.Cmd {
	c := s.columns
	unclear := len(c.made.Unclear) > 0
	switch {
	case key.Matches(msg, keyBack):
		s.goTo(mapping)
	case key.Matches(msg, keyDays) && unclear:
		c.order = intake.DayFirst
		return s.look()
	case key.Matches(msg, keyMonths) && unclear:
		c.order = intake.MonthFirst
		return s.look()
	case key.Matches(msg, keyTakeAlike):
		c.alike = "in"
	case key.Matches(msg, keyLeaveAlike):
		c.alike = "out"
	case key.Matches(msg, keyMine):
		c.mine = !c.mine
	case key.Matches(msg, keyGoOn) && !msg.IsRepeat:
		return s.prepare()
	default:
		s.scroll(msg)
	}
	return nil
}

// prepare makes what would be recorded of a caseload, and asks whether to.
func (s *Screen) prepare() tea.Cmd {
	c := s.columns
	if c.alikes > 0 && c.alike == "" && c.made.Whole() == nil {
		return screen.Say(screen.Warning, "some may be in the record already. Press i if they are other people and are taken in, or l to leave them out.")
	}
	groups, err := c.made.Changes(c.alike == "in", dialog.At(s.o.Now()), s.o.Keeper.NewID)
	if err != nil {
		return screen.Say(screen.Warning, dialog.ErrorMessage(err))
	}
	c.groups = groups
	s.goTo(asking)
	return nil
}

// lookingLines say what would come of a caseload.
func (s *Screen) lookingLines(th *theme.Theme) []string {
	c := s.columns
	lines := []string{c.sheet.Says()}
	if said := c.made.NotTaken(); said != "" {
		lines = append(lines, said)
	}
	if len(c.made.Unclear) > 0 {
		return append(lines, "", "Which comes first in the dates of "+strings.Join(c.made.Unclear, " and ")+"? Press d for days, or m for months.")
	}
	if len(c.made.Problems) > 0 {
		return append(lines, problemLines(c.made.Problems)...)
	}
	lines = append(lines, "")
	lines = append(lines, c.says...)
	if c.alikes > 0 {
		lines = append(lines, c.made.Likely(func(p *dialog.Person) string { return who(th, p) })...)
		lines = append(lines, map[string]string{"": "Are they other people? Press i: yes, two people each, and taken in. Press l: leave them out.",
			"in": "They are other people, and are taken in too.", "out": "Those who may be there are left out."}[c.alike])
	}
	whose := "Who is added is on your caseload."
	if !c.mine {
		whose = "Who is added is on your caseload only where the file names no team."
	}
	lines = append(lines, whose)
	for i, n := range c.made.First(mostShown, c.added) {
		if i == 0 {
			lines = append(lines, "", "The first of them, as they would be recorded:")
		}
		lines = append(lines, fmt.Sprintf("line %d  ", n.Line)+who(th, &n.Person))
	}
	return lines
}

// added reports whether somebody would be added, as far as was said.
func (c *columns) added(n *intake.Newcomer) bool {
	return n.New() && (n.Alike == nil || c.alike == "in")
}

// who tells in a line who somebody is.
func who(th *theme.Theme, p *dialog.Person) string {
	return th.Who(p.ListName()) + ", " + th.Who(born(p)) + ", NHS No. " + th.Who(p.NHSNumber.String())
}

// mostShown is how many people of a file are shown before they are taken in.
const mostShown = 5

// problemLines tell what keeps a file from being taken in.
func problemLines(all intake.Problems) []string {
	lines := []string{"", fmt.Sprintf("Nothing can be taken in. Please put this right in the file, and read it again (%d):", len(all))}
	for _, p := range all {
		lines = append(lines, p.String())
	}
	return lines
}

// pressAsking takes the answer to whether to take it in. Enter is none.
func (s *Screen) pressAsking(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyYes):
		s.wait = sayTaking
		return s.take()
	case key.Matches(msg, keyNo):
		if s.columns != nil {
			s.goTo(looking)
		} else {
			s.goTo(matching)
		}
	}
	return nil
}

// take records what comes from the file.
func (s *Screen) take() tea.Cmd {
	k, file, groups, mine := s.o.Keeper, dialog.FileTakenIn{}, [][]dialog.Change(nil), true
	if s.columns != nil {
		groups, mine = s.columns.groups, s.columns.mine
		file = s.columns.made.File(len(groups))
	} else {
		groups = s.clients.taking.Groups
		file = s.clients.history.File(s.clients.taking)
	}
	return func() tea.Msg {
		err := k.TakeInFile(context.Background(), file, groups, mine)
		var said []string
		if file.People > 0 {
			said = append(said, counted(file.People, "person was added", "people were added"))
		}
		if file.Assessments > 0 {
			said = append(said, counted(file.Assessments, "DIALOG was taken over", "DIALOGs were taken over"))
		}
		return taken{s, strings.Join(said, ", ") + ".", err}
	}
}

func (s *Screen) wasTaken(msg taken) tea.Cmd {
	s.wait = ""
	if msg.err != nil {
		s.fail = msg.err
		return nil
	}
	return func() tea.Msg { return Done{msg.said} }
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
