package central_test

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha512"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store/central"
)

// centre is a FHIR server that keeps resources in memory: transactions of PUTs,
// batches of GETs, tokens, and faults one after the other. It is real HTTP over real
// TLS; what a server that others made does is looked at in TestAgainstAnotherServer.
type centre struct {
	*httptest.Server
	t testing.TB

	mu        sync.Mutex
	held      map[string]json.RawMessage
	versions  map[string]int // how often each was written with another content
	faults    []fault        // for the transactions to come
	requests  map[string]int
	bodyBytes int
	noBatch   bool

	key    *central.PublicKey // who may have tokens; nil for anybody without
	tokens map[string]bool
	given  int
	seen   map[string]bool // identifiers of assertions
}

// fault is what happens to one transaction.
type fault struct {
	status  int
	header  map[string]string
	body    string
	kind    string
	stored  bool                                     // it is stored all the same
	drop    bool                                     // the connection is cut instead of an answer
	change  func(response map[string]any)            // of the answer
	hold    time.Duration                            // before the answer
	forget  bool                                     // all tokens
	handler func(http.ResponseWriter, *http.Request) // instead of all this
}

func newCentre(t testing.TB) *centre {
	c := &centre{t: t, held: map[string]json.RawMessage{}, versions: map[string]int{}, requests: map[string]int{}, tokens: map[string]bool{}, seen: map[string]bool{}}
	c.Server = httptest.NewUnstartedServer(http.HandlerFunc(c.serve))
	c.Config.ErrorLog = nobody
	c.EnableHTTP2 = false
	c.StartTLS()
	t.Cleanup(c.Close)
	return c
}

// settings are how the program is told of it.
func (c *centre) settings() dialog.Centre {
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate().Raw})
	return dialog.Centre{URL: c.URL + "/fhir", CA: string(ca)}
}

func (c *centre) fail(n int, f fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range n {
		c.faults = append(c.faults, f)
	}
}

func (c *centre) next() (f fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.faults) > 0 {
		f, c.faults = c.faults[0], c.faults[1:]
	}
	return f
}

func (c *centre) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil && r.Header.Get("Content-Encoding") == "gzip" {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(z)
		}
	}
	if err != nil {
		return
	}
	c.mu.Lock()
	c.requests[r.Method+" "+r.URL.Path]++
	c.bodyBytes += len(body)
	c.mu.Unlock()
	switch {
	case r.URL.Path == "/fhir/metadata":
		say(w, 200, map[string]any{"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"})
	case r.URL.Path == "/fhir/.well-known/smart-configuration":
		say(w, 200, map[string]any{"token_endpoint": c.URL + "/token"})
	case r.URL.Path == "/token":
		c.giveToken(w, r, body)
	case !c.admits(r):
		say(w, 401, outcome("login", "missing or expired token"))
	case r.Method == http.MethodPost && r.URL.Path == "/fhir":
		c.bundle(w, r, body)
	case r.Method == http.MethodGet:
		c.read(w, strings.TrimPrefix(r.URL.Path, "/fhir/"))
	default:
		say(w, 404, outcome("not-found", "no such place"))
	}
}

func (c *centre) admits(r *http.Request) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.key == nil || c.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
}

func (c *centre) read(w http.ResponseWriter, place string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.held[place]; ok {
		w.Header().Set("Content-Type", "application/fhir+json")
		_, _ = w.Write(b)
		return
	}
	say(w, 404, outcome("not-found", "no such resource"))
}

type bundleEntry struct {
	Resource json.RawMessage `json:"resource"`
	Request  struct{ Method, URL string }
}

func (c *centre) bundle(w http.ResponseWriter, r *http.Request, body []byte) {
	var b struct {
		Type  string
		Entry []bundleEntry
	}
	if json.Unmarshal(body, &b) != nil {
		say(w, 400, outcome("structure", "not JSON"))
		return
	}
	if b.Type == "batch" {
		c.batch(w, b.Entry)
		return
	}
	f := c.next()
	if f.handler != nil {
		f.handler(w, r)
		return
	}
	if f.forget {
		c.mu.Lock()
		c.tokens = map[string]bool{}
		c.mu.Unlock()
	}
	if f.status == 0 || f.stored {
		c.store(b.Entry)
	}
	time.Sleep(f.hold)
	switch {
	case f.drop:
		panic(http.ErrAbortHandler)
	case f.status != 0:
		for k, v := range f.header {
			w.Header().Set(k, v)
		}
		w.Header().Set("Content-Type", f.kind)
		w.WriteHeader(f.status)
		_, _ = io.WriteString(w, f.body)
		return
	}
	response := map[string]any{"resourceType": "Bundle", "type": "transaction-response"}
	var entries []any
	for _, e := range b.Entry {
		entries = append(entries, map[string]any{"response": map[string]any{"status": "200 OK", "location": e.Request.URL + "/_history/1"}})
	}
	response["entry"] = entries
	if f.change != nil {
		f.change(response)
	}
	say(w, 200, response)
}

func (c *centre) batch(w http.ResponseWriter, asked []bundleEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.noBatch {
		say(w, 400, outcome("not-supported", "no batches here"))
		return
	}
	var entries []any
	for _, e := range asked {
		if b, ok := c.held[e.Request.URL]; ok {
			entries = append(entries, map[string]any{"resource": b, "response": map[string]any{"status": "200 OK"}})
		} else {
			entries = append(entries, map[string]any{"response": map[string]any{"status": "404", "outcome": outcome("not-found", "no such resource")}})
		}
	}
	say(w, 200, map[string]any{"resourceType": "Bundle", "type": "batch-response", "entry": entries})
}

func (c *centre) store(entries []bundleEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range entries {
		if e.Request.Method != http.MethodPut {
			c.t.Errorf("a %s was sent", e.Request.Method)
		}
		if !bytes.Equal(c.held[e.Request.URL], e.Resource) {
			c.held[e.Request.URL] = e.Resource
			c.versions[e.Request.URL]++
		}
	}
}

// put is what somebody else writes.
func (c *centre) put(place string, change func(map[string]any)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var o map[string]any
	_ = json.Unmarshal(c.held[place], &o)
	change(o)
	c.held[place], _ = json.Marshal(o)
}

// count is how many resources of a type it holds.
func (c *centre) count(kind string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for place := range c.held {
		if strings.HasPrefix(place, kind+"/") {
			n++
		}
	}
	return n
}

func (c *centre) has(assessment dialog.ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held["QuestionnaireResponse/"+assessment.String()] != nil
}

// giveToken checks an assertion with nothing of the program's own.
func (c *centre) giveToken(w http.ResponseWriter, r *http.Request, body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	bad := func(why string) { say(w, 400, map[string]any{"error": "invalid_client", "error_description": why}) }
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err := r.ParseForm(); err != nil || r.Form.Get("grant_type") != "client_credentials" || r.Form.Get("scope") != "system/*.cruds" {
		bad("grant_type or scope")
		return
	}
	parts := strings.Split(r.Form.Get("client_assertion"), ".")
	if len(parts) != 3 || c.key == nil {
		bad("no assertion")
		return
	}
	var head struct{ Alg, Kid string }
	var claims struct {
		Iss, Sub, Aud, Jti string
		Exp                int64
	}
	if errs := []error{unpack(parts[0], &head), unpack(parts[1], &claims)}; errs[0] != nil || errs[1] != nil {
		bad("not a JWT")
		return
	}
	life := time.Until(time.Unix(claims.Exp, 0))
	switch {
	case head.Alg != "ES384" || head.Kid != c.key.Kid:
		bad("unknown key")
	case claims.Iss != "hub-1" || claims.Sub != "hub-1" || claims.Aud != c.URL+"/token" || life < 0 || life > 5*time.Minute:
		bad("claims")
	case c.seen[claims.Jti] || claims.Jti == "":
		bad("replayed")
	case !verified(c.key, parts):
		bad("bad signature")
	default:
		c.seen[claims.Jti] = true
		c.given++
		token := fmt.Sprint("token-", c.given)
		c.tokens[token] = true
		say(w, 200, map[string]any{"access_token": token, "token_type": "bearer", "expires_in": 300})
	}
}

func unpack(part string, into any) error {
	b, err := base64.RawURLEncoding.DecodeString(part)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	return err
}

func verified(key *central.PublicKey, parts []string) bool {
	point := []byte{4}
	for _, s := range []string{key.X, key.Y} {
		b, _ := base64.RawURLEncoding.DecodeString(s)
		point = append(point, b...)
	}
	public, bad := ecdsa.ParseUncompressedPublicKey(elliptic.P384(), point)
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if bad != nil || err != nil || len(signature) != 96 {
		return false
	}
	digest := sha512.Sum384([]byte(parts[0] + "." + parts[1]))
	return ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:48]), new(big.Int).SetBytes(signature[48:]))
}

func say(w http.ResponseWriter, status int, o any) {
	w.Header().Set("Content-Type", "application/fhir+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(o)
}

func outcome(code, words string) map[string]any {
	return map[string]any{"resourceType": "OperationOutcome", "issue": []any{map[string]any{"severity": "error", "code": code, "diagnostics": words, "expression": []any{"Patient.name"}}}}
}

func outcomeText(code, words string) string {
	b, _ := json.Marshal(outcome(code, words))
	return string(b)
}

// old lets the server speak nothing newer than a version of TLS.
func old(t testing.TB, version uint16) *centre {
	c := &centre{t: t, held: map[string]json.RawMessage{}, versions: map[string]int{}, requests: map[string]int{}, tokens: map[string]bool{}}
	c.Server = httptest.NewUnstartedServer(http.HandlerFunc(c.serve))
	c.Config.ErrorLog = nobody
	c.TLS = &tls.Config{MaxVersion: version, MinVersion: tls.VersionTLS10}
	c.StartTLS()
	t.Cleanup(c.Close)
	return c
}
