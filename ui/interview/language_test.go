package interview_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// foreign is an interview in the pseudo-language, from its first item.
func foreign(t testing.TB) (*driver, *keeper) {
	t.Helper()
	words := pseudo.Checked()
	return begun(t, func(_ *keeper, o *interview.Options) {
		o.Languages, o.Tongue = []*instrument.Text{instrument.English(), words}, words
		o.Rules.Earlier = dialog.EarlierBeside
	})
}

// foreignGolden begins the names of screens that are not in English.
const foreignGolden = "foreign-"

// foreignScreens are what the person reads, stage by stage.
var foreignScreens = map[string]func(d *driver, k *keeper){
	"item":     func(*driver, *keeper) {},
	"rated":    func(d *driver, _ *keeper) { d.press("5", "y") },
	"answered": func(d *driver, _ *keeper) { answered(d) },
	"reason":   func(d *driver, _ *keeper) { d.press("x", "l", "enter", "x", "v", "up", "enter", "x") },
	"declined": func(d *driver, _ *keeper) { d.press("d", "n") },
	"slow": func(d *driver, k *keeper) {
		k.delay = time.Minute
		d.press("5")
		d.wait(time.Second)
	},
	"note": func(d *driver, _ *keeper) {
		d.press("5", "t")
		d.typeText("7")
	},
	"noted": func(d *driver, _ *keeper) {
		d.press("5", "t")
		d.typeText("7")
		d.press("esc")
	},
	"review":     func(d *driver, _ *keeper) { answered(d); d.press("v") },
	"review-all": func(d *driver, _ *keeper) { rateAll(d); d.press("home") },
	"unfinished": func(d *driver, _ *keeper) { answered(d); d.press("v", "f") },
	"why": func(d *driver, _ *keeper) {
		answered(d)
		d.press("v", "f", "w")
		d.typeText("7")
	},
}

func TestScreensInAnotherLanguage(t *testing.T) {
	for name, lead := range foreignScreens {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := foreign(t)
				lead(d, k)
				golden(t, foreignGolden+name, d.s)
				if hint := d.text(80, 21); strings.Contains(hint, "larger window") {
					t.Errorf("something does not fit at 80x24:\n%s", hint)
				}
			})
		})
	}
}

// english are words of two letters or more that the pseudo-language does not have.
var english = regexp.MustCompile(`[A-Za-z]{2,}`)

// known are those that stand on a key, and what the person is called.
var known = []string{"enter", "esc", "backspace", "up", "down", "left", "right", "Amina"}

// Nothing that the person reads comes from anywhere but the language file.
func TestNoEnglishIsLeftInAnotherLanguage(t *testing.T) {
	for name, lead := range foreignScreens {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := foreign(t)
				lead(d, k)
				for _, size := range []screen.Frame{{Width: 80, Height: 21}, {Width: 40, Height: 11}, {Width: 120, Height: 37}, {Width: 34, Height: 8}, {Width: 20, Height: 5}} {
					size.Theme = theme.New(theme.Options{Unicode: true})
					drawn := ansi.Strip(d.s.Draw(size).Body) + "\n" + ansi.Strip(screen.HelpLine(d.s.Keys(), 400, size.Theme))
					for _, word := range english.FindAllString(drawn, -1) {
						if !slices.Contains(known, word) {
							t.Errorf("%dx%d has %q:\n%s", size.Width, size.Height, word, drawn)
						}
					}
				}
			})
		})
	}
}

// What is said in passing is in the language too.
func TestNoticesInAnotherLanguage(t *testing.T) {
	for name, keys := range map[string][]string{
		"beyond the scale": {"8"}, "the first": {"left"}, "nothing to take back": {"backspace"}, "taken back": {"5", "backspace"},
		"help taken back": {"y", "backspace"}, "asked of everyone": {"enter", "enter", "x"}, "nothing answered": {"v", "f"}, "the end": {"v", "end", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, _ := foreign(t)
				if name == "nothing answered" {
					d.press("v", "end", "up")
				}
				d.press(keys...)
				if said := d.notice(); name != "nothing answered" && (said == "" || english.MatchString(said)) {
					t.Errorf("it says %q", said)
				}
			})
		})
	}
}

// The key of the languages changes what is read and nothing else: not the place, not
// an answer, and not a key that was pressed before.
func TestTheLanguageKeepsThePlace(t *testing.T) {
	keys := rapid.SampledFrom([]string{"1", "4", "7", "y", "n", "d", "x", "l", "enter", "left", "right", "v", "up", "down", "backspace", "end", "f", "esc"})
	rapid.Check(t, func(rt *rapid.T) {
		rapid.SyncTest(rt, func(rt *rapid.T) {
			defer time.Sleep(time.Hour)
			words := pseudo.Checked()
			d, k := begun(t, func(_ *keeper, o *interview.Options) { o.Languages = []*instrument.Text{instrument.English(), words} })
			d.press("5", "enter") // so that finishing asks
			for _, name := range rapid.SliceOfN(keys, 0, 12).Draw(rt, "keys") {
				if name != "esc" && name != "f" || rapid.Bool().Draw(rt, "leaves") {
					d.press(name)
				}
				before, answers, entries := d.text(80, 21), *d.s.(*interview.Model).Answers(), len(k.entries)
				d.wait(time.Second)
				d.press("o")
				d.wait(time.Second)
				d.press("o")
				d.wait(time.Second)
				if after := d.text(80, 21); after != before {
					rt.Fatalf("after %s, there and back:\n%s\nwas\n%s", name, after, before)
				}
				if *d.s.(*interview.Model).Answers() != answers || len(k.entries) != entries {
					rt.Fatalf("after %s changing the language changed an answer", name)
				}
			}
		})
	})
}

// Each answer says in which language its question was read.
func TestTheLanguageIsRecordedWithEachAnswer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		words := pseudo.Checked()
		d, k := begun(t, func(_ *keeper, o *interview.Options) { o.Languages = []*instrument.Text{instrument.English(), words} })
		d.press("5", "enter", "o", "4", "enter", "d", "o", "t")
		d.typeText("late")
		d.press("esc", "enter", "6")
		d.wait(time.Second)
		for i, want := range []string{"en", pseudo.Tag, pseudo.Tag, "en"} {
			if got := k.answer(dialog.Domains()[i]); got.Language != want {
				t.Errorf("item %d was asked in %q, want %q: %+v", i+1, got.Language, want, got)
			}
		}
		if said, ok := told[interview.Speaking](d); !ok || said.Text != instrument.English() {
			t.Errorf("the root was told %+v", said)
		}
		d.press("o", "6")
		d.wait(time.Second)
		if got := k.answer(dialog.Domains()[3]); got.Language != pseudo.Tag || got.Rating != 6 {
			t.Errorf("the same answer given again in another language is %+v", got)
		}
	})
}

// Of several languages one is chosen by its own name; with one there is no key.
func TestWhichLanguage(t *testing.T) {
	bubble(t, func(t *testing.T) {
		words, more := pseudo.Checked(), *pseudo.Checked()
		more.Name = "Another"
		d, _ := begun(t, func(_ *keeper, o *interview.Options) {
			o.Languages = []*instrument.Text{instrument.English(), words, &more}
		})
		d.press("5", "o")
		golden(t, foreignGolden+"which", d.s)
		d.press("esc")
		d.sees("Item 1 of 11", "saved")
		d.press("o", "2")
		d.sees(words.Question(dialog.MentalHealth)[:20], "語")
		alone, _ := begun(t)
		alone.press("o")
		alone.sees("Item 1 of 11")
		for _, k := range alone.s.Keys() {
			if slices.Contains(k.Keys(), "o") {
				t.Error("there is a key for other languages, and there are none")
			}
		}
	})
}

// A draft goes on in the language of its latest answer, and the root hears of it.
func TestADraftGoesOnInItsLanguage(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r, words := draft(0), pseudo.Checked()
		a := &r.Assessments[len(r.Assessments)-1]
		latest := a.Answers.Get(dialog.Accommodation)
		latest.Language, latest.At = words.Tag, dialog.At(noon)
		a.Answers.Set(dialog.Accommodation, latest)
		o := options(newKeeper(r), r)
		o.Languages = []*instrument.Text{instrument.English(), words}
		d := drive(t, interview.Resume(o))
		if said, ok := told[interview.Speaking](d); !ok || said.Text != words {
			t.Errorf("the root was told %+v", said)
		}
		d.press("1")
		d.wait(time.Second)
		d.press("y")
		d.wait(time.Second)
		d.sees(words.Question(dialog.Friendships)[:24])
		o.Languages = nil
		if gone := drive(t, interview.Resume(o)); len(gone.out) != 0 {
			t.Errorf("a language that is not there any more is spoken: %v", gone.out)
		}
	})
}
