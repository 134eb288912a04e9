package chart

import (
	"math"
	"slices"
	"strconv"
)

// maxTickWidth is the widest value label, in cells.
const maxTickWidth = 5

// How far from a row a value may lie, in rows, and count as exact; and how far to
// be as good as between two rows.
const (
	onRow  = 1e-9
	midway = 0.45
)

// usable reports whether the axis is a scale that values can be placed on.
func (a Axis) usable() bool {
	return a.Lo < a.Hi && !math.IsInf(a.Hi-a.Lo, 0)
}

// same reports whether both axes are one scale.
func (a Axis) same(b Axis) bool { return a.Lo == b.Lo && a.Hi == b.Hi }

// row returns the row nearest v, 0 at the top, and -1 or 1 if v is above or below
// the scale; the row is then that of the edge.
func (a Axis) row(v float64, rows int) (row, beyond int) {
	switch {
	case v > a.Hi:
		return 0, -1
	case v < a.Lo:
		return rows - 1, 1
	}
	return int(math.Round((a.Hi - v) / (a.Hi - a.Lo) * float64(rows-1))), 0
}

// miss is how far v lies from the row that it is drawn in, in rows.
func (a Axis) miss(v float64, rows int) float64 {
	exact := (a.Hi - v) / (a.Hi - a.Lo) * float64(rows-1)
	return math.Abs(exact - math.Round(exact))
}

// tick is a labelled value and the row it stands in.
type tick struct {
	row  int
	text string
}

// marks returns the values that the axis labels, each once, those given or else
// round steps. Values off the scale and those too long to write are left out.
func (a Axis) marks() []float64 {
	values := a.Ticks
	if len(values) == 0 {
		values = a.steps()
	}
	var out []float64
	for _, v := range values {
		if v >= a.Lo && v <= a.Hi && len(number(v)) <= maxTickWidth && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// exact counts the marks that fall on a row exactly.
func (a Axis) exact(marks []float64, rows int) int {
	n := 0
	for _, v := range marks {
		if a.miss(v, rows) < onRow {
			n++
		}
	}
	return n
}

// ticks chooses which marks to label. Labels at even distances read best, so when
// three or more fall on a row exactly only those are used. Otherwise each stands
// in the row nearest it, where a point of that value stands too. But if two would
// need one row, or one lies midway between two, leaving it out would bend the
// scale to the eye, and only the exact remain.
func (a Axis) ticks(marks []float64, rows int) []tick {
	taken := make([]bool, rows)
	clash := false
	for _, v := range marks {
		row, _ := a.row(v, rows)
		clash = clash || taken[row] || a.miss(v, rows) > midway
		taken[row] = true
	}
	exactOnly := clash || a.exact(marks, rows) >= 3
	var out []tick
	for _, v := range marks {
		if row, _ := a.row(v, rows); !exactOnly || a.miss(v, rows) < onRow {
			out = append(out, tick{row, number(v)})
		}
	}
	return out
}

// fit returns how many of the given rows to draw on: the number on which most of
// the marks of both scales fall exactly. It gives up one row or a sixth of them for
// that, and two or a fifth if all marks of the left scale are exact then.
func (d *layout) fit(rows int) int {
	best, most := rows, -1
	for r := rows; r >= max(rows-max(rows/5, 2), 3); r-- {
		left := d.scale.exact(d.leftMarks, r)
		if lost := rows - r; lost > 0 && left < len(d.leftMarks) && (r < 5 || lost > max(rows/6, 1)) {
			continue
		}
		score := left
		if d.right != nil {
			score += d.right.exact(d.rightMarks, r)
		}
		if score > most {
			best, most = r, score
		}
	}
	return best
}

// steps returns round values from Lo to Hi, at most eight of them.
func (a Axis) steps() []float64 {
	step := math.Pow(10, math.Floor(math.Log10((a.Hi-a.Lo)/10)))
	for _, k := range []float64{1, 2, 5, 10, 20} {
		if (a.Hi-a.Lo)/(step*k) <= 7+1e-9 {
			step *= k
			break
		}
	}
	var out []float64
	first := math.Ceil(a.Lo/step - 1e-9)
	for i := range 9 {
		v := (first + float64(i)) * step
		if v > a.Hi+step*1e-9 {
			break
		}
		// Rounded so that 3×0.1 reads 0.3.
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
		out = append(out, v)
	}
	return out
}

// fromData is a whole-number scale around the values of all series, for a plot
// that gives none. Its label says where it comes from.
func fromData(series []Series) Axis {
	const far = 1e9 // Beyond it a value is drawn as beyond the scale.
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, s := range series {
		for _, p := range s.Points {
			if !p.missing() && math.Abs(p.Value) <= far {
				lo, hi = min(lo, p.Value), max(hi, p.Value)
			}
		}
	}
	if lo > hi {
		return Axis{Lo: 0, Hi: 1}
	}
	a := Axis{Lo: math.Floor(lo), Hi: math.Ceil(hi)}
	if a.Lo == a.Hi {
		a.Lo, a.Hi = a.Lo-1, a.Hi+1
	}
	a.Label = "Scale from the data: " + number(a.Lo) + " to " + number(a.Hi)
	return a
}

// number writes v in the shortest form that is exact.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// missing reports that the point has no value to draw.
func (p Point) missing() bool {
	return p.Gap || math.IsNaN(p.Value) || math.IsInf(p.Value, 0)
}
