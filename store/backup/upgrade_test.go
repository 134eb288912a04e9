package backup_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"alongside/dialog/demo"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
)

// laterScript is what a later version may want of the file.
const laterScript = `create table local_retry(entry integer primary key references journal, tries integer not null) strict;
alter table goal add column shared integer not null default 1;
create index goal_domain on goal(domain);
`

// laterProgram builds the program as a later version will be: it knows one
// migration more. Nothing of it is written into the tree.
func laterProgram(t *testing.T) (path string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	earlier, err := filepath.Glob(filepath.Join(root, "store", "migrations", "*.sql"))
	if err != nil || len(earlier) == 0 {
		t.Fatal(err)
	}
	script, schema, overlay := filepath.Join(dir, "later.sql"), filepath.Join(dir, "schema.go"), filepath.Join(dir, "overlay.json")
	write(t, script, []byte(laterScript))
	source := string(read(t, filepath.Join(root, "store", "schema.go")))
	digest := regexp.MustCompile(`var schemaDigest = "[0-9a-f]{64}"`)
	if !digest.MatchString(source) {
		t.Fatal("the digest of the schema is not where it was")
	}
	write(t, schema, []byte(digest.ReplaceAllString(source, fmt.Sprintf("var schemaDigest = %q", schemaDigest(t, append(earlier, script))))))
	b, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(root, "store", "schema.go"):                                                 schema,
		filepath.Join(root, "store", "migrations", fmt.Sprintf("%04d_later.sql", len(earlier)+1)): script,
	}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, overlay, b)
	path = filepath.Join(dir, "later")
	c := exec.Command("go", "build", "-overlay", overlay, "-o", path, ".")
	c.Dir = root
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("failed to build the later program: %v\n%s", err, out)
	}
	return path
}

// schemaDigest is what package store takes for the digest of a schema.
func schemaDigest(t *testing.T, scripts []string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "schema.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, db)
	for _, s := range scripts {
		if _, err := db.Exec(string(read(t, s))); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.Query(`select type||' '||name||' '||tbl_name||' '||coalesce(sql,'') from sqlite_schema order by type, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	h := sha256.New()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%d %s", len(line), line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// sealedDemo is a demo with three people in it, as the program makes it, and what it
// is sealed under.
func sealedDemo(t *testing.T) (dir string, key *vault.DataKey) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "record")
	d := store.NewDoor(store.DoorOptions{Dir: dir, Demo: true})
	if _, _, err := d.SetUp(ctx, demo.Me(), demo.Passphrase); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		visit(t, d.Store(), d.Store().NewID(), i)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	keys, err := vault.Unlock(store.KeysPath(dir), demo.Worker, demo.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return dir, keys.Current()
}

// A later version of the program, built for real, upgrades a record of this one,
// keeps it as it was in a backup that both can restore, and is not taken for this
// one's by this one.
func TestALaterProgram(t *testing.T) {
	later := laterProgram(t)
	dir, key := sealedDemo(t)
	s := openSealed(t, dir, key)
	want := contents(t, s)
	closed(t, s)
	there := func(dir string) backup.Target {
		t := target(dir)
		t.Key, t.Keys = key, store.KeysPath(dir)
		return t
	}
	run := func(ok bool, args ...string) string {
		t.Helper()
		out, err := exec.Command(later, append(args, "--demo", "--data", dir)...).CombinedOutput()
		if (err == nil) != ok {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}

	// Where the backup cannot go there is no upgrade.
	before := read(t, store.FilePath(dir))
	if out := run(false, "plain", "--backups", filepath.Join(store.FilePath(dir), "x")); !strings.Contains(out, "None was made") {
		t.Errorf("it says %q", out)
	}
	if string(read(t, store.FilePath(dir))) != string(before) {
		t.Fatal("the record was changed without a backup")
	}

	// The first command upgrades it.
	if out := run(true, "check"); !strings.Contains(out, "The record is sound: 3 people") {
		t.Errorf("it says %q", out)
	}
	all := listed(t, options(dir).Dir)
	if len(all) != 1 || all[0].Manifest == nil || all[0].Manifest.Reason != backup.Upgrade || all[0].Manifest.Schema != want.Schema {
		t.Fatalf("the backups are %+v", all)
	}
	if f := examinedUnder(all[0], dir, key); f.Err != nil || f.Contents != want {
		t.Errorf("the backup holds %+v, want %+v", f, want)
	}

	// This program leaves what has become of it alone, and takes the backup back.
	upgraded := read(t, store.FilePath(dir))
	_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Key: key})
	wantCode(t, err, "newer")
	_, err = backup.Prepare(ctx, all[0].Path, there(dir))
	wantCode(t, err, "newer")
	if string(read(t, store.FilePath(dir))) != string(upgraded) {
		t.Error("the newer record was changed")
	}
	other := filepath.Join(t.TempDir(), "other")
	p, err := backup.Prepare(ctx, all[0].Path, there(other))
	if err != nil {
		t.Fatal(err)
	}
	restored(t, p)
	s = openSealed(t, other, key)
	if _, err := s.Check(ctx); err != nil || contents(t, s).Head != want.Head {
		t.Errorf("it holds %+v, %v", contents(t, s), err)
	}
	closed(t, s)

	// The later one reads the earlier one's backup by way of a copy, and restores it.
	if out := run(true, "check"); !strings.Contains(out, "sound, holds everything") {
		t.Errorf("it says %q", out)
	}
	if out := run(true, "restore", "--yes", all[0].Path); !strings.Contains(out, "The backup was restored") {
		t.Errorf("it says %q", out)
	}
	run(true, "check")
	for _, n := range names(t, dir) {
		if strings.HasSuffix(n, ".part") {
			t.Errorf("%s was left", n)
		}
	}
	if _, err := os.Stat(all[0].Path); err != nil || string(read(t, all[0].Path)) == "" {
		t.Error("the backup is gone")
	}
	if f := examinedUnder(all[0], dir, key); f.Err != nil {
		t.Error(f.Err)
	}
	made := run(true, "backup")
	newest := listed(t, options(dir).Dir)[0]
	if f := examinedUnder(newest, dir, key); f.Err == nil || !strings.Contains(made, newest.Name()) {
		t.Errorf("a backup of the later program: %v", f.Err)
	} else {
		wantCode(t, f.Err, "newer")
	}
}
