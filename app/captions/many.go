package captions

import (
	"context"
	"iter"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// Source is the videos whose captions are made.
type Source struct {
	Count int
	// Videos reads them, off Fyne's goroutine.
	Videos func(ctx context.Context) iter.Seq2[library.Video, error]
}

// many is the sheet that makes the captions of many videos: Stream writes them,
// or they are uploaded.
type many struct {
	page.Tools
	captions Captions
	source   Source
	writes   func(language string)
	changed  func()

	ways     *widgets.Segments
	language *widgets.Select
	written  fyne.CanvasObject
	uploaded fyne.CanvasObject
	said     *look.Label
	main     *widgets.Button
	overlay  *widgets.Overlay
}

// ShowMany opens a sheet for the captions of many videos: writes has Stream write
// them, changed runs when files were uploaded.
func ShowMany(from fyne.CanvasObject, tools page.Tools, captions Captions, src Source, writes func(language string), changed func()) {
	m := &many{Tools: tools, captions: captions, source: src, writes: writes, changed: changed}
	var names []string
	for _, tag := range subtitle.Spoken {
		names = append(names, words.Capitalized(words.Language(tag)))
	}
	m.language = widgets.NewTextSelect(names, slices.Index(subtitle.Spoken, "en"), nil)
	m.ways = widgets.NewTextSegments([]string{lang.L("Stream writes them"), lang.L("From files")}, 0, func(int) { m.show() })
	m.said = look.NewLabel(look.Small, look.Fg2, "").Shrinking()
	m.main = widgets.NewButton(widgets.Main, "", m.begin)
	m.written = widgets.Column(14, widgets.NewLabeled(lang.L("Language that is spoken"), m.language),
		look.NewParagraph(look.Small, look.Fg3, lang.L("Stream writes what is said, four videos at a time, a few minutes each. Videos that have a caption in this language, no sound, or are very long are left as they are, each with its reason.")))
	m.uploaded = look.NewParagraph(look.Body, look.Fg2, lang.L("Each file goes to the selected video it is named after, in the language its name ends with: Harbour.de.srt, harbour_en-GB.vtt. You see what goes where before anything is sent."))
	m.show()
	m.overlay = widgets.ShowSheet(from, widgets.Sheet{
		OnDrop: m.upload,
		Title:  lang.L("Captions"), Detail: words.N(src.Count, "%s video", "%s videos"), Width: 520, First: m.ways, Main: m.main, Summary: m.said,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14, m.ways, m.written, m.uploaded)),
	})
}

func (m *many) show() {
	files := m.ways.Selected() == 1
	page.Show(m.written, !files)
	page.Show(m.uploaded, files)
	m.main.SetText(words.N(m.source.Count, "Write captions for %s video", "Write captions for %s videos"))
	if files {
		m.main.SetText(lang.L("Choose files…"))
	}
	if m.overlay != nil {
		m.overlay.Refresh()
	}
}

// begin does what the main button says.
func (m *many) begin() {
	if m.ways.Selected() == 1 {
		m.choose()
	} else {
		m.write()
	}
}

func (m *many) choose() {
	m.Pick(filepick.Options{Title: lang.L("Upload captions"), Accept: lang.L("Upload"), Many: true}, m.upload)
}

// upload uploads files to those of the videos that they are named after.
func (m *many) upload(paths []string) {
	files := subtitleFiles(paths)
	if len(files) == 0 {
		m.said.SetText(lang.L("None of them is a subtitle file"))
		return
	}
	b := batch{Tools: m.Tools, captions: m.captions, videos: m.named, over: m.main, done: func() {
		m.overlay.Close()
		m.changed()
	}}
	b.match(files)
}

// named are the videos by name.
func (m *many) named(ctx context.Context) ([]subtitle.Named, error) {
	var list []subtitle.Named
	for v, err := range m.source.Videos(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, subtitle.Named{UID: v.UID, Name: v.Name()})
	}
	return list, nil
}

// write has Stream write the captions, as a job that goes on when the sheet is
// closed.
func (m *many) write() {
	m.overlay.Close()
	m.writes(subtitle.Spoken[m.language.Selected()])
}
