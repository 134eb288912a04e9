package instrument

import (
	"reflect"
	"strings"
)

// Part is a group of words that came to the language files later than the rest, by
// its key within words. A file from before it lacks the whole of it and is taken all
// the same: what the part is for then stays in English, each screen as a whole.
type Part string

// PartYears are the years as strips and charts, in words and as tables.
const PartYears Part = "years"

// Parts returns all parts, in the order that they are told in.
func Parts() []Part { return []Part{PartYears} }

// String says in English what a part is for.
func (p Part) String() string {
	if p == PartYears {
		return "the years as charts, in words and as tables"
	}
	return string(p)
}

// For returns the language for what is read of a part: itself, or English where its
// file lacks that part, so that no two languages come together on one screen.
func (t *Text) For(p Part) *Text {
	if t.lacks(p) {
		return English()
	}
	return t
}

// Lacks returns the parts that the file of the language does not have.
func (t *Text) Lacks() []Part {
	var missing []Part
	for _, p := range Parts() {
		if t.lacks(p) {
			missing = append(missing, p)
		}
	}
	return missing
}

func (t *Text) lacks(p Part) bool {
	return p == PartYears && reflect.ValueOf(t.Words.Years).IsZero()
}

// isPart reports whether a key of the file is that of a part.
func isPart(key string) bool {
	for _, p := range Parts() {
		if key == "words."+string(p) {
			return true
		}
	}
	return false
}

// jsonName is the key of a field.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
