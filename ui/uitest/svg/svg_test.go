package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"alongside/ui/uitest/svg"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample has one of everything: styles, all kinds of colour, box drawing, wide and
// joining letters, symbols and characters that XML reserves.
var sample = strings.Join([]string{
	"╭──────────────────────────────────────╮",
	"│ \x1b[1mbold\x1b[22m \x1b[2mfaint\x1b[22m \x1b[3mitalic\x1b[23m \x1b[4munder line\x1b[24m \x1b[9mgone\x1b[m    │",
	"├───────┬───────┼───────┴──┤ \x1b[7m reverse \x1b[27m │",
	"\x1b[30m0 \x1b[31m1 \x1b[32m2 \x1b[33m3 \x1b[34m4 \x1b[35m5 \x1b[36m6 \x1b[37m7 \x1b[90m8 \x1b[91m9 \x1b[92ma \x1b[93mb \x1b[94mc \x1b[95md \x1b[96me \x1b[97mf\x1b[m",
	"\x1b[38;5;208morange\x1b[39m \x1b[38;2;86;180;233msky\x1b[39m \x1b[48;5;17mnavy\x1b[49m \x1b[48:2::0:114:178mblue ground\x1b[m",
	"7 ┤ ·●· life & <times> \"x\"  :■: ↑ × ▲",
	"SMITH 李小龍 Łukasz Ωmega نور देवी 👩‍⚕️ e\u0301nd",
	"\x1b[4:3mcurly\x1b[4:0m \x1b[21mdouble\x1b[24m \x1b[8msecret\x1b[28m \x1b[1;4;31;47mall\x1b[0m",
	"╰──────────────────────────────────────╯",
}, "\n")

func TestScreenGolden(t *testing.T) {
	for _, c := range []struct {
		name string
		o    svg.Options
	}{
		{"dark", svg.Options{Title: "Alongside & more"}},
		{"light", svg.Options{Title: "Alongside & more", Light: true}},
		{"untitled", svg.Options{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := svg.Screen(sample, 42, 9, c.o)
			path := filepath.Join("testdata", c.name+".svg")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("%s differs (-want +got):\n%s", path, diff)
			}
		})
	}
}

// element is a start tag of the picture with the text in it.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// number returns an attribute as a number, 0 if there is none.
func (e element) number(name string) float64 {
	v, _ := strconv.ParseFloat(e.attrs[name], 64)
	return v
}

// parse reads an SVG file strictly.
func parse(data []byte) ([]element, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var out []element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			out = append(out, e)
		case xml.CharData:
			if len(out) > 0 {
				out[len(out)-1].text += strings.TrimSuffix(string(token), "\n")
			}
		}
	}
}

// draw is the elements of a screen of 20 by 3 without a title.
func draw(t *testing.T, styled string) []element {
	t.Helper()
	out, err := parse(svg.Screen(styled, 20, 3, svg.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// texts returns the text elements of a screen.
func texts(t *testing.T, styled string) []element {
	t.Helper()
	var out []element
	for _, e := range draw(t, styled) {
		if e.name == "text" {
			out = append(out, e)
		}
	}
	return out
}

func TestTextIsWrittenInRuns(t *testing.T) {
	cases := []struct {
		name, styled string
		want         []string
	}{
		{"words stay together", "one two", []string{"one two"}},
		{"wide spaces part", "one   two", []string{"one", "two"}},
		{"style parts", "one\x1b[1mtwo\x1b[mthree", []string{"one", "two", "three"}},
		{"symbols are alone", "a●■b", []string{"a", "●", "■", "b"}},
		{"wide letters are alone", "a李小b", []string{"a", "李", "小", "b"}},
		{"joining letters are together", "نور", []string{"نور"}},
		{"a mark stays with its letter", "xe\u0301y", []string{"x", "e\u0301", "y"}},
		{"box drawing is no text", "─│a┼", []string{"a"}},
		{"concealed", "a\x1b[8mb\x1b[28mc", []string{"a", "c"}},
		{"reserved", "<&>\"'", []string{"<&>\"'"}},
		{"too wide", strings.Repeat("x", 25), []string{strings.Repeat("x", 20)}},
		{"no room for a wide letter", strings.Repeat("x", 19) + "李", []string{strings.Repeat("x", 19)}},
		{"too many lines", "1\n2\n3\n4", []string{"1", "2", "3"}},
		{"tab", "a\tb", []string{"a", "b"}},
		{"carriage return", "abc\r\x1b[1mx", []string{"x", "bc"}},
		{"other sequences", "a\x1b[2J\x1b[5;5H\x1b]0;title\x07\x1b]8;;http://x\x1b\\b\x1b]8;;\x1b\\\x1bPq\x1b\\c", []string{"abc"}},
		{"not UTF-8", "a\xff\xfeb", []string{"a", "\ufffd", "b"}},
		{"nothing", "", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range texts(t, c.styled) {
				got = append(got, e.text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTextStandsInItsColumns(t *testing.T) {
	const cell = 8.43
	ts := texts(t, "abc  李●de")
	if len(ts) != 4 {
		t.Fatalf("%d texts", len(ts))
	}
	origin := ts[0].number("x")
	near := func(name string, got, want float64) {
		if d := got - want; d < -0.02 || d > 0.02 {
			t.Errorf("%s at %v, want %v", name, got, want)
		}
	}
	near("the width of abc", ts[0].number("textLength"), 3*cell)
	near("the middle of the wide letter", ts[1].number("x"), origin+6*cell)
	near("the middle of the symbol", ts[2].number("x"), origin+7.5*cell)
	near("de", ts[3].number("x"), origin+8*cell)
}

func TestStyles(t *testing.T) {
	plain := texts(t, "x")[0].attrs["fill"]
	cases := []struct {
		name, styled string
		want         map[string]string
	}{
		{"bold", "\x1b[1mx", map[string]string{"font-weight": "700"}},
		{"italic", "\x1b[3mx", map[string]string{"font-style": "italic"}},
		{"reset", "\x1b[1;3;31mx\x1b[mx", map[string]string{"fill": plain}},
		{"empty parameters reset", "\x1b[31m\x1b[;mx", map[string]string{"fill": plain}},
		{"default colour", "\x1b[31;39mx", map[string]string{"fill": plain}},
		{"true colour", "\x1b[38;2;1;2;3mx", map[string]string{"fill": "#010203"}},
		{"true colour with colons", "\x1b[38:2::1:2:3mx", map[string]string{"fill": "#010203"}},
		{"of the cube", "\x1b[38;5;196mx", map[string]string{"fill": "#ff0000"}},
		{"grey", "\x1b[38;5;232mx", map[string]string{"fill": "#080808"}},
		{"after a colour", "\x1b[38;5;196;1mx", map[string]string{"fill": "#ff0000", "font-weight": "700"}},
		{"half a colour", "\x1b[38;2;1mx", map[string]string{"fill": plain}},
		{"unknown", "\x1b[999;53mx", map[string]string{"fill": plain}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ts := texts(t, c.styled)
			for name, want := range c.want {
				if got := ts[len(ts)-1].attrs[name]; got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// grounds counts the painted backgrounds of a screen.
func grounds(t *testing.T, styled string) (out []element) {
	t.Helper()
	for _, e := range draw(t, styled) {
		if e.attrs["shape-rendering"] == "crispEdges" {
			out = append(out, e)
		}
	}
	return out
}

func TestGrounds(t *testing.T) {
	if g := grounds(t, "plain"); len(g) != 0 {
		t.Errorf("plain text has %d grounds", len(g))
	}
	if g := grounds(t, "\x1b[44mtwo \x1b[1mstyles\x1b[m"); len(g) != 1 || g[0].number("width") != 84.3 {
		t.Errorf("one ground of ten cells is %v", g)
	}
	plain := texts(t, "x")[0].attrs["fill"]
	if g := grounds(t, "\x1b[7mx\x1b[m"); len(g) != 1 || g[0].attrs["fill"] != plain {
		t.Errorf("the ground of reversed text is %v, want %s", g, plain)
	}
}

func TestLinesUnderText(t *testing.T) {
	count := func(styled string) int {
		n := 0
		for _, e := range draw(t, styled) {
			if e.name == "path" && e.attrs["fill"] == "none" {
				n += strings.Count(e.attrs["d"], "M")
			}
		}
		return n
	}
	for _, c := range []struct {
		name, styled string
		want         int
	}{
		{"none", "x", 0}, {"under", "\x1b[4mone two\x1b[m", 1}, {"under a blank field", "\x1b[4m   \x1b[m", 1},
		{"through", "\x1b[9mx\x1b[m", 1}, {"both", "\x1b[4;9mx\x1b[m", 2}, {"curly off", "\x1b[4:3m\x1b[4:0mx", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := count(c.styled); got != c.want {
				t.Errorf("%d lines, want %d", got, c.want)
			}
		})
	}
}

func TestTitleIsEscapedAndNamesThePicture(t *testing.T) {
	out, err := parse(svg.Screen("", 10, 2, svg.Options{Title: `<"A" & B>` + "\x00"}))
	if err != nil {
		t.Fatal(err)
	}
	want := `<"A" & B>` + "\ufffd"
	if got := out[0].attrs["aria-label"]; got != want {
		t.Errorf("aria-label is %q, want %q", got, want)
	}
	if out[1].name != "title" || out[1].text != want {
		t.Errorf("got %+v", out[1])
	}
}

func TestSizeIsBounded(t *testing.T) {
	for _, s := range []struct{ cols, rows int }{{0, 0}, {-5, -5}, {1 << 40, 1}, {1, 1 << 40}} {
		if _, err := parse(svg.Screen("x", s.cols, s.rows, svg.Options{})); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func FuzzScreen(f *testing.F) {
	f.Add(sample, 42, 9)
	f.Add("\x1b[38:2:1:2:3:4:5:6:7mx\x1b[4:mx\x1b[58;5;1mx\x1b[38mx\x1b[48;5m", 10, 2)
	f.Add("\x1b[38;2;;;mx\x9b31mx\x1b[?1m\x1b[>4;1m", 10, 2)
	f.Fuzz(func(t *testing.T, styled string, cols, rows int) {
		a := svg.Screen(styled, cols%200, rows%60, svg.Options{Title: styled})
		if _, err := parse(a); err != nil {
			t.Fatalf("not well formed: %v\n%s", err, a)
		}
		if b := svg.Screen(styled, cols%200, rows%60, svg.Options{Title: styled}); !bytes.Equal(a, b) {
			t.Fatal("two pictures of one screen differ")
		}
	})
}
