package central

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"alongside/dialog"
	"alongside/dialog/fhir"
	"alongside/store"
)

// parcel is one assessment made ready to be sent: nothing of it is read from the
// record again.
type parcel struct {
	person, assessment dialog.ID
	version, content   string
	parts              int
	entries            []dialog.Entry
	loads              []load
}

// load is one transaction.
type load struct {
	text  []byte
	parts []part
}

// part is one resource of a transaction.
type part struct {
	place string // its type and id, as in Patient/0190…
	text  []byte
}

// pack reads what is to be sent and holds it to our own check. What cannot be made
// into resources, or fails the check, is refused.
func (k *Courier) pack(ctx context.Context, d *store.Due) (*parcel, error) {
	entries, err := k.record.Entries(ctx, d.Person)
	if err != nil {
		return nil, err
	}
	k.o.step("read")
	h := fhir.Follow(entries)
	p := &parcel{person: d.Person, assessment: d.Assessment, entries: entries}
	if state := h.Record.Delivery(d.Assessment); state != nil {
		p.version = state.VersionText()
	}
	if n := h.Record.Person.NHSNumber; n != "" {
		if _, err := dialog.ParseNHSNumber(string(n), false); err != nil {
			return p, &failure{fate: refused, words: "The NHS number of this person is from the range for made-up people, which is never sent. Please correct it.", cause: err}
		}
	}
	bundles, err := k.codec.Bundles(h, d.Assessment)
	if err != nil {
		return p, &failure{fate: refused, words: dialog.ErrorMessage(err), cause: err}
	}
	return p, p.fill(k.codec, bundles)
}

// fill puts transactions into the parcel.
func (p *parcel) fill(codec *fhir.Codec, bundles []*fhir.Bundle) error {
	digest := sha256.New()
	var checked [][]byte
	for _, b := range bundles {
		text, err := fhir.Encode(b)
		if err != nil {
			return err
		}
		l := load{text: text}
		for _, e := range b.Entry {
			resource, err := fhir.Encode(e.Resource)
			if err != nil {
				return err
			}
			l.parts = append(l.parts, part{e.Request.URL, resource})
			checked = append(checked, resource)
		}
		digest.Write(text)
		p.loads = append(p.loads, l)
		p.parts += len(b.Entry)
	}
	p.content = hex.EncodeToString(digest.Sum(nil))
	if err := codec.CheckAll(checked, true); err != nil {
		return &failure{fate: refused, words: "The program's own check found a fault in what was to be sent: " + err.Error() + ".", cause: err}
	}
	return nil
}

// deliver looks at what the centre holds and sends every transaction.
func (k *Courier) deliver(ctx context.Context, p *parcel) error {
	if err := k.compare(ctx, p); err != nil {
		return err
	}
	for i := range p.loads {
		k.o.step("before sending")
		if err := k.post(ctx, &p.loads[i]); err != nil {
			return err
		}
		k.o.step("sent")
	}
	return nil
}

// places are where all of it goes, each once.
func (p *parcel) places() []string {
	var all []string
	for _, l := range p.loads {
		for _, part := range l.parts {
			if !slices.Contains(all, part.place) {
				all = append(all, part.place)
			}
		}
	}
	return all
}
