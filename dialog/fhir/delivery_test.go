package fhir_test

import (
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

// Whatever an entry changes of what is sent, some assessment with which it is sent
// is no longer taken for sent. Everything has been sent before the entry here.
func TestWhatChangesIsSentAgain(t *testing.T) {
	codec := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		entries := journal.Draw(t, "journal")
		entries = entries[:min(len(entries), 60)]
		sent := map[string]string{}
		var delivered *dialog.Record
		for i := range entries {
			h := fhir.Follow(entries[:i+1])
			waiting := changedSince(delivered, h.Record)
			for a := range waiting {
				for key, text := range partsOf(t, codec, h, a) {
					sent[key] = text
				}
			}
			for k := range h.Record.Deliveries {
				d := &h.Record.Deliveries[k]
				if d.Since.IsZero() {
					continue
				}
				for key, text := range partsOf(t, codec, h, d.Assessment) {
					if sent[key] != text {
						t.Fatalf("after entry %d (%s) nothing sends %s, which is now %s and was %s",
							i, entries[i].Body.Kind(), key, text, sent[key])
					}
				}
			}
			delivered = h.Record
		}
	})
}

// changedSince are the assessments that have ended and are in another version than
// they were.
func changedSince(before, now *dialog.Record) map[dialog.ID]bool {
	changed := map[dialog.ID]bool{}
	for i := range now.Deliveries {
		d := &now.Deliveries[i]
		if d.Since.IsZero() {
			continue // a draft
		}
		var was *dialog.Delivery
		if before != nil {
			was = before.Delivery(d.Assessment)
		}
		if was == nil || was.Since.IsZero() || was.Version != d.Version {
			changed[d.Assessment] = true
		}
	}
	return changed
}

// partsOf are the resources that are sent with an assessment, by type and id.
func partsOf(t *rapid.T, codec *fhir.Codec, h *fhir.History, assessment dialog.ID) map[string]string {
	parts := map[string]string{}
	bundles, err := codec.Bundles(h, assessment)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bundles {
		for _, e := range b.Entry {
			text, err := fhir.Encode(e.Resource)
			if err != nil {
				t.Fatal(err)
			}
			parts[e.Request.URL] = string(text)
		}
	}
	return parts
}
