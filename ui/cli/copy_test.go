package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/dialog/report"
)

// Nothing about somebody real is written unless whoever asks for it says that it is
// safe to take home.
func TestSafeToTakeHomeIsAskedFirst(t *testing.T) {
	for name, test := range map[string]struct {
		demo, asked bool
		refused     bool
	}{
		"real, not said":    {false, false, true},
		"real, said":        {false, true, false},
		"made up, not said": {true, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := &flags{demo: test.demo}
			err := f.askWhetherSafe(Env{Out: io.Discard, Err: io.Discard}, &report.Document{}, test.asked)
			if (err != nil) != test.refused {
				t.Errorf("it was answered with %v", err)
			}
		})
	}
}

// Only yes and no are answers; anything else is asked again.
func TestYesOrNoIsAskedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		typed string
		want  bool
		asked int
		ended bool
	}{
		"y":                     {"y\n", true, 1, false},
		"YES":                   {"YES\n", true, 1, false},
		"n":                     {"n\n", false, 1, false},
		"Enter, then y":         {"\ny\n", true, 2, false},
		"something else, no":    {"perhaps\n no \n", false, 2, false},
		"nothing more is typed": {"\n", false, 2, true},
	} {
		t.Run(name, func(t *testing.T) {
			in, typing, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if _, err := typing.WriteString(test.typed); err != nil {
				t.Fatal(err)
			}
			typing.Close()
			var asked strings.Builder
			a := &asker{in: in, out: &asked}
			got, err := a.yes("Is it safe? ")
			if got != test.want || (err != nil) != test.ended || strings.Count(asked.String(), "safe?") != test.asked {
				t.Errorf("got %t, %v after %q", got, err, asked.String())
			}
		})
	}
}

func TestCopiesNeverReplaceAFile(t *testing.T) {
	dir := t.TempDir()
	names := map[string]bool{}
	for range 3 {
		path, err := reserve(dir, "alongside-copy-2026-11-25.pdf")
		if err != nil {
			t.Fatal(err)
		}
		names[filepath.Base(path)] = true
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("it can be read by others: %v, %v", info.Mode(), err)
		}
	}
	for _, want := range []string{"alongside-copy-2026-11-25.pdf", "alongside-copy-2026-11-25-2.pdf", "alongside-copy-2026-11-25-3.pdf"} {
		if !names[want] {
			t.Errorf("there is no %s among %v", want, names)
		}
	}
	if _, err := reserve(filepath.Join(dir, "nowhere"), "a.pdf"); err == nil {
		t.Error("a folder that is not there was taken")
	}
}

// A folder is made only where somebody was asked, and never under the name of a file.
func TestTheFolderOfACopy(t *testing.T) {
	dir := t.TempDir()
	c := &copies{record: filepath.Join(dir, "record")}
	for _, test := range []struct {
		name, folder string
		makeIt       bool
		want         dialog.Code
	}{
		{"there", "", false, ""},
		{"that of the record", "record", true, dialog.Invalid},
		{"not there", "stikc", false, dialog.NotFound},
		{"a file", "c.pdf", true, dialog.Invalid},
		{"a file in capitals", "C.TXT", true, dialog.Invalid},
		{"not there, nor what it would lie in", "no/such", true, dialog.NotFound},
		{"to be made", "new", true, ""},
		{"made", "new", false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(dir, test.folder)
			_, before := os.Stat(path)
			_, err := c.folder(report.CopyTo{Folder: path, MakeFolder: test.makeIt})
			if dialog.ErrorCode(err) != test.want {
				t.Errorf("it was answered with %v", err)
			}
			if _, after := os.Stat(path); (before == nil) != (after == nil) && test.want != "" {
				t.Error("something was made")
			}
		})
	}
}

// The language of a copy is the one that is named, and one that is not offered is
// refused, not replaced.
func TestTheLanguageThatIsNamed(t *testing.T) {
	offered := []*instrument.Text{instrument.English(), pseudo.Checked()}
	for tag, want := range map[string]string{"": "en", "en": "en", pseudo.Tag: pseudo.Tag, "EN-X-PSEUDO": pseudo.Tag, "cy": ""} {
		got, err := copyWords(&dialog.Record{}, offered, tag)
		switch {
		case want == "" && (dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), "alongside languages")):
			t.Errorf("%q is answered with %v", tag, err)
		case want != "" && (err != nil || got.Tag != want):
			t.Errorf("%q gives %v, %v", tag, got, err)
		}
	}
}
