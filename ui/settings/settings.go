package settings

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Changed says that the service's settings are others now.
type Changed struct{ Rules dialog.Rules }

// Settings is the screen of the service's settings on this laptop.
type Settings struct {
	keeper Keeper
	worker dialog.ID
	now    func() time.Time
	rules  dialog.Rules
	form   *field.Form
	leads  Leads
}

// Leads says where the settings lead besides.
type Leads struct {
	Passphrase bool // to the form for the worker's own passphrase
	Staff      bool // to the workers of the record
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Settings)(nil)

// NewSettings makes the screen with the settings as they stand.
func NewSettings(k Keeper, worker dialog.ID, now func() time.Time, rules dialog.Rules) *Settings {
	number := func(name, label, hint string, value int) field.Field {
		f := field.NewText(field.About{Name: name, Label: label, Hint: hint}, text.Ident)
		f.Set(strconv.Itoa(value))
		return f
	}
	optional := func(name, label, hint, value string) field.Field {
		f := field.NewText(field.About{Name: name, Label: label, Hint: hint, Optional: true}, text.Line)
		f.Set(value)
		return f
	}
	earlier := field.NewChoice(field.About{Name: dialog.SettingEarlier, Label: "Earlier ratings", Hint: "Seeing an old rating first may steer a new one."},
		field.Option{Value: string(dialog.EarlierHidden), Label: "hidden until all items are rated"},
		field.Option{Value: string(dialog.EarlierBeside), Label: "beside each item once it is rated"})
	earlier.Set(string(rules.Earlier))
	form := field.NewForm(
		number(dialog.SettingCommunityMonths, "Community review, months", "From 1 to 24. A DIALOG is due at most so many months after the last.", rules.CommunityMonths),
		number(dialog.SettingAcuteDays, "Acute review, days", "From 1 to 180. The same for acute, crisis and inpatient teams.", rules.AcuteDays),
		number(dialog.SettingSoonDays, "Due so many days before", "From 0 to 90. From then on a person is listed as due.", rules.SoonDays),
		number(dialog.SettingDraftDays, "Unfinished, days", "From 1 to 28. Older than this it can only be viewed or closed.", rules.DraftDays),
		number(dialog.SettingLockMinutes, "Lock after, minutes", "From 1 to 10. So long without a key, and the record locks; in an appointment it is covered first.", rules.LockMinutes),
		earlier,
		marks{optional(dialog.SettingSafety, "Safety marks", "Area and rating or the word help: personal-safety 2, mental-health help. Empty for none.", rules.Safety)},
		optional(dialog.SettingGuidance, "Safety guidance", "What your service asks workers to do. The mark leads to it. This program alerts nobody.", rules.Guidance),
	)
	form.SetReadOnly(!k.May(dialog.PermSettings))
	return &Settings{keeper: k, worker: worker, now: now, rules: rules, form: form}
}

// Lead has the settings lead elsewhere too, and returns them.
func (s *Settings) Lead(to Leads) *Settings {
	s.leads = to
	return s
}

type settingsSaved struct {
	to    *Settings
	rules dialog.Rules
	err   error
}

// Init fetches nothing.
func (s *Settings) Init() tea.Cmd { return nil }

// Update takes the form's keys and records what was changed.
func (s *Settings) Update(msg tea.Msg) tea.Cmd {
	if saved, ok := msg.(settingsSaved); ok {
		return s.saved(saved)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keyPassphrase) && s.leads.Passphrase:
			return say(ShowPassphrase{})
		case key.Matches(press, keyStaff) && s.leads.Staff:
			return say(ShowStaff{})
		}
	}
	switch s.form.Update(msg) {
	case field.Save:
		return s.save()
	case field.Leave:
		return screen.GoBack
	}
	return nil
}

// saved takes the answer of the store.
func (s *Settings) saved(msg settingsSaved) tea.Cmd {
	switch {
	case msg.to != s:
		return nil
	case msg.err != nil:
		s.form.SetError(s.form.Focused(), notSaved(msg.err, "Press ctrl+s to try again."))
		return nil
	}
	return tea.Sequence(func() tea.Msg { return Changed{msg.rules} }, screen.GoBack, screen.Say(screen.Saved, "the settings."))
}

// Unsaved says what would be lost if the program ended now.
func (s *Settings) Unsaved() string {
	if s.form.Changed() {
		return "The settings are not saved."
	}
	return ""
}

// save records one change for each setting that differs. All are recorded or
// none.
func (s *Settings) save() tea.Cmd {
	before := values(s.rules)
	rules := s.rules
	var changes []dialog.Change
	after := s.form.Values()
	for _, name := range slices.Sorted(maps.Keys(after)) {
		value := after[name]
		if value == before[name] {
			continue
		}
		var err error
		if rules, err = rules.With(name, value); err != nil {
			s.form.SetError(name, dialog.ErrorMessage(err))
			return nil
		}
		changes = append(changes, dialog.Change{Worker: s.worker, DoneAt: dialog.At(s.now()), Body: &dialog.SettingChanged{Name: name, Value: value}})
	}
	if len(changes) == 0 {
		return screen.GoBack
	}
	s.form.SetBusy(true)
	k := s.keeper
	return func() tea.Msg {
		_, err := k.Append(context.Background(), changes...)
		return settingsSaved{s, rules, err}
	}
}

func values(r dialog.Rules) map[string]string {
	return map[string]string{
		dialog.SettingCommunityMonths: strconv.Itoa(r.CommunityMonths),
		dialog.SettingAcuteDays:       strconv.Itoa(r.AcuteDays),
		dialog.SettingSoonDays:        strconv.Itoa(r.SoonDays),
		dialog.SettingDraftDays:       strconv.Itoa(r.DraftDays),
		dialog.SettingLockMinutes:     strconv.Itoa(r.LockMinutes),
		dialog.SettingEarlier:         string(r.Earlier),
		dialog.SettingSafety:          r.Safety,
		dialog.SettingGuidance:        r.Guidance,
	}
}

// Draw draws the form, and above it where else the settings lead.
func (s *Settings) Draw(f screen.Frame) screen.Drawing {
	head := []string{f.Theme.Title.Render(screen.Clip("Settings of the service, on this laptop", f.Width, f.Theme.Glyphs.Ellipsis))}
	for _, said := range s.sayings() {
		head = append(head, screen.Wrap(said, f.Width)...)
	}
	head = head[:min(len(head), max(f.Height-6, 1))]
	head = append(head, "")
	rest := f
	rest.Height = max(f.Height-len(head), 1)
	return screen.Stack(head, s.form.Draw(rest))
}

// sayings are what to know before the form.
func (s *Settings) sayings() []string {
	var said []string
	switch {
	case s.leads.Passphrase && s.leads.Staff:
		said = append(said, "Your passphrase: f6. Who can open the record: f7.")
	case s.leads.Passphrase:
		said = append(said, "Your passphrase: f6.")
	case s.leads.Staff:
		said = append(said, "Who can open the record: f7.")
	}
	if !s.keeper.May(dialog.PermSettings) {
		said = append(said, "An administrator of the record can change these.")
	}
	return said
}

var (
	keyPassphrase = screen.Key("f6", "your passphrase")
	keyStaff      = screen.Key("f7", "workers")
)

// Keys are those of the form, and those that lead elsewhere.
func (s *Settings) Keys() []key.Binding {
	keys := s.form.Keys()
	if len(keys) == 0 {
		return keys
	}
	help := keys[len(keys)-1]
	keys = keys[:len(keys)-1]
	if s.leads.Passphrase {
		keys = append(keys, keyPassphrase)
	}
	if s.leads.Staff {
		keys = append(keys, keyStaff)
	}
	return append(keys, help)
}

// Typing is so while a number has the focus.
func (s *Settings) Typing() bool { return s.form.Typing() }
