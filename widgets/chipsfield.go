package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	chipsPad   float32 = 4  // around the tokens
	chipsEntry float32 = 80 // least room to type in
	chipsShort float32 = 46 // the same in a narrow place
)

// ChipsField edits a list of short values, each a token with a cross. Enter, a
// comma or leaving the field makes what was typed a token; pasted lists are
// split. Left and Right walk from the text into the tokens, where Delete or
// Backspace removes one; Backspace in the empty text removes the last.
type ChipsField struct {
	widget.BaseWidget

	// OnChanged runs when the user added or removed a value.
	OnChanged func(values []string)
	// Check turns what was typed into a value, or says what is wrong with it.
	Check func(typed string) (value string, err error)

	box    *fieldBox
	entry  *fieldEntry
	tokens []*tokenFace
	marked int     // token the keyboard is at, or -1
	width  float32 // of the last layout
	room   float32 // least room to type in behind tokens
}

var _ desktop.Hoverable = (*ChipsField)(nil)

// NewChipsField returns a field with these values.
func NewChipsField(placeholder string, values []string, changed func([]string)) *ChipsField {
	c := &ChipsField{
		OnChanged: changed, marked: -1, room: chipsEntry,
		box: newFieldBox(), entry: newFieldEntry(placeholder, false),
	}
	c.entry.OnSubmitted = func(string) { c.commit() }
	c.entry.OnChanged = c.typed
	c.entry.onKey = c.key
	c.entry.focusChanged = func() {
		if !c.entry.focused {
			c.commit()
			c.mark(-1)
		}
		c.Refresh()
	}
	c.ExtendBaseWidget(c)
	c.SetValues(values)
	return c
}

// Narrow leaves less room to type in, so that tokens wrap later. It returns c.
func (c *ChipsField) Narrow() *ChipsField { c.room = chipsShort; return c }

// Values is the list as it stands.
func (c *ChipsField) Values() []string {
	values := make([]string, len(c.tokens))
	for i, t := range c.tokens {
		values[i] = t.value
	}
	return values
}

// SetValues replaces the list without calling OnChanged.
func (c *ChipsField) SetValues(values []string) {
	c.tokens = nil
	for _, v := range values {
		c.tokens = append(c.tokens, newTokenFace(v))
	}
	c.marked = -1
	c.Refresh()
}

// Focusable is what takes the keyboard.
func (c *ChipsField) Focusable() fyne.Focusable { return c.entry }

// SetError shows what is wrong under the field; "" takes it away.
func (c *ChipsField) SetError(problem string) {
	if c.box.text.Set(problem) {
		c.Refresh()
	}
}

// Disabled implements fyne.Disableable.
func (c *ChipsField) Disabled() bool { return c.entry.Disabled() }

// Disable implements fyne.Disableable.
func (c *ChipsField) Disable() { c.entry.Disable(); c.Refresh() }

// Enable implements fyne.Disableable.
func (c *ChipsField) Enable() { c.entry.Enable(); c.Refresh() }

// typed splits at commas and line ends, so that a pasted list becomes tokens.
func (c *ChipsField) typed(text string) {
	c.mark(-1)
	if strings.ContainsAny(text, ",;\n") {
		c.commit()
	}
}

// commit makes tokens of what was typed. What Check refuses stays in the text,
// with its error below.
func (c *ChipsField) commit() {
	parts := strings.FieldsFunc(c.entry.Text, func(r rune) bool { return strings.ContainsRune(",;\n", r) })
	var refused []string
	var problem string
	added := false
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		value := part
		if c.Check != nil {
			checked, err := c.Check(part)
			if err != nil {
				refused, problem = append(refused, part), err.Error()
				continue
			}
			value = checked
		}
		if !slices.Contains(c.Values(), value) {
			c.tokens = append(c.tokens, newTokenFace(value))
			added = true
		}
	}
	c.SetError(problem)
	c.setEntry(strings.Join(refused, " "))
	if added {
		c.changed()
	}
}

func (c *ChipsField) setEntry(text string) {
	if c.entry.Text == text {
		return
	}
	c.entry.OnChanged = nil
	c.entry.SetText(text)
	c.entry.OnChanged = c.typed
	c.entry.CursorColumn = len([]rune(text))
}

func (c *ChipsField) changed() {
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.Values())
	}
}

func (c *ChipsField) remove(i int) {
	c.tokens = slices.Delete(c.tokens, i, i+1)
	c.mark(min(c.marked, len(c.tokens)-1))
	c.changed()
}

func (c *ChipsField) mark(i int) {
	if c.marked == i {
		return
	}
	c.marked = i
	c.Refresh()
}

// key handles the keys that reach out of the text into the tokens.
func (c *ChipsField) key(ev *fyne.KeyEvent) bool {
	atStart := c.entry.CursorColumn == 0 && c.entry.SelectedText() == ""
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		if c.marked >= 0 {
			c.remove(c.marked)
			return true
		}
		if ev.Name == fyne.KeyBackspace && atStart && len(c.tokens) > 0 {
			c.remove(len(c.tokens) - 1)
			return true
		}
	case fyne.KeyLeft:
		if c.marked > 0 {
			c.mark(c.marked - 1)
			return true
		}
		if c.marked < 0 && atStart && len(c.tokens) > 0 {
			c.mark(len(c.tokens) - 1)
			return true
		}
		return c.marked == 0
	case fyne.KeyRight:
		if c.marked >= 0 {
			next := c.marked + 1
			if next == len(c.tokens) {
				next = -1
			}
			c.mark(next)
			return true
		}
	case fyne.KeyEscape:
		if c.marked >= 0 {
			c.mark(-1)
			return true
		}
	}
	return false
}

// Tapped implements fyne.Tappable.
func (c *ChipsField) Tapped(ev *fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	for i, t := range c.tokens {
		if t.crossAt(ev.Position) {
			c.remove(i)
			break
		}
	}
	if w := canvasOf(c); w != nil {
		w.Focus(c.entry)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *ChipsField) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (c *ChipsField) MouseMoved(ev *desktop.MouseEvent) {
	for _, t := range c.tokens {
		over := t.crossAt(ev.Position)
		if over == t.over {
			continue
		}
		t.over = over
		tipGone(c)
		if over {
			tipAreaSoon(c, Tip{Text: lang.L("Remove"), Key: "Del"}, t.pos, fyne.NewSize(t.width, tokenSide))
		} else if t.text.Cut() && t.holds(ev.Position) {
			tipAreaSoon(c, Tip{Text: t.value}, t.pos, fyne.NewSize(t.width, tokenSide))
		}
		t.repaint(look.For(c), c.Disabled())
	}
}

// MouseOut implements desktop.Hoverable.
func (c *ChipsField) MouseOut() {
	tipGone(c)
	for _, t := range c.tokens {
		t.over = false
	}
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *ChipsField) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *ChipsField) Objects() []fyne.CanvasObject {
	objects := c.box.objects()
	for _, t := range c.tokens {
		objects = append(objects, t.objects()...)
	}
	return append(objects, c.entry.objects()...)
}

// HeightFor is the height in that width: tokens wrap.
func (c *ChipsField) HeightFor(width float32) float32 {
	ignore := func(*tokenFace, float32, float32, float32) {}
	return c.flow(look.For(c), width, ignore, func(_, _, _ float32) {}) + c.box.below()
}

// Min implements look.Drawn.
func (c *ChipsField) Min(look.Paint) fyne.Size {
	if c.width <= 0 {
		return fyne.NewSize(chipsEntry, look.Control)
	}
	return fyne.NewSize(chipsEntry, c.HeightFor(c.width))
}

// flow walks over the places of tokens and entry and returns the box's height.
func (c *ChipsField) flow(p look.Paint, width float32, token func(t *tokenFace, x, y, w float32), entry func(x, y, w float32)) float32 {
	x, y := chipsPad, chipsPad
	right := max(x+tokenSide, width-chipsPad)
	for _, t := range c.tokens {
		w := min(t.natural(p), right-chipsPad)
		if x > chipsPad && x+w > right {
			x, y = chipsPad, y+tokenSide+chipsPad
		}
		token(t, x, y, w)
		x += w + chipsPad
	}
	if x > chipsPad && x+c.room > right {
		x, y = chipsPad, y+tokenSide+chipsPad
	}
	if x == chipsPad {
		x = fieldPad
	}
	entry(x, y, max(0, right-x))
	return y + tokenSide + chipsPad
}

// Arrange implements look.Drawn.
func (c *ChipsField) Arrange(p look.Paint, size fyne.Size) {
	c.width = size.Width
	h := c.flow(p, size.Width, func(t *tokenFace, x, y, w float32) { t.place(p, x, y, w) },
		func(x, y, w float32) {
			c.entry.place(p, x, y-chipsPad, w, look.Control)
		})
	c.box.place(p, size.Width, h)
}

// Repaint implements look.Drawn.
func (c *ChipsField) Repaint(p look.Paint) {
	for i, t := range c.tokens {
		t.marked = i == c.marked
		t.repaint(p, c.Disabled())
	}
	c.box.repaint(p, c.entry.focused)
	c.entry.repaint(p)
}
