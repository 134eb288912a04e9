package interview_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// keeper is a store in memory that checks and applies changes as the real one
// does, and can be told to fail or to take its time.
type keeper struct {
	mu      sync.Mutex
	rules   dialog.Rules
	records map[dialog.ID]*dialog.Record
	entries []dialog.Entry
	made    byte
	delay   time.Duration        // before each answer
	fail    func(n int) error    // for the nth Append, from 1; nil for none
	mangle  func(*dialog.Record) // changes the record given back, to test the comparison
	calls   int
	running int
}

func newKeeper(records ...*dialog.Record) *keeper {
	k := &keeper{rules: dialog.DefaultRules(), records: map[dialog.ID]*dialog.Record{}}
	for _, r := range records {
		k.records[r.Person.ID] = r
	}
	return k
}

func (k *keeper) NewID() dialog.ID {
	k.made++
	return id(100 + int(k.made))
}

func (k *keeper) Append(_ context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	k.mu.Lock()
	k.calls++
	k.running++
	call, running, delay := k.calls, k.running, k.delay
	k.mu.Unlock()
	defer func() { k.mu.Lock(); k.running--; k.mu.Unlock() }()
	if running > 1 {
		return dialog.Committed{}, fmt.Errorf("two appends at once")
	}
	if delay > 0 {
		time.Sleep(delay)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		if err := k.fail(call); err != nil {
			return dialog.Committed{}, err
		}
	}
	var out dialog.Committed
	for _, c := range changes {
		r := k.records[c.Person]
		if err := dialog.Check(r, c, k.rules); err != nil {
			return dialog.Committed{}, err
		}
		e := dialog.Entry{DeviceSeq: int64(len(k.entries) + 1), Rank: int64(len(k.entries) + 1), RecordedAt: c.DoneAt, Change: c}
		k.entries = append(k.entries, e)
		next := r.Clone()
		dialog.Apply(next, &e)
		k.records[c.Person] = next
		out.Entries, out.Record = append(out.Entries, e), next
	}
	if k.mangle != nil {
		out.Record = out.Record.Clone()
		k.mangle(out.Record)
	}
	return out, nil
}

func id(n int) dialog.ID { return dialog.NewID(time.UnixMilli(int64(n)), [10]byte{byte(n)}) }

var full = &dialog.Error{Code: dialog.Full, Message: "The disk has no room."}

// driver presses keys as a person does and runs the screen's commands, in time
// that passes only when everything waits.
type driver struct {
	t    testing.TB
	s    screen.Screen
	msgs chan tea.Msg
	out  []tea.Msg // what the screen told the root
}

// noon is when the tests begin.
var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// clock gives the time of the bubble as if it had begun at noon.
func clock() func() time.Time {
	began := time.Now()
	return func() time.Time { return noon.Add(time.Since(began)) }
}

// bubble runs a test in time of its own, and lets all that was begun come to its
// end.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Hour)
		f(t)
	})
}

func drive(t testing.TB, s screen.Screen) *driver {
	d := &driver{t: t, s: s, msgs: make(chan tea.Msg, 1<<16)}
	d.run(s.Init())
	d.settle()
	return d
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { d.msgs <- cmd() }()
	}
}

// settle takes all that has come until everything waits for time to pass.
func (d *driver) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.take(msg)
		default:
			return
		}
	}
}

// wait lets time pass.
func (d *driver) wait(span time.Duration) {
	d.settle()
	end := time.NewTimer(span)
	for {
		select {
		case msg := <-d.msgs:
			d.take(msg)
			d.settle()
		case <-end.C:
			d.settle()
			return
		}
	}
}

func (d *driver) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.run(cmd)
		}
	case screen.Notice, screen.Back, interview.Speaking, interview.HandOver, interview.Saved, interview.Finished, interview.Closed:
		d.out = append(d.out, msg)
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			go func() {
				for i := range v.Len() {
					d.msgs <- v.Index(i).Interface().(tea.Cmd)()
				}
			}()
			return
		}
		d.run(d.s.Update(msg))
	}
}

// down sends one key without letting time pass.
func (d *driver) down(name string) {
	d.run(d.s.Update(press(name)))
	d.settle()
}

// press presses keys the way people do, one after the other.
func (d *driver) press(names ...string) {
	for _, name := range names {
		d.down(name)
		d.wait(150 * time.Millisecond)
	}
}

// typeText types into a field.
func (d *driver) typeText(s string) {
	for _, r := range s {
		d.down(string(r))
		d.wait(20 * time.Millisecond)
	}
}

// hold keeps a key down: a first press, a pause, then repeats.
func (d *driver) hold(name string, first, every time.Duration, repeats int) {
	d.down(name)
	d.wait(first)
	for range repeats {
		d.down(name)
		d.wait(every)
	}
}

var special = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "tab": tea.KeyTab, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace,
}

func press(name string) tea.KeyPressMsg {
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if code, ok := special[name]; ok {
		if name == "space" {
			return tea.KeyPressMsg{Code: code, Text: " "}
		}
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

var plainTheme = theme.New(theme.Options{Unicode: true})

// text is what a person reads on the screen at a size.
func (d *driver) text(width, height int) string {
	lines := strings.Split(ansi.Strip(d.s.Draw(screen.Frame{Width: width, Height: height, Theme: plainTheme}).Body), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (d *driver) sees(want ...string) {
	d.t.Helper()
	got := d.text(80, 21)
	for _, w := range want {
		if !strings.Contains(got, w) {
			d.t.Fatalf("the screen does not say %q:\n%s", w, got)
		}
	}
}

func (d *driver) seesNot(not ...string) {
	d.t.Helper()
	got := d.text(80, 21)
	for _, w := range not {
		if strings.Contains(got, w) {
			d.t.Fatalf("the screen says %q:\n%s", w, got)
		}
	}
}

// told returns the last message of a type that the screen sent to the root.
func told[T tea.Msg](d *driver) (last T, ok bool) {
	for _, msg := range d.out {
		if m, is := msg.(T); is {
			last, ok = m, true
		}
	}
	return last, ok
}

func (d *driver) notice() string {
	n, _ := told[screen.Notice](d)
	return n.Text
}

// amina is a made-up person with one finished DIALOG and one open referral.
func amina() *dialog.Record {
	r := &dialog.Record{
		Person: dialog.Person{
			ID: id(1), Family: "Okafor", Given: "Amina", Title: "Ms", BirthDate: dialog.Date{Year: 1985, Month: time.July, Day: 14},
			NHSNumber: "9990732574", Communication: "Large print, and time to answer", Language: "Igbo",
		},
		Referrals: []dialog.Referral{{ID: id(2), Team: "North hub", Setting: dialog.Community, Received: dialog.Date{Year: 2026, Month: time.January, Day: 5}}},
	}
	past := dialog.Assessment{
		ID: id(3), Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Language: "en", Worker: id(9),
		Status: dialog.Finished, DoneAt: at(2026, time.March, 14), Ended: at(2026, time.March, 14),
	}
	for i, d := range dialog.Domains() {
		past.Answers.Set(d, dialog.Answer{State: dialog.Rated, Rating: 1 + (i+2)%7, At: past.DoneAt})
	}
	r.Assessments = []dialog.Assessment{past}
	return r
}

func at(y int, m time.Month, d int) dialog.When {
	return dialog.At(time.Date(y, m, d, 10, 5, 0, 0, time.UTC))
}

func options(k *keeper, r *dialog.Record) interview.Options {
	return interview.Options{
		Keeper: k, Record: r, Worker: id(9), Rules: dialog.DefaultRules(), Text: instrument.English(), Now: clock(),
	}
}

// begun is an interview at its first item.
func begun(t testing.TB, change ...func(*keeper, *interview.Options)) (*driver, *keeper) {
	t.Helper()
	r := amina()
	k := newKeeper(r)
	o := options(k, r)
	for _, c := range change {
		c(k, &o)
	}
	d := drive(t, interview.New(o))
	d.press("y", "1")
	d.wait(time.Second)
	d.out = nil
	return d, k
}

// assessment is what the store holds of the newest assessment of a person.
func (k *keeper) assessment() *dialog.Assessment {
	k.mu.Lock()
	defer k.mu.Unlock()
	r := k.records[id(1)]
	return &r.Assessments[len(r.Assessments)-1]
}

func (k *keeper) answer(d dialog.Domain) dialog.Answer { return k.assessment().Answers.Get(d) }

// kinds are the kinds of the entries, in order.
func (k *keeper) kinds() []dialog.Kind {
	k.mu.Lock()
	defer k.mu.Unlock()
	var all []dialog.Kind
	for _, e := range k.entries {
		all = append(all, e.Body.Kind())
	}
	return all
}

func (k *keeper) Entries(_ context.Context, person dialog.ID) ([]dialog.Entry, error) {
	var about []dialog.Entry
	for _, e := range k.entries {
		if e.Person == person {
			about = append(about, e)
		}
	}
	return about, nil
}
