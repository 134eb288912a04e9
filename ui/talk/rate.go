package talk

import (
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// chordGap is the time within which Enter after a digit is not a hand's doing,
// but that of a paste, and does not count.
const chordGap = 30 * time.Millisecond

// Rate asks for one goal after another how near it feels, 0 to 10. Nothing is
// chosen beforehand; a goal can be skipped, and skipping records nothing. The
// earlier rating appears only once the new one is recorded.
type Rate struct {
	o      Options
	sender *sender
	goals  []dialog.ID
	at     int
	given  map[dialog.ID]dialog.GoalRating // on the disk: rated here, or before for this assessment or today
	typed  string                          // the digits so far, at most two; not recorded yet
	stroke int                             // counts the keys, so that a tick knows its own
	rested bool                            // long enough since the last digit for Enter to count
	wrong  string                          // what is wrong with what was typed
	asked  bool                            // esc was pressed while something was not recorded
}

// rested says that nothing was pressed for a moment.
type rested struct {
	to     *sender
	stroke int
}

// NewRate makes the screen for the active goals of the record.
func NewRate(o Options) *Rate {
	var ids []dialog.ID
	for _, g := range o.Record.ActiveGoals() {
		ids = append(ids, g.ID)
	}
	return newRate(o, ids)
}

func newRate(o Options, goals []dialog.ID) *Rate {
	r := &Rate{o: o, goals: goals, given: map[dialog.ID]dialog.GoalRating{}, rested: true}
	r.sender = &sender{o: &r.o}
	for _, id := range goals {
		g := o.Record.Goal(id)
		for _, rating := range g.Ratings {
			if !o.Assessment.IsZero() && rating.Assessment == o.Assessment || rating.At.Date() == dialog.DateOf(o.Now()) {
				r.given[id] = rating
			}
		}
	}
	return r
}

var (
	keyNumber = screen.Key("0-10", "type the rating", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyRecord = screen.Key("enter", "record it")
	keyOn     = screen.Key("enter", "go on", "enter", "right", "down")
	keySkip   = screen.Key("s", "skip this goal")
	keyNext   = key.NewBinding(key.WithKeys("right", "down"))
	keyEarly  = screen.Key("←", "the goal before", "left", "up")
	keyErase  = screen.Key("backspace", "clear")
	keyRetry  = screen.Key("r", "try again", "r", "enter")
	keyEsc    = screen.Key("esc", "leave")
)

// Init ends at once where there is no goal to rate.
func (r *Rate) Init() tea.Cmd {
	if r.over() {
		return tell(Rated{r.o.Assessment})
	}
	return nil
}

// over reports that every goal was rated or skipped.
func (r *Rate) over() bool { return r.at >= len(r.goals) }

// goal is the goal in view, nil when it is over.
func (r *Rate) goal() *dialog.Goal {
	if r.over() {
		return nil
	}
	return r.o.Record.Goal(r.goals[r.at])
}

// saved reports that the goal in view has its rating on the disk, and no other
// was begun.
func (r *Rate) saved() bool {
	if r.over() {
		return false
	}
	_, given := r.given[r.goals[r.at]]
	return given && r.typed == "" && !r.sender.busy
}

// Unsaved says what would be lost.
func (r *Rate) Unsaved() string {
	switch {
	case r.sender.busy:
		return "The rating of a goal is still being saved."
	case r.sender.err != nil:
		return "The rating of a goal is not saved."
	case r.typed != "":
		return "A rating was typed and not recorded."
	}
	return ""
}

// Update takes digits, and answers of the store.
func (r *Rate) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Refresh:
		r.o.Record = msg.Record
	case screen.Closing:
		return r.sender.closing()
	case rested:
		if msg.to == r.sender && msg.stroke == r.stroke {
			r.rested = true
		}
	case answered:
		if msg.to == r.sender {
			return r.answered(msg)
		}
	case tea.KeyPressMsg:
		if !r.sender.busy && !r.over() && !msg.IsRepeat {
			return r.press(msg)
		}
	}
	return nil
}

// rest starts the moment after a digit in which Enter does not count.
func (r *Rate) rest() tea.Cmd {
	r.rested = false
	to, stroke := r.sender, r.stroke
	return tea.Tick(chordGap, func(time.Time) tea.Msg { return rested{to, stroke} })
}

func (r *Rate) answered(msg answered) tea.Cmd {
	bodies := r.sender.bodies
	if !r.sender.take(msg) || len(bodies) != 1 {
		return nil
	}
	rated, ok := bodies[0].(*dialog.GoalRated)
	if !ok {
		return nil
	}
	r.given[rated.Goal] = dialog.GoalRating{Rating: rated.Rating, Assessment: rated.Assessment}
	r.typed = ""
	return tell(Saved{msg.committed})
}

func (r *Rate) press(msg tea.KeyPressMsg) tea.Cmd {
	asked, rested := r.asked, r.rested
	r.wrong, r.asked, r.rested = "", false, true
	r.stroke++
	switch {
	case key.Matches(msg, keyEsc):
		return r.leave(asked)
	case r.sender.err != nil && key.Matches(msg, keyRetry):
		return r.sender.again()
	case key.Matches(msg, keyNumber):
		r.digit(msg.String())
		return r.rest()
	case key.Matches(msg, keyErase):
		r.typed = ""
		r.sender.drop()
	case key.Matches(msg, keySkip):
		return r.move(1)
	case msg.String() == "enter" && !rested:
		r.wrong = r.words().ManyAtOnce
	case r.saved() && key.Matches(msg, keyOn):
		return r.move(1)
	case key.Matches(msg, keyRecord):
		return r.record()
	case r.typed != "" && (key.Matches(msg, keyNext) || key.Matches(msg, keyEarly)):
		r.wrong = r.words().TypedClear.With("n", r.typed)
	case key.Matches(msg, keyNext):
		return r.move(1)
	case key.Matches(msg, keyEarly):
		return r.move(-1)
	}
	return nil
}

// leave asks once where something is not recorded.
func (r *Rate) leave(asked bool) tea.Cmd {
	if r.typed != "" && !asked {
		r.asked = true
		r.wrong = r.words().TypedLeave.With("n", r.typed)
		return nil
	}
	return screen.GoBack
}

// digit adds a digit: 1 and 0 are 10, and any third one begins anew.
func (r *Rate) digit(d string) {
	if len(r.typed) >= 2 {
		r.typed = ""
	}
	r.typed += d
	r.sender.drop()
}

// number is what was typed, -1 where that is no rating.
func (r *Rate) number() int {
	n, err := strconv.Atoi(r.typed)
	if err != nil || n > dialog.HighestGoalRating || strconv.Itoa(n) != r.typed {
		return -1
	}
	return n
}

// record sends what was typed. Enter alone records nothing.
func (r *Rate) record() tea.Cmd {
	n := r.number()
	if n < 0 {
		r.wrong = r.words().Limits
		return nil
	}
	return r.sender.send(&dialog.GoalRated{Goal: r.goals[r.at], Rating: n, Assessment: r.o.Assessment})
}

// move goes to another goal, and ends behind the last one.
func (r *Rate) move(by int) tea.Cmd {
	r.typed = ""
	r.sender.drop()
	r.at = min(max(r.at+by, 0), len(r.goals))
	if r.over() {
		return tell(Rated{r.o.Assessment})
	}
	return nil
}

// Keys are those that do something now.
func (r *Rate) Keys() []key.Binding {
	var keys []key.Binding
	switch {
	case r.sender.err != nil:
		keys = []key.Binding{keyRetry, keyNumber, keySkip}
	case r.saved():
		keys = []key.Binding{keyOn, keyNumber}
	case r.number() >= 0:
		keys = []key.Binding{keyRecord, keyNumber, keyErase, keySkip}
	case r.typed != "":
		keys = []key.Binding{keyNumber, keyErase, keySkip}
	default:
		keys = []key.Binding{keyNumber, keySkip}
	}
	if r.at > 0 {
		keys = append(keys, keyEarly)
	}
	return spokenIn(r.o.Text, append(keys, keyEsc))
}

// Typing is never so: digits are the rating, and letters are commands.
func (r *Rate) Typing() bool { return false }
