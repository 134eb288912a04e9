package talk

import (
	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// The names of the values of the forms.
const (
	valueOwner  = "owner"
	valueOther  = "other"
	valueDue    = "due"
	valueGoal   = "goal"
	valueDay    = "day"
	valueTime   = "time"
	valueManner = "manner"
	valuePlace  = "place"
	valueHigher = "higher"
)

// line is a field for one line of text.
func line(name, label, hint, now string, optional bool, l text.Limits) *field.Text {
	t := field.NewText(field.About{Name: name, Label: label, Hint: hint, Optional: optional, Missing: "Please write something, or press Esc to leave it."}, l)
	t.Set(now)
	return t
}

// What a day or a time is refused with.
var (
	errFuture = &dialog.Error{Code: dialog.Invalid, Message: "That day has not come yet."}
	errPast   = &dialog.Error{Code: dialog.Invalid, Message: "That day is past."}
)

// dayHint says how a day can be written.
const dayHint = "A date such as 12-Jan-2027, or 2 weeks, 2w, 10d, 3m."

// dayField is a field for a day, not before the given one where that is set.
func (o *Options) dayField(name, label string, now dialog.Date, optional bool, notBefore dialog.Date) *field.Date {
	d := field.NewDate(field.About{Name: name, Label: label, Hint: dayHint, Optional: optional, Missing: "Please write a day."}, func(s string) (string, error) {
		day, err := dialog.ParseDayAhead(s, dialog.DateOf(o.Now()))
		if err == nil && !notBefore.IsZero() && day.Before(notBefore) {
			err = errPast
		}
		if err != nil {
			return "", err
		}
		return day.String(), nil
	})
	if !now.IsZero() {
		d.Set(now.String())
	}
	return d
}

// day reads the value of a day field, which was parsed before.
func day(value string) dialog.Date {
	d, _ := dialog.ParseDate(value) // the field has taken no other
	return d
}

// noteSheet asks for the notes of one step; looking forward has two.
func (d *desk) noteSheet(domain dialog.Domain, step int) *sheet {
	t := d.o.Record.Talk(d.o.Assessment)
	steps := notesOf(step)
	fields := make([]field.Field, len(steps))
	later := false
	for i, s := range steps {
		now, noted := t.Note(domain, s)
		later = later || noted && now.At.Date().Before(dialog.DateOf(d.o.Now()))
		fields[i] = line(string(s), report.StepWords(s, d.o.Text), "A few words. The person can read it.", now.Text, true, text.Line)
	}
	if later {
		fields = append(fields, whyField())
	}
	return &sheet{title: d.o.Text.Short(domain), form: field.NewForm(fields...), bodies: func(v map[string]string) []dialog.Body {
		var bodies []dialog.Body
		for _, s := range steps {
			if now, _ := t.Note(domain, s); now.Text != v[string(s)] {
				bodies = append(bodies, &dialog.TalkNoted{Assessment: d.o.Assessment, Domain: domain, Step: s, Text: v[string(s)], Reason: v[valueReason]})
			}
		}
		return bodies
	}}
}

// notesOf are the notes of one of the first three steps.
func notesOf(step int) []dialog.Step {
	return [][]dialog.Step{{dialog.Understanding}, {dialog.LookingForward, dialog.OneHigher}, {dialog.Options}}[step]
}

// actionSheet asks for an action: a new one, or one that is there. The person is
// the first in the list and nobody is chosen.
func (d *desk) actionSheet(a dialog.Action) *sheet {
	today := dialog.DateOf(d.o.Now())
	old := d.o.Record.Action(a.ID)
	fields := []field.Field{
		line(valueText, "What", "Brief, but precise.", a.Text, false, text.Line),
		d.ownerField(a), line(valueOther, "Who else", "Only where it is somebody else.", a.Other, true, text.Name),
		d.o.dayField(valueDue, "By when", a.Due, true, dialog.Date{}),
	}
	if goals := d.goalOptions(); len(goals) > 0 {
		goal := field.NewChoice(field.About{Name: valueGoal, Label: "For the goal", Optional: true}, goals...)
		goal.Set(a.Goal.String())
		fields = append(fields, goal)
	}
	title, later := "What do we agree to do?", old != nil && old.Agreed.Date().Before(today)
	if a.Domain.Valid() {
		title = d.o.Text.Short(a.Domain) + ": " + "what do we agree to do?"
	}
	if later {
		title = "Change an action"
		fields = append(fields, whyField())
	}
	return &sheet{title: title, form: field.NewForm(fields...), bodies: func(v map[string]string) []dialog.Body {
		a.Text, a.Owner, a.Other, a.Due, a.Goal = v[valueText], dialog.Owner(v[valueOwner]), v[valueOther], day(v[valueDue]), dialog.ID{}
		if id, err := dialog.ParseID(v[valueGoal]); err == nil {
			a.Goal = id
		}
		return []dialog.Body{&dialog.ActionAgreed{Action: a, Reason: v[valueReason]}}
	}}
}

func (d *desk) ownerField(a dialog.Action) *field.Choice {
	owner := field.NewChoice(field.About{Name: valueOwner, Label: "Who", Missing: "Whose is it?"},
		field.Option{Value: string(dialog.PersonOwns), Label: text.Show(d.o.Record.Person.CallName())},
		field.Option{Value: string(dialog.WorkerOwns), Label: "the worker"},
		field.Option{Value: string(dialog.OtherOwns), Label: "somebody else"})
	owner.Set(string(a.Owner))
	return owner
}

// goalOptions are the active goals that an action can be for.
func (d *desk) goalOptions() []field.Option {
	var options []field.Option
	for _, g := range d.o.Record.ActiveGoals() {
		options = append(options, field.Option{Value: g.ID.String(), Label: text.Show(g.Text)})
	}
	return options
}

// whyField asks why something that was recorded on an earlier day is changed.
func whyField() *field.Text {
	return line(valueReason, "Why is it changed?", "What it said before stays in view.", "", false, text.Line)
}

// strikeSheet asks why something is struck out.
func strikeSheet(part dialog.Part, id dialog.ID, what string) *sheet {
	form := field.NewForm(line(valueReason, "Why is it struck out?", "It stays in view, marked, and counts nowhere.", "", false, text.Line))
	return &sheet{title: "Strike out: " + what, form: form, bodies: func(v map[string]string) []dialog.Body {
		return []dialog.Body{&dialog.PartStruckOut{Part: part, ID: id, Reason: v[valueReason]}}
	}}
}

// meetingSheet asks for the next meeting, new or moved.
func (d *desk) meetingSheet(m dialog.Meeting) *sheet {
	manner := field.NewChoice(field.About{Name: valueManner, Label: "How", Missing: "In person, by phone, or by video?"},
		field.Option{Value: string(dialog.InPerson), Label: "in person"}, field.Option{Value: string(dialog.ByPhone), Label: "by phone"},
		field.Option{Value: string(dialog.ByVideo), Label: "by video"})
	manner.Set(string(m.Manner))
	at := field.NewDate(field.About{Name: valueTime, Label: "Time", Hint: "Such as 9:30 or 2pm.", Optional: true}, dialog.ParseClock)
	if m.Time != "" {
		at.Set(m.Time)
	}
	form := field.NewForm(d.o.dayField(valueDay, "Day", m.On, false, dialog.DateOf(d.o.Now())), at, manner,
		line(valuePlace, "Where", "", m.Place, true, text.Line))
	return &sheet{title: "When do we meet next?", form: form, bodies: func(v map[string]string) []dialog.Body {
		m.On, m.Time, m.Manner, m.Place = day(v[valueDay]), v[valueTime], dialog.Manner(v[valueManner]), v[valuePlace]
		return []dialog.Body{&dialog.MeetingArranged{Meeting: m}}
	}}
}

// wrongSheet asks what the person said was wrong.
func (t *Talk) wrongSheet() *sheet {
	form := field.NewForm(line(valueText, "What was wrong?", "In the person's own words. Put the action right too.", "", false, text.Line))
	return &sheet{title: "Have I got anything wrong?", form: form, bodies: func(v map[string]string) []dialog.Body {
		return []dialog.Body{&dialog.ReadBack{Assessment: t.o.Assessment, Wrong: v[valueText]}}
	}}
}
