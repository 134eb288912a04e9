package dialog

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearly every entry of a journal is an answer or an assessment that was taken over,
// and reading somebody's years means reading all of theirs. encoding/json with the
// writing out again that makes it strict takes twenty times as long as what is here,
// which knows the one spelling of those two kinds. Whatever is not spelled so to the
// byte, or holds anything out of the usual, it leaves to encoding/json, which alone
// decides what is refused. A test compares the two.

// quickBody reads the payload of one of the two kinds; ok is false where that is for
// encoding/json to do.
func quickBody(k Kind, b []byte) (body Body, ok bool) {
	if k != KindAnswer && k != KindTakenOver {
		return nil, false
	}
	r := speller{rest: b}
	r.begin()
	if k == KindAnswer {
		body = r.answerRecorded()
	} else {
		answers := make(map[Domain]Answer, DomainCount)
		over := r.takenOver(func(d Domain, a Answer) { answers[d] = a })
		over.Answers, body = answers, over
	}
	return body, r.ends()
}

// Replay reads what an entry of a kind says in its payload and applies it to the record,
// as [DecodePayload] and [Apply] do one after the other. What the entry says is not kept.
func Replay(r *Record, e *Entry, k Kind, payload []byte) error {
	if k == KindTakenOver {
		var answers Answers
		s := speller{rest: payload}
		s.begin()
		over := s.takenOver(func(d Domain, a Answer) {
			a.At = e.DoneAt
			answers.Set(d, a)
		})
		if s.ends() {
			r.Entries++
			r.takeOver(over, &answers, e)
			r.carry(over.Assessment, e)
			return nil
		}
	}
	said := *e
	var err error
	if said.Body, err = DecodePayload(k, payload); err == nil {
		Apply(r, &said)
	}
	return err
}

// speller takes a text apart that is spelled in the one way. Once it is lost nothing
// it returns means anything.
type speller struct {
	rest []byte
	lost bool
}

// begin takes what stands before the body of an entry.
func (r *speller) begin() {
	r.skip(`{"salt":`)
	r.text()
	r.skip(`,"body":`)
}

// ends takes what stands after it, and reports whether all was found as it is spelled.
func (r *speller) ends() bool {
	r.skip(`}`)
	return !r.lost && len(r.rest) == 0
}

// skip takes what has to come next.
func (r *speller) skip(s string) {
	if !r.comes(s) {
		r.lost = true
	}
}

// comes takes what may come next, and reports whether it did.
func (r *speller) comes(s string) bool {
	if len(r.rest) < len(s) || string(r.rest[:len(s)]) != s {
		return false
	}
	r.rest = r.rest[len(s):]
	return true
}

// text takes a string in quotes in which nothing is written in another way than it
// reads.
func (r *speller) text() []byte {
	r.skip(`"`)
	end := bytes.IndexByte(r.rest, '"')
	if end < 0 || !readsAsWritten(r.rest[:end]) {
		r.lost = true
		return nil
	}
	s := r.rest[:end]
	r.rest = r.rest[end+1:]
	return s
}

// readsAsWritten reports whether encoding/json writes each character of a text as
// itself.
func readsAsWritten(s []byte) bool {
	ascii := true
	for _, c := range s {
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.Valid(s) && !bytes.ContainsAny(s, "\u2028\u2029\ufffd")
}

func (r *speller) id() (id ID) {
	s := r.text()
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		r.lost = true
		return id
	}
	n := 0 // digits so far
	for _, c := range s {
		switch {
		case c == '-':
			continue
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		default:
			r.lost = true
		}
		if n/2 < len(id) {
			id[n/2] = id[n/2]<<4 | c
		}
		n++
	}
	r.lost = r.lost || n != 2*len(id) || id.IsZero()
	return id
}

func (r *speller) domain() Domain {
	s := r.text()
	d := Domain(slices.Index(slugs[:], string(s)))
	r.lost = r.lost || !d.Valid()
	return d
}

// optional takes a member that is left out where it is empty.
func (r *speller) optional(name string) string {
	if !r.comes(name) {
		return ""
	}
	s := r.text()
	r.lost = r.lost || len(s) == 0
	return usual(s)
}

// usual returns a text without making one anew where it is one of those in nearly
// every answer.
func usual(b []byte) string {
	for _, s := range [...]string{"en", string(Rated), string(HelpNot), string(HelpWanted), string(Together), string(Declined), string(NotApplicable), "dialog"} {
		if string(b) == s {
			return s
		}
	}
	return string(b)
}

func (r *speller) answer() (a Answer) {
	r.skip(`{"state":`)
	a.State = State(usual(r.text()))
	if r.comes(`,"rating":`) {
		if r.lost || len(r.rest) == 0 || r.rest[0] < '1' || r.rest[0] > '9' {
			r.lost = true
			return a
		}
		a.Rating, r.rest = int(r.rest[0]-'0'), r.rest[1:]
	}
	a.Help = Help(r.optional(`,"help":`))
	a.Note = r.optional(`,"note":`)
	a.Language = r.optional(`,"language":`)
	a.Mode = Mode(r.optional(`,"mode":`))
	r.skip(`}`)
	return a
}

func (r *speller) answerRecorded() *AnswerRecorded {
	b := &AnswerRecorded{}
	r.skip(`{"assessment":`)
	b.Assessment = r.id()
	r.skip(`,"domain":`)
	b.Domain = r.domain()
	r.skip(`,"answer":`)
	b.Answer = r.answer()
	b.Reason = r.optional(`,"reason":`)
	r.skip(`}`)
	return b
}

// takenOver hands out the answers one by one.
func (r *speller) takenOver(answer func(Domain, Answer)) *AssessmentTakenOver {
	b := &AssessmentTakenOver{}
	r.skip(`{"assessment":`)
	b.Assessment = r.id()
	r.skip(`,"instrument":{"name":`)
	b.Instrument.Name = usual(r.text())
	r.skip(`,"version":`)
	b.Instrument.Version = usual(r.text())
	r.skip(`}`)
	b.Completion = Completion(r.optional(`,"completion":`))
	b.Language = r.optional(`,"language":`)
	if r.comes(`,"referral":`) {
		b.Referral = r.id()
	}
	r.skip(`,"answers":`)
	r.answers(answer)
	b.Source = r.optional(`,"source":`)
	r.skip(`}`)
	return b
}

// answers are in the order of their slugs.
func (r *speller) answers(answer func(Domain, Answer)) {
	r.skip(`{`)
	mark := ""
	for _, d := range bySlug {
		if r.key(mark, slugs[d]) {
			answer(d, r.answer())
			mark = ","
		}
	}
	r.skip(`}`)
}

// key takes the name of a member that may come next, after a mark, and reports whether
// it did.
func (r *speller) key(mark, name string) bool {
	b := r.rest
	n := len(mark)
	if len(b) < n+len(name)+3 || string(b[:n]) != mark || b[n] != '"' || string(b[n+1:n+1+len(name)]) != name ||
		b[n+1+len(name)] != '"' || b[n+2+len(name)] != ':' {
		return false
	}
	r.rest = b[n+len(name)+3:]
	return true
}

// spelled writes a payload in the one spelling.
type spelled struct {
	b    []byte
	lost bool // as for a speller
}

// quickPayload is what EncodePayload returns for one of the two kinds; ok is false
// where that is for encoding/json to do.
func quickPayload(body Body, salt [16]byte) (payload []byte, ok bool) {
	w := spelled{b: make([]byte, 0, 1536)}
	w.b = append(w.b, `{"salt":"`...)
	w.b = hex.AppendEncode(w.b, salt[:])
	w.b = append(w.b, `","body":`...)
	switch b := body.(type) {
	case *AnswerRecorded:
		w.answerRecorded(b)
	case *AssessmentTakenOver:
		w.takenOver(b)
	default:
		return nil, false
	}
	w.b = append(w.b, '}')
	return slices.Clip(w.b), !w.lost
}

// text writes a member whose value is a string.
func (w *spelled) text(name, value string) {
	w.lost = w.lost || !readsAsWritten([]byte(value))
	w.b = append(append(append(append(w.b, name...), '"'), value...), '"')
}

func (w *spelled) optional(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

func (w *spelled) answer(a *Answer) {
	w.lost = w.lost || !a.At.IsZero() || a.Rating < 0 || a.Rating > 9
	w.text(`{"state":`, string(a.State))
	if a.Rating != 0 {
		w.b = append(append(w.b, `,"rating":`...), byte('0'+a.Rating))
	}
	w.optional(`,"help":`, string(a.Help))
	w.optional(`,"note":`, a.Note)
	w.optional(`,"language":`, a.Language)
	w.optional(`,"mode":`, string(a.Mode))
	w.b = append(w.b, '}')
}

func (w *spelled) answerRecorded(b *AnswerRecorded) {
	w.text(`{"assessment":`, b.Assessment.String())
	w.text(`,"domain":`, b.Domain.String())
	w.b = append(w.b, `,"answer":`...)
	w.answer(&b.Answer)
	w.optional(`,"reason":`, b.Reason)
	w.b = append(w.b, '}')
}

// bySlug are the domains in the order in which encoding/json writes the keys of a map.
var bySlug = func() []Domain {
	all := slices.Clone(Domains())
	slices.SortFunc(all, func(a, b Domain) int { return strings.Compare(slugs[a], slugs[b]) })
	return all
}()

func (w *spelled) takenOver(b *AssessmentTakenOver) {
	w.lost = w.lost || b.Answers == nil || b.Areas != nil || b.Agreed != nil
	w.text(`{"assessment":`, b.Assessment.String())
	w.text(`,"instrument":{"name":`, b.Instrument.Name)
	w.text(`,"version":`, b.Instrument.Version)
	w.b = append(w.b, '}')
	w.optional(`,"completion":`, string(b.Completion))
	w.optional(`,"language":`, b.Language)
	w.optional(`,"referral":`, b.Referral.String())
	w.b = append(w.b, `,"answers":`...)
	mark, written := byte('{'), 0
	for _, d := range bySlug {
		if a, there := b.Answers[d]; there {
			w.b = append(append(append(append(w.b, mark, '"'), slugs[d]...), '"'), ':')
			w.answer(&a)
			mark, written = ',', written+1
		}
	}
	if written == 0 {
		w.b = append(w.b, '{')
	}
	w.lost = w.lost || written != len(b.Answers)
	w.b = append(w.b, '}')
	w.optional(`,"source":`, b.Source)
	w.b = append(w.b, '}')
}
