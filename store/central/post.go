package central

import (
	"context"
	"net/http"
	"strconv"
	"strings"
)

// post sends one transaction and reads the answer. It is a success only where the
// answer accounts for every part.
func (k *Courier) post(ctx context.Context, l *load) error {
	got, err := k.ask(ctx, request{method: http.MethodPost, url: k.centre.URL, kind: fhirJSON, body: l.text})
	if err != nil {
		return err
	}
	entries, err := k.entries(got, "transaction-response", len(l.parts))
	if err != nil {
		return err
	}
	for i, e := range entries {
		if err := accounts(e, l.parts[i].place); err != nil {
			return err
		}
	}
	return nil
}

// entries reads the entries of an answer that is a Bundle, as many as were asked for.
func (k *Courier) entries(got *answer, kind string, n int) ([]any, error) {
	o, isJSON := object(got.body)
	switch {
	case got.status == http.StatusUnauthorized:
		return nil, &failure{fate: down, words: wordsKey, code: got.status}
	case got.status < 200 || got.status > 299:
		f := &failure{fate: statusFate(got.status), words: statusWords(got.status, o), after: retryAfter(got.header, k.o.Now()), code: got.status}
		if !isJSON && f.fate == refused {
			f.fate, f.words = odd, statusWords(got.status, nil)
		}
		return nil, f
	case !isJSON:
		return nil, &failure{fate: down, words: wordsNotFHIR, code: got.status}
	}
	entries, _ := o["entry"].([]any)
	if o["resourceType"] != "Bundle" || o["type"] != kind || len(entries) != n {
		return nil, &failure{fate: odd, words: wordsMissing, code: got.status}
	}
	return entries, nil
}

// accounts reports, as a failure, an entry of an answer that does not say that a part
// is stored.
func accounts(entry any, place string) error {
	o, _ := entry.(map[string]any)
	response, _ := o["response"].(map[string]any)
	code := statusOf(response)
	location, _ := response["location"].(string)
	switch {
	case code == 0, location != "" && !strings.Contains("/"+location+"/", "/"+place+"/"):
		return &failure{fate: odd, words: wordsMissing}
	case code >= 200 && code <= 299:
		return nil
	}
	outcome, _ := response["outcome"].(map[string]any)
	fate := statusFate(code)
	if fate == down {
		fate = later
	}
	return &failure{fate: fate, words: statusWords(code, outcome), code: code}
}

// statusOf is the status of one entry's response, such as "201 Created"; 0 for none.
func statusOf(response map[string]any) int {
	s, _ := response["status"].(string)
	number, _, _ := strings.Cut(s, " ")
	code, err := strconv.Atoi(number)
	if err != nil || code < 100 || code > 599 {
		return 0
	}
	return code
}
