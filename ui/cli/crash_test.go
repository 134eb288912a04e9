package cli

import (
	"errors"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"alongside/dialog"
)

// secret is what a panic may be about.
const secret = "SMITH, Jane"

func failsByValue(s string) error { panic(s) }

func failsByIndex(s string) error {
	var none []string
	return errors.New(none[len(s)])
}

func generic[T any](v T) error { panic(v) }

func TestAPanicIsTold(t *testing.T) {
	faults := map[string]func() error{
		"a text":            func() error { return failsByValue(secret) },
		"an error":          func() error { panic(errors.New(secret)) },
		"of the language":   func() error { return failsByIndex(secret) },
		"in a generic":      func() error { return generic([]string{secret}) },
		"while one is told": func() error { defer func() { panic(secret) }(); panic(secret) },
	}
	codes := map[string]string{}
	for name, do := range faults {
		t.Run(name, func(t *testing.T) {
			var first, second string
			for _, said := range []*string{&first, &second} {
				err := withoutPanic(do)
				if dialog.ErrorCode(err) != dialog.Internal {
					t.Errorf("the code of %v is not Internal", err)
				}
				*said = dialog.ErrorMessage(err)
			}
			code := regexp.MustCompile(`code ([0-9A-Z]{4}-[0-9A-Z]{4}) at ui/cli/crash_test\.go:\d+, version `).FindStringSubmatch(first)
			if code == nil || first != second {
				t.Fatalf("it says %q and then %q", first, second)
			}
			if strings.Contains(first, secret) || strings.Contains(first, "\n") {
				t.Errorf("it says %q", first)
			}
			if other, there := codes[code[1]]; there {
				t.Errorf("it has the same code as %s", other)
			}
			codes[code[1]] = name
		})
	}
	if err := withoutPanic(func() error { return errors.ErrUnsupported }); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("without a panic it gives %v", err)
	}
}

func TestPlaceOfAFault(t *testing.T) {
	tests := map[string]struct {
		function, file, want string
	}{
		"a method":         {"alongside/ui/interview.(*Model).Update", "/x/interview/view.go", "ui/interview/view.go:7"},
		"a closure":        {"alongside/ui.(*Model).stop.func1", "/x/ui/model.go", "ui/model.go:7"},
		"a type argument":  {"alongside/ui/list.Draw[alongside/dialog.Summary]", "/x/list.go", "ui/list/list.go:7"},
		"a major version":  {"alongside/ui/v2.Draw", "/x/draw.go", "ui/v2/draw.go:7"},
		"the built folder": {"alongside/dialog.Apply", "alongside/dialog/entry.go", "dialog/entry.go:7"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := placeOf(runtime.Frame{Function: test.function, File: test.file, Line: 7}); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
