package text

import (
	"strings"
	"unicode"
)

// Query is a search as somebody typed it, ready to be matched. The zero Query
// has no words and matches everything.
type Query struct {
	words []string // folded
}

// ParseQuery reads the words of s: folded as [Fold] does, and also separated
// at hyphens, dashes and full stops, so that "smith-jones" finds the two names
// in either order.
func ParseQuery(s string) Query {
	apart := func(r rune) rune {
		if r == '.' || unicode.Is(unicode.Dash, r) {
			return ' '
		}
		return r
	}
	return Query{words: strings.Fields(Fold(strings.Map(apart, s)))}
}

// Empty reports whether the query has no words, as when nothing but spaces and
// punctuation was typed.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Match reports whether every word of the query is found in some key, in any
// order. Keys are folded by [Fold]: one for each name, or one for all of them,
// or an identifier. A word is found in a key
//
//   - anywhere within one word of the key: "neil" and "oneill" find O'Neill;
//   - from the start of a word of the key on, across spaces: "oneill" finds
//     O Neill, "annemarie" finds Anne Marie, "vanderberg" finds van der Berg.
//
// Match does not allocate.
func (q Query) Match(keys ...string) bool {
	for _, word := range q.words {
		if !foundInAny(word, keys) {
			return false
		}
	}
	return true
}

// foundInAny reports whether word is found in some key.
func foundInAny(word string, keys []string) bool {
	for _, key := range keys {
		if strings.Contains(key, word) || startsAcross(key, word) {
			return true
		}
	}
	return false
}

// startsAcross reports whether key without its spaces holds word from the
// start of one of the words of key on.
func startsAcross(key, word string) bool {
	for {
		space := strings.IndexByte(key, ' ')
		if space < 0 {
			return false // within one word: strings.Contains has looked there
		}
		if hasPrefixAcross(key, word) {
			return true
		}
		key = key[space+1:]
	}
}

// hasPrefixAcross reports whether key without its spaces starts with word.
func hasPrefixAcross(key, word string) bool {
	matched := 0
	for i := 0; i < len(key) && matched < len(word); i++ {
		if key[i] == ' ' {
			continue
		}
		if key[i] != word[matched] {
			return false
		}
		matched++
	}
	return matched == len(word)
}
