package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"spool/internal/faultproxy"
	"spool/internal/localstream"
	"spool/library"
	"spool/library/stream"
)

// newVideosStage is a stage whose account has videos.
func newVideosStage(t *testing.T, seed int) *stage {
	t.Helper()
	server, err := localstream.Open(t.Context(), localstream.Options{Dir: t.TempDir(), Seed: seed, SkipEncoding: true, RateLimit: -1})
	ok(t, err)
	t.Cleanup(func() { ok(t, server.Close()) })
	proxy, err := faultproxy.Start(server.Origin(), nil)
	ok(t, err)
	t.Cleanup(func() { ok(t, proxy.Close()) })
	s := &stage{t: t, stream: server, proxy: proxy, home: t.TempDir(), dir: t.TempDir()}
	s.use(server.AccountID(), server.Token())
	return s
}

// client speaks to the server itself, past what lies between it and Spool.
func (s *stage) client() *stream.Client {
	s.t.Helper()
	client, err := stream.New(stream.Config{BaseURL: s.stream.BaseURL(), AccountID: s.stream.AccountID(), Token: s.stream.Token()})
	ok(s.t, err)
	return client
}

// account is all videos, straight from the server.
func (s *stage) account() map[string]library.Video {
	s.t.Helper()
	all := map[string]library.Video{}
	for v, err := range s.client().All(context.Background(), library.Listing{}) {
		ok(s.t, err)
		all[v.UID] = v
	}
	return all
}

// sameAccount compares what can be edited, field by field.
func sameAccount(t *testing.T, got, want map[string]library.Video) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d videos, want %d", len(got), len(want))
	}
	for uid, w := range want {
		g := got[uid]
		if changes := library.Diff(&w, &g); len(changes) > 0 {
			t.Errorf("%s differs: %v", uid, changes)
		}
	}
}

func uidsOf(r result, t *testing.T) []string {
	var uids []string
	for _, line := range r.lines(t) {
		uids = append(uids, line["uid"].(string))
	}
	return uids
}

func TestVideosOnTheCommandLine(t *testing.T) {
	s := newVideosStage(t, 30)
	before := s.account()
	if n := len(s.spool("videos", "list", "--json", "--limit", "0").want(t, 0).lines(t)); n != 30 {
		t.Errorf("list prints %d videos", n)
	}
	uids := uidsOf(s.spool("videos", "list", "--json", "--limit", "5", "--query", "status:ready").want(t, 0), t)
	if len(uids) != 5 {
		t.Fatalf("the query finds %v", uids)
	}
	got := s.spool("videos", "get", "--json", uids[0]).want(t, 0).lines(t)
	if len(got) != 1 || got[0]["uid"] != uids[0] {
		t.Errorf("get prints %v", got)
	}
	s.spool("videos", "get", uids[0], "00000000000000000000000000000000").want(t, 1)

	edit := []string{
		"videos", "edit", "--set", "meta.project=coastline", "--unset", "meta.camera", "--require-signed=true",
		"--origins", "example.com,*.example.org", "--thumbnail", "0.25", "--creator", "c", "--set", "meta.n:=1.50",
	}
	dry := s.spool(append(edit, "--dry-run", "--json", uids[0])...).want(t, 0).lines(t)
	if len(dry) < 5 || dry[0]["uid"] != uids[0] {
		t.Errorf("the dry run prints %v", dry)
	}
	sameAccount(t, s.account(), before)
	s.spool(append(edit, uids[0], uids[1])...).want(t, 0)
	v := s.account()[uids[1]]
	if v.Meta.Text("project") != "coastline" || string(v.Meta["n"]) != "1.5" || v.Meta["camera"] != nil || !v.RequireSignedURLs ||
		v.ThumbnailPct != 0.25 || v.Creator != "c" || !slices.Equal(v.AllowedOrigins, []string{"example.com", "*.example.org"}) {
		v.Raw = ""
		t.Errorf("the edit made %+v", v)
	}
	stdin := strings.NewReader(uids[2] + "\n\n" + `{"uid":"` + uids[3] + `"}` + "\n")
	late := time.Now().AddDate(0, 0, 2000).Format(time.DateOnly)
	spoolWith(t.Context(), strings.NewReader(uids[2]), "videos", "edit", "--delete-on", late).want(t, 1)
	spoolWith(t.Context(), stdin, "videos", "edit", "--name", "{uid}").want(t, 0)
	if a := s.account(); a[uids[2]].Meta.Text("name") != uids[2] || a[uids[3]].Meta.Text("name") != uids[3] {
		t.Errorf("names are %s and %s", a[uids[2]].Meta, a[uids[3]].Meta)
	}
	entries := s.spool("videos", "journal", "--json", "--limit", "0").want(t, 0).lines(t)
	if len(entries) < 4 {
		t.Errorf("the journal has %d entries", len(entries))
	}
	for s.spool("videos", "undo").code == 0 {
	}
	sameAccount(t, s.account(), before)
}

func TestVideosDelete(t *testing.T) {
	s := newVideosStage(t, 6)
	uids := uidsOf(s.spool("videos", "list", "--json").want(t, 0), t)
	s.spool("videos", "delete", uids[0]).want(t, 2)
	s.spool("videos", "delete", "--dry-run", uids[0]).want(t, 0)
	if len(s.account()) != 6 {
		t.Fatal("something was deleted without --yes")
	}
	s.spool("videos", "delete", "--yes", uids[0], uids[1]).want(t, 0)
	if a := s.account(); len(a) != 4 || a[uids[0]].UID != "" {
		t.Errorf("left are %d", len(a))
	}
	entries := s.spool("videos", "journal", "--json").want(t, 0).lines(t)
	if len(entries) != 2 || entries[0]["video"].(map[string]any)["uid"] == "" {
		t.Errorf("the journal has %v", entries)
	}
	s.spool("videos", "delete", "--yes", uids[0]).want(t, 1)
}

func TestVideosExportAndImport(t *testing.T) {
	s := newVideosStage(t, 20)
	for _, format := range []string{"csv", "json"} {
		file := filepath.Join(s.dir, "videos."+format)
		s.spool("videos", "export", "--format", format, "--out", file).want(t, 0)
		var calls atomic.Int64
		s.proxy.Break(func(*http.Request) faultproxy.Fault { calls.Add(1); return faultproxy.Fault{} })
		if r := s.spool("videos", "import", file, "--dry-run", "--json").want(t, 0); r.out != "" {
			t.Errorf("an unchanged %s changes %s", format, r.out)
		}
		s.spool("videos", "import", file).want(t, 0)
		if calls.Load() != 0 {
			t.Errorf("an unchanged %s import made %d calls", format, calls.Load())
		}
	}
	before := s.account()
	file := filepath.Join(s.dir, "edit.csv")
	uids := uidsOf(s.spool("videos", "list", "--json").want(t, 0), t)
	ok(t, os.WriteFile(file, []byte("uid;creator\r\n"+uids[0]+";imported\r\nunknown;x\r\n"), 0o600))
	lines := s.spool("videos", "import", file, "--dry-run", "--json").want(t, 1).lines(t)
	if len(lines) != 1 || lines[0]["path"] != "creator" || lines[0]["after"] != "imported" {
		t.Errorf("the dry run prints %v", lines)
	}
	s.spool("videos", "import", file).want(t, 1)
	if v := s.account()[uids[0]]; v.Creator != "imported" {
		t.Errorf("the creator is %q", v.Creator)
	}
	s.spool("videos", "undo").want(t, 0)
	sameAccount(t, s.account(), before)
}

func TestAnUndoOfWhatWasChangedAgain(t *testing.T) {
	s := newVideosStage(t, 3)
	uid := uidsOf(s.spool("videos", "list", "--json").want(t, 0), t)[0]
	s.spool("videos", "edit", "--creator", "first", uid).want(t, 0)
	s.spool("videos", "edit", "--creator", "second", uid).want(t, 0)
	s.spool("videos", "undo", "1").want(t, 1)
	if r := s.spool("videos", "undo", "1", "--dry-run", "--json").want(t, 0); len(r.lines(t)) != 1 {
		t.Errorf("the dry run prints %s", r.out)
	}
	r := s.spool("videos", "undo", "1", "--overwrite").want(t, 0)
	if v := s.account()[uid]; v.Creator == "second" || !strings.Contains(r.out, "as before job 1") {
		t.Errorf("the creator is %q; it said %s", v.Creator, r.out)
	}
	s.spool("videos", "undo", "1", "--dry-run").want(t, 1)
}

func TestAJobIsStoppedFromOutside(t *testing.T) {
	s := newVideosStage(t, 5)
	var calls atomic.Int64
	s.proxy.Break(func(r *http.Request) faultproxy.Fault {
		if r.Method == http.MethodPost && calls.Add(1) == 3 {
			r := s.spool("videos", "stop", "1").want(t, 0)
			if !strings.Contains(r.out, "stopped") {
				t.Errorf("it says %s", r.out)
			}
		}
		return faultproxy.Fault{}
	})
	s.spool("videos", "edit", "--creator", "x", "--query", "-zzzz").want(t, 1)
	if n := calls.Load(); n != 3 {
		t.Errorf("%d videos were changed", n)
	}
	s.spool("videos", "resume", "1").want(t, 1)
	if r := s.spool("videos", "undo").want(t, 0); !strings.Contains(r.out, "3 videos put back") {
		t.Errorf("it says %s", r.out)
	}
}

func TestManyVideosAreGotWithOneCall(t *testing.T) {
	s := newVideosStage(t, 5)
	uids := uidsOf(s.spool("videos", "list", "--json").want(t, 0), t)
	var calls atomic.Int64
	s.proxy.Break(func(*http.Request) faultproxy.Fault { calls.Add(1); return faultproxy.Fault{} })
	r := s.spool(append([]string{"videos", "get", "--json", "ffffffffffffffffffffffffffffffff"}, uids...)...).want(t, 1)
	if len(r.lines(t)) != 5 || calls.Load() != 1 {
		t.Errorf("%d videos with %d calls", len(r.lines(t)), calls.Load())
	}
	if r.err != "spool: ffffffffffffffffffffffffffffffff: not found at Stream\n" {
		t.Errorf("it says %s", r.err)
	}
}

func TestVideosUsedWrongly(t *testing.T) {
	s := newVideosStage(t, 1)
	for _, args := range [][]string{
		{"edit"},
		{"edit", "x"},
		{"edit", "--set", "nonsense=1", "x"},
		{"edit", "--set", "name", "x"},
		{"edit", "--require-signed=maybe", "x"},
		{"edit", "--name", "x", "--query", "a", "uid"},
		{"edit", "--replace", "name", "--find", "(", "--regexp", "x"},
		{"list", "--limit", "-1"},
		{"list", "--query", "craetor:x"},
		{"list", "--sort", "beauty"},
		{"export", "--format", "xml"},
		{"export", "--columns", "beauty"},
		{"export", "--limit", "-1"},
		{"stop"},
		{"stop", "first"},
		{"import"},
		{"undo", "first"},
		{"get"},
	} {
		if r := s.spool(append([]string{"videos"}, args...)...); r.code != 2 || r.err == "" {
			t.Errorf("%v: exit code %d, %s", args, r.code, r.err)
		}
	}
	s.spool("videos", "undo").want(t, 1)
	s.spool("videos", "undo", "--dry-run", "9999").want(t, 1)
	s.spool("videos", "stop", "9999").want(t, 1)
	s.use(s.stream.AccountID(), "wrong")
	if r := s.spool("videos", "list").want(t, 1); strings.Contains(r.err, "wrong\n") {
		t.Errorf("the error shows the token: %s", r.err)
	}
}

func TestAccountsStayApart(t *testing.T) {
	s := newVideosStage(t, 5)
	s.spool("videos", "sync").want(t, 0)
	other := newVideosStage(t, 3)
	other.home = s.home
	other.use(other.stream.AccountID(), other.stream.Token())
	if n := len(other.spool("videos", "list", "--json", "--query", "-zzzz").want(t, 0).lines(t)); n != 3 {
		t.Errorf("the other account shows %d videos", n)
	}
	if r := other.spool("videos", "undo"); r.code != 1 {
		t.Errorf("the other account's journal: %+v", r)
	}
	ok(t, filepath.WalkDir(s.home, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), s.stream.Token()) || strings.Contains(string(data), other.stream.Token()) {
			t.Errorf("%s holds a token", path)
		}
		return err
	}))
}

func TestOfflineTheIndexAnswers(t *testing.T) {
	s := newVideosStage(t, 10)
	s.spool("videos", "list", "--offline").want(t, 1)
	s.spool("videos", "sync").want(t, 0)
	s.proxy.Break(func(r *http.Request) faultproxy.Fault {
		t.Errorf("offline, but asked %s", r.URL)
		return faultproxy.Fault{}
	})
	r := s.spool("videos", "list", "--json", "--offline", "--query", "status:ready").want(t, 0)
	if len(r.lines(t)) == 0 || !strings.Contains(r.err, "old") {
		t.Errorf("out %s, err %s", r.out, r.err)
	}
}

// kill starts a command as a process and kills it after a while, unless it
// ended before. It reports whether it ended well.
func (s *stage) kill(after time.Duration, args ...string) bool {
	s.t.Helper()
	cmd := s.program(args...)
	ok(s.t, cmd.Start())
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	return cmd.Wait() == nil
}

// untilDone runs a command again and again, killing it at random moments,
// until it ends by itself.
func (s *stage) untilDone(kills int, span time.Duration, first, then []string) {
	s.t.Helper()
	jobs := func() int { return strings.Count(s.spool("videos", "journal", "--jobs", "--json").out, "\n") }
	args, before := first, jobs()
	for range kills {
		if s.kill(time.Duration(rand.Int64N(int64(span))), args...) {
			return
		}
		// A kill before the job was in the journal leaves nothing to resume.
		if jobs() > before {
			args = then
		}
	}
	s.spool(args...).want(s.t, 0)
}

func TestKilledBulkGoesOnAndIsUndone(t *testing.T) {
	s := newVideosStage(t, 150)
	s.spool("videos", "sync").want(t, 0)
	before := s.account()
	s.untilDone(8, 700*time.Millisecond, []string{"videos", "edit", "--creator", "killed", "--set", "meta.k=v", "--query", "-zzzz"}, []string{"videos", "resume"})
	for uid, v := range s.account() {
		if v.Creator != "killed" || v.Meta.Text("k") != "v" {
			t.Fatalf("%s was not changed: %+v", uid, v)
		}
	}
	if n := len(s.spool("videos", "journal", "--json", "--limit", "0", "--search", "killed").want(t, 0).lines(t)); n != 150 {
		t.Errorf("the journal has %d changes", n)
	}
	s.untilDone(8, 700*time.Millisecond, []string{"videos", "undo"}, []string{"videos", "resume"})
	sameAccount(t, s.account(), before)
}

func TestKilledImportGoesOn(t *testing.T) {
	s := newVideosStage(t, 150)
	s.spool("videos", "sync").want(t, 0)
	file := filepath.Join(s.dir, "edit.json")
	var rows []map[string]any
	for uid := range s.account() {
		rows = append(rows, map[string]any{"uid": uid, "creator": "imported"})
	}
	data, err := json.Marshal(rows)
	ok(t, err)
	ok(t, os.WriteFile(file, data, 0o600))
	s.untilDone(6, 700*time.Millisecond, []string{"videos", "import", file}, []string{"videos", "resume"})
	for uid, v := range s.account() {
		if v.Creator != "imported" {
			t.Fatalf("%s was not changed", uid)
		}
	}
}

func TestKilledSyncGoesOn(t *testing.T) {
	s := newVideosStage(t, 5000)
	for range 6 {
		if s.kill(time.Duration(rand.Int64N(int64(600*time.Millisecond))), "videos", "sync") {
			break
		}
	}
	s.spool("videos", "sync").want(t, 0)
	want := s.account()
	got := s.spool("videos", "list", "--offline", "--json", "--limit", "0", "--query", "-zzzz").want(t, 0).lines(t)
	if len(got) != len(want) {
		t.Errorf("the index has %d videos, Stream %d", len(got), len(want))
	}
}
