package cli

import (
	"strings"
	"testing"

	"alongside/dialog/report/figures"
)

// A team called what a spreadsheet would run is text in the file; numbers stay numbers.
func TestReportCSVIsNoFormula(t *testing.T) {
	b, err := reportCSV(&figures.Report{Team: `=cmd|' /C calc'!A0`, Sections: []figures.Section{{Key: "s", Tables: []figures.Table{{Key: "t",
		Columns: []figures.Column{{Key: "change", Name: "Change"}}, Rows: []figures.Row{{Key: "@x", Name: "+1", Cells: []figures.Cell{{Kind: figures.Change, Value: -0.4}}}}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	want := `,,'=cmd|' /C calc'!A0,s,t,'@x,'+1,change,Change,change,-0.4` + "\r\n"
	if _, line, _ := strings.Cut(string(b), "\r\n"); line != want {
		t.Errorf("the line is %q", line)
	}
}
