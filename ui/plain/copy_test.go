package plain_test

import (
	"context"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/plain"
	"alongside/ui/uitest/memory"
)

// copying is a record in memory from which copies are written.
type copying struct {
	*memory.Keeper
	written []report.Document
	large   bool
	folder  string
}

func (*copying) MayCopy() bool      { return true }
func (*copying) CopyFolder() string { return "/mnt/stick" }

func (*copying) PreviewCopy(d *report.Document) []string {
	lines := []string{d.Title}
	for _, s := range d.Sections {
		lines = append(lines, s.Title)
	}
	return lines
}

func (c *copying) WriteCopy(_ context.Context, _ dialog.ID, d *report.Document, to report.CopyTo) (string, error) {
	if to.Folder == "/media/stikc" && !to.MakeFolder {
		return "", report.ErrNoFolder
	}
	c.written, c.large, c.folder = append(c.written, *d), to.Large, to.Folder
	return to.Folder + "/alongside-copy-2026-11-22.pdf", nil
}

// typed types lines on Jane Smith's page.
func typed(t *testing.T, k plain.Keeper, worker dialog.Worker, lines ...string) string {
	t.Helper()
	var out strings.Builder
	in := strings.Join(append([]string{"1", "smith jane", "1"}, lines...), "\n") + "\n"
	err := plain.Run(context.Background(), strings.NewReader(in), &out, plain.Options{
		Keeper: k, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: worker, Text: instrument.English(), Now: now, Piped: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestACopyToTakeHomeLineByLine(t *testing.T) {
	for name, test := range map[string]struct {
		lines   []string
		written int
		see     string
		never   string
	}{
		"all":                 {[]string{"y", "all", "y", "1", ""}, 1, "Written: /mnt/stick/alongside-copy-2026-11-22.pdf", "On it:"},
		"large elsewhere":     {[]string{"y", "1 3", "y", "2", "/media/stick"}, 1, "Written: /media/stick/", "On it:"},
		"guarded, named":      {[]string{"y", "1 9", "y", "1", ""}, 1, "On it: Personal safety", ""},
		"no folder, made":     {[]string{"y", "all", "y", "1", "/media/stikc", "y"}, 1, "Written: /media/stikc/", "On it:"},
		"no folder, not made": {[]string{"y", "all", "y", "1", "/media/stikc", "n"}, 0, "There is no folder of that name.", "Written:"},
		"not safe":            {[]string{"y", "all", "n"}, 0, "Nothing was written.", "Written:"},
		"nothing named":       {[]string{"y", "", "b"}, 0, "An empty line is not an answer.", "Written:"},
		"a wrong number":      {[]string{"y", "1 99", "b"}, 0, "That is not one of the choices.", "Written:"},
		"the input ends":      {[]string{"y", "all"}, 0, "Is it safe to take this home?", "Written:"},
	} {
		t.Run(name, func(t *testing.T) {
			m := caseload(t)
			k := &copying{Keeper: m}
			got := typed(t, k, m.Worker(), test.lines...)
			if len(k.written) != test.written || !strings.Contains(got, test.see) || test.never != "" && strings.Contains(got, test.never) {
				t.Errorf("%d were written:\n%s", len(k.written), got)
			}
		})
	}
}

func TestNoCopyWhereNoneMayBeWritten(t *testing.T) {
	m := caseload(t)
	if got := typed(t, m, m.Worker(), "y"); !strings.Contains(got, "Please ask a clinician.") {
		t.Errorf("plain mode says:\n%s", got)
	}
}
