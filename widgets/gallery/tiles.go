package gallery

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// tileText is the room under a tile's picture.
const tileText float32 = 43

// tiles is the model of the sample grid.
type tiles struct {
	names    []string
	pictures Pictures
	grid     *widgets.Grid
}

// Tiles is a grid of pictures.
func Tiles(pictures Pictures, names []string) *widgets.Grid {
	m := &tiles{names: names, pictures: pictures}
	m.grid = widgets.NewGrid(m)
	return m.grid
}

func (m *tiles) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.names), RowHeight: tileText}}
}

func (m *tiles) Key(_, i int) widgets.Key { return widgets.Key(m.names[i]) }
func (m *tiles) Name(_, i int) string     { return m.names[i] }

func (m *tiles) Locate(key widgets.Key) (int, int, bool) {
	i := slices.Index(m.names, string(key))
	return 0, i, i >= 0
}

func (m *tiles) NewRow(string) widgets.RowView {
	return &tile{
		model: m, thumb: widgets.NewThumbnail(),
		name:   look.NewText(look.BodyMedium, look.Fg, ""),
		detail: look.NewText(look.Small, look.Fg3, ""),
	}
}

func (m *tiles) Bind(view widgets.RowView, _, i int) {
	t := view.(*tile)
	t.name.Set(m.names[i])
	t.detail.Set(fmt.Sprintf("%d May, %.1f GB", 14-i%14, 4.3-float64(i%7)/2))
	t.mark = widgets.ThumbnailState{Length: fmt.Sprintf("%02d:%02d", 42-i, 10+i)}
	switch i {
	case 0:
		t.mark.Mark, t.mark.MarkIcon, t.mark.MarkRight = "Edited", look.IconEdit, true
		t.mark.MarkTone, t.mark.MarkFill = look.AccentFg, look.AccentSoft
	case 2:
		t.mark.Mark, t.mark.MarkIcon, t.mark.Progress = "Processing 64%", look.IconHourglass, .64
		t.mark.MarkTone, t.mark.MarkFill = look.Process, look.ProcessSoft
	}
	if t.key != m.names[i] {
		t.thumb.SetImage(m.pictures(m.names[i], 480, 270))
	}
	t.key = m.names[i]
}

// tile draws one picture with its name.
type tile struct {
	model  *tiles
	key    string
	mark   widgets.ThumbnailState
	thumb  *widgets.Thumbnail
	name   *look.Text
	detail *look.Text
}

// Objects implements widgets.RowView.
func (t *tile) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.thumb, t.name.Object, t.detail.Object}
}

// SetState implements widgets.RowView.
func (t *tile) SetState(s widgets.RowState) {
	t.mark.Selected, t.mark.Check = s.Selected, s.Active()
	t.thumb.Set(t.mark)
}

// Repaint implements widgets.RowView.
func (t *tile) Repaint(p look.Paint) {
	t.thumb.Refresh()
	t.name.Repaint(p)
	t.detail.Repaint(p)
}

// Arrange implements widgets.RowView.
func (t *tile) Arrange(p look.Paint, size fyne.Size) {
	t.thumb.Resize(fyne.NewSize(size.Width, max(size.Height-tileText, 0)))
	t.name.Place(p, 0, size.Height-tileText+10, size.Width)
	t.detail.Place(p, 0, size.Height-tileText+27, size.Width)
}

// Zones implements widgets.RowView.
func (t *tile) Zones() []widgets.Zone {
	pos, size := t.thumb.CheckArea()
	return []widgets.Zone{{
		ID: "check", Position: pos, Size: size, Tip: "Select", Key: "X",
		Tap: func() { t.model.grid.Toggle(widgets.Key(t.key)) },
	}}
}
