package keypress

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const ms = time.Millisecond

// stroke is one key in a test, so long after the one before it.
type stroke struct {
	key    string
	after  time.Duration
	repeat bool // the terminal says that it is a repeat
	up     bool // the key is let go, and the terminal says so
}

// outcome is what came of a run of strokes.
type outcome struct {
	counted []int // which strokes counted, by their place
	said    []Remark
}

// play gives strokes to a guard with every tick at its time, or, when late, with
// no tick before the end.
func play(g *Guard, strokes []stroke, late bool) outcome {
	var out outcome
	now := time.Unix(1000, 0)
	var due time.Time
	token := 0
	waiting := []int{}
	take := func(r Ruling) {
		for range r.Keys {
			out.counted = append(out.counted, waiting[0])
			waiting = waiting[1:]
		}
		if r.Say != NoRemark {
			out.said = append(out.said, r.Say)
		}
	}
	for i, s := range strokes {
		now = now.Add(s.after)
		if token > 0 && !late && !due.After(now) {
			take(g.Tick(token))
			token = 0
		}
		if s.up {
			g.Released(s.key)
			continue
		}
		r := g.Press(s.key, s.repeat, now)
		take(r)
		if g.pending == "" || r.Wait > 0 {
			waiting = nil
		}
		if r.Wait > 0 {
			waiting = append(waiting, i)
			due, token = now.Add(r.Wait), r.Token
		}
	}
	if token > 0 {
		take(g.Tick(token))
	}
	return out
}

func keys(gap time.Duration, names ...string) []stroke {
	var all []stroke
	for _, n := range names {
		all = append(all, stroke{key: n, after: gap})
	}
	return all
}

func TestGuard(t *testing.T) {
	held := func(first, every time.Duration, repeats int) []stroke {
		all := []stroke{{key: "3"}, {key: "3", after: first}}
		for range repeats {
			all = append(all, stroke{key: "3", after: every})
		}
		return all
	}
	tests := map[string]struct {
		strokes []stroke
		counted []int
		said    []Remark
	}{
		"one key":                              {keys(0, "3"), []int{0}, nil},
		"two keys, 60 ms apart":                {keys(60*ms, "3", "enter"), []int{0, 1}, nil},
		"two keys, 30 ms apart":                {keys(30*ms, "3", "enter"), []int{0, 1}, nil},
		"two keys, 29 ms apart":                {keys(29*ms, "3", "enter"), nil, []Remark{TwoAtOnce}},
		"two keys at the same moment":          {keys(0, "3", "4"), nil, []Remark{TwoAtOnce}},
		"the same key twice, 10 ms apart":      {keys(10*ms, "3", "3"), nil, []Remark{TwoAtOnce}},
		"a key after two at once":              {append(keys(5*ms, "3", "4"), stroke{key: "5", after: 30 * ms}), []int{2}, []Remark{TwoAtOnce}},
		"three at once":                        {keys(5*ms, "3", "4", "5"), nil, []Remark{TwoAtOnce, TwoAtOnce}},
		"four at once are a burst":             {keys(5*ms, "3", "4", "5", "6"), nil, []Remark{TwoAtOnce, TwoAtOnce, ManyAtOnce}},
		"nothing counts 299 ms after a burst":  {append(keys(5*ms, "3", "4", "5", "6"), stroke{key: "7", after: 299 * ms}), nil, []Remark{TwoAtOnce, TwoAtOnce, ManyAtOnce, ManyAtOnce}},
		"a key counts 300 ms after a burst":    {append(keys(5*ms, "3", "4", "5", "6"), stroke{key: "7", after: 300 * ms}), []int{4}, []Remark{TwoAtOnce, TwoAtOnce, ManyAtOnce}},
		"a burst starts its silence over":      {append(keys(5*ms, "3", "4", "5", "6"), stroke{key: "7", after: 200 * ms}, stroke{key: "7", after: 200 * ms}), nil, []Remark{TwoAtOnce, TwoAtOnce, ManyAtOnce, ManyAtOnce, ManyAtOnce}},
		"the same key twice, 250 ms apart":     {keys(250*ms, "3", "3"), []int{0, 1}, nil},
		"the same key four times, 150 ms":      {keys(150*ms, "3", "3", "3", "3"), []int{0, 1, 2, 3}, nil},
		"the same key three times, 100 ms":     {keys(100*ms, "3", "3", "3"), []int{0}, []Remark{HeldDown}},
		"held, 500 ms then every 33":           {held(500*ms, 33*ms, 40), []int{0}, slices.Repeat([]Remark{HeldDown}, 40)},
		"held, 250 ms then every 92":           {held(250*ms, 92*ms, 10), []int{0}, slices.Repeat([]Remark{HeldDown}, 10)},
		"held, 660 ms then every 25":           {held(660*ms, 25*ms, 10), []int{0}, slices.Repeat([]Remark{HeldDown}, 10)},
		"held, 200 ms then every 10":           {held(200*ms, 10*ms, 30), []int{0}, slices.Repeat([]Remark{HeldDown}, 30)},
		"a key after a held one":               {append(held(500*ms, 33*ms, 5), stroke{key: "enter", after: 60 * ms}), []int{0, 7}, slices.Repeat([]Remark{HeldDown}, 5)},
		"a key rolled onto a held one":         {append(held(500*ms, 33*ms, 2), stroke{key: "enter", after: 10 * ms}), []int{0}, []Remark{HeldDown, HeldDown, TwoAtOnce}},
		"the same key after a held one":        {append(held(500*ms, 33*ms, 2), stroke{key: "3", after: 400 * ms}), []int{0, 4}, []Remark{HeldDown, HeldDown}},
		"the same key too soon after held":     {append(held(500*ms, 33*ms, 2), stroke{key: "3", after: 299 * ms}), []int{0}, slices.Repeat([]Remark{HeldDown}, 3)},
		"another key while a second waits":     {append(keys(200*ms, "3", "3"), stroke{key: "enter", after: 60 * ms}), []int{0, 1, 2}, nil},
		"another key at once with a second":    {append(keys(200*ms, "3", "3"), stroke{key: "enter", after: 10 * ms}), []int{0}, []Remark{TwoAtOnce}},
		"reported repeats":                     {[]stroke{{key: "3"}, {key: "3", after: 500 * ms, repeat: true}, {key: "3", after: 33 * ms, repeat: true}}, []int{0}, []Remark{HeldDown, HeldDown}},
		"another key while reported held":      {[]stroke{{key: "3"}, {key: "3", after: 500 * ms, repeat: true}, {key: "enter", after: 5 * ms}}, []int{0, 2}, []Remark{HeldDown}},
		"reported releases, quick presses":     {[]stroke{{key: "3"}, {key: "3", after: 60 * ms, up: true}, {key: "3", after: 60 * ms}, {key: "3", after: 40 * ms, up: true}, {key: "3", after: 60 * ms}}, []int{0, 2, 4}, nil},
		"reported releases, held":              {[]stroke{{key: "3"}, {key: "3", after: 60 * ms, up: true}, {key: "3", after: 100 * ms}, {key: "3", after: 500 * ms}, {key: "3", after: 33 * ms}}, []int{0, 2}, []Remark{HeldDown, HeldDown}},
		"a release that was lost":              {[]stroke{{key: "3"}, {key: "3", after: 60 * ms, up: true}, {key: "3", after: 100 * ms}, {key: "3", after: 1200 * ms}}, []int{0, 2, 3}, nil},
		"releases known of arrows only":        {append([]stroke{{key: "down"}, {key: "down", after: 50 * ms, up: true}, {key: "3", after: 100 * ms}}, held(500*ms, 33*ms, 4)[1:]...), []int{0, 2}, slices.Repeat([]Remark{HeldDown}, 4)},
		"a clock set back cancels what waits":  {[]stroke{{key: "3"}, {key: "4", after: -time.Hour}, {key: "5", after: 60 * ms}}, []int{2}, []Remark{TwoAtOnce}},
		"a held enter moves once":              {[]stroke{{key: "enter"}, {key: "enter", after: 400 * ms}, {key: "enter", after: 30 * ms}, {key: "enter", after: 30 * ms}}, []int{0}, []Remark{HeldDown, HeldDown}},
		"a held enter repeating very fast":     {[]stroke{{key: "enter"}, {key: "enter", after: 400 * ms}, {key: "enter", after: 20 * ms}, {key: "enter", after: 20 * ms}}, []int{0}, []Remark{HeldDown, HeldDown}},
		"a long pause before the same key":     {keys(700*ms, "3", "3"), []int{0, 1}, nil},
		"two presses with another key between": {keys(60*ms, "3", "enter", "3", "enter"), []int{0, 1, 2, 3}, nil},
	}
	for name, test := range tests {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, late %v", name, late), func(t *testing.T) {
				got := play(&Guard{}, test.strokes, late)
				if !slices.Equal(got.counted, test.counted) || !slices.Equal(got.said, test.said) {
					t.Errorf("counted %v and said %v, want %v and %v", got.counted, got.said, test.counted, test.said)
				}
			})
		}
	}
}

// TestGuardTurn covers what a new question on the screen does to keys.
func TestGuardTurn(t *testing.T) {
	at := time.Unix(1000, 0)
	type step struct {
		key   string
		after time.Duration
		turn  bool // a new question comes up before this key
		want  bool // the key counts
	}
	tests := map[string][]step{
		"the same key soon after":        {{"1", 0, false, true}, {"1", 400 * ms, true, false}},
		"the same key long after":        {{"1", 0, false, true}, {"1", 700 * ms, true, true}},
		"another key soon after":         {{"y", 0, false, true}, {"1", 60 * ms, true, true}},
		"the same key a third time":      {{"f", 0, false, true}, {"f", 200 * ms, true, false}, {"f", 350 * ms, false, true}},
		"the key held into the question": {{"1", 0, false, true}, {"1", 500 * ms, true, false}, {"1", 33 * ms, false, false}, {"1", 33 * ms, false, false}},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			g, now := Guard{}, at
			for i, s := range steps {
				now = now.Add(s.after)
				if s.turn {
					g.Turn()
				}
				r := g.Press(s.key, false, now)
				if got := r.Wait > 0 && len(g.Tick(r.Token).Keys) == 1; got != s.want {
					t.Fatalf("step %d: counted %v, want %v", i, got, s.want)
				}
			}
		})
	}
	t.Run("a key that waits is not meant for the new question", func(t *testing.T) {
		g := Guard{}
		r := g.Press("3", false, at)
		g.Turn()
		if got := g.Tick(r.Token); len(got.Keys) > 0 {
			t.Errorf("counted %v", got.Keys)
		}
	})
}

func TestGuardPaste(t *testing.T) {
	at := time.Unix(1000, 0)
	g := Guard{}
	first := g.Press("3", false, at)
	if r := g.Paste(at.Add(10 * ms)); r.Say != PastedAnyway || len(r.Keys) > 0 {
		t.Fatalf("a paste: %+v", r)
	}
	if r := g.Tick(first.Token); len(r.Keys) > 0 {
		t.Error("the key before the paste counted")
	}
	if r := g.Press("4", false, at.Add(200*ms)); r.Wait > 0 || r.Say != ManyAtOnce {
		t.Errorf("a key right after the paste: %+v", r)
	}
	if r := g.Press("4", false, at.Add(600*ms)); r.Wait == 0 {
		t.Errorf("a key long after the paste: %+v", r)
	}
}

func TestGuardElsewhere(t *testing.T) {
	at := time.Unix(1000, 0)
	g := Guard{}
	g.Elsewhere("esc", at)
	if r := g.Press("3", false, at.Add(10*ms)); r.Say != TwoAtOnce {
		t.Errorf("a key at once with one for a text field: %+v", r)
	}
	if r := g.Press("4", false, at.Add(60*ms)); r.Wait == 0 {
		t.Errorf("a key after it: %+v", r)
	}
}

// TestGuardExhaustively plays every run of five strokes of two keys at the gaps
// around every limit, with ticks in time and late, and checks what must hold for
// each.
func TestGuardExhaustively(t *testing.T) {
	gaps := []time.Duration{0, 29 * ms, 30 * ms, 60 * ms, 119 * ms, 120 * ms, 299 * ms, 300 * ms, 699 * ms, 700 * ms}
	names := []string{"3", "enter"}
	strokes := make([]stroke, 5)
	runs := 0
	var extend func(i int)
	extend = func(i int) {
		if i == len(strokes) {
			runs++
			inTime, late := play(&Guard{}, strokes, false), play(&Guard{}, strokes, true)
			if !slices.Equal(inTime.counted, late.counted) {
				t.Fatalf("%v: counted %v with ticks in time, %v with late ones", strokes, inTime.counted, late.counted)
			}
			if err := sound(strokes, inTime.counted); err != nil {
				t.Fatalf("%v: counted %v: %v", strokes, inTime.counted, err)
			}
			return
		}
		for _, name := range names {
			for _, gap := range gaps {
				strokes[i] = stroke{key: name, after: gap}
				extend(i + 1)
				if i == 0 {
					break // there is nothing before the first
				}
			}
		}
	}
	extend(0)
	if runs != 320000 {
		t.Errorf("%d runs", runs)
	}
}

// sound checks what must hold for any run of strokes: none that came together
// with another counts, one that stands alone between other keys does, and keys
// that count keep their order.
func sound(strokes []stroke, counted []int) error {
	if !slices.IsSorted(counted) {
		return fmt.Errorf("out of order")
	}
	burstUntil, at, run := time.Duration(-1), time.Duration(0), 1
	for i, s := range strokes {
		at += s.after
		if i > 0 && s.after < chordGap {
			run++
		} else {
			run = 1
		}
		together := i > 0 && s.after < chordGap || i+1 < len(strokes) && strokes[i+1].after < chordGap
		counts := slices.Contains(counted, i)
		if together && counts {
			return fmt.Errorf("stroke %d came together with another", i)
		}
		swallowed := at < burstUntil
		if run > burstLength || swallowed {
			burstUntil = at + silence
		}
		alone := !together && !swallowed && (i == 0 || strokes[i-1].key != s.key)
		if alone && !counts {
			return fmt.Errorf("stroke %d stands alone and did not count", i)
		}
	}
	return nil
}

func TestGuardBurstsNeverCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(strings.Fields("1 2 3 4 5 6 7 y n d x l enter left right backspace esc v f"))
		n := rapid.IntRange(2, 40).Draw(t, "length")
		var strokes []stroke
		for range n {
			strokes = append(strokes, stroke{key: name.Draw(t, "key"), after: time.Duration(rapid.IntRange(0, 29_999).Draw(t, "µs")) * time.Microsecond})
		}
		g := Guard{}
		for _, s := range keys(60*ms, "2", "enter") { // whatever came before
			g.Press(s.key, false, time.Unix(900, 0))
		}
		if got := play(&g, strokes, rapid.Bool().Draw(t, "late")); len(got.counted) > 0 || len(got.said) == 0 {
			t.Fatalf("counted %v, said %v", got.counted, got.said)
		}
	})
}

func TestGuardHumanKeysAllCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(strings.Fields("1 2 3 4 5 6 7 y n d x l enter left right"))
		var strokes []stroke
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			s := stroke{key: name.Draw(t, "key"), after: time.Duration(rapid.IntRange(60, 2000).Draw(t, "ms")) * ms}
			if len(strokes) > 0 && strokes[len(strokes)-1].key == s.key {
				continue
			}
			strokes = append(strokes, s)
		}
		got := play(&Guard{}, strokes, rapid.Bool().Draw(t, "late"))
		if len(got.counted) != len(strokes) || len(got.said) > 0 {
			t.Fatalf("%v: counted %v, said %v", strokes, got.counted, got.said)
		}
	})
}

func TestGuardHeldKeyCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := time.Duration(rapid.IntRange(130, 690).Draw(t, "first")) * ms
		every := time.Duration(rapid.IntRange(5, 110).Draw(t, "every")) * ms
		strokes := []stroke{{key: "5"}, {key: "5", after: first}}
		for range rapid.IntRange(1, 60).Draw(t, "repeats") {
			jitter := time.Duration(rapid.IntRange(0, 4).Draw(t, "jitter")) * ms
			strokes = append(strokes, stroke{key: "5", after: every + jitter})
		}
		if got := play(&Guard{}, strokes, rapid.Bool().Draw(t, "late")); !slices.Equal(got.counted, []int{0}) {
			t.Fatalf("counted %v", got.counted)
		}
	})
}
