package dialog

// Needs returns the permission that a change needs, given the record of the person
// it is about, which is nil where it is about nobody.
func Needs(r *Record, c Change) Permission {
	switch b := c.Body.(type) {
	case *WorkerRecorded:
		return PermWorkers
	case *SettingChanged:
		return PermSettings
	case *RecordExported:
		return needsExport(b, c.Person)
	case *PersonRecorded, *ReferralRecorded, *CaseloadRecorded:
		return PermEditPeople
	case *AccessRecorded:
		return PermMarkSensitive
	case *RecordOpened:
		if len(b.By) > 0 {
			return PermOpenOthers
		}
		return PermOpenOwn
	case *AnswerRecorded:
		return needsAmend(r, b.Assessment, c.Worker, false)
	case *AssessmentStruckOut:
		return needsAmend(r, b.Assessment, c.Worker, true)
	}
	return PermRecord
}

func needsExport(b *RecordExported, person ID) Permission {
	switch {
	case b.Format == "audit":
		return PermAudit
	case person.IsZero():
		return PermExportAll
	}
	return PermExportPerson
}

// needsAmend is for a change of an assessment, which amends what somebody recorded
// once it is finished, or where it is struck out.
func needsAmend(r *Record, id, worker ID, always bool) Permission {
	var a *Assessment
	if r != nil {
		a = r.Assessment(id)
	}
	switch {
	case a == nil || a.Status == Draft && !always:
		return PermRecord
	case a.Worker == worker:
		return PermAmendOwn
	}
	return PermAmendOthers
}
