package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	xterm "golang.org/x/term"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/text"
	"alongside/store/vault"
)

// entrant is who wants to open the record from the command line.
type entrant struct{ name, passphrase string }

// passphraseMost is how many bytes of a line are taken as a passphrase.
const passphraseMost = 1024

// entrant asks who opens the record: on the terminal itself, never by an argument
// or a variable of the environment, where other programs can read it. A program
// that calls this one gives the passphrase on a file descriptor.
func (f *flags) entrant(env Env) (entrant, error) {
	if f.demo {
		return entrant{demo.Worker, demo.Passphrase}, nil
	}
	e := entrant{name: f.worker}
	t, err := f.asker(env)
	if err != nil {
		return e, err
	}
	if e.name == "" {
		if e.name, err = t.name("Your name: "); err != nil {
			return e, err
		}
	}
	e.passphrase, err = t.secret("Passphrase: ")
	return e, err
}

// asker asks for what opens a record.
type asker struct {
	in  *os.File  // the terminal, or the descriptor that was named
	out io.Writer // where questions go; nil where nobody reads them
}

// asker returns where to ask. It is open until the program ends.
func (f *flags) asker(env Env) (*asker, error) {
	if f.asking != nil {
		return f.asking, nil
	}
	a, err := f.newAsker(env)
	f.asking = a
	return a, err
}

func (f *flags) newAsker(env Env) (*asker, error) {
	switch {
	case f.passphraseFD >= 0:
		if f.worker == "" && !f.demo {
			return nil, &usageError{errors.New("--passphrase-fd needs --worker, which says whose passphrase it is")}
		}
		if f.passphraseFD == int(env.In.Fd()) {
			return &asker{in: env.In}, nil
		}
		return &asker{in: os.NewFile(uintptr(f.passphraseFD), "passphrase")}, nil
	case env.typed():
		return &asker{in: env.In, out: env.Err}, nil
	}
	tty, err := os.OpenFile(terminalPath(env.GOOS), os.O_RDWR, 0)
	if err != nil {
		return nil, &noPlaceError{"There is no terminal to ask for your name and passphrase on. Use --worker NAME and --passphrase-fd N to give them."}
	}
	return &asker{in: tty, out: tty}, nil
}

func terminalPath(goos string) string {
	if goos == "windows" {
		return "CONIN$"
	}
	return "/dev/tty"
}

func (a *asker) ask(question string) {
	if a.out != nil {
		_, _ = io.WriteString(a.out, question)
	}
}

// yes asks until the answer is yes or no.
func (a *asker) yes(question string) (bool, error) {
	for {
		a.ask(question)
		answer, err := a.next()
		if err != nil {
			return false, err
		}
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
	}
}

// name asks for a name.
func (a *asker) name(question string) (string, error) {
	return a.line(question, "That cannot be a name. Nothing was changed.")
}

// line asks for a line that may be seen, and refuses one that is empty or cannot be
// shown.
func (a *asker) line(question, refusal string) (string, error) {
	a.ask(question)
	s, err := a.next()
	if err != nil {
		return "", err
	}
	clean, err := text.Clean(s, text.Name)
	if err != nil || clean == "" {
		return "", &dialog.Error{Code: dialog.Invalid, Message: refusal, Err: err}
	}
	return clean, nil
}

// secret asks for a line that is not shown while it is typed.
func (a *asker) secret(question string) (string, error) {
	a.ask(question)
	fd := int(a.in.Fd())
	if !xterm.IsTerminal(fd) {
		return a.next()
	}
	quiet, err := hush(fd)
	if err != nil {
		return "", fmt.Errorf("failed to hide what is typed: %w", err)
	}
	defer quiet()
	s, err := a.next()
	a.ask("\n")
	return s, err
}

// next reads one line and not a byte more: what follows may be for others.
func (a *asker) next() (string, error) {
	var line []byte
	var b [1]byte
	for {
		n, err := a.in.Read(b[:])
		if n == 1 && b[0] != '\n' {
			if line = append(line, b[0]); len(line) > passphraseMost {
				return "", &dialog.Error{Code: dialog.Invalid, Message: "That line is too long. Nothing was changed."}
			}
			continue
		}
		if err != nil && len(line) == 0 {
			return "", &dialog.Error{Code: dialog.Invalid, Message: "The input ended before there was a passphrase. Nothing was changed.", Err: err}
		}
		break
	}
	s := strings.TrimSuffix(string(line), "\r")
	if !utf8.ValidString(s) {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That is not text. Nothing was changed."}
	}
	return s, nil
}

// newPassphrase asks for a new passphrase, twice where somebody types it.
func (a *asker) newPassphrase() (string, error) {
	a.ask(fmt.Sprintf("Choose a passphrase of at least %d characters. Three or four words together are best.\n", vault.MinPassphrase))
	for {
		first, err := a.secret("New passphrase: ")
		if err != nil || a.out == nil {
			return first, err
		}
		again, err := a.secret("The same again: ")
		if err != nil || first == again {
			return first, err
		}
		a.ask("The two are not the same. Please try again.\n")
	}
}
