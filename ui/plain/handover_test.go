package plain_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/plain"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
)

// lockable is a record in memory that is locked and opened with a passphrase.
type lockable struct {
	*memory.Keeper
	locked bool
	hushed int // how often typing was hidden, and not shown again yet
	did    []string
}

func (l *lockable) Hush() (func(), error) {
	l.hushed++
	return func() { l.hushed-- }, nil
}

func (l *lockable) Lock(context.Context) error {
	l.locked = true
	l.did = append(l.did, "locked")
	return nil
}

func (l *lockable) Reopen(_ context.Context, passphrase string) (plain.Keeper, error) {
	if !l.locked || l.hushed != 0 {
		return nil, errors.New("it is open, or typing is still hidden")
	}
	if passphrase != "seven calm otters" {
		l.did = append(l.did, "refused")
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "That passphrase does not open this record."}
	}
	l.locked = false
	l.did = append(l.did, "opened")
	return l, nil
}

func (l *lockable) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	if l.locked {
		return dialog.Committed{}, &dialog.Error{Code: dialog.Unavailable, Message: "The record is locked."}
	}
	return l.Keeper.Append(ctx, changes...)
}

// hand types lines into plain mode with a record that can be locked.
func hand(t testing.TB, l *lockable, lines ...string) string {
	t.Helper()
	var out strings.Builder
	rules := dialog.DefaultRules()
	rules.Safety, rules.Guidance = "personal-safety 2", "Ask the duty worker."
	err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: l, Doors: l, Version: "test", Rules: rules, Worker: l.Worker(), Text: instrument.English(), Now: now, Piped: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheKeyboardIsHandedOverLineByLine(t *testing.T) {
	l := &lockable{Keeper: caseload(t)}
	lines := append(slices.Clone(begin), "4", "y", "h", "y", "y") // one with the worker, then alone
	lines = append(lines, "5", "n", "d", "", "x", "", "b", "l", "7", "", "x", "1", "", "4", "", "f", "", "b", "2", "y", "3", "", "3", "", "3", "",
		"", "3", "", "w", "wrong words", "seven calm otters", "s", "0", "0")
	got := hand(t, l, lines...)
	golden.Compare(t, "handover", got)
	_, a := latest(t, l.Keeper, "Smith", "Jane")
	for d, want := range map[dialog.Domain]dialog.Answer{
		dialog.MentalHealth:   {State: dialog.Rated, Rating: 4, Help: dialog.HelpWanted, Mode: dialog.ModeLines},
		dialog.PhysicalHealth: {State: dialog.Rated, Rating: 5, Help: dialog.HelpNot, Mode: dialog.ModeAloneLines},
		dialog.PersonalSafety: {State: dialog.Rated, Rating: 2, Help: dialog.HelpWanted, Mode: dialog.ModeAloneLines},
	} {
		if g := a.Answers.Get(d); g.State != want.State || g.Rating != want.Rating || g.Help != want.Help || g.Mode != want.Mode || g.Language != "en" {
			t.Errorf("%s is recorded as %+v", d, g)
		}
	}
	if want := "locked refused opened"; strings.Join(l.did, " ") != want {
		t.Errorf("it was %v", l.did)
	}
}

// Where the input ends while the keyboard is handed over, so does the program.
func TestTheEndOfInputEndsAKeyboardHandedOver(t *testing.T) {
	for name, rest := range map[string][]string{"at a question": {"5", "n"}, "at the passphrase": {"f", "w", "wrong"}} {
		t.Run(name, func(t *testing.T) {
			l := &lockable{Keeper: caseload(t)}
			got := hand(t, l, append(append(slices.Clone(begin), "h", "y", "y"), rest...)...)
			_, alone, _ := strings.Cut(got, "These questions are for")
			if !strings.Contains(got, "The input has ended.") || strings.Contains(alone, "What would you like to do?") || strings.Contains(alone, "999 ") {
				t.Errorf("it ended with\n%s", alone)
			}
		})
	}
}

// Whatever a person types, the worker's lines come back with the passphrase alone.
func TestAnythingMayBeTypedAlone(t *testing.T) {
	base := caseload(t)
	word := rapid.SampledFrom(strings.Fields("1 2 3 4 5 6 7 8 9 0 y n d x l b f w h s k q v t a menu - ? 11 ctrl+c exit quit 999 smith"))
	rapid.Check(t, func(rt *rapid.T) {
		l := &lockable{Keeper: base.Copy(now)}
		typed := rapid.SliceOfN(rapid.OneOf(word, rapid.Just(""), rapid.StringN(0, 8, 20)), 1, 60).Draw(rt, "typed")
		for i := range typed {
			typed[i] = strings.ReplaceAll(strings.ReplaceAll(typed[i], "\n", ""), "\r", "")
		}
		got := hand(t, l, append(append(slices.Clone(begin), "h", "y"), typed...)...)
		_, alone, _ := strings.Cut(got, "These questions are for Jane.")
		for _, trace := range []string{"What would you like", "NHS No.", "Born", "SMITH", "Item 1 of 11", "Recording as", "Sleep"} {
			if strings.Contains(alone, trace) {
				rt.Fatalf("%q was written:\n%s", trace, alone)
			}
		}
	})
}
