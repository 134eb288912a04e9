package backup

import (
	"context"
	"encoding/hex"
	"path/filepath"

	"alongside/dialog"
	"alongside/store"
)

// Finding is what Examine found of one backup.
type Finding struct {
	Backup
	Contents store.Contents // what it holds; zero where Err is set
	Altered  bool           // the file is no longer byte for byte as it was written, though everything in it is sound
	Err      error          // why it cannot be restored, with a sentence for people
}

// Examine reads the whole of a backup as restoring it would: every page, every
// entry and its place in the chain, and everything that follows from them. A name
// or a manifest that says something else than the file is an error too, because
// then it is another backup than people take it for. The options are those of
// store.OpenCopy.
func Examine(ctx context.Context, b Backup, o store.Options) Finding {
	f := Finding{Backup: b}
	f.Contents, f.Err = read(ctx, b.Path, o)
	if f.Err == nil {
		f.Err = mislabelled(b, f.Contents)
	}
	if f.Err == nil && b.Manifest != nil {
		sum, _, err := digest(ctx, b.Path)
		f.Err, f.Altered = err, hex.EncodeToString(sum) != b.Manifest.SHA256
	}
	if f.Err != nil {
		f.Err, f.Contents, f.Altered = unreadable(f.Err), store.Contents{}, false
	}
	return f
}

// mislabelled refuses a file that is not what its name or its manifest says.
func mislabelled(b Backup, c store.Contents) error {
	l, ok := parseName(filepath.Base(b.Path))
	if ok && !l.fits(c) || b.Manifest != nil && !b.Manifest.agrees(c) {
		return &dialog.Error{Code: dialog.Conflict, Message: "This file does not hold what its name or the file beside it says. Nothing was changed. Please take another backup."}
	}
	return nil
}

// Find returns the backup at a path, or with a name in the folder of the backups.
// Its name need not be one of this package's: people rename files.
func Find(path, dir string) Backup {
	if !filepath.IsAbs(path) && filepath.Base(path) == path {
		if _, ok := parseName(path); ok && !isFile(path) {
			path = filepath.Join(dir, path)
		}
	}
	b := Backup{Path: path}
	if l, ok := parseName(filepath.Base(path)); ok {
		b.Made, b.Entries = l.made, l.seq
	}
	b.Manifest, _ = readManifest(path)
	return b
}
