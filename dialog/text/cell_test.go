package text_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog/text"
)

// No cell begins as a formula does, and every text comes back as it was.
func TestFormulasAreGuarded(t *testing.T) {
	for _, s := range []string{"=1+1", "+44 20", "-5", "@SUM(A1)", "\tx", "＝1", "|calc", "'=1", "''=1", "'t Hooft", "O'Brien", "'", "", "plain"} {
		checkGuard(t, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		checkGuard(t, rapid.StringOfN(rapid.SampledFrom([]rune("'=+-@a ,\"\n＝|%")), 0, 8, -1).Draw(t, "text"))
	})
}

type failer interface{ Fatalf(string, ...any) }

func checkGuard(t failer, s string) {
	cell := text.Guard(s)
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n|%") {
		t.Fatalf("%q is written as %q", s, cell)
	}
	if got := text.Unguard(cell); got != s {
		t.Fatalf("%q comes back as %q", s, got)
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write([]string{cell, "x"}); err != nil {
		t.Fatalf("%v", err)
	}
	w.Flush()
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || rows[0][0] != cell {
		t.Fatalf("%q is read as %q: %v", cell, rows, err)
	}
}
