package transfer_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/transfer"
)

// station is a laptop with a record on it and somebody who may exchange it.
type station struct {
	*store.Store
	v      *store.Session
	laptop *transfer.Laptop
	peers  []dialog.Peer
}

type fatal interface {
	Helper()
	Fatal(...any)
}

func newStation(t fatal, dir string) *station {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	w := dialog.Worker{ID: s.NewID(), Name: "Sam " + filepath.Base(dir), Role: dialog.Administrator}
	if _, err := s.Append(ctx, dialog.Change{Worker: w.ID, DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: w}}); err != nil {
		t.Fatal(err)
	}
	st := &station{Store: s, v: s.As(w)}
	if st.laptop, err = transfer.OpenLaptop(ctx, st.v); err != nil {
		t.Fatal(err)
	}
	return st
}

// stations are paired laptops, each with all others.
func stations(t fatal, dir string, n int) []*station {
	t.Helper()
	var all []*station
	for i := range n {
		all = append(all, newStation(t, filepath.Join(dir, fmt.Sprint("laptop", i))))
	}
	for i, a := range all {
		for j, b := range all {
			if i == j {
				continue
			}
			path := filepath.Join(dir, "card")
			var card bytes.Buffer
			if err := b.laptop.WriteCard(&card, fmt.Sprint("Hub ", j)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, card.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			p, err := a.laptop.ReadCard(path)
			if err != nil || transfer.Number(p) != b.laptop.Number() {
				t.Fatal(p, err)
			}
			if err := a.v.Pair(ctx, p); err != nil {
				t.Fatal(err)
			}
		}
		var err error
		if a.peers, err = a.v.Peers(ctx); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func (s *station) close() { _ = s.Close() }

// meet records somebody and an answer of theirs.
func (s *station) meet(t fatal, family string) dialog.ID {
	t.Helper()
	p, a := s.NewID(), s.NewID()
	_, err := s.v.Append(ctx, dialog.Change{Person: p, DoneAt: dialog.At(noon), Body: &dialog.PersonRecorded{Person: dialog.Person{Family: family, Given: "Ada"}}},
		dialog.Change{Person: p, DoneAt: dialog.At(noon), Body: &dialog.AssessmentStarted{Assessment: a, Instrument: dialog.Instrument{Name: "dialog", Version: "1"},
			Layout: dialog.Interview, Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked}},
		dialog.Change{Person: p, DoneAt: dialog.At(noon), Body: &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Meetings,
			Answer: dialog.Answer{State: dialog.Rated, Rating: 6, Note: "<Canary> & note"}}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// share makes a bundle about people for another laptop.
func (s *station) share(t fatal, to *station, people ...dialog.ID) *store.Shared {
	t.Helper()
	a := dialog.Agreement{ID: s.NewID(), Name: "Agreement " + s.NewID().String(), With: to.Device(), Purpose: "Moving hubs", People: people}
	if err := s.v.Agree(ctx, a, ""); err != nil {
		t.Fatal(err)
	}
	out, err := s.v.Share(ctx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s *station) seal(t fatal, out *store.Shared) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.laptop.WriteBundle(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// take opens a sealed bundle and takes it in.
func (s *station) take(sealed []byte) (store.Taken, error) {
	b, err := s.laptop.ReadBundle(bytes.NewReader(sealed), s.peers)
	if err != nil {
		return store.Taken{}, err
	}
	return s.v.Receive(ctx, b)
}

func two(t testing.TB) (here, there *station) {
	t.Helper()
	all := stations(t, t.TempDir(), 2)
	t.Cleanup(all[0].close)
	t.Cleanup(all[1].close)
	return all[0], all[1]
}

func wantCode(t testing.TB, err error, want dialog.Code) {
	t.Helper()
	if got := dialog.ErrorCode(err); got != want {
		t.Fatalf("got code %q (%v), want %q", got, err, want)
	}
}

func TestABundleArrives(t *testing.T) {
	here, there := two(t)
	p := here.meet(t, "Quill")
	out := here.share(t, there, p)
	sealed := here.seal(t, out)
	for _, canary := range []string{"Quill", "Canary", p.String(), "Moving", here.Device().String()} {
		if bytes.Contains(sealed, []byte(canary)) {
			t.Errorf("%q can be read in it", canary)
		}
	}
	b, err := there.laptop.ReadBundle(bytes.NewReader(sealed), there.peers)
	if err != nil {
		t.Fatal(err)
	}
	sameWhen := cmp.Comparer(func(a, b dialog.When) bool {
		x, _ := a.MarshalText()
		y, _ := b.MarshalText()
		return string(x) == string(y)
	})
	noBody := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Body" }, cmp.Ignore())
	if diff := cmp.Diff(out.Bundle, b, sameWhen, noBody); diff != "" {
		t.Errorf("it does not come out as it went in:\n%s", diff)
	}
	taken, err := there.v.Receive(ctx, b)
	if err != nil || taken.New != 1 {
		t.Fatal(taken, err)
	}
	if again, err := there.take(sealed); err != nil || again != (store.Taken{}) {
		t.Errorf("the second time %+v (%v)", again, err)
	}
	r, err := there.v.Record(ctx, p)
	if err != nil || r.Person.Family != "Quill" || r.Draft().Answers.Get(dialog.Meetings).Note != "<Canary> & note" {
		t.Error(r, err)
	}
}

// Any program that reads the age format opens a bundle with the key it is sealed to.
func TestABundleIsAnAgeFile(t *testing.T) {
	here, there := two(t)
	sealed := here.seal(t, here.share(t, there, here.meet(t, "Quill")))
	b, err := there.v.LaptopSecret(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	var keys struct{ Age string }
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	identity, err := age.ParseX25519Identity(keys.Age)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(plain)
	if err != nil || !bytes.HasPrefix(all, []byte(`{"format":"alongside bundle 1",`)) {
		t.Error(err)
	}
}

// Nothing else opens one, and nobody else can have sent it.
func TestWhoABundleIsForAndFrom(t *testing.T) {
	all := stations(t, t.TempDir(), 3)
	here, there, third := all[0], all[1], all[2]
	for _, s := range all {
		t.Cleanup(s.close)
	}
	out := here.share(t, there, here.meet(t, "Quill"))
	_, err := third.take(here.seal(t, out))
	wantCode(t, err, dialog.Denied) // sealed to another

	onward := *out
	onward.To = peerOf(t, there, third)
	_, err = third.take(here.seal(t, &onward)) // sealed anew, and signed for another
	wantCode(t, err, dialog.Denied)

	_, err = there.take(third.seal(t, out)) // signed by a third that is paired too
	wantCode(t, err, dialog.Denied)

	strangers := slices.DeleteFunc(slices.Clone(there.peers), func(p dialog.Peer) bool { return p.Device == here.Device() })
	_, err = there.laptop.ReadBundle(bytes.NewReader(here.seal(t, out)), strangers)
	wantCode(t, err, dialog.Denied)
}

// peerOf is a laptop as another one has it.
func peerOf(t *testing.T, at, of *station) dialog.Peer {
	t.Helper()
	i := slices.IndexFunc(at.peers, func(p dialog.Peer) bool { return p.Device == of.Device() })
	if i < 0 {
		t.Fatal("it is not paired")
	}
	return at.peers[i]
}

// forge seals lines of its own making to a laptop, signed rightly by another: what
// somebody with that laptop's keys may send.
type forge struct {
	to      string
	signing ed25519.PrivateKey
}

func newForge(t testing.TB, from, to *station) *forge {
	t.Helper()
	b, err := from.v.LaptopSecret(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	var keys struct{ Signing string }
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	seed, err := base64.StdEncoding.DecodeString(keys.Signing)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(from.peers, func(p dialog.Peer) bool { return p.Device == to.Device() })
	return &forge{from.peers[i].Recipient, ed25519.NewKeyFromSeed(seed)}
}

func (f *forge) seal(t testing.TB, plain []byte) []byte {
	t.Helper()
	recipient, err := age.ParseX25519Recipient(f.to)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, recipient)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// signed adds the signature to lines.
func (f *forge) signed(lines string) []byte {
	return []byte(lines + fmt.Sprintf("{\"signature\":%q}\n", base64.StdEncoding.EncodeToString(ed25519.Sign(f.signing, transfer.SignedBundle([]byte(lines))))))
}

// lines are those of a bundle before its signature.
func linesOf(t testing.TB, from, to *station, out *store.Shared) string {
	t.Helper()
	sealed := from.seal(t, out)
	plain, err := to.laptop.Unseal(bytes.NewReader(sealed))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	s := strings.TrimSuffix(string(all), "\n")
	return s[:strings.LastIndexByte(s, '\n')+1]
}

// unmoved fails when something was taken in.
func (s *station) unmoved(t testing.TB, do func()) {
	t.Helper()
	before, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	do()
	if after, err := s.Head(ctx); err != nil || after != before {
		t.Fatalf("a part was taken in (%v)", err)
	}
}

// What is signed rightly and is no bundle all the same is refused whole.
func TestMalformedBundles(t *testing.T) {
	here, there := two(t)
	lines := linesOf(t, here, there, here.share(t, there, here.meet(t, "Quill")))
	head, rest, _ := strings.Cut(lines, "\n")
	first, _, _ := strings.Cut(rest, "\n")
	f := newForge(t, here, there)
	swap := func(old, with string) string {
		if !strings.Contains(lines, old) {
			t.Fatalf("there is no %q in a bundle", old)
		}
		return strings.Replace(lines, old, with, 1)
	}
	for name, bad := range map[string]string{
		"nothing":                       "",
		"not JSON":                      "hello\n",
		"only the head":                 head + "\n",
		"no head":                       rest,
		"an entry twice":                lines + first + "\n",
		"an entry less":                 head + "\n" + strings.TrimPrefix(rest, first+"\n"),
		"another format":                swap("alongside bundle 1", "alongside bundle 9"),
		"a doubled key":                 swap(`{"format"`, `{"format":"alongside bundle 1","format"`),
		"a key in another case":         swap(`"format"`, `"Format"`),
		"an unknown key":                swap(`{"format"`, `{"extra":1,"format"`),
		"a null":                        swap(`"sensitive":false`, `"sensitive":null`),
		"a space":                       swap(`{"format"`, `{ "format"`),
		"not UTF-8":                     swap("Moving hubs", "Moving \xff"),
		"a lone surrogate":              swap("Moving hubs", `Moving \ud800`),
		"too deep":                      swap(`"sensitive":false`, `"sensitive":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)),
		"a number beyond all":           swap(`"seq":`, `"seq":1e999`),
		"a fraction":                    swap(`"seq":`, `"seq":0.5`),
		"more entries than it has":      swap(`"entries":`, `"entries":9`),
		"no entries":                    strings.Replace(head, `"entries":`, `"entries":-`, 1) + "\n" + rest,
		"more entries than one may":     swap(`"entries":`, `"entries":999999999`),
		"a kind that is not known":      swap(`"kind":"person.recorded"`, `"kind":"person.sung"`),
		"a worker with a role":          swap(`"kind":"person.recorded"`, `"kind":"worker.recorded"`),
		"a payload that is not base64":  swap(`"payload":"`, `"payload":"*`),
		"a short digest":                swap(`"digest":"`, `"digest":"00`),
		"somebody else's head":          strings.Replace(head, there.Device().String(), here.Device().String(), 1) + "\n" + rest,
		"a sender of nobody's":          strings.Replace(head, here.Device().String(), there.NewID().String(), 1) + "\n" + rest,
		"a line that is too long":       head + "\n" + strings.Repeat("x", 600<<10) + "\n" + rest,
		"a head that is too long":       strings.Repeat(" ", 5<<20) + lines,
		"a control character in a text": swap("Moving hubs", `Moving\u0007`),
	} {
		t.Run(name, func(t *testing.T) {
			there.unmoved(t, func() {
				if taken, err := there.take(f.seal(t, f.signed(bad))); err == nil {
					t.Errorf("it was taken: %+v", taken)
				} else if _, ours := errors.AsType[*dialog.Error](err); !ours || dialog.ErrorCode(err) == dialog.Internal {
					t.Errorf("it has no words: %v", err)
				}
			})
		})
	}
	for name, bad := range map[string][]byte{
		"unsigned":              []byte(lines),
		"signed with nothing":   []byte(lines + "{\"signature\":\"\"}\n"),
		"signed and gone on":    append(f.signed(lines), '\n'),
		"signed without an end": bytes.TrimSuffix(f.signed(lines), []byte("\n")),
		"changed after it":      bytes.Replace(f.signed(lines), []byte("Moving"), []byte("Mowing"), 1),
	} {
		there.unmoved(t, func() {
			if _, err := there.take(f.seal(t, bad)); err == nil || dialog.ErrorCode(err) == dialog.Internal {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	if _, err := there.take(f.seal(t, f.signed(lines))); err != nil {
		t.Errorf("what is right is not taken: %v", err)
	}
}

// A bundle that was cut off anywhere, or in which a bit is another, is refused whole.
func TestCutAndFlippedBundles(t *testing.T) {
	here, there := two(t)
	var people []dialog.ID
	for i := range 70 { // more than the seal has in one piece
		people = append(people, here.meet(t, fmt.Sprint("Quill ", i)))
	}
	sealed := here.seal(t, here.share(t, there, people...))
	if len(sealed) < 2*64<<10 {
		t.Fatalf("the bundle has only %d bytes", len(sealed))
	}
	refused := func(what string, b []byte) {
		t.Helper()
		if _, err := there.take(b); err == nil || dialog.ErrorCode(err) == dialog.Internal {
			t.Fatalf("%s: %v", what, err)
		}
	}
	there.unmoved(t, func() {
		times := trial.Times(300, 5_000)
		for i := range times {
			n := i * len(sealed) / times
			refused(fmt.Sprintf("cut after %d of %d", n, len(sealed)), sealed[:n])
			flipped := slices.Clone(sealed)
			flipped[n] ^= 1 << (i % 8)
			refused(fmt.Sprintf("a bit flipped in byte %d", n), flipped)
		}
		for n := range 300 { // the header, byte by byte
			flipped := slices.Clone(sealed)
			flipped[n] ^= 4
			refused(fmt.Sprintf("a bit flipped in byte %d", n), flipped)
		}
		refused("something behind it", append(slices.Clone(sealed), 'x'))
	})
	if taken, err := there.take(sealed); err != nil || taken.New != len(people) {
		t.Fatal(taken, err)
	}
}

func TestCards(t *testing.T) {
	here, there := two(t)
	var b bytes.Buffer
	if err := there.laptop.WriteCard(&b, "South hub"); err != nil {
		t.Fatal(err)
	}
	card := b.String()
	if strings.Contains(card, "SECRET") {
		t.Error("a secret key is in it")
	}
	right, err := here.laptop.CardFrom(strings.NewReader(card))
	if err != nil || right.Name != "South hub" {
		t.Fatal(right, err)
	}
	number := transfer.Number(right)
	if len(number) != 35 || !transfer.SameNumber(strings.ReplaceAll(number, " ", "-"), number) || transfer.SameNumber(number[1:], number) || transfer.SameNumber("", number) {
		t.Errorf("the number is %q", number)
	}
	for name, other := range map[string]dialog.Peer{
		"device":    {Device: here.Device(), Recipient: right.Recipient, Signing: right.Signing},
		"recipient": {Device: right.Device, Recipient: here.laptop.Recipient(), Signing: right.Signing},
		"signature": {Device: right.Device, Recipient: right.Recipient, Signing: base64.StdEncoding.EncodeToString(make([]byte, 32))},
	} {
		if transfer.Number(other) == number {
			t.Errorf("with another %s it has the same number", name)
		}
	}
	for name, bad := range map[string]string{
		"nothing": "", "text": "hello", "a list": "[]", "cut off": card[:len(card)/2], "twice": card + card,
		"another format":  strings.Replace(card, "card 1", "card 2", 1),
		"an unknown key":  strings.Replace(card, `"name"`, `"more": 1, "name"`, 1),
		"a doubled key":   strings.Replace(card, `"name"`, `"name": "x", "name"`, 1),
		"another case":    strings.Replace(card, `"name"`, `"Name"`, 1),
		"no device":       strings.Replace(card, there.Device().String(), "", 1),
		"a changed key":   strings.Replace(card, `"age1`, `"age1q`, 1),
		"a secret key":    strings.Replace(card, right.Recipient, "AGE-SECRET-KEY-1"+strings.Repeat("Q", 58), 1),
		"a short key":     strings.Replace(card, right.Signing, "AAAA", 1),
		"a hostile name":  strings.Replace(card, "South hub", `South\u202ehub`, 1),
		"no name":         strings.Replace(card, "South hub", "", 1),
		"a real record":   strings.Replace(card, `"demo": true`, `"demo": false`, 1),
		"beyond all size": strings.Repeat(" ", 5000) + card,
	} {
		if bad == card {
			t.Fatalf("%s is the card itself", name)
		}
		if p, err := here.laptop.CardFrom(strings.NewReader(bad)); err == nil || dialog.ErrorCode(err) == dialog.Internal {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}

// parcel is a sealed bundle on its way.
type parcel struct {
	to     *station
	sealed []byte
	people []dialog.ID
}

// crossing is laptops that send each other sealed bundles.
type crossing struct {
	t     *testing.T
	all   []*station
	known map[*station][]dialog.ID
	sent  []parcel
}

func (c *crossing) send(from, to *station) {
	out := from.share(c.t, to, c.known[from]...)
	c.sent = append(c.sent, parcel{to, from.seal(c.t, out), slices.Clone(c.known[from])})
}

func (c *crossing) arrive(p parcel) {
	if _, err := p.to.take(p.sealed); err != nil {
		c.t.Fatalf("it was refused: %v", err)
	}
	for _, id := range p.people {
		if !slices.Contains(c.known[p.to], id) {
			c.known[p.to] = append(c.known[p.to], id)
		}
	}
}

// Three laptops send each other sealed bundles in any order, some of them late and
// more than once; in the end all hold the same.
func TestSealedBundlesInAnyOrder(t *testing.T) {
	tr := trial.Start(t, "transfer/bundles")
	for i := range trial.Times(4, 400) {
		if tr.Over() {
			break
		}
		r := tr.Rand(i)
		c := &crossing{t: t, all: stations(t, t.TempDir(), 3), known: map[*station][]dialog.ID{}}
		for range 4 + r.IntN(12) {
			i := r.IntN(3)
			from, to := c.all[i], c.all[(i+1+r.IntN(2))%3]
			if len(c.known[from]) == 0 || r.IntN(3) == 0 {
				c.known[from] = append(c.known[from], from.meet(t, []string{"Quill", "Smith"}[r.IntN(2)]))
			} else {
				c.send(from, to)
			}
			for n := r.IntN(3); n > 0 && len(c.sent) > 0; n-- {
				c.arrive(c.sent[r.IntN(len(c.sent))])
			}
		}
		for i, from := range c.all { // in turn, so that everything gets everywhere
			for away := 1; away < 3 && len(c.known[from]) > 0; away++ {
				c.send(from, c.all[(i+away)%3])
				c.arrive(c.sent[len(c.sent)-1])
			}
		}
		for _, s := range c.all {
			for _, id := range c.known[c.all[0]] {
				if recordOf(t, c.all[0], id) != recordOf(t, s, id) {
					tr.Wrong("a record differs")
				}
			}
			if _, err := s.Check(ctx); err != nil || len(c.known[s]) != len(c.known[c.all[0]]) {
				tr.Wrong("%d of %d people are known (%v)", len(c.known[s]), len(c.known[c.all[0]]), err)
			}
		}
		for _, s := range c.all {
			s.close()
		}
		tr.Done(1)
	}
}

// recordOf is what is recorded about a person, without who may open it on one laptop.
func recordOf(t *testing.T, s *station, id dialog.ID) string {
	r, err := s.v.Record(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	r = r.Clone()
	r.Access, r.Entries = dialog.Access{}, 0
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Whatever the lines of a bundle are, they are refused or taken whole, and nothing
// breaks.
func FuzzReadBundle(f *testing.F) {
	here, there := two(f)
	lines := linesOf(f, here, there, here.share(f, there, here.meet(f, "Quill")))
	forge := newForge(f, here, there)
	f.Add([]byte(lines), true)
	f.Add([]byte(lines), false)
	f.Add([]byte("{}\n{}\n"), true)
	f.Fuzz(func(t *testing.T, lines []byte, signed bool) {
		if signed {
			lines = forge.signed(string(lines))
		}
		b, err := there.laptop.ReadLines(bytes.NewReader(lines), there.peers)
		if err != nil {
			if dialog.ErrorCode(err) == dialog.Internal {
				t.Errorf("it has no words: %v", err)
			}
			return
		}
		there.unmoved(t, func() { _, err = there.v.TryOut(ctx, b) })
		if err != nil && dialog.ErrorCode(err) == dialog.Internal {
			t.Errorf("it has no words: %v", err)
		}
	})
}

// Whatever a card is, it is refused or fit to be recorded.
func FuzzReadCard(f *testing.F) {
	here, there := two(f)
	var card bytes.Buffer
	if err := there.laptop.WriteCard(&card, "South hub"); err != nil {
		f.Fatal(err)
	}
	f.Add(card.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := here.laptop.CardFrom(bytes.NewReader(b))
		if err == nil {
			err = dialog.Validate(dialog.Change{Body: &dialog.LaptopPaired{Peer: p}})
		}
		if err != nil && dialog.ErrorCode(err) == dialog.Internal {
			t.Errorf("it has no words: %v", err)
		}
	})
}
