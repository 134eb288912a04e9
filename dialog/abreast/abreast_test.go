package abreast_test

import (
	"sync/atomic"
	"testing"

	"alongside/dialog/abreast"
)

func TestHalvesDoEachPartOnce(t *testing.T) {
	for parts := range 10 {
		did := make([]atomic.Int64, parts)
		abreast.Halves(parts, func(from, to int) {
			for i := from; i < to; i++ {
				did[i].Add(1)
			}
		})
		for i := range did {
			if n := did[i].Load(); n != 1 {
				t.Errorf("%d parts: part %d is done %d times", parts, i, n)
			}
		}
	}
}

func TestAPanicIsTheCallers(t *testing.T) {
	for which := range 3 {
		var ended atomic.Int64
		do := make([]func(), 3)
		for i := range do {
			do[i] = func() {
				if i == which {
					panic(i)
				}
				ended.Add(1)
			}
		}
		func() {
			defer func() {
				if got := recover(); got != which {
					t.Errorf("got %v, want the panic of %d", got, which)
				}
			}()
			abreast.All(do...)
		}()
		if n := ended.Load(); n != 2 {
			t.Errorf("%d of the others ended, want 2", n)
		}
	}
}

func TestNothingIsDone(t *testing.T) { abreast.All() }
