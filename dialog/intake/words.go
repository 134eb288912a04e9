package intake

import (
	"fmt"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Says tells what the file is as a table: how it is written and how long it is.
func (s *Sheet) Says() string {
	between := map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs"}[s.Separator]
	return fmt.Sprintf("%s, %s between the cells, %s.", s.Encoding, between, counted(len(s.Rows), "row", "rows"))
}

// Says tells what would come of taking the file in, a sentence each.
func (c *Caseload) Says() []string {
	var said []string
	alike := c.Count((*Newcomer).Likely)
	said = append(said, counted(c.Count((*Newcomer).New)-alike, "person is new.", "people are new."))
	if n := c.Count(func(n *Newcomer) bool { return !n.Known.IsZero() }); n > 0 {
		said = append(said, counted(n, "is", "are")+" on your caseload already, by a number. Nothing about them is changed."+c.differing())
	}
	if n := c.Count(func(n *Newcomer) bool { return n.Elsewhere }); n > 0 {
		said = append(said, counted(n, "is", "are")+" in the record already, on another caseload, and left out: "+c.lines(func(n *Newcomer) bool { return n.Elsewhere })+".")
	}
	if alike > 0 {
		said = append(said, counted(alike, "may be", "may be")+" in the record already, or twice in the file, by name and date of birth:")
	}
	return said
}

// Likely tells of each who may be somebody already, at most mostNamed, whom they may be.
// Who makes the words for a person, as the reader may see them.
func (c *Caseload) Likely(who func(*dialog.Person) string) []string {
	var said []string
	for _, n := range c.First(mostNamed, (*Newcomer).Likely) {
		whose := "in the record"
		if n.Alike.Line > 0 {
			whose = "on line " + strconv.Itoa(n.Alike.Line)
		}
		said = append(said, fmt.Sprintf("line %d: %s; %s: %s", n.Line, who(&n.Person), whose, who(&n.Alike.Person)))
	}
	if more := c.Count((*Newcomer).Likely) - len(said); more > 0 {
		said = append(said, "and "+strconv.Itoa(more)+" more")
	}
	return said
}

// NotTaken names the columns that are not used, "" where all are.
func (c *Caseload) NotTaken() string { return notTaken(c.Unused) }

func notTaken(unused []string) string {
	if len(unused) == 0 {
		return ""
	}
	return "Not taken: the " + plural(len(unused), "column ", "columns ") + and(unused) + "."
}

// differing says of whom the record says something else.
func (c *Caseload) differing() string {
	var lines []string
	for i := range c.People {
		n := &c.People[i]
		if len(n.Differs) == 0 {
			continue
		}
		var fields []string
		for _, f := range n.Differs {
			fields = append(fields, lowerFirst(f.Words()))
		}
		lines = append(lines, "line "+strconv.Itoa(n.Line)+" ("+and(fields)+")")
	}
	if len(lines) == 0 {
		return ""
	}
	return " The record says something else in " + and(atMost(lines)) + "."
}

// lines names the lines of some of the people.
func (c *Caseload) lines(is func(*Newcomer) bool) string {
	var lines []int
	for i := range c.People {
		if is(&c.People[i]) {
			lines = append(lines, c.People[i].Line)
		}
	}
	return lineNumbers(lines)
}

func lineNumbers(lines []int) string {
	words := make([]string, len(lines))
	for i, line := range lines {
		words[i] = strconv.Itoa(line)
	}
	return plural(len(lines), "line ", "lines ") + and(atMost(words))
}

// mostNamed is how many lines a sentence names.
const mostNamed = 12

func atMost(words []string) []string {
	if len(words) <= mostNamed {
		return words
	}
	return append(append([]string{}, words[:mostNamed]...), strconv.Itoa(len(words)-mostNamed)+" more")
}

// Says tells what is in the file, a sentence each.
func (h *History) Says() []string {
	assessments := 0
	var first, last dialog.When
	for i := range h.Clients {
		for _, p := range h.Clients[i].Past {
			assessments++
			if first.IsZero() || p.At.Compare(first) < 0 {
				first = p.At
			}
			if last.IsZero() || p.At.Compare(last) > 0 {
				last = p.At
			}
		}
	}
	said := []string{fmt.Sprintf("%s of %s, from %s to %s.", counted(assessments, "DIALOG", "DIALOGs"), counted(len(h.Clients), "person", "people"), first.Date(), last.Date())}
	if len(h.Doubled) > 0 {
		said = append(said, "Said twice in the file, and counted once: "+lineNumbers(h.Doubled)+".")
	}
	if len(h.Empty) > 0 {
		said = append(said, "Begun, with nothing answered, and left out: "+lineNumbers(h.Empty)+".")
	}
	return append(said, "Who gave the answers, and whose an action was, is not in the file and stays not known. Times are those of the clock in England.")
}

// NotTaken names the columns that are not used, "" where all are.
func (h *History) NotTaken() string { return notTaken(h.Unused) }

// Sample tells one assessment as it would be recorded, to be compared with what the
// other program shows: taken for a file of the wrong one, every rating would be one
// too high or too low. It is "" where there is none with a name.
func (h *History) Sample(words *instrument.Text) string {
	for i := range h.Clients {
		c := &h.Clients[i]
		if !c.Named() {
			continue
		}
		for _, p := range c.Past {
			var parts []string
			for _, d := range dialog.Domains() {
				if a := p.Answers[d]; a.State == dialog.Rated {
					parts = append(parts, lowerFirst(words.Short(d))+" "+strconv.Itoa(a.Rating))
				}
			}
			if len(parts) > 0 {
				return fmt.Sprintf("Line %d, %s: %s.", p.Line, p.At.Date(), strings.Join(parts, ", "))
			}
		}
	}
	return ""
}

func counted(n int, one, many string) string { return strconv.Itoa(n) + " " + plural(n, one, many) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// lowerFirst begins a name in the middle of a sentence, unless it begins with an
// abbreviation.
func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:min(len(s), 1)]) + s[min(len(s), 1):]
}
