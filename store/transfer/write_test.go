package transfer_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"alongside/dialog"
	"alongside/dialog/fhir"
	"alongside/store"
	"alongside/store/transfer"
)

// Every file is as the manifest says, nothing else is there, and only its owner can
// read it. The same record gives the same names again, in another folder and in the
// same one.
func TestManifestAndNames(t *testing.T) {
	s := caseload(t)
	head, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range formats {
		t.Run(string(f), func(t *testing.T) {
			dir, m := exported(t, s, options(f))
			var want []string
			for _, file := range m.Files {
				checkFile(t, filepath.Join(dir, file.Name), file)
				want = append(want, file.Name)
			}
			want = append(want, m.Name)
			slices.Sort(want)
			if diff := cmp.Diff(want, names(t, dir)); diff != "" {
				t.Errorf("files (-manifest +folder):\n%s", diff)
			}
			if m.Head.Seq != head.Seq || m.Head.Digest != hex.EncodeToString(head.Digest[:]) || m.People == 0 {
				t.Errorf("the manifest has %+v and %d people", m.Head, m.People)
			}
			checkManifest(t, filepath.Join(dir, m.Name), m)
			again, _ := exported(t, s, options(f))
			if diff := cmp.Diff(names(t, dir), names(t, again)); diff != "" {
				t.Errorf("exporting again gives other names:\n%s", diff)
			}
			if _, err := exportTo(s, dir, options(f)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, names(t, dir)); diff != "" {
				t.Errorf("exporting twice into one folder (-once +twice):\n%s", diff)
			}
		})
	}
}

func checkFile(t *testing.T, path string, want transfer.ManifestFile) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	if hex.EncodeToString(sum[:]) != want.SHA256 || int64(len(b)) != want.Bytes || !strings.Contains(want.Name, want.SHA256[:16]) {
		t.Errorf("%s is not what the manifest says", want.Name)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v (%v)", want.Name, info.Mode(), err)
	}
}

func checkManifest(t *testing.T, path string, want *transfer.Manifest) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got transfer.Manifest
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*want, got, cmpopts.IgnoreFields(transfer.Manifest{}, "Name")); diff != "" {
		t.Errorf("the manifest on the disk differs:\n%s", diff)
	}
}

// The tables say what the record says: each assessment with its sums and means,
// each answer with its number or the reason why there is none.
func TestCSV(t *testing.T) {
	s := caseload(t)
	all := records(t, s)
	dir, m := exported(t, s, options(transfer.CSV))
	if m.People != len(all) || len(table(t, dir, "people")) != len(all) {
		t.Errorf("%d people, want %d", m.People, len(all))
	}
	for _, row := range table(t, dir, "people") {
		p := all[row["person"]].Person
		if row["family"] != p.Family || row["given"] != p.Given || row["birth_date"] != p.BirthDate.ISO() || row["nhs_number"] != string(p.NHSNumber) {
			t.Errorf("a person differs: %v", row)
		}
	}
	assessments := 0
	for _, row := range table(t, dir, "assessments") {
		assessments++
		a := all[row["person"]].Assessment(parse(t, row["assessment"]))
		life, ok := dialog.LifeMean(&a.Answers).Value()
		if got, err := strconv.ParseFloat(row["life_mean"], 64); (err == nil) != ok || ok && got != life {
			t.Errorf("a mean is %q, want %v", row["life_mean"], life)
		}
		if row["status"] != string(a.Status) || row["struck_out"] != strconv.FormatBool(a.StruckOut) || row["done_on"] != a.DoneAt.Date().ISO() {
			t.Errorf("an assessment differs: %v", row)
		}
	}
	for _, row := range table(t, dir, "answers") {
		d, err := dialog.ParseDomain(row["domain"])
		if err != nil {
			t.Fatal(err)
		}
		answer := all[row["person"]].Assessment(parse(t, row["assessment"])).Answers.Get(d)
		want := ""
		if answer.State == dialog.Rated {
			want = strconv.Itoa(answer.Rating)
		}
		if row["rating"] != want || row["state"] != string(answer.State) || row["more_help"] != string(answer.Help) || row["note"] != answer.Note {
			t.Errorf("an answer differs: %v", row)
		}
	}
	want := 0
	for _, r := range all {
		want += len(r.Assessments)
	}
	if assessments != want {
		t.Errorf("%d assessments, want %d", assessments, want)
	}
}

func parse(t *testing.T, s string) dialog.ID {
	t.Helper()
	id, err := dialog.ParseID(s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Parquet has the same tables as CSV, cell by cell, as others read them.
func TestParquetHasWhatCSVHas(t *testing.T) {
	s := caseload(t)
	sheets, csv := exported(t, s, options(transfer.CSV))
	dir, m := exported(t, s, options(transfer.Parquet))
	if m.Format != transfer.Parquet || len(m.Files) != len(csv.Files) || len(m.Files) < 10 {
		t.Errorf("the manifest says %s and has %d files, and that of CSV %d", m.Format, len(m.Files), len(csv.Files))
	}
	for _, file := range csv.Files {
		base, _, _ := strings.Cut(file.Name, "-"+file.SHA256[:16])
		if diff := cmp.Diff(table(t, sheets, base), parquetTable(t, find(t, dir, base))); diff != "" {
			t.Errorf("%s differs (-CSV +Parquet):\n%s", base, diff)
		}
	}
}

// parquetTable reads a Parquet file as table reads CSV. A text that may be missing and is
// empty all the same is said not to be.
func parquetTable(t *testing.T, path string) (rows []map[string]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	fields := f.Schema().Fields()
	for _, g := range f.RowGroups() {
		of := g.Rows()
		for range g.NumRows() {
			read := make([]parquet.Row, 1)
			if n, err := of.ReadRows(read); n != 1 {
				t.Fatalf("failed to read a row: %v", err)
			}
			row := map[string]string{}
			for i, v := range read[0] {
				row[fields[i].Name()] = parquetCell(t, fields[i], v)
			}
			rows = append(rows, row)
		}
		_ = of.Close()
	}
	return rows
}

func parquetCell(t *testing.T, field parquet.Field, v parquet.Value) string {
	switch {
	case v.IsNull() && field.Optional():
		return ""
	case field.Type().String() == "DATE":
		return dialog.Date{Year: 1970, Month: 1, Day: 1}.AddDays(int(v.Int32())).ISO()
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	case v.Kind() == parquet.ByteArray && field.Optional() && len(v.ByteArray()) == 0:
		t.Errorf("%s is empty, and not missing", field.Name())
	}
	return v.String()
}

// What was exported as FHIR reads back to the records that were exported.
func TestFHIRReadsBack(t *testing.T) {
	s := caseload(t)
	dir, _ := exported(t, s, options(transfer.FHIR))
	codec, err := fhir.New(fhir.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	about := map[string][]fhir.Resource{}
	for _, kind := range []string{"Patient", "EpisodeOfCare", "QuestionnaireResponse", "Goal", "Observation", "Task", "CarePlan"} {
		for _, line := range ndjson(t, find(t, dir, kind)) {
			r, err := codec.Parse(line)
			if err != nil {
				t.Fatal(err)
			}
			person := personOf(t, line, kind)
			about[person] = append(about[person], r)
		}
	}
	for person, want := range records(t, s) {
		got, err := codec.Record(about[person])
		if err != nil {
			t.Fatal(err)
		}
		diff := cmp.Diff(fhir.Carried(want), got, cmpopts.EquateEmpty(),
			cmp.Comparer(func(a, b dialog.When) bool { return a.Compare(b) == 0 && a.String() == b.String() }))
		if diff != "" {
			t.Errorf("a record differs (-recorded +read back):\n%s", diff)
		}
	}
}

func ndjson(t *testing.T, path string) [][]byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	scanner := bufio.NewScanner(z)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, slices.Clone(scanner.Bytes()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func personOf(t *testing.T, line []byte, kind string) string {
	t.Helper()
	var o struct {
		ID                    string
		Subject, Patient, For struct{ Reference string }
	}
	if err := json.Unmarshal(line, &o); err != nil {
		t.Fatal(err)
	}
	if kind == "Patient" {
		return o.ID
	}
	return strings.TrimPrefix(o.Subject.Reference+o.Patient.Reference+o.For.Reference, "Patient/")
}

// Every score of the data set is of the month that was chosen, and what is not
// there is listed with a reason.
func TestMHSDS(t *testing.T) {
	s := caseload(t)
	dir, m := exported(t, s, options(transfer.MHSDS))
	scores := table(t, dir, "MHS606CodedScoreAssessmentRefer")
	for _, row := range scores {
		if !strings.HasPrefix(row["AssToolCompTimestamp"], "2026-02-") || row["ServiceRequestID"] == "" || len(row["PersScore"]) > 2 {
			t.Errorf("a score that would be refused: %v", row)
		}
	}
	left := table(t, dir, "left-out")
	if len(scores) == 0 || len(left) == 0 {
		t.Errorf("%d scores, %d left out", len(scores), len(left))
	}
	for _, row := range left {
		if row["sentence"] == "" || row["person"] == "" {
			t.Errorf("left out without a reason: %v", row)
		}
	}
	if m.Month != "2026-02" || m.Codes != "nhs-statistics-2025 1" || len(table(t, dir, "MHS000Header")) != 1 {
		t.Errorf("the manifest has month %q and codes %q", m.Month, m.Codes)
	}
}

func TestSelection(t *testing.T) {
	s := caseload(t)
	all := records(t, s)
	one, team, inTeam := dialog.ID{}, "", 0
	for _, r := range all {
		if one.IsZero() && len(r.Assessments) > 2 && len(r.Referrals) > 0 {
			one, team = r.Person.ID, r.Referrals[0].Team
		}
	}
	for _, r := range all {
		if slices.ContainsFunc(r.Referrals, func(r dialog.Referral) bool { return r.Team == team }) {
			inTeam++
		}
	}
	from, until := dialog.Date{Year: 2025, Month: 6, Day: 1}, dialog.Date{Year: 2025, Month: 9, Day: 30}
	for name, test := range map[string]struct {
		change func(*transfer.Options)
		people int // 0: any
		fail   dialog.Code
	}{
		"all":                 {func(*transfer.Options) {}, len(all), ""},
		"one person":          {func(o *transfer.Options) { o.Person = one }, 1, ""},
		"a team, in capitals": {func(o *transfer.Options) { o.Team = strings.ToUpper(team) }, inTeam, ""},
		"a span":              {func(o *transfer.Options) { o.From, o.Until = from, until }, 0, ""},
		"nobody":              {func(o *transfer.Options) { o.Person = dialog.ID{1} }, 0, dialog.NotFound},
		"no such team":        {func(o *transfer.Options) { o.Team = "Nowhere" }, 0, dialog.NotFound},
		"before anything":     {func(o *transfer.Options) { o.Until = dialog.Date{Year: 1990, Month: 1, Day: 1} }, 0, dialog.NotFound},
		"backwards":           {func(o *transfer.Options) { o.From, o.Until = until, from }, 0, dialog.Invalid},
		"no such format":      {func(o *transfer.Options) { o.Format = "xls" }, 0, dialog.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(transfer.CSV)
			test.change(&o)
			dir := t.TempDir()
			m, err := exportTo(s, dir, o)
			if test.fail != "" {
				if dialog.ErrorCode(err) != test.fail || len(names(t, dir)) > 0 {
					t.Errorf("got %v and %v", err, names(t, dir))
				}
				return
			}
			if err != nil || test.people > 0 && m.People != test.people {
				t.Fatalf("%v people, want %d: %v", m, test.people, err)
			}
			for _, row := range table(t, dir, "assessments") {
				if on := row["done_on"]; !o.From.IsZero() && (on < from.ISO() || on > until.ISO()) {
					t.Errorf("an assessment of %s is there", on)
				}
			}
		})
	}
}

// Progress is told up to the last person, and a cancelled export leaves nothing.
func TestProgressAndCancel(t *testing.T) {
	s := caseload(t)
	for _, f := range formats {
		t.Run(string(f), func(t *testing.T) {
			cancelled, cancel := context.WithCancel(ctx)
			defer cancel()
			o := options(f)
			last, total := 0, 0
			o.Progress = func(done, of int) {
				if done != last+1 || done > of {
					t.Fatalf("told %d of %d after %d", done, of, last)
				}
				last, total = done, of
			}
			if _, err := exportTo(s, t.TempDir(), o); err != nil || last != total || last == 0 {
				t.Fatalf("ended at %d of %d: %v", last, total, err)
			}
			o.Progress = func(done, _ int) {
				if done == 10 {
					cancel()
				}
			}
			dir := t.TempDir()
			sink, err := transfer.Folder(dir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := transfer.Export(cancelled, s, sink, o); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if left := names(t, dir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// What a run that was cut off left behind goes with the next one; a folder's own
// files stay.
func TestLeftoversGo(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".alongside-123.part", "notes.txt", "alongside.part"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := transfer.Folder(dir); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"alongside.part", "notes.txt"}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// brokenSink fails once so many bytes were written, or when a file is to be ended.
type brokenSink struct {
	transfer.Sink
	left  *int
	flush error
}

type brokenPart struct {
	transfer.Part
	sink brokenSink
}

var errBroken = errors.New("the drive was pulled out")

func (s brokenSink) New() (transfer.Part, error) {
	p, err := s.Sink.New()
	return brokenPart{p, s}, err
}

func (p brokenPart) Write(b []byte) (int, error) {
	if *p.sink.left -= len(b); *p.sink.left < 0 {
		return 0, errBroken
	}
	return p.Part.Write(b)
}

func (p brokenPart) Flush() error { return errors.Join(p.sink.flush, p.Part.Flush()) }

func TestNothingIsKeptWhenItFails(t *testing.T) {
	s := caseload(t)
	for _, f := range formats {
		for name, broken := range map[string]struct {
			bytes int
			flush error
		}{"at once": {0, nil}, "on the way": {20_000, nil}, "at the end": {1 << 30, errBroken}} {
			t.Run(string(f)+" "+name, func(t *testing.T) {
				dir := t.TempDir()
				sink, err := transfer.Folder(dir)
				if err != nil {
					t.Fatal(err)
				}
				_, err = transfer.Export(ctx, s, brokenSink{sink, &broken.bytes, broken.flush}, options(f))
				if f == transfer.MHSDS && name == "on the way" && err == nil {
					return // all of it is smaller than that
				}
				if !errors.Is(err, errBroken) || dialog.ErrorMessage(err) == "" {
					t.Errorf("got %v", err)
				}
				if left := names(t, dir); len(left) > 0 {
					t.Errorf("left behind: %v", left)
				}
			})
		}
	}
}

// failingSource cannot read one of the people.
type failingSource struct {
	*store.Store
	after *int
}

func (s failingSource) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	if *s.after--; *s.after < 0 {
		return nil, &dialog.Error{Code: dialog.Damaged, Message: "The record is damaged."}
	}
	return s.Store.Entries(ctx, person)
}

func TestSourceFails(t *testing.T) {
	s := caseload(t)
	for _, f := range []transfer.Format{transfer.CSV, transfer.FHIR} {
		after := 5
		dir := t.TempDir()
		_, err := exportTo(failingSource{s, &after}, dir, options(f))
		if dialog.ErrorCode(err) != dialog.Damaged || len(names(t, dir)) > 0 {
			t.Errorf("%s: got %v and %v", f, err, names(t, dir))
		}
	}
}

// unsoundSource says something of the person in a place that no resource may have in it.
type unsoundSource struct {
	*store.Store
	whom dialog.ID
}

func (s unsoundSource) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	entries, err := s.Store.Entries(ctx, person)
	if err != nil || person != s.whom {
		return entries, err
	}
	for i := range entries {
		if p, ok := entries[i].Body.(*dialog.PersonRecorded); ok {
			unsound := *p
			unsound.Person.Communication = "\x01"
			entries[i].Body = &unsound
		}
	}
	return entries, nil
}

// What the check refuses is not written, whoever it is about.
func TestUnsoundResourcesAreNotWritten(t *testing.T) {
	s := caseload(t)
	people, err := s.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []int{0, 1, len(people) / 2, len(people) - 1} {
		dir := t.TempDir()
		_, err := exportTo(unsoundSource{s, people[place]}, dir, options(transfer.FHIR))
		var findings fhir.Findings
		if !errors.As(err, &findings) || len(names(t, dir)) > 0 {
			t.Errorf("person %d: got %v and %v", place, err, names(t, dir))
		}
	}
}

// faultySource panics when the tenth person is read.
type faultySource struct {
	*store.Store
	read int
}

func (s *faultySource) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	if s.read++; s.read == 10 {
		panic("a fault of the program")
	}
	return s.Store.Entries(ctx, person)
}

// faultySink panics at the first write.
type faultySink struct{ transfer.Sink }

type faultyPart struct{ transfer.Part }

func (s faultySink) New() (transfer.Part, error) {
	p, err := s.Sink.New()
	return faultyPart{p}, err
}

func (faultyPart) Write([]byte) (int, error) { panic("a fault of the program") }

// A fault in what goes on beside is the caller's, who alone keeps it from being written
// to the terminal, and leaves nothing.
func TestAFaultBesideIsTheCallers(t *testing.T) {
	s := caseload(t)
	for _, f := range formats {
		for name, c := range map[string]struct {
			source transfer.Source
			sink   func(transfer.Sink) transfer.Sink
		}{
			"reading": {&faultySource{Store: s}, func(s transfer.Sink) transfer.Sink { return s }},
			"writing": {s, func(s transfer.Sink) transfer.Sink { return faultySink{s} }},
		} {
			t.Run(string(f)+", "+name, func(t *testing.T) {
				dir := t.TempDir()
				sink, err := transfer.Folder(dir)
				if err != nil {
					t.Fatal(err)
				}
				func() {
					defer func() {
						if got := recover(); got != "a fault of the program" {
							t.Errorf("got %v", got)
						}
					}()
					_, err := transfer.Export(ctx, c.source, c.sink(sink), options(f))
					t.Errorf("the export ended with %v", err)
				}()
				if left := names(t, dir); len(left) > 0 {
					t.Errorf("left behind: %v", left)
				}
			})
		}
	}
}
