package talk

import (
	"context"
	"errors"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Copier shows and writes what a person takes home.
type Copier interface {
	MayCopy() bool      // the worker's role allows it
	CopyFolder() string // the folder that is offered
	PreviewCopy(d *report.Document) []string
	// WriteCopy makes no folder unasked: one that is not there is [report.ErrNoFolder].
	WriteCopy(ctx context.Context, person dialog.ID, d *report.Document, to report.CopyTo) (path string, err error)
}

// TakeHome asks the root for the copy that the person takes home.
type TakeHome struct{}

// The steps of a copy, in order.
const (
	tickingParts = iota
	lookingAtCopy
	askingSafe
	choosingFolder
	makingFolder
	writtenCopy
)

// Copy chooses, with the person, what stands on the paper that they take home. It
// begins with nothing ticked, and what may bring somebody into danger is only ever
// ticked by itself. What the person reads of it is in the language that the copy is
// written in; where the file goes is the worker's, and in English.
type Copy struct {
	*desk
	copier Copier
	rows   []copyRow
	ticked map[report.Part]bool
	large  bool
	text   bool

	step    int
	at      int           // the row that the cursor is on
	read    screen.Scroll // of the preview
	said    string        // why nothing went on, or where the copy is
	preview []string      // as it was shown before the question
	form    *field.Form
	busy    bool
	gone    chan struct{} // closed once the copy is written, or is not
}

// copyRow is a line that can be ticked.
type copyRow struct {
	part  report.Part // "" for how it is printed
	words string
	tick  func(*Copy) *bool // for how it is printed
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Copy)(nil)

// copied says where a copy was written, or why it was not.
type copied struct {
	to   *Copy
	path string
	err  error
}

var (
	keyTick        = screen.Key("space", "tick or untick")
	keyAllOf       = screen.Key("a", "all above the line")
	keyPreview     = screen.Key("enter", "look at it")
	keyFits        = screen.Key("enter", "that is right")
	keyScroll      = screen.Key("↑/↓", "read on", "up", "down", "pgup", "pgdown")
	keyOther       = screen.Key("esc", "choose again", "esc", "left")
	keySafe        = screen.Key("y", "yes, it is safe")
	keyNotSafe     = screen.Key("n", "no: choose again", "n", "esc")
	keyWrite       = screen.Key("enter", "write the file", "enter", "ctrl+s")
	keyMakeFolder  = screen.Key("y", "make the folder")
	keyOtherFolder = screen.Key("n", "type another", "n", "esc")
	keyNoFile      = screen.Key("esc", "write nothing")

	// keyTakeHome is taken at the end of the closing.
	keyTakeHome = screen.Key("y", "a copy to take home")

	keyLanguage = screen.Key("o", "language")

	keyOver = screen.Key("enter", "back", "enter", "esc")
)

const valueFolder = "folder"

// NewCopy makes the screen. Areas without notes have no line for notes. It begins in
// the language that the latest DIALOG was read in.
func NewCopy(o Options, copier Copier) *Copy {
	if len(o.Languages) > 0 {
		o.Text = report.CopyIn(o.Record, o.Languages)
	}
	c := &Copy{desk: newDesk(o), copier: copier, ticked: map[report.Part]bool{}}
	c.list()
	return c
}

// words are those of the language that the copy is written in.
func (c *Copy) words() *instrument.CopyWords { return &c.o.Text.Words.Copy }

// list makes the lines that can be ticked.
func (c *Copy) list() {
	c.rows = nil
	for _, p := range report.Parts() {
		if d, notes := p.Notes(); !notes || report.HasNotes(c.o.Record, d) {
			c.rows = append(c.rows, copyRow{part: p, words: p.Words(c.o.Text)})
		}
	}
	c.rows = append(c.rows, copyRow{words: c.words().Large, tick: func(c *Copy) *bool { return &c.large }},
		copyRow{words: c.words().AsText, tick: func(c *Copy) *bool { return &c.text }})
}

// Init says where the language that it begins in is one that nobody has checked.
func (c *Copy) Init() tea.Cmd { return c.doubted() }

// doubted says so where nobody has checked the language of the copy: it is there for
// made-up people alone.
func (c *Copy) doubted() tea.Cmd {
	if doubt := c.o.Text.Doubt(); doubt != "" && c.o.Text != instrument.English() {
		return screen.Say(screen.Warning, "NOT CHECKED, for made-up people only. "+doubt)
	}
	return nil
}

// otherLanguage goes to the next of the languages. What is ticked stays.
func (c *Copy) otherLanguage() tea.Cmd {
	if len(c.o.Languages) < 2 {
		return nil
	}
	c.o.Text = c.o.Languages[(slices.Index(c.o.Languages, c.o.Text)+1)%len(c.o.Languages)]
	c.list()
	return c.doubted()
}

// Typing is so while the folder is typed.
func (c *Copy) Typing() bool { return c.atFolder() && c.form.Typing() }

// atFolder reports that the folder can be typed, or that it is asked whether to leave it.
func (c *Copy) atFolder() bool { return c.step == choosingFolder && !c.busy }

// Unsaved says what would be lost.
func (c *Copy) Unsaved() string {
	if c.busy {
		return "The copy is still being written."
	}
	return ""
}

// document is the copy as it is ticked now.
func (c *Copy) document() report.Document {
	var parts []report.Part
	for _, p := range report.Parts() {
		if c.ticked[p] {
			parts = append(parts, p)
		}
	}
	return report.Copy(c.o.Record, c.o.Text, parts, dialog.DateOf(c.o.Now()))
}

// Update takes a message.
func (c *Copy) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case copied:
		if m.to == c {
			c.written(m)
		}
		return nil
	case screen.Closing:
		return c.wait()
	}
	if c.atFolder() {
		if _, fresh := msg.(Refresh); !fresh {
			return c.filling(msg)
		}
	}
	cmd, taken := c.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken && !c.busy {
		return c.press(press)
	}
	return cmd
}

// wait waits for what is being written, since the program is about to end.
func (c *Copy) wait() tea.Cmd {
	if !c.busy {
		return nil
	}
	gone := c.gone
	return func() tea.Msg {
		<-gone
		return nil
	}
}

func (c *Copy) press(msg tea.KeyPressMsg) tea.Cmd {
	switch c.step {
	case tickingParts:
		return c.tick(msg)
	case lookingAtCopy:
		c.look(msg)
	case askingSafe:
		switch {
		case key.Matches(msg, keySafe):
			c.step, c.form = choosingFolder, c.folderForm()
		case key.Matches(msg, keyNotSafe):
			c.step, c.said = tickingParts, c.words().NotWritten
		}
	case makingFolder:
		switch {
		case key.Matches(msg, keyMakeFolder):
			c.step = choosingFolder // where it stands while it is written
			return c.write(true)
		case key.Matches(msg, keyOtherFolder):
			c.step = choosingFolder
		}
	case writtenCopy:
		if key.Matches(msg, keyOver) {
			return screen.GoBack
		}
	}
	return nil
}

// tick takes the keys while parts are ticked.
func (c *Copy) tick(msg tea.KeyPressMsg) tea.Cmd {
	c.said = ""
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keyMove):
		if msg.String() == "up" {
			c.at = max(c.at-1, 0)
		} else {
			c.at = min(c.at+1, len(c.rows)-1)
		}
	case key.Matches(msg, keyTick):
		if row := c.rows[c.at]; row.tick != nil {
			on := row.tick(c)
			*on = !*on
		} else {
			c.ticked[row.part] = !c.ticked[row.part]
		}
	case key.Matches(msg, keyAllOf):
		for _, p := range report.PlainParts() {
			c.ticked[p] = true
		}
	case key.Matches(msg, keyLanguage):
		return c.otherLanguage()
	case key.Matches(msg, keyPreview):
		if !slices.ContainsFunc(report.Parts(), func(p report.Part) bool { return c.ticked[p] }) {
			c.said = c.words().NothingTicked
			return nil
		}
		d := c.document()
		c.preview = c.copier.PreviewCopy(&d)
		c.step = lookingAtCopy
		c.read.Home()
	}
	return nil
}

// look takes the keys while the copy is looked at.
func (c *Copy) look(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, keyFits):
		c.step = askingSafe
	case key.Matches(msg, keyOther):
		c.step = tickingParts
	case key.Matches(msg, keyScroll):
		c.read.Update(msg)
	}
}

func (c *Copy) folderForm() *field.Form {
	f := line(valueFolder, "Folder", "Where the file goes, such as a stick. Its name says nothing about anybody.", c.copier.CopyFolder(), false, text.Line)
	form := field.NewForm(f)
	form.Does("write the file", "Writing")
	return form
}

// filling takes messages while the folder is typed.
func (c *Copy) filling(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "enter" && c.Typing() {
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl} // there is nothing else to go on to
	}
	switch c.form.Update(msg) {
	case field.Leave:
		c.step, c.said = tickingParts, c.words().NotWritten
	case field.Save:
		return c.write(false)
	}
	return nil
}

// write writes the copy as it is ticked, which is the one that was looked at.
func (c *Copy) write(makeFolder bool) tea.Cmd {
	d, gone := c.document(), make(chan struct{})
	c.busy, c.gone = true, gone
	copier, person := c.copier, c.o.Record.Person.ID
	to := report.CopyTo{Folder: c.form.Values()[valueFolder], MakeFolder: makeFolder, Large: c.large, Text: c.text}
	return func() tea.Msg {
		defer close(gone)
		path, err := copier.WriteCopy(context.Background(), person, &d, to)
		return copied{to: c, path: path, err: err}
	}
}

// written says where the copy is, or lets the folder be typed again. One that is not
// there is asked about: it may be the stick that is not in.
func (c *Copy) written(m copied) {
	c.busy = false
	if errors.Is(m.err, report.ErrNoFolder) {
		c.step = makingFolder
		return
	}
	if m.err != nil {
		c.form.SetError(valueFolder, dialog.ErrorMessage(m.err))
		return
	}
	c.step, c.said = writtenCopy, text.Show(m.path)
}

// Keys are the keys of the step.
func (c *Copy) Keys() []key.Binding {
	switch c.step {
	case tickingParts:
		keys := []key.Binding{keyTick, keyMove, keyAllOf, keyPreview, keyLeave}
		if len(c.o.Languages) > 1 {
			keys = slices.Insert(keys, 4, keyLanguage)
		}
		return c.spoken(keys)
	case lookingAtCopy:
		return c.spoken([]key.Binding{keyFits, keyScroll, keyOther})
	case askingSafe:
		return c.spoken([]key.Binding{keySafe, keyNotSafe})
	case choosingFolder:
		switch {
		case c.busy:
			return nil
		case c.Typing():
			return []key.Binding{keyWrite, keyNoFile, screen.HelpKeyTyping}
		}
		return c.form.Keys()
	case makingFolder:
		return []key.Binding{keyMakeFolder, keyOtherFolder}
	}
	return []key.Binding{keyOver}
}
