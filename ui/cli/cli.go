// Package cli is the command line, and the one place that wires the store to the
// screens.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	xterm "golang.org/x/term"

	"alongside/dialog"
	"alongside/ui/term"
)

// Version is the version of the program, as it is shown and journalled.
const Version = "0.1.0"

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1 // it was refused or went wrong; a sentence says why
	exitNoPlace = 2 // the terminal, or the lack of one, does not allow it
)

// Env is the world outside the program, so that tests can stand in for it.
type Env struct {
	In       *os.File
	Out, Err io.Writer
	OutFile  *os.File // Out as a file when it is one, for the size of the terminal
	Getenv   func(string) string
	Now      func() time.Time
	GOOS     string
}

// System returns the world as it is.
func System() Env {
	return Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, OutFile: os.Stdout, Getenv: os.Getenv, Now: time.Now, GOOS: runtime.GOOS}
}

// mode asks what the terminal can do.
func (e Env) mode() term.Mode {
	env := term.Env{Get: e.Getenv, GOOS: e.GOOS, StdinTTY: e.typed()}
	if e.OutFile != nil {
		env.StdoutTTY = xterm.IsTerminal(int(e.OutFile.Fd()))
		if w, h, err := xterm.GetSize(int(e.OutFile.Fd())); err == nil {
			env.Width, env.Height = w, h
		}
	}
	return term.Detect(env)
}

// typed reports whether somebody types the input at a terminal.
func (e Env) typed() bool { return e.In != nil && xterm.IsTerminal(int(e.In.Fd())) }

// Main runs the command line and returns the exit code.
func Main(args []string, env Env) int {
	beQuiet()
	for _, name := range term.Unset() {
		_ = os.Unsetenv(name) // they would write the screen to a file
	}
	f := &flags{}
	root := newRoot(env, f)
	root.SetArgs(args)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := withoutPanic(root.Execute)
	if err == nil {
		return exitDone
	}
	if place, ok := errors.AsType[*noPlaceError](err); ok {
		fmt.Fprintln(env.Err, place.why+" To work line by line, use: alongside plain")
		return exitNoPlace
	}
	if _, ok := errors.AsType[*usageError](err); !ok {
		f.logError(env, eventEnded, err)
	}
	fmt.Fprintln(env.Err, sentence(err))
	return exitFailed
}

// noPlaceError says that the program cannot run where it was started.
type noPlaceError struct{ why string }

func (e *noPlaceError) Error() string { return e.why }

// sentence is what people read of an error: the refusal's own words, or those of
// the command line.
func sentence(err error) string {
	if _, ok := errors.AsType[*dialog.Error](err); ok {
		return dialog.ErrorMessage(err)
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return err.Error() + "\nalongside help shows what there is."
	}
	return dialog.ErrorMessage(err)
}

// usageError is a command line that cannot be understood.
type usageError struct{ error }

// flags are those that every command takes.
type flags struct {
	data         string
	demo         bool
	backups      string
	nearby       string
	worker       string
	passphraseFD int
	asking       *asker // kept, because what is read from a pipe is read once
}

func newRoot(env Env, f *flags) *cobra.Command {
	root := &cobra.Command{
		Use:   "alongside",
		Short: "Go through DIALOG with a person, side by side",
		Long: `Alongside is for a worker and a person who sit together and go through DIALOG:
eleven questions about life and treatment, each rated 1 to 7. Both see at once
what changed since last time, and follow goals over the years.

It works without a network. Everything stays in one folder on this computer.`,
		Example: `  alongside demo        try it on made-up people
  alongside             open your own record
  alongside plain       the same, line by line, for a screen reader`,
		Args:          noArguments,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return runScreen(cmd.Context(), env, f) },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.PersistentFlags().StringVar(&f.data, "data", "", "keep the record in this folder instead of the usual one")
	root.PersistentFlags().BoolVar(&f.demo, "demo", false, "use the made-up record, which is made on first use")
	root.PersistentFlags().StringVar(&f.backups, "backups", "", "keep the backups that are made when the program closes in this folder; none for none")
	root.PersistentFlags().StringVar(&f.nearby, "directory", "", "the service's own directory of what there is nearby; otherwise directory.csv beside the record")
	root.PersistentFlags().StringVar(&f.worker, "worker", "", "your name, where the record is opened without a screen; it is asked for otherwise")
	root.PersistentFlags().IntVar(&f.passphraseFD, "passphrase-fd", -1, "read your passphrase, one line, from this file descriptor instead of asking on the terminal")
	root.AddCommand(newDemo(env, f), newPlain(env, f), newBackup(env, f), newRestore(env, f), newCheck(env, f), newWorkers(env, f), newExport(env, f),
		newImport(env, f), newPush(env, f), newPair(env, f), newShare(env, f), newReceive(env, f), newCopy(env, f), newAudit(env, f), newReport(env, f), newLanguages(env, f), newVersion())
	exemplify(root)
	return root
}

// exemplify gives an example to the commands that cobra brings with it.
func exemplify(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Example = "  alongside help demo"
		case "completion":
			c.Example = "  alongside completion bash > alongside.bash"
			for _, shell := range c.Commands() {
				shell.Example = "  alongside completion " + shell.Name()
			}
		}
	}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{fmt.Errorf("%q is not a command of %s", args[0], cmd.CommandPath())}
	}
	return nil
}

func newDemo(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Try it on a made-up caseload",
		Long:  "Open the real program on about forty made-up people, kept in a folder of their own.\nNothing you do there touches your own record.",
		Example: `  alongside demo
  alongside demo --data ./made-up`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.demo = true
			return runScreen(cmd.Context(), env, f)
		},
	}
}

func newPlain(env Env, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "plain",
		Short: "Work line by line, for a screen reader, a braille display or a pipe",
		Long:  "The same program without a screen: numbered options, one line after another, nothing redrawn.\nAn empty line is never an answer; the end of input keeps what was answered.",
		Example: `  alongside plain --demo
  alongside plain`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPlain(cmd.Context(), env, f) },
	}
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which version this is",
		Example: "  alongside version",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "alongside %s (%s, %s/%s)\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
