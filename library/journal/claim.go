package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"spool/library"
)

// Claim reserves a job by a locked file, which the system frees when the
// process dies.
func (j *Journal) Claim(ctx context.Context, id int64) (release func() error, err error) {
	if _, err := j.JobState(ctx, id); err != nil {
		return nil, fmt.Errorf("job %d: %w", id, err)
	}
	return j.lock(id)
}

// lockName names the file that a job is claimed by.
const lockName = "job-%d.lock"

func (j *Journal) lockPath(id int64) string {
	return filepath.Join(j.locks, fmt.Sprintf(lockName, id))
}

func (j *Journal) lock(id int64) (release func() error, err error) {
	lock := flock.New(j.lockPath(id))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("claim job %d: %w", id, err)
	}
	if !got {
		return nil, fmt.Errorf("job %d: %w", id, library.ErrClaimed)
	}
	return lock.Unlock, nil
}

// Prune forgets jobs that ended before a time, what interruptions left of new
// ones, and the locks of all that are forgotten.
func (j *Journal) Prune(ctx context.Context, before time.Time) error {
	err := j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM job WHERE ended > 0 AND ended < ? AND state <> ?", nanos(before), preparing)
		return err
	})
	if err == nil {
		err = j.discardLeft(ctx)
	}
	if err == nil {
		err = j.removeLocks(ctx)
	}
	return err
}

// discardLeft forgets jobs whose maker died over them.
func (j *Journal) discardLeft(ctx context.Context) error {
	ids, err := j.ids(ctx, "SELECT id FROM job WHERE state = ?", preparing)
	if err != nil {
		return err
	}
	for _, id := range ids {
		release, err := j.lock(id)
		if errors.Is(err, library.ErrClaimed) {
			continue
		}
		if err == nil {
			err = errors.Join(j.discard(ctx, id), release())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeLocks removes the files of jobs that are no more, which nobody can
// claim again: numbers are not given twice.
func (j *Journal) removeLocks(ctx context.Context) error {
	files, err := os.ReadDir(j.locks)
	if err != nil {
		return err
	}
	ids, err := j.ids(ctx, "SELECT id FROM job")
	if err != nil {
		return err
	}
	for _, file := range files {
		var id int64
		if n, _ := fmt.Sscanf(file.Name(), lockName, &id); n != 1 || slices.Contains(ids, id) {
			continue
		}
		if err := j.removeLock(id); err != nil {
			return err
		}
	}
	return nil
}

// removeLock leaves the lock of a job that is being made just now.
func (j *Journal) removeLock(id int64) error {
	release, err := j.lock(id)
	if errors.Is(err, library.ErrClaimed) {
		return nil
	}
	if err == nil {
		err = errors.Join(release(), os.Remove(j.lockPath(id)))
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (j *Journal) ids(ctx context.Context, text string, args ...any) ([]int64, error) {
	return query(ctx, j, func(scan func(...any) error) (id int64, err error) {
		err = scan(&id)
		return id, err
	}, text, args...)
}
