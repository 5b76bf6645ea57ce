package queue

import (
	"fmt"
	"testing"
	"time"

	"spool/uploader"
)

// thousands is a page over 10,000 jobs of which three upload.
func thousands(b *testing.B) *stage {
	jobs := make([]uploader.Job, 10_000)
	for i := range jobs {
		jobs[i] = uploader.Job{
			ID: int64(i + 1), Path: fmt.Sprintf("/videos/clip %d.mp4", i), Size: 1 << 30, State: uploader.Waiting,
			Probed: true, Duration: time.Minute, AddedAt: now,
		}
		if i < 3 {
			jobs[i].State, jobs[i].Offset = uploader.Uploading, int64(i+1)<<26
		}
	}
	return newStage(b, jobs...)
}

// moved is the page's snapshot with some more sent.
func (s *stage) moved(i int, at int64) *Snapshot {
	next := *s.page.now
	next.Now = now.Add(time.Duration(i) * time.Second)
	// Of thousands of jobs only those near the eye are read in full.
	next.Jobs = make(map[int64]uploader.Job, 3+2*reach)
	for n := range int64(3 + 2*reach) {
		id := n + 1
		if n >= 3 {
			id = (at+n)%int64(len(s.jobs)) + 1
		}
		next.Jobs[id] = s.jobs[id-1]
	}
	next.Running = map[int64]uploader.Progress{}
	for id, p := range s.page.now.Running {
		p.Confirmed = (p.Confirmed + 1<<24) % (1 << 30)
		next.Running[id] = p
	}
	return &next
}

// BenchmarkJump is a jump through 10,000 jobs and the news of three uploads, all
// that Fyne's goroutine does for it but drawing.
func BenchmarkJump(b *testing.B) {
	s := thousands(b)
	var row int64
	for i := 0; b.Loop(); i++ {
		row = (row + 6_179) % 10_000
		s.page.Show(s.moved(i, row))
		s.page.List.ScrollTo(keyOf(row + 1))
	}
}

// BenchmarkRowsAdded is a snapshot with other rows than the last one.
func BenchmarkRowsAdded(b *testing.B) {
	s := thousands(b)
	snaps := [2]*Snapshot{snapshotOf(s.page.now, s.jobs[:9_000], now), snapshotOf(s.page.now, s.jobs, now)}
	near := s.moved(0, 0).Jobs
	snaps[0].Jobs, snaps[1].Jobs = near, near
	for i := 0; b.Loop(); i++ {
		s.page.Show(snaps[i%2])
	}
}
