package instrument_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
)

// TestWordingIsFixed fails when a word of the measure changes without its version
// changing with it.
func TestWordingIsFixed(t *testing.T) {
	b, err := json.Marshal(instrument.English().Measure)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	const want = "11-item.1 95b9ce81fe2ed48ef0ea5c4f948202f0912f124ac850e9a9db7e23b0975c4283"
	if got := instrument.DIALOG.Version + " " + hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the wording or the version changed: got %s, want %s; a new wording needs a new version", got, want)
	}
}

func TestEnglishHasEveryWord(t *testing.T) {
	text := instrument.English()
	for _, d := range dialog.Domains() {
		if text.Question(d) == "" || text.Short(d) == "" {
			t.Errorf("%s has no words", d)
		}
	}
	if text.Question(dialog.NoDomain) != "" || text.Label(0) != "" || text.Label(8) != "" {
		t.Error("words are given for what is not in the measure")
	}
	if text.Label(1) != "totally dissatisfied" || text.Label(7) != "totally satisfied" {
		t.Error("the ends of the scale are not where they belong")
	}
}

// TestEnglishIsCheckedHere takes the file that ships as strictly as that of anybody
// else, which a start of the program does not do again.
func TestEnglishIsCheckedHere(t *testing.T) {
	checked, err := instrument.Parse(instrument.EnglishFile())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(checked, instrument.English()) {
		t.Error("English is not as it is when it has been checked and cleaned")
	}
}

// changed is the pseudo-language's file with one thing changed, which has to be there.
func changed(t testing.TB, from, to string) []byte {
	t.Helper()
	b := pseudo.File()
	if !bytes.Contains(b, []byte(from)) {
		t.Fatalf("the file has no %q", from)
	}
	return bytes.Replace(b, []byte(from), []byte(to), 1)
}

func TestParseRefuses(t *testing.T) {
	place := fmt.Sprintf("%q", pseudo.Say("Item {n} of {of}"))
	for name, test := range map[string]struct{ from, to, want string }{
		"not JSON":                {"{", "", "line 2"},
		"an unknown key":          {`"help_yes"`, `"help_perhaps"`, `not known, "help_perhaps"`},
		"an unknown text":         {`"nothing_chosen"`, `"nothing_at_all"`, `not known, "nothing_at_all"`},
		"a key twice":             {`"help_yes": `, `"help_yes": "x", "help_yes": `, `twice, "help_yes"`},
		"a missing text":          {`"place": ` + place + ",", "", "lacks words.item.place"},
		"an empty text":           {place, `""`, "lacks words.item.place"},
		"a place missing":         {place, `"Item {n}"`, "words.item.place has to have these places to fill in, as English does: {n}, {of}"},
		"a place of its own":      {place, `"Item {n} of {of} {more}"`, "words.item.place"},
		"a place misspelt":        {place, `"Item {n} of {off}"`, "words.item.place"},
		"a brace left open":       {place, `"Item {n} of {of"`, "words.item.place has a brace"},
		"a place where none is":   {fmt.Sprintf("%q", pseudo.Say("Review")), `"Review {n}"`, "words.review.title has a place to fill in where English has none"},
		"no source":               {`"measure_source": "Made up for tests: English with other letters."`, `"measure_source": ""`, "lacks language.measure_source"},
		"no tag":                  {`"en-x-pseudo"`, `""`, "language.tag"},
		"a tag that is none":      {`"en-x-pseudo"`, `"../en"`, "language.tag"},
		"right to left":           {`"left-to-right"`, `"right-to-left"`, "put off on purpose"},
		"another direction":       {`"left-to-right"`, `"down"`, "language.direction"},
		"Hebrew all the same":     {place, `"פריט {n} מתוך {of}"`, "words.item.place has letters that run from right to left"},
		"a date that is none":     {`"measure_checked_on": ""`, `"measure_checked_on": "yesterday"`, "wrong kind"},
		"a hidden character":      {place, "\"Item\u200b {n} of {of}\"", "words.item.place contains a hidden character"},
		"an escape sequence":      {place, `"Item \u001b[2J {n} of {of}"`, "words.item.place contains a control character"},
		"an item that is none":    {`"friendships"`, `"money"`, "not of DIALOG"},
		"an item without a name":  {`"short": ` + fmt.Sprintf("%q", pseudo.Say("Friendships")), `"short": ""`, "lacks measure.items.friendships.short"},
		"an answer that is none":  {`"gay-lesbian"`, `"yes"`, "words.about.traits.sexual-orientation.answers has yes, which English does not have"},
		"an answer missing":       {`"sikh": ` + fmt.Sprintf("%q", pseudo.Say("Sikh")) + ",", "", "lacks words.about.traits.religion.answers.sikh"},
		"an answer of no letter":  {fmt.Sprintf("%q", pseudo.Say("Sikh")), `""`, "lacks words.about.traits.religion.answers.sikh"},
		"an answer with a place":  {fmt.Sprintf("%q", pseudo.Say("Sikh")), `"{n}"`, "words.about.traits.religion.answers.sikh has a place"},
		"a label too few":         {fmt.Sprintf("%q", pseudo.Say("in the middle")) + ",", "", "seven labels"},
		"a month too few":         {fmt.Sprintf("%q", pseudo.Say("Mar")) + ",", "", "twelve names"},
		"half of a part":          {`"strips": ` + fmt.Sprintf("%q", pseudo.Say("Strips")) + ",", "", "lacks words.years.strips"},
		"a code that is none":     {`"weekly-hours"`, `"hours"`, "words.years.circumstances has hours, which English does not have"},
		"a number":                {place, "7", "wrong kind"},
		"a text of endless words": {place, `"` + strings.Repeat("{n} of {of} ", 100) + `"`, "longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := instrument.Parse(changed(t, test.from, test.to))
			if dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), test.want) {
				t.Errorf("got %v, want one that says %q", err, test.want)
			}
		})
	}
	if _, err := instrument.Parse(append(pseudo.File(), bytes.Repeat([]byte(" "), instrument.MostFileBytes)...)); err == nil {
		t.Error("a file of any length was taken")
	}
}

// A file from before there were the words of the years is taken, and the years stay in
// English; one that has a single text of them is not.
func TestAnOlderFileIsTaken(t *testing.T) {
	if lacks := append(pseudo.Text().Lacks(), instrument.English().Lacks()...); len(lacks) > 0 {
		t.Errorf("a complete file lacks %q", lacks)
	}
	if now := pseudo.Text(); now.For(instrument.PartYears) != now {
		t.Error("a complete file is not read for the years")
	}
	var file map[string]any
	if err := json.Unmarshal(pseudo.File(), &file); err != nil {
		t.Fatal(err)
	}
	words := file["words"].(map[string]any)
	years := words["years"].(map[string]any)
	parse := func() (*instrument.Text, error) {
		b, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		return instrument.Parse(b)
	}
	delete(words, "years")
	older, err := parse()
	if err != nil {
		t.Fatal(err)
	}
	if lacks := older.Lacks(); len(lacks) != 1 || lacks[0] != instrument.PartYears || older.For(instrument.PartYears) != instrument.English() {
		t.Errorf("it lacks %q", lacks)
	}
	words["years"] = map[string]any{"strips": years["strips"]}
	if _, err := parse(); dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), "lacks words.years.") {
		t.Errorf("a part with one text is taken with %v", err)
	}
	delete(words, "item")
	words["years"] = years
	if _, err := parse(); dialog.ErrorCode(err) != dialog.Invalid {
		t.Errorf("a file without what is no part is taken with %v", err)
	}
}

func TestDoubt(t *testing.T) {
	words := pseudo.Checked()
	if words.Doubt() != "" {
		t.Fatal(words.Doubt())
	}
	for want, change := range map[string]func(*instrument.About){
		"allows":    func(a *instrument.About) { a.MeasurePermission = "" },
		"printed":   func(a *instrument.About) { a.MeasureCheckedBy = "" },
		"against":   func(a *instrument.About) { a.MeasureCheckedOn = dialog.Date{} },
		"speaks it": func(a *instrument.About) { a.WordsCheckedBy = "" },
		"its words": func(a *instrument.About) { a.WordsCheckedOn = dialog.Date{} },
	} {
		a := words.About
		change(&a)
		if !strings.Contains(a.Doubt(), want) {
			t.Errorf("want a doubt with %q, got %q", want, a.Doubt())
		}
	}
}

func TestPlacesAreFilledInOnce(t *testing.T) {
	if got := instrument.Phrase("{a} and {b}, {a}").With("a", "{b}", "b", 2); got != "{b} and 2, {b}" {
		t.Errorf("got %q", got)
	}
}

func TestDatesInAnotherLanguage(t *testing.T) {
	on, words := dialog.Date{Year: 2026, Month: 3, Day: 4}, pseudo.Text()
	if got, want := words.Day(on), "04-"+pseudo.Say("Mar")+"-2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if english := instrument.English(); english.Day(on) != on.String() || english.Day(dialog.Date{}) != (dialog.Date{}).String() || english.Weekday(on) != "Wednesday" {
		t.Errorf("in English it is %s %s", english.Weekday(on), english.Day(on))
	}
	w := dialog.At(on.Noon())
	if got := instrument.English().Moment(w); got != w.String() {
		t.Errorf("got %q, want %q", got, w)
	}
}

// FuzzParse gives anything. What is taken has every text, with nothing in it that a
// screen could not show, and is taken again.
func FuzzParse(f *testing.F) {
	f.Add(pseudo.File())
	f.Add(instrument.EnglishFile())
	f.Add([]byte(`{"language":{"tag":"cy"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		words, err := instrument.Parse(b)
		if err != nil {
			if words != nil || dialog.ErrorMessage(err) == "" {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		again, err := json.Marshal(words)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := instrument.Parse(again); err != nil {
			t.Fatalf("what was taken is refused: %v", err)
		}
		for _, d := range dialog.Domains() {
			if words.Question(d) == "" || words.Short(d) == "" {
				t.Fatalf("%s has no words", d)
			}
		}
	})
}

// Places are filled in as a replacer of the whole text fills them in.
func TestPhrasesAreFilledInAsByAReplacer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom([]string{"{n}", "{of}", "{", "}", "{other}", "{n", "of}", "{{n}}", "a b", "…", ""}), 0, 8).Draw(t, "pieces") {
			text += p
		}
		n, of := rapid.Int().Draw(t, "n"), rapid.SampledFrom([]string{"", "{n}", "eleven", "{"}).Draw(t, "of")
		want := strings.NewReplacer("{n}", strconv.Itoa(n), "{of}", of).Replace(text)
		if got := instrument.Phrase(text).With("n", n, "of", of); got != want {
			t.Fatalf("%q is filled in as %q, want %q", text, got, want)
		}
	})
}
