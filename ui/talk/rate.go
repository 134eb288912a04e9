package talk

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Rate asks for one goal after another how near it feels, 0 to 10. Nothing is
// chosen beforehand; a goal can be skipped, and skipping records nothing. The
// earlier rating appears only once the new one is recorded.
type Rate struct {
	o      Options
	token  *token
	goals  []dialog.ID
	at     int
	typed  string // the digits so far, at most two
	saving bool
	saved  bool   // the goal in view has its rating on the disk
	wrong  string // what is wrong with what was typed, or why it was not saved
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
	return &Rate{o: o, token: new(token), goals: goals}
}

var (
	keyNumber = key.NewBinding(key.WithKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), key.WithHelp("0-10", "type the rating"))
	keyRecord = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "record it"))
	keyOn     = key.NewBinding(key.WithKeys("enter", "right", "down"), key.WithHelp("enter", "go on"))
	keySkip   = key.NewBinding(key.WithKeys("s", "right", "down"), key.WithHelp("s", "skip this goal"))
	keyEarly  = key.NewBinding(key.WithKeys("left", "up"), key.WithHelp("←", "the goal before"))
	keyErase  = key.NewBinding(key.WithKeys("backspace"), key.WithHelp("backspace", "clear"))
	keyEsc    = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave"))
)

// Init ends at once where there is no goal to rate.
func (r *Rate) Init() tea.Cmd {
	if len(r.goals) == 0 {
		return tell(Rated{r.o.Assessment})
	}
	return nil
}

// Unsaved says that a rating is on its way.
func (r *Rate) Unsaved() string {
	if r.saving {
		return "The rating of a goal is not saved yet."
	}
	return ""
}

// Update takes digits, and answers of the store.
func (r *Rate) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Refresh:
		r.o.Record = msg.Record
	case answered:
		if msg.to == r.token {
			return r.answered(msg)
		}
	case tea.KeyPressMsg:
		if !r.saving && r.at < len(r.goals) {
			return r.press(msg)
		}
	}
	return nil
}

func (r *Rate) answered(msg answered) tea.Cmd {
	r.saving = false
	if msg.err != nil {
		r.wrong = "NOT SAVED: " + dialog.ErrorMessage(msg.err) + " Press Enter to try again."
		return nil
	}
	r.saved = true
	r.o.Record = msg.committed.Record
	return tell(Saved{msg.committed})
}

func (r *Rate) press(msg tea.KeyPressMsg) tea.Cmd {
	r.wrong = ""
	switch {
	case key.Matches(msg, keyEsc):
		return screen.GoBack
	case r.saved && key.Matches(msg, keyOn):
		return r.move(1)
	case key.Matches(msg, keyEarly):
		return r.move(-1)
	case key.Matches(msg, keyNumber):
		if r.saved || len(r.typed) >= 2 {
			r.saved, r.typed = false, ""
		}
		r.typed += msg.String()
	case key.Matches(msg, keyErase):
		if !r.saved {
			r.typed = ""
		}
	case key.Matches(msg, keyRecord):
		return r.record()
	case key.Matches(msg, keySkip):
		return r.move(1)
	}
	return nil
}

// record sends what was typed. Enter alone records nothing.
func (r *Rate) record() tea.Cmd {
	n, err := strconv.Atoi(r.typed)
	if err != nil || n > dialog.HighestGoalRating || strconv.Itoa(n) != r.typed {
		r.wrong = "Type a whole number from 0 to 10, or s to skip this goal."
		return nil
	}
	r.saving = true
	return keep(r.o, r.token, &dialog.GoalRated{Goal: r.goals[r.at], Rating: n, Assessment: r.o.Assessment})
}

func (r *Rate) move(by int) tea.Cmd {
	r.typed, r.saved = "", false
	r.at = max(r.at+by, 0)
	if r.at >= len(r.goals) {
		r.at = len(r.goals)
		return tell(Rated{r.o.Assessment})
	}
	return nil
}

// Draw draws one goal, large, with the scale below it.
func (r *Rate) Draw(f screen.Frame) screen.Drawing {
	if r.at >= len(r.goals) {
		return screen.Drawing{}
	}
	g := r.o.Record.Goal(r.goals[r.at])
	th := f.Theme
	roomy := f.Height >= 16
	lines := []string{th.Title.Render(fmt.Sprintf("Goal %d of %d", r.at+1, len(r.goals)))}
	space := func() {
		if roomy {
			lines = append(lines, "")
		}
	}
	space()
	for _, line := range screen.Wrap("“"+text.Show(g.Text)+"”", min(f.Width, 70)) {
		lines = append(lines, th.Strong.Render(line))
	}
	space()
	lines = append(lines, screen.Wrap("How near does it feel today? 0 nothing of it, 10 all of it.", f.Width)...)
	if roomy {
		lines = append(lines, th.Quiet.Render("This is Alongside's own scale, not part of DIALOG."))
	}
	space()
	line, x := r.scale(f)
	y := len(lines)
	lines = append(lines, line)
	space()
	lines = append(lines, screen.Wrap(r.state(f, g), f.Width)...)
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &screen.Point{X: x, Y: y}}
}

// scale is the number as it was typed.
func (r *Rate) scale(f screen.Frame) (line string, cursor int) {
	label := "Your rating: "
	typed := r.typed
	if typed == "" {
		typed = "__"
	}
	return label + f.Theme.Chosen.Render(typed), screen.Width(label) + len(r.typed)
}

// state says what is saved, what is wrong, and the earlier rating once the new
// one is recorded.
func (r *Rate) state(f screen.Frame, g *dialog.Goal) string {
	switch {
	case r.wrong != "":
		return r.wrong
	case r.saving:
		return "Saving" + f.Theme.Glyphs.Ellipsis
	case r.saved:
		return f.Theme.Glyphs.Tick + " saved. " + before(g)
	}
	return "Not rated today."
}

// before tells the rating before the last.
func before(g *dialog.Goal) string {
	if len(g.Ratings) < 2 {
		return "This is the first rating of this goal."
	}
	last := g.Ratings[len(g.Ratings)-2]
	return fmt.Sprintf("On %s it was %d.", last.At.Date(), last.Rating)
}

// Keys are those that do something now.
func (r *Rate) Keys() []key.Binding {
	if r.saved {
		return []key.Binding{keyOn, keyNumber, keyEarly, keyEsc}
	}
	return []key.Binding{keyNumber, keyRecord, keySkip, keyErase, keyEarly, keyEsc}
}

// Typing is so: digits are the rating, and there is no other use for letters.
func (r *Rate) Typing() bool { return false }
