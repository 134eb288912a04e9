package cli

import (
	"fmt"
	"time"

	xterm "golang.org/x/term"
)

// bar tells on one line of a terminal how far something is. Where nobody looks, and
// while it has taken less than a second, it says nothing.
type bar struct {
	env   Env
	began time.Time
	last  time.Time
	shown bool
}

func newBar(env Env) *bar { return &bar{env: env, began: time.Now()} }

// progress tells how much of how much is done, a few times a second.
func (b *bar) progress(done, of int) {
	now := time.Now()
	if b.env.OutFile == nil || !xterm.IsTerminal(int(b.env.OutFile.Fd())) || now.Sub(b.began) < time.Second || now.Sub(b.last) < 200*time.Millisecond {
		return
	}
	b.last, b.shown = now, true
	const width = 30
	full := width * done / max(of, 1)
	_, _ = fmt.Fprintf(b.env.Err, "\r[%-*s] %d of %d people", width, stars(full), done, of)
}

func stars(n int) string { return fmt.Sprintf("%.*s", n, "##############################") }

// end takes the line away.
func (b *bar) end() {
	if b.shown {
		_, _ = fmt.Fprintf(b.env.Err, "\r%*s\r", 60, "")
	}
}
