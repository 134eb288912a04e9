package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/store/backup"
)

func newRestore(env Env, f *flags) *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Bring back a backup",
		Long: `Put a backup in the place of the record. First it says what the backup holds, and
what was recorded since and is not in it; then it asks. The record that was there
is not deleted: it is kept whole in a folder beside the new one, and can be
brought back in the same way.

Without a file it lists the backups there are.`,
		Example: `  alongside restore
  alongside restore /media/stick/alongside/alongside-2026-03-14T170502Z-2663-1584129c83f7d8af.db`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return noArguments(cmd, args[1:])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listBackups(env, f)
			}
			return runRestore(cmd.Context(), env, f, args[0], yes)
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "restore it without asking")
	return c
}

func listBackups(env Env, f *flags) error {
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	o := f.backupOptions(env, dir, nil)
	all, err := backup.List(o.Dir, f.demo)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return &dialog.Error{Code: dialog.NotFound, Message: "There are no backups in " + o.Dir + ".\nIf you have one elsewhere, name its file: " + f.command() + " restore FILE"}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Backups in %s, the latest first:\n", o.Dir)
	for _, one := range all {
		fmt.Fprintf(&b, "%s  %s%s\n  %s\n", one.Made.Local().Format("02-Jan-2006 15:04"), count(one.Entries, "entry", "entries"), of(one), one.Name())
	}
	fmt.Fprintf(&b, "To bring one back: %s restore %s\n", f.command(), all[0].Name())
	_, err = io.WriteString(env.Out, b.String())
	return err
}

// command is how the program is called for the same record, to be copied from the
// screen.
func (f *flags) command() string {
	c := "alongside"
	if f.demo {
		c += " --demo"
	}
	if f.data != "" {
		c += " --data " + quoted(f.data)
	}
	return c
}

// quoted puts a name in quotes if a command line would take it apart.
func quoted(name string) string {
	if strings.ContainsAny(name, " \t&()[]{}^=;!'+,`~$*?<>|\"#") {
		return `"` + name + `"`
	}
	return name
}

// of says more of a backup where its manifest is there.
func of(b backup.Backup) string {
	if b.Manifest == nil {
		return ""
	}
	return fmt.Sprintf(", %s, %s", count(b.Manifest.People, "person", "people"), count(b.Manifest.Assessments, "assessment", "assessments"))
}

func runRestore(ctx context.Context, env Env, f *flags, file string, yes bool) (err error) {
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	file = backup.Find(file, f.backupOptions(env, dir, nil).Dir).Path
	r, err := f.ringOf(ctx, env, dir)
	if err != nil {
		return err
	}
	defer r.drop()
	t, err := r.target(backup.Target{Dir: dir, Demo: f.demo, Now: env.Now}, file)
	if err != nil {
		return err
	}
	t.BeforeUpgrade = backup.BeforeUpgrade(f.backupOptions(env, dir, t.Key))
	p, err := backup.Prepare(ctx, file, t)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if _, err := io.WriteString(env.Out, preview(p)); err != nil {
		return err
	}
	if !yes {
		if yes, err = agreed(env, "Restore this backup?"); err != nil || !yes {
			return err
		}
	}
	restored, err := p.Restore(ctx)
	if err == nil {
		f.log(env, eventRestored, "")
	}
	if err == nil && t.BringKeys {
		err = r.door.Forgive()
	}
	if err != nil {
		return err
	}
	done := "The backup was restored.\n"
	if restored.Aside != "" {
		done += "What was there before is kept in " + restored.Aside + "\n"
		if p.Present.Problem == nil {
			aside := *f
			aside.data = restored.Aside
			done += "To look at it: " + aside.command() + "\n"
		}
	}
	_, err = io.WriteString(env.Out, done)
	return err
}

// agreed asks whether to go on. Anything but yes is no.
func agreed(env Env, question string) (bool, error) {
	if !env.typed() {
		return false, &dialog.Error{Code: dialog.Invalid, Message: "Nothing was changed. To go on without being asked, add --yes."}
	}
	if _, err := io.WriteString(env.Out, question+" Type yes or no: "); err != nil {
		return false, err
	}
	answer, err := bufio.NewReader(env.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, os.ErrClosed) {
		return false, fmt.Errorf("failed to read the answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	_, err = io.WriteString(env.Out, "Nothing was changed.\n")
	return false, err
}

// preview says what a backup holds and what restoring it would mean.
func preview(p *backup.Plan) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	c := p.Contents
	line("The backup: %s", p.File)
	if !p.Made.IsZero() {
		line("  made on %s", p.Made.Local().Format("02-Jan-2006 15:04"))
	}
	line("  holds %s, %s, %s", count(c.People, "person", "people"), count(c.Assessments, "assessment", "assessments"), count(c.Head.Seq, "entry", "entries"))
	if c.Head.Seq > 0 {
		line("  recorded from %s to %s", c.First, c.Last)
		line("  head %s", c.Head)
	}
	line("  It was read from end to end and is sound.")
	if p.Altered {
		line("  The file was changed since it was made, but nothing that it holds was.")
	}
	b.WriteString(presentNow(p))
	return b.String()
}

func presentNow(p *backup.Plan) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	now := p.Present.Contents
	switch {
	case p.Present.None:
		line("There is no record in this folder now, so nothing is lost.")
		return b.String()
	case p.Present.Problem != nil:
		line("The record now cannot be read: %s", dialog.ErrorMessage(p.Present.Problem))
		line("What was recorded after the backup cannot be told. What is there is kept aside.")
		return b.String()
	}
	line("The record now: %s, %s, %s", count(now.People, "person", "people"), count(now.Assessments, "assessment", "assessments"), count(now.Head.Seq, "entry", "entries"))
	b.WriteString(lost(p.Loss))
	if p.Loss.Returning > 0 {
		line("The backup has %s that the record now does not have.", count(p.Loss.Returning, "entry", "entries"))
	}
	if !p.Descends && now.Record == p.Contents.Record {
		line("The record now did not grow from this backup: a backup was restored before, or entries arrived in another order.")
	}
	line("The record as it is now is kept aside, and can be brought back in the same way.")
	return b.String()
}

// lost says what is in the record and not in the backup.
func lost(l backup.Loss) string {
	if l.Entries == 0 {
		return "Nothing was recorded that the backup does not hold.\n"
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("NOT in the backup, and gone from the record if you restore it:")
	line("  %s, recorded from %s to %s", count(l.Entries, "entry", "entries"), l.First, l.Last)
	if l.People > 0 {
		line("  about %s, of whom %d would no longer be in the record at all", count(l.People, "person", "people"), l.NewPeople)
	}
	if l.Assessments > 0 {
		line("  %s begun or taken over", count(l.Assessments, "assessment", "assessments"))
	}
	if l.Answers > 0 {
		line("  %s recorded or changed", count(l.Answers, "answer", "answers"))
	}
	return b.String()
}
