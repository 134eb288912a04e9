package mhsds

// Table is one table of the data set.
type Table struct {
	Name    string
	Columns []string
}

// The tables that the record holds something of.
var (
	Header = Table{"MHS000Header", []string{
		"DatSetVer", "OrgIDProvider", "OrgIDSubmit", "PrimSystemInUse", "ReportingPeriodStartDate", "ReportingPeriodEndDate",
		"DateTimeDatSetCreate",
	}}
	Person = Table{"MHS001MPI", []string{
		"LocalPatientID", "OrgIDLocalPatientID", "OrgIDEduEstab", "NHSNumber", "NHSNumberStatus", "PersonBirthDate", "Postcode",
		"GenderIDCode", "GenderSameAtBirth", "Gender", "MaritalStatus", "EthnicCategory", "EthnicCategory2021",
		"LanguageCodePreferred", "PersDeathDate",
	}}
	Employment = Table{"MHS004EmpStatus", []string{
		"LocalPatientID", "EmployStatus", "EmployStatusStartDate", "EmployStatusEndDate", "EmployStatusRecDate",
		"PatPrimEmpContTypeMH", "WeekHoursWorked",
	}}
	Disability = Table{"MHS007DisabilityType", []string{"LocalPatientID", "DisabCode", "DisabImpacPercep"}}
	Score      = Table{"MHS606CodedScoreAssessmentRefer", []string{
		"ServiceRequestID", "CodedAssToolType", "PersScore", "AssToolCompTimestamp", "CareProfLocalID",
	}}
)

// Tables returns the tables in the order in which they refer to each other.
func Tables() []Table { return []Table{Header, Person, Employment, Disability, Score} }

// Row is one row of a table, with a value for each of its columns.
type Row struct {
	Table  string
	Values []string
}

// row makes a row of the columns that are known.
func (t Table) row(known map[string]string) Row {
	r := Row{Table: t.Name, Values: make([]string, len(t.Columns))}
	for i, column := range t.Columns {
		r.Values[i] = known[column]
	}
	return r
}
