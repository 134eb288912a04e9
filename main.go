// Alongside is a terminal program with which a worker and a person who uses
// community mental health services go through DIALOG side by side, see what
// changed, and follow goals over the years.
package main

import (
	"os"

	"alongside/ui/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
