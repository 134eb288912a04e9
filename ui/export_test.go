package ui

import (
	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Top is the screen that gets the keys.
func (m *Model) Top() screen.Screen { return m.seen() }

// Open is the person whose record is open, as the line on top says.
func (m *Model) Open() (dialog.Person, bool) {
	if m.handed != nil { // there is no line on top
		return dialog.Person{ID: m.handed.person}, true
	}
	return m.person()
}

// Unsaved is what would be lost.
func (m *Model) Unsaved() string { return m.unsaved() }

// Hidden reports that nothing of the record may be seen: it is locked, about to be,
// or covered, or the keyboard is handed over.
func (m *Model) Hidden() bool {
	return m.open == nil || m.watch.locking || m.watch.hold != nil || m.watch.cover != nil || m.handed != nil
}

// Masked reports that names are hidden.
func (m *Model) Masked() bool { return m.look.Masked }

// Handed reports that the keyboard is handed over.
func (m *Model) Handed() bool { return m.handed != nil }

// Covered reports that the page shows nothing that was answered, while the keyboard is
// handed over.
func (m *Model) Covered() bool { return m.handed.model.Covered() || m.watch.cover != nil }

// SetPIN gives the worker a PIN.
func (m *Model) SetPIN(pin string) { m.watch.pin = field.NewSecret([]byte(pin)) }
