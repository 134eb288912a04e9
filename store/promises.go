package store

import (
	"encoding/binary"
	"time"

	"alongside/dialog"
)

// promiseSize is how many bytes a promise takes in a row: the day as a number of
// eight digits, zero for none, and the worker's identifier.
const promiseSize = 4 + len(dialog.ID{})

// packPromises puts promises one behind another, in a form that can be compared.
func packPromises(all []dialog.Promise) string {
	b := make([]byte, 0, len(all)*promiseSize)
	for _, p := range all {
		day := 0
		if !p.Due.IsZero() {
			day = p.Due.Year*10000 + int(p.Due.Month)*100 + p.Due.Day
		}
		b = binary.BigEndian.AppendUint32(b, uint32(day))
		b = append(b, p.Worker[:]...)
	}
	return string(b)
}

// unpackPromises reads what packPromises wrote, false where it is not that.
func unpackPromises(b []byte) (all []dialog.Promise, ok bool) {
	for ; len(b) >= promiseSize; b = b[promiseSize:] {
		day := int(binary.BigEndian.Uint32(b))
		p := dialog.Promise{Worker: dialog.ID(b[4:promiseSize])}
		if day > 0 {
			p.Due = dialog.Date{Year: day / 10000, Month: time.Month(day / 100 % 100), Day: day % 100}
		}
		all = append(all, p)
	}
	return all, len(b) == 0
}
