package dialog_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
)

func drawAnswer(t *rapid.T) dialog.Answer {
	some := rapid.OneOf(rapid.Just(""), rapid.StringN(0, 12, 40), rapid.SampledFrom([]string{"en", "é", "<b>", `say "so"`, "a\u2028b", "\ufffd", "tab\t", "\x7f", "日本"}))
	return dialog.Answer{
		State:  rapid.OneOf(rapid.SampledFrom([]dialog.State{dialog.Rated, dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen}), rapid.Just(dialog.State("else"))).Draw(t, "state"),
		Rating: rapid.SampledFrom([]int{0, 1, 4, 7, 9, 10, -1}).Draw(t, "rating"),
		Help:   rapid.SampledFrom([]dialog.Help{"", dialog.HelpWanted, dialog.HelpNot, "perhaps"}).Draw(t, "help"),
		Note:   some.Draw(t, "note"), Language: some.Draw(t, "language"), Mode: dialog.Mode(some.Draw(t, "mode")),
	}
}

func drawQuick(t *rapid.T) dialog.Body {
	id := func(name string) (id dialog.ID) {
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, name))
		return id
	}
	words := rapid.SampledFrom([]string{"", "en", "dialog", "1", "Free DIALOG+", "a&b", "ü"})
	if rapid.Bool().Draw(t, "one answer") {
		return &dialog.AnswerRecorded{Assessment: id("assessment"), Domain: dialog.Domain(rapid.IntRange(0, 11).Draw(t, "domain")),
			Answer: drawAnswer(t), Reason: words.Draw(t, "reason")}
	}
	b := &dialog.AssessmentTakenOver{Assessment: id("assessment"), Instrument: dialog.Instrument{Name: words.Draw(t, "name"), Version: words.Draw(t, "version")},
		Completion: dialog.Completion(words.Draw(t, "completion")), Language: words.Draw(t, "language"), Referral: id("referral"), Source: words.Draw(t, "source")}
	if rapid.Bool().Draw(t, "with answers") {
		b.Answers = map[dialog.Domain]dialog.Answer{}
		for range rapid.IntRange(0, 11).Draw(t, "answers") {
			b.Answers[dialog.Domain(rapid.IntRange(0, 11).Draw(t, "of"))] = drawAnswer(t)
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "more") == 0 {
		b.Areas = []dialog.Domain{dialog.Meetings}
	}
	return b
}

// The quick way writes what the full one does or leaves it to that.
func TestTheQuickWayWritesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := drawQuick(t)
		quick, ok := dialog.QuickPayload(body, [16]byte{1, 0xab})
		full, err := dialog.FullPayload(body, [16]byte{1, 0xab})
		if ok && (err != nil || !bytes.Equal(quick, full)) {
			t.Fatalf("quickly %s, in full %s, %v", quick, full, err)
		}
	})
}

// sameReading compares what the two ways make of a payload.
func sameReading(t interface{ Fatalf(string, ...any) }, k dialog.Kind, b []byte) {
	quick, ok := dialog.QuickBody(k, b)
	if !ok {
		return
	}
	full, err := dialog.FullBody(k, b)
	if err != nil {
		t.Fatalf("quickly read and refused in full, %v: %s", err, b)
	}
	if diff := cmp.Diff(full, quick, sameTimes); diff != "" {
		t.Fatalf("%s is read in two ways: %s", b, diff)
	}
}

// sameReplay compares what replaying a payload adds to a record with what the entry read
// in full adds.
func sameReplay(t interface{ Fatalf(string, ...any) }, k dialog.Kind, b []byte) {
	on := dialog.On(dialog.Date{Year: 2026, Month: 3, Day: 14})
	e := dialog.Entry{ID: dialog.ID{8}, Device: dialog.ID{7}, RecordedAt: on, Change: dialog.Change{Worker: dialog.ID{6}, DoneAt: on}}
	var replayed, applied dialog.Record
	err := dialog.Replay(&replayed, &e, k, b)
	body, refused := dialog.FullBody(k, b)
	if (err == nil) != (refused == nil) {
		t.Fatalf("replayed %v, read in full %v: %s", err, refused, b)
	}
	if refused == nil {
		e.Body = body
		dialog.Apply(&applied, &e)
	}
	if diff := cmp.Diff(applied, replayed, sameTimes); diff != "" {
		t.Fatalf("%s is replayed in two ways: %s", b, diff)
	}
}

// The quick way reads what the full one does or leaves it to that, whatever was done
// to a payload.
func TestTheQuickWayReadsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := drawQuick(t)
		b, err := dialog.FullPayload(body, [16]byte{7})
		if err != nil {
			return
		}
		sameReading(t, body.Kind(), b)
		sameReplay(t, body.Kind(), b)
		at, much := rapid.IntRange(0, len(b)).Draw(t, "at"), rapid.IntRange(0, 4).Draw(t, "taken out")
		put := rapid.SampledFrom([]string{"", "a", "A", `"`, ",", " ", "0", "{", "}", `\u0061`, "\xff", `,"help":""`, `,"rating":0`}).Draw(t, "put in")
		altered := slices.Concat(b[:at], []byte(put), b[min(at+much, len(b)):])
		sameReading(t, body.Kind(), altered)
		sameReplay(t, body.Kind(), altered)
	})
}

func FuzzQuickBody(f *testing.F) {
	for _, body := range []dialog.Body{rate(4, dialog.Friendships, 7), usualAssessment()} {
		b, _ := dialog.EncodePayload(body, [16]byte{})
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, k := range []dialog.Kind{dialog.KindAnswer, dialog.KindTakenOver} {
			sameReading(t, k, b)
			sameReplay(t, k, b)
		}
	})
}

// usualAssessment is one as they are taken over by the hundred thousand.
func usualAssessment() *dialog.AssessmentTakenOver {
	b := &dialog.AssessmentTakenOver{Assessment: dialog.ID{1, 2, 3}, Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Completion: dialog.Together,
		Language: "en", Referral: dialog.ID{4}, Answers: map[dialog.Domain]dialog.Answer{}}
	for i, d := range dialog.Domains() {
		b.Answers[d] = dialog.Answer{State: dialog.Rated, Rating: 1 + i%7, Help: dialog.HelpNot, Language: "en"}
	}
	return b
}

// What nearly every journal consists of is read and written the quick way, which is
// what makes somebody's years open at once.
func TestUsualEntriesTakeFewAllocations(t *testing.T) {
	body := usualAssessment()
	b, err := dialog.EncodePayload(body, [16]byte{9})
	if err != nil {
		t.Fatal(err)
	}
	reading := testing.AllocsPerRun(20, func() {
		if _, err := dialog.DecodePayload(dialog.KindTakenOver, b); err != nil {
			t.Fatal(err)
		}
	})
	e := dialog.Entry{Change: dialog.Change{Person: dialog.ID{9}, DoneAt: dialog.On(dialog.Date{Year: 2026, Month: 3, Day: 14})}}
	replaying := testing.AllocsPerRun(20, func() {
		if err := dialog.Replay(&dialog.Record{}, &e, dialog.KindTakenOver, b); err != nil {
			t.Fatal(err)
		}
	})
	writing := testing.AllocsPerRun(20, func() {
		if _, err := dialog.EncodePayload(body, [16]byte{9}); err != nil {
			t.Fatal(err)
		}
	})
	if reading > 18 || replaying > 6 || writing > 8 { // a map holds each answer apart
		t.Errorf("reading an assessment takes %.0f allocations, replaying one %.0f and writing one %.0f; they should be 16, 5 and 5", reading, replaying, writing)
	}
}
