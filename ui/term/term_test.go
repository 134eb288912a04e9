package term_test

import (
	"slices"
	"strings"
	"testing"

	"alongside/ui/term"
)

// env is a terminal that can do everything, changed by pairs NAME=value; a
// value of "-" removes the variable.
func env(changes ...string) term.Env {
	vars := map[string]string{"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}
	for _, c := range changes {
		name, value, _ := strings.Cut(c, "=")
		vars[name] = value
		if value == "-" {
			delete(vars, name)
		}
	}
	return term.Env{
		Get:      func(name string) string { return vars[name] },
		StdinTTY: true, StdoutTTY: true, Width: 80, Height: 24, GOOS: "linux",
	}
}

func with(e term.Env, change func(*term.Env)) term.Env {
	change(&e)
	return e
}

func TestScreen(t *testing.T) {
	tests := map[string]struct {
		env term.Env
		why string // a part of the sentence; empty where there is a screen
	}{
		"a usual terminal":  {env(), ""},
		"linux console":     {env("TERM=linux"), ""},
		"dumb":              {env("TERM=dumb"), `TERM is "dumb"`},
		"unknown":           {env("TERM=unknown"), `TERM is "unknown"`},
		"unset":             {env("TERM=-"), "TERM is not set"},
		"unset on windows":  {with(env("TERM=-"), func(e *term.Env) { e.GOOS = "windows" }), ""},
		"dumb on windows":   {with(env("TERM=dumb"), func(e *term.Env) { e.GOOS = "windows" }), `TERM is "dumb"`},
		"input from a file": {with(env(), func(e *term.Env) { e.StdinTTY = false }), "keyboard"},
		"output to a file":  {with(env(), func(e *term.Env) { e.StdoutTTY = false }), "output goes to a file"},
		"smallest window":   {with(env(), func(e *term.Env) { e.Width, e.Height = 40, 13 }), ""},
		"too narrow":        {with(env(), func(e *term.Env) { e.Width = 39 }), "39 by 24"},
		"too low":           {with(env(), func(e *term.Env) { e.Height = 11 }), "80 by 11"},
		"size not known":    {with(env(), func(e *term.Env) { e.Width, e.Height = 0, 0 }), ""},
		"no colour, screen": {env("NO_COLOR=1"), ""},
		"no utf-8, screen":  {env("LANG=C"), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := term.Detect(test.env)
			if got.Screen != (test.why == "") || got.Screen != (got.Why == "") || !strings.Contains(got.Why, test.why) {
				t.Errorf("got %+v, want a reason with %q", got, test.why)
			}
		})
	}
}

func TestColour(t *testing.T) {
	tests := map[string]struct {
		env  term.Env
		want bool
	}{
		"a usual terminal":         {env(), true},
		"linux console":            {env("TERM=linux"), true},
		"NO_COLOR=1":               {env("NO_COLOR=1"), false},
		"NO_COLOR=yes":             {env("NO_COLOR=yes"), false},
		"NO_COLOR=0 is a value":    {env("NO_COLOR=0"), false},
		"NO_COLOR empty":           {env("NO_COLOR="), true},
		"CLICOLOR=0":               {env("CLICOLOR=0"), false},
		"CLICOLOR=1":               {env("CLICOLOR=1"), true},
		"forced over CLICOLOR=0":   {env("CLICOLOR=0", "CLICOLOR_FORCE=1"), true},
		"not forced by 0":          {env("CLICOLOR=0", "CLICOLOR_FORCE=0"), false},
		"NO_COLOR over forced":     {env("NO_COLOR=1", "CLICOLOR_FORCE=1"), false},
		"dumb":                     {env("TERM=dumb"), false},
		"forced on dumb":           {env("TERM=dumb", "CLICOLOR_FORCE=1"), true},
		"vt100":                    {env("TERM=vt100"), false},
		"one colour by name":       {env("TERM=xterm-mono"), false},
		"to a file":                {with(env(), func(e *term.Env) { e.StdoutTTY = false }), false},
		"TERM unset":               {env("TERM=-"), false},
		"TERM unset on windows":    {with(env("TERM=-"), func(e *term.Env) { e.GOOS = "windows" }), true},
		"NO_COLOR counts windows":  {with(env("TERM=-", "NO_COLOR=1"), func(e *term.Env) { e.GOOS = "windows" }), false},
		"input from a file is not": {with(env(), func(e *term.Env) { e.StdinTTY = false }), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := term.Detect(test.env).Colour; got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestUnicode(t *testing.T) {
	tests := map[string]struct {
		env  term.Env
		want bool
	}{
		"LANG utf-8":                   {env(), true},
		"spelt utf8":                   {env("LANG=en_GB.utf8"), true},
		"with a modifier":              {env("LANG=ca_ES.UTF-8@valencia"), true},
		"C.UTF-8":                      {env("LANG=C.UTF-8"), true},
		"LANG=C":                       {env("LANG=C"), false},
		"latin 1":                      {env("LANG=en_GB.ISO-8859-1"), false},
		"nothing set":                  {env("LANG=-"), false},
		"LC_ALL wins":                  {env("LC_ALL=C"), false},
		"LC_ALL wins the other way":    {env("LANG=C", "LC_CTYPE=C", "LC_ALL=en_GB.UTF-8"), true},
		"LC_CTYPE before LANG":         {env("LC_CTYPE=POSIX"), false},
		"only the codeset in LC_CTYPE": {env("LANG=-", "LC_CTYPE=UTF-8"), true},
		"LC_ALL empty does not count":  {env("LC_ALL="), true},
		"windows":                      {with(env("LANG=-"), func(e *term.Env) { e.GOOS = "windows" }), true},
		"macOS":                        {with(env("LANG=-"), func(e *term.Env) { e.GOOS = "darwin" }), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := term.Detect(test.env).Unicode; got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestWhyIsOneSentence(t *testing.T) {
	for _, e := range []term.Env{env("TERM=dumb"), env("TERM=-"), with(env(), func(e *term.Env) { e.StdinTTY = false })} {
		why := term.Detect(e).Why
		if !strings.HasSuffix(why, ".") || strings.Count(why, ". ") > 0 || strings.Contains(why, "\n") {
			t.Errorf("%q is not one sentence", why)
		}
	}
}

func TestUnset(t *testing.T) {
	if got, want := term.Unset(), []string{"TEA_TRACE", "TEA_DEBUG"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
