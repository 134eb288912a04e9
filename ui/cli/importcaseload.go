package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/store"
)

// caseloadOrder is how a caseload is to be taken in.
type caseloadOrder struct {
	importing
	maps       []string
	dates      string
	duplicates string
	team       bool
}

func newImportCaseload(env Env, f *flags) *cobra.Command {
	o := &caseloadOrder{importing: importing{env: env, f: f}}
	c := &cobra.Command{
		Use:   "caseload FILE",
		Short: "Take people in from a table saved as CSV",
		Long: `Take people in from a table: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs.
The first line names the columns. Which column holds what is guessed from the names
and shown; --map changes it. Who is in the record already, by NHS number or local
patient id, is left as they are. With one mistake in the file nothing is taken in.`,
		Example: `  alongside import caseload people.csv --look
  alongside import caseload people.csv --map "Ref=local_patient_id" --map "Notes=none" --dates day-first`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) },
	}
	o.flags(c)
	c.Flags().StringArrayVar(&o.maps, "map", nil, `what a column holds, "Column=field", or "Column=none"; once for each column`)
	c.Flags().StringVar(&o.dates, "dates", "", "day-first or month-first, where the dates of the file do not show it")
	c.Flags().StringVar(&o.duplicates, "duplicates", "", "those who may be in the record already, by name and date of birth: take-in, where they are other people, or leave-out")
	c.Flags().BoolVar(&o.team, "team-only", false, "do not put people on your own caseload whose team is in the file")
	return c
}

// check reads the command line.
func (o *caseloadOrder) check() error {
	if !slices.Contains([]intake.Order{"", intake.DayFirst, intake.MonthFirst}, intake.Order(o.dates)) {
		return &usageError{errors.New("--dates is day-first or month-first")}
	}
	if !slices.Contains([]string{"", takeIn, leaveOut}, o.duplicates) {
		return &usageError{errors.New("--duplicates is take-in or leave-out")}
	}
	return nil
}

// The answers about who may be in the record already.
const takeIn, leaveOut = "take-in", "leave-out"

func (o *caseloadOrder) run(ctx context.Context, path string) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	b, err := o.read(path)
	if err != nil {
		return err
	}
	sheet, err := intake.ReadSheet(b)
	if err != nil {
		return err
	}
	mapping, err := o.mapping(sheet)
	if err != nil {
		return err
	}
	if err := o.enter(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.door.Lock()) }()
	if err := o.showMapping(sheet, mapping); err != nil {
		return err
	}
	c, err := o.caseload(ctx, sheet, mapping)
	if err != nil {
		return err
	}
	return o.take(ctx, c)
}

// mapping is what was guessed, changed by what was said.
func (o *caseloadOrder) mapping(s *intake.Sheet) (intake.Mapping, error) {
	m := s.Guess()
	for _, said := range o.maps {
		i := strings.LastIndex(said, "=")
		if i < 0 {
			return nil, &usageError{errors.New(`--map is "Column=field", such as "NHS No.=nhs_number"`)}
		}
		column, err := columnOf(s, said[:i])
		if err != nil {
			return nil, err
		}
		var field intake.Field
		if name := strings.TrimSpace(said[i+1:]); name != "none" {
			if field, err = intake.ParseField(name); err != nil {
				return nil, err
			}
		}
		m.Put(column, field)
	}
	return m, nil
}

// columnOf finds a column by its name, or by its number from 1 where the name is not
// there or there twice.
func columnOf(s *intake.Sheet, name string) (int, error) {
	found := -1
	for i, column := range s.Columns {
		if strings.EqualFold(column, strings.TrimSpace(name)) {
			if found >= 0 {
				return 0, &dialog.Error{Code: dialog.Invalid, Message: "There are two columns with the name that --map gives. Please give the number of the column instead, counted from 1."}
			}
			found = i
		}
	}
	if n, err := strconv.Atoi(strings.TrimSpace(name)); found < 0 && err == nil && n >= 1 && n <= len(s.Columns) {
		found = n - 1
	}
	if found < 0 {
		return 0, &dialog.Error{Code: dialog.NotFound, Message: "There is no column with the name that --map gives. --look shows the names of all columns."}
	}
	return found, nil
}

// showMapping says what each column is taken for.
func (o *caseloadOrder) showMapping(s *intake.Sheet, m intake.Mapping) error {
	if err := o.say(s.Says(), "Each column, what it is taken for, and the first row:"); err != nil {
		return err
	}
	for i := range s.Columns {
		words := "not taken"
		if f := m.Of(i); f != "" {
			words = f.Words() + " (" + string(f) + ")"
		}
		if err := o.say("  " + s.Name(i) + ": " + words + firstCell(s, i)); err != nil {
			return err
		}
	}
	return nil
}

func firstCell(s *intake.Sheet, column int) string {
	if cell := s.Shown(0, column); cell != "" {
		return ", such as " + cell
	}
	return ""
}

// caseload reads the rows, and asks which comes first, days or months, where the file
// does not show it.
func (o *caseloadOrder) caseload(ctx context.Context, s *intake.Sheet, m intake.Mapping) (*intake.Caseload, error) {
	known, err := o.session().Caseload(ctx)
	if err != nil {
		return nil, err
	}
	r := intake.Reading{Mapping: m, Order: intake.Order(o.dates), Known: known, Today: dialog.DateOf(o.env.Now()), Demo: o.f.demo}
	c, err := s.Caseload(r)
	if err == nil && len(c.Unclear) > 0 {
		var order string
		if order, err = o.choose("Which comes first in the dates of the file?", "--dates", string(intake.DayFirst), string(intake.MonthFirst)); err == nil {
			r.Order = intake.Order(order)
			c, err = s.Caseload(r)
		}
	}
	if err != nil {
		return nil, err
	}
	elsewhere, err := o.session().ElsewhereOf(ctx, c.Persons())
	if err != nil {
		return nil, err
	}
	c.MarkElsewhere(elsewhere)
	return c, nil
}

// take says what would come of it, asks, and records it.
func (o *caseloadOrder) take(ctx context.Context, c *intake.Caseload) error {
	if err := o.say(c.NotTaken()); err != nil {
		return err
	}
	if err := c.Whole(); err != nil {
		return errors.Join(o.problems(c.Problems), err)
	}
	said := c.Says()
	for _, likely := range c.Likely(describe) {
		said = append(said, "  "+likely)
	}
	for _, n := range c.First(3, func(n *intake.Newcomer) bool { return n.New() && (n.Alike == nil || o.duplicates == takeIn) }) {
		said = append(said, "  line "+strconv.Itoa(n.Line)+": "+describe(&n.Person))
	}
	if err := o.say(said...); err != nil {
		return err
	}
	alike := o.duplicates
	if c.Count((*intake.Newcomer).Likely) > 0 && alike == "" && !o.look {
		var err error
		if alike, err = o.choose("Some may be in the record already. Are they other people, to take in, or are they left out?", "--duplicates", takeIn, leaveOut); err != nil {
			return err
		}
	}
	groups, err := c.Changes(alike == takeIn, dialog.At(o.env.Now()), o.session().NewID)
	if err != nil {
		return err
	}
	ok, err := o.goOn(count(len(groups), "person", "people"))
	if err != nil || !ok {
		return err
	}
	return o.record(ctx, store.TakeIn{File: c.File(len(groups)), Groups: groups, Mine: !o.team})
}
