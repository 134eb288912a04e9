package store_test

import (
	"testing"

	"alongside/dialog"
	"alongside/store"
)

// office is a record with a few people and one session for each role.
type office struct {
	*store.Store
	admin, clinician, peer, auditor, nobody *store.Session
	ada, ben, cem                           dialog.ID // of the North hub, on the clinician's caseload, and sensitive
}

func newOffice(t *testing.T) *office {
	t.Helper()
	s, _ := opened(t)
	o := &office{Store: s, ada: s.NewID(), ben: s.NewID(), cem: s.NewID()}
	as := func(name string, role dialog.Role, team string) *store.Session {
		w := dialog.Worker{ID: s.NewID(), Name: name, Role: role, Team: team}
		add(t, s, dialog.Change{Worker: w.ID, DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: w}})
		return s.As(w)
	}
	o.admin, o.clinician = as("Sam", dialog.Administrator, ""), as("Kim", dialog.Clinician, "South hub")
	o.peer, o.auditor, o.nobody = as("Alex", dialog.PeerWorker, "north HUB"), as("Robin", dialog.Auditor, "North hub"), as("Old", "", "North hub")
	born := dialog.Date{Year: 1980, Month: 5, Day: 4}
	add(t, s, about(o.ada, &dialog.PersonRecorded{Person: dialog.Person{Family: "Quill", Given: "Ada", BirthDate: born, NHSNumber: "9990732574"}}),
		about(o.ada, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Team: "North Hub"}}))
	add(t, s, about(o.ben, &dialog.PersonRecorded{Person: dialog.Person{Family: "Quill", Given: "Ben", BirthDate: born, LocalPatientID: "L7"}}),
		about(o.ben, &dialog.CaseloadRecorded{Of: o.clinician.Worker().ID, On: true}))
	add(t, s, about(o.cem, &dialog.PersonRecorded{Person: dialog.Person{Family: "Öz", Given: "Cem", BirthDate: born, LocalPatientID: "L8"}}),
		about(o.cem, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Team: "North Hub"}}),
		about(o.cem, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{o.clinician.Worker().ID}, Reason: "A colleague"}))
	return o
}

func TestEachWorkerListsTheirOwn(t *testing.T) {
	o := newOffice(t)
	for name, c := range map[string]struct {
		session *store.Session
		want    []dialog.ID
	}{
		"an administrator without a team":      {o.admin, nil},
		"a clinician, and who named them":      {o.clinician, []dialog.ID{o.cem, o.ben}},
		"a peer worker of the hub":             {o.peer, []dialog.ID{o.ada}},
		"an auditor, who opens nobody":         {o.auditor, nil},
		"somebody without a role, of that hub": {o.nobody, nil},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := c.session.Caseload(ctx)
			if err != nil {
				t.Fatal(err)
			}
			listed := map[dialog.ID]bool{}
			for _, s := range all {
				listed[s.Person.ID] = true
			}
			if len(listed) != len(c.want) {
				t.Errorf("%d are listed", len(listed))
			}
			for _, p := range c.want {
				if !listed[p] {
					t.Errorf("%s is not listed", p)
				}
			}
			for _, p := range []dialog.ID{o.ada, o.ben, o.cem} {
				_, errRecord := c.session.Record(ctx, p)
				_, errEntries := c.session.Entries(ctx, p)
				_, errAppend := c.session.Append(ctx, about(p, &dialog.RecordOpened{}))
				for _, err := range []error{errRecord, errEntries, errAppend} {
					want := dialog.Denied
					if listed[p] {
						want = ""
					}
					wantCode(t, err, want)
				}
			}
		})
	}
}

func TestOthersAreOpenedWithTwoIdentifiersAndAReason(t *testing.T) {
	born := dialog.Date{Year: 1980, Month: 5, Day: 4}
	for _, c := range []struct {
		name   string
		by     dialog.Identifiers
		reason string
		want   dialog.Code
	}{
		{"number and birth date", dialog.Identifiers{NHSNumber: "9990732574", BirthDate: born}, "On call", ""},
		{"name and number, whatever the accents", dialog.Identifiers{Family: "QUILL", NHSNumber: "9990732574"}, "On call", ""},
		{"one identifier", dialog.Identifiers{NHSNumber: "9990732574"}, "On call", dialog.Invalid},
		{"no reason", dialog.Identifiers{NHSNumber: "9990732574", BirthDate: born}, "", dialog.Invalid},
		{"nobody has both", dialog.Identifiers{NHSNumber: "9990732574", LocalID: "L7"}, "On call", dialog.NotFound},
		{"two people have both", dialog.Identifiers{Family: "Quill", BirthDate: born}, "On call", dialog.Conflict},
		{"a sensitive record", dialog.Identifiers{Family: "oz", LocalID: "l8"}, "On call", dialog.Denied},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			before := count(t, o.Store, o.ada, o.ben, o.cem)
			p, err := o.admin.OpenOther(ctx, c.by, c.reason)
			wantCode(t, err, c.want)
			after := count(t, o.Store, o.ada, o.ben, o.cem)
			switch c.want {
			case "":
				if p != o.ada || after != before+1 {
					t.Errorf("%s was opened, with %d entries", p, after-before)
				}
				if _, err := o.admin.Record(ctx, p); err != nil {
					t.Error(err)
				}
				e := latest(t, o.Store, p)
				if b, ok := e.Body.(*dialog.RecordOpened); !ok || b.Reason != c.reason || len(b.By) != 2 || e.Worker != o.admin.Worker().ID {
					t.Errorf("the journal says %+v", e.Body)
				}
			case dialog.Denied:
				if b, ok := latest(t, o.Store, o.cem).Body.(*dialog.RecordOpened); !ok || !b.Refused || after != before+1 {
					t.Errorf("the journal says %+v", b)
				}
			default:
				if after != before {
					t.Errorf("%d entries were made", after-before)
				}
			}
			if _, err := o.Store.As(o.admin.Worker()).Record(ctx, o.ada); dialog.ErrorCode(err) != dialog.Denied {
				t.Errorf("it stays open for the next session: %v", err)
			}
		})
	}
	o := newOffice(t)
	_, err := o.peer.OpenOther(ctx, dialog.Identifiers{LocalID: "L7", BirthDate: born}, "Curious")
	wantCode(t, err, dialog.Denied)
}

// A sensitive record of which nobody who is named is left opens to an administrator,
// with two identifiers and a reason, and to nobody else.
func TestASensitiveRecordIsNotLost(t *testing.T) {
	o := newOffice(t)
	by := dialog.Identifiers{Family: "oz", LocalID: "l8"}
	_, err := o.admin.OpenOther(ctx, by, "On call")
	wantCode(t, err, dialog.Denied)
	left := o.clinician.Worker()
	left.Left = true
	add(t, o.Store, dialog.Change{Worker: left.ID, DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: left}})
	other := o.Store.As(dialog.Worker{ID: o.NewID(), Name: "Pat", Role: dialog.Clinician})
	_, err = other.OpenOther(ctx, by, "On call")
	wantCode(t, err, dialog.Denied)
	p, err := o.admin.OpenOther(ctx, by, "Kim has left")
	if err != nil || p != o.cem {
		t.Fatal(p, err)
	}
	if _, err := o.admin.Record(ctx, p); err != nil {
		t.Error(err)
	}
	recorded(t, o.admin, about(p, &dialog.AccessRecorded{Reason: "Kim has left"}))
}

func count(t *testing.T, s *store.Store, people ...dialog.ID) (n int) {
	t.Helper()
	for _, p := range people {
		entries, err := s.Entries(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		n += len(entries)
	}
	return n
}

func latest(t *testing.T, s *store.Store, p dialog.ID) dialog.Entry {
	t.Helper()
	entries, err := s.Entries(ctx, p)
	if err != nil || len(entries) == 0 {
		t.Fatalf("no entries (%v)", err)
	}
	return entries[len(entries)-1]
}

// What a role does not allow is refused with a sentence, and changes nothing.
func TestRolesAreHeldTo(t *testing.T) {
	o := newOffice(t)
	theirs, a := o.NewID(), o.NewID()
	add(t, o.Store, about(o.ada, start(o.ada, a).Body), rate(o.ada, a, dialog.Meetings, 4), finish(o.ada, a))
	own := func(v *store.Session) dialog.ID {
		id := o.NewID()
		p := o.NewID()
		recorded(t, v, personNamed(p, "New", id.String()))
		return p
	}
	amend := about(o.ada, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Meetings, Answer: dialog.Answer{State: dialog.Rated, Rating: 5, Language: "en"}, Reason: "Misheard"})
	setting := dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.SettingChanged{Name: dialog.SettingSoonDays, Value: "9"}}
	worker := dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: theirs, Name: "New"}}}
	for _, c := range []struct {
		name    string
		session *store.Session
		change  dialog.Change
		want    dialog.Code
	}{
		{"a peer worker records", o.peer, rate(o.ada, a, dialog.Meetings, 4), dialog.Denied}, // finished, and another's
		{"a peer worker amends another's", o.peer, amend, dialog.Denied},
		{"a peer worker adds a person", o.peer, personNamed(o.NewID(), "New", "Ada"), ""},
		{"a peer worker marks a record", o.peer, about(o.ada, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{theirs}, Reason: "A friend"}), dialog.Denied},
		{"a peer worker changes settings", o.peer, setting, dialog.Denied},
		{"a clinician changes settings", o.clinician, setting, dialog.Denied},
		{"an administrator changes settings", o.admin, setting, ""},
		{"a clinician lets somebody in", o.clinician, worker, dialog.Denied},
		{"an auditor records", o.auditor, personNamed(o.NewID(), "New", "Ada"), dialog.Denied},
		{"somebody without a role", o.nobody, personNamed(o.NewID(), "New", "Ada"), dialog.Denied},
		{"a clinician marks their own", o.clinician, about(o.ben, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{o.clinician.Worker().ID}, Reason: "A friend"}), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := o.Head(ctx)
			_, err := c.session.Append(ctx, c.change)
			wantCode(t, err, c.want)
			if after, _ := o.Head(ctx); c.want != "" && after != before {
				t.Error("something was recorded")
			}
		})
	}
	p := own(o.peer)
	if r, err := o.peer.Record(ctx, p); err != nil || len(r.Access.Caseload) != 1 {
		t.Errorf("who was added is on the caseload: %+v, %v", r, err)
	}
	if e := latest(t, o.Store, p); e.Worker != o.peer.Worker().ID {
		t.Error("another worker is said to have recorded it")
	}
}

// Somebody with an NHS number that is in the record is not added twice, whoever can
// see the first.
func TestNobodyIsAddedTwiceUnseen(t *testing.T) {
	o := newOffice(t)
	again := about(o.NewID(), &dialog.PersonRecorded{Person: dialog.Person{Family: "Quill", Given: "A", NHSNumber: "9990732574"}})
	_, err := o.clinician.Append(ctx, again)
	wantCode(t, err, dialog.Conflict)
}
