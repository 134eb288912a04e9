package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// Access says what a file is opened for.
type Access int

// The ways to open a file.
const (
	// Write opens an existing file to read and write, and finishes what a crash
	// left half done.
	Write Access = iota
	// Create does the same and makes the file when it is not there.
	Create
	// Read opens an existing file without changing it or anything beside it. It
	// answers ErrUnfinished where a crash left something to finish.
	Read
	// Peek is Read without ErrUnfinished: it sees the file without what a crash
	// left to finish, and is for asking whose the file is, not for its contents.
	Peek
)

// Options say how a file is opened.
type Options struct {
	Access Access
	// Key opens a sealed file, and seals a new one. Without it the file is a plain
	// SQLite database. A file of one kind never opens as the other. Open keeps keys
	// derived from it and not the key itself, which may be dropped right away.
	Key *DataKey

	tap func(name string, beneath disk) disk // for tests; see grant
}

// setting is one pragma: what is asked for and what the connection has to answer
// when asked again.
type setting struct{ name, ask, answer string }

// writing is applied in this order: the exclusive lock has to be asked for before
// anything touches the log, or SQLite opens it with shared memory beside it.
var writing = []setting{
	{"locking_mode", "exclusive", "exclusive"},
	{"page_size", "4096", "4096"},
	{"journal_mode", "wal", "wal"},
	{"synchronous", "full", "2"},
	{"fullfsync", "1", "1"}, // macOS: flush the drive's own cache as well
	{"checkpoint_fullfsync", "1", "1"},
	{"secure_delete", "1", "1"},
}

var always = []setting{
	{"foreign_keys", "1", "1"},
	{"temp_store", "memory", "2"},
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"mmap_size", "0", "0"},
	{"cache_size", "-16384", "-16384"}, // 16 MiB
}

var reading = []setting{{"query_only", "1", "1"}}

var once sync.Once

// Open opens the file at path. The handle has one connection; it is made, and its
// settings are read back, before Open returns. Close the handle to let go of the
// file; with a sealed one that overwrites its keys, and a connection that is not
// given back by then can read and write no more. What it had committed is safe in
// the log.
//
// Errors are those of the driver (*sqlite.Error), of the file system, and *Error
// with CodeUnfinished and CodeCut; for sealed files also with CodeWrongKey,
// CodeUnsealed, CodeForeign, CodeLogDamaged and CodeLocked. Nothing is changed by
// an Open that fails. A page that is not as it was written answers
// SQLITE_IOERR_DATA (8202), then or at any time later.
func Open(ctx context.Context, path string, o Options) (*sql.DB, error) {
	// Locks of the process on the file survive another file handle's being
	// closed. Where that is not to be had, the store's own lock file does it.
	once.Do(func() { _, _ = sqlite.OFDLocking(true) })
	if err := before(path, o.Access); err != nil {
		return nil, err
	}
	c := &connector{access: o.Access}
	if o.Key != nil {
		s, err := prepare(path, o)
		if err != nil {
			return nil, err
		}
		if c.grant, err = admit(&grant{seal: s, tap: o.tap}); err != nil {
			s.drop()
			return nil, err
		}
	}
	base, err := sqlite.NewConnector(dsn(path, o.Access, c.grant))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("failed to name the file: %w", err), c.Close())
	}
	c.Connector = base
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	db.SetConnMaxLifetime(0)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("failed to open the file: %w", err), db.Close())
	}
	return db, nil
}

// before looks at what must be right before SQLite sees the file.
func before(path string, a Access) error {
	if a != Read && a != Peek {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	unfinished := Unfinished(path)
	switch {
	case a == Read && unfinished:
		return ErrUnfinished
	case !unfinished && info.Size()%pageSize != 0:
		return ErrCut
	}
	return nil
}

// Unfinished reports whether a crash left something beside the file that belongs
// to it. Then the file alone is not the record.
func Unfinished(path string) bool {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// dsn names the file and how to open it, sealed if there is a grant.
func dsn(path string, a Access, grant int64) string {
	q := url.Values{"_defensive": {"1"}, "_dqs": {"0"}, "_error_rc": {"1"}}
	switch a {
	case Write:
		q.Set("mode", "rw")
	case Create:
		q.Set("mode", "rwc")
	case Read, Peek:
		q.Set("mode", "ro")
		q.Set("immutable", "1") // no lock, no log, nothing made beside it
	}
	return uri(path, grant, q)
}

// uri names a file so that no character of a folder's name means anything to SQLite.
func uri(path string, grant int64, q url.Values) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/x is written file:///C:/x
	}
	if grant != 0 {
		q.Set("vfs", shimName)
		q.Set(grantParam, strconv.FormatInt(grant, 10))
	}
	u := url.URL{Scheme: "file", OmitHost: false, Path: path, RawQuery: q.Encode()}
	return u.String()
}

// connector applies and checks the settings on every connection the pool makes.
type connector struct {
	driver.Connector
	access Access
	grant  int64 // 0 for a plain file
}

// Close ends the leave to open the file. The handle calls it when it is closed.
func (c *connector) Close() error {
	revoke(c.grant)
	return nil
}

// Connect opens one connection and refuses it unless every setting holds.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	settings := append([]setting(nil), always...)
	if c.access == Read || c.access == Peek {
		settings = append(settings, reading...)
	} else {
		settings = append(append([]setting(nil), writing...), always...)
	}
	for _, s := range settings {
		if err := apply(ctx, conn, s); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	if c.access == Write || c.access == Create {
		if err := mayWrite(ctx, conn); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

// mayWrite makes sure that the file can be written. SQLite opens one that cannot be
// only to be read, and does not say so until somebody writes.
func mayWrite(ctx context.Context, conn driver.Conn) error {
	if _, err := ask(ctx, conn, "begin immediate"); err != nil {
		return fmt.Errorf("failed to open the file to write: %w", err)
	}
	if _, err := ask(ctx, conn, "rollback"); err != nil {
		return fmt.Errorf("failed to open the file to write: %w", err)
	}
	return nil
}

func apply(ctx context.Context, conn driver.Conn, s setting) error {
	if _, err := ask(ctx, conn, "pragma "+s.name+"="+s.ask); err != nil {
		return fmt.Errorf("failed to set %s: %w", s.name, err)
	}
	got, err := ask(ctx, conn, "pragma "+s.name)
	if err != nil {
		return fmt.Errorf("failed to read %s back: %w", s.name, err)
	}
	if !strings.EqualFold(got, s.answer) {
		return fmt.Errorf("%s is %q where %q was asked for", s.name, got, s.answer)
	}
	return nil
}

// ask runs one pragma and returns its answer, "" when it gives none.
func ask(ctx context.Context, conn driver.Conn, pragma string) (answer string, err error) {
	q, ok := conn.(driver.QueryerContext)
	if !ok {
		return "", errors.New("the driver takes no queries")
	}
	rows, err := q.QueryContext(ctx, pragma, nil)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if len(rows.Columns()) == 0 {
		return "", nil
	}
	values := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(values); err != nil {
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		return "", err
	}
	return fmt.Sprint(values[0]), nil
}
