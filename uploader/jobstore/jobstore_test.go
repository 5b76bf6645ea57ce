package jobstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/internal/sqlite"
	"spool/uploader"
)

var account = uploader.Account{BaseURL: "https://api.example.com/client/v4", ID: "a1"}

func open(t *testing.T, path string) (*Store, string) {
	t.Helper()
	s, rescued, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, rescued
}

func jobs(n int) []uploader.Job {
	out := make([]uploader.Job, n)
	for i := range out {
		out[i] = uploader.Job{
			Account: account, Path: fmt.Sprintf("/videos/%05d.mp4", i), State: uploader.Waiting, Size: int64(i),
			Settings: uploader.Settings{Name: "Harbour \"at\" dawn\n🎬", Meta: map[string]string{"project": "coastline"}},
			ModTime:  time.Unix(0, int64(i)), Mark: fmt.Sprint(i), AddedAt: time.Unix(5, 6),
		}
	}
	return out
}

func TestARowComesBackAsItWas(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	half := 0.5
	want := uploader.Job{
		Account: account, Path: "/v/ä\n\".mp4", State: uploader.Canceling, Former: uploader.Paused,
		Settings: uploader.Settings{AllowedOrigins: []string{"a.example"}, RequireSignedURLs: true, ThumbnailTimestampPct: &half},
		Cause:    uploader.Cause{Code: uploader.CodeServer, Status: 503, Detail: "x"}, RetryAt: time.Unix(1, 2), Attempts: 3, Drops: 1,
		Urgent: true, Size: 1 << 40, ModTime: time.Unix(7, 8), Print: "p", Probed: true, Duration: time.Minute, Width: 3, Height: 4,
		Mark: "m", Orphans: true, UploadURL: "https://u", UID: "uid", Offset: 5, Percent: 6.5, Preview: "https://w",
		AddedAt: time.Unix(9, 1), StartedAt: time.Unix(9, 2), SentAt: time.Unix(9, 3), ReadyAt: time.Unix(9, 4),
	}
	rows, added, err := s.Insert(t.Context(), []uploader.Job{want}, false)
	if err != nil || !added[0] {
		t.Fatal(added, err)
	}
	got, err := s.Job(t.Context(), rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	want.ID, want.Position = rows[0].ID, 1
	if fmt.Sprintf("%+v", got.Settings) == "" || *got.Settings.ThumbnailTimestampPct != half {
		t.Errorf("settings %+v", got.Settings)
	}
	got.Settings.ThumbnailTimestampPct, want.Settings.ThumbnailTimestampPct = nil, nil
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if _, err := s.Job(t.Context(), 99); !errors.Is(err, uploader.ErrNoJob) {
		t.Errorf("an unknown job: %v", err)
	}
}

func TestBriefsAreInTheQueuesOrder(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	rows, _, err := s.Insert(t.Context(), jobs(3), false)
	if err != nil {
		t.Fatal(err)
	}
	ready := time.Unix(9, 4)
	_, err = s.Update(t.Context(), rows[0].ID, func(j *uploader.Job) error {
		j.State, j.Size, j.Offset, j.Duration, j.ReadyAt = uploader.Ready, 7, 5, time.Minute, ready
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Reorder(t.Context(), account, func(ids []int64) []int64 { slices.Reverse(ids); return ids })
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Briefs(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	want := []uploader.Brief{
		{ID: rows[0].ID, State: uploader.Ready, Revision: 1, Size: 7, Offset: 5, Duration: time.Minute, ReadyAt: ready},
		{ID: rows[2].ID, State: uploader.Waiting, Size: rows[2].Size},
		{ID: rows[1].ID, State: uploader.Waiting, Size: rows[1].Size},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestUpdateEachGoesOnPastRefusals(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	rows, _, err := s.Insert(t.Context(), jobs(600), false)
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{999_999}
	for _, j := range rows {
		ids = append(ids, j.ID)
	}
	no := errors.New("not this one")
	err = s.UpdateEach(t.Context(), ids, func(j *uploader.Job) error {
		if j.ID == rows[7].ID {
			j.State = uploader.Ready
			return no
		}
		return j.To(uploader.Paused)
	})
	if !errors.Is(err, no) || !errors.Is(err, uploader.ErrNoJob) {
		t.Errorf("it says %v", err)
	}
	count, err := s.Count(t.Context(), account)
	if err != nil || count[uploader.Paused] != 599 || count[uploader.Waiting] != 1 {
		t.Errorf("%v %v", count, err)
	}
}

func TestAFileIsQueuedOnceUntilItHasArrived(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	first, _, err := s.Insert(t.Context(), jobs(1), false)
	if err != nil {
		t.Fatal(err)
	}
	again, added, err := s.Insert(t.Context(), jobs(1), false)
	if err != nil || added[0] || again[0].ID != first[0].ID {
		t.Fatalf("queued twice: %v %v %v", again, added, err)
	}
	other := jobs(1)
	other[0].Account.ID = "a2"
	if _, added, err = s.Insert(t.Context(), other, false); err != nil || !added[0] {
		t.Fatalf("another account's job: %v %v", added, err)
	}
	if _, err := s.Update(t.Context(), first[0].ID, func(j *uploader.Job) error { j.State = uploader.Ready; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, added, err = s.Insert(t.Context(), jobs(1), false); err != nil || added[0] {
		t.Fatalf("after it arrived: %v %v", added, err)
	}
	changed := jobs(1)
	changed[0].Size++
	if _, added, err = s.Insert(t.Context(), changed, false); err != nil || !added[0] {
		t.Fatalf("after it arrived and changed: %v %v", added, err)
	}
}

func TestReorderKeepsTheOthersPlaces(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	rows, _, err := s.Insert(t.Context(), jobs(5), false)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Reorder(t.Context(), account, func(ids []int64) []int64 { slices.Reverse(ids); return ids })
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Jobs(t.Context(), uploader.Filter{Account: account})
	if err != nil {
		t.Fatal(err)
	}
	for i, j := range got {
		if j.ID != rows[4-i].ID {
			t.Errorf("place %d holds job %d", i, j.ID)
		}
	}
}

func TestARowWhoseSettingsCannotBeReadKeepsNoOther(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	all := jobs(4)
	all[1].UploadURL, all[1].UID = "https://u", "u" // Stream was told its settings
	all[2].State, all[2].UID = uploader.Ready, "v"
	rows, _, err := s.Insert(t.Context(), all, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.lite.W.ExecContext(t.Context(), "UPDATE jobs SET settings = '{\"name\": tru' WHERE id < ?", rows[3].ID); err != nil {
		t.Fatal(err)
	}
	due, err := s.Due(t.Context(), account, uploader.Waiting, time.Now(), 10)
	if err != nil || len(due) != 2 || due[0].ID != rows[1].ID || due[1].ID != rows[3].ID {
		t.Fatalf("due are %v, %v", due, err)
	}
	got, err := s.Jobs(t.Context(), uploader.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []uploader.State{uploader.Attention, uploader.Waiting, uploader.Ready, uploader.Waiting} {
		if got[i].State != want {
			t.Errorf("row %d is %s, want %s", i, got[i].State, want)
		}
	}
	if c := got[0].Cause; c.Code != uploader.CodeSettings || !strings.Contains(c.Detail, "tru") {
		t.Errorf("its cause is %+v", c)
	}
	count, err := s.Count(t.Context(), account)
	if err != nil || count[uploader.Attention] != 1 {
		t.Errorf("it is not kept where it is: %v, %v", count, err)
	}
}

func TestDueWithAClockSetBack(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	rows, _, err := s.Insert(t.Context(), jobs(3), false)
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range []time.Time{now.Add(-time.Second), now.Add(time.Minute), now.Add(24 * time.Hour)} {
		if _, err := s.Update(t.Context(), rows[i].ID, func(j *uploader.Job) error { j.RetryAt = at; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	due, err := s.Due(t.Context(), account, uploader.Waiting, now, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(due) != 2 || due[0].ID != rows[0].ID || due[1].ID != rows[2].ID {
		t.Errorf("due are %v", due)
	}
}

func TestVersionSeesAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queue.db")
	a, _ := open(t, path)
	b, _ := open(t, path)
	before, err := a.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Insert(t.Context(), jobs(1), false); err != nil {
		t.Fatal(err)
	}
	if after, err := a.Version(t.Context()); err != nil || after == before {
		t.Errorf("version %d stays %d, %v", before, after, err)
	}
}

func TestADamagedQueueIsSetAsideAndRescued(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queue.db")
	s, _, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Insert(t.Context(), jobs(2000), false); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	overwrite(t, path, 0.5)
	s2, rescued := open(t, path)
	if !strings.Contains(rescued, "damaged") || !strings.Contains(rescued, "rescued") {
		t.Fatalf("it says %q", rescued)
	}
	rows, err := s2.Jobs(t.Context(), uploader.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 1000 {
		t.Errorf("only %d of 2000 rows were rescued", len(rows))
	}
	aside, err := filepath.Glob(path + ".damaged-*")
	if err != nil || len(aside) == 0 {
		t.Errorf("the damaged file is gone: %v %v", aside, err)
	}
}

// overwrite spoils a page in the middle of the file.
func overwrite(t *testing.T, path string, at float64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	page := int64(float64(info.Size())*at) / 4096 * 4096
	if _, err := f.WriteAt([]byte(strings.Repeat("spoilt", 682)), page); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoDatabaseIsSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queue.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("this is a text", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s, rescued := open(t, path)
	if rescued == "" {
		t.Error("nothing was said")
	}
	if _, _, err := s.Insert(t.Context(), jobs(1), false); err != nil {
		t.Error(err)
	}
}

func TestANewerQueueIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queue.db")
	s, _, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.lite.W.ExecContext(context.Background(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(t.Context(), path); !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestTenThousandJobsAreQueuedQuickly(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "queue.db"))
	rows, _, err := s.Insert(t.Context(), jobs(10_000), false)
	if err != nil {
		t.Fatal(err)
	}
	if count, err := s.Count(t.Context(), account); err != nil || count[uploader.Waiting] != len(rows) {
		t.Errorf("%v %v", count, err)
	}
}
