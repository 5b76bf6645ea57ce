// Package clip is the tab of a video in which parts of it become videos of
// their own: one range or several, each with its settings.
package clip

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/playhead"
	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/library/clip"
	"spool/widgets"
	"spool/widgets/look"
)

// Clips is what the tab does with the account's clips.
type Clips interface {
	Clip(ctx context.Context, c library.Clip) (library.Video, error)
	// Of are the clips of a video, as far as the library knows them.
	Of(ctx context.Context, uid string) ([]library.Video, error)
	Watermarks(ctx context.Context) ([]library.Watermark, error)
}

// Params are what a Tab needs of the window it is in.
type Params struct {
	page.Tools
	Clips  Clips
	Stills stills.Source
	// Watch opens the player page of a video at a time; nil where there is none.
	Watch func(v library.Video, at time.Duration)
	// ShowVideo opens the page of a video.
	ShowVideo func(uid string)
}

// draft is a clip that is not made yet.
type draft struct {
	clip.Span
	name, creator string
	named         bool // by the person
	origins       []string
	signed        bool
	thumbnail     float64
	watermark     string
	copyMeta      bool
}

// Tab is the clips of one video. All of it belongs to Fyne's goroutine.
type Tab struct {
	Params
	// Content fills the tab.
	Content *fyne.Container

	video    library.Video
	drafts   []draft
	current  int
	at       time.Duration
	clips    []library.Video
	spans    map[string]clip.Span // of the clips that were made here
	marks    []library.Watermark
	making   bool
	asked    int
	stopPoll func()

	head     *playhead.Playhead
	frame    *stills.Picture
	controls *controls
	ends     [2]*end
	form     *form
	strip    *strip
	heading  *look.Label
	list     *widgets.List
	rule     *widgets.Rule
	foot     *fyne.Container
	adds     *look.Label
	another  *widgets.Button
	create   *widgets.Button
	notReady *widgets.EmptyState
}

// New returns a tab without a video; Show gives it one.
func New(p Params) *Tab {
	t := &Tab{Params: p, spans: map[string]clip.Span{}, stopPoll: func() {}}
	t.frame = stills.NewPicture(p.Stills, fyne.NewSize(160, 90))
	t.head = newPlayhead(t)
	t.controls = newControls(t)
	for i := range t.ends {
		t.ends[i] = newEnd(t, i == 1)
	}
	t.form = newForm(t)
	t.strip = newStrip(t)
	t.heading = look.NewLabel(look.SmallSemibold, look.Fg2, lang.L("Clips of this video"))
	t.list = widgets.NewList((*model)(t))
	t.list.OnOpen = func(k widgets.Key) { t.openRow(string(k)) }
	t.list.OnKey = t.listKey
	t.rule = widgets.NewRule()
	t.adds = look.NewLabel(look.Small, look.Fg3, "")
	t.another = widgets.NewButton(widgets.Quiet, lang.L("Add another range"), t.addRange).WithIcon(look.IconPlus)
	t.create = widgets.NewButton(widgets.Main, lang.L("Create clip"), t.make).WithIcon(look.IconScissors)
	t.create.SetTip(lang.L("Have Stream make what is drafted"), "Ctrl S")
	t.foot = widgets.Inset(0, look.Inset, 0, look.Inset, widgets.Row(10, page.NewGlyph(look.IconInfo, look.Fg3),
		widgets.Grow(look.NewLabel(look.Small, look.Fg3, lang.L("Stream makes a new video and keeps the original. A deletion date isn’t carried over.")).Shrinking()),
		t.adds, t.another, t.create))
	t.notReady = widgets.NewEmptyState(look.IconScissors, lang.L("Not ready yet"), lang.L("Clips can be made once Stream has made the video ready."))
	t.Content = container.New(&tabLayout{t})
	return t
}

// frameTime is what a step of one frame moves.
const frameTime = time.Second / 25

// Show shows a video.
func (t *Tab) Show(v library.Video) {
	same := v.UID == t.video.UID && stills.Length(&t.video) > 0 // else there was nothing to cut yet
	t.video = v
	if !same {
		t.head.Stop()
		length := stills.Length(&v).Truncate(time.Second)
		t.drafts, t.clips = nil, nil
		t.drafts, t.current, t.at = []draft{t.newDraft(length/4, max(length/4+time.Second, length/2))}, 0, length/4
		t.Refresh()
	}
	t.arrange()
	t.show()
}

// newDraft is a range with the settings of the video.
func (t *Tab) newDraft(start, end time.Duration) draft {
	start, end = start.Truncate(time.Second), end.Truncate(time.Second)
	return draft{Span: clip.Span{Start: start, End: end}, name: t.freeName(), creator: t.video.Creator, origins: t.video.AllowedOrigins, signed: t.video.RequireSignedURLs, copyMeta: true}
}

// freeName is the first name that no clip of the video and no draft has.
func (t *Tab) freeName() string {
	for n := 1; ; n++ {
		name := clip.Name(&t.video, "", n, n)
		taken := slices.ContainsFunc(t.drafts, func(d draft) bool { return d.name == name }) || t.hasClip(name)
		if !taken || name == "" {
			return name
		}
	}
}

func (t *Tab) hasClip(name string) bool {
	return slices.ContainsFunc(t.clips, func(v library.Video) bool { return v.Name() == name })
}

// Leave ends what the tab does by itself while it does not show.
func (t *Tab) Leave() {
	t.stopPoll()
	t.head.Stop()
	t.frame.Rest()
	t.strip.film.Forget()
}

const pollEvery = 3 * time.Second

// Refresh asks for the clips there are and the profiles of watermarks.
func (t *Tab) Refresh() {
	if t.Clips == nil || t.video.UID == "" {
		return
	}
	t.stopPoll()
	t.asked++
	asked, uid, marks := t.asked, t.video.UID, t.marks
	var found []library.Video
	t.Do(func(ctx context.Context) (err error) {
		if marks == nil {
			if marks, err = t.Clips.Watermarks(ctx); err != nil {
				return err
			}
		}
		found, err = t.Clips.Of(ctx, uid)
		return err
	}, func(err error) {
		if asked != t.asked {
			return
		}
		t.Fail(lang.L("The clips can’t be listed"), err)
		if err != nil {
			return
		}
		t.take(found)
		t.marks = marks
		t.form.set()
	})
}

// take shows the clips there are. One that was just made may not be listed yet.
func (t *Tab) take(found []library.Video) {
	for _, old := range t.clips {
		_, here := t.spans[old.UID]
		if here && !slices.ContainsFunc(found, func(v library.Video) bool { return v.UID == old.UID }) {
			found = append(found, old)
		}
	}
	t.clips = found
	for i := range t.drafts {
		if d := &t.drafts[i]; !d.named && t.hasClip(d.name) {
			d.name = t.freeName()
		}
	}
	if slices.ContainsFunc(found, func(v library.Video) bool { return !v.Status.State.Final() }) && t.After != nil {
		t.stopPoll = t.After(pollEvery, t.Refresh)
	}
	t.list.Reload()
}

func (t *Tab) draft() *draft { return &t.drafts[t.current] }

// show brings in step what is shown with what is drafted.
func (t *Tab) show() {
	if len(t.drafts) == 0 {
		return
	}
	d := t.draft()
	t.showPlayhead()
	t.ends[0].set(d.Start)
	t.ends[1].set(d.End)
	t.form.state()
	total := time.Duration(0)
	wrong := false
	for i := range t.drafts {
		total += max(0, t.drafts[i].Length())
		wrong = wrong || t.drafts[i].Check(&t.video) != nil
	}
	t.adds.SetText(words.N(max(1, int((total+59*time.Second)/time.Minute)), "Adds %s min of storage", "Adds %s min of storage"))
	t.create.SetText(lang.L("Create clip"))
	if n := len(t.drafts); n > 1 {
		t.create.SetText(words.N(n, "Create %s clip", "Create %s clips"))
	}
	if wrong || t.making {
		t.create.Disable()
	} else {
		t.create.Enable()
	}
	t.foot.Refresh()
	t.list.Reload()
}

// setEnd puts the start or the end of the range in hand, to the whole second.
func (t *Tab) setEnd(last bool, at time.Duration) {
	t.head.Stop()
	d := t.draft()
	at = max(0, min(at.Round(time.Second), stills.Length(&t.video).Truncate(time.Second)))
	if last {
		d.End = max(at, d.Start+time.Second)
	} else {
		d.Start = min(at, d.End-time.Second)
	}
	t.show()
}

// addRange drafts another range behind the one in hand.
func (t *Tab) addRange() {
	t.head.Stop()
	length := stills.Length(&t.video).Truncate(time.Second)
	start := min(t.draft().End, max(0, length-2*time.Second))
	d := t.newDraft(start, min(length, start+max(time.Second, t.draft().Length())))
	t.drafts = append(t.drafts, d)
	t.current, t.at = len(t.drafts)-1, start
	t.form.set()
	t.show()
}

// removeDraft drops a range; the last one stays.
func (t *Tab) removeDraft(i int) {
	if len(t.drafts) < 2 {
		return
	}
	t.head.Stop()
	t.drafts = slices.Delete(t.drafts, i, i+1)
	t.current = min(t.current, len(t.drafts)-1)
	t.form.set()
	t.show()
}

// Key answers to keys wherever the keyboard is in the tab but in a field.
func (t *Tab) Key(ev *fyne.KeyEvent) bool {
	if len(t.drafts) == 0 {
		return false
	}
	switch ev.Name {
	case fyne.KeyI:
		t.setEnd(false, t.at)
	case fyne.KeyO:
		t.setEnd(true, t.at)
	case fyne.KeySpace:
		t.TogglePlay()
	case fyne.KeyComma:
		t.step(-frameTime)
	case fyne.KeyPeriod:
		t.step(frameTime)
	default:
		return false
	}
	return true
}

// arrange puts into the tab what it consists of now.
func (t *Tab) arrange() {
	t.Content.Objects = []fyne.CanvasObject{t.notReady}
	if t.video.Ready && t.video.Duration > 0 {
		t.Content.Objects = []fyne.CanvasObject{t.frame, t.controls.Content, t.ends[0].Content, t.ends[1].Content, t.form.Content, t.strip, t.heading, t.list, t.rule, t.foot}
		t.form.set()
	}
	t.Content.Refresh()
}

// tabLayout places the tab's parts.
type tabLayout struct{ t *Tab }

// MinSize implements fyne.Layout.
func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *tabLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	least := t.notReady.MinSize()
	page.Place(t.notReady, (size.Width-least.Width)/2, max(0, (size.Height-least.Height)*2/5), least.Width, least.Height)
	formWide := min(356, size.Width*.32)
	endWide := min(212, size.Width*.17)
	wide := size.Width - 2*look.Inset - formWide - endWide - 48
	foot := float32(60)
	room := size.Height - foot - 18
	high := min(wide*9/16, room-stripAll-32-14-90)
	high = max(high, 120)
	wide = min(wide, high*16/9)
	page.Place(t.frame, look.Inset, 18, wide, high)
	page.Show(t.controls.length, wide >= lengthFrom)
	page.Place(t.controls.Content, look.Inset, 18+high+8, wide, look.Compact)
	x := look.Inset + wide + 24
	half := (high + 36) / 2
	for i, e := range t.ends {
		page.Place(e.Content, x, 18+float32(i)*half, endWide, half-8)
	}
	x += endWide + 24
	page.Place(t.form.Content, x, 18, size.Width-look.Inset-x, high+36)
	y := 18 + high + 36 + 14
	page.Place(t.strip, look.Inset, y, size.Width-2*look.Inset, stripAll)
	y += stripAll + 14
	page.Place(t.heading, look.Inset, y, 300, look.Small.Line())
	page.Place(t.list, look.Inset-12, y+22, size.Width-2*look.Inset+24, size.Height-foot-y-22)
	page.Place(t.rule, 0, size.Height-foot, size.Width, 1)
	page.Place(t.foot, 0, size.Height-foot+1, size.Width, foot-1)
}
