// Package downloads is where Stream makes files of videos and they are saved to
// this computer: the tab of one video, the sheet for a selection, and the page of
// all saves of the account.
package downloads

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// Files is the files Stream makes of an account's videos.
type Files interface {
	Downloads(ctx context.Context, uid string) (map[library.DownloadKind]library.Download, error)
	CreateDownload(ctx context.Context, uid string, kind library.DownloadKind) (map[library.DownloadKind]library.Download, error)
	DeleteDownload(ctx context.Context, uid string, kind library.DownloadKind) error
	// Link is the address of a file, with a token where the video needs one.
	Link(ctx context.Context, v library.Video, kind library.DownloadKind, original bool) (string, error)
}

// Saves is the account's queue of saves.
type Saves interface {
	// Items are all saves as they stand at this moment.
	Items(ctx context.Context) ([]download.Item, error)
	Add(ctx context.Context, items ...download.Item) ([]int64, error)
	Pause(ctx context.Context, ids ...int64) error
	Resume(ctx context.Context, ids ...int64) error
	Remove(ctx context.Context, ids ...int64) error
	ClearDone(ctx context.Context) error
	// SetLimits changes how many run at once and how fast all together, in bytes
	// a second; 0 is as fast as it goes.
	SetLimits(parallel, speed int)
}

// Params are what saving needs of the window it is in: a tab, the page of all
// saves, and the sheet for a selection.
type Params struct {
	page.Tools
	Files Files
	Saves Saves
	// Choices are shared by all that save; Keep keeps them, and may be nil.
	Choices *Choices
	Keep    func()
	// Counted is told how many files a tab has, or how many saves are open; may
	// be nil.
	Counted func(n int)
}

// Tab is the files of one video, and all saves. All of it belongs to Fyne's
// goroutine.
type Tab struct {
	Params
	// Content fills the tab.
	Content *fyne.Container
	// List is what the keyboard starts from.
	List *widgets.List

	video    library.Video
	files    map[library.DownloadKind]library.Download
	wanted   map[library.DownloadKind]bool // to be saved once they are ready
	listed   bool
	failure  error
	asked    int
	stopPoll func()

	onStream *onStream
	saving   *saving
	side     *widgets.Rule
}

// New returns a tab without a video; Show gives it one.
func New(p Params) *Tab {
	t := &Tab{Params: p, wanted: map[library.DownloadKind]bool{}, stopPoll: func() {}}
	t.onStream = newOnStream(t)
	t.saving = newSaving(t)
	t.side = widgets.NewUpright()
	t.Content = container.New(&tabLayout{t}, t.onStream.Content, t.side, t.saving.Content)
	t.onStream.show()
	t.saving.show()
	t.List.OnKey = t.key
	return t
}

// Show shows the files of a video.
func (t *Tab) Show(v library.Video) {
	same := v.UID == t.video.UID
	t.video = v
	t.saving.target.of(v, library.DownloadMP4)
	t.onStream.show()
	if !same {
		t.Refresh()
		t.saving.list.look()
	}
}

// Leave ends what the tab does by itself while it does not show. Saves go on.
func (t *Tab) Leave() {
	t.stopPoll()
	t.saving.list.stop()
}

// kinds are the files in the order they are shown.
var kinds = []library.DownloadKind{library.DownloadMP4, library.DownloadAudio}

// pollEvery is how often files that Stream makes are asked for.
const pollEvery = 2 * time.Second

// Refresh asks for the files again.
func (t *Tab) Refresh() {
	if t.Files == nil || t.video.UID == "" {
		return
	}
	t.stopPoll()
	t.asked++
	asked, uid := t.asked, t.video.UID
	var found map[library.DownloadKind]library.Download
	t.Do(func(ctx context.Context) (err error) {
		found, err = t.Files.Downloads(ctx, uid)
		return err
	}, func(err error) {
		if asked == t.asked {
			t.take(found, err)
		}
	})
}

func (t *Tab) take(found map[library.DownloadKind]library.Download, err error) {
	t.failure = err
	if err == nil {
		t.files, t.listed = found, true
		if t.Counted != nil {
			t.Counted(len(found))
		}
		for _, kind := range kinds {
			if t.wanted[kind] && found[kind].Status == ready {
				delete(t.wanted, kind)
				t.save(kind)
			}
		}
	}
	if making(t.files) && t.After != nil {
		t.stopPoll = t.After(pollEvery, t.Refresh)
	}
	t.onStream.show()
}

// The states of a file.
const (
	ready  = "ready"
	failed = "error"
)

func making(files map[library.DownloadKind]library.Download) bool {
	for _, f := range files {
		if f.Status != ready && f.Status != failed {
			return true
		}
	}
	return false
}

// change asks Stream for something about a file and looks at what came of it.
func (t *Tab) change(failed string, run func(ctx context.Context, uid string) error) {
	uid := t.video.UID
	t.Do(func(ctx context.Context) error { return run(ctx, uid) }, func(err error) {
		t.Fail(failed, err)
		t.Refresh()
	})
}

func (t *Tab) make(kind library.DownloadKind) {
	t.change(lang.L("Stream does not make the file"), func(ctx context.Context, uid string) error {
		_, err := t.Files.CreateDownload(ctx, uid, kind)
		return err
	})
}

func (t *Tab) delete(kind library.DownloadKind) {
	widgets.ShowDialog(t.Content, widgets.Dialog{
		Title: words.F("Delete the %s on Stream?", name(kind)), Confirm: lang.L("Delete file"), Danger: true,
		Text: lang.L("Links to it stop working. It can be made again at any time."),
		OnConfirm: func() {
			t.change(lang.L("The file was not deleted"), func(ctx context.Context, uid string) error {
				return t.Files.DeleteDownload(ctx, uid, kind)
			})
		},
	})
}

func name(kind library.DownloadKind) string {
	if kind == library.DownloadAudio {
		return lang.L("Audio, M4A")
	}
	return lang.L("Video, MP4")
}

func (t *Tab) copyLink(kind library.DownloadKind) {
	v, original := t.video, t.onStream.original.State() == widgets.On
	var link string
	t.Do(func(ctx context.Context) (err error) {
		link, err = t.Files.Link(ctx, v, kind, original)
		return err
	}, func(err error) {
		if err != nil {
			t.Fail(lang.L("There is no link"), err)
			return
		}
		t.Copy(link)
		said := lang.L("Link copied")
		if v.RequireSignedURLs {
			said = lang.L("Link copied, it works for 6 h")
		}
		t.Toast(widgets.Toast{Text: said})
	})
}

// save puts a file into the queue of saves.
func (t *Tab) save(kind library.DownloadKind) {
	t.saving.target.ready(func(folder string, name download.Template) {
		item := download.Item{
			UID: t.video.UID, Kind: kind, Title: t.video.Name(), Folder: folder, Existing: download.Number,
			Name:     name.Name(download.FactsOf(&t.video, kind)),
			Original: t.video.RequireSignedURLs && t.onStream.original.State() == widgets.On,
		}
		t.saving.list.change(lang.L("It was not queued"), func(ctx context.Context) error {
			_, err := t.Saves.Add(ctx, item)
			return err
		})
	})
}

// tabLayout puts what is on Stream beside the saves.
type tabLayout struct{ t *Tab }

// MinSize implements fyne.Layout.
func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *tabLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	left := float32(int(size.Width * .477))
	page.Place(t.side, left, 0, 1, size.Height)
	page.Place(t.onStream.Content, look.Inset, 14, left-2*look.Inset, size.Height-28)
	page.Place(t.saving.Content, left+look.Inset, 14, size.Width-left-2*look.Inset, size.Height-28)
}

func (t *Tab) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyF5 {
		t.Refresh()
		return true
	}
	return t.saving.list.key(ev)
}
