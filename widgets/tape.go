package widgets

import (
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// The tape's measures.
const (
	TapeBlocks         = 44 // the most a tape has
	TapeHeight float32 = 6
	tapeGap    float32 = 2
	tapeRadius float32 = 1
	tapeLeast  float32 = 3 // width of a block
)

// tapeFill is how long a finished block takes to fill.
const tapeFill = 200 * time.Millisecond

// TapeState is what a tape shows, in parts of the whole from 0 to 1.
type TapeState struct {
	// Done has arrived and will not be sent again. Sent is on its way as well, up
	// to there blocks are half-tone; not more than Done is no flight.
	Done, Sent float64
	// Blocks is the number of blocks if that is less than TapeBlocks: an upload
	// of five chunks has five.
	Blocks int
	// Tone is the colour of what is done, the accent unless set. Only the accent
	// shows a flight.
	Tone fyne.ThemeColorName
}

// Tape shows progress as a row of small blocks.
type Tape struct {
	widget.BaseWidget
	state   TapeState
	raster  *canvas.Raster
	drawing tapeDrawing
	full    int     // blocks that are full
	flight  int     // where the half-tone blocks end
	fresh   int     // the first block that is still filling
	fill    float64 // how far it has
	anim    *fyne.Animation
}

var _ fyne.Widget = (*Tape)(nil)

// NewTape returns an empty tape.
func NewTape() *Tape {
	t := &Tape{fill: 1}
	t.raster = canvas.NewRaster(t.draw)
	t.raster.ScaleMode = canvas.ImageScalePixels
	t.ExtendBaseWidget(t)
	return t
}

// Set shows another state. It costs a redraw only if a block changes. Four times
// a second is enough for the eye.
func (t *Tape) Set(s TapeState) {
	if s == t.state {
		return
	}
	was, tone := t.full, t.state.Tone
	flight, blocks := t.flight, t.blocks()
	t.state = s
	t.count()
	if t.full == was && t.flight == flight && s.Tone == tone && t.blocks() == blocks {
		return
	}
	t.stop()
	if t.full > was && s.Tone == tone && t.Visible() && showAnimations() {
		t.fresh, t.fill = was, 0
		t.anim = fyne.NewAnimation(tapeFill, func(f float32) {
			t.fill = float64(f)
			t.raster.Refresh()
		})
		t.anim.Curve = fyne.AnimationEaseOut
		t.anim.Start()
		return
	}
	t.Refresh()
}

// Reset shows a state at once, for a row that now stands for something else.
func (t *Tape) Reset(s TapeState) {
	t.stop()
	t.state = s
	t.count()
	t.Refresh()
}

func (t *Tape) stop() {
	if t.anim != nil {
		t.anim.Stop()
		t.anim = nil
	}
	t.fill = 1
}

// blocks is the number of blocks the tape has room for.
func (t *Tape) blocks() int {
	n := TapeBlocks
	if t.state.Blocks > 0 {
		n = min(n, t.state.Blocks)
	}
	return clamp(int((t.Size().Width+tapeGap)/(tapeLeast+tapeGap)), 0, n)
}

// count finds the blocks that are full and in flight.
func (t *Tape) count() {
	n := t.blocks()
	done, sent := part(t.state.Done)*float64(n), part(t.state.Sent)*float64(n)
	t.full = int(done + 1e-6)
	t.flight = t.full
	switch {
	case t.tone() == look.Accent && sent > done:
		t.flight = int(math.Ceil(sent - 1e-6))
	case part(t.state.Done) < 1: // at rest: the nearest block, the last only when all is done
		t.full = min(int(done+0.5), max(n-1, 0))
		t.flight = t.full
	}
}

func (t *Tape) tone() fyne.ThemeColorName {
	if t.state.Tone == "" {
		return look.Accent
	}
	return t.state.Tone
}

// part is v within 0 and 1; what is no number counts as 0.
func part(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Max(0, math.Min(1, v))
}

// CreateRenderer implements fyne.Widget.
func (t *Tape) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *Tape) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.raster} }

// Min implements look.Drawn.
func (t *Tape) Min(look.Paint) fyne.Size { return fyne.NewSize(0, TapeHeight) }

// Repaint implements look.Drawn.
func (t *Tape) Repaint(p look.Paint) {
	t.drawing.colors = [3]color.RGBA{
		rgba(p.Color(look.Track)), rgba(p.Color(look.AccentMid)), rgba(p.Color(t.tone())),
	}
	t.raster.Refresh()
}

// Arrange implements look.Drawn.
func (t *Tape) Arrange(_ look.Paint, size fyne.Size) {
	t.count()
	t.raster.Move(fyne.NewPos(0, (size.Height-TapeHeight)/2))
	t.raster.Resize(fyne.NewSize(size.Width, TapeHeight))
}

func (t *Tape) draw(w, h int) image.Image {
	d := &t.drawing
	d.n, d.full, d.flight, d.fresh, d.fill = t.blocks(), t.full, t.flight, t.fresh, t.fill
	return d.draw(w, h)
}

// tapeDrawing draws a tape into an image that it keeps.
type tapeDrawing struct {
	n, full, flight, fresh int
	fill                   float64
	colors                 [3]color.RGBA // empty, in flight, done
	img                    *image.RGBA
}

// draw fills w by h device pixels. Blocks begin and end on whole ones.
func (d *tapeDrawing) draw(w, h int) image.Image {
	d.img = cleared(d.img, w, h)
	scale := float32(h) / TapeHeight
	gap := max(1, int(math.Round(float64(tapeGap*scale))))
	corner := 1 - cornerShade(float64(tapeRadius*scale))
	for i := range d.n {
		x0, x1 := i*(w+gap)/d.n, (i+1)*(w+gap)/d.n-gap
		c := d.colors[0]
		switch {
		case i < d.full && i >= d.fresh && d.fill < 1:
			c = blend(d.colors[1], d.colors[2], d.fill)
		case i < d.full:
			c = d.colors[2]
		case i < d.flight:
			c = d.colors[1]
		}
		fillRect(d.img, x0, 0, x1, h, c)
		for _, x := range [2]int{x0, x1 - 1} {
			if x1-x0 > 2 {
				d.img.SetRGBA(x, 0, faded(c, corner))
				d.img.SetRGBA(x, h-1, faded(c, corner))
			}
		}
	}
	return d.img
}

// cornerShade is how much of a corner's pixel a small radius takes away.
func cornerShade(radius float64) float64 {
	return math.Min(1, math.Max(0, math.Hypot(radius-0.5, radius-0.5)-radius+0.5))
}
