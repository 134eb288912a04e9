package cli

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// OnStage runs a model on the terminal as the program is run, and returns the
// exit code.
func OnStage(env Env, model tea.Model) int {
	s := newStage(env)
	defer s.close()
	if err := s.run(func() tea.Model { return model }, programOptions(context.Background(), env.mode())...); err != nil {
		fmt.Fprintln(env.Err, sentence(err))
		return exitFailed
	}
	return exitDone
}
