package mhsds

import "alongside/dialog"

// about fills in what the person told about themselves and what stands at the end of
// the month. Whether gender is the same as at birth stays empty, though the table has
// a column for it (GenderSameAtBirth): this program sends it nowhere, so that no
// extract tells of a change of gender. PERSON STATED GENDER (Gender) is another
// question, which is not asked, and ETHNIC CATEGORY 2021 has codes that could not be
// verified.
func (s *sheet) about(known map[string]string) {
	for column, trait := range map[string]dialog.Trait{"GenderIDCode": dialog.Gender, "MaritalStatus": dialog.MaritalStatus, "EthnicCategory": dialog.Ethnicity} {
		if codes := s.told(trait); len(codes) == 1 {
			known[column] = codes[0]
		}
	}
}

// disabilities writes a row for each disability that the person named, or one that
// says that there is none or that they prefer not to say. How much it gets in the
// way (DisabImpacPercep) is not asked.
func (s *sheet) disabilities() []Row {
	var rows []Row
	for _, code := range s.told(dialog.Disability) {
		rows = append(rows, Disability.row(map[string]string{"LocalPatientID": s.record.Person.LocalPatientID, "DisabCode": code}))
	}
	return rows
}

// told returns the codes of what stands of a trait at the end of the month: of the
// latest answer that was so by then and was recorded by then.
func (s *sheet) told(t dialog.Trait) []string {
	last := s.extract.set.Month.Last()
	var now *dialog.Characteristic
	for _, c := range s.record.CharacteristicsOf(t) {
		if !last.Before(c.From) && !last.Before(c.Added.Date()) {
			now = c
		}
	}
	if now == nil {
		return nil
	}
	return now.Codes()
}
