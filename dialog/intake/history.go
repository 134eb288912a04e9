package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// History is a file read as assessments that were done elsewhere.
type History struct {
	From     Source
	SHA256   string
	Rows     int
	Clients  []Client // in the order in which the file first names them
	Problems Problems
	Unused   []string // columns that are not taken
	Doubled  []int    // lines that say what an earlier one says; counted once
	Empty    []int    // lines of assessments in which nothing is answered, chosen or agreed; left out
	Doubt    string   // why the file may be of the other program, "" where nothing says so
}

// Client is somebody as the file names them. The programs know people by a name and
// by nothing else, so who that is in the record has to be said by somebody.
type Client struct {
	Family, Given string // both "" where the file has no name
	Past          []Past // in the order of the days
}

// Name is what the file calls somebody, safe to show.
func (c *Client) Name() string {
	p := dialog.Person{Family: c.Family, Given: c.Given}
	return cmp.Or(p.ListName(), "(no name in the file)")
}

// Named reports whether the file says who it is.
func (c *Client) Named() bool { return c.Family != "" || c.Given != "" }

// Past is one assessment as the file has it. Who gave the answers, in which language,
// and whose an action was, no file says.
type Past struct {
	Line    int
	At      dialog.When
	Key     string // what tells it from the others of the same person
	Answers map[dialog.Domain]dialog.Answer
	Areas   []dialog.Domain // chosen to talk about
	Agreed  []dialog.AgreedElsewhere
}

// ReadHistory reads an export of a program. The error is about the file as a whole;
// what is wrong with rows is in the Problems. Today is the last day on which anything
// can have been done.
func ReadHistory(b []byte, from Source, today dialog.Date) (*History, error) {
	s, err := readSheet(b, true)
	if err != nil {
		return nil, err
	}
	columns, err := s.historyColumns()
	if err != nil {
		return nil, err
	}
	h := &History{From: from, SHA256: s.SHA256, Rows: len(s.Rows), Unused: s.Unused(func(i int) bool { return columns.used[i] })}
	in := historyIntake{sheet: s, columns: columns, today: today, out: h, clients: map[string]int{}, seen: map[string]*Past{}}
	for i := range s.Rows {
		in.row(&s.Rows[i])
	}
	for i := range h.Clients {
		slices.SortStableFunc(h.Clients[i].Past, func(a, b Past) int { return a.At.Compare(b.At) })
	}
	h.Doubt = in.doubt()
	return h, nil
}

// Whole says why a file may not be taken in, nil where it may.
func (h *History) Whole() error {
	if len(h.Problems) > 0 {
		return &dialog.Error{Code: dialog.Invalid, Message: "Nothing was taken in: " + h.Problems.Error(), Err: h.Problems}
	}
	return nil
}

// historyIntake reads rows.
type historyIntake struct {
	sheet   *Sheet
	columns *historyColumns
	today   dialog.Date
	out     *History
	clients map[string]int // their places by folded name
	seen    map[string]*Past
	highest bool // a rank of 7 is there
}

func (in *historyIntake) problem(line, column int, message string) {
	in.out.Problems.add(line, in.sheet.Name(column), message)
}

func (in *historyIntake) row(row *Row) {
	p := Past{Line: row.Line, Answers: map[dialog.Domain]dialog.Answer{}}
	in.start(row, &p)
	for _, d := range dialog.Domains() {
		in.area(row, d, &p)
	}
	if len(p.Answers)+len(p.Areas)+len(p.Agreed) == 0 {
		in.out.Empty = append(in.out.Empty, row.Line)
		return
	}
	in.keep(row, in.client(row), p)
}

// client finds or adds whom a row is about.
func (in *historyIntake) client(row *Row) int {
	family, given, comma := strings.Cut(row.Cells[in.columns.name], ",")
	if !comma { // Free DIALOG+ writes a name in one piece where it has only one of them
		family, given = "", family
	}
	clean := func(s string) string {
		c, err := text.Clean(s, text.Name)
		if err != nil {
			in.problem(row.Line, in.columns.name, "It "+err.Error()+".")
		}
		return c
	}
	c := Client{Family: clean(family), Given: clean(given)}
	key := text.Fold(c.Family) + "," + text.Fold(c.Given)
	i, there := in.clients[key]
	if !there {
		i = len(in.out.Clients)
		in.clients[key] = i
		in.out.Clients = append(in.out.Clients, c)
	}
	return i
}

func (in *historyIntake) start(row *Row, p *Past) {
	at, err := parseStart(row.Cells[in.columns.start])
	switch {
	case row.Cells[in.columns.start] == "":
		err = refuse("There is no day. Please take the row out, or put in when it was done.")
	case err == nil && in.today.Before(at.Date()):
		err = refuse("That day is still to come. Please check it.")
	}
	if err != nil {
		in.problem(row.Line, in.columns.start, dialog.ErrorMessage(err))
	}
	p.At = at
}

// area reads the four columns of one area.
func (in *historyIntake) area(row *Row, d dialog.Domain, p *Past) {
	cell := func(end string) (int, string) {
		i := in.columns.areas[d][end]
		return i, row.Cells[i]
	}
	var a dialog.Answer
	a.State, a.Rating = in.rating(row.Line, cell)
	switch i, s := cell(headHelp); s {
	case "":
	case "1":
		a.Help = dialog.HelpNot
	case "2":
		a.Help = dialog.HelpWanted
	default:
		in.problem(row.Line, i, "More help is 1 for no, 2 for yes, or empty.")
	}
	if a != (dialog.Answer{}) {
		p.Answers[d] = a
	}
	switch i, s := cell(headDiscussed); s {
	case "", "0":
	case "1":
		p.Areas = append(p.Areas, d)
	default:
		in.problem(row.Line, i, "Discussed is 0, 1, or empty.")
	}
	i, s := cell(headActions)
	for item := range strings.SplitSeq(s, ";") {
		words, err := text.Clean(item, dialog.ElsewhereLimits())
		if err != nil {
			in.problem(row.Line, i, "An action "+err.Error()+".")
		}
		if words != "" {
			p.Agreed = append(p.Agreed, dialog.AgreedElsewhere{Domain: d, Text: words})
		}
	}
}

// rating turns a rank into a rating. An empty one is an item that was not rated, and
// no number stands for that.
func (in *historyIntake) rating(line int, cell func(string) (int, string)) (dialog.State, int) {
	i, s := cell(headRank)
	if s == "" {
		return dialog.NotSeen, 0
	}
	first := in.out.From.firstRank()
	rank, err := strconv.Atoi(s)
	in.highest = in.highest || err == nil && rank == dialog.HighestRating
	rating := rank - first + dialog.LowestRating
	switch {
	case err != nil || len(s) > 1 || rating < dialog.LowestRating || rating > dialog.HighestRating:
		in.problem(line, i, fmt.Sprintf("%s writes a rating as a whole number from %d to %d, or nothing.", sentenceStart(in.out.From.Words()), first, first+dialog.HighestRating-dialog.LowestRating)+in.otherProgram(rank, err))
		return dialog.NotSeen, 0
	}
	return dialog.Rated, rating
}

// otherProgram says what a rank that one program does not write may mean.
func (in *historyIntake) otherProgram(rank int, err error) string {
	switch {
	case err == nil && rank == 0 && in.out.From == Tablet:
		return " A 0 is written by Free DIALOG+. Was the file exported there?"
	case err == nil && rank == dialog.HighestRating && in.out.From == FreeDIALOGPlus:
		return " A 7 is written by the tablet app. Was the file exported there, or taken from there into Free DIALOG+?"
	}
	return ""
}

// doubt says why the file may have been written by the other program. Taking it for
// the wrong one would make every rating one too high or one too low.
func (in *historyIntake) doubt() string {
	switch from := in.out.From; {
	case from == FreeDIALOGPlus && in.columns.misspelt:
		return "One column is spelt as the tablet app spells it."
	case from == Tablet && !in.columns.misspelt && !in.highest:
		return "No column is spelt as the tablet app spells it, and no rating in it is the highest, 7."
	}
	return ""
}

// keep adds an assessment unless the file says the same twice.
func (in *historyIntake) keep(row *Row, client int, p Past) {
	for n := 1; ; n++ {
		p.Key = string(mustText(p.At))
		if n > 1 {
			p.Key += " " + strconv.Itoa(n)
		}
		place := strconv.Itoa(client) + " " + p.Key
		earlier := in.seen[place]
		switch {
		case earlier == nil:
			in.seen[place] = &p
			c := &in.out.Clients[client]
			c.Past = append(c.Past, p)
			return
		case earlier.same(&p):
			in.out.Doubled = append(in.out.Doubled, row.Line)
			return
		case p.At.Exact() && in.out.Clients[client].Named():
			in.problem(row.Line, in.columns.start, fmt.Sprintf("Line %d has the same name and the same time, with other answers. Please see which one is right.", earlier.Line))
			return
		}
	}
}

func mustText(w dialog.When) []byte {
	b, _ := w.MarshalText() // it has no error to give
	return b
}

func (p *Past) same(other *Past) bool {
	return maps.Equal(p.Answers, other.Answers) && slices.Equal(p.Areas, other.Areas) && slices.Equal(p.Agreed, other.Agreed)
}

func sentenceStart(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
