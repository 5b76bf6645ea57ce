package app

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/health"
	"spool/app/journal"
	"spool/app/queue"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// newHealthPage makes the page of what is wrong with the videos.
func (s *shell) newHealthPage() *health.Page {
	w := s.w
	p := health.Params{
		Jobs: s.edit.jobs, Do: s.edit.looks.Do, Toast: w.Toast, Pictures: demo.Pictures{}, Now: w.Now,
		Usage:  func(context.Context) (library.Usage, error) { return s.usage, nil },
		Queued: func() float64 { return s.now.Adds().Minutes() },
		Find:   s.findInLibrary, Open: func(uid string) { s.openVideo(uid, "") },
		Bulk: func(hits library.Hits, label string, operations ...library.Operation) {
			s.openBulk(hitsSource(s.videosEngine().Index(), hits, lang.L(label)), operations...)
		},
		Delete:      func(hits library.Hits) { s.library.Delete(s.edit.health.Content, hits) },
		ShowJournal: s.showJournal, ShowQueue: func() { s.open(pageQueue) },
		ShowLargest: s.showLargest,
		Pick:        w.choose, Uploads: noUploads{}, Hidden: w.settings.Hidden, Keep: s.keepHidden,
		OnCount: func(n int) {
			s.edit.findings = n
			s.showCounts()
		},
	}
	if l := s.videosEngine(); l != nil {
		p.Library = l
	}
	if s.session != nil {
		p.Pictures = videoPictures{s}
		p.Uploads = failedUploads{s.session.Queue(), s.session.Store(), s.info.Account}
		p.Usage = func(ctx context.Context) (library.Usage, error) { return s.session.Library().Usage(ctx) }
	}
	return health.NewPage(p)
}

// failedUploads is the queue as the health page knows it.
type failedUploads struct {
	Queue
	store   queue.Store
	account uploader.Account
}

// Failed implements health.Uploads.
func (u failedUploads) Failed(ctx context.Context, uids []string) (map[string]uploader.Job, error) {
	jobs, err := u.store.Jobs(ctx, uploader.Filter{Account: u.account, States: []uploader.State{uploader.Attention}})
	found := map[string]uploader.Job{}
	for _, j := range jobs {
		if slices.Contains(uids, j.UID) {
			found[j.UID] = j
		}
	}
	return found, err
}

// noUploads is the queue of a window that nothing is behind.
type noUploads struct{}

func (noUploads) Failed(context.Context, []string) (map[string]uploader.Job, error) { return nil, nil }

func (noUploads) AddAgain(context.Context, uploader.Settings, ...string) ([]uploader.Added, error) {
	return nil, errDemo
}
func (noUploads) Cancel(context.Context, time.Duration, ...int64) error { return errDemo }
func (noUploads) Restore(context.Context, ...int64) error               { return errDemo }

// keepHidden remembers which findings are hidden.
func (s *shell) keepHidden(kinds []library.FindingKind) {
	s.w.settings.Hidden = kinds
	if s.session != nil {
		s.w.keep()
	}
}

// findInLibrary shows the library with what a query finds.
func (s *shell) findInLibrary(query string) { s.showFound(s.library.Find(query)) }

// showLargest shows it with what takes most minutes first.
func (s *shell) showLargest() {
	s.showFound(s.library.FindBy("", library.Order{By: "duration", Descending: true}))
}

func (s *shell) showFound(err error) {
	if err != nil {
		s.w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		return
	}
	s.leaveVideo(func() { s.open(pageLibrary) })
}

// showJournal opens the journal above the status bar.
func (s *shell) showJournal() {
	l := s.videosEngine()
	if l == nil || widgets.OverlayOpen(s.w.Canvas()) {
		return
	}
	journal.Show(s.w.body, journal.Params{
		Journal: l.Journal(), Jobs: s.edit.jobs, Do: s.edit.looks.Do, Toast: s.w.Toast,
		Open: func(uid string) { s.openVideo(uid, "") }, Now: s.w.Now,
	})
}

// journalButton opens the journal, from a status bar.
func (s *shell) journalButton() fyne.CanvasObject {
	b := widgets.NewSmallButton(widgets.Quiet, lang.L("Journal"), s.showJournal).WithIcon(look.IconClock)
	b.SetTip(lang.L("What was changed, to be taken back"), "Ctrl J")
	return b
}
