package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// A header is a gap of 4, a hairline and the title's line, 35 in all.
const (
	headerHeight = 35
	headerLine   = 4
	headerText   = 12
)

// groupHeader is the line above a group's rows.
type groupHeader struct {
	widget.BaseWidget
	group  Group
	index  int
	inset  float32
	first  bool // the first group has no hairline above it
	hover  bool
	action Zone

	icon               *look.Icon
	title, count, note *look.Text
	line               *canvas.Rectangle
}

func newGroupHeader() *groupHeader {
	h := &groupHeader{
		icon:  look.NewIcon("", look.IconCompact, look.Fg2),
		title: look.NewText(look.SmallSemibold, look.Fg2, ""),
		count: look.NewText(look.Small, look.Fg3, ""),
		note:  look.NewText(look.Small, look.Fg3, "").Trailing(),
		line:  &canvas.Rectangle{},
	}
	h.ExtendBaseWidget(h)
	return h
}

// bind shows the group of that index. It costs nothing when the group reads as before.
func (h *groupHeader) bind(g Group, index int, inset float32, first bool) {
	same := h.group.Title == g.Title && h.group.Count == g.Count && h.group.Note == g.Note &&
		h.group.Tone == g.Tone && h.group.Icon == g.Icon && h.group.Action == g.Action && h.first == first && h.inset == inset
	h.group, h.index, h.inset, h.first = g, index, inset, first
	h.action.Tap = g.OnAction
	if same {
		return
	}
	h.icon.Set(g.Icon)
	h.title.Set(g.Title)
	h.count.Set(g.Count)
	h.note.Set(g.Note)
	if g.Action != "" {
		h.note.Set(g.Action)
	}
	h.Refresh()
}

func (h *groupHeader) setHover(on bool) {
	if on != h.hover {
		h.hover = on
		h.Refresh()
	}
}

func (h *groupHeader) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(h, h) }

func (h *groupHeader) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.line, h.icon.Object, h.title.Object, h.count.Object, h.note.Object}
}

func (h *groupHeader) Min(look.Paint) fyne.Size { return fyne.Size{} }

func (h *groupHeader) Repaint(p look.Paint) {
	tone := look.Fg2
	if h.group.Tone != "" {
		tone = h.group.Tone
	}
	h.title.SetColor(tone)
	h.icon.SetColor(tone)
	h.icon.Show(h.group.Icon != "")
	h.note.SetRole(look.Small)
	h.note.SetColor(look.Fg3)
	if h.group.Action != "" {
		h.note.SetRole(look.SmallMedium)
		h.note.SetColor(look.AccentFg)
		if h.hover {
			h.note.SetColor(look.Fg)
		}
	}
	h.line.FillColor = p.Color(look.Separator)
	setVisible(h.line, !h.first)
	h.line.Refresh()
	h.icon.Repaint(p)
	h.title.Repaint(p)
	h.count.Repaint(p)
	h.note.Repaint(p)
}

func (h *groupHeader) Arrange(p look.Paint, size fyne.Size) {
	inner := max(size.Width-2*h.inset, 0)
	h.line.Move(fyne.NewPos(h.inset, headerLine))
	h.line.Resize(fyne.NewSize(inner, 1))
	icon := float32(0)
	if h.group.Icon != "" {
		icon = h.icon.Size() + 8
	}
	note := min(h.note.Natural(p), inner/2)
	title := min(h.title.Natural(p), max(inner-note-icon-16, 0))
	count := min(h.count.Natural(p), max(inner-note-icon-title-24, 0))
	h.icon.Place(p, h.inset, headerText+1)
	h.title.Place(p, h.inset+icon, headerText, title)
	h.count.Place(p, h.inset+icon+title+8, headerText, count)
	h.note.Place(p, h.inset+inner-note, headerText, note)
	h.action.ID = ""
	if h.group.Action != "" {
		h.action.ID = h.group.Action
		h.action.Position = fyne.NewPos(h.inset+inner-note-8, headerText-6)
		h.action.Size = fyne.NewSize(note+16, look.Compact)
	}
}

// over reports whether a place in the header is on its action.
func (h *groupHeader) over(pos fyne.Position) bool {
	return h.action.ID != "" && h.action.holds(pos)
}
