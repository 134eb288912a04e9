package cli

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestEveryCommandHasAnExample looks at every command, those of cobra included.
func TestEveryCommandHasAnExample(t *testing.T) {
	root := newRoot(Env{Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now}, &flags{})
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		if c.Example == "" || c.Short == "" {
			t.Errorf("%s has no example or no short description", c.CommandPath())
		}
		for _, name := range []string{"data", "demo"} {
			if c.Flag(name) == nil && c.InheritedFlags().Lookup(name) == nil {
				t.Errorf("%s does not take --%s", c.CommandPath(), name)
			}
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(root)
	if !strings.Contains(root.Long, "DIALOG") {
		t.Error("the help does not say what the program is for")
	}
}

func TestFolder(t *testing.T) {
	env := func(goos string, vars map[string]string) Env {
		return Env{GOOS: goos, Getenv: func(name string) string { return vars[name] }}
	}
	for name, tt := range map[string]struct {
		flags flags
		env   Env
		want  string
	}{
		"linux":            {flags{}, env("linux", map[string]string{"HOME": "/h"}), "/h/.local/share/alongside"},
		"linux with XDG":   {flags{}, env("linux", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "/x"}), "/x/alongside"},
		"a relative XDG":   {flags{}, env("linux", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "x"}), "/h/.local/share/alongside"},
		"macOS":            {flags{}, env("darwin", map[string]string{"HOME": "/h"}), "/h/Library/Application Support/alongside"},
		"the demo apart":   {flags{demo: true}, env("linux", map[string]string{"HOME": "/h"}), "/h/.local/share/alongside-demo"},
		"a folder named":   {flags{data: "/d", demo: true}, env("linux", nil), "/d"},
		"nowhere to be":    {flags{}, env("linux", nil), ""},
		"nowhere on a Mac": {flags{}, env("darwin", nil), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tt.flags.folder(tt.env)
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("the folder is %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}
