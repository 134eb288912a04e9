package demo

import _ "embed" // the file below

//go:embed directory.csv
var directory []byte

// Directory is a made-up directory of what there is nearby, as the file that a service
// would write. Its telephone numbers are of the range for fiction.
func Directory() []byte { return directory }
