package central

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"alongside/dialog"
	"alongside/dialog/strict"
)

// mostAnswer is the most that is read of an answer, in bytes. Fifty resources are a
// hundredth of it; what a server says it can do may be long.
const mostAnswer = 16 << 20

// foreign are the limits of JSON that a server sends.
var foreign = strict.Limits{Bytes: mostAnswer, Depth: 48, Values: 1_000_000}

const fhirJSON = "application/fhir+json"

// line is the way to the centre: TLS 1.2 or later to a certificate that the system or
// the trust's own authority vouches for, no redirects, no cookies, no proxy from the
// environment, and an end to every wait.
type line struct {
	http *http.Client
	gzip bool
}

func newLine(c dialog.Centre, p Patience) (*line, error) {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if c.CA != "" && !roots.AppendCertsFromPEM([]byte(c.CA)) {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "The certificates of the trust's own authority cannot be read. Please set them again: alongside push --set ca=FILE"}
	}
	dial := &net.Dialer{Timeout: p.Connect}
	return &line{gzip: c.Gzip, http: &http.Client{
		Timeout:       p.Answer,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dial.DialContext, TLSHandshakeTimeout: p.Connect, ResponseHeaderTimeout: p.Answer,
			TLSClientConfig:    &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
			ForceAttemptHTTP2:  true,
			DisableCompression: true, // so that a small answer cannot become a large one
			MaxIdleConns:       4, MaxResponseHeaderBytes: 64 << 10,
		},
	}}, nil
}

// close lets go of connections that are kept for the next request.
func (l *line) close() { l.http.CloseIdleConnections() }

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// request is what is sent.
type request struct {
	method, url string
	kind        string // of the body
	body        []byte
	bearer      string
}

// send makes one request. A failure is one of the line itself; what the answer means
// is not judged, but for a redirect and for length.
func (l *line) send(ctx context.Context, r request) (*answer, error) {
	body, squeezed := r.body, false
	if l.gzip && r.kind == fhirJSON {
		body, squeezed = compressed(r.body), true
	}
	req, err := http.NewRequestWithContext(ctx, r.method, r.url, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("failed to make a request: %w", err)
	}
	req.Header.Set("Accept", fhirJSON)
	req.Header.Set("User-Agent", "Alongside")
	if r.kind != "" {
		req.Header.Set("Content-Type", r.kind)
	}
	if r.kind == fhirJSON {
		req.Header.Set("Prefer", "return=minimal")
	}
	if squeezed {
		req.Header.Set("Content-Encoding", "gzip")
	}
	if r.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+r.bearer)
	}
	resp, err := l.http.Do(req)
	if err != nil {
		return nil, &failure{fate: down, words: reaching(err), cause: err}
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(resp.Body, mostAnswer+1))
	switch {
	case err != nil:
		return nil, &failure{fate: down, words: wordsUnreachable, cause: err, code: resp.StatusCode}
	case len(b) > mostAnswer:
		return nil, &failure{fate: down, words: wordsTooLong, code: resp.StatusCode}
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, &failure{fate: down, words: wordsMoved, code: resp.StatusCode}
	}
	return &answer{resp.StatusCode, resp.Header, b}, nil
}

// reaching says in words why the centre could not be reached: a certificate that is
// not trusted is nothing that waiting helps with.
func reaching(err error) string {
	var unknown x509.UnknownAuthorityError
	var wrongHost x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown), errors.As(err, &wrongHost), errors.As(err, &invalid):
		return "The centre's certificate is not one that this laptop trusts, so nothing was sent. Check this computer's date. If the trust has an authority of its own, an administrator can set its certificates."
	case strings.Contains(err.Error(), "protocol version"): // what crypto/tls says has no type
		return "The centre and this laptop could not agree on how to seal the connection, so nothing was sent. TLS 1.2 or later is needed."
	}
	return wordsUnreachable
}

func compressed(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write(b)
	if err = errors.Join(err, z.Close()); err != nil {
		return b // it cannot be: the buffer takes everything
	}
	return out.Bytes()
}

// object reads an answer as JSON, strictly: each key once, nothing behind the end.
func object(b []byte) (map[string]any, bool) {
	var v any
	if err := strict.Decode(bytes.NewReader(b), foreign, &v); err != nil {
		return nil, false
	}
	o, ok := v.(map[string]any)
	return o, ok
}
