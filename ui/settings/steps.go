package settings

import (
	"context"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// roleField chooses what a worker is.
func roleField() *field.Choice {
	options := make([]field.Option, 0, len(dialog.Roles()))
	for _, r := range dialog.Roles() {
		options = append(options, field.Option{Value: string(r), Label: r.String()})
	}
	return field.NewChoice(field.About{Name: "role", Label: "Role", Missing: "Please choose what they are."}, options...)
}

func teamField() *field.Text {
	return field.NewText(field.About{Name: "team", Label: "Team", Optional: true, Hint: "A team is who shares a caseload, such as a hub. A worker has everybody on their list whose open referral names their team."}, text.Name)
}

// newLetIn is the form that makes somebody a worker.
func newLetIn(d Doors) *step {
	name := field.NewText(field.About{Name: "name", Label: "Name", Missing: "Please enter their name.", Hint: "As colleagues know it. It cannot be changed later."}, text.Name)
	first, again := field.NewPassphrase("Their passphrase", "They type it themselves. "+field.PassphraseRule)
	s := &step{
		title: "Let somebody in", lead: "Hand over the keyboard for the passphrase: nobody but them should know it.",
		form: field.NewForm(name, roleField(), teamField(), first, again), last: again.About().Name,
		word: "Letting them in…", done: "they can open the record now.", first: first, again: again,
	}
	s.start = func() func() result {
		v, passphrase := s.form.Values(), first.Copy()
		w := dialog.Worker{Name: v["name"], Role: dialog.Role(v["role"]), Team: v["team"]}
		return func() result {
			defer passphrase.Clear()
			return result{err: d.LetIn(context.Background(), w, passphrase.Raw())}
		}
	}
	return s
}

// newChange is the form for the role and the team of a worker.
func newChange(d Doors, w dialog.Worker, own bool) *step {
	role, team := roleField(), teamField()
	role.Set(string(w.Role))
	team.Set(w.Team)
	s := &step{
		title: "Role and team of " + text.Show(w.Name), form: field.NewForm(role, team),
		word: "Changing it…", done: "the role and the team.",
	}
	if own {
		s.lead = "This is you. Once it is saved the record locks, so that it holds from then on."
	}
	s.start = func() func() result {
		v := s.form.Values()
		changed := w
		changed.Role, changed.Team = dialog.Role(v["role"]), v["team"]
		return func() result {
			return result{err: d.ChangeWorker(context.Background(), changed), own: own}
		}
	}
	return s
}

// newReset is the form for a worker who has lost their passphrase.
func newReset(d Doors, w dialog.Worker) *step {
	first, again := field.NewPassphrase("Their new passphrase", "They type it themselves. "+field.PassphraseRule)
	s := &step{
		title: "A new passphrase for " + text.Show(w.Name), lead: "For somebody who has lost theirs. Hand over the keyboard: nobody but them should know it.",
		form: field.NewForm(first, again), last: again.About().Name,
		word: "Changing the passphrase…", done: "they have a new passphrase.", first: first, again: again,
	}
	s.start = func() func() result {
		passphrase := first.Copy()
		return func() result {
			defer passphrase.Clear()
			return result{err: d.ResetPassphrase(context.Background(), w.Name, passphrase.Raw())}
		}
	}
	return s
}

// newLeave asks whether a worker leaves.
func newLeave(d Doors, w dialog.Worker) *step {
	s := &step{
		title: text.Show(w.Name) + " leaves",
		lead:  "They can open the record no longer; what they recorded stays. The record gets a new key, so that old copies of its key file open nothing new. Backups keep the key they have. Is a sensitive record open to them alone? Then have somebody else named there first.",
		ask:   "y to take them out, n to leave everything as it is",
		word:  "Giving the record a new key…", done: "they are out, and the record has a new key.",
	}
	s.start = func() func() result {
		return func() result {
			err := d.Leave(context.Background(), w.Name)
			return result{err: err, locked: !d.Open()}
		}
	}
	return s
}

// newRecoveryKey asks whether to make a new recovery key.
func newRecoveryKey(d Doors) *step {
	s := &step{
		title: "A new recovery key",
		lead:  "The recovery key opens the record when every passphrase is lost. The one that was written down so far will open nothing any more but older backups and copies of the key file. Have pen and paper ready: the new one is shown once.",
		ask:   "y to make a new one, n to keep the one there is",
		word:  "Making the key…",
	}
	s.start = func() func() result {
		return func() result {
			recovery, err := d.ReplaceRecovery(context.Background())
			return result{err: err, recovery: field.NewSecret([]byte(recovery))}
		}
	}
	return s
}
