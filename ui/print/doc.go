// Package print puts a document of package report on paper, as a PDF of A4 pages,
// and into plain text. It adds nothing of its own and leaves nothing out.
//
// The same document gives the same bytes: the only date in a file is the one the
// document brings. A file says nothing about who it is for but on its pages: no
// author, no subject, and a title that is the same for everybody.
package print

import "alongside/dialog/report"

// Ext is how the names of files of a kind end.
type Ext string

// The kinds of file.
const (
	PDFFile  Ext = ".pdf"
	TextFile Ext = ".txt"
)

// FileName names the file of a document by what it is and the day it was made. It
// has only letters, digits and hyphens before its end, and nothing about anybody.
func FileName(what string, d *report.Document, e Ext) string {
	return "alongside-" + what + "-" + d.Made.ISO() + string(e)
}
