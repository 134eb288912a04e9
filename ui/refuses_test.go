package ui_test

import (
	"context"

	"alongside/dialog"
)

// What would let workers in and out is refused by the doors of the typist: whoever
// types at random is the only worker.

var notHere = &dialog.Error{Code: dialog.Unavailable, Message: "That is not done here."}

func (d *doors) Open() bool { return d.opened != nil && !d.opened.over.Load() }

func (d *doors) ChangePassphrase(context.Context, string, string) error { return notHere }

func (d *doors) LetIn(context.Context, dialog.Worker, string) error { return notHere }

func (d *doors) ChangeWorker(context.Context, dialog.Worker) error { return notHere }

func (d *doors) ResetPassphrase(context.Context, string, string) error { return notHere }

func (d *doors) Leave(context.Context, string) error { return notHere }

func (d *doors) RecoveryChecked() {}

func (d *doors) ReplaceRecovery(context.Context) (string, error) { return "", notHere }
