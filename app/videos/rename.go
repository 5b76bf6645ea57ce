package videos

import (
	"strings"

	"fyne.io/fyne/v2"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
)

// namePath is where a video's name is.
var namePath = library.Path{Field: library.FieldMeta, Key: "name"}

// rename opens a field over a video's name. Enter keeps what was typed, Esc and
// a click elsewhere leave the name as it was.
func (p *Page) rename(key widgets.Key) {
	id, ok := idOf(key)
	v := p.rows.video(id)
	if !ok || v == nil {
		return
	}
	p.list().MoveTo(key)
	before := *v
	field := widgets.NewField("")
	field.SetText(before.Name())
	field.SelectAll()
	var o *widgets.Overlay
	field.OnSubmitted = func(text string) {
		o.Close()
		p.setName(before, strings.TrimSpace(text))
	}
	at, size := p.nameArea(key)
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.Keyboard().(fyne.CanvasObject))
	o = widgets.ShowOverlay(p.Content, widgets.OverlayOptions{
		Content: field, First: field.Focusable(), Light: true, Radius: 6,
		Place: func(fyne.Size, fyne.Size) (fyne.Position, fyne.Size) { return from.Add(at), size },
	})
}

// nameArea is the place of a video's name in the grid or the table, with the
// field's own room around it.
func (p *Page) nameArea(key widgets.Key) (fyne.Position, fyne.Size) {
	const field, pad = 34, 12
	at, size, _ := p.list().Area(key)
	if p.Choices.Table {
		name, _ := spans(p.columns, size.Width)
		return at.AddXY(name.x-pad, (size.Height-field)/2), fyne.NewSize(name.w+2*pad, field)
	}
	return at.AddXY(-pad, size.Height-tileText), fyne.NewSize(size.Width+2*pad, field)
}

// setName renames a video; without a name it shows its UID.
func (p *Page) setName(v library.Video, name string) {
	if name == v.Name() {
		return
	}
	value, err := library.ParseValue(namePath, name, v.Value(namePath))
	if err == nil {
		err = library.CheckValue(&v, namePath, value, p.Now())
	}
	if err != nil {
		p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		return
	}
	p.Edit(v, []library.Change{{Path: namePath, Before: v.Value(namePath), After: value}}, words.F("Renamed to “%s”", name), nil)
}
