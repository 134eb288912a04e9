package backup

import (
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"alongside/store"
)

// The endings of the files in a folder of backups.
const (
	dbSuffix       = ".db"
	manifestSuffix = ".json"
	keysSuffix     = ".keys"    // the key file of a sealed record
	partSuffix     = ".part"    // in the making
	pendingSuffix  = ".pending" // whole, and not checked yet
)

// stamp is the form of the time in names: UTC, without what Windows refuses.
const stamp = "2006-01-02T150405Z"

// namePattern is made when a folder is looked through first, and not at every start.
var namePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^alongside(-demo)?-(\d{4}-\d\d-\d\dT\d{6}Z)-(\d{1,18})-([0-9a-f]{16})\.db$`)
})

// label is what the name of a backup says.
type label struct {
	demo bool
	made time.Time
	seq  int64
	head [8]byte
}

func labelOf(c store.Contents, made time.Time) label {
	return label{c.Demo, made.UTC().Truncate(time.Second), c.Head.Seq, [8]byte(c.Head.Digest[:8])}
}

func (l label) String() string {
	kind := ""
	if l.demo {
		kind = "-demo"
	}
	return fmt.Sprintf("alongside%s-%s-%d-%x%s", kind, l.made.Format(stamp), l.seq, l.head, dbSuffix)
}

// fits reports whether a name says what a file holds.
func (l label) fits(c store.Contents) bool {
	return l.demo == c.Demo && l.seq == c.Head.Seq && l.head == [8]byte(c.Head.Digest[:8])
}

// parseName reads the name of a backup, and returns false for any other.
func parseName(name string) (label, bool) {
	m := namePattern().FindStringSubmatch(name)
	if m == nil {
		return label{}, false
	}
	l := label{demo: m[1] != ""}
	made, errMade := time.Parse(stamp, m[2])
	seq, errSeq := strconv.ParseInt(m[3], 10, 64)
	_, errHead := hex.Decode(l.head[:], []byte(m[4]))
	l.made, l.seq = made, seq
	return l, errMade == nil && errSeq == nil && errHead == nil && l.String() == name
}

// KeysPath returns where the key file of a sealed backup lies, whether there is one
// or not. On another laptop the backup opens with nothing else.
func KeysPath(db string) string { return strings.TrimSuffix(db, dbSuffix) + keysSuffix }

// workName is the name in dir of a file that is not a backup yet. The record's
// lock keeps two programs from writing it, and two records have two names.
func workName(dir string, id store.Identity, suffix string) string {
	return filepath.Join(dir, "alongside-"+id.Record.String()+suffix)
}
