package library

import (
	"context"
	"time"
)

// Batch is what one look at Stream taught, for the index to commit at once.
type Batch struct {
	Videos []Video
	// Covered is the span of creation times that Videos lists completely:
	// what the index has in it besides is gone at Stream.
	Covered *Covered
	// Gone are uids that were found to be deleted.
	Gone []string
	// Sync is the new state of the sync, nil to leave it.
	Sync *SyncState
	// Own says that the videos are answers to calls of ours, whose changes are
	// in the journal already.
	Own bool
}

// Covered is the creation times after After up to and including Until.
type Covered struct{ After, Until time.Time }

// Delta is how a Batch changed the index.
type Delta struct {
	New, Changed, Gone int
	// Seen are edits that were made elsewhere.
	Seen []Item
}

// Add sums up.
func (d *Delta) Add(e Delta) {
	d.New += e.New
	d.Changed += e.Changed
	d.Gone += e.Gone
	d.Seen = append(d.Seen, e.Seen...)
}

// SyncState is how far the index agrees with Stream.
type SyncState struct {
	// Finished is when the last complete pass ended, Began when it began.
	Began    time.Time `json:"began,omitzero"`
	Finished time.Time `json:"finished,omitzero"`
	// Refreshed is when Stream was last asked for anything new.
	Refreshed time.Time `json:"refreshed,omitzero"`
	// Pass is the complete pass under way, nil when there is none.
	Pass *Pass `json:"pass,omitempty"`
	// Videos is how many the index holds.
	Videos int `json:"-"`
}

// Pass is a complete pass over the account's videos, from the newest to the
// oldest.
type Pass struct {
	Began time.Time `json:"began"`
	// Before is where it goes on; zero at the beginning.
	Before time.Time `json:"before,omitzero"`
	// Seen of Total videos are listed; Total is -1 where Stream did not say.
	Seen  int `json:"seen"`
	Total int `json:"total"`
	// Lost says that some could not be listed, see ErrSameInstant.
	Lost bool `json:"lost,omitempty"`
}

// Index is the local copy of the account; *index.Index is one.
type Index interface {
	Put(context.Context, Batch) (Delta, error)
	SyncState(context.Context) (SyncState, error)
	Get(ctx context.Context, uid string) (Video, error)
	Search(context.Context, Query, Order) (Hits, error)
	Count(context.Context, Query) (int, error)
	Videos(context.Context, Hits) ([]Video, error)
	Captions(context.Context, Hits) ([][]string, error)
	Sum(context.Context, Hits) (Sum, error)
	Newest(ctx context.Context, limit int) (videos []Video, count int, err error)
	Values(ctx context.Context, key, prefix string, limit int) ([]ValueCount, error)
	MetaKeys(context.Context) ([]string, error)
	TopKeys(context.Context) ([]string, error)
	SetCaptions(ctx context.Context, uid string, languages []string) error
	Warm(context.Context) error
}

// Sum is how much videos are together.
type Sum struct {
	Videos  int
	Seconds float64
	Bytes   int64
}
