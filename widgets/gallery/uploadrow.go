package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// uploadRow draws one upload: picture, name, tape, status, buttons.
type uploadRow struct {
	model   *rows
	of      upload
	thumb   *widgets.Thumbnail
	name    *look.Text
	tape    *widgets.Tape
	chart   *widgets.Bars
	icon    *look.Icon
	status  *look.Text
	speed   *look.Text
	left    *look.Text
	faces   []*widgets.ButtonFace // one for every kind a row may have, and a second Neutral
	buttons []*widgets.ButtonFace // those of this row
}

func newUploadRow(m *rows) *uploadRow {
	r := &uploadRow{
		model:  m,
		thumb:  widgets.NewThumbnail(),
		name:   look.NewText(look.BodyMedium, look.Fg, ""),
		tape:   widgets.NewTape(),
		chart:  widgets.NewSparkline(),
		icon:   look.NewIcon("", look.IconCompact, look.Fg2),
		status: look.NewText(look.Small, look.Fg2, ""),
		speed:  look.NewText(look.SmallMedium, look.Fg, ""),
		left:   look.NewText(look.Small, look.Fg3, ""),
	}
	for _, kind := range faceKinds {
		r.faces = append(r.faces, widgets.NewButtonFace(kind, widgets.Small, "", ""))
	}
	return r
}

var faceKinds = []widgets.ButtonKind{widgets.Neutral, widgets.Neutral, widgets.Soft, widgets.Quiet}

func (r *uploadRow) show(u upload) {
	same := r.of.name == u.name
	r.of = u
	if !same && r.model.pictures != nil {
		r.thumb.SetImage(r.model.pictures(u.picture, 144, 80))
	}
	r.name.Set(u.name)
	u.tape.Blocks = 0
	if same {
		r.tape.Set(u.tape)
	} else {
		r.tape.Reset(u.tape)
	}
	r.chart.Set(widgets.BarsState{Values: u.values, Recent: 6})
	r.icon.Set(u.icon)
	r.icon.SetColor(u.tone)
	r.status.Set(u.status)
	r.status.SetColor(u.tone)
	r.speed.Set(u.speed)
	r.left.Set(u.left)
	r.showButtons(u.buttons)
}

func (r *uploadRow) showButtons(buttons []button) {
	r.buttons = r.buttons[:0]
	next := 0
	for i, f := range r.faces {
		on := next < len(buttons) && buttons[next].kind == faceKinds[i]
		if on {
			f.Set(buttons[next].label, buttons[next].icon)
			r.buttons = append(r.buttons, f)
			next++
		}
		f.Show(on)
	}
}

// Objects implements widgets.RowView.
func (r *uploadRow) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{
		r.thumb, r.name.Object, r.tape, r.chart, r.icon.Object, r.status.Object, r.speed.Object, r.left.Object,
	}
	for _, f := range r.faces {
		o = append(o, f.Objects()...)
	}
	return o
}

// SetState implements widgets.RowView.
func (r *uploadRow) SetState(s widgets.RowState) {
	for i, f := range r.buttons {
		over := s.Zone == buttonID(i)
		f.SetState(over, over && s.Pressed, false)
	}
}

func buttonID(i int) string { return [...]string{"first", "second"}[i] }

// Repaint implements widgets.RowView.
func (r *uploadRow) Repaint(p look.Paint) {
	for _, t := range []*look.Text{r.name, r.status, r.speed, r.left} {
		t.Repaint(p)
	}
	r.icon.Repaint(p)
	for _, f := range r.buttons {
		f.Repaint(p)
	}
	r.thumb.Refresh()
	r.tape.Refresh()
	r.chart.Refresh()
}

// Arrange implements widgets.RowView.
func (r *uploadRow) Arrange(p look.Paint, size fyne.Size) {
	middle := func(h float32) float32 { return float32(int((size.Height - h) / 2)) }
	left, inner := r.model.inset, max(size.Width-2*r.model.inset, 0)
	height := min(size.Height-6, 40)
	width := float32(int(height * 16 / 9))
	r.thumb.Move(fyne.NewPos(left, middle(height)))
	r.thumb.Resize(fyne.NewSize(width, height))
	name := left + width + 12
	tape, status := left+inner*.29, left+inner*.55
	r.name.Place(p, name, middle(r.name.Line()), max(tape-name-12, 0))
	r.tape.Move(fyne.NewPos(tape, middle(widgets.TapeHeight)))
	r.tape.Resize(fyne.NewSize(max(status-tape-12, 0), widgets.TapeHeight))
	if r.of.noTape {
		r.tape.Hide()
	} else {
		r.tape.Show()
	}
	right := left + inner
	for i := len(r.buttons) - 1; i >= 0; i-- {
		w := r.buttons[i].Width(p)
		right -= w
		r.buttons[i].Place(p, right, middle(look.Compact), w)
		right -= 4
	}
	chart := r.chart.MinSize()
	r.chart.Move(fyne.NewPos(right-chart.Width-8, middle(chart.Height)))
	r.chart.Resize(chart)
	if len(r.of.values) == 0 {
		r.chart.Hide()
	} else {
		r.chart.Show()
	}
	r.icon.Place(p, status, middle(look.IconCompact))
	room := max(right-status-20, 0)
	r.status.Place(p, status+20, middle(16), room)
	speed := min(r.speed.Natural(p), room)
	r.speed.Place(p, status, middle(16), speed)
	r.left.Place(p, status+speed+8, middle(16), max(right-chart.Width-16-status-speed, 0))
}

// Zones implements widgets.RowView.
func (r *uploadRow) Zones() []widgets.Zone {
	var zones []widgets.Zone
	if r.name.Cut() {
		at, size := r.name.Object.Position(), r.name.Object.Size()
		zones = append(zones, widgets.Zone{ID: "name", Position: at, Size: size, Tip: r.name.Full()})
	}
	for i, b := range r.of.buttons {
		zones = append(zones, r.buttons[i].Zone(buttonID(i), b.tip, func() {
			if r.model.said != nil {
				r.model.said(b.label + b.tip.Text + " " + r.of.name)
			}
		}))
	}
	return zones
}
