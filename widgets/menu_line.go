package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/widgets/look"
)

// menuLine draws one item of a menu.
type menuLine struct {
	item  MenuItem
	icon  *look.Icon
	label *look.Text
	key   *look.Text
	rule  *canvas.Rectangle
}

func newMenuLine(item MenuItem) *menuLine {
	icon := item.Icon
	if item.Checked {
		icon = look.IconCheck
	}
	return &menuLine{
		item:  item,
		icon:  look.NewIcon(icon, menuIcon, look.Fg),
		label: look.NewText(look.Body, look.Fg, item.Label),
		key:   look.NewText(look.Small, look.Fg3, item.Key).Trailing(),
		rule:  &canvas.Rectangle{},
	}
}

func (l *menuLine) objects() []fyne.CanvasObject {
	if l.item.Separator {
		return []fyne.CanvasObject{l.rule}
	}
	return []fyne.CanvasObject{l.icon.Object, l.label.Object, l.key.Object}
}

// chooses reports whether the line does something.
func (l *menuLine) chooses() bool { return !l.item.Separator && !l.item.Disabled }

func (l *menuLine) height() float32 {
	if l.item.Separator {
		return menuDivider
	}
	return look.MenuRow
}

func (l *menuLine) left(icons bool) float32 {
	if icons {
		return menuText
	}
	return menuInner
}

func (l *menuLine) width(p look.Paint, icons bool) float32 {
	w := l.left(icons) + l.label.Natural(p) + menuInner
	if l.item.Key != "" {
		w += menuKeyGap + l.key.Natural(p)
	}
	return w
}

func (l *menuLine) repaint(p look.Paint, current bool) {
	ink, quiet := look.Fg, look.Fg3
	switch {
	case l.item.Disabled:
		ink, quiet = look.Disabled, look.Disabled
	case current:
		ink, quiet = look.OnAccent, look.OnAccent
	case l.item.Danger:
		ink = look.Error
	}
	l.rule.FillColor = p.Color(look.Border)
	l.rule.Refresh()
	l.icon.SetColor(ink)
	l.label.SetColor(ink)
	l.key.SetColor(quiet)
	l.icon.Repaint(p)
	l.label.Repaint(p)
	l.key.Repaint(p)
}

func (l *menuLine) place(p look.Paint, x, y, w float32, icons bool) {
	if l.item.Separator {
		l.rule.Move(fyne.NewPos(x+menuInner, y+(menuDivider-1)/2))
		l.rule.Resize(fyne.NewSize(max(w-2*menuInner, 0), 1))
		return
	}
	h := look.MenuRow
	key := l.key.Natural(p)
	left := l.left(icons)
	room := w - left - menuInner
	if key > 0 {
		room -= key + menuInner
	}
	l.icon.Place(p, x+menuInner, y+(h-l.icon.Size())/2)
	l.label.Place(p, x+left, y+(h-l.label.Line())/2, max(room, 0))
	l.key.Place(p, x+w-menuInner-key, y+(h-l.key.Line())/2, key)
}
