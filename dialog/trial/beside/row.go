package beside

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Row is one line of the table.
type Row struct {
	Name   string // of the row, and of its file: answer-median
	What   string // what is measured
	Unit   string // of the figures: ms, MiB …
	Ours   float64
	Beside string  // what ours stands beside; "" for nothing
	Theirs float64 // its figure
	Goal   Goal
	// Missing says why the row, or what stands beside it, could not be measured
	// here. Such a row is never met.
	Missing string
	At      time.Time
}

// Goal is what a row should reach. Each part that is not 0 has to hold.
type Goal struct {
	AtMostTimes  float64 // ours by theirs
	AtLeastTimes float64
	AtMost       float64 // ours
}

// Ratio is ours by theirs, 0 where nothing stands beside.
func (r Row) Ratio() float64 {
	if r.Theirs == 0 {
		return 0
	}
	return r.Ours / r.Theirs
}

// Met reports whether the row reaches its goal. One without a goal is met.
func (r Row) Met() bool {
	g := r.Goal
	return r.Missing == "" && (g.AtMostTimes == 0 || r.Ratio() > 0 && r.Ratio() <= g.AtMostTimes) &&
		(g.AtLeastTimes == 0 || r.Ratio() >= g.AtLeastTimes) && (g.AtMost == 0 || r.Ours <= g.AtMost)
}

// Sentence is the goal in the words of the table, "-" for none.
func (r Row) Sentence() string {
	s := ""
	add := func(more string) {
		if s != "" {
			s += ", "
		}
		s += more
	}
	g := r.Goal
	if g.AtMostTimes > 0 {
		add(fmt.Sprintf("≤ %v times", g.AtMostTimes))
	}
	if g.AtLeastTimes > 0 {
		add(fmt.Sprintf("≥ %v times", g.AtLeastTimes))
	}
	if g.AtMost > 0 {
		add("≤ " + Figure(g.AtMost, r.Unit))
	}
	if s == "" {
		return "-"
	}
	return s
}

// Figure writes a figure with three digits that mean something, and its unit.
func Figure(v float64, unit string) string {
	digits := 0
	for at := v; at > 0 && at < 100 && digits < 4; at *= 10 {
		digits++
	}
	s, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
	return strconv.FormatFloat(s, 'f', -1, 64) + " " + unit
}

// Keep puts rows among those of the folder and reports them as the benchmark's own.
func Keep(b *testing.B, rows ...Row) {
	b.Helper()
	dir := filepath.Join(Folder(b), "rows")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	for _, r := range rows {
		r.At = time.Now()
		text, err := json.MarshalIndent(r, "", "  ")
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, r.Name+".json"), text, 0o600)
		}
		if err != nil {
			b.Fatalf("failed to keep a row: %v", err)
		}
		b.ReportMetric(r.Ours, r.Name+"-"+strings.ReplaceAll(r.Unit, " ", "-"))
		if r.Theirs > 0 {
			b.ReportMetric(r.Ratio(), r.Name+"-times")
		}
		b.Logf("%s: %s, %s beside %s (%s) goal %s met %v %s", r.Name, r.What, Figure(r.Ours, r.Unit), Figure(r.Theirs, r.Unit), r.Beside, r.Sentence(), r.Met(), r.Missing)
	}
}

// Rows reads the rows that a folder holds, by name.
func Rows(folder string) (map[string]Row, error) {
	names, err := filepath.Glob(filepath.Join(folder, "rows", "*.json"))
	if err != nil {
		return nil, fmt.Errorf("failed to list the rows: %w", err)
	}
	all := map[string]Row{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("failed to read a row: %w", err)
		}
		var r Row
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, fmt.Errorf("failed to read a row: %w", err)
		}
		all[r.Name] = r
	}
	return all, nil
}
