package videos

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// Where things stand in a row of the table.
const (
	checkLeft   float32 = look.Inset
	pictureLeft float32 = 60
	pictureWide float32 = 44
	pictureHigh float32 = 25
	nameLeft    float32 = 120
	nameLeast   float32 = 140
	columnGap   float32 = 16
)

// span is the place of a column in a width.
type span struct{ x, w float32 }

// spans are the place of the name and of the columns there is room for, from
// the left.
func spans(list []column, width float32) (name span, cells []span) {
	room := width - look.Inset - nameLeft - nameLeast
	shown := 0
	for shown < len(list) && room >= list[shown].width+columnGap {
		room -= list[shown].width + columnGap
		shown++
	}
	name = span{nameLeft, max(0, nameLeast+room)}
	x := name.x + name.w + columnGap
	for _, c := range list[:shown] {
		cells = append(cells, span{x, c.width})
		x += c.width + columnGap
	}
	return name, cells
}

// lines is the page as the table's model.
type lines Page

// Groups implements widgets.Model. Rows of other columns are of another kind.
func (m *lines) Groups() []widgets.Group {
	return []widgets.Group{{Rows: m.rows.len(), RowHeight: look.TableRow, Lines: true, Kind: joinColumns(m.columns)}}
}

// Key implements widgets.Model.
func (m *lines) Key(_, i int) widgets.Key { return m.rows.key(i) }

// Locate implements widgets.Model.
func (m *lines) Locate(k widgets.Key) (g, i int, ok bool) {
	i, ok = m.rows.locate(k)
	return 0, i, ok
}

// Seek implements widgets.Seeker.
func (m *lines) Seek(text string, from int, found func(widgets.Key)) {
	(*Page)(m).seek(text, from, found)
}

// Bind implements widgets.Model.
func (m *lines) Bind(view widgets.RowView, _, i int) {
	view.(*line).bind(m.rows.key(i), (*Page)(m).row(i))
}

// NewRow implements widgets.Model.
func (m *lines) NewRow(string) widgets.RowView {
	l := &line{
		page: (*Page)(m), thumb: widgets.NewThumbnail(), check: newCheckMark(), columns: m.columns,
		name:   look.NewText(look.BodyMedium, look.Fg, ""),
		pencil: look.NewIcon(look.IconEdit, look.IconCompact, look.Fg2),
	}
	for _, c := range l.columns {
		text := look.NewText(look.Small, look.Fg2, "")
		if c.trailing {
			text.Trailing()
		}
		l.cells = append(l.cells, &cellView{text: text, icon: look.NewIcon("", look.IconCompact, look.Fg2)})
	}
	l.shot = shot{page: l.page, thumb: l.thumb}
	return l
}

// cellView draws a cell.
type cellView struct {
	text *look.Text
	icon *look.Icon
}

// line is one video in the table.
type line struct {
	page    *Page
	key     widgets.Key
	video   *row // nil while it is not read
	columns []column
	check   checkMark
	thumb   *widgets.Thumbnail
	shot    shot
	name    *look.Text
	pencil  *look.Icon
	cells   []*cellView
	state   widgets.RowState
}

func (l *line) bind(k widgets.Key, v *row) {
	l.key, l.video = k, v
	name := ""
	if v != nil {
		name = nameOf(&v.Video)
	}
	l.name.Set(name)
	for i, c := range l.columns {
		var shown cell
		if v != nil {
			shown = c.cell(l.page, v)
		}
		if shown.tone == "" {
			shown.tone = look.Fg2
		}
		l.cells[i].text.Set(shown.text)
		l.cells[i].icon.Set(shown.icon)
		l.cells[i].icon.SetColor(shown.tone)
		if shown.icon != "" {
			shown.tone = look.Fg2
			if v.Status.Percent > 0 && c.id == "status" {
				shown.tone = stateOf(&v.Video).tone
			}
		}
		l.cells[i].text.SetColor(shown.tone)
	}
	l.picture()
}

func (l *line) picture() {
	pixels := func(side float32) int { return int(math.Round(float64(side * look.For(l.page.table).Scale))) }
	key := l.key
	l.shot.show(l.video, pixels(pictureWide), pixels(pictureHigh), func() { l.page.table.Update(key) })
}

// Leave implements widgets.Leaver.
func (l *line) Leave() { l.shot.leave() }

// Objects implements widgets.RowView.
func (l *line) Objects() []fyne.CanvasObject {
	objects := append(l.check.objects(), l.thumb, l.name.Object, l.pencil.Object)
	for _, c := range l.cells {
		objects = append(objects, c.text.Object, c.icon.Object)
	}
	return objects
}

// SetState implements widgets.RowView.
func (l *line) SetState(s widgets.RowState) { l.state = s }

// Repaint implements widgets.RowView.
func (l *line) Repaint(p look.Paint) {
	mark := widgets.Off
	if l.state.Selected {
		mark = widgets.On
	}
	l.check.repaint(p, mark)
	l.thumb.Refresh()
	l.name.Repaint(p)
	l.pencil.Show(l.video != nil && (l.state.Hovered || l.state.Focused))
	l.pencil.Repaint(p)
	for _, c := range l.cells {
		c.text.Repaint(p)
		c.icon.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (l *line) Arrange(p look.Paint, size fyne.Size) {
	l.check.place(p, checkLeft, (size.Height-checkSide)/2)
	l.thumb.Move(fyne.NewPos(pictureLeft, float32(int((size.Height-pictureHigh)/2))))
	l.thumb.Resize(fyne.NewSize(pictureWide, pictureHigh))
	name, cells := spans(l.columns, size.Width)
	room := name.w
	if l.pencil.Object.Visible() {
		room -= l.pencil.Size() + 8
	}
	wide := min(l.name.Natural(p), max(0, room))
	l.name.Place(p, name.x, (size.Height-l.name.Line())/2, wide)
	l.pencil.Place(p, name.x+wide+8, (size.Height-l.pencil.Size())/2)
	for i, c := range l.cells {
		fits := i < len(cells)
		show(c.text.Object, fits)
		c.icon.Show(fits && c.icon.Name() != "")
		if fits {
			c.place(p, cells[i], size.Height)
		}
	}
}

func (c *cellView) place(p look.Paint, at span, height float32) {
	x := at.x
	if c.icon.Name() != "" {
		c.icon.Place(p, x, (height-c.icon.Size())/2)
		x += c.icon.Size() + 6
	}
	c.text.Place(p, x, (height-c.text.Line())/2, max(0, at.x+at.w-x))
}

// Zones implements widgets.RowView.
func (l *line) Zones() []widgets.Zone {
	key := l.key
	zones := []widgets.Zone{{
		ID: "check", Size: fyne.NewSize(pictureLeft-8, look.TableRow), Tip: lang.L("Select"), Key: "X",
		Tap: func() { l.page.table.Toggle(key) },
	}}
	for _, t := range append([]*look.Text{l.name}, l.texts()...) {
		if t.Cut() && t.Object.Visible() {
			zones = append(zones, widgets.Zone{ID: t.Full(), Position: t.Object.Position(), Size: t.Object.Size(), Tip: t.Full()})
		}
	}
	if l.pencil.Object.Visible() {
		at := l.pencil.Object.Position()
		zones = append(zones, widgets.Zone{
			ID: "rename", Position: fyne.NewPos(at.X-7, 3), Size: fyne.NewSize(look.Compact, look.Compact),
			Tip: lang.L("Rename"), Key: "F2", Tap: func() { l.page.rename(key) },
		})
	}
	return zones
}

func (l *line) texts() []*look.Text {
	list := make([]*look.Text, len(l.cells))
	for i, c := range l.cells {
		list[i] = c.text
	}
	return list
}
