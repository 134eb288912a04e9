package ui_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui"
	"alongside/ui/handover"
	asks "alongside/ui/interview"
	"alongside/ui/person"
	"alongside/ui/screen"
	"alongside/ui/term"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
)

// handedOver goes to the first question that Jane Smith has to herself.
func handedOver(p *uitest.Person) *uitest.Person {
	asking(p).Press("h").Sees("Hand the keyboard to", "11 questions")
	p.Press("y").Sees("These questions are for", "Is that you?", "Nobody reads this until your worker returns.")
	return p.Press("y").Sees("Question 1 of 11", "How satisfied are you with your mental health?", "Nothing chosen yet.")
}

// nobody fails the test if anything is shown that no question needs.
func nobody(t *testing.T, p *uitest.Person) {
	t.Helper()
	for _, trace := range []string{"SMITH", "Jane", "999 073", "Sam Rivers", "Sleep through", "Find a person", "Born"} {
		if strings.Contains(p.Screen(), trace) {
			t.Errorf("the screen shows %q:\n%s", trace, p.Screen())
		}
	}
}

// givePIN takes the keyboard back from any question.
func givePIN(p *uitest.Person) *uitest.Person {
	return p.Press("f").Sees("Please fetch your worker.").Press("enter").Sees("PIN").Press(pin...).Press("enter")
}

func TestThePersonHasTheKeyboard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		handedOver(p)
		nobody(t, p)
		p.Press("5").Sees("Chosen: 5", "saved").Press("y", "enter").Sees("Question 2 of 11")
		p.Press("d", "enter").Press("x").Sees("Press x again").Press("enter").Sees("Question 4 of 11").Press("x", "enter")
		p.Press("enter").Sees("Question 6 of 11").Press("1", "left").Sees("Question 5 of 11", "Recorded: leave it for later")
		nobody(t, p)
		a := find(t, h.k, "Smith", "Jane").Draft()
		want := map[dialog.Domain]dialog.Answer{
			dialog.MentalHealth: {State: dialog.Rated, Rating: 5, Help: dialog.HelpWanted}, dialog.PhysicalHealth: {State: dialog.Declined},
			dialog.JobSituation: {State: dialog.Later}, dialog.Accommodation: {State: dialog.NotApplicable}, dialog.PartnerFamily: {State: dialog.Rated, Rating: 1},
		}
		for d, w := range want {
			got := a.Answers.Get(d)
			if got.State != w.State || got.Rating != w.Rating || got.Help != w.Help || got.Mode != dialog.ModeAloneScreen || got.Language != "en" {
				t.Errorf("%s is recorded as %+v", d, got)
			}
		}
		givePIN(p).Sees("The keyboard is back with you", "4 questions were answered alone", "SMITH, Jane (Ms)")
		p.Press("enter").Sees("Item 7 of 11").Press("v").Sees("Review", "4 alone at the keyboard")
		p.Press("esc").Sees("SMITH").Press("esc").Sees("Find a person")
	})
}

// Only what is open is handed over, and what the worker noted stays.
func TestTheRestIsFinishedAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		asking(p).Press("4", "enter", "y", "t").Type("Has pain").Press("esc", "enter", "h").Sees("10 questions").Press("y", "y")
		p.Sees("Question 1 of 10", "physical health?", "Nothing chosen yet.", "not answered").SeesNot("Has pain")
		p.Press("6").Sees("saved")
		got := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.PhysicalHealth)
		if got.Rating != 6 || got.Note != "Has pain" || got.Help != dialog.HelpWanted {
			t.Errorf("it is recorded as %+v", got)
		}
		givePIN(p).Sees("One question was answered alone").Press("enter", "left").Sees("Item 2 of 11")
		p.Press("t").Type(", since May").Press("esc", "esc").Sees("SMITH")
		if got := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.PhysicalHealth); got.Mode != dialog.ModeAloneScreen || got.Note != "Has pain, since May" {
			t.Errorf("with a longer note it is %+v", got)
		}
	})
}

// Whatever brings a pause about: what was given before it is not shown again, and
// stays recorded.
func TestNothingIsShownAgainAfterAPause(t *testing.T) {
	for name, pause := range map[string]func(p *uitest.Person){
		"a key":                 func(p *uitest.Person) { p.Press("esc").Sees("Take your time.", "Press Space to carry on.") },
		"nobody touches a key":  func(p *uitest.Person) { p.Rest(2*time.Minute + 2*time.Second).Sees("Take your time.") },
		"the worker is to come": func(p *uitest.Person) { p.Press("f").Sees("Please fetch your worker.") },
		"a PIN that is not given": func(p *uitest.Person) {
			p.Press("f", "enter").Sees("PIN").Press("3", "esc").Sees("Please fetch your worker.")
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, h := enter(t)
				handedOver(p).Press("2", "y", "enter", "n")
				pause(p)
				nobody(t, p)
				p.SeesNot("satisfied", "Chosen")
				p.Press("5", "d").SeesNot("satisfied").Press("space").Sees("Question 2 of 11", "Nothing chosen yet.", "not answered")
				p.Press("left").Sees("put away").SeesNot("mental health?")
				p.Press("3").Sees("Chosen: 3")
				a := find(t, h.k, "Smith", "Jane").Draft().Answers
				if one, two := a.Get(dialog.MentalHealth), a.Get(dialog.PhysicalHealth); one.Rating != 2 || one.Help != dialog.HelpWanted || two.Rating != 3 || two.Help != dialog.HelpNot {
					t.Errorf("recorded is %+v and %+v", one, two)
				}
			})
		})
	}
}

// Leaving takes the PIN, of which three wrong tries lock, or the passphrase.
func TestLeavingTakesTheWorker(t *testing.T) {
	t.Run("wrong tries add up", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, h := enter(t)
			handedOver(p).Press("5", "f")
			for range 3 {
				p.Press("enter").Press("1", "2", "1", "2", "1", "3").Press("enter", "esc")
			}
			p.Sees("Locked")
			blank(t, p)
			if h.open {
				t.Error("the record is open")
			}
			p.Type(samsWords).Press("enter").Sees("The keyboard is back with you", "One question was answered alone")
			p.Press("enter").Sees("Who is here?").Press("y").Sees("Item 2 of 11")
		})
	})
	t.Run("opened long after it was taken back", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			jane(p).Press("d").Sees("Choose a PIN").Press("esc").Press("y", "1", "s", "h", "y", "y").Press("6", "f", "enter", "y").Sees("Locked")
			p.Rest(10 * time.Minute).Type(samsWords).Press("enter").Sees("The keyboard is back with you")
			p.Press("enter").Sees("Who is here?").Press("y").Sees("Item 2 of 11")
		})
	})
	t.Run("without a PIN", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, h := enter(t)
			jane(p).Press("d").Sees("Choose a PIN").Press("esc").Press("y", "1", "s", "h").Sees("press f, then Enter, then y: the record locks").SeesNot("PIN")
			p.Resize(40, 15).Sees("then y", "your passphrase opens it").Resize(80, 24)
			p.Press("y", "y").Sees("Question 1 of 11")
			p.Press("6", "f", "enter").Sees("the record locks now").Press("esc").Sees("Please fetch your worker.")
			p.Press("enter", "y").Sees("Locked")
			blank(t, p)
			if h.open {
				t.Error("the record is open")
			}
			p.Press("enter").Type("not the words").Press("enter").Sees("do not open this record")
			p.Type(samsWords).Press("enter").Sees("The keyboard is back with you", "One question was answered alone")
			p.Press("enter").Sees("Item 2 of 11")
		})
	})
	t.Run("somebody else opens it", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			handedOver(p).Press("5", "ctrl+x").Sees("Locked")
			p.Press("ctrl+n").Type("Alex Stone").Press("tab").Type(alexWords).Press("enter").Sees("Alex Stone", "Find a person")
			blank(t, p)
		})
	})
}

// Ten minutes without a key lock, and so does starting again.
func TestAKeyboardLeftAloneLocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		handedOver(p).Press("5")
		last := time.Now()
		p.Rest(9 * time.Minute).Sees("Take your time.")
		p.Press("x", "1").Rest(2 * time.Minute).Sees("Locked")
		blank(t, p)
		if late := h.closed[0].Sub(last) - 10*time.Minute; late < -2*time.Second || late > 2*time.Second {
			t.Errorf("it was locked %v late", late)
		}
		again := uitest.Sit(t, ui.Options{Doors: h, Name: "Sam Rivers", Version: "test", Text: instrument.English(), Now: time.Now, Mode: unicode,
			Pick: func(int) int { return 0 }}, 80, 24)
		again.Sees("Open the record")
		blank(t, again)
	})
}

// What the service's rules mark is shown to the worker first, whichever way the
// keyboard came back.
func TestWhatIsMarkedComesFirst(t *testing.T) {
	marked := "Please talk about: Personal safety. Press g for the service's guidance."
	begin := func(t *testing.T) (*uitest.Person, *hall) {
		p, h := enter(t)
		for name, value := range map[string]string{dialog.SettingSafety: "personal-safety 2, mental-health 2", dialog.SettingGuidance: "Ask the duty worker."} {
			must(h.k.Append(t.Context(), dialog.Change{Worker: demo.Me().ID, DoneAt: dialog.At(time.Now()), Body: &dialog.SettingChanged{Name: name, Value: value}}))
		}
		p.Press("ctrl+x").Type(samsWords).Press("enter").Sees("Find a person")
		asking(p).Press("1", "enter", "h", "y", "y") // mental health is not answered alone
		for range 6 {
			p.Press("enter")
		}
		return p.Sees("safety?").Press("2").SeesNot("Please talk about"), h
	}
	t.Run("by PIN", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := begin(t)
			givePIN(p).Sees(marked).Press("g").Sees("Ask the duty worker.", "This program alerts nobody.").Press("esc").Sees(marked)
		})
	})
	t.Run("by the lock", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := begin(t)
			p.Press("ctrl+x").Type(samsWords).Press("enter").Sees(marked)
		})
	})
	t.Run("when it is taken up again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := begin(t)
			givePIN(p).Press("esc").Press("d").Sees("An unfinished DIALOG", marked).Press("g").Sees("Ask the duty worker.")
		})
	})
}

// What could not be saved is said, kept, and put to the worker before they go on.
func TestWhatIsNotSavedIsPutToTheWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		handedOver(p)
		h.k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
		p.Press("5").Sees("NOT SAVED").SeesNot("disk")
		p.Press("enter").Sees("Question 2 of 11", "NOT SAVED")
		givePIN(p).Sees("something is not saved").Press("r").Sees("something is not saved").Press("w")
		p.Sees("The keyboard is back with you", "No question was answered alone.")
		h.k.Fail = nil
		p.Press("enter", "h", "y", "y")
		h.k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
		p.Press("5").Sees("NOT SAVED")
		h.k.Fail = nil
		p.Press("r").Sees("saved").SeesNot("NOT SAVED")
		if a := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth); a.Rating != 5 {
			t.Errorf("it is recorded as %+v", a)
		}
	})
}

// The worker's keys do nothing, and what screens had asked for before the keyboard
// was handed over goes nowhere.
func TestNothingOfTheWorkersReachesThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		handedOver(p)
		before := p.Screen()
		keys := strings.Fields("f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 ctrl+p ctrl+s ctrl+n ctrl+r ctrl+o ctrl+u alt+x home end pgup pgdown delete a b c g h i j k m o p q s t u v w z / : -")
		for _, name := range keys {
			if p.Press(name); p.Screen() != before {
				t.Fatalf("%s changed the screen:\n%s", name, p.Screen())
			}
		}
		for _, name := range strings.Fields("ctrl+c ctrl+c ctrl+q ctrl+z ctrl+d") {
			p.Press(name).Sees("Your answers are saved.")
		}
		jane := find(t, h.k, "Smith", "Jane")
		for _, msg := range []tea.Msg{person.Open{ID: jane.Person.ID}, person.ShowYears{Record: jane}, screen.Notice{Text: "SMITH is saved"}, screen.Back{}, person.Saved{Committed: dialog.Committed{Record: jane}}} {
			p.Send(msg).Sees("Question 1 of 11")
			nobody(t, p)
		}
		if p.Gone() || !h.open {
			t.Error("the program has ended, or the record is locked")
		}
		if n := len(find(t, h.k, "Smith", "Jane").Draft().Answers.Alone()); n != 0 {
			t.Errorf("%d answers were recorded", n)
		}
		p.Press("f1").Sees("fetch my worker", "back to the question").Press("esc").Sees("Question 1 of 11")
		p.Press("ctrl+x").Sees("Locked")
	})
}

// The rules of the interview hold: keys together cancel each other, a held key counts
// once, pasted text and Enter are no answers.
func TestAKeyboardHandedOverIsGuarded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		handedOver(p)
		rating := func() int { return find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth).Rating }
		p.Burst(10*time.Millisecond, "3", "4").Sees("Two keys at once").Paste("7").Sees("Pasted text")
		p.Wait(time.Second)
		if rating() != 0 {
			t.Errorf("%d is recorded", rating())
		}
		p.Press("enter", "enter").Press("left", "left").Sees("Question 1 of 11", "Recorded: leave it for later")
		p.Burst(50*time.Millisecond, strings.Split(strings.Repeat("6", 12), "")...).Wait(time.Second)
		p.Press("x", "8").Sees("from 1 to 7")
		if a := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth); a.State != dialog.NotApplicable {
			t.Errorf("it is recorded as %+v", a)
		}
		p.Resize(30, 8).Sees("too small").Press("3").Resize(80, 24).Sees("does not apply")
	})
}

// The person goes on in the language that the interview was read in, and each answer
// says which that was.
func TestAKeyboardIsHandedOverInTheirLanguage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		words := pseudo.Checked()
		flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		asking(p).Sees("o language").Press("v").Sees("Review", "o language").Press("home", "enter").Sees("mental health?").Press("o").Sees(flat(words.Question(dialog.MentalHealth))).Press("h", "y").Sees(flat(words.Words.HandOver.IsItYou))
		p.Press("y", "4").Sees(flat(words.Question(dialog.MentalHealth)), words.Words.Saving.Saved).Press("f").Sees(flat(words.Words.HandOver.FetchTitle))
		if got := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth); got.Language != pseudo.Tag || got.Mode != dialog.ModeAloneScreen {
			t.Errorf("it is recorded as %+v", got)
		}
		p.Press("enter").Press(pin...).Press("enter").Sees("The keyboard is back with you").Press("enter").Sees(flat(words.Question(dialog.PhysicalHealth)))
	})
}

// The years are in the language that the interview was read in, for as long as the
// person's record is open.
func TestTheYearsAreInTheirLanguage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := enter(t)
		words := pseudo.Checked()
		flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		jane(p).Press("c").Sees("1 Strips").Press("esc").Sees("SMITH, Jane (Ms)").Press("esc").Sees("Find a person")
		asking(p).Press("o").Sees(flat(words.Question(dialog.MentalHealth))).Press("esc").Sees("SMITH, Jane (Ms)")
		p.Press("c").Sees(flat("1 "+words.Words.Years.Strips), flat("4 "+words.Words.Years.Table))
	})
}

// handedScenes are the pages of a keyboard that is handed over.
var handedScenes = []struct {
	name string
	keys string
}{
	{"asked", "h"}, {"greeting", "h y"}, {"question", "h y y"}, {"chosen", "h y y 5 y"}, {"long", "h y y" + strings.Repeat(" enter", 10)}, {"declined", "h y y d"},
	{"help", "h y y ?"}, {"cover", "h y y 5 esc"}, {"fetch", "h y y 5 f"}, {"pin", "h y y f enter"}, {"end", "h y y 5" + strings.Repeat(" enter", 11)},
	{"back", "h y y 5 f enter 4 8 2 9 1 7 enter"},
}

func TestTheHandOverLooksRight(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {40, 15}} {
		for _, scene := range handedScenes {
			name := fmt.Sprintf("handover/%dx%d-%s", size.w, size.h, scene.name)
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p, _ := enter(t)
					p.Resize(size.w, size.h)
					asking(p).Press(strings.Fields(scene.keys)...).Golden(name)
				})
			})
		}
	}
	for _, mode := range []struct {
		name string
		mode term.Mode
	}{{"colour", term.Mode{Screen: true, Unicode: true, Colour: true}}, {"ascii", term.Mode{Screen: true}}} {
		t.Run(mode.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := enterAs(t, mode.mode)
				handedOver(p.Send(darkBackground)).Press("5", "y").GoldenStyled("handover/" + mode.name)
			})
		})
	}
}

// While the keyboard is handed over the root holds nothing of the record: whatever can
// be followed from it, without the record itself, leads to nobody's name.
func TestNothingOfTheRecordIsHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		base := marked(t)
		who, assessment := handedRecord(t, base, 0)
		a := sitAlone(base, who, assessment, nil, true)
		defer time.Sleep(time.Hour)
		record := must(a.k.Record(t.Context(), who))
		look := func() (found []string, held int) {
			been := map[uintptr]bool{}
			follow(reflect.ValueOf(a.m), been, func(s string) { found = append(found, marks.FindAllString(s, -1)...) })
			return found, len(been)
		}
		a.take(handover.Settled{})
		a.settle()
		a.take(person.ShowGoals{Record: record})
		a.settle()
		if found, _ := look(); len(found) == 0 {
			t.Fatal("nothing is found where the worker has the record open")
		}
		a.take(asks.HandOver{Record: record, Assessment: assessment, Text: instrument.English()})
		a.settle()
		if found, held := look(); len(found) > 0 || held < 5 || !a.m.Handed() {
			t.Errorf("of %d things that are held, these are of the record: %q", held, found)
		}
	})
}

// theRecord is what a record is asked through.
var theRecord = []reflect.Type{reflect.TypeFor[*memory.Keeper](), reflect.TypeFor[*session](), reflect.TypeFor[*doors]()}

// follow goes to everything that a value holds, but for the record and what is behind
// functions, and tells of every text.
func follow(v reflect.Value, been map[uintptr]bool, tell func(string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || been[v.Pointer()] || slices.Contains(theRecord, v.Type()) {
			return
		}
		been[v.Pointer()] = true
		follow(v.Elem(), been, tell)
	case reflect.Interface:
		follow(v.Elem(), been, tell)
	case reflect.Struct:
		for i := range v.NumField() {
			follow(v.Field(i), been, tell)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			follow(v.Index(i), been, tell)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			follow(k, been, tell)
			follow(v.MapIndex(k), been, tell)
		}
	case reflect.String:
		tell(v.String())
	}
}
