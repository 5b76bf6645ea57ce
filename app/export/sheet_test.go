package export

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

// open shows the sheet over two videos, one of which has a name like a formula.
func open(t *testing.T) (w fyne.Window, folder string, toasts *[]widgets.Toast) {
	w, folder, toasts = apptest.Window(t), t.TempDir(), new([]widgets.Toast)
	root := &fyne.Container{}
	w.SetContent(root)
	w.Resize(fyne.NewSize(1200, 900))
	list := []library.Video{
		{UID: "a", Meta: library.Meta{"name": json.RawMessage(`"=SUM(A1)"`), "project": json.RawMessage(`"coastline"`)}},
		{UID: "b", Meta: library.Meta{"name": json.RawMessage(`"Harbour"`)}},
	}
	Show(root, Params{
		TopKeys: func(context.Context) ([]string, error) { return []string{"name", "project"}, nil },
		Do:      apptest.Inline, Toast: func(x widgets.Toast) { *toasts = append(*toasts, x) },
		PickFolder: func(string, func(string)) {}, OpenFolder: func(string) {}, Folder: folder,
	}, Scope{Label: "2 selected", Videos: func(context.Context) iter.Seq2[library.Video, error] {
		return func(yield func(library.Video, error) bool) {
			for _, v := range list {
				if !yield(v, nil) {
					return
				}
			}
		}
	}})
	return w, folder, toasts
}

func TestExportWritesTheChosenColumns(t *testing.T) {
	w, folder, toasts := open(t)
	apptest.See(t, w, "Export", "2 selected", "uid", "meta.project", "allowedOrigins")
	apptest.Click(t, w, "Export")
	text, err := os.ReadFile(filepath.Join(folder, "videos.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\ufeffuid,name,", "meta.project", "a,'=SUM(A1)", "coastline"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file lacks %q: %s", want, text)
		}
	}
	if len(*toasts) != 1 || (*toasts)[0].Text != "2 videos written to videos.csv" {
		t.Errorf("the toasts are %v", *toasts)
	}
}

func TestExportAsJSON(t *testing.T) {
	w, folder, _ := open(t)
	apptest.Click(t, w, "JSON")
	apptest.Click(t, w, "Export")
	text, err := os.ReadFile(filepath.Join(folder, "videos.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(text, &rows); err != nil || len(rows) != 2 {
		t.Errorf("the file has %d rows (%v): %s", len(rows), err, text)
	}
}

func TestAnExportThatCannotBeWrittenSaysSo(t *testing.T) {
	w, folder, toasts := open(t)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	apptest.Click(t, w, "Export")
	apptest.See(t, w, "The file can’t be written: no such file or directory")
	if len(*toasts) != 0 {
		t.Errorf("the toasts are %v", *toasts)
	}
}
