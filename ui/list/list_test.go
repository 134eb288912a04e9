package list_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/ui/list"
)

func self(s string) string { return s }

func plainRow(item string, selected bool, _ int) string {
	if selected {
		return "> " + item
	}
	return "  " + item
}

func letters(s string) []string { return strings.Split(s, "") }

func press(l interface{ Update(tea.Msg) bool }, codes ...rune) {
	for _, c := range codes {
		l.Update(tea.KeyPressMsg{Code: c})
	}
}

func TestKeys(t *testing.T) {
	tests := map[string]struct {
		keys   []rune
		want   []string
		cursor int
	}{
		"at first":             {nil, []string{"> a", "  b", "  c"}, 0},
		"down":                 {[]rune{tea.KeyDown}, []string{"  a", "> b", "  c"}, 1},
		"scrolls when it must": {[]rune{tea.KeyDown, tea.KeyDown, tea.KeyDown}, []string{"  b", "  c", "> d"}, 2},
		"back without scrolling": {
			[]rune{tea.KeyDown, tea.KeyDown, tea.KeyDown, tea.KeyUp}, []string{"  b", "> c", "  d"}, 1,
		},
		"a page":          {[]rune{tea.KeyPgDown}, []string{"  b", "  c", "> d"}, 2},
		"a page back":     {[]rune{tea.KeyEnd, tea.KeyPgUp}, []string{"> f", "  g", "  h"}, 0},
		"end":             {[]rune{tea.KeyEnd}, []string{"  g", "  h", "> i"}, 2},
		"home":            {[]rune{tea.KeyEnd, tea.KeyHome}, []string{"> a", "  b", "  c"}, 0},
		"no wrap at top":  {[]rune{tea.KeyUp}, []string{"> a", "  b", "  c"}, 0},
		"no wrap at end":  {[]rune{tea.KeyEnd, tea.KeyDown}, []string{"  g", "  h", "> i"}, 2},
		"page past end":   {[]rune{tea.KeyEnd, tea.KeyPgDown}, []string{"  g", "  h", "> i"}, 2},
		"page past start": {[]rune{tea.KeyDown, tea.KeyPgUp}, []string{"> a", "  b", "  c"}, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := list.New(self)
			l.Reset(letters("abcdefghi"))
			l.Draw(10, 3, plainRow)
			press(l, test.keys...)
			got, cursor := l.Draw(10, 3, plainRow)
			if diff := cmp.Diff(test.want, got); diff != "" || cursor != test.cursor {
				t.Errorf("cursor %d, want %d\n%s", cursor, test.cursor, diff)
			}
			again, _ := l.Draw(10, 3, plainRow)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("drawing again differs\n%s", diff)
			}
		})
	}
}

func TestOtherMessagesAreNotTaken(t *testing.T) {
	l := list.New(self)
	l.Reset(letters("abc"))
	for _, msg := range []tea.Msg{tea.KeyPressMsg{Code: 'j', Text: "j"}, tea.KeyPressMsg{Code: tea.KeyEnter}, tea.KeyReleaseMsg{Code: tea.KeyDown}, tea.WindowSizeMsg{}} {
		if l.Update(msg) || l.Cursor() != 0 {
			t.Errorf("%T %v was taken", msg, msg)
		}
	}
}

func TestSet(t *testing.T) {
	tests := map[string]struct {
		now   string
		at    rune // where the cursor is before, in "abcdefghi" with three rows
		want  []string
		moved bool
	}{
		"the same":              {"abcdefghi", 'e', []string{"  c", "  d", "> e"}, false},
		"new ones above":        {"xyzabcdefghi", 'e', []string{"  c", "  d", "> e"}, false},
		"one above gone":        {"acdefghi", 'e', []string{"  c", "  d", "> e"}, false},
		"sorted another way":    {"ihgfedcba", 'e', []string{"  g", "  f", "> e"}, false},
		"gone":                  {"abcdfghi", 'e', []string{"  c", "  d", "> f"}, true},
		"gone with the next":    {"abcdghi", 'e', []string{"  c", "  d", "> g"}, true},
		"gone with all after":   {"abcd", 'e', []string{"  b", "  c", "> d"}, true},
		"all others":            {"xyz", 'e', []string{"> x", "  y", "  z"}, true},
		"fewer than the window": {"e", 'e', []string{"> e"}, false},
		"none":                  {"", 'e', nil, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := list.New(self)
			l.Reset(letters("abcdefghi"))
			l.Draw(10, 3, plainRow)
			l.Select(string(test.at))
			var now []string
			if test.now != "" {
				now = letters(test.now)
			}
			moved := l.Set(now)
			got, _ := l.Draw(10, 3, plainRow)
			if diff := cmp.Diff(test.want, got); diff != "" || moved != test.moved {
				t.Errorf("moved %v, want %v\n%s", moved, test.moved, diff)
			}
		})
	}
}

func TestSetOnAnEmptyListHasNotMoved(t *testing.T) {
	l := list.New(self)
	if l.Set(letters("abc")) {
		t.Error("there was no item to move from")
	}
	if got, ok := l.Current(); !ok || got != "a" {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestEmpty(t *testing.T) {
	l := list.New(self)
	press(l, tea.KeyDown, tea.KeyEnd, tea.KeyPgUp)
	if lines, row := l.Draw(10, 3, plainRow); lines != nil || row != -1 {
		t.Errorf("got %q, row %d", lines, row)
	}
	if got, ok := l.Current(); ok || got != "" {
		t.Errorf("got %q, %v", got, ok)
	}
	if l.Select("a") || len(l.Keys()) != 0 {
		t.Error("an empty list has nothing to select or to move between")
	}
}

func TestRowsAreCutToTheWidth(t *testing.T) {
	l := list.New(self)
	l.Reset([]string{"a long name", "李小龍先生", "\x1b[1mbold and long\x1b[0m"})
	lines, _ := l.Draw(6, 3, func(item string, _ bool, _ int) string { return item })
	for _, line := range lines {
		if ansi.StringWidth(line) > 6 {
			t.Errorf("%q is too wide", line)
		}
	}
}

func TestTallRows(t *testing.T) {
	l := list.New(self)
	l.SetRowHeight(2)
	l.Reset(letters("abcd"))
	press(l, tea.KeyDown, tea.KeyDown)
	row := func(item string, selected bool, width int) string {
		if item == "b" {
			return "b only"
		}
		return plainRow(item, selected, width) + "\nmore\ntoo much"
	}
	got, cursor := l.Draw(10, 5, row)
	if diff := cmp.Diff([]string{"b only", "", "> c", "more"}, got); diff != "" || cursor != 2 {
		t.Errorf("cursor %d\n%s", cursor, diff)
	}
	if got, cursor := l.Draw(10, 1, row); cursor != 0 || len(got) != 1 || got[0] != "> c" {
		t.Errorf("in one line: %q, cursor %d", got, cursor)
	}
}

func TestHidden(t *testing.T) {
	l := list.New(self)
	l.Reset(letters("abcdefghi"))
	press(l, tea.KeyEnd)
	l.Draw(10, 4, plainRow)
	press(l, tea.KeyUp)
	if above, below := l.Hidden(); above != 5 || below != 0 {
		t.Errorf("got %d above, %d below", above, below)
	}
}

// TestAnyKeysAndAnyChange checks after each step what a person relies on: the
// cursor is on an item, its row can be seen, and a change of the items never
// puts it on another item while its own is still there.
func TestAnyKeysAndAnyChange(t *testing.T) {
	keys := []rune{tea.KeyUp, tea.KeyDown, tea.KeyPgUp, tea.KeyPgDown, tea.KeyHome, tea.KeyEnd}
	subset := rapid.Custom(func(t *rapid.T) []string {
		return rapid.SliceOfDistinct(rapid.SampledFrom(letters("abcdefghijklmnop")), self).Draw(t, "items")
	})
	rapid.Check(t, func(t *rapid.T) {
		l := list.New(self)
		t.Repeat(map[string]func(*rapid.T){
			"key": func(t *rapid.T) { press(l, rapid.SampledFrom(keys).Draw(t, "key")) },
			"set": func(t *rapid.T) {
				before, had := l.Current()
				items := subset.Draw(t, "set")
				moved := l.Set(items)
				after, _ := l.Current()
				if had && slices.Contains(items, before) && (moved || after != before) {
					t.Fatalf("went from %q to %q", before, after)
				}
				if had && !slices.Contains(items, before) && !moved {
					t.Fatalf("%q has gone and nothing says so", before)
				}
			},
			"draw": func(t *rapid.T) {
				height := rapid.IntRange(1, 20).Draw(t, "height")
				lines, row := l.Draw(10, height, plainRow)
				if len(lines) != min(height, l.Len()) {
					t.Fatalf("%d lines of %d items in height %d", len(lines), l.Len(), height)
				}
				item, ok := l.Current()
				if ok && lines[row] != "> "+item {
					t.Fatalf("row %d is %q, the cursor is on %q", row, lines[row], item)
				}
			},
		})
	})
}

func many(n int) []string {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf("%06d  SURNAME, Given name  41y  14-Mar-2026  4.5 5.0", i)
	}
	return items
}

// BenchmarkKey is one key and one drawing in the middle of a list; "byhand" is
// drawing 36 rows with nothing around them, which is what it must cost at any
// length.
func BenchmarkKey(b *testing.B) {
	const width, height = 120, 36
	b.Run("byhand", func(b *testing.B) {
		items := many(height)
		for b.Loop() {
			lines := make([]string, height)
			for i, item := range items {
				lines[i] = plainRow(item, i == 3, width)
			}
		}
	})
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := list.New(self)
			l.Reset(many(n))
			l.Draw(width, height, plainRow)
			l.Select(many(n)[n/2])
			for i := 0; b.Loop(); i++ {
				l.Update(tea.KeyPressMsg{Code: []rune{tea.KeyDown, tea.KeyUp}[i%2]})
				l.Draw(width, height, plainRow)
			}
		})
	}
}

// TestOnlyTheWindowIsDrawn is what makes the cost flat.
func TestOnlyTheWindowIsDrawn(t *testing.T) {
	l := list.New(self)
	l.Reset(many(100_000))
	drawn := 0
	press(l, tea.KeyEnd)
	l.Draw(120, 36, func(item string, selected bool, width int) string {
		drawn++
		return plainRow(item, selected, width)
	})
	if drawn != 36 {
		t.Errorf("%d rows were drawn, want 36", drawn)
	}
}
