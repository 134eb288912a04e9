package talk_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// styles are the bold, underlined and reversed of a drawing.
var styles = regexp.MustCompile("\x1b\\[[0-9;]*m")

// unhurriedly is a clock that goes on a second each time somebody looks, as it
// does for a person who reads before pressing.
func unhurriedly() func() time.Time {
	at := today
	return func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

// appointment is Jane's record with a DIALOG of last month that was talked about,
// and one of today that is finished.
func appointment(t *testing.T, goals ...dialog.Goal) (*memory.Keeper, talk.Options) {
	t.Helper()
	k, o := jane(t, goals...)
	o.Now = unhurriedly()
	person, referral := o.Record.Person.ID, k.NewID()
	add := func(at time.Time, bodies ...dialog.Body) {
		for _, body := range bodies {
			c, err := k.Append(context.Background(), dialog.Change{Person: person, DoneAt: dialog.At(at), Body: body})
			if err != nil {
				t.Fatal(err)
			}
			o.Record = c.Record
		}
	}
	then, now := today.AddDate(0, -1, 0), today.Add(-time.Hour)
	add(then, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: referral, Setting: dialog.Community}})
	assess := func(at time.Time, ratings [dialog.DomainCount]int) dialog.ID {
		id := k.NewID()
		add(at, &dialog.AssessmentStarted{Assessment: id, Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Layout: dialog.Interview,
			Completion: dialog.Together, Language: "en", Referral: referral, Identity: dialog.IdentityAsked})
		for i, d := range dialog.Domains() {
			a := dialog.Answer{State: dialog.Rated, Rating: ratings[i]}
			if ratings[i] == 0 {
				a = dialog.Answer{State: dialog.Declined}
			}
			if ratings[i] == 2 {
				a.Help = dialog.HelpWanted
			}
			add(at, &dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: a})
		}
		add(at, &dialog.AssessmentFinished{Assessment: id})
		return id
	}
	first := assess(then, [...]int{4, 4, 3, 4, 4, 5, 6, 4, 0, 4, 5})
	add(then, &dialog.TalkNoted{Assessment: first, Domain: dialog.JobSituation, Step: dialog.OneHigher, Text: "One morning a week at the library"},
		&dialog.TalkNoted{Assessment: first, Domain: dialog.Friendships, Step: dialog.Understanding, Text: "Thursdays at the hub"},
		&dialog.ActionAgreed{Action: dialog.Action{ID: k.NewID(), Text: "Ring the college", Owner: dialog.PersonOwns, Domain: dialog.JobSituation, Assessment: first}},
		&dialog.ActionAgreed{Action: dialog.Action{ID: k.NewID(), Text: "Send the form", Owner: dialog.WorkerOwns, Due: dialog.DateOf(today).AddDays(-7), Assessment: first}})
	o.Assessment = assess(now, [...]int{5, 4, 2, 4, 4, 5, 3, 2, 4, 4, 5})
	return k, o
}

// agreedTwo leads to the closing with two areas and two actions.
func agreedTwo(o talk.Options) *single.Driver {
	d := single.Drive(talk.NewTalk(o)).Press("down", "down", "space", "down", "down", "down", "down", "space", "enter")
	d.Press("n").Type("She likes being early").Press("ctrl+s", "enter", "n").Type("Two days a week").Press("tab").Type("One morning").Press("ctrl+s", "enter", "enter")
	d.Press("a").Type("Look at the library's page").Press("tab", "1", "tab", "tab").Type("2w").Press("ctrl+s")
	d.Press("a").Type("Introduce the adviser").Press("tab", "2", "ctrl+s", "enter")
	return d.Press("enter", "enter", "enter", "t")
}

func TestTheConversationLooksRight(t *testing.T) {
	steps := map[string]func(o talk.Options) *single.Driver{
		"review": func(o talk.Options) *single.Driver { return single.Drive(talk.NewReviews(o)) },
		"review-saved": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewReviews(o)).Press("2", "n").Type("The form is lost").Press("ctrl+s")
		},
		"review-word": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewReviews(o)).Press("2", "n").Type("The form")
		},
		"choose":      func(o talk.Options) *single.Driver { return single.Drive(talk.NewTalk(o)).Press("down", "down") },
		"choose-none": func(o talk.Options) *single.Driver { return single.Drive(talk.NewTalk(o)).Press("enter") },
		"choose-two": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("end", "space", "home", "down", "down", "space")
		},
		"understanding": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("down", "down", "space", "enter")
		},
		"understanding-lowest": func(o talk.Options) *single.Driver {
			o.Record.Assessment(o.Assessment).Answers.Set(dialog.MentalHealth, dialog.Answer{State: dialog.Rated, Rating: dialog.LowestRating})
			return single.Drive(talk.NewTalk(o)).Press("space", "enter")
		},
		"own-words": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("down", "down", "down", "down", "down", "down", "space", "enter")
		},
		"forward": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("space", "enter", "enter", "n").Type("More calls").Press("tab").Type("One call a week").Press("ctrl+s")
		},
		"note": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("space", "enter", "enter", "n").Type("More calls")
		},
		"options": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("space", "enter", "enter", "enter")
		},
		"agree": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("space", "enter", "enter", "enter", "enter")
		},
		"agree-action": func(o talk.Options) *single.Driver {
			return single.Drive(talk.NewTalk(o)).Press("space", "enter", "enter", "enter", "enter", "a").Type("Ring Ola").Press("tab", "1")
		},
		"agreed":       func(o talk.Options) *single.Driver { return agreedTwo(o).Press("left", "left", "left", "left") },
		"think-over":   agreedTwo,
		"read-back":    func(o talk.Options) *single.Driver { return agreedTwo(o).Press("c") },
		"read-none":    func(o talk.Options) *single.Driver { return single.Drive(talk.NewTalk(o)).Press("c") },
		"meeting-none": func(o talk.Options) *single.Driver { return agreedTwo(o).Press("c", "enter") },
		"meeting-form": func(o talk.Options) *single.Driver {
			return agreedTwo(o).Press("c", "enter", "m").Type("2w").Press("tab").Type("2pm").Press("tab")
		},
		"meeting":     arranged,
		"goals-rated": func(o talk.Options) *single.Driver { return arranged(o).Press("enter") },
		"home":        func(o talk.Options) *single.Driver { return arranged(o).Press("enter", "7", "enter", "enter") },
		"actions":     func(o talk.Options) *single.Driver { return agreedTwo(o) },
	}
	for name, lead := range steps {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				k, o := appointment(t, cook)
				d := lead(o)
				if name == "actions" {
					o.Record, o.Assessment = record(t, k, o), dialog.ID{}
					d = single.Drive(talk.NewActions(o)).Press("1", "down", "down", "x").Type("Said by somebody else").Press("ctrl+s", "up", "e").Type(" today").Press("tab", "tab", "tab", "tab", "tab").Type("Misheard").Press("ctrl+s")
				}
				d.Golden(t, name)
				ascii := single.Sizes[0]
				ascii.Theme = theme.New(theme.Options{})
				golden.Compare(t, name+"-ascii", styles.ReplaceAllString(d.Screen.Draw(ascii).Body+"\n"+screen.HelpLine(d.Screen.Keys(), ascii.Width, ascii.Theme)+"\n", ""))
			})
		})
	}
}

// arranged leads to the next meeting, agreed.
func arranged(o talk.Options) *single.Driver {
	return agreedTwo(o).Press("c", "enter", "m").Type("2w").Press("tab").Type("2pm").Press("tab", "2", "ctrl+s")
}

func TestWhatWasTalkedAboutIsRecorded(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := appointment(t, cook)
		d := arranged(o).Press("enter", "7", "enter", "enter", "enter")
		if closed, ok := d.Sent[len(d.Sent)-1].(talk.Closed); !ok || closed.Assessment != o.Assessment {
			t.Errorf("at the end came %#v", d.Sent[len(d.Sent)-1])
		}
		r := record(t, k, o)
		about := r.Talk(o.Assessment)
		if len(about.Areas) != 2 || about.Areas[0] != dialog.JobSituation || about.Areas[1] != dialog.Friendships || !about.Over(dialog.Friendships) || about.ReadBack.IsZero() {
			t.Errorf("of the talk is recorded %+v", about)
		}
		for step, want := range map[dialog.Step]string{dialog.Understanding: "She likes being early", dialog.LookingForward: "Two days a week", dialog.OneHigher: "One morning"} {
			if note, ok := about.Note(dialog.JobSituation, step); !ok || note.Text != want {
				t.Errorf("%s is %+v", step, note)
			}
		}
		actions := r.AgreedAt(o.Assessment)
		if len(actions) != 2 || actions[0].Owner != dialog.PersonOwns || actions[0].Due != dialog.DateOf(today).AddDays(14) || actions[1].Owner != dialog.WorkerOwns || actions[1].Domain != dialog.JobSituation {
			t.Errorf("agreed were %+v", actions)
		}
		if next := r.NextMeeting(dialog.DateOf(today)); next == nil || next.Time != "14:00" || next.Manner != dialog.ByPhone {
			t.Errorf("the next meeting is %+v", next)
		}
		if latest, _ := r.Goals[0].Latest(); latest.Rating != 7 || latest.Assessment != o.Assessment {
			t.Errorf("the goal is rated %+v", latest)
		}
	})
}

func TestNothingIsChosenForThem(t *testing.T) {
	_, o := appointment(t)
	d := single.Drive(talk.NewTalk(o)).Press("enter")
	d.Sees(t, "Nothing is chosen.")
	rows := d.Text(single.Sizes[0])
	last := -1
	for _, d := range dialog.Domains() {
		at := strings.Index(rows, o.Text.Short(d))
		if at < last {
			t.Errorf("%s does not stand where the measure has it", o.Text.Short(d))
		}
		last = at
	}
	d.Press("space", "down", "space", "down", "space", "down", "space")
	d.Sees(t, "Three are chosen. Take one away with Space first.")
	d.Press("up", "space", "down", "space")
	d.Sees(t, "[3] Accommodation")
}

// Closing is one key away from choosing and from every step.
func TestOneKeyClosesFromAnywhere(t *testing.T) {
	for steps := range 9 {
		_, o := appointment(t)
		d := single.Drive(talk.NewTalk(o)).Press("space", "down", "space")
		for range steps {
			d.Press("enter")
		}
		d.Press("c").Sees(t, "Have I got anything wrong?")
	}
}

// Thinking an area over is taken back by the same key, which says so.
func TestThinkingItOverIsTakenBackAloud(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := appointment(t)
		d := single.Drive(talk.NewTalk(o)).Press("down", "down", "space", "enter", "enter", "enter", "enter")
		for n, want := range []bool{true, false, true} {
			d.Sent = nil
			d.Press("t")
			said := ""
			for _, msg := range d.Sent {
				if notice, ok := msg.(screen.Notice); ok {
					said = notice.Text
				}
			}
			if back := strings.Contains(said, "Taken back: Job situation"); back == want {
				t.Errorf("press %d says %q", n+1, said)
			}
			if got := record(t, k, o).Talk(o.Assessment).Over(dialog.JobSituation); got != want {
				t.Errorf("after press %d it is to be thought over: %v", n+1, got)
			}
		}
	})
}

func TestAReviewIsNotGivenByAHeldKey(t *testing.T) {
	k, o := appointment(t)
	at := today
	o.Now = func() time.Time { return at }
	d := single.Drive(talk.NewReviews(o))
	for range 20 { // the 1 of the question before, held down
		at = at.Add(90 * time.Millisecond)
		d.Press("1")
	}
	for _, a := range record(t, k, o).Actions {
		if len(a.Reviews) != 0 {
			t.Errorf("a held key recorded %+v", a.Reviews)
		}
	}
	at = at.Add(time.Second)
	d.Press("1")
	if a := record(t, k, o).Actions[1]; len(a.Reviews) != 1 || a.Reviews[0].Outcome != dialog.ActionDone {
		t.Errorf("the worker's promise is %+v", a)
	}
}

func TestReviewsAreOverAtTheEnd(t *testing.T) {
	for name, keys := range map[string][]string{"gone through": {"1", "enter", "4", "enter"}, "passed over": {"enter", "enter"}, "skipped": {"s"}} {
		_, o := appointment(t)
		d := single.Drive(talk.NewReviews(o)).Press(keys...)
		if _, ok := d.Sent[len(d.Sent)-1].(talk.Reviewed); !ok {
			t.Errorf("%s: at the end came %#v", name, d.Sent[len(d.Sent)-1])
		}
	}
	_, o := jane(t)
	if d := single.Drive(talk.NewReviews(o)); len(d.Sent) != 1 {
		t.Errorf("with nothing to review came %v", d.Sent)
	}
}

// Esc leaves the DIALOG as it does at its items, and what is left of the review comes
// first the next time.
func TestAReviewIsLeftAndComeBackTo(t *testing.T) {
	for name, tt := range map[string]struct {
		keys []string
		back string
	}{
		"at the first":    {[]string{"esc"}, "1 of 2"},
		"after the first": {[]string{"1", "enter", "esc"}, "2 of 2"},
	} {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				k, o := appointment(t)
				d := single.Drive(talk.NewReviews(o)).Press(tt.keys...)
				if _, ok := d.Sent[len(d.Sent)-1].(talk.Left); !ok {
					t.Errorf("at the end came %#v", d.Sent[len(d.Sent)-1])
				}
				o.Record = record(t, k, o)
				single.Drive(talk.NewReviews(o)).Sees(t, "What we agreed before: "+tt.back)
			})
		})
	}
}

func TestAFailureKeepsWhatWasWritten(t *testing.T) {
	k, o := appointment(t)
	d := single.Drive(talk.NewTalk(o)).Press("space", "enter", "n").Type("Better mornings")
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d.Press("ctrl+s").Sees(t, "NOT SAVED: The disk is full. Press ctrl+s to try again.")
	d.Sees(t, "Better mornings")
	k.Fail = nil
	d.Press("ctrl+s").Sees(t, "saved. Understanding: Better mornings")
	d.Press("esc", "end", "space")
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d.Press("enter").Sees(t, "NOT SAVED: The disk is full. Press r to try again.")
	if d.Screen.(screen.Holder).Unsaved() == "" {
		t.Error("nothing is said to be unsaved")
	}
	k.Fail = nil
	d.Press("r").Sees(t, "Step 1 of 4")
	if areas := record(t, k, o).Talk(o.Assessment).Areas; len(areas) != 2 {
		t.Errorf("chosen are %v", areas)
	}
}

// What is written in a form when the program ends is kept.
func TestClosingTheProgramKeepsTheForm(t *testing.T) {
	k, o := appointment(t)
	d := single.Drive(talk.NewTalk(o)).Press("space", "enter", "n").Type("Better mornings")
	if s := d.Screen.(screen.Saver); s.Unsaved() == "" || !s.Saves() {
		t.Errorf("unsaved is %q, and it would be saved: %v", s.Unsaved(), s.Saves())
	}
	d.Screen.Update(screen.Closing{})()
	if note, ok := record(t, k, o).Talk(o.Assessment).Note(dialog.MentalHealth, dialog.Understanding); !ok || note.Text != "Better mornings" {
		t.Errorf("the record has %+v", note)
	}
}

// The service's own rules put a neutral mark on an area. It leads to the service's
// own words, and at closing it is asked what came of it; Enter says nothing.
func TestMarksOfTheService(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := appointment(t)
		o.Rules = dialog.DefaultRules()
		o.Rules.Guidance = "Tell the duty worker, extension 7, before the person leaves."
		d := single.Drive(talk.NewTalk(o))
		d.Sees(t, "Please talk about: Personal safety. Press g for the service's guidance.")
		d.Golden(t, "choose-marked")
		d.Press("g").Sees(t, "This program alerts nobody.")
		d.Golden(t, "guidance")
		d.Press("esc", "c", "enter", "enter").Sees(t, "Was this talked about?")
		d.Golden(t, "safety")
		d.Press("enter", "left").Sees(t, "Was this talked about?")
		if answer, asked := record(t, k, o).Talk(o.Assessment).SafetyAsked(dialog.PersonalSafety); asked {
			t.Errorf("Enter answered %+v", answer)
		}
		d.Press("g", "esc", "2", "2").Sees(t, "saved.")
		if answer, asked := record(t, k, o).Talk(o.Assessment).SafetyAsked(dialog.PersonalSafety); !asked || answer.Outcome != dialog.SafetyElsewhere {
			t.Errorf("the record has %+v", answer)
		}
		d.Press("enter").Sees(t, "What you take with you")
		if strings.Contains(d.Text(single.Sizes[0]), "afety") {
			t.Error("the mark goes home with the person")
		}
	})
}

func TestWhoElseIsHere(t *testing.T) {
	k, o := appointment(t)
	d := single.Drive(talk.NewPresent(o))
	d.Golden(t, "present-none")
	d.Press("2", "5", "1", "down", "up", "space").Golden(t, "present")
	if there := record(t, k, o).Talk(o.Assessment).Present; len(there) != 2 || there[0].Who != dialog.WithRelative || there[1].Who != dialog.WithInterpreter {
		t.Errorf("the record has %+v", there)
	}
	d.Press("enter")
	if _, ok := d.Sent[len(d.Sent)-1].(screen.Back); !ok {
		t.Error("enter does not go back")
	}
	asks := single.Drive(talk.NewTalk(o)).Press("p")
	if show, ok := asks.Sent[0].(talk.ShowPresent); !ok || show.Assessment != o.Assessment {
		t.Errorf("p sent %+v", asks.Sent)
	}
}

// Whatever is pressed, the screens fit, say what can be pressed, and record no more
// than three areas and no outcome that was not given.
func TestAnyKeysInTheConversation(t *testing.T) {
	keys := rapid.SampledFrom([]string{"space", "space", "enter", "enter", "up", "down", "left", "right", "home", "end", "n", "a", "t", "e", "x", "c", "w", "m",
		"1", "2", "4", "h", "l", "tab", "esc", "ctrl+s", "s", "r", "y", "g", "3", "p", "f", "b", "backspace", "fail", "mend"})
	rapid.Check(t, func(rt *rapid.T) {
		rapid.SyncTest(rt, func(rt *rapid.T) {
			k, o := appointment(t, cook)
			o.Rules = dialog.DefaultRules()
			size := screen.Frame{Width: rapid.IntRange(34, 120).Draw(rt, "width"), Height: rapid.IntRange(8, 37).Draw(rt, "height"),
				Theme: theme.New(theme.Options{Unicode: rapid.Bool().Draw(rt, "unicode")})}
			s := rapid.SampledFrom([]screen.Screen{talk.NewTalk(o), talk.NewPast(o), talk.NewReviews(o), talk.NewActions(o), talk.NewLife(o), talk.NewPresent(o), talk.NewAbout(o), talk.NewSupporters(o)}).Draw(rt, "screen")
			for _, name := range rapid.SliceOfN(keys, 0, 40).Draw(rt, "keys") {
				switch name {
				case "fail":
					k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
				case "mend":
					k.Fail = nil
				default:
					take(s, s.Update(single.Key(name)))
					inArea(rt, s, size)
				}
			}
			if about := record(t, k, o).Talk(o.Assessment); about != nil && len(about.Areas) > dialog.MostAreas {
				rt.Fatalf("%d areas are chosen", len(about.Areas))
			}
		})
	})
}

// A note of an earlier day is changed with a reason, and what it said stays.
func TestANoteOfAnEarlierDay(t *testing.T) {
	k, o := appointment(t)
	o.Assessment = o.Record.Assessments[0].ID
	d := single.Drive(talk.NewTalk(o)).Press("end", "up", "up", "up", "up", "space", "enter", "n").Type(", mostly").Press("ctrl+s")
	d.Sees(t, "Why is it changed?")
	if n, _ := record(t, k, o).Talk(o.Assessment).Note(dialog.Friendships, dialog.Understanding); n.Text != "Thursdays at the hub" {
		t.Errorf("without a reason it says %q", n.Text)
	}
	d.Type("Misheard").Press("ctrl+s").Sees(t, "Thursdays at the hub, mostly")
	if n, _ := record(t, k, o).Talk(o.Assessment).Note(dialog.Friendships, dialog.Understanding); len(n.Before) != 1 || n.Before[0].Reason != "Misheard" {
		t.Errorf("the note is %+v", n)
	}
}
