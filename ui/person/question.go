package person

import (
	"cmp"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// question asks whether the person being written down is somebody who is in the
// record already, with both in view.
type question struct {
	adding     bool
	person     dialog.Person // as it was typed
	candidates []candidate   // at least one, the likeliest first
	at         int           // the candidate in view
	saving     bool

	mine   dialog.When // when the person's own last DIALOG was, where there may be one
	untold bool        // that of the other one is not known
	there  string      // what the other one is called; "In the record already" where it is ""
}

// answer is what was decided.
type answer int

const (
	undecided  answer = iota
	openThere         // it is the same person: open what is there
	saveAnyway        // they are two people: save
	goBack            // something was typed wrongly
)

func (q *question) shown() candidate { return q.candidates[q.at] }

// numberTaken reports that the NHS number belongs to somebody else. One number
// is never saved with two people: whoever looks for it must find one.
func (q *question) numberTaken() bool { return q.candidates[0].likeness == sameNumber }

// toSave is the person as they are saved when they are not the same.
func (q *question) toSave() dialog.Person {
	p := q.person
	if q.numberTaken() {
		p.NHSNumber = ""
	}
	return p
}

var (
	keyOpenThere  = screen.Key("1", "same person")
	keySaveAnyway = screen.Key("2", "two people")
	keyGoBack     = screen.Key("3", "go back", "3", "esc")
	keyNext       = screen.Key("←/→", "the next one like it", "right", "left")
)

// press takes a key. Enter decides nothing.
func (q *question) press(msg tea.KeyPressMsg) answer {
	switch {
	case key.Matches(msg, keyOpenThere):
		return openThere
	case key.Matches(msg, keySaveAnyway):
		return saveAnyway
	case key.Matches(msg, keyGoBack):
		return goBack
	case msg.Keystroke() == "right":
		q.at = min(q.at+1, len(q.candidates)-1)
	case msg.Keystroke() == "left":
		q.at = max(q.at-1, 0)
	}
	return undecided
}

func (q *question) keys() []key.Binding {
	if q.saving {
		return nil
	}
	keys := []key.Binding{keyOpenThere, keySaveAnyway, keyGoBack}
	if len(q.candidates) > 1 {
		keys = append(keys, keyNext)
	}
	return append(keys, screen.HelpKey)
}

// title asks, and says why.
func (q *question) title() string {
	asked := map[likeness]string{
		sameNumber:  "This NHS number is in the record already. Is this the same person?",
		sameLocalID: "This local patient id is in the record already. Is this the same person?",
		nameAndDate: "A similar name with this date of birth is there. Is this the same person?",
		sameName:    "This name is in the record already. Is this the same person?",
	}[q.shown().likeness]
	if n := len(q.candidates); n > 1 {
		asked += fmt.Sprintf(" (%d of %d)", q.at+1, n)
	}
	return asked
}

// options are what can be decided, each after its number.
func (q *question) options() []string {
	save := "No, they are two people: save this one as well"
	if q.numberTaken() {
		save = "No, they are two people: save this one without the NHS number"
	}
	there := "Yes: open the one that is there"
	if !q.adding {
		there = "Yes: open the other one, and save nothing here"
	}
	return []string{there, save, "Go back to what was typed"}
}

func (q *question) draw(f screen.Frame) screen.Drawing {
	var lines []string
	for _, l := range screen.Wrap(q.title(), f.Width) {
		lines = append(lines, f.Theme.Warning.Render(l))
	}
	const optionsHeight = 4
	if f.Width >= 70 && f.Height >= len(lines)+len(q.rows())+optionsHeight+3 {
		lines = append(append(lines, ""), q.table(f)...)
		lines = append(lines, "")
	} else {
		lines = append(lines, q.blocks(f)...)
	}
	at := len(lines)
	for i, o := range q.options() {
		for j, l := range screen.Hang(fmt.Sprintf("%d  ", i+1), o, f.Width) {
			if j == 0 {
				l = f.Theme.Key.Render(l[:1]) + l[1:]
			}
			lines = append(lines, l)
		}
	}
	if q.saving {
		lines = append(lines, f.Theme.Warning.Render(f.Theme.Signs("Saving…")))
	}
	visible, offset := screen.Window(lines, at, f.Height)
	return drawing(visible, at-offset)
}

// compared is one thing that two people are told apart by, with a word on whether
// it is the same.
type compared struct{ label, mine, theirs, verdict string }

// rows are the things in view of both people.
func (q *question) rows() []compared {
	a, b := q.person, q.shown().Person
	mine, last := "", "no DIALOG yet"
	if s := q.shown(); !s.Last.IsZero() {
		last = s.Last.Date().String()
	}
	if !q.mine.IsZero() {
		mine = q.mine.Date().String()
	}
	rows := []compared{
		{"Name", a.ListName(), b.ListName(), verdict(text.Fold(a.Family+" "+a.Given), text.Fold(b.Family+" "+b.Given))},
		{"Called", text.Show(a.Preferred), text.Show(b.Preferred), verdict(text.Fold(a.Preferred), text.Fold(b.Preferred))},
		{"Born", a.BirthDate.String(), b.BirthDate.String(), verdict(a.BirthDate.ISO(), b.BirthDate.ISO())},
		{"NHS number", a.NHSNumber.String(), b.NHSNumber.String(), verdict(string(a.NHSNumber), string(b.NHSNumber))},
		{"Local id", text.Show(a.LocalPatientID), text.Show(b.LocalPatientID), verdict(text.Fold(a.LocalPatientID), text.Fold(b.LocalPatientID))},
	}
	if q.untold {
		return rows
	}
	return append(rows, compared{"Last DIALOG", mine, last, ""})
}

// verdict says in a word whether two things are the same, nothing where one of
// them is not known.
func verdict(a, b string) string {
	switch {
	case a == "" || b == "":
		return ""
	case a == b:
		return "same"
	}
	return "different"
}

// table draws the two people side by side.
func (q *question) table(f screen.Frame) []string {
	const label, verdict, gap = 12, 9, 2
	width := (f.Width - label - verdict - 3*gap) / 2
	line := func(th *theme.Theme, cells ...string) string {
		return screen.Pad(cells[0], label, "") + "  " + screen.Pad(cells[1], width, th.Glyphs.Ellipsis) + "  " +
			screen.Pad(cells[2], width, th.Glyphs.Ellipsis) + "  " + cells[3]
	}
	mine := "This one"
	if q.adding {
		mine = "The new one"
	}
	lines := []string{f.Theme.Strong.Render(line(f.Theme, "", mine, cmp.Or(q.there, "In the record already"), ""))}
	for _, r := range q.rows() {
		lines = append(lines, line(f.Theme, r.label, f.Theme.Who(r.mine), f.Theme.Who(r.theirs), r.verdict))
	}
	return lines
}

// blocks draws the two people below each other, in few lines.
func (q *question) blocks(f screen.Frame) []string {
	tell := func(p dialog.Person) string {
		return f.Theme.Who(fmt.Sprintf("%s, born %s, NHS No. %s", p.ListName(), p.BirthDate, p.NHSNumber))
	}
	mine := "This one: "
	if q.adding {
		mine = "New: "
	}
	lines := screen.Hang("", mine+tell(q.person), f.Width)
	return append(lines, screen.Hang("", "There: "+tell(q.shown().Person), f.Width)...)
}
