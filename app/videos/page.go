package videos

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/jobs"
	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Stream is what the page asks of the account beside its library.
type Stream interface {
	// Thumbnail gets a video's picture, encoded, in about that size.
	Thumbnail(ctx context.Context, v library.Video, width, height int) ([]byte, error)
	// WatchURL is the page a video can be watched on.
	WatchURL(ctx context.Context, v library.Video) (string, error)
	// FrameURL is the address of the picture of a moment.
	FrameURL(ctx context.Context, v library.Video, at time.Duration) (string, error)
}

// Pictures gives the videos' thumbnails.
type Pictures interface {
	// Thumbnail is a video's picture, w by h pixels; ok and ready as in
	// pictures.Loader.
	Thumbnail(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
	// Forget gives up on a picture that is out of sight.
	Forget(v library.Video, w, h int)
}

// Params are what a Page needs of the window it is in. Everything is called on
// Fyne's goroutine.
type Params struct {
	// Library is the account's; nil shows a page with nothing behind.
	Library  *library.Library
	Stream   Stream
	Pictures Pictures
	Stills   stills.Source
	// Jobs carries out jobs of the journal, and takes them back.
	Jobs *jobs.Runner
	// Edited reports whether a video has unsaved changes, Draft adds one; each may
	// be nil.
	Edited func(uid string) bool
	Draft  func(library.Video, library.Change)
	// Post runs something on Fyne's goroutine, later.
	Post      async.Post
	Account   string
	AddVideos func()
	Toast     func(widgets.Toast)
	Copy      func(text string)
	OpenURL   func(address string)
	// Views is told the views for the sidebar, each time they change; may be nil.
	Views func([]widgets.NavItem)
	// Choices are those of the last run; Keep keeps others.
	Choices Choices
	Keep    func(Choices)
	Now     func() time.Time
}

// Page is the library page. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// OnOpen is asked to show a video in full; without it the video's watch page
	// opens.
	OnOpen func(library.Video)
	// OnNews runs when the index may have changed; may be nil.
	OnNews func()
	// More is the menu of the page itself, beside its main button; may be nil.
	More func() []widgets.MenuItem

	index    library.Index // nil without a library
	commands []*Command
	watchers []func(Selection)
	finds    *async.Line // searches, and rows that come into sight
	reads    *async.Line
	works    *async.Line

	order     library.Order
	rows      *rows
	found     found
	searches  int
	searching bool
	again     bool // something changed since the search under way began
	wanting   bool // rows in sight are about to be read
	loaded    bool
	failure   error
	mistake   string // in what is typed into the search field
	sync      news
	follower  *follower

	// on are the filters that are on, columns those of the table.
	on      conditions
	columns []column

	// whole is all videos together, chosen those that are selected.
	whole      library.Sum
	chosen     library.Sum
	summing    bool
	sumAgain   bool
	views      []view
	counting   bool
	countAgain bool

	grid     *widgets.Grid
	table    *widgets.List
	head     *tableHead
	bar      *widgets.PageBar
	field    *widgets.SearchField
	modes    *widgets.Segments
	tools    *tools
	more     *completions
	bulk     *bulkBar
	quick    *quickLook // nil while it is closed
	side     fyne.CanvasObject
	skeleton *widgets.Skeleton
	none     *widgets.EmptyState
	missed   *widgets.EmptyState // no match
	failed   *widgets.EmptyState
	status   *widgets.StatusBar
}

// Choices are what the page remembers between two runs.
type Choices struct {
	Sort library.Order `json:"sort,omitzero"`
	// Table shows the table in place of the grid, with Columns by their ids; Tile
	// is the least width of the grid's pictures.
	Table   bool    `json:"table,omitempty"`
	Columns string  `json:"columns,omitempty"`
	Tile    float32 `json:"tile,omitempty"`
	// GridSide and TableSide say that the inspector is not as usual: closed in
	// the grid, open in the table.
	GridSide  bool `json:"gridSide,omitempty"`
	TableSide bool `json:"tableSide,omitempty"`
}

// NewPage returns an empty page; Start or Show fills it, Close ends what it does.
func NewPage(params Params) *Page {
	if params.Now == nil {
		params.Now = time.Now
	}
	p := &Page{Params: params, order: library.NewestFirst, rows: newRows()}
	if p.Library != nil {
		p.index = p.Library.Index()
	}
	if p.Choices.Sort.By != "" {
		p.order = p.Choices.Sort
	}
	for _, line := range []**async.Line{&p.finds, &p.reads, &p.works} {
		*line = async.NewLine(params.Post)
	}
	p.build()
	p.addCommands()
	p.show()
	return p
}

// build makes the parts of the page.
func (p *Page) build() {
	p.columns = readColumns(p.Choices.Columns)
	p.grid = widgets.NewGrid((*tiles)(p))
	p.grid.SetTile(p.tile())
	p.table = widgets.NewList((*lines)(p))
	for _, l := range []*widgets.List{&p.grid.List, p.table} {
		l.OnSelect = p.selected
		l.OnOpen = func(widgets.Key) { p.open() }
		l.OnKey = p.key
		l.OnShortcut = p.shortcut
		l.Menu = p.Menu
	}
	p.head = newTableHead(p)
	p.bulk = newBulkBar(p)
	add := widgets.NewButton(widgets.Main, lang.L("Add videos…"), p.AddVideos).WithIcon(look.IconPlus)
	add.SetTip(lang.L("Choose files to upload"), "Ctrl O")
	p.field = widgets.NewSearchField(lang.L("Search names, UIDs and metadata"), "/")
	p.more = newCompletions(p)
	p.field.OnChanged = func(string) {
		p.asked()
		p.more.ask()
	}
	p.field.OnKey = p.more.key
	p.field.OnSubmitted = func(string) { p.submit() }
	p.field.OnLeave = p.focus
	p.field.OnFocus = func(on bool) {
		if !on {
			// Not before the click that took the keyboard has done its work.
			p.Post(func() { p.more.set(0, nil) })
		}
	}
	p.modes = widgets.NewSegments([]widgets.Segment{
		{Icon: look.IconGrid, Tip: widgets.Tip{Text: lang.L("Pictures")}},
		{Icon: look.IconList, Tip: widgets.Tip{Text: lang.L("Table")}},
	}, p.mode(), func(i int) { p.ShowTable(i == 1) })
	p.bar = widgets.NewPageBar(lang.L("Library"), widgets.Sized(290, 0, p.field), p.modes, p.moreButton(), add)
	p.tools = newTools(p)
	p.skeleton = widgets.NewSkeleton(6, 64, 96)
	p.missed = widgets.NewEmptyState(look.IconSearch, "", "")
	p.none = widgets.NewEmptyState(look.IconLibrary, lang.L("No videos here yet"),
		words.F("%s has no videos on Stream. Uploads show up here.", p.Account),
		widgets.NewSmallButton(widgets.Main, lang.L("Add videos…"), p.AddVideos).WithIcon(look.IconPlus))
	p.failed = p.failedState("")
	p.status = widgets.NewStatusBar()
	p.Content = container.New(&pageLayout{p})
}

// failedState says why the videos cannot be shown.
func (p *Page) failedState(why string) *widgets.EmptyState {
	return widgets.NewEmptyState(look.IconOffline, lang.L("The videos can’t be listed"), why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), p.Refresh).WithIcon(look.IconRetry))
}

// Show shows what the index has.
func (p *Page) Show() {
	if p.Library != nil {
		p.firstScreen()
		p.search()
		p.loadViews()
	}
}

// Start is Show, and begins to follow Stream.
func (p *Page) Start() {
	if p.Library == nil {
		return
	}
	p.Show()
	p.follower = follow(p.Library, p.Post, p.hear)
}

// Close ends what the page does and returns when it has. It does not wait for
// Fyne's goroutine.
func (p *Page) Close() {
	if p.follower != nil {
		p.follower.close()
	}
	for _, line := range []*async.Line{p.works, p.reads, p.finds} {
		line.Close()
	}
}

// firstScreen shows the newest videos while the index is read into memory.
func (p *Page) firstScreen() {
	if p.order != library.NewestFirst {
		return
	}
	var videos []library.Video
	var total int
	p.finds.Do(func(ctx context.Context) (err error) {
		videos, total, err = p.index.Newest(ctx, firstScreen)
		return err
	}, func(err error) {
		if err == nil && !p.loaded && len(videos) > 0 {
			p.rows.first, p.found.total = videos, total
			p.list().Reload()
			p.show()
		}
	})
}

// FocusSearch gives the keyboard to the search field.
func (p *Page) FocusSearch() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
		c.Focus(p.field.Focusable())
	}
}

// Read runs what asks the library and changes nothing, off Fyne's goroutine;
// then gets its error back on it. It ends with the account.
func (p *Page) Read(run func(context.Context) error, then func(error)) { p.reads.Do(run, then) }

// Work is Read for what changes something or takes long.
func (p *Page) Work(run func(context.Context) error, then func(error)) { p.works.Do(run, then) }

// Refresh asks Stream for what is new.
func (p *Page) Refresh() {
	if p.follower != nil {
		p.follower.ask()
	}
}

// Changed has the page search and read anew: the index, or what it shows of a
// video, changed.
func (p *Page) Changed() {
	p.search()
	p.countViews()
}

// Drafted has the marks of videos with unsaved changes shown anew.
func (p *Page) Drafted() {
	for _, k := range p.list().InSight() {
		p.list().Update(k)
	}
}

// query is what is to be found.
func (p *Page) query() library.Query {
	typed, err := library.ParseQuery(p.field.Text(), p.Now())
	if err != nil {
		p.mistake = err.Error()
		return p.found.query
	}
	p.mistake = ""
	set, err := library.ParseQuery(p.on.text(), p.Now())
	if err != nil {
		p.mistake = err.Error()
	}
	return library.Query{Terms: append(set.Terms, typed.Terms...)}
}

// show brings in step what is shown with what is known.
func (p *Page) show() {
	if p.failure != nil {
		p.failed = p.failedState(p.failure.Error())
	}
	if p.unmatched() {
		p.missed = p.missedState()
	}
	p.bar.SetNote(p.summary())
	p.arrange()
	p.showStatus()
}

// summary says how many videos there are and how long they play.
func (p *Page) summary() string {
	if p.rows.len() == 0 && !p.loaded {
		return ""
	}
	length := ""
	if minutes := int(p.whole.Seconds / 60); minutes > 0 {
		length = words.F("%s h %d min", words.Count(minutes/60), minutes%60)
	}
	return words.List(words.N(p.found.total, "%s video", "%s videos"), length)
}

// selected brings in step what hangs on the selection.
func (p *Page) selected() {
	p.bulk.set(p.list().SelectedCount())
	p.head.Refresh()
	p.arrange()
	s := p.Selection()
	p.sumSelection(s)
	p.showStatus()
	for _, f := range p.watchers {
		f(s)
	}
}
