package screen

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/theme"
)

// Key is a key of a screen: how it is shown, what it does in a few words, and the names
// of all that are meant by it, where they are not the one that is shown.
func Key(shown, does string, names ...string) key.Binding {
	if len(names) == 0 {
		names = []string{shown}
	}
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
}

// HelpKey opens the page of all keys of a screen; F1 does so too. The root takes
// it wherever no text field has the focus.
var HelpKey = Key("?", "help", "?", "f1")

// HelpKeyTyping stands for [HelpKey] in the keys of a screen while a text field
// has the focus, where a question mark is text.
var HelpKeyTyping = Key("f1", "help")

// HelpLine draws the keys on one line of at most width cells. When they do not
// all fit, the least useful ones, which stand last, are left out, and the line
// ends with the key that shows them all: [HelpKey], unless the screen lists
// [HelpKeyTyping].
func HelpLine(keys []key.Binding, width int, th *theme.Theme) string {
	shown, listed := shownKeys(keys)
	help := HelpKey
	if listed != nil {
		help = *listed
	}
	all, fit := 0, 0 // the cells of all of them, and how many fit with the one for help
	room := width - helpWidth(help, th)
	for i, k := range shown {
		all += helpWidth(k, th) + helpGap
		if all <= room && i < len(shown)-1 {
			fit = i + 1
		}
	}
	switch {
	case listed != nil && all <= room:
		fit = len(shown)
	case listed == nil && all-helpGap <= width:
		return joinKeys(shown, th)
	case fit == 0:
		return Clip(joinKeys([]key.Binding{help}, th), width, "")
	}
	return joinKeys(append(shown[:fit], help), th)
}

// shownKeys are the bindings that are on and have something to say, and apart
// from them the key for help if the screen lists it.
func shownKeys(keys []key.Binding) (shown []key.Binding, help *key.Binding) {
	shown = make([]key.Binding, 0, len(keys)+1)
	for i, k := range keys {
		switch {
		case !k.Enabled() || k.Help().Key == "":
		case slices.Contains(k.Keys(), "f1"):
			help = &keys[i]
		default:
			shown = append(shown, k)
		}
	}
	return shown, help
}

// helpGap is the room between two keys.
const helpGap = 2

// helpWidth is how many cells a key takes with what it does.
func helpWidth(k key.Binding, th *theme.Theme) int {
	h := k.Help()
	return Width(th.Signs(h.Key)) + 1 + Width(th.Signs(h.Desc))
}

func joinKeys(keys []key.Binding, th *theme.Theme) string {
	var b strings.Builder
	b.Grow(len(keys) * 32)
	for i, k := range keys {
		if i > 0 {
			b.WriteString(spaces(helpGap))
		}
		h := k.Help()
		th.Key.Write(&b, th.Signs(h.Key))
		b.WriteByte(' ')
		th.Quiet.Write(&b, th.Signs(h.Desc))
	}
	return b.String()
}

// Renamed are keys in the words of another language, by what they are here, with the
// key for help in that language behind them. A key that has no other words keeps its
// own.
func Renamed(keys []key.Binding, names map[key.Help]string, help string) []key.Binding {
	renamed := make([]key.Binding, 0, len(keys)+1)
	for _, k := range keys {
		if words, ok := names[k.Help()]; ok {
			k.SetHelp(k.Help().Key, words)
		}
		renamed = append(renamed, k)
	}
	return append(renamed, Key(HelpKey.Help().Key, help, HelpKey.Keys()...))
}

// HelpPage draws all the keys of a screen, one a line, in the order given. What
// does not fit is counted on the last line; [Help] is the page that scrolls.
func HelpPage(keys []key.Binding, f Frame) string {
	visible, _ := Window(helpLines(keys, f), 0, f.Height)
	return Fit(strings.Join(visible, "\n"), f)
}

func helpLines(keys []key.Binding, f Frame) []string {
	lines := []string{f.Theme.Title.Render("Keys on this screen"), ""}
	shown, help := shownKeys(keys)
	if help != nil {
		shown = append(shown, *help)
	}
	label := 0
	for _, k := range shown {
		label = max(label, Width(f.Theme.Signs(k.Help().Key)))
	}
	for _, k := range shown {
		name := f.Theme.Key.Render(Pad(f.Theme.Signs(k.Help().Key), label, ""))
		lines = append(lines, Hang(name+"  ", f.Theme.Signs(k.Help().Desc), f.Width)...)
	}
	return lines
}

// Help is the page of all keys of one screen. It scrolls where the window is
// low, and any way of leaving a screen leaves it.
type Help struct {
	keys   []key.Binding
	scroll Scroll
}

// NewHelp makes the page for the keys of a screen.
func NewHelp(keys []key.Binding) *Help { return &Help{keys: slices.Clone(keys)} }

var (
	helpUp    = Key("↑", "up", "up", "pgup", "k")
	helpDown  = Key("↓", "down", "down", "pgdown", "j", "space")
	helpLeave = Key("esc", "close help", "esc", "enter", "q", "?")
)

// Init fetches nothing.
func (h *Help) Init() tea.Cmd { return nil }

// Update scrolls or leaves.
func (h *Help) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, helpLeave):
		return GoBack
	case press.Keystroke() == "k":
		h.scroll.By(-1)
	case press.Keystroke() == "j":
		h.scroll.By(1)
	default:
		h.scroll.Update(press)
	}
	return nil
}

// Draw draws the keys from the line on that was scrolled to. It remembers how far
// there is to scroll, which the keys go by.
func (h *Help) Draw(f Frame) Drawing {
	visible := h.scroll.Window(helpLines(h.keys, f), f, English)
	return Drawing{Body: Fit(strings.Join(visible, "\n"), f), Cursor: &Point{}}
}

// Keys are how to leave, and how to move where there is more than fits.
func (h *Help) Keys() []key.Binding {
	keys := []key.Binding{helpLeave}
	if h.scroll.Below() {
		keys = append(keys, helpDown)
	}
	if h.scroll.Above() {
		keys = append(keys, helpUp)
	}
	return keys
}

// Scrolls reports whether the page had more than fits when it was drawn last.
func (h *Help) Scrolls() bool { return h.scroll.Scrolls() }

// Typing is never so.
func (h *Help) Typing() bool { return false }
