//go:build unix

package central_test

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	mrand "math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/central"
)

// another is a FHIR server that others made, as a process of its own.
type another struct {
	address string // without /fhir
	ca      string
	client  *http.Client
}

// startAnother starts it, or skips the test and says why.
func startAnother(t *testing.T, auth bool) *another {
	t.Helper()
	home := filepath.Join("testdata", "server")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("NOT TRIED WITH ANOTHER'S SERVER: there is no node")
	}
	if _, err := os.Stat(filepath.Join(home, "node_modules", "@medplum", "fhir-router")); err != nil {
		t.Skip("NOT TRIED WITH ANOTHER'S SERVER: run npm install --ignore-scripts --no-package-lock in store/central/testdata/server")
	}
	key, cert := certificate(t)
	p := exec.Command(node, "server.mjs")
	p.Dir = home
	p.Env = append(os.Environ(), "TLS_KEY="+key, "TLS_CERT="+cert, "TOKEN_LIFE=20")
	if auth {
		p.Env = append(p.Env, "AUTH=1")
	}
	p.Stderr = os.Stderr
	in, errIn := p.StdinPipe()
	out, errOut := p.StdoutPipe()
	if errIn != nil || errOut != nil {
		t.Fatal(errIn, errOut)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = p.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not start: %v", err)
	}
	ca, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	return &another{strings.TrimSpace(line), string(ca), &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}}
}

// certificate makes one for this host, in files.
func certificate(t *testing.T) (key, cert string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "A trust's own"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	signed, err := x509.CreateCertificate(rand.Reader, about, about, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	b, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	key, cert = filepath.Join(t.TempDir(), "key.pem"), filepath.Join(t.TempDir(), "cert.pem")
	for path, block := range map[string]*pem.Block{key: {Type: "PRIVATE KEY", Bytes: b}, cert: {Type: "CERTIFICATE", Bytes: signed}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return key, cert
}

func (a *another) tell(t *testing.T, what string, body any) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := a.client.Post(a.address+"/test/"+what, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
}

// versions are how often each resource was written with other content.
func (a *another) versions(t *testing.T) map[string]int {
	t.Helper()
	resp, err := a.client.Get(a.address + "/test/versions")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	all := map[string]int{}
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Many assessments go to a server that others made, with faults and with the program
// killed at any step: each arrives once, and none is taken for sent that is not.
func TestAgainstAnotherServer(t *testing.T) {
	for name, auth := range map[string]bool{"anybody": false, "with tokens": true} {
		t.Run(name, func(t *testing.T) { throughFaults(t, startAnother(t, auth), auth) })
	}
}

func throughFaults(t *testing.T, a *another, auth bool) {
	tr := trial.Start(t, "another's server, tokens "+fmt.Sprint(auth))
	n, r := trial.Times(8, 2000), tr.Rand(0)
	dir := filepath.Join(t.TempDir(), "record")
	people := fill(t, dir, n, auth, a)
	set := dialog.Centre{URL: a.address + "/fhir", CA: a.ca}
	if auth {
		set.Client = "hub-1"
	}
	kills, faults := 0, 0
	for waiting := n; waiting > 0; {
		if kills > n {
			tr.Lost("%d are still waiting", waiting)
			break
		}
		asked := anyFaults(r, trial.Times(4, 40))
		faults += len(asked)
		a.tell(t, "faults", asked)
		if err := sender(dir, set, 1+r.IntN(trial.Times(60, 900))); err != nil {
			t.Fatal(err)
		}
		kills++
		waiting = look(t, tr, dir, auth, people, a)
	}
	versions := a.versions(t)
	there := 0
	for place, times := range versions {
		kind, _, _ := strings.Cut(place, "/")
		if kind == "QuestionnaireResponse" {
			there++
		}
		if times != 1 && kind != "CarePlan" {
			tr.Wrong("%s was written %d times", place, times)
		}
	}
	if there != n {
		tr.Lost("%d of %d arrived", there, n)
	}
	tr.Done(n)
	tr.Note("resources", len(versions))
	tr.Note("faults", faults)
	tr.Note("kills", kills)
}

// fill makes a record with so many assessments, and a key for it where one is needed.
func fill(t *testing.T, dir string, n int, sealed bool, a *another) (people []dialog.ID) {
	t.Helper()
	var s *store.Store
	closeIt := func() error { return s.Close() }
	if sealed {
		d := store.NewDoor(store.DoorOptions{Dir: dir})
		if _, _, err := d.SetUp(ctx, dialog.Worker{Name: "Sam Rivers"}, sealedWords); err != nil {
			t.Fatal(err)
		}
		s, closeIt = d.Store(), d.Lock
		key, err := central.NewKey(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		a.tell(t, "keys", map[string]any{"keys": []central.PublicKey{key}})
	} else {
		s = liveAt(t, dir, nil)
	}
	groups := func(yield func([]dialog.Change) bool) {
		for i := 0; i < n; i += 4 {
			group, person, _ := story(s, i, min(4, n-i))
			if people = append(people, person); !yield(group) {
				return
			}
		}
	}
	if _, err := s.AppendAll(ctx, groups, nil); err != nil {
		t.Fatal(err)
	}
	if err := closeIt(); err != nil {
		t.Fatal(err)
	}
	return people
}

// look says how many are waiting, and makes sure that none is said to be sent that is
// not there, and that the record is whole.
func look(t *testing.T, tr *trial.Trial, dir string, sealed bool, people []dialog.ID, a *another) int {
	t.Helper()
	s, err := reopen(dir, sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	versions := a.versions(t)
	for _, p := range people {
		r, err := s.Record(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Deliveries {
			if d := &r.Deliveries[i]; d.Since.IsZero() && versions["QuestionnaireResponse/"+d.Assessment.String()] == 0 {
				tr.Wrong("%s is said to be sent and is not", d.Assessment)
			}
		}
	}
	u := unsent(t, s)
	if u.Parked > 0 {
		parked, _ := s.Parked(ctx, 1)
		t.Fatalf("%d were parked: %+v", u.Parked, parked)
	}
	return u.Waiting
}

func anyFaults(r *mrand.Rand, n int) []map[string]any {
	all := []map[string]any{}
	for range n {
		switch r.IntN(6) {
		case 0:
			all = append(all, map[string]any{"status": 429, "retryAfter": 0})
		case 1:
			all = append(all, map[string]any{"status": 503})
		case 2:
			all = append(all, map[string]any{"drop": true})
		case 3:
			all = append(all, map[string]any{"delay": r.IntN(100)})
		case 4:
			all = append(all, map[string]any{"status": 500})
		default:
			all = append(all, map[string]any{})
		}
	}
	return all
}
