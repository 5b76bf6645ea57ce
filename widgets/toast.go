package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	toastTime             = 6 * time.Second
	toastTick             = 100 * time.Millisecond
	toastRise             = 160 * time.Millisecond
	toastMost             = 3
	toastGap      float32 = 8
	toastDistance float32 = 8 // it rises by
)

// Toast says that something is done. It goes by itself after six seconds, or
// stays until it is closed when Failed.
type Toast struct {
	Text string
	// Icon and Tone say what it is about: done, with an action info, failed an
	// error unless set.
	Icon look.IconName
	Tone fyne.ThemeColorName
	// Action is what can be done about it; using it closes the toast.
	Action   string
	OnAction func()
	// Undo is the action of a change that can be taken back. The toast then shows
	// the time that is left for it.
	Undo   func()
	Failed bool
}

func (t Toast) styled() Toast {
	if t.Undo != nil {
		t.Action, t.OnAction = lang.L("Undo"), t.Undo
	}
	icon, tone := look.IconDone, look.Success
	switch {
	case t.Failed:
		icon, tone = look.IconError, look.Error
	case t.Action != "":
		icon, tone = look.IconInfo, look.AccentFg
	}
	if t.Icon == "" {
		t.Icon = icon
	}
	if t.Tone == "" {
		t.Tone = tone
	}
	return t
}

// Toasts is the layer of a window that toasts show in, three at most, at the
// lower right. It lies over the window's content and takes the mouse only where
// a toast is. A toast under the pointer, or with the focus, does not go.
type Toasts struct {
	widget.BaseWidget

	// Right and Bottom are the distances to the edges of the window.
	Right, Bottom float32

	cards  []*toastCard // newest last
	after  func(time.Duration, func()) (cancel func())
	cancel func() // of the next tick, nil while nothing runs down
}

var _ fyne.Widget = (*Toasts)(nil)

// NewToasts returns an empty layer.
func NewToasts() *Toasts {
	t := &Toasts{Right: look.Inset, Bottom: look.StatusBar + 16, after: afterOnUI}
	t.ExtendBaseWidget(t)
	return t
}

// Post shows a toast. When there are too many the oldest goes, errors last.
func (t *Toasts) Post(toast Toast) {
	// The same again takes the place of the first.
	if same := slices.IndexFunc(t.cards, func(c *toastCard) bool { return c.toast.Text == toast.Text && toast.Action == "" && toast.Undo == nil }); same >= 0 {
		t.drop(t.cards[same])
	}
	if len(t.cards) == toastMost {
		old := slices.IndexFunc(t.cards, func(c *toastCard) bool { return !c.toast.Failed })
		t.drop(t.cards[max(old, 0)])
	}
	card := newToastCard(toast.styled(), t.drop)
	t.cards = append(t.cards, card)
	t.Refresh()
	wake(t)
	if showAnimations() {
		card.rise(t)
	}
	t.run()
}

// Shown is the toasts that can be seen, oldest first.
func (t *Toasts) Shown() []Toast {
	shown := make([]Toast, len(t.cards))
	for i, c := range t.cards {
		shown[i] = c.toast
	}
	return shown
}

// drop removes a toast; the focus leaves it first.
func (t *Toasts) drop(card *toastCard) {
	i := slices.Index(t.cards, card)
	if i < 0 {
		return
	}
	if c := canvasOf(card); c != nil && c.Focused() == fyne.Focusable(card) {
		c.Unfocus()
	}
	if tips := tipLayer(t); tips != nil {
		tips.Clear() // that of its button would have lost its place
	}
	t.cards = slices.Delete(t.cards, i, i+1)
	t.Refresh()
	wake(t)
}

// run keeps the clock going while a toast runs down.
func (t *Toasts) run() {
	if t.cancel != nil || !slices.ContainsFunc(t.cards, func(c *toastCard) bool { return !c.toast.Failed }) {
		return
	}
	t.cancel = t.after(toastTick, func() {
		t.cancel = nil
		t.tick()
		t.run()
	})
}

func (t *Toasts) tick() {
	for _, c := range slices.Clone(t.cards) {
		if c.toast.Failed || c.hovered || c.focused {
			continue
		}
		if c.left -= toastTick; c.left <= 0 {
			t.drop(c)
		} else {
			c.showLeft()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *Toasts) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(t.cards))
	for i, c := range t.cards {
		objects[i] = c
	}
	return objects
}

// Min implements look.Drawn.
func (t *Toasts) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (t *Toasts) Repaint(look.Paint) {
	for _, c := range t.cards {
		c.Refresh()
	}
}

// Arrange implements look.Drawn: the newest lowest.
func (t *Toasts) Arrange(_ look.Paint, size fyne.Size) {
	y := size.Height - t.Bottom
	for _, c := range slices.Backward(t.cards) {
		width := max(min(toastWidth, size.Width-2*t.Right), 0)
		height := c.HeightFor(width)
		y -= height
		c.Resize(fyne.NewSize(width, height))
		c.Move(fyne.NewPos(size.Width-t.Right-width, y+whole(c.below)))
		y -= toastGap
	}
}
