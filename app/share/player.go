package share

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"spool/library"
	"spool/library/embed"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// player is the form of the player's settings, with a look at it.
type player struct {
	*Params
	content  *fyne.Container
	view     *preview
	switches [5]*widgets.Switch
	dvrRow   fyne.CanvasObject
	accent   *colorField
	letter   *colorField
	size     *widgets.Segments
	width    *widgets.Field
	height   *widgets.Field
	sizes    *fyne.Container
	start    *widgets.Field
	captions *widgets.Select
	tongues  []string
	preload  *widgets.Select
	poster   *widgets.Select
	posterAt *widgets.Field
	ad       *widgets.Field
	page     *widgets.Field
	more     *fyne.Container
	changed  func()
	video    library.Video
	asked    int
}

// The switches.
const (
	autoplay = iota
	muted
	loop
	controls
	dvr
)

var preloads = []embed.Preload{"", embed.PreloadNone, embed.PreloadMetadata, embed.PreloadAuto}

// What the poster may be.
const (
	posterThumbnail = iota
	posterMoment
	posterAddress
)

// colorField is a field for a CSS colour with its swatch.
type colorField struct {
	*widgets.Field
	swatch *canvas.Rectangle
}

func newColor(hint string, changed func()) *colorField {
	c := &colorField{Field: widgets.NewField(hint).Mono(), swatch: &canvas.Rectangle{CornerRadius: 3, StrokeWidth: 1}}
	c.swatch.SetMinSize(fyne.NewSquareSize(14))
	c.WithLeading(c.swatch)
	c.OnChanged = func(string) { c.paint(); changed() }
	c.paint()
	return c
}

func (c *colorField) paint() {
	paint := look.For(c.Field)
	c.swatch.FillColor = colorOf(c.Text(), paint.Color(look.Track))
	c.swatch.StrokeColor = paint.Color(look.Border)
	c.swatch.Refresh()
}

func newPlayer(p *Params, changed func()) *player {
	f := &player{Params: p, changed: changed, view: newPreview()}
	toggle := func(i int, label string, on bool) fyne.CanvasObject {
		f.switches[i] = widgets.NewSwitch(on, func(bool) { f.change() })
		return widgets.Row(8, widgets.Grow(look.NewLabel(look.Body, look.Fg, lang.L(label)).Shrinking()), f.switches[i])
	}
	f.accent, f.letter = newColor("#F2C14E", f.change), newColor("#101214", f.change)
	beside := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg2, lang.L(label)).Shrinking()), widgets.Sized(122, 0, o))
	}
	f.dvrRow = toggle(dvr, "Go back in a broadcast", false)
	side := widgets.Column(0, toggle(autoplay, "Autoplay", false), toggle(muted, "Muted", false), toggle(loop, "Loop", false),
		toggle(controls, "Player controls", true), f.dvrRow,
		widgets.Inset(6, 0, 0, 0, beside("Accent", f.accent)), widgets.Inset(4, 0, 0, 0, beside("Letterbox", f.letter)))
	f.buildLower()
	f.content = widgets.Column(14, widgets.Stretched(20, widgets.Grow(widgets.Column(0, f.view)), widgets.Sized(195, 0, side)), f.lower(), f.sizes, f.moreToggle(), f.more)
	return f
}

func (f *player) buildLower() {
	change := func(string) { f.change() }
	f.size = widgets.NewTextSegments([]string{lang.L("Responsive"), lang.L("Fixed")}, 0, func(i int) {
		shown(f.sizes, i == 1)
		f.change()
	})
	f.start = widgets.NewField("0:00").Mono()
	f.start.OnChanged = change
	film := widgets.NewIconButton(widgets.Faint, widgets.Small, look.IconFilm, widgets.Tip{Text: lang.L("Pick on the film-strip")}, f.pickStart)
	f.start.WithTrailing(film)
	f.captions = widgets.NewTextSelect([]string{lang.L("Off")}, 0, func(int) { f.change() })
	f.preload = widgets.NewTextSelect([]string{lang.L("As Stream likes"), lang.L("Nothing"), lang.L("Metadata"), lang.L("Video")}, 0, func(int) { f.change() })
	f.width, f.height = widgets.NewField("1280"), widgets.NewField(lang.L("By the video"))
	f.width.OnChanged, f.height.OnChanged = change, change
	f.sizes = widgets.Stretched(12, widgets.Grow(widgets.NewLabeled(lang.L("Width, px"), f.width)), widgets.Grow(widgets.NewLabeled(lang.L("Height, px"), f.height)))
	f.sizes.Hide()
	f.poster = widgets.NewTextSelect([]string{lang.L("The thumbnail"), lang.L("A moment of the video"), lang.L("A picture of yours")}, 0, func(i int) {
		shown(f.posterAt, i != posterThumbnail)
		f.posterAt.SetText("")
		f.change()
	})
	f.posterAt = widgets.NewField(lang.L("1:30, or https://…"))
	f.posterAt.OnChanged = change
	f.posterAt.Hide()
	f.ad = widgets.NewField("https://ads.example.com/vast.xml")
	f.ad.OnChanged = change
	f.page = widgets.NewField("https://www.example.com")
	f.page.OnChanged = change
	f.more = widgets.Column(12,
		widgets.Stretched(12, widgets.Grow(widgets.NewLabeled(lang.L("Poster"), f.poster)), widgets.Grow(widgets.NewLabeled(" ", f.posterAt))),
		widgets.NewLabeled(lang.L("Ad, the address of a VAST tag"), f.ad),
		widgets.NewLabeled(lang.L("The page it goes on, to be warned of what stops it there"), f.page))
	f.more.Hide()
}

func (f *player) lower() fyne.CanvasObject {
	return widgets.Stretched(12, widgets.NewLabeled(lang.L("Size"), f.size), widgets.Sized(96, 0, widgets.NewLabeled(lang.L("Start at"), f.start)),
		widgets.Grow(widgets.NewLabeled(lang.L("Captions on"), f.captions)), widgets.Grow(widgets.NewLabeled(lang.L("Preload"), f.preload)))
}

func (f *player) moreToggle() fyne.CanvasObject {
	var b *widgets.Button
	b = widgets.NewSmallButton(widgets.Link, lang.L("Poster, ad and page"), func() {
		shown(f.more, !f.more.Visible())
		b.SetIcon(map[bool]look.IconName{true: look.IconUp, false: look.IconDown}[f.more.Visible()])
		f.change()
	}).WithIcon(look.IconDown)
	return widgets.Row(0, b, widgets.Space())
}

// show begins with another video.
func (f *player) show(v library.Video) {
	f.video = v
	f.start.SetText("")
	f.tongues = nil
	f.captions.SetOptions([]widgets.Option{{Label: lang.L("Off")}}, 0)
	f.poster.SetSelected(posterThumbnail)
	f.posterAt.Hide()
	shown(f.dvrRow, v.LiveInput != "")
	shown(f.more, len(v.AllowedOrigins) > 0)
	f.look()
	if f.Captions == nil {
		return
	}
	f.asked++
	asked := f.asked
	var tongues []string
	f.Do(func(ctx context.Context) (err error) {
		tongues, err = f.Captions(ctx, v.UID)
		return err
	}, func(err error) {
		// Without an answer there is only Off; the captions' own tab says why.
		if err == nil && asked == f.asked {
			f.listCaptions(tongues)
		}
	})
}

func (f *player) listCaptions(tongues []string) {
	slices.Sort(tongues)
	f.tongues = tongues
	options := []widgets.Option{{Label: lang.L("Off")}}
	for _, t := range tongues {
		name := t
		if tag, err := language.Parse(t); err == nil {
			name = display.English.Tags().Name(tag)
		}
		options = append(options, widgets.Option{Label: name})
	}
	f.captions.SetOptions(options, 0)
}

func (f *player) change() {
	f.look()
	f.changed()
}

// read is the form as settings. What is wrong stands under its field.
func (f *player) read() (s embed.Settings, first embed.Kind, ok bool) {
	ok = true
	p := embed.Player{
		Autoplay: f.switches[autoplay].On(), Muted: f.switches[muted].On(), Loop: f.switches[loop].On(),
		HideControls: !f.switches[controls].On(), DVR: f.switches[dvr].On() && f.video.LiveInput != "",
		Preload: preloads[f.preload.Selected()],
	}
	if i := f.captions.Selected(); i > 0 && i <= len(f.tongues) {
		p.TextTrack = f.tongues[i-1]
	}
	accept := func(field *widgets.Field, set func(text string) error) {
		err := error(nil)
		if text := strings.TrimSpace(field.Text()); text != "" {
			err = set(text)
		}
		field.SetError("")
		if err != nil {
			field.SetError(err.Error())
			ok = false
		}
	}
	accept(f.start, func(t string) (err error) { p.Start, err = subtitle.ParseStamp(t); return err })
	accept(f.accent.Field, func(t string) error { p.PrimaryColor = t; return embed.Player{PrimaryColor: t}.Check() })
	accept(f.letter.Field, func(t string) error { p.LetterboxColor = t; return embed.Player{LetterboxColor: t}.Check() })
	accept(f.ad, func(t string) error { p.AdURL = t; return embed.Player{AdURL: t}.Check() })
	accept(f.posterAt, func(t string) error { return f.readPoster(&p, t) })
	s.Player = p
	accept(f.width, func(t string) (err error) { s.Size.Width, err = pixels(t); return err })
	accept(f.height, func(t string) (err error) { s.Size.Height, err = pixels(t); return err })
	first = embed.Responsive
	if f.size.Selected() == 1 {
		first = embed.Fixed
	}
	return s, first, ok
}

func (f *player) readPoster(p *embed.Player, typed string) error {
	switch f.poster.Selected() {
	case posterAddress:
		p.Poster = typed
		return embed.Player{Poster: typed}.Check()
	case posterMoment:
		at, err := subtitle.ParseStamp(typed)
		p.PosterStill = &embed.Still{At: at, HasAt: true}
		return err
	}
	return nil
}

// look brings the look at the player in step with the form.
func (f *player) look() {
	s, _, _ := f.read()
	caption := ""
	if s.Player.TextTrack != "" {
		caption = f.captionSample()
	}
	f.view.set(s.Player, f.video.Width, f.video.Height, f.length(), caption)
	at := time.Duration(-1)
	switch {
	case s.Player.PosterStill != nil:
		at = s.Player.PosterStill.At
	case s.Player.Start > 0:
		at = s.Player.Start
	}
	f.picture(at)
}

func (f *player) captionSample() string { return lang.L("Captions show here.") }

func (f *player) picture(at time.Duration) {
	if f.Still == nil {
		return
	}
	uid := f.video.UID
	const w, h = 736, 414
	m, ok := f.Still(f.video, at, w, h, func() {
		if f.video.UID == uid {
			f.picture(at)
		}
	})
	if ok {
		f.view.setPicture(m)
	}
}

func (f *player) length() time.Duration {
	return time.Duration(max(0, f.video.Duration) * float64(time.Second))
}
