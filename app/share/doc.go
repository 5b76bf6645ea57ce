// Package share is the Share tab of a video's page, and what copies links and
// codes of many videos: everything a person takes from Spool and pastes
// somewhere else.
package share

import (
	"context"
	"image"
	"time"

	"spool/library"
	"spool/library/token/desk"
	"spool/widgets"
)

// Params are what the tab and the copying need of the window they are in.
// Everything but the functions that take a context is called on Fyne's
// goroutine.
type Params struct {
	// Desk makes tokens; nil where there is nothing behind the window.
	Desk *desk.Desk
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do    func(run func(context.Context) error, then func(error))
	Toast func(widgets.Toast)
	Copy  func(text string)
	// CopySecret copies what holds a token, and clears the clipboard after a
	// while.
	CopySecret func(text string)
	// Save writes text into a new file of that name, in a folder that is asked
	// for.
	Save func(name string, data []byte)
	// Preview opens a web page in the browser.
	Preview func(page []byte)
	// After runs something on Fyne's goroutine after a time.
	After func(d time.Duration, run func()) (stop func())
	// Change edits a video at Stream.
	Change func(ctx context.Context, v library.Video, patch library.Patch) (library.Video, error)
	// Changed is told of a video that was edited here; may be nil.
	Changed func(library.Video)
	// Still is a picture of a video at a moment, w by h pixels, as in
	// pictures.Loader; a negative moment is its thumbnail.
	Still func(v library.Video, at time.Duration, w, h int, ready func()) (img image.Image, ok bool)
	// Captions are the languages of a video's captions.
	Captions func(ctx context.Context, uid string) ([]string, error)
	// Habits are the choices that last; Keep keeps others.
	Habits Habits
	Keep   func(Habits)
	Now    func() time.Time
}

// Habits are how a person shares.
type Habits struct {
	// Life is how long new tokens play; an hour where 0.
	Life time.Duration `json:"life,omitempty"`
	// Stream lets Stream sign although there is a key here.
	Stream bool `json:"stream,omitempty"`
	// Format and Kinds are how links of many videos were last copied.
	Format string   `json:"format,omitempty"`
	Kinds  []string `json:"kinds,omitempty"`
	// Templates are a person's own forms of links.
	Templates []Template `json:"templates,omitempty"`
}

// Template is a form of links of a person's own, see embed.ParseTemplate.
type Template struct {
	Name   string `json:"name"`
	Text   string `json:"text"`
	Format string `json:"format"`
}
