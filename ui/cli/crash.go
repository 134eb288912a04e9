package cli

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"alongside/dialog"
)

// fault is where the program failed. It holds nothing of what it failed over:
// the text of a panic may quote what somebody said.
type fault struct {
	// code stands for the way to the place, function by function and line by
	// line: the same fault of the same version always has the same code.
	code string
	// place is the file and line in this program that is nearest to the fault,
	// such as "ui/interview/view.go:120".
	place string
}

// sentence is the one line for people. It says what to do with it, since nobody
// is served by a program that falls silent.
func (f fault) sentence() string {
	return fmt.Sprintf("Alongside had to stop because of a fault in the program: code %s at %s, version %s. "+
		"What was shown as saved is kept. Please send this line, and nothing from the record, to whoever looks after the program for you.",
		f.code, f.place, Version)
}

func (f fault) error() error {
	return &dialog.Error{Code: dialog.Internal, Message: f.sentence(), Err: f}
}

// Error is the fault for programs.
func (f fault) Error() string { return f.code + " at " + f.place }

// withoutPanic does something and returns a panic in it as an error for people.
func withoutPanic(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = faultHere().error()
		}
	}()
	return do()
}

// faultDepth is how many functions of the way to a fault are looked at.
const faultDepth = 64

// faultHere describes the panic that is being recovered from. It is called in
// the deferred function that recovers.
func faultHere() fault {
	pcs := make([]uintptr, faultDepth)
	return faultOf(wayTo(runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])))
}

// wayTo returns the functions on the way to a panic, the nearest first: those
// that were running when it began, without those that recover from it and
// without those of the language itself.
func wayTo(frames *runtime.Frames) []runtime.Frame {
	var way []runtime.Frame
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			way = nil
		case !strings.HasPrefix(f.Function, "runtime."):
			way = append(way, f)
		}
		if !more {
			return way
		}
	}
}

// ours is what the names of this program's own functions begin with.
const ours = "alongside/"

func faultOf(way []runtime.Frame) fault {
	sum := sha256.New()
	f := fault{place: "unknown"}
	for _, frame := range way {
		fmt.Fprintf(sum, "%s:%d\n", frame.Function, frame.Line)
		if f.place == "unknown" && strings.HasPrefix(frame.Function, ours) {
			f.place = placeOf(frame)
		}
	}
	letters := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").EncodeToString(sum.Sum(nil))
	f.code = letters[:4] + "-" + letters[4:8]
	return f
}

// placeOf is the file of a function within this program, with the line. It is
// made from the name of the package, since the path of the file is that of the
// machine the program was built on.
func placeOf(f runtime.Frame) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(f.Function, ours), "[") // without type arguments
	dir, last := path.Split(name)
	last, _, _ = strings.Cut(last, ".")
	return fmt.Sprintf("%s:%d", path.Join(dir, last, path.Base(filepath.ToSlash(f.File))), f.Line)
}
