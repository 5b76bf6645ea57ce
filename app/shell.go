package app

import (
	"context"
	"image"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/demo"
	"spool/app/downloads"
	"spool/app/palette"
	"spool/app/pictures"
	"spool/app/queue"
	"spool/app/settings"
	"spool/app/share"
	"spool/app/video"
	"spool/app/videos"
	"spool/app/watermarks"
	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// The pages.
const (
	pageQueue    = "queue"
	pageLibrary  = "library"
	pageSettings = "settings"
	pageVideo    = "video"
	pageBulk     = "bulk"

	pageWatermarks = "watermarks"
	pageHealth     = "health"
	pageSaves      = "downloads"
)

// narrowBelow is the window width under which the sidebar is icons only.
const narrowBelow float32 = 1080

// shell is an account at work: sidebar and pages. All of it belongs to Fyne's
// goroutine but for what feed does.
type shell struct {
	w       *Window
	session Session
	info    AccountInfo

	sidebar  *widgets.Sidebar
	storage  *widgets.StorageBar
	card     *uploadCard
	queue    *queue.Page
	library  *videos.Page
	copier   *share.Copier
	settings *settings.Page
	views    []widgets.NavItem // the library's, as the sidebar shows them
	recent   []palette.Item    // what was chosen in quick open, newest first
	video    *video.Page
	edit     *editing
	page     string
	marks    *watermarks.Page
	saves    *downloads.Page
	// videoFrom is the page that the video page leads back to.
	videoFrom string
	lines     []*async.Line // what pages ask for, each its own
	work      context.Context
	endWork   context.CancelFunc
	tabKeys   map[string]tabKeys
	root      *fyne.Container
	middle    *fyne.Container

	feed  *queue.Feed
	end   context.CancelFunc
	ended chan struct{}
	usage library.Usage
	// profiles is how many watermarks there are.
	profiles int
	// saving is how many saves are open.
	saving int
	now    *queue.Snapshot
	batch  batch
	awake  bool // the screen is kept on
	failed bool // the banner says that the queue failed
}

// show puts a session to work in the window.
func (w *Window) show(session Session) {
	w.leave()
	s := newShell(w, session.Info(), session)
	w.shell = s
	w.fill(s.root)
	page := w.settings.Page
	if page != pageLibrary {
		page = pageQueue
	}
	s.open(page)
	s.start()
	if said := session.Rescued(); said != "" {
		w.Toast(widgets.Toast{Text: said, Failed: true})
	}
	if files := w.waiting; len(files) > 0 {
		w.waiting = nil
		w.Add(files)
	}
}

// newShell builds the pages of an account; session is nil where there is
// nothing behind them.
func newShell(w *Window, info AccountInfo, session Session) *shell {
	s := &shell{w: w, session: session, info: info, tabKeys: map[string]tabKeys{}}
	s.work, s.endWork = context.WithCancel(context.Background())
	s.storage = widgets.NewStorageBar(lang.L("Storage"))
	s.card = newUploadCard(func() { s.open(pageQueue) })
	s.sidebar = widgets.NewSidebar(lang.L("Spool"), lang.L("Views"), lang.L("Save what the library shows as a view"))
	s.sidebar.SetAccount(info.Name)
	s.sidebar.SetStorage(s.storage)
	s.sidebar.SetFooter(widgets.NavItem{ID: pageSettings, Label: lang.L("Settings"), Icon: look.IconSettings, Key: "Ctrl ,", ShowKey: true})
	s.sidebar.OnSelect = func(id string) { s.leaveVideo(func() { s.openPlace(id) }) }
	s.sidebar.OnAddView = func() { s.leaveVideo(s.saveView) }
	s.sidebar.OnViewMenu = func(id string) []widgets.MenuItem { return s.library.ViewMenu(id) }
	s.sidebar.OnAccount = s.accountMenu
	s.queue = queue.NewPage(s.queueParams())
	s.copier = &share.Copier{Params: s.shareParams(), Window: w.body}
	s.edit = s.newEditing()
	s.library = s.newLibraryPage()
	s.addCopying()
	s.video = s.newVideoPage()
	s.edit.bulk = s.newBulkPage()
	s.marks = s.newWatermarksPage()
	s.saves = s.newSavesPage()
	s.edit.health = s.newHealthPage()
	s.library.SetStatusEnd(s.journalButton())
	s.addInspector()
	s.addBulk()
	s.addTransfer()
	s.addThumbnails()
	s.addCaptions()
	s.addSaving()
	s.settings = s.newSettingsPage()
	s.middle = container.NewStack()
	s.root = container.New(&shellLayout{s}, s.sidebar, s.middle)
	s.now = &queue.Snapshot{Outline: queue.NewOutline(nil, nil, w.Now())}
	s.showCounts()
	s.showToken()
	return s
}

func (s *shell) queueParams() queue.Params {
	w := s.w
	p := queue.Params{
		Do: w.commands.Do, AddVideos: w.AddVideos, AddFolder: w.AddFolder, PickFile: w.pickFile,
		ReplaceToken: s.replaceToken, ShowLibrary: func() { s.open(pageLibrary) },
		Toast: w.Toast, Copy: w.copy, OpenURL: w.openURL, OpenFolder: w.openFolder, Now: w.Now,
		CopyLinks: s.copyOf(embed.Watch), CopyEmbeds: s.copyOf(embed.Responsive),
		Parallel: parallel(w.settings.Parallel), SetParallel: s.setParallel,
		Awake: !w.settings.Asleep, SetAwake: s.setAwake,
		Refresh: func() {}, Pictures: demo.Pictures{},
	}
	if s.session != nil {
		p.Commands, p.Pictures = s.session.Queue(), framePictures{s}
		p.Read = func(ctx context.Context, ids []int64) ([]uploader.Job, error) {
			return readJobs(ctx, s.session.Store(), ids)
		}
		p.Refresh = func() { s.feed.Refresh() }
		p.Look = func(ids []int64) { s.feed.Look(ids) }
		p.Profiles = s.profilesToChoose
	}
	return p
}

func parallel(n int) int {
	if n < 1 {
		return uploader.DefaultParallel
	}
	return n
}

// readJobs reads jobs in steps that the store takes.
func readJobs(ctx context.Context, store queue.Store, ids []int64) ([]uploader.Job, error) {
	const step = 400
	var jobs []uploader.Job
	for len(ids) > 0 {
		n := min(step, len(ids))
		rows, err := store.Jobs(ctx, uploader.Filter{IDs: ids[:n]})
		if err != nil {
			return nil, err
		}
		jobs, ids = append(jobs, rows...), ids[n:]
	}
	return jobs, nil
}

// start begins to follow the engine.
func (s *shell) start() {
	latest := async.NewLatest(s.w.Post, s.take)
	s.feed = queue.NewFeed(queue.FeedParams{
		Store: s.session.Store(), Account: s.info.Account, Progress: s.session.Progress,
		Failed: s.session.Failed, Show: latest.Put, Now: s.w.Now, Every: s.w.pace(),
	})
	s.session.SetParallel(parallel(s.w.settings.Parallel))
	ctx, end := context.WithCancel(context.Background())
	s.end, s.ended = end, make(chan struct{})
	go func() {
		defer close(s.ended)
		s.feed.Run(ctx)
	}()
	s.library.Start()
	s.edit.start(s)
	s.saves.Start()
	s.readUsage()
}

// stop ends what start began. It must not wait for Fyne's goroutine.
func (s *shell) stop() {
	s.endWork()
	for _, line := range s.lines {
		line.Close()
	}
	s.library.Close()
	if s.end == nil {
		return
	}
	s.end()
	<-s.ended
	s.edit.stop()
	s.keepAwake(false)
}

// take shows a snapshot everywhere.
func (s *shell) take(now *queue.Snapshot) {
	if s.w.shell != s {
		return // it was on its way when the account was left
	}
	arrived := now.Arrived() > s.now.Arrived()
	s.now = now
	s.queue.Show(now)
	s.showFailure(now.Failed)
	s.showCounts()
	s.showStorage()
	s.card.set(now)
	s.showCard()
	s.keepAwake(!s.w.settings.Asleep && now.Uploading() > 0)
	if arrived {
		s.readUsage()
		s.library.Refresh()
	}
	s.batch.follow(s, now)
	s.endHidden()
}

// open shows a page.
func (s *shell) open(page string) {
	var content fyne.CanvasObject
	switch page {
	case pageQueue:
		content = s.queue.Content
	case pageLibrary:
		content = s.library.Content
	case pageVideo:
		content = s.video.Content
	case pageBulk:
		content = s.edit.bulk.Content
	case pageWatermarks:
		content = s.marks.Content
		s.marks.Refresh()
	case pageHealth:
		content = s.edit.health.Content
		s.edit.health.Check()
	case pageSaves:
		content = s.saves.Content
		s.saves.Show()
	default:
		content = s.settings.Content
		if s.settings.Current() == "" {
			s.settings.Open("")
		}
	}
	if s.page == pageVideo && page != pageVideo {
		s.video.Hide()
	}
	if s.page == pageSettings && page != pageSettings {
		s.settings.Close()
	}
	if s.page == pageSaves && page != pageSaves {
		s.saves.Leave()
	}
	s.page = page
	s.sidebar.SetCurrent(s.marked())
	s.w.tips.Clear()
	s.middle.Objects = []fyne.CanvasObject{content}
	s.middle.Refresh()
	s.showCard()
	// Keys that nothing has the focus for go to the page's list.
	s.w.Canvas().Unfocus()
	widgets.Settle(s.w)
	if place := s.place(); s.w.settings.Page != place {
		s.w.settings.Page = place
		if s.session != nil {
			s.w.keep()
		}
	}
}

func (s *shell) showCounts() { s.sidebar.SetPages(s.pages()) }

// pages are the pages as the sidebar lists them.
func (s *shell) pages() []widgets.NavItem {
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return words.Count(n)
	}
	return []widgets.NavItem{
		{ID: pageQueue, Label: lang.L("Queue"), Icon: look.IconQueue, Count: count(s.now.Open()), Key: "Ctrl 1"},
		{ID: pageLibrary, Label: lang.L("Library"), Icon: look.IconLibrary, Count: count(s.usage.Videos), Key: "Ctrl 2"},
		{ID: pageHealth, Label: lang.L("Health"), Icon: look.IconHealth, Count: count(s.edit.findings)},
		{ID: pageWatermarks, Label: lang.L("Watermarks"), Icon: look.IconWatermark, Count: count(s.profiles), Key: "Ctrl 4"},
		{ID: pageSaves, Label: lang.L("Downloads"), Icon: look.IconDownload, Count: count(s.saving), Key: "Ctrl 5"},
	}
}

// showStorage brings the storage bar in step with the account and the queue.
func (s *shell) showStorage() {
	limit := s.usage.MinutesLimit
	if limit <= 0 {
		return
	}
	minutes := func(m float64) string { return words.Count(int(m + .5)) }
	adds, note := s.now.Adds().Minutes(), ""
	if adds >= .5 {
		note = words.F("Queue adds %s min", minutes(adds))
	}
	s.storage.Set(s.usage.Minutes/limit, adds/limit,
		words.F("%s of %s min", minutes(s.usage.Minutes), minutes(limit)), note)
}

// readUsage asks how full the account is.
func (s *shell) readUsage() {
	if s.session == nil {
		return
	}
	var usage library.Usage
	s.w.reads.Do(func(ctx context.Context) (err error) {
		usage, err = s.session.Library().Usage(library.WithPriority(ctx, library.Background))
		return err
	}, func(err error) {
		// Without an answer the bar stays as it was; the queue says what is wrong
		// with the connection or the token.
		if err != nil || s.w.shell != s {
			return
		}
		s.usage = usage
		s.showCounts()
		s.showStorage()
	})
}

// showCard shows the running uploads on the pages that do not.
func (s *shell) showCard() {
	if s.page != pageQueue && s.now.Uploading() > 0 {
		s.sidebar.SetCard(s.card)
	} else {
		s.sidebar.SetCard(nil)
	}
}

// shellLayout puts the sidebar beside the page.
type shellLayout struct{ s *shell }

// MinSize implements fyne.Layout.
func (l *shellLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *shellLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	narrow := size.Width < narrowBelow
	l.s.sidebar.SetNarrow(narrow)
	side := look.SidebarWidth
	if narrow {
		side = look.SidebarIcons
	}
	l.s.sidebar.Resize(fyne.NewSize(side, size.Height))
	l.s.middle.Move(fyne.NewPos(side, 0))
	l.s.middle.Resize(fyne.NewSize(max(0, size.Width-side), size.Height))
}

// framePictures gives the queue's rows frames of the local files.
type framePictures struct{ s *shell }

// Frame implements queue.Pictures.
func (p framePictures) Frame(j uploader.Job, w, h int, ready func()) (image.Image, bool) {
	loader := p.s.w.Pictures
	if loader == nil || !j.Probed {
		return nil, loader == nil
	}
	at := frameAt(&j)
	return loader.Get(pictures.Request{
		Key: filepath.Clean(j.Path) + "\n" + j.ModTime.String() + "\n" + at.String(), Width: w, Height: h,
		Fetch: func(ctx context.Context) ([]byte, error) { return p.s.session.Frames()(ctx, j.Path, at, w, h) },
	}, ready)
}

// frameAt is the place of a job's thumbnail; without one, a little behind the
// start, which is often black.
func frameAt(j *uploader.Job) time.Duration {
	if p := j.Settings.ThumbnailTimestampPct; p != nil {
		return time.Duration(*p * float64(j.Duration))
	}
	return min(j.Duration/10, 30*time.Second)
}
