//go:build unix

package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/transfer"
	"alongside/store/vault"
)

// The commands are tried as people type them, each as a process of its own, by the
// scripts in testdata/script. Beside what testscript brings a script may use:
//
//	alongside [args]    the program
//	visit DIR           an appointment with somebody new, 14 entries
//	hold DIR            keeps the record open until the script ends
//	join DIR FROM       takes in the entries of another laptop, two of which stay there
//	harm FILE PAGE      overwrites a page of a file with zeros
//	alter DIR OLD NEW   writes another word in the place of one in what the lists are made from, or, if it begins with a capital letter, in the journal
//	newest NAME DIR     gives a variable the latest backup in a folder
//	number NAME DIR     gives a variable the number of the laptop with that record
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv(roleVariable, "program")
			e.Setenv("TZ", "UTC")
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "home"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"alongside": runProgram,
			"visit":     visit,
			"hold":      hold,
			"join":      join,
			"harm":      harm,
			"alter":     alter,
			"newest":    newest,
			"number":    number,
		},
	})
}

func runProgram(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec(os.Args[0], args...)
	if (err != nil) != neg {
		ts.Fatalf("it ended with %v", err)
	}
}

// opened opens the record in a folder of a script, made up or not. Lock it again.
func opened(ts *testscript.TestScript, dir string) *store.Door {
	var d *store.Door
	var err error
	for _, made := range []bool{true, false} {
		var name, passphrase string
		d, name, passphrase = way(ts.MkAbs(dir), made)
		if _, err = d.Unlock(context.Background(), name, passphrase); err == nil {
			break
		}
	}
	ts.Check(err)
	return d
}

func visit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: visit DIR")
	}
	d := opened(ts, args[0])
	s := d.Store()
	p, a, now := s.NewID(), s.NewID(), dialog.At(time.Now())
	bodies := []dialog.Body{
		&dialog.PersonRecorded{Person: dialog.Person{Family: "Canaryworth", Given: "Ada"}},
		&dialog.AssessmentStarted{Assessment: a, Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Layout: dialog.Interview,
			Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked},
	}
	for _, d := range dialog.Domains() {
		bodies = append(bodies, &dialog.AnswerRecorded{Assessment: a, Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: 4, Language: "en"}})
	}
	bodies = append(bodies, &dialog.AssessmentFinished{Assessment: a})
	changes := make([]dialog.Change, len(bodies))
	for i, b := range bodies {
		changes[i] = dialog.Change{Person: p, Worker: dialog.ID{9}, DoneAt: now, Body: b}
	}
	_, err := s.Append(context.Background(), changes...)
	ts.Check(err)
	ts.Check(d.Lock())
}

func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold DIR")
	}
	d := opened(ts, args[0])
	ts.Defer(func() { _ = d.Lock() })
}

func join(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: join DIR FROM")
	}
	ctx := context.Background()
	one, other := opened(ts, args[0]), opened(ts, args[1])
	to, from := one.Store(), other.Store()
	now := dialog.At(time.Now())
	_, err := from.Append(ctx, dialog.Change{DoneAt: now, Body: &dialog.SettingChanged{Name: dialog.SettingSoonDays, Value: "14"}})
	ts.Check(err)
	_, err = from.Append(ctx, dialog.Change{DoneAt: now, Body: &dialog.WorkerNamed{Worker: from.NewID(), Name: "Kit Marsh"}})
	ts.Check(err)
	all, err := from.Outgoing(ctx, from.Device(), 0, 1<<30)
	ts.Check(err)
	_, err = to.Receive(ctx, all)
	ts.Check(err)
	ts.Check(one.Lock())
	ts.Check(other.Lock())
}

const pageSize = 4096

func harm(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || len(args[1]) != 1 || args[1] < "0" || args[1] > "9" {
		ts.Fatalf("usage: harm FILE PAGE")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(make([]byte, pageSize), int64(args[1][0]-'0')*pageSize)
	ts.Check(err)
	ts.Check(f.Close())
}

// alter changes a record behind the program's back, as only whoever holds its key
// could. The trigger that guards the journal is put back, so that it cannot be seen.
func alter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: alter DIR OLD NEW")
	}
	ctx := context.Background()
	d, name, passphrase := way(ts.MkAbs(args[0]), true)
	keys, err := d.OpenKeys(name, passphrase)
	ts.Check(err)
	defer keys.Drop()
	db, err := vault.Open(ctx, store.FilePath(ts.MkAbs(args[0])), vault.Options{Access: vault.Write, Key: keys.Current()})
	ts.Check(err)
	defer func() { ts.Check(db.Close()) }()
	change := `update person set sort_key=replace(sort_key,?,?)`
	if args[1] != strings.ToLower(args[1]) {
		change = `update journal set payload=cast(replace(cast(payload as text),?,?) as blob)`
	}
	var guard string
	ts.Check(db.QueryRowContext(ctx, `select sql from sqlite_schema where name='journal_no_update'`).Scan(&guard))
	_, err = db.ExecContext(ctx, `drop trigger journal_no_update`)
	ts.Check(err)
	_, err = db.ExecContext(ctx, change, args[1], args[2])
	ts.Check(err)
	_, err = db.ExecContext(ctx, guard)
	ts.Check(err)
}

func newest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: newest NAME DIR")
	}
	found, err := filepath.Glob(filepath.Join(ts.MkAbs(args[1]), "alongside-*.db"))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("there is no backup in %s", args[1])
	}
	latest := slices.MaxFunc(found, func(a, b string) int { return strings.Compare(made(a), made(b)) })
	ts.Setenv(args[0], latest)
}

// made is the part of a backup's name that says when it was made, and what it
// holds.
func made(path string) string { return strings.TrimPrefix(filepath.Base(path), "alongside-demo") }

func number(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: number NAME DIR")
	}
	d := opened(ts, args[1])
	l, err := transfer.OpenLaptop(context.Background(), d.Session())
	ts.Check(err)
	ts.Setenv(args[0], l.Number())
	ts.Check(d.Lock())
}
