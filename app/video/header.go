package video

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of the header and the tabs below it.
const (
	tabsHeight    float32 = 40
	pictureWidth  float32 = 48
	pictureHeight float32 = 27
	buttonPad     float32 = 9 // of the way back, so that its icon stands at the inset
	ruleHeight    float32 = 28
	titleGap      float32 = 12
	leastUID      float32 = 72
	uidWidth      float32 = 220
)

// header says which video the page is about.
type header struct {
	page    *Page
	from    string
	object  *fyne.Container
	back    *widgets.Button
	picture *widgets.Thumbnail
	name    *look.Label
	state   *widgets.Badge
	signed  *widgets.Badge
	uid     *look.Label
	before  *widgets.Button
	after   *widgets.Button
	watch   *widgets.Button
}

func newHeader(p *Page) *header {
	h := &header{
		page:    p,
		back:    widgets.NewSmallButton(widgets.Quiet, "", p.back).WithIcon(look.IconLeft),
		picture: widgets.NewThumbnail(),
		name:    look.NewLabel(look.Subheading, look.Fg, ""),
		state:   widgets.NewBadge(widgets.Plain, "", ""),
		signed:  widgets.NewBadge(widgets.Plain, look.IconLock, lang.L("Signed URLs")),
		uid:     look.NewLabel(look.MonoSmall, look.Fg3, "").Shrinking(),
		watch:   widgets.NewButton(widgets.Outline, lang.L("Open player page"), p.watch).WithIcon(look.IconOpen),
	}
	h.before = widgets.NewIconButton(widgets.Quiet, widgets.Normal, look.IconLeft, widgets.Tip{Text: lang.L("Previous video"), Key: "Ctrl Up"}, func() { p.Step(-1) })
	h.after = widgets.NewIconButton(widgets.Quiet, widgets.Normal, look.IconRight, widgets.Tip{Text: lang.L("Next video"), Key: "Ctrl Down"}, func() { p.Step(1) })
	copyUID := widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconCopy, widgets.Tip{Text: lang.L("Copy UID")}, p.copyUID)
	title := container.New(&titleLayout{}, h.name, h.state, h.signed, h.uid, copyUID)
	h.object = widgets.Inset(0, look.Inset, 0, look.Inset-buttonPad, widgets.Row(12, h.back,
		widgets.Sized(1, ruleHeight, widgets.NewUpright()), widgets.Sized(pictureWidth, pictureHeight, h.picture),
		widgets.Grow(title), widgets.Row(8, h.before, h.after), h.watch))
	return h
}

func (h *header) setFrom(from string) {
	h.from = from
	h.back.SetText(from)
}

// show brings the header in step with the page's video.
func (h *header) show() {
	p := h.page
	v := &p.video
	h.name.SetText(name(v))
	h.uid.SetText(v.UID)
	tone, icon, word := state(v)
	h.state.Set(tone, icon, word)
	visible(h.state, p.loaded)
	visible(h.signed, p.loaded && v.RequireSignedURLs)
	visible(h.before, p.Next != nil)
	visible(h.after, p.Next != nil)
	enable(h.before, p.neighbour(-1) != "")
	enable(h.after, p.neighbour(1) != "")
	enable(h.watch, p.loaded && v.Status.State == library.StateReady)
	h.showPicture()
	h.object.Refresh()
}

func (h *header) showPicture() {
	p := h.page
	if !p.loaded || p.Pictures == nil {
		h.picture.SetWaiting()
		return
	}
	shown := p.shown
	scale := look.For(h.picture).Scale
	img, ok := p.Pictures.Thumbnail(p.video, int(math.Round(float64(pictureWidth*scale))), int(math.Round(float64(pictureHeight*scale))), func() {
		if shown == p.shown {
			h.showPicture()
		}
	})
	if ok {
		h.picture.SetImage(img)
	} else {
		h.picture.SetWaiting()
	}
}

// state is how a video stands at Stream, as a badge.
func state(v *library.Video) (widgets.Tone, look.IconName, string) {
	switch s := v.Status.State; s {
	case library.StateReady:
		return widgets.Good, look.IconDone, lang.L("Ready")
	case library.StateError:
		return widgets.Bad, look.IconError, lang.L("Can’t be played")
	case library.StatePending:
		return widgets.Caution, look.IconUpload, lang.L("Waits for its upload")
	case library.StateLive:
		return widgets.Loud, look.IconLive, lang.L("Live")
	case library.StateDownloading, library.StateQueued, library.StateInProgress:
		if v.Status.Percent > 0 {
			return widgets.Working, look.IconHourglass, words.F("Processing %.0f%%", v.Status.Percent)
		}
		return widgets.Working, look.IconHourglass, lang.L("Processing")
	default:
		return widgets.Plain, look.IconInfo, string(s)
	}
}

func visible(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// titleLayout puts badges behind a name that is cut before they are, and the uid
// where there is room left.
type titleLayout struct{}

// MinSize implements fyne.Layout.
func (titleLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, look.Compact)
}

// Layout implements fyne.Layout. The objects are the name, two badges, the uid
// and its button.
func (titleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width
	for _, badge := range objects[1:3] {
		if badge.Visible() {
			room -= badge.MinSize().Width + titleGap
		}
	}
	x := float32(0)
	put := func(o fyne.CanvasObject, width float32) {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(x, float32(int((size.Height-height)/2))))
		o.Resize(fyne.NewSize(width, height))
		x += width + titleGap
	}
	put(objects[0], max(0, min(objects[0].MinSize().Width, room)))
	for _, badge := range objects[1:3] {
		if badge.Visible() {
			put(badge, badge.MinSize().Width)
		}
	}
	uid, button := objects[3], objects[4]
	rest := size.Width - x - button.MinSize().Width
	visible(uid, rest >= leastUID)
	visible(button, rest >= leastUID)
	if rest >= leastUID {
		put(uid, min(uidWidth, rest))
		x -= titleGap
		put(button, button.MinSize().Width)
	}
}

// pageLayout stacks header, tabs and the tab's content.
type pageLayout struct{ p *Page }

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, look.PageBar+tabsHeight)
}

// Layout implements fyne.Layout. The objects are the header, the line under the
// tabs, the tabs and the content.
func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := look.PageBar + tabsHeight
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	place(objects[0], 0, 0, size.Width, look.PageBar)
	place(objects[1], 0, top-1, size.Width, 1)
	place(objects[2], look.Inset, look.PageBar, size.Width-2*look.Inset, tabsHeight)
	place(objects[3], 0, top, size.Width, size.Height-top)
}
