package dialog_test

import (
	"strings"
	"testing"

	"alongside/dialog"
)

func TestSettingsOfTheCentre(t *testing.T) {
	const ca = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
	for name, tt := range map[string]struct {
		setting, value string
		ok             bool
	}{
		"an address":                  {dialog.SettingCentre, "https://fhir.trust.example/r4", true},
		"one with a port":             {dialog.SettingCentre, "https://fhir.trust.example:8443/r4", true},
		"none":                        {dialog.SettingCentre, "", true},
		"not sealed on the way":       {dialog.SettingCentre, "http://fhir.trust.example/r4", false},
		"not even on this host":       {dialog.SettingCentre, "http://127.0.0.1/r4", false},
		"a slash at the end":          {dialog.SettingCentre, "https://fhir.trust.example/", false},
		"a password in it":            {dialog.SettingCentre, "https://u:p@fhir.trust.example", false},
		"a question":                  {dialog.SettingCentre, "https://fhir.trust.example/r4?x=1", false},
		"a file":                      {dialog.SettingCentre, "file:///etc/passwd", false},
		"no host":                     {dialog.SettingCentre, "https:///r4", false},
		"a client":                    {dialog.SettingClient, "alongside-north-hub-1", true},
		"an authority":                {dialog.SettingCA, ca, true},
		"an authority that is a name": {dialog.SettingCA, "ca.pem", false},
		"a long authority":            {dialog.SettingCA, ca + strings.Repeat("x", 70000), false},
		"an organisation":             {dialog.SettingOrganisation, "RXX", true},
		"an organisation's name":      {dialog.SettingOrganisation, "North trust", false},
		"compressed":                  {dialog.SettingGzip, "yes", true},
		"compressed, perhaps":         {dialog.SettingGzip, "true", false},
	} {
		t.Run(name, func(t *testing.T) {
			rules, err := dialog.DefaultRules().With(tt.setting, tt.value)
			if (err == nil) != tt.ok {
				t.Fatalf("got %v", err)
			}
			if tt.ok && tt.setting == dialog.SettingCentre && rules.Centre.Configured() != (tt.value != "") {
				t.Error("whether there is a centre is not as was set")
			}
		})
	}
	for _, name := range dialog.CentreSettings() {
		value := map[string]string{dialog.SettingGzip: "no"}[name]
		if _, err := dialog.DefaultRules().With(name, value); err != nil {
			t.Errorf("%s cannot be taken away: %v", name, err)
		}
	}
}
