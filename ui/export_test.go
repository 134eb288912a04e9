package ui

import (
	"alongside/dialog"
	"alongside/ui/screen"
)

// Top is the screen that gets the keys.
func (m *Model) Top() screen.Screen { return m.seen() }

// Open is the person whose record is open, as the line on top says.
func (m *Model) Open() (dialog.Person, bool) { return m.person() }

// Unsaved is what would be lost.
func (m *Model) Unsaved() string { return m.unsaved() }

// Hidden reports that nothing of the record may be seen: it is locked, about to be,
// or covered.
func (m *Model) Hidden() bool { return m.open == nil || m.watch.locking || m.watch.cover != nil }

// Masked reports that names are hidden.
func (m *Model) Masked() bool { return m.look.Masked }
