package downloads

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// restEvery is how often the saves are looked at while another page shows.
const restEvery = 2 * time.Second

// Page is all saves of the account. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// List is what the keyboard starts from.
	List *widgets.List

	list   *saveList
	shown  bool
	batch  batch
	bar    *widgets.PageBar
	all    *widgets.Button
	middle *fyne.Container
	wait   *widgets.Skeleton
	none   fyne.CanvasObject
	status *widgets.StatusBar
}

// batch is what began to be saved and has not all ended.
type batch struct {
	known        bool
	open         int
	done, failed int // at its beginning
}

// NewPage returns a page that looks at nothing before Start. choose shows where
// videos are chosen.
func NewPage(p Params, choose func()) *Page {
	d := &Page{Params: p, middle: container.NewStack(), wait: widgets.NewSkeleton(4, look.WaitingRow, 0), status: widgets.NewStatusBar()}
	d.list = newSaveList(&d.Params, true)
	d.list.looked, d.list.every = d.show, restEvery
	d.List = d.list.List
	d.all = widgets.NewButton(widgets.Outline, "", nil)
	d.bar = widgets.NewPageBar(lang.L("Downloads"), d.all)
	d.none = container.NewCenter(widgets.NewEmptyState(look.IconDownload, lang.L("Nothing is being saved"),
		lang.L("Select videos in the library and choose Downloads. A save that breaks off goes on where it was, also after Spool was closed."),
		widgets.NewSmallButton(widgets.Main, lang.L("Choose videos"), choose).WithIcon(look.IconLibrary)))
	change := widgets.NewSmallButton(widgets.Link, lang.L("Change limits…"), func() { d.limitsSheet(d.Content, d.showStatus) })
	d.status.WithEnd(change)
	d.Content = widgets.Column(0, d.bar, widgets.Grow(d.middle), d.status)
	d.show()
	return d
}

// Start begins to follow the queue.
func (d *Page) Start() { d.list.look() }

// Show is for when the page comes into sight, Leave for when it goes.
func (d *Page) Show() {
	d.shown, d.list.every = true, lookEvery
	d.list.look()
}

// Leave has the page look less often.
func (d *Page) Leave() { d.shown, d.list.every = false, restEvery }

// show brings the page in step with the queue.
func (d *Page) show() {
	l := d.list
	content := fyne.CanvasObject(l.List)
	switch {
	case l.failure != nil:
		content = container.NewCenter(widgets.NewEmptyState(look.IconError, lang.L("The saves can’t be listed"), page.Sentence(l.failure),
			widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), l.look).WithIcon(look.IconRetry)))
	case !l.listed:
		content = d.wait
	case len(l.items) == 0:
		content = d.none
	}
	if len(d.middle.Objects) != 1 || d.middle.Objects[0] != content {
		d.middle.Objects = []fyne.CanvasObject{content}
		d.middle.Refresh()
	}
	d.showBar()
	d.showStatus()
	d.follow()
}

// showBar says how far the saves are, and offers what can be done with all.
func (d *Page) showBar() {
	l, note, speed := d.list, "", 0.0
	for i := range l.items {
		speed += l.items[i].Speed
	}
	if n := len(l.items); n > 0 {
		note = words.F("%s of %s saved", words.Count(l.count(download.Done)), words.Count(n))
	}
	if speed > 0 {
		note = words.List(note, words.Speed(speed))
	}
	d.bar.SetNote(note)
	running, paused := l.ids(canPause), l.ids(func(i *download.Item) bool { return i.State == download.Paused })
	page.Show(d.all, len(running)+len(paused) > 0)
	label, icon, run := lang.L("Pause all"), look.IconPause, func() { l.pause(running...) }
	if len(running) == 0 {
		label, icon, run = lang.L("Go on with all"), look.IconPlay, func() { l.resume(paused...) }
	}
	d.all.SetText(label)
	d.all.SetIcon(icon)
	d.all.OnTapped = run
	d.bar.Refresh()
}

func (d *Page) showStatus() {
	d.status.SetText(look.IconGauge, d.chosen().limits())
	if len(d.list.items) == 0 {
		d.status.SetSelection("")
		return
	}
	d.status.SetSelection("", widgets.KeyHint{Key: lang.L("Space"), Does: lang.L("Pause or go on")},
		widgets.KeyHint{Key: "R", Does: lang.L("Try again")}, widgets.KeyHint{Key: lang.L("Del"), Does: lang.L("Cancel")})
}

// follow counts the open saves, and tells a person who looks elsewhere when the
// last of them has ended.
func (d *Page) follow() {
	l, b := d.list, &d.batch
	if !l.listed || l.failure != nil {
		return
	}
	open := len(l.ids(func(i *download.Item) bool { return !i.Over() }))
	done, failed := l.count(download.Done), l.count(download.Failed)
	if b.open > 0 && open == 0 && !d.shown {
		d.tell(done-b.done, failed-b.failed)
	}
	if open == 0 || !b.known {
		b.known, b.done, b.failed = true, done, failed
	}
	if d.Counted != nil && open != b.open {
		d.Counted(open)
	}
	b.open = open
}

func (d *Page) tell(done, failed int) {
	if done > 0 {
		d.Toast(widgets.Toast{Text: words.N(done, "%s file saved", "%s files saved")})
	}
	if failed > 0 {
		d.Toast(widgets.Toast{Text: words.N(failed, "%s file was not saved", "%s files were not saved"), Failed: true})
	}
}
