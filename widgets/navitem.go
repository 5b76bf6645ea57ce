package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	navHeight float32 = 32
	navStep   float32 = 34 // from one item to the next
	navPad    float32 = 10
)

// NavItem is a place the sidebar leads to.
type NavItem struct {
	ID    string
	Label string
	Icon  look.IconName
	Count string // quiet, at the right end
	Alert string // in its place: an icon and a word in the Live colour
	Key   string // of the tooltip, and at the right end where ShowKey is set

	ShowKey bool
}

// navButton is one item of the sidebar.
type navButton struct {
	control

	item    NavItem
	step    func(by int) // moves the focus to a neighbour
	menu    func(at fyne.Position)
	current bool
	narrow  bool
	box     *look.Box
	icon    *look.Icon
	text    *look.Text
	end     *look.Text
	alert   *look.Icon
}

func newNavButton(item NavItem, tapped func()) *navButton {
	n := &navButton{
		box:   look.NewBox("", "", look.RadiusControl),
		icon:  look.NewIcon("", look.IconSize, look.Fg2),
		text:  look.NewText(look.Body, look.Fg2, ""),
		end:   look.NewText(look.Small, look.Fg3, ""),
		alert: look.NewIcon(look.IconLive, look.IconBadge, look.Live),
	}
	n.init(n, look.RadiusControl, tapped)
	n.cut = []*look.Text{n.text}
	n.set(item)
	return n
}

func (n *navButton) set(item NavItem) {
	n.item = item
	n.icon.Set(item.Icon)
	n.text.Set(item.Label)
	n.end.SetRole(look.Small)
	n.end.SetColor(look.Fg3)
	switch {
	case item.Alert != "":
		n.end.SetRole(look.CaptionSemibold)
		n.end.SetColor(look.Live)
		n.end.Set(item.Alert)
	case item.ShowKey:
		n.end.Set(item.Key)
	default:
		n.end.Set(item.Count)
	}
	n.Refresh()
}

func (n *navButton) setNarrow(on bool) {
	n.narrow, n.tip = on, Tip{}
	if on {
		n.tip = Tip{Text: n.item.Label, Key: n.item.Key}
	}
	n.Refresh()
}

// TypedKey implements fyne.Focusable.
func (n *navButton) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		n.step(-1)
	case fyne.KeyDown:
		n.step(1)
	case desktop.KeyMenu:
		n.menuByKey()
	case fyne.KeyF10:
		if currentModifiers()&fyne.KeyModifierShift != 0 {
			n.menuByKey()
		}
	default:
		n.control.TypedKey(ev)
	}
}

func (n *navButton) menuByKey() { n.menu(fyne.NewPos(navPad, navHeight/2)) }

// TappedSecondary implements fyne.SecondaryTappable.
func (n *navButton) TappedSecondary(ev *fyne.PointEvent) { n.menu(ev.Position) }

func (n *navButton) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(n, n) }

func (n *navButton) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		n.box.Object, n.icon.Object, n.text.Object, n.alert.Object, n.end.Object, n.ring.Object,
	}
}

func (n *navButton) Min(look.Paint) fyne.Size { return fyne.NewSize(navHeight, navHeight) }

func (n *navButton) Arrange(p look.Paint, size fyne.Size) {
	n.box.Place(p, 0, 0, size.Width, size.Height)
	n.ring.Ring(p, 0, 0, size.Width, size.Height)
	iconY := (size.Height - n.icon.Size()) / 2
	if n.narrow {
		n.icon.Place(p, (size.Width-n.icon.Size())/2, iconY)
		n.text.Place(p, 0, 0, 0)
		n.end.Place(p, 0, 0, 0)
		return
	}
	n.icon.Place(p, navPad, iconY)
	end := n.end.Natural(p)
	right := size.Width - navPad - 1 - end
	n.end.Place(p, right, (size.Height-n.end.Line())/2, end)
	if n.item.Alert != "" {
		right -= n.alert.Size() + 5
		n.alert.Place(p, right, (size.Height-n.alert.Size())/2)
	}
	left := 2*navPad + n.icon.Size()
	n.text.Place(p, left, (size.Height-n.text.Line())/2, max(0, right-8-left))
}

func (n *navButton) Repaint(p look.Paint) {
	n.box.Fill = ""
	role, ink, icon := look.Body, look.Fg2, look.Fg2
	switch {
	case n.current:
		n.box.Fill = look.Button
		role, ink, icon = look.BodyMedium, look.Fg, look.AccentFg
	case n.pressed:
		n.box.Fill = look.Pressed
	case n.hovered:
		n.box.Fill = look.Hover
	}
	n.text.SetRole(role)
	n.text.SetColor(ink)
	n.icon.SetColor(icon)
	n.box.Repaint(p)
	n.icon.Repaint(p)
	n.text.Repaint(p)
	n.end.Repaint(p)
	n.alert.Show(n.item.Alert != "" && !n.narrow)
	n.alert.Repaint(p)
	n.paintRing(p)
}

// accountButton shows the account in use and opens the others.
type accountButton struct {
	control

	narrow  bool
	box     *look.Box
	avatar  *look.Box
	initial *look.Text
	name    *look.Text
	arrows  *look.Icon
}

const (
	accountHeight float32 = 36
	avatarSide    float32 = 20
)

func newAccountButton(tapped func()) *accountButton {
	a := &accountButton{
		box:     look.NewBox("", look.Separator, look.RadiusThumb),
		avatar:  look.NewBox(look.AccentSoft, "", look.RadiusBadge),
		initial: look.NewText(look.CaptionSemibold, look.AccentFg, "").Centered(),
		name:    look.NewText(look.BodyMedium, look.Fg, ""),
		arrows:  look.NewIcon(look.IconUpDown, look.IconBadge, look.Fg3),
	}
	a.init(a, look.RadiusThumb, tapped)
	a.cut = []*look.Text{a.name}
	return a
}

func (a *accountButton) set(name string) {
	a.name.Set(name)
	a.initial.Set("")
	for _, r := range name {
		a.initial.Set(string(r))
		break
	}
	a.Refresh()
}

func (a *accountButton) setNarrow(on bool) {
	a.narrow, a.tip = on, Tip{}
	if on {
		a.tip.Text = a.name.Full()
	}
	a.Refresh()
}

func (a *accountButton) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(a, a) }

func (a *accountButton) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		a.box.Object, a.avatar.Object, a.initial.Object, a.name.Object, a.arrows.Object, a.ring.Object,
	}
}

func (a *accountButton) Min(look.Paint) fyne.Size { return fyne.NewSize(accountHeight, accountHeight) }

func (a *accountButton) Arrange(p look.Paint, size fyne.Size) {
	h := size.Height
	a.box.Place(p, 0, 0, size.Width, h)
	a.ring.Ring(p, 0, 0, size.Width, h)
	left := float32(11)
	if a.narrow {
		left = (size.Width - avatarSide) / 2
	}
	a.avatar.Place(p, left, (h-avatarSide)/2, avatarSide, avatarSide)
	a.initial.Place(p, left, (h-a.initial.Line())/2, avatarSide)
	right := size.Width - 12 - a.arrows.Size()
	a.arrows.Place(p, right, (h-a.arrows.Size())/2)
	left += avatarSide + 8
	if a.narrow {
		right = left
	}
	a.name.Place(p, left, (h-a.name.Line())/2, max(0, right-8-left))
}

func (a *accountButton) Repaint(p look.Paint) {
	a.box.Fill = ""
	if a.hovered {
		a.box.Fill = look.Hover
	}
	if a.pressed {
		a.box.Fill = look.Pressed
	}
	a.arrows.Show(!a.narrow)
	a.box.Repaint(p)
	a.avatar.Repaint(p)
	a.initial.Repaint(p)
	a.name.Repaint(p)
	a.arrows.Repaint(p)
	a.paintRing(p)
}
