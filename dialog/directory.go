package dialog

// DirectoryMonths is after how many months an entry of a directory has to be looked
// at again: what it says is then no longer taken for granted.
const DirectoryMonths = 6

// Local is an entry of the service's own directory of what there is nearby: a room,
// a job centre, a crisis line. It is public, and about no person.
type Local struct {
	Crisis  bool   // for now, not for a plan: shown first, whatever is talked about
	Area    Domain // what it is for; NoDomain for any
	Name    string
	Offers  string // what it offers
	Reach   string // how to reach it: a number, an address
	Open    string // when it is open
	Checked Date   // when somebody of the service last made sure of it
}

// Old reports whether it was checked so long ago that it has to be looked at again.
func (l *Local) Old(today Date) bool { return l.Checked.AddMonths(DirectoryMonths).Before(today) }

// Directory is the service's own directory, in the order of its file.
type Directory struct{ Entries []Local }

// For returns what there is for an area: the crisis lines first, then what is for the
// area, then what is for any. For NoDomain it is everything.
func (d *Directory) For(area Domain) []*Local {
	if d == nil {
		return nil
	}
	var found []*Local
	for _, wanted := range []func(l *Local) bool{
		func(l *Local) bool { return l.Crisis },
		func(l *Local) bool { return !l.Crisis && l.Area == area && area.Valid() },
		func(l *Local) bool { return !l.Crisis && l.Area == NoDomain },
		func(l *Local) bool { return !l.Crisis && l.Area.Valid() && !area.Valid() },
	} {
		for i := range d.Entries {
			if wanted(&d.Entries[i]) {
				found = append(found, &d.Entries[i])
			}
		}
	}
	return found
}
