// Package export is the sheet that writes videos to a file, CSV or JSON, with the
// columns a person chose. What it writes can be edited and imported again.
package export

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Scope is videos that can be exported.
type Scope struct {
	// Label says which: "3 selected".
	Label string
	// Videos reads them from the index, off Fyne's goroutine.
	Videos func(ctx context.Context) iter.Seq2[library.Video, error]
}

// Params are what the sheet needs of the window it is in.
type Params struct {
	// TopKeys are the keys at the top of videos' meta.
	TopKeys func(ctx context.Context) ([]string, error)
	Do      func(run func(context.Context) error, then func(error))
	// PickFolder asks for a folder, beginning in one.
	PickFolder func(start string, chosen func(folder string))
	Toast      func(widgets.Toast)
	// OpenFolder shows a file's folder.
	OpenFolder func(folder string)
	// Folder is where the file goes unless another is chosen.
	Folder string
}

// sheet is the open form.
type sheet struct {
	Params
	scopes  []Scope
	scope   int
	json    bool
	folder  string
	name    *widgets.Field
	columns *widgets.ChipsField
	place   *look.Label
	problem *look.Paragraph
	overlay *widgets.Overlay
	save    *widgets.Button
}

const sheetWidth float32 = 640

// Show opens the sheet over the window that from is in, for one of the scopes.
func Show(from fyne.CanvasObject, params Params, scopes ...Scope) {
	s := &sheet{Params: params, scopes: scopes, folder: params.Folder}
	s.name = widgets.NewField("videos.csv")
	s.name.SetText("videos.csv")
	s.columns = widgets.NewChipsField(lang.L("Add a column"), nil, nil)
	s.columns.Check = func(typed string) (string, error) {
		_, err := library.ParseColumn(typed)
		return typed, err
	}
	s.place = look.NewLabel(look.Body, look.Fg, s.folder).Shrinking()
	s.problem = look.NewParagraph(look.Small, look.Error, "").AtMost(2)
	s.save = widgets.NewButton(widgets.Main, lang.L("Export"), s.write)
	s.readColumns()
	s.overlay = widgets.ShowSheet(from, widgets.Sheet{
		Title: lang.L("Export"), Content: s.content(), Summary: s.problem, First: s.name.Focusable(), Main: s.save, Width: sheetWidth,
	})
}

func (s *sheet) content() fyne.CanvasObject {
	labels := make([]string, len(s.scopes))
	for i, scope := range s.scopes {
		labels[i] = scope.Label
	}
	choose := widgets.NewSmallButton(widgets.Neutral, lang.L("Choose…"), func() {
		s.PickFolder(s.folder, func(folder string) {
			s.folder = folder
			s.place.SetText(folder)
		})
	})
	format := widgets.NewTextSegments([]string{"CSV", "JSON"}, 0, func(i int) {
		s.json = i == 1
		s.name.SetText(strings.TrimSuffix(s.name.Text(), filepath.Ext(s.name.Text())) + []string{".csv", ".json"}[i])
	})
	folder := widgets.Sized(0, look.Control, widgets.Row(8, widgets.NewSign(look.IconFolder, look.Fg2), widgets.Grow(s.place), choose))
	return widgets.Inset(16, 20, 20, 20, widgets.Column(14,
		widgets.Stretched(16, widgets.Grow(widgets.NewLabeled(lang.L("Videos"), widgets.NewTextSegments(labels, 0, func(i int) { s.scope = i }))),
			widgets.Sized(160, 0, widgets.NewLabeled(lang.L("Format"), format))),
		widgets.Stretched(16, widgets.Grow(widgets.NewLabeled(lang.L("Folder"), folder)), widgets.Sized(200, 0, widgets.NewLabeled(lang.L("Name"), s.name))),
		widgets.NewLabeled(lang.L("Columns"), s.columns),
		look.NewParagraph(look.Small, look.Fg3, lang.L("uid names the video, so keep it to import the file again. Cells that a spreadsheet would take for formulas are written as text."))))
}

// readColumns fills in the usual columns.
func (s *sheet) readColumns() {
	var keys []string
	s.Do(func(ctx context.Context) (err error) {
		keys, err = s.TopKeys(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.problem.SetText(err.Error())
			return
		}
		var names []string
		for _, c := range library.DefaultColumns(keys) {
			names = append(names, c.Name)
		}
		s.columns.SetValues(names)
	})
}

// write writes the file.
func (s *sheet) write() {
	columns, err := s.chosen()
	if err == nil && strings.TrimSpace(s.name.Text()) == "" {
		err = errors.New(lang.L("The file needs a name"))
	}
	if err != nil {
		s.problem.SetText(err.Error())
		return
	}
	path := filepath.Join(s.folder, filepath.Base(strings.TrimSpace(s.name.Text())))
	format := library.WriteCSV
	if s.json {
		format = library.WriteJSON
	}
	videos := s.scopes[s.scope].Videos
	s.save.Disable()
	n := 0
	s.Do(func(ctx context.Context) (err error) {
		n, err = library.WriteFile(path, func(w io.Writer) (int, error) { return format(w, columns, videos(ctx)) })
		return err
	}, func(err error) {
		s.save.Enable()
		if err != nil {
			s.problem.SetText(words.F("The file can’t be written: %s", reason(err)))
			return
		}
		s.overlay.Close()
		s.Toast(widgets.Toast{
			Text: words.F("%s written to %s", words.N(n, "%s video", "%s videos"), filepath.Base(path)), Icon: look.IconDone, Tone: look.Success,
			Action: lang.L("Show folder"), OnAction: func() { s.OpenFolder(filepath.Dir(path)) },
		})
	})
}

// reason is why a file cannot be written, without the places that stand in the
// form anyway.
func reason(err error) string {
	var file *fs.PathError
	if errors.As(err, &file) {
		return file.Err.Error()
	}
	return err.Error()
}

func (s *sheet) chosen() ([]library.Column, error) {
	var list []library.Column
	for _, name := range s.columns.Values() {
		c, err := library.ParseColumn(name)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	if len(list) == 0 {
		return nil, errors.New(lang.L("Choose at least one column"))
	}
	return list, nil
}
