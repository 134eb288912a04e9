package dialog_test

import (
	"testing"

	"alongside/dialog"
)

func TestParseNHSNumber(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		demo bool
		want dialog.NHSNumber // "" with ok false means refused
		ok   bool
	}{
		"test number in the demo":          {"999 073 2574", true, "9990732574", true},
		"without spaces":                   {"9991465146", true, "9991465146", true},
		"with hyphens":                     {"999-219-7714", true, "9992197714", true},
		"check digit 0":                    {"9992930284", true, "9992930284", true},
		"none":                             {"", false, "", true},
		"real range outside the demo":      {"842 914 1456", false, "8429141456", true},
		"real range in the demo":           {"842 914 1456", true, "", false},
		"test number outside the demo":     {"999 073 2574", false, "", false},
		"wrong check digit":                {"842 914 1457", false, "", false},
		"ten equal digits pass modulus 11": {"1111111111", false, "", false},
		"ten zeros":                        {"0000000000", false, "", false},
		"nine digits":                      {"842914145", false, "", false},
		"a letter":                         {"84291414S6", false, "", false},
		"a stem with check digit 10":       {"9990000000", true, "", false},
		"digits of another script":         {"８４２９１４１４５６", false, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := dialog.ParseNHSNumber(tt.in, tt.demo)
			if got != tt.want || (err == nil) != tt.ok {
				t.Errorf("ParseNHSNumber(%q, %v) = %q, %v", tt.in, tt.demo, got, err)
			}
		})
	}
	if got := dialog.NHSNumber("9990732574").String(); got != "999 073 2574" {
		t.Errorf("is shown as %q", got)
	}
}

func TestBanner(t *testing.T) {
	born, _ := dialog.ParseDate("14-Jul-1985")
	today, _ := dialog.ParseDate("22-Nov-2026")
	for name, tt := range map[string]struct {
		person dialog.Person
		want   string
	}{
		"whole":         {dialog.Person{Title: "Ms", Family: "Smith", Given: "Jane", BirthDate: born, NHSNumber: "9990732574"}, "SMITH, Jane (Ms)  Born 14-Jul-1985 (41y)  NHS No. 999 073 2574"},
		"no number":     {dialog.Person{Family: "Smith", Given: "Jane", BirthDate: born}, "SMITH, Jane  Born 14-Jul-1985 (41y)  NHS No. Not recorded"},
		"no birth date": {dialog.Person{Family: "Smith", Given: "Jane"}, "SMITH, Jane  Born Not recorded  NHS No. Not recorded"},
		"one name":      {dialog.Person{Given: "Jane", BirthDate: born}, "Jane  Born 14-Jul-1985 (41y)  NHS No. Not recorded"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.person.Banner(today); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
