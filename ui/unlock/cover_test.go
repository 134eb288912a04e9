package unlock_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

func covered(t testing.TB) *driver {
	return drive(t, unlock.NewCover(field.NewSecret([]byte(pin))))
}

func TestCoverOpensWithThePIN(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := covered(t)
		d.sees("Take your time. Press Space to carry on.")
		d.press("space").enter(pin)
		d.told(unlock.Uncovered{})
		d.press("space").enter(pin)
		d.told()
	})
}

func TestCoverTakesNothingButSpace(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := covered(t)
		d.enter(pin).press("esc", "tab", "up", "?", "q", "ctrl+s")
		d.s.Update(tea.PasteMsg{Content: " " + pin})
		d.sees("Press Space to carry on.")
		d.told()
		if d.s.Typing() {
			t.Error("letters are text for it")
		}
	})
}

func TestCoverLocksAfterThreeWrongPINs(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := covered(t)
		d.press("space").enter("824614")
		d.sees("That is not the PIN. 2 tries are left.")
		d.press("esc", "space") // going back gives no more tries
		d.enter("82461")
		d.sees("A PIN has 6 digits.")
		d.press("enter", "enter", "ctrl+u").enter("000000")
		d.sees("1 try is left, then the record locks.")
		d.told()
		d.enter("824614")
		d.told(unlock.Locked{})
		d.enter(pin)
		d.told()
	})
}

func TestCoverAfterAWrongPINStillOpens(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := covered(t)
		d.press("space").enter("111111", "222222", pin)
		d.told(unlock.Uncovered{})
	})
}

func TestCoverASpaceThatIsHeldIsNoDigit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := covered(t)
		d.press("space", "space", "space")
		held := single.Key("space")
		held.IsRepeat = true
		d.s.Update(held)
		d.seesNot("digits only", "•")
		d.enter(pin)
		d.told(unlock.Uncovered{})
	})
}

func TestCoverWithoutAPINOpensToNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, unlock.NewCover(field.Secret{}))
		d.press("space").enter("", "000000", "123456", pin)
		d.told(unlock.Locked{})
	})
}

func TestChoosePIN(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, unlock.NewChoosePIN())
		d.enter(pin, pin)
		if len(d.out) != 1 {
			t.Fatalf("it told %d things", len(d.out))
		}
		chosen, ok := d.out[0].(unlock.PINChosen)
		if !ok || chosen.PIN.Raw() != pin {
			t.Errorf("it told %T", d.out[0])
		}
	})
	bubble(t, func(t *testing.T) {
		d := drive(t, unlock.NewChoosePIN())
		d.enter(pin, "824614")
		d.sees("The two are not the same.")
		d.told()
		d.press("esc")
		d.told(screen.Back{})
	})
}

func TestChoosePINRefuses(t *testing.T) {
	const easy, few = "That one is easy to guess.", "A PIN has 6 digits."
	tests := map[string]string{
		"000000": easy, "777777": easy, "123456": easy, "654321": easy, "345678": easy, "890123": easy, "210987": easy, "987654": easy,
		"121212": easy, "507507": easy,
		"12345": few, "1": few,
		"824613": "", "112233": "", "123455": "", "123123": easy, "135791": "", "000001": "",
	}
	for digits, says := range tests {
		t.Run(digits, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := drive(t, unlock.NewChoosePIN())
				d.enter(digits, digits)
				if says != "" {
					d.sees(says)
				}
				if chosen := len(d.out) == 1; chosen != (says == "") {
					t.Errorf("told %v", d.out)
				}
			})
		})
	}
	bubble(t, func(t *testing.T) {
		d := drive(t, unlock.NewChoosePIN())
		d.typed("12a")
		d.sees("A PIN has digits only.")
	})
}

func TestMessagesHideThePIN(t *testing.T) {
	m := unlock.PINChosen{PIN: field.NewSecret([]byte(pin))}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, m); leaks(got, pin) {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}
