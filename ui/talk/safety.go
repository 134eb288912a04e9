package talk

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

var (
	keySafety = screen.Key("1-3", "choose", "1", "2", "3")
	keyGuide  = screen.Key("g", "guidance")
)

// marks are the areas that the service's own rules mark in this assessment.
func (t *Talk) marks() []dialog.Domain {
	if a := t.assessment(); a != nil {
		return t.o.Rules.SafetyMarks(a)
	}
	return nil
}

// markWords is the neutral line about the marks, "" where there is none.
func (t *Talk) markWords() string {
	return report.MarkWords(t.marks(), t.o.Text)
}

// guidance is the page with the service's own guidance, over another stage.
type guidance struct{ back stage }

func (g *guidance) press(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, keyEsc) || key.Matches(msg, keyDone) {
		t.at = g.back
	}
	return nil
}

func (g *guidance) keys(*Talk) []key.Binding { return []key.Binding{keyEsc} }

func (g *guidance) draw(t *Talk, f screen.Frame) screen.Drawing {
	words := said(f, 0, report.Guidance(t.o.Rules), f.Theme.Strong)
	words.focus = 1
	return compose(f, said(f, 0, "The service's guidance", f.Theme.Title), words, said(f, 0, report.AlertsNobody, f.Theme.Text))
}

// safety takes what came of a mark, and passes on to the next and then to the
// goals. Enter records nothing.
func (c *closing) safety(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	marks := t.marks()
	switch {
	case key.Matches(msg, keySafety):
		outcome := report.SafetyOutcomes()[msg.String()[0]-'1']
		if now, asked := t.talk().SafetyAsked(marks[c.mark]); !asked || now.Outcome != outcome {
			return t.send(nil, &dialog.SafetyAnswered{Assessment: t.o.Assessment, Domain: marks[c.mark], Outcome: outcome})
		}
	case key.Matches(msg, keyGuide):
		t.at = &guidance{back: c}
	case key.Matches(msg, keyGoOn):
		if c.mark++; c.mark >= len(marks) {
			c.goals(t)
		}
	}
	return nil
}

func (c *closing) drawSafety(t *Talk, f screen.Frame) screen.Drawing {
	th, marks := f.Theme, t.marks()
	d := marks[min(c.mark, len(marks)-1)]
	now, asked := t.talk().SafetyAsked(d)
	answers := block{focus: 1}
	for i, o := range report.SafetyOutcomes() {
		mark, style := th.Glyphs.Unchosen, th.Text
		if asked && now.Outcome == o {
			mark, style = th.Glyphs.Chosen, th.Chosen
			answers.focus = i + 1
		}
		answers.lines = append(answers.lines, style.Render(strconv.Itoa(i+1)+" "+mark+" "+report.SafetyWords(o)))
	}
	blocks := []block{said(f, 0, "Closing: "+t.o.Text.Short(d), th.Title), {lines: t.told(f)},
		said(f, 0, report.SafetyQuestion, th.Strong), answers}
	if asked {
		blocks = append(blocks, said(f, 1, th.Glyphs.Tick+" saved.", th.Saved))
	}
	return compose(f, append(blocks, said(f, 0, report.AlertsNobody, th.Text))...)
}
