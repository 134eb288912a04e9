package cli

import (
	"context"

	xterm "golang.org/x/term"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/ui/plain"
)

// handing is the way back from a keyboard that was handed over line by line.
type handing struct {
	f      *flags
	env    Env
	doors  *doors
	worker string
}

// Hush hides what is typed at a terminal.
func (h *handing) Hush() (func(), error) {
	if fd := int(h.env.In.Fd()); xterm.IsTerminal(fd) {
		return hush(fd)
	}
	return func() {}, nil
}

// Lock closes the record.
func (h *handing) Lock(ctx context.Context) error { return h.doors.Lock(ctx) }

// Reopen opens it with the worker's passphrase.
func (h *handing) Reopen(ctx context.Context, passphrase string) (plain.Keeper, error) {
	if h.f.demo && passphrase == "" {
		passphrase = demo.Passphrase
	}
	o, err := h.doors.Unlock(ctx, h.worker, passphrase)
	if code := dialog.ErrorCode(err); code == dialog.Invalid || code == dialog.NotFound {
		return nil, &dialog.Error{Code: code, Message: "That passphrase does not open this record.", Err: err}
	}
	if err != nil {
		return nil, err
	}
	return o.(*opened), nil
}
