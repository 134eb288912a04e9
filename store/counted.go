package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"alongside/dialog"
)

// The row of a person in the table counted: what they add to figures about many, in
// two rows of bytes, so that ten thousand people with a hundred assessments each are
// read in well under a second. What stands in them is dialog.Counted.
//
// taken has takenBytes bytes for each assessment: the day (4, big-endian, as
// dialog.Day), the referral (1: its place among the person's, 255 for none), flags
// (1: 1 proxy, 2 complete), the marks (6: a nibble an item, the first one high), and
// the answers about more help (3: two bits an item, the first ones high).
//
// others has the rest, each number a varint: see encodeOthers.
type countedRow struct {
	Taken  string
	Others string
}

const (
	takenBytes = 15
	noReferral = 255
)

func deriveCounted(r *dialog.Record, earlier *state, ended bool) countedRow {
	c := dialog.CountedOf(r)
	row := countedRow{Others: encodeOthers(&c)}
	if ended {
		row.Taken = earlier.derived().counted.Taken
	} else {
		row.Taken = encodeTaken(dialog.TakenOf(r))
	}
	return row
}

func encodeTaken(all []dialog.Taken) string {
	b := make([]byte, 0, len(all)*takenBytes)
	for i := range all {
		t := &all[i]
		b = binary.BigEndian.AppendUint32(b, uint32(t.On))
		within, flags := byte(noReferral), byte(0)
		if t.Within >= 0 && t.Within < noReferral {
			within = byte(t.Within)
		}
		if t.Proxy {
			flags |= 1
		}
		if t.Complete {
			flags |= 2
		}
		b = append(b, within, flags)
		var marks uint64
		var helps uint32
		for j := range dialog.DomainCount {
			marks |= uint64(t.Marks[j]) << (44 - 4*j)
			helps |= uint32(t.Helps[j]) << (22 - 2*j)
		}
		b = append(b, byte(marks>>40), byte(marks>>32), byte(marks>>24), byte(marks>>16), byte(marks>>8), byte(marks))
		b = append(b, byte(helps>>16), byte(helps>>8), byte(helps))
	}
	return string(b)
}

// decodeTaken appends what encodeTaken wrote.
func decodeTaken(all []dialog.Taken, b []byte) []dialog.Taken {
	for ; len(b) >= takenBytes; b = b[takenBytes:] {
		all = append(all, dialog.Taken{})
		t := &all[len(all)-1]
		t.On = dialog.Day(int32(binary.BigEndian.Uint32(b)))
		t.Within = int(b[4])
		if b[4] == noReferral {
			t.Within = -1
		}
		t.Proxy, t.Complete = b[5]&1 != 0, b[5]&2 != 0
		for j := range dialog.DomainCount {
			t.Marks[j] = dialog.Mark(b[6+j/2] >> (4 - 4*(j%2)) & 15)
			t.Helps[j] = dialog.HelpMark(b[12+j/4] >> (6 - 2*(j%4)) & 3)
		}
	}
	return all
}

// The places of words in these lists are written in files: only add to their ends.
var (
	countedSettings = []dialog.Setting{dialog.Community, dialog.Acute}
	countedStatuses = []dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached, dialog.GoalSetDown}
	countedKinds    = []dialog.GoalKind{dialog.ClinicalGoal, dialog.LifeGoal}
	countedOwners   = []dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns, dialog.OtherOwns}
	countedOutcomes = []dialog.Outcome{dialog.ActionDone, dialog.ActionPartly, dialog.ActionNotYet, dialog.ActionNoLonger}
)

// encodeOthers writes, each list after its length: the day of birth; what was told
// (ethnicity, gender, sexual orientation, disability); referrals (day received, day
// closed, setting, team, and for each slot its ratings: day, rating); goals (day set,
// day since, status, kind, domain); actions (day agreed, day due, owner, worker,
// domain, and its reviews: day, outcome).
func encodeOthers(c *dialog.Counted) string {
	e := encoder{}
	e.day(c.Born)
	for _, told := range []string{c.Told.Ethnicity, c.Told.Gender, c.Told.Orientation, c.Told.Disability} {
		e.text(told)
	}
	e.number(len(c.Referrals))
	for i := range c.Referrals {
		r := &c.Referrals[i]
		e.day(r.Received)
		e.day(r.Closed)
		e.number(slices.Index(countedSettings, r.Setting))
		e.text(r.Team)
		for _, slot := range r.Slots {
			e.number(len(slot))
			for _, rating := range slot {
				e.day(rating.On)
				e.number(rating.Rating)
			}
		}
	}
	e.number(len(c.Goals))
	for _, g := range c.Goals {
		e.day(g.Set)
		e.day(g.Since)
		e.number(slices.Index(countedStatuses, g.Status))
		e.number(slices.Index(countedKinds, g.Kind))
		e.number(int(g.Domain))
	}
	e.number(len(c.Actions))
	for i := range c.Actions {
		e.action(&c.Actions[i])
	}
	return string(e.b)
}

type encoder struct{ b []byte }

func (e *encoder) number(n int)     { e.b = binary.AppendVarint(e.b, int64(n)) }
func (e *encoder) day(d dialog.Day) { e.number(int(d)) }

func (e *encoder) text(s string) {
	e.number(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) action(a *dialog.CountedAction) {
	e.day(a.Agreed)
	e.day(a.Due)
	e.number(slices.Index(countedOwners, a.Owner))
	e.b = append(e.b, a.Worker[:]...)
	e.number(int(a.Domain))
	e.number(len(a.Reviews))
	for _, review := range a.Reviews {
		e.day(review.On)
		e.number(slices.Index(countedOutcomes, review.Outcome))
	}
}

// decodeOthers reads what encodeOthers wrote.
func decodeOthers(c *dialog.Counted, b []byte) error {
	d := decoder{b: b}
	c.Born = d.day()
	c.Told = dialog.Told{Ethnicity: d.text(), Gender: d.text(), Orientation: d.text(), Disability: d.text()}
	c.Referrals = listOf(&d, c.Referrals[:0], func(r *dialog.CountedReferral) {
		r.Received, r.Closed, r.Setting, r.Team = d.day(), d.day(), word(&d, countedSettings), d.text()
		for slot := range r.Slots {
			r.Slots[slot] = listOf(&d, nil, func(s *dialog.SlotRating) { s.On, s.Rating = d.day(), d.number() })
		}
	})
	c.Goals = listOf(&d, c.Goals[:0], func(g *dialog.CountedGoal) {
		g.Set, g.Since, g.Status, g.Kind, g.Domain = d.day(), d.day(), word(&d, countedStatuses), word(&d, countedKinds), dialog.Domain(d.number())
	})
	c.Actions = listOf(&d, c.Actions[:0], func(a *dialog.CountedAction) {
		a.Agreed, a.Due, a.Owner, a.Worker, a.Domain = d.day(), d.day(), word(&d, countedOwners), d.ident(), dialog.Domain(d.number())
		a.Reviews = listOf(&d, nil, func(r *dialog.CountedReview) { r.On, r.Outcome = d.day(), word(&d, countedOutcomes) })
	})
	if d.err == nil && len(d.b) > 0 {
		d.err = errShort
	}
	return d.err
}

var errShort = errors.New("a row of what is counted is not as it was written")

type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail() { d.b, d.err = nil, errShort }

func (d *decoder) number() int {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return int(n)
}

func (d *decoder) day() dialog.Day { return dialog.Day(d.number()) }

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.fail()
		return nil
	}
	b := d.b[:n]
	d.b = d.b[n:]
	return b
}

func (d *decoder) text() string { return string(d.bytes(d.number())) }

func (d *decoder) ident() (id dialog.ID) {
	copy(id[:], d.bytes(len(id)))
	return id
}

// word reads the place of a word in a list; -1 is the empty word.
func word[T ~string](d *decoder, all []T) T {
	i := d.number()
	if i == -1 || d.err != nil {
		return ""
	}
	if i < 0 || i >= len(all) {
		d.fail()
		return ""
	}
	return all[i]
}

// listOf reads a list behind its length into a slice.
func listOf[T any](d *decoder, into []T, read func(*T)) []T {
	n := d.number()
	if n < 0 || n > len(d.b) { // each takes a byte at least
		d.fail()
		return into
	}
	for range n {
		into = append(into, *new(T))
		read(&into[len(into)-1])
	}
	return into
}

// countedStep is how many people are read between two chances for others to use the
// record: a few milliseconds.
const countedStep = 200

// EachCounted calls do for everybody in the record with what they add to figures
// about many, until it fails or ctx ends, and tells progress, which may be nil, how
// many of how many are done. What do is given is used again for the next person.
// Denied for a role that may not see figures of the team. Nothing in it says who
// anybody is, so it is everybody, whose caseload they are on and whether their
// record is sensitive or not.
func (v *Session) EachCounted(ctx context.Context, progress func(done, of int), do func(*dialog.Counted) error) error {
	if !v.May(dialog.PermTeamReport) {
		return denied(dialog.PermTeamReport)
	}
	return fault(v.store().eachCounted(ctx, progress, do))
}

func (s *Store) eachCounted(ctx context.Context, progress func(done, of int), do func(*dialog.Counted) error) error {
	of := 0
	err := s.locked(ctx, func() error {
		return s.conn.QueryRowContext(ctx, `select count(*) from counted`).Scan(&of)
	})
	var c dialog.Counted
	var after [16]byte
	for done := 0; err == nil; {
		n := 0
		err = s.locked(ctx, func() error {
			return s.each(ctx, func(rows *sql.Rows) error {
				n++
				return readCounted(rows, after[:], &c, do)
			}, `select person, taken, others from counted where person>? order by person limit ?`, after[:], countedStep)
		})
		if done += n; err == nil && progress != nil {
			progress(done, max(of, done))
		}
		if n < countedStep {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
	}
	return err
}

func readCounted(rows *sql.Rows, person []byte, c *dialog.Counted, do func(*dialog.Counted) error) error {
	var id, taken, others sql.RawBytes
	if err := rows.Scan(&id, &taken, &others); err != nil {
		return err
	}
	copy(person, id)
	if len(taken)%takenBytes != 0 {
		return errShort
	}
	c.Taken = decodeTaken(c.Taken[:0], taken)
	if err := decodeOthers(c, others); err != nil {
		return err
	}
	return do(c)
}

// Teams returns the teams that referrals name, open or closed, in the order of their
// letters. Denied for a role that may not see figures of the team.
func (v *Session) Teams(ctx context.Context) (teams []string, err error) {
	if !v.May(dialog.PermTeamReport) {
		return nil, denied(dialog.PermTeamReport)
	}
	s := v.store()
	err = s.locked(ctx, func() error {
		return s.each(ctx, func(rows *sql.Rows) error {
			var team string
			if err := rows.Scan(&team); err != nil {
				return err
			}
			teams = append(teams, team)
			return nil
		}, `select distinct team from referral where team is not null order by team`)
	})
	if err != nil {
		err = fmt.Errorf("failed to list the teams: %w", err)
	}
	return teams, fault(err)
}
