// Package term decides what the terminal can do, from the environment it is
// given. It reads no environment of its own, so the same environment always
// gives the same answer.
//
// The terminal libraries decide some of this too, but not as people are
// promised: they read NO_COLOR as a yes-or-no word, so that NO_COLOR=yes keeps
// colour, and they draw a full screen on a terminal that says it is dumb. So
// the program decides here and tells them.
package term

import (
	"fmt"
	"slices"
	"strings"
)

// MinWidth and MinHeight are the smallest window, in cells, that the screens
// can be used in.
const (
	MinWidth  = 40
	MinHeight = 13
)

// Env is what there is to decide from.
type Env struct {
	// Get returns an environment variable, empty when it is not set.
	Get func(string) string
	// StdinTTY and StdoutTTY report that standard input and output are
	// terminals.
	StdinTTY, StdoutTTY bool
	// Width and Height are the size of the window in cells, 0 when not known.
	Width, Height int
	// GOOS is the operating system, as runtime.GOOS names it.
	GOOS string
}

// Mode is what the terminal can do.
type Mode struct {
	// Screen reports that full screens can be drawn and keys can be read.
	Screen bool
	// Why says in one sentence why Screen is false. It is empty otherwise.
	Why string
	// Colour reports that colour can be shown and is wanted.
	Colour bool
	// Unicode reports that signs outside ASCII can be shown.
	Unicode bool
}

// Detect decides what the terminal can do.
func Detect(e Env) Mode {
	why := whyNoScreen(e)
	return Mode{Screen: why == "", Why: why, Colour: colour(e), Unicode: unicode(e)}
}

// Unset lists the environment variables to remove before the program starts:
// with them the terminal library writes all that is shown, or what is known of
// a crash, into files. Both would hold what people said.
func Unset() []string { return []string{"TEA_TRACE", "TEA_DEBUG"} }

func whyNoScreen(e Env) string {
	name := e.Get("TERM")
	switch {
	case !e.StdinTTY:
		return "The keyboard is not connected to this program, because its input comes from a file or another program."
	case !e.StdoutTTY:
		return "There is no screen to draw on, because the output goes to a file or another program."
	case name == "" && e.GOOS != "windows":
		return "The terminal does not say what it is (TERM is not set), so full screens cannot be drawn."
	case name == "dumb" || name == "unknown":
		return fmt.Sprintf("This terminal cannot show full screens (TERM is %q).", name)
	case tooSmall(e):
		return fmt.Sprintf("The window is %d by %d characters; full screens need at least %d by %d.", e.Width, e.Height, MinWidth, MinHeight)
	}
	return ""
}

func tooSmall(e Env) bool {
	known := e.Width > 0 && e.Height > 0
	return known && (e.Width < MinWidth || e.Height < MinHeight)
}

// colour follows no-color.org, where any value of NO_COLOR means no colour, and
// bixense.com/clicolors for the other two.
func colour(e Env) bool {
	force := e.Get("CLICOLOR_FORCE")
	name := e.Get("TERM")
	switch {
	case e.Get("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case e.Get("CLICOLOR") == "0", !e.StdoutTTY, oneColour(name):
		return false
	}
	return name != "" || e.GOOS == "windows"
}

// oneColour reports the terminals that have no colours.
func oneColour(name string) bool {
	return slices.Contains([]string{"dumb", "unknown", "vt52", "vt100", "vt102", "vt220", "vt320"}, name) ||
		strings.HasSuffix(name, "-m") || strings.HasSuffix(name, "-mono")
}

// unicode reads the locale in the order that POSIX gives: the first variable
// that has a value decides.
func unicode(e Env) bool {
	if e.GOOS == "windows" || e.GOOS == "darwin" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := e.Get(name); locale != "" {
			locale = strings.ToLower(locale)
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return false
}
