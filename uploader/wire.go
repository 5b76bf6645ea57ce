package uploader

import (
	"context"
	"os"
	"sync/atomic"
)

// Wire speaks the upload protocol for one account. Its errors are *Fault, or
// ctx's own.
type Wire interface {
	// Create makes an upload at Stream with the job's settings and mark.
	// commit is called before Create returns, with the URL and the uid the
	// server gave; when it fails, so does Create.
	Create(ctx context.Context, j Job, f *os.File, commit func(url, uid string) error) (Transfer, error)
	// Resume asks Stream how much it has of the job's upload.
	Resume(ctx context.Context, j Job, f *os.File) (Transfer, error)
}

// Transfer is one upload under way. One goroutine at a time uses it.
type Transfer interface {
	// Offset is what the server has confirmed, in bytes.
	Offset() int64
	// Send brings the n bytes behind Offset to the server, straight from the
	// file, and adds to sent while they leave.
	Send(ctx context.Context, n int64, sent *atomic.Int64) error
}

// Videos is what the engine asks of the account's API. Errors are *Fault, or
// ctx's own.
type Videos interface {
	// Statuses tells about videos by uid; unknown uids are missing from the
	// answer.
	Statuses(ctx context.Context, uids []string) (map[string]Status, error)
	// Pending lists the videos that wait for their bytes and carry a mark:
	// uid to mark.
	Pending(ctx context.Context) (map[string]string, error)
	// Delete removes a video; one that is gone already is no error.
	Delete(ctx context.Context, uid string) error
}

// Status is how far Stream is with a video.
type Status struct {
	// State is Stream's: pendingupload, queued, inprogress, ready, error ...
	State string
	// Percent of the encoding, 0..100.
	Percent float64
	// Playable is Stream's readyToStream.
	Playable bool
	// ErrorCode and ErrorText are empty unless State is "error".
	ErrorCode, ErrorText string
	// Preview is the watch page's URL.
	Preview string
	// Seconds of duration, -1 or 0 while unknown.
	Seconds float64
}

// pendingUpload is Stream's state of a video whose bytes are not all in.
const pendingUpload = "pendingupload"
