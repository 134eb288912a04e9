package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"alongside/dialog"
)

// plainName is the file that export --plain writes.
const plainName = "alongside-plain.db"

func newExport(env Env, f *flags) *cobra.Command {
	var plain bool
	var to, reason string
	c := &cobra.Command{
		Use:   "export --plain --to DIR --reason WHY",
		Short: "Write the record out of its seal",
		Long: `Write the whole record to one SQLite file that is not sealed, for whoever has to
read it without this program. Everybody who gets hold of that file can read
everything in it. It is an administrator's to do, and the journal keeps who did it
and why.

How its tables are made stands in docs/security.md.`,
		Example: `  alongside export --plain --to /media/stick --reason "Moving to the trust's system"`,
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !plain || to == "" {
				return &usageError{errors.New("export needs --plain, which says that nothing will be sealed, and --to with a folder")}
			}
			return f.exportPlain(cmd.Context(), env, to, reason)
		},
	}
	c.Flags().BoolVar(&plain, "plain", false, "yes: what is written can be read by everybody who gets hold of it")
	c.Flags().StringVar(&to, "to", "", "the folder to write it in")
	c.Flags().StringVar(&reason, "reason", "", "why, for the journal")
	return c
}

// exportPlain journals first: what is not journalled is not exported.
func (f *flags) exportPlain(ctx context.Context, env Env, to, reason string) (err error) {
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	if to, err = outside(to, dir); err != nil {
		return err
	}
	if reason == "" {
		return &dialog.Error{Code: dialog.Invalid, Message: "Please say in a word why, with --reason. It is kept in the journal."}
	}
	door, err := f.entered(ctx, env, dialog.PermExportAll)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	s := door.Store()
	c, err := s.Contents(ctx)
	if err != nil {
		return err
	}
	said := dialog.Change{DoneAt: dialog.At(env.Now()), Body: &dialog.RecordExported{Format: "plain", People: c.People, Reason: reason}}
	if _, err := door.Session().Append(ctx, said); err != nil {
		return err
	}
	path := filepath.Join(to, plainName)
	if err := s.CopyPlain(ctx, path); err != nil {
		return err
	}
	_, err = io.WriteString(env.Out, fmt.Sprintf("Written, NOT SEALED: %s\n%s. Whoever has this file can read all of it.\n", path, count(c.People, "person", "people")))
	return err
}
