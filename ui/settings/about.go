package settings

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

// Passage is a heading with a few sentences below it.
type Passage struct {
	Title string
	Text  []string // one paragraph each
}

// Passages returns what the program says about itself, beginning with what is
// read together with the person.
func Passages(version string, demo bool) []Passage {
	kept := "They are kept on this computer, sealed, and go nowhere else by themselves."
	if demo {
		kept = "This is the demo: everybody in it is made up, and nothing leaves this computer."
	}
	return []Passage{
		{"What happens to my answers", []string{
			kept,
			"Your worker sees them, and other workers of the service who are allowed to open your record may see them too.",
			"You can decline any question, leave it for later, or stop. That is recorded as it is; no answer is made up for you.",
			"You can read everything that is written about you here. Ask your worker to show you. A mistake can be put right, and the record shows that it was.",
			"The program alerts nobody. If something is urgent, say it to your worker now.",
		}},
		{"What the numbers mean", []string{
			"Each area is rated from 1, totally dissatisfied, to 7, totally satisfied. Quality of life is the mean of the eight life areas, treatment satisfaction the mean of the three about treatment.",
			instrument.HalfRule,
			"A change is the plain difference between two ratings, over the areas rated both times. The program does not say whether a change is large, and gives no diagnosis and no advice.",
			"The next DIALOG is due six months after the last, or four weeks in acute care, unless your service has set it otherwise.",
		}},
		{"What “saved” means", []string{
			"Once “saved” appears beside an answer it is on the disk: closing the lid, pulling the battery, filling the disk or closing the window will not lose it. If the file is damaged, the program says so rather than show a wrong number.",
			"That rests on a disk that keeps what it says it has written, on the passphrase or the recovery key being kept, and on the laptop not being lost before its record is copied. An older page of the file put back in its own place is found by “alongside check” alone, and the whole folder put back as it was by nothing inside it.",
		}},
		{"Where the questions come from", []string{instrument.Attribution, instrument.Permission, instrument.Unchecked, report.OutcomeSource}},
		{"This program", []string{
			"Alongside " + version + ", under the Apache License 2.0.",
			"Do not rely on it alone yet: no cryptographer has reviewed how it seals the record, and no clinical safety officer has signed for it.",
		}},
	}
}

// Lines returns the passages for reading line by line.
func Lines(version string, demo bool) []string {
	var lines []string
	for _, p := range Passages(version, demo) {
		lines = append(lines, "", p.Title)
		lines = append(lines, p.Text...)
	}
	return lines
}

// About is the page about the program.
type About struct {
	passages []Passage
	focus    int
	last     int // the last line that can be in focus, known once drawn
}

// NewAbout makes the page.
func NewAbout(version string, demo bool) *About {
	return &About{passages: Passages(version, demo)}
}

var (
	keyBack = screen.Key("esc", "back", "esc", "enter", "q")
	keyUp   = screen.Key("↑", "up", "up", "k")
	keyDown = screen.Key("↓", "down", "down", "j", "space")
	keyPgUp = screen.Key("pgup", "a page up")
	keyPgDn = screen.Key("pgdn", "a page down", "pgdown")
)

const aboutPage = 8 // lines that a page key moves

// Init fetches nothing.
func (a *About) Init() tea.Cmd { return nil }

// Update scrolls or leaves.
func (a *About) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, keyBack):
		return screen.GoBack
	case key.Matches(press, keyUp):
		a.focus--
	case key.Matches(press, keyDown):
		a.focus++
	case key.Matches(press, keyPgUp):
		a.focus -= aboutPage
	case key.Matches(press, keyPgDn):
		a.focus += aboutPage
	}
	a.focus = min(max(a.focus, 0), a.last)
	return nil
}

// Draw draws the page from the line in focus on.
func (a *About) Draw(f screen.Frame) screen.Drawing {
	width := min(f.Width-2, 78)
	var lines []string
	for i, p := range a.passages {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, f.Theme.Title.Render(f.Theme.Signs(p.Title)))
		for _, paragraph := range p.Text {
			lines = append(lines, screen.Wrap(f.Theme.Signs(paragraph), width)...)
		}
	}
	a.last = max(len(lines)-f.Height+1, 0)
	focus := min(a.focus, a.last)
	visible := lines[focus:min(focus+f.Height, len(lines))]
	if rest := len(lines) - focus - len(visible); rest > 0 && len(visible) > 0 {
		visible = append(visible[:len(visible)-1:len(visible)-1], f.Theme.Quiet.Render(f.Theme.Glyphs.MoreDown+" more below"))
	}
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{}}
}

// Keys are how to scroll and to leave.
func (a *About) Keys() []key.Binding {
	return []key.Binding{keyDown, keyUp, keyBack, keyPgDn, keyPgUp}
}

// Typing is never so.
func (a *About) Typing() bool { return false }
