package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Drawn is a widget made of parts. Min is its least size, Arrange places the
// parts in a size, Repaint gives them the colours of the moment. Arrange always
// follows Repaint. Objects is asked after both, so they may change the objects.
type Drawn interface {
	Objects() []fyne.CanvasObject
	Min(p Paint) fyne.Size
	Arrange(p Paint, size fyne.Size)
	Repaint(p Paint)
}

// NewRenderer returns the renderer of a widget made of parts. It paints the
// parts at once, and again when the window's scale or the theme turns out to be
// another: Fyne tells of a theme only what is in a window at that moment.
func NewRenderer(w fyne.Widget, d Drawn) fyne.WidgetRenderer {
	r := &renderer{w: w, d: d}
	r.painted = For(w)
	d.Repaint(r.painted)
	r.objects = d.Objects()
	return r
}

type renderer struct {
	w       fyne.Widget
	d       Drawn
	painted Paint
	objects []fyne.CanvasObject // kept, as Fyne asks for them in every frame
}

func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Destroy()                     {}

func (r *renderer) Layout(size fyne.Size) {
	p, size := For(r.w), size.Max(fyne.Size{}) // a layout short of room hands out less than none
	if p != r.painted {
		r.painted = p
		r.d.Repaint(p) // strokes of icons depend on the scale
	}
	r.d.Arrange(p, size)
	r.objects = r.d.Objects()
}

// MinSize is asked for before each frame, which is the first moment at which
// another scale, or a theme that came while it was away, can be seen.
func (r *renderer) MinSize() fyne.Size {
	p := For(r.w)
	if p != r.painted {
		r.paint(p)
	}
	return r.d.Min(p)
}

// Refresh draws the parts anew. Parts that were never on a canvas, as those of a
// tooltip before its first time, cannot ask the window to be drawn; so this does.
func (r *renderer) Refresh() {
	r.paint(For(r.w))
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.w); c != nil {
		c.Refresh(nothing)
	}
}

// nothing is refreshed to have a window drawn: to refresh a widget would have all
// its textures made anew.
var nothing = canvas.NewRectangle(color.Transparent)

func (r *renderer) paint(p Paint) {
	r.painted = p
	r.d.Repaint(p)
	r.d.Arrange(p, r.w.Size().Max(fyne.Size{}))
	r.objects = r.d.Objects()
}
