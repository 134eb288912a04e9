// Package plain is the program without a screen: one line after another, options
// with numbers, nothing redrawn and nothing drawn with boxes. It is made for
// screen readers, braille displays, dumb terminals and pipes, and records through
// the same store as the screens do.
//
// Three rules hold everywhere. An empty line is never an answer. An answer counts
// once the line "Saved." follows it. When the input ends, whatever was saved
// stays, and a DIALOG that was begun waits to be resumed.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Keeper is what plain mode asks of the store.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Record(ctx context.Context, person dialog.ID) (*dialog.Record, error)
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
	OpenOther(ctx context.Context, by dialog.Identifiers, reason string) (dialog.ID, error)
	LatestAudit(ctx context.Context, most int) ([]dialog.AuditLine, error)
	May(dialog.Permission) bool
}

// Doors lock the record and open it again, where a worker takes back a keyboard that
// was handed over.
type Doors interface {
	// Hush keeps what is typed from being shown until the function it returns is
	// called. Where nobody types at a terminal it does nothing.
	Hush() (show func(), err error)
	// Lock closes the record.
	Lock(ctx context.Context) error
	// Reopen opens it with the passphrase of the worker who had it open. It stays locked
	// where that does not open it.
	Reopen(ctx context.Context, passphrase string) (Keeper, error)
}

// Options are what the program knows before the first line.
type Options struct {
	Keeper   Keeper
	Demo     bool
	ReadOnly bool
	Warning  string
	Sending  string // how much is not at the centre yet; "" where there is none
	Centre   Centre // nil where there is none
	Version  string
	Rules    dialog.Rules
	Worker   dialog.Worker // who is recording
	Text     *instrument.Text
	// Languages are those that the person can read the interview in, Text first; none
	// where there is no choice.
	Languages []*instrument.Text
	// Directory is the service's own, of what there is nearby; nil for none.
	Directory *dialog.Directory
	About     []string // the pages "about", line by line
	Now       func() time.Time
	Piped     bool // the input is not typed at a terminal
	// Wrap cuts a line at its words to what the terminal shows now; nil leaves lines
	// whole, for what is read by a program or kept in a file.
	Wrap  func(line string) []string
	Doors Doors // nil: the keyboard cannot be handed over
}

// session is one run of plain mode.
type session struct {
	console
	o      Options
	tongue *instrument.Text // in which the person whose record is open reads the interview
	ctx    context.Context
	worker dialog.ID
}

// Run works through the program line by line until the worker leaves or the
// input ends. Both are a good end; an error means the output is gone.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	s := &session{console: console{in: bufio.NewReader(in), out: out, newline: o.Piped, wrap: o.Wrap}, o: o, tongue: o.Text, ctx: ctx, worker: o.Worker.ID}
	s.greet()
	err := s.menu()
	if errors.Is(err, errEnded) && s.err == nil {
		s.say("The input has ended. What was saved is kept.")
	}
	if s.err != nil {
		return fmt.Errorf("failed to write: %w", s.err)
	}
	if errors.Is(err, errEnded) || errors.Is(err, errBack) {
		return nil
	}
	return err
}

func (s *session) greet() {
	s.say("Alongside %s, line by line.", s.o.Version)
	if s.o.Demo {
		s.say("DEMO: everybody in this record is made up.")
	}
	if s.o.ReadOnly {
		s.say("VIEW ONLY: the record cannot be written to. Nothing will be saved.")
	}
	if s.o.Warning != "" {
		s.say("Please check: %s", s.o.Warning)
	}
	if s.o.Sending != "" {
		s.say("%s. What was kept back, and why, can be heard from the menu.", s.o.Sending)
	}
	s.say("Recording as %s.", text.Show(s.o.Worker.Name))
	s.say("Type the number or letter of a choice and press Enter. An empty line is never an answer. b goes back.")
	s.gap()
}

// index turns the key of a numbered option into its place, counted from 0.
func index(key string) int {
	n := 0
	for _, r := range key {
		n = n*10 + int(r-'0')
	}
	return n - 1
}

// entry is one line of a menu, and what it leads to.
type entry struct {
	words string
	do    func() error
}

// entries are the top of the program, as far as the worker's role goes.
func (s *session) entries() []entry {
	var all []entry
	add := func(p dialog.Permission, words string, do func() error) {
		if s.o.Keeper.May(p) {
			all = append(all, entry{words, do})
		}
	}
	audit := func() {
		add(dialog.PermAudit, "List who did what, the latest first", s.listAudit)
		add(dialog.PermAudit, "Search who did what", s.searchAudit)
	}
	works := s.o.Keeper.May(dialog.PermOpenOwn)
	if !works {
		audit()
	}
	add(dialog.PermOpenOwn, "Find a person", s.find)
	add(dialog.PermOpenOwn, "List who is unfinished, due or overdue", func() error { return s.list(true) })
	add(dialog.PermOpenOwn, "List everybody", func() error { return s.list(false) })
	add(dialog.PermEditPeople, "Add a person", s.add)
	all = append(all, entry{"About this program and your answers", s.about})
	add(dialog.PermOpenOthers, "Open the record of somebody on another caseload", s.openOther)
	if works {
		audit()
	}
	add(dialog.PermOpenOwn, "Hear who there is to look at, and why", s.board)
	add(dialog.PermOpenOwn, "Hear what records lack", s.gaps)
	if _, ok := s.o.Keeper.(Counter); ok {
		add(dialog.PermTeamReport, "Hear the figures of a team, or of all teams", s.figures)
	}
	if s.o.Centre != nil {
		add(dialog.PermOpenOwn, "Hear what was kept back from the centre, and try it again", s.keptBack)
	}
	return all
}

// errOver says that the worker leaves the program.
var errOver = errors.New("the program is left")

func (s *session) leave() error {
	s.say("Goodbye. Everything that was saved is kept.")
	return errOver
}

func (s *session) about() error {
	for _, line := range s.o.About {
		s.say("%s", line)
	}
	return nil
}

// menu is the top of the program.
func (s *session) menu() error {
	entries := s.entries()
	words := make([]string, len(entries))
	for i, e := range entries {
		words[i] = e.words
	}
	options := append(numbered(words...), option{"0", "Leave"})
	for {
		s.gap()
		key, err := s.choose("What would you like to do?", options)
		switch {
		case err == nil && key == "0":
			err = s.leave()
		case err == nil:
			err = entries[index(key)].do()
		}
		switch {
		case errors.Is(err, errOver):
			return nil
		case err != nil && !errors.Is(err, errBack):
			return err
		}
	}
}

// recordAt saves changes made at a time and says whether that worked.
func (s *session) recordAt(person dialog.ID, at dialog.When, bodies ...dialog.Body) (dialog.Committed, bool) {
	changes := make([]dialog.Change, len(bodies))
	for i, body := range bodies {
		changes[i] = dialog.Change{Person: person, Worker: s.worker, DoneAt: at, Body: body}
	}
	committed, err := s.o.Keeper.Append(s.ctx, changes...)
	if err != nil {
		s.refuse(err)
		return committed, false
	}
	s.say("%s", s.tongue.Words.Lines.Saved)
	return committed, true
}

func (s *session) today() dialog.Date { return dialog.DateOf(s.o.Now()) }
