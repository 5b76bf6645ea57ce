package welcome

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// spool is the large reel with its thread that runs out of the panel to the
// right.
type spool struct {
	widget.BaseWidget
	raster        *canvas.Raster
	thread, track color.NRGBA
}

// The drawing's measures at its full size: the reel is spoolSide high and wide,
// its rings are ringWidth and begin with the outermost.
const (
	spoolSide  = 314.0
	ringWidth  = 14.0
	centreDisc = 24.0
)

// winding is one ring: the middle of its line, where its thread begins and ends
// in degrees clockwise from the top, and how strong it is.
type winding struct{ radius, from, to, strength float64 }

var windings = []winding{
	{150, 0, 281, 1},
	{126, 24, 254, .85},
	{102, 48, 365, .70},
	{78, 72, 259, .55},
	{54, 96, 348, .42},
}

func newSpool() *spool {
	s := &spool{}
	s.raster = canvas.NewRaster(s.draw)
	s.raster.ScaleMode = canvas.ImageScalePixels
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *spool) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *spool) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.raster} }

// Min implements look.Drawn.
func (s *spool) Min(look.Paint) fyne.Size { return fyne.NewSize(0, 0) }

// Arrange implements look.Drawn.
func (s *spool) Arrange(_ look.Paint, size fyne.Size) { s.raster.Resize(size) }

// Repaint implements look.Drawn.
func (s *spool) Repaint(p look.Paint) {
	s.thread = color.NRGBAModel.Convert(p.Color(look.Accent)).(color.NRGBA)
	s.track = color.NRGBAModel.Convert(p.Color(look.Track)).(color.NRGBA)
	s.raster.Refresh()
}

// draw fills w by h device pixels: the reel as high as they are, its left edge
// at 0, the thread up to the right edge.
func (s *spool) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	scale := float64(h) / spoolSide
	if h <= 0 {
		return img
	}
	for y := range h {
		for x := range w {
			// In the drawing's own units, from the centre of the reel.
			dx, dy := (float64(x)+.5)/scale-spoolSide/2, (float64(y)+.5)/scale-spoolSide/2
			img.Set(x, y, s.at(dx, dy, scale))
		}
	}
	return img
}

// at is the colour at a place; scale is how many pixels there are to a unit.
func (s *spool) at(dx, dy, scale float64) color.NRGBA {
	cover := func(distance float64) float64 { return math.Max(0, math.Min(1, .5-distance*scale)) }
	r := math.Hypot(dx, dy)
	thread := math.Max(cover(r-centreDisc), cover(threadDistance(dx, dy)))
	track := 0.0
	for _, w := range windings {
		off := math.Abs(r-w.radius) - ringWidth/2
		track = math.Max(track, cover(off))
		thread = math.Max(thread, w.strength*cover(w.distance(dx, dy, off)))
	}
	// The thread lies over the track.
	c := mix(s.track, s.thread, thread)
	c.A = uint8(math.Round(255 * math.Max(track, thread)))
	return c
}

// threadDistance is how far a place is from the loose end of the thread.
func threadDistance(dx, dy float64) float64 {
	return math.Max(math.Abs(dy-windings[0].radius)-ringWidth/2, -dx)
}

// distance is how far a place is from the winding's thread, whose ends are
// round; off is its distance from the ring.
func (w winding) distance(dx, dy, off float64) float64 {
	angle := math.Mod(math.Atan2(dx, -dy)*180/math.Pi-w.from+720, 360)
	if angle <= w.to-w.from {
		return off
	}
	end := func(degrees float64) float64 {
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		return math.Hypot(dx-w.radius*sin, dy+w.radius*cos) - ringWidth/2
	}
	return math.Min(end(w.from), end(w.to))
}

func mix(a, b color.NRGBA, share float64) color.NRGBA {
	part := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-share) + float64(b)*share)) }
	return color.NRGBA{R: part(a.R, b.R), G: part(a.G, b.G), B: part(a.B, b.B), A: 255}
}
