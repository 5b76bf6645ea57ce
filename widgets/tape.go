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
	// Waiting is for work without a percentage: a short bar travels along the
	// tape. It repaints the window all the time, so take it away from a row that
	// goes out of sight (see Leaver).
	Waiting bool
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
	travel  float64 // where the bar of a waiting tape is, 0 to 1
	anim    *fyne.Animation
	filled  time.Time // when a block was last seen filling
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
	was := t.drawn()
	t.state = s
	t.count()
	switch now := t.drawn(); {
	case now == was:
	case now.full > was.full && now.tone == was.tone && !now.waiting && !was.waiting && t.Visible() && showAnimations():
		t.fillFrom(was.full)
	default:
		t.show()
	}
}

// Reset shows a state at once, for a row that now stands for something else.
func (t *Tape) Reset(s TapeState) {
	t.state = s
	t.count()
	t.show()
}

func (t *Tape) show() {
	t.stop()
	if t.state.Waiting && showAnimations() {
		t.wait()
	}
	t.Refresh()
}

// tapeDrawn is what of a state can be seen.
type tapeDrawn struct {
	blocks, full, flight int
	tone                 fyne.ThemeColorName
	waiting              bool
}

func (t *Tape) drawn() tapeDrawn {
	return tapeDrawn{t.blocks(), t.full, t.flight, t.tone(), t.state.Waiting}
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
	d.bar = [2]float64{}
	switch {
	case t.state.Waiting && t.anim == nil:
		d.full, d.flight = 0, d.n
	case t.state.Waiting:
		end := t.travel * (1 + tapeBar)
		d.full, d.flight, d.bar = 0, 0, [2]float64{end - tapeBar, end}
	}
	return d.draw(w, h)
}
