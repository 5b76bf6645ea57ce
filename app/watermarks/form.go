package watermarks

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/library/frame"
	"spool/library/watermark"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// form is what can be set of the draft.
type form struct {
	Content  *fyne.Container
	page     *Page
	name     *widgets.Field
	file     *look.Label
	size     *look.Label
	address  *widgets.Field
	place    *widgets.Select
	sliders  [3]*widgets.Slider
	values   [3]*widgets.Field
	create   *widgets.Button
	creating bool
}

func newForm(p *Page) *form {
	f := &form{page: p, name: widgets.NewField(lang.L("Corner mark, large")), file: look.NewLabel(look.SmallSemibold, look.Fg, "").Shrinking(), size: look.NewLabel(look.Small, look.Fg3, "").Shrinking()}
	f.name.OnChanged = func(text string) { f.edit(func(d *draft) { d.Name = text }) }
	f.address = widgets.NewField("https://example.com/mark.png").WithIcon(look.IconGlobe)
	f.address.OnChanged = func(text string) {
		f.edit(func(d *draft) {
			if text = strings.TrimSpace(text); watermark.IsAddress(text) {
				d.source, d.mark, d.data, d.notes = text, nil, nil, nil
			}
		})
	}
	var places []string
	for _, name := range frame.Positions {
		places = append(places, placeName(name))
	}
	f.place = widgets.NewTextSelect(places, 0, func(i int) { f.edit(func(d *draft) { d.Position = frame.Positions[i] }) })
	image := widgets.NewCard(widgets.Row(10, widgets.Grow(widgets.Column(1, f.file, f.size)),
		widgets.NewSmallButton(widgets.Neutral, lang.L("Choose…"), p.pickFile))).Inset(12)
	rows := []fyne.CanvasObject{
		widgets.NewLabeled(lang.L("Name"), f.name), widgets.NewLabeled(lang.L("Image, PNG, 2 MiB at most"), image),
		widgets.NewLabeled(lang.L("Or its address on the web"), f.address), widgets.NewLabeled(lang.L("Position"), f.place),
	}
	for i, title := range []string{lang.L("Scale, of the frame"), lang.L("Opacity"), lang.L("Padding, to both edges")} {
		rows = append(rows, f.amount(i, title))
	}
	f.create = widgets.NewButton(widgets.Main, lang.L("Create profile"), p.create)
	discard := widgets.NewButton(widgets.Quiet, lang.L("Discard"), p.discard)
	foot := widgets.Inset(14, 20, 16, 20, widgets.Column(12,
		look.NewParagraph(look.Small, look.Fg3, lang.L("A profile can’t be changed once it exists. To adjust one later, make a copy.")),
		widgets.Row(8, discard, widgets.Grow(f.create))))
	f.Content = widgets.Column(0, widgets.Grow(container.NewVScroll(widgets.Inset(16, 20, 12, 20, widgets.Column(14, rows...)))), widgets.NewRule(), foot)
	return f
}

// fieldOf is one of the three amounts of a profile.
func fieldOf(w *library.Watermark, i int) *float64 {
	return []*float64{&w.Scale, &w.Opacity, &w.Padding}[i]
}

// amount is a slider with its value.
func (f *form) amount(i int, title string) fyne.CanvasObject {
	f.sliders[i] = widgets.NewSlider(0, 1, .01, 0, func(v float64) {
		f.edit(func(d *draft) { *fieldOf(&d.Watermark, i) = v })
		f.values[i].SetText(two(v))
	})
	f.values[i] = widgets.NewField("0.15").Mono()
	f.values[i].OnChanged = func(text string) {
		v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err != nil || !(v >= 0 && v <= 1) {
			f.values[i].SetError(lang.L("0 to 1"))
			return
		}
		f.values[i].SetError("")
		f.sliders[i].SetValue(v)
		f.edit(func(d *draft) { *fieldOf(&d.Watermark, i) = v })
	}
	return widgets.NewLabeled(title, widgets.Row(12, widgets.Grow(f.sliders[i]), widgets.Sized(72, 0, f.values[i])))
}

func two(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// edit changes the draft and shows what it makes of the frames.
func (f *form) edit(change func(*draft)) {
	if f.page.draft == nil {
		return
	}
	change(f.page.draft)
	f.state()
	f.page.stage.set()
	f.page.List.Update(draftKey)
}

// set shows the draft.
func (f *form) set() {
	d := f.page.draft
	if d == nil {
		return
	}
	f.name.SetText(d.Name)
	f.place.SetSelected(slices.Index(frame.Positions, d.Position))
	if watermark.IsAddress(d.source) {
		f.address.SetText(d.source)
	} else {
		f.address.SetText("")
	}
	for i := range f.sliders {
		v := *fieldOf(&d.Watermark, i)
		f.sliders[i].SetValue(v)
		f.values[i].SetText(two(v))
		f.values[i].SetError("")
	}
	f.state()
}

// state shows what hangs on the draft.
func (f *form) state() {
	d := f.page.draft
	f.file.SetText(lang.L("No image yet"))
	f.size.SetText(lang.L("Drop a PNG here"))
	switch {
	case watermark.IsAddress(d.source):
		f.file.SetText(filepath.Base(d.source))
		f.size.SetText(lang.L("Stream fetches it"))
	case d.source != "":
		f.file.SetText(filepath.Base(d.source))
		f.size.SetText(uploader.Bytes(int64(len(d.data))))
	case d.mark != nil:
		f.file.SetText(lang.L("As it was"))
		b := d.mark.Bounds()
		f.size.SetText(words.F("%d × %d px", b.Dx(), b.Dy()))
	}
	label := lang.L("Create profile")
	if d.old != "" {
		label = lang.L("Create and replace")
	}
	f.create.SetText(label)
	if (d.source != "" || d.mark != nil) && strings.TrimSpace(d.Name) != "" && frame.CheckMark(d.Watermark) == nil && !f.creating {
		f.create.Enable()
	} else {
		f.create.Disable()
	}
	// Center knows no padding.
	if d.Position == "center" {
		f.sliders[2].Disable()
		f.sliders[2].SetTip(lang.L("In the middle there is no padding"), "")
	} else {
		f.sliders[2].Enable()
	}
}

// busy keeps a second press from making a second profile.
func (f *form) busy(on bool) {
	f.creating = on
	if f.page.draft != nil {
		f.state()
	}
}

// profileCard is what a profile at Stream is and what can be done with it.
type profileCard struct {
	Content *fyne.Container
	page    *Page
	title   *look.Label
	values  [6]*look.Label
	used    *look.Paragraph
	names   *look.Paragraph
	videos  *widgets.Button
}

func newProfileCard(p *Page) *profileCard {
	c := &profileCard{page: p, title: look.NewLabel(look.Subheading, look.Fg, "").Shrinking(), used: look.NewParagraph(look.Small, look.Fg2, ""), names: look.NewParagraph(look.Small, look.Fg3, "").AtMost(6)}
	rows := []fyne.CanvasObject{c.title}
	for i, name := range []string{lang.L("Position"), lang.L("Scale"), lang.L("Opacity"), lang.L("Padding"), lang.L("Image"), lang.L("Created")} {
		c.values[i] = look.NewLabel(look.SmallMedium, look.Fg, "").Trailing()
		rows = append(rows, widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg3, name).Shrinking()), c.values[i]))
	}
	c.videos = widgets.NewSmallButton(widgets.Link, lang.L("Show its videos"), func() { p.ShowVideos(watermark.Use(p.shown)) })
	rows = append(rows, widgets.NewRule(), c.used, c.names, widgets.Row(0, c.videos, widgets.Space()))
	change := widgets.NewButton(widgets.Neutral, lang.L("Change…"), func() { p.change(p.shown) }).WithIcon(look.IconEdit)
	remove := widgets.NewButton(widgets.Remove, lang.L("Delete…"), func() { p.remove(p.shown) })
	c.Content = widgets.Column(0, widgets.Grow(widgets.Inset(18, 20, 12, 20, widgets.Column(12, rows...))), widgets.NewRule(),
		widgets.Inset(14, 20, 16, 20, widgets.Column(12,
			look.NewParagraph(look.Small, look.Fg3, lang.L("A profile can’t be changed at Stream. Changing it makes a new one and deletes this.")),
			widgets.Row(8, remove, widgets.Grow(change)))))
	return c
}

// set shows the profile in hand.
func (c *profileCard) set() {
	p := c.page
	i := p.at(p.shown)
	if i < 0 {
		return
	}
	w := &p.profiles[i]
	c.title.SetText(nameOf(w))
	for n, text := range []string{
		placeName(w.Position), two(w.Scale), two(w.Opacity), two(w.Padding),
		words.F("%d × %d px", w.Width, w.Height), words.Day(w.Created, p.Now()),
	} {
		c.values[n].SetText(text)
	}
	if w.Created.IsZero() {
		c.values[5].SetText("–")
	}
	said := lang.L("No video in the library carries it.")
	if n := len(p.using); n > 0 {
		said = words.N(n, "%s video carries it:", "%s videos carry it:")
	}
	c.used.SetText(said)
	var names []string
	for _, v := range p.using {
		if name := v.Name(); name != "" {
			names = append(names, name)
		}
	}
	c.names.SetText(strings.Join(names, "\n"))
	page.Show(c.names, len(names) > 0)
	page.Show(c.videos, len(p.using) > 0 && p.ShowVideos != nil)
	c.Content.Refresh()
}
