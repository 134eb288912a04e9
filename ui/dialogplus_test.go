package ui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/ui/uitest"
)

// A whole DIALOG+ appointment with two areas, three actions and one goal rated
// takes under a hundred keys beside what is typed as text, and leaves all of it in
// the record.
func TestADialogPlusAppointment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		open(p, "smith jane")
		p.Pressed()
		p.Press("d", "y", "1").Sees("What we agreed before: 1 of 4", "The worker:")
		p.Wait(time.Second)
		p.Press("1", "enter", "2", "enter", "3", "enter", "1", "enter").Sees("Item 1 of 11")
		for _, rating := range []string{"5", "4", "2", "5", "4", "6", "3", "6", "5", "4", "6"} {
			p.Press(rating, "enter")
		}
		talkItOver(p)
		keys := p.Pressed()
		t.Logf("%d keys", keys)
		if keys >= 100 {
			t.Errorf("it took %d keys beside the words", keys)
		}
		r := find(t, k, "Smith", "Jane")
		past := r.History()
		today := past[len(past)-1]
		var words []string
		for _, a := range r.AgreedAt(today.ID) {
			words = append(words, string(a.Owner)+" "+a.Domain.String())
		}
		if got := strings.Join(words, ", "); got != "person job-situation, worker job-situation, person friendships" {
			t.Errorf("agreed were %s", got)
		}
		if about := r.Talk(today.ID); about == nil || len(about.Areas) != 2 || about.ReadBack.IsZero() {
			t.Errorf("of the talk is recorded %+v", about)
		}
		reviewed := map[dialog.Outcome]int{}
		for _, a := range r.Actions {
			if last, ok := a.Latest(); ok && last.At.Date() == today.DoneAt.Date() {
				reviewed[last.Outcome]++
			}
		}
		if reviewed[dialog.ActionDone] != 2 || reviewed[dialog.ActionPartly] != 1 || reviewed[dialog.ActionNotYet] != 1 {
			t.Errorf("reviewed were %v", reviewed)
		}
	})
}

// talkItOver finishes the questions, talks two areas through to three actions, and closes
// the appointment with a goal rated and the next meeting.
func talkItOver(p *uitest.Person) {
	p.Press("f").Sees("What changed")
	p.Press("t").Sees("What would you like to talk about?")
	p.Press("down", "down", "space", "down", "down", "down", "down", "space", "enter").Sees("Job situation, 1 of 2", "Step 1 of 4")
	p.Press("n").Type("Likes being early").Press("ctrl+s", "enter", "enter", "enter").Sees("What do we agree to do?")
	agree := func(words, owner string) {
		p.Press("a").Type(words).Press("tab", owner, "ctrl+s").Sees(words)
	}
	agree("Look at the volunteer page", "1")
	agree("Introduce the adviser", "2")
	p.Press("enter").Sees("Friendships, 2 of 2", "Step 1 of 4")
	p.Press("enter", "enter", "enter")
	agree("Text an old friend", "1")
	p.Press("c").Sees("Have I got anything wrong?", "Look at the volunteer page", "Introduce the adviser", "Text an old friend")
	p.Press("enter").Sees("when we meet next").Press("m").Press("tab", "tab", "tab", "ctrl+s").Sees("we meet next")
	p.Press("enter").Sees("How near does it feel today?").Press("8", "enter", "enter", "s").Sees("What you take with you", "8 of 10 today")
	p.Press("enter").Sees("The appointment is closed", "Start a DIALOG")
}

// takingHome is how many keys it takes to put all that is not guarded on paper, from the
// end of the closing: y, a, look at it, that is right, it is safe, write it, done. The
// screens of package talk and the command's own tests press them.
const takingHome = 7

// The same with the questions handed over to the person, who asks for help four times,
// and with the copy that they take home. The six digits of a PIN are text.
func TestAHandedOverAppointment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		jane(p).Press("d").Sees("Choose a PIN")
		p.Press(pin...).Press("enter").Press(pin...).Press("enter").Sees("Who is here?")
		p.Press("esc").Sees("SMITH, Jane (Ms)").Pressed()
		p.Press("d", "y", "1").Sees("What we agreed before: 1 of 4")
		p.Wait(time.Second)
		p.Press("1", "enter", "2", "enter", "3", "enter", "1", "enter").Sees("Item 1 of 11")
		p.Press("h", "y", "y").Sees("Question 1 of 11")
		for n, rating := range []string{"5", "4", "2", "5", "4", "6", "3", "6", "5", "4", "6"} {
			if p.Press(rating); n%3 == 2 || n == 6 {
				p.Press("y")
			}
			p.Press("enter")
		}
		givePIN(p).Sees("The keyboard is back with you")
		p.Press("enter").Sees("Review", "11 alone at the keyboard")
		talkItOver(p)
		keys := p.Pressed() - len(pin) + takingHome
		t.Logf("%d keys", keys)
		if keys >= 100 {
			t.Errorf("it took %d keys beside the words", keys)
		}
		past := find(t, h.k, "Smith", "Jane").History()
		if today := past[len(past)-1]; today.Answers.Count(dialog.Rated) != dialog.DomainCount || today.Answers.Get(dialog.JobSituation).Mode != dialog.ModeAloneScreen {
			t.Errorf("recorded is %+v", today.Answers)
		}
	})
}
