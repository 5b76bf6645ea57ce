package inspector

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// facts are what cannot be edited.
type facts struct {
	form   *Form
	object fyne.CanvasObject
	values [6]*look.Label
}

func newFacts(f *Form) *facts {
	t := &facts{form: f}
	for i := range t.values {
		t.values[i] = look.NewLabel(look.Small, look.Fg, "").Shrinking()
	}
	t.values[3] = look.NewLabel(look.Mono, look.Fg, "").Shrinking()
	copyUID := widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconCopy, widgets.Tip{Text: lang.L("Copy UID"), Key: "U"}, func() {
		f.Copy(f.draft.video.UID)
		f.Toast(widgets.Toast{Text: lang.L("UID copied")})
	})
	fact := func(label string, value fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Column(1, look.NewLabel(look.Caption, look.Fg3, label).Shrinking(), value)
	}
	t.object = widgets.Column(8,
		thirds(fact(lang.L("Status"), t.values[0]), fact(lang.L("Input"), t.values[1]), fact(lang.L("Size"), t.values[2])),
		thirds(fact(lang.L("UID"), container.New(uidLayout{}, t.values[3], copyUID)),
			fact(lang.L("Uploaded"), t.values[4]), fact(lang.L("Watermark"), t.values[5])))
	return t
}

// thirds puts three objects side by side, all of one width.
func thirds(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(columns{gap: 8}, objects...)
}

// columns is a row of objects of one width.
type columns struct{ gap float32 }

// MinSize implements fyne.Layout.
func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := float32(int((size.Width - c.gap*float32(len(objects)-1)) / float32(len(objects))))
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(width+c.gap), 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

// uidLayout puts a button behind a text, reaching over the line.
type uidLayout struct{}

// MinSize implements fyne.Layout.
func (uidLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.Small.Line()) }

// Layout implements fyne.Layout.
func (uidLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	text, button := objects[0], objects[1]
	least := button.MinSize()
	text.Resize(fyne.NewSize(max(0, size.Width-least.Width), size.Height))
	button.Resize(least)
	button.Move(fyne.NewPos(min(uidText, size.Width-least.Width), float32(int((size.Height-least.Height)/2))))
}

// uidText is the width of a short uid.
const uidText float32 = 68

// show brings the facts in step with the video.
func (t *facts) show() {
	v := &t.form.draft.video
	set := func(i int, text string) {
		if text == "" {
			text = lang.L("None")
		}
		t.values[i].SetText(text)
	}
	status, color := statusOf(v)
	set(0, status)
	t.values[0].SetColor(color)
	input := ""
	if v.Width > 0 && v.Height > 0 {
		input = strconv.Itoa(v.Width) + " × " + strconv.Itoa(v.Height)
	}
	set(1, input)
	size := ""
	if v.Size > 0 {
		size = uploader.Bytes(v.Size)
	}
	set(2, size)
	set(3, words.ShortUID(v.UID))
	uploaded := v.Uploaded
	if uploaded.IsZero() {
		uploaded = v.Created
	}
	set(4, "")
	if !uploaded.IsZero() {
		set(4, words.Day(uploaded, t.form.Now())+uploaded.Local().Format(", 15:04"))
	}
	mark := v.WatermarkName
	if mark == "" {
		mark = v.WatermarkUID
	}
	set(5, mark)
}

func statusOf(v *library.Video) (string, fyne.ThemeColorName) {
	switch v.Status.State {
	case library.StateReady:
		return lang.L("Ready"), look.Success
	case library.StateError:
		if v.Status.ErrorCode != "" {
			return v.Status.ErrorCode, look.Error
		}
		return lang.L("Can’t be played"), look.Error
	case library.StatePending:
		return lang.L("Waits for its upload"), look.Warning
	case library.StateLive:
		return lang.L("Live"), look.Live
	case library.StateDownloading, library.StateQueued, library.StateInProgress:
		if v.Status.Percent > 0 {
			return words.F("Processing %.0f%%", v.Status.Percent), look.Process
		}
		return lang.L("Processing"), look.Process
	default:
		return string(v.Status.State), look.Fg
	}
}
