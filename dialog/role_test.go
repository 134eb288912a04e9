package dialog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
)

// TestEveryPermissionIsInTheTableOnce reads the constants from the source, so that
// none can be added and forgotten.
func TestEveryPermissionIsInTheTableOnce(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "role.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared []dialog.Permission
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Perm") {
			return true
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		declared = append(declared, dialog.Permission(value))
		return true
	})
	if len(declared) < 15 {
		t.Fatalf("only %d constants were found", len(declared))
	}
	inTable := dialog.Permissions()
	slices.Sort(declared)
	slices.Sort(inTable)
	if diff := cmp.Diff(declared, inTable); diff != "" {
		t.Errorf("declared (-) and in the table (+):\n%s", diff)
	}
}

func TestMay(t *testing.T) {
	tests := map[string]struct {
		role dialog.Role
		yes  []dialog.Permission
		no   []dialog.Permission
	}{
		"a clinician works with people": {
			dialog.Clinician,
			[]dialog.Permission{dialog.PermOpenOwn, dialog.PermOpenOthers, dialog.PermRecord, dialog.PermAmendOthers, dialog.PermExportPerson, dialog.PermBackup},
			[]dialog.Permission{dialog.PermSettings, dialog.PermWorkers, dialog.PermExportAll, dialog.PermRestore, dialog.PermAudit},
		},
		"a peer worker has an own caseload": {
			dialog.PeerWorker,
			[]dialog.Permission{dialog.PermOpenOwn, dialog.PermEditPeople, dialog.PermRecord, dialog.PermAmendOwn},
			[]dialog.Permission{dialog.PermOpenOthers, dialog.PermAmendOthers, dialog.PermExportPerson, dialog.PermExchange, dialog.PermTakeIn, dialog.PermTeamReport},
		},
		"an administrator may be the only worker": {dialog.Administrator, dialog.Permissions(), nil},
		"an auditor sees no answer and changes nothing": {
			dialog.Auditor,
			[]dialog.Permission{dialog.PermAudit, dialog.PermCheck, dialog.PermTeamReport, dialog.PermOwnPassphrase},
			[]dialog.Permission{
				dialog.PermOpenOwn, dialog.PermOpenOthers, dialog.PermEditPeople, dialog.PermRecord, dialog.PermAmendOwn, dialog.PermAmendOthers,
				dialog.PermMarkSensitive, dialog.PermExportPerson, dialog.PermExportAll, dialog.PermExchange, dialog.PermSettings, dialog.PermWorkers,
				dialog.PermBackup, dialog.PermRestore, dialog.PermRenewRecordKeys, dialog.PermTakeIn,
			},
		},
		"no role":           {"", nil, dialog.Permissions()},
		"an unknown role":   {"manager", nil, dialog.Permissions()},
		"no such act":       {dialog.Administrator, nil, []dialog.Permission{"", "fly"}},
		"the letters count": {"Clinician", nil, dialog.Permissions()},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, p := range test.yes {
				if !test.role.May(p) {
					t.Errorf("%s may not: %s", test.role, p)
				}
			}
			for _, p := range test.no {
				if test.role.May(p) {
					t.Errorf("%s may: %s", test.role, p)
				}
			}
		})
	}
}

// TestSomebodyMayDoEachThing also keeps an administrator from being locked out of
// what nobody else may do.
func TestSomebodyMayDoEachThing(t *testing.T) {
	for _, p := range dialog.Permissions() {
		if !dialog.Administrator.May(p) {
			t.Errorf("no administrator may: %s", p)
		}
		if p.Describe() == "" {
			t.Errorf("%s has no words", p)
		}
	}
	if dialog.Permission("fly").Describe() != "" {
		t.Error("there are words for what does not exist")
	}
}

func TestRolesHaveNames(t *testing.T) {
	seen := map[string]bool{"No role": true}
	for _, r := range dialog.Roles() {
		if seen[r.String()] {
			t.Errorf("%q is called %q", string(r), r)
		}
		seen[r.String()] = true
	}
	if dialog.Role("manager").String() != "No role" {
		t.Error("an unknown role has a name")
	}
}

// TestPermissionTable reads the Markdown back and compares it with May.
func TestPermissionTable(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(dialog.PermissionTable(), "\n"), "\n")
	if want := "| What | Clinician | Peer worker | Administrator | Auditor |"; lines[0] != want {
		t.Errorf("the head is %q, want %q", lines[0], want)
	}
	if len(lines) != len(dialog.Permissions())+2 {
		t.Fatalf("%d lines for %d permissions", len(lines), len(dialog.Permissions()))
	}
	for i, p := range dialog.Permissions() {
		cells := strings.Split(strings.Trim(lines[i+2], "| "), " | ")
		if cells[0] != p.Describe() {
			t.Errorf("line %d is about %q", i, cells[0])
		}
		for j, r := range dialog.Roles() {
			if may := cells[j+1] == "yes"; may != r.May(p) || !may && cells[j+1] != "no" {
				t.Errorf("%s, %s: the table says %q", p, r, cells[j+1])
			}
		}
	}
}
