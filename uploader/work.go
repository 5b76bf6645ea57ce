package uploader

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// errLeft tells a worker that its job was paused, cancelled or removed.
var errLeft = errors.New("the job left the state uploading")

// saveTime bounds how long a worker that is told to stop may take to say where
// it was.
const saveTime = 10 * time.Second

// work sends one job and settles what becomes of it.
func (e *Engine) work(ctx context.Context, w *worker, j Job) {
	err := e.send(ctx, w, &j)
	if errors.Is(err, errLeft) {
		return
	}
	// The verdict is saved even when ctx has ended: that is what it says.
	save, done := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer done()
	_, uerr := e.Store.Update(save, j.ID, func(row *Job) error {
		if row.State != Uploading {
			return errLeft
		}
		return e.settle(ctx, row, err)
	})
	if uerr != nil && !errors.Is(uerr, errLeft) && !errors.Is(uerr, ErrNoJob) {
		e.fail(uerr)
	}
	select {
	case e.settled <- struct{}{}:
	default:
	}
}

// settle decides by the error's kind.
func (e *Engine) settle(ctx context.Context, row *Job, err error) error {
	if err == nil {
		row.SentAt, row.Attempts, row.Drops, row.Urgent = e.Now(), 0, 0, false
		row.Offset = row.Size
		return row.To(Processing)
	}
	var f *Fault
	switch {
	case ctx.Err() != nil:
		return row.To(Waiting)
	case !errors.As(err, &f):
		f = NewFault(CodeConnection, err)
	}
	e.Log.Warn("upload stopped", "job", row.ID, "video", row.UID, "attempt", row.Attempts, "err", f)
	row.Attempts++
	kind := f.Code.Kind()
	if kind == Anew {
		row.Drops++
		row.abandon()
	}
	if kind == Ask || kind == Limited && row.Attempts >= limitedTries || kind == Anew && row.Drops >= dropTries {
		if err := row.To(Attention); err != nil {
			return err
		}
		row.Cause = f.Cause
		return nil
	}
	if err := row.To(Waiting); err != nil {
		return err
	}
	row.Cause = f.Cause
	row.RetryAt = e.Now().Add(delay(row.Attempts, f.RetryAfter, e.Random()))
	return nil
}

// send brings the job's bytes to Stream, from wherever it was.
func (e *Engine) send(ctx context.Context, w *worker, j *Job) error {
	src, err := openSource(j)
	if err != nil {
		return err
	}
	defer src.Close() // only read from
	if err := e.examine(j); err != nil {
		return err
	}
	up, err := e.open(ctx, src, j)
	if err != nil {
		return err
	}
	w.base.Store(up.Offset())
	var saved confirmation
	defer func() { saved.wait() }() // the goroutine; its error came up below, or another did
	for up.Offset() < j.Size {
		if err := src.unchanged(*j); err != nil {
			return err
		}
		err := up.Send(ctx, min(e.ChunkSize, j.Size-up.Offset()), &w.sent)
		// A file that was cut ends its chunk early: the file is the cause then,
		// not the connection.
		if cut := src.unchanged(*j); cut != nil {
			return cut
		}
		if err != nil {
			if up, err = e.afterRefusal(ctx, src, *j, up.Offset(), err); err != nil {
				return err
			}
		}
		w.sent.Store(0)
		w.base.Store(up.Offset())
		// The offset in the queue is for display, so the next chunk leaves while
		// this one's is on its way to the disk.
		if err := saved.wait(); err != nil {
			return err
		}
		saved = e.confirm(ctx, j.ID, up.Offset())
	}
	return saved.wait()
}

// open finds the upload at Stream, or makes one. It commits first that the
// content seen in the file is the job's, so that no other is mixed with it.
func (e *Engine) open(ctx context.Context, src *source, j *Job) (Transfer, error) {
	seen := *j
	claim := func(row *Job) error {
		row.Size, row.ModTime, row.Print = seen.Size, seen.ModTime, seen.Print
		return nil
	}
	if j.UploadURL == "" {
		return e.create(ctx, src, j, claim)
	}
	if err := e.update(ctx, j, claim); err != nil {
		return nil, err
	}
	return e.resume(ctx, src, *j)
}

// resume asks Stream how far the upload is, by its URL, and where that is
// refused, by the API.
func (e *Engine) resume(ctx context.Context, src *source, j Job) (Transfer, error) {
	up, err := e.Wire.Resume(ctx, j, src.File)
	var f *Fault
	if !errors.As(err, &f) || f.Code != CodeUploadExpired {
		return up, err
	}
	return e.recheck(ctx, j, f)
}

// afterRefusal decides about a PATCH that was refused as if its upload were
// gone: only when asking for the upload says so too is it given up. An upload
// that still has what it had is tried again later.
func (e *Engine) afterRefusal(ctx context.Context, src *source, j Job, offset int64, err error) (Transfer, error) {
	var f *Fault
	if !errors.As(err, &f) || f.Code != CodeUploadExpired {
		return nil, err
	}
	up, err := e.resume(ctx, src, j)
	if err != nil || up.Offset() > offset {
		return up, err
	}
	return nil, &Fault{Cause: Cause{Code: CodePartRefused, Status: f.Status, Detail: f.Detail}, RetryAfter: f.RetryAfter, Err: f}
}

// create makes an upload at Stream. The claim and the doubt about the POST are
// one commit: each costs as much as the disk takes.
func (e *Engine) create(ctx context.Context, src *source, j *Job, claim func(*Job) error) (Transfer, error) {
	if err := e.discard(ctx, j); err != nil {
		return nil, err
	}
	doubt := j.Orphans
	err := e.update(ctx, j, func(row *Job) error {
		row.Orphans = true
		return claim(row)
	})
	if err != nil {
		return nil, err
	}
	up, err := e.Wire.Create(ctx, *j, src.File, func(url, uid string) error {
		return e.update(ctx, j, func(row *Job) error {
			row.UploadURL, row.UID = url, uid
			// This POST has its answer. An earlier one without may still be
			// carried out, so the doubt about it stays until the job ends.
			row.Orphans = doubt
			return nil
		})
	})
	var f *Fault
	if errors.As(err, &f) && f.changedNothing() {
		err = errors.Join(e.update(ctx, j, func(row *Job) error { row.Orphans = doubt; return nil }), err)
	}
	return up, err
}

// complete is a Transfer whose bytes are all on Stream.
type complete struct {
	Transfer
	size int64
}

func (c complete) Offset() int64 { return c.size }

// recheck asks the API about an upload whose URL is refused: the last PATCH may
// have finished it without an answer, or the token may have lost its right, for
// which nothing that was sent is given up.
func (e *Engine) recheck(ctx context.Context, j Job, f *Fault) (Transfer, error) {
	known, err := e.Videos.Statuses(ctx, []string{j.UID})
	if err != nil {
		return nil, err
	}
	s, there := known[j.UID]
	switch {
	case there && s.State != pendingUpload:
		return complete{size: j.Size}, nil
	case there && f.Status == http.StatusForbidden:
		return nil, &Fault{Cause: Cause{Code: CodeTokenRight, Status: f.Status, Detail: f.Detail}, Err: f}
	}
	return nil, f
}

// discard deletes at Stream what former attempts of the job left there.
func (e *Engine) discard(ctx context.Context, j *Job) error {
	if j.abandoned() {
		if err := e.Videos.Delete(ctx, j.UID); err != nil {
			return err
		}
		if err := e.update(ctx, j, func(row *Job) error { row.UID = ""; return nil }); err != nil {
			return err
		}
	}
	if !j.Orphans {
		return nil
	}
	return e.deleteOrphans(ctx, *j)
}

// deleteOrphans deletes the pending videos that carry the job's mark but are
// not its own.
func (e *Engine) deleteOrphans(ctx context.Context, j Job) error {
	pending, err := e.Videos.Pending(ctx)
	if err != nil {
		return err
	}
	for uid, mark := range pending {
		if mark != j.Mark || uid == j.UID {
			continue
		}
		e.Log.Info("deleting a video whose creation was never answered", "job", j.ID, "video", uid)
		if err := e.Videos.Delete(ctx, uid); err != nil {
			return err
		}
	}
	return nil
}

// confirmation is an offset on its way into the queue; nil is one that arrived.
type confirmation chan error

// wait returns what became of it, as often as it is asked.
func (c confirmation) wait() error {
	if c == nil {
		return nil
	}
	err := <-c
	c <- err
	return err
}

// confirm begins to note what Stream has confirmed.
func (e *Engine) confirm(ctx context.Context, id, offset int64) confirmation {
	c := make(confirmation, 1)
	go func() {
		c <- e.change(ctx, e.Store.Note, &Job{ID: id}, func(row *Job) error {
			row.Offset, row.Attempts, row.Drops = offset, 0, 0
			row.Cause = Cause{}
			return nil
		})
	}()
	return c
}

// update changes the row of a running job and keeps j in step. errLeft means
// that the row runs no more.
func (e *Engine) update(ctx context.Context, j *Job, change func(*Job) error) error {
	return e.change(ctx, e.Store.Update, j, change)
}

// change is update by one of the store's two ways.
func (e *Engine) change(ctx context.Context, by func(context.Context, int64, func(*Job) error) (Job, error), j *Job, change func(*Job) error) error {
	row, err := by(ctx, j.ID, func(row *Job) error {
		if row.State != Uploading {
			return errLeft
		}
		return change(row)
	})
	switch {
	case err == nil:
		*j = row
	case errors.Is(err, ErrNoJob):
		return errLeft
	case ctx.Err() == nil && !errors.Is(err, errLeft):
		return fmt.Errorf("save the queue: %w", err)
	}
	return err
}

// examine refuses what does not begin like a video. The thorough look, which
// takes a while, is taken meanwhile by probeAll.
func (e *Engine) examine(j *Job) error {
	if j.Probed {
		return nil
	}
	video, err := looksLikeVideo(j.Path)
	switch {
	case err != nil:
		return fileFault(err)
	case !video && j.Size > 0:
		return NewFault(CodeNotVideo, errors.New("its first bytes are of no format that Stream takes"))
	}
	return nil
}
