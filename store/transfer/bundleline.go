package transfer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"hash"
	"io"

	"alongside/dialog"
)

// lineReader reads a bundle line by line and adds up what it has read.
type lineReader struct {
	from *bufio.Reader
	sum  hash.Hash
}

// next returns a line without its end.
func (r *lineReader) next(most int) ([]byte, error) {
	var line []byte
	for {
		part, err := r.from.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > most:
			return nil, refuse(dialog.Invalid, "The bundle has a line that is too long. Nothing was taken in.")
		case err == nil:
			r.sum.Write(line)
			return line[:len(line)-1], nil
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// end refuses what follows the last line. Reading on to the end is also what shows
// that the file was not cut off.
func (r *lineReader) end() error {
	switch _, err := r.from.ReadByte(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return refuse(dialog.Invalid, "The bundle goes on after its end. Nothing was taken in.")
}

// decodeLine reads one line strictly: what is written again has to be the same bytes,
// so that one bundle has one form.
func decodeLine(line []byte, values int, into any) error {
	if err := DecodeJSON(bytes.NewReader(line), JSONLimits{Bytes: int64(len(line)), Depth: 3, Values: values}, into); err != nil {
		return &dialog.Error{Code: dialog.Invalid, Message: "That is not a bundle that could have been made. Nothing was taken in.", Err: err}
	}
	again, err := json.Marshal(into)
	if err != nil || !bytes.Equal(again, line) {
		return &dialog.Error{Code: dialog.Invalid, Message: "That is not a bundle that could have been made. Nothing was taken in.", Err: err}
	}
	return nil
}
