package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/store"
	"alongside/ui/print"
)

// copyOrder is what a copy is to be.
type copyOrder struct {
	person, to, parts, format string
	language                  string // its tag; "" for the one that the latest DIALOG was read in
	large, safe, preview      bool
	everything                bool
}

func newCopy(env Env, f *flags) *cobra.Command {
	var o copyOrder
	c := &cobra.Command{
		Use:   "copy --person ID --to DIR",
		Short: "Write what a person takes home, on one page",
		Long: `Write one page for a person to take home: the ratings of the latest DIALOG, what
changed, what was agreed, when you meet next, the goals, and a chart. It is a PDF,
or plain text. Nothing but the first name they go by is on it, and nothing about
anybody is in the name of the file.

--person takes the local patient id, which stands among the details on the
person's page, or the identifier that the exports give them.

--parts says what is on it: ratings, changed, actions, meeting, goals and chart, all
of them by the one word all, which is meant where nothing is said. What may bring
somebody into danger when it is found is never meant by all and is named by
itself: partner-family, friendships and personal-safety, wherever they come up,
and the notes of an area, such as notes-medication.

It is written in the language in which the latest DIALOG was read, where this
computer has that language, and else in English. --language chooses another.

Ask the person first: is it safe to take this home? You are asked the same before
anything is written. Where nobody is at the terminal, --safe says that you asked.

--everything writes all that the record has about the person, in plain words, for
when they ask to have it. Each page says that it is to be reviewed before release:
it may name others.`,
		Example: `  alongside copy --demo --person D04100 --to ~/copies
  alongside copy --person L-2041 --to /media/stick --large
  alongside copy --person L-2041 --to ~/copies --parts actions,meeting --format text
  alongside copy --person L-2041 --to ~/copies --language cy
  alongside copy --person L-2041 --to ~/copies --everything`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return runCopy(cmd.Context(), env, f, o) },
	}
	flags := c.Flags()
	flags.StringVar(&o.person, "person", "", "whose copy: their local patient id")
	flags.StringVar(&o.to, "to", "", "the folder to write it in")
	flags.StringVar(&o.parts, "parts", "all", "what is on it, with commas between")
	flags.StringVar(&o.format, "format", "pdf", "pdf or text")
	flags.StringVar(&o.language, "language", "", "the language it is written in, by its tag: see “alongside languages”")
	flags.BoolVar(&o.large, "large", false, "in large print, 18 point, on as many pages as it takes")
	flags.BoolVar(&o.safe, "safe", false, "you asked the person, and it is safe to take this home")
	flags.BoolVar(&o.preview, "preview", false, "show it as text and write nothing")
	flags.BoolVar(&o.everything, "everything", false, "all that is recorded about the person, to be reviewed before release")
	return c
}

func (o *copyOrder) check() error {
	switch {
	case o.person == "":
		return &usageError{errors.New("copy needs --person, with the local patient id that stands among the details on the person's page")}
	case o.to == "" && !o.preview:
		return &usageError{errors.New("copy needs --to with a folder")}
	case o.format != "pdf" && o.format != "text":
		return &usageError{errors.New("--format is pdf or text")}
	}
	return nil
}

func runCopy(ctx context.Context, env Env, f *flags, o copyOrder) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	parts, err := report.ParseParts(o.parts)
	if err != nil {
		return err
	}
	if err := f.demoFirst(ctx, env); err != nil {
		return err
	}
	door, err := f.entered(ctx, env, dialog.PermExportPerson)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	v := door.Session()
	person, err := who(ctx, v, o.person)
	if err != nil {
		return err
	}
	what := "copy"
	d, err := f.ordered(ctx, env, v, person, o.language, parts)
	if o.everything {
		what = "record"
		d, err = wholeRecord(ctx, env, v, person)
	}
	if err != nil {
		return err
	}
	if o.preview {
		_, err = io.WriteString(env.Out, print.Text(&d))
		return err
	}
	if !o.everything {
		if err := f.askWhetherSafe(env, &d, o.safe); err != nil {
			return err
		}
	}
	to := report.CopyTo{Folder: o.to, MakeFolder: true, Large: o.large, Text: o.format == "text"}
	path, err := f.newCopies(env, v).write(ctx, person, &d, what, to)
	if err != nil {
		return err
	}
	return tellCopy(env.Out, path, o.everything)
}

// tellCopy says what was written and what to do with it.
func tellCopy(out io.Writer, path string, everything bool) error {
	words := "Not sealed: whoever has this file can read it. Print it, hand it over, and delete it.\n"
	if everything {
		words = "Not sealed, and for review before release: somebody responsible reads all of it first.\n"
	}
	_, err := fmt.Fprintf(out, "Written: %s\n%s", path, words)
	return err
}

// demoFirst makes the made-up record where it is not there yet.
func (f *flags) demoFirst(ctx context.Context, env Env) error {
	if !f.demo {
		return nil
	}
	door, err := f.door(env)
	if err != nil {
		return err
	}
	return f.makeDemo(ctx, env, door)
}

// ordered is the copy that was ordered, in the language of a tag.
func (f *flags) ordered(ctx context.Context, env Env, v *store.Session, person dialog.ID, tag string, parts []report.Part) (report.Document, error) {
	r, err := v.Record(ctx, person)
	if err != nil {
		return report.Document{}, err
	}
	words, err := copyWords(r, f.languages(env), tag)
	if err != nil {
		return report.Document{}, err
	}
	return report.Copy(r, words, parts, dialog.DateOf(env.Now())), nil
}

// copyWords is the language of a copy: the one of a tag, and where none is named the
// one that the latest DIALOG was read in. One that is not offered is refused.
func copyWords(r *dialog.Record, offered []*instrument.Text, tag string) (*instrument.Text, error) {
	if tag == "" {
		return report.CopyIn(r, offered), nil
	}
	for _, t := range offered {
		if strings.EqualFold(t.Tag, tag) {
			return t, nil
		}
	}
	return nil, &dialog.Error{Code: dialog.Invalid, Message: "There is no such language here, or nobody has checked it yet. “alongside languages” says which there are. Nothing was written."}
}

// wholeRecord is everything that is recorded about a person.
func wholeRecord(ctx context.Context, env Env, v *store.Session, person dialog.ID) (report.Document, error) {
	r, err := v.Record(ctx, person)
	if err != nil {
		return report.Document{}, err
	}
	entries, err := v.Entries(ctx, person)
	if err != nil {
		return report.Document{}, err
	}
	workers, err := v.Everybody(ctx)
	if err != nil {
		return report.Document{}, err
	}
	return report.Everything(r, entries, workers, instrument.English(), dialog.DateOf(env.Now())), nil
}

// who finds a person by their local patient id or their identifier, among those
// whose records this worker may open.
func who(ctx context.Context, v *store.Session, name string) (dialog.ID, error) {
	all, err := v.Caseload(ctx)
	if err != nil {
		return dialog.ID{}, err
	}
	var found []dialog.ID
	for i := range all {
		p := &all[i].Person
		if strings.EqualFold(p.LocalPatientID, name) || strings.EqualFold(p.ID.String(), name) {
			found = append(found, p.ID)
		}
	}
	switch len(found) {
	case 0:
		return dialog.ID{}, &dialog.Error{Code: dialog.NotFound, Message: "Nobody whose record you may open has that id. The local patient id stands among the details on the person's page."}
	case 1:
		return found[0], nil
	}
	return dialog.ID{}, &dialog.Error{Code: dialog.Conflict, Message: "More than one person has that local patient id, so nothing was written. Please put it right on their pages first."}
}

// askWhetherSafe shows the copy and asks what the person was asked. Of the made-up
// people nobody is asked where nobody is there to answer.
func (f *flags) askWhetherSafe(env Env, d *report.Document, asked bool) error {
	switch {
	case asked, f.demo && !env.typed():
		return nil
	case !env.typed():
		return &dialog.Error{Code: dialog.Invalid, Message: "Is it safe for the person to take this home? Please ask them, and then say so with --safe. Nothing was written."}
	}
	a, err := f.asker(env)
	if err != nil {
		return err
	}
	a.ask(print.Text(d) + "\n")
	answer, err := a.line("Is it safe to take this home? Ask the person. y or n: ")
	if err != nil {
		return err
	}
	if !strings.EqualFold(answer, "y") && !strings.EqualFold(answer, "yes") {
		return &dialog.Error{Code: dialog.Invalid, Message: "Then nothing was written."}
	}
	return nil
}
