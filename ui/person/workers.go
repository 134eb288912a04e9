package person

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// workersRead are those who may be chosen, for the part that asked.
type workersRead struct {
	to      part
	workers []dialog.Worker
	err     error
}

// readWorkers reads who can be chosen for somebody's record. Those who have left and
// those whose role opens no record are not among them, unless they were chosen
// before; whoever records comes first.
func readWorkers(p *Page, to part) tea.Cmd {
	k, chosen := p.o.Keeper, p.record.Access
	return func() tea.Msg {
		all, err := k.Workers(context.Background())
		if err != nil {
			return workersRead{to: to, err: err}
		}
		all = slices.DeleteFunc(slices.Clone(all), func(w dialog.Worker) bool {
			return w.Left || !w.Role.May(dialog.PermOpenOwn) && !slices.Contains(chosen.Caseload, w.ID) && !slices.Contains(chosen.Named, w.ID)
		})
		me := k.Worker().ID
		if i := slices.IndexFunc(all, func(w dialog.Worker) bool { return w.ID == me }); i > 0 {
			mine := all[i]
			all = slices.Insert(slices.Delete(all, i, i+1), 0, mine)
		}
		return workersRead{to, all, nil}
	}
}

// workerWords tell who somebody is.
func workerWords(w dialog.Worker, me dialog.ID) string {
	you := ""
	if w.ID == me {
		you = "you"
	}
	return joined(", ", text.Show(w.Name), you, strings.ToLower(w.Role.String()), text.Show(w.Team))
}

// reading is drawn until the workers are there, or says why they are not.
func reading(title string, err error, f screen.Frame) screen.Drawing {
	said := "Reading who works here…"
	if err != nil {
		said = "That could not be read. " + dialog.ErrorMessage(err) + " Press esc to go back."
	}
	lines := append([]string{f.Theme.Title.Render(title)}, screen.Wrap(f.Theme.Signs(said), f.Width)...)
	return drawing(lines, len(lines)-1)
}

// loses reports whether a change takes the record away from the worker. One that
// was opened with a reason, and is none of their own, stays open.
func (p *Page) loses(body dialog.Body) bool {
	me, teams := p.o.Keeper.Worker(), p.record.OpenTeams()
	after := p.record.Access.With(body)
	return after.Closed(me.ID) || me.Owns(&p.record.Access, teams) && !me.Owns(&after, teams)
}

// saveFor asks the store to record a change for a part of the page.
func (p *Page) saveFor(to part, body dialog.Body) tea.Cmd {
	return save(p.o.Keeper, to, p.o.change(p.id, body))
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
