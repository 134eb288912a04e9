package transfer

import (
	"compress/gzip"
	"fmt"

	"alongside/dialog/abreast"
	"alongside/dialog/fhir"
	"alongside/dialog/instrument"
)

// resources writes FHIR resources as NDJSON, a file for each type. While those of one
// person are checked, compressed and written, those of the next are made.
type resources struct {
	codec *fhir.Codec
	files *files
	types map[string]*resourceFile
	hand  [inHand]lines // somebody's in each, in turns
	many  int           // people's that were put
	last  *abreast.Task // writes those that were put last
}

// inHand is how many people's resources are in memory as text.
const inHand = 2

// lines are resources one behind another, each with the end of its line.
type lines struct {
	text  []byte
	kinds []string      // of each
	ends  []int         // where each ends in the text, its line included
	task  *abreast.Task // writes what is in them
}

// add puts a resource behind the others.
func (l *lines) add(r fhir.Resource) (err error) {
	if l.text, err = fhir.Append(l.text, r); err != nil {
		return err
	}
	l.text = append(l.text, '\n')
	l.kinds, l.ends = append(l.kinds, r.Type()), append(l.ends, len(l.text))
	return nil
}

// each yields the type of each resource and its line.
func (l *lines) each(yield func(kind string, line []byte) bool) {
	from := 0
	for i, end := range l.ends {
		if !yield(l.kinds[i], l.text[from:end:end]) {
			return
		}
		from = end
	}
}

type resourceFile struct {
	file *file
	gzip *gzip.Writer
}

func newResources(files *files, set fhir.Settings) (writer, error) {
	codec, err := fhir.New(set)
	if err != nil {
		return nil, err
	}
	w := &resources{codec: codec, files: files, types: map[string]*resourceFile{}}
	return w, w.put([]fhir.Resource{codec.Questionnaire()})
}

// add writes everything about one person. Nothing is written that the check before
// sending refuses.
func (w *resources) add(h *fhir.History) error { return w.put(w.codec.Resources(h)) }

// put has resources checked together and written behind those before. It returns what
// came of earlier ones.
func (w *resources) put(all []fhir.Resource) error {
	l := &w.hand[w.many%inHand]
	w.many++
	if err := l.task.Wait(); err != nil {
		return err
	}
	l.text, l.kinds, l.ends = l.text[:0], l.kinds[:0], l.ends[:0]
	for _, r := range all {
		if err := l.add(r); err != nil {
			return err
		}
	}
	before := w.last
	w.files.busy.Add(1)
	l.task = abreast.Begin(func() error {
		defer w.files.busy.Done()
		err := w.check(l)
		if earlier := before.Wait(); earlier != nil {
			err = earlier
		}
		if err == nil {
			err = w.writeAll(l)
		}
		return err
	})
	w.last = l.task
	return nil
}

func (w *resources) check(l *lines) error {
	all := make([][]byte, 0, len(l.ends))
	for _, line := range l.each {
		all = append(all, line)
	}
	if err := w.codec.CheckAll(all, true); err != nil {
		return fmt.Errorf("failed to write resources that are as they should be: %w", err)
	}
	return nil
}

func (w *resources) writeAll(l *lines) error {
	for kind, line := range l.each {
		if err := w.write(kind, line); err != nil {
			return err
		}
	}
	return nil
}

// write puts one line into the file of its type.
func (w *resources) write(kind string, line []byte) error {
	f := w.types[kind]
	if f == nil {
		file, err := w.files.create(kind, ".ndjson.gz")
		if err != nil {
			return err
		}
		z, err := gzip.NewWriterLevel(file, gzip.BestSpeed) // its header has no time and no name
		if err != nil {
			return fmt.Errorf("failed to begin a file: %w", err)
		}
		f = &resourceFile{file, z}
		w.types[kind] = f
	}
	f.file.rows++
	if _, err := f.gzip.Write(line); err != nil {
		return fmt.Errorf("failed to write a resource: %w", err)
	}
	return nil
}

func (w *resources) close() error {
	if err := w.last.Wait(); err != nil {
		return err
	}
	for _, f := range w.types {
		if err := f.gzip.Close(); err != nil {
			return fmt.Errorf("failed to end a file: %w", err)
		}
	}
	return nil
}

// nameOf names a code set, the one used where none was chosen included.
func nameOf(codes *instrument.CodeSet) string {
	if codes == nil {
		codes = instrument.DefaultCodes()
	}
	return codes.Name + " " + codes.Version
}
