package talk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
)

// copier keeps what would be written.
type copier struct {
	written     []report.Document
	folder      string
	large, text bool
	refuse      error
	missing     string // a folder that is not there
}

func (*copier) MayCopy() bool      { return true }
func (*copier) CopyFolder() string { return "/mnt/stick" }

func (*copier) PreviewCopy(d *report.Document) []string {
	lines := []string{d.Title}
	for _, s := range d.Sections {
		lines = append(lines, "", s.Title)
		for _, b := range s.Blocks {
			lines = append(append(lines, b.Text), b.Items...)
		}
	}
	return lines
}

func (c *copier) WriteCopy(_ context.Context, _ dialog.ID, d *report.Document, to report.CopyTo) (string, error) {
	if !to.MakeFolder && to.Folder == c.missing {
		return "", report.ErrNoFolder
	}
	if c.refuse != nil {
		return "", c.refuse
	}
	c.written, c.folder, c.large, c.text = append(c.written, *d), to.Folder, to.Large, to.Text
	return to.Folder + "/alongside-copy-2026-11-22.pdf", nil
}

func takeHome(t *testing.T) (*copier, *single.Driver) {
	t.Helper()
	_, o := jane(t, cook, sleep)
	clock := today
	o.Now = func() time.Time { // every key comes a second after the one before
		clock = clock.Add(time.Second)
		return clock
	}
	k := &copier{}
	return k, single.Drive(talk.NewCopy(o, k))
}

func TestCopyScreensLookRight(t *testing.T) {
	for name, keys := range map[string][]string{
		"copy-nothing": nil,
		"copy-refused": {"enter"},
		"copy-all":     {"a", "down", "down"},
		"copy-preview": {"a", "enter"},
		"copy-safe":    {"a", "down", "down", "down", "down", "down", "down", "space", "enter", "enter"},
		"copy-folder":  {"a", "enter", "enter", "y"},
		"copy-making":  {"a", "enter", "enter", "y", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			k, d := takeHome(t)
			k.missing = "/mnt/stick"
			d.Press(keys...).Golden(t, name)
		})
	}
}

func TestACopyBeginsWithNothingTicked(t *testing.T) {
	k, d := takeHome(t)
	if strings.Contains(d.Text(single.Sizes[1]), "[x]") {
		t.Errorf("something is ticked:\n%s", d.Text(single.Sizes[1]))
	}
	d.Press("enter").Sees(t, "Nothing is ticked yet")
	d.Press("enter", "y", "enter")
	if len(k.written) > 0 {
		t.Error("a copy of nothing was written")
	}
}

// All leaves alone what may bring somebody into danger; it is ticked by itself.
func TestAllLeavesGuardedPartsAlone(t *testing.T) {
	k, d := takeHome(t)
	d.Press("a", "enter", "enter", "y", "enter")
	if len(k.written) != 1 {
		t.Fatalf("%d copies were written", len(k.written))
	}
	all := strings.Join(k.PreviewCopy(&k.written[0]), "\n")
	if !strings.Contains(all, sleep.Text) || strings.Contains(all, cook.Text) {
		t.Errorf("the copy says:\n%s", all) // the meal for the sister is about the family
	}
	d.Sees(t, "/mnt/stick/alongside-copy-2026-11-22.pdf")
	d.Press("enter")
	if _, back := d.Sent[len(d.Sent)-1].(screen.Back); !back {
		t.Errorf("after the copy came %T", d.Sent[len(d.Sent)-1])
	}
}

func TestNothingIsWrittenUnlessItIsSafe(t *testing.T) {
	for name, keys := range map[string][]string{
		"no":              {"a", "enter", "enter", "n"},
		"left":            {"a", "enter", "enter", "esc"},
		"another key":     {"a", "enter", "enter", "enter", "space", "x"},
		"left the folder": {"a", "enter", "enter", "y", "esc"},
		"chosen again":    {"a", "enter", "esc"},
	} {
		t.Run(name, func(t *testing.T) {
			k, d := takeHome(t)
			d.Press(keys...)
			if len(k.written) > 0 {
				t.Error("a copy was written")
			}
		})
	}
}

func TestACopyThatCannotBeWritten(t *testing.T) {
	k, d := takeHome(t)
	k.refuse = &dialog.Error{Code: dialog.Unavailable, Message: "Please choose another folder.", Err: errors.New("full")}
	d.Press("a", "enter", "enter", "y", "enter").Sees(t, "Please choose another folder.")
	k.refuse = nil
	d.Press("enter").Sees(t, "The copy is written")
}

// While it asks whether to leave, Enter is no answer and the keys are those of the question.
func TestLeavingTheFolderIsAsked(t *testing.T) {
	k, d := takeHome(t)
	keys := func() string { return ansi.Strip(screen.HelpLine(d.Screen.Keys(), 80, theme.New(theme.Options{}))) }
	d.Press("a", "enter", "enter", "y").Type("x").Press("esc", "enter").Sees(t, "y to leave, n to stay")
	if got, want := keys(), "y leave  n stay  ctrl+s write the file"; got != want || len(k.written) > 0 || d.Screen.Typing() {
		t.Errorf("it shows %q, want %q; %d copies were written", got, want, len(k.written))
	}
	d.Press("n").Sees(t, "Where does the file go?")
	if got, want := keys(), "enter write the file  esc write nothing  f1 help"; got != want {
		t.Errorf("it shows %q, want %q", got, want)
	}
	d.Press("esc", "y").Sees(t, "take home?")
	if len(k.written) > 0 {
		t.Error("a copy was written")
	}
}

// A folder that is not there is asked about before it is made, and Enter does not.
func TestAFolderThatIsNotThere(t *testing.T) {
	k, d := takeHome(t)
	k.missing = "/mnt/stick"
	d.Press("a", "enter", "enter", "y", "enter").Sees(t, "There is no such folder. Make it?")
	d.Press("enter").Sees(t, "Make it?")
	d.Press("n").Sees(t, "Where does the file go?")
	if len(k.written) > 0 {
		t.Fatal("it was written unasked")
	}
	d.Press("enter", "y").Sees(t, "The copy is written")
}

func TestLargePrintAndText(t *testing.T) {
	k, d := takeHome(t)
	d.Press("space", "up") // the first part
	for range 30 {
		d.Press("down")
	}
	d.Press("space", "up", "space", "enter", "enter", "y", "enter")
	if len(k.written) != 1 || !k.large || !k.text {
		t.Errorf("%d copies, large %v, text %v", len(k.written), k.large, k.text)
	}
}
