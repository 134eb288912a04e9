package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/store/transfer"
)

// languageFolder is where a service keeps its language files, below the folder of the
// record, and mostLanguages how many are looked at.
const (
	languageFolder = "languages"
	mostLanguages  = 20
)

// languageFile is one file of the folder: what is in it, or why it is refused.
type languageFile struct {
	name string
	text *instrument.Text
	err  error
}

// readLanguage reads one file. It has to be an ordinary one, named after its language.
func readLanguage(path string) languageFile {
	file := languageFile{name: filepath.Base(path)}
	b, err := transfer.ReadRegular(path, instrument.MostFileBytes)
	if err == nil {
		file.text, err = instrument.Parse(b)
	}
	file.err = err
	return file
}

// languageFiles reads the files of the folder, in the order of their names. There may
// be no folder.
func (f *flags) languageFiles(env Env) ([]languageFile, error) {
	dir, err := f.folder(env)
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(dir, languageFolder)
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, &dialog.Error{Code: dialog.Unavailable, Message: "The folder with the language files cannot be read.", Err: err}
	}
	var files []languageFile
	seen := map[string]bool{instrument.English().Tag: true}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		if len(files) == mostLanguages {
			return files, nil
		}
		file := readLanguage(filepath.Join(dir, e.Name()))
		switch {
		case file.err != nil:
		case file.name != file.text.Tag+".json":
			file.err = &dialog.Error{Code: dialog.Invalid, Message: "The file has to be named after its language: " + file.text.Tag + ".json."}
		case seen[file.text.Tag]:
			file.err = &dialog.Error{Code: dialog.Conflict, Message: "There is a language with this tag already."}
		default:
			seen[file.text.Tag] = true
		}
		files = append(files, file)
	}
	return files, nil
}

// languages are those that are offered, English first. A language that nobody has
// checked is offered for made-up people alone.
func (f *flags) languages(env Env) []*instrument.Text {
	offered := []*instrument.Text{instrument.English()}
	files, _ := f.languageFiles(env) // that they cannot be read is said in the warning
	for _, file := range files {
		if file.err == nil && (f.demo || file.text.Doubt() == "") {
			offered = append(offered, file.text)
		}
	}
	return offered
}

// languageWarning says that a file is not used, "" where all are.
func (f *flags) languageWarning(env Env) string {
	files, err := f.languageFiles(env)
	refused := err != nil
	for _, file := range files {
		refused = refused || file.err != nil || file.text.Doubt() != ""
	}
	if !refused {
		return ""
	}
	return "Not every language file can be used with people. “alongside languages” says why."
}

func newLanguages(env Env, f *flags) *cobra.Command {
	english := false
	c := &cobra.Command{
		Use:   "languages [FILE]",
		Short: "Say which languages there are, and check a language file",
		Long: `Say which languages the interview can be read in, and which language files in the
folder "languages" beside the record are refused, and why. With a file, check that
one. --english writes the English file, for a translation to start from.

A language that nobody has checked, or that nobody has allowed, is offered in the
demo alone. How to write a file: docs/languages.md.`,
		Example: `  alongside languages
  alongside languages --english > cy.json
  alongside languages cy.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.runLanguages(cmd, env, english, args) },
	}
	c.Flags().BoolVar(&english, "english", false, "write the English file")
	return c
}

func (f *flags) runLanguages(cmd *cobra.Command, env Env, english bool, args []string) error {
	out := cmd.OutOrStdout()
	switch {
	case english:
		_, err := out.Write(instrument.EnglishFile())
		return err
	case len(args) == 1:
		file := readLanguage(args[0])
		if file.err != nil {
			return file.err
		}
		_, err := fmt.Fprintln(out, file.words())
		return err
	}
	files, err := f.languageFiles(env)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, "en, English: comes with the program. "+instrument.Unchecked); err != nil {
		return err
	}
	for _, file := range files {
		if _, err := fmt.Fprintln(out, file.words()); err != nil {
			return err
		}
	}
	return nil
}

// words says what a file is worth. What the file says of itself was cleaned when it
// was read.
func (l *languageFile) words() string {
	if l.err != nil {
		return fmt.Sprintf("%s is refused. %s", text.Show(l.name), dialog.ErrorMessage(l.err))
	}
	t := l.text
	words, lacking := fmt.Sprintf("%s, %s", t.Tag, t.Name), lackingWords(t)
	if doubt := t.Doubt(); doubt != "" {
		whole := "complete, and"
		if lacking != "" {
			whole = "not complete, and"
		}
		return words + ": " + whole + " offered in the demo alone. " + doubt + lacking
	}
	return fmt.Sprintf("%s: offered. The measure: %s Checked by %s on %s. The words: %s Checked by %s on %s.%s", words,
		t.MeasureSource, t.MeasureCheckedBy, t.MeasureCheckedOn, t.WordsSource, t.WordsCheckedBy, t.WordsCheckedOn, lacking)
}

// lackingWords say which parts a file from before them does not have, "" where it is
// complete.
func lackingWords(t *instrument.Text) string {
	said := ""
	for _, p := range t.Lacks() {
		said += fmt.Sprintf(" It lacks words.%s, so this stays in English: %s.", string(p), p)
	}
	return said
}
