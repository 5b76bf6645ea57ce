package library

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"
)

// JobKind is what a job does to its videos.
type JobKind string

// The kinds of jobs.
const (
	JobEdit   JobKind = "edit"
	JobImport JobKind = "import"
	JobUndo   JobKind = "undo"
	JobDelete JobKind = "delete"
	// JobCaptions has Stream write captions.
	JobCaptions JobKind = "captions"
	// JobSeen is no job of ours: changes made elsewhere that a sync found.
	JobSeen JobKind = "seen"
)

// JobState is where a job stands.
type JobState string

// The states of a job. A job that is running and claimed by nobody was
// interrupted, and waits to be taken up again.
const (
	JobWaiting JobState = "waiting"
	JobRunning JobState = "running"
	JobPaused  JobState = "paused"
	// JobStopped keeps what is done and sends no more.
	JobStopped JobState = "stopped"
	JobDone    JobState = "done"
)

// Ended reports whether the job sends no more by itself.
func (s JobState) Ended() bool { return s == JobDone || s == JobStopped }

// Job is a change of one or many videos, in the journal from before its first
// call.
type Job struct {
	ID    int64    `json:"id"`
	Kind  JobKind  `json:"kind"`
	State JobState `json:"state"`
	// Title is what the job does, for people; Source is who asked: window,
	// command line, Stream.
	Title   string    `json:"title"`
	Source  string    `json:"source,omitempty"`
	Created time.Time `json:"created"`
	Ended   time.Time `json:"ended,omitzero"`
	// Undoes is the job this one takes back; UndoneBy the one that took back
	// any of this. 0 for none.
	Undoes   int64 `json:"undoes,omitempty"`
	UndoneBy int64 `json:"undoneBy,omitempty"`
	// Overwrite goes on where a video was changed elsewhere.
	Overwrite bool `json:"overwrite,omitempty"`
	// Error is why the job as a whole was paused.
	Error string `json:"error,omitempty"`
	// The number of items in each state.
	Total     int `json:"total"`
	Waiting   int `json:"waiting"`
	Done      int `json:"done"`
	Failed    int `json:"failed"`
	Skipped   int `json:"skipped"`
	Conflicts int `json:"conflicts"`
}

// ItemState is where one video of a job stands.
type ItemState string

// The states of an item.
const (
	ItemWaiting ItemState = "waiting"
	// ItemSending: the call was begun. After an interruption only Stream knows
	// whether it was carried out.
	ItemSending ItemState = "sending"
	ItemDone    ItemState = "done"
	ItemFailed  ItemState = "failed"
	// ItemSkipped had nothing left to change.
	ItemSkipped ItemState = "skipped"
	// ItemConflict was changed elsewhere; Conflicts says what it has now.
	ItemConflict ItemState = "conflict"
)

// Item is one video of a job.
type Item struct {
	Job   int64     `json:"job"`
	N     int       `json:"n"`
	UID   string    `json:"uid"`
	Name  string    `json:"name,omitempty"`
	State ItemState `json:"state"`
	// At is when the state was reached.
	At      time.Time `json:"at,omitzero"`
	Changes []Change  `json:"changes,omitempty"`
	// Conflicts have what Stream has as Before and what was wanted as After.
	Conflicts []Change `json:"conflicts,omitempty"`
	Error     string   `json:"error,omitempty"`
	// Video is the whole object of a deleted video as Stream last sent it.
	Video json.RawMessage `json:"video,omitempty"`
}

// Entry is a line of the journal: an item that was carried out, with its job.
type Entry struct {
	Item
	Kind   JobKind `json:"kind"`
	Title  string  `json:"title"`
	Source string  `json:"source,omitempty"`
}

// Draft is unsaved changes to a video.
type Draft struct {
	UID     string
	Changes []Change
}

// View is a saved search.
type View struct {
	Name  string
	Query string
	Order Order
}

var (
	// ErrClaimed reports a job that another process is running.
	ErrClaimed = errors.New("the job is being run by another Spool")
	// ErrNoJob reports a job that is not in the journal.
	ErrNoJob = errors.New("no such job in the journal")
	// ErrNothingToUndo reports that every change was taken back already.
	ErrNothingToUndo = errors.New("there is nothing to undo")
)

// Journal keeps what was and will be changed; *journal.Journal is one. Each
// method commits before it returns.
type Journal interface {
	// Add keeps a new job with all its items; IDs, numbers and times are given
	// by the journal where they are zero. Items may take their time: others can
	// write meanwhile, and the job is there for them once it is whole. Without
	// an item, or with an error among them, it keeps nothing and returns
	// ErrNothingToDo or that error.
	Add(ctx context.Context, job Job, items iter.Seq2[Item, error]) (Job, error)
	Job(ctx context.Context, id int64) (Job, error)
	JobState(ctx context.Context, id int64) (JobState, error)
	// Jobs are the newest jobs first, without what was only seen; a limit of 0
	// is none.
	Jobs(ctx context.Context, limit int) ([]Job, error)
	// MoveJob moves a job to another state, if it is in one of those the move
	// begins from.
	MoveJob(ctx context.Context, id int64, m Move, reason string) (moved bool, err error)
	// Claim reserves a job for this process until release, or the process's
	// end. ErrClaimed when another has it.
	Claim(ctx context.Context, id int64) (release func() error, err error)
	// Waiting are the next items that are waiting or were being sent.
	Waiting(ctx context.Context, job int64, limit int) ([]Item, error)
	// Record keeps the new states of items.
	Record(ctx context.Context, items ...Item) error
	// Items are a job's items in these states (none means all) behind number
	// after.
	Items(ctx context.Context, job int64, after, limit int, states ...ItemState) ([]Item, error)
	// Requeue lets items in these states wait again.
	Requeue(ctx context.Context, job int64, states ...ItemState) error
	SetOverwrite(ctx context.Context, job int64) error
	// LastChange is the newest job of ours that did something, or may have
	// before it was interrupted, and is not taken back; ErrNothingToUndo when there is none.
	LastChange(ctx context.Context) (Job, error)
	// UndoOf is the newest job that takes this one back, or began to; ErrNoJob
	// when there is none.
	UndoOf(ctx context.Context, id int64) (Job, error)
	// Entries are what was carried out, newest first, that contains text in
	// name, uid, title, fields or values; a limit of 0 is none.
	Entries(ctx context.Context, text string, limit int) iter.Seq2[Entry, error]
	// Prune forgets jobs that ended before a time, and what an interruption
	// left of an Add.
	Prune(ctx context.Context, before time.Time) error

	SaveDraft(ctx context.Context, d Draft) error
	Drafts(ctx context.Context) ([]Draft, error)
	DropDraft(ctx context.Context, uid string) error
	SaveViews(ctx context.Context, views []View) error
	Views(ctx context.Context) ([]View, error)
}
