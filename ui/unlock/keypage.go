package unlock

import (
	"fmt"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// keyPage shows the recovery key: the one screen that ever does.
type keyPage struct {
	gate   *Gate
	key    field.Secret
	opened Opened
	asking bool  // whether to leave without it
	left   bool  // it was left without it
	wanted []int // the groups to ask for, from 0; nil before they are picked
}

const (
	keyWords = "Write it down or print it now; keep it away from this laptop; whoever has it can open the record."
	keyNext  = "It is shown only now. Press Enter when you have it."
	keyShort = "Press Enter when you have it." // where there is no room for more
	keyLeave = "Leave before the key is checked? If the passphrase is forgotten, only this key opens the record. y to leave, n to stay"
)

func (k *keyPage) update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	stroke := press.Keystroke()
	switch {
	case k.asking && (stroke == "y" || stroke == "shift+y"):
		k.left = true
		k.key.Clear()
		return screen.GoBack
	case k.asking && (stroke == "n" || stroke == "shift+n" || stroke == "esc"):
		k.asking = false
	case k.asking:
	case stroke == "esc":
		k.asking = true
	case stroke == "enter":
		k.gate.part = newCheck(k)
	}
	return nil
}

func (k *keyPage) answered(answer) tea.Cmd { return nil }

// groups are the parts of the key as it was made.
func (k *keyPage) groups() []string {
	return strings.FieldsFunc(k.key.Raw(), func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) })
}

// draw draws the key as large as there is room for.
func (k *keyPage) draw(f screen.Frame, _ string) screen.Drawing {
	var lines []string
	next := keyNext
	if k.asking {
		next = keyLeave
	}
	for _, l := range []keyLayout{{true, true, true}, {true, true, false}, {true, false, false}, {false, false, false}} {
		lines = k.page(l, f)
		if len(lines)+len(screen.Wrap(next, f.Width)) <= f.Height {
			return ending(lines, next, f)
		}
	}
	if !k.asking {
		next = keyShort
	}
	return ending(lines, next, f)
}

// keyLayout says how much room a page with the key takes.
type keyLayout struct {
	spread bool // a space between the characters
	title  bool // a title, and empty lines around the key
	apart  bool // an empty line between the rows of the key
}

func (k *keyPage) page(l keyLayout, f screen.Frame) []string {
	var lines []string
	if l.title {
		lines = append(lines, f.Theme.Title.Render(screen.Clip("Your recovery key", f.Width, "")), "")
	}
	for i, row := range keyRows(k.groups(), l.spread, f.Width) {
		if i > 0 && l.apart {
			lines = append(lines, "")
		}
		lines = append(lines, f.Theme.Strong.Render(row))
	}
	if l.title {
		lines = append(lines, "")
	}
	return append(lines, wrapped(keyWords, f.Width, f.Theme, false)...)
}

// keyRows are the numbered groups in as many columns as fit, four at most.
func keyRows(groups []string, spread bool, width int) []string {
	cells, widest := make([]string, len(groups)), 0
	for i, g := range groups {
		cells[i] = fmt.Sprintf("%d. %s", i+1, g)
		if spread {
			cells[i] = fmt.Sprintf("%d. %s", i+1, strings.Join(strings.Split(g, ""), " "))
		}
		widest = max(widest, screen.Width(cells[i]))
	}
	gap := 2
	if spread {
		gap = 3
	}
	columns := min(max((width+gap)/(widest+gap), 1), 4)
	var rows []string
	for i, cell := range cells {
		if i%columns == 0 {
			rows = append(rows, cell)
			continue
		}
		last := len(rows) - 1
		rows[last] = screen.Pad(rows[last], (i%columns)*(widest+gap), "") + cell
	}
	return rows
}

func (k *keyPage) keys() []key.Binding {
	if k.asking {
		return []key.Binding{screen.Key("y", "leave"), screen.Key("n", "stay")}
	}
	return []key.Binding{screen.Key("enter", "go on"), screen.Key("esc", "leave"), screen.HelpKey}
}

func (k *keyPage) typing() bool { return false }

func (k *keyPage) unsaved() string {
	if k.left {
		return ""
	}
	return "It is not sure yet that the recovery key was written down."
}

// check asks for two groups of the key, to be sure that it was written down.
type check struct {
	page   *keyPage
	sheet  *sheet
	fields []*field.Masked // one for each group that is wanted
}

// newCheck asks for the same two groups each time, so that looking at the key
// again does not ask for others.
func newCheck(k *keyPage) *check {
	if k.wanted == nil {
		k.wanted = pickTwo(wholeGroups(k.groups()), k.gate.o.Pick)
	}
	c := &check{page: k}
	var inputs []field.Field
	for _, n := range c.page.wanted {
		name := fmt.Sprintf("Group %d", n+1)
		f := field.NewMasked(field.About{Name: name, Label: name, Missing: "Please enter the group with this number."}, field.Mask{Most: 40})
		c.fields, inputs = append(c.fields, f), append(inputs, f)
	}
	c.sheet = newSheet("Check the recovery key", "Please enter these two groups from what you wrote down.", inputs...)
	return c
}

// wholeGroups is how many groups stand before the first that is shorter than the
// one before it: the last one of a key may be a check on the others, and too short
// to ask for.
func wholeGroups(groups []string) int {
	for i, g := range groups {
		if i > 0 && len(g) < len(groups[i-1]) {
			return i
		}
	}
	return len(groups)
}

// pickTwo picks two different numbers below n in rising order; fewer where there
// are not so many.
func pickTwo(n int, pick func(int) int) []int {
	if n < 2 {
		return []int{0}[:n]
	}
	a := pick(n)
	b := pick(n - 1)
	if b >= a {
		return []int{a, b + 1}
	}
	return []int{b, a}
}

func (c *check) update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && press.Keystroke() == "esc" {
		c.clear()
		c.page.gate.part = c.page
		return nil
	}
	if c.sheet.update(msg) != field.Save {
		return nil
	}
	groups := c.page.groups()
	for i, n := range c.page.wanted {
		if !fits(c.fields[i], groups[n]) {
			c.fields[i].Clear()
			c.sheet.form.SetError(c.fields[i].About().Name, "That is not the group with this number. Press Esc to see the key again.")
			return nil
		}
	}
	c.clear()
	c.page.key.Clear()
	doors := c.page.gate.o.Doors
	return tea.Batch(c.page.gate.ready(c.page.opened), func() tea.Msg { doors.RecoveryChecked(); return nil })
}

// fits compares what was typed with a group, capitals and spaces apart.
func fits(f *field.Masked, group string) bool {
	typed := f.Copy()
	defer typed.Clear()
	a, b := field.NewSecret(plainKey(typed.Bytes())), field.NewSecret(plainKey([]byte(group)))
	defer a.Clear()
	defer b.Clear()
	return a.Equal(b)
}

func (c *check) clear() {
	for _, f := range c.fields {
		f.Clear()
	}
}

func (c *check) answered(answer) tea.Cmd { return nil }

func (c *check) draw(f screen.Frame, foot string) screen.Drawing { return c.sheet.draw(f, foot, false) }

func (c *check) keys() []key.Binding {
	return []key.Binding{screen.Key("enter", "go on"), screen.Key("tab", "next"), screen.Key("esc", "see the key again"), screen.HelpKeyTyping}
}

func (c *check) typing() bool { return c.sheet.form.Typing() }

func (c *check) unsaved() string { return c.page.unsaved() }
