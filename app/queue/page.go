package queue

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// Commands change the queue. *uploader.Queue implements it.
type Commands interface {
	Pause(ctx context.Context, ids ...int64) error
	Resume(ctx context.Context, ids ...int64) error
	Retry(ctx context.Context, ids ...int64) error
	StartNow(ctx context.Context, ids ...int64) error
	Cancel(ctx context.Context, grace time.Duration, ids ...int64) error
	Restore(ctx context.Context, ids ...int64) error
	MoveBefore(ctx context.Context, before int64, ids ...int64) error
	Relocate(ctx context.Context, id int64, path string) error
	Resend(ctx context.Context, id int64, s uploader.Settings) error
	Edit(ctx context.Context, id int64, s uploader.Settings) error
}

// Pictures gives frames of the files.
type Pictures interface {
	// Frame is a picture of a job, w by h pixels. ok is false while it is on
	// its way; ready then runs on Fyne's goroutine when it is there. A nil
	// picture with ok means that there is none.
	Frame(j uploader.Job, w, h int, ready func()) (img image.Image, ok bool)
}

// Params are what a Page needs of the window it is in. Everything is called on
// Fyne's goroutine.
type Params struct {
	Commands Commands
	Pictures Pictures
	// Do runs a command off Fyne's goroutine; then gets its error back on it.
	Do func(run func(context.Context) error, then func(error))
	// Look says which rows the page wants in full.
	Look func(ids []int64)
	// Refresh asks for a snapshot: a command was carried out.
	Refresh func()

	AddVideos, AddFolder, ReplaceToken, ShowLibrary func()
	// PickFile asks for one file; chosen is not called when there is none.
	PickFile func(title, folder string, chosen func(path string))
	Toast    func(widgets.Toast)
	Copy     func(text string)
	OpenURL  func(address string)
	// OpenFolder shows a folder in the system's file manager.
	OpenFolder func(path string)
	// Read reads jobs, off Fyne's goroutine.
	Read func(ctx context.Context, ids []int64) ([]uploader.Job, error)
	// Profiles are the watermarks a video can be given, nil where nobody knows. It
	// runs off Fyne's goroutine.
	Profiles func(ctx context.Context) ([]Profile, error)
	// CopyLinks copies the addresses of the watch pages of videos at Stream,
	// CopyEmbeds the codes that put their players into a page.
	CopyLinks, CopyEmbeds func(uids []string)

	// Parallel is the number of uploads at once, Awake whether the screen stays
	// on while uploading, to begin with.
	Parallel    int
	SetParallel func(int)
	Awake       bool
	SetAwake    func(bool)
	Now         func() time.Time
}

// Page is the queue page. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content fyne.CanvasObject
	// List is what the keyboard starts from.
	List *widgets.List

	now     *Snapshot
	model   *model
	bar     *widgets.PageBar
	pauses  *widgets.Button
	banner  *widgets.Banner
	header  *header
	none    *widgets.EmptyState
	status  *widgets.StatusBar
	layout  *pageLayout
	seen    int       // the number of the row around which rows were last asked for
	asked   bool      // whether any were
	settled time.Time // when the last change of order was carried out
	moving  int       // changes of order under way
	undos   []*undo
	allHeld bool // what Pause all would do is to resume
}

// NewPage returns the page of an empty queue.
func NewPage(params Params) *Page {
	if params.Now == nil {
		params.Now = time.Now
	}
	p := &Page{Params: params, now: empty()}
	p.model = &model{page: p}
	p.model.regroup()
	p.pauses = widgets.NewButton(widgets.Outline, lang.L("Pause all"), p.pauseAll).WithIcon(look.IconPause)
	folder := widgets.NewButton(widgets.Outline, lang.L("Add folder…"), params.AddFolder).WithIcon(look.IconFolder)
	folder.SetTip(lang.L("Add every video below a folder"), "Ctrl Shift O")
	add := widgets.NewButton(widgets.Main, lang.L("Add videos…"), params.AddVideos).WithIcon(look.IconPlus)
	add.SetTip(lang.L("Choose files to upload"), "Ctrl O")
	p.bar = widgets.NewPageBar(lang.L("Queue"), p.pauses, folder, add)
	p.header = newHeader(p)
	p.none = widgets.NewEmptyState(look.IconUpload, lang.L("Nothing to upload"),
		lang.L("Drop videos or a folder anywhere in this window."),
		widgets.NewSmallButton(widgets.Main, lang.L("Add videos…"), params.AddVideos).WithIcon(look.IconPlus),
		widgets.NewSmallButton(widgets.Neutral, lang.L("Add folder…"), params.AddFolder))
	p.List = widgets.NewList(p.model)
	p.List.OnSelect = p.selected
	p.List.OnOpen = p.open
	p.List.OnKey = p.key
	p.List.OnShortcut = p.shortcut
	p.List.OnMove = p.move
	p.List.Menu = p.menu
	p.status = widgets.NewStatusBar()
	p.status.SetText(look.IconDownload, lang.L("Drop videos or folders anywhere in this window"))
	p.layout = &pageLayout{page: p}
	p.Content = container.New(p.layout)
	p.arrange()
	p.selected()
	return p
}

// SetBanner shows a condition of the page; nil takes it away.
func (p *Page) SetBanner(b *widgets.Banner) {
	p.banner = b
	p.arrange()
}

// ShowParallel shows how many uploads run at once, after that was chosen
// elsewhere.
func (p *Page) ShowParallel(n int) { p.header.parallel.SetValue(n) }

// ShowAwake shows whether the screen stays on, after that was chosen elsewhere.
func (p *Page) ShowAwake(on bool) { p.header.awake.SetOn(on) }

// arrange puts into the page what it consists of now.
func (p *Page) arrange() {
	objects := []fyne.CanvasObject{p.bar, p.List, p.header, p.none, p.status}
	if p.banner != nil {
		objects = append(objects, p.banner)
	}
	c := p.Content.(*fyne.Container)
	c.Objects = objects
	c.Refresh()
}

// Show shows a snapshot.
func (p *Page) Show(s *Snapshot) {
	before := p.now
	if p.moving > 0 || s.Now.Before(p.settled) {
		// It was read before the new order was written, so the order on screen
		// is the newer one.
		late := *s
		late.Outline = before.Outline
		s = &late
	}
	p.now = s
	p.model.regroup()
	p.showRows(before)
	p.bar.SetNote(s.summary())
	p.showPauses()
	p.header.set(s)
	if p.isEmpty() != p.none.Visible() {
		p.Content.Refresh()
	}
	p.selected()
}

// showRows brings the rows in sight up to date, and only those that changed.
func (p *Page) showRows(before *Snapshot) {
	s := p.now
	if s.Outline.shape != before.Outline.shape {
		p.List.Reload()
		return
	}
	for id, j := range s.Jobs {
		_, running := s.Running[id]
		if s.reading != before.reading || running || j.RetryAt.After(s.Now) {
			p.List.Update(keyOf(id))
		}
	}
}

// isEmpty reports whether there is nothing to list.
func (p *Page) isEmpty() bool { return len(p.now.Outline.places) == 0 }

func (p *Page) showPauses() {
	o := p.now.Outline
	unfinished := len(o.groups[uploading]) + len(o.groups[upNext])
	p.allHeld = unfinished > 0 && o.totals.paused == unfinished
	if p.allHeld {
		p.pauses.SetText(lang.L("Resume all"))
		p.pauses.SetIcon(look.IconPlay)
	} else {
		p.pauses.SetText(lang.L("Pause all"))
		p.pauses.SetIcon(look.IconPause)
	}
	show(p.pauses, unfinished > 0)
}

// inSight asks for the rows around one that is shown, once the eye has moved on
// far enough.
func (p *Page) inSight(at place, known bool) {
	flat := p.now.Outline.flat(at)
	if p.Look == nil || known && p.asked && max(flat-p.seen, p.seen-flat) < reach/2 {
		return
	}
	p.seen, p.asked = flat, true
	p.Look(p.now.Outline.near(at, reach))
}

// pageLayout stacks the page's parts.
type pageLayout struct{ page *Page }

// The distances of the header and the list.
const (
	headerTop    float32 = 16
	headerHeight float32 = 124
	headerBelow  float32 = 3
	bannerGap    float32 = 12
)

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.page.bar.MinSize().Width, look.PageBar+look.StatusBar)
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.page
	empty := p.isEmpty()
	show(p.none, empty)
	show(p.header, !empty)
	show(p.List, !empty)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	place(p.bar, 0, 0, size.Width, look.PageBar)
	bottom := size.Height - look.StatusBar
	place(p.status, 0, bottom, size.Width, look.StatusBar)
	y := look.PageBar
	if p.banner != nil {
		w := size.Width - 2*look.Inset
		h := p.banner.HeightFor(w)
		place(p.banner, look.Inset, y+headerTop, w, h)
		y += h + bannerGap
	}
	if empty {
		least := p.none.MinSize()
		place(p.none, (size.Width-least.Width)/2, max(y, y+(bottom-y-least.Height)*2/5), least.Width, least.Height)
		return
	}
	place(p.header, look.Inset, y+headerTop, size.Width-2*look.Inset, headerHeight)
	y += headerTop + headerHeight + headerBelow
	place(p.List, 0, y, size.Width, bottom-y)
}
