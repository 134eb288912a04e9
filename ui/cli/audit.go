package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
)

// auditFlags are what is written, and where to.
type auditFlags struct {
	target
	from, until string
}

func newAudit(env Env, f *flags) *cobra.Command {
	a := &auditFlags{}
	c := &cobra.Command{
		Use:   "audit",
		Short: "Write who did what to whose record, as a table",
		Long: `Write every entry of the journal as a line of a CSV file: when it was written down,
by whom, what it was and about whom, and the reason where one was given. No answer,
note or goal is in it. It names people, so keep the file as you keep the record.

It is for auditors and administrators, and is an entry in the journal itself. The
days are those of the clock of the laptop that recorded the entry.`,
		Example: `  alongside audit
  alongside audit --to audit.csv --from 01-Nov-2026 --until 30-Nov-2026`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context(), env, f) },
	}
	c.Flags().StringVar(&a.to, "to", "", "write it to this file instead of showing it")
	c.Flags().BoolVar(&a.overwrite, "overwrite", false, "put it in the place of a file that is there already")
	c.Flags().StringVar(&a.from, "from", "", "from this day on")
	c.Flags().StringVar(&a.until, "until", "", "up to this day, and with it")
	return c
}

// run journals first: what is not journalled is not written.
func (a *auditFlags) run(ctx context.Context, env Env, f *flags) (err error) {
	days, err := daysOf(a.from, a.until)
	if err != nil {
		return err
	}
	if err := a.mayWrite(); err != nil {
		return err
	}
	door, err := f.entered(ctx, env, dialog.PermAudit)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	said := dialog.Change{DoneAt: dialog.At(env.Now()), Body: &dialog.RecordExported{Format: "audit"}}
	if _, err := door.Session().Append(ctx, said); err != nil {
		return err
	}
	if a.to == "" {
		_, err = writeAudit(ctx, env.Out, door.Session(), days)
		return err
	}
	var n int
	if err := a.aside(func(w io.Writer) (err error) { n, err = writeAudit(ctx, w, door.Session(), days); return err }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "Written: %s, %s. It names people.\n", a.to, count(n, "entry", "entries"))
	return err
}

// days are those that are asked for, from the first to the last.
type days struct{ first, last dialog.Date }

func daysOf(from, until string) (d days, err error) {
	for _, day := range []struct {
		flag, given string
		to          *dialog.Date
	}{{"--from", from, &d.first}, {"--until", until, &d.last}} {
		if day.given == "" {
			continue
		}
		if *day.to, err = dialog.ParseDate(day.given); err != nil {
			return d, &dialog.Error{Code: dialog.Invalid, Message: "The day after " + day.flag + " cannot be read. Please write it as 14-Nov-2026.", Err: err}
		}
	}
	if !d.last.IsZero() && d.last.Before(d.first) {
		return d, &dialog.Error{Code: dialog.Invalid, Message: "The day after --until is before the one after --from."}
	}
	return d, nil
}

func (d days) hold(on dialog.Date) bool {
	return !on.Before(d.first) && (d.last.IsZero() || !d.last.Before(on))
}

// auditColumns are the heads of the table.
var auditColumns = []string{"Entry", "Written down", "Worker", "What", "Kind", "Person", "NHS number", "Detail"}

// writeAudit writes the entries of some days as RFC 4180 has it, and returns how
// many.
func writeAudit(ctx context.Context, w io.Writer, v *store.Session, d days) (n int, err error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(auditColumns); err != nil {
		return 0, err
	}
	err = v.Audit(ctx, func(l dialog.AuditLine) error {
		if !d.hold(l.RecordedAt.Date()) {
			return nil
		}
		n++
		return out.Write(auditCells(&l))
	})
	out.Flush()
	return n, errors.Join(err, out.Error())
}

func auditCells(l *dialog.AuditLine) []string {
	at, _ := l.RecordedAt.MarshalText() // it never fails
	cells := []string{strconv.FormatInt(l.Seq, 10), string(at), l.Worker, l.What(), string(l.Kind), l.Name, string(l.NHSNumber), l.Detail}
	for i := range cells {
		cells[i] = harmless(cells[i])
	}
	return cells
}

// harmless keeps a spreadsheet from taking a cell as a formula: what begins as one
// gets an apostrophe in front, which spreadsheets take as the mark of text. So does
// what does so behind spaces.
func harmless(s string) string {
	s = text.Show(s)
	if rest := strings.TrimLeft(s, " "); rest != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(rest)[0]) {
		return "'" + s
	}
	return s
}
