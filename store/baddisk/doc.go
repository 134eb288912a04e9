// Package baddisk is a disk for tests that fails when it is told to, and from whose
// history the states can be made that a power cut may leave.
//
// It is a folder of its own kind of file system (FUSE), so everything that any part
// of the program does to a file in it passes through here: SQLite's reading and
// writing as well as what is renamed, flushed, locked or looked for around it. The
// program under test is not changed for it. It takes Linux and leave to mount; Mount
// skips the test elsewhere and says so.
//
// Nothing of the program imports this package.
package baddisk
