package figures

import (
	"encoding/json"
	"strconv"
)

// Version is the version of the forms for programs, JSON and CSV. It grows when
// something of them changes its meaning or goes away, and not when something is added.
const Version = 1

// The form of a report as JSON, documented in docs/report.md. A cell without a value
// is hidden or has nothing to say, which its kind tells.
type (
	jsonReport struct {
		Format   string        `json:"format"` // "alongside-team-report"
		Version  int           `json:"version"`
		Team     string        `json:"team,omitempty"` // missing for all teams
		From     string        `json:"from"`
		To       string        `json:"to"`
		Made     string        `json:"made"`
		Sections []jsonSection `json:"sections"`
	}
	jsonSection struct {
		Key    string      `json:"key"`
		Title  string      `json:"title"`
		Notes  []string    `json:"notes,omitempty"`
		Tables []jsonTable `json:"tables,omitempty"`
		After  []string    `json:"after,omitempty"`
	}
	jsonTable struct {
		Key     string       `json:"key"`
		Title   string       `json:"title"`
		Of      string       `json:"of"`
		Columns []jsonColumn `json:"columns"`
		Rows    []jsonRow    `json:"rows"`
	}
	jsonColumn struct {
		Key  string `json:"key"`
		Name string `json:"name"`
	}
	jsonRow struct {
		Key   string     `json:"key"`
		Name  string     `json:"name"`
		Cells []jsonCell `json:"cells"`
	}
	jsonCell struct {
		Kind  Kind     `json:"kind"`
		Value *float64 `json:"value,omitempty"`
	}
)

// JSON is the report for programs.
func (r *Report) JSON() ([]byte, error) {
	j := jsonReport{Format: "alongside-team-report", Version: Version, Team: r.Team, From: r.From.ISO(), To: r.To.ISO(), Made: r.Made.ISO()}
	for _, s := range r.Sections {
		section := jsonSection{s.Key, s.Title, s.Notes, nil, s.After}
		for _, t := range s.Tables {
			section.Tables = append(section.Tables, t.json())
		}
		j.Sections = append(j.Sections, section)
	}
	b, err := json.MarshalIndent(j, "", " ")
	return append(b, '\n'), err
}

func (t *Table) json() jsonTable {
	j := jsonTable{Key: t.Key, Title: t.Title, Of: t.Of}
	for _, c := range t.Columns {
		j.Columns = append(j.Columns, jsonColumn{c.Key, c.Name})
	}
	for _, r := range t.Rows {
		row := jsonRow{Key: r.Key, Name: r.Name}
		for _, c := range r.Cells {
			cell := jsonCell{Kind: c.Kind}
			if c.shown() {
				cell.Value = &c.Value
			}
			row.Cells = append(row.Cells, cell)
		}
		j.Rows = append(j.Rows, row)
	}
	return j
}

// shown reports whether the cell has a number.
func (c Cell) shown() bool { return c.Kind != Hidden && c.Kind != Nothing }

// Records are the lines of the report as CSV, the heads first: one for each figure, so
// that the columns are always the same.
func (r *Report) Records() [][]string {
	lines := [][]string{{"from", "to", "team", "section", "table", "row", "row_name", "column", "column_name", "kind", "value"}}
	for _, s := range r.Sections {
		for _, t := range s.Tables {
			for _, row := range t.Rows {
				for i, c := range row.Cells {
					value := ""
					if c.shown() {
						value = strconv.FormatFloat(c.Value, 'f', -1, 64)
					}
					lines = append(lines, []string{r.From.ISO(), r.To.ISO(), r.Team, s.Key, t.Key, row.Key, row.Name, t.Columns[i].Key, t.Columns[i].Name, string(c.Kind), value})
				}
			}
		}
	}
	return lines
}
