package vault_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"alongside/store/vault"
)

// canaries are contents that must not be found in any file: made-up names, numbers,
// notes and answers.
var canaries = func() []string {
	all := []string{
		`{"item":"mental_health","rating":2,"help":true}`, "CREATE TABLE person", "CREATE INDEX person_by_name",
		"SQLite format 3", "Xanthippe Quillfeather", "Öztürk-Ångström", "李小龍測試", "wants to move closer to her sister",
	}
	for i := range 20 {
		all = append(all, fmt.Sprintf("Zebedee%02d Marrowbone", i), fmt.Sprintf("99900012%02d", i))
	}
	return all
}()

// encodings are the ways in which a canary might be written.
func encodings(s string) [][]byte {
	wide := utf16.Encode([]rune(s))
	var little, big []byte
	for _, u := range wide {
		little = binary.LittleEndian.AppendUint16(little, u)
		big = binary.BigEndian.AppendUint16(big, u)
	}
	return [][]byte{[]byte(s), little, big, []byte(hex.EncodeToString([]byte(s))), []byte(base64.StdEncoding.EncodeToString([]byte(s))),
		[]byte(strings.ToUpper(s))}
}

func TestNoCanaryInAnyFile(t *testing.T) {
	if len(canaries) < 40 {
		t.Fatalf("only %d canaries", len(canaries))
	}
	ctx := context.Background()
	dir := t.TempDir()
	f := folderAt(dir)
	k, recovery, err := vault.CreateKeys(f.keys, "Xanthippe Quillfeather", "wants to move closer to her sister")
	must(t, err)
	key := k.Held()[0]
	db := open(t, f.record, vault.Options{Access: vault.Create, Key: key})
	nothing := func(when string) {
		t.Helper()
		files := allFiles(t, dir)
		for _, c := range append(canaries, recovery.Text(), strings.Join(recovery.Groups(), "")) {
			for i, e := range encodings(c) {
				for name, b := range files {
					if bytes.Contains(b, e) {
						t.Fatalf("%s: %q, written in way %d, is in %s", when, c, i, name)
					}
				}
			}
		}
	}
	run(t, db, `pragma cache_size=10`)
	run(t, db, `create table person(id integer primary key, name text, number integer, note blob)`)
	run(t, db, `create index person_by_name on person(name, note)`)
	run(t, db, `begin`)
	for i := range 400 {
		c := canaries[i%len(canaries)]
		run(t, db, `insert into person values(?,?,?,?)`, i, c, 9990001200+i, strings.Repeat(c, i%200))
	}
	nothing("in the middle of a transaction")
	run(t, db, `commit`)
	nothing("after a commit")
	if rows := text(t, db, `select count(*) from (select distinct name, note from person order by note||name desc)`); rows == "0" {
		t.Fatal("there is nothing to find")
	}
	nothing("after a sort")
	run(t, db, `begin; update person set note=note||name; savepoint s; delete from person where id%3=0; rollback to s; commit`)
	nothing("after a savepoint")
	run(t, db, `delete from person where id%3=0`)
	run(t, db, `vacuum`)
	nothing("after VACUUM")
	must(t, vault.Backup(ctx, db, filepath.Join(dir, "copy.db"), key))
	nothing("after a backup")
	must(t, vault.WriteHead(f.head, key, head(3), true))
	nothing("with a head")
	must(t, db.Close())
	nothing("closed")
	// A page of what is deleted is in no file either; and what was looked for is in
	// the file, under the key.
	db = open(t, f.record, vault.Options{Key: key, Access: vault.Read})
	if got := text(t, db, `select count(*) from person where name=?`, canaries[4]); got == "0" {
		t.Fatal("the canaries are not in the record at all")
	}
}
