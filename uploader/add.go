package uploader

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Added is the answer to one path of Add.
type Added struct {
	Path string
	Job  Job
	// New is false where the file was waiting or running already, or is on
	// Stream as it is; Job is then that job.
	New bool
	// Unused is set where settings were given that differ from the job's, which
	// Stream knows already.
	Unused bool
	// Err says why there is no job: the file is missing or not a file.
	Err error
}

// Add queues files, all or (with an error) none; a path that cannot be queued
// does not keep the others. Nothing is read from the files here. A file whose
// job needs attention is tried again; one that has arrived and did not change
// since is not sent a second time, unless Stream was asked and has it no more.
// Settings, where any are given, replace those of a job that Stream has not
// been told yet.
func (q *Queue) Add(ctx context.Context, s Settings, paths ...string) ([]Added, error) {
	return q.add(ctx, s, false, paths)
}

// AddAgain is Add, but sends also what has arrived already.
func (q *Queue) AddAgain(ctx context.Context, s Settings, paths ...string) ([]Added, error) {
	return q.add(ctx, s, true, paths)
}

func (q *Queue) add(ctx context.Context, s Settings, again bool, paths []string) ([]Added, error) {
	if err := s.Check(q.now()); err != nil {
		return nil, err
	}
	answers := make([]Added, len(paths))
	var jobs []Job
	var of []int
	for i, p := range paths {
		answers[i].Path = p
		job, err := q.draft(p, s)
		if err != nil {
			answers[i].Err = err
			continue
		}
		jobs, of = append(jobs, job), append(of, i)
	}
	rows, added, err := q.insert(ctx, jobs, again)
	if err != nil {
		return nil, fmt.Errorf("put %d files into the queue: %w", len(jobs), err)
	}
	for k, i := range of {
		answers[i].Job, answers[i].New = rows[k], added[k]
		if !added[k] {
			if err := q.join(ctx, &answers[i], s); err != nil {
				return nil, err
			}
		}
	}
	return answers, nil
}

// join makes the most of a job that the queue has already: one that needs
// attention is tried again, and settings that can still be used are.
func (q *Queue) join(ctx context.Context, a *Added, s Settings) error {
	given := !s.equal(Settings{}) && !s.equal(a.Job.Settings)
	if !given && a.Job.State != Attention {
		return nil
	}
	var err error
	a.Job, err = q.store.Update(ctx, a.Job.ID, func(j *Job) error {
		if j.State == Attention {
			if err := retry(j); err != nil {
				return err
			}
		}
		if a.Unused = given && !j.Editable(); given && !a.Unused {
			j.Settings = s
		}
		return nil
	})
	return err
}

// insert is the store's, but what has arrived and was deleted at Stream since
// leaves the queue and makes room for a new job.
func (q *Queue) insert(ctx context.Context, jobs []Job, again bool) ([]Job, []bool, error) {
	rows, added, err := q.store.Insert(ctx, jobs, again)
	for err == nil {
		gone := q.gone(ctx, rows, added)
		if len(gone) == 0 {
			break
		}
		ids, anew := make([]int64, len(gone)), make([]Job, len(gone))
		for i, k := range gone {
			ids[i], anew[i] = rows[k].ID, jobs[k]
		}
		if err = q.store.Delete(ctx, ids...); err != nil {
			break
		}
		var some []Job
		var which []bool
		some, which, err = q.store.Insert(ctx, anew, again)
		for i, k := range gone {
			rows[k], added[k] = some[i], which[i]
		}
	}
	return rows, added, err
}

// askTime bounds how long a file waits to be queued for Stream's word. Without
// it the queue's counts.
const askTime = 5 * time.Second

// gone finds the arrived jobs whose videos Stream has no more.
func (q *Queue) gone(ctx context.Context, rows []Job, added []bool) []int {
	if q.videos == nil {
		return nil
	}
	ctx, done := context.WithTimeout(ctx, askTime)
	defer done()
	var arrived, gone []int
	for k, j := range rows {
		if !added[k] && j.State == Ready {
			arrived = append(arrived, k)
		}
	}
	for some := range slices.Chunk(arrived, batch) {
		uids := make([]string, len(some))
		for i, k := range some {
			uids[i] = rows[k].UID
		}
		known, err := q.videos.Statuses(ctx, uids)
		if err != nil {
			break
		}
		for _, k := range some {
			if _, there := known[rows[k].UID]; !there {
				gone = append(gone, k)
			}
		}
	}
	return gone
}

func (q *Queue) draft(path string, s Settings) (Job, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return Job{}, err
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return Job{}, plainPathError(err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return Job{}, plainPathError(err)
	}
	if !info.Mode().IsRegular() {
		return Job{}, fmt.Errorf("%w", errNotFile)
	}
	mark := make([]byte, 16)
	if _, err := rand.Read(mark); err != nil {
		return Job{}, err
	}
	return Job{
		Account: q.account, Path: abs, Settings: s, State: Waiting,
		Size: info.Size(), ModTime: info.ModTime(),
		Mark: hex.EncodeToString(mark), AddedAt: q.now(),
	}, nil
}
