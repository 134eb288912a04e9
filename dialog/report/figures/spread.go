package figures

import (
	"math"

	"alongside/dialog"
)

// unit makes whole numbers of ratings and of the mean of up to eight of them: it is
// divisible by 1 to 8. Sums are exact and do not depend on the order.
const unit = 840

// Spread is some numbers of which the mean and the standard deviation are asked.
type Spread struct {
	N       int
	sum     int64 // in units
	squares int64
}

func (s *Spread) add(units int) {
	s.N++
	s.sum += int64(units)
	s.squares += int64(units) * int64(units)
}

// Mean is the arithmetic mean, 0 of nothing.
func (s *Spread) Mean() float64 {
	if s.N == 0 {
		return 0
	}
	return float64(s.sum) / unit / float64(s.N)
}

// SD is the standard deviation of a sample, 0 of fewer than two.
func (s *Spread) SD() float64 {
	if s.N < 2 {
		return 0
	}
	n := float64(s.N)
	mean := float64(s.sum) / unit / n
	return math.Sqrt(max(float64(s.squares)/(unit*unit)-n*mean*mean, 0) / (n - 1))
}

// Outcome is what became of the pairs of one item.
type Outcome struct {
	Improved, Same, Worse int
	Change                Spread
}

// Pairs is how many there are.
func (o *Outcome) Pairs() int { return o.Improved + o.Same + o.Worse }

// add counts a pair. From the threshold on a change is an improvement or a
// deterioration.
func (o *Outcome) add(first, latest, threshold int) {
	change := latest - first
	switch {
	case change >= threshold:
		o.Improved++
	case change <= -threshold:
		o.Worse++
	default:
		o.Same++
	}
	o.Change.add(change * unit)
}

// The thresholds of NHS England's code (RCI_Threshold), in points.
const (
	itemThreshold = 1
	goalThreshold = 3
)

// meanUnits is the mean of the marks of some domains in units, and false where fewer
// than half are rated (dialog.Mean.Value).
func meanUnits(t *dialog.Taken, domains []dialog.Domain) (int, bool) {
	m := dialog.Mean{Of: len(domains)}
	for _, d := range domains {
		if rating, ok := t.Mark(d).Score(); ok {
			m.Sum += rating
			m.N++
		}
	}
	if _, ok := m.Value(); !ok {
		return 0, false
	}
	return m.Sum * unit / m.N, true
}
