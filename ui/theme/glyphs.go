package theme

// Glyphs are the few signs the program draws with, as strings because the
// ASCII form of one may be longer than one cell. A sign never stands alone: a
// word beside it says the same, for people who cannot see it and for fonts
// that do not have it.
//
// Every Unicode sign here is one cell wide and is in the fonts of the Linux
// text console. The tick U+2713, the cross U+2717, the empty circle U+25CB, the
// black diamond U+25C6, half blocks and braille are not there, so they are not
// used.
type Glyphs struct {
	Tick       string    // beside the word "saved"
	Cross      string    // beside the words "not saved"
	Chosen     string    // before the option that is recorded; as wide as Unchosen
	Unchosen   string    // before an option that is not recorded
	Pointer    string    // before the row that the cursor is on
	Up         string    // a rating that is higher than before
	Down       string    // a rating that is lower than before
	Same       string    // a rating that is the same as before
	Help       string    // more help was asked for
	Bullet     string    // before a line of a list
	Dot        string    // between short pieces on one line
	Rule       string    // one cell of a horizontal line
	VRule      string    // one cell of a vertical line
	Ellipsis   string    // text was cut here
	ArrowRight string    // from one thing to the next
	MoreUp     string    // there is more above
	MoreDown   string    // there is more below
	Series     [4]string // points of up to four lines on one chart
}

// Unicode is the set for terminals whose locale is UTF-8.
func Unicode() Glyphs {
	return Glyphs{
		Tick: "●", Cross: "×",
		Chosen: "(●)", Unchosen: "( )", Pointer: "▶",
		Up: "▲", Down: "▼", Same: "=", Help: "!",
		Bullet: "•", Dot: "·", Rule: "─", VRule: "│",
		Ellipsis: "…", ArrowRight: "→", MoreUp: "↑", MoreDown: "↓",
		Series: [4]string{"●", "■", "▲", "♦"},
	}
}

// ASCII is the set for every other terminal.
func ASCII() Glyphs {
	return Glyphs{
		Tick: "*", Cross: "x",
		Chosen: "(x)", Unchosen: "( )", Pointer: ">",
		Up: "^", Down: "v", Same: "=", Help: "!",
		Bullet: "*", Dot: "-", Rule: "-", VRule: "|",
		Ellipsis: "...", ArrowRight: "->", MoreUp: "^", MoreDown: "v",
		Series: [4]string{"o", "#", "^", "+"},
	}
}
