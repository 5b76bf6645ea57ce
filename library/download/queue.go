package download

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"spool/library"
)

// State is where a save in a Queue stands.
type State string

// The states. Done and Failed are ends; Resume leads out of Failed.
const (
	Waiting State = "waiting"
	Saving  State = "saving"
	Paused  State = "paused"
	Done    State = "saved"
	Failed  State = "failed"
)

// Item is a save in a Queue.
type Item struct {
	ID int64
	// UID and Kind are what is saved, Title is what people call it.
	UID   string
	Kind  library.DownloadKind
	Title string
	// Folder is an existing folder, Name the file's path below it, with slashes.
	Folder, Name string
	Existing     Existing
	// Original asks for the video without transformations, where it needs a
	// token at all.
	Original bool
	// Make has Stream make the file first, where it has not.
	Make bool

	State State
	// Size has arrived of Length, which is -1 where it is not known yet.
	Size, Length int64
	// Trouble is what is tried again at RetryAt, or why it Failed.
	Trouble string
	RetryAt time.Time
	// Saved is set once it is Done.
	Saved Saved
	Added time.Time
	// Speed is in bytes a second. It is not kept: only the Runner knows it.
	Speed float64
}

// Path is where the file is, or will be as far as that is known.
func (i *Item) Path() string {
	name := i.Saved.Name
	if name == "" {
		name = i.Name
	}
	return filepath.Join(i.Folder, filepath.FromSlash(name))
}

// Over reports whether nothing more happens to the save by itself.
func (i *Item) Over() bool { return i.State == Done || i.State == Failed }

// save tells one save from another.
type save struct {
	uid          string
	kind         library.DownloadKind
	folder, name string
}

func (i *Item) save() save { return save{i.UID, i.Kind, i.Folder, i.Name} }

// Store keeps a queue between runs. Package saves is one, on SQLite. Its
// methods may be called from any goroutine.
type Store interface {
	// Insert puts items at the end and gives them their IDs.
	Insert(ctx context.Context, items []Item) error
	// Items are all of them in their order.
	Items(ctx context.Context) ([]Item, error)
	// Revision is another number after every change, whoever made it.
	Revision(ctx context.Context) (int64, error)
	// Change changes items all at once, but for those where change says no and
	// those that are gone.
	Change(ctx context.Context, ids []int64, change func(*Item) bool) error
	Remove(ctx context.Context, ids ...int64) error
}

// Queue is what is to be saved, kept by a Store. Several processes may change
// it; a Runner in one of them does the saving. It may be used from any
// goroutine.
type Queue struct {
	store Store
	now   func() time.Time

	mu       sync.Mutex
	known    []Item // as they were at revision; nil before they are read
	revision int64
}

// NewQueue returns the queue in a store.
func NewQueue(store Store) *Queue { return &Queue{store: store, now: time.Now} }

// Items are all saves in their order. It is cheap while nothing changes.
func (q *Queue) Items(ctx context.Context) ([]Item, error) {
	// Before the items: what comes between the two is read again.
	now, err := q.store.Revision(ctx)
	if err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.known == nil || q.revision != now {
		if q.known, err = q.store.Items(ctx); err != nil {
			return nil, err
		}
		q.revision = now
	}
	return slices.Clone(q.known), nil
}

// Add puts saves at the end of the queue and gives their ids. One that is there
// already and not Done goes on instead.
func (q *Queue) Add(ctx context.Context, items ...Item) ([]int64, error) {
	there, err := q.store.Items(ctx)
	if err != nil {
		return nil, err
	}
	open := map[save]int64{}
	for i := range there {
		if there[i].State != Done {
			open[there[i].save()] = there[i].ID
		}
	}
	ids := make([]int64, len(items))
	var added []Item
	var places []int
	var again, made []int64
	for i, item := range items {
		if id, found := open[item.save()]; found {
			ids[i], again = id, append(again, id)
			if item.Make {
				made = append(made, id)
			}
			continue
		}
		item.State, item.Length, item.Added = Waiting, -1, q.now()
		added, places = append(added, item), append(places, i)
	}
	if err := q.store.Insert(ctx, added); err != nil {
		return nil, err
	}
	for i, item := range added {
		ids[places[i]] = item.ID
	}
	if err := q.store.Change(ctx, made, func(i *Item) bool { i.Make = true; return true }); err != nil {
		return nil, err
	}
	return ids, q.Resume(ctx, again...)
}

// Pause stops saves; what has arrived stays.
func (q *Queue) Pause(ctx context.Context, ids ...int64) error {
	return q.store.Change(ctx, ids, func(i *Item) bool {
		ok := i.State == Waiting || i.State == Saving
		i.State, i.Trouble, i.RetryAt = Paused, "", time.Time{}
		return ok
	})
}

// Resume goes on with saves that are paused, failed or wait for another
// attempt.
func (q *Queue) Resume(ctx context.Context, ids ...int64) error {
	return q.store.Change(ctx, ids, (*Item).resume)
}

// resume has an item wait for its turn, if nothing else is about to.
func (i *Item) resume() bool {
	ok := i.State == Paused || i.State == Failed || i.State == Waiting && !i.RetryAt.IsZero()
	i.State, i.Trouble, i.RetryAt = Waiting, "", time.Time{}
	return ok
}

// Remove takes saves out of the queue; what has arrived stays in its folder.
func (q *Queue) Remove(ctx context.Context, ids ...int64) error { return q.store.Remove(ctx, ids...) }

// ClearDone takes all that are Done out of the queue.
func (q *Queue) ClearDone(ctx context.Context) error {
	items, err := q.store.Items(ctx)
	if err != nil {
		return err
	}
	var done []int64
	for _, i := range items {
		if i.State == Done {
			done = append(done, i.ID)
		}
	}
	return q.store.Remove(ctx, done...)
}
