package videos

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// tileText is the height of what stands under a picture.
const tileText float32 = 42

// model is the page as the grid's model.
type model Page

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.videos), RowHeight: tileText, Kind: "tile"}}
}

// Key implements widgets.Model.
func (m *model) Key(_, i int) widgets.Key { return widgets.Key(m.videos[i].UID) }

// Locate implements widgets.Model.
func (m *model) Locate(k widgets.Key) (g, i int, ok bool) {
	i, ok = m.places[string(k)]
	return 0, i, ok
}

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView {
	return &tile{
		page: (*Page)(m), thumb: widgets.NewThumbnail(),
		name:   look.NewText(look.BodyMedium, look.Fg, ""),
		detail: look.NewText(look.Small, look.Fg3, ""),
		lock:   look.NewIcon(look.IconLock, look.IconCompact, look.Fg3),
	}
}

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, _, i int) {
	view.(*tile).bind(m.videos[i])
	(*Page)(m).reached(i)
}

// Name implements widgets.Named.
func (m *model) Name(_, i int) string { return nameOf(&m.videos[i]) }

// tile is one video: its picture, name, day and size.
type tile struct {
	page         *Page
	video        library.Video
	thumb        *widgets.Thumbnail
	name, detail *look.Text
	lock         *look.Icon
	state        widgets.RowState
	width        float32 // for which the picture was asked
}

func nameOf(v *library.Video) string {
	if name := v.Name(); name != "" {
		return name
	}
	return v.UID
}

func (t *tile) bind(v library.Video) {
	t.video = v
	t.name.Set(nameOf(&v))
	size := ""
	if v.Size > 0 {
		size = uploader.Bytes(v.Size)
	}
	t.detail.Set(words.List(words.Day(v.Created, t.page.Now()), size))
	t.picture()
}

// picture shows the picture in the size the tile has now.
func (t *tile) picture() {
	if t.width <= 0 || t.page.Pictures == nil {
		t.thumb.SetWaiting()
		return
	}
	scale := look.For(t.page.Grid).Scale
	w := int(math.Round(float64(t.width * scale)))
	uid := t.video.UID
	img, ok := t.page.Pictures.Thumbnail(t.video, w, w*9/16, func() { t.page.Grid.Update(widgets.Key(uid)) })
	if ok {
		t.thumb.SetImage(img)
	} else {
		t.thumb.SetWaiting()
	}
}

// marks is what lies on the picture.
func (t *tile) marks() widgets.ThumbnailState {
	v := &t.video
	s := widgets.ThumbnailState{Selected: t.state.Selected, Check: t.state.Hovered || t.state.Focused}
	if v.Duration > 0 {
		s.Length = uploader.Timecode(time.Duration(v.Duration * float64(time.Second)))
	}
	switch v.Status.State {
	case library.StateError:
		s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill = lang.L("Can’t be played"), look.IconError, look.Error, look.ErrorSoft
	case library.StatePending:
		s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill = lang.L("Waits for its upload"), look.IconUpload, look.Warning, look.WarningSoft
	case library.StateDownloading, library.StateQueued, library.StateInProgress:
		s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill = lang.L("Processing"), look.IconHourglass, look.Process, look.ProcessSoft
		if v.Status.Percent > 0 {
			s.Mark = words.F("Processing %.0f%%", v.Status.Percent)
			s.Progress = v.Status.Percent / 100
		}
	}
	return s
}

// Objects implements widgets.RowView.
func (t *tile) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.thumb, t.name.Object, t.detail.Object, t.lock.Object}
}

// SetState implements widgets.RowView.
func (t *tile) SetState(s widgets.RowState) { t.state = s }

// Repaint implements widgets.RowView.
func (t *tile) Repaint(p look.Paint) {
	t.thumb.Set(t.marks())
	t.thumb.Refresh()
	t.name.Repaint(p)
	t.detail.Repaint(p)
	t.lock.Show(t.video.RequireSignedURLs)
	t.lock.Repaint(p)
}

// Arrange implements widgets.RowView.
func (t *tile) Arrange(p look.Paint, size fyne.Size) {
	picture := size.Height - tileText
	t.thumb.Resize(fyne.NewSize(size.Width, picture))
	if size.Width != t.width {
		t.width = size.Width
		t.picture()
	}
	t.name.Place(p, 0, picture+8, size.Width)
	room := size.Width
	if t.video.RequireSignedURLs {
		room -= t.lock.Size() + 8
		t.lock.Place(p, size.Width-t.lock.Size(), picture+26)
	}
	t.detail.Place(p, 0, picture+26, max(0, room))
}

// Zones implements widgets.RowView.
func (t *tile) Zones() []widgets.Zone {
	pos, size := t.thumb.CheckArea()
	uid := t.video.UID
	zones := []widgets.Zone{{
		ID: "check", Position: pos, Size: size, Tip: lang.L("Select"), Key: "X",
		Tap: func() { t.page.Grid.Toggle(widgets.Key(uid)) },
	}}
	if t.name.Cut() {
		zones = append(zones, widgets.Zone{
			ID: "name", Position: t.name.Object.Position(), Tip: t.name.Full(),
			Size: fyne.NewSize(t.name.Object.Size().Width, t.name.Line()),
		})
	}
	return zones
}
