package dialog

import (
	"slices"
	"strings"
)

// Role is what a worker is on this laptop. It decides what the program lets them
// do, by the one table in this file. The zero Role may do nothing.
//
// The roles are those that a community mental-health hub has. They are no
// substitute for professional judgement: they keep slips and curiosity out, and
// what is done all the same is in the journal.
type Role string

// The roles.
const (
	// Clinician works with people and answers for what is recorded.
	Clinician Role = "clinician"
	// PeerWorker works with people on their own caseload.
	PeerWorker Role = "peer-worker"
	// Administrator looks after the record on this laptop and may be a clinician
	// too: the first worker of a record is one, and in a small team has to be.
	Administrator Role = "administrator"
	// Auditor looks at who did what and sees no answer.
	Auditor Role = "auditor"
)

// Roles returns all roles, in the order in which tables show them.
func Roles() []Role { return []Role{Clinician, PeerWorker, Administrator, Auditor} }

// String is what people call the role.
func (r Role) String() string {
	switch r {
	case Clinician:
		return "Clinician"
	case PeerWorker:
		return "Peer worker"
	case Administrator:
		return "Administrator"
	case Auditor:
		return "Auditor"
	}
	return "No role"
}

// Permission is one thing that a worker may or may not do.
type Permission string

// The permissions. What each means stands in the table below.
const (
	PermOpenOwn         Permission = "open-own"
	PermOpenOthers      Permission = "open-others"
	PermEditPeople      Permission = "edit-people"
	PermRecord          Permission = "record"
	PermAmendOwn        Permission = "amend-own"
	PermAmendOthers     Permission = "amend-others"
	PermMarkSensitive   Permission = "mark-sensitive"
	PermExportPerson    Permission = "export-person"
	PermExportAll       Permission = "export-all"
	PermExchange        Permission = "exchange"
	PermTakeIn          Permission = "take-in"
	PermDeliver         Permission = "deliver"
	PermPurge           Permission = "purge"
	PermTeamReport      Permission = "team-report"
	PermSettings        Permission = "settings"
	PermWorkers         Permission = "workers"
	PermAudit           Permission = "audit"
	PermCheck           Permission = "check"
	PermBackup          Permission = "backup"
	PermRestore         Permission = "restore"
	PermOwnPassphrase   Permission = "own-passphrase"
	PermRenewRecordKeys Permission = "renew-keys"
)

// permitted is one line of the table: what it is, in words, and who may do it.
type permitted struct {
	permission Permission
	words      string
	roles      []Role
}

// permissions is the table of who may do what. It is the only one: the program
// asks [Role.May], and the documentation shows [PermissionTable].
//
// A peer worker does all that an appointment needs, and no more: not the records
// of people they do not see, and nothing in bulk. An auditor sees entries and no
// answers. Exporting everything unsealed, restoring, and letting people in and
// out are the administrator's, and each is an entry in the journal.
var permissions = []permitted{
	{PermOpenOwn, "Open the record of someone on their own caseload or in their hub", atWork},
	{PermOpenOthers, "Open anyone else's record, with two identifiers and a reason", responsible},
	{PermEditPeople, "Add people and change their details and referrals", atWork},
	{PermRecord, "Record assessments, goals and notes", atWork},
	{PermAmendOwn, "Amend or strike out what they recorded themselves, with a reason", atWork},
	{PermAmendOthers, "Amend or strike out what someone else recorded, with a reason", responsible},
	{PermMarkSensitive, "Mark a record as sensitive and name who may open it", responsible},
	{PermExportPerson, "Write one person's record to a file", responsible},
	{PermExportAll, "Write the whole record to unsealed files", []Role{Administrator}},
	{PermExchange, "Exchange sealed files with other laptops", responsible},
	{PermTakeIn, "Take people and their history in from a file", responsible},
	{PermDeliver, "Send what is finished to the central system of the service", atWork},
	{PermPurge, "Take people off the laptop whom the central system has, for good", responsible},
	{PermTeamReport, "See the figures of the team, which name nobody", []Role{Clinician, Administrator, Auditor}},
	{PermSettings, "Change the settings of the record", []Role{Administrator}},
	{PermWorkers, "Let workers in and out, and say what their role is", []Role{Administrator}},
	{PermAudit, "See who opened and changed what, and write it to a file", []Role{Administrator, Auditor}},
	{PermCheck, "Check that the record is whole", Roles()},
	{PermBackup, "Make a sealed backup", atWork},
	{PermRestore, "Put a backup in the place of the record", []Role{Administrator}},
	{PermOwnPassphrase, "Change their own passphrase", Roles()},
	{PermRenewRecordKeys, "Renew the keys of the record, as when someone leaves", []Role{Administrator}},
}

// The roles that are named together in the table.
var (
	atWork      = []Role{Clinician, PeerWorker, Administrator}
	responsible = []Role{Clinician, Administrator}
)

// Permissions returns all permissions in the order of the table.
func Permissions() []Permission {
	all := make([]Permission, len(permissions))
	for i, p := range permissions {
		all[i] = p.permission
	}
	return all
}

// May reports that a worker of this role may do something. It is false for a role
// or a permission that is not in the table.
func (r Role) May(p Permission) bool {
	for _, line := range permissions {
		if line.permission == p {
			return slices.Contains(line.roles, r)
		}
	}
	return false
}

// Describe returns the permission in words, for a refusal or a table; empty for
// one that is not in the table.
func (p Permission) Describe() string {
	for _, line := range permissions {
		if line.permission == p {
			return line.words
		}
	}
	return ""
}

// PermissionTable returns the table in Markdown, a line for each permission and a
// column for each role, with "yes" or "no" in each cell. It ends with a line break.
func PermissionTable() string {
	var b strings.Builder
	row := func(cells ...string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	head, rule := []string{"What"}, []string{"---"}
	for _, r := range Roles() {
		head, rule = append(head, r.String()), append(rule, "---")
	}
	row(head...)
	row(rule...)
	for _, line := range permissions {
		cells := []string{line.words}
		for _, r := range Roles() {
			cells = append(cells, map[bool]string{true: "yes", false: "no"}[r.May(line.permission)])
		}
		row(cells...)
	}
	return b.String()
}
