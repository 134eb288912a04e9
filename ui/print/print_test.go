package print

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/uitest/golden"
)

// drawn reads back what a PDF says: all texts of its pages, whose content is not
// compressed, in the order they are drawn and with spaces between them.
func drawn(t testing.TB, pdf []byte) string {
	t.Helper()
	var all []string
	for rest := pdf; ; {
		at := bytes.Index(rest, []byte(" Td ("))
		if at < 0 {
			break
		}
		rest = rest[at+len(" Td ("):]
		end := bytes.Index(rest, []byte(") Tj"))
		if end < 0 {
			t.Fatal("a text has no end")
		}
		raw := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(string(rest[:end]))
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		all = append(all, string(utf16.Decode(units)))
	}
	if len(all) == 0 {
		t.Fatal("nothing is drawn")
	}
	return pageNumber.ReplaceAllString(strings.Join(all, " "), "")
}

// pageNumber is what stands at the end of a page, in the middle of what it says.
var pageNumber = regexp.MustCompile(`Page \d+ of \d+`)

// letters are a text without what the layout puts between its letters.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func pages(pdf []byte) int { return bytes.Count(pdf, []byte("<</Type /Page\n")) }

func TestTextIsAsItWas(t *testing.T) {
	for name, test := range map[string]struct {
		given string
		parts []report.Part
	}{
		"plain":           {"Jane", report.PlainParts()},
		"every-part":      {"Jane", report.Parts()},
		"fifteen":         {"Folasade", report.PlainParts()},
		"other-script":    {"Олена", report.PlainParts()},
		"nothing-yet":     {"Grace", report.PlainParts()},
		"agreements-only": {"Jane", []report.Part{report.PartActions, report.PartMeeting}},
		"on-behalf":       {"Walter", report.Parts()},
		"not-answered":    {"Sunita Rani", report.PlainParts()},
	} {
		t.Run(name, func(t *testing.T) {
			d := report.Copy(made(t, test.given), words, test.parts, today)
			golden.File(t, filepath.Join("testdata", name+".txt"), Text(&d))
		})
	}
}

// Everything that the document says stands on the pages, and nothing else.
func TestPagesSayWhatTheDocumentSays(t *testing.T) {
	for _, given := range []string{"Jane", "Folasade", "Μαρία", "Олена", "秀英", "Minh Khôi", "Grace", "Walter"} {
		t.Run(given, func(t *testing.T) {
			r := made(t, given)
			d := report.Copy(r, words, report.Parts(), today)
			for _, large := range []bool{false, true} {
				got := letters(drawn(t, pdfOf(t, d, Options{Large: large, plain: true})))
				for _, s := range d.Sections {
					for _, said := range append([]string{d.Title, s.Title}, said(&s)...) {
						if !strings.Contains(got, letters(said)) {
							t.Errorf("%q is not on the pages (large: %v)", said, large)
						}
					}
				}
			}
		})
	}
}

// said are the texts of a section, cell by cell.
func said(s *report.Section) []string {
	var all []string
	for _, b := range s.Blocks {
		all = append(all, b.Text)
		all = append(all, b.Items...)
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				all = append(all, row[0], row[1])
			}
		}
		if b.Chart != nil {
			for _, l := range append(append([]report.Line{}, b.Chart.Measure...), b.Chart.Goals...) {
				all = append(all, l.Name)
			}
		}
	}
	return all
}

// canary puts a word of its own into each thing that can be left out.
func canary(t testing.TB) (r *dialog.Record, words map[string]report.Part) {
	r = made(t, "Jane")
	words = map[string]report.Part{}
	now := r.History()[len(r.History())-1]
	mark := func(name string, p report.Part) string {
		word := fmt.Sprintf("CANARY%s%dX", strings.ToUpper(strings.ReplaceAll(name, "-", "")), len(words))
		words[word] = p
		return word
	}
	for _, d := range dialog.Domains() {
		a := now.Answers.Get(d)
		a.Note = mark("note-"+d.String(), report.NotesOf(d))
		now.Answers.Set(d, a)
	}
	id := func(n byte) dialog.ID { return dialog.NewID(today.Noon(), [10]byte{n, 99}) }
	for i, d := range []dialog.Domain{dialog.NoDomain, dialog.PersonalSafety, dialog.PartnerFamily, dialog.Friendships} {
		part := func(plain report.Part) report.Part {
			if d.Valid() {
				return report.Part(d.String())
			}
			return plain
		}
		r.Actions = append(r.Actions, dialog.Action{ID: id(byte(i)), Text: mark("action", part(report.PartActions)), Owner: dialog.PersonOwns, Domain: d, Assessment: now.ID})
		r.Goals = append(r.Goals, dialog.Goal{ID: id(byte(i + 10)), Text: mark("goal", part(report.PartGoals)), Status: dialog.GoalActive, Domain: d})
	}
	return r, words
}

// What was not ticked is in no kind of file.
func TestNothingUntickedIsInIt(t *testing.T) {
	r, marks := canary(t)
	for _, ticked := range append(report.Parts(), "") {
		parts := []report.Part{ticked}
		if ticked == "" {
			parts = report.PlainParts()
		}
		d := report.Copy(r, words, parts, today)
		for kind, got := range map[string]string{"pdf": letters(drawn(t, pdfOf(t, d, Options{plain: true}))), "text": letters(Text(&d))} {
			for mark, part := range marks {
				if in := strings.Contains(got, mark); in && !contains(parts, part) {
					t.Errorf("%s of %q has %s of %q", kind, ticked, mark, part)
				}
			}
			for _, guarded := range []dialog.Domain{dialog.PersonalSafety, dialog.PartnerFamily, dialog.Friendships} {
				named := letters(words.Short(guarded))
				own := contains(parts, report.Part(guarded.String())) || contains(parts, report.NotesOf(guarded))
				if strings.Contains(strings.ToLower(got), strings.ToLower(named)) && !own {
					t.Errorf("%s of %q names %s", kind, ticked, guarded)
				}
			}
		}
	}
}

// The test above can fail: with everything ticked, every mark is there.
func TestEverythingTickedIsInIt(t *testing.T) {
	r, marks := canary(t)
	d := report.Copy(r, words, report.Parts(), today)
	got := letters(drawn(t, pdfOf(t, d, Options{plain: true})))
	for mark := range marks {
		if !strings.Contains(got, mark) {
			t.Errorf("%s is missing", mark)
		}
	}
}

func contains(parts []report.Part, p report.Part) bool {
	for _, q := range parts {
		if p == q {
			return true
		}
	}
	return false
}

func TestPagesAndSizes(t *testing.T) {
	for name, test := range map[string]struct {
		given       string
		large       bool
		least, most int
	}{
		"one page":                  {"Jane", false, 1, 1},
		"fifteen assessments":       {"Folasade", false, 1, 1},
		"another script":            {"秀英", false, 1, 1},
		"nothing recorded":          {"Grace", false, 1, 1},
		"large":                     {"Jane", true, 2, 5},
		"large with nothing to say": {"Grace", true, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := pdfOf(t, report.Copy(made(t, test.given), words, report.PlainParts(), today), Options{Large: test.large})
			if n := pages(b); n < test.least || n > test.most {
				t.Errorf("it takes %d pages, want %d to %d", n, test.least, test.most)
			}
			if len(b) > 100<<10 {
				t.Errorf("it has %d bytes", len(b))
			}
		})
	}
}

// The same document gives the same bytes, and a file has no name of anybody beside
// its pages.
func TestFilesAreTheSameEveryTime(t *testing.T) {
	d := report.Copy(made(t, "Jane"), words, report.Parts(), today)
	first, second := pdfOf(t, d, Options{}), pdfOf(t, d, Options{})
	if !bytes.Equal(first, second) {
		t.Error("two files of one document differ")
	}
	other := report.Copy(made(t, "Grace"), words, nil, today)
	info := regexp.MustCompile(`(?s)/Producer.*?>>`)
	if a, b := info.Find(first), info.Find(pdfOf(t, other, Options{})); len(a) == 0 || !bytes.Equal(a, b) {
		t.Errorf("files of two people say different things of themselves: %q, %q", a, b)
	}
	if bytes.Contains(pdfOf(t, d, Options{plain: true}), []byte("Jane")) {
		t.Error("a name stands outside the pages")
	}
}

func TestLettersThatCannotBeDrawn(t *testing.T) {
	d := report.Document{Title: "For ليلى", Made: today}
	got := drawn(t, pdfOf(t, d, Options{plain: true}))
	if strings.ContainsAny(got, "ليلى") || !strings.Contains(got, "□ stands for a letter") {
		t.Errorf("the page says %q", got)
	}
	if !strings.Contains(Text(&d), "ليلى") {
		t.Error("the text has lost the letters")
	}
}

func TestFileNames(t *testing.T) {
	d := report.Copy(made(t, "Jane"), words, report.PlainParts(), today)
	if got := FileName("copy", &d, PDFFile); got != "alongside-copy-2026-11-25.pdf" {
		t.Errorf("it is called %s", got)
	}
}

// The fonts cover the names of everybody in the made-up caseload.
func TestFontsCoverTheNames(t *testing.T) {
	for _, f := range []*face{regular, bold, fallback} {
		if err := f.load(); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range people(t) {
		for _, letter := range r.Person.ListName() + r.Person.CallName() {
			if !regular.has(letter) && !fallback.has(letter) {
				t.Errorf("no font has %q", letter)
			}
		}
	}
}

// A font that is cut off or spoilt is refused or read short, and nothing panics.
func TestSpoiltFonts(t *testing.T) {
	if err := regular.load(); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 4096; n += 37 {
		if _, err := widths(regular.bytes[:n]); err == nil {
			t.Fatalf("a font of %d bytes was read", n)
		}
	}
}

func BenchmarkCopy(b *testing.B) {
	r := made(b, "Folasade")
	for _, large := range []bool{false, true} {
		b.Run(fmt.Sprintf("large=%v", large), func(b *testing.B) {
			for b.Loop() {
				d := report.Copy(r, words, report.PlainParts(), today)
				pdfOf(b, d, Options{Large: large})
			}
		})
	}
}
