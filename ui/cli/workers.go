package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

func newWorkers(env Env, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "workers",
		Short: "Say who can open the record; let workers in and out",
		Long: `List the workers of the record: who they are, what their role lets them do, and
whose team's people they list. Below it are the commands that change that. All of
them ask for your name and passphrase first.

What each role may do stands in docs/security.md.`,
		Example: `  alongside workers
  alongside workers add "Alex Stone" --role peer-worker --team "North hub"
  alongside workers leave "Alex Stone"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.staff(cmd.Context(), env, func(s *staff) error { return s.list() })
		},
	}
	c.AddCommand(newWorkerAdd(env, f), newWorkerChange(env, f), newWorkerLeave(env, f), newPassphrase(env, f),
		newReset(env, f), newRecovery(env, f), newRenew(env, f), newRebuild(env, f))
	return c
}

// staff is a record that was opened to change who can open it.
type staff struct {
	ctx  context.Context
	env  Env
	f    *flags
	door *store.Door
	ask  *asker
}

// staff opens the record, does something with it, and locks it.
func (f *flags) staff(ctx context.Context, env Env, do func(*staff) error) error {
	door, err := f.entered(ctx, env, dialog.PermOwnPassphrase)
	if err != nil {
		return err
	}
	s := &staff{ctx: ctx, env: env, f: f, door: door}
	if s.ask, err = f.asker(env); err == nil {
		err = do(s)
	}
	return errors.Join(err, door.Lock())
}

func (s *staff) say(format string, args ...any) error {
	_, err := fmt.Fprintf(s.env.Out, format+"\n", args...)
	return err
}

func (s *staff) list() error {
	all, err := s.door.Store().Workers(s.ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		line := fmt.Sprintf("%s, %s", text.Show(w.Name), strings.ToLower(w.Role.String()))
		if w.Team != "" {
			line += ", " + text.Show(w.Team)
		}
		switch {
		case w.Left:
			line += " (has left)"
		case !s.door.HasPassphrase(w.Name):
			line += " (has no passphrase here; workers reset gives them one)"
		}
		if err := s.say("%s", line); err != nil {
			return err
		}
	}
	return nil
}

// named reads the name of a worker from the command line.
func named(args []string) (string, error) {
	name, err := text.Clean(args[0], text.Name)
	if err != nil || name == "" {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That cannot be a name. Nothing was changed.", Err: err}
	}
	return name, nil
}

func oneName(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return &usageError{fmt.Errorf("%s needs one name, in quotation marks if there is a space in it", cmd.CommandPath())}
}

// roleOf reads a role as it is written in the journal, or as people say it.
func roleOf(s string) (dialog.Role, error) {
	r := dialog.Role(strings.ReplaceAll(strings.ToLower(s), " ", "-"))
	if !slices.Contains(dialog.Roles(), r) {
		return "", &usageError{fmt.Errorf("%q is not a role: it is clinician, peer-worker, administrator or auditor", s)}
	}
	return r, nil
}

func newWorkerAdd(env Env, f *flags) *cobra.Command {
	var role, team string
	c := &cobra.Command{
		Use:   "add NAME --role ROLE",
		Short: "Let a worker in",
		Long: `Let a worker in. After your own passphrase it asks for theirs, which they choose
and type themselves: nobody else should know it.`,
		Example: `  alongside workers add "Alex Stone" --role peer-worker --team "North hub"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := workerOf(args, role, team)
			if err != nil {
				return err
			}
			return f.staff(cmd.Context(), env, func(s *staff) error { return s.add(w) })
		},
	}
	c.Flags().StringVar(&role, "role", "", "clinician, peer-worker, administrator or auditor")
	c.Flags().StringVar(&team, "team", "", "the team or hub whose people they list, as referrals name it")
	return c
}

func workerOf(args []string, role, team string) (w dialog.Worker, err error) {
	if w.Name, err = named(args); err != nil {
		return w, err
	}
	if w.Role, err = roleOf(role); err != nil {
		return w, err
	}
	if w.Team, err = text.Clean(team, text.Name); err != nil {
		return w, &dialog.Error{Code: dialog.Invalid, Message: "That cannot be the name of a team. Nothing was changed.", Err: err}
	}
	return w, nil
}

func (s *staff) add(w dialog.Worker) error {
	s.ask.ask("Now " + text.Show(w.Name) + ".\n")
	passphrase, err := s.ask.newPassphrase()
	if err != nil {
		return err
	}
	if err := s.door.LetIn(s.ctx, w, passphrase); err != nil {
		return err
	}
	return s.say("%s can open the record now.", text.Show(w.Name))
}

func newWorkerChange(env Env, f *flags) *cobra.Command {
	var role, team string
	c := &cobra.Command{
		Use:     "change NAME --role ROLE",
		Short:   "Give a worker another role or team",
		Example: `  alongside workers change "Alex Stone" --role clinician --team "South hub"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := workerOf(args, role, team)
			if err != nil {
				return err
			}
			return f.staff(cmd.Context(), env, func(s *staff) error {
				if err := s.door.Change(s.ctx, w); err != nil {
					return err
				}
				return s.say("Changed.")
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "clinician, peer-worker, administrator or auditor")
	c.Flags().StringVar(&team, "team", "", "the team or hub whose people they list, as referrals name it; none if left out")
	return c
}

func newWorkerLeave(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "leave NAME",
		Short: "Take out a worker who leaves, and give the record a new key",
		Long: `Take out a worker who leaves. What they recorded stays. The record gets a new key,
so that an old copy of its key file opens nothing that is recorded from now on;
nobody else's passphrase is needed for it. Backups that were made before stay
under the key that they have.`,
		Example: `  alongside workers leave "Alex Stone"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			name, err := named(args)
			if err != nil {
				return err
			}
			return f.staff(cmd.Context(), env, func(s *staff) error {
				if err := s.door.Leave(s.ctx, name); err != nil {
					return err
				}
				return s.say("%s can no longer open the record, which has a new key.\nOlder backups still open with the passphrases of their time. Take away what is no longer needed.", text.Show(name))
			})
		},
	}
}

func newPassphrase(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:     "passphrase",
		Short:   "Change your own passphrase",
		Example: "  alongside workers passphrase",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.staff(cmd.Context(), env, func(s *staff) error {
				old, err := s.ask.secret("Your passphrase once more: ")
				if err != nil {
					return err
				}
				passphrase, err := s.ask.newPassphrase()
				if err != nil {
					return err
				}
				if err := s.door.ChangePassphrase(old, passphrase); err != nil {
					return err
				}
				return s.say("Your passphrase was changed.")
			})
		},
	}
}

func newReset(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:     "reset NAME",
		Short:   "Let a worker who has lost their passphrase choose another",
		Example: `  alongside workers reset "Alex Stone"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			name, err := named(args)
			if err != nil {
				return err
			}
			return f.staff(cmd.Context(), env, func(s *staff) error {
				s.ask.ask("Now " + text.Show(name) + ".\n")
				passphrase, err := s.ask.newPassphrase()
				if err != nil {
					return err
				}
				if err := s.door.ResetPassphrase(s.ctx, name, passphrase); err != nil {
					return err
				}
				s.f.log(s.env, eventReset, "")
				return s.say("%s has a new passphrase.", text.Show(name))
			})
		},
	}
}

func newRecovery(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:     "recovery",
		Short:   "Make a new recovery key; the old one opens nothing any more",
		Example: "  alongside workers recovery",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.staff(cmd.Context(), env, func(s *staff) error {
				recovery, err := s.door.ReplaceRecovery()
				if err != nil {
					return err
				}
				return s.tell(recovery)
			})
		},
	}
}

// tell prints a recovery key and asks for a part of it back.
func (s *staff) tell(recovery string) error {
	if err := tellRecovery(s.env.Out, recovery); err != nil {
		return err
	}
	s.f.keyMade(s.env)
	err := s.ask.askBack(recovery)
	if err == nil {
		s.f.keyChecked(s.env)
	}
	return err
}

func newRenew(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:     "renew",
		Short:   "Give the record a new key",
		Example: "  alongside workers renew",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.staff(cmd.Context(), env, func(s *staff) error {
				if err := s.door.Renew(s.ctx); err != nil {
					return err
				}
				return s.say("The record has a new key. Backups made before stay under the old one.")
			})
		},
	}
}

func newRebuild(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Make the key file anew after somebody changed it",
		Long: `Make the key file anew with the recovery key, after it was changed by something
that does not hold the key of the record. Only you can open the record after it;
everybody else has to be let in again, since nobody else's way in can be trusted.`,
		Example: `  alongside workers rebuild`,
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.rebuild(cmd.Context(), env) },
	}
}

func (f *flags) rebuild(ctx context.Context, env Env) error {
	door, err := f.door(env)
	if err != nil {
		return err
	}
	if door.New() {
		return &dialog.Error{Code: dialog.NotFound, Message: "There is no record in this folder."}
	}
	a, err := f.asker(env)
	if err != nil {
		return err
	}
	name := f.worker
	if name == "" {
		if name, err = a.name("Your name: "); err != nil {
			return err
		}
	}
	recovery, err := a.secret("The recovery key: ")
	if err != nil {
		return err
	}
	passphrase, err := a.newPassphrase()
	if err != nil {
		return err
	}
	anew, _, err := door.Rebuild(ctx, recovery, name, passphrase)
	if err != nil {
		return err
	}
	s := &staff{ctx: ctx, env: env, f: f, door: door, ask: a}
	err = s.tell(anew)
	if err == nil {
		_, err = io.WriteString(env.Out, "The key file was made anew. Let the other workers in again with: alongside workers add\n")
	}
	return errors.Join(err, door.Lock())
}
