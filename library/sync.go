package library

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// SyncProgress is how far a sync is.
type SyncProgress struct {
	// Seen of Total videos are listed; Total is -1 where Stream did not say.
	Seen, Total int
	// Delta is how the index changed so far.
	Delta Delta
}

// passAge is how old an interrupted pass may be to be taken up again, and how
// old a finished one before Refresh makes another.
const passAge = 24 * time.Hour

// JournalDays is how long the journal keeps what ended.
const JournalDays = 90

// Sync lists the whole account and makes the index agree with it. An
// interrupted sync goes on where it was, within a day. Each page is committed
// as it comes, so progress is never lost. progress may be nil; it is called
// from this goroutine.
func (l *Library) Sync(ctx context.Context, progress func(SyncProgress)) (Delta, error) {
	ctx = WithPriority(ctx, Background)
	state, err := l.index.SyncState(ctx)
	if err != nil {
		return Delta{}, err
	}
	resumed := state.Pass != nil && l.now().Sub(state.Pass.Began).Abs() < passAge
	if !resumed {
		state.Pass = &Pass{Began: l.now(), Total: -1}
	}
	delta, err := l.pass(ctx, state, progress)
	if err == nil {
		err = l.journal.Prune(ctx, l.now().AddDate(0, 0, -JournalDays))
	}
	if err != nil {
		return delta, fmt.Errorf("sync: %w", err)
	}
	if resumed {
		// What was made since the pass began is newer than where it went on.
		more, _, err := l.head(ctx)
		delta.Add(more)
		if err != nil {
			return delta, fmt.Errorf("sync: %w", err)
		}
	}
	return delta, nil
}

// page is a page on its way to the index.
type page struct {
	videos  []Video
	answer  Page
	covered Covered
	pass    Pass
	done    bool
}

// add joins the next page to this one.
func (p *page) add(next page) {
	p.videos = append(p.videos, next.answer.Read()...)
	p.covered.After = next.covered.After
	p.pass, p.done = next.pass, next.done
}

// pagesAhead is how many pages may wait to be committed.
const pagesAhead = 4

// pass fetches and commits pages, further ones being fetched meanwhile. What
// waits is committed together: where Stream is faster than the disk, commits
// grow and become cheaper.
func (l *Library) pass(ctx context.Context, state SyncState, progress func(SyncProgress)) (total Delta, err error) {
	ctx, stop := context.WithCancel(ctx)
	pages := make(chan page, pagesAhead)
	fetched := make(chan error, 1)
	began := *state.Pass
	go func() {
		defer close(pages)
		fetched <- l.fetch(ctx, began, pages)
	}()
	// Whatever ends this function, the goroutine has ended before.
	defer func() {
		stop()
		if ferr := <-fetched; err == nil {
			err = ferr
		}
	}()
	for p := range pages {
		p.videos = p.answer.Read()
		for len(pages) > 0 {
			p.add(<-pages)
		}
		state.Pass = &p.pass
		if p.done {
			state.Began, state.Finished, state.Refreshed = p.pass.Began, l.now(), l.now()
			state.Pass = nil
		}
		delta, err := l.learn(ctx, Batch{Videos: p.videos, Covered: &p.covered, Sync: &state})
		total.Add(delta)
		if err != nil {
			return total, err
		}
		if progress != nil {
			progress(SyncProgress{Seen: p.pass.Seen, Total: p.pass.Total, Delta: total})
		}
	}
	return total, nil
}

// fetch lists pages from where the pass is.
func (l *Library) fetch(ctx context.Context, p Pass, pages chan<- page) error {
	c := newCursor(Listing{Before: p.Before, Counts: true, Lazy: true})
	c.resume(p)
	for !c.done {
		answer, err := l.api.List(ctx, c.listing)
		if err != nil {
			return err
		}
		if _, err := c.take(answer); err != nil {
			return err
		}
		p.Seen, p.Total, p.Before, p.Lost = c.count, c.total, c.listing.Before, p.Lost || !c.lost.IsZero()
		select {
		case pages <- page{answer: answer, covered: c.covered, pass: p, done: c.done}:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return c.err()
}

// Refresh brings in what is new or still being worked on, with few calls; it
// makes a whole pass when that costs no more, when the last one is a day old,
// or when the number of videos shows that something else changed.
func (l *Library) Refresh(ctx context.Context, progress func(SyncProgress)) (Delta, error) {
	ctx = WithPriority(ctx, Background)
	state, err := l.index.SyncState(ctx)
	if err != nil {
		return Delta{}, err
	}
	age := l.now().Sub(state.Finished).Abs()
	if state.Pass != nil || state.Finished.IsZero() || state.Videos <= 2*MaxPage || age > passAge {
		return l.Sync(ctx, progress)
	}
	delta, total, err := l.head(ctx)
	if err == nil {
		var more Delta
		more, err = l.unfinished(ctx)
		delta.Add(more)
	}
	if err != nil {
		return delta, fmt.Errorf("refresh: %w", err)
	}
	if state, err = l.index.SyncState(ctx); err != nil {
		return delta, err
	}
	if total >= 0 && total != state.Videos {
		more, err := l.Sync(ctx, progress)
		delta.Add(more)
		return delta, err
	}
	state.Refreshed = l.now()
	_, err = l.index.Put(ctx, Batch{Sync: &state})
	return delta, err
}

// head lists from the newest video until a page brings nothing new. total is
// how many videos Stream has, -1 if it does not say.
func (l *Library) head(ctx context.Context) (delta Delta, total int, err error) {
	c := newCursor(Listing{Counts: true})
	for !c.done {
		answer, err := l.api.List(ctx, c.listing)
		if err != nil {
			return delta, c.total, err
		}
		if _, err := c.take(answer); err != nil {
			return delta, c.total, err
		}
		d, err := l.learn(ctx, Batch{Videos: answer.Videos, Covered: &c.covered})
		delta.Add(d)
		if err != nil {
			return delta, c.total, err
		}
		if d.New == 0 {
			break
		}
	}
	return delta, c.total, nil
}

// unfinishedStates are the states that end by themselves.
var unfinishedStates = []State{StatePending, StateDownloading, StateQueued, StateInProgress, StateLive}

// idsPerCall keeps the address of a call well below 8 KB.
const idsPerCall = 100

// unfinished looks at the videos in a state that does not last: those that
// Stream lists as such, and those that the index has as such and Stream does
// not any more.
func (l *Library) unfinished(ctx context.Context) (Delta, error) {
	var delta Delta
	listed := map[string]bool{}
	for c := newCursor(Listing{States: unfinishedStates}); !c.done; {
		answer, err := l.api.List(ctx, c.listing)
		if err != nil {
			return delta, err
		}
		if _, err := c.take(answer); err != nil {
			return delta, err
		}
		for _, v := range answer.Videos {
			listed[v.UID] = true
		}
		d, err := l.learn(ctx, Batch{Videos: answer.Videos})
		delta.Add(d)
		if err != nil {
			return delta, err
		}
	}
	ended, err := l.endedSince(ctx, listed)
	if err != nil {
		return delta, err
	}
	for part := range slices.Chunk(ended, idsPerCall) {
		d, err := l.askAgain(ctx, part)
		delta.Add(d)
		if err != nil {
			return delta, err
		}
	}
	return delta, nil
}

// endedSince are the uids of the videos that the index has as unfinished and
// that are not listed as such.
func (l *Library) endedSince(ctx context.Context, listed map[string]bool) ([]string, error) {
	words := make([]string, len(unfinishedStates))
	for i, s := range unfinishedStates {
		words[i] = string(s)
	}
	hits, err := l.index.Search(ctx, Query{Terms: []Term{{Key: "status", Values: words}}}, NewestFirst)
	if err != nil {
		return nil, err
	}
	var ended []string
	for part := range slices.Chunk(hits, MaxPage) {
		videos, err := l.index.Videos(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, v := range videos {
			if v.UID != "" && !listed[v.UID] {
				ended = append(ended, v.UID)
			}
		}
	}
	return ended, nil
}

// askAgain reads these videos anew; those that Stream does not list are gone.
func (l *Library) askAgain(ctx context.Context, uids []string) (Delta, error) {
	answer, err := l.api.List(ctx, Listing{IDs: uids})
	if err != nil {
		return Delta{}, err
	}
	missing := map[string]bool{}
	for _, uid := range uids {
		missing[uid] = true
	}
	for _, v := range answer.Videos {
		if !missing[v.UID] {
			return Delta{}, fmt.Errorf("%w: asked for %d videos, it listed others", ErrRefused, len(uids))
		}
		delete(missing, v.UID)
	}
	return l.learn(ctx, Batch{Videos: answer.Videos, Gone: slices.Collect(maps.Keys(missing))})
}

// learn commits a batch and puts edits made elsewhere into the journal.
func (l *Library) learn(ctx context.Context, b Batch) (Delta, error) {
	d, err := l.index.Put(ctx, b)
	if err != nil {
		return d, err
	}
	return d, l.noteSeen(ctx, d)
}

// noteSeen puts edits that were made elsewhere into the journal.
func (l *Library) noteSeen(ctx context.Context, d Delta) error {
	if len(d.Seen) == 0 {
		return nil
	}
	_, err := l.journal.Add(ctx, Job{Kind: JobSeen, State: JobDone, Title: "Changed elsewhere", Source: "Stream", Created: l.now()},
		func(yield func(Item, error) bool) {
			for _, item := range d.Seen {
				item.State = ItemDone
				if !yield(item, nil) {
					return
				}
			}
		})
	return err
}

// Track notes a video that something else made, an upload or a clip.
func (l *Library) Track(ctx context.Context, uid string) (Video, error) {
	v, err := l.api.Get(ctx, uid)
	switch {
	case errors.Is(err, ErrNotFound):
		_, perr := l.index.Put(ctx, Batch{Gone: []string{uid}})
		return v, errors.Join(err, perr)
	case err != nil:
		return v, err
	}
	_, err = l.learn(ctx, Batch{Videos: []Video{v}})
	return v, err
}
