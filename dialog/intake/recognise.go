package intake

import (
	"bytes"

	"alongside/dialog"
)

func refuse(message string) error { return &dialog.Error{Code: dialog.Invalid, Message: message} }

// The sentences about files that are no table but are chosen for one.
const (
	sayWorkbook = "That is a workbook of a spreadsheet program. Please open it there, save it as CSV (UTF-8), and choose the file that this makes."
	sayZIP      = "That is a ZIP archive. Please unpack it, and choose the CSV file that is in it. Free DIALOG+ asks for the password that was chosen at the export."
	sayPacked   = "That is a packed file. Please unpack it, and choose the CSV file that is in it."
	sayPDF      = "That is a PDF. Nothing can be taken in from one; please export the data as CSV."
	sayNoText   = "That is not a text file that can be read. Please save it as CSV (UTF-8) and try again."
)

// signatures are what files begin with that people choose by mistake.
var signatures = []struct{ begins, say string }{
	{"PK\x03\x04", sayZIP}, {"PK\x05\x06", sayZIP}, {"PK\x07\x08", sayZIP},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", sayWorkbook}, // of the older programs
	{"\x1f\x8b", sayPacked}, {"BZh", sayPacked}, {"\xfd7zXZ\x00", sayPacked}, {"7z\xbc\xaf\x27\x1c", sayPacked}, {"Rar!\x1a\x07", sayPacked},
	{"\x28\xb5\x2f\xfd", sayPacked}, {"%PDF-", sayPDF},
}

// insideWorkbook are names of parts that a ZIP archive has where it is a workbook.
var insideWorkbook = []string{"[Content_Types].xml", "xl/", "mimetypeapplication/vnd.oasis.opendocument"}

// recognise refuses a file that is known by its content to be something else.
func recognise(b []byte) error {
	for _, s := range signatures {
		if !bytes.HasPrefix(b, []byte(s.begins)) {
			continue
		}
		head := b[:min(len(b), 4096)]
		for _, part := range insideWorkbook {
			if s.say == sayZIP && bytes.Contains(head, []byte(part)) {
				return refuse(sayWorkbook)
			}
		}
		return refuse(s.say)
	}
	return nil
}
