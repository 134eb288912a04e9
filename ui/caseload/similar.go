package caseload

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// likenesses says of each person which others have a name that may be taken for
// theirs, at most likenessesShown of them. Who has none is not in it.
type likenesses map[dialog.ID][]dialog.ID

// likenessesShown is how many similar names are kept of each person: enough to
// warn and to name the nearest.
const likenessesShown = 3

// findLikenesses looks for names that text.Similar takes for one another.
// Comparing everybody with everybody would take minutes for ten thousand people.
// So each name is given keys such that two similar names always share one, and
// only names that share a key are compared.
func findLikenesses(rows []*row) likenesses {
	f := &likenessFinder{rows: rows, found: make([][]int32, len(rows)), seed: maphash.MakeSeed(), whole: make(map[string]bool)}
	for _, r := range rows {
		f.whole[strings.ReplaceAll(r.name, " ", "")] = true
	}
	for i, r := range rows {
		f.marks = append(f.marks, markLetters(r.name))
		f.addKeys(int32(i), r.name)
	}
	slices.SortFunc(f.keys, compareKeys)
	f.keys = slices.Compact(f.keys)
	for start := 0; start < len(f.keys); {
		end := start + 1
		for end < len(f.keys) && f.keys[end].hash == f.keys[start].hash {
			end++
		}
		f.compare(f.keys[start:end])
		start = end
	}
	result := make(likenesses)
	for i, others := range f.found {
		for _, j := range others {
			id := rows[i].Person.ID
			result[id] = append(result[id], rows[j].Person.ID)
		}
	}
	return result
}

// nameKey is one key of one name.
type nameKey struct {
	hash    uint64
	row     int32
	letters bool // it stands for the rule that counts edits
}

// compareKeys brings equal keys together, those of the rule that counts edits
// last: most people have their similar names noted by then.
func compareKeys(a, b nameKey) int {
	switch {
	case a.letters != b.letters:
		if b.letters {
			return -1
		}
		return 1
	case a.hash != b.hash:
		return cmp.Compare(a.hash, b.hash)
	}
	return cmp.Compare(a.row, b.row)
}

type likenessFinder struct {
	rows  []*row
	keys  []nameKey
	found [][]int32
	marks []lettermark
	whole map[string]bool // every name without its spaces
	seed  maphash.Seed
}

// lettermark has a bit for each letter that a name holds, some letters sharing
// one, and says how many letters there are.
type lettermark struct {
	bits  uint64
	count int
}

func markLetters(name string) lettermark {
	var m lettermark
	for _, r := range name {
		if r != ' ' {
			m.bits |= 1 << (r % 64)
			m.count++
		}
	}
	return m
}

// mayBeClose reports whether two edits could turn one name into the other: each
// edit adds or takes away at most one letter and changes at most two bits.
func (m lettermark) mayBeClose(other lettermark) bool {
	more := m.count - other.count
	return more >= -2 && more <= 2 && bits.OnesCount64(m.bits^other.bits) <= 4
}

// compare compares the names that share a key, until each has as many similar
// names as are shown.
func (f *likenessFinder) compare(same []nameKey) {
	for n, a := range same {
		for _, b := range same[n+1:] {
			if len(f.found[a.row]) >= likenessesShown {
				break
			}
			f.pair(a, b)
		}
		// Those further up who looked no further may still be what this one lacks.
		for m := n - 1; m >= 0 && len(f.found[a.row]) < likenessesShown; m-- {
			if len(f.found[same[m].row]) >= likenessesShown {
				f.pair(a, same[m])
			}
		}
	}
}

// pair notes two people for one another if their names are similar.
func (f *likenessFinder) pair(a, b nameKey) {
	i, j := a.row, b.row
	switch {
	case i == j || slices.Contains(f.found[i], j):
		return
	case a.letters && !f.marks[i].mayBeClose(f.marks[j]):
		return // the other rules have keys of their own
	case !text.Similar(f.rows[i].name, f.rows[j].name):
		return
	}
	f.found[i] = append(f.found[i], j)
	if len(f.found[j]) < likenessesShown && !slices.Contains(f.found[j], i) {
		f.found[j] = append(f.found[j], i)
	}
}

// wordsCompared is how many words of a name are looked at for its keys. Names
// with more are compared by these alone.
const wordsCompared = 10

// addKeys gives a name its keys, one set for each of the rules of text.Similar.
func (f *likenessFinder) addKeys(i int32, name string) {
	if name == "" {
		return
	}
	words := strings.Split(name, " ")
	words = words[:min(len(words), wordsCompared)]
	f.familyKeys(i, words)
	f.wordKeys(i, words)
	for turn := range words {
		f.letterKeys(i, []rune(strings.Join(words[turn:], "")+strings.Join(words[:turn], "")))
	}
}

// editKey is the kind of the keys for the rule that counts edits.
const editKey = "edit"

func (f *likenessFinder) add(i int32, kind string, parts ...string) {
	var h maphash.Hash
	h.SetSeed(f.seed)
	h.WriteString(kind)
	for _, p := range parts {
		h.WriteByte('|')
		h.WriteString(p)
	}
	f.keys = append(f.keys, nameKey{hash: h.Sum64(), row: i, letters: kind == editKey})
}

// familyKeys are for people of one family name whose first given names begin
// alike, are one letter apart at the beginning, or are missing. Where the family
// name ends is not known here, so each place where it could is tried.
func (f *likenessFinder) familyKeys(i int32, words []string) {
	for n := 1; n <= len(words); n++ {
		family := strings.Join(words[:n], "")
		if f.whole[family] { // somebody has this name and no other
			f.add(i, "family", family)
		}
		if n == len(words) {
			break
		}
		given := []rune(words[n])
		f.add(i, "initial", family, string(given[:1]))
		f.add(i, "rest", family, string(given))
		f.add(i, "rest", family, string(given[1:]))
		if len(given) > 1 {
			first, second := min(given[0], given[1]), max(given[0], given[1])
			f.add(i, "swapped", family, string(first)+string(second)+string(given[2:]))
		}
	}
}

// wordKeys are for names of which one has all the words of the other.
func (f *likenessFinder) wordKeys(i int32, words []string) {
	sorted := slices.Sorted(slices.Values(words))
	for n, first := range sorted {
		for _, second := range sorted[n+1:] {
			f.add(i, "words", first, second)
		}
	}
}

// letterKeys are for names that are one or two edits apart. One edit in a name
// of middle length: both are the same after one letter is left out of each. Two
// edits in a long one: at most one of them is within the first six letters or at
// most one is within the last six, and there the same holds.
func (f *likenessFinder) letterKeys(i int32, letters []rune) {
	const short, long = 6, 12
	if len(letters) < short {
		f.add(i, editKey, "all", string(letters))
		return
	}
	if len(letters) <= long {
		f.leaveOneOut(i, "all", letters)
	}
	if len(letters) >= long {
		f.leaveOneOut(i, "first", letters[:short])
		f.leaveOneOut(i, "last", letters[len(letters)-short:])
	}
}

func (f *likenessFinder) leaveOneOut(i int32, part string, letters []rune) {
	f.add(i, editKey, part, string(letters))
	for n := range letters {
		f.add(i, editKey, part, string(letters[:n])+string(letters[n+1:]))
	}
}
