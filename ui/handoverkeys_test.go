package ui_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/trial"
	"alongside/ui"
	asks "alongside/ui/interview"
	"alongside/ui/uitest/memory"
)

// alone is a person alone at the keyboard, in a record in which everybody has a family
// name, notes, goals and actions by which they would be known on any screen.
type alone struct {
	*typist
	random  *rand.Rand
	pin     bool
	keys    int
	seen    int             // entries that were judged
	ratings map[string]bool // pressed since the last pause, which alone may be shown
	gates   int             // how often it came to the lock
	person  dialog.ID
	started dialog.ID // the assessment that is handed over
	acts    []string
	clean   map[string]bool // drawings that were looked at, with the keys that could be shown then
}

// handedRecord begins a DIALOG with one of the people, with only so many questions
// open; 0 is all. Everybody else's given name is marked as well.
func handedRecord(t testing.TB, k *memory.Keeper, open int) (person, assessment dialog.ID) {
	t.Helper()
	defer func() {
		for _, s := range must(k.Caseload(context.Background())) {
			if who := s.Person; who.ID != person {
				who.Given, who.Preferred = mark+who.Given, mark+"called"
				must(k.Append(context.Background(), dialog.Change{Person: who.ID, Worker: demo.Me().ID, DoneAt: dialog.At(today), Body: &dialog.PersonRecorded{Person: who}}))
			}
		}
	}()
	for _, s := range must(k.Caseload(context.Background())) {
		r := must(k.Record(context.Background(), s.Person.ID))
		if len(r.History()) < 3 || r.Draft() != nil {
			continue
		}
		id := k.NewID()
		change := func(b dialog.Body) dialog.Change {
			return dialog.Change{Person: s.Person.ID, Worker: demo.Me().ID, DoneAt: dialog.At(today), Body: b}
		}
		must(k.Append(context.Background(), change(&dialog.AssessmentStarted{Assessment: id, Instrument: instrument.DIALOG, Layout: dialog.Interview,
			Language: "en", Identity: dialog.IdentityAsked, Completion: dialog.Together})))
		for i, d := range dialog.Domains() {
			if open > 0 && i >= open {
				must(k.Append(context.Background(), change(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: 1 + i%7}})))
			}
		}
		return s.Person.ID, id
	}
	t.Fatal("nobody has come often enough")
	return dialog.ID{}, dialog.ID{}
}

// sitAlone starts the program, unlocks it and hands over. The passphrase is not
// filled in.
func sitAlone(k *memory.Keeper, person, assessment dialog.ID, random *rand.Rand, pin bool) *alone {
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	a := &alone{typist: &typist{k: k.Copy(now), now: now, width: 80, height: 24, arrived: make(chan struct{}, 1)},
		random: random, pin: pin, ratings: map[string]bool{}, clean: map[string]bool{}, person: person, started: assessment}
	a.seen = len(a.k.Since(0))
	a.begin()
	return a
}

func (a *alone) begin() {
	a.gone = false
	a.doors = &doors{k: a.k}
	a.m = ui.New(ui.Options{Doors: a.doors, Name: demo.Worker, Pick: func(int) int { return 0 }, Version: "test", Text: instrument.English(), Now: a.now, Mode: unicode})
	a.run(a.m.Init(), nil)
	a.resize(80, 24)
	for _, r := range demo.Passphrase {
		a.take(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	a.press("enter", time.Second)
	if a.pin {
		a.m.SetPIN(strings.Join(pin, ""))
	}
	a.take(asks.HandOver{Record: must(a.k.Record(context.Background(), a.person)), Assessment: a.started, Text: instrument.English()})
	a.settle()
	clear(a.ratings)
	if !a.m.Handed() {
		a.fail(errors.New("the keyboard was not handed over"))
	}
}

// What is never on the screen: a mark, an NHS number, a date, the worker's name.
var (
	anyNumber = regexp.MustCompile(`\b\d{3} \d{3} \d{4}\b`)
	anyDate   = regexp.MustCompile(`\b\d{1,2}-[A-Z][a-z]{2}-\d{4}\b`)
	wasChosen = regexp.MustCompile(`Chosen: (\d)|\(●\) (\d)`)
)

// look draws the screen and looks for what must not be on it.
func (a *alone) look() string {
	body, _ := a.m.Render()
	key := fmt.Sprint(body, a.ratings, a.m.Handed())
	if a.clean[key] {
		return ansi.Strip(body)
	}
	plain := ansi.Strip(body)
	for name, found := range map[string][]string{"a mark": marks.FindAllString(plain, -1), "a number": anyNumber.FindAllString(plain, -1), "a date": anyDate.FindAllString(plain, -1)} {
		if len(found) > 0 {
			a.fail(fmt.Errorf("%s is on the screen: %q\n%s", name, found, plain))
		}
	}
	if title := a.m.View().WindowTitle; title != "Alongside" {
		a.fail(fmt.Errorf("the window is called %q", title))
	}
	if a.m.Handed() {
		if strings.Contains(plain, demo.Worker) {
			a.fail(fmt.Errorf("the worker's name is on the screen:\n%s", plain))
		}
		for _, found := range wasChosen.FindAllStringSubmatch(plain, -1) {
			if n := found[1] + found[2]; !a.ratings[n] {
				a.fail(fmt.Errorf("%s is shown as chosen, and was not pressed since the last pause:\n%s", n, plain))
			}
		}
	}
	a.clean[key] = true
	return plain
}

// judge looks that what was recorded is about this assessment and this person alone.
func (a *alone) judge() {
	for _, e := range a.k.Since(a.seen) {
		a.seen++
		b, answer := e.Body.(*dialog.AnswerRecorded)
		if e.Person != a.person || !answer || b.Assessment != a.started || b.Answer.Mode != dialog.ModeAloneScreen || b.Reason != "" {
			a.fail(fmt.Errorf("%s was recorded about %v: %+v", e.Body.Kind(), e.Person, e.Body))
		}
	}
	if s := a.doors.opened; s != nil && s.late.Load() {
		a.fail(errors.New("something was to be recorded after the record was locked"))
	}
	if !a.m.Handed() && !a.m.Hidden() {
		a.fail(errors.New("the keyboard is the worker's again, and no worker was there"))
	}
	if a.gone && !a.m.Hidden() {
		a.fail(errors.New("the program has ended with the record open"))
	}
}

// stroke does one thing and looks at what came of it.
func (a *alone) stroke(name string, gap time.Duration) {
	if len(a.acts) > 60 {
		a.acts = a.acts[30:]
	}
	a.acts = append(a.acts, name)
	a.keys++
	if len(name) == 1 && name >= "1" && name <= "7" {
		a.ratings[name] = true
	}
	switch rest, special := strings.CutPrefix(name, "!"); {
	case !special:
		a.press(name, gap)
	case rest == "rest":
		a.wait(3 * time.Minute)
	case rest == "away":
		a.wait(11 * time.Minute)
	case rest == "sleep":
		time.Sleep(time.Hour)
		a.settle()
	case rest == "full":
		a.k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	case rest == "well":
		a.k.Fail = nil
	case strings.Contains(rest, "x"):
		var w, h int
		_, _ = fmt.Sscanf(rest, "%dx%d", &w, &h)
		a.resize(w, h)
	default:
		a.take(tea.PasteMsg{Content: strings.Repeat(rest+"\n", 3)})
		a.wait(gap)
	}
	a.judge()
	if a.m.Handed() && a.m.Covered() {
		clear(a.ratings)
	}
}

// aloneKeys are all that can be pressed, and what else may come: pastes, sizes, time,
// a full disk.
var aloneKeys = slices.Concat(allKeys,
	strings.Fields("f f f6 f7 f8 f9 f10 f11 f12 ctrl+a ctrl+b ctrl+c ctrl+d ctrl+e ctrl+f ctrl+g ctrl+h ctrl+i ctrl+j ctrl+k ctrl+m ctrl+t ctrl+v ctrl+w ctrl+y ctrl+z alt+f4 alt+x shift+tab ctrl+esc"),
	strings.Fields("!40x15 !120x40 !80x24 !80x24 !20x5 !5 !y !abc !rest !well !full"))

func TestKeysOfAPersonAlone(t *testing.T) {
	tally := trial.Start(t, "random keys at a keyboard that is handed over")
	const each = 1000
	worlds := trial.Times(50_000, 1_000_000) / each
	base := marked(t)
	person, assessment := handedRecord(t, base, 0)
	var mu sync.Mutex
	next, gates := 0, 0
	t.Run("all", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for {
					mu.Lock()
					n, over := next, tally.Failed() || next >= worlds || tally.Over()
					next++
					mu.Unlock()
					if over {
						return
					}
					synctest.Test(t, func(t *testing.T) {
						defer time.Sleep(time.Hour)
						a := sitAlone(base, person, assessment, tally.Rand(n), n%2 == 0)
						a.play(each)
						mu.Lock()
						defer mu.Unlock()
						tally.Done(a.keys)
						gates += a.gates
						if a.err != nil {
							tally.Wrong("world %d, after %d keys: %v\n%v", n, a.keys, a.err, a.acts)
						}
					})
				}
			})
		}
	})
	if t.Logf("locked %d times", gates); gates == 0 {
		t.Error("it never came to the lock")
	}
}

// play presses keys, mostly such as do something, and hands over again once it came
// to the lock and some keys were tried there.
func (a *alone) play(keys int) {
	for a.keys < keys && a.err == nil {
		if !a.m.Handed() && (a.gone || a.random.IntN(15) == 0) {
			a.gates++
			a.k.Fail = nil
			a.begin()
		}
		name := a.pick(a.random)
		switch n := a.random.IntN(1000); {
		case n < 3:
			name = "!away"
		case n < 5:
			name = "!sleep"
		case n < 400:
			name = aloneKeys[a.random.IntN(len(aloneKeys))]
		}
		if name == "ctrl+x" && a.random.IntN(10) > 0 {
			continue // else it locks more often than anything else is tried
		}
		page := a.m.Top()
		a.stroke(name, gaps[a.random.IntN(len(gaps))]*time.Millisecond)
		if a.m.Top() != page || a.random.IntN(8) == 0 {
			a.look()
		}
	}
}

// TestEveryWayFromAQuestion goes every way that keys lead, from state to state, in an
// assessment with two questions open. A state is what is drawn, with the number that
// is chosen left out, and what became of the two questions.
func TestEveryWayFromAQuestion(t *testing.T) {
	most, deepest := 1000, 9
	if trial.Long() {
		most = 30_000
	}
	base := marked(t)
	person, assessment := handedRecord(t, base, 2)
	alphabet := slices.Compact(slices.Sorted(slices.Values(slices.Concat(aloneKeys, []string{"!away", "!sleep"}))))
	known := map[string]bool{}
	ways := [][]string{{}}
	tried, depth := 0, 0
	for ; len(ways) > 0 && depth < deepest && tried < most; depth++ {
		var found [][]string
		for _, way := range ways {
			for _, name := range alphabet {
				if tried++; tried > most {
					break
				}
				path := append(slices.Clone(way), name)
				var state string
				synctest.Test(t, func(t *testing.T) {
					defer time.Sleep(time.Hour)
					a := sitAlone(base, person, assessment, nil, true)
					for _, key := range path {
						a.stroke(key, 800*time.Millisecond)
					}
					a.look()
					if a.err != nil {
						t.Fatalf("by %v: %v", path, a.err)
					}
					state = a.state()
				})
				if !known[state] {
					known[state] = true
					found = append(found, path)
				}
			}
		}
		ways = found
	}
	t.Logf("%d steps, %d deep, %d states; %d ways are open", tried, depth, len(known), len(ways))
	if len(known) < 30 {
		t.Errorf("only %d states were found", len(known))
	}
}

// state tells one state from another.
func (a *alone) state() string {
	if !a.m.Handed() {
		return "locked"
	}
	draft := must(a.k.Record(context.Background(), a.person)).Draft()
	said := wasChosen.ReplaceAllString(a.look(), "")
	for i := range 2 {
		answer := draft.Answers.Get(dialog.Domains()[i])
		said += fmt.Sprint(answer.State, answer.Help)
	}
	return regexp.MustCompile(`\(.\) [1-7]|, [a-z ]+ satisfied|, [a-z ]+ dissatisfied|, in the middle`).ReplaceAllString(said, "") + fmt.Sprint(a.k.Fail != nil)
}
