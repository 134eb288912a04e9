package cli

import (
	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

func newReceive(env Env, f *flags) *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "receive FILE",
		Short: "Take in a bundle from a paired laptop",
		Long: `Take in a bundle that a paired laptop made for this one. It says first what is in
it and what would be new, and asks. It is taken in whole or not at all, and taking
it in twice is the same as once. Nothing that is recorded here is lost or replaced.

Who was not in this record comes on your caseload, unless they are your team's. A
record that is marked as sensitive there is marked so here, and only you can open it
until you name others.`,
		Example: `  alongside receive moves.age
  alongside receive moves.age --yes`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.exchange(cmd.Context(), env, func(x *exchange) error { return x.receive(args[0], yes) })
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "take it in without asking")
	return c
}

func (x *exchange) receive(path string, yes bool) error {
	peers, err := x.v.Peers(x.ctx)
	if err != nil {
		return err
	}
	b, err := x.laptop.OpenBundle(path, peers)
	if err != nil {
		return err
	}
	would, err := x.v.TryOut(x.ctx, b)
	if err != nil {
		return err
	}
	if err := x.tellBundle(b, peers, would); err != nil || would == (store.Taken{}) {
		return err
	}
	if !yes {
		if yes, err = agreed(x.env, "Take it in?"); err != nil || !yes {
			return err
		}
	}
	taken, err := x.v.Receive(x.ctx, b)
	if err != nil {
		return err
	}
	return x.say("Taken in: %s", takenWords(taken))
}

// tellBundle says what a bundle is and what of it would be new.
func (x *exchange) tellBundle(b *store.Bundle, peers []dialog.Peer, would store.Taken) error {
	from := ""
	for _, p := range peers {
		if p.Device == b.From {
			from = text.Show(p.Name)
		}
	}
	if err := x.say("A bundle from %s, made on %s, under the agreement %s, for: %s\nIt holds %s, %s.", from, b.Made, text.Show(b.Agreement), text.Show(b.Purpose),
		count(len(b.People), "person", "people"), count(len(b.Entries), "entry", "entries")); err != nil {
		return err
	}
	if would == (store.Taken{}) {
		return x.say("All of it is in this record already. Nothing was changed.")
	}
	return x.say("New here: %s", takenWords(would))
}

func takenWords(t store.Taken) string {
	if t.Entries == 0 {
		return purgedWords(t)
	}
	words := count(t.Entries, "entry", "entries") + " about " + count(t.People, "person", "people")
	if t.New > 0 {
		words += ", of whom " + count(t.New, "was", "were") + " not in this record"
	}
	words += "."
	if t.Sensitive > 0 {
		words += " " + count(t.Sensitive, "record", "records") + " marked as sensitive: only you can open what is."
	}
	if t.Purged > 0 {
		words += " " + purgedWords(t)
	}
	return words
}

// purgedWords say that nothing was taken in of people who were purged here.
func purgedWords(t store.Taken) string {
	return "nothing of " + count(t.Purged, "person", "people") + " whose record was purged from this laptop."
}
