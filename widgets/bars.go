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

const (
	barPitch  = 3 // from bar to bar, one of it gap
	barGap    = 1
	barStub   = 2    // the least height of a bar, so that nothing is seen too
	barOld    = 0.55 // strength of the bars before the last minute
	limitLine = 0.75 // strength of the limit's line
	limitGap  = 5    // from the limit's words to its line
)

// BarsState is what a chart of bars shows.
type BarsState struct {
	// Values are the heights, oldest first. Bars stand at the right end, so a
	// short history leaves room at the left.
	Values []float64
	// Recent is how many of the newest bars are drawn at full strength.
	Recent int
	// Limit draws a line at its height, with LimitText above it; 0 is none.
	Limit     float64
	LimitText string
	// Top is the value as high as the chart; 0 takes the highest of what it shows.
	Top float64
}

// Bars is throughput as thin upright bars.
type Bars struct {
	widget.BaseWidget
	state  BarsState
	least  fyne.Size
	raster *canvas.Raster
	words  *look.Text
	draw   barsDrawing
}

var _ fyne.Widget = (*Bars)(nil)

// NewBars returns an empty chart that fills the room it is given.
func NewBars() *Bars { return newBars(fyne.NewSize(0, look.ActiveRow)) }

func newBars(least fyne.Size) *Bars {
	b := &Bars{least: least, words: look.NewText(look.Caption, look.Warning, "")}
	b.raster = canvas.NewRaster(func(w, h int) image.Image { return b.draw.draw(w, h, b.scale(), &b.state) })
	b.raster.ScaleMode = canvas.ImageScalePixels
	b.ExtendBaseWidget(b)
	return b
}

// Set shows other values. The slice stays the caller's and may be changed before
// the next Set, but not while the chart is drawn, which is on Fyne's goroutine.
func (b *Bars) Set(s BarsState) {
	words := b.words.Set(s.LimitText)
	limit := (s.Limit > 0) != (b.state.Limit > 0)
	b.state = s
	if words || limit {
		b.Refresh()
		return
	}
	b.raster.Refresh()
}

func (b *Bars) scale() float32 { return look.For(b).Scale }

// CreateRenderer implements fyne.Widget.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *Bars) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.raster, b.words.Object}
}

// Min implements look.Drawn.
func (b *Bars) Min(look.Paint) fyne.Size { return b.least }

// Repaint implements look.Drawn.
func (b *Bars) Repaint(p look.Paint) {
	b.words.Repaint(p)
	b.draw.bar, b.draw.limit = rgba(p.Color(look.Accent)), rgba(p.Color(look.Warning))
	b.raster.Refresh()
}

// Arrange implements look.Drawn.
func (b *Bars) Arrange(p look.Paint, size fyne.Size) {
	top := float32(0)
	if b.state.Limit > 0 && b.words.Full() != "" {
		top = b.words.Line() + limitGap
		if top > size.Height/2 {
			top = 0
		}
	}
	setVisible(b.words.Object, top > 0)
	b.words.Place(p, 0, 0, size.Width)
	b.raster.Move(fyne.NewPos(0, top))
	b.raster.Resize(fyne.NewSize(size.Width, size.Height-top))
}

// barsDrawing draws a chart into an image that it keeps.
type barsDrawing struct {
	bar, limit color.RGBA
	img        *image.RGBA
}

// draw fills w by h device pixels; bars and gaps are whole ones, and all alike.
func (d *barsDrawing) draw(w, h int, scale float32, s *BarsState) image.Image {
	d.img = cleared(d.img, w, h)
	if w <= 0 || h <= 0 {
		return d.img
	}
	px := func(v float64) int { return max(1, int(math.Round(v*float64(scale)))) }
	gap := px(barGap)
	pitch := max(px(barPitch), gap+1)
	values := s.Values
	if n := len(values); n > 0 {
		pitch = max(pitch, (w+gap)/n)
	}
	if fit := (w + gap) / pitch; len(values) > fit {
		values = values[len(values)-fit:]
	}
	top := s.top(values)
	line := 0
	if s.Limit > 0 {
		line = px(1)
		y := clamp(h-line-height(s.Limit, top, h-line), 0, h-line)
		fillRect(d.img, 0, y, w, y+line, faded(d.limit, limitLine))
	}
	for i, v := range values {
		c := d.bar
		if len(values)-i > s.Recent {
			c = faded(d.bar, barOld)
		}
		x := w - (len(values)-i)*pitch + gap
		tall := max(height(v, top, h-line), min(px(barStub), h))
		fillRect(d.img, x, h-tall, x+pitch-gap, h, c)
	}
	return d.img
}

// top is the value that reaches the upper edge.
func (s *BarsState) top(values []float64) float64 {
	if s.Top > 0 {
		return math.Max(s.Top, s.Limit)
	}
	top := s.Limit
	for _, v := range values {
		if v > top && !math.IsInf(v, 0) {
			top = v
		}
	}
	return top
}

// height is how many of h pixels a value fills.
func height(v, top float64, h int) int {
	if !(v > 0) || !(top > 0) {
		return 0
	}
	return int(math.Round(math.Min(v/top, 1) * float64(h)))
}
