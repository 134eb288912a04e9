package input

import (
	"strings"
	"testing"
	"time"
)

const ms = time.Millisecond

// piece is what is read together, and how long after the piece before it.
type piece struct {
	after time.Duration
	data  string
}

// at is a piece, now one without a pause.
func at(after time.Duration, data string) piece { return piece{after, data} }
func now(data string) piece                     { return piece{0, data} }

// typing is text typed with the same time between the keys.
func typing(gap time.Duration, s string) []piece {
	var pieces []piece
	for _, r := range s {
		pieces = append(pieces, piece{gap, string(r)})
	}
	return pieces
}

// play gives pieces to a filter and two seconds of silence after them, as a
// guard does: what is due is done before the next piece.
func play(pieces ...piece) string {
	var f filter
	var out strings.Builder
	moment := time.Unix(1_700_000_000, 0)
	take := func() {
		for _, u := range f.out {
			out.Write(u)
		}
		f.out = nil
	}
	for _, p := range pieces {
		for end := moment.Add(p.after); ; take() {
			d := f.deadline()
			if d.IsZero() || d.After(end) {
				moment = end
				break
			}
			moment = d
			f.expire(d)
		}
		f.feed(moment, []byte(p.data))
		take()
	}
	f.expire(moment.Add(2 * time.Second))
	take()
	return out.String()
}

func pasted(s string) string { return pasteStart + s + pasteStop }

func TestKeysPass(t *testing.T) {
	whole := map[string]string{
		"a letter":                 "a",
		"a digit":                  "7",
		"space":                    " ",
		"enter":                    "\r",
		"tab":                      "\t",
		"backspace":                "\x7f",
		"ctrl+c":                   "\x03",
		"ctrl+space":               "\x00",
		"two bytes":                "é",
		"three bytes":              "€",
		"four bytes":               "😀",
		"alt and a letter":         "\x1bf",
		"alt and two bytes":        "\x1bé",
		"up":                       "\x1b[A",
		"up, application mode":     "\x1bOA",
		"shift+left":               "\x1b[1;2D",
		"page down":                "\x1b[6~",
		"ctrl+delete":              "\x1b[3;5~",
		"shift+tab":                "\x1b[Z",
		"f1":                       "\x1bOP",
		"f5":                       "\x1b[15~",
		"urxvt ctrl+up":            "\x1bOa",
		"urxvt ctrl+home":          "\x1b[7^",
		"xterm modified key":       "\x1b[27;5;105~",
		"kitty escape":             "\x1b[27u",
		"kitty release":            "\x1b[1;1:3A",
		"kitty ctrl+shift+a":       "\x1b[97:65;6u",
		"kitty text":               "\x1b[101:69;2:1;69u",
		"kitty flags":              "\x1b[?3u",
		"focus":                    "\x1b[I",
		"blur":                     "\x1b[O",
		"mouse":                    "\x1b[<0;120;40M",
		"mouse release":            "\x1b[<0;120;40m",
		"old mouse":                "\x1b[M !!",
		"old mouse, any bytes":     "\x1b[M\x1b\xff1",
		"mode report":              "\x1b[?2026;2$y",
		"device attributes":        "\x1b[?62;4c",
		"colour scheme":            "\x1b[?997;1n",
		"background":               "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
		"background, ended by bel": "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
	}
	for name, seq := range whole {
		t.Run(name, func(t *testing.T) {
			if got := play(now(seq)); got != seq {
				t.Errorf("got %q, want %q", got, seq)
			}
			for cut := 1; cut < len(seq); cut++ {
				if cut == 1 && seq[0] == esc {
					continue // Escape and then other keys
				}
				if got := play(now(seq[:cut]), at(200*ms, seq[cut:])); got != seq {
					t.Errorf("cut after %d bytes: got %q, want %q", cut, got, seq)
				}
			}
		})
	}
}

func TestKeysAreTold(t *testing.T) {
	tests := map[string]struct {
		give []piece
		want string
	}{
		"escape":                         {[]piece{now("\x1b")}, "\x1b[27u"},
		"escape and then a letter":       {[]piece{now("\x1b"), at(60*ms, "q")}, "\x1b[27uq"},
		"escape held down":               {[]piece{now("\x1b"), at(33*ms, "\x1b"), at(33*ms, "\x1b")}, "\x1b[27u"},
		"alt and an arrow in urxvt":      {[]piece{now("\x1b\x1b[A")}, "\x1b[A"},
		"linux console f1":               {[]piece{now("\x1b[[A")}, "\x1b[11~"},
		"linux console f5":               {[]piece{now("\x1b[[E")}, "\x1b[15~"},
		"linux console, no such key":     {[]piece{now("\x1b[[7")}, ""},
		"two letters at once":            {[]piece{now("ab")}, "ab"},
		"two letters and an arrow":       {[]piece{now("a\x1b[Ab")}, "a\x1b[Ab"},
		"fast typing":                    {typing(9*ms, "a quick brown fox"), "a quick brown fox"},
		"usual typing":                   {typing(120*ms, "weiß, Ω, né"), "weiß, Ω, né"},
		"a digit held, fast repeat":      {typing(15*ms, "4444444444"), "4444444444"},
		"an arrow held":                  {[]piece{now("\x1b[B"), at(15*ms, "\x1b[B"), at(15*ms, "\x1b[B")}, "\x1b[B\x1b[B\x1b[B"},
		"arrows that come together":      {[]piece{now(strings.Repeat("\x1b[B", 20))}, strings.Repeat("\x1b[B", 20)},
		"backspaces that come together":  {[]piece{now("\x7f\x7f\x7f\x7f")}, "\x7f\x7f\x7f\x7f"},
		"letters in twos, without hurry": {[]piece{now("ab"), at(100*ms, "cd"), at(100*ms, "ef")}, "abcdef"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := play(test.give...); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPastes(t *testing.T) {
	much := strings.Repeat("x", pasteLimit)
	tests := map[string]struct {
		give []piece
		want string
	}{
		"marked":                         {[]piece{now(pasted("hello"))}, pasted("hello")},
		"marked, in pieces":              {[]piece{now("\x1b[200~he"), at(250*ms, "llo\x1b[2"), at(250*ms, "01~")}, pasted("hello")},
		"marked, one digit":              {[]piece{now(pasted("5"))}, pasted("5")},
		"marked, nothing":                {[]piece{now(pasted(""))}, ""},
		"then a key":                     {[]piece{now(pasted("hello")), at(100*ms, "x")}, pasted("hello") + "x"},
		"then text without a pause":      {[]piece{now(pasted("hello") + "12")}, pasted("hello") + pasted("12")},
		"after a key":                    {[]piece{now("x"), at(100*ms, pasted("hello"))}, "x" + pasted("hello")},
		"line ends":                      {[]piece{now(pasted("a\rb\r\nc\nd"))}, pasted("a\nb\nc\nd")},
		"markers and escapes inside":     {[]piece{now(pasted("a\x1b[200~b\x1b]52;c"))}, pasted("a\x1a[200~b\x1a]52;c")},
		"broken utf-8 inside":            {[]piece{now(pasted("a\xffb\xe2\x82"))}, pasted("a\x1ab\x1a\x1a")},
		"end never comes":                {[]piece{now("\x1b[200~hello")}, pasted("hello")},
		"end never comes, then a key":    {[]piece{now("\x1b[200~hello"), at(301*ms, "x")}, pasted("hello") + "x"},
		"end never comes, keys at once":  {[]piece{now("\x1b[200~hello"), at(200*ms, "x"), at(301*ms, "y")}, pasted("hellox") + "y"},
		"end comes late":                 {[]piece{now("\x1b[200~hello"), at(400*ms, "\x1b[201~"), at(50*ms, "x")}, pasted("hello") + "x"},
		"rest comes late, with its end":  {[]piece{now("\x1b[200~hel"), at(400*ms, "lo\x1b[201~")}, pasted("hel")},
		"end marker is torn for good":    {[]piece{now("\x1b[200~hello\x1b[201"), at(400*ms, "x")}, pasted("hello\x1a[201") + "x"},
		"begins like a number of 200":    {[]piece{now("\x1b[0200;1~hello\x1b[201~")}, pasted("hello")},
		"too long":                       {[]piece{now(pasted(much + "12345"))}, pasted(much)},
		"too long, digits after a while": {[]piece{now("\x1b[200~" + much + "1234567"), at(200*ms, "1"), at(200*ms, "2"), at(200*ms, "\x1b[201~")}, pasted(much)},
		"too long, no end, then a key":   {[]piece{now("\x1b[200~" + much + "1234567"), at(301*ms, "x")}, pasted(much) + "x"},
		"unmarked digits":                {[]piece{now("1\n2\n3\n")}, pasted("1\n2\n3\n")},
		"unmarked, return for line ends": {[]piece{now("1\r2\r3\r")}, pasted("1\n2\n3\n")},
		"unmarked, three letters":        {[]piece{now("abc")}, pasted("abc")},
		"unmarked, byte by byte":         {typing(7*ms, "1\n2\n3\n"), pasted("1\n2\n3\n")},
		"unmarked, in pieces":            {[]piece{now("1\n2\n"), at(30*ms, "3"), at(30*ms, "\n")}, pasted("1\n2\n3\n")},
		"unmarked, sequences inside":     {[]piece{now("abc\x1b[A\x1b[201mdef")}, pasted("abcdef")},
		"unmarked, escape at its end":    {[]piece{now("abc\x1b")}, pasted("abc")},
		"unmarked, backspaces":           {[]piece{now("teh\x7f\x7fhe")}, pasted("the")},
		"unmarked, control characters":   {[]piece{now("abc\x01")}, pasted("abc\x1a")},
		"unmarked, then a key":           {[]piece{now("abc"), at(41*ms, "x")}, pasted("abc") + "x"},
		"unmarked, too long":             {[]piece{now(much + "123"), at(200*ms, "1")}, pasted(much)},
		"digit after garbage":            {[]piece{now("\xff5")}, pasted("5")},
		"digit before garbage":           {[]piece{now("5\xff")}, pasted("5")},
		"digit a while after garbage":    {[]piece{now("\xff"), at(41*ms, "5")}, "5"},
		"typing and then a paste":        {append(typing(100*ms, "ab"), at(100*ms, "cde")), "ab" + pasted("cde")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := play(test.give...); got != test.want {
				t.Errorf("got %q, want %q", brief(got), brief(test.want))
			}
		})
	}
}

// brief cuts the middle out of what is long.
func brief(s string) string {
	if len(s) < 200 {
		return s
	}
	return s[:80] + "…" + s[len(s)-80:]
}

func TestKeysPressedIntoAPasteThatDoesNotEnd(t *testing.T) {
	pieces := append([]piece{now("\x1b[200~some text that was pasted")}, typing(150*ms, "????????????")...)
	got := play(pieces...)
	_, after, found := strings.Cut(got, pasteStop)
	if !found || len(after) < 5 {
		t.Errorf("after a second keys are still swallowed: %q", got)
	}
}

func TestBurstThatGoesOnIsHandedOnInParts(t *testing.T) {
	got := play(typing(5*ms, strings.Repeat("x", 300))...)
	if parts := strings.Count(got, pasteStart); parts < 3 {
		t.Errorf("a burst of a second and a half came in %d parts", parts)
	}
	if rest := strings.NewReplacer(pasteStart, "", pasteStop, "").Replace(got); rest != strings.Repeat("x", 300) {
		t.Errorf("got %d characters, want 300", len(rest))
	}
	if outside := outsidePastes(got); outside != "" {
		t.Errorf("%q came as keys", outside)
	}
}

// outsidePastes takes the pastes out.
func outsidePastes(s string) string {
	var out strings.Builder
	for s != "" {
		before, rest, found := strings.Cut(s, pasteStart)
		out.WriteString(before)
		if !found {
			break
		}
		_, s, _ = strings.Cut(rest, pasteStop)
	}
	return out.String()
}

func TestGarbageIsDropped(t *testing.T) {
	tests := map[string]string{
		"bytes that are not utf-8":   "\xff\xfe\xc0\x80\xed\xa0\x80\xf5",
		"a character cut short":      "\xe2\x82",
		"the replacement character":  "\ufffd",
		"sequence that never ends":   "\x1b[1;2;3",
		"sequence too long":          "\x1b[" + strings.Repeat("1;", 200) + "A",
		"number too long":            "\x1b[18446744073709551816~",
		"private mark inside":        "\x1b[2?00~",
		"parameter after the space":  "\x1b[1 2A",
		"unknown final byte":         "\x1b[1;2z",
		"report of the window":       "\x1b[8;1;1t",
		"windows console key":        "\x1b[49;2;49;1;0;1_",
		"mouse in the way of urxvt":  "\x1b[32;10;10M",
		"broken by an enter":         "\x1b[1;2\r",
		"broken by the next":         "\x1b[1;2\x1b[A",
		"string broken by the next":  "\x1b]11;rg\x1b[A",
		"shift broken by the next":   "\x1bO\x1b[A",
		"escape after garbage":       "\x1b[1;\xff\x1b",
		"arrow after garbage":        "\xff\x1b[A",
		"broken by a cancel":         "\x1b[1;2\x18",
		"broken by a high byte":      "\x1b[1\xff",
		"clipboard":                  "\x1b]52;c;MQ==\x1b\\",
		"title":                      "\x1b]2;7\x07",
		"background with a control":  "\x1b]11;rgb:\x011/1/1\x07",
		"capability":                 "\x1bP1+r524742\x1b\\",
		"version":                    "\x1bP>|term 1.0\x1b\\",
		"string that never ends":     "\x1b]11;rgb:1e1e/1e1e",
		"string too long":            "\x1b]11;" + strings.Repeat("1", 5000) + "\x07",
		"string broken by a cancel":  "\x1b]11;rgb\x18",
		"application string":         "\x1b_Gi=1;7\x1b\\",
		"end of a paste that is not": "\x1b[201~",
		"single shift, unfinished":   "\x1bO",
		"single shift, high byte":    "\x1bO\xff",
		"old mouse, unfinished":      "\x1b[M1",
	}
	for name, give := range tests {
		t.Run(name, func(t *testing.T) {
			if got := play(now(give)); got != "" {
				t.Errorf("got %q", brief(got))
			}
			if got := play(now(give), at(time.Second, "x")); got != "x" {
				t.Errorf("a second later a key gives %q", brief(got))
			}
		})
	}
}

func TestRestOfASequenceIsNoKey(t *testing.T) {
	tests := map[string][]piece{
		"late final byte": {now("\x1b[1;5"), at(290*ms, "A")},
		"late digit":      {now("\x1b["), at(290*ms, "5~")},
	}
	for name, give := range tests {
		t.Run(name, func(t *testing.T) {
			if got := play(give...); !strings.HasPrefix(got, "\x1b") || strings.Count(got, "\x1b") != 1 {
				t.Errorf("got %q, want one key", got)
			}
		})
	}
}

func TestFloodOfKeysIsBounded(t *testing.T) {
	got := play(now(strings.Repeat("\x1b[B", 100_000)), at(time.Second, "\x1b[A"))
	if n := strings.Count(got, "\x1b[B"); n != budgetSize {
		t.Errorf("%d keys came through, want %d", n, budgetSize)
	}
	if !strings.HasSuffix(got, "\x1b[A") {
		t.Error("a second later a key does not come through")
	}
}
