package cli

import (
	"fmt"
	"io"
	"time"

	"alongside/ui/unlock"
)

// attendedReader ends the input when somebody who types has typed nothing for a
// while: a record must not stay open on a laptop that was left alone. What comes
// from a pipe takes its time.
type attendedReader struct {
	env   Env
	limit time.Duration // 0 for none
	lines chan piece
	done  chan struct{}
	rest  []byte
}

type piece struct {
	b   []byte
	err error
}

func attended(env Env) *attendedReader {
	r := &attendedReader{env: env, lines: make(chan piece), done: make(chan struct{})}
	if !env.typed() {
		return r
	}
	r.limit = unlock.DefaultPolicy().Lock
	go r.read()
	return r
}

// read hands on what is typed until the reader is stopped. One read may stay
// behind, waiting for a key.
func (r *attendedReader) read() {
	for {
		b := make([]byte, 4096)
		n, err := r.env.In.Read(b)
		select {
		case r.lines <- piece{b[:n], err}:
		case <-r.done:
			return
		}
		if err != nil {
			return
		}
	}
}

// Read returns what was typed, io.EOF once nobody has typed for too long.
func (r *attendedReader) Read(b []byte) (int, error) {
	if r.limit == 0 {
		return r.env.In.Read(b)
	}
	if len(r.rest) == 0 {
		wait := time.NewTimer(r.limit)
		defer wait.Stop()
		select {
		case p := <-r.lines:
			if r.rest = p.b; p.err != nil && len(p.b) == 0 {
				return 0, p.err
			}
		case <-wait.C:
			_, _ = fmt.Fprintf(r.env.Out, "\nNobody typed for %d minutes, so the record is closed now.\n", int(r.limit.Minutes()))
			return 0, io.EOF
		}
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *attendedReader) stop() { close(r.done) }
