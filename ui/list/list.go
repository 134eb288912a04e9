// Package list is a list of any length of which only the rows that can be seen
// are drawn, so that a hundred thousand rows cost what forty do.
//
// It keeps the cursor on the same thing and not on the same place: when the
// items change, the cursor follows its item, and the item stays in its row of
// the screen, so that nothing jumps under the finger that is about to press
// Enter.
package list

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
)

// List is the state of a list. Make one with [New]. It is used by one screen,
// from its Update and Draw only.
type List[T any] struct {
	id        func(T) string
	items     []T
	cursor    int // index of the current item; 0 when there is none
	offset    int // index of the item in the first row
	rows      int // rows that fitted when last drawn
	rowHeight int // lines of one row
}

// defaultRows is how far a page key goes before the list was ever drawn.
const defaultRows = 10

// New makes an empty list. The id of an item says which one it is when the items
// change: equal ids are the same thing.
func New[T any](id func(T) string) *List[T] {
	return &List[T]{id: id, rows: defaultRows, rowHeight: 1}
}

// Len is the number of items.
func (l *List[T]) Len() int { return len(l.items) }

// Cursor is the index of the current item, 0 when the list is empty.
func (l *List[T]) Cursor() int { return l.cursor }

// Current is the item that the cursor is on, false when the list is empty.
func (l *List[T]) Current() (T, bool) {
	if len(l.items) == 0 {
		var none T
		return none, false
	}
	return l.items[l.cursor], true
}

// SetRowHeight sets how many lines each row takes, at least 1: more than one
// where the window is narrow.
func (l *List[T]) SetRowHeight(lines int) { l.rowHeight = max(lines, 1) }

// Reset shows other items from the first one on, as for a new search. The list
// keeps the slice, which must not be changed afterwards.
func (l *List[T]) Reset(items []T) {
	l.items, l.cursor, l.offset = items, 0, 0
}

// Set shows the items as they are now. The cursor stays on its item, in its row
// of the screen. If the item has gone, the cursor goes to the nearest one after
// it that is still there, else to the nearest before it, and Set reports true:
// an Enter that was meant for the item that has gone must not be taken for the
// new one. The list keeps the slice, which must not be changed afterwards.
func (l *List[T]) Set(items []T) (moved bool) {
	old, row := l.items, l.cursor-l.offset
	at, same := l.find(items)
	l.items = items
	l.cursor = at
	l.offset = at - row
	l.settle()
	return len(old) > 0 && !same
}

// Select puts the cursor on the item with this id and reports whether there is
// one.
func (l *List[T]) Select(id string) bool {
	i := l.index(l.items, id)
	if i < 0 {
		return false
	}
	l.moveTo(i)
	return true
}

// find is where the current item, or else its nearest neighbour, is among other
// items.
func (l *List[T]) find(items []T) (at int, same bool) {
	if len(l.items) == 0 || len(items) == 0 {
		return 0, false
	}
	id := l.id(l.items[l.cursor])
	if l.cursor < len(items) && l.id(items[l.cursor]) == id {
		return l.cursor, true
	}
	if i := l.index(items, id); i >= 0 {
		return i, true
	}
	return l.nearest(items), false
}

func (l *List[T]) index(items []T, id string) int {
	for i, item := range items {
		if l.id(item) == id {
			return i
		}
	}
	return -1
}

// nearest is where the closest neighbour that is still there has gone.
func (l *List[T]) nearest(items []T) int {
	places := make(map[string]int, len(items))
	for i, item := range items {
		places[l.id(item)] = i
	}
	for _, item := range l.items[l.cursor+1:] {
		if i, ok := places[l.id(item)]; ok {
			return i
		}
	}
	for i := l.cursor - 1; i >= 0; i-- {
		if at, ok := places[l.id(l.items[i])]; ok {
			return at
		}
	}
	return 0
}

// moveTo puts the cursor on a row, as near as there is one.
func (l *List[T]) moveTo(i int) {
	l.cursor = i
	l.settle()
}

// settle keeps the cursor on an item and the window around the cursor, moving
// the window no more than it must.
func (l *List[T]) settle() {
	l.cursor = max(min(l.cursor, len(l.items)-1), 0)
	l.offset = min(max(l.offset, l.cursor-l.rows+1), l.cursor)
	l.offset = max(min(l.offset, len(l.items)-l.rows), 0)
}

// Update moves the cursor and reports whether the message was a key of the
// list. It goes on doing nothing at either end: it never wraps round.
func (l *List[T]) Update(msg tea.Msg) (taken bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch press.Keystroke() {
	case "up":
		l.moveTo(l.cursor - 1)
	case "down":
		l.moveTo(l.cursor + 1)
	case "pgup":
		l.moveTo(l.cursor - l.rows)
	case "pgdown":
		l.moveTo(l.cursor + l.rows)
	case "home":
		l.moveTo(0)
	case "end":
		l.moveTo(len(l.items) - 1)
	default:
		return false
	}
	return true
}

// The keys of every list, for the help line; a screen in another language names them
// anew.
var (
	KeyMove = screen.Key("↑/↓", "move", "up", "down")
	KeyPage = screen.Key("page up/down", "move a page", "pgup", "pgdown")
	KeyEnds = screen.Key("home/end", "first, last", "home", "end")
)

// Keys are the keys of the list for the help line, none where there is nothing
// to move between.
func (l *List[T]) Keys() []key.Binding {
	if len(l.items) < 2 {
		return nil
	}
	return []key.Binding{KeyMove, KeyPage, KeyEnds}
}

// Hidden is how many items are above and below the rows that were drawn last.
func (l *List[T]) Hidden() (above, below int) {
	return l.offset, max(len(l.items)-l.offset-l.rows, 0)
}

// Draw draws the rows that fit in height lines, each line cut to width cells,
// and says which line the cursor is on, -1 when the list is empty. Row is called
// for the rows that can be seen and for no others; it gives one line, or as many
// as were set with SetRowHeight.
//
// Draw remembers how many rows fitted, which is what a page key moves by.
// Drawing again gives the same again.
func (l *List[T]) Draw(width, height int, row func(item T, selected bool, width int) string) (lines []string, cursorRow int) {
	if height <= 0 || len(l.items) == 0 {
		return nil, -1
	}
	l.rows = max(height/l.rowHeight, 1)
	l.settle()
	last := min(l.offset+l.rows, len(l.items))
	lines = make([]string, 0, l.rows*l.rowHeight)
	for i := l.offset; i < last; i++ {
		text := row(l.items[i], i == l.cursor, width)
		for range l.rowHeight {
			var line string
			line, text, _ = strings.Cut(text, "\n")
			lines = append(lines, screen.Clip(line, width, ""))
		}
	}
	return lines[:min(len(lines), height)], (l.cursor - l.offset) * l.rowHeight
}
