// Package thumbnail is the tab of a video in which its thumbnail is chosen, and
// the sheet that chooses those of many.
package thumbnail

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"image/gif"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/library/frame"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// Thumbnails is what the tab does with the videos of an account.
type Thumbnails interface {
	// Picture gets a small picture of a video, to see whether it is black.
	Picture(ctx context.Context, v library.Video, at time.Duration) (image.Image, error)
	// Link is the address of an animation, GIF gets it.
	Link(ctx context.Context, v library.Video, a embed.Animation) (string, error)
	GIF(ctx context.Context, v library.Video, a embed.Animation) ([]byte, error)
}

// Params are what a Tab needs of the window it is in.
type Params struct {
	page.Tools
	Thumbnails Thumbnails
	Stills     stills.Source
	// Change edits a video in a way that can be undone, off Fyne's goroutine.
	Change func(ctx context.Context, v library.Video, changes []library.Change) (library.Video, error)
	// Changed is told of the video as it is then; may be nil.
	Changed func(library.Video)
}

// Tab is the thumbnail of one video. All of it belongs to Fyne's goroutine.
type Tab struct {
	Params
	// Content fills the tab.
	Content *fyne.Container

	video library.Video
	at    time.Duration
	asked int
	stop  func() // of the animation

	frame   *stills.Picture
	strip   *widgets.FilmStrip
	place   *widgets.Field
	said    *look.Label
	sizes   [3]*stills.Picture
	use     *widgets.Button
	panel   fyne.CanvasObject
	tools   fyne.CanvasObject
	length  *widgets.Stepper
	fps     *widgets.Stepper
	playing *widgets.Thumbnail
	none    *widgets.EmptyState
}

// stripFrames is how many frames the strip shows.
const stripFrames = 14

// New returns a tab without a video; Show gives it one.
func New(p Params) *Tab {
	t := &Tab{Params: p, stop: func() {}, playing: widgets.NewThumbnail(), said: look.NewLabel(look.Small, look.Fg3, "").Shrinking()}
	t.frame = stills.NewPicture(p.Stills, fyne.NewSize(160, 90))
	t.strip = widgets.NewFilmStrip(widgets.FilmStripLarge)
	t.strip.OnChange = func(share float64) { t.seek(time.Duration(share * float64(stills.Length(&t.video)))) }
	t.place = widgets.NewField("25%").Mono()
	t.place.OnChanged = t.typed
	for i, size := range []fyne.Size{{Width: 194, Height: 109}, {Width: 96, Height: 54}, {Width: 48, Height: 27}} {
		t.sizes[i] = stills.NewPicture(p.Stills, size)
	}
	t.use = widgets.NewButton(widgets.Main, lang.L("Use as thumbnail"), t.Save).WithIcon(look.IconImage)
	t.use.SetTip(lang.L("Make this moment the thumbnail"), "Ctrl S")
	step := func(icon look.IconName, text string, by time.Duration) fyne.CanvasObject {
		return widgets.NewIconButton(widgets.Neutral, widgets.Normal, icon, widgets.Tip{Text: text}, func() { t.seek(t.at + by) })
	}
	t.tools = widgets.Row(6, step(look.IconToStart, lang.L("One second back"), -time.Second), step(look.IconLeft, lang.L("One frame back"), -frameTime),
		widgets.Sized(146, 0, t.place), step(look.IconRight, lang.L("One frame on"), frameTime), step(look.IconToEnd, lang.L("One second on"), time.Second),
		widgets.Grow(t.said), widgets.NewSmallButton(widgets.Neutral, lang.L("At 10 %"), func() { t.find(frame.Moment{Share: .1, IsShare: true}) }),
		widgets.NewSmallButton(widgets.Neutral, lang.L("First that is not black"), func() { t.find(frame.Moment{Visible: true}) }))
	t.length, t.fps = widgets.NewStepper(1, 10, 5, nil), widgets.NewStepper(1, 15, 8, nil)
	t.panel = container.NewVScroll(widgets.Inset(0, 0, 16, 0, widgets.Column(18,
		widgets.Section(lang.L("As it will appear"), nil, widgets.Row(12, t.sizes[0], widgets.Column(10, t.sizes[1], widgets.Row(0, t.sizes[2], widgets.Space())), widgets.Space())),
		widgets.Row(0, t.use, widgets.Space()),
		widgets.Section(lang.L("Animation from here"), nil, widgets.Column(10,
			widgets.Row(0, widgets.Sized(240, 135, t.playing), widgets.Space()),
			widgets.SettingRow(lang.L("Seconds"), "", t.length), widgets.SettingRow(lang.L("Pictures a second"), "", t.fps),
			widgets.Row(8, widgets.NewSmallButton(widgets.Neutral, lang.L("Preview"), t.preview).WithIcon(look.IconPlay),
				widgets.NewSmallButton(widgets.Neutral, lang.L("Copy GIF link"), t.copyLink).WithIcon(look.IconLink), widgets.Space()))))))
	t.none = widgets.NewEmptyState(look.IconImage, lang.L("Not ready yet"), lang.L("Stream makes pictures once the video is ready."))
	t.Content = container.New(&tabLayout{t})
	return t
}

// frameTime is what a step of one frame moves.
const frameTime = time.Second / 25

// Show shows a video.
func (t *Tab) Show(v library.Video) {
	same := v.UID == t.video.UID && t.video.Ready
	t.video = v
	t.Content.Objects = []fyne.CanvasObject{t.none}
	if v.Ready && v.Duration > 0 {
		t.Content.Objects = []fyne.CanvasObject{t.frame, t.strip, t.tools, t.panel}
		if !same {
			t.seek(time.Duration(v.ThumbnailPct * float64(stills.Length(&v))))
		}
		t.strip.Step, t.strip.Leap = 1/v.Duration, 10/v.Duration
		t.frames()
	}
	t.Content.Refresh()
}

// Leave ends what the tab does by itself while it does not show.
func (t *Tab) Leave() { t.stop() }

// frames fills the strip with the pictures that are there.
func (t *Tab) frames() {
	t.strip.SetFrames(stills.Strip(t.Stills, t.video, 0, stills.Length(&t.video), stripFrames, 96, 54, t.frames))
}

// seek goes to a moment.
func (t *Tab) seek(at time.Duration) {
	length := stills.Length(&t.video)
	t.at = max(0, min(at, length))
	shown := t.at.Truncate(frameTime)
	for _, p := range append([]*stills.Picture{t.frame}, t.sizes[:]...) {
		p.Set(t.video, shown)
	}
	share := t.at.Seconds() / length.Seconds()
	t.strip.SetAt(share)
	if !t.place.Focused() {
		t.place.SetText(subtitle.FormatStamp(t.at))
		t.place.SetError("")
	}
	t.said.SetText(words.F("%.1f %% of the video", share*100))
}

// typed goes to the moment that was typed, as a share or a time.
func (t *Tab) typed(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	m, err := frame.ParseMoment(text)
	if err != nil || m.Visible {
		return // it is being typed
	}
	at, err := m.Find(context.Background(), &t.video, nil)
	if err != nil {
		t.said.SetText(page.Sentence(err))
		return
	}
	t.seek(at)
}

// find goes to a moment that has to be looked for.
func (t *Tab) find(m frame.Moment) {
	v := t.video
	t.asked++
	asked := t.asked
	var at time.Duration
	t.said.SetText(lang.L("Looking for it"))
	t.Do(func(ctx context.Context) (err error) {
		at, err = m.Find(ctx, &v, t.fetch(v))
		return err
	}, func(err error) {
		if asked != t.asked || v.UID != t.video.UID {
			return
		}
		t.Fail(lang.L("No such moment"), err)
		if err == nil {
			t.seek(at)
		}
	})
}

func (t *Tab) fetch(v library.Video) frame.Fetch {
	return func(ctx context.Context, at time.Duration) (image.Image, error) {
		return t.Thumbnails.Picture(ctx, v, at)
	}
}

// Save makes the moment that shows the thumbnail.
func (t *Tab) Save() {
	v, m := t.video, frame.Moment{At: t.at}
	var changed library.Video
	none := false
	t.Do(func(ctx context.Context) error {
		changes, err := m.Thumbnail(ctx, &v, nil)
		if none = len(changes) == 0; err != nil || none {
			return err
		}
		changed, err = t.Change(ctx, v, changes)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			t.Fail(lang.L("The thumbnail was not changed"), err)
		case none:
			t.Toast(widgets.Toast{Text: lang.L("It is the thumbnail already"), Icon: look.IconInfo, Tone: look.AccentFg})
		default:
			t.Toast(widgets.Toast{Text: lang.L("The thumbnail is changed")})
			if t.Changed != nil {
				t.Changed(changed)
			}
		}
	})
}

// gifSide is the longer side of a GIF, in pixels.
const gifSide = 480

// animation is the GIF as it is set.
func (t *Tab) animation() embed.Animation {
	a := embed.Animation{Start: t.at.Truncate(100 * time.Millisecond), Length: time.Duration(t.length.Value()) * time.Second, FPS: t.fps.Value(), Width: gifSide, Height: gifSide}
	// Stream cuts to the size that is asked for, and to 640 where none is.
	switch w, h := t.video.Width, t.video.Height; {
	case w > h && h > 0:
		a.Height = max(1, gifSide*h/w)
	case h > w && w > 0:
		a.Width = max(1, gifSide*w/h)
	}
	return a
}

func (t *Tab) copyLink() {
	v, a := t.video, t.animation()
	var link string
	t.Do(func(ctx context.Context) (err error) {
		link, err = t.Thumbnails.Link(ctx, v, a)
		return err
	}, func(err error) {
		if err != nil {
			t.Fail(lang.L("There is no link"), err)
			return
		}
		t.Copy(link)
		t.Toast(widgets.Toast{Text: lang.L("GIF link copied")})
	})
}

// preview plays the GIF that Stream makes.
func (t *Tab) preview() {
	v, a := t.video, t.animation()
	t.stop()
	t.playing.SetWaiting()
	t.playing.Refresh()
	var frames []image.Image
	t.Do(func(ctx context.Context) error {
		data, err := t.Thumbnails.GIF(ctx, v, a)
		if err == nil {
			frames, err = unpack(data)
		}
		return err
	}, func(err error) {
		if err != nil {
			t.playing.SetBroken()
			t.playing.Refresh()
			t.Fail(lang.L("The animation can’t be shown"), err)
			return
		}
		t.play(frames, 0, time.Second/time.Duration(max(1, a.FPS)))
	})
}

// play shows the frames one after the other, twice.
func (t *Tab) play(frames []image.Image, n int, every time.Duration) {
	if n >= 2*len(frames) {
		return
	}
	t.playing.SetImage(frames[n%len(frames)])
	t.playing.Refresh()
	t.stop = t.After(every, func() { t.play(frames, n+1, every) })
}

// unpack draws the frames of a GIF, each over those before it.
func unpack(data []byte) ([]image.Image, error) {
	g, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var frames []image.Image
	over := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	for _, p := range g.Image {
		draw.Draw(over, p.Bounds(), p, p.Bounds().Min, draw.Over)
		shown := image.NewRGBA(over.Rect)
		copy(shown.Pix, over.Pix)
		frames = append(frames, shown)
	}
	return frames, nil
}

// tabLayout places the frame, what is below it, and the panel.
type tabLayout struct{ t *Tab }

// MinSize implements fyne.Layout.
func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *tabLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	least := t.none.MinSize()
	page.Place(t.none, (size.Width-least.Width)/2, max(0, (size.Height-least.Height)*2/5), least.Width, least.Height)
	const panel, low = 320, 54 + 32 + 44
	wide := size.Width - panel - 3*look.Inset
	high := min(wide*9/16, size.Height-look.Inset-low)
	shown := high * 16 / 9
	page.Place(t.frame, look.Inset, 18, shown, high)
	strip := t.strip.MinSize().Height
	page.Place(t.strip, look.Inset, 18+high+14, wide, strip)
	page.Place(t.tools, look.Inset, 18+high+14+strip+10, wide, look.Control)
	page.Place(t.panel, size.Width-panel-look.Inset, 18, panel, size.Height-18)
}
