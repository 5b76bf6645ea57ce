package uploader

import "time"

// Brief is what a list of thousands of jobs needs to know of each; the rest it
// reads for the rows in sight.
type Brief struct {
	ID    int64
	State State
	// Revision grows with every change of the job.
	Revision int64
	// Size and Offset are bytes, as in Job.
	Size, Offset int64
	Duration     time.Duration
	ReadyAt      time.Time
}
