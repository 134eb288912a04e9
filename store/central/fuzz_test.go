package central_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"alongside/dialog/text"
	"alongside/store/central"
)

// Whatever a server says: only an answer that names each part with a success is one,
// and words of its own are always fit to be kept.
func FuzzAnswer(f *testing.F) {
	good := `{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201 Created","location":"Patient/a/_history/1"}},{"response":{"status":"200"}}]}`
	for _, seed := range []string{good, outcomeText("invalid", "no\x1b[2J"), `{}`, `[]`, `<html>`, `{"resourceType":"Bundle","type":"transaction-response","entry":[{},{}]}`,
		strings.Replace(good, "200", "409", 1), strings.Replace(good, "Patient/a", "Patient/b", 1), `{"a":1,"a":2}`, strings.Repeat("[", 100)} {
		f.Add(200, []byte(seed))
		f.Add(422, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		words, ok := central.Judge(status, body, []string{"Patient/a", "Goal/b"})
		if ok {
			var b struct {
				Type  string
				Entry []struct{ Response struct{ Status string } }
			}
			if status < 200 || status > 299 || json.Unmarshal(body, &b) != nil || b.Type != "transaction-response" || len(b.Entry) != 2 ||
				!strings.HasPrefix(b.Entry[0].Response.Status, "2") || !strings.HasPrefix(b.Entry[1].Response.Status, "2") {
				t.Fatalf("%d %q is taken for a success", status, body)
			}
			return
		}
		if clean, err := text.Clean(words, text.Note); err != nil || clean != words || words == "" || !utf8.ValidString(words) {
			t.Fatalf("%q are not fit to be kept: %v", words, err)
		}
	})
}
