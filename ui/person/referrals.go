package person

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// referrals is the list of a person's referrals, open ones first, with the form
// for one of them.
type referrals struct {
	page *Page
	list *list.List[dialog.Referral]
	form *formPart // nil while the list is shown
}

func newReferrals(p *Page) *referrals {
	r := &referrals{page: p, list: list.New(func(r dialog.Referral) string { return string(r.ID[:]) })}
	r.fill()
	return r
}

// fill takes the referrals from the record as it stands.
func (r *referrals) fill() {
	all := slices.Clone(r.page.record.Referrals)
	slices.SortStableFunc(all, func(a, b dialog.Referral) int {
		if a.Open() != b.Open() {
			if a.Open() {
				return -1
			}
			return 1
		}
		return b.Received.Compare(a.Received)
	})
	r.list.Set(all)
}

// holds is the form, if it is shown.
func (r *referrals) holds() part {
	if r.form == nil {
		return nil
	}
	return r.form
}

var (
	keyEdit = screen.Key("enter", "edit or close")
	keyNew  = screen.Key("n", "new referral")
)

func (r *referrals) update(msg tea.Msg) (tea.Cmd, bool) {
	if r.form != nil {
		cmd, done := r.form.update(msg)
		if done {
			r.form = nil
		}
		r.fill()
		return cmd, false
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		r.fill()
		return nil, false
	}
	current, there := r.list.Current()
	switch {
	case key.Matches(press, keyBack):
		return nil, true
	case r.list.Update(press) || press.IsRepeat:
	case key.Matches(press, keyNew):
		r.form = newReferral(r.page, dialog.Referral{ID: r.page.o.Keeper.NewID()}, "A new referral")
	case key.Matches(press, keyEdit) && there:
		r.form = newReferral(r.page, current, "This referral")
	}
	return nil, false
}

// newReferral is the form for one referral.
func newReferral(p *Page, old dialog.Referral, title string) *formPart {
	o, person := p.o, p.id
	past := func(sentence string) func(string) (string, error) { return pastDate(o.today(), sentence) }
	form := field.NewForm(
		filled(field.NewChoice(field.About{Name: "setting", Label: "Kind of service", Hint: "It decides how often a DIALOG is due.", Missing: "Please choose the kind of service."},
			field.Option{Value: string(dialog.Community), Label: "Community"}, field.Option{Value: string(dialog.Acute), Label: "Acute: inpatient or crisis team"}), string(old.Setting)),
		filled(field.NewText(field.About{Name: "team", Label: "Team", Optional: true, Hint: "Everybody who works in the team has the person on their list while this is open."}, text.Name), old.Team),
		filled(field.NewText(field.About{Name: "request", Label: "Request id", Optional: true, Hint: "The service request id: at most 20 letters and digits."}, text.Ident), old.ServiceRequestID),
		filled(field.NewDate(field.About{Name: "received", Label: "Received", Optional: true, Hint: dateHint}, past("A referral cannot be received on a day to come.")), dateValue(old.Received)),
		filled(field.NewDate(field.About{Name: "closed", Label: "Closed", Optional: true, Hint: "Leave it empty while the referral is open."}, past("A referral cannot be closed on a day to come. Close it when the day has come.")), dateValue(old.Closed)),
	)
	return &formPart{
		keeper: o.Keeper, title: title, form: form, done: "the referral.",
		changes: func(values map[string]string) ([]dialog.Change, string, string) {
			r := dialog.Referral{
				ID: old.ID, Setting: dialog.Setting(values["setting"]), Team: values["team"], ServiceRequestID: values["request"],
				Received: readDate(values["received"]), Closed: readDate(values["closed"]),
			}
			change := o.change(person, &dialog.ReferralRecorded{Referral: r})
			if err := dialog.Validate(change); err != nil {
				return nil, wrongInReferral(r), dialog.ErrorMessage(err)
			}
			return []dialog.Change{change}, "", ""
		},
	}
}

// wrongInReferral is the field that a refusal is about.
func wrongInReferral(r dialog.Referral) string {
	if !r.Closed.IsZero() && r.Closed.Before(r.Received) {
		return "closed"
	}
	return "request"
}

func (r *referrals) draw(f screen.Frame) screen.Drawing {
	if r.form != nil {
		return r.form.draw(f)
	}
	head := []string{f.Theme.Title.Render("Referrals, open ones first")}
	if r.list.Len() == 0 {
		lines := append(head, "")
		lines = append(lines, screen.Wrap("No referral is recorded. Press n to record one.", f.Width)...)
		return drawing(lines, 0)
	}
	r.list.SetRowHeight(2 * linesEach(f))
	rows, at := r.list.Draw(f.Width, f.Height-len(head)-1, func(one dialog.Referral, selected bool, _ int) string {
		return referralRow(one, selected, f)
	})
	above, below := r.list.Hidden()
	return screen.Stack(head, drawing(append(rows, hidden(above, below)), max(at, 0)))
}

func referralRow(r dialog.Referral, selected bool, f screen.Frame) string {
	state := "open"
	if !r.Open() {
		state = "closed " + r.Closed.String()
	}
	received := "received: not recorded"
	if !r.Received.IsZero() {
		received = "received " + r.Received.String()
	}
	request := ""
	if r.ServiceRequestID != "" {
		request = "request " + text.Show(r.ServiceRequestID)
	}
	team := text.Show(r.Team)
	if team == "" {
		team = "Team not recorded"
	}
	return drawRow(f, selected, team+", "+string(r.Setting), joined(", ", state, received, request))
}

func (r *referrals) keys() []key.Binding {
	if r.form != nil {
		return r.form.keys()
	}
	keys := []key.Binding{keyNew, keyBack}
	if r.list.Len() > 0 {
		keys = append([]key.Binding{keyEdit}, keys...)
	}
	return append(append(keys, r.list.Keys()...), screen.HelpKey)
}

func (r *referrals) typing() bool  { return r.form != nil && r.form.typing() }
func (r *referrals) changed() bool { return r.form != nil && r.form.changed() }
