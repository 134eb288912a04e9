package backup

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"alongside/dialog"
)

// List returns the backups in a folder, the latest first, those of the demo or
// those of real records. A folder that is not there has none. Only names and
// manifests are read; nothing says yet that they are sound.
func List(dir string, demo bool) ([]Backup, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, said(err, map[dialog.Code]string{codeOf(err): "The folder of the backups cannot be read. Check that you may open it."})
	}
	var all []Backup
	for _, e := range entries {
		l, ok := parseName(e.Name())
		if !ok || l.demo != demo || !e.Type().IsRegular() {
			continue
		}
		b := Backup{Path: filepath.Join(dir, e.Name()), Made: l.made, Entries: l.seq}
		b.Manifest, _ = readManifest(b.Path) // it is of use where it can be read, and not missed otherwise
		all = append(all, b)
	}
	slices.SortStableFunc(all, latestFirst)
	return all, nil
}

func latestFirst(a, b Backup) int {
	return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(b.Entries, a.Entries), strings.Compare(a.Path, b.Path))
}

// of returns those backups that say they are of a record.
func of(all []Backup, record dialog.ID) []Backup {
	var some []Backup
	for _, b := range all {
		if b.Manifest != nil && b.Manifest.Record == record {
			some = append(some, b)
		}
	}
	return some
}
