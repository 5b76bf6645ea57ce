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

// preview is the frame at the playhead with the cue that shows then, and a bar
// below to play and step.
type preview struct {
	widget.BaseWidget
	tab    *Tab
	frame  *stills.Picture
	plates [shownLines]*canvas.Rectangle
	lines  [shownLines]*look.Text
	said   []string // the cue, line by line
	bar    *canvas.Rectangle
	stamp  *look.Text
	back   *widgets.Button
	play   *widgets.Button
	on     *widgets.Button
	rate   *widgets.Button
	hear   *widgets.Button
}

func newPreview(t *Tab) *preview {
	p := &preview{
		tab: t, frame: stills.NewPicture(t.Stills, fyne.NewSize(160, 90)),
		bar:   &canvas.Rectangle{BottomLeftCornerRadius: look.RadiusThumb, BottomRightCornerRadius: look.RadiusThumb},
		stamp: look.NewText(look.Mono, look.OnImage, ""),
	}
	for i := range p.lines {
		p.plates[i] = &canvas.Rectangle{}
		p.lines[i] = look.NewText(look.BodyMedium, look.OnImage, "").Centered()
	}
	button := func(icon look.IconName, tip widgets.Tip, run func()) *widgets.Button {
		return widgets.NewIconButton(widgets.OnPicture, widgets.Small, icon, tip, run)
	}
	p.back = button(look.IconToStart, widgets.Tip{Text: lang.L("One frame back"), Key: "Alt Left"}, func() { t.nudge(-1) })
	p.play = button(look.IconPlay, widgets.Tip{}, t.TogglePlay)
	p.on = button(look.IconToEnd, widgets.Tip{Text: lang.L("One frame on"), Key: "Alt Right"}, func() { t.nudge(1) })
	p.rate = widgets.NewSmallButton(widgets.OnPicture, "", t.rateMenu)
	p.rate.SetTip(lang.L("Frames a second of the video, which Stream doesn’t tell"), "")
	p.hear = button(look.IconSound, widgets.Tip{Text: lang.L("There is no sound here. Open the player page at this time")}, t.watch)
	page.Show(p.hear, t.Watch != nil)
	p.turn(false)
	p.ExtendBaseWidget(p)
	return p
}

// watch opens the player page where the playhead is.
func (t *Tab) watch() {
	if t.text != nil {
		t.head.Stop()
		t.Watch(t.video, t.text.at)
	}
}

// turn shows whether the playhead plays.
func (p *preview) turn(playing bool) {
	icon, tip := look.IconPlay, lang.L("Play the pictures")
	if playing {
		icon, tip = look.IconPause, lang.L("Pause")
	}
	p.play.SetIcon(icon)
	p.play.SetTip(tip, "Space")
	if !playing {
		p.set()
	}
}

// set follows the playhead and the text.
func (p *preview) set() {
	t := p.tab
	x := t.text
	if x == nil {
		return
	}
	if t.head.Playing() {
		p.frame.Roll(x.at, t.end())
	} else {
		p.frame.Set(t.video, x.at.Truncate(time.Millisecond))
	}
	p.stamp.Set(subtitle.FormatStamp(x.at))
	p.rate.SetText(rateLabel(t.rate))
	p.said = nil
	if x.under >= 0 {
		p.said = strings.Split(subtitle.Plain(x.doc.Cue(x.under).Text), "\n")
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
	return append(objects, p.bar, p.back, p.play, p.on, p.stamp.Object, p.rate, p.hear)
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

const (
	previewBar float32 = 34
	// rateFrom is the width from which there is room for the frame rate.
	rateFrom float32 = 320
)

// Arrange implements look.Drawn.
func (p *preview) Arrange(paint look.Paint, size fyne.Size) {
	p.frame.Resize(size)
	bottom := size.Height - previewBar
	page.Place(p.bar, 0, bottom, size.Width, previewBar)
	const gap, inset = 2, 6
	y, x := bottom+(previewBar-look.Compact)/2, float32(inset)
	for _, b := range []*widgets.Button{p.back, p.play, p.on} {
		page.Place(b, x, y, look.Compact, look.Compact)
		x += look.Compact + gap
	}
	end := size.Width - inset
	if p.hear.Visible() {
		end -= look.Compact
		page.Place(p.hear, end, y, look.Compact, look.Compact)
	}
	page.Show(p.rate, size.Width >= rateFrom)
	if p.rate.Visible() {
		w := p.rate.MinSize().Width
		end -= w + gap
		page.Place(p.rate, end, y, w, look.Compact)
	}
	p.stamp.Place(paint, x+6, bottom+(previewBar-look.Mono.Line())/2, max(0, end-x-6))
	p.arrangeCue(paint, size.Width, bottom)
}

func (p *preview) arrangeCue(paint look.Paint, width, bottom float32) {
	var said []string
	for _, line := range p.said {
		said = append(said, look.Wrap(paint, look.BodyMedium, line, width-40, shownLines)...)
	}
	const line = 22
	y := bottom - 9 - line*shownLines
	for i, text := range p.lines {
		text.Set("")
		// The last lines stand lowest.
		if at := len(said) - shownLines + i; at >= 0 {
			text.Set(said[at])
		}
		w := min(text.Natural(paint)+16, width-24)
		page.Show(p.plates[i], text.Full() != "")
		left := float32(int((width - w) / 2))
		page.Place(p.plates[i], left, y, w, line)
		text.Place(paint, left, y+(line-look.BodyMedium.Line())/2, w)
		y += line
	}
}

// nudge moves the playhead by frames, which ends playing.
func (t *Tab) nudge(frames int) {
	if t.text != nil {
		t.head.Stop()
		t.seek(t.text.at + time.Duration(frames)*t.frame())
	}
}
