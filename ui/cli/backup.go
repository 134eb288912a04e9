package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
)

// noBackups is the value of --backups with which the program makes none by itself.
const noBackups = "none"

// backupOptions says where the backups of the record in a folder go and come from,
// unless a command names another place.
func (f *flags) backupOptions(env Env, dir string, key *vault.DataKey) backup.Options {
	o := backup.Options{Dir: filepath.Join(dir, "backups"), Demo: f.demo, Key: key, Keys: store.KeysPath(dir), Now: env.Now, Keep: backup.Usual}
	if f.backups != "" && f.backups != noBackups {
		o.Dir = f.backups
	}
	return o
}

func newBackup(env Env, f *flags) *cobra.Command {
	var to, keep string
	c := &cobra.Command{
		Use:   "backup",
		Short: "Copy the record to a folder or a drive, and check the copy",
		Long: `Copy the whole record to one file, open the copy again and check all of it: every
page, every entry and what follows from them. Only then does it count as a
backup. If it fails, nothing of it stays, and earlier backups are as they were.

The program also makes backups by itself: when it is closed, if something was
recorded, in a folder beside the record or the one that --backups names. Of those
it keeps the last of each of 7 days, 4 weeks and 12 months. What you make with this
command is kept until you delete it, unless you say --keep.

A backup is as private as the record. To bring one back: alongside restore`,
		Example: `  alongside backup
  alongside backup --to /media/stick/alongside
  alongside backup --to /media/stick/alongside --keep 7,4,12`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runBackup(cmd.Context(), env, f, to, keep)
		},
	}
	c.Flags().StringVar(&to, "to", "", "put it in this folder instead of the one beside the record")
	c.Flags().StringVar(&keep, "keep", "", "take older ones in the folder away that were made so, but for so many days,weeks,months")
	return c
}

func runBackup(ctx context.Context, env Env, f *flags, to, keep string) (err error) {
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	o := f.backupOptions(env, dir, nil)
	if to != "" {
		o.Dir = to
	}
	if keep != "" {
		o.Reason = backup.Rotating
		if o.Keep, err = backup.ParsePolicy(keep); err != nil {
			return err
		}
	}
	if o.Dir, err = outside(o.Dir, dir); err != nil {
		return err
	}
	door, err := f.entered(ctx, env, dialog.PermBackup)
	if err != nil {
		return err
	}
	o.Key = door.Key()
	b, err := backup.Make(ctx, door.Store(), o)
	if err = errors.Join(err, door.Lock()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "Backup made and checked: %s, %s, %s.\n%s\nHead: %d %s\n", count(b.Manifest.People, "person", "people"),
		count(b.Manifest.Assessments, "assessment", "assessments"), count(b.Entries, "entry", "entries"), b.Path, b.Entries, b.Manifest.Head[:16])
	return err
}

// outside returns a folder's full name, and refuses the record's own folder, where
// backups would lie among the files of the record.
func outside(dir, record string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", &dialog.Error{Code: dialog.Unavailable, Message: "That folder cannot be found. Please name it in full.", Err: err}
	}
	if filepath.Clean(full) == filepath.Clean(record) {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That is the folder of the record itself. Please choose another one for backups."}
	}
	return full, nil
}

// count says a number of things.
func count[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// settleGrace is how long closing waits for the check of an earlier copy to stop.
const settleGrace = 200 * time.Millisecond

// keeping sees to the backups that the program makes by itself while a record is
// open. While people work it checks the copy that the last closing had no time to
// check; when they are done it makes the next one. The demo has none.
type keeping struct {
	env     Env
	door    *store.Door
	options backup.Options
	none    bool
	stop    context.CancelFunc
	settled chan error // gets what the check came to
}

func (f *flags) keeping(ctx context.Context, env Env, door *store.Door) *keeping {
	s := door.Store()
	k := &keeping{env: env, door: door, none: f.demo || f.backups == noBackups || s.ReadOnly(), settled: make(chan error, 1)}
	ctx, k.stop = context.WithCancel(ctx)
	if k.none {
		k.settled <- nil
		return k
	}
	dir, err := f.folder(env)
	if err == nil {
		k.options = f.backupOptions(env, dir, door.Key())
		k.options.Dir, err = outside(k.options.Dir, dir)
	}
	if err != nil {
		k.none = true
		k.settled <- err
		return k
	}
	go func() {
		k.settled <- withoutPanic(func() error {
			_, err := backup.Settle(ctx, s, k.options)
			return err
		})
	}()
	return k
}

// close closes the record, and makes the backup that may be due if the program
// ends in good order. What a backup met is said and is no failure of the program.
func (k *keeping) close(ctx context.Context, inGoodOrder bool) error {
	k.stop()
	settled := false
	select {
	case err := <-k.settled:
		settled = true
		k.say(err)
	case <-time.After(settleGrace):
	}
	if k.none || !inGoodOrder || !settled {
		return k.door.Lock()
	}
	return k.door.LockWith(func(s *store.Store) error {
		out, err := backup.Close(ctx, s, k.options)
		k.say(out.Problem)
		return err
	})
}

// rest waits until the check of an earlier copy has come to its end, which needs the
// key that the copy is sealed under.
func (k *keeping) rest() {
	<-k.settled
	k.stop()
}

func (k *keeping) say(problem error) {
	if problem != nil {
		fmt.Fprintln(k.env.Err, dialog.ErrorMessage(problem))
	}
}
