package signing

import (
	"context"
	"image"
	"time"

	"spool/library"
	"spool/library/token/desk"
	"spool/widgets"
)

// Params are what a Page needs of the window it is in. Everything but the
// functions that take a context is called on Fyne's goroutine.
type Params struct {
	// Desk is the account's; nil where there is nothing behind the window.
	Desk *desk.Desk
	// Keyring says why a new key could not be kept, nil where it can.
	Keyring func(ctx context.Context) error
	// Video is a video of the library.
	Video func(ctx context.Context, uid string) (library.Video, error)
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do    func(run func(context.Context) error, then func(error))
	Toast func(widgets.Toast)
	Copy  func(text string)
	// Save writes text into a new file of that name, in a folder that is asked
	// for.
	Save func(name string, data []byte)
	// PickFile asks for a file; chosen gets its content.
	PickFile func(title string, chosen func(data []byte))
	// After runs something on Fyne's goroutine after a time.
	After func(d time.Duration, run func()) (stop func())
	// Thumbnail is a video's picture, w by h pixels, as in pictures.Loader.
	Thumbnail func(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
	// OpenShare shows the Share tab of a video.
	OpenShare func(uid string)
	Now       func() time.Time
}
