package uploader

import (
	"context"
	"time"
)

// Store keeps the queue. It may be shared by several processes; its methods
// may be called from any goroutine. Everything it says was committed.
type Store interface {
	// Insert adds jobs at the end of the queue, in one transaction, and
	// returns them with ID and Position. Where the account already has an
	// unfinished job of that path, or, unless again, a ready one of a file of
	// the same size and time, that job is returned in its place and added[i]
	// is false.
	Insert(ctx context.Context, jobs []Job, again bool) (rows []Job, added []bool, err error)
	// Job returns ErrNoJob for an unknown id.
	Job(ctx context.Context, id int64) (Job, error)
	// Jobs lists what the filter lets through, in the queue's order.
	Jobs(ctx context.Context, f Filter) ([]Job, error)
	// Briefs lists every job of the account in the queue's order.
	Briefs(ctx context.Context, a Account) ([]Brief, error)
	// Count counts the jobs of an account by state.
	Count(ctx context.Context, a Account) (map[State]int, error)
	// Update reads a job, lets change alter it and writes it back, in one
	// transaction. With an error of change nothing is written and the error
	// returned; ErrInQueue reports a change that would have a file on its way
	// twice.
	Update(ctx context.Context, id int64, change func(*Job) error) (Job, error)
	// Note is Update for what can be found out again, which a power cut may lose:
	// it does not wait for the disk.
	Note(ctx context.Context, id int64, change func(*Job) error) (Job, error)
	// UpdateEach is Update for many jobs in few transactions. A job that change,
	// or ErrInQueue, refuses stays as it is, the others go on; the refusals, each
	// with its job's id, are joined.
	UpdateEach(ctx context.Context, ids []int64, change func(*Job) error) error
	// Reorder gives the unfinished jobs of the account new positions: arrange
	// gets their ids in order and returns them in the new one.
	Reorder(ctx context.Context, a Account, arrange func(ids []int64) []int64) error
	// Delete removes rows; unknown ids are passed over.
	Delete(ctx context.Context, ids ...int64) error
	// Due lists waiting and canceling jobs of the account whose time has come:
	// RetryAt has passed, or lies further ahead than any wait (the clock was
	// set back). Urgent ones come first. One whose settings cannot be read is put
	// into Attention instead.
	Due(ctx context.Context, a Account, s State, now time.Time, limit int) ([]Job, error)
	// Version changes with every commit of any process.
	Version(ctx context.Context) (int64, error)
}

// Filter selects jobs. Its zero value selects all.
type Filter struct {
	// Account, where its ID is set.
	Account Account
	// States, where any are given.
	States []State
	// IDs, where any are given.
	IDs []int64
	// Unprobed selects jobs whose file was not yet examined.
	Unprobed bool
	// Orphans selects jobs that may have left a video behind.
	Orphans bool
	// Limit of rows, 0 for all.
	Limit int
}

// MaxWait is the longest a job ever waits by itself.
const MaxWait = 10 * time.Minute
