package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"alongside/dialog/trial/beside"
)

// printTable writes the rows as a table of Markdown under the machine and the day.
func printTable(w io.Writer, rows map[string]beside.Row, people int) error {
	b := bufio.NewWriter(w)
	var day time.Time
	for _, r := range rows {
		if r.At.After(day) {
			day = r.At
		}
	}
	fmt.Fprintf(b, "\n%s, %d cores, %s/%s, %s, sqlite3 command %s; %s.\n", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), orNone(beside.SQLiteVersion()), day.Format("2 January 2006"))
	fmt.Fprintf(b, "%d people, %d assessments.\n\n", people, people*beside.Each)
	fmt.Fprintln(b, "| row | what | ours | beside | theirs | times | goal | met |")
	fmt.Fprintln(b, "| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, name := range order {
		r, ok := rows[name]
		if !ok {
			r = beside.Row{Name: name, What: "NOT MEASURED", Missing: "NOT MEASURED"}
		}
		fmt.Fprintln(b, "| "+strings.Join(cells(r), " | ")+" |")
	}
	return b.Flush()
}

func cells(r beside.Row) []string {
	ours, theirs, times, met := "-", "-", "-", "yes"
	if r.Ours > 0 {
		ours = beside.Figure(r.Ours, r.Unit)
	}
	if r.Theirs > 0 {
		theirs, times = beside.Figure(r.Theirs, r.Unit), beside.Figure(r.Ratio(), "")
	}
	switch {
	case r.Missing != "":
		met = "NO FIGURE: " + r.Missing
	case r.Sentence() == "-":
		met = "-"
	case !r.Met():
		met = "no"
	}
	return []string{r.Name, r.What, ours, orNone(r.Beside), theirs, strings.TrimSpace(times), r.Sentence(), met}
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// processor is what the system calls the processor.
func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, model, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return runtime.GOARCH
}
