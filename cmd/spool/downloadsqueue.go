package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"spool/library"
	"spool/library/download"
	"spool/library/download/saves"
	"spool/library/embed"
	"spool/library/stream"
	"spool/library/token"
)

// saveQueue is an account's queue of downloads. While no other process runs it,
// this one does.
type saveQueue struct {
	*download.Queue
	// rescued is a sentence about a damaged queue that was mended, or "".
	rescued string
	// failed gets what stops the runner.
	failed chan error
	store  *saves.Store
	runner *download.Runner
	lock   *flock.Flock
	cancel context.CancelFunc
	ended  chan struct{}
}

// openSaveQueue opens the queue of the account of env; its close must be called.
func openSaveQueue(ctx context.Context, env environment, p download.RunnerParams) (*saveQueue, error) {
	if err := os.MkdirAll(env.libraryDir(), 0o700); err != nil {
		return nil, fmt.Errorf("make the library's folder: %w", err)
	}
	store, rescued, err := saves.Open(ctx, filepath.Join(env.libraryDir(), "downloads.db"))
	if err != nil {
		return nil, err
	}
	q := &saveQueue{
		Queue: download.NewQueue(store), rescued: rescued, store: store, failed: make(chan error, 1),
		lock: flock.New(filepath.Join(env.libraryDir(), "downloads.lock")), ended: make(chan struct{}),
	}
	p.Queue = q.Queue
	q.runner = download.NewRunner(p)
	ctx, q.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go q.work(ctx)
	return q, nil
}

// work runs the queue as soon as nobody else does, until ctx ends.
func (q *saveQueue) work(ctx context.Context) {
	defer close(q.ended)
	for ctx.Err() == nil {
		if err := q.turn(ctx); err != nil && ctx.Err() == nil {
			select {
			case q.failed <- err:
			default: // one is enough
			}
			wait(ctx, mendTime)
		}
	}
}

func (q *saveQueue) turn(ctx context.Context) error {
	got, err := q.lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock the queue of downloads: %w", err)
	}
	if !got {
		wait(ctx, takeOver)
		return nil
	}
	return errors.Join(q.runner.Run(ctx), q.lock.Unlock())
}

// wait waits, or until ctx ends.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// live is the queue at this moment.
func (q *saveQueue) live(ctx context.Context) ([]download.Item, error) {
	items, err := q.Items(ctx)
	return q.runner.Live(items), err
}

// close stops what runs here and closes the queue; the next one goes on.
func (q *saveQueue) close() error {
	q.cancel()
	<-q.ended
	return q.store.Close()
}

// downloadAddress finds the addresses of downloads.
type downloadAddress struct {
	client *stream.Client
	// key signs where it is set, else Stream does.
	key token.Key
}

// of is the address of a file that Stream has made. One that it has not is asked
// for where the item says so.
func (a downloadAddress) of(ctx context.Context, i download.Item) (string, error) {
	ctx = library.WithPriority(ctx, library.Bulk)
	made, err := a.client.Downloads(ctx, i.UID)
	if err != nil {
		return "", err
	}
	switch d, found := made[i.Kind]; {
	case !found && i.Make:
		if _, err := a.client.CreateDownload(ctx, i.UID, i.Kind); err != nil {
			return "", err
		}
		return "", download.ErrNotYet
	case !found:
		return "", errNoFile
	case d.Status == "error":
		return "", errMakeFile
	case d.Status != "ready":
		return "", download.ErrNotYet
	}
	v, err := a.client.Get(ctx, i.UID)
	if err != nil {
		return "", err
	}
	return a.link(ctx, &v, i.Kind, i.Original)
}

// link is the address of a file of a video, with a token where it needs one.
func (a downloadAddress) link(ctx context.Context, v *library.Video, kind library.DownloadKind, original bool) (string, error) {
	delivery, err := embed.DeliveryOf(v)
	if err != nil {
		return "", err
	}
	id := v.UID
	if v.RequireSignedURLs {
		if id, err = a.token(ctx, v.UID, original); err != nil {
			return "", err
		}
	}
	return delivery.Download(id, kind, ""), nil
}

// linkLife is long enough for a slow line.
const linkLife = 6 * time.Hour

func (a downloadAddress) token(ctx context.Context, uid string, original bool) (string, error) {
	terms := token.Terms{Expires: time.Now().Add(linkLife), Downloadable: true}
	if a.key.ID != "" {
		return a.key.Sign(uid, terms, time.Now())
	}
	request := terms.Request()
	request.Original = original
	return a.client.SignToken(ctx, uid, request)
}
