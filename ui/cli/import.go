package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/store"
	"alongside/store/transfer"
)

func newImport(env Env, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "import",
		Short: "Take people, or their history, in from a file of another program",
		Long: `Take in a file that another program wrote, all of it or nothing:

  caseload  people, from a table saved as CSV
  dialog    DIALOG assessments of the DIALOG+ tablet app or of Free DIALOG+

What would come of it is shown before anything is recorded. The journal keeps who
took in which file. It is a clinician's or an administrator's to do; see docs/import.md.`,
		Example: `  alongside import caseload people.csv --look
  alongside import dialog export.csv --from tablet`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return &usageError{errors.New("import needs to know what is in the file: alongside import caseload FILE, or alongside import dialog FILE --from PROGRAM")}
		},
	}
	c.AddCommand(newImportCaseload(env, f), newImportDialog(env, f))
	return c
}

// importing is one file that is taken in from the command line.
type importing struct {
	env  Env
	f    *flags
	look bool // only look
	yes  bool // do not ask whether to go on
	door *store.Door
}

func (i *importing) flags(c *cobra.Command) {
	c.Flags().BoolVar(&i.look, "look", false, "only say what would come of it")
	c.Flags().BoolVar(&i.yes, "yes", false, "take it in without asking once more")
}

// read reads the file, before anybody is asked for a passphrase.
func (i *importing) read(path string) ([]byte, error) {
	return transfer.ReadRegular(path, intake.MostBytes)
}

// enter opens the record.
func (i *importing) enter(ctx context.Context) (err error) {
	if err := i.f.demoFirst(ctx, i.env); err != nil {
		return err
	}
	i.door, err = i.f.entered(ctx, i.env, dialog.PermTakeIn)
	return err
}

func (i *importing) session() *store.Session { return i.door.Session() }

// say writes lines for the worker.
func (i *importing) say(lines ...string) error {
	for _, line := range lines {
		if line == "" {
			continue
		}
		if _, err := fmt.Fprintln(i.env.Out, line); err != nil {
			return err
		}
	}
	return nil
}

// ask asks on the terminal, and says by false that nobody is there to answer.
func (i *importing) ask(question string) (answer string, there bool, err error) {
	if !i.env.typed() {
		return "", false, nil
	}
	a := &asker{in: i.env.In, out: i.env.Out}
	a.ask(question)
	answer, err = a.next()
	if err != nil {
		return "", true, &dialog.Error{Code: dialog.Invalid, Message: "The input ended. Nothing was taken in.", Err: err}
	}
	return strings.ToLower(strings.TrimSpace(answer)), true, nil
}

// choose asks until one of the answers is given. Where nobody is there, the error says
// which flag to use.
func (i *importing) choose(question, flag string, answers ...string) (string, error) {
	for {
		answer, there, err := i.ask(question + " Type " + strings.Join(answers, " or ") + ": ")
		switch {
		case err != nil:
			return "", err
		case !there:
			return "", &dialog.Error{Code: dialog.Invalid, Message: question + " Please say so with " + flag + ". Nothing was taken in."}
		}
		for _, a := range answers {
			if answer == a {
				return a, nil
			}
		}
	}
}

// goOn asks whether to take it in.
func (i *importing) goOn(what string) (bool, error) {
	if i.look {
		return false, i.say("Nothing was taken in: this was only a look.")
	}
	if i.yes {
		return true, nil
	}
	answer, err := i.choose("Take in "+what+"?", "--yes", "yes", "no")
	if err == nil && answer == "no" {
		err = i.say("Nothing was taken in.")
	}
	return answer == "yes", err
}

// record records what comes from the file, and says so.
func (i *importing) record(ctx context.Context, in store.TakeIn) error {
	b := newBar(i.env)
	err := i.session().TakeIn(ctx, in, func(done int) { b.progress(done, len(in.Groups)) })
	b.end()
	if err != nil {
		return err
	}
	said := "Taken in: " + count(in.File.People, "person added", "people added")
	if in.File.Format != "caseload" {
		said += ", " + count(in.File.Assessments, "DIALOG", "DIALOGs")
	}
	return i.say(said + ".")
}

// mostTold is how many problems are told of one file on the terminal.
const mostTold = 20

// problems tells what is wrong with rows.
func (i *importing) problems(all intake.Problems) error {
	for n, p := range all {
		if n == mostTold {
			return i.say(fmt.Sprintf("  … and %d more", len(all)-n))
		}
		if err := i.say("  " + p.String()); err != nil {
			return err
		}
	}
	return nil
}
