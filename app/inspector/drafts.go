package inspector

import (
	"context"
	"slices"
	"sync"

	"spool/library"
)

// DraftStore keeps drafts; library.Journal is one.
type DraftStore interface {
	SaveDraft(ctx context.Context, d library.Draft) error
	Drafts(ctx context.Context) ([]library.Draft, error)
	DropDraft(ctx context.Context, uid string) error
}

// Do runs something off Fyne's goroutine; then, which may be nil, gets its error
// back on it.
type Do func(run func(context.Context) error, then func(error))

// Drafts are the unsaved changes of an account's videos. What is set is kept in
// the store soon after; Flush does so at once.
type Drafts struct {
	// OnChange runs when a video's draft came, changed or went; may be nil.
	OnChange func(uid string)
	// OnFail runs when drafts could not be kept; may be nil.
	OnFail func(error)

	store DraftStore
	do    Do

	mu      sync.Mutex
	changes map[string][]library.Change
	unkept  map[string]bool // what the store does not know yet
	writing bool
}

// NewDrafts returns the drafts of a store. Load reads what is there already.
func NewDrafts(store DraftStore, do Do) *Drafts {
	return &Drafts{store: store, do: do, changes: map[string][]library.Change{}, unkept: map[string]bool{}}
}

// Load reads the drafts of former runs. What was edited meanwhile stays.
func (d *Drafts) Load(then func(error)) {
	var list []library.Draft
	d.do(func(ctx context.Context) (err error) {
		list, err = d.store.Drafts(ctx)
		return err
	}, func(err error) {
		d.mu.Lock()
		for _, draft := range list {
			if _, here := d.changes[draft.UID]; !here && !d.unkept[draft.UID] {
				d.changes[draft.UID] = draft.Changes
			}
		}
		d.mu.Unlock()
		then(err)
	})
}

// Of is the draft of a video, nil for none.
func (d *Drafts) Of(uid string) []library.Change {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.changes[uid])
}

// Set replaces the draft of a video; no changes end it.
func (d *Drafts) Set(uid string, changes []library.Change) {
	d.mu.Lock()
	if len(changes) == 0 {
		delete(d.changes, uid)
	} else {
		d.changes[uid] = slices.Clone(changes)
	}
	d.unkept[uid] = true
	begin := !d.writing
	d.writing = true
	d.mu.Unlock()
	if d.OnChange != nil {
		d.OnChange(uid)
	}
	if begin {
		d.do(d.Flush, d.flushed)
	}
}

// Add puts a change into the draft of a video.
func (d *Drafts) Add(v library.Video, c library.Change) {
	with := draft{video: v, changes: d.Of(v.UID)}
	with.set(c.Path, c.After)
	d.Set(v.UID, with.changes)
}

// flushed goes on with what was set while the store was written to.
func (d *Drafts) flushed(err error) {
	if err != nil && d.OnFail != nil {
		d.OnFail(err)
	}
	d.mu.Lock()
	d.writing = err == nil && len(d.unkept) > 0
	again := d.writing
	d.mu.Unlock()
	if again {
		d.do(d.Flush, d.flushed)
	}
}

// Flush keeps what the store does not know yet. It may be called from any
// goroutine.
func (d *Drafts) Flush(ctx context.Context) error {
	for {
		uid, changes, any := d.next()
		if !any {
			return nil
		}
		if err := d.keep(ctx, uid, changes); err != nil {
			d.mu.Lock()
			d.unkept[uid] = true
			d.mu.Unlock()
			return err
		}
	}
}

// next takes a draft off those that are not kept.
func (d *Drafts) next() (uid string, changes []library.Change, any bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for uid = range d.unkept {
		delete(d.unkept, uid)
		return uid, d.changes[uid], true
	}
	return "", nil, false
}

func (d *Drafts) keep(ctx context.Context, uid string, changes []library.Change) error {
	if len(changes) == 0 {
		return d.store.DropDraft(ctx, uid)
	}
	return d.store.SaveDraft(ctx, library.Draft{UID: uid, Changes: changes})
}
