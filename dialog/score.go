package dialog

// Mean is the mean of some items of one assessment, kept as whole numbers.
type Mean struct {
	Sum int // of the ratings
	N   int // items rated
	Of  int // items asked about
}

// MeanOf adds up the rated items among the given domains. Nothing is imputed.
func MeanOf(a *Answers, domains []Domain) Mean {
	m := Mean{Of: len(domains)}
	for _, d := range domains {
		if rating, ok := a.Get(d).Score(); ok {
			m.Sum += rating
			m.N++
		}
	}
	return m
}

// LifeMean is subjective quality of life: the mean of the eight life items.
func LifeMean(a *Answers) Mean { return MeanOf(a, LifeDomains()) }

// TreatmentMean is treatment satisfaction: the mean of the three treatment items.
func TreatmentMean(a *Answers) Mean { return MeanOf(a, TreatmentDomains()) }

// Value returns the mean, and false when fewer than half of the items are rated.
// The half is a local rule of Alongside: no published minimum was found.
func (m Mean) Value() (float64, bool) {
	if !enough(m.N, m.Of) {
		return 0, false
	}
	return float64(m.Sum) / float64(m.N), true
}

func enough(n, of int) bool { return n > 0 && 2*n >= of }

// MeanChange is the change of a mean between two assessments, over the items
// rated at both.
type MeanChange struct {
	Diff int // sum of now minus then
	N    int // items rated both times
	Of   int
}

// MeanChangeOf compares the given domains of two assessments.
func MeanChangeOf(now, then *Answers, domains []Domain) MeanChange {
	c := MeanChange{Of: len(domains)}
	for _, d := range domains {
		after, ok := now.Get(d).Score()
		before, both := then.Get(d).Score()
		if ok && both {
			c.Diff += after - before
			c.N++
		}
	}
	return c
}

// Value returns the change in the mean, and false when fewer than half of the
// items were rated both times.
func (c MeanChange) Value() (float64, bool) {
	if !enough(c.N, c.Of) {
		return 0, false
	}
	return float64(c.Diff) / float64(c.N), true
}

// Direction says which way an item went. It is a plain comparison of two
// numbers and claims no more.
type Direction int

// The directions.
const (
	NoComparison Direction = iota // not rated both times
	Lower
	Same
	Higher
)

// ItemChange is one item now beside the same item at an earlier assessment.
type ItemChange struct {
	Domain    Domain
	Now, Then Answer
	Diff      int // now minus then, 0 without a comparison
	Direction Direction
}

// ItemChanges compares all eleven items in asking order.
func ItemChanges(now, then *Answers) []ItemChange {
	changes := make([]ItemChange, 0, DomainCount)
	for _, d := range Domains() {
		c := ItemChange{Domain: d, Now: now.Get(d), Then: then.Get(d)}
		after, ok := c.Now.Score()
		before, both := c.Then.Score()
		if ok && both {
			c.Diff = after - before
			c.Direction = Same
			switch {
			case c.Diff > 0:
				c.Direction = Higher
			case c.Diff < 0:
				c.Direction = Lower
			}
		}
		changes = append(changes, c)
	}
	return changes
}
