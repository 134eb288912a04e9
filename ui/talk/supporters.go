package talk

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Supporters are the people whom the person chose to have at their side, with what
// each of them may be told.
type Supporters struct {
	*desk
	at dialog.ID // the one that the cursor is on
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Supporters)(nil)

// NewSupporters makes the screen.
func NewSupporters(o Options) *Supporters { return &Supporters{desk: newDesk(o)} }

// The names of the values of the form.
const (
	valueRelation = "relation"
	valueReach    = "reach"
	valueCarer    = "carer"
	valueShare    = "share"
)

var (
	keySomebody = screen.Key("n", "somebody new")
	keyTakeBack = screen.Key("t", "tell them nothing more")
	keyNoMore   = screen.Key("f", "no longer a supporter")
)

func (s *Supporters) index() int {
	return max(slices.IndexFunc(s.o.Record.Supporters, func(v dialog.Supporter) bool { return v.ID == s.at }), 0)
}

// Update takes a key for the list.
func (s *Supporters) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken {
		return s.press(press)
	}
	return cmd
}

func (s *Supporters) press(msg tea.KeyPressMsg) tea.Cmd {
	all, at := s.o.Record.Supporters, s.index()
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keySomebody):
		v := dialog.Supporter{ID: s.o.Keeper.NewID()}
		s.open(s.supporterSheet(v), func() tea.Cmd {
			s.at = v.ID
			return nil
		})
	case len(all) == 0:
	case msg.String() == "up":
		s.at = all[max(at-1, 0)].ID
	case msg.String() == "down":
		s.at = all[min(at+1, len(all)-1)].ID
	case all[at].Struck.Out():
	case key.Matches(msg, keyChange):
		s.open(s.supporterSheet(all[at]), nil)
	case key.Matches(msg, keyStrike):
		s.open(strikeSheet(dialog.PartSupporter, all[at].ID, "a supporter"), nil)
	case key.Matches(msg, keyTakeBack) && len(all[at].MayKnow()) > 0:
		v := all[at]
		v.Withdrawn = dialog.DateOf(s.o.Now())
		return s.send(nil, &dialog.SupporterRecorded{Supporter: v})
	case key.Matches(msg, keyNoMore) && all[at].Ended.IsZero():
		v := all[at]
		v.Ended = dialog.DateOf(s.o.Now())
		return s.send(nil, &dialog.SupporterRecorded{Supporter: v})
	}
	return nil
}

// supporterSheet asks about a supporter, new or there already. What may be shared
// counts as agreed on the day it is written down.
func (s *Supporters) supporterSheet(v dialog.Supporter) *sheet {
	shares := make([]field.Option, len(dialog.Shares()))
	var now []string
	for i, share := range dialog.Shares() {
		shares[i] = field.Option{Value: string(share), Label: report.ShareWords(share)}
		if slices.Contains(v.MayKnow(), share) {
			now = append(now, string(share))
		}
	}
	share := field.NewSeveral(field.About{Name: valueShare, Label: "May be told", Optional: true, Hint: "None of these: nothing. It can be taken back at any time."}, shares...)
	share.Set(strings.Join(now, ","))
	carer := field.NewChoice(field.About{Name: valueCarer, Label: "Carer", Optional: true}, field.Option{Value: "yes", Label: "yes, looks after them unpaid"}, field.Option{Value: "no", Label: "no"})
	if v.Carer {
		carer.Set("yes")
	}
	form := field.NewForm(line(valueText, "Name", "", v.Name, false, text.Name), line(valueRelation, "Who they are", "Such as: her sister, a friend.", v.Relation, true, text.Name),
		line(valueReach, "How to reach them", "", v.Reach, true, text.Line), carer, share)
	return &sheet{title: "A supporter", form: form, bodies: func(in map[string]string) []dialog.Body {
		return []dialog.Body{&dialog.SupporterRecorded{Supporter: s.filled(v, in)}}
	}}
}

// filled is a supporter as the form says.
func (s *Supporters) filled(v dialog.Supporter, in map[string]string) dialog.Supporter {
	v.Name, v.Relation, v.Reach, v.Carer = in[valueText], in[valueRelation], in[valueReach], in[valueCarer] == "yes"
	var share []dialog.Share
	for _, one := range dialog.Shares() {
		if slices.Contains(strings.Split(in[valueShare], ","), string(one)) {
			share = append(share, one)
		}
	}
	v.Agree(share, dialog.DateOf(s.o.Now()))
	return v
}

// Keys are those of what is on top, else of the list.
func (s *Supporters) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	keys := []key.Binding{keySomebody}
	if all := s.o.Record.Supporters; len(all) > 0 {
		keys = append(keys, keyMove)
		if v := &all[s.index()]; !v.Struck.Out() {
			keys = append(keys, keyChange)
			if len(v.MayKnow()) > 0 {
				keys = append(keys, keyTakeBack)
			}
			if v.Ended.IsZero() {
				keys = append(keys, keyNoMore)
			}
			keys = append(keys, keyStrike)
		}
	}
	return append(keys, keyLeave)
}

// Draw draws the list, or what lies on top of it.
func (s *Supporters) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	th, all := f.Theme, s.o.Record.Supporters
	blocks := []block{said(f, 0, s.who(f)+"’s supporters", th.Title), {lines: s.told(f)}}
	if len(all) == 0 {
		b := said(f, 0, "Nobody is recorded. Press n for a carer, a relative, a friend: whoever the person chooses, and what they may be told.", th.Text)
		b.focus = 1
		return compose(f, append(blocks, b)...)
	}
	list := block{}
	at := s.index()
	for i := range all {
		if i == at {
			list.focus = len(list.lines) + 1
		}
		list.lines = append(list.lines, supporterLines(&all[i], i == at, f)...)
	}
	return compose(f, append(blocks, list, said(f, 1, "For the worker to go by: this program tells nobody anything.", th.Text))...)
}

// supporterWords is a supporter in a line, nameless while names are hidden.
func supporterWords(v *dialog.Supporter, th *theme.Theme) string {
	return th.Who(report.ContactWords(v)) + "; " + th.Signs(report.StandsWords(v))
}

func supporterLines(v *dialog.Supporter, selected bool, f screen.Frame) []string {
	th := f.Theme
	pointer, style := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer))+" ", th.Text
	indent := pointer
	if selected {
		pointer, style = th.Glyphs.Pointer+" ", th.Strong
	}
	lines := styled(screen.Hang(pointer, supporterWords(v, th), f.Width), style)
	if v.Struck.Out() {
		return append(lines, styled(screen.Hang(indent, "STRUCK OUT on "+v.Struck.At.Date().String()+": "+text.Show(v.Struck.Reason), f.Width), th.Warning)...)
	}
	if selected {
		for i := len(v.Before) - 1; i >= 0; i-- {
			was := &v.Before[i]
			lines = append(lines, screen.Hang(indent, "until "+was.Until.Date().String()+": "+supporterWords(&was.Value, th), f.Width)...)
		}
	}
	return lines
}
