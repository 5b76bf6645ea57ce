package videos

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// mostCompletions is how many ways to go on are offered.
const mostCompletions = 8

// completions are ways to go on with what is typed into the search field, under
// it. The field keeps the keyboard: Up and Down choose, Enter takes.
type completions struct {
	widget.BaseWidget
	page    *Page
	from    int // the byte of the text that they replace from
	list    []library.Completion
	at      int // the chosen one, -1 for none
	asking  bool
	again   bool
	box     *look.Box
	high    *look.Box
	texts   []*look.Text
	counts  []*look.Text
	objects []fyne.CanvasObject
}

var (
	_ desktop.Mouseable = (*completions)(nil)
	_ desktop.Hoverable = (*completions)(nil)
)

const (
	completionPad  float32 = 4
	completionWide float32 = 340
)

func newCompletions(p *Page) *completions {
	c := &completions{
		page: p, at: -1,
		box: look.NewBox(look.Raised, look.Border, look.RadiusThumb), high: look.NewBox(look.Accent, "", look.RadiusControl),
	}
	c.objects = []fyne.CanvasObject{c.box.Object, c.high.Object}
	for range mostCompletions {
		text, count := look.NewText(look.Body, look.Fg, ""), look.NewText(look.Small, look.Fg3, "").Trailing()
		c.texts, c.counts = append(c.texts, text), append(c.counts, count)
		c.objects = append(c.objects, text.Object, count.Object)
	}
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// ask looks for ways to go on. While it looks, at most one other look waits.
func (c *completions) ask() {
	p := c.page
	text, cursor := p.field.Text(), p.field.Cursor()
	if p.Library == nil || text == "" {
		c.set(0, nil)
		return
	}
	c.again = c.asking
	if c.asking {
		return
	}
	c.asking = true
	var from int
	var list []library.Completion
	p.Read(func(ctx context.Context) (err error) {
		from, list, err = p.Library.Complete(ctx, text, cursor, mostCompletions)
		return err
	}, func(err error) {
		c.asking = false
		switch {
		case c.again:
			c.ask()
		case err != nil || !p.field.Focused():
			c.set(0, nil)
		default:
			c.set(from, list)
		}
	})
}

// set offers ways to go on; what is typed already is none.
func (c *completions) set(from int, list []library.Completion) {
	if len(list) == 1 && list[0].Text == c.page.field.Text()[min(from, len(c.page.field.Text())):] {
		list = nil
	}
	c.from, c.list, c.at = from, list, -1
	for i := range c.texts {
		text, count := "", ""
		if i < len(list) {
			text = list[i].Text
			if list[i].Count > 0 {
				count = words.Count(list[i].Count)
			}
		}
		c.texts[i].Set(text)
		c.counts[i].Set(count)
	}
	show(c, len(list) > 0)
	c.page.Content.Refresh()
}

// key does the keys of the field that are the list's.
func (c *completions) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		if !c.Visible() {
			c.page.focus()
			return true
		}
		c.choose(min(c.at+1, len(c.list)-1))
	case fyne.KeyUp:
		c.choose(max(c.at-1, -1))
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.at < 0 {
			return false
		}
		c.take(c.at)
	case fyne.KeyEscape:
		if !c.Visible() {
			return false
		}
		c.set(0, nil)
	default:
		return false
	}
	return true
}

func (c *completions) choose(i int) {
	c.at = i
	c.Refresh()
}

// take goes on with one of them.
func (c *completions) take(i int) {
	p := c.page
	text, cursor := p.field.Text(), p.field.Cursor()
	word := c.list[i].Text
	if word[len(word)-1] != ':' {
		word += " "
	}
	p.field.SetText(text[:c.from] + word + text[cursor:])
	p.field.SetCursor(c.from + len(word))
	p.asked()
	c.ask()
}

func (c *completions) rowAt(pos fyne.Position) int {
	i := int((pos.Y - completionPad) / look.MenuRow)
	if pos.Y < completionPad || i >= len(c.list) {
		return -1
	}
	return i
}

// MouseDown implements desktop.Mouseable: the press takes, as the field gives up
// the keyboard for it.
func (c *completions) MouseDown(ev *desktop.MouseEvent) {
	if i := c.rowAt(ev.Position); i >= 0 {
		c.take(i)
		c.page.Post(c.page.FocusSearch)
	}
}

// MouseUp implements desktop.Mouseable.
func (c *completions) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (c *completions) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (c *completions) MouseMoved(ev *desktop.MouseEvent) {
	if i := c.rowAt(ev.Position); i != c.at {
		c.choose(i)
	}
}

// MouseOut implements desktop.Hoverable.
func (c *completions) MouseOut() { c.choose(-1) }

// CreateRenderer implements fyne.Widget.
func (c *completions) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *completions) Objects() []fyne.CanvasObject { return c.objects }

// Min implements look.Drawn.
func (c *completions) Min(look.Paint) fyne.Size {
	return fyne.NewSize(completionWide, float32(len(c.list))*look.MenuRow+2*completionPad)
}

// Repaint implements look.Drawn.
func (c *completions) Repaint(p look.Paint) {
	c.box.Repaint(p)
	c.high.Show(c.at >= 0)
	c.high.Repaint(p)
	for i := range c.texts {
		ink, count := look.Fg, look.Fg3
		if i == c.at {
			ink, count = look.OnAccent, look.OnAccent
		}
		c.texts[i].SetColor(ink)
		c.counts[i].SetColor(count)
		c.texts[i].Repaint(p)
		c.counts[i].Repaint(p)
	}
}

// Arrange implements look.Drawn.
func (c *completions) Arrange(p look.Paint, size fyne.Size) {
	c.box.Place(p, 0, 0, size.Width, size.Height)
	row := func(i int) float32 { return completionPad + float32(i)*look.MenuRow }
	c.high.Place(p, completionPad, row(max(c.at, 0)), size.Width-2*completionPad, look.MenuRow)
	for i, t := range c.texts {
		count := c.counts[i].Natural(p)
		t.Place(p, 12, row(i)+(look.MenuRow-t.Line())/2, max(0, size.Width-count-36))
		c.counts[i].Place(p, size.Width-12-count, row(i)+(look.MenuRow-c.counts[i].Line())/2, count)
	}
}

// placeUnder puts the list under the search field.
func (c *completions) placeUnder(field *widgets.SearchField, width float32) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(field).Subtract(driver.AbsolutePositionForObject(c.page.Content))
	least := c.MinSize()
	place(c, min(at.X, max(0, width-least.Width-8)), at.Y+look.Control+4, least.Width, least.Height)
}
