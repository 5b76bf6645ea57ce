package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/internal/faultproxy"
	"spool/uploader"
)

const mib = 1 << 20

func TestAVideoArrivesByteForByte(t *testing.T) {
	s := newStage(t)
	path := s.video("Harbour at dawn.mp4", 12*mib+17, 1)
	r := s.spool("upload", "--json", "--chunk-size", "5242880", path).want(t, exitDone)
	lines := r.lines(t)
	last := lines[len(lines)-1]
	if last["event"] != "state" || last["state"] != "ready" {
		t.Fatalf("the last event is %v", last)
	}
	s.arrived(path, last["uid"].(string))
	s.noOrphans()
	if v := s.videos(); len(v) != 1 || v[0].Meta["name"] != "Harbour at dawn" {
		t.Errorf("on Stream: %+v", v)
	}
	if s.proxy.Patched() != 12*mib+17 {
		t.Errorf("%d bytes were sent for %d", s.proxy.Patched(), 12*mib+17)
	}
}

func TestEverySettingReachesStreamOnce(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	date := time.Now().AddDate(0, 0, 40).UTC().Format(time.DateOnly)
	s.spool("upload", path, "--name", "Ein Name, \"quoted\" 🎬", "--meta", "project=coastline", "--meta", "take=2=b",
		"--origin", "example.com", "--origin", "*.example.org", "--require-signed", "--thumbnail", "0.25",
		"--creator", "crew-north", "--delete-on", date, "--max-duration", "600").want(t, exitDone)
	v := s.videos()[0]
	if v.Meta["name"] != "Ein Name, \"quoted\" 🎬" || v.Meta["project"] != "coastline" || v.Meta["take"] != "2=b" ||
		strings.Join(v.AllowedOrigins, " ") != "example.com *.example.org" || !v.RequireSignedURLs ||
		v.ThumbnailTimestampPct != 0.25 || v.Creator != "crew-north" || v.MaxDurationSeconds != 600 ||
		v.ScheduledDeletion == nil || !strings.HasPrefix(*v.ScheduledDeletion, date) {
		t.Errorf("on Stream: %+v", v)
	}
}

func TestAFolderIsWalkedAndWhatIsNoVideoIsNamed(t *testing.T) {
	s := newStage(t)
	s.video("folder/one.mp4", 0, 1)
	s.video("folder/deep/two", 20_000, 2) // a video without an extension
	ok(t, os.WriteFile(filepath.Join(s.dir, "folder/notes.mp4"), []byte("only a text, whatever its name says"), 0o600))
	ok(t, os.WriteFile(filepath.Join(s.dir, "folder/.hidden"), []byte("x"), 0o600))
	r := s.spool("upload", filepath.Join(s.dir, "folder")).want(t, exitDone)
	if !strings.Contains(r.err, "notes.mp4: skipped, not a video") || strings.Contains(r.err, ".hidden") {
		t.Errorf("it says %s", r.err)
	}
	if n := len(s.videos()); n != 2 {
		t.Errorf("%d videos on Stream, want 2", n)
	}
}

func TestALinkThatIsNamedIsFollowed(t *testing.T) {
	s := newStage(t)
	s.video("folder/one.mp4", 0, 1)
	link := filepath.Join(s.dir, "link")
	ok(t, os.Symlink(filepath.Join(s.dir, "folder"), link))
	ok(t, os.Symlink(s.video("elsewhere.mp4", 0, 2), filepath.Join(s.dir, "folder", "two.mp4")))
	r := s.spool("upload", link).want(t, exitDone)
	if !strings.Contains(r.err, "two.mp4: skipped, a symbolic link") {
		t.Errorf("it says %s", r.err)
	}
	if n := len(s.videos()); n != 1 {
		t.Errorf("%d videos on Stream, want 1", n)
	}
}

func TestAFolderWithoutVideosSaysSo(t *testing.T) {
	s := newStage(t)
	dir := filepath.Join(s.dir, "empty")
	ok(t, os.Mkdir(dir, 0o700))
	if r := s.spool("upload", dir).want(t, exitDone); !strings.Contains(r.err, "there is no video in it") {
		t.Errorf("it says %q", r.err)
	}
}

func TestAWalkThatIsInterruptedRefusesNothing(t *testing.T) {
	s := newStage(t)
	s.video("folder/one.mp4", 0, 1)
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	if r := spoolWith(ctx, nil, "upload", "--json", filepath.Join(s.dir, "folder")).want(t, exitInterrupted); r.out != "" {
		t.Errorf("it prints %s", r.out)
	}
}

func TestWhatNeedsAPersonIsNamedAndTheRestArrives(t *testing.T) {
	s := newStage(t)
	good := s.video("good.mp4", 0, 1)
	empty, text := filepath.Join(s.dir, "empty.mp4"), filepath.Join(s.dir, "text.mp4")
	ok(t, os.WriteFile(empty, nil, 0o600))
	ok(t, os.WriteFile(text, []byte("only a text"), 0o600))
	r := s.spool("upload", text, empty, good, filepath.Join(s.dir, "missing.mp4")).want(t, exitSomeFailed)
	for _, want := range []string{"empty.mp4: needs attention: The file is empty", "text.mp4: needs attention: Not a video", "missing.mp4: not queued, no such file"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q is not said in:\n%s", want, r.err)
		}
	}
	if !strings.Contains(r.out, "good.mp4: ready") {
		t.Errorf("the good one: %s%s", r.out, r.err)
	}
	s.noOrphans()
}

func TestOddNames(t *testing.T) {
	s := newStage(t)
	names := []string{"🎬 clip.mp4", "two\nlines.mp4", `"quoted" 'twice'.mp4`, strings.Repeat("x", 251) + ".mp4", "שלום עולם.mp4", "a+b %41 c,d.mp4", "-dash.mp4"}
	args := []string{"upload", "--"}
	for i, n := range names {
		args = append(args, s.video(n, 0, byte(i)))
	}
	args = append(args, s.video("caf\xe9.mp4", 0, 99)) // Latin-1, as old disks have it
	names = append(names, "caf\uFFFD.mp4")
	s.spool(args...).want(t, exitDone)
	got := map[string]bool{}
	for _, v := range s.videos() {
		got[v.Meta["name"].(string)+".mp4"] = true
	}
	for _, n := range names {
		if !got[n] {
			t.Errorf("%q is not on Stream", n)
		}
	}
}

func TestTheSameFileIsNotSentTwice(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	link := filepath.Join(s.dir, "link.mp4")
	ok(t, os.Symlink(path, link))
	t.Chdir(s.dir)
	s.spool("upload", path, link, "a.mp4", "./a.mp4").want(t, exitDone)
	s.spool("upload", path).want(t, exitDone)
	if n := len(s.videos()); n != 1 {
		t.Errorf("%d videos on Stream, want 1", n)
	}
	s.spool("upload", "--again", path).want(t, exitDone)
	if n := len(s.videos()); n != 2 {
		t.Errorf("%d videos on Stream after --again, want 2", n)
	}
}

func TestWhatWasDeletedAtStreamIsSentAgain(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	s.spool("upload", path).want(t, exitDone)
	s.deleteAll()
	r := s.spool("upload", path).want(t, exitDone)
	if strings.Contains(r.err, "is on Stream already") || len(s.videos()) != 1 {
		t.Fatalf("it says %s, %d videos are on Stream", r.err, len(s.videos()))
	}
	if jobs := s.jobs(); len(jobs) != 1 || jobs[0].UID != s.videos()[0].UID {
		t.Errorf("the queue holds %+v", jobs)
	}
}

func TestSettingsOfASecondTry(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	s.proxy.Break(status(1, create, 400, envelope(10005, "no such watermark"))(s, path))
	s.spool("upload", "--meta", "take=1", path).want(t, exitSomeFailed)
	s.spool("upload", "--meta", "take=2", path).want(t, exitDone)
	if got := s.videos()[0].Meta["take"]; got != "2" {
		t.Errorf("on Stream is take %v", got)
	}
	if r := s.spool("upload", "--meta", "take=3", path).want(t, exitDone); !strings.Contains(r.err, "settings given now are not used") {
		t.Errorf("it says %s", r.err)
	}
}

func TestAJobThatIsPausedElsewhereEndsTheCommand(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 12*mib, 1)
	s.proxy.Break(onSecondPatch(func(s *stage, _ string) { s.spool("queue", "pause", "1") })(s, path))
	r := s.spool("upload", "--chunk-size", "5242880", path).want(t, exitSomeFailed)
	if !strings.Contains(r.err, "a.mp4: paused") {
		t.Errorf("it says %s", r.err)
	}
}

func TestWhatATidyingLeftIsSaidInASentence(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	lost := faultproxy.Times(1, create, faultproxy.Fault{LoseReply: true})
	s.proxy.Break(func(r *http.Request) faultproxy.Fault {
		if r.Method == http.MethodGet {
			return faultproxy.Fault{Status: 403, Body: envelope(10000, "Forbidden")}
		}
		return lost(r)
	})
	r := s.spool("upload", path).want(t, exitSomeFailed)
	want := "spool: a video may remain pending on Stream: The API token can’t upload. The next spool queue run deletes it"
	if !strings.Contains(r.err, want) || strings.Contains(r.err, "token_permission") {
		t.Errorf("%q is not said in:\n%s", want, r.err)
	}
}

func TestWrongUse(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 0, 1)
	for _, args := range [][]string{
		{"upload"},
		{"upload", "--wait", "never", path},
		{"upload", "--meta", "novalue", path},
		{"upload", "--thumbnail", "1.5", path},
		{"upload", "--origin", "https://example.com", path},
		{"upload", "--delete-on", "tomorrow", path},
		{"upload", "--delete-on", "2020-01-01", path},
		{"upload", "--max-duration", "0", path},
		{"upload", "--chunk-size", "1048576", path},
		{"upload", "--creator", strings.Repeat("c", 65), path},
		{"upload", "--stall-timeout", "-1s", path},
		{"upload", "--stall-timeout", "0", path},
		{"upload", "--meta", "K=1", "--meta", "k=2", path},
		{"upload", "--nonsense", path},
		{"nonsense"},
		{"queue", "move", "1"},
		{"queue", "pause", "x"},
		{"queue", "cancel"},
	} {
		if r := s.spool(args...); r.code != exitWrongUse || r.err == "" {
			t.Errorf("spool %v: exit code %d, says %q", args, r.code, r.err)
		}
	}
	if jobs := s.jobs(); len(jobs) != 0 {
		t.Errorf("%d jobs were queued all the same", len(jobs))
	}
	t.Setenv("CLOUDFLARE_API_TOKEN", "")
	for _, args := range [][]string{{"upload", path}, {"queue", "run"}, {"queue", "cancel", "--all"}, {"queue", "pause"}, {"queue", "retry"}, {"queue", "move", "1", "top"}} {
		if r := s.spool(args...); r.code != exitWrongUse || !strings.Contains(r.err, "CLOUDFLARE_API_TOKEN") {
			t.Errorf("spool %v without a token: %+v", args, r)
		}
	}
	s.use("acc", "secret")
	t.Setenv("CLOUDFLARE_BASE_URL", "http://example.com/client/v4")
	if r := s.spool("upload", path); r.code != exitWrongUse || !strings.Contains(r.err, "https") {
		t.Errorf("over plain http: %+v", r)
	}
}

func TestALostReplyToThePOSTLeavesNoOrphan(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 6*mib, 1)
	s.proxy.Break(faultproxy.Times(2, "POST /stream", faultproxy.Fault{LoseReply: true}))
	s.spool("upload", path).want(t, exitDone)
	s.noOrphans()
	if n := len(s.videos()); n != 1 {
		t.Errorf("%d videos on Stream, want 1", n)
	}
}

func TestALostReplyToTheLastPATCHSendsNothingAgain(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 12*mib, 1)
	s.proxy.Break(faultproxy.Times(1, "PATCH media", faultproxy.Fault{LoseReply: true}))
	s.spool("upload", "--chunk-size", "209715200", path).want(t, exitDone)
	s.arrived(path, s.jobs()[0].UID)
	if s.proxy.Patched() != 12*mib {
		t.Errorf("%d bytes were sent for %d", s.proxy.Patched(), 12*mib)
	}
}

func TestPausedCancelledAndMovedFromTheCommandLine(t *testing.T) {
	s := newStage(t)
	a, b := s.video("a.mp4", 0, 1), s.video("b.mp4", 0, 2)
	s.proxy.Break(faultproxy.Times(1000, "POST /stream", faultproxy.Fault{Status: 403, Body: `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`}))
	s.spool("upload", a, b).want(t, exitSomeFailed)
	s.proxy.Break(nil)
	s.spool("queue", "move", "2", "top").want(t, exitDone)
	if jobs := s.jobs(); jobs[0].ID != 2 {
		t.Errorf("first is job %d", jobs[0].ID)
	}
	s.spool("queue", "retry").want(t, exitDone)
	s.spool("queue", "pause", "1").want(t, exitDone)
	s.spool("queue", "run").want(t, exitDone)
	if jobs := s.jobs(); jobs[0].State != uploader.Ready || jobs[1].State != uploader.Paused {
		t.Errorf("states %s and %s", jobs[0].State, jobs[1].State)
	}
	s.spool("queue", "cancel", "1").want(t, exitDone)
	s.spool("queue", "run").want(t, exitDone)
	if n := len(s.videos()); n != 1 {
		t.Errorf("%d videos on Stream, want 1", n)
	}
	if r := s.spool("queue", "list", "--json").want(t, exitDone); len(r.lines(t)) != 1 {
		t.Errorf("left in the queue: %s", r.out)
	}
}

func TestCancelledIsSaidOnlyOfWhatHasLeft(t *testing.T) {
	s := newStage(t)
	a, b := s.video("a.mp4", 0, 1), s.video("b.mp4", 12*mib, 2)
	s.proxy.Break(status(1, create, 400, envelope(10005, "Bad Request"))(s, a))
	s.spool("upload", a).want(t, exitSomeFailed) // Stream knows nothing of it
	s.proxy.Break(status(1, patch, 401, "")(s, b))
	s.spool("upload", "--chunk-size", "5242880", b).want(t, exitSomeFailed) // its video is pending
	token := s.stream.Token()
	t.Setenv("CLOUDFLARE_API_TOKEN", "")
	r := s.spool("queue", "cancel", "1", "2").want(t, exitSomeFailed)
	if jobs := s.jobs(); len(jobs) != 1 || jobs[0].ID != 2 || !strings.Contains(r.err, "the token of its account is not here") {
		t.Errorf("left are %+v, it says %s", jobs, r.err)
	}
	t.Setenv("CLOUDFLARE_API_TOKEN", token)
	s.spool("queue", "restore", "2").want(t, exitDone)
	if j := s.jobs()[0]; j.State != uploader.Attention {
		t.Errorf("the restored job is %s", j.State)
	}
	s.spool("queue", "cancel", "--all").want(t, exitDone)
	if jobs, videos := s.jobs(), s.videos(); len(jobs) != 0 || len(videos) != 0 {
		t.Errorf("left are %+v and %+v", jobs, videos)
	}
}

func TestMoveSaysWhatItCannotMove(t *testing.T) {
	s := newStage(t)
	s.spool("upload", s.video("a.mp4", 0, 1)).want(t, exitDone)
	for _, job := range []string{"999", "1"} { // unknown, and arrived
		if r := s.spool("queue", "move", job, "top").want(t, exitSomeFailed); !strings.Contains(r.err, "job "+job) {
			t.Errorf("move %s says %q", job, r.err)
		}
	}
}

func TestADamagedQueueIsRescuedAndSaid(t *testing.T) {
	s := newStage(t)
	s.spool("upload", s.video("a.mp4", 0, 1)).want(t, exitDone)
	db := filepath.Join(s.home, "queue.db")
	ok(t, os.WriteFile(db, []byte(strings.Repeat("spoilt ", 5000)), 0o600))
	if r := s.spool("queue", "list").want(t, exitDone); !strings.Contains(r.err, "queue.db was damaged") {
		t.Errorf("it says %q", r.err)
	}
	s.spool("upload", s.video("b.mp4", 0, 2)).want(t, exitDone)
}

func TestAHomeThatCannotBeWrittenTo(t *testing.T) {
	s := newStage(t)
	file := filepath.Join(s.dir, "home")
	ok(t, os.WriteFile(file, nil, 0o600))
	t.Setenv("SPOOL_HOME", file)
	if r := s.spool("upload", s.video("a.mp4", 0, 1)); r.code != exitSomeFailed || r.err == "" {
		t.Errorf("%+v", r)
	}
}

func TestFiveThousandMixedFiles(t *testing.T) {
	s := newStage(t)
	dir := filepath.Join(s.dir, "mixed")
	ok(t, os.MkdirAll(dir, 0o700))
	for i := range 5000 {
		ok(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte("text"), 0o600))
	}
	s.video("mixed/one.mp4", 0, 1)
	s.video("mixed/two.mov", 20_000, 2)
	lines := s.spool("upload", "--json", dir).want(t, exitDone).lines(t)
	skipped := 0
	for _, l := range lines {
		if l["event"] == "skipped" {
			skipped++
		}
	}
	if skipped != 5000 || len(s.videos()) != 2 {
		t.Errorf("%d skipped, %d on Stream", skipped, len(s.videos()))
	}
}
