package intake

import "fmt"

// Problem is something in a file that keeps it from being taken. It says where and
// never what stands there.
type Problem struct {
	Line    int
	Column  string
	Message string
}

// String says where and what: "line 3, DOB: There is no such day."
func (p Problem) String() string { return fmt.Sprintf("line %d, %s: %s", p.Line, p.Column, p.Message) }

// Problems are all that keeps a file from being taken.
type Problems []Problem

// Error says the first of them and how many there are.
func (p Problems) Error() string {
	if len(p) == 1 {
		return p[0].String()
	}
	return fmt.Sprintf("%s (the first of %d)", p[0], len(p))
}

// mostProblems is how many are listed. Nobody reads more before going back to the
// file.
const mostProblems = 200

func (p *Problems) add(line int, column, message string) {
	if len(*p) < mostProblems {
		*p = append(*p, Problem{line, column, message})
	}
}
