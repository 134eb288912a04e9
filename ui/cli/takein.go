package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/store"
	"alongside/store/transfer"
)

// ReadFile reads a file that is to be taken in on the screen. A path that begins with
// ~ is one in the home folder, as a shell would have it.
func (*opened) ReadFile(_ context.Context, path string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, &dialog.Error{Code: dialog.Unavailable, Message: "There is no home folder here. Please give the whole path of the file.", Err: err}
		}
		path = filepath.Join(home, rest)
	}
	return transfer.ReadRegular(path, intake.MostBytes)
}

// TakeInFile records what comes from a file, all of it or nothing.
func (o *opened) TakeInFile(ctx context.Context, file dialog.FileTakenIn, groups [][]dialog.Change, mine bool) error {
	err := o.TakeIn(ctx, store.TakeIn{File: file, Groups: groups, Mine: mine}, nil)
	if err != nil && o.failed != nil {
		o.failed(err)
	}
	return err
}
