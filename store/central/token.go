package central

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"alongside/dialog"
)

// assertionLife is how long the proof of who asks for a token holds. SMART Backend
// Services allow five minutes.
const assertionLife = 4 * time.Minute

// tokens gets and keeps the token of this laptop (OAuth2 client credentials with a
// signed assertion: RFC 7523, SMART Backend Services). It is in memory alone.
type tokens struct {
	centre  dialog.Centre
	line    *line
	key     *ecdsa.PrivateKey
	kid     string
	now     func() time.Time
	address string // where tokens are had, once it is known
	token   string
	until   time.Time
}

// get returns a token, "" where the centre takes none. With fresh, one that is kept
// is not good enough.
func (t *tokens) get(ctx context.Context, fresh bool) (string, error) {
	if t == nil {
		return "", nil
	}
	if !fresh && t.token != "" && t.now().Before(t.until) {
		return t.token, nil
	}
	t.token = ""
	if err := t.find(ctx); err != nil {
		return "", err
	}
	proof, err := t.proof()
	if err != nil {
		return "", err
	}
	scope := t.centre.Scope
	if scope == "" {
		scope = dialog.DefaultScope
	}
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {scope},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}, "client_assertion": {proof}}
	got, err := t.line.send(ctx, request{method: http.MethodPost, url: t.address, kind: "application/x-www-form-urlencoded", body: []byte(form.Encode())})
	if err != nil {
		return "", err
	}
	return t.take(got)
}

// take reads the answer to a request for a token.
func (t *tokens) take(got *answer) (string, error) {
	o, isJSON := object(got.body)
	token, _ := o["access_token"].(string)
	switch {
	case got.status >= 500 || got.status == http.StatusTooManyRequests || got.status == http.StatusRequestTimeout:
		return "", &failure{fate: down, words: wordsBusy, after: retryAfter(got.header, t.now()), code: got.status}
	case !isJSON:
		return "", &failure{fate: down, words: wordsNotFHIR, code: got.status}
	case got.status != http.StatusOK || token == "":
		words, _ := o["error_description"].(string)
		if words == "" {
			words, _ = o["error"].(string)
		}
		return "", &failure{fate: down, words: wordsKey + " It says: " + safe(words), code: got.status}
	}
	life := 60.0
	if n, ok := o["expires_in"].(json.Number); ok {
		if f, err := n.Float64(); err == nil && f > 0 {
			life = min(f, 24*3600)
		}
	} else if f, ok := o["expires_in"].(float64); ok && f > 0 {
		life = min(f, 24*3600)
	}
	t.token, t.until = token, t.now().Add(time.Duration(life*0.8*float64(time.Second)))
	return token, nil
}

// find asks the centre where tokens are had, unless that was set.
func (t *tokens) find(ctx context.Context) error {
	if t.address != "" {
		return nil
	}
	if t.centre.Token != "" {
		t.address = t.centre.Token
		return nil
	}
	got, err := t.line.send(ctx, request{method: http.MethodGet, url: t.centre.URL + "/.well-known/smart-configuration"})
	if err != nil {
		return err
	}
	o, isJSON := object(got.body)
	address, _ := o["token_endpoint"].(string)
	u, bad := url.Parse(address)
	if got.status != http.StatusOK || !isJSON || bad != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return &failure{fate: down, code: got.status,
			words: "The centre does not say where tokens are had. Please ask who looks after it for that address, and set it: alongside push --set token=https://…"}
	}
	t.address = address
	return nil
}

// proof is the signed assertion of who this laptop is.
func (t *tokens) proof() (string, error) {
	var random [16]byte
	_, _ = rand.Read(random[:]) // it never fails
	head, err := json.Marshal(map[string]string{"alg": "ES384", "kid": t.kid, "typ": "JWT"})
	if err != nil {
		return "", fmt.Errorf("failed to write an assertion: %w", err)
	}
	now := t.now()
	claims, err := json.Marshal(map[string]any{"iss": t.centre.Client, "sub": t.centre.Client, "aud": t.address,
		"iat": now.Unix(), "exp": now.Add(assertionLife).Unix(), "jti": hex.EncodeToString(random[:])})
	if err != nil {
		return "", fmt.Errorf("failed to write an assertion: %w", err)
	}
	said := coded(head) + "." + coded(claims)
	digest := sha512.Sum384([]byte(said))
	r, s, err := ecdsa.Sign(rand.Reader, t.key, digest[:])
	if err != nil {
		return "", fmt.Errorf("failed to sign an assertion: %w", err)
	}
	var signature [96]byte // r and s, each of the size of the curve (RFC 7518, 3.4)
	r.FillBytes(signature[:48])
	s.FillBytes(signature[48:])
	return said + "." + coded(signature[:]), nil
}
