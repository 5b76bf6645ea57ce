package library

import "context"

// Move is a job's way to another state, from any of some.
type Move struct {
	To   JobState
	From []JobState
}

// Every move a job can make. Several processes move it, so each move is a
// compare-and-set: what a person said meanwhile stands.
var (
	// toRun: also a job that was running, which an interruption left so.
	toRun  = Move{JobRunning, []JobState{JobWaiting, JobRunning}}
	toEnd  = Move{JobDone, []JobState{JobRunning, JobPaused}}
	toRest = Move{JobPaused, []JobState{JobRunning}}

	toPause  = Move{JobPaused, []JobState{JobWaiting, JobRunning}}
	toStop   = Move{JobStopped, []JobState{JobWaiting, JobRunning, JobPaused}}
	toResume = Move{JobWaiting, []JobState{JobPaused}}
	toRetry  = Move{JobWaiting, []JobState{JobPaused, JobStopped, JobDone}}
)

// move makes a move where it can be made.
func (l *Library) move(ctx context.Context, id int64, m Move, reason string) error {
	_, err := l.journal.MoveJob(ctx, id, m, reason)
	return err
}

// Pause lets a job rest after the video it is at, in whichever process it
// runs, or before its turn; Resume lets it go on. One that ended stays so.
func (l *Library) Pause(ctx context.Context, id int64) error { return l.move(ctx, id, toPause, "") }

// Resume lets a paused job wait to be run again.
func (l *Library) Resume(ctx context.Context, id int64) error { return l.move(ctx, id, toResume, "") }

// Stop ends a job for good after the video it is at, in whichever process it
// runs. What is done stays done and can be undone.
func (l *Library) Stop(ctx context.Context, id int64) error { return l.move(ctx, id, toStop, "") }
