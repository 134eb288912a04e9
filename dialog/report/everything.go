package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// ForReview stands on every page of a whole record: it may name other people, and
// somebody responsible has to read it before it is given to anybody.
const ForReview = "For review before release"

// Everything is all that the journal has about one person, in plain words and in
// the order of the days it is about: what stands, what stood before it was changed,
// what was struck out, and who opened or copied the record.
func Everything(r *dialog.Record, entries []dialog.Entry, workers []dialog.Worker, words *instrument.Text, today dialog.Date) Document {
	e := tellingAll{r: r, words: words, names: map[dialog.ID]string{}}
	for _, w := range workers {
		e.names[w.ID] = text.Show(w.Name)
	}
	d := Document{Title: "Everything recorded about " + r.Person.ListName(), Mark: ForReview, Made: today}
	d.add(section("About you", Block{Items: e.person(r.Person)}))
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b dialog.Entry) int { return a.DoneAt.Compare(b.DoneAt) })
	for len(sorted) > 0 {
		day := sorted[0].DoneAt.Date()
		n := slices.IndexFunc(sorted, func(e dialog.Entry) bool { return e.DoneAt.Date() != day })
		if n < 0 {
			n = len(sorted)
		}
		d.add(section(day.String(), e.day(sorted[:n])...))
		sorted = sorted[n:]
	}
	d.Foot = []string{
		count(len(entries), "entry is", "entries are") + " recorded about you here. What was corrected stands where it was first recorded and again where it was corrected.",
		"A rating is from 1 " + words.Label(dialog.LowestRating) + " to 7 " + words.Label(dialog.HighestRating) + ". " + instrument.Attribution,
		OutcomeSource,
		ForReview + ": this may name other people, or say what they told in confidence.",
	}
	return d
}

// tellingAll is a whole record being told.
type tellingAll struct {
	r     *dialog.Record
	words *instrument.Text
	names map[dialog.ID]string // of workers
}

func (e *tellingAll) name(id dialog.ID) string {
	if name := e.names[id]; name != "" {
		return name
	}
	return "a worker who is not named here"
}

// day tells the entries about one day, those that one worker recorded in a row
// together.
func (e *tellingAll) day(entries []dialog.Entry) []Block {
	var blocks []Block
	last := ""
	for i := range entries {
		if by := e.by(&entries[i]); by != last {
			blocks = append(blocks, Block{Text: by}, Block{})
			last = by
		}
		list := &blocks[len(blocks)-1]
		list.Items = append(list.Items, e.line(&entries[i]))
	}
	return blocks
}

// by says who recorded an entry, and when where that was another day than the one it
// is about.
func (e *tellingAll) by(entry *dialog.Entry) string {
	if recorded := entry.RecordedAt.Date(); recorded != entry.DoneAt.Date() {
		return "By " + e.name(entry.Worker) + ", written down on " + recorded.String() + ":"
	}
	return "By " + e.name(entry.Worker) + ":"
}

// line says what one entry says, after its time of day where that is known.
func (e *tellingAll) line(entry *dialog.Entry) string {
	if !entry.DoneAt.Exact() {
		return e.said(entry.Body)
	}
	return strings.TrimPrefix(entry.DoneAt.String(), entry.DoneAt.Date().String()+" ") + "  " + e.said(entry.Body)
}

// said says what a body says. What is about assessments, about what was agreed and
// about the record itself is told apart.
func (e *tellingAll) said(body dialog.Body) string {
	for _, tell := range []func(dialog.Body) string{e.ofAssessment, e.ofTalk, e.ofAgreed, e.ofRecord} {
		if words := tell(body); words != "" {
			return words
		}
	}
	return "Recorded: " + string(body.Kind())
}

func (e *tellingAll) ofAssessment(body dialog.Body) string {
	switch b := body.(type) {
	case *dialog.AssessmentStarted:
		how := "item by item"
		if b.Layout == dialog.Paper {
			how = "from a form on paper"
		}
		return "A DIALOG was begun, " + how + completed(b.Completion) + "; you were identified by " + identity(b.Identity)
	case *dialog.AssessmentResumed:
		return "The DIALOG was taken up again; you were identified by " + identity(b.Identity)
	case *dialog.AssessmentContext:
		return "How the DIALOG was completed" + completed(b.Completion) + ", in the language " + text.Show(b.Language)
	case *dialog.AnswerRecorded:
		return e.answer(b.Domain, b.Answer) + because(b.Reason)
	case *dialog.AssessmentFinished:
		return "The DIALOG was finished" + because(b.Reason)
	case *dialog.AssessmentClosed:
		return "The DIALOG was closed before it was complete" + because(b.Reason)
	case *dialog.AssessmentStruckOut:
		return "The DIALOG " + e.of(b.Assessment) + "was struck out: it was recorded in error" + because(b.Reason)
	case *dialog.AssessmentTakenOver:
		return e.takenOver(b)
	case *dialog.AttemptRecorded:
		return "A DIALOG was offered and not done: " + AttemptWords(b.Reason) + noted(b.Note)
	}
	return ""
}

func (e *tellingAll) takenOver(b *dialog.AssessmentTakenOver) string {
	var parts []string
	for _, d := range dialog.Domains() {
		if a, there := b.Answers[d]; there {
			parts = append(parts, e.answer(d, a))
		}
	}
	for _, d := range b.Areas {
		parts = append(parts, e.words.Short(d)+" was chosen to talk about")
	}
	for _, a := range b.Agreed {
		said := "Agreed: " + text.Show(a.Text)
		if a.Domain.Valid() {
			said += " (" + e.words.Short(a.Domain) + ")"
		}
		parts = append(parts, said)
	}
	return "A DIALOG was taken over from " + cmp.Or(text.Show(b.Source), "elsewhere") + completed(b.Completion) + ". " + strings.Join(parts, ". ")
}

// of names the day of an assessment.
func (e *tellingAll) of(id dialog.ID) string {
	if a := e.r.Assessment(id); a != nil {
		return "of " + a.DoneAt.Date().String() + " "
	}
	return ""
}

func (e *tellingAll) answer(d dialog.Domain, a dialog.Answer) string {
	said := e.words.Short(d) + ": "
	if rating, rated := a.Score(); rated {
		said += strconv.Itoa(rating) + " " + e.words.Label(rating)
	} else {
		said += CodeWords(a.State, instrument.English())
	}
	switch a.Help {
	case dialog.HelpWanted:
		said += "; more help: yes"
	case dialog.HelpNot:
		said += "; more help: no"
	}
	if a.Mode.Alone() {
		said += "; given by you alone at the keyboard"
	}
	return said + noted(a.Note)
}

func completed(c dialog.Completion) string {
	switch c {
	case dialog.Together:
		return ", together with a worker"
	case dialog.Alone:
		return ", by you alone"
	case dialog.Interpreter:
		return ", by you with an interpreter"
	case dialog.Helper:
		return ", by you with somebody's help"
	case dialog.Proxy:
		return ", by somebody else on your behalf"
	}
	return ", with nothing recorded on who completed it"
}

func identity(i dialog.Identity) string {
	if i == dialog.IdentityOnPaper {
		return "what is written on the form"
	}
	return "name and date of birth"
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return "; why: " + text.Show(reason)
}

func noted(note string) string {
	if note == "" {
		return ""
	}
	return "; note: “" + strings.Join(text.ShowLines(note), " / ") + "”"
}

func (e *tellingAll) ofTalk(body dialog.Body) string {
	switch b := body.(type) {
	case *dialog.AreasChosen:
		var names []string
		for _, d := range b.Areas {
			names = append(names, e.words.Short(d))
		}
		if len(names) == 0 {
			return "No area was chosen to talk about"
		}
		return "Chosen to talk about: " + and(names)
	case *dialog.TalkNoted:
		if b.Text == "" {
			return e.words.Short(b.Domain) + ", " + StepWords(b.Step, e.words) + ": the note was taken out" + because(b.Reason)
		}
		return e.words.Short(b.Domain) + ", " + StepWords(b.Step, e.words) + noted(b.Text) + because(b.Reason)
	case *dialog.ThoughtOver:
		if b.On {
			return e.words.Short(b.Domain) + ": you wanted to think it over"
		}
		return e.words.Short(b.Domain) + ": no longer to be thought over"
	case *dialog.ReadBack:
		if b.Wrong != "" {
			return "What was agreed was read back; you said that this was wrong: “" + text.Show(b.Wrong) + "”"
		}
		return "What was agreed was read back"
	case *dialog.PresenceRecorded:
		var who []string
		for _, p := range b.Present {
			who = append(who, strings.TrimSpace(CompanyWords(p.Who, e.words)+" "+text.Show(p.Words)))
		}
		if len(who) == 0 {
			return "Nobody else was there"
		}
		return "Also there: " + and(who)
	case *dialog.SafetyAnswered:
		return e.words.Short(b.Domain) + ": a mark put by the service's own rules was answered with “" + strings.ReplaceAll(string(b.Outcome), "-", " ") + "”"
	}
	return ""
}

func (e *tellingAll) ofAgreed(body dialog.Body) string {
	switch b := body.(type) {
	case *dialog.GoalRecorded:
		status := map[dialog.GoalStatus]string{dialog.GoalReached: ", reached", dialog.GoalSetDown: ", set down"}[b.Status]
		return "Goal: “" + text.Show(b.Text) + "”" + status + because(b.Reason)
	case *dialog.GoalRated:
		return "Goal " + e.goal(b.Goal) + "rated " + strconv.Itoa(b.Rating) + " of " + strconv.Itoa(dialog.HighestGoalRating)
	case *dialog.GoalCounted:
		return "Goal " + e.goal(b.Goal) + "is " + OutcomeGoal(b.Slot)
	case *dialog.ActionAgreed:
		a := b.Action
		return "Agreed: " + strings.TrimSpace(ActionWords(e.r, &a, e.words)+" "+ActionFor(e.r, &a, e.words)) + because(b.Reason)
	case *dialog.ActionReviewed:
		what := "An action"
		if a := e.r.Action(b.Action); a != nil {
			what = "“" + text.Show(a.Text) + "”"
		}
		return what + " was reviewed: " + OutcomeWords(b.Outcome, e.words) + noted(b.Note)
	case *dialog.MeetingArranged:
		m := b.Meeting
		return "Meeting: " + MeetingWords(&m, e.words)
	case *dialog.EventRecorded:
		event := b.Event
		return "On " + b.On.String() + ": " + EventWords(&event) + because(b.Reason)
	case *dialog.CircumstanceRecorded:
		return AspectWords(b.Aspect) + " from " + b.From.String() + ": " + b.Aspect.Label(b.Code) + because(b.Reason)
	case *dialog.CharacteristicRecorded:
		c := b.Characteristic
		return CharacteristicWords(&c, e.words) + because(b.Reason)
	case *dialog.SupporterRecorded:
		s := b.Supporter
		return "Your supporter: " + SupporterWords(&s)
	case *dialog.PartStruckOut:
		return "Struck out, recorded in error: " + e.part(b.Part, b.ID) + because(b.Reason)
	}
	return ""
}

func (e *tellingAll) goal(id dialog.ID) string {
	if g := e.r.Goal(id); g != nil {
		return "“" + text.Show(g.Text) + "” "
	}
	return ""
}

// part names what was struck out.
func (e *tellingAll) part(part dialog.Part, id dialog.ID) string {
	switch part {
	case dialog.PartGoal:
		return "the goal " + strings.TrimSpace(e.goal(id))
	case dialog.PartAction:
		if a := e.r.Action(id); a != nil {
			return "the action “" + text.Show(a.Text) + "”"
		}
	case dialog.PartMeeting:
		if m := e.r.Meeting(id); m != nil {
			return "the meeting on " + MeetingWords(m, e.words)
		}
	case dialog.PartEvent:
		if event := e.r.Event(id); event != nil {
			return EventWords(event)
		}
	case dialog.PartCircumstance:
		if c := e.r.Circumstance(id); c != nil {
			return AspectWords(c.Aspect) + ", " + c.Aspect.Label(c.Code)
		}
	case dialog.PartCharacteristic:
		if c := e.r.Characteristic(id); c != nil {
			return TraitWords(c.Trait, e.words) + ", " + ToldWords(c, e.words)
		}
	case dialog.PartSupporter:
		if s := e.r.Supporter(id); s != nil {
			return SupporterWords(s)
		}
	}
	return string(part)
}

func (e *tellingAll) ofRecord(body dialog.Body) string {
	switch b := body.(type) {
	case *dialog.PersonRecorded:
		return "Details were recorded. " + strings.Join(e.person(b.Person), "; ")
	case *dialog.ReferralRecorded:
		return referralWords(&b.Referral)
	case *dialog.CaseloadRecorded:
		if b.On {
			return "You were put on the caseload of " + e.name(b.Of)
		}
		return "You were taken off the caseload of " + e.name(b.Of)
	case *dialog.AccessRecorded:
		if !b.Sensitive {
			return "The record is no longer marked as sensitive" + because(b.Reason)
		}
		var names []string
		for _, id := range b.Named {
			names = append(names, e.name(id))
		}
		return "The record was marked as sensitive, to be opened by: " + and(names) + because(b.Reason)
	case *dialog.RecordOpened:
		if b.Refused {
			return "Somebody asked to open your record and was refused" + because(b.Reason)
		}
		return "Your record was opened" + because(b.Reason)
	case *dialog.DeliveryReceipted:
		return "A DIALOG was sent to the central system of the service, " + text.Show(b.Centre)
	case *dialog.DeliveryParked:
		return "A DIALOG could not be sent to the central system of the service"
	case *dialog.DeliveryRetried:
		return "A DIALOG was to be sent to the central system of the service again"
	case *dialog.RecordExported:
		return "Your record was written to a file (" + text.Show(b.Format) + ")" + because(b.Reason)
	case *dialog.PersonMerged:
		return "Two records were put together, since both are of you" + because(b.Reason)
	case *dialog.PersonUnmerged:
		return "Two records that had been put together were taken apart" + because(b.Reason)
	case *dialog.PersonPurged:
		return "Your record was taken off one laptop of the service, since the central system has it" + because(b.Reason)
	case *dialog.Emptied:
		return "Something that is no longer on this laptop"
	case *dialog.RecordShared:
		return "Your record was shared with another laptop of the service" + because(b.Purpose)
	case *dialog.RecordReceived:
		return "Entries about you came from another laptop of the service" + because(b.Purpose)
	}
	return ""
}

func referralWords(r *dialog.Referral) string {
	said := "Referral to " + text.Show(r.Team)
	if r.Team == "" {
		said = "Referral to the service"
	}
	if r.Setting == dialog.Acute {
		said += " (acute)"
	}
	if !r.Received.IsZero() {
		said += ", received on " + r.Received.String()
	}
	if r.ServiceRequestID != "" {
		said += ", number " + text.Show(r.ServiceRequestID)
	}
	if !r.Open() {
		said += ", closed on " + r.Closed.String()
	}
	return said
}

// person says what is recorded of who somebody is.
func (e *tellingAll) person(p dialog.Person) []string {
	said := []string{"Name: " + p.ListName()}
	for _, fact := range []struct{ label, value string }{
		{"Likes to be called", p.Preferred}, {"Pronouns", p.Pronouns}, {"Local patient id", p.LocalPatientID},
		{"Communication needs", p.Communication}, {"Preferred language", p.Language},
	} {
		if fact.value != "" {
			said = append(said, fact.label+": "+text.Show(fact.value))
		}
	}
	if !p.BirthDate.IsZero() {
		said = append(said, "Born: "+p.BirthDate.String())
	}
	if p.NHSNumber != "" {
		said = append(said, "NHS number: "+p.NHSNumber.String())
	}
	if p.Inpatient {
		said = append(said, "In hospital")
	}
	if p.Deceased {
		said = append(said, "Has died")
	}
	return said
}
