package captions

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/playhead"
	"spool/app/stills"
	"spool/library"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// Captions is what the tab does with the captions of an account.
// *desk.Desk implements it.
type Captions interface {
	List(ctx context.Context, uid string) ([]library.Caption, error)
	Text(ctx context.Context, uid, language string) (*subtitle.Document, error)
	Upload(ctx context.Context, uid, language string, doc *subtitle.Document) (library.Caption, error)
	Generate(ctx context.Context, uid, language string, replace bool) (library.Caption, error)
	Delete(ctx context.Context, uid, language string) error
	Restore(ctx context.Context, uid, language string) (library.Caption, error)
	KeepDraft(uid, language string, doc *subtitle.Document) error
	Draft(uid, language string) (doc *subtitle.Document, found bool, err error)
	DropDraft(uid, language string) error
	Drafts(uid string) ([]string, error)
}

// Params are what a Tab needs of the window it is in.
type Params struct {
	page.Tools
	Captions Captions
	Stills   stills.Source
	// Videos are those that files dropped together may belong to, by name. It
	// runs off Fyne's goroutine.
	Videos func(ctx context.Context) ([]subtitle.Named, error)
	// Watch opens the player page of a video at a time; nil where there is none.
	Watch func(v library.Video, at time.Duration)
	// Counted is told how many captions the video has; may be nil.
	Counted func(n int)
}

// Tab is the captions of one video at a time. All of it belongs to Fyne's
// goroutine.
type Tab struct {
	Params
	// Content fills the tab.
	Content *fyne.Container
	// Cues is what the keyboard starts from.
	Cues *widgets.List

	video     library.Video
	asked     int // the number of the last video, list or text asked for
	listed    bool
	failure   error
	languages []language
	chosen    string // the language that is open or to be opened
	text      *text  // nil while none is open
	stopPoll  func()
	hand      *editRow // the row of the cue in hand, nil before there is one
	rate      float64  // frames a second
	keeping   bool     // a draft is being written
	again     bool     // another waits for that
	deleted   func()   // restores what was deleted since the last edit; may be nil
	opened    func()   // runs once, when a text is open; may be nil

	head     *playhead.Playhead
	list     *widgets.List
	upload   *widgets.Button
	generate *widgets.Button
	drop     *widgets.Card
	preview  *preview
	problems *problemList
	timeline *timeline
	columns  *cueHead
	foot     *foot
	none     *widgets.EmptyState
	failed   *widgets.EmptyState
	side     *widgets.Rule
}

// New returns a tab without a video; Show gives it one.
func New(p Params) *Tab {
	t := &Tab{Params: p, stopPoll: func() {}, rate: usualRate}
	t.head = newPlayhead(t)
	t.upload = widgets.NewSmallButton(widgets.Outline, lang.L("Upload file…"), t.pickFile).WithIcon(look.IconUpload)
	t.generate = widgets.NewSmallButton(widgets.Soft, lang.L("Generate"), t.generateMenu).WithIcon(look.IconSparkle).WithMenu()
	t.list = widgets.NewList((*languageModel)(t))
	t.list.OnSelect = t.languageChosen
	t.list.Menu = t.languageMenu
	t.list.OnKey = t.languageKey
	t.list.Rounded = true
	t.drop = widgets.NewCard(widgets.Column(6,
		page.NewGlyph(look.IconCaptions, look.Fg2),
		look.NewLabel(look.SmallSemibold, look.Fg, lang.L("Drop .vtt or .srt here")).Centered(),
		look.NewParagraph(look.Small, look.Fg3, lang.L("SRT becomes WebVTT. One file per language, 10 MB at most.")).Centered()))
	t.preview = newPreview(t)
	t.problems = newProblemList(t)
	t.timeline = newTimeline(t)
	t.columns = newCueHead()
	t.Cues = widgets.NewList((*cueModel)(t))
	t.Cues.Rounded = true
	t.Cues.OnSelect = t.cueSelected
	t.Cues.OnOpen = func(widgets.Key) { t.focusText() }
	t.Cues.OnKey = t.cueKey
	t.Cues.OnShortcut = t.Shortcut
	t.Cues.Menu = t.cueMenu
	t.foot = newFoot(t)
	t.side = widgets.NewUpright()
	t.none = widgets.NewEmptyState(look.IconCaptions, lang.L("No captions"),
		lang.L("Upload a .vtt or .srt, or let Stream write them from the speech."),
		widgets.NewSmallButton(widgets.Main, lang.L("Upload file…"), t.pickFile),
		widgets.NewSmallButton(widgets.Neutral, lang.L("Generate"), t.generateMenu))
	t.failed = t.failedState("")
	t.Content = container.New(&tabLayout{t})
	t.show()
	return t
}

func (t *Tab) failedState(why string) *widgets.EmptyState {
	return widgets.NewEmptyState(look.IconOffline, lang.L("The captions can’t be listed"), why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), t.Refresh).WithIcon(look.IconRetry))
}

// Show shows the captions of a video. Those of the one before keep their draft.
func (t *Tab) Show(v library.Video) {
	if v.UID == t.video.UID {
		t.video = v
		t.measure()
		return
	}
	t.Leave()
	t.video, t.languages, t.listed, t.failure, t.chosen, t.text, t.deleted = v, nil, false, nil, "", nil, nil
	t.list.ClearSelection()
	t.show()
	t.Refresh()
}

// measure checks the text anew once the length of the video is known.
func (t *Tab) measure() {
	length := stills.Length(&t.video)
	if t.text == nil || t.text.length == length {
		return
	}
	t.text.length = length
	t.text.check()
	t.changedAll()
}

// Leave ends what the tab does by itself while it does not show.
func (t *Tab) Leave() {
	t.stopPoll()
	t.head.Stop()
	t.preview.frame.Rest()
	t.timeline.film.Forget()
}

// Refresh lists the captions again.
func (t *Tab) Refresh() {
	if t.Captions == nil || t.video.UID == "" {
		return
	}
	t.stopPoll()
	t.asked++
	asked, uid := t.asked, t.video.UID
	var found []library.Caption
	var drafts []string
	t.Do(func(ctx context.Context) (err error) {
		if drafts, err = t.Captions.Drafts(uid); err != nil {
			return err
		}
		found, err = t.Captions.List(ctx, uid)
		return err
	}, func(err error) {
		if asked != t.asked {
			return
		}
		t.failure = err
		if err != nil {
			t.failed = t.failedState(page.Sentence(err))
			t.show()
			return
		}
		t.take(found, drafts)
	})
}

// pollEvery is how often a caption that Stream writes is asked for.
const pollEvery = 3 * time.Second

// take shows what was listed.
func (t *Tab) take(found []library.Caption, drafts []string) {
	t.listed = true
	t.languages = languagesOf(found, drafts)
	if t.Counted != nil {
		t.Counted(len(found))
	}
	t.stopPoll()
	if anyUnderWay(t.languages) && t.After != nil {
		t.stopPoll = t.After(pollEvery, t.Refresh)
	}
	if i := t.languageAt(t.chosen); i < 0 {
		t.chosen, t.text = "", nil
		for _, l := range t.languages {
			if l.opens() {
				t.chosen = l.tag
				break
			}
		}
	}
	t.list.Reload()
	t.show()
	if t.chosen != "" {
		t.list.Select(widgets.Key(t.chosen))
		if t.text == nil {
			t.open(t.chosen)
		}
	}
}

// show brings in step what is shown with what is known.
func (t *Tab) show() {
	objects := []fyne.CanvasObject{t.upload, t.generate, t.list, t.drop, t.side}
	switch {
	case t.text != nil:
		objects = append(objects, t.preview, t.problems.Content, t.timeline, t.columns, t.Cues, t.foot.Content)
	case t.failure != nil && !t.listed:
		objects = append(objects, t.failed)
	case t.listed && len(t.languages) == 0:
		objects = append(objects, t.none)
	}
	t.Content.Objects = objects
	t.Content.Refresh()
}

// The measures of the tab.
const (
	sideWidth    float32 = 288
	previewWide  float32 = 400
	previewHigh  float32 = 225
	previewSmall float32 = 240
	previewLow   float32 = 135
	footHeight   float32 = 56
	headHeight   float32 = 34
	paneInset    float32 = 20
	rowInset     float32 = 12  // what rows keep clear of the sides of the pane
	lowBelow     float32 = 640 // the height under which the frame is small
)

// tabLayout puts the languages beside the text.
type tabLayout struct{ t *Tab }

// MinSize implements fyne.Layout.
func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *tabLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	side := sideWidth
	if size.Width < 1000 {
		side = 274
	}
	left := t.upload.MinSize().Width
	page.Place(t.upload, 16, 16, left, look.Compact)
	page.Place(t.generate, 16+left+8, 16, min(t.generate.MinSize().Width, side-left-40), look.Compact)
	low := t.drop.HeightFor(side - 32)
	page.Place(t.drop, 16, size.Height-16-low, side-32, low)
	page.Place(t.list, 8, 56, side-17, size.Height-56-low-24)
	page.Place(t.side, side-1, 0, 1, size.Height)
	x, w := side, size.Width-side
	for _, e := range []*widgets.EmptyState{t.none, t.failed} {
		least := e.MinSize()
		page.Place(e, x+(w-least.Width)/2, max(0, (size.Height-least.Height)*2/5), least.Width, least.Height)
	}
	wide, high := previewWide, previewHigh
	if size.Height < lowBelow || w < 800 {
		wide, high = previewSmall, previewLow
	}
	inner := w - 2*paneInset
	page.Place(t.preview, x+paneInset, 16, wide, high)
	page.Place(t.problems.Content, x+paneInset+wide+20, 16, inner-wide-20, high)
	y := 16 + high + 18
	page.Place(t.timeline, x+paneInset, y, inner, timelineHeight)
	y += timelineHeight + 10
	page.Place(t.columns, x+rowInset, y, w-2*rowInset, headHeight)
	y += headHeight
	page.Place(t.Cues, x+rowInset, y, w-2*rowInset, size.Height-footHeight-y)
	page.Place(t.foot.Content, x, size.Height-footHeight, w, footHeight)
}
