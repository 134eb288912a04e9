package transfer

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"alongside/dialog"
	"alongside/store"
)

// Manifest says what is in an export, so that a receiver can tell whether all of it
// arrived, and from which state of the record it comes.
type Manifest struct {
	Name    string         `json:"-"` // of its file
	Format  Format         `json:"format"`
	Version int            `json:"version"` // of the format of this manifest and of the tables
	Head    ManifestHead   `json:"head"`
	Person  dialog.ID      `json:"person,omitzero"`
	Team    string         `json:"team,omitempty"`
	From    dialog.Date    `json:"from,omitzero"`
	Until   dialog.Date    `json:"until,omitzero"`
	Month   string         `json:"month,omitempty"`
	Codes   string         `json:"codes,omitempty"` // the set of SNOMED CT codes
	People  int            `json:"people"`
	Files   []ManifestFile `json:"files"`
}

// ManifestHead is where the journal ended when it was exported.
type ManifestHead struct {
	Seq    int64  `json:"seq"`
	Digest string `json:"digest"`
}

// ManifestFile is one file. Rows does not count the line with the columns.
type ManifestFile struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (f ManifestFile) compare(other ManifestFile) int { return cmp.Compare(f.Name, other.Name) }

// manifestVersion changes when a table or a column does.
const manifestVersion = 1

func manifestOf(o Options, head store.Head, people int) *Manifest {
	m := &Manifest{
		Format: o.Format, Version: manifestVersion, Head: ManifestHead{Seq: head.Seq, Digest: hex.EncodeToString(head.Digest[:])},
		Person: o.Person, Team: o.Team, From: o.From, Until: o.Until, People: people, Files: []ManifestFile{},
	}
	codes := o.FHIR.Codes
	if o.Format == MHSDS {
		m.Month, m.From, m.Until, codes = o.MHSDS.Month.String(), dialog.Date{}, dialog.Date{}, o.MHSDS.Codes
	}
	if o.Format == MHSDS || o.Format == FHIR {
		m.Codes = nameOf(codes)
	}
	return m
}

func (m *Manifest) encode() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("failed to write the manifest: %w", err)
	}
	return append(b, '\n'), nil
}
