package dialog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// payload is the stored form of a body. The salt keeps a short answer from being
// guessed from its digest after the payload was emptied.
type payload struct {
	Salt string          `json:"salt"` // 16 random bytes in hexadecimal
	Body json.RawMessage `json:"body"`
}

// EncodePayload returns the stored form of a body: strict JSON with 16 random
// bytes beside it.
func EncodePayload(body Body, salt [16]byte) ([]byte, error) {
	if b, ok := quickPayload(body, salt); ok {
		return b, nil
	}
	return fullPayload(body, salt)
}

func fullPayload(body Body, salt [16]byte) ([]byte, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("failed to encode %s: %w", body.Kind(), err)
	}
	return json.Marshal(payload{Salt: fmt.Sprintf("%x", salt), Body: b})
}

// DecodePayload reads what EncodePayload wrote. It refuses unknown kinds,
// unknown or doubled keys, keys in another case, and anything after the end; it
// does not judge whether the body is right ([Body] of the journal is history).
func DecodePayload(k Kind, b []byte) (Body, error) {
	if body, ok := quickBody(k, b); ok {
		return body, nil
	}
	return fullBody(k, b)
}

const messageNewer = "The record has an entry that this version of the program does not know. Please update the program."

func fullBody(k Kind, b []byte) (Body, error) {
	body := emptyBody(k)
	if body == nil {
		return nil, &Error{Code: Newer, Message: messageNewer}
	}
	var p payload
	if err := decodeStrict(b, &p); err != nil {
		return nil, fmt.Errorf("failed to decode the payload of %s: %w", k, err)
	}
	if err := decodeStrict(p.Body, body); err != nil {
		return nil, fmt.Errorf("failed to decode %s: %w", k, err)
	}
	return body, nil
}

// decodeStrict decodes one JSON value whose keys are each there once, spelled
// exactly as they would be written: encoding/json alone takes doubled keys and
// other cases. Writing the value out again and comparing settles the spelling.
func decodeStrict(b []byte, into any) error {
	if !utf8.Valid(b) {
		return errors.New("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the end")
	}
	again, err := json.Marshal(into)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, b) {
		return errors.New("keys are doubled, misspelt or out of order")
	}
	return nil
}
