package report

import "alongside/dialog"

// CopyTo is where a copy goes, and how it is printed.
type CopyTo struct {
	Folder     string
	MakeFolder bool // somebody was asked, where the folder is not there yet
	Large      bool // large print
	Text       bool // plain text in place of a PDF
}

// ErrNoFolder says that the folder for a copy is not there. It is asked about before it
// is made: the name may be mistyped, or the stick not in, and the copy is not sealed.
var ErrNoFolder = &dialog.Error{Code: dialog.NotFound, Message: "There is no folder of that name. Nothing was written."}
