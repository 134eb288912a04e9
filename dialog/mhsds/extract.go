package mhsds

import (
	"strconv"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// DatSetVer is the version of the data set that the columns are those of.
const DatSetVer = "6.0"

// Settings say for whom and for which month rows are written.
type Settings struct {
	Month     Month
	Provider  string // ODS code of the provider
	Submitter string // ODS code of who submits; the provider when empty
	System    string // PRIMARY DATA COLLECTION SYSTEM IN USE: what the trust calls its main system
	Codes     *instrument.CodeSet
}

// Extract writes rows under given settings.
type Extract struct{ set Settings }

// New returns an extract, or an error that says which setting is missing.
func New(set Settings) (*Extract, error) {
	if set.Submitter == "" {
		set.Submitter = set.Provider
	}
	if set.Codes == nil {
		set.Codes = instrument.DefaultCodes()
	}
	switch {
	case set.Month.Month < time.January || set.Month.Month > time.December || set.Month.Year < 2016:
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "Please choose the month to report, such as 2026-03."}
	case !isODS(set.Provider) || !isODS(set.Submitter):
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "Please enter the organisation code (ODS) of the provider: capital letters and digits, such as RWK."}
	case strings.TrimSpace(set.System) == "" || len(set.System) > 20:
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "Please enter the name of the trust's main record system, in at most 20 characters."}
	}
	return &Extract{set}, nil
}

func isODS(s string) bool {
	return s != "" && len(s) <= 12 && strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Header returns the one row of MHS000. Created is when the rows are written.
func (x *Extract) Header(created time.Time) Row {
	return Header.row(map[string]string{
		"DatSetVer": DatSetVer, "OrgIDProvider": x.set.Provider, "OrgIDSubmit": x.set.Submitter, "PrimSystemInUse": x.set.System,
		"ReportingPeriodStartDate": x.set.Month.First().ISO(), "ReportingPeriodEndDate": x.set.Month.Last().ISO(),
		"DateTimeDatSetCreate": created.Format("2006-01-02T15:04:05"),
	})
}

// Person returns the rows about one person, and what was left out. A person
// without a score in the month has no row at all.
func (x *Extract) Person(r *dialog.Record) (rows []Row, left []LeftOut) {
	out := sheet{extract: x, record: r}
	for i := range r.Assessments {
		out.assessment(&r.Assessments[i])
	}
	out.goals()
	scores := out.rows
	out.rows = nil
	employment := out.employment()
	if len(scores)+len(employment) > 0 && out.person() {
		out.rows = append(out.rows, employment...)
		out.rows = append(out.rows, out.disabilities()...)
	}
	return append(out.rows, scores...), out.left
}

// sheet collects the rows about one person.
type sheet struct {
	extract *Extract
	record  *dialog.Record
	rows    []Row
	left    []LeftOut
}

// leave notes that something has no row.
func (s *sheet) leave(l LeftOut) {
	l.Person = s.record.Person.ID
	s.left = append(s.left, l)
}

// notTraced is NHS NUMBER STATUS INDICATOR CODE 02, number present but not traced:
// a laptop traces nobody. Without a number the status is left to who can.
const notTraced = "02"

// person writes who it is about, and reports false where that cannot be said.
func (s *sheet) person() bool {
	p := &s.record.Person
	if p.LocalPatientID == "" {
		s.leave(LeftOut{Table: Person.Name, Reason: NoLocalID})
		return false
	}
	known := map[string]string{
		"LocalPatientID": p.LocalPatientID, "OrgIDLocalPatientID": s.extract.set.Provider, "PersonBirthDate": p.BirthDate.ISO(),
	}
	if p.NHSNumber != "" {
		known["NHSNumber"], known["NHSNumberStatus"] = string(p.NHSNumber), notTraced
	}
	s.about(known)
	s.rows = append(s.rows, Person.row(known))
	return true
}

// assessment writes a row for each rated item, or says why there is none.
func (s *sheet) assessment(a *dialog.Assessment) {
	if a.Answers.Count(dialog.Rated) == 0 {
		return // nothing was rated, so nothing is left out
	}
	if why := s.refuse(a); why != "" {
		s.leave(LeftOut{Table: Score.Name, Assessment: a.ID, Reason: why})
		return
	}
	at, _ := stamp(completed(a))
	request := s.record.Referral(a.Referral).ServiceRequestID
	for _, d := range dialog.Domains() {
		rating, rated := a.Answers.Get(d).Score()
		if !rated {
			continue
		}
		s.score(request, s.extract.set.Codes.Code(d), rating, at, LeftOut{Assessment: a.ID, Domain: d})
	}
}

// score writes one row of MHS606, or leaves it out where its code is not to be
// passed on.
func (s *sheet) score(request string, code instrument.Code, rating int, at string, what LeftOut) {
	what.Table = Score.Name
	switch {
	case code.Concept == "":
		what.Reason = NoCode
		s.leave(what)
	case !code.Usable():
		what.Reason = UnverifiedCode
		s.leave(what)
	default:
		s.rows = append(s.rows, Score.row(map[string]string{
			"ServiceRequestID": request, "CodedAssToolType": code.Concept, "PersScore": strconv.Itoa(rating), "AssToolCompTimestamp": at,
		}))
	}
}

// refuse says why an assessment has no rows, "" where it has.
func (s *sheet) refuse(a *dialog.Assessment) Reason {
	referral := s.record.Referral(a.Referral)
	done := completed(a)
	_, day := stamp(done)
	if !done.Exact() {
		day = done.Date()
	}
	switch {
	case a.StruckOut:
		return StruckOut
	case a.Status == dialog.Draft:
		return NotEnded
	case !s.extract.set.Month.Contains(day):
		return OtherMonth
	case a.Instrument.Name != instrument.DIALOG.Name:
		return OtherMeasure
	case a.Completion == dialog.Proxy:
		return OnBehalf
	case referral == nil:
		return NoReferral
	case referral.ServiceRequestID == "":
		return NoRequestID
	case !done.Exact():
		return TimeUnknown
	}
	return ""
}

// completed is when an assessment was completed: what was asked on the screen when
// it was finished, or with the last of its ratings where it was left incomplete
// and closed at some later time; what came from paper or elsewhere when it was
// done, not when it was typed in.
func completed(a *dialog.Assessment) dialog.When {
	switch {
	case a.Layout != dialog.Interview:
		return a.DoneAt
	case a.Status == dialog.Finished:
		return a.Ended
	}
	last := a.DoneAt
	for i := range a.Answers {
		if answer := a.Answers[i]; answer.State == dialog.Rated && answer.At.Compare(last) > 0 {
			last = answer.At
		}
	}
	return last
}
