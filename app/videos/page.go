// Package videos is the library page: what is on Stream, as a grid of pictures.
package videos

import (
	"context"
	"image"
	"time"

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
	// List lists videos at Stream.
	List(ctx context.Context, l library.Listing) (library.Page, error)
	// Thumbnail gets a video's picture, encoded, in about that size.
	Thumbnail(ctx context.Context, v library.Video, width, height int) ([]byte, error)
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
	Library  Library
	Pictures Pictures
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do        func(run func(context.Context) error, then func(error))
	Account   string
	AddVideos func()
	Toast     func(widgets.Toast)
	Copy      func(text string)
	OpenURL   func(address string)
	// Oldest lists the oldest first; SetOldest keeps that choice.
	Oldest    bool
	SetOldest func(bool)
	Now       func() time.Time
}

// Page is the library page. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// Grid is what the keyboard starts from.
	Grid *widgets.Grid

	videos  []library.Video
	places  map[string]int
	total   int // at Stream, -1 while unknown
	more    bool
	loading bool
	loaded  bool
	asked   int // the number of the last request
	failure error

	bar      *widgets.PageBar
	sort     *widgets.Select
	skeleton *widgets.Skeleton
	none     *widgets.EmptyState
	failed   *widgets.EmptyState
	status   *widgets.StatusBar
}

// pageSize is how many videos are listed in one call.
const pageSize = 200

// NewPage returns an empty page; Refresh fills it.
func NewPage(params Params) *Page {
	if params.Now == nil {
		params.Now = time.Now
	}
	p := &Page{Params: params, total: -1, places: map[string]int{}}
	order := 0
	if p.Oldest {
		order = 1
	}
	p.sort = widgets.NewTextSelect([]string{lang.L("Newest first"), lang.L("Oldest first")}, order, p.order)
	add := widgets.NewButton(widgets.Main, lang.L("Add videos…"), params.AddVideos).WithIcon(look.IconPlus)
	add.SetTip(lang.L("Choose files to upload"), "Ctrl O")
	p.bar = widgets.NewPageBar(lang.L("Library"), p.sort, add)
	p.skeleton = widgets.NewSkeleton(6, 64, 96)
	p.none = widgets.NewEmptyState(look.IconLibrary, lang.L("No videos here yet"),
		words.F("%s has no videos on Stream. Uploads show up here.", params.Account),
		widgets.NewSmallButton(widgets.Main, lang.L("Add videos…"), params.AddVideos).WithIcon(look.IconPlus))
	p.failed = p.failedState("")
	p.Grid = widgets.NewGrid((*model)(p))
	p.Grid.OnSelect = p.selected
	p.Grid.OnOpen = func(k widgets.Key) { p.open(string(k)) }
	p.Grid.OnKey = p.key
	p.Grid.OnShortcut = p.shortcut
	p.Grid.Menu = p.menu
	p.status = widgets.NewStatusBar()
	p.Content = container.New(&pageLayout{p})
	p.show()
	return p
}

// failedState says why the videos cannot be listed.
func (p *Page) failedState(why string) *widgets.EmptyState {
	return widgets.NewEmptyState(look.IconOffline, lang.L("The videos can’t be listed"), why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), p.Refresh).WithIcon(look.IconRetry))
}

// Refresh lists the newest videos again.
func (p *Page) Refresh() { p.list(nil) }

// Loaded reports whether the page was filled once.
func (p *Page) Loaded() bool { return p.loaded }

func (p *Page) order(chosen int) {
	p.Oldest = chosen == 1
	p.SetOldest(p.Oldest)
	p.videos, p.places, p.loaded = nil, map[string]int{}, false
	p.Grid.ClearSelection()
	p.Grid.ScrollToTop()
	p.Refresh()
	p.show()
}

// list asks for videos: the first ones, or those behind the last one here.
func (p *Page) list(last *library.Video) {
	if p.Library == nil {
		return
	}
	ask := library.Listing{Limit: pageSize, Ascending: p.Oldest, Counts: last == nil}
	// Videos made in one moment must not fall between two pages: what is listed
	// twice is dropped below.
	switch {
	case last != nil && p.Oldest:
		ask.After = last.Created
	case last != nil:
		ask.Before = last.Created.Add(time.Microsecond)
	}
	p.asked++
	asked := p.asked
	p.loading = true
	var page library.Page
	p.Do(func(ctx context.Context) (err error) {
		page, err = p.Library.List(ctx, ask)
		return err
	}, func(err error) {
		if asked != p.asked {
			return // another order was asked for meanwhile
		}
		p.loading = false
		p.failure = err
		if err == nil {
			p.take(page, last != nil)
		} else {
			p.failed = p.failedState(err.Error())
		}
		p.show()
	})
}

// take shows what was listed.
func (p *Page) take(page library.Page, behind bool) {
	before := len(p.videos)
	if !behind {
		p.loaded = true
		p.total = page.Total
		// What was listed beyond the first page is still there, most likely;
		// scrolling lists it anew.
		p.videos, before = nil, 0
		p.places = make(map[string]int, len(page.Videos))
	}
	for _, v := range page.Videos {
		if _, twice := p.places[v.UID]; !twice {
			p.places[v.UID] = len(p.videos)
			p.videos = append(p.videos, v)
		}
	}
	p.more = len(page.Videos) == pageSize && len(p.videos) > before
	p.Grid.Reload()
}

// reached lists more when the end of what is here comes into sight.
func (p *Page) reached(row int) {
	if p.more && !p.loading && row >= len(p.videos)-pageSize/4 {
		last := p.videos[len(p.videos)-1]
		// Not in the middle of the list's own layout.
		p.loading = true
		p.Do(func(context.Context) error { return nil }, func(error) { p.list(&last) })
	}
}

// Show shows videos that were listed elsewhere.
func (p *Page) Show(videos []library.Video, total int) {
	p.take(library.Page{Videos: videos, Total: total}, false)
	p.show()
}

// show brings in step what is shown with what is known.
func (p *Page) show() {
	note := ""
	if p.loaded {
		note = words.N(max(p.total, len(p.videos)), "%s video", "%s videos")
	}
	p.bar.SetNote(note)
	p.Content.Objects = []fyne.CanvasObject{p.bar, p.Grid, p.skeleton, p.none, p.failed, p.status}
	p.Content.Refresh()
	p.selected()
}

// pageLayout stacks the page's parts, of which one fills the middle.
type pageLayout struct{ p *Page }

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.p.bar.MinSize().Width, look.PageBar+look.StatusBar)
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	p.bar.Resize(fyne.NewSize(size.Width, look.PageBar))
	p.status.Move(fyne.NewPos(0, size.Height-look.StatusBar))
	p.status.Resize(fyne.NewSize(size.Width, look.StatusBar))
	height := max(0, size.Height-look.PageBar-look.StatusBar)
	p.Grid.Move(fyne.NewPos(0, look.PageBar))
	p.Grid.Resize(fyne.NewSize(size.Width, height))
	p.skeleton.Move(fyne.NewPos(look.Inset, look.PageBar+look.Inset))
	p.skeleton.Resize(fyne.NewSize(max(0, size.Width-2*look.Inset), max(0, height-look.Inset)))
	for _, e := range []*widgets.EmptyState{p.none, p.failed} {
		least := e.MinSize()
		e.Move(fyne.NewPos((size.Width-least.Width)/2, look.PageBar+max(0, (height-least.Height)*2/5)))
		e.Resize(least)
	}
	here := len(p.videos) > 0
	visible(p.Grid, here)
	visible(p.skeleton, !here && !p.loaded && p.failure == nil)
	visible(p.none, !here && p.loaded && p.failure == nil)
	visible(p.failed, !here && p.failure != nil)
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
