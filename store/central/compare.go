package central

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"sort"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

// compare looks at what the centre holds under the names that are to be written. It
// refuses where that is something this record never held: somebody else's work would
// be overwritten.
func (k *Courier) compare(ctx context.Context, p *parcel) error {
	held, err := k.held(ctx, p.places())
	if err != nil {
		return err
	}
	k.o.step("looked")
	strange := map[string]string{}
	for _, l := range p.loads {
		for _, part := range l.parts {
			if there := held[part.place]; there != "" && there != essence(part.text) {
				strange[part.place] = there
			}
		}
	}
	if len(strange) == 0 {
		return nil
	}
	k.recognise(p, strange)
	if len(strange) == 0 {
		return nil
	}
	return &failure{fate: refused, words: "The centre holds something newer than this laptop knows: " + kinds(strange) +
		". Nothing was overwritten. Bring the laptops together that recorded for this person, and it is sent by itself."}
}

// recognise strikes from what is strange all that this record said itself at some
// time: an earlier version, sent before, whether its answer arrived or not.
func (k *Courier) recognise(p *parcel, strange map[string]string) {
	h := fhir.Follow(nil)
	for i := range p.entries {
		h.Add(&p.entries[i])
		if h.Record.Person.ID.IsZero() || !tells(p.entries[i].Body) {
			continue
		}
		for _, r := range k.codec.Resources(h) {
			place := r.Type() + "/" + r.Key()
			there := strange[place]
			if there == "" {
				continue
			}
			if text, err := fhir.Encode(r); err == nil && essence(text) == there {
				delete(strange, place)
			}
		}
		if len(strange) == 0 {
			return
		}
	}
}

// tells reports whether an entry can change what is sent.
func tells(b dialog.Body) bool {
	switch b.(type) {
	case *dialog.RecordOpened, *dialog.RecordExported, *dialog.DeliveryReceipted, *dialog.DeliveryParked, *dialog.DeliveryRetried:
		return false
	}
	return true
}

// kinds names the types of what is strange in words, each once.
func kinds(strange map[string]string) string {
	words := map[string]string{"Patient": "the person's details", "EpisodeOfCare": "the referral", "QuestionnaireResponse": "the answers",
		"Observation": "a rating", "Provenance": "who did what", "Goal": "a goal", "Task": "an action", "CarePlan": "the plan"}
	seen := map[string]bool{}
	var all []string
	for place := range strange {
		kind, _, _ := strings.Cut(place, "/")
		if w := words[kind]; w != "" && !seen[w] {
			seen[w] = true
			all = append(all, w)
		}
	}
	sort.Strings(all)
	return strings.Join(all, ", ")
}

// held asks the centre for what it has, in one request, and returns the essence of
// each resource by its place.
func (k *Courier) held(ctx context.Context, places []string) (map[string]string, error) {
	all := map[string]string{}
	for len(places) > 0 {
		n := min(len(places), fhir.MostEntries)
		if err := k.heldOf(ctx, places[:n], all); err != nil {
			return nil, err
		}
		places = places[n:]
	}
	return all, nil
}

func (k *Courier) heldOf(ctx context.Context, places []string, into map[string]string) error {
	got, err := k.ask(ctx, request{method: http.MethodPost, url: k.centre.URL, kind: fhirJSON, body: asking(places)})
	if err != nil {
		return err
	}
	entries, err := k.entries(got, "batch-response", len(places))
	if f := asFailure(err); f != nil && f.fate == refused {
		return k.heldSingly(ctx, places, into) // it does not take questions in bulk
	}
	if err != nil {
		return err
	}
	for i, e := range entries {
		o, _ := e.(map[string]any)
		response, _ := o["response"].(map[string]any)
		resource, _ := o["resource"].(map[string]any)
		if err := keep(into, places[i], statusOf(response), resource); err != nil {
			return err
		}
	}
	return nil
}

// heldSingly asks for one after the other.
func (k *Courier) heldSingly(ctx context.Context, places []string, into map[string]string) error {
	for _, place := range places {
		got, err := k.ask(ctx, request{method: http.MethodGet, url: k.centre.URL + "/" + place})
		if err != nil {
			return err
		}
		o, isJSON := object(got.body)
		if !isJSON && got.status == http.StatusOK {
			return &failure{fate: down, words: wordsNotFHIR, code: got.status}
		}
		if err := keep(into, place, got.status, o); err != nil {
			return err
		}
	}
	return nil
}

// keep takes in one answer of what is there. Deleted is as good as never there.
func keep(into map[string]string, place string, code int, resource map[string]any) error {
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil
	case code == http.StatusOK && resource != nil:
		kind, _ := resource["resourceType"].(string)
		id, _ := resource["id"].(string)
		if kind+"/"+id != place {
			return &failure{fate: odd, words: wordsMissing, code: code}
		}
		into[place] = essenceOf(resource)
		return nil
	case code == 0 || code == http.StatusOK:
		return &failure{fate: odd, words: wordsMissing, code: code}
	}
	return &failure{fate: statusFate(code), words: statusWords(code, resource), code: code}
}

// asking is a bundle that asks for several resources.
func asking(places []string) []byte {
	type entry struct {
		Request fhir.Request `json:"request"`
	}
	bundle := struct {
		ResourceType string  `json:"resourceType"`
		Kind         string  `json:"type"`
		Entry        []entry `json:"entry"`
	}{"Bundle", "batch", nil}
	for _, place := range places {
		bundle.Entry = append(bundle.Entry, entry{fhir.Request{Method: http.MethodGet, URL: place}})
	}
	b, _ := json.Marshal(bundle) // it has no error to give
	return b
}

// essence is what a resource says, in a form in which two that say the same are the
// same: without what servers add, and without the words that go with a code.
func essence(text []byte) string {
	o, ok := object(text)
	if !ok {
		return "?"
	}
	return essenceOf(o)
}

func essenceOf(o map[string]any) string {
	var b bytes.Buffer
	write(&b, o, true)
	return b.String()
}

func write(b *bytes.Buffer, v any, top bool) {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			if added := top && (key == "meta" || key == "text"); !added && key != "display" {
				keys = append(keys, key)
			}
		}
		sort.Strings(keys)
		b.WriteByte('{')
		for _, key := range keys {
			b.WriteString(strconv.Quote(key))
			if s, ok := v[key].(string); ok && key == "reference" {
				write(b, relative(s), false)
			} else {
				write(b, v[key], false)
			}
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for _, item := range v {
			write(b, item, false)
		}
		b.WriteByte(']')
	case json.Number:
		number(b, v.String())
	case float64:
		number(b, strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		b.WriteString(strconv.Quote(v))
	case bool:
		b.WriteString(strconv.FormatBool(v))
	}
	b.WriteByte(',')
}

// number writes 4.50 and 4.5 alike.
func number(b *bytes.Buffer, s string) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		b.WriteString(s)
		return
	}
	b.WriteString(strconv.FormatFloat(f, 'g', -1, 64))
}

// relative is a reference without the address of the server before it.
func relative(s string) string {
	parts := strings.Split(s, "/")
	if n := len(parts); n > 2 {
		return parts[n-2] + "/" + parts[n-1]
	}
	return s
}
