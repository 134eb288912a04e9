package intake

import (
	"context"
	"fmt"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// clients are the people of a history, and who each of them was said to be.
type clients struct {
	history *intake.History
	choices []intake.Choice
	likely  [][]*dialog.Summary
	list    *list.List[int]
	taking  *intake.Taking // what would be recorded
}

// newClients finds whom each client may be. With whom a client's history was put
// before, by an earlier file of the same program, is known again.
func newClients(ctx context.Context, k Keeper, h *intake.History, people []*dialog.Summary) (*clients, error) {
	c := &clients{history: h, choices: make([]intake.Choice, len(h.Clients)), list: list.New(strconv.Itoa)}
	all := make([]int, len(h.Clients))
	for i := range h.Clients {
		client := &h.Clients[i]
		all[i] = i
		c.likely = append(c.likely, client.Likely(people))
		c.choices[i].Leave = !client.Named()
		for _, p := range c.likely[i] {
			r, err := k.Record(ctx, p.Person.ID)
			if err != nil {
				return nil, err
			}
			if there, _ := h.There(client, r); there > 0 && !c.choices[i].Made() {
				c.choices[i].Person = p.Person.ID
			}
		}
	}
	c.list.Reset(all)
	return c, nil
}

var (
	keyWho   = screen.Key("1-9", "is that person", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyAdd   = screen.Key("n", "nobody yet, add them")
	keyLeave = screen.Key("x", "leave out")
	keyRight = screen.Key("y", "yes, they are the same")
	keyWrong = screen.Key("n", "no, back", "n", "esc")
)

func (s *Screen) checkingKeys() []key.Binding {
	if len(s.clients.history.Problems) > 0 {
		return append([]key.Binding{keyBack}, s.ending()...)
	}
	return append([]key.Binding{keyRight, keyWrong}, s.ending()...)
}

// pressChecking takes the answer to whether the ratings are those that the other
// program shows.
func (s *Screen) pressChecking(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyBack), key.Matches(msg, keyWrong):
		s.goTo(choosing)
	case key.Matches(msg, keyRight) && len(s.clients.history.Problems) == 0:
		s.goTo(matching)
	default:
		s.scroll(msg)
	}
	return nil
}

// checkingLines say what is in a history.
func (s *Screen) checkingLines() []string {
	h := s.clients.history
	var lines []string
	if len(h.Problems) > 0 {
		return problemLines(h.Problems)
	}
	if sample := h.Sample(s.o.Text); sample != "" {
		lines = append(lines, "Are these the ratings that "+h.From.Words()+" shows? Press y if they are the same, or n.", sample, "")
	} else {
		lines = append(lines, "Is the file of "+h.From.Words()+"? Press y or n.", "")
	}
	if h.Doubt != "" {
		lines = append(lines, "CAREFUL. "+h.Doubt+" Taken for a file of the wrong program, every rating would be one too high or one too low.", "")
	}
	lines = append(lines, h.Says()...)
	if said := h.NotTaken(); said != "" {
		lines = append(lines, said)
	}
	return lines
}

func (s *Screen) matchingKeys() []key.Binding {
	return append([]key.Binding{keyWho, keyAdd, keyLeave, keyGoOn, keyBack}, append(s.clients.list.Keys(), screen.HelpKey)...)
}

// pressMatching says who a client is, or goes on.
func (s *Screen) pressMatching(msg tea.KeyPressMsg) tea.Cmd {
	c := s.clients
	i, _ := c.list.Current()
	named := c.history.Clients[i].Named()
	switch {
	case key.Matches(msg, keyBack):
		s.goTo(checking)
	case key.Matches(msg, keyGoOn) && !msg.IsRepeat:
		return s.match()
	case msg.IsRepeat:
		c.list.Update(msg) // a held key says nothing about anybody
	case key.Matches(msg, keyWho) && named:
		if n := int(msg.Code - '1'); n < len(c.likely[i]) {
			c.choices[i] = intake.Choice{Person: c.likely[i][n].Person.ID}
		}
	case key.Matches(msg, keyAdd) && named:
		c.choices[i] = intake.Choice{Add: true}
	case key.Matches(msg, keyLeave):
		c.choices[i] = intake.Choice{Leave: true}
	default:
		c.list.Update(msg)
	}
	return nil
}

// matched is what would be recorded of a history.
type matched struct {
	to     *Screen
	taking *intake.Taking
	err    error
}

// match makes what would be recorded, and asks whether to. The records that are
// chosen are read in the background.
func (s *Screen) match() tea.Cmd {
	c := s.clients
	for i := range c.choices {
		if !c.choices[i].Made() {
			c.list.Select(strconv.Itoa(i))
			return screen.Say(screen.Warning, fmt.Sprintf("who is number %d? Please say so of everybody first, or leave them out.", i+1))
		}
	}
	k, at := s.o.Keeper, dialog.At(s.o.Now())
	choices := append([]intake.Choice{}, c.choices...)
	s.wait = sayReading
	return func() tea.Msg {
		taking, err := c.history.Changes(choices, func(id dialog.ID) (*dialog.Record, error) { return k.Record(context.Background(), id) }, at, k.NewID)
		return matched{s, taking, err}
	}
}

func (s *Screen) wasMatched(msg matched) tea.Cmd {
	s.wait = ""
	if msg.err != nil {
		return screen.Say(screen.Warning, dialog.ErrorMessage(msg.err))
	}
	s.clients.taking = msg.taking
	s.goTo(asking)
	return nil
}

// askingLines say what is about to be recorded.
func (s *Screen) askingLines() []string {
	if s.columns != nil {
		return []string{"Take in " + counted(len(s.columns.groups), "person", "people") + "?", "", "All of it is recorded, or nothing. Press y or n."}
	}
	t := s.clients.taking
	lines := []string{"Take over " + counted(t.Assessments, "DIALOG", "DIALOGs") + " of " + counted(len(t.Groups), "person", "people") + "?", ""}
	if t.People > 0 {
		lines = append(lines, counted(t.People, "person is", "people are")+" added with a name and nothing else.")
	}
	if t.There > 0 {
		lines = append(lines, counted(t.There, "DIALOG is", "DIALOGs are")+" in the record already and left as they are.")
	}
	if t.LeftOut > 0 {
		lines = append(lines, counted(t.LeftOut, "DIALOG is", "DIALOGs are")+" left out.")
	}
	return append(lines, "All of it is recorded, or nothing. Press y or n.")
}
