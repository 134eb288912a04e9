package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// Owner says whose an agreed action is.
type Owner string

// The owners of an action, the person first.
const (
	OwnerUnknown Owner = "" // it was taken over from where nobody writes down whose it is
	PersonOwns   Owner = "person"
	WorkerOwns   Owner = "worker"
	OtherOwns    Owner = "other" // somebody else, who is named in words
)

// Action is something that was agreed: what, who does it, by when.
type Action struct {
	ID         ID            `json:"action"`
	Text       string        `json:"text"`
	Owner      Owner         `json:"owner"`
	Other      string        `json:"other,omitempty"`     // who, where it is neither the person nor the worker
	Due        Date          `json:"due,omitzero"`        // by when; zero for none
	Domain     Domain        `json:"domain,omitzero"`     // the area it is for, NoDomain for none
	Goal       ID            `json:"goal,omitzero"`       // the goal it is for; zero for none
	Assessment ID            `json:"assessment,omitzero"` // the DIALOG it was agreed at; zero for none
	Agreed     When          `json:"-"`
	Worker     ID            `json:"-"` // who recorded it first, and whose promise it is where the worker owns it
	Reviews    []Review      `json:"-"` // by the day they were done
	Before     []Was[Action] `json:"-"` // what it said before it was amended, earliest first
	Struck     Struck        `json:"-"`
}

// Outcome is what became of an action.
type Outcome string

// The outcomes of an action.
const (
	ActionDone     Outcome = "done"
	ActionPartly   Outcome = "partly"
	ActionNotYet   Outcome = "not-yet"
	ActionNoLonger Outcome = "no-longer-wanted"
)

// Outcomes returns all outcomes in the order they are offered.
func Outcomes() []Outcome { return []Outcome{ActionDone, ActionPartly, ActionNotYet, ActionNoLonger} }

// Review is what became of an action by one day, as the person and the worker saw
// it together.
type Review struct {
	Outcome    Outcome
	Note       string
	At         When
	Assessment ID // the DIALOG before which it was reviewed; zero for none
	Worker     ID
}

// ActionAgreed records an action or amends it. Amending it on a later day than it
// was agreed needs a reason.
type ActionAgreed struct {
	Action
	Reason string `json:"reason,omitempty"`
}

// ActionReviewed records what became of an action. A second review on the same
// day takes the place of the first.
type ActionReviewed struct {
	Action     ID      `json:"action"`
	Outcome    Outcome `json:"outcome"`
	Note       string  `json:"note,omitempty"`
	Assessment ID      `json:"assessment,omitzero"`
}

// Kind names what the entry says.
func (*ActionAgreed) Kind() Kind   { return KindAction }
func (*ActionReviewed) Kind() Kind { return KindReview }

// Latest returns the last review by date, and false when there is none.
func (a *Action) Latest() (Review, bool) {
	if len(a.Reviews) == 0 {
		return Review{}, false
	}
	return a.Reviews[len(a.Reviews)-1], true
}

// Open reports whether it is still to be done: not struck out, and neither done
// nor no longer wanted.
func (a *Action) Open() bool {
	last, _ := a.Latest()
	return !a.Struck.Out() && last.Outcome != ActionDone && last.Outcome != ActionNoLonger
}

// Action returns the action with that id, or nil.
func (r *Record) Action(id ID) *Action {
	return find(r.Actions, func(v *Action) bool { return v.ID == id })
}

// ActionsToReview returns what to look at before the items are asked on a day:
// actions agreed before it that were open when it began. What the worker promised
// comes first, then what others were to do, then what the person was, then what is
// nobody's that is known.
func (r *Record) ActionsToReview(day Date) []*Action {
	var due []*Action
	for i := range r.Actions {
		if a := &r.Actions[i]; a.Agreed.Date().Before(day) && a.openOn(day) && !r.overtaken(a) {
			due = append(due, a)
		}
	}
	place := func(a *Action) int {
		return slices.Index([]Owner{WorkerOwns, OtherOwns, PersonOwns, OwnerUnknown}, a.Owner)
	}
	slices.SortStableFunc(due, func(a, b *Action) int {
		if by := place(a) - place(b); by != 0 {
			return by
		}
		return a.Agreed.Compare(b.Agreed)
	})
	return due
}

// overtaken reports whether an action came with an assessment from elsewhere, and a
// later assessment came from there too. What became of it nobody wrote down; with
// years of history taken over, asking for all of them would bury what was agreed last.
func (r *Record) overtaken(a *Action) bool {
	if a.Owner != OwnerUnknown || len(a.Reviews) > 0 {
		return false
	}
	return slices.ContainsFunc(r.Assessments, func(later Assessment) bool {
		return later.Layout == Imported && !later.StruckOut && later.ID != a.Assessment && later.DoneAt.Compare(a.Agreed) > 0
	})
}

// openOn reports whether an action was open when the day began.
func (a *Action) openOn(day Date) bool {
	before := *a
	before.Reviews = nil
	for _, review := range a.Reviews {
		if review.At.Date().Before(day) {
			before.Reviews = append(before.Reviews, review)
		}
	}
	return before.Open()
}

// AgreedAt returns the actions that were agreed at an assessment, in the order
// they were, without those struck out.
func (r *Record) AgreedAt(assessment ID) []*Action {
	var agreed []*Action
	for i := range r.Actions {
		if a := &r.Actions[i]; a.Assessment == assessment && !assessment.IsZero() && !a.Struck.Out() {
			agreed = append(agreed, a)
		}
	}
	return agreed
}

func (o Owner) validate() error {
	switch o {
	case PersonOwns, WorkerOwns, OtherOwns:
		return nil
	}
	return invalid("Whose is it? Please choose the person, the worker, or somebody else.")
}

func (b *ActionAgreed) validate() error {
	switch {
	case b.ID.IsZero():
		return invalid("An action needs an identifier.")
	case b.Text == "":
		return invalid("Please write what was agreed, brief but precise.")
	case b.Owner == OtherOwns && b.Other == "":
		return invalid("Please write who else does it.")
	case b.Owner != OtherOwns && b.Other != "":
		return invalid("Somebody else is named only where it is theirs to do.")
	}
	return errors.Join(b.Owner.validate(), checkText("The action", b.Text, text.Line), checkText("The name", b.Other, text.Name),
		checkText("The reason", b.Reason, text.Line), checkDay(b.Due))
}

func (b *ActionReviewed) validate() error {
	if !slices.Contains(Outcomes(), b.Outcome) {
		return invalid("What became of it? Please choose done, partly, not yet, or no longer wanted.")
	}
	return checkText("The note", b.Note, text.Line)
}

func checkAction(r *Record, b *ActionAgreed, at When) error {
	if !b.Goal.IsZero() && r.Goal(b.Goal) == nil {
		return missing("That goal is not in this person's record.")
	}
	if !b.Assessment.IsZero() && r.Assessment(b.Assessment) == nil {
		return missing("That assessment is not in this person's record.")
	}
	old := r.Action(b.ID)
	if old == nil {
		return nil
	}
	return checkAmend("action", old.Struck, old.Agreed, at, b.Reason)
}

func checkReview(r *Record, b *ActionReviewed) error {
	a := r.Action(b.Action)
	switch {
	case a == nil:
		return missing("That action is not in this person's record.")
	case a.Struck.Out():
		return conflict("That action was struck out.")
	}
	return nil
}

func applyAction(r *Record, b *ActionAgreed, e *Entry) {
	a := b.Action
	a.Agreed, a.Worker = e.DoneAt, e.Worker
	old := r.Action(a.ID)
	if old == nil {
		r.Actions = append(r.Actions, a)
		return
	}
	a.Agreed, a.Worker, a.Reviews, a.Struck = old.Agreed, old.Worker, old.Reviews, old.Struck
	was := *old
	was.Reviews, was.Before = nil, nil
	a.Before = append(old.Before, Was[Action]{Value: was, Until: e.DoneAt, By: e.Worker, Reason: b.Reason})
	*old = a
}

// applyReview keeps the reviews of an action in the order they were done, one a
// day.
func applyReview(r *Record, b *ActionReviewed, e *Entry) {
	a := r.Action(b.Action)
	if a == nil {
		return
	}
	review := Review{Outcome: b.Outcome, Note: b.Note, At: e.DoneAt, Assessment: b.Assessment, Worker: e.Worker}
	for i := range a.Reviews {
		if a.Reviews[i].At.Date() == e.DoneAt.Date() {
			a.Reviews[i] = review
			return
		}
	}
	i, _ := slices.BinarySearchFunc(a.Reviews, review, func(x, y Review) int { return x.At.Compare(y.At) })
	a.Reviews = slices.Insert(a.Reviews, i, review)
}
