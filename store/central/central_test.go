package central_test

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/central"
)

func TestEachIsSentOnce(t *testing.T) {
	c, s := newCentre(t), live(t)
	p, made := someone(t, s, 1, 3)
	someone(t, s, 2, 2)
	k := courier(t, s, c.settings(), central.Options{Worker: dialog.ID{9}, Software: "Alongside test"})
	if res := delivered(t, k); res.Sent != 5 || res.Parked != 0 || res.Problem != "" || !res.Next.IsZero() {
		t.Fatalf("%+v", res)
	}
	if c.count("QuestionnaireResponse") != 5 || c.count("Patient") != 2 || unsent(t, s) != (store.Unsent{}) {
		t.Fatalf("it holds %d, %d; %+v", c.count("QuestionnaireResponse"), c.count("Patient"), unsent(t, s))
	}
	sent := c.requests["POST /fhir"]
	if res := delivered(t, k); res.Sent != 0 || c.requests["POST /fhir"] != sent {
		t.Errorf("again: %+v", res)
	}
	add(t, s, amend(p, made[1], 6))
	if u := unsent(t, s); u.Waiting != 1 || u.Oldest.IsZero() {
		t.Errorf("amended: %+v", u)
	}
	if res := delivered(t, k); res.Sent != 1 {
		t.Errorf("amended: %+v", res)
	}
	if n := c.versions["QuestionnaireResponse/"+made[1].String()]; n != 2 {
		t.Errorf("it is there in %d versions", n)
	}
	for place, n := range c.versions {
		if n > 1 && !strings.Contains(place, made[1].String()) && !strings.HasPrefix(place, "Observation/") {
			t.Errorf("%s was written %d times", place, n)
		}
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// Whatever goes wrong once or twice, each assessment arrives in the end, once, and
// nothing was said to be sent before it was.
func TestFaultsThatPass(t *testing.T) {
	drop := func(stored bool) fault { return fault{status: 1, stored: stored, drop: true} }
	html := fault{status: 200, kind: "text/html", body: "<html><body>Welcome to FreeWifi. Please sign in.</body></html>"}
	for name, tt := range map[string]struct {
		fault   fault
		n       int
		problem string // what a run says of it; "" where it goes on with the others
	}{
		"too many requests":         {fault{status: 429, kind: "application/json", body: "{}"}, 2, "gave no reason"},
		"no service":                {fault{status: 503, body: "<h1>down</h1>"}, 2, "gave no reason"},
		"a fault of the server":     {fault{status: 500, body: outcomeText("exception", "out of memory")}, 2, ""},
		"a gateway":                 {fault{status: 502}, 2, ""},
		"a conflict":                {fault{status: 409, body: outcomeText("conflict", "somebody else is writing")}, 2, ""},
		"the answer is lost":        {drop(true), 1, "cannot be reached"},
		"the request is lost":       {drop(false), 1, "cannot be reached"},
		"a page to sign in":         {html, 2, "not the centre"},
		"an entry is missing":       {fault{change: func(o map[string]any) { o["entry"] = o["entry"].([]any)[1:] }}, 2, ""},
		"an entry of another":       {fault{change: func(o map[string]any) { first(o)["location"] = "Patient/1/_history/1" }}, 2, ""},
		"an entry without a status": {fault{change: func(o map[string]any) { delete(first(o), "status") }}, 2, ""},
		"an entry failed for now":   {fault{change: func(o map[string]any) { first(o)["status"] = "503" }}, 2, ""},
		"another kind of answer":    {fault{change: func(o map[string]any) { o["type"] = "searchset" }}, 2, ""},
		"no bundle":                 {fault{status: 200, body: `{"resourceType":"OperationOutcome"}`}, 2, ""},
		"an empty answer":           {fault{status: 200}, 2, "not the centre"},
		"half an answer":            {fault{status: 200, body: `{"resourceType":"Bundle","type":"transaction-response","entry":[{"resp`}, 2, "not the centre"},
		"a doubled key":             {fault{status: 200, body: `{"resourceType":"Bundle","resourceType":"Bundle"}`}, 1, "not the centre"},
		"a redirect":                {fault{status: 307, header: map[string]string{"Location": "https://elsewhere.example/"}}, 2, "pointing somewhere else"},
		"a huge answer":             {fault{handler: flood}, 1, "longer than"},
		"a slow answer":             {fault{hold: time.Second, stored: true}, 1, "cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, s := newCentre(t), live(t)
			p, _ := someone(t, s, 1, 3)
			c.fail(tt.n, tt.fault)
			patience := quick
			if tt.fault.hold > 0 {
				patience.Answer = time.Second / 2
			}
			k := courier(t, s, c.settings(), central.Options{Patience: patience})
			res, err := k.Run(ctx, true)
			if err != nil || (tt.problem == "") != (res.Problem == "") || !strings.Contains(res.Problem, tt.problem) || res.Parked != 0 {
				t.Errorf("%+v, %v", res, err)
			}
			truthful(t, s, c, p)
			sent := res.Sent
			if res = delivered(t, k); res.Sent+sent != 3 || res.Parked != 0 || res.Problem != "" {
				t.Errorf("in the end: %+v", res)
			}
			truthful(t, s, c, p)
			for place, n := range c.versions {
				if n > 1 && !strings.HasPrefix(place, "CarePlan/") {
					t.Errorf("%s was written %d times", place, n)
				}
			}
		})
	}
}

func first(o map[string]any) map[string]any {
	return o["entry"].([]any)[0].(map[string]any)["response"].(map[string]any)
}

// flood answers without an end.
func flood(w http.ResponseWriter, _ *http.Request) {
	line := []byte(strings.Repeat("[", 1<<16))
	for range 1000 {
		if _, err := w.Write(line); err != nil {
			return
		}
	}
}

// What the centre refuses is parked with its own words, made safe, and keeps nothing
// else back; it is sent once somebody asks for it.
func TestWhatIsRefusedIsParked(t *testing.T) {
	for name, tt := range map[string]struct {
		fault fault
		n     int
		want  string
	}{
		"its own words":   {fault{status: 422, body: outcomeText("invalid", "name is not\x1b[2J known\u202e")}, 1, "name is not"},
		"forbidden":       {fault{status: 403, body: outcomeText("forbidden", "not for you")}, 1, "not for you (Patient.name)"},
		"no words":        {fault{status: 400, body: `{}`}, 1, "code 400"},
		"not implemented": {fault{status: 501, body: outcomeText("not-supported", "no")}, 1, "no"},
		"an entry": {fault{change: func(o map[string]any) {
			first(o)["status"] = "422"
			first(o)["outcome"] = outcome("value", "bad value")
		}}, 1, "bad value"},
		"never accounts":      {fault{change: func(o map[string]any) { o["entry"] = []any{} }}, 6, "does not account"},
		"refuses with a page": {fault{status: 403, kind: "text/html", body: "<html>"}, 6, "code 403"},
		"a very long reason":  {fault{status: 422, body: outcomeText("invalid", strings.Repeat("no ", 5000))}, 1, "no no"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, s := newCentre(t), live(t)
			p, made := someone(t, s, 1, 1)
			c.fail(tt.n, tt.fault)
			k := courier(t, s, c.settings(), central.Options{})
			if res := delivered(t, k); res.Parked != 1 || res.Sent != 0 || res.Problem != "" {
				t.Fatalf("%+v", res)
			}
			parked, err := s.Parked(ctx, 10)
			if err != nil || len(parked) != 1 || !strings.Contains(parked[0].Parked, tt.want) || strings.ContainsAny(parked[0].Parked, "\x1b\u202e") || len(parked[0].Parked) > 2000 {
				t.Fatalf("%+v, %v", parked, err)
			}
			someone(t, s, 2, 2)
			if res := delivered(t, k); res.Sent != 2 {
				t.Errorf("the others: %+v", res)
			}
			add(t, s, about(p, &dialog.DeliveryRetried{Assessment: made[0]}))
			if res := delivered(t, k); res.Sent != 1 || !c.has(made[0]) {
				t.Errorf("asked for again: %+v", res)
			}
			if _, err := s.Check(ctx); err != nil {
				t.Error(err)
			}
		})
	}
}

// What this laptop does not know of is never overwritten; what it sent itself is,
// whether its answer arrived or not.
func TestNothingNewerIsOverwritten(t *testing.T) {
	for _, single := range []bool{false, true} {
		c, s := newCentre(t), live(t)
		c.noBatch = single
		p, made := someone(t, s, 1, 2)
		k := courier(t, s, c.settings(), central.Options{})
		c.fail(1, fault{status: 1, stored: true, drop: true}) // it is stored, and nobody knows here
		if res, err := k.Run(ctx, true); err != nil || res.Sent != 0 {
			t.Fatalf("%+v, %v", res, err)
		}
		add(t, s, amend(p, made[0], 7))
		if res := delivered(t, k); res.Sent != 2 || res.Parked != 0 {
			t.Fatalf("an own version whose answer was lost: %+v", res)
		}
		add(t, s, amend(p, made[0], 2))
		c.put("QuestionnaireResponse/"+made[0].String(), func(o map[string]any) {
			o["meta"] = map[string]any{"versionId": "9"}
			o["text"] = map[string]any{"div": "x"}
		})
		if res := delivered(t, k); res.Sent != 1 {
			t.Fatalf("what a server adds is taken for something newer: %+v", res)
		}
		c.put("QuestionnaireResponse/"+made[0].String(), func(o map[string]any) { o["authored"] = "2026-03-15" })
		before := string(c.held["QuestionnaireResponse/"+made[0].String()])
		add(t, s, amend(p, made[0], 3))
		if res := delivered(t, k); res.Parked != 1 || res.Sent != 0 {
			t.Fatalf("somebody else's version: %+v", res)
		}
		if string(c.held["QuestionnaireResponse/"+made[0].String()]) != before {
			t.Error("it was overwritten")
		}
		if parked, err := s.Parked(ctx, 10); err != nil || len(parked) != 1 || !strings.Contains(parked[0].Parked, "newer than this laptop knows: the answers") {
			t.Errorf("%+v, %v", parked, err)
		}
	}
}

// Nothing goes to a server that cannot show who it is, or over an old TLS.
func TestNothingIsSentWhereTheLineIsNotSafe(t *testing.T) {
	trusted := newCentre(t)
	for name, tt := range map[string]struct {
		centre   *centre
		settings func(*centre) dialog.Centre
		want     string
	}{
		"nobody vouches for it": {newCentre(t), func(c *centre) dialog.Centre { return dialog.Centre{URL: c.URL + "/fhir"} }, "not one that this laptop trusts"},
		"another host's": {newCentre(t), func(c *centre) dialog.Centre {
			s := c.settings()
			s.URL = strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
			return s
		}, "not one that this laptop trusts"},
		"TLS 1.1":      {old(t, tls.VersionTLS11), (*centre).settings, "could not agree"},
		"nobody there": {trusted, func(c *centre) dialog.Centre { s := c.settings(); s.URL = "https://127.0.0.1:1/fhir"; return s }, "cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			s := live(t)
			someone(t, s, 1, 1)
			k := courier(t, s, tt.settings(tt.centre), central.Options{})
			res, err := k.Run(ctx, true)
			if err != nil || res.Sent != 0 || !strings.Contains(res.Problem, tt.want) || unsent(t, s).Waiting != 1 {
				t.Errorf("%+v, %v", res, err)
			}
			if tt.centre.bodyBytes != 0 {
				t.Errorf("%d bytes were sent", tt.centre.bodyBytes)
			}
		})
	}
	s := live(t)
	someone(t, s, 1, 1)
	c := old(t, tls.VersionTLS12)
	if res := delivered(t, courier(t, s, c.settings(), central.Options{})); res.Sent != 1 {
		t.Errorf("TLS 1.2: %+v", res)
	}
}

// A network's page, or a server of something else, parks nothing.
func TestWhatIsNoCentreParksNothing(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"a page":         func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>Sign in</html>") },
		"not found":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) },
		"another server": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"hello":"world"}`) },
		"R5": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"resourceType":"CapabilityStatement","fhirVersion":"5.0.0"}`)
		},
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example", http.StatusFound)
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCentre(t)
			c.Config.Handler = h
			s := live(t)
			someone(t, s, 1, 1)
			k := courier(t, s, c.settings(), central.Options{})
			res, err := k.Run(ctx, true)
			if err != nil || res.Problem == "" || res.Sent+res.Parked != 0 || unsent(t, s).Waiting != 1 {
				t.Errorf("%+v, %v", res, err)
			}
		})
	}
}

func TestTokens(t *testing.T) {
	c, s := newCentre(t), live(t)
	settings := c.settings()
	settings.Client = "hub-1"
	someone(t, s, 1, 2)
	if _, err := central.New(ctx, s, settings, central.Options{}); dialog.ErrorCode(err) != dialog.NotFound {
		t.Errorf("without a key: %v", err)
	}
	key, err := central.NewKey(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := central.Key(ctx, s); err != nil || same.Kid != key.Kid || !strings.Contains(key.Set(), key.X) || strings.Contains(key.Set(), `"d"`) {
		t.Errorf("%+v, %v", same, err)
	}
	other, err := central.NewKey(ctx, live(t))
	if err != nil {
		t.Fatal(err)
	}
	c.key = &other
	k := courier(t, s, settings, central.Options{})
	if res, err := k.Run(ctx, true); err != nil || !strings.Contains(res.Problem, "does not accept the key") || res.Parked != 0 {
		t.Errorf("a key that is not registered: %+v, %v", res, err)
	}
	c.key = &key
	if res := delivered(t, k); res.Sent != 2 || c.given != 1 {
		t.Errorf("%+v with %d tokens", res, c.given)
	}
	someone(t, s, 2, 1)
	c.tokens = map[string]bool{} // they are worth nothing any more
	if res := delivered(t, k); res.Sent != 1 || c.given != 2 {
		t.Errorf("one new token: %+v with %d tokens", res, c.given)
	}
	someone(t, s, 3, 1)
	c.fail(1, fault{status: 401, forget: true, body: outcomeText("login", "expired")})
	if res := delivered(t, k); res.Sent != 1 || c.given != 3 {
		t.Errorf("while sending: %+v with %d tokens", res, c.given)
	}
	someone(t, s, 4, 1)
	c.fail(2, fault{status: 401, body: outcomeText("login", "never")})
	if res, err := k.Run(ctx, true); err != nil || res.Sent != 0 || res.Parked != 0 || !strings.Contains(res.Problem, "does not accept the key") {
		t.Errorf("a token that is not taken: %+v, %v", res, err)
	}
}

func TestRequestsMayBeCompressed(t *testing.T) {
	c, s := newCentre(t), live(t)
	someone(t, s, 1, 2)
	settings := c.settings()
	settings.Gzip = true
	if res := delivered(t, courier(t, s, settings, central.Options{})); res.Sent != 2 || c.count("QuestionnaireResponse") != 2 {
		t.Errorf("%+v", res)
	}
}

// The centre is left alone for as long as it asks, and a little longer.
func TestRetryAfterIsKept(t *testing.T) {
	for name, header := range map[string]string{"seconds": "120", "a date": time.Now().Add(2*time.Minute + time.Second).UTC().Format(http.TimeFormat)} {
		t.Run(name, func(t *testing.T) {
			c, s := newCentre(t), live(t)
			someone(t, s, 1, 1)
			now := time.Now()
			clock := func() time.Time { return now }
			c.fail(1, fault{status: 503, header: map[string]string{"Retry-After": header}})
			k := courier(t, s, c.settings(), central.Options{Now: clock})
			res, err := k.Run(ctx, false)
			if err != nil || res.Next.Before(now.Add(119*time.Second)) || res.Next.After(now.Add(130*time.Second)) {
				t.Fatalf("%+v, %v", res, err)
			}
			asked := c.requests["POST /fhir"]
			now = now.Add(100 * time.Second)
			if res, err = k.Run(ctx, false); err != nil || res.Sent != 0 || c.requests["POST /fhir"] != asked || res.Next.IsZero() {
				t.Errorf("too early: %+v, %v", res, err)
			}
			now = now.Add(30 * time.Second)
			if res, err = k.Run(ctx, false); err != nil || res.Sent != 1 {
				t.Errorf("in time: %+v, %v", res, err)
			}
		})
	}
}

// Waits lie anywhere within a span that doubles up to its most, after what was asked.
func TestWaits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fraction := rapid.Float64Range(0, 0.999).Draw(t, "fraction")
		tries, asked := rapid.IntRange(0, 1000).Draw(t, "tries"), time.Duration(rapid.IntRange(0, 3600).Draw(t, "asked"))*time.Second
		o := central.Options{Fraction: func() float64 { return fraction }, Patience: central.DefaultPatience}
		got := central.Wait(&o, tries, asked)
		span := central.DefaultPatience.Most
		if tries < 9 {
			span = min(span, central.DefaultPatience.First<<tries)
		}
		if got < asked || got > asked+span || fraction > 0.9 && got < asked+span/2 {
			t.Fatalf("%s after %d tries, of %s", got, tries, span)
		}
	})
}

// Made-up people are never sent: not from a record that says so of itself, and not
// one whose number gives it away.
func TestMadeUpPeopleAreNeverSent(t *testing.T) {
	c := newCentre(t)
	demo, err := store.Open(ctx, store.Options{Dir: t.TempDir() + "/record", Demo: true, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = demo.Close() })
	someone(t, demo, 1, 1)
	if _, err := central.New(ctx, demo, c.settings(), central.Options{}); dialog.ErrorCode(err) != dialog.Denied {
		t.Errorf("a courier for the demo: %v", err)
	}
	s := live(t)
	k := courier(t, &pretender{Record: s, demo: demo}, c.settings(), central.Options{})
	if res, err := k.Run(ctx, true); dialog.ErrorCode(err) != dialog.Denied || res.Sent != 0 {
		t.Errorf("a courier that was given the demo later: %+v, %v", res, err)
	}
	someone(t, s, 1, 1)
	k = courier(t, &numbered{s}, c.settings(), central.Options{})
	if res, err := k.Run(ctx, true); err != nil || res.Parked != 1 || res.Sent != 0 {
		t.Errorf("a made-up number: %+v, %v", res, err)
	}
	if len(c.held) != 0 {
		t.Errorf("the centre holds %d resources", len(c.held))
	}
}

// pretender is a record that becomes the demo once it was let in.
type pretender struct {
	central.Record
	demo *store.Store
}

func (p *pretender) Due(ctx context.Context, now time.Time, n int) ([]store.Due, error) {
	return p.demo.Due(ctx, now, n)
}

// numbered is a record that gives everybody a made-up NHS number.
type numbered struct{ *store.Store }

func (n *numbered) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	all, err := n.Store.Entries(ctx, person)
	for i := range all {
		if b, ok := all[i].Body.(*dialog.PersonRecorded); ok {
			with := *b
			with.Person.NHSNumber = "9990732574"
			all[i].Body = &with
		}
	}
	return all, err
}
