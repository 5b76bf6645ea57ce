package clip

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/library/clip"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// end is the first or the last picture of the range in hand, with its time.
type end struct {
	Content *fyne.Container
	tab     *Tab
	last    bool
	frame   *stills.Picture
	time    *widgets.Field
	wrong   *look.Paragraph // under the field, which is too narrow for it
	at      time.Duration
	before  time.Duration // what it was before it was typed
	typing  bool
}

func newEnd(t *Tab, last bool) *end {
	e := &end{tab: t, last: last, frame: stills.NewPicture(t.Stills, fyne.NewSize(80, 16)), time: widgets.NewField("00:01:02").Mono(), wrong: look.NewParagraph(look.Small, look.Error, "")}
	title, key := lang.L("Starts at"), "I"
	if last {
		title, key = lang.L("Ends at"), "O"
	}
	e.time.OnChanged = func(string) { e.typed(false) }
	e.time.OnSubmitted = func(string) { e.typed(true) }
	step := func(icon look.IconName, text string, by time.Duration) fyne.CanvasObject {
		return widgets.NewIconButton(widgets.Neutral, widgets.Normal, icon, widgets.Tip{Text: text}, func() {
			t.setEnd(last, e.at+by)
			t.seek(e.at)
		})
	}
	e.Content = widgets.Column(6,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg2, title)), widgets.NewKeyCap(key)), widgets.Grow(e.frame),
		widgets.Row(4, step(look.IconLeft, lang.L("One second earlier"), -time.Second), widgets.Grow(e.time), step(look.IconRight, lang.L("One second later"), time.Second)), e.wrong)
	e.say("")
	return e
}

// set shows the time.
func (e *end) set(at time.Duration) {
	e.at = at
	if !e.time.Focused() {
		e.time.SetText(stamp(at))
		e.say("")
	}
	// The last picture that is in the clip.
	shown := at
	if e.last {
		shown = max(0, at-frameTime)
	}
	e.frame.Set(e.tab.video, shown.Truncate(200*time.Millisecond))
}

// say says what is wrong with the time that was typed, "" for nothing.
func (e *end) say(wrong string) {
	if e.wrong.Text() == wrong && e.wrong.Visible() == (wrong != "") {
		return
	}
	e.wrong.SetText(wrong)
	page.Show(e.wrong, wrong != "")
	e.Content.Refresh()
}

func stamp(d time.Duration) string {
	s := int(d.Seconds())
	return words.F("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// typed takes a time; finished says that it is not being typed any more.
func (e *end) typed(finished bool) {
	t := e.tab
	if !e.typing {
		e.typing, e.before = true, e.at
	}
	at, wrong := e.read()
	if wrong != "" {
		if finished {
			e.say(wrong)
			// A part of it may have been a time.
			e.typing = false
			t.setEnd(e.last, e.before)
		}
		return
	}
	e.say("")
	t.setEnd(e.last, at)
	if finished {
		e.typing = false
		t.seek(e.at)
		e.time.SetText(stamp(e.at))
	}
}

// read is the time in the field, or what is wrong with it.
func (e *end) read() (at time.Duration, wrong string) {
	at, err := subtitle.ParseStamp(e.time.Text())
	length := stills.Length(&e.tab.video)
	switch d := e.tab.draft(); {
	case err != nil:
		return 0, lang.L("Write a time like 1:02")
	case at > length:
		return 0, words.F("The video ends at %s", clip.Clock(length))
	case e.last && at <= d.Start:
		return 0, words.F("It can’t end before it starts, at %s", clip.Clock(d.Start))
	case !e.last && at >= d.End:
		return 0, words.F("It can’t start after it ends, at %s", clip.Clock(d.End))
	}
	return at, ""
}

// form is the settings of the range in hand.
type form struct {
	Content   *widgets.Card
	tab       *Tab
	length    *look.Label
	name      *widgets.Field
	creator   *widgets.Field
	watermark *widgets.Select
	origins   *widgets.ChipsField
	signed    *widgets.Switch
	slider    *widgets.Slider
	percent   *look.Label
	meta      *widgets.Check
	keys      *look.Label
	problem   *look.Paragraph
}

func newForm(t *Tab) *form {
	f := &form{
		tab: t, length: look.NewLabel(look.Mono, look.Fg, ""), name: widgets.NewField(lang.L("Dune crossing, first ridge")),
		creator: widgets.NewField(lang.L("crew-north")).WithIcon(look.IconPerson), percent: look.NewLabel(look.Mono, look.Fg2, "").Trailing(),
		keys: look.NewLabel(look.Small, look.Fg3, ""), problem: look.NewParagraph(look.Small, look.Error, "").AtMost(2),
	}
	f.name.OnChanged = func(text string) {
		t.draft().name, t.draft().named = strings.TrimSpace(text), true
		t.list.Reload()
	}
	f.creator.OnChanged = func(text string) { t.draft().creator = strings.TrimSpace(text) }
	f.watermark = widgets.NewTextSelect([]string{lang.L("None")}, 0, func(i int) {
		t.draft().watermark = ""
		if i > 0 {
			t.draft().watermark = t.marks[i-1].UID
		}
	})
	f.origins = widgets.NewChipsField(lang.L("Anywhere"), nil, func(values []string) { t.draft().origins = values })
	f.signed = widgets.NewSwitch(false, func(on bool) { t.draft().signed = on })
	f.slider = widgets.NewSlider(0, 100, 1, 0, func(v float64) {
		t.draft().thumbnail = v / 100
		f.percent.SetText(words.F("%.0f %%", v))
		t.seek(t.draft().Start + time.Duration(v/100*float64(t.draft().Length())))
	})
	f.slider.Behind = look.Surface
	f.meta = widgets.NewCheck(lang.L("Copy metadata from the original"), func(on bool) { t.draft().copyMeta = on })
	body := widgets.Column(11,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, lang.L("New clip"))), f.length),
		widgets.NewLabeled(lang.L("Name"), f.name),
		widgets.Row(12, widgets.Grow(widgets.NewLabeled(lang.L("Creator"), f.creator)), widgets.Grow(widgets.NewLabeled(lang.L("Watermark"), f.watermark))),
		widgets.NewLabeled(lang.L("Allowed origins"), f.origins),
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Body, look.Fg, lang.L("Require signed URLs")).Shrinking()), f.signed),
		widgets.Row(10, look.NewLabel(look.Body, look.Fg, lang.L("Thumbnail")), widgets.Grow(f.slider), widgets.Sized(44, 0, f.percent)),
		widgets.Row(8, widgets.Grow(f.meta), f.keys), f.problem)
	f.Content = widgets.NewCard(container.NewVScroll(widgets.Inset(14, 16, 14, 16, body))).Inset(1)
	return f
}

// set shows the settings of the range in hand.
func (f *form) set() {
	t := f.tab
	if len(t.drafts) == 0 {
		return
	}
	d := t.draft()
	f.name.SetText(d.name)
	f.creator.SetText(d.creator)
	f.origins.SetValues(d.origins)
	f.signed.SetOn(d.signed)
	f.slider.SetValue(d.thumbnail * 100)
	f.percent.SetText(words.F("%.0f %%", d.thumbnail*100))
	names, at := []widgets.Option{{Label: lang.L("None")}}, 0
	for i, w := range t.marks {
		names = append(names, widgets.Option{Label: w.Name})
		if w.UID == d.watermark {
			at = i + 1
		}
	}
	f.watermark.SetOptions(names, at)
	state := widgets.Off
	if d.copyMeta {
		state = widgets.On
	}
	f.meta.SetState(state)
	keys := len(t.video.Meta)
	if t.video.Name() != "" {
		keys--
	}
	f.keys.SetText(words.N(max(0, keys), "%s key", "%s keys"))
	f.state()
}

// state shows what hangs on the range.
func (f *form) state() {
	d := f.tab.draft()
	f.length.SetText(clip.Clock(max(0, d.Length())))
	problem := ""
	if err := d.Check(&f.tab.video); err != nil {
		problem = page.Sentence(err)
	}
	f.problem.SetText(problem)
}
