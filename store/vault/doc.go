// Package vault keeps what lies on the disk from whoever should not read it. It alone
// knows what the record's file is made of and who can open it, so that both can
// change without anything else in the store noticing.
//
// # The record's file
//
// [Open] opens a SQLite database whose pages are sealed, and the write-ahead log
// beside it; without a key it opens a plain one. Everybody who opens a record gets
// the same promises, read back from the connection and not merely asked for: one
// connection, which holds the file alone; a log flushed at every commit; no temporary
// file on the disk; and nothing believed of the schema that the file brings with it.
//
// A page is sealed with AES-256-GCM for its place (page.go), between SQLite and the
// operating system (shim.go, file.go). A bit that flips is an error and never another
// value. [Backup] copies an open file, under the same key or another.
//
// # Who can open it
//
// The data key is 32 random bytes. The key file ([CreateKeys], [Unlock]) holds it
// sealed to each worker and to a recovery key that is printed on paper, and each
// worker's private key under their passphrase (keyfile.go, slot.go, recovery.go).
// Workers come, go and change their passphrases without touching the record; when one
// leaves, the record can be given a new data key (renew.go). [Tries] makes whoever
// guesses wait.
//
// Every key that is used is derived from the data key by HKDF-Expand with SHA-256 and
// 32 bytes of output, with "alongside/1 " and a purpose as info: "page", "frame
// header" and "frame tweak" for the file and its log, "key file" for the HMAC of the
// key file, "head file" for the head.
//
// # What it does not do
//
// It hides contents and not that there are any: the size of the file, when it
// changed, how many pages a commit wrote and which. A page that was put back in its
// own place as it was earlier opens; so does a log. The journal's chain and the head
// file ([WriteHead]) show that, unless the whole folder was put back. Keys and pages
// are in the memory of the running program, and so may reach the swap file; what
// holds keys is overwritten when it is dropped, as far as the language allows. The
// disk is to be encrypted as well. The construction has not been reviewed by a
// cryptographer.
package vault
