package dialog

import (
	"net/url"
	"strings"

	"alongside/dialog/text"
)

// Centre says where the service wants its assessments sent. The zero Centre sends
// nothing anywhere.
type Centre struct {
	URL          string // of the FHIR R4 server, https, without a slash at the end; "" for none
	Client       string // what the server knows this laptop as; "" for no OAuth2
	Token        string // where it gets its tokens; "" to ask the server
	Scope        string // what it asks for; DefaultScope when ""
	CA           string // certificates in PEM of a trust's own authority, beside those of the system
	Organisation string // the ODS code of the provider
	Base         string // where the service names its own codes; "" for the program's
	Gzip         bool   // whether the server takes compressed requests
	PurgeDays    int    // see PurgeAfter; 0 for the default
}

// DefaultScope is what a client of SMART Backend Services asks for to write.
const DefaultScope = "system/*.cruds"

// Configured reports whether there is a centre.
func (c Centre) Configured() bool { return c.URL != "" }

// The names of the settings about the centre.
const (
	SettingCentre       = "central.url"
	SettingClient       = "central.client"
	SettingToken        = "central.token"
	SettingScope        = "central.scope"
	SettingCA           = "central.ca"
	SettingOrganisation = "central.organisation"
	SettingBase         = "central.base"
	SettingGzip         = "central.gzip"
	SettingPurgeDays    = "central.purge-days"
)

// CentreSettings are their names in the order in which they are asked for.
func CentreSettings() []string {
	return []string{SettingCentre, SettingClient, SettingToken, SettingScope, SettingCA, SettingOrganisation, SettingBase, SettingGzip, SettingPurgeDays}
}

// highestCA is how long the certificates of an authority may be, in bytes.
const highestCA = 64 << 10

// with changes one of the settings, and reports false for a name that is none.
func (c Centre) with(name, value string) (Centre, bool, error) {
	var err error
	switch name {
	case SettingCentre:
		c.URL, err = value, checkAddress("The address of the centre", value)
	case SettingToken:
		c.Token, err = value, checkAddress("The address for tokens", value)
	case SettingBase:
		c.Base, err = value, checkAddress("The address for the service's own codes", value)
	case SettingClient:
		c.Client, err = value, checkText("The name of the client", value, text.Line)
	case SettingScope:
		c.Scope, err = value, checkText("The scope", value, text.Line)
	case SettingCA:
		c.CA = value
		if value != "" && (len(value) > highestCA || !strings.HasPrefix(value, "-----BEGIN CERTIFICATE-----\n")) {
			err = invalid("The certificates of the authority are a PEM file that begins with BEGIN CERTIFICATE.")
		}
	case SettingOrganisation:
		c.Organisation = value
		if len(value) > 12 || strings.Trim(value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			err = invalid("An organisation code (ODS) is capital letters and digits, such as RWK.")
		}
	case SettingGzip:
		c.Gzip = value == "yes"
		if value != "yes" && value != "no" {
			err = invalid("Please say yes or no.")
		}
	case SettingPurgeDays:
		c, err = c.withPurgeDays(value)
	default:
		return c, false, nil
	}
	return c, true, err
}

// checkAddress takes an https address, or nothing.
func checkAddress(label, value string) error {
	if value == "" {
		return nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		strings.HasSuffix(value, "/") || len(value) > 200 || strings.ContainsAny(value, "|?# ") {
		return invalid(label + " begins with https:// and has no slash, question mark or space at its end, such as https://fhir.trust.example/r4.")
	}
	return checkText(label, value, text.Line)
}
