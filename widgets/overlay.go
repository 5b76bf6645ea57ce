package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	overlaySlide  float32 = 8
	overlayTime           = 180 * time.Millisecond
	overlayMargin float32 = 4 // to the edges of the window
)

// OverlayOptions is what an overlay shows and how it behaves.
type OverlayOptions struct {
	// Content fills the panel inside its edge. It keeps away from the corners.
	Content fyne.CanvasObject
	// Place says where the panel goes in a window of that size; least is what
	// the content needs. The panel stays inside the window.
	Place func(window, least fyne.Size) (fyne.Position, fyne.Size)
	// Fill, Edge and Radius are the panel's: Raised, BorderStrong and RadiusSheet
	// unless set.
	Fill, Edge fyne.ThemeColorName
	Radius     float32
	// Bare content draws its own panel.
	Bare bool
	// Scrim darkens the window behind; the panel then slides in.
	Scrim bool
	// Light overlays close on a click beside them.
	Light bool
	// First gets the focus when the overlay opens.
	First fyne.Focusable
	// OnEscape runs in place of closing.
	OnEscape func()
	// OnMain runs on Ctrl Enter.
	OnMain func()
	// OnDrop takes files that are dropped on the window; see OverlayDrop. It may be
	// nil.
	OnDrop func(paths []string)
	// OnClose runs once the overlay is gone and the focus is back.
	OnClose func()
}

// Overlay is a panel over a window. It has the keyboard and the mouse to itself
// until it closes, then the focus is back where it was. Shortcuts of the window
// still arrive there: ask OverlayOpen.
type Overlay struct {
	widget.BaseWidget
	options OverlayOptions
	from    fyne.CanvasObject
	canvas  fyne.Canvas
	before  func(*fyne.KeyEvent) // the window's key handler
	closed  bool

	scrim   *look.Box
	box     *look.Box
	tips    *TipLayer
	pos     fyne.Position
	size    fyne.Size
	arrived float32 // 0 to 1 while it slides in
}

var (
	_ fyne.Tappable          = (*Overlay)(nil)
	_ fyne.SecondaryTappable = (*Overlay)(nil)
	_ desktop.Hoverable      = (*Overlay)(nil)
	_ TipHost                = (*Overlay)(nil)
)

// ShowOverlay opens an overlay over the window that from is in. It returns nil
// when from is in none.
func ShowOverlay(from fyne.CanvasObject, options OverlayOptions) *Overlay {
	c := canvasOf(from)
	if c == nil {
		return nil
	}
	o := newOverlay(options)
	o.from, o.canvas, o.before = from, c, c.OnTypedKey()
	tipGone(from)
	c.Overlays().Add(o)
	c.SetOnTypedKey(o.typedKey)
	bindMainKey(c)
	o.focusFirst()
	if options.Scrim && showAnimations() {
		o.slideIn()
	}
	return o
}

func newOverlay(options OverlayOptions) *Overlay {
	if options.Fill == "" {
		options.Fill = look.Raised
	}
	if options.Edge == "" {
		options.Edge = look.BorderStrong
	}
	if options.Radius == 0 {
		options.Radius = look.RadiusSheet
	}
	if options.Place == nil {
		options.Place = inMiddle
	}
	o := &Overlay{
		options: options, arrived: 1, tips: NewTipLayer(),
		scrim: look.NewBox(look.Scrim, "", 0),
		box:   look.NewBox(options.Fill, options.Edge, options.Radius),
	}
	o.ExtendBaseWidget(o)
	return o
}

// inMiddle centres a panel a little above the middle, where the eye is.
func inMiddle(window, least fyne.Size) (fyne.Position, fyne.Size) {
	return fyne.NewPos(whole((window.Width-least.Width)/2), whole((window.Height-least.Height)*2/5)), least
}

func whole(v float32) float32 { return float32(int(v)) }

// OverlayOpen reports whether a menu, dialog, sheet or other overlay is open in
// a window. Commands of the window ask before they act.
func OverlayOpen(c fyne.Canvas) bool { return len(c.Overlays().List()) > 0 }

// OverlayDrop gives files that were dropped to the topmost overlay of a window and
// reports whether it takes any.
func OverlayDrop(c fyne.Canvas, paths []string) bool {
	o, open := c.Overlays().Top().(*Overlay)
	if !open || o.options.OnDrop == nil {
		return false
	}
	o.options.OnDrop(paths)
	return true
}

// Close removes the overlay, and all that opened above it.
func (o *Overlay) Close() {
	if o == nil || o.closed {
		return
	}
	list := o.canvas.Overlays().List()
	for _, above := range list[slices.Index(list, fyne.CanvasObject(o))+1:] {
		if next, ok := above.(*Overlay); ok {
			next.Close() // which closes what is above it
			break
		}
	}
	o.closed = true
	o.tips.Clear()
	o.canvas.SetOnTypedKey(o.before)
	o.canvas.Overlays().Remove(o)
	if f, ok := o.from.(fyne.Focusable); ok && o.canvas.Focused() == nil {
		o.canvas.Focus(f)
	}
	if o.options.OnClose != nil {
		o.options.OnClose()
	}
}

// Closed reports whether the overlay is gone.
func (o *Overlay) Closed() bool { return o == nil || o.closed }

// TipLayer implements TipHost.
func (o *Overlay) TipLayer() *TipLayer { return o.tips }

func (o *Overlay) focusFirst() {
	if o.options.First != nil {
		o.canvas.Focus(o.options.First)
	} else {
		o.canvas.FocusNext()
	}
}

// slideIn lets the panel rise by 8 and the scrim come.
func (o *Overlay) slideIn() {
	o.arrived = 0
	a := fyne.NewAnimation(overlayTime, func(t float32) {
		o.arrived = t
		o.place(look.For(o))
	})
	a.Curve = fyne.AnimationEaseOut
	a.Start()
}

// CreateRenderer implements fyne.Widget.
func (o *Overlay) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(o, o) }

// Objects implements look.Drawn.
func (o *Overlay) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{o.scrim.Object, o.box.Object, o.options.Content, o.tips}
}

// Min implements look.Drawn.
func (o *Overlay) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (o *Overlay) Repaint(p look.Paint) {
	o.scrim.Show(o.options.Scrim)
	o.scrim.Repaint(p)
	o.box.Show(!o.options.Bare)
	o.box.Repaint(p)
	if !o.size.IsZero() {
		o.options.Content.Refresh()
	}
}

// Arrange implements look.Drawn.
func (o *Overlay) Arrange(p look.Paint, size fyne.Size) {
	o.scrim.Place(p, 0, 0, size.Width, size.Height)
	o.tips.Resize(size)
	o.pos, o.size = o.options.Place(size, o.options.Content.MinSize().AddWidthHeight(2, 2))
	room := fyne.NewSize(max(size.Width-2*overlayMargin, 0), max(size.Height-2*overlayMargin, 0))
	o.size = o.size.Min(room)
	o.pos.X = max(overlayMargin, min(o.pos.X, size.Width-overlayMargin-o.size.Width))
	o.pos.Y = max(overlayMargin, min(o.pos.Y, size.Height-overlayMargin-o.size.Height))
	o.place(p)
}

func (o *Overlay) place(p look.Paint) {
	o.scrim.Object.Translucency = float64(1 - o.arrived)
	wake(o)
	at := o.pos.AddXY(0, whole(overlaySlide*(1-o.arrived)))
	o.box.Place(p, at.X, at.Y, o.size.Width, o.size.Height)
	o.options.Content.Move(at.AddXY(1, 1))
	o.options.Content.Resize(fyne.NewSize(max(o.size.Width-2, 0), max(o.size.Height-2, 0)))
}

// inside reports whether a place is on the panel.
func (o *Overlay) inside(pos fyne.Position) bool {
	d := pos.Subtract(o.pos)
	return d.X >= 0 && d.Y >= 0 && d.X < o.size.Width && d.Y < o.size.Height
}

// Tapped implements fyne.Tappable: beside a light overlay it closes it, on an
// empty place it keeps the keyboard inside.
func (o *Overlay) Tapped(ev *fyne.PointEvent) {
	switch {
	case o.options.Light && !o.inside(ev.Position):
		o.Close()
	case o.canvas.Focused() == nil:
		o.focusFirst()
	}
}

// TappedSecondary implements fyne.SecondaryTappable. The window gives the click
// on to what lies under the overlay when that is gone.
func (o *Overlay) TappedSecondary(ev *fyne.PointEvent) { o.Tapped(ev) }

// MouseIn implements desktop.Hoverable: nothing below is hovered.
func (o *Overlay) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (o *Overlay) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (o *Overlay) MouseOut() {}
