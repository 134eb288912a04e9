package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/dialog/trial"
	"alongside/store"
)

// caseloadFile is a caseload of n made-up people as CSV.
func caseloadFile(n int) []byte {
	var b strings.Builder
	b.WriteString("Surname,Forename,DOB,RiO ID,Team,Referral date\n")
	for i := range n {
		fmt.Fprintf(&b, "Family%05d,Given%d,%d-Jul-%d,L%d,North Hub,05-Jan-2026\n", i*7919%n, i, 1+i%28, 1950+i%50, i)
	}
	return []byte(b.String())
}

// taking is what a caseload becomes, for a record that has nobody.
func taking(t testing.TB, s *store.Store, b []byte) (store.TakeIn, error) {
	t.Helper()
	sheet, err := intake.ReadSheet(b)
	if err != nil {
		return store.TakeIn{}, err
	}
	c, err := sheet.Caseload(intake.Reading{Mapping: sheet.Guess(), Order: intake.DayFirst, Today: dialog.DateOf(noon)})
	if err != nil {
		return store.TakeIn{}, err
	}
	groups, err := c.Changes(true, dialog.At(noon), s.NewID)
	return store.TakeIn{File: dialog.FileTakenIn{Format: "caseload", SHA256: sheet.SHA256, Rows: len(sheet.Rows), People: len(groups)}, Groups: groups}, err
}

func TestTakeIn(t *testing.T) {
	o := newOffice(t)
	in, err := taking(t, o.Store, caseloadFile(3))
	if err != nil {
		t.Fatal(err)
	}
	in.Groups[2] = in.Groups[2][:1] // who has no referral
	told := 0
	if err := o.clinician.TakeIn(ctx, in, func(n int) { told = n }); err != nil || told != 3 {
		t.Fatalf("%d people: %v", told, err)
	}
	mine := func(v *store.Session) (all []string) {
		people, err := v.Caseload(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if strings.HasPrefix(p.Person.Family, "Family") {
				all = append(all, p.Person.LocalPatientID)
			}
		}
		slices.Sort(all)
		return all
	}
	if got := strings.Join(mine(o.clinician), " "); got != "L2" {
		t.Errorf("the clinician lists %s; the others are the team's", got)
	}
	if got := strings.Join(mine(o.peer), " "); got != "L0 L1" {
		t.Errorf("the team lists %s", got)
	}
	lines, err := o.admin.LatestAudit(ctx, 10)
	if err != nil || lines[len(lines)-1].Kind == "" {
		t.Fatal(err)
	}
	i := slices.IndexFunc(lines, func(l dialog.AuditLine) bool { return l.Kind == dialog.KindFileTakenIn })
	if i < 0 || lines[i].Worker != "Kim" || !strings.Contains(lines[i].Detail, in.File.SHA256) {
		t.Errorf("the journal says %+v", lines)
	}
}

func TestTakeInForOneself(t *testing.T) {
	o := newOffice(t)
	in, err := taking(t, o.Store, caseloadFile(2))
	if err != nil {
		t.Fatal(err)
	}
	in.Mine = true
	if err := o.clinician.TakeIn(ctx, in, nil); err != nil {
		t.Fatal(err)
	}
	people, err := o.clinician.Caseload(ctx)
	if err != nil || len(people) != 4 {
		t.Errorf("%d people: %v", len(people), err)
	}
}

func TestTakeInIsRefused(t *testing.T) {
	o := newOffice(t)
	in, err := taking(t, o.Store, caseloadFile(2))
	if err != nil {
		t.Fatal(err)
	}
	adas := in
	adas.Groups = slices.Clone(in.Groups)
	there := *adas.Groups[1][0].Body.(*dialog.PersonRecorded)
	there.NHSNumber = "9990732574"
	adas.Groups[1] = []dialog.Change{{Person: o.NewID(), DoneAt: dialog.At(noon), Body: &there}}
	wrong := in
	wrong.Groups = append(slices.Clone(in.Groups), []dialog.Change{about(o.NewID(), &dialog.PersonRecorded{})})
	others := in
	others.Groups = [][]dialog.Change{{takenOver(o.ada, o.NewID(), noon, 1)}}
	noFile := in
	noFile.File.SHA256 = ""
	ended, end := context.WithCancel(ctx)
	end()
	before, err := o.Contents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		session *store.Session
		in      store.TakeIn
		ctx     context.Context
		want    dialog.Code
	}{
		"a peer worker":                         {o.peer, in, ctx, dialog.Denied},
		"an auditor":                            {o.auditor, in, ctx, dialog.Denied},
		"somebody without a role":               {o.nobody, in, ctx, dialog.Denied},
		"somebody who is on another caseload":   {o.clinician, adas, ctx, dialog.Conflict},
		"one in the last place who has no name": {o.clinician, wrong, ctx, dialog.Invalid},
		"the history of somebody else's":        {o.clinician, others, ctx, dialog.Denied},
		"no word on which file it was":          {o.clinician, noFile, ctx, dialog.Invalid},
		"it was called off":                     {o.clinician, in, ended, dialog.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.session.TakeIn(c.ctx, c.in, nil)
			if dialog.ErrorCode(err) != c.want {
				t.Errorf("got %v", err)
			}
			if after, err := o.Contents(ctx); err != nil || after != before {
				t.Errorf("the record was %+v and is %+v: %v", before, after, err)
			}
		})
	}
}

// Called off in the middle, nothing of it is there, and it can be done again.
func TestTakeInCalledOffInTheMiddle(t *testing.T) {
	o := newOffice(t)
	in, err := taking(t, o.Store, caseloadFile(50))
	if err != nil {
		t.Fatal(err)
	}
	before, err := o.Contents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(ctx)
	err = o.clinician.TakeIn(stopped, in, func(n int) {
		if n == 25 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if after, err := o.Contents(ctx); err != nil || after != before {
		t.Errorf("the record was %+v and is %+v: %v", before, after, err)
	}
	if err := o.clinician.TakeIn(ctx, in, nil); err != nil {
		t.Fatal(err)
	}
}

// Of damaged files, each is taken whole or leaves the record as it was.
func TestDamagedFilesAndTheRecord(t *testing.T) {
	o := newOffice(t)
	whole := string(caseloadFile(6))
	random := rand.New(rand.NewPCG(3, 4))
	taken, times := 0, trial.Times(300, 3_000)
	before, err := o.Contents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for n := range times {
		b := []byte(strings.ReplaceAll(whole, ",L", fmt.Sprintf(",L%d-", n)))
		for range random.IntN(3) {
			i := random.IntN(len(b))
			switch random.IntN(3) {
			case 0:
				b[i] = byte(random.IntN(256))
			case 1:
				b = slices.Delete(b, i, min(len(b), i+1+random.IntN(8)))
			case 2:
				b = slices.Insert(b, i, []byte{',', '"', '\n', 0}[random.IntN(4)])
			}
		}
		in, err := taking(t, o.Store, b)
		if err == nil {
			err = o.clinician.TakeIn(ctx, in, nil)
		}
		after, contentsErr := o.Contents(ctx)
		if contentsErr != nil {
			t.Fatal(contentsErr)
		}
		switch {
		case err != nil && after != before:
			t.Fatalf("refused with %v, and the record changed: %q", err, b)
		case err == nil && after.People != before.People+len(in.Groups):
			t.Fatalf("%d people were added of %d: %q", after.People-before.People, len(in.Groups), b)
		case err == nil:
			taken++
		}
		before = after
	}
	t.Logf("%d of %d damaged files were taken whole", taken, times)
	if taken == 0 || taken == times {
		t.Error("the damage shows nothing")
	}
}

// TestALargeCaseload prints how long ten thousand people take.
func TestALargeCaseload(t *testing.T) {
	s, _ := opened(t)
	w := dialog.Worker{ID: s.NewID(), Name: "Kim", Role: dialog.Clinician}
	n := trial.Times(300, 10_000)
	began := time.Now()
	in, err := taking(t, s, caseloadFile(n))
	if err != nil {
		t.Fatal(err)
	}
	read := time.Since(began)
	if err := s.As(w).TakeIn(ctx, in, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("figures: %d people read in %s, recorded in %s", n, read.Round(time.Millisecond), (time.Since(began) - read).Round(time.Millisecond))
	all, err := s.Caseload(ctx)
	if err != nil || len(all) != n {
		t.Errorf("%d people: %v", len(all), err)
	}
}
