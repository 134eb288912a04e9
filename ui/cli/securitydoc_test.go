package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog"
)

// What each role may do stands in one table, of which the page about security has a
// copy.
func TestThePageHasTheTableOfRoles(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), dialog.PermissionTable()) {
		t.Errorf("docs/security.md has another table than this:\n%s", dialog.PermissionTable())
	}
}
