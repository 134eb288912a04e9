package ui_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog/trial"
)

// oddSizes are windows that no one works in.
var oddSizes = [][2]int{{1, 1}, {0, 0}, {1, 200}, {400, 1}, {39, 13}, {40, 12}, {2, 2}, {4096, 13}, {40, 400}}

// TestResizes makes the window another size again and again on the screens of an
// appointment, with keys between. Whatever the size, each drawing keeps to its
// window, and below the smallest one that can be used no key is an answer.
func TestResizes(t *testing.T) {
	tally := trial.Start(t, "resizes at the model")
	const eachRecord = 500
	base := marked(t)
	for n := range trial.Times(5_000, 100_000) / eachRecord {
		if tally.Over() {
			break
		}
		var w *world
		var story string
		synctest.Test(t, func(t *testing.T) {
			defer time.Sleep(time.Hour)
			w = newWorld(base, tally.Rand(n))
			for i := range eachRecord {
				if i%50 == 0 {
					w.errand()
				}
				w.anotherSize(i)
				if w.err != nil {
					story = w.story()
					return
				}
			}
			if n == 0 {
				w.did("size[10000 10000]")
				w.resize(10000, 10000)
				w.look()
			}
			w.resize(80, 24)
			w.leave()
		})
		tally.Done(eachRecord)
		if w.err != nil {
			tally.Wrong("record %d: %v\n%s", n, w.err, story)
			break
		}
	}
}

// anotherSize resizes the window, looks, and presses a key.
func (w *world) anotherSize(i int) {
	s := [2]int{w.random.IntN(160), w.random.IntN(60)}
	if i%4 == 0 {
		s = oddSizes[w.random.IntN(len(oddSizes))]
	}
	w.did("size%v", s)
	w.resize(s[0], s[1])
	w.look()
	if !w.small() {
		w.keyThen(w.pick(w.random), 200*time.Millisecond)
		w.judge()
		if w.gone {
			w.ended()
		}
		return
	}
	w.wait(1500 * time.Millisecond) // what was typed before is saved now
	w.judge()
	before := w.seen
	for _, name := range []string{"5", "enter", "y", "d", "ctrl+s", "x"} {
		w.keyThen(name, 150*time.Millisecond)
	}
	w.wait(1500 * time.Millisecond)
	w.judge()
	if w.seen != before {
		w.fail(errors.New("a key was taken as an answer in a window too small to see it"))
	}
}
