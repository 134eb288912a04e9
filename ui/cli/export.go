package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/mhsds"
	"alongside/store"
	"alongside/store/transfer"
)

// plainName is the file that export --plain writes.
const plainName = "alongside-plain.db"

// exportOrder is what is to be exported.
type exportOrder struct {
	plain       bool
	format      string
	to, reason  string
	person      string
	team        string
	from, until string

	month, provider, system string // of MHSDS
}

func newExport(env Env, f *flags) *cobra.Command {
	var o exportOrder
	c := &cobra.Command{
		Use:   "export --format FORMAT --to DIR --reason WHY",
		Short: "Write the record, or a part of it, to files that are not sealed",
		Long: `Write the record, one person, or a team to files for other programs:

  csv      a table each, for spreadsheets
  parquet  the same tables, typed, for DuckDB and the like
  fhir     FHIR R4 resources as NDJSON, a type each
  mhsds    one month of the Mental Health Services Data Set

What is written is not sealed: whoever gets hold of it can read it. The journal
keeps who did it and why. Everything is an administrator's to export, one person
also a clinician's. The tables and the data set stand in docs/export.md.

--plain writes the whole record to one SQLite file instead, for whoever has to read
it without this program.`,
		Example: `  alongside export --format parquet --to /media/stick/out --reason "Yearly figures"
  alongside export --format csv --person L-2041 --to out --reason "Asked by the person"
  alongside export --format mhsds --month 2026-10 --provider RXX --to out --reason "October return"
  alongside export --plain --to /media/stick --reason "Moving to the trust's system"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), env, f) },
	}
	flags := c.Flags()
	flags.BoolVar(&o.plain, "plain", false, "the whole record as one SQLite file that is not sealed")
	flags.StringVar(&o.format, "format", "", "csv, parquet, fhir or mhsds")
	flags.StringVar(&o.to, "to", "", "the folder to write it in")
	flags.StringVar(&o.reason, "reason", "", "why, for the journal")
	flags.StringVar(&o.person, "person", "", "one person alone: their "+whoWords)
	flags.StringVar(&o.team, "team", "", "those who are or were referred to this team")
	flags.StringVar(&o.from, "from", "", "what was done from this day on")
	flags.StringVar(&o.until, "until", "", "what was done up to this day, and on it")
	flags.StringVar(&o.month, "month", "", "the month of mhsds, such as 2026-10")
	flags.StringVar(&o.provider, "provider", "", "the ODS code of the provider, for mhsds")
	flags.StringVar(&o.system, "system", "", "what the trust calls its main system, for mhsds")
	return c
}

// check reads the command line before anybody is asked for a passphrase.
func (o *exportOrder) check(env Env) (t transfer.Options, err error) {
	if o.plain == (o.format != "") || o.to == "" {
		return t, &usageError{errors.New("export needs --format or --plain, and --to with a folder")}
	}
	if o.reason == "" {
		return t, &dialog.Error{Code: dialog.Invalid, Message: "Please say in a word why, with --reason. It is kept in the journal."}
	}
	if o.plain {
		return t, nil
	}
	if t.Format, err = transfer.ParseFormat(o.format); err != nil {
		return t, err
	}
	span, err := daysOf(o.from, o.until)
	if err != nil {
		return t, err
	}
	t.From, t.Until = span.first, span.last
	t.Team, t.Created = o.team, env.Now()
	t.FHIR.Software = "Alongside " + Version
	if t.Format == transfer.MHSDS {
		t.MHSDS = mhsds.Settings{Provider: o.provider, System: o.system}
		t.MHSDS.Month, err = mhsds.ParseMonth(o.month)
	}
	return t, err
}

func (o *exportOrder) run(ctx context.Context, env Env, f *flags) (err error) {
	t, err := o.check(env)
	if err != nil {
		return err
	}
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	if o.to, err = outside(o.to, dir); err != nil {
		return err
	}
	if err := f.demoFirst(ctx, env); err != nil {
		return err
	}
	may := dialog.PermExportAll
	if o.person != "" {
		may = dialog.PermExportPerson
	}
	door, err := f.entered(ctx, env, may)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	if o.person != "" {
		if t.Person, err = who(ctx, door.Session(), o.person); err != nil {
			return err
		}
	}
	people, err := o.journal(ctx, env, door, t.Person)
	if err != nil {
		return err
	}
	if o.plain {
		path := filepath.Join(o.to, plainName)
		if err := door.Store().CopyPlain(ctx, path); err != nil {
			return err
		}
		return tellExport(env.Out, path, people)
	}
	return o.write(ctx, env, door, t)
}

// journal says what is about to be exported: what is not journalled is not. It
// returns how many people that may be about.
func (o *exportOrder) journal(ctx context.Context, env Env, door *store.Door, person dialog.ID) (int, error) {
	c, err := door.Store().Contents(ctx)
	if err != nil {
		return 0, err
	}
	said := &dialog.RecordExported{Format: o.format, People: c.People, Reason: o.reason}
	if o.plain {
		said.Format = "plain"
	}
	if !person.IsZero() {
		said.People = 1
	}
	_, err = door.Session().Append(ctx, dialog.Change{Person: person, DoneAt: dialog.At(env.Now()), Body: said})
	return said.People, err
}

// write writes the files and names them.
func (o *exportOrder) write(ctx context.Context, env Env, door *store.Door, t transfer.Options) error {
	sink, err := transfer.Folder(o.to)
	if err != nil {
		return err
	}
	b := newBar(env)
	t.Progress = b.progress
	m, err := transfer.Export(ctx, door.Store(), sink, t)
	b.end()
	if err != nil {
		return err
	}
	for _, file := range m.Files {
		if _, err := fmt.Fprintf(env.Out, "%s  %s\n", file.Name, count(file.Rows, "row", "rows")); err != nil {
			return err
		}
	}
	return tellExport(env.Out, filepath.Join(o.to, m.Name), m.People)
}

func tellExport(out io.Writer, path string, people int) error {
	_, err := fmt.Fprintf(out, "Written, NOT SEALED: %s\n%s. Whoever has this can read all of it.\n", path, count(people, "person", "people"))
	return err
}
