package figures

import (
	"fmt"
	"strings"
	"testing"
)

// leastValues is how many numbers each figure that is not shown could be, for all that
// somebody can find out who knows everything that is shown, and the rule.
const leastValues = Least

// publication is what somebody sees of one table, and what they may find behind it.
type publication map[string][]map[int]bool

// see adds a table that leads to what is seen: hidden holds its numbers that are not
// shown, in order.
func (p publication) see(seen string, hidden []int) {
	if p[seen] == nil {
		p[seen] = make([]map[int]bool, len(hidden))
	}
	for i, n := range hidden {
		if p[seen][i] == nil {
			p[seen][i] = map[int]bool{}
		}
		p[seen][i][n] = true
	}
}

func (p publication) check(t *testing.T) {
	t.Helper()
	worst := 1 << 30
	for seen, cells := range p {
		for i, values := range cells {
			worst = min(worst, len(values))
			if len(values) < leastValues {
				t.Fatalf("behind %s hidden figure %d can only be %v", seen, i, values)
			}
		}
	}
	t.Logf("%d publications, each hidden figure could be one of %d or more", len(p), worst)
}

// each calls do with every way of making a whole of so many parts.
func each(whole int, parts []int, do func([]int)) {
	if len(parts) == 1 {
		parts[0] = whole
		do(parts)
		return
	}
	for n := range whole + 1 {
		parts[0] = n
		rest := parts
		each(whole-n, parts[1:], func([]int) { do(rest) })
	}
}

// TestHideByTrying has somebody try every table there could be behind a row of
// outcomes, of which the whole and the parts shown are known exactly, with the rule in
// hand.
func TestHideByTrying(t *testing.T) {
	for parts, most := range map[int]int{2: 60, 3: 40, 4: 26, 5: 20} {
		t.Run(fmt.Sprint(parts, " parts"), func(t *testing.T) {
			p := publication{}
			for whole := Least; whole <= most; whole++ {
				each(whole, make([]int, parts), func(row []int) {
					var behind []int
					seen := fmt.Sprint("of ", whole)
					for i, hidden := range hide(row) {
						if hidden {
							seen += " *"
							behind = append(behind, row[i])
						} else {
							seen += fmt.Sprint(" ", row[i])
						}
					}
					p.see(seen, behind)
				})
			}
			p.check(t)
		})
	}
}

// TestHideRowsByTrying does the same with every breakdown of referrals and how many of
// them are paired: the totals are known exactly, the rows shown as rounded.
func TestHideRowsByTrying(t *testing.T) {
	for rows, most := range map[int]int{2: 26, 3: 19, 4: 13} {
		t.Run(fmt.Sprint(rows, " rows"), func(t *testing.T) {
			p := publication{}
			table := make([][]int, rows)
			var fill func(i, left int)
			fill = func(i, left int) {
				if i == rows {
					seen, behind := breakdown(table)
					p.see(seen, behind)
					return
				}
				for n := range left + 1 {
					for paired := range n + 1 {
						table[i] = []int{paired, n}
						fill(i+1, left-n)
					}
				}
			}
			fill(0, most)
			p.check(t)
		})
	}
}

// breakdown is what is seen of a table of referrals and pairs, and what is behind it.
func breakdown(table [][]int) (seen string, behind []int) {
	var b strings.Builder
	var paired, all int
	for i, hidden := range hideRows(table) {
		paired, all = paired+table[i][0], all+table[i][1]
		if hidden {
			b.WriteString(" *")
			behind = append(behind, table[i]...)
		} else {
			fmt.Fprintf(&b, " %d/%d", rounded(table[i][0]), rounded(table[i][1]))
		}
	}
	if paired < Least { // the totals are hidden too
		return "few" + b.String(), behind
	}
	return fmt.Sprintf("%d of %d%s", paired, all, b.String()), behind
}
