package store_test

import (
	"crypto/sha256"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/store"
)

// told makes a record with one person and some answers on another laptop and
// returns what travels.
func told(t *testing.T) (person dialog.ID, entries []store.Foreign) {
	t.Helper()
	s, _ := opened(t)
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	add(t, s, start(p, a))
	add(t, s, about(p, &dialog.RecordOpened{})) // stays there
	add(t, s, rate(p, a, dialog.MentalHealth, 3))
	add(t, s, rate(p, a, dialog.Meetings, 6))
	out, err := s.Outgoing(ctx, s.Device(), 0, 100)
	if err != nil || len(out) != 4 {
		t.Fatal(len(out), err)
	}
	return p, out
}

// again writes the digest of an entry that was altered, as somebody would who
// forges one.
func again(f *store.Foreign) {
	body, err := dialog.DecodePayload(f.Kind, f.Payload)
	if err == nil {
		f.Entry.Body = body
	}
	f.Digest = f.Entry.Digest(sha256.Sum256(f.Payload))
}

func encoded(t *testing.T, b dialog.Body) []byte {
	t.Helper()
	payload, err := dialog.EncodePayload(b, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func TestReceive(t *testing.T) {
	p, entries := told(t)
	s, _ := opened(t)
	n, err := s.Receive(ctx, append(entries, entries...))
	if err != nil || n != len(entries) {
		t.Fatalf("%d were new, %v", n, err)
	}
	if n, err := s.Receive(ctx, entries); err != nil || n != 0 {
		t.Fatalf("the second time %d were new, %v", n, err)
	}
	r, err := s.Record(ctx, p)
	if err != nil || r.Draft().Answers.Count(dialog.Rated) != 2 {
		t.Fatal(r, err)
	}
	c := add(t, s, rate(p, r.Draft().ID, dialog.Friendships, 1))
	if last := entries[len(entries)-1].Entry.Rank; c.Entries[0].Rank != last+1 {
		t.Errorf("the next entry has rank %d after %d", c.Entries[0].Rank, last)
	}
	report, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []store.Gap{{Device: entries[0].Entry.Device, First: 3, Last: 3}} // the opening stayed there
	if diff := cmp.Diff(want, report.Missing); diff != "" {
		t.Errorf("missing:\n%s", diff)
	}
}

// What cannot be taken in is refused, with everything that came with it.
func TestReceiveRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		alter func(t *testing.T, s *store.Store, f *store.Foreign)
		want  dialog.Code
	}{
		{"an altered payload", func(t *testing.T, _ *store.Store, f *store.Foreign) { f.Payload[len(f.Payload)-3] ^= 1 }, dialog.Damaged},
		{"an altered header", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.Worker[0] ^= 1 }, dialog.Damaged},
		{"no payload", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Payload = nil; again(f) }, dialog.Damaged},
		{"a kind not known yet", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Kind = "answer.sung" }, dialog.Newer},
		{"an opening that should have stayed", func(t *testing.T, _ *store.Store, f *store.Foreign) {
			f.Kind, f.Payload = dialog.KindOpened, encoded(t, &dialog.RecordOpened{})
			again(f)
		}, dialog.Invalid},
		{"a rating off the scale", func(t *testing.T, _ *store.Store, f *store.Foreign) {
			f.Kind, f.Payload = dialog.KindAnswer, encoded(t, &dialog.AnswerRecorded{Assessment: dialog.ID{1}, Domain: dialog.Meetings,
				Answer: dialog.Answer{State: dialog.Rated, Rating: 70}})
			again(f)
		}, dialog.Invalid},
		{"a real NHS number in the demo", func(t *testing.T, _ *store.Store, f *store.Foreign) {
			f.Kind, f.Payload = dialog.KindPerson, encoded(t, &dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", NHSNumber: "4010232137"}})
			again(f)
		}, dialog.Invalid},
		{"nobody", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.Person = dialog.ID{}; again(f) }, dialog.Invalid},
		{"no installation", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.Device = dialog.ID{}; again(f) }, dialog.Invalid},
		{"a number before the first", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.DeviceSeq = 0; again(f) }, dialog.Invalid},
		{"a rank beyond all", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.Rank = 1 << 60; again(f) }, dialog.Invalid},
		{"a rank out of its own order", func(_ *testing.T, _ *store.Store, f *store.Foreign) {
			f.Entry.DeviceSeq += 100
			f.Entry.Rank = 1
			again(f)
		}, dialog.Invalid},
		{"no time", func(_ *testing.T, _ *store.Store, f *store.Foreign) { f.Entry.RecordedAt = dialog.When{}; again(f) }, dialog.Invalid},
		{"another entry in its place", func(_ *testing.T, _ *store.Store, f *store.Foreign) {
			f.Entry.DeviceSeq = 1
			f.Entry.Rank = 1
			again(f)
		}, dialog.Conflict},
		{"what this laptop never made", func(_ *testing.T, s *store.Store, f *store.Foreign) { f.Entry.Device = s.Device(); again(f) }, dialog.Conflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, entries := told(t)
			s, _ := opened(t)
			if _, err := s.Receive(ctx, entries[:2]); err != nil {
				t.Fatal(err)
			}
			before, err := s.Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			altered := entries[3]
			altered.Payload = append([]byte(nil), altered.Payload...)
			c.alter(t, s, &altered)
			_, err = s.Receive(ctx, []store.Foreign{entries[2], altered})
			wantCode(t, err, c.want)
			if after, err := s.Head(ctx); err != nil || after != before {
				t.Errorf("the head moved from %v to %v (%v)", before, after, err)
			}
			r, err := s.Record(ctx, p)
			if err != nil || r.Draft().Answers.Count(dialog.Rated) != 0 {
				t.Errorf("a part was taken in (%v)", err)
			}
			if n, err := s.Receive(ctx, entries); err != nil || n != 2 {
				t.Errorf("what is right is not taken in after a refusal: %d, %v", n, err)
			}
		})
	}
}

func TestOutgoingComesInParts(t *testing.T) {
	_, entries := told(t)
	s, _ := opened(t)
	if _, err := s.Receive(ctx, entries); err != nil {
		t.Fatal(err)
	}
	device := entries[0].Entry.Device
	part, err := s.Outgoing(ctx, device, 2, 1)
	if err != nil || len(part) != 1 || part[0].Entry.DeviceSeq != 4 {
		t.Fatal(part, err)
	}
	if diff := cmp.Diff(entries[2], part[0], sameWhen); diff != "" {
		t.Errorf("an entry does not travel on as it came:\n%s", diff)
	}
}
