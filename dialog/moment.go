package dialog

import "time"

// Every line of a journal has two moments and every line of the caseload several.
// Package time reads any layout, one piece at a time; these know the one form in which
// the record writes them. What they do not take is left to it.

// digits reads the number that all of b is.
func digits(b []byte) (n int, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// quickDate reads 1985-07-14.
func quickDate(b []byte) (Date, bool) {
	if len(b) != 10 || b[4] != '-' || b[7] != '-' {
		return Date{}, false
	}
	year, okYear := digits(b[:4])
	month, okMonth := digits(b[5:7])
	day, okDay := digits(b[8:])
	if !okYear || !okMonth || !okDay {
		return Date{}, false
	}
	d, err := MakeDate(year, time.Month(month), day)
	return d, err == nil
}

// quickDay writes 1985-07-14.
func quickDay(d Date) (string, bool) {
	if d.Year < 1000 || d.Year > 9999 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return "", false
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	m := int(d.Month)
	b := [10]byte{digit(d.Year / 1000), digit(d.Year / 100), digit(d.Year / 10), digit(d.Year), '-', digit(m / 10), digit(m), '-', digit(d.Day / 10), digit(d.Day)}
	return string(b[:]), true
}

// quickWhen reads 2026-03-14T10:05:00.000+00:00, which is layoutWhen.
func quickWhen(b []byte) (When, bool) {
	if len(b) != len(layoutWhen) || b[10] != 'T' || b[13] != ':' || b[16] != ':' || b[19] != '.' || b[26] != ':' || b[23] != '+' && b[23] != '-' {
		return When{}, false
	}
	day, ok := quickDate(b[:10])
	if !ok {
		return When{}, false
	}
	var n [6]int
	for i, part := range [6]struct{ from, to, most int }{{11, 13, 23}, {14, 16, 59}, {17, 19, 59}, {20, 23, 999}, {24, 26, 23}, {27, 29, 59}} {
		if n[i], ok = digits(b[part.from:part.to]); !ok || n[i] > part.most {
			return When{}, false
		}
	}
	offset := (n[4]*60 + n[5]) * 60
	if b[23] == '-' {
		offset = -offset
	}
	at := time.Date(day.Year, day.Month, day.Day, n[0], n[1], n[2], n[3]*int(time.Millisecond), time.FixedZone("", offset))
	return When{at: at, day: day}, true
}
