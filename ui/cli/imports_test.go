package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The rooms that are named together in the tables below.
const (
	records = "dialog dialog/text dialog/strict dialog/instrument dialog/report dialog/report/figures dialog/intake dialog/fhir dialog/mhsds"
	stores  = "store store/vault store/backup store/transfer store/central"
	parts   = "ui/chart ui/field ui/keypress ui/list ui/outbox ui/screen ui/term ui/term/input ui/theme"
	screens = "ui/sending ui/audit ui/board ui/caseload ui/handover ui/intake ui/interview ui/person ui/progress ui/settings ui/talk ui/team ui/unlock"
	drawn   = "ui " + parts + " " + screens
	trials  = "dialog/trial dialog/trial/beside store/baddisk" // for tests alone
	drivers = "ui/uitest ui/uitest/counted ui/uitest/golden ui/uitest/memory ui/uitest/single ui/uitest/svg ui/uitest/measure"
)

// mayImport says for each room which rooms of the project it may import. It is the
// table of docs/architecture.md, section Layout; a room that is not here is a mistake
// here or there.
var mayImport = map[string]string{
	"main.go": "ui/cli",

	"dialog":            "dialog/text",
	"dialog/text":       "",
	"dialog/abreast":    "",
	"dialog/strict":     "dialog",
	"dialog/instrument": "dialog dialog/strict dialog/text",
	"dialog/report":     "dialog dialog/instrument dialog/text",
	"dialog/intake":     "dialog dialog/instrument dialog/text",
	"dialog/fhir":       "dialog dialog/instrument",
	"dialog/mhsds":      "dialog dialog/instrument",
	"dialog/demo":       "dialog dialog/instrument",
	"dialog/trial":      "",
	"dialog/pseudo":     "dialog/instrument",

	"dialog/trial/beside": "",

	"dialog/report/figures": "dialog dialog/instrument dialog/text",

	"store":          "dialog dialog/abreast dialog/text store/vault",
	"store/vault":    "",
	"store/backup":   "dialog dialog/abreast store store/vault",
	"store/transfer": "dialog/abreast store store/transfer/parquet " + records,
	"store/central":  "store store/vault dialog dialog/fhir dialog/strict dialog/text",
	"store/baddisk":  "",

	"store/transfer/parquet": "",

	"ui":           records + " " + parts + " " + screens + " ui/plain ui/print",
	"ui/audit":     records + " " + parts,
	"ui/board":     records + " " + parts,
	"ui/caseload":  "dialog/abreast " + records + " " + parts,
	"ui/handover":  "dialog dialog/instrument " + parts,
	"ui/intake":    records + " " + parts,
	"ui/interview": records + " " + parts,
	"ui/person":    records + " " + parts,
	"ui/progress":  records + " " + parts,
	"ui/settings":  records + " " + parts,
	"ui/sending":   records + " " + parts,
	"ui/talk":      records + " " + parts,
	"ui/team":      records + " " + parts,
	"ui/unlock":    records + " " + parts,

	"ui/term":       "dialog/text",
	"ui/term/input": "",
	"ui/theme":      "dialog/text ui/term",
	"ui/screen":     "dialog/text ui/term ui/theme",
	"ui/chart":      "dialog/text ui/term ui/theme ui/screen",
	"ui/field":      "dialog/text ui/term ui/theme ui/screen",
	"ui/keypress":   "dialog/instrument",
	"ui/outbox":     "",
	"ui/list":       "dialog/text ui/term ui/theme ui/screen",

	"ui/plain": records,
	"ui/print": "dialog dialog/report dialog/report/figures dialog/instrument dialog/text",
	"ui/cli":   drawn + " ui/plain ui/print dialog/abreast dialog/demo " + records + " " + stores,

	"ui/uitest":         drawn + " " + records + " " + drivers,
	"ui/uitest/golden":  "",
	"ui/uitest/counted": "dialog",
	"ui/uitest/memory":  records,
	"ui/uitest/single":  parts + " ui/uitest/golden",
	"ui/uitest/svg":     "",

	"ui/uitest/measure": "dialog/trial/beside",
}

// outside says which rooms may import what is not the project's own. Each path stands
// for all packages below it too. A module that is not here needs a line here and a
// reason in docs/architecture.md; of the standard library only what is here is held
// to certain rooms.
var outside = map[string]string{
	"charm.land/bubbletea": drawn + " ui/cli " + drivers,
	"charm.land/bubbles":   drawn + " ui/cli " + drivers,
	"charm.land/lipgloss":  drawn + " ui/cli " + drivers,

	"github.com/charmbracelet/colorprofile": drawn + " ui/cli " + drivers,
	"github.com/charmbracelet/x/ansi":       drawn + " ui/cli " + drivers,

	"database/sql": stores,
	"modernc.org":  stores,

	"github.com/spf13/cobra": "ui/cli",

	"filippo.io/age":            "store/transfer",
	"github.com/hanwen/go-fuse": "store/baddisk",

	"codeberg.org/go-pdf/fpdf": "ui/print",

	"golang.org/x/crypto": "store/vault",

	"golang.org/x/sys":  stores + " store/baddisk ui/cli ui/term",
	"golang.org/x/term": "ui/cli ui/plain ui/term",
	"golang.org/x/text": records + " " + stores + " " + drawn + " ui/plain ui/print ui/cli " + drivers,
}

// impure is what the record must do without: files, the network and randomness come
// to it as values. What its tests use is their own affair.
const impure = "os net/http crypto/rand math/rand syscall"

// pureEnough is what one room of the record has of that all the same.
var pureEnough = map[string]string{
	"dialog/demo":  "math/rand",    // with a fixed seed: the same people every time
	"dialog/trial": "math/rand os", // for tests alone

	"dialog/trial/beside": "os", // likewise
}

// testModules may be used by the tests of every room.
const testModules = "github.com/google/go-cmp pgregory.net/rapid github.com/rogpeppe/go-internal github.com/creack/pty " +
	"github.com/charmbracelet/x/ansi github.com/parquet-go/parquet-go"

// large is what the program must do without, by way of what it imports too: it would be
// a third as large again. Templates look for methods by their names at run time, so with
// them every exported method of every type stays in the program; cobra imports the plain
// ones for those who set a template, and they are left out where nobody does.
const large = "html/template github.com/parquet-go"

// listed is what go list says of one package.
type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func TestImportDirections(t *testing.T) {
	readFolders(t)
	found := map[string][]string{} // the systems by finding
	for _, goos := range []string{"linux", "darwin", "windows"} {
		packages := goList(t, goos, "./...")
		if len(packages) == 0 {
			t.Fatalf("go list found no packages for %s", goos)
		}
		for _, finding := range check(packages) {
			found[finding] = append(found[finding], goos)
		}
	}
	for _, finding := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s (%s)", finding, strings.Join(found[finding], ", "))
	}
}

// readFolders reads every folder that may hold packages. A cached verdict of a test
// stands as long as what the test process itself has read is unchanged, and it is
// another process, go list, that reads the sources.
func readFolders(t *testing.T) {
	t.Helper()
	for _, top := range []string{"dialog", "store", "ui"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(_ string, _ fs.DirEntry, err error) error { return err })
		if err != nil {
			t.Fatalf("failed to read the tree: %v", err)
		}
	}
}

// goList reads packages as they are built for one system.
func goList(t *testing.T, goos string, which ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports,TestImports,XTestImports"}, which...)...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("failed to list packages: %v\n%s", err, complaint.String())
	}
	var packages []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("failed to read the list of packages: %v", err)
		}
		packages = append(packages, p)
	}
}

// check names every import that the tables forbid, each with the room it stands in.
func check(packages []listed) []string {
	var findings []string
	for _, p := range packages {
		r := roomOf(p.ImportPath)
		if _, known := mayImport[r]; !known {
			findings = append(findings, fmt.Sprintf("%s is not a room of the table", r))
			continue
		}
		for _, path := range p.Imports {
			if reason := forbidden(r, path); reason != "" {
				findings = append(findings, fmt.Sprintf("%s imports %s: %s", r, path, reason))
			}
		}
		for _, path := range union(p.TestImports, p.XTestImports) {
			if reason := forbiddenInTests(r, path); reason != "" {
				findings = append(findings, fmt.Sprintf("the tests of %s import %s: %s", r, path, reason))
			}
		}
	}
	return findings
}

// Nothing that the program is made of brings in what makes it large.
func TestTheProgramIsMadeOfLittle(t *testing.T) {
	readFolders(t)
	for _, p := range goList(t, "linux", "-deps", "alongside") {
		if within(p.ImportPath, large) {
			t.Errorf("%s is in the program", p.ImportPath)
		}
		if slices.Contains(p.Imports, "text/template") && p.ImportPath != "github.com/spf13/cobra" {
			t.Errorf("%s imports text/template", p.ImportPath)
		}
	}
}

// forbidden says why a room may not import a path, or nothing.
func forbidden(r, path string) string {
	switch {
	case isOurs(path):
		if !among(roomOf(path), mayImport[r]) {
			return "the table does not allow it"
		}
	case within(r, "dialog") && within(path, impure) && !within(path, pureEnough[r]):
		return "the record is pure"
	default:
		return forbiddenOutside(r, path)
	}
	return ""
}

// forbiddenInTests is forbidden for the tests of a room, which may besides import the
// room, the record, in ui what drives the program, and in store the disk that fails.
func forbiddenInTests(r, path string) string {
	target := roomOf(path)
	switch {
	case isOurs(path) && (target == r || within(target, "dialog")):
		return ""
	case among(target, drivers) && within(r, "ui"), among(target, trials) && within(r, "store"):
		return ""
	case isOurs(path):
		return forbidden(r, path)
	case within(path, testModules):
		return ""
	}
	return forbiddenOutside(r, path)
}

// forbiddenOutside is forbidden for what is not the project's own.
func forbiddenOutside(r, path string) string {
	for prefix, rooms := range outside {
		if within(path, prefix) {
			if among(r, rooms) {
				return ""
			}
			return "it is for other rooms"
		}
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return "this module is not in the table"
	}
	return "" // of the standard library
}

// roomOf is the name of a package in the tables.
func roomOf(path string) string {
	if path == "alongside" {
		return "main.go"
	}
	return strings.TrimPrefix(path, "alongside/")
}

func isOurs(path string) bool { return path == "alongside" || strings.HasPrefix(path, "alongside/") }

// among says whether a room is one of those named.
func among(r, rooms string) bool { return slices.Contains(strings.Fields(rooms), r) }

// within says whether a path is one of those named or below it.
func within(path, paths string) bool {
	return slices.ContainsFunc(strings.Fields(paths), func(p string) bool {
		return path == p || strings.HasPrefix(path, p+"/")
	})
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestImportCheckFindsViolations(t *testing.T) {
	const ours = "alongside/"
	tests := map[string]struct {
		give listed
		want string // the one finding, or none
	}{
		"allowed": {give: listed{ImportPath: ours + "store", Imports: []string{"database/sql", ours + "dialog", "modernc.org/sqlite"}}},
		"allowed in tests": {give: listed{
			ImportPath: ours + "ui/list", XTestImports: []string{ours + "ui/list", ours + "ui/uitest", ours + "dialog", "pgregory.net/rapid"},
		}},
		"unknown room": {
			give: listed{ImportPath: ours + "ui/wizard"},
			want: "ui/wizard is not a room of the table",
		},
		"record to store": {
			give: listed{ImportPath: ours + "dialog", Imports: []string{ours + "store"}},
			want: "dialog imports alongside/store: the table does not allow it",
		},
		"screen to store": {
			give: listed{ImportPath: ours + "ui/person", Imports: []string{ours + "store"}},
			want: "ui/person imports alongside/store: the table does not allow it",
		},
		"screen to screen": {
			give: listed{ImportPath: ours + "ui/person", Imports: []string{ours + "ui/interview"}},
			want: "ui/person imports alongside/ui/interview: the table does not allow it",
		},
		"root to store": {
			give: listed{ImportPath: ours + "ui", Imports: []string{ours + "store"}},
			want: "ui imports alongside/store: the table does not allow it",
		},
		"main to store": {
			give: listed{ImportPath: "alongside", Imports: []string{ours + "ui/cli", ours + "store"}},
			want: "main.go imports alongside/store: the table does not allow it",
		},
		"driver outside tests": {
			give: listed{ImportPath: ours + "ui/cli", Imports: []string{ours + "ui/uitest"}},
			want: "ui/cli imports alongside/ui/uitest: the table does not allow it",
		},
		"driver in the tests of the record": {
			give: listed{ImportPath: ours + "dialog", XTestImports: []string{ours + "ui/uitest"}},
			want: "the tests of dialog import alongside/ui/uitest: the table does not allow it",
		},
		"store in the tests of a screen": {
			give: listed{ImportPath: ours + "ui/person", TestImports: []string{ours + "store"}},
			want: "the tests of ui/person import alongside/store: the table does not allow it",
		},
		"randomness in the record": {
			give: listed{ImportPath: ours + "dialog/report", Imports: []string{"math/rand/v2"}},
			want: "dialog/report imports math/rand/v2: the record is pure",
		},
		"made-up people with a fixed seed": {
			give: listed{ImportPath: ours + "dialog/demo", Imports: []string{"math/rand/v2", "crypto/rand"}},
			want: "dialog/demo imports crypto/rand: the record is pure",
		},
		"a disk that fails in the tests of the store": {give: listed{ImportPath: ours + "store/backup", XTestImports: []string{ours + "store/baddisk", ours + "dialog/trial"}}},
		"a disk that fails in the store": {
			give: listed{ImportPath: ours + "store", Imports: []string{ours + "store/baddisk"}},
			want: "store imports alongside/store/baddisk: the table does not allow it",
		},
		"files in the tests of the record": {give: listed{ImportPath: ours + "dialog/text", TestImports: []string{"os"}}},
		"sql in the tests of ui": {
			give: listed{ImportPath: ours + "ui", TestImports: []string{"database/sql"}},
			want: "the tests of ui import database/sql: it is for other rooms",
		},
		"screens in plain mode": {
			give: listed{ImportPath: ours + "ui/plain", Imports: []string{"charm.land/bubbletea/v2"}},
			want: "ui/plain imports charm.land/bubbletea/v2: it is for other rooms",
		},
		"driver of another database": {
			give: listed{ImportPath: ours + "ui/cli", Imports: []string{"modernc.org/sqlite/lib"}},
			want: "ui/cli imports modernc.org/sqlite/lib: it is for other rooms",
		},
		"first major version of the library": {
			give: listed{ImportPath: ours + "ui", Imports: []string{"github.com/charmbracelet/bubbletea"}},
			want: "ui imports github.com/charmbracelet/bubbletea: this module is not in the table",
		},
		"module in the record": {
			give: listed{ImportPath: ours + "dialog", Imports: []string{"golang.org/x/text/cases", "golang.org/x/sys/unix"}},
			want: "dialog imports golang.org/x/sys/unix: it is for other rooms",
		},
		"test module outside tests": {
			give: listed{ImportPath: ours + "dialog", Imports: []string{"pgregory.net/rapid"}},
			want: "dialog imports pgregory.net/rapid: this module is not in the table",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(check([]listed{test.give}), "\n"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// The directions that no line of the table may loosen.
func TestImportTableKeepsItsPromises(t *testing.T) {
	for _, r := range slices.Sorted(maps.Keys(mayImport)) {
		for _, target := range strings.Fields(mayImport[r]) {
			_, known := mayImport[target]
			switch {
			case !known:
				t.Errorf("%s may import %s, which is not a room", r, target)
			case among(target, drivers) && !among(r, drivers):
				t.Errorf("%s may import %s, which is for tests", r, target)
			case within(r, "dialog") && !within(target, "dialog"):
				t.Errorf("the record (%s) may import %s", r, target)
			case within(target, "store") && !within(r, "store") && r != "ui/cli":
				t.Errorf("%s may import %s; only ui/cli joins the store to the screens", r, target)
			case within(r, "store") && within(target, "ui"):
				t.Errorf("the store (%s) may import %s", r, target)
			case among(r, screens) && among(target, screens):
				t.Errorf("a screen (%s) may import another (%s)", r, target)
			}
		}
	}
}

// main.go starts ui/cli and does nothing else.
func TestMainIsShort(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n >= 60 {
		t.Errorf("main.go has %d lines, which is not under 60", n)
	}
}
