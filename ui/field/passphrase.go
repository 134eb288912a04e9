package field

import "unicode/utf8"

// The limits of a passphrase. Those who keep it check it against the common ones;
// see the rules for passwords of Cyber Essentials, which ask for 12 characters, or
// for 8 and a list of those that are refused, and recommend three words.
const (
	passphraseLeast = 8
	PassphraseMost  = 1000 // no rule, but no more than a hand can mean to type
	PassphraseRule  = "At least 8 characters. Three or four words together are best."
)

// NewPassphrase is a passphrase that is being chosen, named "passphrase", and the
// same once more, named "again".
func NewPassphrase(label, hint string) (first, again *Masked) {
	first = NewMasked(About{Name: "passphrase", Label: label, Hint: hint, Missing: "Please choose a passphrase."},
		Mask{Most: PassphraseMost, Check: tooShort})
	again = NewMasked(About{Name: "again", Label: "The same again", Missing: "Please enter the passphrase again."}, Mask{Most: PassphraseMost})
	return first, again
}

func tooShort(b []byte) string {
	if utf8.RuneCount(b) < passphraseLeast {
		return "A passphrase has at least 8 characters."
	}
	return ""
}

// Same compares what was entered twice. If it is not the same, the second is
// cleared and the form says so.
func Same(form *Form, first, again *Masked) bool {
	a, b := first.Copy(), again.Copy()
	defer a.Clear()
	defer b.Clear()
	if a.Equal(b) {
		return true
	}
	again.Clear()
	form.SetError(again.About().Name, "The two are not the same. Please enter it again.")
	return false
}
