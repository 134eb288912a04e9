package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/store"
	"alongside/ui/print"
)

// copies writes what a person takes home, and what they ask to have of their whole
// record, out of the seal. Whoever may do so is journalled with it.
type copies struct {
	session *store.Session
	record  string // the folder of the record, in which no copy may lie
	usual   string // the folder that is offered
	now     func() time.Time
}

// newCopies offers the person's own folder, which is where a file is looked for.
func (f *flags) newCopies(env Env, v *store.Session) *copies {
	c := &copies{session: v, now: env.Now, usual: env.Getenv("HOME")}
	if env.GOOS == "windows" {
		c.usual = env.Getenv("USERPROFILE")
	}
	c.record, _ = f.folder(env) // the record is open, so there is one
	return c
}

// CopyFolder is the folder that is offered for copies.
func (c *copies) CopyFolder() string { return c.usual }

// MayCopy reports whether this worker may write a copy.
func (c *copies) MayCopy() bool { return c.session.May(dialog.PermExportPerson) }

// PreviewCopy is a copy as text, line by line.
func (c *copies) PreviewCopy(d *report.Document) []string {
	return strings.Split(strings.TrimSuffix(print.Text(d), "\n"), "\n")
}

// WriteCopy writes a copy and returns where it is. A folder that is not there is made
// only where that was asked; else it is [report.ErrNoFolder].
func (c *copies) WriteCopy(ctx context.Context, person dialog.ID, d *report.Document, to report.CopyTo) (string, error) {
	return c.write(ctx, person, d, "copy", to)
}

// write writes a document about a person into a folder. The file has its name only
// once it is whole and journalled; one that is there already is left alone.
func (c *copies) write(ctx context.Context, person dialog.ID, d *report.Document, what string, to report.CopyTo) (path string, err error) {
	folder, err := c.folder(to)
	if err != nil {
		return "", err
	}
	ext, content := print.PDFFile, []byte(nil)
	if to.Text {
		ext, content = print.TextFile, []byte(print.Text(d))
	} else if content, err = print.PDF(d, print.Options{Large: to.Large}); err != nil {
		return "", err
	}
	path, err = reserve(folder, print.FileName(what, d, ext))
	if err != nil {
		return "", notWritten(err)
	}
	if err = c.fill(ctx, person, path, content, what); err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return path, nil
}

// folder is the folder for a copy. Where only its last part is not there yet, it is made
// once somebody said so. A name that looks like that of a file is none for a new folder.
func (c *copies) folder(to report.CopyTo) (string, error) {
	full, err := filepath.Abs(to.Folder)
	if err != nil {
		return "", notWritten(err)
	}
	if filepath.Clean(full) == filepath.Clean(c.record) {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That is the folder of the record itself. Please choose another one for copies."}
	}
	if info, err := os.Stat(full); err == nil && info.IsDir() {
		return full, nil
	}
	if ext := print.Ext(strings.ToLower(filepath.Ext(full))); ext == print.PDFFile || ext == print.TextFile {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That looks like the name of a file. Please give the folder alone; the file gets a name that says nothing about anybody. Nothing was written."}
	}
	if _, err := os.Stat(filepath.Dir(full)); errors.Is(err, os.ErrNotExist) {
		return "", &dialog.Error{Code: dialog.NotFound, Message: "There is no such folder, nor the one it would lie in. Please check the name, and whether the stick is in. Nothing was written.", Err: err}
	}
	if !to.MakeFolder {
		return "", report.ErrNoFolder
	}
	if err := os.Mkdir(full, 0o700); err != nil {
		return "", notWritten(err)
	}
	return full, nil
}

// reserve makes an empty file that nobody else can read, under a name that no file
// has: with a number where there is one of that day.
func reserve(folder, name string) (string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, strings.TrimSuffix(name, ext)+"-"+strconv.Itoa(n)+ext)
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, f.Close()
	}
}

// fill writes the content aside, journals that it leaves the record, and puts it in
// the place of the empty file.
func (c *copies) fill(ctx context.Context, person dialog.ID, path string, content []byte, what string) (err error) {
	aside := path + ".part"
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return notWritten(err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		said := dialog.Change{Person: person, DoneAt: dialog.At(c.now()), Body: &dialog.RecordExported{Format: what, People: 1}}
		if _, err = c.session.Append(ctx, said); err != nil {
			return errors.Join(err, os.Remove(aside))
		}
		err = os.Rename(aside, path)
	}
	if err != nil {
		return errors.Join(notWritten(err), os.Remove(aside))
	}
	return nil
}

func notWritten(err error) error {
	return &dialog.Error{Code: dialog.Unavailable, Message: "The copy could not be written there. Please choose another folder; nothing was written.", Err: fmt.Errorf("failed to write a copy: %w", err)}
}
