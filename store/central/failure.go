package central

import (
	"net/http"
	"strconv"
	"time"
)

// fate is what becomes of an assessment that was not sent.
type fate int

const (
	later   fate = iota // this one is tried again
	down                // nothing can be sent for now
	refused             // this one is parked
	odd                 // the answer makes no sense: tried again a few times, then parked
)

// failure says why something was not sent. Its words are for people and hold nothing
// of a person but what the centre itself said.
type failure struct {
	fate  fate
	words string
	after time.Duration // not to be tried before, as the centre asked
	cause error         // for nobody to see but a program
	code  int           // the status of HTTP, 0 where there was none
}

func (f *failure) Error() string { return f.words }
func (f *failure) Unwrap() error { return f.cause }

// The words for what has none of the centre's own.
const (
	wordsUnreachable = "The centre cannot be reached. It is tried again by itself."
	wordsNotFHIR     = "What answered is not the centre. Some networks first show a page to sign in to. It is tried again by itself."
	wordsMoved       = "The centre's address answers by pointing somewhere else. Nothing is sent there. Please ask who looks after the centre for the right address."
	wordsTooLong     = "The centre's answer is longer than anything it should say. It was not read."
	wordsKey         = "The centre does not accept the key of this laptop. Please ask who looks after the centre whether it is registered."
	wordsBusy        = "The centre is busy. It is tried again by itself."
	wordsMissing     = "The centre's answer does not account for everything that was sent."
)

// statusFate is what an answer's status means for what was sent (FHIR R4, http.html;
// RFC 9110): what may be different later is tried again, anything else is not.
func statusFate(code int) fate {
	switch code {
	case http.StatusUnauthorized:
		return down
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return down // it asks to be left alone
	case http.StatusRequestTimeout, http.StatusConflict, http.StatusPreconditionFailed, http.StatusTooEarly:
		return later
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return refused
	}
	switch {
	case code >= 500:
		return later
	case code >= 300 && code < 400:
		return down
	}
	return refused
}

// longestAsked is the longest that the centre's word to wait is followed.
const longestAsked = 24 * time.Hour

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.Atoi(v); err == nil {
		return min(max(time.Duration(min(n, int(longestAsked/time.Second)))*time.Second, 0), longestAsked)
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(at.Sub(now), 0), longestAsked)
	}
	return 0
}
