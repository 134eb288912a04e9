package store

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// The rows of the derived tables, as comparable values: a row that equals the one
// from before is not written again. Moments and days are kept as their text.

type personRow struct {
	Person    dialog.Person
	SortKey   string
	Standing  dialog.Standing
	Setting   dialog.Setting
	Received  dialog.Date
	Done      int
	Last      string
	LastID    dialog.ID
	Previous  string
	Life      mean
	Treatment mean
	LifeDiff  mean // sum is the difference
	TreatDiff mean
	LastDone  dialog.Date
	DraftID   dialog.ID
	DraftAt   string
	Settled   int
	Paper     bool
	Goals     int
	Attempt   dialog.AttemptReason
	AttemptAt string
	Entries   int
	Teams     string // a line each
	Caseload  string // 16 bytes a worker
	Sensitive bool
	Named     string // likewise

	// What the person told about themselves, as dialog.Record.AboutWord has it.
	Ethnicity, Gender, Orientation, Disability, Religion, Marital string
	// What the caseload points to.
	FirstSince         dialog.Date
	Wants, Low, Fallen dialog.Areas
	GoalsEver          int
	Unsent, Stuck      int
	Promises           string // 20 bytes each: the day, then whose promise it is
}

// mean is a sum and how many items went into it.
type mean struct{ Sum, N int }

type referralRow struct{ dialog.Referral }

type assessmentRow struct {
	ID               dialog.ID
	Position         int
	Instrument       dialog.Instrument
	Layout           dialog.Layout
	FriendshipsFirst bool
	Completion       dialog.Completion
	Language         string
	Referral         dialog.ID
	Worker           dialog.ID
	DoneAt           string
	Status           dialog.Status
	Ended            string
	Reason           string
	StruckOut        bool
	StruckReason     string
	Amended          bool
	Answers          [dialog.DomainCount]byte
	Helps            [dialog.DomainCount]byte
	Life             mean
	Treatment        mean
}

// pairKey names one item within one referral, the person's own ratings apart
// from those a proxy gave.
type pairKey struct {
	Referral dialog.ID
	Proxy    bool
	Domain   dialog.Domain
}

type pairRow struct {
	pairKey
	Count         int
	First, Latest rating
}

// rating is one rating with where it comes from.
type rating struct {
	Rating     int
	At         string
	Assessment dialog.ID
}

type goalRow struct {
	ID       dialog.ID
	Position int
	Text     string
	Kind     dialog.GoalKind
	Domain   dialog.Domain
	Status   dialog.GoalStatus
	Reason   string
	Set      string
	Changed  string
	Ratings  int
	First    rating
	Latest   rating
}

// deliveryRow is an assessment that is not known to be with the central system.
type deliveryRow struct {
	ID, Device dialog.ID
	Since      int64 // in milliseconds since 1970
	Parked     string
}

// rows are all derived rows about one person. The person's own is the zero row
// while it is not known who they are.
type rows struct {
	person      personRow
	referrals   []referralRow
	assessments []assessmentRow
	pairs       []pairRow
	goals       []goalRow
	counted     countedRow
	deliveries  []deliveryRow // of what is not sent
}

// deriveRows works out the rows of a record and its summary. What was derived from
// an earlier state, which may be nil, is used again for assessments that are the
// same.
func deriveRows(r *dialog.Record, s *dialog.Summary, earlier *state) rows {
	out := rows{person: derivePerson(r, s)}
	for i := range r.Referrals {
		out.referrals = append(out.referrals, referralRow{r.Referrals[i]})
	}
	out.assessments = make([]assessmentRow, len(r.Assessments))
	ended := earlier != nil // whether those no longer drafts are the same as before
	for i := range r.Assessments {
		a := &r.Assessments[i]
		begun := earlier != nil && i < len(earlier.derived().assessments)
		if begun && earlier.record.Assessments[i] == *a {
			out.assessments[i] = earlier.derived().assessments[i]
			continue
		}
		out.assessments[i] = deriveAssessment(a, i)
		ended = ended && a.Status == dialog.Draft && (!begun || earlier.record.Assessments[i].Status == dialog.Draft)
	}
	if ended {
		out.pairs = earlier.derived().pairs
	} else {
		out.pairs = derivePairs(r)
	}
	for i := range r.Goals {
		out.goals = append(out.goals, deriveGoal(&r.Goals[i], i))
	}
	out.counted = deriveCounted(r, earlier, ended)
	out.deliveries = make([]deliveryRow, 0, s.Unsent)
	for i := range r.Deliveries {
		if d := &r.Deliveries[i]; !d.Since.IsZero() {
			out.deliveries = append(out.deliveries, deliveryRow{d.Assessment, d.Device, d.Since.Time().UnixMilli(), d.Parked})
		}
	}
	return out
}

func derivePerson(r *dialog.Record, s *dialog.Summary) personRow {
	return personRow{
		Person: r.Person, SortKey: sortKey(r.Person),
		Standing: s.Standing, Setting: s.Setting, Received: s.Received, Done: s.Done,
		Last: moment(s.Last), LastID: s.LastID, Previous: moment(s.Previous),
		Life: mean{s.Life.Sum, s.Life.N}, Treatment: mean{s.Treatment.Sum, s.Treatment.N},
		LifeDiff: mean{s.LifeChange.Diff, s.LifeChange.N}, TreatDiff: mean{s.TreatChange.Diff, s.TreatChange.N},
		LastDone: s.LastDone, DraftID: s.DraftID, DraftAt: moment(s.DraftAt), Settled: s.DraftRated, Paper: s.DraftPaper,
		Goals: s.Goals, Attempt: s.Attempt, AttemptAt: moment(s.AttemptAt), Entries: r.Entries,
		Teams: strings.Join(s.Teams, "\n"), Caseload: idents(s.Access.Caseload), Sensitive: s.Access.Sensitive, Named: idents(s.Access.Named),
		Ethnicity: r.AboutWord(dialog.Ethnicity), Gender: r.AboutWord(dialog.Gender), Orientation: r.AboutWord(dialog.SexualOrientation),
		Disability: r.AboutWord(dialog.Disability), Religion: r.AboutWord(dialog.Religion), Marital: r.AboutWord(dialog.MaritalStatus),
		FirstSince: s.FirstSince, Wants: s.Wants, Low: s.Low, Fallen: s.Fallen, GoalsEver: s.GoalsEver, Promises: packPromises(s.Promises),
		Unsent: s.Unsent, Stuck: s.Stuck,
	}
}

// sortKey orders a list as people look names up: by family name, then given
// name, whatever their accents and case.
func sortKey(p dialog.Person) string {
	return text.Fold(p.Family) + "\x01" + text.Fold(p.Given)
}

func deriveAssessment(a *dialog.Assessment, position int) assessmentRow {
	life, treatment := dialog.LifeMean(&a.Answers), dialog.TreatmentMean(&a.Answers)
	row := assessmentRow{
		ID: a.ID, Position: position, Instrument: a.Instrument, Layout: a.Layout, FriendshipsFirst: a.FriendshipsFirst,
		Completion: a.Completion, Language: a.Language, Referral: a.Referral, Worker: a.Worker,
		DoneAt: moment(a.DoneAt), Status: a.Status, Ended: moment(a.Ended), Reason: a.Reason,
		StruckOut: a.StruckOut, StruckReason: a.StruckReason, Amended: a.Amended,
		Life: mean{life.Sum, life.N}, Treatment: mean{treatment.Sum, treatment.N},
	}
	for i := range a.Answers {
		row.Answers[i] = answerByte(&a.Answers[i])
		row.Helps[i] = helpByte(a.Answers[i].Help)
	}
	return row
}

// The bytes of items without a rating. They are written in files and never change.
const (
	byteNotSeen       = 0
	byteDeclined      = 101
	byteNotApplicable = 102
	byteLater         = 103
)

func answerByte(a *dialog.Answer) byte {
	switch a.State {
	case dialog.Rated:
		return byte(a.Rating)
	case dialog.Declined:
		return byteDeclined
	case dialog.NotApplicable:
		return byteNotApplicable
	case dialog.Later:
		return byteLater
	}
	return byteNotSeen
}

func helpByte(h dialog.Help) byte {
	switch h {
	case dialog.HelpWanted:
		return 1
	case dialog.HelpNot:
		return 2
	}
	return 0
}

// derivePairs finds the first and the latest rating of each item within each
// referral, over the assessments that count (NHS England pairs item by item
// within one referral: CMH PROMs dashboard, 2025). Assessments without a
// referral make no pair.
func derivePairs(r *dialog.Record) []pairRow {
	var pairs []pairRow
	index := map[pairKey]int{}
	for _, a := range r.History() {
		if a.Referral.IsZero() {
			continue
		}
		at := moment(a.DoneAt)
		for _, d := range dialog.Domains() {
			score, ok := a.Answers.Get(d).Score()
			if !ok {
				continue
			}
			key := pairKey{a.Referral, a.Completion == dialog.Proxy, d}
			i, seen := index[key]
			if !seen {
				i = len(pairs)
				index[key] = i
				pairs = append(pairs, pairRow{pairKey: key, First: rating{score, at, a.ID}})
			}
			pairs[i].Count++
			pairs[i].Latest = rating{score, at, a.ID}
		}
	}
	return pairs
}

func deriveGoal(g *dialog.Goal, position int) goalRow {
	row := goalRow{
		ID: g.ID, Position: position, Text: g.Text, Kind: g.Kind, Domain: g.Domain, Status: g.Status, Reason: g.Reason,
		Set: moment(g.Set), Changed: moment(g.Changed), Ratings: len(g.Ratings),
	}
	if n := len(g.Ratings); n > 0 {
		first, latest := g.Ratings[0], g.Ratings[n-1]
		row.First = rating{first.Rating, moment(first.At), first.Assessment}
		row.Latest = rating{latest.Rating, moment(latest.At), latest.Assessment}
	}
	return row
}

// moment is the text a When is stored as, "" for none.
func moment(w dialog.When) string {
	b, _ := w.MarshalText() // it has no error to give
	return string(b)
}
