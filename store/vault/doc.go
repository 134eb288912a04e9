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
// # The formats
//
// This is what one needs to write a reader; reader_test.go is one. Numbers are
// big-endian.
//
// Keys. Every key that is used is derived from the data key by HKDF-Expand with
// SHA-256 and 32 bytes of output, with "alongside/1 " and a purpose as info: "page",
// "frame header" and "frame tweak" for the file and its log, "key file" for the HMAC of
// the key file, "head file" for the head.
//
// The file is SQLite's, in pages of 4096 bytes of which it leaves 32 free. A page is
// 4064 bytes and a tag of 16 from AES-256-GCM under "page", a nonce of 12, and 4 zeros.
// Authenticated beside it: the byte 1 and the page's number in 8 bytes, from 1.
//
// The log is SQLite's too. Its header is plain. A page in it is sealed in the same way;
// authenticated beside it: the byte 2, the offset of its frame in 8 bytes, and the first
// 8 bytes of the frame's header. The other 16 bytes of that header are one block of AES
// under "frame header", and have the same block added by XOR before and after: the
// frame's offset in 8 bytes and the first 8 bytes of the header, enciphered with AES
// under "frame tweak".
//
// The key file is JSON, then a line "mac", the generation and an HMAC-SHA256 under "key
// file" over the JSON without its last line end, for each generation of the data key,
// then a line "sum" and the SHA-256 of all lines before. Binary values are in base64.
// What is sealed in it is bound to it by a prefix: "alongside/1 " and a purpose, a zero
// byte, and the value of "file".
//
// A worker is found by the first 16 bytes of an HMAC-SHA256, under the value of "file",
// over "alongside/1 worker", a zero byte, and their name after NFKC, in small letters,
// with single spaces. Their private key (X25519) is sealed by AES-256-GCM, nonce first,
// under Argon2id of the passphrase after NFKC; authenticated beside it: the prefix for
// "worker slot", "worker", "passes", "memory" and "lanes" in 4, 4 and 1 bytes, "salt"
// and "public". The data keys are sealed by HPKE in base mode (DHKEM X25519 with
// HKDF-SHA256, HKDF-SHA256, AES-256-GCM), the encapsulated key first, with the prefix
// for "data key" and the generation in 4 bytes as info. The recovery key's pair is
// HPKE's DeriveKeyPair of HKDF-SHA256 of its 20 bytes, with "file" as salt and
// "alongside/1 recovery" as info; its characters stand for five bits each (recovery.go).
//
// The head file is described in head.go, the count of wrong tries in tries.go.
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
