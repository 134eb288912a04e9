package settings_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/settings"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// doors takes everything while the disk does.
type doors struct{ k *memory.Keeper }

func (d *doors) ChangePassphrase(context.Context, string, string) error { return d.k.Fail }
func (d *doors) LetIn(context.Context, dialog.Worker, string) error     { return d.k.Fail }
func (d *doors) ChangeWorker(context.Context, dialog.Worker) error      { return d.k.Fail }
func (d *doors) ResetPassphrase(context.Context, string, string) error  { return d.k.Fail }
func (d *doors) Leave(context.Context, string) error                    { return d.k.Fail }
func (d *doors) ReplaceRecovery(context.Context) (string, error)        { return "AAAA-BBBB-CCCC-D", d.k.Fail }
func (d *doors) HasPassphrase(name string) bool                         { return name != "Wanda Without" }
func (d *doors) Open() bool                                             { return true }
func fullDisk() error                                                   { return &dialog.Error{Code: dialog.Full, Message: "The disk is full."} }
func staff(k *memory.Keeper, of settings.Doors) *single.Driver {
	return single.Drive(settings.NewStaff(settings.StaffOptions{Doors: of, Keeper: k, Worker: dialog.ID{1}}))
}

const words = "five grey herons"

// fields are what is typed into a form, each followed by Enter.
func enter(d *single.Driver, texts ...string) *single.Driver {
	for _, s := range texts {
		d.Type(s).Press("enter")
	}
	return d
}

// What fails says so, stays in the form, and can be tried again.
func TestWhatIsNotDoneCanBeTriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		keys  []string
		texts []string
		again string
		done  string
	}{
		"let in":     {[]string{"n"}, []string{"Kim Field", "2", "", words, words}, "ctrl+s", "they can open the record now."},
		"change":     {[]string{"enter", "2"}, nil, "ctrl+s", "the role and the team."},
		"reset":      {[]string{"p"}, []string{words, words}, "enter", "they have a new passphrase."},
		"leave":      {[]string{"x", "y"}, nil, "y", "they are out, and the record has a new key."},
		"passphrase": {nil, []string{"my old words", words, words}, "enter", "your passphrase is changed."},
	} {
		t.Run(name, func(t *testing.T) {
			k := staffed(t, "Sam Rivers", "Ayo Bello")
			d := staff(k, &doors{k})
			if name == "passphrase" {
				d = single.Drive(settings.NewPassphrase(&doors{k}))
			}
			k.Fail = fullDisk()
			enter(d.Press(c.keys...), c.texts...)
			if c.texts == nil && c.keys[0] == "enter" || name == "let in" {
				d.Press("ctrl+s")
			}
			d.Sees(t, "NOT DONE. The disk is full.")
			if _, ok := sent[settings.LockNow](d); ok {
				t.Error("the record is locked")
			}
			k.Fail = nil
			d.Press(c.again)
			notice, _ := sent[screen.Notice](d)
			if notice.Kind != screen.Saved || notice.Text != c.done {
				t.Errorf("it says %+v", notice)
			}
		})
	}
}

// Nothing that is printed of a screen, and nothing that it sends, holds a passphrase.
func TestPassphrasesAreNowhere(t *testing.T) {
	k := staffed(t, "Sam Rivers", "Ayo Bello")
	d := single.Drive(settings.NewPassphrase(&doors{k}))
	k.Fail = fullDisk()
	enter(d, "my old words", words, words)
	look := func() {
		t.Helper()
		for _, s := range []string{d.Text(single.Sizes[1]), fmt.Sprintf("%+v", d.Screen), fmt.Sprintf("%#v", d.Sent)} {
			if strings.Contains(s, "herons") || strings.Contains(s, "old words") {
				t.Errorf("a passphrase is in %q", s)
			}
		}
	}
	look()
	d.Screen.Update(screen.Closing{})
	d.Press("ctrl+s").Sees(t, "Please enter your passphrase.")
	look()
}

func TestALeftForm(t *testing.T) {
	k := staffed(t, "Sam Rivers", "Ayo Bello")
	d := staff(k, &doors{k})
	d.Press("n").Type("Kim").Press("esc").Sees(t, "Leave without saving")
	d.Press("y").Sees(t, "Who can open the record")
	d.Press("k", "esc").Sees(t, "Who can open the record")
	d.Press("esc")
	if _, ok := sent[screen.Back](d); !ok {
		t.Error("it is not left")
	}
}

// unreadable is a record of which the workers cannot be read.
type unreadable struct{ *memory.Keeper }

func (unreadable) Workers(context.Context) ([]dialog.Worker, error) { return nil, errors.New("disk") }

func TestWorkersThatCannotBeRead(t *testing.T) {
	k := staffed(t)
	d := single.Drive(settings.NewStaff(settings.StaffOptions{Doors: &doors{k}, Keeper: unreadable{k}, Worker: dialog.ID{1}}))
	d.Sees(t, "The workers could not be read.")
	d.Press("n", "k", "x", "enter").Sees(t, "The workers could not be read.")
}

// Whoever has left is in the list, and nothing can be done about them.
func TestWhoHasLeft(t *testing.T) {
	k := staffed(t, "Sam Rivers")
	w := dialog.Worker{ID: dialog.ID{2}, Name: "Ayo Bello", Role: dialog.PeerWorker, Left: true}
	if _, err := k.Append(context.Background(), dialog.Change{DoneAt: dialog.At(now()), Body: &dialog.WorkerRecorded{Worker: w}}); err != nil {
		t.Fatal(err)
	}
	d := staff(k, &doors{k}).Press("down")
	for _, key := range []string{"enter", "p", "x"} {
		d.Press(key).Sees(t, "Ayo Bello, has left; was peer worker")
	}
}

// Where the settings lead depends on who is in.
func TestWhereSettingsLead(t *testing.T) {
	for name, c := range map[string]struct {
		leads settings.Leads
		role  dialog.Role
		want  []tea.Msg
		says  string
	}{
		"everywhere":    {settings.Leads{Passphrase: true, Staff: true}, dialog.Administrator, []tea.Msg{settings.ShowPassphrase{}, settings.ShowStaff{}}, "Your passphrase: f6. Who can open the record: f7."},
		"own only":      {settings.Leads{Passphrase: true}, dialog.Auditor, []tea.Msg{settings.ShowPassphrase{}}, "An administrator of the record can change these."},
		"workers only":  {settings.Leads{Staff: true}, dialog.Administrator, []tea.Msg{settings.ShowStaff{}}, "Who can open the record: f7."},
		"nowhere, demo": {settings.Leads{}, dialog.Administrator, nil, "Settings of the service"},
	} {
		t.Run(name, func(t *testing.T) {
			k := memory.New(now)
			k.Role = c.role
			d := single.Drive(settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()).Lead(c.leads))
			d.Press("f6", "f7").Sees(t, c.says)
			if fmt.Sprint(d.Sent) != fmt.Sprint(c.want) || len(d.Sent) != len(c.want) {
				t.Errorf("sent %#v, want %#v", d.Sent, c.want)
			}
		})
	}
}

// Who came with a backup or from another laptop, and cannot open the record here, is
// told apart from who can.
func TestWhoHasNoPassphraseHere(t *testing.T) {
	k := staffed(t, "Sam Rivers", "Wanda Without")
	d := staff(k, &doors{k})
	d.Sees(t, "Wanda Without")
	if got := strings.Count(d.Text(single.Sizes[1]), "no passphrase here (p gives one)"); got != 1 {
		t.Errorf("it is said of %d workers:\n%s", got, d.Text(single.Sizes[1]))
	}
}
