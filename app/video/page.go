package video

import (
	"context"
	"errors"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Library is what the page asks of an account.
type Library interface {
	// Get is a video, from the local index if it is there.
	Get(ctx context.Context, uid string) (library.Video, error)
	// WatchURL is the page a video can be watched on.
	WatchURL(ctx context.Context, v library.Video) (string, error)
}

// Pictures gives the videos' thumbnails.
type Pictures interface {
	// Thumbnail is a video's picture, w by h pixels; ok and ready as in
	// pictures.Loader.
	Thumbnail(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
}

// Params are what a Page needs of the window it is in. Everything is called on
// Fyne's goroutine.
type Params struct {
	Tabs     []Tab
	Library  Library
	Pictures Pictures
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do      func(run func(context.Context) error, then func(error))
	Toast   func(widgets.Toast)
	Copy    func(text string)
	OpenURL func(address string)
	// Back shows the page that this one was opened from.
	Back func()
	// Next is the neighbour of a video, by 1 or -1, in the list it was opened
	// from; "" where there is none. May be nil.
	Next func(uid string, by int) string
	// Stepped is told that the page went on to a neighbour; may be nil.
	Stepped func(by int)
}

// Page is the page of one video.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// Tabs are what the keyboard starts from.
	Tabs *widgets.Tabs

	video   library.Video
	shown   int // counts the videos that were opened
	loaded  bool
	failure error
	want    string // the tab to show, and the one that is shown
	tabs    []Tab  // those of this video
	open    map[string]*Content
	counts  map[string]string

	header   *header
	skeleton *widgets.Skeleton
	failed   fyne.CanvasObject
	body     *fyne.Container
}

// NewPage returns a page without a video; Open gives it one.
func NewPage(params Params) *Page {
	p := &Page{Params: params, open: map[string]*Content{}, counts: map[string]string{}}
	p.header = newHeader(p)
	p.Tabs = widgets.NewTabs(nil, 0, func(i int) { p.choose(p.tabs[i].ID) })
	p.skeleton = widgets.NewSkeleton(4, 64, 96)
	p.body = container.NewStack()
	p.Content = container.New(&pageLayout{p}, p.header.object, widgets.NewRule(), p.Tabs, p.body)
	return p
}

// UID is the video the page shows, "" for none.
func (p *Page) UID() string { return p.video.UID }

// Video is the video the page shows; its UID is "" for none.
func (p *Page) Video() library.Video { return p.video }

// Tab is the tab that shows.
func (p *Page) Tab() string { return p.want }

// Open loads a video and shows a tab of it, the first where tab is "". from is
// the name of the page that Back shows. Another video is left first; see Leave.
func (p *Page) Open(uid, tab, from string) {
	p.Close()
	p.want = tab
	p.header.setFrom(from)
	p.video = library.Video{UID: uid}
	p.load()
}

// Show is Open for a video that is known.
func (p *Page) Show(v library.Video, tab, from string) {
	p.Close()
	p.want = tab
	p.header.setFrom(from)
	p.take(v)
}

func (p *Page) load() {
	shown, uid := p.shown, p.video.UID
	p.failure = nil
	p.show()
	var v library.Video
	p.Do(func(ctx context.Context) (err error) {
		v, err = p.Library.Get(ctx, uid)
		return err
	}, func(err error) {
		switch {
		case shown != p.shown:
			return // another video was opened meanwhile
		case err != nil:
			p.fail(err)
		default:
			p.take(v)
		}
	})
}

// fail says why there is no video to show.
func (p *Page) fail(err error) {
	p.failure = err
	title, why := lang.L("The video can’t be opened"), err.Error()
	if errors.Is(err, library.ErrNotFound) {
		title, why = lang.L("This video is gone"), words.F("Stream has no video %s any more.", p.video.UID)
	}
	p.failed = widgets.NewEmptyState(look.IconFilm, title, why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try again"), p.load).WithIcon(look.IconRetry))
	p.show()
}

// take shows a video that was loaded.
func (p *Page) take(v library.Video) {
	p.video, p.loaded, p.failure = v, true, nil
	p.tabs = slices.DeleteFunc(slices.Clone(p.Params.Tabs), func(t Tab) bool { return t.Hidden != nil && t.Hidden(v) })
	for _, t := range p.tabs {
		if t.Count != nil {
			t.Count(v, p.frame(t.ID))
		}
	}
	if p.place(p.want) < 0 && len(p.tabs) > 0 {
		p.want = p.tabs[0].ID
	}
	p.show()
}

// Follow reads the video again and shows it if Stream has changed it since. What
// is being edited stays.
func (p *Page) Follow() {
	if !p.loaded || p.Library == nil {
		return
	}
	shown, before := p.shown, p.video
	var v library.Video
	p.Do(func(ctx context.Context) (err error) {
		v, err = p.Library.Get(ctx, before.UID)
		return err
	}, func(err error) {
		// One that can't be read now stays as it was; to open it says why.
		if err == nil && shown == p.shown && (v.Status != before.Status || !v.Modified.Equal(before.Modified)) {
			p.Update(v)
		}
	})
}

// Update shows a newer version of the video, in the header and in the tabs.
func (p *Page) Update(v library.Video) {
	if !p.loaded || v.UID != p.video.UID {
		return
	}
	p.video = v
	p.header.show()
	for _, c := range p.open {
		if c.Show != nil {
			c.Show(v)
		}
	}
}

func (p *Page) frame(tab string) Frame { return &frame{page: p, shown: p.shown, tab: tab} }

// place is the index of a tab, or -1.
func (p *Page) place(tab string) int {
	return slices.IndexFunc(p.tabs, func(t Tab) bool { return t.ID == tab })
}

// choose shows a tab.
func (p *Page) choose(tab string) {
	if p.place(tab) >= 0 && tab != p.want {
		p.Hide()
		p.want = tab
		p.show()
	}
}

// Hide tells the tab that shows that it does not for a while.
func (p *Page) Hide() {
	if c := p.open[p.want]; c != nil && c.Hide != nil {
		c.Hide()
	}
}

// show brings in step what is shown with what is known.
func (p *Page) show() {
	p.header.show()
	p.showTabs()
	p.body.Objects = []fyne.CanvasObject{p.content()}
	p.body.Refresh()
}

func (p *Page) content() fyne.CanvasObject {
	at := p.place(p.want)
	switch {
	case p.failure != nil:
		return container.NewCenter(p.failed)
	case !p.loaded || at < 0:
		return widgets.Inset(look.Inset, look.Inset, look.Inset, look.Inset, p.skeleton)
	}
	c := p.open[p.want]
	if c == nil {
		c = p.tabs[at].Open(p.video, p.frame(p.want))
		p.open[p.want] = c
	}
	return c.Object
}

func (p *Page) showTabs() {
	tabs := make([]widgets.Tab, len(p.tabs))
	for i, t := range p.tabs {
		tabs[i] = widgets.Tab{Label: t.Label, Count: p.counts[t.ID]}
	}
	p.Tabs.SetTabs(tabs, p.place(p.want))
}

// Save is Ctrl S: it saves the tab that shows.
func (p *Page) Save() {
	if c := p.open[p.want]; c != nil && c.Save != nil {
		c.Save()
	}
}

// Unsaved is how many changes of all tabs would be lost.
func (p *Page) Unsaved() int {
	n := 0
	for _, c := range p.open {
		if c.Unsaved != nil {
			n += c.Unsaved()
		}
	}
	return n
}

// Leave ends the work on this video and goes on with then. If changes would be
// lost it asks first, and does neither where the answer is no.
func (p *Page) Leave(then func()) {
	leave := func() {
		p.Close()
		then()
	}
	n := p.Unsaved()
	if n == 0 {
		leave()
		return
	}
	widgets.ShowDialog(p.Content, widgets.Dialog{
		Title:   words.N(n, "%s change of “"+name(&p.video)+"” isn’t saved", "%s changes of “"+name(&p.video)+"” aren’t saved"),
		Text:    lang.L("Leaving this page now would lose what was changed."),
		Confirm: lang.L("Leave without saving"), Danger: true, OnConfirm: leave,
	})
}

// Close ends the work on the video without asking.
func (p *Page) Close() {
	p.shown++
	for _, t := range p.tabs {
		if c := p.open[t.ID]; c != nil && c.Close != nil {
			c.Close()
		}
	}
	p.open, p.counts, p.tabs = map[string]*Content{}, map[string]string{}, nil
	p.video, p.loaded, p.failure = library.Video{}, false, nil
}

// back leaves the page for the one it was opened from.
func (p *Page) back() { p.Leave(p.Back) }

// Step goes to the next video of the list, or the one before.
func (p *Page) Step(by int) {
	uid := p.neighbour(by)
	if uid == "" {
		return
	}
	tab, from := p.want, p.header.from
	p.Leave(func() {
		if p.Stepped != nil {
			p.Stepped(by)
		}
		p.Open(uid, tab, from)
	})
}

func (p *Page) neighbour(by int) string {
	if p.Next == nil {
		return ""
	}
	return p.Next(p.video.UID, by)
}

// watch opens the player's page.
func (p *Page) watch() {
	v := p.video
	var address string
	p.Do(func(ctx context.Context) (err error) {
		address, err = p.Library.WatchURL(ctx, v)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("“%s” can’t be opened: %s", name(&v), err.Error()), Failed: true})
			return
		}
		p.OpenURL(address)
	})
}

func (p *Page) copyUID() {
	p.Copy(p.video.UID)
	p.Toast(widgets.Toast{Text: lang.L("UID copied")})
}

// name is what people call a video.
func name(v *library.Video) string {
	if n := v.Name(); n != "" {
		return n
	}
	return v.UID
}
