package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"alongside/dialog"
)

// Report is what Check found in a sound record.
type Report struct {
	Head    Head  // where the journal ended when the check began
	People  int   // about whom the journal has entries
	Missing []Gap // entries of other laptops that have not arrived, or that stay there
}

// Gap is a run of numbers of one installation that are not held here, although
// later ones are.
type Gap struct {
	Device      dialog.ID
	First, Last int64
}

// checkStep is how many entries are looked at between two chances for others to
// use the record.
const checkStep = 500

// Check reads the whole record and refuses it, with code Damaged and a sentence
// that names the first bad entry, unless every page is sound, every entry is as
// it was written and follows the one before it, no entry of this laptop is
// missing, and every derived row follows from the journal. Where only derived
// rows are wrong the sentence says so, and the error is ErrUnderived. Others may
// use the record meanwhile.
func (s *Store) Check(ctx context.Context) (Report, error) {
	var r Report
	err := s.locked(ctx, func() (err error) {
		r.Head = Head{s.tail.seq, s.tail.head}
		return lookThrough(ctx, s.conn, "integrity_check")
	})
	if err == nil {
		err = s.checkChain(ctx, r.Head)
	}
	if err == nil {
		err = s.locked(ctx, func() (err error) { r.Missing, err = s.gaps(ctx); return err })
	}
	if err == nil {
		r.People, err = s.checkDerived(ctx)
	}
	return r, fault(err)
}

// locked runs do with the record to itself.
func (s *Store) locked(ctx context.Context, do func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return err
	}
	return do()
}

func badEntry(seq int64, what string) error {
	return &dialog.Error{Code: dialog.Damaged, Message: fmt.Sprintf(
		"The record is damaged at entry %d of its journal: %s. Please bring back a backup, or ask for help.", seq, what)}
}

// checkChain walks the journal in the order of arrival up to a head.
func (s *Store) checkChain(ctx context.Context, to Head) error {
	var at Head
	for at.Seq < to.Seq {
		from := at.Seq
		err := s.locked(ctx, func() error {
			return s.eachLine(ctx, func(l *line) error { return checkLine(l, &at) },
				`select `+journalColumns+` from journal where seq>? order by seq limit ?`, from, checkStep)
		})
		if err != nil {
			return err
		}
		if at.Seq == from {
			return badEntry(from+1, "it is gone")
		}
	}
	return nil
}

// checkLine checks one line against what came before it and moves on. Of a line that a
// purge emptied what it said cannot be compared any more; eachLine holds it to the purge.
func checkLine(l *line, at *Head) error {
	switch {
	case l.seq != at.Seq+1:
		return badEntry(at.Seq+1, "it is gone")
	case len(l.payload) > 0 && sha256.Sum256(l.payload) != l.payloadSHA || l.entry.Digest(l.payloadSHA) != l.digest || l.scope != l.kind.Scope():
		return badEntry(l.seq, "it is not as it was written")
	case dialog.NextHead(at.Digest, l.digest) != l.head:
		return badEntry(l.seq, "it does not follow the one before it")
	}
	at.Seq, at.Digest = l.seq, l.head
	return nil
}

// gaps finds the numbers missing in each installation's entries. Of this one none
// may be.
func (s *Store) gaps(ctx context.Context) ([]Gap, error) {
	var found []Gap
	var device dialog.ID
	var last, rank int64
	err := s.each(ctx, func(rows *sql.Rows) error {
		var b sql.RawBytes
		var seq, n, r int64
		if err := rows.Scan(&b, &n, &r, &seq); err != nil {
			return err
		}
		if !bytes.Equal(b, device[:]) {
			copy(device[:], b)
			last, rank = 0, 0
		}
		switch {
		case n != last+1 && device == s.device:
			return badEntry(seq, "the one this laptop made before it is gone")
		case r <= rank:
			return badEntry(seq, "its place in the order cannot be right")
		case n != last+1:
			found = append(found, Gap{device, last + 1, n - 1})
		}
		last, rank = n, r
		return nil
	}, `select device, device_seq, rank, seq from journal order by device, device_seq`)
	return found, err
}

// checkDerived derives everybody again, in memory, and compares.
func (s *Store) checkDerived(ctx context.Context) (people int, err error) {
	var all []dialog.ID
	err = s.locked(ctx, func() error {
		if err := s.checkStrays(ctx); err != nil {
			return err
		}
		if err := s.checkOffice(ctx); err != nil {
			return err
		}
		all, err = s.people(ctx)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		if err := s.locked(ctx, func() error { return s.checkPerson(ctx, p) }); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// ErrUnderived is in what Check answers where the journal is sound and only rows
// that are derived from it are wrong. Rederive puts them right.
var ErrUnderived = errors.New("rows do not follow from the journal")

func underived(table string) error {
	return &dialog.Error{Code: dialog.Damaged, Err: fmt.Errorf("in the table %s %w", table, ErrUnderived),
		Message: "What the lists show does not follow from the journal. The journal itself is sound, so the lists can be made again from it."}
}

// checkStrays refuses derived rows about people the journal does not know.
func (s *Store) checkStrays(ctx context.Context) error {
	for _, t := range derivedTables {
		key := "person"
		switch t.name {
		case workerTable.name, settingTable.name, colleagueTable.name:
			continue
		case personTable.name:
			key = "id"
		}
		var n int
		err := s.conn.QueryRowContext(ctx, `select count(*) from `+t.name+` t where t.`+key+`=zeroblob(16)
			or not exists (select 1 from journal where person=t.`+key+`)`).Scan(&n)
		if err != nil {
			return fmt.Errorf("failed to compare %s: %w", t.name, err)
		}
		if n > 0 {
			return underived(t.name)
		}
	}
	return nil
}

func (s *Store) checkOffice(ctx context.Context) error {
	o, err := s.replayOffice(ctx)
	if err != nil {
		return err
	}
	var workers, settings, colleagues [][]any
	for _, id := range slices.SortedFunc(maps.Keys(o.workers), dialog.ID.Compare) {
		worker := o.workers[id]
		workers = append(workers, workerValues(&worker))
	}
	for _, name := range slices.Sorted(maps.Keys(o.settings)) {
		settings = append(settings, []any{name, o.settings[name]})
	}
	for id, name := range o.colleagues {
		colleagues = append(colleagues, []any{id[:], name})
	}
	if err := s.compare(ctx, workerTable, "", workers); err != nil {
		return err
	}
	if err := s.compare(ctx, colleagueTable, "", colleagues); err != nil {
		return err
	}
	return s.compare(ctx, settingTable, "", settings)
}

func (s *Store) checkPerson(ctx context.Context, person dialog.ID) error {
	st, err := s.replay(ctx, person)
	if err != nil {
		return err
	}
	var known, counted [][]any
	if st.known() {
		known, counted = [][]any{st.derived().person.values()}, [][]any{st.derived().counted.values(person)}
	}
	p := person[:]
	for _, c := range []struct {
		table table
		key   string
		want  [][]any
	}{
		{personTable, "id", known},
		{referralTable, "person", listed(p, st.derived().referrals)},
		{assessmentTable, "person", listed(p, st.derived().assessments)},
		{pairTable, "person", listed(p, st.derived().pairs)},
		{goalTable, "person", listed(p, st.derived().goals)},
		{countedTable, "person", counted},
		{deliveryTable, "person", listed(p, st.derived().deliveries)},
	} {
		if err := s.compare(ctx, c.table, c.key, c.want, p); err != nil {
			return err
		}
	}
	return nil
}

// compare refuses a derived table unless its rows, those with the given key where
// one is given, are exactly the ones wanted.
func (s *Store) compare(ctx context.Context, t table, key string, want [][]any, args ...any) error {
	query := "select " + strings.Join(append(slices.Clone(t.keys), t.columns...), ",") + " from " + t.name
	if key != "" {
		query += " where " + key + "=?"
	}
	wanted := map[string]int{}
	for _, row := range want {
		wanted[rowText(row)]++
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		row := make([]any, len(t.keys)+len(t.columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		line := rowText(row)
		if wanted[line] == 0 {
			return underived(t.name)
		}
		wanted[line]--
		return nil
	}, query, args...)
	if err != nil {
		return err
	}
	for _, n := range wanted {
		if n > 0 {
			return underived(t.name)
		}
	}
	return nil
}

// rowText writes a row's values so that two rows have one text only if they are
// the same row.
func rowText(row []any) string {
	var b strings.Builder
	for _, v := range row {
		switch v := v.(type) {
		case bool:
			n := 0
			if v {
				n = 1
			}
			fmt.Fprintf(&b, "int %d|", n)
		case int, int64:
			fmt.Fprintf(&b, "int %d|", v)
		case []byte:
			fmt.Fprintf(&b, "blob %x|", v)
		case nil:
			b.WriteString("null|")
		default:
			fmt.Fprintf(&b, "%T %q|", v, v)
		}
	}
	return b.String()
}
