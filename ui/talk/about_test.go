package talk_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// told is Jane's record with what she told two months ago, and with her sister at
// her side.
func told(t *testing.T) (*memory.Keeper, talk.Options) {
	t.Helper()
	k, o := jane(t)
	o.Now = unhurriedly()
	add := func(body dialog.Body) {
		c, err := k.Append(context.Background(), dialog.Change{Person: o.Record.Person.ID, DoneAt: dialog.At(today.AddDate(0, -2, 0)), Body: body})
		if err != nil {
			t.Fatal(err)
		}
		o.Record = c.Record
	}
	on := dialog.DateOf(today.AddDate(0, -2, 0))
	say := func(trait dialog.Trait, state dialog.TraitState, words string, values ...string) {
		add(&dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: k.NewID(), Trait: trait, State: state, Values: values, Words: words, From: on, Teller: dialog.TellerTogether}})
	}
	say(dialog.Ethnicity, dialog.TraitTold, "", "mixed-white-asian")
	say(dialog.Gender, dialog.TraitTold, "", "male")
	say(dialog.SameAsAtBirth, dialog.TraitTold, "", "no")
	say(dialog.SexualOrientation, dialog.TraitDeclined, "")
	say(dialog.Disability, dialog.TraitTold, "Deaf in one ear", "hearing", "mobility")
	say(dialog.Religion, dialog.TraitNotAsked, "")
	say(dialog.MaritalStatus, dialog.TraitNotKnown, "")
	add(&dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: k.NewID(), Name: "Ruth Smith", Relation: "her sister", Reach: "The number on the fridge", Carer: true,
		Share: []dialog.Share{dialog.ShareMeetings, dialog.ShareAgreed}, Consent: on}})
	return k, o
}

func TestAboutThePersonLooksRight(t *testing.T) {
	for name, lead := range map[string]func(o, empty talk.Options) *single.Driver{
		"about":      func(o, _ talk.Options) *single.Driver { return single.Drive(talk.NewAbout(o)) },
		"about-none": func(_, none talk.Options) *single.Driver { return single.Drive(talk.NewAbout(none)).Press("w") },
		"about-ask":  func(o, _ talk.Options) *single.Driver { return single.Drive(talk.NewAbout(o)).Press("enter") },
		"about-several": func(o, _ talk.Options) *single.Driver {
			return single.Drive(talk.NewAbout(o)).Press("down", "down", "down", "down", "enter", "4", "1")
		},
		"about-both": func(o, _ talk.Options) *single.Driver {
			return single.Drive(talk.NewAbout(o)).Press("down", "down", "down", "down", "enter", "4", "1", "ctrl+s")
		},
		"about-correct": func(o, _ talk.Options) *single.Driver { return single.Drive(talk.NewAbout(o)).Press("down", "e", "2") },
		"about-earlier": func(o, _ talk.Options) *single.Driver {
			return single.Drive(talk.NewAbout(o)).Press("down", "enter", "2", "ctrl+s", "h")
		},
		"supporters":      func(o, _ talk.Options) *single.Driver { return single.Drive(talk.NewSupporters(o)) },
		"supporters-none": func(_, none talk.Options) *single.Driver { return single.Drive(talk.NewSupporters(none)) },
		"supporters-back": func(o, _ talk.Options) *single.Driver { return single.Drive(talk.NewSupporters(o)).Press("t") },
		"supporter-new": func(_, none talk.Options) *single.Driver {
			return single.Drive(talk.NewSupporters(none)).Press("n").Type("Sam Okafor").Press("tab").Type("a friend").Press("tab", "tab", "tab", "2")
		},
	} {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				_, o := told(t)
				_, none := jane(t)
				none.Now = unhurriedly()
				d := lead(o, none)
				d.Golden(t, name)
				ascii := single.Sizes[0]
				ascii.Theme = theme.New(theme.Options{})
				golden.Compare(t, name+"-ascii", styles.ReplaceAllString(d.Screen.Draw(ascii).Body+"\n"+screen.HelpLine(d.Screen.Keys(), ascii.Width, ascii.Theme)+"\n", ""))
			})
		})
	}
}

// stands is what the record says of a trait.
func stands(t *testing.T, k *memory.Keeper, o talk.Options, trait dialog.Trait) dialog.Characteristic {
	t.Helper()
	c := record(t, k, o).About(trait)
	if c == nil {
		t.Fatalf("nothing is recorded of %s", trait)
	}
	return *c
}

func TestAnsweringAboutOneself(t *testing.T) {
	k, o := told(t)
	d := single.Drive(talk.NewAbout(o))
	d.Press("enter", "enter", "ctrl+s").Sees(t, "Please choose one") // nothing is chosen for anybody
	d.Press("3", "ctrl+s").Sees(t, "White: Irish, on 22-Nov-2026")
	now := stands(t, k, o, dialog.Ethnicity)
	if all := record(t, k, o).CharacteristicsOf(dialog.Ethnicity); len(all) != 2 || now.Teller != dialog.TellerTogether || !slices.Equal(all[0].Values, []string{"mixed-white-asian"}) {
		t.Errorf("the record has %+v", all)
	}
	d.Press("enter", "1", "ctrl+s").Sees(t, "prefers not to say, on 22-Nov-2026") // it was answered today: put right
	if again := stands(t, k, o, dialog.Ethnicity); again.ID != now.ID || again.State != dialog.TraitDeclined || len(again.Before) != 1 {
		t.Errorf("the record has %+v", again)
	}
	d.Press("down", "w", "p").Sees(t, "Jane types the answers")
	if c := stands(t, k, o, dialog.Gender); c.State != dialog.TraitDeclined || c.Teller != dialog.TellerPerson {
		t.Errorf("the record has %+v", c)
	}
	n := len(record(t, k, o).Characteristics)
	d.Press("p")
	if len(record(t, k, o).Characteristics) != n || d.Sent[len(d.Sent)-1] != tea.Msg(screen.Notice{Kind: screen.Info, Text: "That is how it stands already."}) {
		t.Errorf("declining twice is recorded twice, or nothing is said: %v", d.Sent)
	}
}

func TestSeveralDisabilitiesOrNone(t *testing.T) {
	k, o := told(t)
	d := single.Drive(talk.NewAbout(o)).Press("down", "down", "down", "down", "enter", "4", "5", "2", "ctrl+s")
	d.Sees(t, "No disability goes with no other answer.")
	d.Press("2", "ctrl+s").Sees(t, "Hearing and Using hands")
	if c := stands(t, k, o, dialog.Disability); !slices.Equal(c.Values, []string{"hearing", "manual-dexterity"}) {
		t.Errorf("the record has %+v", c)
	}
}

// What was typed wrong on an earlier day is put right with a reason.
func TestPuttingAnAnswerRight(t *testing.T) {
	k, o := told(t)
	d := single.Drive(talk.NewAbout(o)).Press("e", "2", "ctrl+s")
	d.Sees(t, "Why is it changed?")
	d.Type("Typed in the wrong row").Press("ctrl+s").Sees(t, "White: British")
	if c := stands(t, k, o, dialog.Ethnicity); len(c.Before) != 1 || c.Before[0].Reason != "Typed in the wrong row" {
		t.Errorf("the record has %+v", c)
	}
	d.Press("h").Sees(t, "it said: Mixed: White and Asian")
	d.Press("esc", "x").Type("Somebody else's").Press("ctrl+s").Sees(t, "nothing recorded")
}

// Whatever is pressed on the list and in its forms, nothing of the gender that was
// before is seen unless the earlier answers are asked for.
func TestGenderHistoryIsOnNoList(t *testing.T) {
	keys := rapid.SampledFrom([]string{"up", "down", "enter", "p", "w", "tab", "esc", "4", "ctrl+s", "y", "n"})
	rapid.Check(t, func(rt *rapid.T) {
		rapid.SyncTest(rt, func(rt *rapid.T) {
			_, o := told(t)
			d := single.Drive(talk.NewAbout(o)).Press("down", "enter", "2", "ctrl+s")
			for _, name := range append(rapid.SliceOfN(keys, 0, 20).Draw(rt, "keys"), "esc", "y", "up") {
				d.Press(name)
				text := d.Text(single.Sizes[1])
				if strings.Contains(text, "it said") || strings.Contains(text, "Gender") && strings.Contains(text, "Male (including trans man), on") {
					rt.Fatalf("after %s it says\n%s", name, text)
				}
			}
		})
	})
	_, o := told(t)
	if got := report.TraitLine(o.Record, dialog.SameAsAtBirth, o.Text); got != "told on 22-Sep-2026" {
		t.Errorf("the list says %q", got)
	}
}

func TestWhatASupporterMayBeTold(t *testing.T) {
	k, o := told(t)
	d := single.Drive(talk.NewSupporters(o))
	d.Sees(t, "may be told when appointments are and what was agreed, agreed on 22-Sep-2026")
	d.Press("e").Type(" Ann").Press("ctrl+s")
	if s := record(t, k, o).Supporters[0]; s.Name != "Ruth Smith Ann" || s.Consent != dialog.DateOf(today.AddDate(0, -2, 0)) {
		t.Errorf("a new name made it %+v", s)
	}
	d.Press("e", "tab", "tab", "tab", "tab", "3", "ctrl+s")
	if s := record(t, k, o).Supporters[0]; len(s.MayKnow()) != 3 || s.Consent != dialog.DateOf(today) {
		t.Errorf("more to be told made it %+v", s)
	}
	d.Press("t").Sees(t, "may be told nothing: taken back on 22-Nov-2026")
	d.Press("f").Sees(t, "no longer a supporter since 22-Nov-2026")
	s := record(t, k, o).Supporters[0]
	if len(s.MayKnow()) != 0 || len(s.Before) != 4 || len(record(t, k, o).ChosenSupporters()) != 0 {
		t.Errorf("the record has %+v", s)
	}
	d.Press("n").Type("Sam").Press("ctrl+s").Sees(t, "Sam; may be told nothing")
}

func TestTheClosingLeadsToQuestionsAboutThePerson(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		_, o := appointment(t)
		d := single.Drive(talk.NewTalk(o)).Press("c", "enter", "enter")
		d.Sees(t, "a few questions about you")
		d.Press("b", "s")
		if _, ok := d.Sent[len(d.Sent)-2].(talk.ShowAbout); !ok {
			t.Errorf("b sent %+v", d.Sent)
		}
		if _, ok := d.Sent[len(d.Sent)-1].(talk.ShowSupporters); !ok {
			t.Errorf("s sent %+v", d.Sent)
		}
	})
}

// While names are hidden because somebody may be looking, neither what was told nor
// who supports the person is on the screen.
func TestHiddenNamesHideWhatWasTold(t *testing.T) {
	_, o := told(t)
	f := single.Sizes[1]
	f.Theme = theme.New(theme.Options{Unicode: true, Masked: true})
	shown := talk.NewAbout(o).Draw(f).Body + talk.NewSupporters(o).Draw(f).Body
	for _, never := range []string{"Jane", "Ruth", "fridge", "Mixed", "Male", "Hearing", "Deaf"} {
		if strings.Contains(shown, never) {
			t.Errorf("it says %q in\n%s", never, shown)
		}
	}
}
