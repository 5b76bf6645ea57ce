package health

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/uploader/jobstore"
	"spool/widgets"
)

func TestStreamWritesCaptionsInTheLanguageThatWasChosen(t *testing.T) {
	st := newStageOf(t, 40)
	if _, err := st.library.LearnCaptions(t.Context(), 1000); err != nil {
		t.Fatal(err)
	}
	st.page.Check()
	without := st.finding(library.FindingCaptions).Hits
	apptest.Click(t, st.window, words.F("Generate %s…", words.Count(len(without))))
	language, ok := st.window.Canvas().Focused().(*widgets.Select)
	if !ok {
		t.Fatal("the sheet does not begin with the language")
	}
	for language.Selected() > 0 {
		apptest.Press(st.window, fyne.KeyUp)
	}
	apptest.Press(st.window, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	apptest.See(t, st.window, "Deutsch")
	apptest.Click(t, st.window, words.N(len(without), "Generate %s caption", "Generate %s captions"))
	st.ended(1)
	job := st.runner.States()[0].Job
	if job.Kind != library.JobCaptions || job.Done == 0 || job.Failed == 0 || job.Done+job.Failed != len(without) {
		t.Fatalf("the job ended as %+v", job)
	}
	written, err := st.library.Journal().Items(t.Context(), job.ID, 0, 1, library.ItemDone)
	if err != nil {
		t.Fatal(err)
	}
	captions, err := st.client.Captions(t.Context(), written[0].UID)
	if err != nil || len(captions) != 1 || captions[0].Language != "de" || !captions[0].Generated {
		t.Errorf("Stream has %+v (%v)", captions, err)
	}
	apptest.See(t, st.window, "Write captions in Deutsch", words.N(job.Done, "%s written", "%s written"), "Retry", "Show")
	apptest.Press(st.window, fyne.KeyF5)
	if left := st.finding(library.FindingCaptions).Hits; len(left) != job.Failed {
		t.Errorf("%d are left without captions, want %d", len(left), job.Failed)
	}
	apptest.SeeNot(t, st.window, "Retry")
	apptest.See(t, st.window, "Last repairs")
}

func TestUploadsThatNeverCameAreFreed(t *testing.T) {
	st := newStageOf(t, 60)
	f := st.finding(library.FindingStuck)
	uids := st.uids(f.Hits)
	st.page.focus(stop{kind: library.FindingStuck})
	apptest.Press(st.window, fyne.KeyRight, fyne.KeyDown, fyne.KeyDelete)
	apptest.Click(t, st.window, "Delete 1 upload")
	st.ended(1)
	if st.atStream(uids[0]) || len(uids) > 1 && !st.atStream(uids[1]) {
		t.Error("Del takes not just the video it is pressed at")
	}
	st.page.Check()
	if len(uids) == 1 {
		return
	}
	apptest.Press(st.window, fyne.KeyR)
	apptest.Click(t, st.window, words.N(len(uids)-1, "Delete %s upload", "Delete %s uploads"))
	st.ended(2)
	for _, uid := range uids {
		if st.atStream(uid) {
			t.Errorf("%s is still there", uid)
		}
	}
}

func TestFailedVideosGetTheirFilesAgain(t *testing.T) {
	st := newStageOf(t, 60)
	f := st.finding(library.FindingErrors)
	uids := st.uids(f.Hits)
	if len(uids) < 3 {
		t.Fatalf("only %d videos failed", len(uids))
	}
	again, other := filepath.Join(t.TempDir(), "again.mp4"), filepath.Join(t.TempDir(), "other.mp4")
	if err := os.WriteFile(again, []byte("exported again"), 0o600); err != nil {
		t.Fatal(err)
	}
	st.uploads.jobs = map[string]uploader.Job{uids[0]: {ID: 7, UID: uids[0], Path: again, Size: 3}}
	st.picked = other
	apptest.Click(t, st.window, "Replace files…")
	apptest.See(t, st.window, "Sends again.mp4", "Its file is not in the queue of this computer", "Send 1 file")
	apptest.Click(t, st.window, "Choose file…") // of the last one
	apptest.See(t, st.window, "Sends other.mp4")
	apptest.Click(t, st.window, "Send 2 files")
	st.ended(1)
	s, sent := st.uploads.sent["again.mp4"]
	if _, also := st.uploads.sent["other.mp4"]; !sent || !also || s.Name != "GX010112.MP4" {
		t.Errorf("sent were %v", st.uploads.sent)
	}
	if !slices.Equal(st.uploads.canceled, []int64{7}) || len(st.uploads.restored) != 0 {
		t.Errorf("%v left the queue, %v came back", st.uploads.canceled, st.uploads.restored)
	}
	for i, uid := range uids {
		if gone := i == 0 || i == len(uids)-1; st.atStream(uid) == gone {
			t.Errorf("video %d of %d: at Stream %v", i, len(uids), !gone)
		}
	}
}

func TestWhatCannotBeQueuedIsNotDeleted(t *testing.T) {
	st := newStageOf(t, 60)
	uids := st.uids(st.finding(library.FindingErrors).Hits)
	path := filepath.Join(t.TempDir(), "a.mp4")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	st.uploads.jobs = map[string]uploader.Job{uids[0]: {ID: 7, UID: uids[0], Path: path}}
	st.uploads.refuse = errors.New("no room")
	apptest.Click(t, st.window, "Replace files…")
	apptest.Click(t, st.window, "Send 1 file")
	if n := len(st.toasts); n == 0 || !st.toasts[n-1].Failed || !slices.Equal(st.uploads.restored, []int64{7}) {
		t.Errorf("the toasts say %v, %v came back", st.toasts, st.uploads.restored)
	}
	if len(st.runner.States()) != 0 || !st.atStream(uids[0]) {
		t.Error("the video goes although its file was not queued")
	}
}

// queued is the real queue.
type queued struct{ *uploader.Queue }

func (queued) Failed(context.Context, []string) (map[string]uploader.Job, error) { return nil, nil }

func TestTheSameFileIsQueuedAgainInPlaceOfItsJob(t *testing.T) {
	store, _, err := jobstore.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	path := filepath.Join(t.TempDir(), "a.mp4")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	q := uploader.NewQueue(store, uploader.Account{BaseURL: "https://api.example.com", ID: "a"}, nil)
	added, err := q.Add(t.Context(), uploader.Settings{Name: "Old"}, path)
	if err != nil {
		t.Fatal(err)
	}
	job, err := store.Update(t.Context(), added[0].Job.ID, func(j *uploader.Job) error {
		j.UID, j.State, j.SentAt = "u", uploader.Attention, time.Now()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f := &failure{video: library.Video{UID: "u", Meta: library.Meta{"name": json.RawMessage(`"New"`)}}, job: &job, path: path}
	if err := f.send(t.Context(), queued{q}, time.Now()); err != nil {
		t.Fatal(err)
	}
	jobs, err := store.Jobs(t.Context(), uploader.Filter{})
	if err != nil || len(jobs) != 2 {
		t.Fatalf("%v (%v)", jobs, err)
	}
	for _, j := range jobs {
		if old := j.ID == job.ID; old && j.State != uploader.Canceling || !old && (j.State != uploader.Waiting || j.Name() != "New" || j.Path != job.Path) {
			t.Errorf("job %d is %s, %q of %s", j.ID, j.State, j.Name(), j.Path)
		}
	}
}

func TestAllFailedVideosCanBeDeleted(t *testing.T) {
	st := newStageOf(t, 60)
	f := st.finding(library.FindingErrors)
	apptest.Click(t, st.window, "Replace files…")
	apptest.Click(t, st.window, words.N(len(f.Hits), "Delete %s…", "Delete %s…"))
	if !slices.Equal(st.deleted, f.Hits) {
		t.Errorf("deleted are %v, want %v", st.deleted, f.Hits)
	}
}

func TestTheFileOfAFailedVideo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.mp4")
	if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	same := &uploader.Job{Path: path, Size: 3, ModTime: info.ModTime()}
	for _, c := range []struct {
		code, path, known string
		job               *uploader.Job
	}{
		{"ERR_MALFORMED_VIDEO", "", "a.mp4 has not changed: export it again, or choose another", same},
		{"ERR_UNKNOWN", path, "", same},
		{"ERR_MALFORMED_VIDEO", path, "", &uploader.Job{Path: path, Size: 2, ModTime: info.ModTime()}},
		{"ERR_UNKNOWN", "", "b.mp4 is no longer in its folder", &uploader.Job{Path: filepath.Join(t.TempDir(), "b.mp4")}},
		{"ERR_UNKNOWN", "", "Its file is not in the queue of this computer", nil},
	} {
		f := &failure{video: library.Video{Status: library.Status{ErrorCode: c.code}}, job: c.job}
		if f.lookUp(); f.path != c.path || f.known != c.known {
			t.Errorf("%s: %q, %q, want %q, %q", c.code, f.path, f.known, c.path, c.known)
		}
	}
}

func TestAReplacementKeepsWhatStreamTakesAtAnUpload(t *testing.T) {
	now := time.Now()
	v := library.Video{
		Meta:    library.Meta{"name": json.RawMessage(`"Kiln"`), "episode": json.RawMessage("12"), "odd key": json.RawMessage(`"x"`), uploader.MarkKey: json.RawMessage(`"m"`)},
		Creator: "crew", AllowedOrigins: []string{"example.com"}, RequireSignedURLs: true, ThumbnailPct: .5, MaxDurationSeconds: 60,
		ScheduledDeletion: now.AddDate(0, 0, 3), WatermarkUID: "w", Status: library.Status{ErrorCode: "ERR_DURATION_EXCEED_CONSTRAINT"},
	}
	s := (&failure{video: v}).settings(now)
	if err := s.Check(now); err != nil {
		t.Fatal(err)
	}
	if s.Name != "Kiln" || len(s.Meta) != 1 || s.Meta["episode"] != "12" || s.Creator != "crew" || !slices.Equal(s.AllowedOrigins, v.AllowedOrigins) ||
		!s.RequireSignedURLs || *s.ThumbnailTimestampPct != .5 || s.Watermark != "w" {
		t.Errorf("%+v", s)
	}
	if s.MaxDurationSeconds != 0 || !s.ScheduledDeletion.IsZero() {
		t.Errorf("it keeps a limit that it exceeded, or a day that is too near: %+v", s)
	}
	v.Status.ErrorCode = "ERR_UNKNOWN"
	if s := (&failure{video: v}).settings(now); s.MaxDurationSeconds != 60 {
		t.Errorf("the limit became %d", s.MaxDurationSeconds)
	}
}

func TestCopiesAreComparedBeforeTheOthersGo(t *testing.T) {
	st := newStage(t)
	ready := st.finding(library.FindingNames).Hits[0]
	videos, err := st.library.Index().Videos(t.Context(), library.Hits{ready})
	if err != nil {
		t.Fatal(err)
	}
	younger := videos[0]
	younger.UID, younger.Created = "c0ffee", younger.Created.Add(time.Hour)
	younger.Meta = library.Meta{"name": json.RawMessage(`"The copy"`)}
	if _, err := st.library.Index().Put(t.Context(), library.Batch{Videos: []library.Video{younger}}); err != nil {
		t.Fatal(err)
	}
	st.page.Check()
	group := st.finding(library.FindingDuplicates).Groups[0]
	apptest.Click(t, st.window, "Compare 1 pair")
	apptest.See(t, st.window, "The copy", "Is kept", "Goes")
	apptest.Press(st.window, fyne.KeyR)
	if !slices.Equal(st.deleted, group[1:]) {
		t.Errorf("deleted are %v, want all but the first of %v", st.deleted, group)
	}
	name := map[bool]string{true: "The copy", false: "GX010112.MP4"}[st.uids(group)[1] == younger.UID]
	apptest.Click(t, st.window, name)
	apptest.Click(t, st.window, "Delete 1 copy…")
	if !slices.Equal(st.deleted, group[:1]) {
		t.Errorf("deleted are %v, want the first of %v after the other was chosen to stay", st.deleted, group)
	}
}

func TestErrorsAreSaidInASentence(t *testing.T) {
	for _, c := range []struct {
		codes map[string]int
		want  string
	}{
		{map[string]int{"ERR_NON_VIDEO": 1, "ERR_MALFORMED_VIDEO": 1}, "One is damaged, one has no picture track"},
		{map[string]int{"ERR_NON_VIDEO": 1, "ERR_MALFORMED_VIDEO": 3}, "3 are damaged, one has no picture track"},
		{map[string]int{"ERR_UNKNOWN": 1, "ERR_OF_TOMORROW": 1}, "2 failed for no reason given"},
	} {
		if got := causeOfErrors(c.codes); got != c.want {
			t.Errorf("%v: %q, want %q", c.codes, got, c.want)
		}
	}
}
