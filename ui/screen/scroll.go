package screen

import tea "charm.land/bubbletea/v2"

// Scroll is how far a page that is higher than its window was scrolled. The keys go by
// how it was drawn last, so that every press moves what is seen. The zero value begins
// at the top.
type Scroll struct {
	top           int // the line in the first row
	lines, height int // of the page, and of the window
}

// most is the highest that top can be.
func (s *Scroll) most() int { return max(s.lines-s.height, 0) }

// Scrolls reports whether the page had more than fits.
func (s *Scroll) Scrolls() bool { return s.most() > 0 }

// Above and Below report whether there is more than is seen, on either side.
func (s *Scroll) Above() bool { return s.top > 0 }
func (s *Scroll) Below() bool { return s.top < s.most() }

// By moves the page by so many lines, and stops at either end.
func (s *Scroll) By(lines int) { s.top = min(max(s.top+lines, 0), s.most()) }

// Home goes back to the top.
func (s *Scroll) Home() { s.top = 0 }

// Update scrolls, and reports whether the key was one for that.
func (s *Scroll) Update(press tea.KeyPressMsg) (taken bool) { return s.Key(press.Keystroke()) }

// Key does so for a key by its name. A page moves by what can be read of it between the
// two lines that count the others.
func (s *Scroll) Key(name string) (taken bool) {
	page := max(s.height-2, 1)
	switch name {
	case "up":
		s.By(-1)
	case "down":
		s.By(1)
	case "pgup":
		s.By(-page)
	case "pgdown", "space":
		s.By(page)
	case "home":
		s.By(-s.lines)
	case "end":
		s.By(s.lines)
	default:
		return false
	}
	return true
}

// Window chooses the lines to show, and remembers how many there are. The line that
// says how many are below names the key that goes there.
func (s *Scroll) Window(lines []string, f Frame, more More) []string {
	s.Fit(len(lines), f.Height)
	below := more.Below
	more.Below = func(n int) string { return below(n) + " " + f.Theme.Signs("↓") }
	visible, _ := WindowSaying(lines, s.top+f.Height/2, f.Height, more)
	return visible
}

// Fit takes the size of the page and of its window before it is drawn.
func (s *Scroll) Fit(lines, height int) {
	s.lines, s.height = lines, height
	s.By(0)
}

// Sees reports whether a line can be read, and not a line that counts others in its
// place.
func (s *Scroll) Sees(line int) bool {
	if !s.Scrolls() {
		return true
	}
	first, last := s.top, s.top+s.height-1
	if s.Above() {
		first++
	}
	if s.Below() {
		last--
	}
	return line >= first && line <= last
}

// Row is the row in which a line is seen, or the nearest there is to it.
func (s *Scroll) Row(line int) int { return min(max(line-s.top, 0), max(s.height-1, 0)) }

// Show scrolls no more than it must for a line to be read.
func (s *Scroll) Show(line int) {
	switch {
	case s.Sees(line):
	case line <= s.top:
		s.top = line - 1
	default:
		s.top = line - s.height + 2
	}
	s.By(0)
}
