package vault_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/store/vault"
)

func TestCheckPassphrase(t *testing.T) {
	for _, c := range []struct {
		passphrase string
		want       vault.Code
	}{
		{"", vault.CodeTooShort},
		{"seven77", vault.CodeTooShort},
		{"éééé", vault.CodeTooShort}, // eight bytes, four characters
		{"e\u0301e\u0301e\u0301e\u0301", vault.CodeTooShort},
		{"password", vault.CodeTooCommon},
		{"PASSWORD", vault.CodeTooCommon},
		{"P@ssw0rd!", vault.CodeTooCommon},
		{"pa55word", vault.CodeTooCommon},
		{"pass word", ""}, // nobody's list has it; and there are no rules about spaces
		{"12345678", vault.CodeTooCommon},
		{"87654321", vault.CodeTooCommon},
		{"24031987", vault.CodeTooCommon}, // someone's birthday
		{"07700 90012", vault.CodeTooCommon},
		{"aaaaaaaa", vault.CodeTooCommon},
		{"abababab", vault.CodeTooCommon},
		{"nhs1nhs1", vault.CodeTooCommon},
		{"qwertyui", vault.CodeTooCommon},
		{"asdfghjkl", vault.CodeTooCommon},
		{"abcdefgh1", vault.CodeTooCommon},
		{"qwer1234", vault.CodeTooCommon},
		{"1q2w3e4r", vault.CodeTooCommon},
		{"dialog24", vault.CodeTooCommon},
		{"Dialog2026!", vault.CodeTooCommon},
		{"alongside", vault.CodeTooCommon},
		{"Alongside1", vault.CodeTooCommon},
		{"al0ngs1de", vault.CodeTooCommon},
		{"hospital", vault.CodeTooCommon},
		{"Hospital99", vault.CodeTooCommon},
		{"nhs12345", vault.CodeTooCommon},
		{"nhsdialog", vault.CodeTooCommon},
		{"welcome1", vault.CodeTooCommon},
		{"letmein123", vault.CodeTooCommon},
		{"Summer2026", vault.CodeTooCommon},
		{"liverpool1", vault.CodeTooCommon},
		{"mynurse!!", vault.CodeTooCommon},
		{"\uff50assword", vault.CodeTooCommon}, // a wide p
		{"bucket of", ""},
		{"trombone", ""},
		{"kelp-otter", ""},
		{"sehr geheim", ""},
		{"パスワードです！", ""},
		{"aaaaaaaaaaaa", ""}, // of twelve characters only one word with something around it is refused
		{"password1234", vault.CodeTooCommon},
		{"P@ssw0rd!2026!", vault.CodeTooCommon},
		{"2026-Alongside-2026", vault.CodeTooCommon},
		{"nhs9990732574", vault.CodeTooCommon},
		{"Appointment!", vault.CodeTooCommon},
		{"password trombone", ""},
		{"trombone1234", ""}, // the list is not a dictionary
		{"correct horse battery staple", ""},
	} {
		if err := vault.CheckPassphrase(c.passphrase); vault.CodeOf(err) != c.want || err == nil != (c.want == "") {
			t.Errorf("%q: %v, want %q", c.passphrase, err, c.want)
		}
	}
}

// The deny list stands for well over a thousand of the first things to try.
func TestDenyListIsLong(t *testing.T) {
	n := 0
	for _, word := range []string{"password", "welcome", "hospital", "dialog", "alongside", "nhsnhs", "liverpool", "monday", "summer", "clinic"} {
		for _, w := range []string{word, strings.ToUpper(word), strings.ToUpper(word[:1]) + word[1:], strings.ReplaceAll(word, "o", "0")} {
			for _, ending := range strings.Fields("1 12 123 ! 1! 123! 01 07 21 69 77 99 00 2019 2020 2021 2022 2023 2024 2025 2026 2026! #1 @1 ?? 111 321") {
				p := w + ending
				if len(p) < vault.MinPassphrase || len(p) >= vault.LongPassphrase {
					continue
				}
				if n++; vault.CodeOf(vault.CheckPassphrase(p)) != vault.CodeTooCommon {
					t.Errorf("%q is taken", p)
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d were tried", n)
	}
}

func TestLongPassphrasesAreTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.StringOfN(rapid.RuneFrom([]rune("aeiou 1!Éßж中\u0301")), vault.LongPassphrase*2, 60, -1).Draw(t, "passphrase")
		if err := vault.CheckPassphrase(p); err != nil {
			t.Fatalf("%q: %v", p, err)
		}
	})
}
