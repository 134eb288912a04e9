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

--person takes the local id or the NHS number, never a name. Both are among the
details of a person (Edit details) and below the list of people. The identifier
that the exports give somebody will do too.

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
	flags.StringVar(&o.person, "person", "", "whose copy: their "+whoWords)
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
		return &usageError{errors.New("copy needs --person, with the " + whoWords + " of the person")}
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
	return tellCopy(env, path, o.everything)
}

// tellCopy says what was written and what to do with it. The path stays in one piece,
// to be copied.
func tellCopy(env Env, path string, everything bool) error {
	words := "Not sealed: whoever has this file can read it. Print it, hand it over, and delete it."
	if everything {
		words = "Not sealed, and for review before release: somebody responsible reads all of it first."
	}
	if _, err := fmt.Fprintf(env.Out, "Written: %s\n", path); err != nil {
		return err
	}
	return env.tell(words)
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
	safe, err := a.yes("Is it safe to take this home? Ask the person. y or n: ")
	switch {
	case err != nil:
		return &dialog.Error{Code: dialog.Invalid, Message: "The input ended before there was an answer. Nothing was written.", Err: err}
	case !safe:
		return &dialog.Error{Code: dialog.Invalid, Message: "Then nothing was written."}
	}
	return nil
}
