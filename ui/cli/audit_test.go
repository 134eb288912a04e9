package cli

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
)

func TestNoCellIsAFormula(t *testing.T) {
	for give, want := range map[string]string{
		"":                     "",
		"QUILL, Ada":           "QUILL, Ada",
		"=cmd|' /C calc'!A0":   "'=cmd|' /C calc'!A0",
		"+44":                  "'+44",
		"-1":                   "'-1",
		"@SUM(A1)":             "'@SUM(A1)",
		"\t=1":                 "' =1",
		"  =1":                 "'  =1",
		"＝1":                   "'＝1",
		"a=1":                  "a=1",
		"reason: \"on, call\"": "reason: \"on, call\"",
	} {
		if got := harmless(give); got != want {
			t.Errorf("%q becomes %q, want %q", give, got, want)
		}
	}
}

// A line of the table is read back as it was, by anything that reads RFC 4180.
func TestAuditCells(t *testing.T) {
	l := dialog.AuditLine{Seq: 7, RecordedAt: dialog.At(time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)), Worker: "Sam \"S\" Lee", Kind: dialog.KindOpened,
		Name: "ÖZ, Cem", NHSNumber: "9990732574", Detail: "reason: =HYPERLINK(\"x\"), at night"}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(auditCells(&l)); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	want := "7,2026-11-22T09:30:00.000+00:00,\"Sam \"\"S\"\" Lee\",opened a record,record.opened,\"ÖZ, Cem\",9990732574,\"reason: =HYPERLINK(\"\"x\"\"), at night\"\r\n"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}

func TestDays(t *testing.T) {
	day := func(n int) dialog.Date { return dialog.Date{Year: 2026, Month: 11, Day: n} }
	for name, c := range map[string]struct {
		from, until string
		in, out     []int
		refused     bool
	}{
		"all":           {"", "", []int{1, 15, 30}, nil, false},
		"from":          {"14-Nov-2026", "", []int{14, 30}, []int{13}, false},
		"until":         {"", "14/11/2026", []int{1, 14}, []int{15}, false},
		"one":           {"2026-11-14", "2026-11-14", []int{14}, []int{13, 15}, false},
		"turned round":  {"15-Nov-2026", "14-Nov-2026", nil, nil, true},
		"no day":        {"yesterday", "", nil, nil, true},
		"no such day":   {"", "31-Nov-2026", nil, nil, true},
		"month for day": {"11-2026", "", nil, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := daysOf(c.from, c.until)
			if (err != nil) != c.refused {
				t.Fatalf("got %v", err)
			}
			for _, n := range c.in {
				if !d.hold(day(n)) {
					t.Errorf("%s is left out", day(n))
				}
			}
			for _, n := range c.out {
				if d.hold(day(n)) {
					t.Errorf("%s is in it", day(n))
				}
			}
		})
	}
}
