package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/intake"
	"alongside/store/transfer"
)

// directoryName is the file with the service's own directory, beside the record.
const directoryName = "directory.csv"

// directory reads the service's own directory: the file that was named, or the one
// beside the record; the demo has a made-up one where there is neither. A file that
// was named has to be right. One beside the record that is not right is left out, and
// unusable says so, since nobody should miss an appointment over it.
func (f *flags) directory(env Env) (d *dialog.Directory, unusable string, err error) {
	if f.nearby != "" {
		d, err = openDirectory(f.nearby)
		return d, "", err
	}
	dir, err := f.folder(env)
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(dir, directoryName)
	switch _, err := os.Lstat(path); {
	case err == nil:
		d, err = openDirectory(path)
		if err != nil {
			return nil, "The local directory is not used. " + dialog.ErrorMessage(err), nil
		}
		return d, "", nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, "The local directory cannot be read.", nil
	case f.demo:
		d, err = intake.ReadDirectory(demo.Directory())
		return d, "", err
	}
	return nil, "", nil
}

// openDirectory reads a directory from an ordinary file.
func openDirectory(path string) (*dialog.Directory, error) {
	b, err := transfer.ReadRegular(path, intake.MostDirectoryBytes)
	if err != nil {
		return nil, err
	}
	return intake.ReadDirectory(b)
}
