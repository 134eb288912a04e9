package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/intake"
	"alongside/store"
)

// dialogOrder is how a history is to be taken in.
type dialogOrder struct {
	importing
	from string
	who  []string
	sure bool
}

func newImportDialog(env Env, f *flags) *cobra.Command {
	o := &dialogOrder{importing: importing{env: env, f: f}}
	c := &cobra.Command{
		Use:   "dialog FILE --from PROGRAM",
		Short: "Take over DIALOG assessments of the DIALOG+ tablet app or of Free DIALOG+",
		Long: `Take over the history that another program exported as CSV:

  --from tablet            the DIALOG+ tablet app, which writes ratings as 1 to 7
  --from free-dialog-plus  Free DIALOG+, which writes them as 0 to 6

The file knows people by a name alone. So of each of them somebody has to say who it
is: this is asked on the terminal, or said with --who NUMBER=ID. Take the caseload in
first; then most of them are found by name.`,
		Example: `  alongside import dialog export.csv --from tablet --look
  alongside import dialog export.csv --from free-dialog-plus --who 1=L-2041 --who 2=new --who 3=leave-out`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) },
	}
	o.flags(c)
	c.Flags().StringVar(&o.from, "from", "", "which program wrote the file: tablet or free-dialog-plus")
	c.Flags().StringArrayVar(&o.who, "who", nil, "who a person of the file is, by the number that --look shows: NUMBER=local id or NHS number, =new, or =leave-out")
	c.Flags().BoolVar(&o.sure, "sure", false, "the file is of the program that --from names, though it may look otherwise")
	return c
}

func (o *dialogOrder) run(ctx context.Context, path string) (err error) {
	from, err := intake.ParseSource(o.from)
	if err != nil {
		return err
	}
	b, err := o.read(path)
	if err != nil {
		return err
	}
	h, err := intake.ReadHistory(b, from, dialog.DateOf(o.env.Now()))
	if err != nil {
		return err
	}
	if err := h.Whole(); err != nil {
		return errors.Join(o.problems(h.Problems), err)
	}
	if err := o.enter(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.door.Lock()) }()
	if err := o.show(h); err != nil {
		return err
	}
	choices, err := o.choices(ctx, h)
	if err != nil || o.look {
		return errors.Join(err, o.lookedOnly(err))
	}
	taking, err := h.Changes(choices, func(id dialog.ID) (*dialog.Record, error) { return o.session().Record(ctx, id) }, dialog.At(o.env.Now()), o.session().NewID)
	if err != nil {
		return err
	}
	if err := o.say(told(taking)...); err != nil {
		return err
	}
	ok, err := o.goOn(count(taking.Assessments, "DIALOG", "DIALOGs") + " of " + count(len(taking.Groups), "person", "people"))
	if err != nil || !ok {
		return err
	}
	return o.record(ctx, store.TakeIn{File: h.File(taking), Groups: taking.Groups, Mine: true})
}

func (o *dialogOrder) lookedOnly(err error) error {
	if err != nil {
		return nil
	}
	_, err = o.goOn("")
	return err
}

// show says what is in the file, and makes sure that it is of the program that was
// named.
func (o *dialogOrder) show(h *intake.History) error {
	if err := o.say(h.Says()...); err != nil {
		return err
	}
	if err := o.say(h.NotTaken()); err != nil {
		return err
	}
	if sample := h.Sample(instrument.English()); sample != "" {
		if err := o.say("Please compare with what "+h.From.Words()+" shows:", "  "+sample); err != nil {
			return err
		}
	}
	if h.Doubt == "" || o.sure {
		return nil
	}
	if err := o.say("CAREFUL: " + h.Doubt + " Taken for a file of the wrong program, every rating would be one too high or one too low."); err != nil || o.look {
		return err
	}
	answer, err := o.choose("Is the file really of "+h.From.Words()+"?", "--sure", "yes", "no")
	if err == nil && answer == "no" {
		err = &dialog.Error{Code: dialog.Invalid, Message: "Nothing was taken in. Please name the other program with --from."}
	}
	return err
}

// choices says of each client of the file who it is.
func (o *dialogOrder) choices(ctx context.Context, h *intake.History) ([]intake.Choice, error) {
	people, err := o.session().Caseload(ctx)
	if err != nil {
		return nil, err
	}
	choices := make([]intake.Choice, len(h.Clients))
	if err := o.said(ctx, choices); err != nil {
		return nil, err
	}
	for i := range h.Clients {
		c := &h.Clients[i]
		if !c.Named() {
			choices[i] = intake.Choice{Leave: true}
		}
		known, there, err := o.before(ctx, h, c, people)
		if err != nil {
			return nil, err
		}
		if there && !choices[i].Made() {
			choices[i] = intake.Choice{Person: known}
		}
		if err := o.say(client(h, i, people, choices[i])...); err != nil {
			return nil, err
		}
		if choices[i].Made() || o.look {
			continue
		}
		if choices[i], err = o.whoIs(ctx, c.Likely(people), i); err != nil {
			return nil, err
		}
	}
	return choices, nil
}

// said reads what --who says.
func (o *dialogOrder) said(ctx context.Context, choices []intake.Choice) error {
	for _, s := range o.who {
		number, who, _ := strings.Cut(s, "=")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(choices) || who == "" {
			return &usageError{errors.New("--who is NUMBER=ID, with the number that --look shows")}
		}
		if choices[n-1], err = o.choice(ctx, who); err != nil {
			return err
		}
	}
	return nil
}

func (o *dialogOrder) choice(ctx context.Context, answer string) (intake.Choice, error) {
	switch answer {
	case "new":
		return intake.Choice{Add: true}, nil
	case leaveOut:
		return intake.Choice{Leave: true}, nil
	}
	id, err := who(ctx, o.session(), answer)
	return intake.Choice{Person: id}, err
}

// before finds the person with whom a client's history was put when the file, or an
// earlier one of the same program, was taken in.
func (o *dialogOrder) before(ctx context.Context, h *intake.History, c *intake.Client, people []*dialog.Summary) (dialog.ID, bool, error) {
	for _, p := range c.Likely(people) {
		r, err := o.session().Record(ctx, p.Person.ID)
		if err != nil {
			return dialog.ID{}, false, err
		}
		if there, _ := h.There(c, r); there > 0 {
			return p.Person.ID, true, nil
		}
	}
	return dialog.ID{}, false, nil
}

// client says who the file means, who that may be, and what was said.
func client(h *intake.History, i int, people []*dialog.Summary, choice intake.Choice) []string {
	c := &h.Clients[i]
	said := []string{fmt.Sprintf("%d  %s, %s: %s", i+1, c.Name(), count(len(c.Past), "DIALOG", "DIALOGs"), spanOf(c))}
	switch {
	case choice.Leave:
		return append(said, "   is left out")
	case choice.Add:
		return append(said, "   is added")
	case !choice.Person.IsZero():
		for k := range people {
			if people[k].Person.ID == choice.Person {
				return append(said, "   is "+describe(&people[k].Person))
			}
		}
		return said
	}
	for n, p := range c.Likely(people) {
		said = append(said, fmt.Sprintf("   %c) may be %s", 'a'+n%26, describe(&p.Person)))
		if n == 8 {
			break
		}
	}
	return said
}

func spanOf(c *intake.Client) string {
	first, last := c.Past[0].At.Date(), c.Past[len(c.Past)-1].At.Date()
	if first == last {
		return first.String()
	}
	return first.String() + " to " + last.String()
}

func describe(p *dialog.Person) string {
	s := p.ListName() + ", born " + p.BirthDate.String() + ", NHS number " + p.NHSNumber.String()
	if p.LocalPatientID != "" {
		s += ", id " + p.LocalPatientID
	}
	return s
}

// whoIs asks who a client is.
func (o *dialogOrder) whoIs(ctx context.Context, likely []*dialog.Summary, i int) (intake.Choice, error) {
	for {
		answer, there, err := o.ask("   Who is it? A letter from above, a local id, an NHS number, new, or leave-out: ")
		switch {
		case err != nil:
			return intake.Choice{}, err
		case !there:
			return intake.Choice{}, &dialog.Error{Code: dialog.Invalid, Message: fmt.Sprintf("Please say who number %d is, with --who %d=ID, --who %d=new or --who %d=leave-out. Nothing was taken in.", i+1, i+1, i+1, i+1)}
		case answer == "":
			continue
		case len(answer) == 1 && answer[0] >= 'a' && int(answer[0]-'a') < min(len(likely), 9):
			return intake.Choice{Person: likely[answer[0]-'a'].Person.ID}, nil
		}
		c, err := o.choice(ctx, answer)
		if err == nil {
			return c, nil
		}
		if err := o.say("   " + sentence(err)); err != nil {
			return intake.Choice{}, err
		}
	}
}

// told says what would come of it.
func told(t *intake.Taking) []string {
	said := []string{count(t.Assessments, "DIALOG is new", "DIALOGs are new") + ", " + count(t.People, "person is added", "people are added") + "."}
	if t.There > 0 {
		said = append(said, count(t.There, "DIALOG is", "DIALOGs are")+" in the record already and left as it is.")
	}
	if t.LeftOut > 0 {
		said = append(said, count(t.LeftOut, "DIALOG is", "DIALOGs are")+" left out.")
	}
	return said
}
