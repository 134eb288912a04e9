package instrument

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"

	"alongside/dialog"
)

//go:embed codes/*.json
var codeFiles embed.FS

// Standing says how sure it is that a code means the item it stands beside.
type Standing string

// The standings of a code.
const (
	// Agreed codes stand for the item in both lists of NHS England that could be
	// read.
	Agreed Standing = "agreed"
	// OneList codes stand for the item in one of them and are missing from the
	// other, which may warn about them.
	OneList Standing = "one-list"
	// Inferred codes are in a list without saying for which item; that was worked
	// out from the order. They must not be passed on as a fact.
	Inferred Standing = "inferred"
	// Confirmed codes were looked up by the service that wrote the set.
	Confirmed Standing = "confirmed"
)

// Code is the SNOMED CT concept of one item's score.
type Code struct {
	Concept  string   `json:"concept"` // always text: as a number it loses its last digits
	Standing Standing `json:"standing"`
}

// Usable reports whether the code may be passed on as what the item is.
func (c Code) Usable() bool { return c.Concept != "" && c.Standing != Inferred }

// CodeSet is a versioned list of SNOMED CT codes, of the items by domain slug and of
// the goals that are Goal-Based Outcomes by their slot. It is data, so
// that a service can bring its own once it has looked the codes up.
//
// The two sets that ship differ in partner/family and friendships. Two orders of
// items 6 and 7 are in print, and NHS England's lists give these two items
// different codes; which set is used is a setting, see docs/fhir/README.md.
type CodeSet struct {
	Name      string          `json:"name"`
	Version   string          `json:"version"`
	Source    string          `json:"source"`
	CheckedBy string          `json:"checked_by"` // who looked the codes up; "" for nobody
	Codes     map[string]Code `json:"codes"`      // by domain slug; an item may be missing
	Goals     map[string]Code `json:"goals"`      // of the Goal-Based Outcomes, by slot: "1", "2", "3"
}

// The names of the code sets that ship.
const (
	StatisticsCodes = "nhs-statistics-2025" // the default
	ValidatorCodes  = "mhsds-v6-validator"
)

// Codes returns the set of that name, and false when none ships under it.
func Codes(name string) (*CodeSet, bool) {
	b, err := codeFiles.ReadFile(path.Join("codes", name+".json"))
	if err != nil {
		return nil, false
	}
	set, err := ParseCodes(b)
	return set, err == nil
}

// DefaultCodes returns the set that is used unless a service chooses another.
func DefaultCodes() *CodeSet {
	set, ok := Codes(StatisticsCodes)
	if !ok {
		panic("the code set of the program cannot be read")
	}
	return set
}

// Code returns the code of an item, the zero Code when the set has none.
func (s *CodeSet) Code(d dialog.Domain) Code {
	if s == nil || !d.Valid() {
		return Code{}
	}
	return s.Codes[d.String()]
}

// Goal returns the code of a slot of the Goal-Based Outcomes, the zero Code when the
// set has none.
func (s *CodeSet) Goal(slot int) Code {
	if s == nil {
		return Code{}
	}
	return s.Goals[strconv.Itoa(slot)]
}

// ParseCodes reads and checks a code set. It refuses unknown keys and areas, a
// code given to two items, and one whose check digit is wrong, as happens when a
// spreadsheet took it for a number.
func ParseCodes(b []byte) (*CodeSet, error) {
	var s CodeSet
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, fmt.Errorf("failed to read the code set: %w", err)
	}
	if s.Name == "" || s.Version == "" || s.Source == "" {
		return nil, fmt.Errorf("the code set %q lacks its name, version or source", s.Name)
	}
	holder := map[string]bool{}
	for slug, c := range s.Codes {
		if domain, err := dialog.ParseDomain(slug); err != nil || !domain.Valid() {
			return nil, fmt.Errorf("the code set %q names %q, which is no area of DIALOG", s.Name, slug)
		}
		if err := c.check(s.Name, slug, holder); err != nil {
			return nil, err
		}
	}
	for slot, c := range s.Goals {
		if n, err := strconv.Atoi(slot); err != nil || n < dialog.FirstSlot || n > dialog.LastSlot || strconv.Itoa(n) != slot {
			return nil, fmt.Errorf("the code set %q names a goal %q; there are the first, the second and the third", s.Name, slot)
		}
		if err := c.check(s.Name, "goal "+slot, holder); err != nil {
			return nil, err
		}
	}
	return &s, nil
}

// check says what is wrong with one code of a set. The holder has those that were
// given already.
func (c Code) check(set, what string, holder map[string]bool) error {
	if !ValidConcept(c.Concept) {
		return fmt.Errorf("the code set %q has a code for %s that is not a SNOMED CT concept: its digits do not add up", set, what)
	}
	if holder[c.Concept] {
		return fmt.Errorf("the code set %q gives the code of %s twice", set, what)
	}
	holder[c.Concept] = true
	switch c.Standing {
	case Agreed, OneList, Inferred, Confirmed:
		return nil
	}
	return fmt.Errorf("the code set %q does not say how sure the code for %s is", set, what)
}

// The tables of Verhoeff's check digit (J. Verhoeff, Error Detecting Decimal
// Codes, 1969), which closes every SNOMED CT identifier.
var (
	verhoeffTimes = [10][10]byte{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
		{3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
		{6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
		{9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	verhoeffTurn = [8][10]byte{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
		{8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
		{2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
	}
)

// ValidConcept reports whether s could be the identifier of a SNOMED CT concept:
// 6 to 18 digits without a leading zero, a partition of concepts, and the right
// check digit.
func ValidConcept(s string) bool {
	if len(s) < 6 || len(s) > 18 || strings.Trim(s, "0123456789") != "" || s[0] == '0' {
		return false
	}
	if partition := s[len(s)-3 : len(s)-1]; partition != "00" && partition != "10" {
		return false
	}
	var check byte
	for i := range len(s) {
		check = verhoeffTimes[check][verhoeffTurn[i%8][s[len(s)-1-i]-'0']]
	}
	return check == 0
}
