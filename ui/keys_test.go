package ui_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/text"
	"alongside/dialog/trial"
	"alongside/ui"
	"alongside/ui/caseload"
	asks "alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

// TestAMillionKeys presses random keys at the whole program on the made-up
// caseload, in which everybody has a family name, notes and goals by which they
// can be told on any screen. Whatever the keys: nothing panics, what is recorded
// is what the keys said about the person who is open, nobody else is on the
// screen, "saved" stands beside what is in the record, and each drawing keeps to
// its window.
func TestAMillionKeys(t *testing.T) {
	tally := trial.Start(t, "random keys at the model")
	const eachRecord = 2000
	worlds := trial.Times(1_000_000, 20_000_000) / eachRecord
	base := marked(t)
	drawn := map[string]int{}
	var mu sync.Mutex
	var next int
	t.Run("all", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for {
					mu.Lock()
					n, over := next, tally.Failed() || tally.Over()
					next++
					mu.Unlock()
					if n >= worlds || over {
						return
					}
					var w *world
					var story string
					synctest.Test(t, func(t *testing.T) {
						defer time.Sleep(time.Hour)
						w = newWorld(base, tally.Rand(n))
						w.play(eachRecord)
						if w.err != nil {
							story = w.story()
						}
					})
					mu.Lock()
					tally.Done(w.keys)
					for kind, times := range w.drawn {
						drawn[kind] += times
					}
					if w.err != nil {
						tally.Wrong("record %d, after %d keys: %v\n%s", n, w.keys, w.err, story)
					}
					mu.Unlock()
				}
			})
		}
	})
	for _, kind := range slices.Sorted(maps.Keys(drawn)) {
		t.Logf("%8d times: %s", drawn[kind], kind)
	}
	for name := range kinds {
		if drawn[name] < worlds/10 {
			t.Errorf("%s was drawn %d times only", name, drawn[name])
		}
	}
}

// kinds tell the screens by what stands on them.
var kinds = map[string]*regexp.Regexp{
	"caseload":     regexp.MustCompile(`Find a person`),
	"person":       regexp.MustCompile(`Start a DIALOG|Go on with the DIALOG|Change details`),
	"identity":     regexp.MustCompile(`Who is here\?`),
	"item":         regexp.MustCompile(`Item \d+ of 11\b`),
	"note":         regexp.MustCompile(`Item \d+ of 11, note`),
	"review":       regexp.MustCompile(`Review`),
	"what changed": regexp.MustCompile(`What changed`),
	"over years":   regexp.MustCompile(`1 Strips`),
	"agreed":       regexp.MustCompile(`What we agreed before`),
	"actions":      regexp.MustCompile(`Actions that were agreed`),
	"life":         regexp.MustCompile(`Life events`),
	"talk":         regexp.MustCompile(`What would you like to talk about\?`),
	"goals":        regexp.MustCompile(`Goal`),
	"handed over":  regexp.MustCompile(`Question \d+ of \d+`),
	"help":         regexp.MustCompile(`close help`),
	"editor":       regexp.MustCompile(`Family name`),
	"settings":     regexp.MustCompile(`Settings`),
	"locked":       regexp.MustCompile(`Passphrase`),
	"too small":    regexp.MustCompile(`too small`),
}

// mark is what every family name of the marked caseload begins with. No key types
// its second letter.
const mark = "Qz"

// marked returns the made-up caseload with everybody marked by a name of their
// own, in what is written about them as well.
func marked(t *testing.T) *memory.Keeper {
	t.Helper()
	k := memory.New(func() time.Time { return today })
	for i, group := range demo.Groups(today) {
		name := mark + strings.Repeat(string(rune('a'+i/26)), 2) + strings.Repeat(string(rune('a'+i%26)), 2) + "b"
		for j := range group {
			switch b := group[j].Body.(type) {
			case *dialog.PersonRecorded:
				b.Family, b.Preferred = name, ""
			case *dialog.AnswerRecorded:
				if b.Answer.Note != "" {
					b.Answer.Note = name + " " + b.Answer.Note
				}
			case *dialog.GoalRecorded:
				b.Text = name + " " + b.Text
			case *dialog.ActionAgreed:
				b.Text = name + " " + b.Text
			}
		}
		if _, err := k.Append(context.Background(), group...); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// world is one record and the typist at it, and what is known of both.
type world struct {
	*typist
	random  *rand.Rand
	keys    int
	seen    int // entries that were judged
	answers map[dialog.ID]dialog.Answers
	given   map[dialog.ID]string // the mark that each person was given, in lower case
	marks   map[dialog.ID]string // the family name with a mark in it, as it is recorded
	people  map[dialog.ID]bool   // who is in the record
	worker  dialog.ID
	lately  map[dialog.ID]bool // whose record was open since the last look at the journal
	told    int                // entries when the last notice of saving came
	notice  int
	reports bool            // the terminal reports that keys are held and let go
	tells   map[string]bool // keys whose repeats or releases were reported
	drawn   map[string]int
	widths  map[string]int // of lines
	looked  screen.Screen  // at what was looked last
	acts    []string       // the latest
}

func newWorld(base *memory.Keeper, random *rand.Rand) *world {
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	w := &world{
		typist: &typist{k: base.Copy(now), now: now, demo: random.IntN(3) > 0, width: 80, height: 24, arrived: make(chan struct{}, 1)},
		random: random, reports: random.IntN(4) == 0, answers: map[dialog.ID]dialog.Answers{}, given: map[dialog.ID]string{}, marks: map[dialog.ID]string{}, people: map[dialog.ID]bool{}, lately: map[dialog.ID]bool{}, tells: map[string]bool{}, drawn: map[string]int{}, widths: map[string]int{},
	}
	w.worker = must(w.k.Workers(context.Background()))[0].ID
	for _, e := range w.k.Since(0) {
		w.keep(&e)
	}
	maps.Copy(w.given, w.marks)
	w.seen = len(w.k.Since(0))
	w.told = w.seen
	w.start()
	w.settle()
	return w
}

// keep takes an entry into what is known.
func (w *world) keep(e *dialog.Entry) {
	switch b := e.Body.(type) {
	case *dialog.PersonRecorded:
		w.people[e.Person] = true
		delete(w.marks, e.Person)
		if marks.MatchString(b.Family) {
			w.marks[e.Person] = strings.ToLower(b.Family)
		}
	case *dialog.AnswerRecorded:
		all := w.answers[b.Assessment]
		all.Set(b.Domain, b.Answer)
		w.answers[b.Assessment] = all
	}
}

func (w *world) did(format string, args ...any) {
	if len(w.acts) > 60 {
		w.acts = w.acts[30:]
	}
	w.acts = append(w.acts, fmt.Sprintf(format, args...))
}

// story is how it came to what went wrong.
func (w *world) story() string {
	w.m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	body, _ := w.m.Render()
	return strings.Join(w.acts, " ") + "\n" + ansi.Strip(body)
}

// gaps are between two keys.
var gaps = []time.Duration{0, 5, 20, 29, 31, 45, 80, 120, 150, 150, 150, 200, 300, 400, 800, 1500}

func (w *world) gap() time.Duration { return gaps[w.random.IntN(len(gaps))] * time.Millisecond }

// play acts until so many keys were pressed, and looks at everything each time.
func (w *world) play(keys int) {
	for w.keys < keys && w.err == nil {
		w.act()
		w.judge()
		if top := w.m.Top(); top != w.looked || w.random.IntN(10) == 0 {
			w.looked = top
			w.look()
		}
		if w.gone {
			w.ended()
		}
	}
	if w.err == nil {
		w.leave()
	}
}

func (w *world) open() dialog.ID {
	who, _ := w.m.Open()
	return who.ID
}

// act does one thing.
func (w *world) act() {
	switch n := w.random.IntN(1000); {
	case n < 20:
		w.paste()
	case n < 35:
		w.burst()
	case n < 50:
		w.hold()
	case n < 70:
		w.otherSize()
	case n < 80:
		w.did("focus")
		w.take([]tea.Msg{tea.FocusMsg{}, tea.BlurMsg{}, tea.BackgroundColorMsg{}, tea.MouseClickMsg{X: 3, Y: 4}, tea.MouseWheelMsg{}}[w.random.IntN(5)])
		w.settle()
	case n < 90:
		w.disk()
	case n < 91:
		w.did("idle")
		w.wait(6 * time.Minute)
	case n < 92:
		w.key("ctrl+c")
	case n < 108:
		w.errand()
	case n < 190:
		w.probe()
	default:
		if n < 210 && w.reports {
			w.letGo()
		}
		w.key(w.pick(w.random))
	}
}

func (w *world) key(name string) { w.keyThen(name, w.gap()) }

// keyThen presses a key and lets time pass.
func (w *world) keyThen(name string, gap time.Duration) {
	w.did("%s+%d", name, gap/time.Millisecond)
	w.keys++
	w.press(name, gap)
	w.lately[w.open()] = true
}

// errands are where somebody goes from the page of a person.
var errands = strings.Fields("dy1s dy1s dy1s dy2s dy1s5v dy1st dy1s5vff dy1s5vfft dy1 dy1shyy dy1shyy dy12 1ys 11ys p1t15 p2t2 g gn a l t c c2 c3 c4 h e r n o w")

// errand goes to somebody's page, unhurried, and on from there.
func (w *world) errand() {
	w.k.Fail = nil
	if w.small() {
		w.resize(80, 24)
	}
	if !w.home() {
		return
	}
	for range w.random.IntN(3) {
		w.keyThen("pgdown", 0)
	}
	for range 1 + w.random.IntN(5) {
		w.keyThen("down", 0)
	}
	w.keyThen("enter", 800*time.Millisecond)
	for _, name := range strings.Split(errands[w.random.IntN(len(errands))], "") {
		w.keyThen(name, 800*time.Millisecond)
		w.judge()
		w.choosePIN()
	}
}

// home goes to the caseload. It reports false where the program ended instead.
func (w *world) home() bool {
	if w.m.Hidden() { // what is filled in may have been changed
		w.took(ui.Stop{})
		w.ended()
	}
	for range 8 {
		if _, there := w.m.Top().(*caseload.Screen); there {
			return true
		}
		w.keyThen("esc", 800*time.Millisecond)
		if w.gone {
			return false
		}
	}
	return true
}

// choosePIN answers the question for the PIN of the cover, which comes before the
// first appointment.
func (w *world) choosePIN() {
	if _, asked := w.m.Top().(*unlock.ChoosePIN); !asked {
		return
	}
	names := []string{"esc"}
	if w.random.IntN(2) == 0 {
		names = strings.Fields("2 5 8 0 enter 2 5 8 0 enter")
	}
	for _, name := range names {
		w.keyThen(name, 800*time.Millisecond)
	}
}

// took gives a message to the program and lets time pass.
func (w *world) took(msg tea.Msg) {
	w.take(msg)
	w.wait(10 * time.Second)
	w.judge()
}

func (w *world) paste() {
	what := []string{"5", "1\n2\n3\n", "abc", "y\ny\n\x1b[2J", strings.Repeat("1234567\n", 200)}[w.random.IntN(5)]
	w.did("paste")
	w.presses = append(w.presses, press{name: "paste", at: w.now(), top: w.m.Top(), typing: w.m.Top().Typing(), small: w.small(), repeat: true})
	w.take(tea.PasteMsg{Content: what})
	w.wait(w.gap())
}

func (w *world) burst() {
	w.did("burst(")
	for range 2 + w.random.IntN(20) {
		gap := time.Duration(w.random.IntN(30)) * time.Millisecond
		name := w.pick(w.random)
		if name == "ctrl+c" {
			continue
		}
		w.keyThen(name, gap)
	}
	w.did(")")
	w.wait(w.gap())
}

// hold holds a key down, as terminals that report it and as others do.
func (w *world) hold() {
	name, reported := w.pick(w.random), w.reports && w.random.IntN(2) == 0
	if name == "ctrl+c" {
		return
	}
	rate := time.Duration(20+w.random.IntN(70)) * time.Millisecond
	w.did("hold(%s %v %v)", name, reported, rate)
	w.keys++
	w.press(name, time.Duration(200+w.random.IntN(480))*time.Millisecond)
	for range 2 + w.random.IntN(12) {
		k := single.Key(name)
		k.IsRepeat = reported
		w.tells[name] = w.tells[name] || reported
		w.keys++
		w.pressKey(k, name, rate)
	}
	w.wait(w.gap())
}

// letGo reports that a digit was let go.
func (w *world) letGo() {
	w.did("release")
	digit := rune('1' + w.random.IntN(7))
	w.tells[string(digit)] = true
	w.take(tea.KeyReleaseMsg{Code: digit})
	w.settle()
}

func (w *world) otherSize() {
	sizes := [][2]int{{80, 24}, {80, 24}, {80, 24}, {120, 40}, {120, 40}, {40, 15}, {40, 13}, {1, 1}, {0, 0}, {39, 12}, {200, 60}, {1 + w.random.IntN(200), 1 + w.random.IntN(60)}}
	s := sizes[w.random.IntN(len(sizes))]
	w.did("size%v", s)
	w.resize(s[0], s[1])
	if w.small() && w.random.IntN(2) == 0 {
		w.look()
		w.resize(80, 24) // most of the time is for windows that can be used
	}
}

// disk makes the disk full or well.
func (w *world) disk() {
	w.k.Fail = nil
	if w.random.IntN(3) == 0 {
		w.k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	}
	for i := range w.presses {
		if w.now().Sub(w.presses[i].at) < time.Second { // it may not have counted yet
			w.presses[i].ill = true
		}
	}
	w.did("disk:%v", w.k.Fail)
}

// ended starts the program again. What was told to be saved was judged already.
func (w *world) ended() {
	w.did("again")
	w.wait(10 * time.Second) // what was on its way when it ended
	w.judge()
	w.k.Fail = nil
	w.start()
	w.settle()
}

// leave lets the disk get well and ends the program, which has to end.
func (w *world) leave() {
	w.k.Fail = nil
	if w.small() {
		w.resize(80, 24)
	}
	w.wait(2 * time.Second)
	for range 3 {
		if w.m.Unsaved() == "" || w.err != nil {
			break
		}
		w.did("rest")
		if w.m.Top().Typing() {
			w.press("esc", time.Second)
		}
		w.press("r", 2*time.Second)
		w.judge()
	}
	w.took(ui.Stop{})
	if !w.gone {
		w.fail(fmt.Errorf("the program was asked to end and did not"))
	}
}

// draft is the unfinished assessment of the person who is open, zero for none.
func (w *world) draft() dialog.ID {
	r, err := w.k.Record(context.Background(), w.open())
	if err != nil {
		return dialog.ID{}
	}
	if draft := r.Draft(); draft != nil {
		return draft.ID
	}
	return dialog.ID{}
}

// look draws the screen and looks at it.
func (w *world) look() (flat string) {
	defer func() {
		if why := recover(); why != nil {
			w.fail(fmt.Errorf("drawing panicked: %v\n%s", why, debug.Stack()))
		}
	}()
	body, cursor := w.m.Render()
	if w.width == 0 {
		return ""
	}
	lines := strings.Split(body, "\n")
	if len(lines) > max(w.height, 1) && !w.small() {
		w.fail(fmt.Errorf("%d lines in a window of %dx%d", len(lines), w.width, w.height))
	}
	for _, line := range lines {
		if n := w.widthOf(line); n > w.width {
			w.fail(fmt.Errorf("a line of %d cells in a window of %dx%d: %q", n, w.width, w.height, line))
		}
	}
	if cursor != nil && (cursor.X < 0 || cursor.Y < 0 || cursor.X >= w.width || cursor.Y >= w.height) {
		w.fail(fmt.Errorf("the cursor is at %+v in a window of %dx%d", *cursor, w.width, w.height))
	}
	flat = strings.Join(strings.Fields(ansi.Strip(body)), " ")
	for name, kind := range kinds {
		if kind.MatchString(flat) {
			w.drawn[name]++
		}
	}
	w.whoIsThere(lines, flat)
	w.savedIs(flat)
	return flat
}

// widthOf measures a line, and remembers it: most lines are drawn many times.
func (w *world) widthOf(line string) int {
	n, known := w.widths[line]
	if !known {
		n = screen.Width(line)
		w.widths[line] = n
	}
	return n
}

var marks = regexp.MustCompile(`(?i)` + mark + `([a-z]*)`)

// whoIsThere looks for the marks of people.
func (w *world) whoIsThere(lines []string, flat string) {
	open := w.open()
	found := marks.FindAllString(flat, -1)
	switch own := w.marks[open]; {
	case w.small() || w.m.Hidden():
		if len(found) > 0 {
			w.fail(fmt.Errorf("%q is on a screen that is to show nothing of anybody", found))
		}
	case open.IsZero():
	default:
		for _, m := range found {
			if m = strings.ToLower(m); w.another(m) {
				w.fail(fmt.Errorf("%q is on the screen of %q", m, own))
			}
		}
		first := strings.ToLower(strings.Join(strings.Fields(ansi.Strip(lines[0])), " "))
		switch {
		case w.m.Masked() && marks.MatchString(first):
			w.fail(fmt.Errorf("names are hidden, and the first line is %q", first))
		case w.m.Masked():
		case own != "" && !strings.HasPrefix(first, own[:min(len(own), w.width-10)]):
			w.fail(fmt.Errorf("the first line is %q, and %q is open", first, own))
		}
	}
}

// another reports that a mark, which may be cut short, is that of somebody else
// than who is open.
func (w *world) another(mark string) bool {
	own := w.given[w.open()]
	if own != "" && (strings.HasPrefix(mark, own) || strings.HasPrefix(own, mark)) {
		return false
	}
	for _, other := range w.given {
		if strings.HasPrefix(mark, other) || len(mark) > 4 && strings.HasPrefix(other, mark) {
			return true
		}
	}
	return false
}

var (
	itemShown   = regexp.MustCompile(`Item (\d+) of 11\b`)
	chosenShown = regexp.MustCompile(`Chosen: (\d), .*● saved`)
)

// savedIs compares what an item says to be saved with the record.
func (w *world) savedIs(flat string) {
	item, chosen := itemShown.FindStringSubmatch(flat), chosenShown.FindStringSubmatch(flat)
	if _, ok := w.m.Top().(*asks.Model); !ok || item == nil || chosen == nil {
		return
	}
	n, _ := strconv.Atoi(item[1])
	rating, _ := strconv.Atoi(chosen[1])
	all := w.answers[w.draft()]
	if a := all.Get(dialog.Domains()[n-1]); a.State != dialog.Rated || a.Rating != rating {
		w.fail(fmt.Errorf("item %d is shown as saved with %d and recorded as %+v", n, rating, a))
	}
}

// probe presses one key, unhurried, at an item of the interview, and compares the
// whole assessment with what that key has to have done.
func (w *world) probe() {
	w.wait(1200 * time.Millisecond)
	w.judge()
	m, ok := w.m.Top().(*asks.Model)
	if !ok || w.small() || m.Typing() || m.Unsaved() != "" || w.k.Fail != nil {
		return
	}
	item := itemShown.FindStringSubmatch(w.look())
	if item == nil {
		return
	}
	n, _ := strconv.Atoi(item[1])
	d := dialog.Domains()[n-1]
	name := probes[w.random.IntN(len(probes))]
	id := w.draft()
	before := w.answers[id]
	want := before.Get(d)
	expect(&want, name)
	w.did("[%s at item %d]", name, n)
	w.keys++
	w.press(name, 700*time.Millisecond)
	w.judge()
	after := w.answers[id]
	for _, other := range dialog.Domains() {
		b, a := before.Get(other), after.Get(other)
		if other == d {
			b = want
		}
		if a.State != b.State || a.Rating != b.Rating || a.Help != b.Help || a.Note != b.Note {
			w.fail(fmt.Errorf("%q at %s: %s is %+v, and should be %+v", name, d, other, a, b))
		}
	}
	w.drawn["lone keys at an item"]++
}

var probes = strings.Fields("1 2 3 4 5 6 7 1 2 3 4 5 6 7 d l y n backspace enter right 0 8 9 a é q f5")

// expect is what a key does to the answer of the item on the screen.
func expect(a *dialog.Answer, name string) {
	seen := func() {
		if a.State == dialog.NotSeen {
			a.State = dialog.Later
		}
	}
	switch name {
	case "1", "2", "3", "4", "5", "6", "7":
		a.State = dialog.Rated
		a.Rating, _ = strconv.Atoi(name)
	case "d":
		a.State, a.Rating = dialog.Declined, 0
	case "l":
		a.State, a.Rating = dialog.Later, 0
	case "y":
		a.Help = dialog.HelpWanted
		seen()
	case "n":
		a.Help = dialog.HelpNot
		seen()
	case "enter", "right":
		seen()
	case "backspace":
		switch {
		case a.Help != dialog.HelpNotAsked:
			a.Help = dialog.HelpNotAsked
		case a.State == dialog.Rated || a.State == dialog.Declined || a.State == dialog.NotApplicable:
			a.State, a.Rating = dialog.Later, 0
		}
	}
}

// judge takes the entries that have come in and asks for each whether the keys can
// have said it.
func (w *world) judge() {
	w.lately[w.open()] = true
	for _, e := range w.k.Since(w.seen) {
		w.seen++
		if err := w.sound(&e); err != nil {
			w.fail(fmt.Errorf("%s was recorded about %s: %w", e.Body.Kind(), text.Show(w.marks[e.Person]), err))
		}
		w.keep(&e)
	}
	if s := w.doors.opened; s != nil && s.late.Load() {
		w.fail(errors.New("something was to be recorded after the record was locked"))
	}
	clear(w.lately)
	w.lately[w.open()] = true
	if w.notices != w.notice {
		if w.seen == w.told {
			w.fail(fmt.Errorf("something was told to be saved, and nothing was"))
		}
		w.notice, w.told = w.notices, w.seen
	}
}

// sound says what is wrong with an entry, or nothing.
func (w *world) sound(e *dialog.Entry) error {
	_, isNew := e.Body.(*dialog.PersonRecorded)
	isNew = isNew && !w.people[e.Person]
	switch e.Body.(type) {
	case *dialog.WorkerRecorded, *dialog.SettingChanged:
	default:
		if !w.lately[e.Person] && !isNew {
			return fmt.Errorf("it is not the person who is open")
		}
	}
	b, ok := e.Body.(*dialog.AnswerRecorded)
	if !ok {
		return w.pressedLately(e)
	}
	if b.Reason != "" { // what is amended has a form, with words in it
		if !w.typed() {
			return errors.New("it was amended without a reason that was typed")
		}
		return nil
	}
	w.drawn["answers recorded"]++
	all := w.answers[b.Assessment]
	return w.answered(e, b, all.Get(b.Domain))
}

// pressedLately wants a key before whatever is recorded.
func (w *world) pressedLately(e *dialog.Entry) error {
	for _, p := range slices.Backward(w.presses) {
		if !p.small {
			return nil
		}
	}
	return fmt.Errorf("without a key")
}

// answered looks for the keys that turned an answer into another.
func (w *world) answered(e *dialog.Entry, b *dialog.AnswerRecorded, before dialog.Answer) error {
	after := b.Answer
	moves := "l y n enter right down tab left up shift+tab v backspace" // the last takes back what could not be saved
	if after.Mode.Alone() {
		moves += " esc f" // what is left by them was shown
	}
	noted := after.Note != before.Note
	if noted && !w.typed() {
		return fmt.Errorf("the note changed without typing")
	}
	var keys string
	switch {
	case after.State == before.State && after.Rating == before.Rating:
	case after.State == dialog.Rated:
		keys = strconv.Itoa(after.Rating)
	case after.State == dialog.Declined:
		keys = "d"
	case after.State == dialog.NotApplicable:
		keys = "x"
	case before.State == dialog.NotSeen && noted:
	case before.State == dialog.NotSeen:
		keys = moves
	default:
		keys = "l backspace"
	}
	if keys != "" && !w.meant(e, strings.Fields(keys)) {
		return fmt.Errorf("the answer went from %+v to %+v without one of the keys %s, alone and in its time", before, after, keys)
	}
	if after.Help != before.Help {
		keys := map[dialog.Help]string{dialog.HelpWanted: "y", dialog.HelpNot: "n", dialog.HelpNotAsked: "backspace"}[after.Help]
		if !w.meant(e, []string{keys}) {
			return fmt.Errorf("help went from %v to %v without the key %s, alone and in its time", before.Help, after.Help, keys)
		}
	}
	return nil
}

// typed reports that something was typed or pasted into a text field lately.
func (w *world) typed() bool {
	return slices.ContainsFunc(w.presses, func(p press) bool { return p.typing && !p.small })
}

// What the interview promises of a key: it is held back for a moment, a little
// longer where it may be a repeat, and another key within that moment cancels
// both.
const (
	heldBack = 30 * time.Millisecond
	heldLong = 120 * time.Millisecond
	rounded  = 2 * time.Millisecond // entries hold milliseconds
)

// meant reports that one of the keys was pressed on its own, so long before the
// answer that it is the one that counted.
func (w *world) meant(e *dialog.Entry, names []string) bool {
	at := w.at(e)
	paper := at.IsZero()
	for i, p := range slices.Backward(w.presses) {
		if !p.interviewing() || !slices.Contains(names, strings.ToLower(p.name)) {
			continue
		}
		if after := at.Sub(p.at); !paper && !p.ill && (after < heldBack-rounded || after > heldLong+rounded) {
			continue
		}
		if w.alone(i) {
			return true
		}
	}
	return false
}

// at is the moment at which a key counted, zero where the entry does not say it
// because it has the time of a paper form.
func (w *world) at(e *dialog.Entry) time.Time {
	if at := e.DoneAt.Time(); e.DoneAt.Exact() && at.After(today.Add(-time.Second)) {
		return at
	}
	return time.Time{}
}

// alone reports that no other key came within a moment of the i-th press. A key of
// which the terminal has told that it is held or let go may be taken to be held.
func (w *world) alone(i int) bool {
	p := w.presses[i]
	for j, other := range w.presses {
		if j == i || w.tells[other.name] || other.repeat || other.small || other.top != p.top || other.typing || strings.HasPrefix(other.name, "ctrl+") {
			continue
		}
		if gap := other.at.Sub(p.at).Abs(); gap < heldBack {
			return false
		}
	}
	return true
}
