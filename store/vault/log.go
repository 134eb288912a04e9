package vault

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
)

// SQLite takes the first frame of a log that is not right for the end of the log,
// since that is how a crash leaves it. One damaged bit in the middle would so make
// every later commit vanish, and closing the file would then take the log away. But
// a commit is flushed before anything is written after it. A commit with a frame
// that goes on from it is therefore proof that everything up to it was on the disk,
// and a bad frame up to it is damage and no crash.
//
// Damage to the last transaction cannot be told from a crash, nor a lost frame before
// it, nor a log that was cut off between two transactions. The head file shows those.

// checkLog refuses a log that was damaged after it was flushed.
func (s *seal) checkLog(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	damaged, err := s.logDamaged(bufio.NewReaderSize(f, 16*frameSize))
	if err != nil {
		return err
	}
	if damaged {
		return refuse(CodeLogDamaged, "the log is not as it was written")
	}
	return nil
}

// logDamaged reads a log to its end. A part of a frame at the end is no frame.
func (s *seal) logDamaged(r io.Reader) (bool, error) {
	l := logReader{seal: s, head: make([]byte, walHeader)}
	if _, err := io.ReadFull(r, l.head); err != nil {
		return false, unlessEnd(err)
	}
	var headWhole bool
	l.order, headWhole = logHeader(l.head)
	last := frameState{summed: true, sum: sumAt(l.head[24:])}
	bad := false
	b := make([]byte, frameSize)
	for off := int64(walHeader); ; off += frameSize {
		if _, err := io.ReadFull(r, b); err != nil {
			return false, unlessEnd(err)
		}
		next, err := l.frame(b, off, last)
		if err != nil {
			return false, err
		}
		if !headWhole {
			return next.opens, nil // a header is flushed before the first frame is written
		}
		if bad && last.commit && next.whole {
			return true, nil
		}
		bad = bad || !next.whole
		last = next
	}
}

// logReader reads frames of one log.
type logReader struct {
	seal  *seal
	head  []byte
	order binary.ByteOrder // of the checksums
}

// frameState is what is known of one frame. Its page and its header vouch for each
// other, so that when one of them is damaged the other still says what it was.
type frameState struct {
	opens  bool      // its page was sealed for this place
	whole  bool      // so it was, and its header belongs to this log and goes on from the frame before
	commit bool      // it is the last of a transaction
	summed bool      // its checksum is known
	sum    [2]uint32 // its checksum
}

// frame opens the frame b, where it lies, which comes after another.
func (l *logReader) frame(b []byte, off int64, before frameState) (frameState, error) {
	h, page := b[:frameHeader], b[frameHeader:]
	if err := l.seal.frame(h, off, false); err != nil {
		return frameState{}, err
	}
	err := l.seal.get(page, walPlace(off, h))
	if errors.Is(err, errDropped) {
		return frameState{}, err
	}
	st := frameState{opens: err == nil}
	belongs := bytes.Equal(h[8:16], l.head[16:24]) // the salts: by chance once in 2^64
	if !st.opens && !belongs {
		return st, nil
	}
	st.commit = binary.BigEndian.Uint32(h[4:]) != 0
	if belongs {
		st.summed, st.sum = true, sumAt(h[16:])
	}
	if st.opens && before.summed {
		sum := logSum(l.order, logSum(l.order, before.sum, h[:8]), page)
		st.whole = belongs && sum == st.sum
		if !belongs {
			st.summed, st.sum = true, sum
		}
	}
	return st, nil
}

// logHeader says in which byte order a log sums up, and whether its header is as it
// was written (sqlite.org/fileformat2.html#wal_file_format).
func logHeader(h []byte) (binary.ByteOrder, bool) {
	const magic = 0x377f0682
	var order binary.ByteOrder = binary.LittleEndian
	m := binary.BigEndian.Uint32(h)
	if m&1 != 0 {
		order = binary.BigEndian
	}
	return order, m&^1 == magic && logSum(order, [2]uint32{}, h[:24]) == sumAt(h[24:])
}

// logSum goes on with the checksum of a log over a multiple of 8 bytes.
func logSum(order binary.ByteOrder, sum [2]uint32, b []byte) [2]uint32 {
	for ; len(b) >= 8; b = b[8:] {
		sum[0] += order.Uint32(b) + sum[1]
		sum[1] += order.Uint32(b[4:]) + sum[0]
	}
	return sum
}

func sumAt(b []byte) [2]uint32 {
	return [2]uint32{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}

// unlessEnd makes nothing of the end of a file, wherever it comes.
func unlessEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}
