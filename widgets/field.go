package widgets

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	fieldPad  float32 = 11 // from the edge to the text or icon
	fieldGap  float32 = 8
	tokenSide float32 = 24
)

// Field is a line of text to edit. Its label stands above it (see Labeled), an
// error below it.
type Field struct {
	widget.BaseWidget

	// OnChanged runs after every change by the user, OnSubmitted on Enter.
	OnChanged, OnSubmitted func(string)
	// OnKey gets every key first and reports whether it used it, as for a list
	// that is walked from its field; may be nil.
	OnKey func(*fyne.KeyEvent) bool
	// OnFocus runs when the field got the keyboard or lost it.
	OnFocus func(focused bool)

	self     fyne.Widget // the outermost widget, the one that Fyne knows
	box      *fieldBox
	icon     *look.Icon
	entry    *fieldEntry
	leading  fyne.CanvasObject
	trailing fyne.CanvasObject
	lines    int
}

// NewField returns a field 32 high. The placeholder is an example, never the
// label.
func NewField(placeholder string) *Field {
	f := &Field{}
	f.init(f, placeholder, false)
	return f
}

// NewTextArea returns a field of that many lines.
func NewTextArea(placeholder string, lines int) *Field {
	f := &Field{lines: lines}
	f.init(f, placeholder, true)
	return f
}

func (f *Field) init(self fyne.Widget, placeholder string, multi bool) {
	f.self = self
	f.box = newFieldBox()
	f.icon = look.NewIcon("", look.IconCompact, look.Fg3)
	f.entry = newFieldEntry(placeholder, multi)
	f.entry.OnChanged = func(s string) {
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.entry.OnSubmitted = func(s string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(s)
		}
	}
	f.entry.onKey = func(ev *fyne.KeyEvent) bool { return f.OnKey != nil && f.OnKey(ev) }
	f.entry.focusChanged = func() {
		self.Refresh()
		if f.OnFocus != nil {
			f.OnFocus(f.entry.focused)
		}
	}
	f.ExtendBaseWidget(self)
}

// WithIcon puts an icon before the text. It returns f.
func (f *Field) WithIcon(icon look.IconName) *Field { f.icon.Set(icon); return f }

// Frameless leaves out the box, for a field that fills its panel, and hands Tab
// to OnKey in place of going on. It returns f.
func (f *Field) Frameless() *Field { f.box.none, f.entry.keepsTab = true, true; return f }

// WithLeading puts an object before the text, such as a colour's swatch. It
// returns f.
func (f *Field) WithLeading(o fyne.CanvasObject) *Field { f.leading = o; return f }

// WithTrailing puts an object at the right end, such as a KeyCap or a small
// button. It returns f.
func (f *Field) WithTrailing(o fyne.CanvasObject) *Field { f.trailing = o; return f }

// Mono sets the text in the fixed-width font. It returns f.
func (f *Field) Mono() *Field { f.entry.TextStyle.Monospace = true; return f }

// Flat shows the box only while the keyboard is at the field, or something is
// wrong with its text: for values in a table. It returns f.
func (f *Field) Flat() *Field { f.box.flat = true; return f }

// Text is what the field holds.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces what the field holds without calling OnChanged.
func (f *Field) SetText(text string) {
	if text == f.entry.Text {
		return
	}
	changed := f.entry.OnChanged
	f.entry.OnChanged = nil
	f.entry.SetText(text)
	f.entry.OnChanged = changed
}

// Cursor is the byte of a line of text that the next letter goes before.
func (f *Field) Cursor() int {
	at := 0
	for i := range f.entry.Text {
		if at == f.entry.CursorColumn {
			return i
		}
		at++
	}
	return len(f.entry.Text)
}

// SetCursor puts the cursor before a byte of a line of text.
func (f *Field) SetCursor(at int) {
	f.entry.CursorColumn = utf8.RuneCountInString(f.entry.Text[:min(max(at, 0), len(f.entry.Text))])
	f.entry.Refresh()
}

// SelectAll marks the whole text, so that typing replaces it.
func (f *Field) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetSecret shows the text as dots, or as it is.
func (f *Field) SetSecret(on bool) {
	f.entry.Password = on
	f.entry.Refresh()
}

// SetError shows what is wrong under the field; "" takes it away.
func (f *Field) SetError(problem string) {
	if f.box.text.Set(problem) {
		f.Refresh()
	}
}

// Error is what SetError set.
func (f *Field) Error() string { return f.box.text.Full() }

// Focusable is what takes the keyboard: hand it to Canvas.Focus.
func (f *Field) Focusable() fyne.Focusable { return f.entry }

// Focused reports whether the field has the keyboard.
func (f *Field) Focused() bool { return f.entry.focused }

// Disabled implements fyne.Disableable.
func (f *Field) Disabled() bool { return f.entry.Disabled() }

// Disable implements fyne.Disableable.
func (f *Field) Disable() { f.entry.Disable(); f.Refresh() }

// Enable implements fyne.Disableable.
func (f *Field) Enable() { f.entry.Enable(); f.Refresh() }

// Tapped implements fyne.Tappable for the room beside the text.
func (f *Field) Tapped(*fyne.PointEvent) {
	if c := canvasOf(f.self); c != nil && !f.Disabled() {
		c.Focus(f.entry)
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(f.self, f) }

// Objects implements look.Drawn.
func (f *Field) Objects() []fyne.CanvasObject {
	objects := append(append(f.box.objects(), f.icon.Object), f.entry.objects()...)
	for _, o := range []fyne.CanvasObject{f.leading, f.trailing} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return objects
}

func (f *Field) height() float32 {
	if f.lines > 1 {
		return float32(f.lines)*look.Body.Line() + 14
	}
	return look.Control
}

// Min implements look.Drawn.
func (f *Field) Min(look.Paint) fyne.Size {
	return fyne.NewSize(64, f.height()+f.box.below())
}

// Arrange implements look.Drawn.
func (f *Field) Arrange(p look.Paint, size fyne.Size) {
	h := f.height()
	if f.lines > 1 {
		h = max(h, size.Height-f.box.below())
	}
	f.box.place(p, size.Width, h)
	left, right := fieldPad, size.Width-fieldPad
	if f.icon.Name() != "" {
		f.icon.Place(p, left, (look.Control-f.icon.Size())/2)
		left += f.icon.Size() + fieldGap
	}
	if f.leading != nil {
		least := f.leading.MinSize()
		f.leading.Resize(least)
		f.leading.Move(fyne.NewPos(left, float32(int((look.Control-least.Height)/2))))
		left += least.Width + fieldGap
	}
	if f.trailing != nil && f.trailing.Visible() {
		least := f.trailing.MinSize()
		right -= least.Width
		f.trailing.Resize(least)
		f.trailing.Move(fyne.NewPos(right, float32(int((look.Control-least.Height)/2))))
	}
	f.entry.place(p, left, 0, right-left, h)
}

// Repaint implements look.Drawn.
func (f *Field) Repaint(p look.Paint) {
	f.box.repaint(p, f.entry.focused)
	f.icon.Repaint(p)
	f.entry.repaint(p)
	for _, o := range []fyne.CanvasObject{f.leading, f.trailing} {
		if o != nil {
			o.Refresh()
		}
	}
}
