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
	case *AssessmentTakenOver, *FileTakenIn:
		return PermTakeIn
	case *LaptopPaired, *LaptopUnpaired, *SharingAgreed, *WorkerNamed, *RecordShared, *RecordReceived:
		return PermExchange
	case *PersonRecorded, *ReferralRecorded, *CaseloadRecorded:
		return PermEditPeople
	case *DeliveryReceipted, *DeliveryParked, *DeliveryRetried:
		return PermDeliver
	case *PersonPurged:
		return PermPurge
	case *PersonMerged, *PersonUnmerged:
		return PermAmendOthers
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
	if by, amends := r.recordedBy(c.Body); amends {
		if by == c.Worker {
			return PermAmendOwn
		}
		return PermAmendOthers
	}
	return PermRecord
}

// recordedBy returns who recorded what a body amends or strikes out, and false
// where it amends nothing that the record has.
func (r *Record) recordedBy(body Body) (by ID, amends bool) {
	if r == nil {
		return ID{}, false
	}
	switch b := body.(type) {
	case *PartStruckOut:
		return r.partBy(b.Part, b.ID)
	case *ActionAgreed:
		by, amends = r.partBy(PartAction, b.ID)
		amends = amends && b.Reason != ""
	case *EventRecorded:
		by, amends = r.partBy(PartEvent, b.ID)
		amends = amends && b.Reason != ""
	case *CircumstanceRecorded:
		by, amends = r.partBy(PartCircumstance, b.ID)
		amends = amends && b.Reason != ""
	case *CharacteristicRecorded:
		by, amends = r.partBy(PartCharacteristic, b.ID)
		amends = amends && b.Reason != ""
	case *TalkNoted:
		note, noted := r.Talk(b.Assessment).Note(b.Domain, b.Step)
		by, amends = note.Worker, noted && b.Reason != ""
	}
	return by, amends
}

// partBy returns who recorded a part first.
func (r *Record) partBy(part Part, id ID) (by ID, there bool) {
	switch part {
	case PartGoal:
		if g := r.Goal(id); g != nil {
			return g.Worker, true
		}
	case PartAction:
		if a := r.Action(id); a != nil {
			return a.Worker, true
		}
	case PartMeeting:
		if m := r.Meeting(id); m != nil {
			return m.Worker, true
		}
	case PartEvent:
		if e := r.Event(id); e != nil {
			return e.Worker, true
		}
	case PartCircumstance:
		if c := r.Circumstance(id); c != nil {
			return c.Worker, true
		}
	case PartCharacteristic:
		if c := r.Characteristic(id); c != nil {
			return c.Worker, true
		}
	case PartSupporter:
		if s := r.Supporter(id); s != nil {
			return s.Worker, true
		}
	}
	return ID{}, false
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
