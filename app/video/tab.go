package video

import (
	"fyne.io/fyne/v2"

	"spool/library"
)

// Tab is a part of the page that its own package makes.
type Tab struct {
	// ID names the tab to Page.Open; Label is what people read.
	ID, Label string
	// Open makes the tab for a video.
	Open func(v library.Video, f Frame) *Content
	// Count finds out how much is behind the tab before it is opened, and says
	// it by Frame.SetCount; may be nil.
	Count func(v library.Video, f Frame)
	// Hidden leaves the tab out for videos that it means nothing for; may be nil.
	Hidden func(v library.Video) bool
}

// Content is a tab at work on one video.
type Content struct {
	Object fyne.CanvasObject
	// Unsaved is how many changes leaving would lose. Nil means none ever.
	Unsaved func() int
	// Show takes a newer version of the video; may be nil.
	Show func(v library.Video)
	// Save is Ctrl S; may be nil.
	Save func()
	// Hide is told that another tab comes to show, or another page; may be nil.
	Hide func()
	// Close ends what the tab does; may be nil.
	Close func()
}

// Frame is what a tab can do to the page around it. A Frame whose video is not
// shown any more does nothing.
type Frame interface {
	// SetCount shows a count beside the tab's label, none for "".
	SetCount(count string)
	// Changed hands on the video as Stream has it now.
	Changed(v library.Video)
	// Open goes to another tab of the same video.
	Open(tab string)
	// Leave goes back to where the page was opened from, as when the video was
	// deleted. Nothing is asked.
	Leave()
}

// frame is the Frame of one tab for one video.
type frame struct {
	page  *Page
	shown int // the number of the video the page showed
	tab   string
}

func (f *frame) here() bool { return f.shown == f.page.shown }

// SetCount implements Frame.
func (f *frame) SetCount(count string) {
	if f.here() && f.page.counts[f.tab] != count {
		f.page.counts[f.tab] = count
		f.page.showTabs()
	}
}

// Changed implements Frame.
func (f *frame) Changed(v library.Video) {
	if f.here() && v.UID == f.page.video.UID {
		f.page.Update(v)
	}
}

// Open implements Frame.
func (f *frame) Open(tab string) {
	if f.here() {
		f.page.choose(tab)
	}
}

// Leave implements Frame.
func (f *frame) Leave() {
	if f.here() {
		f.page.Close()
		f.page.Back()
	}
}
