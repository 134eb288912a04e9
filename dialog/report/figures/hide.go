package figures

import "slices"

// Least is the smallest count that is shown of people, or of what became of them.
// Smaller ones, and zero with them, are not: 0 of a small group says something of
// everybody in it.
const Least = 5

// roundTo is what the counts of a breakdown are rounded to, so that the difference
// between two of them gives no small count away.
const roundTo = 5

// hide returns which parts of a whole that is known are not shown: those under Least,
// with them always the last one, and as many more, from the end, as it takes for those
// hidden to be at least two and to come to Least together. So each could be any number
// from 0 to Least for all that the whole and the other parts say.
//
// Somebody who knows the rule must not learn more. Which part is hidden beside a small
// one does therefore not depend on how large it is: that it is the smallest of the
// others would tell it. And the last is hidden even beside several small ones: with
// none but small ones hidden, 8 behind two of them can only be 4 and 4.
func hide(parts []int) []bool {
	rows := make([][]int, len(parts))
	for i, n := range parts {
		rows[i] = []int{n}
	}
	return hideRows(rows)
}

// hideRows does the same for the rows of a table whose columns add up to what is
// known. A row is shown as a whole or not at all.
func hideRows(rows [][]int) []bool {
	hidden := make([]bool, len(rows))
	for i, row := range rows {
		for _, n := range row {
			hidden[i] = hidden[i] || n < Least
		}
	}
	return hideMore(rows, hidden)
}

// hideMore hides more rows until none of those hidden can be worked out.
func hideMore(rows [][]int, hidden []bool) []bool {
	if slices.Contains(hidden, true) {
		hidden[len(hidden)-1] = true
	}
	for !safe(rows, hidden) {
		last := len(hidden) - 1
		for last >= 0 && hidden[last] {
			last--
		}
		if last < 0 {
			return hidden // all are
		}
		hidden[last] = true
	}
	return hidden
}

// safe reports that none is hidden, or two at least that come to Least together in
// each column.
func safe(rows [][]int, hidden []bool) bool {
	var sums []int
	n := 0
	for i, row := range rows {
		if !hidden[i] {
			continue
		}
		n++
		sums = append(sums, make([]int, len(row)-len(sums))...)
		for j, v := range row {
			sums[j] += v
		}
	}
	if n == 1 {
		return false
	}
	for _, sum := range sums {
		if sum < Least {
			return false
		}
	}
	return true
}

// rounded is a count as a breakdown shows it.
func rounded(n int) int { return (n + roundTo/2) / roundTo * roundTo }
