package uploader

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// State is where a job stands; the package comment draws the whole machine.
type State string

// The states of a job.
const (
	Waiting    State = "waiting"
	Uploading  State = "uploading"
	Paused     State = "paused"
	Attention  State = "attention"
	Processing State = "processing"
	Ready      State = "ready"
	Canceling  State = "canceling"
)

// Ended reports whether nothing more will happen to the job without a person.
func (s State) Ended() bool { return s == Ready || s == Attention || s == Paused }

// edges lists where each state may lead, but for Canceling, which leads back
// only to the state before it.
var edges = map[State][]State{
	Waiting:    {Uploading, Paused, Attention, Canceling},
	Uploading:  {Waiting, Paused, Attention, Processing, Canceling},
	Paused:     {Waiting, Attention, Canceling},
	Attention:  {Waiting, Canceling},
	Processing: {Ready, Attention, Canceling},
	Ready:      {Canceling},
}

// Job is one file on its way to Stream. It is a value: a copy is a snapshot.
type Job struct {
	ID      int64
	Account Account
	// Path is absolute, with symbolic links followed.
	Path     string
	Settings Settings
	State    State
	// Former is the state before Canceling.
	Former State
	// Cause says why the job waits for RetryAt or needs attention.
	Cause Cause
	// RetryAt is when a waiting job may run again, or a canceling one goes.
	RetryAt time.Time
	// Attempts counts failures since the last confirmed byte.
	Attempts int
	// Drops counts uploads that Stream forgot since the last finished chunk.
	Drops int
	// Urgent jobs run at once, beyond the number of uploads at once.
	Urgent bool
	// Position orders the queue, smallest first.
	Position int64

	// Size in bytes and ModTime are those of the file first seen; Print tells
	// whether its content is still the same (see fingerprint).
	Size    int64
	ModTime time.Time
	Print   string
	// Probed is set once the file was examined; Duration, Width and Height
	// (pixels) are zero where this computer cannot tell.
	Probed        bool
	Duration      time.Duration
	Width, Height int

	// Mark is sent as meta key MarkKey with every creation of this job.
	Mark string
	// Orphans is set from before a POST until it is sure that every video
	// with the mark, but UID, is gone.
	Orphans   bool
	UploadURL string
	// UID is the video's identifier at Stream.
	UID string
	// Offset is the bytes Stream confirmed, for display.
	Offset int64
	// Percent of the encoding, 0..100.
	Percent float64
	// Preview is the watch page's URL.
	Preview string

	AddedAt, StartedAt, SentAt, ReadyAt time.Time
}

// To moves the job to another state and forgets the former cause, but for one
// that needs attention and is called back from leaving. It refuses a step that
// the machine does not have.
func (j *Job) To(s State) error {
	if !j.allows(s) {
		return fmt.Errorf("%w: %s to %s", ErrBadStep, j.State, s)
	}
	if s == Canceling {
		j.Former = j.State
		// A worker that is told to stop leaves its job waiting.
		if j.State == Uploading {
			j.Former = Waiting
		}
	} else {
		j.Former = ""
	}
	if pair := [2]State{j.State, s}; pair != [2]State{Attention, Canceling} && pair != [2]State{Canceling, Attention} {
		j.Cause = Cause{}
	}
	j.State, j.RetryAt = s, time.Time{}
	return nil
}

func (j *Job) allows(s State) bool {
	if j.State == Canceling {
		return s == j.Former
	}
	return slices.Contains(edges[j.State], s)
}

// Editable reports whether Stream has yet to be told the job's settings.
func (j *Job) Editable() bool {
	return j.UploadURL == "" && !j.Sent() && (j.State == Waiting || j.State == Paused || j.State == Attention)
}

// Sent reports whether every byte is on Stream.
func (j *Job) Sent() bool { return !j.SentAt.IsZero() }

// Name is what the video is called: the chosen name, or the file's without
// its extension. Stream takes UTF-8 only; what a file's name has else is shown
// as such.
func (j *Job) Name() string { return strings.ToValidUTF8(j.rawName(), "\uFFFD") }

func (j *Job) rawName() string {
	if j.Settings.Name != "" {
		return j.Settings.Name
	}
	base := filepath.Base(j.Path)
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}

// abandon gives up what was sent. UID stays until the engine has deleted that
// video, before it creates the next one.
func (j *Job) abandon() {
	j.UploadURL, j.Offset, j.Print = "", 0, ""
	j.Percent, j.Preview, j.SentAt, j.ReadyAt = 0, "", time.Time{}, time.Time{}
}

// abandoned reports whether a video of a former attempt still has to go.
func (j *Job) abandoned() bool { return j.UID != "" && j.UploadURL == "" && !j.Sent() }
