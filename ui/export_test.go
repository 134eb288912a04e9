package ui

import (
	"alongside/dialog"
	"alongside/ui/screen"
)

// Top is the screen that gets the keys.
func (m *Model) Top() screen.Screen { return m.top().screen }

// Open is the person whose record is open, as the line on top says.
func (m *Model) Open() (dialog.Person, bool) { return m.person() }

// Unsaved is what would be lost.
func (m *Model) Unsaved() string { return m.unsaved() }
