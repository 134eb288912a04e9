package text_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog/text"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, input, want string }{
		{"case", "SMITH Jane", "smith jane"},
		{"diacritics", "Zoë Brontë Núñez", "zoe bronte nunez"},
		{"decomposed", "Zoe\u0308", "zoe"},
		{"Vietnamese", "Nguyễn Thị Hương", "nguyen thi huong"},
		{"Polish", "Małgorzata Wiśniewska", "malgorzata wisniewska"},
		{"Nordic", "Åsa Bjørn Sæther Þórður Œhlen", "asa bjorn saether thordur oehlen"},
		{"Croatian and Icelandic d", "Đorđe Guðrún", "dorde gudrun"},
		{"German", "Weiß WEISS Müller STRAẞE", "weiss weiss muller strasse"},
		{"Turkish i", "Işık ISIK İpek", "isik isik ipek"},
		{"Hausa and Ewe", "Ɓala Ɗan Ƙaura Ɔfɔri Ɛkua", "bala dan kaura ofori ekua"},
		{"Maltese", "Ħal Għaxaq", "hal ghaxaq"},
		{"apostrophes of every kind", "O'N O’N O‘N OʼN O`N O´N O＇N Oʻn O′N", "on on on on on on on on on"},
		{"hyphens and dashes", "Anne-Marie Anne‐Marie Anne–Marie", "annemarie annemarie annemarie"},
		{"full stops", "St. John J.R.", "st john jr"},
		{"banner", "SMITH, Jane (Ms)", "smith jane ms"},
		{"space", "  Jane \t\u00a0\n Smith ", "jane smith"},
		{"ligatures and full width", "ﬁﬀ Ｊａｎｅ", "fiff jane"},
		{"Greek", "Παπαδόπουλος ΠΑΠΑΔΌΠΟΥΛΟΣ", "παπαδοπουλοσ παπαδοπουλοσ"},
		{"Cyrillic", "Йошко Алёна", "иошко алена"},
		{"Arabic vowels and alef", "مُحَمَّد أحمد إيمان", "محمد احمد ايمان"},
		{"Arabic and Persian letters", "علی کریم فاطمة", "علي كريم فاطمه"},
		{"Persian joiner", "علی\u200cرضا", "عليرضا"},
		{"Hebrew points", "שָׂרָה", "שרה"},
		{"Devanagari vowels stay", "कुमार", "कुमार"},
		{"Devanagari nukta goes", "ज़फ़र", "जफर"},
		{"Kana voicing stays", "ガト", "カ\u3099ト"},
		{"Hangul is taken apart", "김", "\u1100\u1175\u11b7"},
		{"Cherokee has one case", "\uab70\u13a0", "\u13a0\u13a0"},
		{"invisible and damaged", "Ja\u200bne\x1b\xff\u202e\uFFFD Smith", "jane smith"},
		{"nothing left", "'-.,\u200d", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Fold(tt.input); got != tt.want {
				t.Errorf("got %q (%+q), want %q", got, got, tt.want)
			}
		})
	}
}

func TestQueryMatch(t *testing.T) {
	tests := []struct {
		name   string
		keys   []string
		finds  []string
		misses []string
	}{
		{"any part in any order", []string{"Smith", "Jane", "Janey"},
			[]string{"smith", "JANE", "mit", "jane smith", "smith jane", "smith, jane", "SMITH, Jane", "sm ja", "janey", ""},
			[]string{"smyth", "jane jones", "smithjanx"}},
		{"apostrophe", []string{"O'Neill", "Seán"},
			[]string{"o neill", "oneill", "O’Neill", "o'neill sean", "neill", "Sean O Neill", "o`neil"}, []string{"oneal"}},
		{"stored with a space", []string{"O Neill", "Sean"},
			[]string{"o neill", "oneill", "O’Neill"}, []string{"neilsean"}},
		{"stored with a hyphen", []string{"Smith-Jones", "Anne-Marie"},
			[]string{"smith jones", "jones-smith", "smithjones", "anne marie", "annemarie", "marie", "anne–marie"}, []string{"jonessmith"}},
		{"stored as two words", []string{"Smith Jones", "Anne Marie"},
			[]string{"smith-jones", "jones-smith", "smithjones", "annemarie", "anne-marie"}, []string{"thjones", "nemarie"}},
		{"particles", []string{"van der Berg"}, []string{"vanderberg", "berg", "van den berg der van"[:3], "derberg"}, []string{"anderberg"}},
		{"all names in one key", []string{"Smith Jane"}, []string{"smith jane", "jane smi", "smithjane"}, []string{"janesmith"}},
		{"number and local id", []string{"Smith", "9990732574", "RX-1/204"},
			[]string{"999 073 2574", "9990732574", "999-073-2574", "2574", "rx1204", "RX-1/204", "rx 204"}, []string{"9990732575"}},
		{"other scripts", []string{"Нестеренко", "김", "محمدی"}, []string{"НЕСТЕР", "기", "محمدي"}, []string{"nester"}},
		{"no keys", nil, []string{"", " - "}, []string{"a"}},
	}
	for _, tt := range tests {
		var keys []string
		for _, k := range tt.keys {
			keys = append(keys, text.Fold(k))
		}
		for _, q := range tt.finds {
			t.Run(tt.name+"/finds "+q, func(t *testing.T) {
				if !text.ParseQuery(q).Match(keys...) {
					t.Errorf("%q does not find %q", q, keys)
				}
			})
		}
		for _, q := range tt.misses {
			t.Run(tt.name+"/misses "+q, func(t *testing.T) {
				if text.ParseQuery(q).Match(keys...) {
					t.Errorf("%q finds %q", q, keys)
				}
			})
		}
	}
}

func TestQueryEmpty(t *testing.T) {
	for _, s := range []string{"", "  ", "-", " , ' ", "\x1b\u200b"} {
		if q := text.ParseQuery(s); !q.Empty() || !q.Match("jane") {
			t.Errorf("%q: empty %t, matches %t", s, q.Empty(), q.Match("jane"))
		}
	}
	if text.ParseQuery("a").Empty() {
		t.Error("a letter is an empty query")
	}
}

// TestQueryFindsPeople takes any part of a name as somebody may type it.
func TestQueryFindsPeople(t *testing.T) {
	all := people(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "person")
		keys := []string{text.Fold(p.family), text.Fold(p.given)}
		part := func(name string) string {
			folded := []rune(text.Fold(name))
			from := rapid.IntRange(0, len(folded)-1).Draw(t, "from")
			return string(folded[from:rapid.IntRange(from+1, len(folded)).Draw(t, "to")])
		}
		for _, q := range []string{
			p.family + " " + p.given, p.given + " " + strings.ToUpper(p.family), p.family + ", " + p.given,
			part(p.given) + " " + part(p.family), strings.ReplaceAll(p.family, " ", ""),
		} {
			if !text.ParseQuery(q).Match(keys...) {
				t.Errorf("%q does not find %+v", q, p)
			}
		}
	})
}

// caseload returns the folded names of 10,000 people.
func caseload(t testing.TB) [][2]string {
	all := people(t)
	var keys [][2]string
	for i := range 10_000 {
		family, given := all[i%len(all)], all[(i*7+i/len(all))%len(all)]
		keys = append(keys, [2]string{text.Fold(family.family), text.Fold(given.given)})
	}
	return keys
}

func TestMatchDoesNotAllocate(t *testing.T) {
	keys := caseload(t)
	q := text.ParseQuery("an-na o'ber garcia")
	if n := testing.AllocsPerRun(5, func() {
		for i := range keys {
			q.Match(keys[i][0], keys[i][1])
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestSimilar(t *testing.T) {
	tests := []struct {
		name string
		a, b person
		want bool
	}{
		{"the same", person{"Smith", "Jane"}, person{"Smith", "Jane"}, true},
		{"the same after folding", person{"Brontë", "Zoë"}, person{"BRONTE", "Zoe"}, true},
		{"apostrophe or space", person{"O’Neill", "Sean"}, person{"O Neill", "Sean"}, true},
		{"same family, same first letter", person{"Smith", "Jane"}, person{"Smith", "John"}, true},
		{"same family, given one edit apart", person{"Khan", "Ali"}, person{"Khan", "Eli"}, true},
		{"same family, neighbours swapped", person{"Khan", "Aisha"}, person{"Khan", "Iasha"}, true},
		{"same family, given missing", person{"Smith", ""}, person{"Smith", "Jane"}, true},
		{"same family with particles", person{"van der Berg", "Jan"}, person{"van der Berg", "Joost"}, true},
		{"family joined or apart", person{"Mc Donald", "Ian"}, person{"McDonald", "Isla"}, true},
		{"swapped", person{"Thomas", "Dylan"}, person{"Dylan", "Thomas"}, true},
		{"swapped, with an edit", person{"Thomas", "Dylan"}, person{"Dylan", "Tomas"}, true},
		{"swapped, short", person{"Li", "An"}, person{"An", "Li"}, true},
		{"given names in another order", person{"Smith", "Mary Jane"}, person{"Smith", "Jane Mary"}, true},
		{"middle name left out", person{"Smith", "Mary Jane"}, person{"Smith", "Jane"}, true},
		{"swapped, middle name left out", person{"Smith", "Jane"}, person{"Jane", "Mary Smith"}, true},
		{"one letter in the family name", person{"Smith", "Jane"}, person{"Smyth", "Jane"}, true},
		{"two letters in long names", person{"Wilkinson", "Tracy"}, person{"Wilkenson", "Tracey"}, true},
		{"letters swapped", person{"Brain", "Karen"}, person{"Brian", "Karen"}, true},

		{"same family, other given", person{"Patel", "Hansa"}, person{"Patel", "Jignesh"}, false},
		{"same given, other family", person{"Smith", "Jane"}, person{"Brown", "Jane"}, false},
		{"same given, same letter of the family", person{"Smith", "Jane"}, person{"Stone", "Jane"}, false},
		{"same particles only", person{"van der Berg", "Jan"}, person{"van der Meer", "Els"}, false},
		{"short names one edit apart", person{"Li", "An"}, person{"Ri", "An"}, false},
		{"two letters in short names", person{"Hill", "Jan"}, person{"Hall", "Jon"}, false},
		{"nothing alike", person{"Adeyemi", "Folasade"}, person{"Kowalski", "Zbigniew"}, false},
		{"empty", person{}, person{}, false},
		{"empty and a name", person{}, person{"Smith", "Jane"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := tt.a.full(), tt.b.full()
			if got := text.Similar(a, b); got != tt.want {
				t.Errorf("Similar(%q, %q) = %t", a, b, got)
			}
			if got := text.Similar(b, a); got != tt.want {
				t.Errorf("Similar(%q, %q) = %t: not symmetric", b, a, got)
			}
		})
	}
}

// similarPairs returns the pairs of people whose names are called similar.
func similarPairs(all []person) []string {
	var pairs []string
	for i, a := range all {
		for _, b := range all[:i] {
			if text.Similar(a.full(), b.full()) {
				pairs = append(pairs, fmt.Sprintf("%s %s / %s %s", a.given, a.family, b.given, b.family))
			}
		}
	}
	return pairs
}

// TestSimilarFlagsFew makes sure that the warning stays rare enough to be
// read: in the list as it is, and with the given names dealt out anew.
func TestSimilarFlagsFew(t *testing.T) {
	all := people(t)
	if pairs := similarPairs(all); len(pairs) > 5 {
		t.Errorf("%d similar pairs among %d people: %q", len(pairs), len(all), pairs)
	}
	const deals = 10
	total := 0
	shuffled := rand.New(rand.NewPCG(1, 2))
	for deal := range deals {
		dealt := slices.Clone(all)
		for i, j := range shuffled.Perm(len(all)) {
			dealt[i].given = all[j].given
		}
		pairs := similarPairs(dealt)
		total += len(pairs)
		t.Logf("deal %d: %q", deal, pairs)
	}
	if total == 0 || total > 3*deals {
		t.Errorf("%d similar pairs in %d lists of %d people; about one in each is to be expected", total, deals, len(all))
	}
}

func TestSimilarIsSymmetricAndTotal(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("abé o'-van ")), 0, 200, -1)
	rapid.Check(t, func(t *rapid.T) {
		a := text.Fold(rapid.OneOf(letters, hostile).Draw(t, "a"))
		b := text.Fold(rapid.OneOf(letters, hostile).Draw(t, "b"))
		if text.Similar(a, b) != text.Similar(b, a) {
			t.Errorf("Similar(%q, %q) is not symmetric", a, b)
		}
		if a != "" && !text.Similar(a, a) {
			t.Errorf("%q is not similar to itself", a)
		}
	})
}

func TestMixed(t *testing.T) {
	tests := []struct {
		name, input string
		want        bool
	}{
		{"Latin", "Małgorzata O’Neill-Þórsdóttir", false},
		{"Cyrillic а in Latin", "J\u0430ne", true},
		{"Latin a in Cyrillic", "Ок\u0061ана", true},
		{"Greek omicron in Latin", "J\u03bfnes", true},
		{"Greek and Cyrillic", "\u0410\u03bd\u0430", true},
		{"after an apostrophe", "O’\u041deill", true},
		{"behind a mark", "e\u0323\u0430", true},
		{"behind a digit", "Jane1\u0430", true},
		{"in the second word", "Jane Sm\u0456th", true},
		{"Armenian in Latin", "J\u0585hn", true},
		{"Cherokee in Latin", "\u13aaane", true},
		{"words of different scripts", "Jane Иванова", false},
		{"hyphen between scripts", "Иванова-Smith", false},
		{"Japanese", "高橋みナミ", false},
		{"Japanese with Latin", "Tシャツ", false},
		{"Korean with Han", "김金", false},
		{"Han and Cyrillic", "王\u0430", true},
		{"Latin, Han and Cyrillic", "T王\u0430", true},
		{"Persian with a joiner", "علی\u200cرضا", false},
		{"Arabic in Latin", "Ali\u0627", true},
		{"wholly in look-alikes", "\u0410\u043d\u043d\u0430", false},
		{"long vowel mark", "ラーメン", false},
		{"numbers and signs", "12 - #3", false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Mixed(tt.input); got != tt.want {
				t.Errorf("Mixed(%q) = %t", tt.input, got)
			}
		})
	}
	for _, p := range people(t) {
		if text.Mixed(p.family) || text.Mixed(p.given) {
			t.Errorf("%+v is called mixed", p)
		}
	}
}

func BenchmarkMatch10000(b *testing.B) {
	keys := caseload(b)
	for _, typed := range []string{"s", "smith", "jane smith", "zzz", "o'brien sean"} {
		b.Run(typed, func(b *testing.B) {
			b.ReportAllocs()
			q := text.ParseQuery(typed)
			for b.Loop() {
				for i := range keys {
					q.Match(keys[i][0], keys[i][1])
				}
			}
		})
	}
}

func BenchmarkFold10000(b *testing.B) {
	all := people(b)
	for b.Loop() {
		for i := range 10_000 {
			text.Fold(all[i%len(all)].family)
		}
	}
}

func BenchmarkSimilar10000(b *testing.B) {
	var names []string
	for _, key := range caseload(b) {
		names = append(names, key[0]+" "+key[1])
	}
	name := text.Fold("Wilkinson Tracy")
	b.ReportAllocs()
	for b.Loop() {
		for _, other := range names {
			text.Similar(name, other)
		}
	}
}
