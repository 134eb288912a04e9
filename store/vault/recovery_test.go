package vault_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/store/vault"
)

const recoveryAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

func TestRecoveryKeyAsPrinted(t *testing.T) {
	_, key := keyed(t)
	groups := key.Groups()
	if len(groups) != 9 || len(groups[8]) != 1 {
		t.Fatalf("groups %q", groups)
	}
	for i, g := range groups {
		if i < 8 && len(g) != 4 || strings.Trim(g, recoveryAlphabet) != "" {
			t.Errorf("group %d is %q", i+1, g)
		}
	}
	if key.Text() != strings.Join(groups, "-") {
		t.Errorf("text %q, groups %q", key.Text(), groups)
	}
	for name, typed := range map[string]string{
		"as printed": key.Text(), "in small letters": strings.ToLower(key.Text()),
		"in one go": strings.Join(groups, ""), "with spaces": "  " + strings.Join(groups, "  ") + "\n",
		"with dashes": strings.Join(groups, "\u2013"),
	} {
		if got, err := vault.ParseRecoveryKey(typed); err != nil || got != key {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every single slip shows without a key file: a character wrong, two neighbours
// exchanged, one left out or written twice.
func TestSlipsShow(t *testing.T) {
	_, key := keyed(t)
	good := strings.Join(key.Groups(), "")
	tried := 0
	mistyped := func(s string) {
		t.Helper()
		if s == good {
			return
		}
		if tried++; vault.CodeOf(parseError(s)) != vault.CodeMistyped {
			t.Errorf("%q passes for %q", s, good)
		}
	}
	for i := range good {
		for _, c := range recoveryAlphabet + "01OI" {
			mistyped(good[:i] + string(c) + good[i+1:])
		}
		if i > 0 {
			mistyped(good[:i-1] + good[i:i+1] + good[i-1:i] + good[i+1:])
		}
		mistyped(good[:i] + good[i+1:])
		mistyped(good[:i] + good[i:i+1] + good[i:])
	}
	mistyped("")
	mistyped(strings.Repeat("A", 1000))
	if tried < 33*31 {
		t.Errorf("only %d slips were tried", tried)
	}
}

func parseError(s string) error {
	_, err := vault.ParseRecoveryKey(s)
	return err
}

func TestParsingNeverGoesWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune(recoveryAlphabet+" -\u20131ſßÿ"))).Draw(t, "typed")
		key, err := vault.ParseRecoveryKey(s)
		if err != nil {
			if vault.CodeOf(err) != vault.CodeMistyped {
				t.Fatal(err)
			}
			return
		}
		if again, err := vault.ParseRecoveryKey(key.Text()); err != nil || again != key {
			t.Fatalf("%q: %v", s, err)
		}
	})
}
