package instrument

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"alongside/dialog"
	"alongside/dialog/strict"
	"alongside/dialog/text"
)

// MostFileBytes is how long a language file may be: several times what English
// takes.
const MostFileBytes = 256 << 10

// mostRunes is how long one text of a file may be.
const mostRunes = 600

// LeftToRight is the one direction that can be drawn.
const LeftToRight = "left-to-right"

// tagged is the part of BCP 47 that is taken: a language, and where it matters its
// script, its region, and a part for private use.
var tagged = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x-[a-z0-9]{1,8})?$`)

// mayBeEmpty are the keys that say what is still to be done.
var mayBeEmpty = []string{"language.measure_permission", "language.measure_checked_by", "language.words_checked_by"}

// Parse reads a language file and checks it: every key of English is there once and
// no other, every text can be shown, and has the places to fill in that English has.
// Otherwise it is refused whole, with the line or with the key. A [Part] may be lacking
// as a whole; see [Text.Lacks]. That nobody has
// checked the words is no reason to refuse it here; see [About.Doubt].
func Parse(b []byte) (*Text, error) {
	var t Text
	limits := strict.Limits{Bytes: MostFileBytes, Depth: 6, Values: 2000, Keys: true}
	if err := strict.Decode(bytes.NewReader(b), limits, &t); err != nil {
		return nil, err
	}
	switch {
	case !tagged.MatchString(t.Tag):
		return nil, refuse("language.tag has to be a BCP 47 tag such as cy or zh-Hant")
	case t.Direction == "right-to-left":
		return nil, refuse("it runs from right to left. Such scripts cannot be drawn well enough yet, so they are put off on purpose")
	case t.Direction != LeftToRight:
		return nil, refuse("language.direction has to be " + LeftToRight)
	case len(t.Labels) != dialog.HighestRating:
		return nil, refuse("measure.labels needs seven labels, from 1 to 7")
	case len(t.Months) != 12:
		return nil, refuse("dates.months needs twelve names")
	case len(t.Weekdays) != 7:
		return nil, refuse("dates.weekdays needs seven names, from Sunday")
	}
	if err := t.checkItems(); err != nil {
		return nil, err
	}
	if err := checkTexts(reflect.ValueOf(&t).Elem(), reflect.ValueOf(English()).Elem(), ""); err != nil {
		return nil, err
	}
	return &t, nil
}

// checkItems looks that the items are the eleven.
func (t *Text) checkItems() error {
	for slug := range t.Items {
		if d, err := dialog.ParseDomain(slug); err != nil || !d.Valid() {
			return refuse("measure.items has one that is not of DIALOG")
		}
	}
	for _, d := range dialog.Domains() {
		if _, ok := t.Items[d.String()]; !ok {
			return refuse("it lacks measure.items." + d.String())
		}
	}
	return nil
}

// checkTexts goes through all texts of a value, cleans each, and compares its places
// with those of the same text in English. Like is not valid where there is no
// English to compare with.
func checkTexts(v, like reflect.Value, key string) error {
	inside := func(i int) reflect.Value {
		if !like.IsValid() {
			return like
		}
		if v.Kind() == reflect.Slice {
			return like.Index(i)
		}
		return like.Field(i)
	}
	switch v.Kind() {
	case reflect.String:
		return checkText(v, like, key)
	case reflect.Slice:
		for i := range v.Len() {
			if err := checkTexts(v.Index(i), inside(i), fmt.Sprintf("%s, number %d,", key, i+1)); err != nil {
				return err
			}
		}
	case reflect.Map:
		return checkMap(v, like, key)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[dialog.Date]() {
			return nil
		}
		for i := range v.NumField() {
			within := strings.TrimPrefix(key+"."+jsonName(v.Type().Field(i)), ".")
			if isPart(within) && v.Field(i).IsZero() {
				continue // of a file that was written before there was this part
			}
			if err := checkTexts(v.Field(i), inside(i), within); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkMap goes through the texts of a map, which has the keys that English has.
func checkMap(v, like reflect.Value, key string) error {
	if !like.IsValid() {
		like = v
	}
	for _, name := range v.MapKeys() {
		if !like.MapIndex(name).IsValid() {
			return refuse(fmt.Sprintf("%s has %s, which English does not have", key, text.Show(name.String())))
		}
	}
	for _, name := range like.MapKeys() {
		inside := fmt.Sprintf("%s.%s", key, name)
		if !v.MapIndex(name).IsValid() {
			return refuse("it lacks " + inside)
		}
		one := reflect.New(v.Type().Elem()).Elem() // what is within a map cannot be set
		one.Set(v.MapIndex(name))
		if err := checkTexts(one, like.MapIndex(name), inside); err != nil {
			return err
		}
		v.SetMapIndex(name, one)
	}
	return nil
}

// checkText checks one text.
func checkText(v, like reflect.Value, key string) error {
	clean, err := text.Clean(v.String(), text.Limits{Runes: mostRunes})
	switch {
	case err != nil:
		return refuse(key + " " + err.Error())
	case clean == "" && !slices.Contains(mayBeEmpty, key):
		return refuse("it lacks " + key)
	case runsLeft(clean):
		return refuse(key + " has letters that run from right to left. Such scripts cannot be drawn well enough yet, so they are put off on purpose")
	}
	v.SetString(clean)
	names, ok := places(clean)
	switch {
	case !ok:
		return refuse(key + " has a brace that belongs to no place to fill in")
	case v.Type() != reflect.TypeFor[Phrase]() && len(names) > 0:
		return refuse(key + " has a place to fill in where English has none")
	case !like.IsValid():
		return nil
	}
	if want, _ := places(like.String()); !slices.Equal(names, want) {
		return refuse(fmt.Sprintf("%s has to have these places to fill in, as English does: {%s}", key, strings.Join(want, "}, {")))
	}
	return nil
}

// runsLeft reports whether a text has letters of a script that runs from right to
// left.
func runsLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}

func refuse(why string) error {
	return &dialog.Error{Code: dialog.Invalid, Message: "The language file cannot be used: " + strings.TrimSuffix(why, ".") + "."}
}
