package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// ReelSize is one of the reel's sizes: its diameter, its ring and the gap
// between rings.
type ReelSize struct{ diameter, ring, gap float32 }

// The reel's sizes: the queue's header, the sidebar, an empty state, and a
// countdown in a card and in a row.
var (
	ReelLarge = ReelSize{92, 8, 3}
	ReelSmall = ReelSize{30, 3, 1.5}
	ReelEmpty = ReelSize{58, 5, 3}
	ReelClock = ReelSize{40, 4, 3}
	ReelTiny  = ReelSize{16, 2.5, 1}
)

// reelIcon is the box of the icon in the middle.
const reelIcon float32 = 20

// reelTones is the colours of the rings from outside in.
var reelTones = [...]fyne.ThemeColorName{look.Accent, look.AccentFg, look.AccentMid}

// Reel is progress as concentric arcs, one for each running upload, the first
// outermost. With an icon it is an empty state's mark.
type Reel struct {
	widget.BaseWidget
	size    ReelSize
	parts   []float64
	tone    fyne.ThemeColorName
	raster  *canvas.Raster
	icon    *look.Icon
	drawing reelDrawing
}

var _ fyne.Widget = (*Reel)(nil)

// NewReel returns a reel with one empty ring.
func NewReel(size ReelSize) *Reel {
	r := &Reel{size: size, icon: look.NewIcon("", reelIcon, look.Fg2)}
	r.raster = canvas.NewRaster(func(w, h int) image.Image { return r.drawing.draw(w, h, r.size, r.parts) })
	r.raster.ScaleMode = canvas.ImageScalePixels
	r.ExtendBaseWidget(r)
	return r
}

// Set shows the parts of a whole, 0 to 1, from the outermost ring in. Rings that
// find no room are left out, none at all leaves one empty ring.
func (r *Reel) Set(parts ...float64) {
	r.parts = append(r.parts[:0], parts...)
	r.raster.Refresh()
}

// SetTone gives all rings one colour, "" the reel's own. It returns r.
func (r *Reel) SetTone(tone fyne.ThemeColorName) *Reel {
	r.tone = tone
	r.Refresh()
	return r
}

// SetIcon puts an icon in the middle. It returns r.
func (r *Reel) SetIcon(name look.IconName) *Reel {
	r.icon.Set(name)
	r.Refresh()
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Reel) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *Reel) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.raster, r.icon.Object}
}

// Min implements look.Drawn.
func (r *Reel) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(r.size.diameter) }

// Repaint implements look.Drawn.
func (r *Reel) Repaint(p look.Paint) {
	r.icon.Repaint(p)
	r.drawing.track = rgba(p.Color(look.Track))
	for i, tone := range reelTones {
		if r.tone != "" {
			tone = r.tone
		}
		r.drawing.tones[i] = rgba(p.Color(tone))
	}
	r.raster.Refresh()
}

// Arrange implements look.Drawn.
func (r *Reel) Arrange(p look.Paint, size fyne.Size) {
	d := r.size.diameter
	x, y := (size.Width-d)/2, (size.Height-d)/2
	r.raster.Move(fyne.NewPos(x, y))
	r.raster.Resize(fyne.NewSquareSize(d))
	half := (d - r.icon.Size()) / 2
	r.icon.Place(p, x+half, y+half)
}

// reelDrawing draws a reel into an image that it keeps.
type reelDrawing struct {
	track color.RGBA
	tones [len(reelTones)]color.RGBA
	img   *image.RGBA
}

func (d *reelDrawing) draw(w, h int, size ReelSize, parts []float64) image.Image {
	d.img = cleared(d.img, w, h)
	scale := float64(min(w, h)) / float64(size.diameter)
	ring, pitch := float64(size.ring)*scale, float64(size.ring+size.gap)*scale
	outer := float64(min(w, h)) / 2
	for i := range max(len(parts), 1) {
		middle := outer - ring/2 - float64(i)*pitch
		if middle <= ring/2 {
			break
		}
		a := arc{middle: middle, half: ring / 2}
		if i < len(parts) {
			a.set(parts[i])
		}
		d.ring(a, d.tones[i%len(d.tones)])
	}
	return d.img
}

// ring draws one ring: the track all round and the arc over it.
func (d *reelDrawing) ring(a arc, tone color.RGBA) {
	w, h := d.img.Rect.Dx(), d.img.Rect.Dy()
	reach := a.middle + a.half + 1
	for y := range h {
		dy := float64(y) + 0.5 - float64(h)/2
		if math.Abs(dy) > reach {
			continue
		}
		for x := range w {
			dx := float64(x) + 0.5 - float64(w)/2
			off := math.Abs(math.Hypot(dx, dy)-a.middle) - a.half
			if off >= 0.5 {
				continue
			}
			c := faded(d.track, math.Min(1, 0.5-off))
			if on := a.cover(dx, dy, off); on > 0 {
				c = over(faded(tone, on), c)
			}
			d.img.SetRGBA(x, y, c)
		}
	}
}

// over is one colour painted over another, both with alpha multiplied in.
func over(top, under color.RGBA) color.RGBA {
	left := 255 - uint32(top.A)
	mix := func(t, u uint8) uint8 { return t + uint8(uint32(u)*left/255) }
	return color.RGBA{mix(top.R, under.R), mix(top.G, under.G), mix(top.B, under.B), mix(top.A, under.A)}
}

// arc is a part of a ring, from the top clockwise, with round ends that reach
// beyond it.
type arc struct {
	middle, half float64
	turn         float64 // 0 to 2π
	endX, endY   float64
}

func (a *arc) set(v float64) {
	a.turn = part(v) * 2 * math.Pi
	a.endX, a.endY = a.middle*math.Sin(a.turn), -a.middle*math.Cos(a.turn)
}

// cover is how much of the pixel at dx, dy from the centre the arc covers; off is
// the pixel's distance from the ring.
func (a *arc) cover(dx, dy, off float64) float64 {
	if a.turn <= 0 {
		return 0
	}
	angle := math.Atan2(dx, -dy)
	if angle < 0 {
		angle += 2 * math.Pi
	}
	if angle > a.turn {
		start := math.Hypot(dx, dy+a.middle) - a.half
		end := math.Hypot(dx-a.endX, dy-a.endY) - a.half
		off = math.Max(off, math.Min(start, end))
	}
	return math.Max(0, math.Min(1, 0.5-off))
}
