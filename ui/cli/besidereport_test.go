//go:build unix

package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/report/figures"
	"alongside/dialog/trial/beside"
	"alongside/store"
)

// duckdb is the release that stands beside the team report.
const duckdb = "@duckdb/node-api@1.5.6-r.1"

// asked is what DuckDB answers.
type asked struct {
	Version      string  `json:"version"`
	Milliseconds float64 `json:"milliseconds"`
	Report       numbers `json:"report"`
	Assessments  int     `json:"assessments"`
	Wrong        int     `json:"wrong"`
}

// askDuckDB installs DuckDB for Node into the folder of the run, where there is none,
// and asks it.
func askDuckDB(b *testing.B, q figures.Question) (answer asked, why string) {
	b.Helper()
	files := filepath.Join(beside.Folder(b), "out-parquet")
	if _, err := os.Stat(files); err != nil {
		return answer, "the Parquet files are not there: run the part Parquet first"
	}
	dir := filepath.Join(beside.Folder(b), "duckdb")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "@duckdb")); err != nil {
		out, err := exec.Command("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", dir, duckdb).CombinedOutput()
		if err != nil {
			return answer, fmt.Sprintf("DuckDB could not be had: %v %.200s", err, out)
		}
	}
	script, err := os.ReadFile(filepath.Join("testdata", "duckdb.mjs"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "duckdb.mjs"), script, 0o600) // beside the modules it asks for
	}
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(dir, "duckdb.mjs"), files, q.From.ISO(), q.To.ISO(), commaed(dialog.LifeDomains()), commaed(dialog.TreatmentDomains()))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &answer)
	}
	if err != nil {
		return answer, fmt.Sprintf("DuckDB did not answer: %v", err)
	}
	return answer, ""
}

// commaed names domains with a comma between.
func commaed(domains []dialog.Domain) string {
	var names []string
	for _, d := range domains {
		names = append(names, d.String())
	}
	return strings.Join(names, ",")
}

// teamReport makes the report of everybody and returns what it was made from.
func teamReport(b *testing.B, v *store.Session, q figures.Question) *figures.Figures {
	b.Helper()
	f := figures.New(q)
	if err := v.EachCounted(b.Context(), nil, func(c *dialog.Counted) error { f.Add(c); return nil }); err != nil {
		b.Fatal(err)
	}
	f.Report(instrument.English())
	return f
}

// BenchmarkBesideReport sets the whole team report over all the years of the record
// beside DuckDB, which works out the same numbers from our Parquet files as far as they
// hold what it takes. It fails where one of them is another. DuckDB also works out every
// mean from the answers.
func BenchmarkBesideReport(b *testing.B) {
	q := figures.Question{From: dialog.Date{Year: 2010, Month: time.January, Day: 1}, To: dialog.DateOf(time.Now())}
	if err := q.Check(); err != nil {
		b.Fatal(err)
	}
	answer, why := askDuckDB(b, q)
	d := store.NewDoor(store.DoorOptions{Dir: beside.Record(b), Demo: true})
	v, err := d.Unlock(b.Context(), demo.Worker, demo.Passphrase)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Lock() }()
	var ours []time.Duration
	var f *figures.Figures
	for range 4 {
		ours = append(ours, beside.Took(func() { f = teamReport(b, v, q) }))
	}
	mine := numbersOf(f)
	if differ := mine.differ(answer.Report); why == "" && len(differ) > 0 {
		b.Fatalf("%d of %d numbers of the report are not those of DuckDB:\n%s", len(differ), len(mine), strings.Join(differ[:min(20, len(differ))], "\n"))
	}
	what := "DuckDB " + answer.Version + " over our Parquet"
	beside.Keep(b,
		beside.Row{Name: "report", What: fmt.Sprintf("the team report over %d assessments", beside.Assessments()), Unit: "ms", Ours: beside.Milliseconds(slices.Min(ours[1:])),
			Beside: fmt.Sprintf("%s, %d numbers of it, all the same", what, len(mine)), Theirs: answer.Milliseconds, Goal: beside.Goal{AtMost: 1000}, Missing: why},
		beside.Row{Name: "means", What: "assessments whose mean DuckDB works out to be what the file says", Unit: "assessments", Ours: float64(answer.Assessments - answer.Wrong),
			Beside: what, Theirs: float64(answer.Assessments), Goal: beside.Goal{AtLeastTimes: 1}, Missing: why})
}
