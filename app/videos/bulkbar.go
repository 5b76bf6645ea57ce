package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// The bar's height, and its distance from the status bar.
const (
	bulkHeight float32 = 52
	bulkBelow  float32 = 12
)

// bulkBar rises when several videos are selected: what can be done with all of
// them.
type bulkBar struct {
	widget.BaseWidget
	page    *Page
	box     *look.Box
	count   *look.Label
	copies  *widgets.Button
	buttons []*barButton
	close   *widgets.Button
	row     *fyne.Container
	narrow  bool
}

// barButton is a command in the bar: with its name, or only its icon.
type barButton struct {
	command    *Command
	wide, icon *widgets.Button
}

func newBulkBar(p *Page) *bulkBar {
	b := &bulkBar{
		page: p, box: look.NewBox(look.Raised, look.BorderStrong, look.RadiusSheet),
		count: look.NewLabel(look.BodyMedium, look.Fg, ""),
		row:   container.NewStack(),
	}
	b.copies = widgets.NewSmallButton(widgets.Quiet, lang.L("Copy"), func() {
		widgets.ShowMenuBelow(b.copies, p.menuOf(p.Selection(), GroupCopy))
	}).WithIcon(look.IconCopy).WithMenu()
	b.close = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose,
		widgets.Tip{Text: lang.L("Clear the selection"), Key: lang.L("Esc")}, func() { p.list().ClearSelection() })
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// rebuild makes the buttons of the commands anew.
func (b *bulkBar) rebuild() {
	b.buttons = nil
	for _, c := range b.page.commands {
		if c.Bar == "" {
			continue
		}
		kind := widgets.Quiet
		if c.Danger {
			kind = widgets.Remove
		}
		n := &barButton{command: c}
		n.wide = widgets.NewSmallButton(kind, lang.L(c.Bar), func() { b.page.run(c, n.wide) }).WithIcon(c.Icon)
		n.icon = widgets.NewIconButton(kind, widgets.Small, c.Icon, widgets.Tip{Text: lang.L(c.Bar), Key: c.Press.String()},
			func() { b.page.run(c, n.icon) })
		b.buttons = append(b.buttons, n)
	}
	b.fill()
}

// button is the button of a command as it shows, nil for one without.
func (b *bulkBar) button(c *Command) fyne.CanvasObject {
	for _, n := range b.buttons {
		if n.command == c {
			return n.shown(b.narrow)
		}
	}
	return nil
}

// shown is the button as it shows.
func (n *barButton) shown(narrow bool) *widgets.Button {
	if narrow {
		return n.icon
	}
	return n.wide
}

// fill puts the buttons into the bar: the dangerous ones at the end.
func (b *bulkBar) fill() {
	objects := []fyne.CanvasObject{b.count, widgets.Sized(1, 20, widgets.NewUpright())}
	var danger []fyne.CanvasObject
	for _, n := range b.buttons {
		o := n.shown(b.narrow)
		if n.command.Danger {
			danger = append(danger, o)
		} else {
			objects = append(objects, o)
		}
	}
	objects = append(append(objects, b.copies, widgets.Space()), append(danger, b.close)...)
	b.row.Objects = []fyne.CanvasObject{widgets.Row(8, objects...)}
	b.row.Refresh()
}

// set shows how many videos are selected.
func (b *bulkBar) set(n int) { b.count.SetText(words.N(n, "%s selected", "%s selected")) }

// CreateRenderer implements fyne.Widget.
func (b *bulkBar) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *bulkBar) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.box.Object, b.row}
}

// Min implements look.Drawn.
func (b *bulkBar) Min(look.Paint) fyne.Size { return fyne.NewSize(0, bulkHeight) }

// Arrange implements look.Drawn: names go before anything is cut.
func (b *bulkBar) Arrange(p look.Paint, size fyne.Size) {
	const side = 16
	b.box.Place(p, 0, 0, size.Width, size.Height)
	wide := b.count.MinSize().Width + 1 + b.copies.MinSize().Width + b.close.MinSize().Width + 8*float32(len(b.buttons)+4)
	for _, n := range b.buttons {
		wide += n.wide.MinSize().Width
	}
	if narrow := wide > size.Width-2*side; narrow != b.narrow {
		b.narrow = narrow
		b.fill()
	}
	least := b.row.MinSize()
	b.row.Move(fyne.NewPos(side, (size.Height-least.Height)/2))
	b.row.Resize(fyne.NewSize(max(0, size.Width-2*side), least.Height))
}

// Repaint implements look.Drawn.
func (b *bulkBar) Repaint(p look.Paint) {
	b.box.Repaint(p)
	b.row.Refresh()
}
