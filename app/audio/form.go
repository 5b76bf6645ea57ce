package audio

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	engine "spool/library/audio"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// form adds a track.
type form struct {
	Content *fyne.Container
	tab     *Tab
	source  *widgets.Segments
	drop    *widgets.Card
	chosen  *look.Label
	address *widgets.Field
	urlRow  fyne.CanvasObject
	label   *widgets.Field
	first   *widgets.Check
	add     *widgets.Button
	tape    *widgets.Tape
	length  *look.Paragraph
	path    string
	sending bool
}

func newForm(t *Tab) *form {
	f := &form{tab: t, tape: widgets.NewTape(), length: look.NewParagraph(look.Small, look.Fg3, "")}
	f.source = widgets.NewTextSegments([]string{lang.L("From file"), lang.L("From URL")}, 0, func(int) { f.check() }).Compact()
	f.chosen = look.NewLabel(look.SmallSemibold, look.Fg, "").Centered().Shrinking()
	f.drop = widgets.NewCard(widgets.Column(6, f.chosen,
		look.NewLabel(look.Small, look.Fg3, lang.L("200 MB at most, larger ones go by URL")).Centered().Shrinking(),
		widgets.Row(0, widgets.Space(), widgets.NewSmallButton(widgets.Neutral, lang.L("Choose file…"), f.pick), widgets.Space())))
	f.address = widgets.NewField("https://media.example.com/track.m4a").WithIcon(look.IconGlobe)
	f.address.OnChanged = func(string) { f.check() }
	f.urlRow = widgets.NewLabeled(lang.L("Address, public"), f.address)
	f.label = widgets.NewField(lang.L("Español"))
	f.label.OnChanged = func(string) { f.check() }
	f.label.OnSubmitted = func(string) { f.send() }
	f.first = widgets.NewCheck(lang.L("Make it the default"), nil)
	f.add = widgets.NewButton(widgets.Main, lang.L("Add track"), f.send)
	f.Content = widgets.Column(14,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, lang.L("Add a track")).Shrinking()), f.source),
		f.drop, f.urlRow, widgets.NewLabeled(lang.L("Label"), f.label),
		widgets.Row(8, widgets.Grow(f.first), f.add), f.tape, f.length)
	f.check()
	return f
}

// pick asks for the file.
func (f *form) pick() {
	f.tab.Pick(filepick.Options{Title: lang.L("Add an audio track"), Accept: lang.L("Choose")}, func(paths []string) { f.use(paths[0]) })
}

// use takes a file.
func (f *form) use(path string) {
	if err := engine.Check(path); err != nil {
		f.tab.Fail(lang.L("The file can’t be a track"), err)
		return
	}
	f.path = path
	f.source.SetSelected(0)
	f.check()
}

// showLength says what Stream makes of a track of another length.
func (f *form) showLength() {
	text := ""
	if d := stills.Length(&f.tab.video); d > 0 {
		text = words.F("Stream cuts or fills the track to %s.", uploader.Timecode(d))
	}
	f.length.SetText(text)
}

// from is the file or address, "" while there is none.
func (f *form) from() string {
	if f.source.Selected() == 0 {
		return f.path
	}
	if address := strings.TrimSpace(f.address.Text()); engine.IsAddress(address) {
		return address
	}
	return ""
}

// check shows the form as it stands.
func (f *form) check() {
	file := f.source.Selected() == 0
	page.Show(f.drop, file)
	page.Show(f.urlRow, !file)
	f.chosen.SetText(lang.L("Drop an audio file here"))
	if f.path != "" {
		f.chosen.SetText(filepath.Base(f.path))
	}
	wrong := ""
	label := strings.TrimSpace(f.label.Text())
	if engine.Taken(f.tab.tracks, label, "") {
		wrong = words.F("This video already has “%s”", label)
	}
	f.label.SetError(wrong)
	if f.from() != "" && label != "" && wrong == "" && !f.sending {
		f.add.Enable()
	} else {
		f.add.Disable()
	}
	page.Show(f.tape, f.sending)
	f.tape.Set(widgets.TapeState{Waiting: f.sending})
	f.Content.Refresh()
}

// send adds the track.
func (f *form) send() {
	if f.add.Disabled() {
		return
	}
	t, source, label, first := f.tab, f.from(), f.label.Text(), f.first.State() == widgets.On
	f.sending = true
	f.check()
	t.does(lang.L("The track was not added"), func(ctx context.Context, uid string) error {
		track, err := t.Tracks.Add(ctx, uid, label, source)
		if err == nil && first {
			_, err = t.Tracks.Edit(ctx, uid, track.UID, library.AudioEdit{Default: &first})
		}
		return err
	}, func() {
		f.path = ""
		f.address.SetText("")
		f.label.SetText("")
		f.first.SetState(widgets.Off)
		t.Toast(widgets.Toast{Text: words.F("“%s” is at Stream, which works on it", label)})
	})
}
