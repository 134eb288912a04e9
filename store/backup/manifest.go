package backup

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"alongside/dialog"
	"alongside/store"
)

// Reason says why a backup was made, which decides how long it is kept.
type Reason string

// The reasons.
const (
	Asked    Reason = "asked"    // by somebody; it is kept until somebody deletes it
	Rotating Reason = "rotating" // one of a series, of which the Policy keeps some
	Upgrade  Reason = "upgrade"  // before the record was brought up to date; kept as if asked for
)

// manifestFormat is the form of the manifest that this program writes.
const manifestFormat = 1

// manifestBytes is more than any manifest has.
const manifestBytes = 64 << 10

// Manifest is what lies beside a backup in plain words, so that a folder of
// backups can be listed and a copy of one compared with what was written. It names
// nobody, and nothing is believed because it stands there: the backup itself says
// what it holds.
type Manifest struct {
	Format      int         `json:"format"`
	Record      dialog.ID   `json:"record"`
	Device      dialog.ID   `json:"device"`
	Kind        string      `json:"kind"`    // "live" or "demo"
	Created     dialog.When `json:"created"` // when the record was
	Made        dialog.When `json:"made"`
	Reason      Reason      `json:"reason"`
	Schema      int         `json:"schema"`
	Entries     int64       `json:"entries"`
	Head        string      `json:"head"` // 64 hexadecimal digits
	People      int         `json:"people"`
	Assessments int         `json:"assessments"`
	First       dialog.When `json:"first,omitzero"` // when the first entry was recorded
	Last        dialog.When `json:"last,omitzero"`
	Bytes       int64       `json:"bytes"`
	SHA256      string      `json:"sha256"` // of the file, 64 hexadecimal digits
}

func kindOf(demo bool) string {
	if demo {
		return "demo"
	}
	return "live"
}

func newManifest(c store.Contents, made dialog.When, why Reason, bytes int64, sum []byte) Manifest {
	return Manifest{
		Format: manifestFormat, Record: c.Record, Device: c.Device, Kind: kindOf(c.Demo), Created: c.Created, Made: made, Reason: why, Schema: c.Schema,
		Entries: c.Head.Seq, Head: hex.EncodeToString(c.Head.Digest[:]), People: c.People, Assessments: c.Assessments,
		First: c.First, Last: c.Last, Bytes: bytes, SHA256: hex.EncodeToString(sum),
	}
}

// agrees reports whether a manifest says what a file holds.
func (m *Manifest) agrees(c store.Contents) bool {
	same := func(a, b dialog.When) bool { return a.Compare(b) == 0 }
	return m.Record == c.Record && m.Device == c.Device && m.Kind == kindOf(c.Demo) && same(m.Created, c.Created) &&
		m.Schema == c.Schema && m.Entries == c.Head.Seq && m.Head == hex.EncodeToString(c.Head.Digest[:]) &&
		m.People == c.People && m.Assessments == c.Assessments && same(m.First, c.First) && same(m.Last, c.Last)
}

func manifestPath(db string) string { return strings.TrimSuffix(db, dbSuffix) + manifestSuffix }

// readManifest reads the manifest of a backup, or fails when there is none that
// this program can read.
func readManifest(db string) (*Manifest, error) {
	f, err := os.Open(manifestPath(db))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, manifestBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > manifestBytes {
		return nil, errors.New("the manifest is too long")
	}
	return parseManifest(b)
}

func parseManifest(b []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("failed to read the manifest: %w", err)
	}
	if m.Format != manifestFormat || m.Record.IsZero() || m.Kind != "live" && m.Kind != "demo" || m.Made.IsZero() ||
		len(m.Head) != 64 || len(m.SHA256) != 64 || m.Entries < 0 {
		return nil, errors.New("the manifest is not one of this program's")
	}
	return &m, nil
}

// write puts a manifest beside a backup in one step, by way of a file that is
// written over.
func (m *Manifest) write(db, part string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("failed to write the manifest: %w", err)
	}
	if err := writeFlushed(part, append(b, '\n')); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return rename(part, manifestPath(db))
}
