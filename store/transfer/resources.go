package transfer

import (
	"compress/gzip"
	"fmt"

	"alongside/dialog/fhir"
	"alongside/dialog/instrument"
)

// resources writes FHIR resources as NDJSON, a file for each type.
type resources struct {
	codec *fhir.Codec
	files *files
	types map[string]*resourceFile
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
	q, err := fhir.Encode(codec.Questionnaire())
	if err != nil {
		return nil, err
	}
	return w, w.write("Questionnaire", q)
}

// add writes everything about one person. Nothing is written that the check before
// sending refuses.
func (w *resources) add(h *fhir.History) error {
	all := w.codec.Resources(h)
	encoded := make([][]byte, len(all))
	for i, r := range all {
		var err error
		if encoded[i], err = fhir.Encode(r); err != nil {
			return err
		}
	}
	if err := w.codec.CheckAll(encoded, true); err != nil {
		return fmt.Errorf("failed to write resources that are as they should be: %w", err)
	}
	for i, r := range all {
		if err := w.write(r.Type(), encoded[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *resources) write(kind string, b []byte) error {
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
	if _, err := f.gzip.Write(b); err != nil {
		return fmt.Errorf("failed to write a resource: %w", err)
	}
	_, err := f.gzip.Write([]byte("\n"))
	return err
}

func (w *resources) close() error {
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
