package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/intake"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// keeper has a few people, and the files of the documentation.
type keeper struct {
	files     map[string]string
	people    []*dialog.Summary
	elsewhere bool
	fail      error
	n         byte

	file   dialog.FileTakenIn
	groups [][]dialog.Change
	mine   bool
}

func newKeeper(t testing.TB) *keeper {
	k := &keeper{files: map[string]string{
		"bad.csv":     "Surname,NHS No.,DOB\nA,999 079 5577,14/07/1985\nB,,31/02/1985\n",
		"unclear.csv": "Surname,DOB\nA,03/04/1985\n",
		"alike.csv":   "Surname,Forename,Notes\nQuill,Ada,x\nNew,Kim,y\n",
	}}
	for _, name := range []string{"caseload.csv", "tablet.csv", "free-dialog-plus.csv"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "docs", "import", name))
		if err != nil {
			t.Fatal(err)
		}
		k.files[name] = string(b)
	}
	born := dialog.Date{Year: 1985, Month: 4, Day: 3}
	k.people = []*dialog.Summary{
		{Person: dialog.Person{ID: dialog.ID{1}, Family: "Fenwick", Given: "Tamsin Jo", BirthDate: born, NHSNumber: "9990795576", LocalPatientID: "IM-1"}},
		{Person: dialog.Person{ID: dialog.ID{2}, Family: "Quill", Given: "Ada"}},
	}
	return k
}

func (k *keeper) NewID() dialog.ID { k.n++; return dialog.ID{0xff, k.n} }
func (k *keeper) Caseload(context.Context) ([]*dialog.Summary, error) {
	return k.people, nil
}
func (k *keeper) Record(_ context.Context, id dialog.ID) (*dialog.Record, error) {
	return &dialog.Record{Person: dialog.Person{ID: id}}, nil
}
func (k *keeper) ElsewhereOf(_ context.Context, people []dialog.Person) ([]bool, error) {
	all := make([]bool, len(people))
	for i := range all {
		all[i] = k.elsewhere
	}
	return all, nil
}
func (k *keeper) ReadFile(_ context.Context, path string) ([]byte, error) {
	text, there := k.files[path]
	if !there {
		return nil, &dialog.Error{Code: dialog.Unavailable, Message: "The file cannot be read. Please check its name and whether you may open it."}
	}
	return []byte(text), nil
}
func (k *keeper) TakeInFile(_ context.Context, file dialog.FileTakenIn, groups [][]dialog.Change, mine bool) error {
	if k.fail != nil {
		return k.fail
	}
	k.file, k.groups, k.mine = file, groups, mine
	return nil
}

// at opens a file of a kind: 1 people, 2 the tablet app, 3 Free DIALOG+.
func at(k *keeper, kind, file string, then ...string) *single.Driver {
	d := single.Drive(intake.New(intake.Options{Keeper: k, Text: instrument.English(), Now: func() time.Time { return noon }, Demo: true}))
	return d.Press(kind, "tab").Type(file).Press("ctrl+s").Press(then...)
}

func TestGolden(t *testing.T) {
	for name, d := range map[string]*single.Driver{
		"choose":   single.Drive(intake.New(intake.Options{Keeper: newKeeper(t), Now: func() time.Time { return noon }})),
		"no-file":  at(newKeeper(t), "1", "none.csv"),
		"columns":  at(newKeeper(t), "1", "caseload.csv", "down", "down", "x"),
		"looking":  at(newKeeper(t), "1", "caseload.csv", "enter"),
		"alike":    at(newKeeper(t), "1", "alike.csv", "enter"),
		"unclear":  at(newKeeper(t), "1", "unclear.csv", "enter"),
		"bad":      at(newKeeper(t), "1", "bad.csv", "enter"),
		"checking": at(newKeeper(t), "2", "tablet.csv"),
		"doubt":    at(newKeeper(t), "3", "tablet.csv"),
		"matching": at(newKeeper(t), "2", "tablet.csv", "y", "1", "down"),
		"asking":   at(newKeeper(t), "2", "tablet.csv", "y", "1", "down", "n", "enter"),
	} {
		t.Run(name, func(t *testing.T) { d.Golden(t, name) })
	}
	t.Run("hidden", func(t *testing.T) {
		f := single.Sizes[0]
		f.Theme = theme.New(theme.Options{Unicode: true, Masked: true})
		for name, d := range map[string]*single.Driver{"columns": at(newKeeper(t), "1", "caseload.csv"), "looking": at(newKeeper(t), "1", "caseload.csv", "enter"),
			"matching": at(newKeeper(t), "2", "tablet.csv", "y", "1")} {
			got := d.Text(f)
			golden.Compare(t, "hidden-"+name+"-80x21", got)
			for _, who := range []string{"Fenwick", "FENWICK", "Tamsin", "1985", "999 079"} {
				if strings.Contains(got, who) {
					t.Errorf("%s shows %q:\n%s", name, who, got)
				}
			}
		}
	})
}

// A caseload, from the file to the record.
func TestPeopleAreTakenIn(t *testing.T) {
	k := newKeeper(t)
	d := at(k, "1", "caseload.csv", "enter")
	d.Sees(t, "2 people are new.")
	d.Sees(t, "1 is on your caseload already, by a number.")
	d.Sees(t, "Not taken: the column Phone.")
	d.Press("c", "enter", "enter") // Enter is no answer
	if k.groups != nil {
		t.Fatal("Enter took it in")
	}
	d.Press("y")
	if len(k.groups) != 2 || k.mine || k.file.People != 2 || k.file.Rows != 3 || k.file.Format != "caseload" || len(k.file.SHA256) != 64 {
		t.Errorf("%d people, mine %v, %+v", len(k.groups), k.mine, k.file)
	}
	if got, ok := d.Sent[len(d.Sent)-1].(intake.Done); !ok || got.Said != "2 people were added." {
		t.Errorf("the root is told %#v", d.Sent[len(d.Sent)-1])
	}
}

// Who may be there has to be decided, and a column is taken for what somebody says.
func TestWhatIsOpenIsAsked(t *testing.T) {
	k := newKeeper(t)
	d := at(k, "1", "alike.csv", "enter", "enter", "y")
	if k.groups != nil {
		t.Fatal("taken in without a word about who may be there")
	}
	d.Press("l", "enter", "y")
	if len(k.groups) != 1 {
		t.Errorf("%d people are taken in", len(k.groups))
	}
	k = newKeeper(t)
	at(k, "1", "alike.csv", "enter", "i", "enter", "y")
	if len(k.groups) != 2 || !k.mine {
		t.Errorf("%d people are taken in", len(k.groups))
	}
	for key, month := range map[string]time.Month{"d": time.April, "m": time.March} {
		k = newKeeper(t)
		d = at(k, "1", "unclear.csv", "enter", "enter", "y")
		if k.groups != nil {
			t.Fatal("taken in with unclear dates")
		}
		d.Press(key, "enter", "y")
		if got := k.groups[0][0].Body.(*dialog.PersonRecorded).BirthDate.Month; got != month {
			t.Errorf("%s: got %s", key, got)
		}
	}
	k = newKeeper(t)
	d = at(k, "1", "alike.csv", "down", "down", "right")
	d.Sees(t, "Notes Title x")
	d.Press("left", "left").Sees(t, "Notes Referral number x")
	d.Press("up", "up", "x", "down", "x", "enter").Sees(t, "Please choose the column with the family name")
}

func TestBadFilesAreNeverTakenIn(t *testing.T) {
	k := newKeeper(t)
	d := at(k, "1", "bad.csv", "enter", "enter", "y", "enter")
	d.Sees(t, "line 2, NHS No.: That is not a possible NHS number")
	d.Sees(t, "line 3, DOB: There is no such day.")
	d = at(k, "3", "tablet.csv", "y", "enter", "y")
	d.Sees(t, "A 7 is written by the tablet app.")
	at(k, "2", "caseload.csv").Sees(t, "there is no column Client Name")
	k.elsewhere = true
	at(k, "1", "alike.csv", "enter", "enter").Sees(t, "2 are in the record already, on another caseload")
	if k.groups != nil {
		t.Error("something was taken in")
	}
}

// A history: nobody is put with anybody before somebody said so.
func TestHistoriesAreTakenOver(t *testing.T) {
	k := newKeeper(t)
	d := at(k, "2", "tablet.csv")
	d.Sees(t, "mental health 3, physical health 4")
	d.Press("enter").Sees(t, "Is it the right file?")
	d.Press("y", "enter", "y").Sees(t, "Who is who?")
	if k.groups != nil {
		t.Fatal("taken over before anybody said who is who")
	}
	d.Press("1", "down", "9").Sees(t, "OKORO, Chidi who is it?") // there is no ninth
	d.Press("n", "enter").Sees(t, "Take over 3 DIALOGs of 2 people?")
	d.Press("n").Sees(t, "Who is who?")
	d.Press("x", "enter").Sees(t, "1 DIALOG is left out.")
	d.Press("y")
	if len(k.groups) != 1 || k.groups[0][0].Person != (dialog.ID{1}) || k.file.Assessments != 2 || k.file.Format != "tablet" {
		t.Errorf("%d groups, %+v", len(k.groups), k.file)
	}
}

func TestARefusalIsSaid(t *testing.T) {
	k := newKeeper(t)
	k.fail = &dialog.Error{Code: dialog.Full, Message: "The disk has no room."}
	d := at(k, "1", "caseload.csv", "enter", "enter", "y")
	d.Sees(t, "The disk has no room.")
	k.fail = nil
	d.Press("y")
	if len(k.groups) != 2 {
		t.Error("it cannot be tried again")
	}
}

func TestBack(t *testing.T) {
	d := at(newKeeper(t), "1", "caseload.csv", "enter", "enter")
	for _, want := range []string{"What would be taken in", "What is in each column?", "Take in a file"} {
		d.Press("esc").Sees(t, want)
	}
}

// TestMonkey presses keys at random: drawings keep to their frame, and nothing is
// recorded that was not asked about.
func TestMonkey(t *testing.T) {
	keys := []string{"enter", "tab", "esc", "up", "down", "pgdown", "left", "right", "space", "y", "n", "x", "1", "2", "i", "l", "c", "d", "m", "ctrl+s", "é"}
	rapid.Check(t, func(rt *rapid.T) {
		k := newKeeper(t)
		d := at(k, rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "kind"), rapid.SampledFrom([]string{"caseload.csv", "tablet.csv", "free-dialog-plus.csv", "bad.csv", "alike.csv"}).Draw(rt, "file"))
		for range rapid.IntRange(1, 25).Draw(rt, "presses") {
			d.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			f := screen.Frame{Width: rapid.IntRange(1, 130).Draw(rt, "width"), Height: rapid.IntRange(1, 40).Draw(rt, "height"), Theme: theme.New(theme.Options{Unicode: rapid.Bool().Draw(rt, "unicode")})}
			drawing := d.Screen.Draw(f)
			if n := strings.Count(drawing.Body, "\n") + 1; n > f.Height {
				rt.Fatalf("%d lines in a height of %d", n, f.Height)
			}
			for l := range strings.SplitSeq(drawing.Body, "\n") {
				if screen.Width(l) > f.Width {
					rt.Fatalf("a line is wider than %d: %q", f.Width, l)
				}
			}
			if c := drawing.Cursor; c != nil && (c.Y < 0 || c.Y >= f.Height || c.X < 0) {
				rt.Fatalf("cursor %v in %dx%d", c, f.Width, f.Height)
			}
		}
		for _, g := range k.groups {
			for _, c := range g {
				if err := dialog.Validate(c); err != nil {
					rt.Fatalf("recorded: %v", err)
				}
			}
		}
	})
}
