package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
)

// table is how one derived table is written: the columns that name a row first,
// then the others.
type table struct {
	name    string
	keys    []string
	columns []string
	upsert  string // of one row
	upserts string // of so many as together says
	remove  string
}

// together is how many rows are written with one statement where there are as many, which
// saves an eighth of the time of writing them; with more it would be little more.
const together = 8

func newTable(name, keys, columns string) table {
	t := table{name: name, keys: strings.Fields(keys), columns: strings.Fields(columns)}
	sets := make([]string, len(t.columns))
	for i, c := range t.columns {
		sets[i] = c + "=excluded." + c
	}
	all := append(append([]string(nil), t.keys...), t.columns...)
	into := "insert into " + name + "(" + strings.Join(all, ",") + ") values"
	row := "(?" + strings.Repeat(",?", len(all)-1) + ")"
	over := " on conflict(" + strings.Join(t.keys, ",") + ") do update set " + strings.Join(sets, ",")
	t.upsert = into + row + over
	t.upserts = into + row + strings.Repeat(","+row, together-1) + over
	t.remove = "delete from " + name + " where " + strings.Join(t.keys, "=? and ") + "=?"
	return t
}

var (
	personTable = newTable("person", "id", `sort_key title family given preferred pronouns birth_date nhs_number
		local_patient_id communication language inpatient deceased standing setting received done last_at last_id
		previous_at life_sum life_n treatment_sum treatment_n life_change life_change_n treatment_change treatment_change_n
		last_done draft_id draft_at draft_settled draft_paper goals attempt attempt_at entries
		teams caseload sensitive named
		ethnicity gender sexual_orientation disability religion marital_status
		first_since wants low fallen goals_ever promises unsent stuck`)
	referralTable   = newTable("referral", "person id", `service_request_id received team setting closed`)
	assessmentTable = newTable("assessment", "person id", `position instrument version layout friendships_first
		completion language referral worker done_at status ended_at reason struck_out struck_reason amended answers helps
		life_sum life_n treatment_sum treatment_n`)
	pairTable = newTable("pair", "person referral proxy domain", `count first_rating first_at first_assessment
		latest_rating latest_at latest_assessment`)
	goalTable = newTable("goal", "person id", `position words kind domain status reason set_at changed_at ratings
		first_rating first_at latest_rating latest_at`)
	countedTable  = newTable("counted", "person", "taken others")
	deliveryTable = newTable("delivery", "person id", "device since parked")
	workerTable   = newTable("worker", "id", "name role team has_left")
	settingTable  = newTable("setting", "name", "value")

	colleagueTable = newTable("colleague", "id", "name")
)

// derivedTables lists them so that no row comes before what it refers to.
var derivedTables = []table{personTable, referralTable, assessmentTable, pairTable, goalTable, countedTable, deliveryTable, workerTable, settingTable, colleagueTable}

// row is one row of a derived table that holds several about a person.
type row[R any] interface {
	*R
	name() rowName // what tells it from the others about the person
	keys() []any   // the key columns after the person
	values() []any // the other columns
}

// writeRows writes what differs between two states of one person's rows.
func (s *Store) writeRows(ctx context.Context, person dialog.ID, before, after *rows) error {
	w := writer{ctx, s, nil}
	p := person[:]
	if before.person != after.person { // nobody is forgotten again, so after is not the zero row
		w.put(personTable, after.person.values()...)
	}
	align(&w, p, before.referrals, after.referrals, referralTable)
	align(&w, p, before.assessments, after.assessments, assessmentTable)
	align(&w, p, before.pairs, after.pairs, pairTable)
	align(&w, p, before.goals, after.goals, goalTable)
	if before.counted != after.counted {
		w.put(countedTable, after.counted.values(person)...)
	}
	align(&w, p, before.deliveries, after.deliveries, deliveryTable)
	return w.err
}

// writer runs statements until one fails.
type writer struct {
	ctx context.Context
	s   *Store
	err error
}

func (w *writer) put(t table, values ...any) { w.run(t.upsert, values) }

// putAll writes several rows.
func (w *writer) putAll(t table, rows [][]any) {
	for some := range slices.Chunk(rows, together) {
		if len(some) == together {
			w.run(t.upserts, slices.Concat(some...))
			continue
		}
		for _, values := range some {
			w.put(t, values...)
		}
	}
}

func (w *writer) remove(t table, keys ...any) { w.run(t.remove, keys) }

func (w *writer) run(query string, args []any) {
	if w.err != nil {
		return
	}
	if err := w.s.exec(w.ctx, query, args...); err != nil {
		w.err = fmt.Errorf("failed to write derived rows: %w", err)
	}
}

// align removes the rows that are no longer there and writes those that are new
// or differ. Rows keep their place from one state to the next except where an
// entry arrived late, so nearly always each compares with the one in its place.
func align[R comparable, P row[R]](w *writer, person []byte, before, after []R, t table) {
	same := 0 // rows from the beginning that keep their place
	for same < min(len(before), len(after)) && P(&before[same]).name() == P(&after[same]).name() {
		if before[same] != after[same] {
			w.put(t, columns(person, P(&after[same]).keys(), P(&after[same]).values())...)
		}
		same++
	}
	if before, after = before[same:], after[same:]; len(before)+len(after) == 0 {
		return
	}
	was := make(map[rowName]R, len(before))
	for i := range before {
		was[P(&before[i]).name()] = before[i]
	}
	fresh := make([]P, 0, len(after))
	for i := range after {
		r := P(&after[i])
		if old, ok := was[r.name()]; !ok || old != after[i] {
			fresh = append(fresh, r)
		}
		delete(was, r.name())
	}
	// In the order of the table: then many go behind one another onto the same page.
	slices.SortFunc(fresh, func(a, b P) int { return a.name().compare(b.name()) })
	rows := make([][]any, len(fresh))
	for i, r := range fresh {
		rows[i] = columns(person, r.keys(), r.values())
	}
	w.putAll(t, rows)
	for _, gone := range was {
		w.remove(t, columns(person, P(&gone).keys(), nil)...)
	}
}

// listed returns rows as their columns are stored.
func listed[R any, P row[R]](person []byte, all []R) [][]any {
	out := make([][]any, len(all))
	for i := range all {
		out[i] = columns(person, P(&all[i]).keys(), P(&all[i]).values())
	}
	return out
}

func columns(person []byte, keys, values []any) []any {
	return append(append([]any{person}, keys...), values...)
}

// rowName tells a row from the others of its table about the same person: by its
// identifier, or for pairs by referral, proxy and domain.
type rowName struct {
	ID     dialog.ID
	Proxy  bool
	Domain dialog.Domain
}

// compare orders names as the keys of the tables are ordered.
func (n rowName) compare(other rowName) int {
	proxy := func(n rowName) int {
		if n.Proxy {
			return 1
		}
		return 0
	}
	return cmp.Or(n.ID.Compare(other.ID), cmp.Compare(proxy(n), proxy(other)), cmp.Compare(n.Domain, other.Domain))
}

func (r *referralRow) name() rowName   { return rowName{ID: r.ID} }
func (r *assessmentRow) name() rowName { return rowName{ID: r.ID} }
func (r *pairRow) name() rowName       { return rowName{r.Referral, r.Proxy, r.Domain} }
func (r *goalRow) name() rowName       { return rowName{ID: r.ID} }
func (r *deliveryRow) name() rowName   { return rowName{ID: r.ID} }

func (r *referralRow) keys() []any   { return []any{r.ID[:]} }
func (r *assessmentRow) keys() []any { return []any{r.ID[:]} }
func (r *pairRow) keys() []any       { return []any{r.Referral[:], r.Proxy, int(r.Domain)} }
func (r *goalRow) keys() []any       { return []any{r.ID[:]} }
func (r *deliveryRow) keys() []any   { return []any{r.ID[:]} }

// words returns null for a text that is not recorded.
func words[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// ident returns null for an identifier that is not recorded.
func ident(id dialog.ID) any {
	if id.IsZero() {
		return nil
	}
	return id[:]
}

func (p *personRow) values() []any {
	who := &p.Person
	return []any{who.ID[:], p.SortKey, words(who.Title), words(who.Family), words(who.Given), words(who.Preferred), words(who.Pronouns),
		words(who.BirthDate.ISO()), words(who.NHSNumber), words(who.LocalPatientID), words(who.Communication), words(who.Language),
		who.Inpatient, who.Deceased, string(p.Standing), string(p.Setting), words(p.Received.ISO()), p.Done,
		words(p.Last), ident(p.LastID), words(p.Previous), p.Life.Sum, p.Life.N, p.Treatment.Sum, p.Treatment.N,
		p.LifeDiff.Sum, p.LifeDiff.N, p.TreatDiff.Sum, p.TreatDiff.N, words(p.LastDone.ISO()),
		ident(p.DraftID), words(p.DraftAt), p.Settled, p.Paper, p.Goals, words(p.Attempt), words(p.AttemptAt), p.Entries,
		words(p.Teams), blob(p.Caseload), p.Sensitive, blob(p.Named),
		words(p.Ethnicity), words(p.Gender), words(p.Orientation), words(p.Disability), words(p.Religion), words(p.Marital),
		words(p.FirstSince.ISO()), int(p.Wants), int(p.Low), int(p.Fallen), p.GoalsEver, blob(p.Promises), p.Unsent, p.Stuck}
}

// workerValues are the columns of a worker's row.
func workerValues(w *dialog.Worker) []any {
	return []any{w.ID[:], w.Name, words(w.Role), words(w.Team), w.Left}
}

// idents puts identifiers one behind another, in a form that can be compared.
func idents(all []dialog.ID) string {
	b := make([]byte, 0, len(all)*len(dialog.ID{}))
	for _, id := range all {
		b = append(b, id[:]...)
	}
	return string(b)
}

// blob returns null where there are no bytes.
func blob(s string) any {
	if s == "" {
		return nil
	}
	return []byte(s)
}

func (r *referralRow) values() []any {
	return []any{words(r.ServiceRequestID), words(r.Received.ISO()), words(r.Team), string(r.Setting), words(r.Closed.ISO())}
}

func (r *assessmentRow) values() []any {
	return []any{r.Position, r.Instrument.Name, r.Instrument.Version, string(r.Layout), r.FriendshipsFirst,
		words(r.Completion), words(r.Language), ident(r.Referral), ident(r.Worker), words(r.DoneAt), string(r.Status),
		words(r.Ended), words(r.Reason), r.StruckOut, words(r.StruckReason), r.Amended, r.Answers[:], r.Helps[:],
		r.Life.Sum, r.Life.N, r.Treatment.Sum, r.Treatment.N}
}

func (r *pairRow) values() []any {
	return []any{r.Count, r.First.Rating, r.First.At, r.First.Assessment[:], r.Latest.Rating, r.Latest.At, r.Latest.Assessment[:]}
}

func (r *countedRow) values(person dialog.ID) []any {
	return []any{person[:], []byte(r.Taken), []byte(r.Others)}
}
func (r *deliveryRow) values() []any { return []any{r.Device[:], r.Since, words(r.Parked)} }

func (r *goalRow) values() []any {
	v := []any{r.Position, r.Text, string(r.Kind), int(r.Domain), string(r.Status), words(r.Reason), words(r.Set), words(r.Changed), r.Ratings}
	if r.Ratings == 0 {
		return append(v, nil, nil, nil, nil)
	}
	return append(v, r.First.Rating, r.First.At, r.Latest.Rating, r.Latest.At)
}
