package watermarks

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/app/stills"
	"spool/library"
	"spool/library/frame"
	"spool/widgets"
	"spool/widgets/look"
)

// preview is a frame of a video of a shape with the mark on it, as Stream burns
// it in.
type preview struct {
	widget.BaseWidget
	page  *Page
	video image.Point // the size of the video it stands for
	thumb *widgets.Thumbnail
	edge  *look.Box
	w     library.Watermark
	mark  image.Image
	size  fyne.Size
	scale float32
	hard  bool // the mark is hard to see on this frame
	shown bool // a mark is on it
}

func newPreview(p *Page, video image.Point) *preview {
	v := &preview{page: p, video: video, thumb: widgets.NewThumbnail(), edge: look.NewBox("", look.Accent, 0)}
	v.ExtendBaseWidget(v)
	return v
}

// set shows a profile.
func (v *preview) set(w *library.Watermark, mark image.Image) {
	v.w, v.mark = *w, mark
	v.compose()
}

// compose lays the mark over the frame that is there.
func (v *preview) compose() {
	p := v.page
	v.shown, v.hard = false, false
	if v.size.IsZero() || p.frame >= len(p.videos) || p.Stills == nil {
		return
	}
	video := p.videos[p.frame]
	at := stills.Whole(time.Duration(atOf(&video) * float64(time.Second)))
	still, ok := p.Stills.Still(video, at, int(v.size.Width*v.scale), int(v.size.Height*v.scale), v.compose)
	switch {
	case !ok:
		v.thumb.SetWaiting()
		return
	case still == nil:
		v.thumb.SetImage(nil)
	case v.mark == nil:
		v.thumb.SetImage(still)
	default:
		composed := frame.Compose(still, v.mark, v.video, v.w)
		v.shown, v.hard = true, frame.HardToSee(still, composed, v.mark.Bounds().Size(), v.w)
		v.thumb.SetImage(composed)
	}
	v.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (v *preview) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(v, v) }

// Objects implements look.Drawn.
func (v *preview) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.thumb, v.edge.Object}
}

// Min implements look.Drawn.
func (v *preview) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (v *preview) Repaint(p look.Paint) {
	v.thumb.Refresh()
	v.edge.Show(v.shown && v.page.shown == draftKey && v.video.X > v.video.Y)
	v.edge.Repaint(p)
}

// Arrange implements look.Drawn.
func (v *preview) Arrange(p look.Paint, size fyne.Size) {
	v.thumb.Resize(size)
	if v.mark != nil {
		place := frame.Place(v.video, v.mark.Bounds().Size(), v.w)
		k := size.Width / float32(v.video.X)
		v.edge.Place(p, float32(place.Min.X)*k-3, float32(place.Min.Y)*k-3, float32(place.Dx())*k+6, float32(place.Dy())*k+6)
	}
	if size != v.size || p.Scale != v.scale {
		v.size, v.scale = size, p.Scale
		v.compose()
	}
}

// tile is one of the videos that a mark can be tried on.
type tile struct {
	widget.BaseWidget
	picture *stills.Picture
	ring    *look.Box
	chosen  bool
	focused bool
	tap     func()
}

func newTile(tap func()) *tile {
	t := &tile{ring: look.NewRing(look.RadiusBadge), tap: tap}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tile) set(source stills.Source, v library.Video, chosen bool) {
	if t.picture == nil {
		t.picture = stills.NewPicture(source, fyne.NewSize(48, 27))
	}
	t.chosen = chosen
	t.picture.Set(v, stills.Whole(time.Duration(atOf(&v)*float64(time.Second))))
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *tile) Objects() []fyne.CanvasObject {
	if t.picture == nil {
		return []fyne.CanvasObject{t.ring.Object}
	}
	return []fyne.CanvasObject{t.picture, t.ring.Object}
}

// Min implements look.Drawn.
func (t *tile) Min(look.Paint) fyne.Size { return fyne.NewSize(48, 27) }

// Repaint implements look.Drawn.
func (t *tile) Repaint(p look.Paint) {
	t.ring.Show(t.chosen || t.focused)
	t.ring.Repaint(p)
}

// Arrange implements look.Drawn.
func (t *tile) Arrange(p look.Paint, size fyne.Size) {
	if t.picture != nil {
		page.Place(t.picture, 0, 0, size.Width, size.Height)
	}
	t.ring.Ring(p, 0, 0, size.Width, size.Height)
}

// Tapped implements fyne.Tappable.
func (t *tile) Tapped(*fyne.PointEvent) { t.tap() }

// FocusGained implements fyne.Focusable.
func (t *tile) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *tile) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *tile) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *tile) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.tap()
	}
}
