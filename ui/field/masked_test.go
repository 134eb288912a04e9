package field_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"alongside/dialog/text"
	"alongside/ui/field"
)

func newMasked() *field.Masked {
	return field.NewMasked(field.About{Name: "passphrase", Label: "Passphrase"}, field.Mask{Most: 40})
}

func TestMasked(t *testing.T) {
	tests := map[string]struct {
		keys []string
		raw  string
		seen string
	}{
		"nothing":                   {nil, "", "|"},
		"one mark a character":      {[]string{"abc"}, "abc", "•••|"},
		"a wide character":          {[]string{"李a"}, "李a", "••|"},
		"an accent is part of one":  {[]string{"e\u0301x"}, "e\u0301x", "••|"},
		"spaces are kept and hid":   {[]string{" a", "space", "space", "b "}, " a  b ", "••••••|"},
		"taken back":                {[]string{"abc", "backspace"}, "ab", "••|"},
		"in the middle":             {[]string{"abd", "left", "c"}, "abcd", "•••|•"},
		"delete":                    {[]string{"abc", "home", "delete"}, "bc", "|••"},
		"all taken back":            {[]string{"abc def", "ctrl+u"}, "", "|"},
		"ends":                      {[]string{"bc", "home", "a", "end", "d"}, "abcd", "••••|"},
		"other keys leave it alone": {[]string{"ab", "up", "down", "enter", "tab", "ctrl+v"}, "ab", "••|"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newMasked()
			press(f, test.keys...)
			if f.Raw() != test.raw {
				t.Errorf("holds %q, want %q", f.Raw(), test.raw)
			}
			if got := drawn(f, 30, true, unicode); got != test.seen {
				t.Errorf("shows %q, want %q", got, test.seen)
			}
			if got, want := drawn(f, 30, true, ascii), strings.ReplaceAll(test.seen, "•", "*"); got != want {
				t.Errorf("in ASCII it shows %q, want %q", got, want)
			}
		})
	}
}

func TestMaskedValueNeverIsTheText(t *testing.T) {
	f := newMasked()
	if f.Value() != "" || f.Changed() {
		t.Error("it does not start unanswered")
	}
	press(f, "swordfish")
	if f.Value() != field.Hidden || !f.Changed() {
		t.Errorf("got %q", f.Value())
	}
	if got := field.NewForm(f).Values()["passphrase"]; got != field.Hidden {
		t.Errorf("a form gives it away: %q", got)
	}
}

func TestMaskedPaste(t *testing.T) {
	digits := field.Mask{Most: 6, Takes: func(r rune) bool { return r >= '0' && r <= '9' }, Refuses: "Digits only, please."}
	tests := map[string]struct {
		mask         field.Mask
		paste        string
		raw, refusal string
	}{
		"taken as it is":        {field.Mask{Most: 40}, "correct  horse", "correct  horse", ""},
		"without its line ends": {field.Mask{Most: 40}, "horse\r\n", "horse", ""},
		"nothing":               {field.Mask{Most: 40}, "\n", "", ""},
		"two lines":             {field.Mask{Most: 40}, "a\nb", "", "Nothing was pasted. That holds something that cannot be typed."},
		"an escape":             {field.Mask{Most: 40}, "a\x1b[2Jb", "", "Nothing was pasted. That holds something that cannot be typed."},
		"not text":              {field.Mask{Most: 40}, "a\xff", "", "Nothing was pasted. That holds something that cannot be typed."},
		"too long":              {field.Mask{Most: 4}, "abcde", "", "Nothing was pasted. No more than 4 characters fit here."},
		"digits":                {digits, "824613", "824613", ""},
		"letters among digits":  {digits, "82461x", "", "Nothing was pasted. Digits only, please."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := field.NewMasked(field.About{Name: "pin", Label: "PIN"}, test.mask)
			if !f.Update(tea.PasteMsg{Content: test.paste}) {
				t.Error("the paste was not for the field")
			}
			if f.Raw() != test.raw || f.Refusal() != test.refusal {
				t.Errorf("holds %q and says %q", f.Raw(), f.Refusal())
			}
		})
	}
}

func TestMaskedShowsBreaksWhereAsked(t *testing.T) {
	f := field.NewMasked(field.About{Name: "key", Label: "Key"}, field.Mask{Most: 80, Breaks: true})
	press(f, "ab-cd ef")
	if got := drawn(f, 30, true, unicode); got != "••-•• ••|" {
		t.Errorf("shows %q", got)
	}
}

func TestMaskedRefusesAndChecks(t *testing.T) {
	f := field.NewMasked(field.About{Name: "pin", Label: "PIN"}, field.Mask{
		Most: 3, Takes: func(r rune) bool { return r >= '0' && r <= '9' }, Refuses: "Digits only, please.",
		Check: func(b []byte) string {
			if len(b) < 3 {
				return "Three digits."
			}
			return ""
		},
	})
	press(f, "1x")
	if f.Raw() != "1" || f.Refusal() != "Digits only, please." || f.Problem() != "Three digits." || f.Value() != "" {
		t.Errorf("holds %q, refuses with %q, problem %q", f.Raw(), f.Refusal(), f.Problem())
	}
	press(f, "234")
	if f.Raw() != "123" || f.Refusal() != "No more than 3 characters fit here." {
		t.Errorf("holds %q, refuses with %q", f.Raw(), f.Refusal())
	}
	if f.Leave(); f.Refusal() != "" || f.Problem() != "" || f.Value() != field.Hidden {
		t.Errorf("left with %q, %q, %q", f.Refusal(), f.Problem(), f.Value())
	}
}

func TestMaskedTakeAndClear(t *testing.T) {
	f := newMasked()
	press(f, "swordfish")
	c := f.Copy()
	if c.Clear(); f.Raw() != "swordfish" || !f.Changed() {
		t.Errorf("a copy took it away, and left %q", f.Raw())
	}
	s := f.Take()
	if s.Raw() != "swordfish" || f.Raw() != "" || f.Changed() || drawn(f, 20, true, unicode) != "|" {
		t.Errorf("took %q and left %q", s.Raw(), f.Raw())
	}
	bytes, copied := s.Bytes(), s
	s.Clear()
	if !copied.Empty() || copied.Raw() != "" || strings.Trim(string(bytes), "\x00") != "" {
		t.Errorf("still there: %q", bytes)
	}
	f.Set("again")
	if f.Raw() != "again" || f.Changed() {
		t.Errorf("set: holds %q, changed %v", f.Raw(), f.Changed())
	}
	if f.Clear(); f.Raw() != "" {
		t.Error("not cleared")
	}
}

func TestSecret(t *testing.T) {
	var none field.Secret
	a, b := field.NewSecret([]byte("one")), field.NewSecret([]byte("two"))
	if !none.Empty() || a.Empty() || none.Raw() != "" || a.Equal(b) || a.Equal(none) || !a.Equal(field.NewSecret([]byte("one"))) {
		t.Error("a secret does not compare as it should")
	}
	none.Clear()
}

// TestNothingPrintsASecret prints secrets, and what holds them, in every way that
// a log or a failing test might.
func TestNothingPrintsASecret(t *testing.T) {
	const canary = "swordfish-71"
	f := newMasked()
	press(f, canary)
	s := field.NewSecret([]byte(canary))
	type holder struct {
		Shown  field.Secret
		hidden field.Secret
		inside *field.Masked
	}
	h := holder{s, s, f}
	for _, v := range []any{s, &s, f, *f, h, &h, []field.Secret{s}, map[string]any{"s": s, "h": h, "f": f}, error(fmt.Errorf("failed with %v: %+v", s, h))} {
		printed := []string{}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			printed = append(printed, fmt.Sprintf(verb, v))
		}
		encoded, _ := json.Marshal(v)
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("it", "v", v)
		printed = append(printed, string(encoded), log.String())
		for _, p := range printed {
			if leaks(p, canary) {
				t.Errorf("%T gives it away: %s", v, p)
			}
		}
	}
}

// leaks looks for a text as it is, in hexadecimal, and as a list of numbers.
func leaks(printed, canary string) bool {
	bytes := strings.Trim(fmt.Sprint([]byte(canary)), "[]")
	gone := fmt.Sprintf("%#v", []byte(canary))
	return strings.Contains(printed, canary) || strings.Contains(printed, fmt.Sprintf("%x", canary)) ||
		strings.Contains(printed, bytes) || strings.Contains(printed, gone[len("[]byte{"):len(gone)-1])
}

func TestLeaksFindsEveryForm(t *testing.T) {
	for _, verb := range []string{"%s", "%x", "%v", "%#v"} {
		if !leaks(fmt.Sprintf(verb, []byte("swordfish")), "swordfish") {
			t.Errorf("%s is not found", verb)
		}
	}
}

// TestMaskedAsText edits a masked field and an open one alike: they hold the same
// text, and the masked one shows a mark for each character and nothing else.
func TestMaskedAsText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "e", "\u0301", "李", "👩", "left", "right", "home", "end", "backspace", "delete", "ctrl+u", "space"})
	rapid.Check(t, func(t *rapid.T) {
		masked, open := newMasked(), field.NewText(field.About{}, text.Note)
		t.Repeat(map[string]func(*rapid.T){
			"key": func(t *rapid.T) {
				p := piece.Draw(t, "key")
				if utf8.RuneCountInString(open.Raw()) == 40 {
					return
				}
				press(masked, p)
				press(open, p)
			},
			"": func(t *rapid.T) {
				if masked.Raw() != open.Raw() {
					t.Fatalf("holds %q, the open one %q", masked.Raw(), open.Raw())
				}
				if seen := drawn(masked, 60, false, unicode); strings.Trim(seen, "•") != "" {
					t.Fatalf("shows %q", seen)
				}
			},
		})
	})
}
