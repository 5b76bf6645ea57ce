package downloads

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/page"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/download"
	"spool/widgets"
)

// office is the page of all saves in a window, over a queue in memory.
type office struct {
	window  fyne.Window
	page    *Page
	queue   *queue
	choices Choices
	toasts  []string
	undo    func()
	opened  string
	counted int
	picks   int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{window: apptest.Window(t), queue: &queue{}}
	o.page = NewPage(o.params(), func() { o.opened = "library" })
	o.window.SetContent(o.page.Content)
	o.window.Resize(fyne.NewSize(1224, 700))
	return o
}

func (o *office) params() Params {
	return Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { o.toasts, o.undo = append(o.toasts, x.Text), x.Undo }, Now: func() time.Time { return time.Unix(1_770_000_000, 0) },
			Pick: func(_ filepick.Options, chosen func([]string)) {
				o.picks++
				chosen([]string{"/home/example/Deliveries"})
			},
			OpenURL: func(a string) { o.opened = a }, Copy: func(string) {},
		},
		Saves: o.queue, Choices: &o.choices, Counted: func(n int) { o.counted = n },
	}
}

// set puts saves of these states into the queue.
func (o *office) set(states ...download.State) {
	o.queue.items = nil
	for i, s := range states {
		name := string(rune('a'+i)) + ".mp4"
		item := download.Item{ID: int64(i + 1), Name: name, Folder: "/x", State: s, Length: -1}
		if s == download.Saving {
			item.Size, item.Length = 1, 4
		}
		if s == download.Failed {
			item.Trouble = "save " + name + ": the disk is full"
		}
		o.queue.items = append(o.queue.items, item)
	}
	o.page.list.look()
}

func TestAnEmptyQueueKeepsClearOfTheEdges(t *testing.T) {
	o := newOffice(t)
	o.set()
	at := apptest.At(t, o.window, "Nothing is being saved")
	if size := o.window.Canvas().Size(); at.X < size.Width/3 || at.Y < size.Height/3 {
		t.Errorf("it stands at %v in a window of %v", at, size)
	}
}

func (o *office) states() string {
	var list []string
	for _, i := range o.queue.items {
		list = append(list, string(i.State))
	}
	return strings.Join(list, " ")
}

func TestAllSavesStandInTheirPartsAndAreWorkedByKey(t *testing.T) {
	o := newOffice(t)
	o.page.Show()
	apptest.See(t, o.window, "Nothing is being saved")
	apptest.Click(t, o.window, "Choose videos")
	if o.opened != "library" {
		t.Errorf("opened %q", o.opened)
	}
	o.set(download.Done, download.Failed, download.Saving, download.Waiting, download.Waiting)
	apptest.See(t, o.window, "Need attention", "Being saved", "Waiting", "Saved", "1 of 5 saved", "The disk is full", "/x", "2 at once, no speed limit")
	if o.counted != 3 {
		t.Errorf("%d saves are open, want 3", o.counted)
	}
	o.window.Canvas().Focus(o.page.List)
	apptest.Press(o.window, fyne.KeyHome, fyne.KeyR)
	if got := o.states(); got != "saved waiting saving waiting waiting" {
		t.Errorf("after R: %s", got)
	}
	apptest.Press(o.window, fyne.KeyHome, fyne.KeySpace)
	if got := o.states(); got != "saved waiting paused waiting waiting" {
		t.Errorf("after Space: %s", got)
	}
	apptest.Click(t, o.window, "Pause all")
	if got := o.states(); got != "saved paused paused paused paused" {
		t.Errorf("after pausing all: %s", got)
	}
	apptest.Click(t, o.window, "Go on with all")
	if got := o.states(); got != "saved waiting waiting waiting waiting" {
		t.Errorf("after going on: %s", got)
	}
	o.window.Canvas().Focus(o.page.List)
	apptest.Press(o.window, fyne.KeyEnd, fyne.KeyReturn)
	if o.opened != "file:///x" {
		t.Errorf("opened %q", o.opened)
	}
}

func TestCancelledSavesCanBePutBack(t *testing.T) {
	o := newOffice(t)
	o.page.Show()
	o.set(download.Done, download.Saving, download.Waiting, download.Waiting)
	apptest.Click(t, o.window, "Cancel all")
	if got := o.states(); got != "saved saving" || o.toasts[0] != "2 saves cancelled" {
		t.Errorf("after cancelling: %s, %q", got, o.toasts)
	}
	o.undo()
	if got := o.states(); got != "saved saving waiting waiting" {
		t.Errorf("after putting back: %s", got)
	}
	o.toasts = nil
	o.window.Canvas().Focus(o.page.List)
	apptest.Press(o.window, fyne.KeyEnd, fyne.KeyDelete)
	if got := o.states(); got != "saving waiting waiting" || len(o.toasts) != 0 {
		t.Errorf("after removing what is saved: %s, %q", got, o.toasts)
	}
}

func TestTheEndOfAllSavesIsTold(t *testing.T) {
	o := newOffice(t)
	o.set(download.Saving, download.Saving, download.Done)
	o.set(download.Done, download.Failed, download.Done)
	o.page.Show()
	o.set(download.Saving, download.Done, download.Done, download.Done)
	o.set(download.Done, download.Done, download.Done, download.Done)
	if got := strings.Join(o.toasts, ", "); got != "1 file saved, 1 file was not saved" {
		t.Errorf("told %q", got)
	}
}

func TestAQueueThatCannotBeReadSaysSo(t *testing.T) {
	o := newOffice(t)
	o.queue.fails = errors.New("the disk is gone")
	o.page.Show()
	apptest.See(t, o.window, "The saves can’t be listed", "The disk is gone.")
	o.queue.fails = nil
	apptest.Click(t, o.window, "Try now")
	apptest.See(t, o.window, "Nothing is being saved")
}

// films are ready videos with these names; a name in brackets is not ready.
func films(t *testing.T, names ...string) Source {
	var list []library.Video
	for i, name := range names {
		bare := strings.Trim(name, "()")
		raw, err := json.Marshal(bare)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, library.Video{UID: string(rune('a' + i)), Meta: library.Meta{"name": raw}, Ready: bare == name})
	}
	return Source{Count: len(list), Videos: func(context.Context) iter.Seq2[library.Video, error] {
		return func(yield func(library.Video, error) bool) {
			for _, v := range list {
				if !yield(v, nil) {
					return
				}
			}
		}
	}}
}

func TestTheFilesOfManyVideosAreQueued(t *testing.T) {
	o := newOffice(t)
	queued := 0
	ShowMany(o.page.Content, o.params(), films(t, "Take", "(Raw)", "take"), func(n int) { queued = n })
	apptest.See(t, o.window, "Save the files of 3 videos", "Save 2 files", "1 video is not ready and left out", "Take.mp4, numbered if it exists")
	for _, label := range []string{"Audio, M4A", "Replace it", "Save 4 files"} {
		apptest.Click(t, o.window, label)
	}
	if o.picks != 1 || o.choices.Folder != "/home/example/Deliveries" || queued != 4 {
		t.Fatalf("the folder was asked for %d times: %+v, %d queued", o.picks, o.choices, queued)
	}
	var got []string
	for _, i := range o.queue.items {
		got = append(got, i.UID+" "+i.Name)
		if !i.Make || i.Existing != download.Replace || i.Folder != o.choices.Folder {
			t.Errorf("queued %+v", i)
		}
	}
	if want := "a Take.mp4, a Take.m4a, c take (2).mp4, c take (2).m4a"; strings.Join(got, ", ") != want {
		t.Errorf("queued %s, want %s", strings.Join(got, ", "), want)
	}
	if len(o.window.Canvas().Overlays().List()) != 0 {
		t.Error("the sheet is still there")
	}
}

func TestNothingIsQueuedWithoutAFileOrAName(t *testing.T) {
	o := newOffice(t)
	o.choices.Folder = "/x"
	ShowMany(o.page.Content, o.params(), films(t, "Take"), func(int) { t.Error("queued") })
	apptest.Click(t, o.window, "Video, MP4")
	apptest.Click(t, o.window, "Save 0 files")
	apptest.Click(t, o.window, "Audio, M4A")
	apptest.See(t, o.window, "Take.m4a, numbered if it exists")
	apptest.TabTo(t, o.window, func(f fyne.Focusable) bool {
		entry, is := f.(interface{ SelectedText() string })
		return is && entry != nil
	})
	apptest.Type(o.window, "{nobody}")
	apptest.See(t, o.window, "The name template has no field {nobody}")
	apptest.Click(t, o.window, "Save 1 file")
	if len(o.queue.items) != 0 {
		t.Errorf("queued %+v", o.queue.items)
	}
}
