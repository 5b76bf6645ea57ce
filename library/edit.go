package library

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// Request is changes that are wanted.
type Request struct {
	Kind   JobKind
	Title  string
	Source string
	Undoes int64
	// Overwrite goes on where a video was changed elsewhere.
	Overwrite bool
	Items     iter.Seq2[Item, error]
}

// Begin puts changes into the journal as a job that waits to be run.
func (l *Library) Begin(ctx context.Context, r Request) (Job, error) {
	return l.journal.Add(ctx, Job{
		Kind: r.Kind, State: JobWaiting, Title: r.Title, Source: r.Source, Created: l.now(),
		Undoes: r.Undoes, Overwrite: r.Overwrite,
	}, r.Items)
}

// Edit changes one video at once. If the video was changed elsewhere in one of
// these places, nothing is sent, and the item that comes back is a conflict
// with both values. The error is nil then; it is set when the change could not
// be carried out.
func (l *Library) Edit(ctx context.Context, v *Video, changes []Change, source string) (Item, error) {
	item := Item{UID: v.UID, Name: v.Name(), Changes: changes}
	job, err := l.Begin(ctx, Request{
		Kind: JobEdit, Title: titleOf(changes), Source: source, Items: oneItem(item),
	})
	if err != nil {
		return item, err
	}
	if _, err := l.Run(ctx, job.ID, nil); err != nil {
		return item, err
	}
	items, err := l.journal.Items(ctx, job.ID, 0, 1)
	if err != nil || len(items) == 0 {
		return item, err
	}
	if items[0].State == ItemFailed {
		return items[0], errors.New(items[0].Error)
	}
	return items[0], nil
}

func oneItem(item Item) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) { yield(item, nil) }
}

// titleOf names changes in a few words.
func titleOf(changes []Change) string {
	if len(changes) == 1 {
		return "Change " + changes[0].Path.String()
	}
	return fmt.Sprintf("Change %d fields", len(changes))
}

// Overwrite lets the conflicts of a job wait again, to replace what was
// changed elsewhere; Run carries it out.
func (l *Library) Overwrite(ctx context.Context, id int64) error {
	if err := l.journal.SetOverwrite(ctx, id); err != nil {
		return err
	}
	return l.Retry(ctx, id, ItemConflict)
}

// Retry lets the items in these states wait again and the job with them; Run
// carries it out.
func (l *Library) Retry(ctx context.Context, id int64, states ...ItemState) error {
	if slices.Contains(states, ItemDone) || slices.Contains(states, ItemSending) {
		return errors.New("only items that failed, were skipped or conflict can be tried again")
	}
	if err := l.journal.Requeue(ctx, id, states...); err != nil {
		return err
	}
	return l.move(ctx, id, toRetry, "")
}

// Interrupted are the jobs that wait to be taken up again: begun or waiting,
// and run by no process.
func (l *Library) Interrupted(ctx context.Context) ([]Job, error) {
	jobs, err := l.journal.Jobs(ctx, 1000)
	if err != nil {
		return nil, err
	}
	var list []Job
	for _, job := range jobs {
		if job.State.Ended() || job.Waiting == 0 {
			continue
		}
		release, err := l.journal.Claim(ctx, job.ID)
		if errors.Is(err, ErrClaimed) {
			continue
		}
		if err == nil {
			err = release()
		}
		if err != nil {
			return nil, err
		}
		list = append(list, job)
	}
	return list, nil
}

// Journal is the library's journal, for reading, drafts and views.
func (l *Library) Journal() Journal { return l.journal }
