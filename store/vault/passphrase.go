package vault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The lengths of passphrases, in characters (Unicode code points after NFKC). Short
// ones must not be among the first that anyone would try; long ones must not be one
// word of those with digits or signs around it. There are no rules about capitals, digits or signs, which make passphrases
// harder to remember and no harder to guess (NIST SP 800-63B, section 5.1.1).
const (
	MinPassphrase  = 8
	LongPassphrase = 12
)

// CheckPassphrase says whether a new passphrase will do: nil, or *Error with
// CodeTooShort or CodeTooCommon.
func CheckPassphrase(s string) error {
	s = norm.NFKC.String(s)
	n := utf8.RuneCountInString(s)
	if n < MinPassphrase {
		return refuse(CodeTooShort, "the passphrase is too short")
	}
	if n < LongPassphrase && common(s) || padded(s) {
		return refuse(CodeTooCommon, "the passphrase is among the first that anyone would try")
	}
	return nil
}

// common says whether a passphrase is on the deny list, which is written as rules
// over words so that one line stands for thousands: nothing but digits and signs; a
// few characters over and over; a run along the alphabet or the keyboard; or one or
// two words of the list, with look-alike signs for letters or without, and digits and
// signs before or after.
func common(s string) bool {
	s = strings.ToLower(s)
	core := strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return core == "" || repeats(s) || runs(core) || words(core) || words(lookAlikes.Replace(core)) ||
		words(lookAlikes.Replace(s)) || runs(s)
}

// padded says whether a passphrase is one word of the list, with look-alike signs for
// letters or without, made long by digits and signs before or after it.
func padded(s string) bool {
	core := strings.TrimFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	return commonWords[core] || commonWords[lookAlikes.Replace(core)]
}

// lookAlikes are the signs that people write for letters.
var lookAlikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// repeats says whether s is one to four characters over and over.
func repeats(s string) bool {
	for unit := 1; unit <= 4; unit++ {
		if len(s) > unit && strings.HasPrefix(strings.Repeat(s[:unit], len(s)/unit+1), s) {
			return true
		}
	}
	return false
}

// tracks are the runs that fingers follow.
var tracks = func() []string {
	var both []string
	for _, t := range []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t6y", "qazwsxedcrfv"} {
		b := []byte(t)
		for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
		both = append(both, t, string(b))
	}
	return both
}()

// runs says whether s follows one track, or two one after the other.
func runs(s string) bool {
	return splits(s, func(part string) bool {
		for _, t := range tracks {
			if len(part) >= 3 && strings.Contains(t, part) {
				return true
			}
		}
		return false
	})
}

// words says whether s is one word of the list or two.
func words(s string) bool {
	return splits(s, func(part string) bool { return part != "" && commonWords[part] })
}

// splits says whether s, or both parts of it split somewhere, are as asked.
func splits(s string, is func(string) bool) bool {
	if is(s) {
		return true
	}
	for i := 1; i < len(s); i++ {
		if is(s[:i]) && is(s[i:]) {
			return true
		}
	}
	return false
}

// commonWords are the words that passphrases of a team like ours would be made of.
var commonWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(commonList) {
		set[w] = true
	}
	return set
}()

const commonList = `
a an and abc access account admin administrator all alongside appointment assess assessment assistant autumn
baby band bank baseball basket batman beach bear beautiful bed birthday blessed blue book boss bristol british
building business buster butterfly
camhs cambridge cardiff care caring carer case casework caseload cat celtic central change changeme charlie cheese
chelsea chocolate christmas church city clinic clinical clinician cmht coffee community company computer connect
consultant cookie council country crisis cricket crystal
daddy daisy dear default demo desk dialog dialogplus diamond doctor dog dolphin donald dragon duty
easter edinburgh eight eleven email emergency england english enter everton
family february file five flower football forever forget forward four freedom friday friend friends
garden george get ginger glasgow go goal goals god golf good goodbye granny green group guest
hannah happy harry has hat health healthcare hello help her here him home hope hospital hotel house hub hunter
i ice iloveyou in install internet is it
jack james january jasmine jessica jesus job john jordan joshua july june junior
keep key killer king kingdom kitten
laptop leeds leicester let letmein lily lincoln lion little liverpool local lock log login london love lovely lucky
maggie magic man manager manchester manunited march market maria marina marine mark mary master matthew may me
medical medicine meeting mental mentalhealth mersey michael midwife mind minister mobile molly monday money
monitor monkey month mother mum mummy music my
name new newcastle newpass newpassword nhs nhsdigital nhsmail night nine no nobody north norwich november nothing
notts nurse nursing
oak october of office oliver one online open orange our outlook outpatient oxford
pa parrot pass passphrase passwd password patient peer pepper person phone photo please plus police poppy portal
portsmouth practice princess private project psych psychiatry psychology purple pw
queen question quick qwerty
rabbit rainbow rangers ranger raspberry recovery red reset review river robert rose rosie royal rugby
safe samantha saturday school scotland secret secure security september service seven sheffield shadow shift six
smile snow soccer social socialcare soldier something south spring spurs staff star start starwars station strong
student summer sunday sunny sunshine super superman support surgery sweet system
tablet talk tea teacher team temp temporary ten terminal test testing thank thankyou the therapist therapy this
three thunder thursday tiger time tinker to today together tomorrow tottenham town training trust trustno trustme
tuesday two
uk united unlock up user username
vault victoria villa visit visitor
wales ward water we wednesday week welcome wellbeing west whatever white wifi will william windows winter winston
with wizard woman word work worker world
year yellow yes york you your
zero zxcvbn
`
