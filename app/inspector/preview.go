package inspector

import (
	"encoding/json"
	"image"
	"math"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/library"
	"spool/library/frame"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// stripFrames is how many pictures the strip is made of.
const stripFrames = 8

// placeDigits is how exactly the strip places a thumbnail: a second in three
// hours.
const placeDigits = 4

var thumbnailPath = library.Path{Field: library.FieldThumbnailPct}

// preview is the video's picture, the strip that chooses it, and its place.
type preview struct {
	form    *Form
	object  fyne.CanvasObject
	wide    bool
	picture *picture
	strip   *widgets.FilmStrip
	time    *look.Label
	percent *widgets.Field
	dot     *widgets.EditedDot
	shown   time.Duration
	ready   bool // Stream had pictures when it was last shown
	begun   bool
}

func newPreview(f *Form) *preview {
	p := &preview{
		form: f, picture: newPicture(func() { f.Watch(f.draft.video) }), strip: widgets.NewFilmStrip(widgets.FilmStripSmall),
		time: look.NewLabel(look.Mono, look.Fg3, ""), percent: widgets.NewField("0 %").Mono(), dot: widgets.NewEditedDot(),
	}
	p.strip.OnChange = p.moved
	p.percent.OnChanged = func(text string) {
		f.edit(func(d *draft) { d.setText(thumbnailPath, strings.TrimSuffix(strings.TrimSpace(text), "%")+"%") })
		p.strip.SetAt(p.at())
	}
	p.picture.onSize = func() { p.begun = false; p.show() }
	place := widgets.Stretched(8, widgets.Sized(0, look.Control, widgets.Row(6, look.NewLabel(look.Small, look.Fg2, lang.L("Thumbnail")), p.dot)),
		widgets.Space(), p.time, widgets.Sized(88, 0, p.percent))
	p.object = widgets.Column(6, p.picture, p.strip, place)
	return p
}

// addPlace lets the form keep the thumbnail's place in step.
func (p *preview) addPlace() {
	f := p.form
	f.places = append(f.places, &place{
		path: thumbnailPath, edited: p.dot, fail: p.percent.SetError,
		show: func() {
			p.percent.SetText(percentText(f.draft.value(thumbnailPath)))
			p.strip.SetAt(p.at())
		},
	})
}

// at is the thumbnail's place in the video, 0 to 1.
func (p *preview) at() float64 {
	at, err := strconv.ParseFloat(string(p.form.draft.value(thumbnailPath)), 64)
	if err != nil || at < 0 || at > 1 {
		return 0
	}
	return at
}

// moved takes the place the marker is at.
func (p *preview) moved(at float64) {
	scale := math.Pow10(placeDigits)
	value := strconv.AppendFloat(nil, math.Round(at*scale)/scale, 'f', -1, 64)
	p.form.edit(func(d *draft) { d.set(thumbnailPath, value) })
	p.percent.SetText(percentText(value))
}

// percentText is a place as people write it: "24.6 %".
func percentText(value json.RawMessage) string {
	at, err := strconv.ParseFloat(string(value), 64)
	if err != nil {
		return library.FormatValue(thumbnailPath, value)
	}
	return strconv.FormatFloat(math.Round(at*1000)/10, 'f', -1, 64) + " %"
}

// length is how long the video plays, 0 where nobody knows.
func (p *preview) length() time.Duration {
	return time.Duration(max(0, p.form.draft.video.Duration) * float64(time.Second))
}

// show brings picture and strip in step with the draft.
func (p *preview) show() {
	v := p.form.draft.video
	length := p.length()
	at := time.Duration(p.at() * float64(length))
	p.time.SetText("")
	if length > 0 {
		p.time.SetText(uploader.Timecode(at))
	}
	if ready := v.Status.State == library.StateReady; ready != p.ready {
		p.ready, p.begun = ready, false
	}
	p.picture.set(uploader.Timecode(at)+" / "+uploader.Timecode(length), v.Status.State == library.StateReady, length > 0)
	if length > 0 {
		p.strip.Enable()
	} else {
		p.strip.Disable()
	}
	if second := at.Truncate(time.Second); !p.begun || second != p.shown {
		p.shown = second
		p.showPicture()
	}
	if !p.begun {
		p.begun = true
		p.showStrip()
	}
}

func (p *preview) still(at time.Duration, width, height float32, ready func()) (image.Image, bool) {
	v, scale := p.form.draft.video, look.For(p.picture).Scale
	if p.form.Stills == nil || v.Status.State != library.StateReady || width <= 0 {
		return nil, true
	}
	return p.form.Stills.Still(v, at.Truncate(time.Second), int(width*scale), int(height*scale), func() {
		if !p.form.closed {
			ready()
		}
	})
}

func (p *preview) showPicture() {
	size := p.picture.Size()
	img, ok := p.still(p.shown, size.Width, size.Height, p.showPicture)
	switch {
	case ok:
		p.picture.thumb.SetImage(img)
	case !p.begun:
		p.picture.thumb.SetWaiting()
	}
}

func (p *preview) showStrip() {
	frames := make([]image.Image, stripFrames)
	for i, at := range frame.Times(p.length(), stripFrames) {
		frames[i], _ = p.still(at, widgets.FilmStripSmall*16/9, widgets.FilmStripSmall, p.showStrip)
	}
	p.strip.SetFrames(frames)
}

// picture is the thumbnail in the shape of a video, with a button to play it.
type picture struct {
	widget.BaseWidget
	thumb  *widgets.Thumbnail
	disc   *look.Box
	icon   *look.Icon
	play   func()
	plays  bool
	onSize func()
}

const discSize float32 = 40

func newPicture(play func()) *picture {
	p := &picture{
		thumb: widgets.NewThumbnail(), play: play,
		disc: look.NewBox(look.ImageShade, "", look.Pill),
		icon: look.NewIcon(look.IconPlayFilled, look.IconSize, look.OnImage),
	}
	p.ExtendBaseWidget(p)
	return p
}

func (p *picture) set(length string, plays, known bool) {
	if !known {
		length = ""
	}
	p.thumb.Set(widgets.ThumbnailState{Length: length})
	if p.plays != plays {
		p.plays = plays
		p.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (p *picture) Tapped(*fyne.PointEvent) {
	if p.plays {
		p.play()
	}
}

// HeightFor keeps the shape of a video.
func (p *picture) HeightFor(width float32) float32 { return float32(int(width * 9 / 16)) }

// CreateRenderer implements fyne.Widget.
func (p *picture) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

// Objects implements look.Drawn.
func (p *picture) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.thumb, p.disc.Object, p.icon.Object}
}

// Min implements look.Drawn.
func (p *picture) Min(look.Paint) fyne.Size { return fyne.NewSize(0, 90) }

// Arrange implements look.Drawn.
func (p *picture) Arrange(paint look.Paint, size fyne.Size) {
	changed := p.thumb.Size() != size
	p.thumb.Resize(size)
	x, y := (size.Width-discSize)/2, (size.Height-discSize)/2
	p.disc.Place(paint, x, y, discSize, discSize)
	p.icon.Place(paint, x+(discSize-p.icon.Size())/2+1, y+(discSize-p.icon.Size())/2)
	if changed {
		p.onSize()
	}
}

// Repaint implements look.Drawn.
func (p *picture) Repaint(paint look.Paint) {
	p.disc.Show(p.plays)
	p.icon.Show(p.plays)
	p.disc.Repaint(paint)
	p.icon.Repaint(paint)
	p.thumb.Refresh()
}
