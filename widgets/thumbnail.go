package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// ThumbnailState is what a thumbnail shows besides its picture.
type ThumbnailState struct {
	// Length is the duration at the lower right: "42:10".
	Length string
	// Mark is a badge: an icon and a word in MarkTone on MarkFill. It stands at
	// the upper right if MarkRight is set, else at the upper left.
	Mark               string
	MarkIcon           look.IconName
	MarkTone, MarkFill fyne.ThemeColorName
	MarkRight          bool
	// Progress, from 0 to 1, is a line at the lower edge; none at 0.
	Progress float64
	// Selected draws a ring and a check, Check an empty check box.
	Selected, Check bool
}

// The measures of a thumbnail.
const (
	thumbSmall    float32 = 80 // below this width corners are tighter and nothing lies on the picture
	thumbInset    float32 = 6
	thumbCheck    float32 = 20
	thumbMark     float32 = 20
	thumbLength   float32 = 18
	thumbProgress float32 = 3
	thumbRing     float32 = 4 // the ring's distance, itself included
)

// Thumbnail is a picture in a well with round corners. Until there is a picture
// it shows the film icon, while one is on its way an empty well, and a broken
// picture where there should be one but cannot. It takes no mouse, so it can be
// part of a row: put it among the objects, move, size and refresh it there.
type Thumbnail struct {
	widget.BaseWidget
	state   ThumbnailState
	waiting bool
	broken  bool
	large   bool // there is room for words on the picture

	well   *look.Box
	image  *canvas.Image
	icon   *look.Icon
	ring   *look.Box
	length plate
	mark   plate
	check  *look.Box
	tick   *look.Icon
	line   *canvas.Raster
	along  progressDrawing
}

var _ fyne.Widget = (*Thumbnail)(nil)

// NewThumbnail returns a thumbnail without a picture.
func NewThumbnail() *Thumbnail {
	t := &Thumbnail{
		well:   look.NewBox(look.Well, "", look.RadiusThumb),
		image:  &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest},
		icon:   look.NewIcon(look.IconFilm, look.IconSize, look.Fg3),
		ring:   look.NewBox("", look.Accent, look.RadiusThumb+thumbRing),
		length: newPlate(look.MonoSmall),
		mark:   newPlate(look.CaptionSemibold),
		check:  look.NewBox(look.Accent, look.Accent, look.RadiusControl-1),
		tick:   look.NewIcon(look.IconCheck, look.IconCompact, look.OnAccent),
	}
	t.line = canvas.NewRaster(t.along.draw)
	t.line.ScaleMode = canvas.ImageScalePixels
	t.ring.EdgeWidth = look.RingWidth
	t.ExtendBaseWidget(t)
	return t
}

// SetImage shows a picture, scaled by the caller to about the pixels it takes. A
// nil picture is none; an empty one counts as broken.
func (t *Thumbnail) SetImage(m image.Image) {
	t.waiting, t.broken = false, false
	t.image.Image = nil
	if m != nil {
		t.broken = m.Bounds().Empty()
		if !t.broken {
			t.image.Image = bounded(m)
		}
	}
	t.Refresh()
}

// SetWaiting shows an empty well while a picture is on its way.
func (t *Thumbnail) SetWaiting() {
	t.image.Image, t.waiting, t.broken = nil, true, false
	t.Refresh()
}

// SetBroken shows that there should be a picture but it cannot be shown.
func (t *Thumbnail) SetBroken() {
	t.image.Image, t.waiting, t.broken = nil, false, true
	t.Refresh()
}

// Set shows what goes with the picture.
func (t *Thumbnail) Set(s ThumbnailState) {
	if s == t.state {
		return
	}
	t.state = s
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Thumbnail) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *Thumbnail) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		t.well.Object, t.icon.Object, t.image, t.line,
		t.length.box.Object, t.length.icon.Object, t.length.text.Object,
		t.mark.box.Object, t.mark.icon.Object, t.mark.text.Object,
		t.check.Object, t.tick.Object, t.ring.Object,
	}
}

// Min implements look.Drawn.
func (t *Thumbnail) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (t *Thumbnail) Repaint(p look.Paint) {
	s, large := t.state, t.large
	t.well.Radius, t.image.CornerRadius = look.RadiusThumb, look.RadiusThumb
	if !large {
		t.well.Radius, t.image.CornerRadius = look.RadiusBadge, look.RadiusBadge
	}
	setVisible(t.image, t.image.Image != nil)
	t.image.Refresh()
	t.icon.Show(t.image.Image == nil && !t.waiting)
	t.icon.Set(look.IconFilm)
	if t.broken {
		t.icon.Set(look.IconWarning)
	}
	t.length.set(s.Length, "", look.OnImage, look.ImageShade)
	t.length.show(large && s.Length != "")
	t.mark.set(s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill)
	t.mark.show(large && s.Mark != "")
	t.paintCheck(large)
	t.ring.Show(s.Selected)
	setVisible(t.line, large && s.Progress > 0)
	t.along.set(part(s.Progress), rgba(p.Color(look.Track)), rgba(p.Color(look.Process)))
	t.line.Refresh()
	for _, part := range []interface{ Repaint(look.Paint) }{t.well, t.icon, t.ring, t.check, t.tick, &t.length, &t.mark} {
		part.Repaint(p)
	}
}

func (t *Thumbnail) paintCheck(large bool) {
	t.check.Show(large && (t.state.Selected || t.state.Check))
	t.tick.Show(large && t.state.Selected)
	t.check.Fill, t.check.Edge = look.Accent, look.Accent
	if !t.state.Selected {
		t.check.Fill, t.check.Edge = look.ImageShade, look.OnImage
	}
}

// Arrange implements look.Drawn.
func (t *Thumbnail) Arrange(p look.Paint, size fyne.Size) {
	w, h := size.Width, size.Height
	if large := w >= thumbSmall; large != t.large {
		t.large = large
		t.Repaint(p)
	}
	t.well.Place(p, 0, 0, w, h)
	t.image.Move(fyne.Position{})
	t.image.Resize(size)
	t.icon.Place(p, (w-t.icon.Size())/2, (h-t.icon.Size())/2)
	t.ring.Place(p, -thumbRing, -thumbRing, w+2*thumbRing, h+2*thumbRing)
	room := w - 2*thumbInset
	length := min(t.length.width(p), room)
	t.length.place(p, w-length-thumbInset+1, h-thumbLength-thumbInset+1, length, thumbLength)
	markX, markRoom := thumbInset, room
	if t.check.Object.Visible() {
		markRoom -= thumbCheck + thumbInset
		markX += thumbCheck + thumbInset
	}
	mark := min(t.mark.width(p), markRoom)
	if t.state.MarkRight {
		markX = w - mark - thumbInset
	}
	t.mark.place(p, markX, thumbInset, mark, thumbMark)
	t.check.Place(p, thumbInset+1, thumbInset+1, thumbCheck, thumbCheck)
	tick := (thumbCheck - t.tick.Size()) / 2
	t.tick.Place(p, thumbInset+1+tick, thumbInset+1+tick)
	t.line.Move(fyne.NewPos(0, h-thumbProgress))
	t.line.Resize(fyne.NewSize(w, thumbProgress))
}

// CheckArea is where the check box lies in a thumbnail, with the room around it
// that a pointer needs.
func (t *Thumbnail) CheckArea() (fyne.Position, fyne.Size) {
	return fyne.Position{}, fyne.NewSquareSize(thumbCheck + 2*thumbInset)
}

// plate is words on a picture: an icon, a text and the box behind them.
type plate struct {
	box  *look.Box
	icon *look.Icon
	text *look.Text
}

func newPlate(role look.Role) plate {
	return plate{
		box:  look.NewBox(look.ImageShade, "", look.RadiusBadge),
		icon: look.NewIcon("", look.IconBadge, look.OnImage),
		text: look.NewText(role, look.OnImage, ""),
	}
}

const (
	platePad  float32 = 6
	plateIcon float32 = 6 // from icon to text
)

func (l *plate) set(text string, icon look.IconName, tone, fill fyne.ThemeColorName) {
	l.text.Set(text)
	l.text.SetColor(tone)
	l.icon.Set(icon)
	l.icon.SetColor(tone)
	l.box.Fill = fill
}

func (l *plate) show(on bool) {
	l.box.Show(on)
	l.icon.Show(on && l.icon.Name() != "")
	setVisible(l.text.Object, on)
}

func (l *plate) Repaint(p look.Paint) {
	l.box.Repaint(p)
	l.icon.Repaint(p)
	l.text.Repaint(p)
}

func (l *plate) iconWidth() float32 {
	if l.icon.Name() == "" {
		return 0
	}
	return l.icon.Size() + plateIcon
}

func (l *plate) width(p look.Paint) float32 {
	return l.text.Natural(p) + 2*platePad + l.iconWidth()
}

func (l *plate) place(p look.Paint, x, y, w, h float32) {
	w = max(w, 0)
	l.box.Place(p, x, y, w, h)
	l.icon.Place(p, x+platePad, y+(h-l.icon.Size())/2)
	left := platePad + l.iconWidth()
	l.text.Place(p, x+left, y+(h-l.text.Line())/2, max(w-left-platePad, 0))
}
