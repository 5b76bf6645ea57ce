// Package health is the page of what is wrong with an account's videos: findings
// with their repairs, how full the account is, and how that goes on.
//
// The page looks through the local index, off Fyne's goroutine, when it is opened,
// when asked to and when a job ended. A repair that needs no answer acts at once
// and can be taken back; one that needs some opens the bulk edit or a sheet; one
// that cannot be taken back asks first. All of them are jobs of the journal.
package health

import (
	"context"
	"image"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Library is what the page asks of an account; *library.Library is one.
type Library interface {
	Health(ctx context.Context) ([]library.Finding, error)
	Forecast(ctx context.Context, used library.Usage) (library.Storage, error)
	Index() library.Index
	Journal() library.Journal
}

// Pictures gives the videos' thumbnails.
type Pictures interface {
	// Thumbnail is a video's picture, w by h pixels; ok and ready as in
	// pictures.Loader.
	Thumbnail(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
}

// Params are what a Page needs of the window it is in.
type Params struct {
	Library  Library
	Pictures Pictures
	Jobs     *jobs.Runner
	Do       func(run func(context.Context) error, then func(error))
	Toast    func(widgets.Toast)
	// Usage asks Stream how full the account is.
	Usage func(ctx context.Context) (library.Usage, error)
	// Queued is how many minutes wait in the queue.
	Queued func() float64
	// Uploads takes the files of failed videos; Pick asks for one.
	Uploads Uploads
	Pick    func(o filepick.Options, chosen func(paths []string))
	// Find shows the library with what a query finds, Open a video. Bulk edits
	// videos of the index, Delete asks and then deletes them.
	Find   func(query string)
	Open   func(uid string)
	Bulk   func(hits library.Hits, label string, operations ...library.Operation)
	Delete func(hits library.Hits)
	// ShowJournal opens the journal, ShowQueue the queue, ShowLargest the library
	// with what takes most minutes first.
	ShowJournal, ShowQueue, ShowLargest func()
	// Hidden are the findings that do not show; Keep remembers others.
	Hidden []library.FindingKind
	Keep   func(hidden []library.FindingKind)
	// OnCount is told how many findings there are; may be nil.
	OnCount func(n int)
	Now     func() time.Time
}

// Report is what a look at the account found.
type Report struct {
	Findings []library.Finding
	// Few are the first videos of each finding, of duplicates those of the groups
	// that are compared.
	Few     [][]library.Video
	Storage library.Storage
	// Videos is how many the account has, Repairs the last jobs of ours.
	Videos  int
	Repairs []library.Job
	At      time.Time
	// NoUsage says why Stream could not be asked, nil where it could.
	NoUsage error
}

// Page is the health of an account's library.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container

	report  *Report
	looking bool
	stale   bool // the account changed during the look
	failure error
	rows    []*row
	places  []place
	at      *stop                         // what the keyboard is at, nil for none of the places
	open    library.FindingKind           // the finding whose videos are listed
	keep    map[uint32]bool               // copies that were chosen to stay
	mending map[library.FindingKind]int64 // the last job of each repair
	// language is the one captions were last written in, "" for none.
	language string

	bar     *widgets.PageBar
	checked *look.Label
	again   *widgets.Button
	scroll  *container.Scroll
	left    *fyne.Container
	right   *fyne.Container
	status  *widgets.StatusBar
}

const storageWidth float32 = 360

// NewPage returns an empty page; Check fills it.
func NewPage(params Params) *Page {
	p := &Page{Params: params, keep: map[uint32]bool{}, mending: map[library.FindingKind]int64{}, checked: look.NewLabel(look.Small, look.Fg3, ""), status: widgets.NewStatusBar()}
	p.again = widgets.NewButton(widgets.Outline, lang.L("Check again"), p.checkAgain).WithIcon(look.IconRetry)
	var more *widgets.Button
	more = widgets.NewIconButton(widgets.Outline, widgets.Normal, look.IconSettings, widgets.Tip{Text: lang.L("Hidden findings")}, func() { widgets.ShowMenuBelow(more, p.hiddenMenu()) })
	p.bar = widgets.NewPageBar(lang.L("Health"), p.checked, p.again, more)
	p.left, p.right = widgets.Column(20), widgets.Column(16)
	p.scroll = container.NewVScroll(container.New(&bodyLayout{}, p.left, p.right))
	p.Content = widgets.Column(0, p.bar, widgets.Grow(p.scroll), p.status)
	p.show()
	return p
}

// First is what the keyboard starts from.
func (p *Page) First() fyne.Focusable {
	if len(p.places) > 0 {
		return p.places[0].Pressable
	}
	return p.again
}

// Check looks through the index again.
func (p *Page) Check() {
	if p.Library == nil {
		return
	}
	if p.looking {
		p.stale = true
		return
	}
	p.looking = true
	p.again.Disable()
	var report *Report
	p.Do(func(ctx context.Context) (err error) {
		report, err = p.look(ctx)
		return err
	}, func(err error) {
		p.looking, p.failure = false, err
		p.again.Enable()
		if err == nil {
			p.report = report
		}
		p.show()
		if p.stale {
			p.stale = false
			p.Check()
		}
	})
}

// checkAgain is Check by hand: what ended repairs left was seen.
func (p *Page) checkAgain() {
	maps.DeleteFunc(p.mending, func(_ library.FindingKind, id int64) bool {
		s := p.Jobs.State(id)
		return s == nil || !s.Running && !s.Queued && !s.Rests()
	})
	p.Check()
}

// fewVideos is how many pictures a finding shows, listed how many videos it
// lists.
const (
	fewVideos = 4
	listed    = 20
)

// look finds out all that the page shows.
func (p *Page) look(ctx context.Context) (*Report, error) {
	r := &Report{At: p.Now()}
	var err error
	if r.Findings, err = p.Library.Health(ctx); err != nil {
		return nil, err
	}
	for _, f := range r.Findings {
		first := f.Hits[:min(listed, len(f.Hits))]
		if f.Kind == library.FindingDuplicates {
			first = slices.Concat(compared(&f)...)
		}
		few, err := p.Library.Index().Videos(ctx, first)
		if err != nil {
			return nil, err
		}
		r.Few = append(r.Few, few)
	}
	if r.Videos, err = p.Library.Index().Count(ctx, library.Query{}); err != nil {
		return nil, err
	}
	if r.Repairs, err = p.lastRepairs(ctx); err != nil {
		return nil, err
	}
	usage, err := p.Usage(ctx)
	r.NoUsage = err
	r.Storage, err = p.Library.Forecast(ctx, usage)
	return r, err
}

// manyJobs is how far back repairs are looked for, shownRepairs how many show.
const (
	manyJobs     = 100
	shownRepairs = 2
)

// lastRepairs are the last jobs that changed many videos and can be taken back.
func (p *Page) lastRepairs(ctx context.Context) ([]library.Job, error) {
	all, err := p.Library.Journal().Jobs(ctx, manyJobs)
	var list []library.Job
	for _, job := range all {
		many := job.Kind == library.JobCaptions || job.Total > 1 && (job.Kind == library.JobEdit || job.Kind == library.JobImport)
		if many && job.Done > 0 && job.UndoneBy == 0 && len(list) < shownRepairs {
			list = append(list, job)
		}
	}
	return list, err
}

// Unfold lists the videos of a finding, and puts the keyboard there, as soon as
// the page knows them.
func (p *Page) Unfold(k library.FindingKind) {
	p.open, p.at = k, &stop{kind: k}
	p.show()
}

// visible are the findings that are not hidden, with their places in the report.
func (p *Page) visible(s library.Severity) []int {
	var list []int
	for i, f := range p.report.Findings {
		if f.Severity == s && !slices.Contains(p.Hidden, f.Kind) {
			list = append(list, i)
		}
	}
	return list
}

// count is how many findings there are, and in how many videos.
func (p *Page) count() (findings, videos int) {
	seen := map[uint32]bool{}
	for s := library.NotWorking; s <= library.ToTidy; s++ {
		for _, i := range p.visible(s) {
			findings += len(p.report.Findings[i].Hits)
			for _, id := range p.report.Findings[i].Hits {
				seen[id] = true
			}
		}
	}
	return findings, len(seen)
}

var severities = [...]struct {
	title, note string
	tone        fyne.ThemeColorName
}{
	library.NotWorking: {"Not working", "%s, act now", look.Error},
	library.AtRisk:     {"At risk", "%s, can cost you something", look.Warning},
	library.ToTidy:     {"To tidy", "%s, when there is time", look.AccentFg},
}

// show brings everything in step with the report. The keyboard stays where it
// was.
func (p *Page) show() {
	at, ringed := p.at, false
	if at != nil {
		if i := p.find(*at); i >= 0 {
			ringed = p.places[i].Ringed()
		}
	}
	p.rows, p.places, p.left.Objects, p.right.Objects = nil, nil, nil, nil
	switch {
	case p.report == nil && p.failure != nil:
		p.left.Add(widgets.NewBanner(widgets.BannerError, lang.L("The library can’t be looked through"), p.failure.Error()).WithAction(lang.L("Try again"), p.Check))
	case p.report == nil:
		p.left.Add(widgets.NewSkeleton(6, 58, 0))
	default:
		p.showReport()
	}
	p.bar.Refresh()
	for _, o := range []fyne.CanvasObject{p.left, p.right, p.scroll.Content, p.scroll} {
		o.Refresh() // from within, as each is as high as what it holds
	}
	switch {
	case at == nil || len(p.places) == 0:
	case ringed:
		p.focus(*at)
	default:
		p.hold(at.kind)
	}
	p.showStatus()
}

func (p *Page) showReport() {
	findings, videos := p.count()
	if p.OnCount != nil {
		p.OnCount(findings)
	}
	p.bar.SetNote(words.N(p.report.Videos, "No finding in %s video", "No finding in %s videos"))
	if findings > 0 {
		found := words.N(findings, "%s finding", "%s findings")
		p.bar.SetNote(words.F("%s in %s of %s videos", found, words.Count(videos), words.Count(p.report.Videos)))
	}
	p.checked.SetText(words.F("Checked %s", words.Ago(p.report.At, p.Now())))
	if p.failure != nil {
		p.left.Add(widgets.NewBanner(widgets.BannerError, lang.L("The last check failed"), p.failure.Error()))
	}
	for s := library.NotWorking; s <= library.ToTidy; s++ {
		p.addSection(s)
	}
	if findings == 0 {
		p.left.Add(widgets.NewEmptyState(look.IconDone, lang.L("Nothing to repair"), lang.L("Every video plays, is named and is as safe as you made it.")))
	}
	p.right.Objects = p.storage()
}

func (p *Page) addSection(s library.Severity) {
	places := p.visible(s)
	if len(places) == 0 {
		return
	}
	n := 0
	rows := widgets.Column(0)
	card := widgets.NewCard(rows).Inset(1)
	section := widgets.Column(10)
	for k, i := range places {
		n += len(p.report.Findings[i].Hits)
		if k > 0 {
			rows.Add(widgets.NewRule())
		}
		r := p.newRow(i, k == 0, k == len(places)-1)
		r.above = []fyne.CanvasObject{section, card, rows}
		p.rows = append(p.rows, r)
		rows.Add(r.object)
	}
	head := widgets.Row(8, look.NewLabel(look.Subheading, look.Fg, lang.L(severities[s].title)),
		look.NewLabel(look.Body, look.Fg3, words.F(severities[s].note, words.Count(n))))
	section.Add(head)
	section.Add(card)
	p.left.Add(section)
}

// hiddenMenu lists the findings that were hidden, to show them again.
func (p *Page) hiddenMenu() []widgets.MenuItem {
	if len(p.Hidden) == 0 {
		return []widgets.MenuItem{{Label: lang.L("No finding is hidden"), Disabled: true, Reason: lang.L("H hides the one the keyboard is at")}}
	}
	return []widgets.MenuItem{{Label: words.N(len(p.Hidden), "Show %s hidden finding", "Show %s hidden findings"), Icon: look.IconEye, Run: func() {
		p.keepHidden(nil)
	}}}
}

// bodyLayout puts storage at the right of the findings, or below them where the
// window is too narrow for both.
type bodyLayout struct{ width float32 }

const (
	bodyTop   float32 = 16
	bodyGap   float32 = 16
	besidePx  float32 = 1280 - look.SidebarWidth
	bodyInset         = look.Inset
)

// MinSize implements fyne.Layout.
func (l *bodyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize().Height, objects[1].MinSize().Height
	if l.width >= besidePx {
		return fyne.NewSize(0, max(left, right)+2*bodyTop)
	}
	return fyne.NewSize(0, left+right+3*bodyTop)
}

// Layout implements fyne.Layout.
func (l *bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	left, right := objects[0], objects[1]
	inner := max(0, size.Width-2*bodyInset)
	left.Move(fyne.NewPos(bodyInset, bodyTop))
	if size.Width >= besidePx {
		left.Resize(fyne.NewSize(inner-storageWidth-bodyGap, left.MinSize().Height))
		right.Move(fyne.NewPos(size.Width-bodyInset-storageWidth, bodyTop))
		right.Resize(fyne.NewSize(storageWidth, right.MinSize().Height))
		return
	}
	left.Resize(fyne.NewSize(inner, left.MinSize().Height))
	right.Move(fyne.NewPos(bodyInset, left.MinSize().Height+2*bodyTop))
	right.Resize(fyne.NewSize(inner, right.MinSize().Height))
}
