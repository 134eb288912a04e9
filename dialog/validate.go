package dialog

// Validate says whether what a change says could be right on its own, whatever
// the record holds: the part of [Check] that needs no record. It is for entries
// that come from another laptop, where they were checked against the record as it
// stood there.
func Validate(c Change) error {
	office := c.office()
	switch {
	case office && !c.Person.IsZero():
		return invalid("A worker or a setting is not about a person.")
	case !office && c.Person.IsZero():
		return missing("Please choose a person first.")
	case !office && c.DoneAt.IsZero():
		return invalid("Please say when it was done.")
	}
	return c.Body.validate()
}

// office reports whether a change is about workers, settings or the record as a
// whole, and so about no person.
func (c *Change) office() bool {
	switch c.Body.(type) {
	case *WorkerRecorded, *SettingChanged, *FileTakenIn, *LaptopPaired, *LaptopUnpaired, *SharingAgreed, *WorkerNamed:
		return true
	case *RecordExported:
		return c.Person.IsZero() // it may be about one
	}
	return false
}
