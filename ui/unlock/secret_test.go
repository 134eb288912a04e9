package unlock_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

// misfit says in what a drawing does not keep to its frame.
func misfit(d screen.Drawing, f screen.Frame) error {
	lines := strings.Split(d.Body, "\n")
	if len(lines) > f.Height {
		return fmt.Errorf("%d lines in a frame of %dx%d", len(lines), f.Width, f.Height)
	}
	for _, line := range lines {
		if screen.Width(line) > f.Width {
			return fmt.Errorf("%q is too wide for %dx%d", line, f.Width, f.Height)
		}
	}
	if d.Cursor == nil || d.Cursor.X < 0 || d.Cursor.X >= f.Width || d.Cursor.Y < 0 || d.Cursor.Y >= len(lines) {
		return fmt.Errorf("the cursor is at %v of %dx%d", d.Cursor, f.Width, f.Height)
	}
	return nil
}

// shownGroup is a group of the recovery key as its page draws it.
var shownGroup = regexp.MustCompile(`\d\. ([A-Z2-9](?: ?[A-Z2-9])*)(?:  |$)`)

// keyWhole reports that a drawing holds every group of the key in its order.
func keyWhole(drawn string) bool {
	var groups []string
	for line := range strings.SplitSeq(drawn, "\n") {
		for _, m := range shownGroup.FindAllStringSubmatch(line, -1) {
			groups = append(groups, strings.ReplaceAll(m[1], " ", ""))
		}
	}
	return strings.Join(groups, "-") == recovery
}

// leaks looks for a text as it is, in hexadecimal, and as a list of numbers. A
// short one must stand alone, since addresses hold such digits by chance.
func leaks(printed, secret string) bool {
	numbers := fmt.Sprint([]byte(secret))
	code := fmt.Sprintf("%#v", []byte(secret))
	text := strings.Contains(printed, secret)
	if text && len(secret) < 8 {
		text = regexp.MustCompile(`\b` + regexp.QuoteMeta(secret) + `\b`).MatchString(printed)
	}
	return text || strings.Contains(printed, fmt.Sprintf("%x", secret)) ||
		strings.Contains(printed, strings.Trim(numbers, "[]")) || strings.Contains(printed, code[len("[]byte{"):len(code)-1])
}

func TestLeaksFindsEveryForm(t *testing.T) {
	for _, verb := range []string{"%s", "%x", "%v", "%#v"} {
		if !leaks(fmt.Sprintf(verb, []byte(pin)), pin) {
			t.Errorf("%s is not found", verb)
		}
	}
}

// secrets are what may not be seen or printed. The groups of the recovery key are
// looked for one by one, with and without spaces between their characters.
func secrets() []string {
	all := []string{passphrase, "quiet", "lemon", "staircase", "not it at all", pin, recovery, strings.ReplaceAll(recovery, "-", "")}
	for _, g := range strings.Split(recovery, "-") {
		if len(g) > 1 {
			all = append(all, g, strings.Join(strings.Split(g, ""), " "), strings.ToLower(g))
		}
	}
	return all
}

// isKeyPage reports the one screen that shows the recovery key, as its title says.
func isKeyPage(drawn string) bool { return strings.Contains(drawn, "whoever has it can open") }

// unseen checks that no secret is in a drawing, or comes out when the screen or a
// message that went by is printed.
func unseen(d *driver) error {
	for _, f := range single.Sizes {
		f.Theme = theme.New(theme.Options{Unicode: true})
		drawn := ansi.Strip(d.s.Draw(f).Body)
		for _, s := range secrets() {
			if strings.Contains(drawn, s) && !isKeyPage(strings.Join(strings.Fields(drawn), " ")) {
				return fmt.Errorf("%q is drawn:\n%s", s, drawn)
			}
		}
	}
	printed := append([]tea.Msg{d.s}, d.all...)
	for _, v := range printed {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			out := fmt.Sprintf(verb, v)
			for _, s := range secrets() {
				if leaks(out, s) {
					return fmt.Errorf("%s of a %T prints %q: %s", verb, v, s, out)
				}
			}
		}
	}
	d.all = nil
	return nil
}

func TestNoSceneShowsASecret(t *testing.T) {
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				if err := unseen(scene(t)); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestTheKeyIsOnItsPage(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := settingUp(t)
		for _, f := range single.Sizes {
			if got := (&single.Driver{Screen: d.s}).Text(f); !isKeyPage(strings.Join(strings.Fields(got), " ")) || !keyWhole(got) {
				t.Errorf("at %dx%d:\n%s", f.Width, f.Height, got)
			}
		}
	})
}

// monkeyPieces are keys and what a person would type, whole.
var monkeyPieces = rapid.SampledFrom(append(
	strings.Fields("enter enter enter enter esc tab tab shift+tab up down left home end backspace ctrl+u ctrl+r ctrl+s ctrl+k y n space space x ? f1 7 é wait"),
	"TYPE:"+worker, "TYPE:"+passphrase, "TYPE:"+passphrase, "TYPE:not it at all", "TYPE:"+pin, "TYPE:824614", "TYPE:"+recovery,
	"TYPE:MNPQ", "TYPE:RSTV", "PASTE:"+passphrase, "PASTE:"+recovery, "PASTE:"+pin, "PASTE:\x1b[2J",
))

// TestMonkey types anything anywhere on every screen. Nothing secret is ever seen
// or printed, every drawing keeps to its frame, and the record opens only with
// what opens it.
func TestMonkey(t *testing.T) {
	starts := map[string]func() screen.Screen{
		"unlock": func() screen.Screen { return gate(newDoors(false)) },
		"locked": func() screen.Screen { return locked(newDoors(false)) },
		"new":    func() screen.Screen { return gate(newDoors(true)) },
		"pin":    func() screen.Screen { return unlock.NewChoosePIN() },
		"cover":  func() screen.Screen { return unlock.NewCover(field.NewSecret([]byte(pin))) },
	}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				pieces := rapid.SliceOfN(monkeyPieces, 1, 60).Draw(rt, "pieces")
				var err error
				synctest.Test(t, func(t *testing.T) {
					defer time.Sleep(time.Hour)
					err = drive(t, start()).play(pieces)
				})
				if err != nil {
					rt.Fatal(err)
				}
			})
		})
	}
}

// play does what the monkey does and looks at every drawing.
func (d *driver) play(pieces []string) error {
	for i, p := range pieces {
		d.piece(p)
		if err := unseen(d); err != nil {
			return fmt.Errorf("after piece %d, %q: %w", i, p, err)
		}
		f := single.Sizes[i%len(single.Sizes)]
		f.Theme = theme.New(theme.Options{})
		if err := misfit(d.s.Draw(f), f); err != nil {
			return fmt.Errorf("after piece %d, %q: %w", i, p, err)
		}
	}
	return nil
}

// inName reports that the name has the focus, where what is typed is seen.
func (d *driver) inName() bool { return strings.Contains(d.text(), "▶ Your name") }

// piece does one thing that the monkey does.
func (d *driver) piece(p string) {
	kind, what, _ := strings.Cut(p, ":")
	if what != "" && d.inName() {
		what = worker
	}
	switch kind {
	case "TYPE":
		d.typed(what)
	case "PASTE":
		d.run(d.s.Update(tea.PasteMsg{Content: what}))
		d.wait(0)
	case "wait":
		d.wait(time.Second)
	default:
		d.press(p)
	}
}
