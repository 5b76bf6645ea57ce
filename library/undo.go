package library

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// Undo is a job that can be taken back.
type Undo struct {
	Of Job
	// begun is an undo of it that left something, 0 for none.
	begun int64
}

// did are the states of items that an undo puts back: also those whose call was
// interrupted, which Stream may have carried out. One that it did not is skipped.
var did = []ItemState{ItemDone, ItemSending}

// Undoable is the undo of a job, or of the newest of ours that did something
// with 0; the error says why there is none. Deleted videos cannot come back.
func (l *Library) Undoable(ctx context.Context, id int64) (Undo, error) {
	job, err := l.changed(ctx, id)
	if err != nil {
		return Undo{}, err
	}
	switch {
	case job.Kind == JobDelete && id == 0:
		return Undo{}, fmt.Errorf("the last change, job %d, deleted videos, which can't come back; to take back an older one, choose it in the journal", job.ID)
	case job.Kind == JobDelete:
		return Undo{}, errors.New("deleted videos can't come back; the journal keeps their metadata")
	}
	some, err := l.journal.Items(ctx, job.ID, 0, 1, did...)
	if err != nil {
		return Undo{}, err
	}
	if len(some) == 0 {
		return Undo{}, fmt.Errorf("job %d changed nothing: %w", job.ID, ErrNothingToUndo)
	}
	begun, err := l.journal.UndoOf(ctx, job.ID)
	switch {
	case errors.Is(err, ErrNoJob):
		return Undo{Of: job}, nil
	case err != nil:
		return Undo{}, err
	case begun.UndoneBy == 0 && begun.Waiting+begun.Failed+begun.Conflicts > 0:
		return Undo{Of: job, begun: begun.ID}, nil
	}
	return Undo{}, fmt.Errorf("job %d was taken back already: %w", job.ID, ErrNothingToUndo)
}

func (l *Library) changed(ctx context.Context, id int64) (Job, error) {
	if id == 0 {
		return l.journal.LastChange(ctx)
	}
	job, err := l.journal.Job(ctx, id)
	if err != nil {
		return job, fmt.Errorf("job %d: %w", id, err)
	}
	return job, nil
}

// Undo makes a job that takes another one back, or the newest of ours with 0:
// every value that was replaced is put back, where it was not changed again
// since. An undo that left something goes on with that. The job taken back
// ends; one that runs elsewhere is not taken back.
func (l *Library) Undo(ctx context.Context, id int64, source string) (Job, error) {
	u, err := l.Undoable(ctx, id)
	if err != nil {
		return Job{}, err
	}
	release, err := l.journal.Claim(ctx, u.Of.ID)
	if errors.Is(err, ErrClaimed) {
		return Job{}, fmt.Errorf("job %d is still running; stop it first", u.Of.ID)
	}
	if err != nil {
		return Job{}, err
	}
	job, err := l.undo(ctx, u, source)
	return job, errors.Join(err, release())
}

func (l *Library) undo(ctx context.Context, u Undo, source string) (Job, error) {
	if err := l.Stop(ctx, u.Of.ID); err != nil {
		return Job{}, err
	}
	if u.begun == 0 {
		return l.Begin(ctx, Request{
			Kind: JobUndo, Title: "Undo: " + u.Of.Title, Source: source, Undoes: u.Of.ID, Items: l.PutBack(ctx, u),
		})
	}
	if err := l.Retry(ctx, u.begun, ItemFailed, ItemConflict); err != nil {
		return Job{}, err
	}
	return l.journal.Job(ctx, u.begun)
}

// PutBack are the items of an undo: all that the job did, or what an earlier
// undo left of it.
func (l *Library) PutBack(ctx context.Context, u Undo) iter.Seq2[Item, error] {
	if u.begun != 0 {
		return l.items(ctx, u.begun, ItemWaiting, ItemSending, ItemFailed, ItemConflict)
	}
	return func(yield func(Item, error) bool) {
		for item, err := range l.items(ctx, u.Of.ID, did...) {
			if !yield(Item{UID: item.UID, Name: item.Name, Changes: Inverse(item.Changes)}, err) {
				return
			}
		}
	}
}

// items are a job's items in these states.
func (l *Library) items(ctx context.Context, id int64, states ...ItemState) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for after := 0; ; {
			items, err := l.journal.Items(ctx, id, after, runChunk, states...)
			if err != nil {
				yield(Item{}, err)
				return
			}
			for _, item := range items {
				after = item.N
				if !yield(item, nil) {
					return
				}
			}
			if len(items) < runChunk {
				return
			}
		}
	}
}
