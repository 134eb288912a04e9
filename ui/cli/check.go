package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
)

func newCheck(env Env, f *flags) *cobra.Command {
	var format, in string
	var rebuild bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Look through the whole record and every backup",
		Long: `Look through the whole record: every page, every entry and its place in the chain,
and whether everything the lists show follows from the entries. Then do the same
with every backup in the folder. Nothing is changed.

It ends with code 1 when something is not as it should be. If it says that only
what the lists show is wrong, --rebuild makes that again from the entries.`,
		Example: `  alongside check
  alongside check --in /media/stick/alongside
  alongside check --format json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCheck(cmd.Context(), env, f, format, in, rebuild)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, or json for other programs")
	c.Flags().StringVar(&in, "in", "", "look at the backups in this folder instead of the one beside the record")
	c.Flags().BoolVar(&rebuild, "rebuild", false, "make what the lists show again if it does not follow from the entries")
	return c
}

// found is what check found, in the form in which other programs read it.
type found struct {
	OK      bool          `json:"ok"`
	Record  foundRecord   `json:"record"`
	Folder  string        `json:"folder"` // of the backups
	Backups []foundBackup `json:"backups"`
}

type foundRecord struct {
	OK          bool        `json:"ok"`
	Problem     string      `json:"problem,omitempty"`
	OnlyLists   bool        `json:"only_lists,omitempty"` // only what the lists show is wrong; --rebuild makes it again
	Rebuilt     bool        `json:"rebuilt,omitempty"`    // it was made again
	People      int         `json:"people"`
	Assessments int         `json:"assessments"`
	Entries     int64       `json:"entries"`
	Head        string      `json:"head,omitempty"` // the digest, 64 hexadecimal digits
	First       dialog.When `json:"first,omitzero"`
	Last        dialog.When `json:"last,omitzero"`
	Missing     []foundGap  `json:"missing,omitempty"`
}

// foundGap is a run of entries of another laptop that are not here.
type foundGap struct {
	Device dialog.ID `json:"device"`
	First  int64     `json:"first"`
	Last   int64     `json:"last"`
}

type foundBackup struct {
	File        string    `json:"file"`
	OK          bool      `json:"ok"`
	Problem     string    `json:"problem,omitempty"`
	Locked      bool      `json:"locked,omitempty"`  // it could not be looked at with this passphrase; that says nothing about it
	Altered     bool      `json:"altered,omitempty"` // the bytes differ, though everything in it is sound
	Made        time.Time `json:"made"`
	People      int       `json:"people"`
	Assessments int       `json:"assessments"`
	Entries     int64     `json:"entries"`
	Head        string    `json:"head,omitempty"`
	Behind      *int64    `json:"behind,omitempty"` // entries of the record that it does not hold; left out where it cannot be said
}

func runCheck(ctx context.Context, env Env, f *flags, format, in string, rebuild bool) error {
	if format != "text" && format != "json" {
		return &usageError{fmt.Errorf("%q is not a format: it is text or json", format)}
	}
	dir, err := f.folder(env)
	if err != nil {
		return err
	}
	o := f.backupOptions(env, dir, nil)
	if in != "" {
		o.Dir = in
	}
	all, err := backup.List(o.Dir, f.demo)
	if err != nil {
		return err
	}
	r := found{Folder: o.Dir, Backups: []foundBackup{}}
	l, err := f.lookIn(ctx, env, len(all) > 0)
	if err != nil {
		return err
	}
	defer l.end()
	if l.problem != nil {
		r.Record.Problem = dialog.ErrorMessage(l.problem)
	} else if err := r.checkRecord(ctx, l.store, rebuild, f.command()); err != nil {
		return err
	}
	r.OK = r.Record.OK
	show := &shown{out: env.Out, text: format == "text", command: f.command()}
	show.record(&r)
	for _, b := range all {
		one := l.checkBackup(ctx, b, store.Options{Dir: dir, Demo: f.demo})
		r.OK = r.OK && (one.OK || one.Locked)
		r.Backups = append(r.Backups, one)
		show.backup(&r.Record, &one)
	}
	return show.end(&r)
}

// checkRecord looks through an open record. An error is a failure to look, not
// something that was found.
func (r *found) checkRecord(ctx context.Context, s *store.Store, rebuild bool, command string) error {
	report, err := s.Check(ctx)
	if rebuild && errors.Is(err, store.ErrUnderived) {
		if err := s.Rederive(ctx); err != nil {
			return err
		}
		r.Record.Rebuilt = true
		report, err = s.Check(ctx)
	}
	if dialog.ErrorCode(err) == dialog.Damaged {
		r.Record.Problem = dialog.ErrorMessage(err)
		if r.Record.OnlyLists = errors.Is(err, store.ErrUnderived); r.Record.OnlyLists {
			r.Record.Problem += " To do that: " + command + " check --rebuild"
		}
		return nil
	}
	if err != nil {
		return err
	}
	c, err := s.Contents(ctx)
	if err != nil {
		return err
	}
	r.Record.OK, r.Record.People, r.Record.Assessments = true, c.People, c.Assessments
	r.Record.Entries, r.Record.Head, r.Record.First, r.Record.Last = c.Head.Seq, fmt.Sprintf("%x", c.Head.Digest), c.First, c.Last
	for _, g := range report.Missing {
		r.Record.Missing = append(r.Record.Missing, foundGap{g.Device, g.First, g.Last})
	}
	return nil
}

// looking is what check looks with.
type looking struct {
	door    *store.Door
	ring    ring
	store   *store.Store // nil where the record does not open
	problem error        // why it does not
}

// lookIn opens the record and the keys of backups. Where the record is damaged, or
// is not there but backups are, those are looked at all the same.
func (f *flags) lookIn(ctx context.Context, env Env, backups bool) (l *looking, err error) {
	l = &looking{}
	if l.door, err = f.door(env); err != nil {
		return nil, err
	}
	if l.door.New() && !backups {
		return nil, &dialog.Error{Code: dialog.NotFound, Message: "There is no record in this folder yet. To make one: " + f.command()}
	}
	if l.ring.who, err = f.entrant(env); err != nil {
		return nil, err
	}
	v, err := l.door.Unlock(ctx, l.ring.who.name, l.ring.who.passphrase)
	switch code := dialog.ErrorCode(err); {
	case err == nil && !v.May(dialog.PermCheck):
		return nil, errors.Join(store.Denied(dialog.PermCheck), l.door.Lock())
	case err == nil:
		l.store = l.door.Store()
		if problem := l.store.Problem(); problem != "" {
			l.problem = &dialog.Error{Code: dialog.Damaged, Message: problem}
		}
	case code == dialog.Damaged || code == dialog.Conflict || l.door.New():
		l.problem = err
		l.ring.own, _ = l.door.OpenKeys(l.ring.who.name, l.ring.who.passphrase) // backups may have keys of their own
	default:
		return nil, err
	}
	return l, nil
}

func (l *looking) end() {
	l.ring.drop()
	_ = l.door.Lock() // it was only read, or said so itself
}

// keyFor returns the key of a backup: that of the record, or its own.
func (l *looking) keyFor(path string) (*vault.DataKey, error) {
	if key := l.door.Key(); key != nil {
		if err := vault.KeyFits(path, key); err == nil || vault.CodeOf(err) != vault.CodeWrongKey {
			return key, backupFault(err)
		}
	}
	return l.ring.keyFor(path)
}

// checkBackup looks through a backup and compares it with the record where that
// could be opened.
func (l *looking) checkBackup(ctx context.Context, b backup.Backup, o store.Options) foundBackup {
	key, err := l.keyFor(b.Path)
	if err != nil {
		return foundBackup{File: b.Path, Problem: dialog.ErrorMessage(err), Locked: dialog.ErrorCode(err) == dialog.NotFound, Made: b.Made, Entries: b.Entries}
	}
	o.Key = key
	s, f := l.store, backup.Examine(ctx, b, o)
	one := foundBackup{File: b.Path, OK: f.Err == nil, Altered: f.Altered, Made: b.Made, Entries: b.Entries}
	if f.Err != nil {
		one.Problem = dialog.ErrorMessage(f.Err)
		return one
	}
	c := f.Contents
	one.People, one.Assessments, one.Entries, one.Head = c.People, c.Assessments, c.Head.Seq, fmt.Sprintf("%x", c.Head.Digest)
	if s == nil {
		return one
	}
	at, ok, err := s.HeadAt(ctx, c.Head.Seq)
	now, errNow := s.Head(ctx)
	if err == nil && errNow == nil && ok && at == c.Head {
		behind := now.Seq - c.Head.Seq
		one.Behind = &behind
	}
	return one
}

// shown writes what is found as it is found, or all of it at the end for other
// programs.
type shown struct {
	out     io.Writer
	text    bool
	command string
	err     error
}

func (w *shown) line(format string, args ...any) {
	if w.text && w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format+"\n", args...)
	}
}

func (w *shown) record(r *found) {
	rec := &r.Record
	if rec.Rebuilt {
		w.line("What the lists show was made again from the entries.")
	}
	if !rec.OK {
		w.line("The record: %s", rec.Problem)
		return
	}
	w.line("The record is sound: %s, %s, %s.", count(rec.People, "person", "people"), count(rec.Assessments, "assessment", "assessments"), count(rec.Entries, "entry", "entries"))
	if rec.Entries > 0 {
		w.line("The last entry was recorded on %s. Head: %d %s", rec.Last, rec.Entries, rec.Head[:16])
	}
	var missing int64
	for _, g := range rec.Missing {
		missing += g.Last - g.First + 1
	}
	if missing > 0 {
		w.line("Not here: %s of other laptops. They are about people who were not shared, stay where they were made, as settings and openings do, or have not arrived.",
			count(missing, "entry", "entries"))
	}
}

func (w *shown) backup(rec *foundRecord, b *foundBackup) {
	name := b.Made.Local().Format("02-Jan-2006 15:04")
	switch {
	case b.Locked:
		w.line("Backup of %s: could not be looked at. %s\n  %s", name, b.Problem, b.File)
	case !b.OK:
		w.line("Backup of %s: NOT SOUND. %s\n  %s", name, b.Problem, b.File)
	case b.Altered:
		w.line("Backup of %s: changed since it was made, but all %s in it are sound.\n  %s", name, count(b.Entries, "entry", "entries"), b.File)
	case b.Behind == nil && rec.OK:
		w.line("Backup of %s: sound, %s. The record does not go on from it.", name, count(b.Entries, "entry", "entries"))
	case b.Behind == nil:
		w.line("Backup of %s: sound, %s.", name, count(b.Entries, "entry", "entries"))
	case *b.Behind == 0:
		w.line("Backup of %s: sound, holds everything.", name)
	default:
		w.line("Backup of %s: sound, without the last %s.", name, count(*b.Behind, "entry", "entries"))
	}
}

func (w *shown) end(r *found) error {
	if len(r.Backups) == 0 {
		w.line("There are no backups in %s. To make one: %s backup", r.Folder, w.command)
	} else {
		w.line("%s in %s: %d sound, %d not.", count(len(r.Backups), "backup", "backups"), r.Folder, len(r.Backups)-w.unsound(r), w.unsound(r))
	}
	if !w.text {
		b, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return fmt.Errorf("failed to write what was found: %w", err)
		}
		_, w.err = fmt.Fprintf(w.out, "%s\n", b)
	}
	if w.err != nil || r.OK {
		return w.err
	}
	message := "Not everything is as it should be."
	if !r.Record.OK && !r.Record.OnlyLists && w.unsound(r) < len(r.Backups) {
		message += " To bring back a backup: " + w.command + " restore"
	}
	return &dialog.Error{Code: dialog.Damaged, Message: message}
}

func (w *shown) unsound(r *found) (n int) {
	for i := range r.Backups {
		if !r.Backups[i].OK && !r.Backups[i].Locked {
			n++
		}
	}
	return n
}
