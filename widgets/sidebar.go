package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	sidebarSide    float32 = 10 // of items from the edge
	sidebarText    float32 = 20 // of texts from the edge
	sidebarAccount float32 = 56
	sidebarItems   float32 = 104
	sidebarHead    float32 = 40 // height of the heading of the views
)

// Sidebar leads to the pages and saved views. It is 216 wide, or 56 when narrow:
// icons with tooltips. Up and Down walk through its items.
type Sidebar struct {
	widget.BaseWidget

	// OnSelect runs when the user chose an item, OnAccount when he wants another
	// account, OnAddView when he wants to save a view.
	OnSelect             func(id string)
	OnAccount, OnAddView func()
	// OnViewMenu gives the context menu of an item; none opens none.
	OnViewMenu func(id string) []MenuItem

	current string
	narrow  bool
	pages   []*navButton
	views   []*navButton
	footer  *navButton
	account *accountButton
	add     *Button
	storage *StorageBar
	card    fyne.CanvasObject

	mark          *look.Icon
	name, heading *look.Text
	ground        *look.Box
	edge, rule    *canvas.Rectangle
	list          *fyne.Container // what scrolls: pages, heading, views
	scroll        *container.Scroll
}

// NewSidebar returns a sidebar with the app's name, the heading of the views and
// what the button beside it does.
func NewSidebar(name, views, addView string) *Sidebar {
	s := &Sidebar{
		mark:    look.NewIcon(look.IconMark, look.MarkSize, look.Accent),
		name:    look.NewText(look.Subheading, look.Fg, name),
		heading: look.NewText(look.CaptionSemibold, look.Fg3, views),
		ground:  look.NewBox(look.Sidebar, "", 0), edge: hairline(), rule: hairline(),
	}
	s.account = newAccountButton(func() {
		if s.OnAccount != nil {
			s.OnAccount()
		}
	})
	s.add = NewIconButton(Faint, Small, look.IconPlus, Tip{Text: addView}, func() {
		if s.OnAddView != nil {
			s.OnAddView()
		}
	})
	s.list = container.New(&navLayout{s})
	s.scroll = container.NewVScroll(s.list)
	s.ExtendBaseWidget(s)
	return s
}

// SetAccount shows the account in use.
func (s *Sidebar) SetAccount(name string) { s.account.set(name) }

// SetPages replaces the pages; buttons that were there keep the focus.
func (s *Sidebar) SetPages(items []NavItem) { s.pages = s.renew(s.pages, items); s.relist() }

// SetViews replaces the saved views.
func (s *Sidebar) SetViews(items []NavItem) { s.views = s.renew(s.views, items); s.relist() }

// SetFooter sets the item at the bottom.
func (s *Sidebar) SetFooter(item NavItem) {
	if s.footer != nil {
		s.footer.set(item)
		return
	}
	s.footer = s.button(item)
	s.Refresh()
}

// SetStorage sets the bar above the bottom item.
func (s *Sidebar) SetStorage(bar *StorageBar) { s.storage = bar; s.Refresh() }

// SetCard sets what stands above the storage, or nil.
func (s *Sidebar) SetCard(card fyne.CanvasObject) { s.card = card; s.Refresh() }

// SetCurrent marks the item of that ID as the page that shows.
func (s *Sidebar) SetCurrent(id string) {
	s.current = id
	for _, n := range s.items() {
		if on := n.item.ID == id; on != n.current {
			n.current = on
			n.Refresh()
		}
	}
}

// SetNarrow shrinks the sidebar to icons, or not.
func (s *Sidebar) SetNarrow(on bool) {
	if s.narrow == on {
		return
	}
	s.narrow = on
	s.account.setNarrow(on)
	for _, n := range s.items() {
		n.setNarrow(on)
	}
	s.Refresh()
}

func (s *Sidebar) items() []*navButton {
	items := append(append([]*navButton{}, s.pages...), s.views...)
	if s.footer != nil {
		items = append(items, s.footer)
	}
	return items
}

func (s *Sidebar) button(item NavItem) *navButton {
	var n *navButton
	n = newNavButton(item, func() {
		if s.OnSelect != nil {
			s.OnSelect(n.item.ID)
		}
	})
	n.step = func(by int) { s.step(n, by) }
	n.menu = func(at fyne.Position) {
		if s.OnViewMenu != nil {
			ShowMenu(n, s.OnViewMenu(n.item.ID), at)
		}
	}
	n.current = item.ID == s.current
	n.setNarrow(s.narrow)
	return n
}

// renew fits buttons to items and keeps those that can stay.
func (s *Sidebar) renew(buttons []*navButton, items []NavItem) []*navButton {
	for i, item := range items {
		if i == len(buttons) {
			buttons = append(buttons, s.button(item))
			continue
		}
		buttons[i].set(item)
		buttons[i].current = item.ID == s.current
		buttons[i].setNarrow(s.narrow)
	}
	return buttons[:len(items)]
}

// step moves the focus to a neighbour.
func (s *Sidebar) step(from *navButton, by int) {
	items := s.items()
	for i, n := range items {
		if n == from && i+by >= 0 && i+by < len(items) {
			if c := canvasOf(s); c != nil {
				c.Focus(items[i+by])
			}
			return
		}
	}
}

func (s *Sidebar) relist() {
	s.list.Objects = nil
	for _, n := range s.pages {
		s.list.Objects = append(s.list.Objects, n)
	}
	s.list.Objects = append(s.list.Objects, s.heading.Object, s.add)
	for _, n := range s.views {
		s.list.Objects = append(s.list.Objects, n)
	}
	s.list.Refresh()
	s.Refresh()
}

// navLayout lays out what scrolls.
type navLayout struct{ s *Sidebar }

// MinSize implements fyne.Layout.
func (l *navLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	rows := len(l.s.pages) + len(l.s.views)
	return fyne.NewSize(navHeight, float32(rows)*navStep+sidebarHead+2*look.RingWidth)
}

// Layout implements fyne.Layout.
func (l *navLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s, p := l.s, look.For(l.s)
	y := look.RingGap + look.RingWidth
	place := func(n *navButton) {
		n.Move(fyne.NewPos(sidebarSide, y))
		n.Resize(fyne.NewSize(max(0, l.s.Size().Width-2*sidebarSide), navHeight))
		y += navStep
	}
	for _, n := range s.pages {
		place(n)
	}
	s.heading.Place(p, sidebarText, y+sidebarHead-2-s.heading.Line()-6, max(0, size.Width-3*sidebarText))
	s.add.Resize(fyne.NewSquareSize(look.Compact))
	s.add.Move(fyne.NewPos(size.Width-sidebarSide-look.Compact-2, y+sidebarHead-2-look.Compact+1))
	y += sidebarHead - (navStep - navHeight)
	for _, n := range s.views {
		place(n)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Sidebar) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Sidebar) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		s.ground.Object, s.edge, s.rule, s.mark.Object, s.name.Object, s.account, s.scroll,
	}
	if s.card != nil {
		objects = append(objects, s.card)
	}
	if s.storage != nil {
		objects = append(objects, s.storage)
	}
	if s.footer != nil {
		objects = append(objects, s.footer)
	}
	return objects
}

// Min implements look.Drawn.
func (s *Sidebar) Min(look.Paint) fyne.Size {
	if s.narrow {
		return fyne.NewSize(look.SidebarIcons, 0)
	}
	return fyne.NewSize(look.SidebarWidth, 0)
}

// Arrange implements look.Drawn.
func (s *Sidebar) Arrange(p look.Paint, size fyne.Size) {
	s.ground.Place(p, 0, 0, size.Width, size.Height)
	s.edge.Move(fyne.NewPos(size.Width-1, 0))
	s.edge.Resize(fyne.NewSize(1, size.Height))
	inner := max(0, size.Width-2*sidebarSide)
	s.mark.Place(p, 17, 15)
	s.name.Place(p, 48, (look.PageBar-s.name.Line())/2, max(0, size.Width-56))
	s.account.Move(fyne.NewPos(sidebarSide, sidebarAccount))
	s.account.Resize(fyne.NewSize(inner, accountHeight))
	bottom := size.Height
	place := func(o fyne.CanvasObject, side, right, height, space float32) {
		bottom -= height + space
		o.Move(fyne.NewPos(side, bottom))
		o.Resize(fyne.NewSize(max(0, right-side), height))
	}
	if s.footer != nil {
		place(s.footer, sidebarSide, sidebarSide+inner, navHeight, 8)
		bottom -= 9
		s.rule.Move(fyne.NewPos(0, bottom))
		s.rule.Resize(fyne.NewSize(size.Width-1, 1))
	}
	if s.storage != nil && !s.narrow {
		place(s.storage, sidebarText, size.Width-sidebarText-1, s.storage.MinSize().Height, 12)
	}
	if s.card != nil && !s.narrow {
		place(s.card, sidebarSide, sidebarSide+inner, s.card.MinSize().Height, 8)
	}
	top := sidebarItems - look.RingGap - look.RingWidth
	s.scroll.Move(fyne.NewPos(0, top))
	s.scroll.Resize(fyne.NewSize(size.Width-1, max(0, bottom-8-top)))
}

// Repaint implements look.Drawn.
func (s *Sidebar) Repaint(p look.Paint) {
	s.ground.Repaint(p)
	s.edge.FillColor, s.rule.FillColor = p.Color(look.Separator), p.Color(look.Separator)
	for _, r := range []*canvas.Rectangle{s.edge, s.rule} {
		r.Refresh()
	}
	setVisible(s.rule, s.footer != nil)
	setVisible(s.name.Object, !s.narrow)
	setVisible(s.heading.Object, !s.narrow && len(s.views) > 0)
	setVisible(s.add, !s.narrow && len(s.views) > 0)
	if s.storage != nil {
		setVisible(s.storage, !s.narrow)
	}
	if s.card != nil {
		setVisible(s.card, !s.narrow)
	}
	s.mark.Repaint(p)
	s.name.Repaint(p)
	s.heading.Repaint(p)
}
