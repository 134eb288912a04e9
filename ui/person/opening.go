package person

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
)

// opened is the record that was asked for.
type opened struct {
	person     dialog.ID
	record     *dialog.Record
	unrecorded error // why the opening could not be written down
	err        error // why there is no record
}

// open writes down that the record is opened and reads it. Where writing fails
// the record can be read all the same: somebody may need it now.
func open(o Options, person dialog.ID) tea.Cmd {
	k, opening := o.Keeper, o.change(person, &dialog.RecordOpened{})
	return func() tea.Msg {
		ctx := context.Background()
		committed, unrecorded := k.Append(ctx, opening)
		if unrecorded == nil && committed.Record != nil {
			return opened{person: person, record: committed.Record}
		}
		record, err := k.Record(ctx, person)
		return opened{person, record, unrecorded, err}
	}
}
