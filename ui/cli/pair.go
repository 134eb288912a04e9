package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
	"alongside/store/transfer"
)

func newPair(env Env, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "pair",
		Short: "Say which laptops this one exchanges records with; pair it with another",
		Long: `Say the number of this laptop and which others are paired with it. Two laptops are
paired once, on both of them:

  1. each writes its card to a file, which is not secret:  alongside pair card
  2. the file is carried to the other one
  3. each takes the other's card:                          alongside pair with
     It asks for the number that the other laptop shows for itself. Read it out to
     each other, face to face or on the telephone. It is what makes sure that the
     card was not exchanged on the way.

What may go to a paired laptop is said by a sharing agreement: alongside share.`,
		Example: `  alongside pair
  alongside pair card --name "North hub 1" --to north.card
  alongside pair with south.card
  alongside pair end "South hub 1" --reason "The laptop was lost"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.listPeers() })
		},
	}
	c.AddCommand(newPairCard(env, f), newPairWith(env, f), newPairEnd(env, f))
	return c
}

// exchange is a record that was opened to exchange something with other laptops.
type exchange struct {
	*staff
	v      *store.Session
	laptop *transfer.Laptop
}

// exchange opens the record, does something with it, and locks it.
func (f *flags) exchange(ctx context.Context, env Env, do func(*exchange) error) (err error) {
	if err := f.demoFirst(ctx, env); err != nil {
		return err
	}
	door, err := f.entered(ctx, env, dialog.PermExchange)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	x := &exchange{staff: &staff{ctx: ctx, env: env, f: f, door: door}, v: door.Session()}
	if x.laptop, err = transfer.OpenLaptop(ctx, x.v); err != nil {
		return err
	}
	return do(x)
}

func (x *exchange) listPeers() error {
	peers, err := x.v.Peers(x.ctx)
	if err != nil {
		return err
	}
	if err := x.say("The number of this laptop: %s", x.laptop.Number()); err != nil {
		return err
	}
	if len(peers) == 0 {
		return x.say("No other laptop is paired with it. How that is done: alongside help pair")
	}
	for _, p := range peers {
		if err := x.say("Paired with %s, number %s", text.Show(p.Name), transfer.Number(p)); err != nil {
			return err
		}
	}
	return nil
}

func newPairCard(env Env, f *flags) *cobra.Command {
	var t target
	var name string
	c := &cobra.Command{
		Use:     "card --name NAME --to FILE",
		Short:   "Write the card of this laptop, for another one",
		Example: `  alongside pair card --name "North hub 1" --to north.card`,
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if name == "" || t.to == "" {
				return &usageError{errors.New("pair card needs --name, by which others know this laptop, and --to with a file")}
			}
			if err := t.mayWrite(); err != nil {
				return err
			}
			return f.exchange(cmd.Context(), env, func(x *exchange) error {
				if err := t.aside(func(w io.Writer) error { return x.laptop.WriteCard(w, name) }); err != nil {
					return err
				}
				return x.say("Written: %s. Nothing in it is secret.\nThe number of this laptop: %s\nRead it out where the card is taken.", t.to, x.laptop.Number())
			})
		},
	}
	c.Flags().StringVar(&name, "name", "", "what others are to call this laptop; no person's name")
	t.flags(c)
	return c
}

// flags are those of a command that writes a file.
func (t *target) flags(c *cobra.Command) {
	c.Flags().StringVar(&t.to, "to", "", "write it to this file")
	c.Flags().BoolVar(&t.overwrite, "overwrite", false, "put it in the place of a file that is there already")
}

func newPairWith(env Env, f *flags) *cobra.Command {
	var name, number string
	c := &cobra.Command{
		Use:   "with FILE",
		Short: "Take the card of another laptop",
		Long: `Take the card of another laptop. It asks for the number that the other laptop shows
for itself, which has to be read out by somebody who has it before them: a number
that came with the card proves nothing.`,
		Example: `  alongside pair with south.card
  alongside pair with south.card --as "Sue's laptop"`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.pair(args[0], name, number) })
		},
	}
	c.Flags().StringVar(&name, "as", "", "what to call it here, instead of what the card says")
	c.Flags().StringVar(&number, "number", "", "the number that the other laptop shows; it is asked for otherwise")
	return c
}

func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return &usageError{fmt.Errorf("%s needs one file", cmd.CommandPath())}
}

func (x *exchange) pair(path, name, number string) error {
	p, err := x.laptop.ReadCard(path)
	if err != nil {
		return err
	}
	if name != "" {
		if p.Name, err = named([]string{name}); err != nil {
			return err
		}
	}
	if number == "" {
		if number, err = x.askNumber(p.Name); err != nil {
			return err
		}
	}
	if !transfer.SameNumber(number, transfer.Number(p)) {
		return &dialog.Error{Code: dialog.Denied, Message: "That is not the number of this card. Nothing was paired. Please read the number again from the screen of the other laptop (alongside pair). If it stays different, the card was changed on the way: make a new one, and carry it yourself."}
	}
	if err := x.v.Pair(x.ctx, p); err != nil {
		return err
	}
	return x.say("Paired with %s. Do the same there with the card of this laptop, whose number is\n%s", text.Show(p.Name), x.laptop.Number())
}

func (x *exchange) askNumber(name string) (string, error) {
	a, err := x.f.asker(x.env)
	if err != nil {
		return "", err
	}
	a.ask("The card of " + text.Show(name) + ". On that laptop, \"alongside pair\" shows its number: have it read out to you.\n")
	return a.line("Its number, 30 digits: ", "That is no number of 30 digits. Nothing was paired.")
}

func newPairEnd(env Env, f *flags) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "end NAME --reason WHY",
		Short: "End the pairing with a laptop",
		Long: `End the pairing with a laptop, as when it was lost or given to others. Nothing goes
there and nothing is taken from there any more. What was exchanged stays.`,
		Example: `  alongside pair end "South hub 1" --reason "The laptop was lost"`,
		Args:    oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.exchange(cmd.Context(), env, func(x *exchange) error {
				p, err := x.peer(args[0])
				if err != nil {
					return err
				}
				if err := x.v.Unpair(x.ctx, p.Device, reason); err != nil {
					return err
				}
				return x.say("The pairing with %s has ended. End it on that laptop too.", text.Show(p.Name))
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, for the journal")
	return c
}

// peer finds a paired laptop by its name.
func (x *exchange) peer(name string) (dialog.Peer, error) {
	peers, err := x.v.Peers(x.ctx)
	if err != nil {
		return dialog.Peer{}, err
	}
	for _, p := range peers {
		if text.Fold(p.Name) == text.Fold(name) {
			return p, nil
		}
	}
	return dialog.Peer{}, &dialog.Error{Code: dialog.NotFound, Message: "No laptop of that name is paired with this one. alongside pair lists those that are."}
}
