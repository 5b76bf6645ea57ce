package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/app/apptest"
	"spool/uploader"
	"spool/widgets"
)

func TestEveryStateStandsInItsGroupInPlainWords(t *testing.T) {
	up := job("Harbour", uploader.Uploading)
	up.Offset = 2_930_000_000
	up.Settings.RequireSignedURLs = true
	lost := job("Reef", uploader.Waiting)
	lost.Cause, lost.RetryAt = uploader.Cause{Code: uploader.CodeConnection}, now.Add(8*time.Second)
	held := job("Market", uploader.Paused)
	held.Offset = held.Size / 4
	work := sent("City", uploader.Processing)
	work.Percent = 64
	s := newStage(t, stuck("Snowfield", uploader.CodeTokenRight), up, lost, held, job("Turntable", uploader.Waiting), work, sent("Trail", uploader.Ready))

	apptest.See(t, s.window,
		"1 uploading, 3 waiting, 1 needs attention",
		"Needs attention", "The API token can’t upload", "It lacks the Stream Write permission. Nothing was sent.", "Replace token…",
		"Uploading", "4.31 GB, 42:10, signed URLs", "68%", "2.93 of 4.31 GB", "5.0 MB/s", "4 min 36 s",
		"Up next", "Connection lost, retry in 8 s", "Retry now", "Paused at 25%, 3.23 GB to go", "Resume", "Starts after Harbour",
		"On Stream", "2 today", "Processing on Stream, 64%", "Ready", "42:10, sent in 1 min 0 s at 71.8 MB/s", "Copy link", "Copy embed")
	for g, want := range map[group]string{attention: "Snowfield", uploading: "Harbour", upNext: "Reef, Market, Turntable", onStream: "City, Trail"} {
		if got := s.order(g); got != want {
			t.Errorf("group %d holds %q, want %q", g, got, want)
		}
	}
}

func TestEveryCauseOffersItsRemedy(t *testing.T) {
	s := newStage(t)
	s.picks = "/new.mp4"
	for code, want := range map[uploader.Code]string{
		uploader.CodeServer: "retry 1", uploader.CodeNotStream: "retry 1", uploader.CodeRedirect: "retry 1",
		uploader.CodeTokenRevoked: "token", uploader.CodeTokenRight: "token", uploader.CodeWrongAccount: "token",
		uploader.CodeStorageFull: "retry 1", uploader.CodeTooLarge: "", uploader.CodeRefused: "resend 1", uploader.CodePartRefused: "retry 1", uploader.CodeSettings: "resend 1",
		uploader.CodeUploadExpired: "retry 1", uploader.CodeVideoDeleted: "retry 1",
		uploader.CodeFileGone: "relocate /new.mp4 1", uploader.CodeFileChanged: "retry 1", uploader.CodeFileRead: "retry 1",
		uploader.CodeFileEmpty: "relocate /new.mp4 1", uploader.CodeNotVideo: "relocate /new.mp4 1",
		"ERR_NON_VIDEO": "relocate /new.mp4 1", "ERR_MALFORMED_VIDEO": "relocate /new.mp4 1",
		"ERR_DURATION_EXCEED_CONSTRAINT": "resend 1", "ERR_DURATION_TOO_SHORT": "relocate /new.mp4 1", "ERR_UNKNOWN": "retry 1",
	} {
		t.Run(string(code), func(t *testing.T) {
			s.t, s.asks, s.done = t, 0, nil
			j := stuck("Kiln", code)
			s.show(j)
			e := j.Explain(now)
			apptest.See(t, s.window, e.Title)
			if e.Remedy == uploader.RemedyNone {
				if want != "" {
					t.Errorf("there is no button, want one that does %q", want)
				}
				return
			}
			apptest.Click(t, s.window, string(e.Remedy))
			if e.Remedy == uploader.RemedyEdit {
				apptest.Click(t, s.window, "Save and send")
			}
			if want == "token" {
				if s.asks != 1 {
					t.Error("nobody asks for another token")
				}
				return
			}
			s.did(want)
		})
	}
}

func TestRaisingTheLimitSendsTheWholeVideo(t *testing.T) {
	j := stuck("Encore", "ERR_DURATION_EXCEED_CONSTRAINT")
	j.Settings.MaxDurationSeconds = 3600
	j.Duration = time.Hour + 4*time.Minute + 50*time.Second
	s := newStage(t, j)
	apptest.See(t, s.window, "1:04:50, the limit was 1:00:00.")
	apptest.Click(t, s.window, "Raise limit and resend")
	if s.saved.MaxDurationSeconds < 3890 {
		t.Errorf("the new limit is %d s", s.saved.MaxDurationSeconds)
	}
}

func TestTheWholePageByKeyboard(t *testing.T) {
	s := newStage(t, stuck("Forest", uploader.CodeFileChanged), job("Harbour", uploader.Uploading),
		job("Reef", uploader.Waiting), job("Market", uploader.Waiting), job("Turntable", uploader.Waiting), sent("Trail", uploader.Ready))
	w := s.window
	apptest.TabToButton(t, w, "Pause all")
	apptest.Press(w, fyne.KeySpace)
	s.did("pause 2 3 4 5")
	apptest.TabToButton(t, w, "Add videos…")
	apptest.Press(w, fyne.KeyReturn)
	s.did("add videos")
	apptest.TabTo(t, w, func(f fyne.Focusable) bool { return f == fyne.Focusable(s.page.List) })

	apptest.Press(w, fyne.KeyHome, fyne.KeyReturn) // the remedy of the first row
	s.did("retry 1")
	apptest.Press(w, fyne.KeyDown, fyne.KeySpace)
	s.did("pause 2")
	apptest.See(t, w, "1 selected, 4.31 GB to go", "Pause", "Sooner", "Remove")
	apptest.Press(w, fyne.KeyDown, fyne.KeyDown)
	apptest.Shortcut(w, fyne.KeyModifierAlt, fyne.KeyUp)
	s.did("before 3 move 4")
	if got := s.order(upNext); got != "Market, Reef, Turntable" {
		t.Errorf("on screen the order is %q", got)
	}
	apptest.Shortcut(w, fyne.KeyModifierAlt, fyne.KeyEnd)
	s.did("before 0 move 4")
	apptest.Press(w, fyne.KeyR)
	s.did("retry 4")
	apptest.Press(w, fyne.KeyDelete)
	s.did("cancel 4")
	if !s.page.Undo() {
		t.Error("there is nothing to undo")
	}
	s.did("restore 4")
	apptest.Press(w, fyne.KeyEnd, fyne.KeyReturn)
	if len(s.opened) != 1 || !strings.Contains(s.opened[0], "uid-Trail/watch") {
		t.Errorf("Enter opened %q", s.opened)
	}
	apptest.Press(w, fyne.KeyL, fyne.KeyE)
	s.did("links of uid-Trail", "embed codes of uid-Trail")
	apptest.Shortcut(w, fyne.KeyModifierShortcutDefault, fyne.KeyA)
	apptest.See(t, w, "6 selected")
	apptest.Press(w, desktop.KeyMenu)
	apptest.See(t, w, "Start now", "Remove 6 videos from the queue")
	apptest.Press(w, fyne.KeyEscape, fyne.KeyEscape)
	apptest.SeeNot(t, w, "6 selected")
}

func TestTheContextMenuStartsNow(t *testing.T) {
	s := newStage(t, job("Harbour", uploader.Uploading), job("Reef", uploader.Waiting))
	apptest.Click(t, s.window, "Reef")
	s.window.Canvas().Focus(s.page.List)
	apptest.Press(s.window, desktop.KeyMenu)
	apptest.Click(t, s.window, "Start now")
	s.did("start 2")
}

func TestSpaceResumesWhatIsPaused(t *testing.T) {
	s := newStage(t, job("Market", uploader.Paused), job("Reef", uploader.Paused))
	apptest.See(t, s.window, "Resume all")
	apptest.Click(t, s.window, "Market")
	s.window.Canvas().Focus(s.page.List)
	apptest.Press(s.window, fyne.KeySpace)
	s.did("resume 1")
	apptest.Click(t, s.window, "Resume all")
	s.did("resume 1 2")
}

func TestClearFinishedCanBeUndone(t *testing.T) {
	s := newStage(t, job("Harbour", uploader.Uploading), sent("City", uploader.Processing), sent("Trail", uploader.Ready), sent("Kiln", uploader.Ready))
	apptest.Click(t, s.window, "Clear finished")
	s.did("cancel 3 4")
	if toast := s.toast(); toast.Text != "2 finished uploads cleared" || toast.Action != "Undo" {
		t.Errorf("the toast is %+v", toast)
	}
	s.toast().OnAction()
	s.did("restore 3 4")
}

func TestUndoOfReorderPutsEveryRowBack(t *testing.T) {
	s := newStage(t, job("a", uploader.Waiting), job("b", uploader.Waiting), job("c", uploader.Waiting), job("d", uploader.Waiting))
	s.window.Canvas().Focus(s.page.List)
	s.page.List.Select(keyOf(2), keyOf(4))
	apptest.Shortcut(s.window, fyne.KeyModifierAlt, fyne.KeyHome)
	s.did("before 1 move 2 4")
	s.page.Undo()
	s.did("before 0 move 4", "before 3 move 2")
}

func TestAnOlderSnapshotDoesNotUndoAMove(t *testing.T) {
	s := newStage(t, job("a", uploader.Waiting), job("b", uploader.Waiting))
	s.window.Canvas().Focus(s.page.List)
	s.page.List.Select(keyOf(2))
	apptest.Shortcut(s.window, fyne.KeyModifierAlt, fyne.KeyUp)
	s.page.Show(snapshotOf(s.page.now, s.jobs, now.Add(-time.Second))) // read before the move was written
	if got := s.order(upNext); got != "b, a" {
		t.Errorf("the order jumps back to %q", got)
	}
	s.page.Show(snapshotOf(s.page.now, []uploader.Job{s.jobs[1], s.jobs[0]}, now.Add(time.Second)))
	if got := s.order(upNext); got != "b, a" {
		t.Errorf("then it is %q", got)
	}
}

func TestWhatFailsIsSaidAndWhatMovedOnIsNot(t *testing.T) {
	s := newStage(t, job("Harbour", uploader.Uploading))
	s.fails = errors.New("the disk is full")
	apptest.Click(t, s.window, "Pause all")
	if toast := s.toast(); !toast.Failed || !strings.Contains(toast.Text, "the disk is full") {
		t.Errorf("the toast is %+v", toast)
	}
	s.toasts, s.fails = nil, errors.Join(uploader.ErrBadStep)
	apptest.Click(t, s.window, "Pause all")
	if len(s.toasts) != 0 {
		t.Errorf("a job that had moved on gives %+v", s.toasts)
	}
	// One job that moved on hides no failure of the others.
	s.fails = errors.Join(fmt.Errorf("job 1: %w", uploader.ErrNoJob), errors.New("the disk is full"))
	apptest.Click(t, s.window, "Pause all")
	if toast := s.toast(); toast.Text != "Pausing failed: the disk is full" {
		t.Errorf("the toast is %+v", toast)
	}
}

func TestUndoingARemovalSaysWhatCameTooLate(t *testing.T) {
	gone := fmt.Errorf("job 1: %w", uploader.ErrNoJob)
	for name, c := range map[string]struct {
		fails error
		want  string
	}{
		"in time":  {nil, "2 videos removed from the queue"},
		"all late": {errors.Join(gone, gone), "Too late to undo"},
		"one late": {errors.Join(gone), "Too late to undo for 1 video"},
		"failed":   {errors.Join(errors.New("the disk is full")), "Undoing failed: the disk is full"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, job("Harbour", uploader.Waiting), job("Reef", uploader.Waiting))
			s.page.remove(1, 2)
			s.fails = c.fails
			s.page.Undo()
			s.did("cancel 1 2", "restore 1 2")
			if toast := s.toast(); toast.Text != c.want {
				t.Errorf("the toast is %+v", toast)
			}
		})
	}
}

func TestWhatLeftCanBeUndoneThoughOthersWereRefused(t *testing.T) {
	s := newStage(t, job("Harbour", uploader.Canceling), job("Reef", uploader.Waiting), job("Market", uploader.Canceling))
	for name, c := range map[string]struct {
		fails error
		want  []string
	}{
		"one had moved on": {uploader.ErrBadStep, []string{"2 videos removed from the queue"}},
		"one failed":       {errors.New("the disk is full"), []string{"Removing failed: the disk is full", "2 videos removed from the queue"}},
	} {
		s.fails, s.toasts, s.done = errors.Join(c.fails), nil, nil
		s.page.remove(1, 2, 3)
		var said []string
		for _, toast := range s.toasts {
			said = append(said, toast.Text)
		}
		if !slices.Equal(said, c.want) {
			t.Errorf("%s: it says %q", name, said)
		}
		s.page.Undo()
		s.did("cancel 1 2 3", "restore 1 3")
	}
	s.fails, s.toasts = errors.Join(uploader.ErrBadStep), nil
	s.page.remove(2)
	if len(s.toasts) != 0 || s.page.Undo() {
		t.Errorf("nothing left, and it says %+v", s.toasts)
	}
}

func TestOnlyWhatStreamConfirmedCountsAsSent(t *testing.T) {
	up := job("Harbour", uploader.Uploading)
	up.Size, up.Offset = 800_000, 200_000
	s := newStage(t, up)
	flying := snapshotOf(s.page.now, s.jobs, now)
	flying.Running[1] = uploader.Progress{ID: 1, Confirmed: 200_000, Flying: 600_000}
	s.page.Show(flying)
	apptest.See(t, s.window, "25%", "200 of 800 kB", "200 of 800 kB sent")
	apptest.SeeNot(t, s.window, "100%")
	if parts := flying.Parts(); !slices.Equal(parts, []float64{.25}) {
		t.Errorf("the reel shows %v", parts)
	}
	if left := flying.total(flying.flown); left != 800_000 {
		t.Errorf("%d bytes have left this computer", left)
	}
}

func TestTheFolderOfAFileIsNamedAsItIs(t *testing.T) {
	odd := job("Harbour", uploader.Waiting)
	odd.Path = "/videos/100% #1?/a b.mp4"
	s := newStage(t, odd)
	s.page.List.Select(keyOf(1))
	s.window.Canvas().Focus(s.page.List)
	apptest.Press(s.window, desktop.KeyMenu)
	apptest.Click(t, s.window, "Show the file’s folder")
	if !slices.Equal(s.opened, []string{"folder /videos/100% #1?"}) {
		t.Errorf("it opens %q", s.opened)
	}
}

func TestEmptyAndFinished(t *testing.T) {
	s := newStage(t)
	apptest.See(t, s.window, "Nothing to upload", "Drop videos or a folder anywhere in this window.")
	apptest.SeeNot(t, s.window, "Throughput", "Pause all")
	s.show(sent("Trail", uploader.Ready), sent("Kiln", uploader.Ready))
	apptest.See(t, s.window, "All 2 are on Stream", "Sent 8.62 GB in 1 min 0 s. The last one was ready at 15:13.", "Copy 2 links", "Show in library")
	apptest.Click(t, s.window, "Copy 2 links")
	s.did("links of uid-Trail uid-Kiln")
	s.show(append(s.jobs, job("Harbour", uploader.Uploading))...)
	apptest.See(t, s.window, "Throughput", "Uploads at once")
}

func TestSettingsOfAWaitingVideo(t *testing.T) {
	j := job("Harbour", uploader.Waiting)
	j.Settings.Watermark = "mark"
	s := newStage(t, j)
	w := s.window
	w.Canvas().Focus(s.page.List)
	apptest.Press(w, fyne.KeyHome, fyne.KeyReturn)
	apptest.See(t, w, "Settings", "Allowed origins", "Require signed URLs")
	apptest.Type(w, "Dawn")
	apptest.TabTo(t, w, isEntry(w, "0"))
	apptest.Type(w, "25")
	apptest.TabTo(t, w, isEntry(w, "1:00:00"))
	apptest.Type(w, "x")
	apptest.TabToButton(t, w, "Save settings")
	apptest.Press(w, fyne.KeyReturn)
	apptest.See(t, w, "The duration \"x\" is not one: write 1:00:00.")
	s.did()
	apptest.TabTo(t, w, isEntry(w, "x"))
	apptest.Press(w, fyne.KeyBackspace)
	apptest.Type(w, "1:30:00")
	apptest.TabToButton(t, w, "Save settings")
	apptest.Press(w, fyne.KeyReturn)
	s.did("edit 1")
	got := s.saved
	if got.Name != "Dawn" || got.ThumbnailTimestampPct == nil || *got.ThumbnailTimestampPct != 0.25 || got.MaxDurationSeconds != 5400 || got.Watermark != "mark" {
		t.Errorf("saved %+v", got)
	}
}

func TestSettingsAreClosedOnceStreamKnowsTheVideo(t *testing.T) {
	j := job("Harbour", uploader.Paused)
	j.UID, j.UploadURL = "known", "https://upload.example.com/known"
	s := newStage(t, j)
	s.window.Canvas().Focus(s.page.List)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyReturn)
	if !strings.Contains(s.toast().Text, "Edit it in the library") {
		t.Errorf("the toast is %+v", s.toast())
	}
	apptest.SeeNot(t, s.window, "Save settings")
}

func TestNamesOfAllKinds(t *testing.T) {
	s := newStage(t)
	for _, name := range []string{"", strings.Repeat("long ", 2000), "emoji 🎬🏽", "שלום עולם", "日本語の名前", "line\nbreak", "e\u0301\u0301\u0301", "\x00"} {
		j := job("x", uploader.Waiting)
		j.Path = "/videos/" + name
		j.Settings.Name = name
		s.show(j, stuck(name, uploader.CodeFileGone), job(name, uploader.Uploading), sent(name, uploader.Ready))
	}
}

func TestNarrowWindowsHideTheSparklineThenTheTime(t *testing.T) {
	s := newStage(t, job("Harbour", uploader.Uploading))
	for width, want := range map[float32][2]bool{1224: {true, true}, 944: {false, true}, 844: {false, false}} {
		c := columnsFor(width, false)
		if c.spark != want[0] || c.left != want[1] {
			t.Errorf("at %v: sparkline %v, time left %v", width, c.spark, c.left)
		}
		if c.tapeEnd-c.tape < 100 || c.tape-bigNameX < 100 {
			t.Errorf("at %v the tape has %v and the name %v", width, c.tapeEnd-c.tape, c.tape-bigNameX)
		}
		s.window.Resize(fyne.NewSize(width, 600))
		apptest.See(t, s.window, "5.0 MB/s")
	}
}

func withMark(j uploader.Job, uid string) uploader.Job {
	j.Settings.Watermark = uid
	return j
}

func TestAWaitingUploadIsGivenAWatermark(t *testing.T) {
	s := newStage(t, withMark(job("Reef", uploader.Waiting), "gone"))
	s.page.Profiles = func(context.Context) ([]Profile, error) {
		return []Profile{{"m1", "Corner mark"}, {"m2", "Screening copy"}}, nil
	}
	s.page.edit(s.jobs[0])
	apptest.See(t, s.window, "Watermark, burned in for good", "gone")
	apptest.TabTo(t, s.window, func(f fyne.Focusable) bool { _, is := f.(*widgets.Select); return is })
	apptest.Press(s.window, fyne.KeyUp)
	apptest.See(t, s.window, "Screening copy")
	apptest.Click(t, s.window, "Save settings")
	if s.saved.Watermark != "m2" {
		t.Errorf("saved %+v", s.saved)
	}
}
