package uploader

import (
	"context"
	"errors"
	"os"
	"time"

	"spool/internal/media"
)

// probe examines a job's file. Errors are *Fault or ctx's own.
func (e *Engine) probe(ctx context.Context, j Job) (media.Info, error) {
	stat, err := os.Stat(j.Path)
	if err != nil {
		return media.Info{}, fileFault(err)
	}
	if stat.Size() == 0 {
		return media.Info{}, NewFault(CodeFileEmpty, errors.New("it has no bytes"))
	}
	info, err := e.Probe(ctx, j.Path)
	switch {
	case err == nil, errors.Is(err, media.ErrMalformed):
		// What this computer cannot read, Stream may: it has the last word.
		return info, nil
	case ctx.Err() != nil:
		return media.Info{}, ctx.Err()
	case errors.Is(err, media.ErrNotVideo):
		return media.Info{}, NewFault(CodeNotVideo, err)
	}
	return media.Info{}, fileFault(err)
}

// probeAll examines new files one at a time, mostly ahead of their turn, so that
// what is no video is known before it is sent.
func (e *Engine) probeAll(ctx context.Context) error {
	for ctx.Err() == nil {
		jobs, err := e.Store.Jobs(ctx, Filter{Account: e.Account, States: []State{Uploading, Waiting, Paused}, Unprobed: true, Limit: 64})
		if err != nil {
			return ignoreCancel(ctx, err)
		}
		for _, j := range jobs {
			if err := e.probeAhead(ctx, j); err != nil {
				return ignoreCancel(ctx, err)
			}
		}
		if len(jobs) == 0 && !pause(ctx, tick) {
			return nil
		}
	}
	return nil
}

func (e *Engine) probeAhead(ctx context.Context, j Job) error {
	info, err := e.probe(ctx, j)
	var f *Fault
	if err != nil && !errors.As(err, &f) {
		return err
	}
	_, err = e.Store.Note(ctx, j.ID, func(row *Job) error {
		if row.Probed || row.Path != j.Path {
			return errLeft // a command changed it meanwhile
		}
		row.Probed = true
		if f == nil {
			row.Duration, row.Width, row.Height = info.Duration, info.Width, info.Height
			return nil
		}
		if row.State != Waiting && row.State != Paused && row.State != Uploading {
			return nil // its worker, or Stream, has the last word
		}
		if err := row.To(Attention); err != nil {
			return err
		}
		row.Cause = f.Cause
		return nil
	})
	if errors.Is(err, errLeft) || errors.Is(err, ErrNoJob) {
		return nil
	}
	return err
}

// pause waits and reports whether the time passed without ctx ending.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
