package captions

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/app/stills"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// shownLines is how many lines of a cue the preview shows.
const shownLines = 3

// preview is the frame at the playhead with the cue that shows then.
type preview struct {
	widget.BaseWidget
	tab    *Tab
	frame  *stills.Picture
	plates [shownLines]*canvas.Rectangle
	lines  [shownLines]*look.Text
	bar    *canvas.Rectangle
	stamp  *look.Text
	back   *widgets.Button
	on     *widgets.Button
}

func newPreview(t *Tab) *preview {
	p := &preview{
		tab: t, frame: stills.NewPicture(t.Stills, fyne.NewSize(160, 90)),
		bar: &canvas.Rectangle{}, stamp: look.NewText(look.Mono, look.OnImage, ""),
	}
	for i := range p.lines {
		p.plates[i] = &canvas.Rectangle{}
		p.lines[i] = look.NewText(look.BodyMedium, look.OnImage, "").Centered()
	}
	p.back = widgets.NewIconButton(widgets.Neutral, widgets.Small, look.IconToStart,
		widgets.Tip{Text: lang.L("One frame back"), Key: "Alt Left"}, func() { t.seek(t.text.at - frameTime) })
	p.on = widgets.NewIconButton(widgets.Neutral, widgets.Small, look.IconToEnd,
		widgets.Tip{Text: lang.L("One frame on"), Key: "Alt Right"}, func() { t.seek(t.text.at + frameTime) })
	p.ExtendBaseWidget(p)
	return p
}

// set follows the playhead and the text.
func (p *preview) set() {
	x := p.tab.text
	if x == nil {
		return
	}
	p.frame.Set(p.tab.video, stills.Whole(x.at))
	p.stamp.Set(subtitle.FormatStamp(x.at))
	var said []string
	if i := x.shownAt(x.at); i >= 0 {
		said = strings.Split(subtitle.Plain(x.doc.Cue(i).Text), "\n")
	}
	for i, line := range p.lines {
		text := ""
		// The last lines stand lowest.
		if at := len(said) - shownLines + i; at >= 0 {
			text = said[at]
		}
		line.Set(text)
	}
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *preview) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

// Objects implements look.Drawn.
func (p *preview) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{p.frame}
	for i := range p.lines {
		objects = append(objects, p.plates[i], p.lines[i].Object)
	}
	return append(objects, p.bar, p.stamp.Object, p.back, p.on)
}

// Min implements look.Drawn.
func (p *preview) Min(look.Paint) fyne.Size { return fyne.NewSize(previewSmall, previewLow) }

// Repaint implements look.Drawn.
func (p *preview) Repaint(paint look.Paint) {
	p.frame.Refresh()
	p.bar.FillColor = paint.Color(look.ImageShade)
	p.bar.Refresh()
	p.stamp.Repaint(paint)
	for i := range p.lines {
		p.plates[i].FillColor = paint.Color(look.ImageShade)
		p.plates[i].Refresh()
		p.lines[i].Repaint(paint)
	}
}

const previewBar float32 = 34

// Arrange implements look.Drawn.
func (p *preview) Arrange(paint look.Paint, size fyne.Size) {
	p.frame.Resize(size)
	bottom := size.Height - previewBar
	page.Place(p.bar, 0, bottom, size.Width, previewBar)
	page.Place(p.back, 8, bottom+3, look.Compact, look.Compact)
	page.Place(p.on, 8+look.Compact+4, bottom+3, look.Compact, look.Compact)
	x := 20 + 2*look.Compact
	p.stamp.Place(paint, x, bottom+(previewBar-look.Mono.Line())/2, max(0, size.Width-x-8))
	const line = 22
	y := bottom - 9 - line*shownLines
	for i, text := range p.lines {
		w := min(text.Natural(paint)+16, size.Width-24)
		page.Show(p.plates[i], text.Full() != "")
		left := float32(int((size.Width - w) / 2))
		page.Place(p.plates[i], left, y, w, line)
		text.Place(paint, left, y+(line-look.BodyMedium.Line())/2, w)
		y += line
	}
}

// nudge moves the focused time, or the playhead, by frames.
func (t *Tab) nudge(frames time.Duration) {
	if t.text != nil {
		t.seek(t.text.at + frames*frameTime)
	}
}
