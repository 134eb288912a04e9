package caseload

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/text"
)

func rowsNamed(names ...[2]string) []*row {
	rows := make([]*row, len(names))
	for i, n := range names {
		p := dialog.Person{ID: dialog.ID{14: byte(i >> 8), 15: byte(i + 1)}, Family: n[0], Given: n[1]}
		rows[i] = makeRow(&dialog.Summary{Person: p}, dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
	}
	return rows
}

func TestLikenesses(t *testing.T) {
	tests := map[string]struct {
		a, b  [2]string
		alike bool
	}{
		"same name":            {[2]string{"Smith", "Jane"}, [2]string{"Smith", "Jane"}, true},
		"one letter":           {[2]string{"Smith", "Jane"}, [2]string{"Smith", "Jayne"}, true},
		"same initial":         {[2]string{"Patel", "Vikram"}, [2]string{"Patel", "Vijay"}, true},
		"first letter":         {[2]string{"Ng", "Ann"}, [2]string{"Ng", "Dnn"}, true},
		"first two swapped":    {[2]string{"Ng", "Elia"}, [2]string{"Ng", "Leia"}, true},
		"first letter missing": {[2]string{"Ng", "Hanna"}, [2]string{"Ng", "Anna"}, true},
		"no given name":        {[2]string{"van der Berg", ""}, [2]string{"van der Berg", "Jan"}, true},
		"no given, short":      {[2]string{"Li", ""}, [2]string{"Li", "Wei"}, true},
		"turned round":         {[2]string{"Ali", "Omar"}, [2]string{"Omar", "Ali"}, true},
		"short, no space":      {[2]string{"Li", "An"}, [2]string{"Lian", ""}, true},
		"middle name":          {[2]string{"Jones", "Mary Ann Rose"}, [2]string{"Jones", "Rose"}, true},
		"two edits":            {[2]string{"Featherstone", "Barbara"}, [2]string{"Fetherstone", "Barbra"}, true},
		"accents":              {[2]string{"Ní Dhomhnaill", "Siobhán"}, [2]string{"Ni Domhnaill", "Siobhan"}, true},
		"other name":           {[2]string{"Smith", "Jane"}, [2]string{"Jones", "Alice"}, false},
		"other given name":     {[2]string{"Smith", "Jane"}, [2]string{"Smith", "Robert"}, false},
		"nothing recorded":     {[2]string{"", ""}, [2]string{"", ""}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rows := rowsNamed(test.a, [2]string{"Quux", "Zygmunt"}, test.b)
			got := findLikenesses(rows)
			a, b := rows[0].Person.ID, rows[2].Person.ID
			if slices.Contains(got[a], b) != test.alike || slices.Contains(got[b], a) != test.alike {
				t.Errorf("got %v", got)
			}
		})
	}
}

var nameWords = []string{"an", "ann", "anna", "hanna", "smith", "smyth", "li", "lian", "van", "der", "berg", "o", "neill", "oneill",
	"featherstone", "featherston", "jane", "jayne", "jean", "omar", "ali", "maria", "mary", "rose", "cholmondeley"}

// TestLikenessesFindAll compares with comparing everybody with everybody.
func TestLikenessesFindAll(t *testing.T) {
	word := rapid.Custom(func(t *rapid.T) string {
		w := []rune(rapid.SampledFrom(nameWords).Draw(t, "word"))
		for range rapid.IntRange(0, 2).Draw(t, "edits") {
			i := rapid.IntRange(0, len(w)-1).Draw(t, "at")
			switch rapid.IntRange(0, 3).Draw(t, "edit") {
			case 0:
				w[i] = rapid.SampledFrom([]rune("aeiz")).Draw(t, "letter")
			case 1:
				w = slices.Insert(w, i, 'x')
			case 2:
				if len(w) > 1 {
					w = slices.Delete(w, i, i+1)
				}
			case 3:
				if i > 0 {
					w[i-1], w[i] = w[i], w[i-1]
				}
			}
		}
		return string(w)
	})
	rapid.Check(t, func(t *rapid.T) {
		var names [][2]string
		for range rapid.IntRange(2, 12).Draw(t, "people") {
			family := word.Draw(t, "family")
			for range rapid.IntRange(0, 1).Draw(t, "double") {
				family += " " + word.Draw(t, "family2")
			}
			given := ""
			for range rapid.IntRange(0, 2).Draw(t, "given") {
				given += " " + word.Draw(t, "name")
			}
			names = append(names, [2]string{family, given})
		}
		checkLikenesses(t, rowsNamed(names...))
	})
}

func checkLikenesses(t interface{ Fatalf(string, ...any) }, rows []*row) {
	got := findLikenesses(rows)
	for i, a := range rows {
		alike := 0
		for j, b := range rows {
			if i != j && text.Similar(a.name, b.name) {
				alike++
			}
		}
		noted := got[a.Person.ID]
		if want := min(alike, likenessesShown); len(noted) < want {
			t.Fatalf("%q: %d noted, %d alike", a.name, len(noted), alike)
		}
		for _, id := range noted {
			j := slices.IndexFunc(rows, func(r *row) bool { return r.Person.ID == id })
			if !text.Similar(a.name, rows[j].name) {
				t.Fatalf("%q is not like %q", a.name, rows[j].name)
			}
		}
	}
}

// manySummaries makes up a caseload of n people whose names are drawn from pools
// like those of an English city, with a few very common families.
func manySummaries(n int) []*dialog.Summary {
	random := rand.New(rand.NewPCG(7, 7))
	starts := []string{"Smi", "Jon", "Pat", "Wil", "Kha", "Tay", "Oko", "Bro", "Ste", "Mac", "Fer", "Cla", "Nov", "Hus", "Rey", "Ada", "Gre", "Whi", "Tho", "Beck"}
	ends := []string{"th", "es", "el", "son", "n", "lor", "nkwo", "wn", "vens", "donald", "reira", "rke", "ak", "sain", "nolds", "ms", "en", "taker", "mas", "ett", "ford", "ley", "worth", "ham", "man", "by", "field"}
	given := []string{"Jane", "Amir", "Alice", "Peter", "Olu", "Maria", "Chen", "Ciara", "Tom", "Fatima", "George", "Hannah", "Ivan", "Kate", "Leo", "Mo", "Nadia", "Oscar", "Priya", "Quinn", "Rosa", "Sam", "Tara", "Uma", "Victor", "Wendy", "Xin", "Yusuf", "Zoe", "Bea"}
	pick := func(words []string) string {
		f := random.Float64()
		return words[int(f*f*float64(len(words)))]
	}
	summaries := make([]*dialog.Summary, n)
	for i := range summaries {
		g := pick(given)
		if random.IntN(3) == 0 {
			g += " " + pick(given)
		}
		day := dialog.Date{Year: 2026, Month: 11, Day: 22}.AddDays(-random.IntN(400))
		summaries[i] = &dialog.Summary{
			Person: dialog.Person{
				ID: dialog.ID{13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}, Family: pick(starts) + pick(ends), Given: g,
				BirthDate: dialog.Date{Year: 1950, Month: 1, Day: 1}.AddDays(random.IntN(20000)),
				NHSNumber: dialog.NHSNumber(fmt.Sprintf("999%07d", i)), LocalPatientID: fmt.Sprintf("D%05d", i),
			},
			Standing: dialog.StandingOpen, Setting: dialog.Community, Done: 2, Last: dialog.On(day), LastDone: day,
			Life: dialog.Mean{Sum: 30, N: 8, Of: 8}, Treatment: dialog.Mean{Sum: 14, N: 3, Of: 3},
			LifeChange: dialog.MeanChange{Diff: 3, N: 8, Of: 8}, TreatChange: dialog.MeanChange{Diff: -1, N: 3, Of: 3}, Goals: i % 3,
		}
		if i%500 == 0 {
			summaries[i].DraftID, summaries[i].DraftAt, summaries[i].DraftRated = dialog.ID{1, 15: byte(i)}, dialog.On(day), 6
		}
	}
	return summaries
}

func TestLikenessesOfManyPeople(t *testing.T) {
	x := makeIndex(manySummaries(1500), dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
	checkLikenesses(t, x.orders[nameOrder])
}

func BenchmarkLikenesses(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		x := makeIndex(manySummaries(n), dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				findLikenesses(x.orders[nameOrder])
			}
		})
	}
}

func BenchmarkMakeIndex(b *testing.B) {
	summaries := manySummaries(10000)
	for b.Loop() {
		makeIndex(summaries, dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
	}
}

func BenchmarkSearch(b *testing.B) {
	x := makeIndex(manySummaries(10000), dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
	for _, typed := range []string{"s", "smith", "smith ja", "qqqq", "999 000", "th e a"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				parseSearch(typed).find(x.orders[dueFirst])
			}
		})
	}
}

func BenchmarkPut(b *testing.B) {
	summaries := manySummaries(10000)
	x := makeIndex(summaries, dialog.DefaultRules(), dialog.Date{Year: 2026, Month: 11, Day: 22})
	for b.Loop() {
		x.put(summaries[77])
	}
}
