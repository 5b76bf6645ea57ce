package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	toastWidth  float32 = 335
	toastHeight float32 = 44
	toastPad    float32 = 15
	toastText   float32 = 41 // from the left edge
	toastEnd    float32 = 6  // right of the close button
	toastLines          = 3
	toastLine   float32 = 2 // the time that is left
	toastInset  float32 = 8 // of that line
)

// toastCard is one toast. It is a single widget with drawn buttons, so that the
// pointer on a button is still on the toast. Enter uses its action, Esc closes
// it.
type toastCard struct {
	widget.BaseWidget
	toast   Toast
	gone    func(*toastCard)
	left    time.Duration
	below   float32 // how far it has to rise yet
	hovered bool
	focused bool
	before  fyne.Focusable // had the focus when the toast was pressed
	zone    string
	held    string

	box, ring   *look.Box
	icon        *look.Icon
	text        *look.Paragraph
	action      *ButtonFace
	close       *ButtonFace
	track, line *canvas.Rectangle
}

var (
	_ fyne.Focusable    = (*toastCard)(nil)
	_ fyne.Tappable     = (*toastCard)(nil)
	_ desktop.Hoverable = (*toastCard)(nil)
	_ desktop.Mouseable = (*toastCard)(nil)
)

// NewToastCard is a toast as it looks in its layer, running down never.
func NewToastCard(t Toast) fyne.CanvasObject { return newToastCard(t.styled(), func(*toastCard) {}) }

func newToastCard(t Toast, gone func(*toastCard)) *toastCard {
	c := &toastCard{
		toast: t, gone: gone, left: toastTime,
		box:    look.NewBox(look.Raised, look.Border, look.RadiusThumb),
		ring:   look.NewRing(look.RadiusThumb),
		icon:   look.NewIcon(t.Icon, look.IconSize, t.Tone),
		text:   look.NewParagraph(look.Body, look.Fg, t.Text).AtMost(toastLines),
		action: NewButtonFace(Link, Small, t.Action, ""),
		close:  NewButtonFace(Quiet, Small, "", look.IconClose),
		track:  &canvas.Rectangle{}, line: &canvas.Rectangle{},
	}
	c.action.Show(t.Action != "")
	c.ExtendBaseWidget(c)
	return c
}

func (c *toastCard) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

func (c *toastCard) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{c.box.Object, c.icon.Object, c.text, c.track, c.line}
	o = append(o, c.action.Objects()...)
	o = append(o, c.close.Objects()...)
	return append(o, c.ring.Object)
}

func (c *toastCard) Min(look.Paint) fyne.Size {
	return fyne.NewSize(toastWidth, c.HeightFor(toastWidth))
}

// HeightFor is the height the toast takes in that width.
func (c *toastCard) HeightFor(width float32) float32 {
	return max(toastHeight, c.text.HeightFor(c.room(look.For(c), width))+26)
}

// room is the width that is left for the text.
func (c *toastCard) room(p look.Paint, width float32) float32 {
	w := width - toastText - look.Compact - toastEnd - toastPad
	if c.toast.Action != "" {
		w -= c.action.Width(p) + toastPad - 3
	}
	return max(w, 1)
}

// timed reports whether the time that is left shows: where undoing can be
// missed, and things may move.
func (c *toastCard) timed() bool {
	return c.toast.Undo != nil && !c.toast.Failed && showAnimations()
}

func (c *toastCard) Repaint(p look.Paint) {
	setVisible(c.track, c.timed())
	setVisible(c.line, c.timed())
	c.track.FillColor, c.line.FillColor = p.Color(look.Track), p.Color(look.AccentFg)
	c.track.Refresh()
	c.line.Refresh()
	c.action.SetState(c.zone == "action", c.held == "action", false)
	c.close.SetState(c.zone == "close", c.held == "close", false)
	c.action.Repaint(p)
	c.close.Repaint(p)
	c.box.Repaint(p)
	c.icon.Repaint(p)
	c.text.Refresh()
	c.ring.Show(c.focused)
	c.ring.Repaint(p)
}

func (c *toastCard) Arrange(p look.Paint, size fyne.Size) {
	w, h := size.Width, size.Height
	c.box.Place(p, 0, 0, w, h)
	c.ring.Ring(p, 0, 0, w, h)
	c.icon.Place(p, toastPad, whole((h-c.icon.Size())/2))
	room := c.room(p, w)
	text := c.text.HeightFor(room)
	c.text.Move(fyne.NewPos(toastText, whole((h-text)/2)))
	c.text.Resize(fyne.NewSize(room, text))
	y := whole((h - look.Compact) / 2)
	right := w - toastEnd - look.Compact
	c.close.Place(p, right, y, look.Compact)
	c.action.Place(p, right-toastPad+3-c.action.Width(p), y, c.action.Width(p))
	c.track.Move(fyne.NewPos(toastInset, h-1-toastLine))
	c.track.Resize(fyne.NewSize(max(w-2*toastInset, 0), toastLine))
	c.showLeft()
}

// showLeft draws the time that is left.
func (c *toastCard) showLeft() {
	c.line.Move(c.track.Position())
	c.line.Resize(fyne.NewSize(c.track.Size().Width*float32(c.left)/float32(toastTime), toastLine))
}

// rise lets the toast come up into its place.
func (c *toastCard) rise(t *Toasts) {
	a := fyne.NewAnimation(toastRise, func(f float32) {
		c.below = toastDistance * (1 - f)
		t.Arrange(look.For(t), t.Size())
	})
	a.Curve = fyne.AnimationEaseOut
	a.Start()
}

// zoneAt names the button at a place, "" for none.
func (c *toastCard) zoneAt(pos fyne.Position) string {
	action, close := c.action.Zone("action", Tip{}, nil), c.close.Zone("close", Tip{}, nil)
	switch {
	case c.toast.Action != "" && action.holds(pos):
		return action.ID
	case close.holds(pos):
		return close.ID
	default:
		return ""
	}
}

func (c *toastCard) setZone(zone, held string) {
	if zone == c.zone && held == c.held {
		return
	}
	if zone != c.zone {
		tipGone(c)
		if zone == "close" {
			z := c.close.Zone("close", Tip{}, nil)
			tipAreaSoon(c, Tip{Text: lang.L("Close")}, z.Position, z.Size)
		}
	}
	c.zone, c.held = zone, held
	c.Refresh()
}

// MouseIn implements desktop.Hoverable: the toast stays.
func (c *toastCard) MouseIn(ev *desktop.MouseEvent) {
	c.hovered = true
	c.MouseMoved(ev)
}

// MouseMoved implements desktop.Hoverable.
func (c *toastCard) MouseMoved(ev *desktop.MouseEvent) { c.setZone(c.zoneAt(ev.Position), c.held) }

// MouseOut implements desktop.Hoverable.
func (c *toastCard) MouseOut() {
	c.hovered = false
	c.setZone("", "")
}

// MouseDown implements desktop.Mouseable. The window takes the focus from what
// is not under the pointer; Tapped gives it back.
func (c *toastCard) MouseDown(ev *desktop.MouseEvent) {
	if w := canvasOf(c); w != nil {
		c.before = w.Focused()
	}
	zone := c.zoneAt(ev.Position)
	c.setZone(zone, zone)
}

// MouseUp implements desktop.Mouseable.
func (c *toastCard) MouseUp(*desktop.MouseEvent) { c.setZone(c.zone, "") }

// Tapped implements fyne.Tappable.
func (c *toastCard) Tapped(ev *fyne.PointEvent) {
	if w := canvasOf(c); w != nil && c.before != nil {
		w.Focus(c.before)
	}
	c.before = nil
	switch c.zoneAt(ev.Position) {
	case "action":
		c.act()
	case "close":
		c.gone(c)
	}
}

func (c *toastCard) act() {
	tipGone(c)
	c.gone(c)
	if c.toast.OnAction != nil {
		c.toast.OnAction()
	}
}

// FocusGained implements fyne.Focusable.
func (c *toastCard) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *toastCard) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *toastCard) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *toastCard) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.toast.Action != "" {
			c.act()
		}
	case fyne.KeyEscape, fyne.KeyDelete:
		c.gone(c)
	default:
		PassKey(c, ev)
	}
}
