package cli_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// safetyFolder holds the safety case. Its hazard log is read by people and by the
// tests below, which hold each control that it claims to a test that shows it.
var safetyFolder = filepath.Join("..", "..", "docs", "safety")

// ranFile is what .ci/run has written down of a run of all tests: a line for each
// test that passed or was skipped, with the verdict, the package and the name.
var ranFile = flag.String("ran", "", "a file of the tests that passed and were skipped")

// checkHazards names what is wrong with a hazard log that could be read. The
// functions of a room are those in its files of tests.
func checkHazards(hazards []hazard, functions func(room string) map[string]*ast.FuncDecl) (findings []string) {
	for i, h := range hazards {
		say := func(format string, args ...any) { findings = append(findings, h.id+": "+fmt.Sprintf(format, args...)) }
		if want := fmt.Sprintf("H%d", i+1); h.id != want {
			say("stands in the place of %s; numbers are given once and in order", want)
		}
		if h.title == "" || h.harm == "" || h.open == "" || len(h.causes) == 0 || len(h.controls) == 0 {
			say("lacks a title, a harm, a cause, a control or what is left open")
		}
		if h.after.severity > h.before.severity || h.after.likelihood > h.before.likelihood {
			say("controls make it worse")
		}
		if built := slices.ContainsFunc(h.controls, func(c control) bool { return c.built }); !built && h.after != h.before {
			say("nothing is built, and yet the risk is less")
		}
		for j, c := range h.controls {
			if want := fmt.Sprintf("%s.C%d", h.id, j+1); c.id != want {
				say("%s stands in the place of %s", c.id, want)
			}
			if c.says == "" {
				say("%s says nothing", c.id)
			}
			for _, n := range c.tests {
				if what := wrongWith(functions(n.room)[n.name]); what != "" {
					say("%s: %s %s", c.id, n, what)
				}
			}
		}
	}
	return findings
}

// wrongWith says why a function cannot show anything, or nothing.
func wrongWith(f *ast.FuncDecl) string {
	switch {
	case f == nil:
		return "is not in the tree"
	case f.Recv != nil || len(f.Type.Params.List) != 1 || len(f.Type.Params.List[0].Names) != 1:
		return "is not a test"
	case len(f.Body.List) == 0:
		return "is empty"
	case alwaysSkips(f.Body.List, f.Type.Params.List[0].Names[0].Name):
		return "is always skipped"
	}
	return ""
}

// alwaysSkips reports whether statements that run in any case skip the test.
func alwaysSkips(statements []ast.Stmt, t string) bool {
	for _, s := range statements {
		if block, ok := s.(*ast.BlockStmt); ok && alwaysSkips(block.List, t) {
			return true
		}
		e, ok := s.(*ast.ExprStmt)
		if !ok {
			continue
		}
		call, ok := e.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, f.Sel.Name) {
			continue
		}
		if x, ok := f.X.(*ast.Ident); ok && x.Name == t {
			return true
		}
	}
	return false
}

// testsOf reads the functions in the files of tests of a room, once for each room.
func testsOf(t *testing.T) func(room string) map[string]*ast.FuncDecl {
	read := map[string]map[string]*ast.FuncDecl{}
	return func(room string) map[string]*ast.FuncDecl {
		if found, ok := read[room]; ok {
			return found
		}
		read[room] = map[string]*ast.FuncDecl{}
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(room), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatalf("failed to read the tests of %s: %v", room, err)
			}
			addFunctions(read[room], f)
		}
		return read[room]
	}
}

func addFunctions(to map[string]*ast.FuncDecl, f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			to[fn.Name.Name] = fn
		}
	}
}

// hazardLog reads the hazard log of the project.
func hazardLog(t *testing.T) []hazard {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(safetyFolder, "hazards.md"))
	if err != nil {
		t.Fatal(err)
	}
	hazards, findings := readHazards(string(b))
	for _, f := range findings {
		t.Error(f)
	}
	if len(hazards) < 20 {
		t.Errorf("the hazard log has %d hazards; one that was found stays in it, even when nothing is left of it", len(hazards))
	}
	return hazards
}

// Every control that the hazard log says is built names tests, and each of them is
// in the tree and does something.
func TestEveryControlNamesItsTests(t *testing.T) {
	for _, f := range checkHazards(hazardLog(t), testsOf(t)) {
		t.Error(f)
	}
}

// Controls and files that the safety case speaks of are there.
func TestTheSafetyCasePointsAtWhatIsThere(t *testing.T) {
	known := map[string]bool{}
	for _, h := range hazardLog(t) {
		known[h.id] = true
		for _, c := range h.controls {
			known[c.id] = true
		}
	}
	err := filepath.WalkDir(safetyFolder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, id := range regexp.MustCompile(`\bH\d+(\.C\d+)?\b`).FindAllString(string(b), -1) {
			if !known[id] {
				t.Errorf("%s speaks of %s, which is not in the hazard log", e.Name(), id)
			}
		}
		for _, m := range regexp.MustCompile(`\]\(([^):#]+)[^)]*\)`).FindAllStringSubmatch(string(b), -1) {
			if _, err := os.Stat(filepath.Join(safetyFolder, filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s points at %s: %v", e.Name(), m[1], err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// claimed finds the cells of a table that say what shows a claim, and the ranges
// of controls in them.
var (
	claimed = regexp.MustCompile(`(?m)\| (?:shown by tests: )?(H\d+\.C\d[^|]*) \|`)
	ranges  = regexp.MustCompile(`(H\d+)\.C(\d+)(?: to H\d+\.C(\d+))?`)
)

// unshown names the controls that a safety case claims and that are not built.
func unshown(hazards []hazard, text string) (findings []string) {
	built := map[string]bool{}
	for _, h := range hazards {
		for _, c := range h.controls {
			built[c.id] = c.built
		}
	}
	for _, cell := range claimed.FindAllStringSubmatch(text, -1) {
		for _, m := range ranges.FindAllStringSubmatch(cell[1], -1) {
			first, _ := strconv.Atoi(m[2])
			last, err := strconv.Atoi(m[3])
			if err != nil {
				last = first
			}
			for n := first; n <= last; n++ {
				if id := fmt.Sprintf("%s.C%d", m[1], n); !built[id] {
					findings = append(findings, id+" is claimed and not built")
				}
			}
		}
	}
	return findings
}

// What the safety case rests a claim on is built.
func TestTheSafetyCaseClaimsWhatIsBuilt(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(safetyFolder, "safety-case.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(claimed.FindAllString(string(b), -1)); n < 10 {
		t.Errorf("only %d claims are found", n)
	}
	for _, f := range unshown(hazardLog(t), string(b)) {
		t.Error(f)
	}
	sound, _ := readHazards(soundLog)
	finds(t, unshown(sound, "| It is hard | H1.C1 | |\n"), "")
	finds(t, unshown(sound, "| It is hard | shown by tests: H1.C1 to H1.C3, H2.C1 |"), "H1.C2 is claimed and not built\nH1.C3 is claimed and not built\nH2.C1 is claimed")
}

// didNotRun names the tests of the hazard log that did not pass in a run, or of
// which a part was skipped. Each line of a run is a verdict, a package and a test.
func didNotRun(hazards []hazard, ran string) (findings []string) {
	passed, skipped := map[string]bool{}, map[string]string{}
	for line := range strings.Lines(ran) {
		f := strings.Fields(line)
		if len(f) != 3 {
			findings = append(findings, fmt.Sprintf("%q is not a verdict, a package and a test", line))
			continue
		}
		whole, _, _ := strings.Cut(f[2], "/")
		name := strings.TrimPrefix(f[1], "alongside/") + "." + whole
		switch f[0] {
		case "pass":
			passed[name] = true
		case "skip":
			skipped[name] = f[2]
		}
	}
	for _, h := range hazards {
		for _, c := range h.controls {
			for _, n := range c.tests {
				if part := skipped[n.String()]; part != "" {
					findings = append(findings, fmt.Sprintf("%s: %s was skipped in %s", c.id, part, n.room))
				} else if !passed[n.String()] {
					findings = append(findings, fmt.Sprintf("%s: %s did not run", c.id, n))
				}
			}
		}
	}
	return findings
}

// TestNamedTestsRan holds the check of a run to what it has to find and, where
// .ci/run has given it a run, that run to the hazard log.
func TestNamedTestsRan(t *testing.T) {
	hazards, _ := readHazards(soundLog)
	const all = "pass alongside/dialog TestOne\npass alongside/ui/plain TestTwo\n"
	for name, tt := range map[string]struct{ ran, want string }{
		"all ran":             {all + "pass alongside/ui TestOther\nskip alongside/ui TestOther/part\n", ""},
		"nothing ran":         {"", "H1.C1: dialog.TestOne did not run"},
		"one did not":         {"pass alongside/dialog TestOne\n", "H1.C1: ui/plain.TestTwo did not run"},
		"one was skipped":     {"pass alongside/dialog TestOne\nskip alongside/ui/plain TestTwo\n", "TestTwo was skipped in ui/plain"},
		"a part was skipped":  {all + "skip alongside/dialog TestOne/as_root\n", "H1.C1: TestOne/as_root was skipped in dialog"},
		"in another room":     {"pass alongside/ui TestOne\npass alongside/ui/plain TestTwo\n", "H1.C1: dialog.TestOne did not run"},
		"a line is cut short": {all + "pass alongside/dialog\n", "is not a verdict"},
	} {
		t.Run(name, func(t *testing.T) {
			finds(t, didNotRun(hazards, tt.ran), tt.want)
		})
	}
	if *ranFile == "" {
		return
	}
	b, err := os.ReadFile(*ranFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range didNotRun(hazardLog(t), string(b)) {
		t.Error(f)
	}
}

// finds says whether a check found what it had to, or nothing.
func finds(t *testing.T, findings []string, want string) {
	t.Helper()
	if got := strings.Join(findings, "\n"); want == "" && got != "" || !strings.Contains(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// soundLog is a hazard log in which nothing is wrong.
const soundLog = `
# Hazards

What stands here is not read.

## H1: Something may go wrong

**Harm:** Somebody is hurt
by it.

**Causes:**

- One thing.
- Another,
  in two lines.

**Controls:**

- **H1.C1** It is made hard.
  Shown by ` + "`dialog.TestOne`, `ui/plain.TestTwo`" + `.
- **H1.C2** It will be made harder. Not built yet.

**Before controls:** severity major, likelihood medium.

**With what is built:** severity major, likelihood very low. A word on why.

**Left open:** Much.
`

func TestSafetyCheckReadsTheHazardLog(t *testing.T) {
	got, findings := readHazards(soundLog)
	finds(t, findings, "")
	want := []hazard{{
		id: "H1", title: "Something may go wrong", harm: "Somebody is hurt by it.", causes: []string{"One thing.", "Another, in two lines."},
		controls: []control{
			{"H1.C1", "It is made hard.", []namedTest{{"dialog", "TestOne"}, {"ui/plain", "TestTwo"}}, true},
			{"H1.C2", "It will be made harder.", nil, false},
		},
		before: risk{3, 2}, after: risk{3, 0}, open: "Much.",
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(hazard{}, control{}, namedTest{}, risk{})); diff != "" {
		t.Error(diff)
	}
}

func TestSafetyCheckFindsMistakes(t *testing.T) {
	const two = "`ui/plain.TestTwo`"
	for name, tt := range map[string]struct{ was, is, want string }{
		"nothing":                    {"", "", ""},
		"a test that is gone":        {two, "`ui/plain.TestGone`", "H1.C1: ui/plain.TestGone is not in the tree"},
		"a test of another room":     {two, "`ui.TestTwo`", "ui.TestTwo is not in the tree"},
		"a test that is skipped":     {two, "`ui/plain.TestSkipped`", "ui/plain.TestSkipped is always skipped"},
		"a test skipped in a block":  {two, "`ui/plain.TestSkippedInside`", "is always skipped"},
		"an empty test":              {two, "`ui/plain.TestEmpty`", "is empty"},
		"a helper":                   {two, "`ui/plain.TestHelper`", "is not a test"},
		"a test that may be skipped": {two, "`ui/plain.TestWithCause`", ""},
		"no test":                    {", " + two, "", ""},
		"no test at all":             {"Shown by `dialog.TestOne`, " + two + ".", "", "H1.C1 has neither a test nor"},
		"no name of a test":          {two, "testing", "testing is not the name of a test"},
		"no room":                    {two, "`TestTwo`", "is not the name of a test"},
		"built and not built":        {two + ".", two + ". Not built yet.", "H1.C1 is not built, so no test can show it"},
		"a control out of order":     {"H1.C2", "H1.C3", "H1.C3 stands in the place of H1.C2"},
		"a control of another":       {"H1.C2", "H2.C2", "H2.C2 stands in the place of H1.C2"},
		"a control without a number": {"**H1.C2** ", "", "does not begin with the number"},
		"a control that says naught": {"It will be made harder. ", "", "H1.C2 says nothing"},
		"a hazard out of order":      {"## H1:", "## H2:", "H2: stands in the place of H1"},
		"no cause":                   {"- One thing.\n- Another,\n  in two lines.", "", "lacks a title, a harm, a cause"},
		"no harm":                    {"Somebody is hurt\nby it.", "", "lacks a title, a harm"},
		"nothing left open":          {"Much.", "", "or what is left open"},
		"a part out of place":        {"**Causes:**", "**Reasons:**", "\"Reasons\" is out of place"},
		"a word off the scale":       {"likelihood medium", "likelihood moderate", "not on the scale"},
		"no likelihood":              {", likelihood medium", "", "is no severity and likelihood"},
		"no better with controls":    {"likelihood medium", "likelihood very low", ""},
		"worse with controls":        {"severity major, likelihood very low", "severity catastrophic, likelihood very low", "controls make it worse"},
		"less without controls":      {"It is made hard.\n  Shown by `dialog.TestOne`, " + two + ".", "It is made hard. Not built yet.", "nothing is built, and yet the risk is less"},
	} {
		t.Run(name, func(t *testing.T) {
			log := strings.Replace(soundLog, tt.was, tt.is, 1)
			if tt.was != tt.is && log == soundLog {
				t.Fatal("there is nothing to replace")
			}
			hazards, findings := readHazards(log)
			finds(t, append(findings, checkHazards(hazards, madeUpTests(t))...), tt.want)
		})
	}
}

// madeUpTests are the functions that the checks above are tried on.
func madeUpTests(t *testing.T) func(room string) map[string]*ast.FuncDecl {
	t.Helper()
	found := map[string]map[string]*ast.FuncDecl{"dialog": {}, "ui/plain": {}}
	for room, src := range map[string]string{
		"dialog": `func TestOne(t *testing.T) { t.Log() }`,
		"ui/plain": `func TestTwo(x *testing.T) { x.Log() }
			func TestEmpty(t *testing.T) {}
			func TestHelper() {}
			func TestSkipped(x *testing.T) { x.Helper(); x.Skipf("later") }
			func TestSkippedInside(t *testing.T) { { t.SkipNow() } }
			func TestWithCause(t *testing.T) { if testing.Short() { t.Skip() } }`,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), room, "package p\n"+src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		addFunctions(found[room], f)
	}
	return func(room string) map[string]*ast.FuncDecl { return found[room] }
}
