package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/term"
	"alongside/ui/uitest"
)

// scenes are the moments of an appointment that are looked at in every size and
// with every palette.
var scenes = []struct {
	name string
	play func(*uitest.Person)
}{
	{"caseload", func(*uitest.Person) {}},
	{"person", func(p *uitest.Person) { open(p, "adeyemi") }},
	{"item", func(p *uitest.Person) { open(p, "smith jane").Press("d", "y", "1", "s", "5", "y") }},
	{"review", func(p *uitest.Person) { interview(open(p, "smith jane"), "54254656d46") }},
	{"changed", func(p *uitest.Person) { interview(open(p, "boateng"), "65546656666").Press("f") }},
	{"worse", func(p *uitest.Person) { interview(open(p, "smith jane"), "32122333233").Press("f") }},
	{"first", func(p *uitest.Person) { interview(open(p, "okonkwo"), "32546543564").Press("f") }},
	{"years", func(p *uitest.Person) { open(p, "adeyemi").Press("c") }},
	{"chart", func(p *uitest.Person) { open(p, "adeyemi").Press("c", "2") }},
	{"grid", func(p *uitest.Person) { open(p, "whittaker").Press("p", "2", "t", "2", "5", "4", "y", "3") }},
	{"resume", func(p *uitest.Person) { open(p, "hartley").Press("d") }},
	{"stale", func(p *uitest.Person) { open(p, "clarke").Press("d") }},
	{"help", func(p *uitest.Person) { open(p, "smith jane").Press("d", "y", "1", "s", "?") }},
}

// open finds a person and opens their page.
func open(p *uitest.Person, name string) *uitest.Person {
	p.Type(name).Wait(time.Second)
	return p.Press("enter")
}

// interview starts a DIALOG and answers every item with one key.
func interview(p *uitest.Person, answers string) *uitest.Person {
	p.Press("d", "y", "1", "s")
	for _, a := range answers {
		p.Press(string(a), "enter")
	}
	return p
}

func TestScreensLookRight(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {40, 15}} {
		for _, scene := range scenes {
			name := fmt.Sprintf("%dx%d/%s", size.w, size.h, scene.name)
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p, _ := sit(t, size.w, size.h, unicode)
					scene.play(p)
					p.Golden(name)
				})
			})
		}
	}
}

// TestColourAndASCII looks at two scenes with colour and at two without anything
// beyond ASCII.
func TestColourAndASCII(t *testing.T) {
	for _, scene := range scenes {
		switch scene.name {
		case "item", "changed", "years", "chart":
		default:
			continue
		}
		t.Run(scene.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := sit(t, 80, 24, term.Mode{Screen: true, Unicode: true, Colour: true})
				scene.play(p.Send(darkBackground))
				p.GoldenStyled("colour/" + scene.name)
			})
		})
		t.Run(scene.name+" in ASCII", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := sit(t, 80, 24, term.Mode{Screen: true})
				scene.play(p)
				p.Golden("ascii/" + scene.name)
				for _, c := range p.Screen() {
					if c > '~' && !strings.ContainsRune("·", c) {
						t.Errorf("%q is not ASCII", c)
					}
				}
			})
		})
	}
}

// TestTheLowestWindowShowsTheQuestion keeps the smallest window that takes answers
// large enough to show what is answered, with a long notice as well.
func TestTheLowestWindowShowsTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := sit(t, term.MinWidth, term.MinHeight, unicode)
		open(p, "smith jane").Press("d", "y", "1", "s").Sees("you with your mental health?", "1", "7")
		p.Send(screen.Notice{Kind: screen.Warning, Text: strings.Repeat("a long sentence ", 20)})
		p.Sees("you with your mental health?", "Please check: a long sentence")
		p.Resize(term.MinWidth, term.MinHeight-1).Sees("too small").SeesNot("satisfied")
	})
}

func TestATooSmallWindowTakesNoAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		open(p, "smith jane").Press("d", "y", "1", "s")
		p.Resize(30, 8).Sees("too small", "alongside plain").SeesNot("SMITH")
		p.Press("5", "enter", "6").Paste("7")
		p.Resize(80, 24).Sees("Item 1 of 11", "Nothing chosen yet.")
		if a := find(t, k, "Smith", "Jane").Draft(); a.Answers.Count(dialog.Rated) != 0 {
			t.Error("an answer was taken that nobody could see")
		}
	})
}
