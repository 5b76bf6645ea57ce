package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	labelGap  float32 = 6 // between a label and its control
	editedDot float32 = 6
)

// EditedDot says of what stands before it that it was edited and not saved yet.
type EditedDot struct {
	widget.BaseWidget
	dot *look.Box
	on  bool
}

// NewEditedDot returns a dot that does not show yet.
func NewEditedDot() *EditedDot {
	d := &EditedDot{dot: look.NewBox(look.Accent, "", look.Pill)}
	d.ExtendBaseWidget(d)
	return d
}

// SetEdited shows or hides the dot.
func (d *EditedDot) SetEdited(on bool) {
	if d.on != on {
		d.on = on
		d.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (d *EditedDot) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(d, d) }

// Objects implements look.Drawn.
func (d *EditedDot) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.dot.Object} }

// Min implements look.Drawn.
func (d *EditedDot) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(editedDot) }

// Arrange implements look.Drawn.
func (d *EditedDot) Arrange(p look.Paint, size fyne.Size) {
	d.dot.Place(p, 0, float32(int((size.Height-editedDot)/2)), editedDot, editedDot)
}

// Repaint implements look.Drawn.
func (d *EditedDot) Repaint(p look.Paint) {
	d.dot.Show(d.on)
	d.dot.Repaint(p)
}

// Labeled is a control with its label above it. The dot beside the label says
// that it was edited and not saved yet.
type Labeled struct {
	widget.BaseWidget
	label   *look.Text
	dot     *look.Box
	edited  bool
	end     fyne.CanvasObject
	control fyne.CanvasObject
}

// NewLabeled puts a label above a control.
func NewLabeled(label string, control fyne.CanvasObject) *Labeled {
	l := &Labeled{
		label:   look.NewText(look.Small, look.Fg2, label),
		dot:     look.NewBox(look.Accent, "", look.Pill),
		control: control,
	}
	l.ExtendBaseWidget(l)
	return l
}

// WithEnd puts an object at the right end of the label's line, such as a link or
// a key cap. It returns l.
func (l *Labeled) WithEnd(o fyne.CanvasObject) *Labeled { l.end = o; return l }

// SetEdited shows or hides the dot.
func (l *Labeled) SetEdited(on bool) {
	if l.edited != on {
		l.edited = on
		l.Refresh()
	}
}

// HeightFor is the height in that width.
func (l *Labeled) HeightFor(width float32) float32 {
	return l.label.Line() + labelGap + heightFor(l.control, width)
}

// CreateRenderer implements fyne.Widget.
func (l *Labeled) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l, l) }

// Objects implements look.Drawn.
func (l *Labeled) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.label.Object, l.dot.Object, l.control}
	if l.end != nil {
		objects = append(objects, l.end)
	}
	return objects
}

// Min implements look.Drawn.
func (l *Labeled) Min(look.Paint) fyne.Size {
	return l.control.MinSize().AddWidthHeight(0, l.label.Line()+labelGap)
}

// Arrange implements look.Drawn.
func (l *Labeled) Arrange(p look.Paint, size fyne.Size) {
	room := size.Width
	if l.end != nil {
		least := l.end.MinSize()
		room -= least.Width
		l.end.Resize(least)
		l.end.Move(fyne.NewPos(room, float32(int((l.label.Line()-least.Height)/2))))
		room -= labelGap
	}
	w := min(l.label.Natural(p), max(0, room-editedDot-labelGap))
	l.label.Place(p, 0, 0, w)
	l.dot.Place(p, w+labelGap, (l.label.Line()-editedDot)/2, editedDot, editedDot)
	top := l.label.Line() + labelGap
	l.control.Move(fyne.NewPos(0, top))
	l.control.Resize(fyne.NewSize(size.Width, max(0, size.Height-top)))
}

// Repaint implements look.Drawn.
func (l *Labeled) Repaint(p look.Paint) {
	l.label.Repaint(p)
	l.dot.Show(l.edited)
	l.dot.Repaint(p)
	l.control.Refresh()
	if l.end != nil {
		l.end.Refresh()
	}
}
