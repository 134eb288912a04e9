package plain_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
)

// as is the made-up caseload for a worker of a role, in a team that nobody is
// referred to.
func as(t *testing.T, role dialog.Role) *memory.Keeper {
	t.Helper()
	m := caseload(t)
	me := demo.Me()
	me.Role, me.Team, m.Role = role, "Elsewhere", role
	if _, err := m.Append(context.Background(), dialog.Change{Worker: me.ID, DoneAt: dialog.At(today), Body: &dialog.WorkerRecorded{Worker: me}}); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAccessLineByLine(t *testing.T) {
	tests := map[string]struct {
		role  dialog.Role
		lines []string
	}{
		"other":           {dialog.Clinician, []string{"6", "Smith", "29/8/1985", "", "", "On call", "0", "0"}},
		"other-refused":   {dialog.Clinician, []string{"6", "Smith", "", "", "", "6", "Smith", "30/8/1985", "", "", "", "On call", "0"}},
		"caseload":        {dialog.PeerWorker, []string{"1", "okonkwo", "1", "k", "2", "k", "1", "n", "k", "1", "y", "0"}},
		"sensitive":       {dialog.Clinician, []string{"1", "okonkwo", "1", "m", "2", "1", "2", "2", "d", "A colleague", "m", "2", "2", "d", "A friend", "y", "0"}},
		"audit":           {dialog.Auditor, []string{"1", "b", "2", "ayo", "2", "nothing like it", "0"}},
		"audit-administr": {dialog.Administrator, []string{"8", "recorded a worker", "0"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { golden.Compare(t, "access-"+name, talk(t, as(t, test.role), test.lines...)) })
	}
}

func TestWhatIsAgreedIsRecorded(t *testing.T) {
	m := as(t, dialog.Clinician)
	talk(t, m, "1", "okonkwo", "1", "k", "2", "m", "2", "1", "d", "A colleague", "0", "0")
	r, _ := latestOf(t, m, "Okonkwo")
	if !r.Access.Sensitive || len(r.Access.Named) != 1 || len(r.Access.Caseload) != 2 {
		t.Errorf("the record has %+v", r.Access)
	}
	talk(t, m, "6", "Smith", "", "999 073 2574", "", "On call", "0", "0")
	r, entries := latestOf(t, m, "Smith")
	if !slices.ContainsFunc(entries, func(e dialog.Entry) bool {
		b, ok := e.Body.(*dialog.RecordOpened)
		return ok && b.Reason == "On call" && len(b.By) == 2
	}) {
		t.Errorf("it is not written down why the record of %s was opened", r.Person.Given)
	}
}

func latestOf(t *testing.T, m *memory.Keeper, family string) (*dialog.Record, []dialog.Entry) {
	t.Helper()
	all, _ := m.Caseload(context.Background())
	i := slices.IndexFunc(all, func(s *dialog.Summary) bool { return s.Person.Family == family })
	r, err := m.Record(context.Background(), all[i].Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := m.Entries(context.Background(), r.Person.ID)
	return r, entries
}

// Somebody who turns out to be on another caseload is not added, and the way there
// is offered to whom it is open.
func TestAddingSomebodyOfAnotherCaseload(t *testing.T) {
	for role, want := range map[dialog.Role]string{dialog.Clinician: "Would you like to open that record?", dialog.PeerWorker: "Please ask a clinician or an administrator."} {
		m := as(t, role)
		m.Fail = &dialog.Error{Code: dialog.Conflict, Message: "Somebody with this NHS number is on another caseload."}
		got := talk(t, m, "4", "Zed", "Ann", "", "", "", "", "999 146 5146", "", "", "", "y", "", "On call", "0")
		if !strings.Contains(got, want) || strings.Contains(got, "Saved.") {
			t.Errorf("a %s is told\n%s", role, got)
		}
	}
}

func TestRolesThatMayNotAreNotOffered(t *testing.T) {
	if got := talk(t, as(t, dialog.PeerWorker), "1", "okonkwo", "1", "0", "0"); strings.Contains(got, "another caseload") || strings.Contains(got, "Who may open") || strings.Contains(got, "who did what") {
		t.Errorf("a peer worker is offered\n%s", got)
	}
	if got := talk(t, as(t, dialog.Auditor), "4"); strings.Contains(got, "person") {
		t.Errorf("an auditor is offered\n%s", got)
	}
}
