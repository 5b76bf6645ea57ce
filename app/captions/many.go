package captions

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
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
	changed  func()

	ways     *widgets.Segments
	language *widgets.Select
	replace  *widgets.Check
	written  fyne.CanvasObject
	uploaded fyne.CanvasObject
	tape     *widgets.Tape
	said     *look.Label
	main     *widgets.Button
	overlay  *widgets.Overlay

	stop func() // while Stream is being asked
	done atomic.Pointer[desk.Tally]
}

// followEvery is how often it is shown how far the videos are.
const followEvery = 250 * time.Millisecond

// ShowMany opens a sheet for the captions of many videos; changed runs when they
// are others.
func ShowMany(from fyne.CanvasObject, tools page.Tools, captions Captions, src Source, changed func()) {
	m := &many{Tools: tools, captions: captions, source: src, changed: changed}
	var names []string
	for _, tag := range subtitle.Spoken {
		names = append(names, subtitle.LanguageName(tag))
	}
	m.language = widgets.NewTextSelect(names, slices.Index(subtitle.Spoken, "en"), nil)
	m.replace = widgets.NewCheck(lang.L("Replace captions that are there already"), nil)
	m.ways = widgets.NewTextSegments([]string{lang.L("Stream writes them"), lang.L("From files")}, 0, func(int) { m.show() })
	m.tape = widgets.NewTape()
	m.said = look.NewLabel(look.Small, look.Fg2, "").Shrinking()
	m.main = widgets.NewButton(widgets.Main, "", m.begin)
	m.written = widgets.Column(14, widgets.NewLabeled(lang.L("Language that is spoken"), m.language), m.replace,
		look.NewParagraph(look.Small, look.Fg3, lang.L("Stream writes what is said, which takes a few minutes a video. The text of captions that are replaced is kept on this computer.")))
	m.uploaded = look.NewParagraph(look.Body, look.Fg2, lang.L("Each file goes to the selected video it is named after, in the language its name ends with: Harbour.de.srt, harbour_en-GB.vtt. You see what goes where before anything is sent."))
	m.show()
	m.overlay = widgets.ShowSheet(from, widgets.Sheet{
		Title: lang.L("Captions"), Detail: words.N(src.Count, "%s video", "%s videos"), Width: 520, First: m.ways, Main: m.main, Summary: m.said,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14, m.ways, m.written, m.uploaded, m.tape)),
		OnClose: func() { m.closed() },
	})
}

func (m *many) show() {
	files := m.ways.Selected() == 1
	page.Show(m.written, !files)
	page.Show(m.uploaded, files)
	page.Show(m.tape, m.stop != nil)
	m.main.SetText(words.N(m.source.Count, "Write captions for %s video", "Write captions for %s videos"))
	switch {
	case m.stop != nil:
		m.main.SetText(lang.L("Stop"))
	case files:
		m.main.SetText(lang.L("Choose files…"))
	}
	if m.overlay != nil {
		m.overlay.Refresh()
	}
}

// begin does what the main button says.
func (m *many) begin() {
	switch {
	case m.stop != nil:
		m.stop()
	case m.ways.Selected() == 1:
		m.choose()
	default:
		m.write()
	}
}

// choose uploads files to those of the videos that they are named after.
func (m *many) choose() {
	m.Pick(filepick.Options{Title: lang.L("Upload captions"), Accept: lang.L("Upload"), Many: true}, func(paths []string) {
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
	})
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

// write has Stream write the captions, and shows how far that is. It goes on
// when the sheet is closed.
func (m *many) write() {
	ctx, stop := context.WithCancel(context.Background())
	m.stop = stop
	m.done.Store(&desk.Tally{})
	tag, replace := subtitle.Spoken[m.language.Selected()], m.replace.State() == widgets.On
	m.Do(func(line context.Context) error {
		defer context.AfterFunc(line, stop)()
		return desk.GenerateAll(ctx, m.captions, m.source.Videos(ctx), tag, replace, func(t desk.Tally) { m.done.Store(&t) })
	}, func(err error) {
		stop()
		m.stop = nil
		m.overlay.Close()
		m.tell(err)
		m.changed()
	})
	m.follow()
}

// follow shows how far it is, and again after a while.
func (m *many) follow() {
	if m.stop == nil || m.overlay.Closed() {
		return
	}
	t := m.done.Load()
	m.said.SetText(words.F("%s of %s", words.Count(t.Dealt()), words.Count(m.source.Count)))
	m.tape.Set(widgets.TapeState{Done: float64(t.Dealt()) / float64(max(1, m.source.Count)), Tone: look.Process})
	m.show()
	if m.After != nil {
		m.After(followEvery, m.follow)
	}
}

// closed tells that what was begun goes on.
func (m *many) closed() {
	if m.stop != nil {
		m.Toast(widgets.Toast{Text: lang.L("Stream is still being asked for captions"), Icon: look.IconInfo, Tone: look.AccentFg, Action: lang.L("Stop"), OnAction: m.stop})
	}
}

// tell says what became of the videos.
func (m *many) tell(err error) {
	t := m.done.Load()
	there := ""
	if t.There > 0 {
		there = words.N(t.There, "%s has captions in it already", "%s have captions in it already")
	}
	raw := ""
	if t.NotReady > 0 {
		raw = words.N(t.NotReady, "%s is not ready", "%s are not ready")
	}
	m.Toast(widgets.Toast{
		Text: words.List(words.N(t.Asked, "Stream writes captions for %s video", "Stream writes captions for %s videos"), there, raw),
		Icon: look.IconSparkle, Tone: look.Process,
	})
	if len(t.Failed) > 0 {
		m.Fail(words.N(len(t.Failed), "%s video gets none", "%s videos get none"), errors.New(words.F("“%s” %s", t.Failed[0], page.FirstLine(t.Why[0]))))
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		m.Fail(lang.L("Not all were asked for"), err)
	}
}
