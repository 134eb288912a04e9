// Package backup copies a record, says whether copies are sound, and brings one
// back.
//
// A backup is one file that holds a whole record, sealed as the record is, and a
// manifest beside it. [Make] writes it under another name, flushes it, opens it
// again as it would be opened to be restored, walks its chain, derives everything
// from its journal and compares; only then does the file get its name. What has
// the name of a backup is therefore sound, unless the disk changed it since. A
// backup that fails leaves the earlier ones as they were and nothing of itself.
//
// The name holds the time, the number of entries and the first 8 bytes of the
// head, and nothing about anybody:
//
//	alongside-2026-03-14T170502Z-2663-1584129c83f7d8af.db
//
// # Backups the program makes by itself
//
// When the program is closed in good order, [Close] makes one if the last is not
// of the same day's work, and takes away those that the [Policy] no longer keeps.
// It has one second. The file is copied in that time; where it cannot also be
// checked, the copy waits under another name and [Settle] checks it when the
// program runs the next time. Backups that somebody asked for, and those made
// before an upgrade, are never taken away.
//
// # Restoring
//
// [Prepare] reads the backup and the record, says what the one holds and what of
// the other would be lost, and keeps others out of the record meanwhile.
// [Plan.Restore] makes a copy of the backup ready in the record's folder and puts
// it in place by renaming it, once what was there is kept in a folder of its own.
// A program that dies at any moment leaves either the one record or the other. The
// restored record is a new installation, because the old one's numbers may have
// been given out already.
package backup
