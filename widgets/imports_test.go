package widgets

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The widgets know Fyne, the assets, the standard library but not its network,
// and one package to scale pictures.
func TestImports(t *testing.T) {
	files := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !allowed(name) {
				t.Errorf("%s imports %s", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func allowed(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case name == "spool/assets", name == "spool/widgets", strings.HasPrefix(name, "spool/widgets/"):
		return true
	case strings.HasPrefix(name, "fyne.io/fyne/v2"):
		return name != "fyne.io/fyne/v2/app" && name != "fyne.io/fyne/v2/test"
	case first == "net", first == "database", first == "spool":
		return false
	default:
		return !strings.Contains(first, ".") || name == "golang.org/x/image/draw"
	}
}
