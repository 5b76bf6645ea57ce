package queue

import (
	"time"

	"spool/uploader"
)

// Snapshot is the queue at one moment, as the page shows it. Nothing in it
// changes once it was made.
type Snapshot struct {
	// Now counts down what waits for a time.
	Now     time.Time
	Outline *Outline
	// Jobs are the rows that were read in full, by id; reading counts how often
	// they were.
	Jobs    map[int64]uploader.Job
	reading int
	// Running is the progress of the uploads under way, by id.
	Running map[int64]uploader.Progress
	// Bars is the throughput of the last five minutes, oldest first, and
	// RowBars that of each upload; both in bytes a second.
	Bars    []float64
	RowBars map[int64][]float64
	// Failed is why the queue cannot be read or saved, nil where it can.
	Failed error
}

// empty is what a page shows before its first snapshot.
func empty() *Snapshot { return &Snapshot{Outline: NewOutline(nil, nil, time.Time{})} }

// sent is how many bytes of a job Stream has confirmed. What has left this
// computer may still wait in some buffer on the way.
func (s *Snapshot) sent(b uploader.Brief) int64 {
	return min(max(s.Running[b.ID].Confirmed, b.Offset), b.Size)
}

// flown adds to the confirmed bytes of a job what is in flight.
func (s *Snapshot) flown(b uploader.Brief) int64 {
	return min(s.sent(b)+s.Running[b.ID].Flying, b.Size)
}

// total sums a number of bytes over all jobs. Only those that upload can be
// further than the outline has them.
func (s *Snapshot) total(of func(uploader.Brief) int64) int64 {
	sum := s.Outline.totals.sent
	for _, b := range s.Outline.groups[uploading] {
		sum += of(b) - min(b.Offset, b.Size)
	}
	return sum
}

// Speed is the throughput of all uploads in bytes a second.
func (s *Snapshot) Speed() float64 {
	var sum float64
	for _, p := range s.Running {
		sum += p.Speed
	}
	return sum
}

// Left is how long what uploads and waits still takes, 0 where nobody knows.
func (s *Snapshot) Left() time.Duration {
	speed := s.Speed()
	if speed <= 0 {
		return 0
	}
	rest := s.Outline.totals.size - s.total(s.flown)
	return time.Duration(float64(rest) / speed * float64(time.Second))
}

// part is how much of a whole, 0 to 1.
func part(some, whole int64) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(some) / float64(whole)
}

// Uploading is how many uploads are under way.
func (s *Snapshot) Uploading() int { return len(s.Outline.groups[uploading]) }

// Unfinished is how many jobs go on, or could, without a person: they upload,
// wait or are paused.
func (s *Snapshot) Unfinished() int {
	return len(s.Outline.groups[uploading]) + len(s.Outline.groups[upNext])
}

// Going is how many jobs are not paused of those that are unfinished, and how
// many Stream still works on.
func (s *Snapshot) Going() int {
	return s.Unfinished() - s.Outline.totals.paused + s.Outline.totals.processing
}

// Attention is how many jobs need a person.
func (s *Snapshot) Attention() int { return len(s.Outline.groups[attention]) }

// Open is how many jobs have not been sent.
func (s *Snapshot) Open() int { return s.Unfinished() + s.Attention() }

// Arrived is how many jobs are ready on Stream.
func (s *Snapshot) Arrived() int {
	return len(s.Outline.groups[onStream]) - s.Outline.totals.processing
}

// Adds is how much video the queue adds to the account.
func (s *Snapshot) Adds() time.Duration { return s.Outline.totals.adds }

// Parts is how much of each running upload is on Stream, 0 to 1, in the list's order.
func (s *Snapshot) Parts() []float64 {
	var parts []float64
	for _, b := range s.Outline.groups[uploading] {
		parts = append(parts, part(s.sent(b), b.Size))
	}
	return parts
}
