package dialog

import "strings"

// NHSNumber is the ten digits of an NHS number without spaces, or "" when none
// is recorded. A right check digit is no proof of identity.
type NHSNumber string

// ParseNHSNumber reads an NHS number with or without spaces and hyphens. It
// refuses a wrong check digit (modulus 11, NHS Data Dictionary) and ten equal
// digits, which pass the check but are never issued. Outside demo data it
// refuses the range 999 000 0000 to 999 999 9999, which is kept for tests; in
// demo data it refuses everything else.
func ParseNHSNumber(s string, demo bool) (NHSNumber, error) {
	digits := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	if digits == "" {
		return "", nil
	}
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return "", invalid("An NHS number has ten digits. Leave it empty if you do not have it.")
	}
	if !validCheckDigit(digits) || strings.Count(digits, digits[:1]) == 10 {
		return "", invalid("That is not a possible NHS number: the digits do not add up. Please check it.")
	}
	test := strings.HasPrefix(digits, "999")
	if test && !demo {
		return "", invalid("Numbers that begin 999 are for testing only. Please check it, or leave it empty.")
	}
	if !test && demo {
		return "", invalid("The demo keeps made-up people only: their numbers begin 999.")
	}
	return NHSNumber(digits), nil
}

func validCheckDigit(digits string) bool {
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check != 10 && check == int(digits[9]-'0')
}

// String returns the number in the groups people read, 999 073 2574, or
// "Not recorded".
func (n NHSNumber) String() string {
	if len(n) != 10 {
		return "Not recorded"
	}
	return string(n[:3] + " " + n[3:6] + " " + n[6:])
}
