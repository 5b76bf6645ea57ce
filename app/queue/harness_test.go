package queue

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/uploader"
	"spool/widgets"
)

// now is the time of these tests.
var now = time.Date(2026, time.May, 14, 15, 14, 0, 0, time.Local)

// stage is a queue page in a window, over an engine that only notes what it is
// told.
type stage struct {
	t      testing.TB
	window fyne.Window
	page   *Page
	done   []string // commands, in order
	fails  error
	toasts []widgets.Toast
	copied string
	opened []string
	jobs   []uploader.Job
	saved  uploader.Settings
	asks   int // for another token
	picks  string
	looks  [][]int64
}

func newStage(t testing.TB, jobs ...uploader.Job) *stage {
	t.Helper()
	s := &stage{t: t, window: apptest.Window(t)}
	s.page = NewPage(Params{
		Commands: commands{s}, Do: apptest.Inline, Refresh: func() {}, Look: func(ids []int64) { s.looks = append(s.looks, ids) },
		AddVideos: func() { s.note("add videos") }, AddFolder: func() { s.note("add folder") },
		ReplaceToken: func() { s.asks++ }, ShowLibrary: func() { s.note("library") },
		PickFile:   func(_, _ string, chosen func(string)) { chosen(s.picks) },
		Toast:      func(x widgets.Toast) { s.toasts = append(s.toasts, x) },
		Copy:       func(text string) { s.copied = text },
		OpenURL:    func(a string) { s.opened = append(s.opened, a) },
		OpenFolder: func(path string) { s.opened = append(s.opened, "folder "+path) },
		Read: func(_ context.Context, ids []int64) ([]uploader.Job, error) {
			var found []uploader.Job
			for _, id := range ids {
				for _, j := range s.jobs {
					if j.ID == id {
						found = append(found, j)
					}
				}
			}
			return found, nil
		},
		CopyLinks:  func(uids []string) { s.note("links of %s", strings.Join(uids, " ")) },
		CopyEmbeds: func(uids []string) { s.note("embed codes of %s", strings.Join(uids, " ")) },
		Parallel:   3, SetParallel: func(n int) { s.note("at once %d", n) },
		Awake: true, SetAwake: func(on bool) { s.note("awake %v", on) },
		Now: func() time.Time { return now },
	})
	s.window.SetContent(s.page.Content)
	s.window.Resize(fyne.NewSize(1224, 900))
	s.show(jobs...)
	return s
}

// show shows jobs, numbered from 1 in the queue's order.
func (s *stage) show(jobs ...uploader.Job) {
	for i := range jobs {
		if jobs[i].ID == 0 {
			jobs[i].ID = int64(i + 1)
		}
	}
	s.jobs = jobs
	s.page.Show(snapshotOf(s.page.now, jobs, now))
}

func snapshotOf(before *Snapshot, jobs []uploader.Job, at time.Time) *Snapshot {
	snap := &Snapshot{Now: at, Jobs: map[int64]uploader.Job{}, Running: map[int64]uploader.Progress{}, reading: before.reading + 1}
	var briefs []uploader.Brief
	for _, j := range jobs {
		snap.Jobs[j.ID] = j
		briefs = append(briefs, uploader.Brief{ID: j.ID, State: j.State, Size: j.Size, Offset: j.Offset, Duration: j.Duration, ReadyAt: j.ReadyAt})
		if j.State == uploader.Uploading {
			snap.Running[j.ID] = uploader.Progress{ID: j.ID, Confirmed: j.Offset, Speed: 5e6}
		}
	}
	snap.Outline = NewOutline(briefs, before.Outline, at)
	return snap
}

func (s *stage) note(format string, args ...any) {
	s.done = append(s.done, fmt.Sprintf(format, args...))
}

// did fails the test unless exactly these commands were given since the last
// time.
func (s *stage) did(want ...string) {
	s.t.Helper()
	if got := strings.Join(s.done, "; "); got != strings.Join(want, "; ") {
		s.t.Errorf("the engine was told %q, want %q", got, strings.Join(want, "; "))
	}
	s.done = nil
}

// toast is the text of the last toast.
func (s *stage) toast() widgets.Toast {
	s.t.Helper()
	if len(s.toasts) == 0 {
		s.t.Fatal("there was no toast")
	}
	return s.toasts[len(s.toasts)-1]
}

// order is the names of a group's rows.
func (s *stage) order(g group) string {
	var names []string
	for _, b := range s.page.now.Outline.groups[g] {
		j := s.page.now.Jobs[b.ID]
		names = append(names, j.Name())
	}
	return strings.Join(names, ", ")
}

// commands notes what the engine is told.
type commands struct{ s *stage }

func (c commands) tell(what string, ids []int64) error {
	c.s.note("%s %s", what, strings.Trim(fmt.Sprint(ids), "[]"))
	return c.s.fails
}

func (c commands) Pause(_ context.Context, ids ...int64) error    { return c.tell("pause", ids) }
func (c commands) Resume(_ context.Context, ids ...int64) error   { return c.tell("resume", ids) }
func (c commands) Retry(_ context.Context, ids ...int64) error    { return c.tell("retry", ids) }
func (c commands) StartNow(_ context.Context, ids ...int64) error { return c.tell("start", ids) }
func (c commands) Restore(_ context.Context, ids ...int64) error  { return c.tell("restore", ids) }
func (c commands) Cancel(_ context.Context, _ time.Duration, ids ...int64) error {
	return c.tell("cancel", ids)
}

func (c commands) MoveBefore(_ context.Context, before int64, ids ...int64) error {
	return c.tell(fmt.Sprintf("before %d move", before), ids)
}

func (c commands) Relocate(_ context.Context, id int64, path string) error {
	return c.tell("relocate "+path, []int64{id})
}

func (c commands) Resend(_ context.Context, id int64, s uploader.Settings) error {
	c.s.saved = s
	return c.tell("resend", []int64{id})
}

func (c commands) Edit(_ context.Context, id int64, s uploader.Settings) error {
	c.s.saved = s
	return c.tell("edit", []int64{id})
}

func job(name string, state uploader.State) uploader.Job {
	return uploader.Job{
		Path: "/videos/" + name + ".mp4", State: state, Size: 4_310_000_000, Probed: true,
		Duration: 42*time.Minute + 10*time.Second, AddedAt: now,
	}
}

func sent(name string, state uploader.State) uploader.Job {
	j := job(name, state)
	j.Offset, j.UID, j.Preview = j.Size, "uid-"+name, "https://customer-x.cloudflarestream.com/uid-"+name+"/watch"
	j.StartedAt, j.SentAt = now.Add(-5*time.Minute), now.Add(-4*time.Minute)
	if state == uploader.Ready {
		j.ReadyAt = now.Add(-time.Minute)
	}
	return j
}

func stuck(name string, code uploader.Code) uploader.Job {
	j := job(name, uploader.Attention)
	j.Cause = uploader.Cause{Code: code}
	return j
}
