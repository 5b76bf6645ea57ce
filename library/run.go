package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// runChunk is how many videos are read anew with one call before they are
// changed: a hundredth of a call each.
const runChunk = 100

// JobProgress is how far a job is.
type JobProgress struct {
	Job Job
	// Item is the video that was just dealt with.
	Item Item
	// Left is how long the rest takes by the rate limit, 0 when unknown.
	Left time.Duration
}

// Pacer tells how long calls take by the rate limit; *stream.Client is one.
type Pacer interface {
	// Delay is how long until n further calls of that priority have begun.
	Delay(n int, p Priority) time.Duration
}

// Run carries out a job, or what is left of it, and returns when it ended, was
// paused, or cannot go on. One that is paused or ended already it leaves so;
// see Resume and Retry. Before each video the journal says so; whatever
// interrupts, it then knows what was done, and what may have been is looked up
// at Stream the next time. Cancelling the context interrupts the job; another
// Run goes on with it. progress may be nil and is called from this goroutine.
func (l *Library) Run(ctx context.Context, id int64, progress func(JobProgress)) (Job, error) {
	release, err := l.journal.Claim(ctx, id)
	if err != nil {
		return Job{}, err
	}
	r := &run{Library: l, ctx: WithPriority(ctx, Bulk), progress: progress}
	err = r.job(id)
	job, jerr := l.journal.Job(context.WithoutCancel(ctx), id)
	return job, errors.Join(err, jerr, release())
}

// run is one Run. Its work on the journal goes on for the video at hand when
// the context ends.
type run struct {
	*Library
	ctx      context.Context
	progress func(JobProgress)
	current  Job
}

func (r *run) job(id int64) error {
	job, err := r.journal.Job(r.ctx, id)
	if err != nil {
		return err
	}
	if moved, err := r.journal.MoveJob(r.ctx, id, toRun, ""); err != nil || !moved {
		return err
	}
	r.current = job
	for {
		items, err := r.journal.Waiting(r.ctx, id, runChunk)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return r.move(r.ctx, id, toEnd, "")
		}
		if aboutCaptions(items[0]) {
			return r.captions(id)
		}
		fresh, err := r.readAnew(items)
		if err != nil {
			return r.rest(id, err)
		}
		for _, item := range items {
			if on, err := r.goesOn(id); !on {
				return err
			}
			if err := r.item(item, fresh[item.UID]); err != nil {
				return r.rest(id, err)
			}
		}
	}
}

// aboutCaptions tells the items of a job of captions, or of one that takes it
// back, which are all of one kind.
func aboutCaptions(item Item) bool {
	return len(item.Changes) > 0 && item.Changes[0].Path.Field == FieldCaptions
}

// goesOn looks whether someone paused or stopped the job.
func (r *run) goesOn(id int64) (bool, error) {
	if err := r.ctx.Err(); err != nil {
		return false, context.Cause(r.ctx)
	}
	state, err := r.journal.JobState(r.ctx, id)
	return err == nil && state == JobRunning, err
}

// rest pauses the job for what hits every video alike: no network, no right.
// One that was stopped meanwhile stays so.
func (r *run) rest(id int64, cause error) error {
	if r.ctx.Err() != nil {
		return cause
	}
	err := r.move(context.WithoutCancel(r.ctx), id, toRest, cause.Error())
	return errors.Join(cause, err)
}

// readAnew is the items' videos as Stream has them now.
func (r *run) readAnew(items []Item) (map[string]*Video, error) {
	fresh := map[string]*Video{}
	if len(items) == 1 {
		v, err := r.api.Get(r.ctx, items[0].UID)
		if err == nil {
			fresh[v.UID] = &v
		}
		if errors.Is(err, ErrNotFound) {
			err = nil
		}
		return fresh, err
	}
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.UID
	}
	page, err := r.api.List(r.ctx, Listing{IDs: ids})
	for i := range page.Videos {
		fresh[page.Videos[i].UID] = &page.Videos[i]
	}
	return fresh, err
}

// item deals with one video. An error is one that hits all videos.
func (r *run) item(item Item, v *Video) error {
	wasSending := item.State == ItemSending
	item.Error, item.Conflicts = "", nil
	if v == nil {
		return r.missing(item)
	}
	if r.current.Kind == JobDelete {
		return r.delete(item, v)
	}
	standing, conflicts := Stand(v, item.Changes)
	switch {
	case standing == Applied && wasSending:
		return r.finish(item, ItemDone)
	case standing == Applied:
		item.Error = "has these values already"
		return r.finish(item, ItemSkipped)
	case standing == Conflicting && !r.current.Overwrite:
		item.Conflicts = conflicts
		item.Error = "was changed elsewhere since: " + joinChanges(conflicts)
		return r.finish(item, ItemConflict)
	}
	for i := range item.Changes {
		c := &item.Changes[i]
		if err := checkOdd(v, c.Path); err != nil {
			item.Error = err.Error()
			return r.finish(item, ItemFailed)
		}
		c.Before = v.Value(c.Path)
	}
	return r.edit(item, v)
}

// missing deals with a video that Stream does not have.
func (r *run) missing(item Item) error {
	if _, err := r.index.Put(r.ctx, Batch{Gone: []string{item.UID}}); err != nil {
		return err
	}
	if r.current.Kind == JobDelete && item.State == ItemSending {
		return r.finish(item, ItemDone)
	}
	item.Error = "is not at Stream any more"
	return r.finish(item, ItemFailed)
}

func (r *run) edit(item Item, v *Video) error {
	if err := r.mark(&item); err != nil {
		return err
	}
	after, err := r.api.Edit(r.ctx, item.UID, PatchFor(v, item.Changes))
	if err != nil {
		return r.failed(item, err)
	}
	// What counts is what Stream made of it: it may round a date or a number.
	var taken []Change
	var ignored []string
	for _, c := range item.Changes {
		asked := !jsonEqual(c.Before, c.After)
		c.After = after.Value(c.Path)
		switch {
		case !jsonEqual(c.Before, c.After):
			taken = append(taken, c)
		case asked:
			ignored = append(ignored, c.Path.String())
		}
	}
	if len(taken) == 0 {
		item.Error = "Stream took the change and did not make it"
		return r.finish(item, ItemFailed)
	}
	item.Changes = taken
	if len(ignored) > 0 {
		item.Error = "Stream left as it was: " + strings.Join(ignored, ", ")
	}
	if err := r.finish(item, ItemDone); err != nil {
		return err
	}
	_, err = r.index.Put(context.WithoutCancel(r.ctx), Batch{Videos: []Video{after}, Own: true})
	return err
}

func (r *run) delete(item Item, v *Video) error {
	item.Video = json.RawMessage(v.Raw)
	if err := r.mark(&item); err != nil {
		return err
	}
	if err := r.api.Delete(r.ctx, item.UID); err != nil && !errors.Is(err, ErrNotFound) {
		return r.failed(item, err)
	}
	if err := r.finish(item, ItemDone); err != nil {
		return err
	}
	_, err := r.index.Put(context.WithoutCancel(r.ctx), Batch{Gone: []string{item.UID}})
	return err
}

// mark says in the journal that the call is about to be made.
func (r *run) mark(item *Item) error {
	item.State, item.At = ItemSending, r.now()
	return r.journal.Record(r.ctx, *item)
}

// failed decides whether an error is the video's own.
func (r *run) failed(item Item, cause error) error {
	switch {
	case r.ctx.Err() != nil:
		// Whether it was carried out is looked up by the next Run.
		return cause
	case errors.Is(cause, ErrUnreachable), errors.Is(cause, ErrUnauthorized), errors.Is(cause, ErrRateLimited):
		return cause
	}
	item.Error = cause.Error()
	return r.finish(item, ItemFailed)
}

// finish keeps an item's end, also when the job is interrupted just now.
func (r *run) finish(item Item, s ItemState) error {
	item.State, item.At = s, r.now()
	if err := r.journal.Record(context.WithoutCancel(r.ctx), item); err != nil {
		return err
	}
	r.count(s)
	if r.progress != nil {
		p := JobProgress{Job: r.current, Item: item}
		// How long Stream writes at a caption nobody knows.
		if pacer, ok := r.api.(Pacer); ok && !aboutCaptions(item) {
			p.Left = pacer.Delay(p.Job.Waiting, Bulk)
		}
		r.progress(p)
	}
	return nil
}

func (r *run) count(s ItemState) {
	r.current.Waiting--
	switch s {
	case ItemDone:
		r.current.Done++
	case ItemFailed:
		r.current.Failed++
	case ItemSkipped:
		r.current.Skipped++
	case ItemConflict:
		r.current.Conflicts++
	}
}

func joinChanges(changes []Change) string {
	parts := make([]string, len(changes))
	for i, c := range changes {
		parts[i] = fmt.Sprintf("%s is %s now", c.Path, orNone(c.Before))
	}
	return strings.Join(parts, ", ")
}
