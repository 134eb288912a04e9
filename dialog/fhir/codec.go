package fhir

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// DefaultBase is where the program's own code systems, extensions and the
// Questionnaire are named until a service names a place of its own. The domain is
// reserved for examples: nothing can be fetched there.
const DefaultBase = "https://alongside.example/fhir"

// The systems of others. Those of the NHS are as UK Core names them
// (github.com/NHSDigital/FHIR-R4-UKCORE-STAGING-MAIN).
const (
	systemNHSNumber    = "https://fhir.nhs.uk/Id/nhs-number"
	systemODS          = "https://fhir.nhs.uk/Id/ods-organization-code"
	systemVerification = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
	extVerification    = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"

	systemURI      = "urn:ietf:rfc:3986"
	systemSNOMED   = "http://snomed.info/sct"
	systemUCUM     = "http://unitsofmeasure.org"
	systemAbsent   = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
	systemCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
	systemAchieved = "http://terminology.hl7.org/CodeSystem/goal-achievement"
	systemAgent    = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	systemActivity = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"

	extAbsent     = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	extOrdinal    = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	extVariable   = "http://hl7.org/fhir/StructureDefinition/variable"
	extEpisode    = "http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare"
	extEthnic     = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"
	systemEthnic  = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"
	extPronouns   = "http://hl7.org/fhir/StructureDefinition/individual-pronouns"
	extCalculated = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
)

// Settings say how a service wants its resources. The zero Settings are usable.
type Settings struct {
	// Base is where the service names its own code systems and extensions, an
	// absolute address without a slash at the end; DefaultBase when empty.
	Base string
	// Organisation is the ODS code of the provider, "" to leave it out.
	Organisation string
	// Codes are the SNOMED CT codes; instrument.DefaultCodes when nil.
	Codes *instrument.CodeSet
	// Software is the name and version of the program, for Provenance.
	Software string
	// Workers are the names to show beside the workers' identifiers; nil to send
	// the identifiers alone.
	Workers map[dialog.ID]string
}

// Codec turns records into resources and back, under the settings of a service.
type Codec struct {
	set                 Settings
	systems, extensions map[string]string // the addresses of the program's own, by name
}

// New returns a codec, or an error that says which setting is of no use.
func New(set Settings) (*Codec, error) {
	if set.Base == "" {
		set.Base = DefaultBase
	}
	if set.Codes == nil {
		set.Codes = instrument.DefaultCodes()
	}
	if set.Software == "" {
		set.Software = "Alongside"
	}
	u, err := url.Parse(set.Base)
	if err != nil || u.Scheme == "" || u.Host == "" || strings.HasSuffix(set.Base, "/") || strings.ContainsAny(set.Base, "|?# ") {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "The address for the service's own codes is not one. It looks like " + DefaultBase + "."}
	}
	if len(set.Organisation) > 12 || strings.Trim(set.Organisation, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "An organisation code (ODS) is capital letters and digits, such as RWK."}
	}
	c := &Codec{set: set, systems: map[string]string{}, extensions: map[string]string{}}
	c.systems[""], c.extensions[""] = c.system(""), c.ext("")
	for name := range ownCodes {
		c.systems[name] = c.system(name)
	}
	for _, name := range ownExtensions {
		c.extensions[name] = c.ext(name)
	}
	return c, nil
}

// system is the address of one of the program's own code or identifier systems.
func (c *Codec) system(name string) string {
	if address, ok := c.systems[name]; ok {
		return address
	}
	return c.set.Base + "/CodeSystem/" + name
}

// named is the address of one of the program's own systems of identifiers.
func (c *Codec) named(name string) string { return c.set.Base + "/sid/" + name }

// ext is the address of one of the program's own extensions.
func (c *Codec) ext(name string) string {
	if address, ok := c.extensions[name]; ok {
		return address
	}
	return c.set.Base + "/StructureDefinition/" + name
}

// The program's own code systems.
const (
	measureCodes = "dialog"        // the areas, the means and the rest of the measure
	ratingCodes  = "dialog-rating" // 1 to 7
	goalCodes    = "goal"
	offerCodes   = "offer"
	outcomeCodes = "action-outcome"
	careCodes    = "setting-of-care"
)

// The codes in measureCodes beside the areas' slugs.
const (
	codeMeasure   = "dialog" // the whole of it
	codeLife      = "mean-quality-of-life"
	codeTreatment = "mean-treatment-satisfaction"
	codeHelp      = "more-help"
	codeCounted   = "items-rated"
)

// isDIALOG says whether an assessment was made with the measure that the SNOMED
// CT codes are for. A local variant never goes out under them.
func isDIALOG(i dialog.Instrument) bool { return i.Name == instrument.DIALOG.Name }

// canonical is the address and version of a measure's Questionnaire.
func (c *Codec) canonical(i dialog.Instrument) string {
	return c.set.Base + "/Questionnaire/" + url.PathEscape(i.Name) + "|" + url.PathEscape(i.Version)
}

// measure reads what canonical wrote.
func (c *Codec) measure(canonical string) (dialog.Instrument, error) {
	rest, ours := strings.CutPrefix(canonical, c.set.Base+"/Questionnaire/")
	name, version, split := strings.Cut(rest, "|")
	name, errName := url.PathUnescape(name)
	version, errVersion := url.PathUnescape(version)
	if !ours || !split || name == "" || errName != nil || errVersion != nil {
		return dialog.Instrument{}, fmt.Errorf("the questionnaire is not one of this service")
	}
	return dialog.Instrument{Name: name, Version: version}, nil
}

// item is the code of an area, with its SNOMED CT code where the set is sure of
// one and the measure is the one it is for.
func (c *Codec) item(d dialog.Domain, i dialog.Instrument) *CodeableConcept {
	short := instrument.English().Short(d)
	concept := coded(c.system(measureCodes), d.String(), short)
	concept.Text = short
	if code := c.set.Codes.Code(d); code.Usable() && isDIALOG(i) {
		concept.Coding = append([]Coding{{System: systemSNOMED, Code: code.Concept}}, concept.Coding...)
	}
	return concept
}

func uuid(id dialog.ID) Identifier {
	return Identifier{System: systemURI, Value: "urn:uuid:" + id.String()}
}

// somebody names a worker, a device or another who has no resource here.
func somebody(kind string, id dialog.ID, name string) *Reference {
	if id.IsZero() {
		return &Reference{Type: kind, Display: cmp.Or(name, "Not recorded")}
	}
	who := uuid(id)
	return &Reference{Type: kind, Identifier: &who, Display: name}
}

func (c *Codec) worker(id dialog.ID) *Reference {
	return somebody("Practitioner", id, c.set.Workers[id])
}

func (c *Codec) organisation() *Reference {
	if c.set.Organisation == "" {
		return nil
	}
	return &Reference{Type: "Organization", Identifier: &Identifier{System: systemODS, Value: c.set.Organisation}}
}

func text(w interface{ MarshalText() ([]byte, error) }) string {
	b, _ := w.MarshalText() // dates and times have no error to give
	return string(b)
}
