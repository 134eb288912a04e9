package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report/figures"
	"alongside/dialog/text"
	"alongside/store"
	"alongside/ui/print"
)

// reportFlags are what is asked for, and where to.
type reportFlags struct {
	target
	format   string
	team     string
	all      bool
	from, on string
	proxy    bool
}

func newReport(env Env, f *flags) *cobra.Command {
	r := &reportFlags{target: target{flag: "--out"}}
	c := &cobra.Command{
		Use:   "report",
		Short: "Write the figures of a team or of all teams, which name nobody",
		Long: `Write what many people's records add up to: who was reached, how complete the
answers are, where people stand, what changed as NHS England pairs ratings, goals,
actions, how people find their treatment, and the same by ethnicity, gender, age,
sexual orientation, disability and team. Small counts are not shown.

  text  to read; the usual one
  html  one page with charts, for a browser and for printing
  csv   a line for each figure
  json  the same for programs

Nobody is named, but a page about few people is best kept as the record is. What
each figure is, and what the record cannot know, stands in docs/report.md.`,
		Example: `  alongside report
  alongside report --team "North hub" --from 01-Apr-2026 --to 30-Sep-2026
  alongside report --format html --out figures.html`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return r.run(cmd.Context(), env, f) },
	}
	flags := c.Flags()
	flags.StringVar(&r.format, "format", "text", "text, html, csv or json")
	flags.StringVar(&r.team, "team", "", "the team, as referrals name it")
	flags.BoolVar(&r.all, "all", false, "all teams, which is what is meant where none is named")
	flags.StringVar(&r.from, "from", "", "the first day; a year before the last one where none is named")
	flags.StringVar(&r.on, "to", "", "the last day; today where none is named")
	flags.BoolVar(&r.proxy, "proxy", false, "count what others answered on people's behalf, in the place of people's own answers")
	flags.StringVar(&r.to, "out", "", "write it to this file, or into this folder, instead of showing it")
	flags.BoolVar(&r.overwrite, "overwrite", false, "put it in the place of a file that is there already")
	return c
}

// reportFormat is a format with the end of its files' names and what writes it.
type reportFormat struct {
	name, ext string
	write     func(*figures.Report) ([]byte, error)
}

var reportFormats = []reportFormat{
	{"text", ".txt", func(r *figures.Report) ([]byte, error) { return []byte(print.TeamText(r)), nil }},
	{"html", ".html", func(r *figures.Report) ([]byte, error) { return print.TeamHTML(r), nil }},
	{"csv", ".csv", reportCSV},
	{"json", ".json", (*figures.Report).JSON},
}

// question reads the command line.
func (r *reportFlags) question(env Env) (q figures.Question, err error) {
	if r.all && r.team != "" {
		return q, &usageError{errors.New("report takes --team or --all, not both")}
	}
	if _, err := r.inFormat(); err != nil {
		return q, err
	}
	q = figures.Year(dialog.DateOf(env.Now()))
	q.Team, q.Proxy = r.team, r.proxy
	for _, day := range []struct {
		flag, given string
		to          *dialog.Date
	}{{"--from", r.from, &q.From}, {"--to", r.on, &q.To}} {
		if day.given == "" {
			continue
		}
		if *day.to, err = dialog.ParseDate(day.given); err != nil {
			return q, &dialog.Error{Code: dialog.Invalid, Message: "The day after " + day.flag + " cannot be read. Please write it as 14-Nov-2026.", Err: err}
		}
	}
	if r.from == "" {
		q.From = figures.Year(q.To).From
	}
	return q, q.Check()
}

func (r *reportFlags) inFormat() (reportFormat, error) {
	i := slices.IndexFunc(reportFormats, func(f reportFormat) bool { return f.name == r.format })
	if i < 0 {
		return reportFormat{}, &usageError{fmt.Errorf("%q is no format of a report: it is text, html, csv or json", r.format)}
	}
	return reportFormats[i], nil
}

func (r *reportFlags) run(ctx context.Context, env Env, f *flags) (err error) {
	q, err := r.question(env)
	if err != nil {
		return err
	}
	r.nameFile(q)
	if err := r.mayWrite(); err != nil {
		return err
	}
	if err := f.demoFirst(ctx, env); err != nil {
		return err
	}
	door, err := f.entered(ctx, env, dialog.PermTeamReport)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	if err := knownTeam(ctx, door.Session(), q.Team); err != nil {
		return err
	}
	b := newBar(env)
	made, err := teamReport(ctx, door.Session(), q, b.progress)
	b.end()
	if err != nil {
		return err
	}
	return r.write(env, made)
}

// nameFile names the file of a folder by what it is and the last day.
func (r *reportFlags) nameFile(q figures.Question) {
	if info, err := os.Stat(r.to); r.to != "" && err == nil && info.IsDir() {
		format, _ := r.inFormat() // it was looked at before
		r.to = filepath.Join(r.to, "alongside-team-report-"+q.To.ISO()+format.ext)
	}
}

// knownTeam refuses a team that no referral names, so that a slip of the keys is no
// report of nobody.
func knownTeam(ctx context.Context, v *store.Session, team string) error {
	if team == "" {
		return nil
	}
	teams, err := v.Teams(ctx)
	if err != nil {
		return err
	}
	shown := make([]string, len(teams))
	for i, t := range teams {
		if text.Fold(t) == text.Fold(team) {
			return nil
		}
		shown[i] = text.Show(t)
	}
	said := "No referral names that team."
	if len(shown) > 0 {
		said += " The teams are: " + strings.Join(shown, "; ") + "."
	}
	return &dialog.Error{Code: dialog.NotFound, Message: said}
}

// teamReport counts everybody.
func teamReport(ctx context.Context, v *store.Session, q figures.Question, progress func(done, of int)) (*figures.Report, error) {
	f := figures.New(q)
	if err := v.EachCounted(ctx, progress, func(c *dialog.Counted) error { f.Add(c); return nil }); err != nil {
		return nil, err
	}
	return f.Report(instrument.English()), nil
}

func (r *reportFlags) write(env Env, made *figures.Report) error {
	format, err := r.inFormat()
	if err != nil {
		return err
	}
	content, err := format.write(made)
	if err != nil {
		return err
	}
	if r.to == "" {
		_, err = env.Out.Write(content)
		return err
	}
	if err := r.aside(func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "Written: %s. It names nobody.\n", r.to)
	return err
}

// reportCSV is a report after RFC 4180. A team may be called what a spreadsheet would
// take for a formula.
func reportCSV(r *figures.Report) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, line := range r.Records() {
		for i := range line {
			if i < len(line)-1 { // the last is a number
				line[i] = harmless(line[i])
			}
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
