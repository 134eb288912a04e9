package store_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"alongside/dialog"
)

// The guards of the journal, taken away and put back by somebody who knows how.
const (
	unguard = `drop trigger journal_no_update; drop trigger journal_no_delete;`
	guard   = `create trigger journal_no_update before update on journal
  begin select raise(abort, 'the journal only grows'); end;
create trigger journal_no_delete before delete on journal
  begin select raise(abort, 'the journal only grows'); end;`
)

func TestCheckNamesTheFirstBadEntry(t *testing.T) {
	const derived = "The journal itself is sound"
	for _, c := range []struct {
		name   string
		tamper string
		want   string // in the sentence
	}{
		{"a payload that is none", `update journal set payload=x'7b7d' where seq=5`, "entry 5 of its journal: it cannot be read"},
		{"a payload altered", `update journal set payload=cast(replace(cast(payload as text), '"rating":3', '"rating":4') as blob) where seq=5`, "entry 5 of its journal: it is not as it was written"},
		{"a payload and its digest altered", `update journal set payload=(select payload from journal where seq=6), payload_sha=(select payload_sha from journal where seq=6) where seq=5`, "entry 5 of its journal: it is not as it was written"},
		{"a date altered", `update journal set done_at='2025-01-01' where seq=4`, "entry 4 of its journal: it is not as it was written"},
		{"a date that is none", `update journal set done_at='soon' where seq=4`, "entry 4 of its journal: its time cannot be read"},
		{"a person exchanged", `update journal set person=zeroblob(16) where seq=4`, "entry 4 of its journal: it is not as it was written"},
		{"a scope altered", `update journal set scope='device' where seq=4`, "entry 4 of its journal: it is not as it was written"},
		{"a head altered", `update journal set head=zeroblob(32) where seq=6`, "entry 6 of its journal: it does not follow"},
		{"an entry taken out", `delete from journal where seq=5`, "entry 5 of its journal: it is gone"},
		{"the first taken out", `delete from journal where seq=1`, "entry 1 of its journal: it is gone"},
		{"two exchanged", `update journal set seq=-1 where seq=5; update journal set seq=5 where seq=6; update journal set seq=6 where seq=-1`, "entry 5 of its journal: it does not follow"},
		{"a rating altered in a list", `update assessment set answers=zeroblob(11)`, derived},
		{"a name altered in a list", `update person set family='Jones'`, derived},
		{"a line taken out of a list", `delete from goal`, derived},
		{"a line put into a list", `insert into goal(person,id,position,words,kind,domain,status,ratings) select id,zeroblob(16),9,'x','life',0,'active',0 from person`, derived},
		{"a person put into the list", `create temp table another as select * from person limit 1; update another set id=zeroblob(16); insert into person select * from another; drop table another`, derived},
		{"a worker renamed in the list", `update worker set name='Eve'`, derived},
		{"a setting altered in the list", `update setting set value='28'`, derived},
		{"nothing", `select 1`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := opened(t)
			p, a := s.NewID(), s.NewID()
			add(t, s, dialog.Change{Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: dialog.ID{9}, Name: "Amina"}}},
				dialog.Change{Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "14"}})
			add(t, s, personNamed(p, "Smith", "Jane"))
			add(t, s, start(p, a))
			add(t, s, rate(p, a, dialog.MentalHealth, 3))
			add(t, s, rate(p, a, dialog.Meetings, 6))
			add(t, s, about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: "Sleep", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
			if err := s.SQL(ctx, unguard+c.tamper+";"+guard); err != nil {
				t.Fatal(err)
			}
			s.Forget()
			_, err := s.Check(ctx)
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			wantCode(t, err, dialog.Damaged)
			if msg := dialog.ErrorMessage(err); !strings.Contains(msg, c.want) {
				t.Errorf("%q does not say %q", msg, c.want)
			}
			if c.want != derived {
				return
			}
			if err := s.Rederive(ctx); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Check(ctx); err != nil {
				t.Errorf("deriving again did not put it right: %v", err)
			}
		})
	}
}

// What was cut off the end leaves a sound journal; only a head kept elsewhere
// tells.
func TestCheckAndACutTail(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	add(t, s, takenOver(p, s.NewID(), noon, 1))
	before, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SQL(ctx, unguard+`delete from journal where seq=2;`+guard); err != nil {
		t.Fatal(err)
	}
	s.Forget()
	if err := s.Rederive(ctx); err != nil {
		t.Fatal(err)
	}
	after, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if before.Head == after.Head || before.Head.Seq != 2 || after.Head.Seq != 1 {
		t.Errorf("the head is %v after %v", after.Head, before.Head)
	}
	if got := before.Head.String(); !strings.HasPrefix(got, "2 ") || len(got) != 18 {
		t.Errorf("the head is printed as %q", got)
	}
}

// An entry of this laptop taken out of the middle is seen even by who recomputes
// the chain: its own numbers have a gap.
func TestCheckSeesAGapInOwnNumbers(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	add(t, s, takenOver(p, s.NewID(), noon, 1))
	add(t, s, takenOver(p, s.NewID(), noon, 2))
	var head [32]byte
	script := unguard + `delete from journal where seq=2; update journal set seq=2 where seq=3;`
	for seq, old := range []int{1, 3} {
		digest, err := s.Ask(ctx, `select hex(digest) from journal where seq=?`, old)
		if err != nil {
			t.Fatal(err)
		}
		b, err := hex.DecodeString(digest)
		if err != nil {
			t.Fatal(err)
		}
		head = dialog.NextHead(head, [32]byte(b))
		script += fmt.Sprintf(`update journal set head=x'%x' where seq=%d;`, head, seq+1)
	}
	if err := s.SQL(ctx, script+guard); err != nil {
		t.Fatal(err)
	}
	s.Forget()
	if err := s.Rederive(ctx); err != nil {
		t.Fatal(err)
	}
	_, err := s.Check(ctx)
	wantCode(t, err, dialog.Damaged)
	if msg := dialog.ErrorMessage(err); !strings.Contains(msg, "entry 2 of its journal: the one this laptop made before it is gone") {
		t.Error(msg)
	}
}

// Nothing that SQL offers changes the journal.
func TestTheJournalOnlyGrows(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	add(t, s, takenOver(p, s.NewID(), noon, 1))
	const columns = `id,device,device_seq,rank,scope,kind,person,worker,done_at,recorded_at,payload,payload_sha,digest,head`
	for _, script := range []string{
		`update journal set payload=x''`,
		`update or replace journal set seq=1 where seq=2`,
		`delete from journal`,
		`insert into journal select * from journal where seq=1`,
		`insert or replace into journal select * from journal where seq=1`,
		`replace into journal(seq,` + columns + `) select 3,` + columns + ` from journal where seq=1`,
		`insert or ignore into journal(seq,` + columns + `) select 7,id,device,99,rank,scope,kind,person,worker,done_at,recorded_at,payload,payload_sha,digest,head from journal where seq=1`,
		`insert into journal select * from journal where seq=1 on conflict(seq) do update set payload=x''`,
	} {
		if err := s.SQL(ctx, script); err == nil {
			t.Errorf("allowed: %s", script)
		}
		if got, err := s.Ask(ctx, `select count(*)||' '||sum(length(payload)>50) from journal`); err != nil || got != "2 2" {
			t.Fatalf("after %s the journal is %s (%v)", script, got, err)
		}
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// A check of a long journal lets others work in between.
func TestCheckWhileOthersWork(t *testing.T) {
	s, _ := opened(t)
	if _, err := s.AppendAll(ctx, crowd(s, 60, 10), nil); err != nil {
		t.Fatal(err)
	}
	p := s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	stop, failed := make(chan bool), make(chan error, 1)
	go func() {
		var err error
		for i := 0; err == nil; i++ {
			select {
			case <-stop:
				failed <- nil
				return
			default:
				_, err = s.Append(ctx, takenOver(p, s.NewID(), noon, i))
			}
		}
		failed <- err
	}()
	r, err := s.Check(ctx)
	close(stop)
	if err != nil || r.People != 61 || r.Head.Seq < 721 {
		t.Error(fmt.Sprint(r.People, r.Head), err)
	}
	if err := <-failed; err != nil {
		t.Error(err)
	}
}
