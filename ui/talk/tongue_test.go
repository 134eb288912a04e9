package talk_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
)

// foreign are what the person reads in the conversation, from one stage to the next.
var foreign = map[string]func(o talk.Options) *single.Driver{
	"choose": func(o talk.Options) *single.Driver {
		return single.Drive(talk.NewTalk(o)).Press("down", "down", "space")
	},
	"choose-none":   func(o talk.Options) *single.Driver { return single.Drive(talk.NewTalk(o)).Press("enter") },
	"understanding": func(o talk.Options) *single.Driver { return step(o, 0) },
	"forward":       func(o talk.Options) *single.Driver { return step(o, 1) },
	"options":       func(o talk.Options) *single.Driver { return step(o, 2) },
	"agree":         func(o talk.Options) *single.Driver { return step(o, 3) },
	"noted": func(o talk.Options) *single.Driver {
		return step(o, 1).Press("n").Type("7").Press("tab").Type("8").Press("ctrl+s")
	},
	"agreed": func(o talk.Options) *single.Driver {
		return step(o, 3).Press("a").Type("7").Press("tab", "2", "tab", "tab").Type("2w").Press("ctrl+s", "t")
	},
	"own-words": func(o talk.Options) *single.Driver {
		return single.Drive(talk.NewTalk(o)).Press("down", "down", "down", "down", "down", "down", "space", "enter")
	},
	"read-back":    func(o talk.Options) *single.Driver { return step(o, 3).Press("t", "c") },
	"meeting-none": func(o talk.Options) *single.Driver { return step(o, 3).Press("c", "enter") },
	"meeting": func(o talk.Options) *single.Driver {
		return step(o, 3).Press("c", "enter", "m").Type("2w").Press("tab").Type("2pm").Press("tab", "2", "ctrl+s")
	},
	"home": func(o talk.Options) *single.Driver {
		return step(o, 3).Press("a").Type("7").Press("tab", "2", "ctrl+s", "c", "enter", "enter")
	},
	"rate":       func(o talk.Options) *single.Driver { return single.Drive(talk.NewRate(o)).Press("9", "left") },
	"rate-ten":   func(o talk.Options) *single.Driver { return single.Drive(talk.NewRate(o)).Press("1", "0") },
	"rate-wrong": func(o talk.Options) *single.Driver { return single.Drive(talk.NewRate(o)).Press("9", "9", "enter") },
	"rate-saved": func(o talk.Options) *single.Driver {
		return single.Drive(talk.NewRate(o)).Press("7", "enter")
	},
	"home-rated": func(o talk.Options) *single.Driver {
		return step(o, 3).Press("t", "c", "enter", "enter", "7", "enter", "enter", "s")
	},
	"rate-second": func(o talk.Options) *single.Driver { return single.Drive(talk.NewRate(o)).Press("s", "4", "esc") },
	"review":      func(o talk.Options) *single.Driver { return single.Drive(talk.NewReviews(o)).Press("2") },
	"directory":   func(o talk.Options) *single.Driver { return step(o, 0).Press("d") },
}

// step leads to one of the four steps about the job situation.
func step(o talk.Options, n int) *single.Driver {
	d := single.Drive(talk.NewTalk(o)).Press("down", "down", "space", "enter")
	for range n {
		d.Press("enter")
	}
	return d
}

// ascii are words of two letters or more that the pseudo-language does not have.
var ascii = regexp.MustCompile(`[A-Za-z]{2,}`)

// given are words on keys, and those that people of the test wrote themselves.
var given = []string{"enter", "esc", "backspace", "space", "up", "down", "left", "Jane", "One", "morning", "week", "at", "the", "library", "Thursdays", "hub",
	"Ring", "college", "Send", "form", "Stepping", "In", "Advisers", "who", "go", "along", "to", "work", "Telephone", "Tuesday", "Lantern", "Line",
	"Somebody", "talk", "Always", "Cook", "meal", "for", "my", "sister", "once", "month", "Sleep", "through", "most", "nights", "The", "job", "club", "Peer", "Space", "Ropewalk", "Lane"}

// Nothing that the person reads in the conversation comes from anywhere but the
// language file, what the service and the people themselves wrote apart.
func TestTheConversationInAnotherLanguage(t *testing.T) {
	for name, lead := range foreign {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				var goals []dialog.Goal
				if strings.Contains(name, "rate") {
					goals = []dialog.Goal{cook, sleep}
				}
				_, o := appointment(t, goals...)
				o.Text, o.Directory, o.Rules.Safety = pseudo.Checked(), around(), ""
				d := lead(o)
				d.Golden(t, "foreign-"+name)
				for _, size := range single.Sizes {
					size.Theme = theme.New(theme.Options{Unicode: true})
					drawn := d.Text(size) + ansi.Strip(screen.HelpLine(d.Screen.Keys(), 400, size.Theme))
					for _, word := range ascii.FindAllString(drawn, -1) {
						if !slices.Contains(given, word) {
							t.Errorf("%dx%d has %q:\n%s", size.Width, size.Height, word, drawn)
						}
					}
				}
			})
		})
	}
}

// The copy to take home is chosen in the language that it is written in. Where the file
// goes is the worker's, and in English.
func TestTheCopyInAnotherLanguage(t *testing.T) {
	for name, keys := range map[string][]string{
		"nothing": {"enter"},
		"all":     {"a", "down", "down"},
		"preview": {"a", "enter"},
		"safe":    {"a", "down", "down", "down", "down", "down", "down", "space", "enter", "enter"},
		"again":   {"a", "enter", "enter", "n"},
	} {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				_, o := appointment(t, cook, sleep)
				o.Languages = []*instrument.Text{instrument.English(), pseudo.Checked()}
				k := &copier{}
				d := single.Drive(talk.NewCopy(o, k)).Press("o").Press(keys...)
				d.Golden(t, "foreign-copy-"+name)
				for _, size := range single.Sizes {
					size.Theme = theme.New(theme.Options{Unicode: true})
					drawn := d.Text(size) + ansi.Strip(screen.HelpLine(d.Screen.Keys(), 400, size.Theme))
					for _, word := range ascii.FindAllString(drawn, -1) {
						if !slices.Contains(given, word) {
							t.Errorf("%dx%d has %q:\n%s", size.Width, size.Height, word, drawn)
						}
					}
				}
			})
		})
	}
}

// The copy begins in the language that the latest DIALOG was read in, and what is
// written is in the one that was chosen last. What is ticked stays.
func TestTheLanguageOfACopyIsChosen(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		for name, test := range map[string]struct {
			read string
			keys []string
			want string
		}{
			"as it was read": {pseudo.Tag, []string{"a"}, pseudo.Tag},
			"changed":        {pseudo.Tag, []string{"a", "o"}, "en"},
			"and back":       {pseudo.Tag, []string{"a", "o", "o"}, pseudo.Tag},
			"English":        {"en", []string{"a"}, "en"},
		} {
			_, o := appointment(t, cook, sleep)
			o.Languages = []*instrument.Text{instrument.English(), pseudo.Checked()}
			now := o.Record.History()[len(o.Record.History())-1]
			for _, d := range dialog.Domains() {
				answer := now.Answers.Get(d)
				answer.Language = test.read
				now.Answers.Set(d, answer)
			}
			k := &copier{}
			single.Drive(talk.NewCopy(o, k)).Press(test.keys...).Press("enter", "enter", "y", "enter")
			if len(k.written) != 1 || k.written[0].Text().Tag != test.want || len(k.written[0].Sections) < 3 {
				t.Errorf("%s: %d copies, in %v", name, len(k.written), k.written)
			}
		}
	})
}

// What the person is asked about themselves is read in their language, with the answers
// and why it is asked; so is the form, since they may fill it in themselves.
func TestTheQuestionsAboutThePersonInAnotherLanguage(t *testing.T) {
	for name, keys := range map[string][]string{
		"list":    {"w"},
		"ask":     {"enter"},
		"several": {"down", "down", "down", "down", "enter", "4", "5", "tab"},
		"leave":   {"down", "enter", "2", "esc"},
		"correct": {"down", "e", "2", "tab", "tab"},
		"nothing": {"enter", "tab", "enter", "ctrl+s"},
		"earlier": {"down", "enter", "2", "ctrl+s", "h"},
	} {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				_, o := told(t)
				o.Text = pseudo.Checked()
				d := single.Drive(talk.NewAbout(o)).Press(keys...)
				d.Golden(t, "foreign-about-"+name)
				for _, size := range single.Sizes {
					size.Theme = theme.New(theme.Options{Unicode: true})
					drawn := d.Text(size) + ansi.Strip(screen.HelpLine(d.Screen.Keys(), 400, size.Theme))
					for _, word := range ascii.FindAllString(drawn, -1) {
						if !slices.Contains(append([]string{"Deaf", "in", "one", "ear", "tab", "shift", "ctrl"}, given...), word) {
							t.Errorf("%dx%d has %q:\n%s", size.Width, size.Height, word, drawn)
						}
					}
				}
			})
		})
	}
}

// Every answer of every question is there in the language.
func TestEveryAnswerInAnotherLanguage(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		_, o := told(t)
		o.Text = pseudo.Checked()
		tall := screen.Frame{Width: 160, Height: 80, Theme: theme.New(theme.Options{Unicode: true})}
		d := single.Drive(talk.NewAbout(o))
		for _, trait := range dialog.Traits() {
			d.Press("enter")
			drawn := d.Text(tall)
			for _, c := range trait.Choices() {
				if !strings.Contains(drawn, pseudo.Say(c.Label)) {
					t.Errorf("%s of %s is not offered:\n%s", c.Slug, trait, drawn)
				}
			}
			if english := ascii.FindAllString(drawn, -1); len(english) > 0 {
				t.Errorf("%q is left", english)
			}
			d.Press("esc", "down")
		}
	})
}
