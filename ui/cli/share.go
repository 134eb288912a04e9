package cli

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

func newShare(env Env, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "share",
		Short: "Say what is shared with other laptops; make an agreement, or a bundle for one",
		Long: `List the sharing agreements. An agreement says with which paired laptop people's
records are shared, whose, for what and until when; nothing goes out that none
covers. A bundle is a file with all that is recorded about those people, sealed to
that laptop and signed by this one. Any stick, share or e-mail may carry it.

What an agreement needs to be lawful is for the service to decide, not for this
program. What travels and what does not stands in docs/sharing.md.`,
		Example: `  alongside share
  alongside share agree "North and South" --with "South hub 1" --purpose "Moves to South hub" --person L-2041
  alongside share agree "Crisis cover" --with "Crisis team" --purpose "Cover at night" --team "North hub" --until 31-Mar-2027
  alongside share write "North and South" --to moves.age
  alongside share end "North and South" --reason "The move is done"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.listAgreements() })
		},
	}
	c.AddCommand(newShareAgree(env, f), newShareWrite(env, f), newShareEnd(env, f))
	return c
}

func (x *exchange) listAgreements() error {
	all, err := x.v.Agreements(x.ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return x.say("There is no sharing agreement. How one is made: alongside help share agree")
	}
	for i := range all {
		if err := x.tellAgreement(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange) tellAgreement(a *dialog.SharingAgreed) error {
	peers, err := x.v.Peers(x.ctx)
	if err != nil {
		return err
	}
	with := "a laptop that is no longer paired"
	for _, p := range peers {
		if p.Device == a.With {
			with = text.Show(p.Name)
		}
	}
	about := count(len(a.People), "person", "people")
	if a.Team != "" {
		about = "everybody referred to " + text.Show(a.Team)
	}
	if a.Sensitive {
		about += ", sensitive records too"
	}
	line := text.Show(a.Name) + ": with " + with + ", " + about + ", for: " + text.Show(a.Purpose)
	if !a.From.IsZero() {
		line += ", from " + a.From.String()
	}
	if !a.Until.IsZero() {
		line += ", until " + a.Until.String()
	}
	switch {
	case a.Ended != "":
		line += " (ended: " + text.Show(a.Ended) + ")"
	case !a.On(dialog.DateOf(x.env.Now())):
		line += " (does not hold today)"
	}
	return x.say("%s", line)
}

// agreeOrder is an agreement as the command line says it.
type agreeOrder struct {
	with, purpose, team string
	people              []string
	from, until         string
	sensitive           bool
}

func newShareAgree(env Env, f *flags) *cobra.Command {
	var o agreeOrder
	c := &cobra.Command{
		Use:   "agree NAME --with LAPTOP --purpose WHY (--person ID ... | --team TEAM)",
		Short: "Record a sharing agreement",
		Long: `Record a sharing agreement: with which paired laptop, for what, and whose records.
People are named by their local id or NHS number. With a team, everybody who has an
open referral to it on the day is covered. Records that are marked as sensitive are
left out unless --sensitive says otherwise.`,
		Example: `  alongside share agree "North and South" --with "South hub 1" --purpose "Moves to South hub" --person L-2041 --person L-2055
  alongside share agree "Crisis cover" --with "Crisis team" --purpose "Cover at night" --team "North hub" --until 31-Mar-2027`,
		Args: oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			days, err := daysOf(o.from, o.until)
			if err != nil {
				return err
			}
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.agree(args, &o, days) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.with, "with", "", "the paired laptop")
	flags.StringVar(&o.purpose, "purpose", "", "what the sharing is for")
	flags.StringArrayVar(&o.people, "person", nil, "somebody's "+whoWords+"; once for each person")
	flags.StringVar(&o.team, "team", "", "everybody referred to this team, instead of single people")
	flags.StringVar(&o.from, "from", "", "its first day")
	flags.StringVar(&o.until, "until", "", "its last day")
	flags.BoolVar(&o.sensitive, "sensitive", false, "it is about records marked as sensitive too")
	return c
}

func (x *exchange) agree(args []string, o *agreeOrder, d days) error {
	name, err := named(args)
	if err != nil {
		return err
	}
	with, err := x.peer(o.with)
	if err != nil {
		return err
	}
	a := dialog.Agreement{ID: x.v.NewID(), Name: name, With: with.Device, From: d.first, Until: d.last, Sensitive: o.sensitive}
	purpose, errPurpose := text.Clean(o.purpose, text.Line)
	team, errTeam := text.Clean(o.team, text.Name)
	if err := errors.Join(errPurpose, errTeam); err != nil {
		return &dialog.Error{Code: dialog.Invalid, Message: "The purpose or the team has characters that cannot be kept. Nothing was changed.", Err: err}
	}
	a.Purpose, a.Team = purpose, team
	for _, one := range o.people {
		person, err := who(x.ctx, x.v, one)
		if err != nil {
			return err
		}
		a.People = append(a.People, person)
	}
	if err := x.v.Agree(x.ctx, a, ""); err != nil {
		return err
	}
	return x.say("Recorded: %s. To make a bundle under it: alongside share write", text.Show(name))
}

func newShareWrite(env Env, f *flags) *cobra.Command {
	var t target
	c := &cobra.Command{
		Use:   "write NAME --to FILE",
		Short: "Write a bundle under a sharing agreement",
		Long: `Write all that is recorded about the people of a sharing agreement to a file, sealed
to the laptop that the agreement is with and signed by this one. The journal keeps
it for each person. On the other laptop: alongside receive`,
		Example: `  alongside share write "North and South" --to moves.age`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			if t.to == "" {
				return &usageError{errors.New("share write needs --to with a file")}
			}
			if err := t.mayWrite(); err != nil {
				return err
			}
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.write(args[0], &t) })
		},
	}
	t.flags(c)
	return c
}

// agreement finds an agreement by its name; of several, the one that has not ended.
func (x *exchange) agreement(name string) (dialog.SharingAgreed, error) {
	all, err := x.v.Agreements(x.ctx)
	if err != nil {
		return dialog.SharingAgreed{}, err
	}
	var found dialog.SharingAgreed
	for _, a := range all {
		if text.Fold(a.Name) == text.Fold(name) && (found.ID.IsZero() || a.Ended == "") {
			found = a
		}
	}
	if found.ID.IsZero() {
		return found, &dialog.Error{Code: dialog.NotFound, Message: "There is no agreement of that name. alongside share lists them."}
	}
	return found, nil
}

func (x *exchange) write(name string, t *target) error {
	a, err := x.agreement(name)
	if err != nil {
		return err
	}
	var out *store.Shared
	err = t.aside(func(w io.Writer) (err error) {
		if out, err = x.v.Share(x.ctx, a.ID); err != nil {
			return err
		}
		return x.laptop.WriteBundle(w, out)
	})
	if err != nil {
		return err
	}
	if err := x.say("Written: %s, sealed to %s\n%s, %s", t.to, text.Show(out.To.Name),
		count(len(out.Bundle.People), "person", "people"), count(len(out.Bundle.Entries), "entry", "entries")); err != nil {
		return err
	}
	if out.Purged > 0 {
		if err := x.say("Left out: %s whom the agreement names and who %s purged from this laptop.", count(out.Purged, "person", "people"), map[bool]string{true: "was", false: "were"}[out.Purged == 1]); err != nil {
			return err
		}
	}
	if out.Left == 0 {
		return nil
	}
	return x.say("Left out: %s whose record is not yours to open, or is sensitive, which the agreement does not cover.", count(out.Left, "person", "people"))
}

func newShareEnd(env Env, f *flags) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:     "end NAME --reason WHY",
		Short:   "End a sharing agreement",
		Long:    "End a sharing agreement. Nothing goes out under it any more. What was shared stays where it is.",
		Example: `  alongside share end "North and South" --reason "The move is done"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			if reason == "" {
				return &dialog.Error{Code: dialog.Invalid, Message: "Please say in a word why, with --reason. It is kept in the journal."}
			}
			return f.exchange(cmd.Context(), env, func(x *exchange) error {
				a, err := x.agreement(args[0])
				if err != nil {
					return err
				}
				if err := x.v.Agree(x.ctx, a.Agreement, reason); err != nil {
					return err
				}
				return x.say("The agreement has ended: %s", text.Show(a.Name))
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, for the journal")
	return c
}
