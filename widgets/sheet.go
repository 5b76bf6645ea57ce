package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Sheet is a form over the window: a head, content, and a foot with the buttons.
type Sheet struct {
	Title, Detail string
	// Tools stand at the right of the head.
	Tools   []fyne.CanvasObject
	Content fyne.CanvasObject
	// First is the field that gets the focus.
	First fyne.Focusable
	// Summary stands at the left of the foot; may be nil.
	Summary fyne.CanvasObject
	// Main is the main button, which Ctrl Enter presses. What it does closes the
	// sheet or not.
	Main *Button
	// ReadOnly is for a sheet that only shows something: it has no Cancel, since
	// there is nothing to give up.
	ReadOnly bool
	// Width and Height are the most the sheet takes; 0 is what it needs.
	Width, Height float32
	// OnCancel runs on Cancel and Esc in place of closing, to ask about what was
	// typed; may be nil.
	OnCancel func()
	// OnDrop takes files that are dropped on the window; may be nil.
	OnDrop func(paths []string)
	// OnClose runs when the sheet is gone; may be nil.
	OnClose func()
}

const (
	sheetHead   float32 = 60
	sheetFoot   float32 = 64
	sheetPad    float32 = 20
	sheetMargin float32 = 32 // to the edges of the window
)

// ShowSheet opens a sheet over the window that from is in.
func ShowSheet(from fyne.CanvasObject, s Sheet) *Overlay {
	var o *Overlay
	cancel := s.OnCancel
	if cancel == nil {
		cancel = func() { o.Close() }
	}
	o = ShowOverlay(from, OverlayOptions{
		Content: newSheetPanel(&s, cancel), Fill: look.Surface, Scrim: true,
		First: s.First, OnEscape: cancel, OnMain: s.press, OnDrop: s.OnDrop, OnClose: s.OnClose,
		Place: func(window, least fyne.Size) (fyne.Position, fyne.Size) {
			size := fyne.NewSize(within(s.Width, least.Width, window.Width), within(s.Height, least.Height, window.Height))
			return fyne.NewPos(whole((window.Width-size.Width)/2), whole((window.Height-size.Height)/2)), size
		},
	})
	return o
}

// within is a length that was asked for, or is needed, in a window.
func within(want, least, window float32) float32 {
	if want <= 0 {
		want = least
	}
	return min(want, window-2*sheetMargin)
}

// press is what Ctrl Enter does.
func (s *Sheet) press() {
	if s.Main != nil && !s.Main.Disabled() && s.Main.OnTapped != nil {
		s.Main.OnTapped()
	}
}

// sheetPanel lays out a sheet. The head and the foot keep the panel's own fill,
// so that its corners stay round.
type sheetPanel struct {
	widget.BaseWidget
	head, body, foot fyne.CanvasObject
	rules            [2]*canvas.Rectangle
}

func newSheetPanel(s *Sheet, cancel func()) *sheetPanel {
	head := []fyne.CanvasObject{look.NewLabel(look.Subheading, look.Fg, s.Title)}
	if s.Detail != "" {
		head = append(head, look.NewLabel(look.Body, look.Fg3, s.Detail))
	}
	foot := []fyne.CanvasObject{}
	if s.Summary != nil {
		foot = append(foot, Grow(s.Summary))
	} else {
		foot = append(foot, Space())
	}
	if !s.ReadOnly {
		foot = append(foot, NewButton(Quiet, lang.L("Cancel"), cancel))
	}
	if s.Main != nil {
		foot = append(foot, s.Main)
	}
	p := &sheetPanel{
		head:  Row(12, append(append(head, Space()), s.Tools...)...),
		body:  s.Content,
		foot:  Row(12, foot...),
		rules: [2]*canvas.Rectangle{{}, {}},
	}
	p.ExtendBaseWidget(p)
	return p
}

func (p *sheetPanel) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

func (p *sheetPanel) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.head, p.body, p.foot, p.rules[0], p.rules[1]}
}

func (p *sheetPanel) Min(look.Paint) fyne.Size {
	width := max(p.head.MinSize().Width+2*sheetPad, p.body.MinSize().Width, p.foot.MinSize().Width+2*sheetPad)
	return fyne.NewSize(width, sheetHead+p.body.MinSize().Height+sheetFoot)
}

func (p *sheetPanel) Repaint(paint look.Paint) {
	for _, r := range p.rules {
		r.FillColor = paint.Color(look.Separator)
		r.Refresh()
	}
	for _, o := range []fyne.CanvasObject{p.head, p.body, p.foot} {
		o.Refresh()
	}
}

func (p *sheetPanel) Arrange(_ look.Paint, size fyne.Size) {
	inner := max(size.Width-2*sheetPad, 0)
	foot := max(size.Height-sheetFoot, sheetHead)
	p.head.Move(fyne.NewPos(sheetPad, 0))
	p.head.Resize(fyne.NewSize(inner, sheetHead-1))
	p.rules[0].Move(fyne.NewPos(0, sheetHead-1))
	p.body.Move(fyne.NewPos(0, sheetHead))
	p.body.Resize(fyne.NewSize(size.Width, foot-sheetHead))
	p.rules[1].Move(fyne.NewPos(0, foot))
	p.foot.Move(fyne.NewPos(sheetPad, foot+1))
	p.foot.Resize(fyne.NewSize(inner, sheetFoot-1))
	for _, r := range p.rules {
		r.Resize(fyne.NewSize(size.Width, 1))
	}
}
