package plain

import (
	"context"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report/figures"
	"alongside/dialog/text"
)

// Counter is what the figures of a team are counted from.
type Counter interface {
	Teams(ctx context.Context) ([]string, error)
	EachCounted(ctx context.Context, progress func(done, of int), do func(*dialog.Counted) error) error
}

// told is wider than any sentence, so that each is one line.
const told = 1 << 16

// figures tells the figures of a team or of all teams, a section at a time.
func (s *session) figures() error {
	q := figures.Year(dialog.DateOf(s.o.Now()))
	c, ok := s.o.Keeper.(Counter)
	if !ok {
		return nil
	}
	teams, err := c.Teams(s.ctx)
	if err != nil {
		s.say("The figures cannot be counted: %s", dialog.ErrorMessage(err))
		return nil
	}
	if q.Team, err = s.whichTeam(teams); err != nil {
		return err
	}
	if err := s.whichDays(&q); err != nil {
		return err
	}
	f := figures.New(q)
	if err := c.EachCounted(s.ctx, nil, func(p *dialog.Counted) error { f.Add(p); return nil }); err != nil {
		s.say("The figures cannot be counted: %s", dialog.ErrorMessage(err))
		return nil
	}
	return s.tellFigures(f.Report(s.o.Text))
}

func (s *session) whichTeam(teams []string) (string, error) {
	options := []option{{"a", "all teams"}}
	for i, t := range teams {
		options = append(options, option{strconv.Itoa(i + 1), text.Show(t)})
	}
	key, err := s.choose("Which team?", options)
	if err != nil || key == "a" {
		return "", err
	}
	return teams[index(key)], nil
}

// whichDays asks for the span; an empty line leaves it as it is.
func (s *session) whichDays(q *figures.Question) error {
	for {
		for _, day := range []struct {
			what string
			at   *dialog.Date
		}{{"first", &q.From}, {"last", &q.To}} {
			if err := s.whichDay(day.what, day.at); err != nil {
				return err
			}
		}
		err := q.Check()
		if err == nil {
			return nil
		}
		s.say("%s", dialog.ErrorMessage(err))
	}
}

func (s *session) whichDay(what string, at *dialog.Date) error {
	for {
		line, err := s.words("The "+what+" day, or an empty line for "+at.String()+":", text.Ident)
		if err != nil || strings.TrimSpace(line) == "" {
			return err
		}
		day, err := dialog.ParseDateFrom(line, dialog.DateOf(s.o.Now()))
		if err == nil {
			*at = day
			return nil
		}
		s.say("%s", dialog.ErrorMessage(err))
	}
}

// tellFigures tells one section after another, in the order they are read, or the one
// that is asked for.
func (s *session) tellFigures(r *figures.Report) error {
	s.gap()
	s.say("%s: %s. %s", r.Title, r.Of, r.Span())
	options := make([]option, len(r.Sections))
	for i := range r.Sections {
		options[i] = option{strconv.Itoa(i + 1), r.Sections[i].Title}
	}
	options = append(options, option{"a", "all of it"})
	for {
		key, err := s.choose("Which part? b goes back.", options)
		if err != nil {
			return err
		}
		sections := r.Sections
		if key != "a" {
			sections = sections[index(key) : index(key)+1]
		}
		for i := range sections {
			s.gap()
			for _, l := range sections[i].Told(told) {
				s.say("%s", l.Text)
			}
		}
		s.gap()
	}
}
