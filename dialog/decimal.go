package dialog

import "strconv"

// String returns the mean to one decimal, a half rounded up: "4.6". It is ""
// when there is none to show ([Mean.Value]).
func (m Mean) String() string {
	if _, ok := m.Value(); !ok {
		return ""
	}
	return oneDecimal(m.Sum, m.N)
}

// String returns the change in words to one decimal, "up 0.4" or "down 0.4", and
// "the same" for none at all. It is "" when there is none to show
// ([MeanChange.Value]).
func (c MeanChange) String() string {
	if _, ok := c.Value(); !ok {
		return ""
	}
	switch {
	case c.Diff > 0:
		return "up " + oneDecimal(c.Diff, c.N)
	case c.Diff < 0:
		return "down " + oneDecimal(-c.Diff, c.N)
	}
	return "the same"
}

// oneDecimal divides two whole numbers, the second not 0, without going through
// a floating-point number, in which the half of a tenth is sometimes a little
// less.
func oneDecimal(sum, n int) string {
	tenths := (20*sum + n) / (2 * n)
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
}
