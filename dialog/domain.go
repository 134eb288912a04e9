package dialog

// Domain is one of the eleven areas of life and treatment that DIALOG asks
// about. In files and in the journal it is written as its slug, never as a
// number: two printed orders of items 6 and 7 are in use.
type Domain uint8

// The domains, in the order of the developers' own app: partner/family sixth,
// friendships seventh. Their number is where the store keeps each one and never
// changes; it is not a position on a form.
const (
	NoDomain Domain = iota
	MentalHealth
	PhysicalHealth
	JobSituation
	Accommodation
	LeisureActivities
	PartnerFamily
	Friendships
	PersonalSafety
	Medication
	PracticalHelp
	Meetings
)

// DomainCount is the number of items of DIALOG.
const DomainCount = 11

var slugs = [DomainCount + 1]string{
	"", "mental-health", "physical-health", "job-situation", "accommodation", "leisure-activities",
	"partner-family", "friendships", "personal-safety", "medication", "practical-help", "meetings",
}

// Domains returns all domains in the order they are asked.
func Domains() []Domain { return allDomains[:] }

// LifeDomains returns the eight whose mean is subjective quality of life
// (source: dialog.elft.nhs.uk/DIALOG-scale).
func LifeDomains() []Domain { return allDomains[:8] }

// TreatmentDomains returns the three whose mean is treatment satisfaction
// (same source).
func TreatmentDomains() []Domain { return allDomains[8:] }

var allDomains = [DomainCount]Domain{
	MentalHealth, PhysicalHealth, JobSituation, Accommodation, LeisureActivities,
	PartnerFamily, Friendships, PersonalSafety, Medication, PracticalHelp, Meetings,
}

// ParseDomain reads a slug; "" is NoDomain.
func ParseDomain(slug string) (Domain, error) {
	for d, s := range slugs {
		if s == slug {
			return Domain(d), nil
		}
	}
	return NoDomain, invalid("That is not one of the areas of DIALOG.")
}

// String returns the slug.
func (d Domain) String() string {
	if !d.Valid() {
		return ""
	}
	return slugs[d]
}

// Valid reports whether d is one of the eleven.
func (d Domain) Valid() bool { return d >= MentalHealth && d <= Meetings }

// AskedOfEveryone reports the items for which there is no reason not to ask: having
// no job, partner or friends is itself something to be satisfied with or not.
func (d Domain) AskedOfEveryone() bool {
	return d == JobSituation || d == PartnerFamily || d == Friendships
}

// MarshalText returns the slug.
func (d Domain) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a slug.
func (d *Domain) UnmarshalText(b []byte) error {
	got, err := ParseDomain(string(b))
	*d = got
	return err
}
