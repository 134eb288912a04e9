package parquet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	library "github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"alongside/store/transfer/parquet"
)

// sheet is a table to be written and looked for: its values by column and row, nil for
// none.
type sheet struct {
	columns []described
	values  [][]any
	rows    int
	group   int
}

// described is a column of a sheet.
type described struct {
	name   string
	kind   string
	traits parquet.Trait
}

// kinds are what a column may hold, with values that make it hard.
var kinds = map[string]*rapid.Generator[any]{
	"text": rapid.OneOf(
		rapid.SampledFrom([]string{"", "rated", "declined", "Łódź", "名前", "a\x00b", strings.Repeat("é", 40), strings.Repeat("\U0010ffff", 12), strings.Repeat("z", 70_000)}),
		rapid.String(),
		rapid.StringMatching(`019b76da-a800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)).AsAny(),
	"truth": rapid.Bool().AsAny(),
	"whole": rapid.OneOf(rapid.Int32Range(0, 7), rapid.Int32()).AsAny(),
	"part":  rapid.OneOf(rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 4.125, math.Inf(1), math.Inf(-1)}), rapid.Float64Range(-1e300, 1e300)).AsAny(),
	"day":   rapid.Custom(func(t *rapid.T) parquet.Date { return parquet.Date(rapid.Int32().Draw(t, "day")) }).AsAny(),
}

// anySheet draws a table whose columns differ in how often their values repeat and are
// missing, with long stretches of either, as records have them.
func anySheet(t *rapid.T) *sheet {
	s := &sheet{rows: rapid.OneOf(rapid.IntRange(0, 40), rapid.IntRange(0, 300), rapid.Just(20_000)).Draw(t, "rows"), group: rapid.SampledFrom([]int{1, 7, 64, 250, 17_000, 1_000_000}).Draw(t, "group")}
	if s.rows > 300 && s.group < 250 {
		s.group = 17_000
	}
	for i := range rapid.IntRange(1, 6).Draw(t, "columns") {
		c := described{name: fmt.Sprint("column ", i), kind: rapid.SampledFrom([]string{"text", "truth", "whole", "part", "day"}).Draw(t, "kind")}
		c.traits = rapid.SampledFrom([]parquet.Trait{0, parquet.Optional, parquet.Dictionary, parquet.Optional | parquet.Dictionary}).Draw(t, "traits")
		pool := rapid.SliceOfN(kinds[c.kind], 1, 12).Draw(t, "values")
		s.columns = append(s.columns, c)
		s.values = append(s.values, stretches(t, pool, s.rows, c.traits&parquet.Optional != 0))
	}
	return s
}

// stretches lays out values of a pool, each as often as drawn before the next.
func stretches(t *rapid.T, pool []any, rows int, optional bool) (all []any) {
	lengths := rapid.SliceOfN(rapid.SampledFrom([]int{1, 1, 2, 3, 7, 8, 9, 11, 64, 5000}), 1, 12).Draw(t, "stretches")
	picks := rapid.SliceOfN(rapid.IntRange(-2, len(pool)-1), 1, 40).Draw(t, "picks")
	for i := 0; len(all) < rows; i++ {
		var v any
		if pick := picks[i%len(picks)]; pick >= 0 || !optional {
			v = pool[max(pick, 0)]
		}
		for range min(lengths[i%len(lengths)], rows-len(all)) {
			all = append(all, v)
		}
	}
	return all
}

// write writes a sheet.
func (s *sheet) write(to io.Writer) error {
	w, err := parquet.NewWriter(to, "a table", s.group)
	if err != nil {
		return err
	}
	var puts []func(v any)
	for _, c := range s.columns {
		puts = append(puts, map[string]func(*parquet.Writer, described) func(any){
			"text": adding[string], "truth": adding[bool], "whole": adding[int32], "part": adding[float64], "day": adding[parquet.Date],
		}[c.kind](w, c))
	}
	for row := range s.rows {
		for i, put := range puts {
			put(s.values[i][row])
		}
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return w.Close()
}

func adding[T parquet.Value](w *parquet.Writer, d described) func(any) {
	c := parquet.Add[T](w, d.name, d.traits)
	return func(v any) {
		if v == nil {
			c.Null()
			return
		}
		c.Put(v.(T))
	}
}

func written(t interface{ Fatal(...any) }, s *sheet) *library.File {
	var b bytes.Buffer
	if err := s.write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := library.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is written is what others read: every value, in its row, and nothing besides.
func TestOthersReadWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		f := written(t, s)
		if f.NumRows() != int64(s.rows) || len(f.RowGroups()) != (s.rows+s.group-1)/s.group {
			t.Fatalf("%d rows in %d groups, want %d in groups of %d", f.NumRows(), len(f.RowGroups()), s.rows, s.group)
		}
		checkSchema(t, s, f)
		row := 0
		for i, g := range f.RowGroups() {
			end := row + int(g.NumRows())
			for j, c := range g.ColumnChunks() {
				want := s.values[j][row:end]
				same(t, s.columns[j], want, values(t, c))
				checkBounds(t, s.columns[j], want, f, i, j)
			}
			row = end
		}
	})
}

// values reads every page of a chunk.
func values(t *rapid.T, c library.ColumnChunk) (all []library.Value) {
	pages := c.Pages()
	defer func() { _ = pages.Close() }()
	for {
		p, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("failed to read a page: %v", err)
		}
		of := make([]library.Value, p.NumValues())
		if n, err := p.Values().ReadValues(of); n != len(of) || err != nil && !errors.Is(err, io.EOF) {
			t.Fatalf("%d values of %d: %v", n, len(of), err)
		}
		for i := range of {
			all = append(all, of[i].Clone())
		}
		library.Release(p)
	}
}

func same(t *rapid.T, d described, want []any, got []library.Value) {
	if len(got) != len(want) {
		t.Fatalf("%s has %d values, want %d", d.name, len(got), len(want))
	}
	for i, v := range got {
		if v.IsNull() != (want[i] == nil) || want[i] != nil && plain(v) != plain(valueOf(want[i])) {
			t.Fatalf("%s, row %d: %v, want %v", d.name, i, v, want[i])
		}
	}
}

func valueOf(v any) library.Value {
	if day, is := v.(parquet.Date); is {
		v = int32(day)
	}
	return library.ValueOf(v)
}

// plain is a value as bytes, so that zeros of both signs differ.
func plain(v library.Value) string { return fmt.Sprint(v.Kind()) + string(v.Bytes()) }

func checkSchema(t *rapid.T, s *sheet, f *library.File) {
	if name := f.Schema().Name(); name != "a table" || len(f.Schema().Fields()) != len(s.columns) {
		t.Fatalf("the schema is %s", f.Schema())
	}
	types := map[string]string{"text": "STRING", "truth": "BOOLEAN", "whole": "INT(32,true)", "part": "DOUBLE", "day": "DATE"}
	for i, field := range f.Schema().Fields() {
		c := s.columns[i]
		if field.Name() != c.name || field.Type().String() != types[c.kind] || field.Optional() != (c.traits&parquet.Optional != 0) || !field.Leaf() {
			t.Fatalf("%+v became %s %s, optional %v", c, field.Name(), field.Type(), field.Optional())
		}
	}
}

// checkBounds compares what is told of a chunk and of its pages with what is in them.
func checkBounds(t *rapid.T, d described, want []any, f *library.File, group, column int) {
	meta := f.Metadata().RowGroups[group].Columns[column].MetaData
	kind := f.Schema().Fields()[column].Type()
	told := meta.Statistics
	checkSpan(t, d, kind, want, told.MinValue, told.MaxValue, told.NullCount)
	at := group*len(f.Schema().Fields()) + column
	index, places := f.ColumnIndexes()[at], f.OffsetIndexes()[at].PageLocations
	for i := range places {
		first, end := int(places[i].FirstRowIndex), len(want)
		if i+1 < len(places) {
			end = int(places[i+1].FirstRowIndex)
		}
		checkSpan(t, d, kind, want[first:end], index.MinValues[i], index.MaxValues[i], index.NullCounts[i])
		if nulls := index.NullCounts[i] == int64(end-first); index.NullPages[i] != nulls {
			t.Fatalf("%s: a page is said to be empty: %v, and is: %v", d.name, index.NullPages[i], nulls)
		}
	}
}

func checkSpan(t *rapid.T, d described, kind library.Type, want []any, low, high []byte, nulls int64) {
	missing := int64(0)
	var least, greatest library.Value
	for _, v := range want {
		if v == nil {
			missing++
			continue
		}
		of := valueOf(v)
		if least.IsNull() || kind.Compare(of, least) < 0 {
			least = of
		}
		if greatest.IsNull() || kind.Compare(of, greatest) > 0 {
			greatest = of
		}
	}
	if nulls != missing {
		t.Fatalf("%s: %d are said to be missing, and %d are", d.name, nulls, missing)
	}
	if least.IsNull() {
		if len(low)+len(high) > 0 {
			t.Fatalf("%s: there are bounds of nothing", d.name)
		}
		return
	}
	from, to := least.Kind().Value(low), least.Kind().Value(high)
	exact := d.kind != "text"
	if c := kind.Compare(from, least); c > 0 || c < 0 && (exact || len(least.ByteArray()) <= 40) {
		t.Fatalf("%s: the least is %v, and is said to be %v", d.name, least, from)
	}
	if c := kind.Compare(to, greatest); c < 0 || c > 0 && (exact || len(greatest.ByteArray()) <= 40) {
		t.Fatalf("%s: the greatest is %v, and is said to be %v", d.name, greatest, to)
	}
}

// The same rows give the same bytes.
func TestBytesRepeat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		var one, other bytes.Buffer
		if err := errors.Join(s.write(&one), s.write(&other)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), other.Bytes()) {
			t.Fatal("the bytes differ")
		}
	})
}

// Rows that are not what the columns say are refused, and so is all that comes after
// them: there is no file then.
func TestRowsThatAreRefused(t *testing.T) {
	broken := errors.New("the drive was pulled out")
	for name, test := range map[string]struct {
		room int // for so many bytes
		rows func(w *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64])
		want string
	}{
		"a value that is missing": {rows: func(_ *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64]) {
			text.Null()
			number.Put(1)
		}, want: "failed to write the column text: a value is missing"},
		"what is no number": {rows: func(_ *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64]) {
			text.Put("a")
			number.Put(math.NaN())
		}, want: "failed to write the column number: NaN is no number"},
		"a column that was left out": {rows: func(_ *parquet.Writer, text *parquet.Column[string], _ *parquet.Column[float64]) { text.Put("a") },
			want: "failed to write the column number: it has 0 of 1 rows"},
		"a column that was given twice": {rows: func(_ *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64]) {
			text.Put("a")
			text.Put("b")
			number.Null()
		}, want: "failed to write the column text: it has 2 of 1 rows"},
		"a disk that is full": {room: 60, rows: func(_ *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64]) {
			text.Put(strings.Repeat("a longer text ", 10))
			number.Put(1)
		}, want: "failed to write a table: " + broken.Error()},
		"none": {rows: func(w *parquet.Writer, text *parquet.Column[string], number *parquet.Column[float64]) {
			text.Put("a")
			number.Null()
		}},
	} {
		t.Run(name, func(t *testing.T) {
			to := &full{err: broken, room: test.room}
			if test.room == 0 {
				to.room = 1 << 20
			}
			w, err := parquet.NewWriter(to, "a table", 10)
			if err != nil {
				t.Fatal(err)
			}
			test.rows(w, parquet.Add[string](w, "text", 0), parquet.Add[float64](w, "number", parquet.Optional))
			err = w.EndRow()
			if err == nil {
				err = w.Close()
			}
			if got := fmt.Sprint(err); test.want != "" && got != test.want || test.want == "" && err != nil {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if w.Close() == nil || w.EndRow() == nil {
				t.Error("it goes on all the same")
			}
		})
	}
}

// full has room for so many bytes.
type full struct {
	room int
	err  error
}

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, f.err
	}
	return len(b), nil
}

// A value that is in one group alone, or in the last row of all, is found there.
func TestGroupsAreByThemselves(t *testing.T) {
	s := &sheet{rows: 50, group: 10, columns: []described{{"text", "text", parquet.Optional | parquet.Dictionary}, {"day", "day", parquet.Optional}}, values: make([][]any, 2)}
	for i := range s.rows {
		var text, day any
		if i == 23 {
			text = "alone"
		}
		if i == s.rows-1 {
			day = parquet.Date(19_000)
		}
		s.values[0], s.values[1] = append(s.values[0], text), append(s.values[1], day)
	}
	for i, g := range written(t, s).Metadata().RowGroups {
		text, day := g.Columns[0].MetaData, g.Columns[1].MetaData
		if (string(text.Statistics.MinValue) == "alone") != (i == 2) || (text.DictionaryPageOffset > 0) != (i == 2) || (day.Statistics.NullCount == 9) != (i == 4) {
			t.Errorf("group %d: %+v and %+v", i, text, day)
		}
	}
}
