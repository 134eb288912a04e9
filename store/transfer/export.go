package transfer

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"alongside/dialog"
	"alongside/dialog/fhir"
	"alongside/dialog/mhsds"
	"alongside/dialog/text"
	"alongside/store"
)

// Format is what kind of files an export writes.
type Format string

// The formats.
const (
	CSV     Format = "csv"     // a table each, RFC 4180
	FHIR    Format = "fhir"    // NDJSON, a resource type each, compressed
	Parquet Format = "parquet" // the same tables as CSV, typed and compressed
	MHSDS   Format = "mhsds"   // CSV, one month of the Mental Health Services Data Set
)

// ParseFormat reads the name of a format.
func ParseFormat(s string) (Format, error) {
	switch f := Format(s); f {
	case CSV, FHIR, Parquet, MHSDS:
		return f, nil
	}
	return "", refuse(dialog.Invalid, "There is no such format. Please choose csv, fhir, parquet or mhsds.")
}

// Source is the part of a record that an export reads. *store.Store is one.
type Source interface {
	// People returns who may be exported, in the order of their identifiers.
	People(ctx context.Context) ([]dialog.ID, error)
	// Entries returns the journal about one person in the order of the record.
	Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error)
	// Head returns where the journal ends.
	Head(ctx context.Context) (store.Head, error)
}

// Options say what is exported, and how.
type Options struct {
	Format Format

	// Person limits the export to one person, Team to those who are or were
	// referred to a team, whatever its capitals and accents. From and Until limit it
	// to what was done on those days or between; who has nothing there is left out.
	Person      dialog.ID
	Team        string
	From, Until dialog.Date

	FHIR    fhir.Settings  // for FHIR
	MHSDS   mhsds.Settings // for MHSDS; its month takes the place of From and Until
	Created time.Time      // for the header of MHSDS: when the rows are written

	// Progress is told how many people of how many are done. It may be nil.
	Progress func(done, of int)
}

// memoryLimit is the memory that the garbage collector works harder to stay below while
// an export runs: what is written is let go at once, so that only the collector's own
// pace decides how much of it lies about. It is no hard limit.
const memoryLimit = 40 << 20

// Export writes files into a sink and returns their manifest, which is among them.
// Nothing is there when it fails.
func Export(ctx context.Context, source Source, sink Sink, o Options) (*Manifest, error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memoryLimit))
	m, err := export(ctx, source, sink, o)
	if err != nil && dialog.ErrorCode(err) == dialog.Internal {
		err = fault(err)
	}
	return m, err
}

func export(ctx context.Context, source Source, sink Sink, o Options) (*Manifest, error) {
	if !o.From.IsZero() && !o.Until.IsZero() && o.Until.Before(o.From) {
		return nil, refuse(dialog.Invalid, "The last day lies before the first. Please check both dates.")
	}
	head, err := source.Head(ctx)
	if err != nil {
		return nil, err
	}
	people, err := whom(ctx, source, o.Person)
	if err != nil {
		return nil, err
	}
	files := &files{sink: sink}
	defer files.drop()
	w, err := newWriter(files, o)
	if err != nil {
		return nil, err
	}
	count, err := each(ctx, source, people, w, o)
	if err == nil {
		err = w.close()
	}
	if err != nil {
		return nil, err
	}
	if count == 0 {
		return nil, refuse(dialog.NotFound, "There is nothing to export: nobody in the record fits what was asked for.")
	}
	return files.keep(manifestOf(o, head, count))
}

// writer takes one person after another and writes them in one of the formats.
type writer interface {
	add(h *fhir.History) error
	// close ends the files, which are not kept yet.
	close() error
}

func newWriter(files *files, o Options) (writer, error) {
	switch o.Format {
	case CSV:
		return newTables(&csvTables{files: files})
	case FHIR:
		return newResources(files, o.FHIR)
	case Parquet:
		return newTables(&parquetTables{files: files})
	case MHSDS:
		return newExtract(files, o.MHSDS, o.Created)
	}
	_, err := ParseFormat(string(o.Format))
	return nil, err
}

// whom returns the people to look at, in the order of their identifiers, which does
// not change when a name does.
func whom(ctx context.Context, source Source, only dialog.ID) ([]dialog.ID, error) {
	people, err := source.People(ctx)
	if err != nil || only.IsZero() {
		return people, err
	}
	if _, there := slices.BinarySearchFunc(people, only, dialog.ID.Compare); !there {
		return nil, refuse(dialog.NotFound, "That person is not in this record.")
	}
	return []dialog.ID{only}, nil
}

// each hands every person who fits to the writer and says how many did.
func each(ctx context.Context, source Source, people []dialog.ID, w writer, o Options) (int, error) {
	count, done := 0, 0
	team := text.Fold(o.Team)
	for h, err := range ahead(ctx, source, people) {
		if err = errors.Join(ctx.Err(), err); err != nil {
			return 0, err
		}
		if (team == "" || referredTo(h.Record, team)) && within(h.Record, &o) {
			count++
			if err := w.add(h); err != nil {
				return 0, fmt.Errorf("failed to write %s: %w", people[done], err)
			}
		}
		done++
		if o.Progress != nil {
			o.Progress(done, len(people))
		}
	}
	return count, ctx.Err()
}

func referredTo(r *dialog.Record, team string) bool {
	return slices.ContainsFunc(r.Referrals, func(r dialog.Referral) bool { return text.Fold(r.Team) == team })
}

// within takes out of a record what was done outside the days asked for, and says
// whether anything is left. Person, referrals, circumstances and the
// words of goals stay.
func within(r *dialog.Record, o *Options) bool {
	if o.Format == MHSDS || o.From.IsZero() && o.Until.IsZero() {
		return true
	}
	outside := func(w dialog.When) bool {
		d := w.Date()
		return !o.From.IsZero() && d.Before(o.From) || !o.Until.IsZero() && o.Until.Before(d)
	}
	r.Assessments = slices.DeleteFunc(r.Assessments, func(a dialog.Assessment) bool { return outside(a.DoneAt) })
	r.Attempts = slices.DeleteFunc(r.Attempts, func(a dialog.Attempt) bool { return outside(a.At) })
	r.Events = slices.DeleteFunc(r.Events, func(e dialog.Event) bool { return outside(dialog.On(e.On)) })
	r.Actions = slices.DeleteFunc(r.Actions, func(a dialog.Action) bool { return outside(a.Agreed) })
	left := len(r.Assessments) + len(r.Attempts) + len(r.Events) + len(r.Actions)
	for i := range r.Actions {
		a := &r.Actions[i]
		a.Reviews = slices.DeleteFunc(a.Reviews, func(v dialog.Review) bool { return outside(v.At) })
	}
	for i := range r.Goals {
		g := &r.Goals[i]
		g.Ratings = slices.DeleteFunc(g.Ratings, func(rating dialog.GoalRating) bool {
			if rating.Assessment.IsZero() {
				return outside(rating.At)
			}
			return r.Assessment(rating.Assessment) == nil // with its assessment, or not at all
		})
		left += len(g.Ratings)
	}
	return left > 0
}
