package input

import (
	"errors"
	"io"
	"sync"
	"syscall"
	"time"
)

// File is the terminal that keys come from: an open file, such as the standard
// input.
//
// It is what the terminal library asks of an input that it is to put into raw
// mode. It must not have a Name method: the library would then wait for the file
// itself to become ready and never ask the guard, which has things to say when
// nothing comes.
type File interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// Guard reads the keys of a terminal and gives on what the package promises. It
// is given to the terminal library in the place of the terminal. Read is for one
// reader at a time.
type Guard struct {
	file   File
	chunks chan chunk
	ended  func(error)

	filter filter
	left   []byte // of the unit that did not fit the last reader
	over   bool   // no more chunks

	closed chan struct{}
	close  sync.Once
}

// chunk is what one read gave, and when.
type chunk struct {
	data []byte
	at   time.Time
}

const (
	chunkSize   = 4096
	chunksAhead = 16 // so that moments stay true while the program is busy
	tryAgain    = 10 * time.Millisecond
)

// New starts to read the file. When it ends or fails, as when the terminal has
// gone away, ended is called once with the reason, io.EOF for an end; Read gives
// io.EOF then, whatever the reason.
//
// A read that has begun cannot be called back, so that one stays behind after
// Close until the file gives something or ends. Ended is not called by then.
func New(file File, ended func(error)) *Guard {
	g := &Guard{file: file, chunks: make(chan chunk, chunksAhead), ended: ended, closed: make(chan struct{})}
	go g.readAll()
	return g
}

// Fd returns the file descriptor of the terminal.
func (g *Guard) Fd() uintptr { return g.file.Fd() }

// Write writes to the terminal.
func (g *Guard) Write(p []byte) (int, error) { return g.file.Write(p) }

// Close ends Read. It leaves the file open, since it belongs to who opened it.
func (g *Guard) Close() error {
	g.close.Do(func() { close(g.closed) })
	return nil
}

// readAll reads the file until it ends.
func (g *Guard) readAll() {
	defer close(g.chunks)
	buf := make([]byte, chunkSize)
	for {
		n, err := g.file.Read(buf)
		if n > 0 {
			select {
			case g.chunks <- chunk{append([]byte(nil), buf[:n]...), time.Now()}:
			case <-g.closed:
				return
			}
		}
		switch {
		case err == nil:
		case errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EINTR):
			time.Sleep(tryAgain) // another program has made the terminal not wait
		default:
			g.tell(err)
			return
		}
	}
}

func (g *Guard) tell(err error) {
	select {
	case <-g.closed:
	default:
		g.ended(err)
	}
}

// Read returns the next keys and pastes. It never tears a character or a
// sequence, as long as p holds at least 1,024 bytes. After Close or the end of
// the file it returns io.EOF.
func (g *Guard) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		select {
		case <-g.closed:
			return 0, io.EOF
		default:
		}
		if n := g.take(p); n > 0 {
			return n, nil
		}
		if g.over {
			return 0, io.EOF
		}
		g.wait()
	}
}

// take moves what is ready into p.
func (g *Guard) take(p []byte) int {
	n := copy(p, g.left)
	g.left = g.left[n:]
	for len(g.left) == 0 && len(g.filter.out) > 0 {
		u := g.filter.out[0]
		if n > 0 && len(u) > len(p)-n {
			return n
		}
		g.filter.out = g.filter.out[1:]
		c := copy(p[n:], u)
		n, g.left = n+c, u[c:]
	}
	if len(g.filter.out) == 0 {
		g.filter.out = nil
	}
	return n
}

// wait waits for a chunk or for the moment at which the filter has something to
// do. A chunk that is there comes first, since it may have been read before that
// moment.
func (g *Guard) wait() {
	select {
	case c, ok := <-g.chunks:
		g.feed(c, ok)
		return
	default:
	}
	var due <-chan time.Time
	if d := g.filter.deadline(); !d.IsZero() {
		t := time.NewTimer(time.Until(d))
		defer t.Stop()
		due = t.C
	}
	select {
	case c, ok := <-g.chunks:
		g.feed(c, ok)
	case <-due:
		if len(g.chunks) == 0 {
			g.filter.expire(time.Now())
		}
	case <-g.closed:
	}
}

func (g *Guard) feed(c chunk, ok bool) {
	if !ok {
		g.over = true
		return
	}
	g.filter.feed(c.at, c.data)
}
