// Package journal is the popover of what was changed: by the window, by the
// command line, or by other tools as syncing saw it. Changes of ours can be taken
// back there, and the search finds one by name, uid, field or value.
package journal

import (
	"context"
	"iter"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of the popover.
const (
	width     float32 = 372
	height    float32 = 322
	rowHeight float32 = 48
	headRow   float32 = 44
	footRow   float32 = 36
	margin    float32 = 24
)

// mostLines is how many changes are listed, mostEntries how many single ones a
// search looks at.
const (
	mostLines   = 100
	mostEntries = 500
)

// Reader is what the popover reads; library.Journal is one.
type Reader interface {
	Jobs(ctx context.Context, limit int) ([]library.Job, error)
	Job(ctx context.Context, id int64) (library.Job, error)
	Entries(ctx context.Context, text string, limit int) iter.Seq2[library.Entry, error]
}

// Params are what the popover needs of the window it is in.
type Params struct {
	Journal Reader
	Jobs    *jobs.Runner
	Do      func(run func(context.Context) error, then func(error))
	// Open shows a video; Toast a message.
	Open  func(uid string)
	Toast func(widgets.Toast)
	Now   func() time.Time
}

// Popover lists what was changed.
type Popover struct {
	Params
	overlay *widgets.Overlay
	lines   []line
	asked   int
	search  *widgets.SearchField
	list    *widgets.List
	note    *look.Label
	object  *fyne.Container
}

// Show opens the popover above the status bar of the window that from is in.
func Show(from fyne.CanvasObject, params Params) *Popover {
	p := newPopover(params)
	p.overlay = widgets.ShowOverlay(from, widgets.OverlayOptions{
		Content: p.object, Light: true, First: p.list,
		Place: func(window, _ fyne.Size) (fyne.Position, fyne.Size) {
			size := fyne.NewSize(min(width, window.Width-2*margin), min(height, window.Height-2*look.StatusBar))
			return fyne.NewPos(window.Width-margin-size.Width, window.Height-look.StatusBar-8-size.Height), size
		},
	})
	p.read("")
	return p
}

func newPopover(params Params) *Popover {
	p := &Popover{Params: params, note: look.NewLabel(look.Small, look.Fg3, "").Shrinking()}
	p.search = widgets.NewSearchField(lang.L("Name, UID, field or value"), "/")
	p.search.OnChanged = p.read
	p.list = widgets.NewList((*model)(p))
	p.list.OnOpen = func(widgets.Key) { p.act() }
	p.list.OnKey = p.key
	head := widgets.Inset(0, 12, 0, 14, widgets.Row(10, look.NewLabel(look.BodyMedium, look.Fg, lang.L("Journal")), widgets.Grow(p.search)))
	foot := widgets.Inset(0, 14, 0, 14, widgets.Row(8, widgets.Grow(p.note), widgets.NewKeyCap("Ctrl Z"), look.NewLabel(look.Small, look.Fg3, lang.L("undoes the first"))))
	p.object = widgets.Column(0, widgets.Sized(0, headRow, head), widgets.NewRaisedRule(), widgets.Grow(p.list), widgets.NewRaisedRule(), widgets.Sized(0, footRow, foot))
	return p
}

// key is / for the search.
func (p *Popover) key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeySlash {
		return false
	}
	fyne.CurrentApp().Driver().CanvasForObject(p.search).Focus(p.search.Focusable())
	return true
}

// read reads what was changed, newest first.
func (p *Popover) read(text string) {
	p.asked++
	asked := p.asked
	var lines []line
	p.Do(func(ctx context.Context) (err error) {
		lines, err = readLines(ctx, p.Journal, text)
		return err
	}, func(err error) {
		if asked != p.asked {
			return
		}
		if err != nil {
			p.note.SetText(err.Error())
			return
		}
		p.lines = lines
		p.note.SetText(words.N(len(lines), "%s change, kept 90 days", "%s changes, kept 90 days"))
		if len(lines) == 0 {
			p.note.SetText(lang.L("Nothing was changed yet"))
			if text != "" {
				p.note.SetText(words.F("No change has “%s”", text))
			}
		}
		p.list.Reload()
	})
}

// readLines are the changes of ours, a line for each job, and what was seen of
// others, a line for each video.
func readLines(ctx context.Context, journal Reader, text string) ([]line, error) {
	var lines []line
	known := map[int64]bool{}
	take := func(job library.Job, at time.Time) {
		if !known[job.ID] {
			known[job.ID] = true
			lines = append(lines, line{at: at, job: job})
		}
	}
	if text == "" {
		list, err := journal.Jobs(ctx, mostLines)
		if err != nil {
			return nil, err
		}
		for _, job := range list {
			take(job, job.Created)
		}
	}
	for e, err := range journal.Entries(ctx, text, mostEntries) {
		switch {
		case err != nil:
			return nil, err
		case e.Kind == library.JobSeen:
			lines = append(lines, line{at: e.At, seen: e})
		case !known[e.Job]:
			job, err := journal.Job(ctx, e.Job)
			if err != nil {
				return nil, err
			}
			take(job, e.At)
		}
		for i := range lines {
			if lines[i].job.ID == e.Job && lines[i].name == "" {
				lines[i].name, lines[i].uid = e.Name, e.UID
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return b.at.Compare(a.at) })
	return lines[:min(len(lines), mostLines)], nil
}

// act does what the line offers that the keyboard is at.
func (p *Popover) act() {
	if i := (*model)(p).find(p.list.Current()); i >= 0 {
		p.do(&p.lines[i])
	}
}

func (p *Popover) do(l *line) {
	run := l.action(p)
	if run.do == nil {
		return
	}
	p.overlay.Close()
	run.do()
}
