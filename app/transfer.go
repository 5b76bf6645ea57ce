package app

import (
	"context"
	"iter"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/bulk"
	"spool/app/export"
	"spool/app/videos"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// addTransfer lets the library write what is selected to a file, and read files.
func (s *shell) addTransfer() {
	s.library.More = func() []widgets.MenuItem {
		return []widgets.MenuItem{
			{Label: lang.L("Import edits…"), Icon: look.IconFile, Run: s.importFile},
			{Label: lang.L("Export all videos…"), Icon: look.IconDownload, Run: s.exportAll},
			{Separator: true},
			{Label: lang.L("Journal"), Icon: look.IconClock, Key: "Ctrl J", Run: s.showJournal},
		}
	}
	s.library.Add(videos.Command{
		Label: "Export…", Group: videos.GroupCopy, Icon: look.IconDownload,
		Run: func(sel videos.Selection, _ fyne.CanvasObject) {
			s.export(export.Scope{Label: words.N(sel.Count(), "%s selected", "%s selected"), Videos: sel.Videos})
		},
	})
}

// exportAll writes all videos to a file.
func (s *shell) exportAll() { s.export() }

// export opens the sheet that writes videos to a file: those of a scope, or all.
func (s *shell) export(scopes ...export.Scope) {
	l := s.videosEngine()
	if l == nil {
		return
	}
	scopes = append(scopes, export.Scope{Label: lang.L("All videos"), Videos: func(ctx context.Context) iter.Seq2[library.Video, error] {
		return l.Found(ctx, library.Query{}, library.NewestFirst, 0)
	}})
	folder, err := os.UserHomeDir()
	if err != nil {
		folder = "."
	}
	export.Show(s.w.body, export.Params{
		TopKeys: l.Index().TopKeys, Do: s.edit.looks.Do, Toast: s.w.Toast, OpenFolder: s.w.openFolder, Folder: folder,
		PickFolder: func(start string, chosen func(string)) {
			s.w.choose(filepick.Options{Title: lang.L("Export to"), Accept: lang.L("Choose"), Folder: true, Start: start}, func(paths []string) { chosen(paths[0]) })
		},
	}, scopes...)
}

// importFile asks for a file and shows what its edits would change.
func (s *shell) importFile() {
	if s.videosEngine() == nil {
		return
	}
	s.w.pick(filepick.Options{Title: lang.L("Import edits"), Accept: lang.L("Import")}, func(paths []string) { s.importFrom(paths[0]) })
}

// importFrom shows what the edits in a file would change.
func (s *shell) importFrom(path string) {
	l := s.videosEngine()
	s.openBulk(bulk.Source{File: filepath.Base(path), Rows: func(ctx context.Context) iter.Seq2[library.Row, error] {
		return func(yield func(library.Row, error) bool) {
			f, err := os.Open(path)
			if err != nil {
				yield(library.Row{}, err)
				return
			}
			defer f.Close() // only read from
			rows, err := library.ReadImport(f)
			if err != nil {
				yield(library.Row{}, err)
				return
			}
			for r, err := range library.Lines(l.PlanImport(ctx, rows)) {
				if !yield(r, err) {
					return
				}
			}
		}
	}})
}
