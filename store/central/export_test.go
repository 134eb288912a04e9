package central

import "time"

// Wait is wait, for the tests.
func Wait(o *Options, tries int, asked time.Duration) time.Duration { return o.wait(tries, asked) }

// Step has something done at every step of a delivery.
func (o *Options) Step(do func(what string)) { o.step = do }

// Judge is what post makes of an answer.
func Judge(status int, body []byte, places []string) (words string, ok bool) {
	o := Options{}
	o.fill()
	k := &Courier{o: o}
	entries, err := k.entries(&answer{status: status, body: body}, "transaction-response", len(places))
	for i := 0; err == nil && i < len(entries); i++ {
		err = accounts(entries[i], places[i])
	}
	if err != nil {
		return safe(err.Error()), false
	}
	return "", true
}
