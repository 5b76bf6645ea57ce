package widgets

import (
	"fmt"
	"image"
	"image/color"
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// bothModes runs a test in both palettes, in Fyne's own font.
func bothModes(t *testing.T, run func(t *testing.T, name string)) {
	t.Helper()
	for name, mode := range map[string]look.Mode{"dark": look.Dark, "light": look.Light} {
		t.Run(name, func(t *testing.T) {
			test.NewTempApp(t)
			test.ApplyTheme(t, look.NewPlain(mode))
			run(t, name)
		})
	}
}

// goldenWindow shows an object on the canvas colour.
func goldenWindow(t *testing.T, o fyne.CanvasObject, size fyne.Size, scale float32) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, NewBackdrop(look.Canvas, o))
	w.SetPadded(false)
	if c, ok := w.Canvas().(software.WindowlessCanvas); ok {
		c.SetScale(scale)
	}
	w.Resize(size)
	return w
}

// gradient stands for a picture.
func gradient(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 120, 255})
		}
	}
	return img
}

func TestGoldenList(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		m := queueModel()
		m.groups[0].Lines = true
		m.groups[0].Tone = look.Error
		m.groups[0].Note = "Other uploads carry on"
		m.groups[1].Action = "Clear finished"
		l := NewList(m)
		l.OnMove = func(Move) {}
		w := goldenWindow(t, l, fyne.NewSize(600, 400), 1)
		r := &listRig{List: l, model: m, window: w}
		w.Canvas().Focus(l)
		l.Select("a", "e")
		r.key(t, fyne.KeyDown, ctrl)
		l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: r.middle("b")}})
		test.AssertRendersToImage(t, "list_"+name+".png", w.Canvas())
		l.MouseOut()
		r.grab("d", 30, 30)
		test.AssertRendersToImage(t, "list_drag_"+name+".png", w.Canvas())
		r.key(t, fyne.KeyEscape, 0)
		r.release()
	})
}

func TestGoldenMessages(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		var ran []string
		cards := []fyne.CanvasObject{
			NewToastCard(Toast{Text: "Embed code copied"}),
			NewToastCard(Toast{Text: "Origins changed on 6 videos", Undo: func() {}}),
			NewToastCard(Toast{Text: "The token was revoked, so the four uploads that ran wait where they are", Action: "Replace token", Failed: true}),
			NewBanner(BannerInfo, "This video changed on Stream", "Its name and origins differ.").WithAction("Compare", nil),
			NewBanner(BannerWarning, "The keychain is locked", "Uploads wait until you unlock it, and that may take a while.").WithIcon(look.IconLock),
			NewBanner(BannerError, "You’re offline", "").WithAction("Try now", nil),
		}
		dialog := NewDialogPanel(Dialog{Title: "Delete 3 videos from Stream?", Text: "Players that embed them stop working at once. Stream keeps no copy, so this can’t be undone.", Confirm: "Delete 3 videos", Danger: true})
		o := Inset(12, 12, 12, 12, Row(12, Sized(340, 400, Column(8, cards...)), Sized(340, 400, Column(8, NewMenuPanel(sampleMenu(&ran), 1), dialog))))
		test.AssertRendersToImage(t, "messages_"+name+".png", goldenWindow(t, o, fyne.NewSize(716, 424), 1).Canvas())
	})
}

func goldenCharts() fyne.CanvasObject {
	large, small := NewReel(ReelLarge), NewReel(ReelSmall)
	large.Set(.68, .34, .91)
	small.Set(.68, .34, 1)
	done := NewReel(ReelEmpty).SetTone(look.Success).SetIcon(look.IconCheck)
	done.Set(1)
	values := make([]float64, 126)
	for i := range values {
		values[i] = float64(8 + (i*5)%12)
	}
	bars, spark := NewBars(), NewSparkline()
	bars.Set(BarsState{Values: values, Recent: 44, Limit: 20, LimitText: "Limit 20 MB/s"})
	spark.Set(BarsState{Values: values[:SparklineBars], Recent: 6})
	parts := []fyne.CanvasObject{
		Row(12, large, small, NewReel(ReelEmpty).SetIcon(look.IconUpload), done, spark),
		Sized(377, 72, bars),
	}
	for _, s := range []TapeState{{}, {Done: .68, Sent: .71}, {Done: .22, Tone: look.Fg3}, {Done: .4, Sent: .6, Blocks: 5}} {
		tape := NewTape()
		tape.Set(s)
		parts = append(parts, Sized(350, 0, tape))
	}
	return Inset(12, 12, 12, 12, Column(12, parts...))
}

func TestGoldenCharts(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		scales := []float32{1}
		if name == "dark" {
			scales = []float32{1, 1.3, 2}
		}
		for _, scale := range scales {
			w := goldenWindow(t, goldenCharts(), fyne.NewSize(401, 280), scale)
			test.AssertRendersToImage(t, fmt.Sprintf("charts_%s_%v.png", name, scale), w.Canvas())
		}
	})
}

func TestGoldenPictures(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		thumb := func(set func(*Thumbnail), state ThumbnailState) fyne.CanvasObject {
			thumb := NewThumbnail()
			set(thumb)
			thumb.Set(state)
			return Sized(160, 90, thumb)
		}
		picture := func(t *Thumbnail) { t.SetImage(gradient(160, 90)) }
		strip := NewFilmStrip(FilmStripSmall)
		strip.Played = true
		strip.SetFrames([]image.Image{gradient(64, 36), nil, gradient(64, 36), gradient(64, 36)})
		strip.SetAt(.6)
		o := Inset(12, 12, 12, 12, Column(14,
			Row(14,
				thumb(picture, ThumbnailState{Length: "42:10", Mark: "Edited", MarkIcon: look.IconEdit, MarkTone: look.AccentFg, MarkFill: look.AccentSoft, MarkRight: true, Selected: true}),
				thumb(picture, ThumbnailState{Length: "1:02:15", Mark: "Processing 64%", MarkIcon: look.IconHourglass, MarkTone: look.Process, MarkFill: look.ProcessSoft, Progress: .64}),
				thumb(picture, ThumbnailState{Length: "00:24", Check: true}),
			),
			Row(14,
				thumb((*Thumbnail).SetWaiting, ThumbnailState{Length: "00:24"}),
				thumb((*Thumbnail).SetBroken, ThumbnailState{Length: "00:24"}),
				thumb(func(*Thumbnail) {}, ThumbnailState{}),
			),
			strip,
		))
		w := goldenWindow(t, o, fyne.NewSize(532, 280), 1)
		w.Canvas().Focus(strip)
		test.AssertRendersToImage(t, "pictures_"+name+".png", w.Canvas())
	})
}

func TestGoldenOverlays(t *testing.T) {
	r := newOverlayRig(t)
	o := ShowDialog(r.from, Dialog{Title: "Delete 3 videos from Stream?", Text: "Stream keeps no copy.", Confirm: "Delete 3 videos", Danger: true})
	test.AssertRendersToMarkup(t, "dialog.xml", r.window.Canvas())
	o.Close()
	o = ShowSheet(r.from, Sheet{
		Title: "Add 6 files", Detail: "10.6 GB", Content: look.NewLabel(look.Body, look.Fg, "Harbour at dawn"),
		Summary: look.NewLabel(look.BodyMedium, look.Fg, "3 ready"), Main: NewButton(Main, "Upload 3 videos", nil), Width: 600, Height: 300,
	})
	test.AssertRendersToMarkup(t, "sheet.xml", r.window.Canvas())
	o.Close()
}

func TestThemeChangesWhileOpen(t *testing.T) {
	test.NewTempApp(t)
	pages := map[string]func() (fyne.CanvasObject, func()){
		"list": func() (fyne.CanvasObject, func()) {
			l := NewList(queueModel())
			return l, func() { l.Select("b"); l.scroll(60) }
		},
		"charts": func() (fyne.CanvasObject, func()) { return goldenCharts(), func() {} },
		"toast":  func() (fyne.CanvasObject, func()) { return NewToastCard(Toast{Text: "a", Undo: func() {}}), func() {} },
		"banner": func() (fyne.CanvasObject, func()) { return NewBanner(BannerError, "a", "b"), func() {} },
		"menu": func() (fyne.CanvasObject, func()) {
			var ran []string
			return NewMenuPanel(sampleMenu(&ran), 1), func() {}
		},
		"thumbnail": func() (fyne.CanvasObject, func()) {
			thumb := NewThumbnail()
			thumb.Set(ThumbnailState{Length: "42:10", Progress: .5, Selected: true})
			return thumb, func() {}
		},
	}
	for name, page := range pages {
		test.ApplyTheme(t, look.NewPlain(look.Dark))
		o, ready := page()
		w := goldenWindow(t, o, fyne.NewSize(600, 300), 1)
		ready()
		w.Canvas().Capture()
		test.ApplyTheme(t, look.NewPlain(look.Light))
		changed := w.Canvas().Capture()
		o, ready = page()
		w = goldenWindow(t, o, fyne.NewSize(600, 300), 1)
		ready()
		if !reflect.DeepEqual(changed, w.Canvas().Capture()) {
			t.Errorf("%s does not look as if it had begun in the light theme", name)
		}
	}
}
