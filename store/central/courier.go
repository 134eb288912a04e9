package central

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

// Courier brings what is due to one centre. It is for one goroutine at a time.
type Courier struct {
	o      Options
	centre dialog.Centre
	record Record
	line   *line
	tokens *tokens // nil where the centre takes none
	codec  *fhir.Codec
	there  bool // the centre was looked at and is one
}

// Result is what came of delivering.
type Result struct {
	Sent, Parked, Later int
	Problem             string    // why it ended before all was tried; "" where nothing did
	Next                time.Time // when something is to be tried again; zero where nothing waits
}

// New returns a courier for the centre that is set. Codes: Denied for a record of
// made-up people, Invalid where no centre is set or a setting is of no use, NotFound
// where the centre wants a key and none was made.
func New(ctx context.Context, r Record, c dialog.Centre, o Options) (*Courier, error) {
	o.fill()
	if err := r.MayDeliver(ctx); err != nil {
		return nil, err
	}
	if !c.Configured() {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "No centre is set, so nothing is sent. An administrator sets one with: alongside push --set url=https://…"}
	}
	k := &Courier{o: o, centre: c, record: r}
	var err error
	if k.line, err = newLine(c, o.Patience); err != nil {
		return nil, err
	}
	if k.codec, err = codecFor(ctx, r, c, o.Software); err != nil {
		return nil, err
	}
	if c.Client != "" {
		key, err := private(ctx, r)
		if err != nil {
			return nil, err
		}
		p, err := public(key)
		if err != nil {
			return nil, err
		}
		k.tokens = &tokens{centre: c, line: k.line, key: key, kid: p.Kid, now: o.Now}
	}
	return k, nil
}

func codecFor(ctx context.Context, r Record, c dialog.Centre, software string) (*fhir.Codec, error) {
	workers, err := r.Workers(ctx)
	if err != nil {
		return nil, err
	}
	names := map[dialog.ID]string{}
	for _, w := range workers {
		names[w.ID] = w.Name
	}
	return fhir.New(fhir.Settings{Base: c.Base, Organisation: c.Organisation, Software: software, Workers: names})
}

// Close lets go of what is kept for the next request.
func (k *Courier) Close() { k.line.close() }

// ask makes a request of the centre, with a token where it wants one. A token that it
// does not take is replaced once.
func (k *Courier) ask(ctx context.Context, r request) (*answer, error) {
	var got *answer
	for _, fresh := range []bool{false, true} {
		token, err := k.tokens.get(ctx, fresh)
		if err != nil {
			return nil, err
		}
		r.bearer = token
		if got, err = k.line.send(ctx, r); err != nil {
			return nil, err
		}
		if got.status != http.StatusUnauthorized || k.tokens == nil {
			break
		}
	}
	return got, nil
}

// look makes sure that what answers at the address is a FHIR R4 server, so that a
// wrong address or a network's page for signing in parks nothing.
func (k *Courier) look(ctx context.Context) error {
	if k.there {
		return nil
	}
	got, err := k.ask(ctx, request{method: http.MethodGet, url: k.centre.URL + "/metadata"})
	if err != nil {
		return err
	}
	o, isJSON := object(got.body)
	version, _ := o["fhirVersion"].(string)
	switch {
	case got.status == http.StatusUnauthorized:
		return &failure{fate: down, words: wordsKey, code: got.status}
	case got.status == http.StatusTooManyRequests || got.status >= 500:
		return &failure{fate: down, words: wordsBusy, after: retryAfter(got.header, k.o.Now()), code: got.status}
	case got.status != http.StatusOK || !isJSON || o["resourceType"] != "CapabilityStatement":
		return &failure{fate: down, words: wordsNotFHIR, code: got.status}
	case !strings.HasPrefix(version, "4.0"):
		return &failure{fate: down, words: "The centre is not a server of FHIR R4, and takes nothing that this program sends.", code: got.status}
	}
	k.there = true
	return nil
}

// asFailure returns the failure in an error, or nil for one of another kind, which
// ends everything.
func asFailure(err error) *failure {
	f, _ := errors.AsType[*failure](err)
	return f
}
