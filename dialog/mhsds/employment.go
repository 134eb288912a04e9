package mhsds

import "alongside/dialog"

// employment writes a row for each employment status that was recorded in the
// month, with the weekly hours that are known to go with it. Nothing says when it
// ended but the next one, so the end stays empty. The data set takes one status for
// each day of recording: the one that began last.
func (s *sheet) employment() []Row {
	var rows []Row
	recorded := map[dialog.Date]bool{}
	all := s.record.CircumstancesOf(dialog.Employment)
	for i := len(all) - 1; i >= 0; i-- {
		c := all[i]
		on := c.Added.Date()
		switch {
		case !s.extract.set.Month.Contains(on) || s.extract.set.Month.Last().Before(c.From):
			s.leave(LeftOut{Table: Employment.Name, Reason: OtherMonth})
			continue
		case recorded[on]:
			s.leave(LeftOut{Table: Employment.Name, Reason: SameDay})
			continue
		}
		recorded[on] = true
		known := map[string]string{
			"LocalPatientID": s.record.Person.LocalPatientID, "EmployStatus": c.Code, "EmployStatusStartDate": c.From.ISO(),
			"EmployStatusRecDate": on.ISO(),
		}
		until := dialog.Date{}
		if i+1 < len(all) {
			until = all[i+1].From
		}
		known["WeekHoursWorked"] = s.hours(c.From, until)
		rows = append(rows, Employment.row(known))
	}
	return rows
}

// hours returns the last weekly hours that were recorded for a time beginning on
// one day and ending before another, "" where there are none. A zero end is open.
func (s *sheet) hours(from, until dialog.Date) string {
	code := ""
	for _, c := range s.record.CircumstancesOf(dialog.WeeklyHours) {
		if !c.From.Before(from) && (until.IsZero() || c.From.Before(until)) && !s.extract.set.Month.Last().Before(c.From) {
			code = c.Code
		}
	}
	return code
}
