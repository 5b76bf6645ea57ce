package localstream_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"spool/internal/localstream"
)

// holdEncoders takes every slot of the encoders with videos whose encoding
// lasts, and returns these.
func (s *stage) holdEncoders() []string {
	s.t.Helper()
	s.fault(object{"kind": "slow-encoding", "delay": "1h"})
	held := make([]string, max(1, runtime.NumCPU()-1))
	for i := range held {
		held[i] = s.upload(playable(s.t), nil)
		s.waitFor(held[i], func(v object) bool { return v.state() == "inprogress" })
	}
	s.do("DELETE", s.Origin()+"/local/faults", nil, nil).want(s.t, 200, 0)
	return held
}

// sound is a second of a tone.
func sound(t *testing.T) []byte {
	return clip(t, "sound.m4a", "-f", "lavfi", "-i", "sine=frequency=880:duration=1", "-c:a", "aac")
}

// silentSource serves a size, and of the content its first half. It says when
// it fell silent.
func silentSource(t *testing.T, content []byte) (url string, silent <-chan struct{}) {
	t.Helper()
	fell := make(chan struct{}, 16)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(content)-1, len(content)))
		w.Header().Set("Content-Length", fmt.Sprint(len(content)))
		w.WriteHeader(http.StatusPartialContent)
		if r.Method == http.MethodHead {
			return
		}
		if _, err := w.Write(content[:len(content)/2]); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		fell <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL + "/film.mp4", fell
}

// left are the files in a folder of the server's.
func left(t *testing.T, dir, sub string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, sub))
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// trackStatus is the status of the only audio track.
func trackStatus(o object) string {
	return object(o["audio"].([]any)[0].(map[string]any)).text("status")
}

func TestAnAudioTrackSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	uid := s.ready(playable(t), nil).text("uid")
	s.holdEncoders()
	s.form("POST", "/"+uid+"/audio", nil, part{"label", "", []byte("Deutsch")}, part{"file", "s.m4a", sound(t)}).want(t, 200, 0)
	stray := filepath.Join(dir, "uploads", uid+"."+strings.Repeat("0", 32)+".form")
	if err := os.WriteFile(stray, sound(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	list := s.waitAt("/"+uid+"/audio", func(o object) bool { return trackStatus(o) != "queued" })
	if got := trackStatus(list); got != "ready" {
		t.Errorf("the track is %s", got)
	}
	if _, err := os.Stat(stray); !os.IsNotExist(err) {
		t.Errorf("the source of a track that is none is still there (%v)", err)
	}
}

func TestDeletionTakesTheSourcesOfAudioTracks(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	uid := s.ready(playable(t), nil).text("uid")
	add := func(label string, content []byte) object {
		return s.form("POST", "/"+uid+"/audio", nil, part{"label", "", []byte(label)}, part{"file", "s.m4a", content}).want(t, 200, 0).object(t)
	}
	add("Broken", []byte("no sound"))
	s.waitAt("/"+uid+"/audio", func(o object) bool { return trackStatus(o) == "error" })
	if got := left(t, dir, "uploads"); len(got) > 0 {
		t.Errorf("a failed track left %v", got)
	}
	s.holdEncoders()
	track := add("Deutsch", sound(t))
	if got := left(t, dir, "uploads"); len(got) != 1 {
		t.Fatalf("the source waits in %v", got)
	}
	s.do("DELETE", "/"+uid+"/audio/"+track.text("uid"), nil, nil).want(t, 200, 0)
	if got := left(t, dir, "uploads"); len(got) > 0 {
		t.Errorf("a deleted track left %v", got)
	}
	add("English", sound(t))
	s.do("DELETE", "/"+uid, nil, nil).want(t, 200, 0)
	if got := left(t, dir, "uploads"); len(got) > 0 {
		t.Errorf("the deleted video left %v", got)
	}
}

func TestAClipWhoseSourceIsDeletedFails(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	source := s.ready(playable(t), nil).text("uid")
	held := s.holdEncoders()
	c := s.post("/clip", object{"clippedFromVideoUID": source, "startTimeSeconds": 0, "endTimeSeconds": 1}).want(t, 200, 0).object(t)
	s.do("DELETE", "/"+source, nil, nil).want(t, 200, 0)
	s.do("DELETE", "/"+held[0], nil, nil).want(t, 200, 0)
	if v := s.settled(c.text("uid")); v.text("status", "errorReasonCode") != "ERR_UNKNOWN" {
		t.Errorf("%v", v["status"])
	}
}

func TestSilentSourcesHoldUpNobodyElse(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.ready(playable(t), nil).text("uid")
	url, silent := silentSource(t, sound(t))
	for i := range max(1, runtime.NumCPU()-1) {
		s.post("/"+uid+"/audio/copy", object{"label": fmt.Sprint(i), "url": url}).want(t, 200, 0)
		if i < 4 { // so many are fetched at a time
			<-silent
		}
	}
	s.fault(object{"kind": "slow-encoding", "delay": "1ms"}) // through the lane of the encoders
	s.ready(playable(t), nil)
}

func TestASilentSourceIsGivenUp(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true, FetchSilence: 50 * time.Millisecond})
	uid := s.ready(playable(t), nil).text("uid")
	url, _ := silentSource(t, playable(t))
	copied := s.post("/copy", object{"url": url}).want(t, 200, 0).object(t).text("uid")
	if v := s.settled(copied); v.text("status", "errorReasonCode") != "ERR_FETCH_ORIGIN_ERROR" {
		t.Errorf("%v", v["status"])
	}
	s.post("/"+uid+"/audio/copy", object{"label": "Deutsch", "url": url}).want(t, 200, 0)
	s.waitAt("/"+uid+"/audio", func(o object) bool { return trackStatus(o) == "error" })
	if got := left(t, dir, "uploads"); len(got) > 0 {
		t.Errorf("what came in is kept: %v", got)
	}
}

// A source that breaks, or sends another part than it was asked for, is the
// source's fault, and nothing of it is kept.
func TestABrokenSourceIsToBlame(t *testing.T) {
	content := playable(t)
	serve := func(change func(w http.ResponseWriter, r *http.Request)) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				change(w, r)
			}
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	for name, url := range map[string]string{
		"breaks": serve(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(content)-1, len(content)))
			w.Header().Set("Content-Length", fmt.Sprint(len(content)))
			w.WriteHeader(http.StatusPartialContent)
			if _, err := w.Write(content[:len(content)/2]); err != nil {
				t.Error(err)
			}
			panic(http.ErrAbortHandler)
		}),
		"another part": serve(func(_ http.ResponseWriter, r *http.Request) { r.Header.Set("Range", "bytes=1-") }),
	} {
		uid := s.post("/copy", object{"url": url}).want(t, 200, 0).object(t).text("uid")
		if v := s.settled(uid); v.text("status", "errorReasonCode") != "ERR_FETCH_ORIGIN_ERROR" {
			t.Errorf("%s: %v", name, v["status"])
		}
	}
	if got := left(t, dir, "uploads"); len(got) > 0 {
		t.Errorf("what came in is kept: %v", got)
	}
}

// journal is a log that may be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func TestTheLogNeverSeesAURLsQuery(t *testing.T) {
	var log journal
	s := open(t, localstream.Options{SkipEncoding: true, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	uid := s.ready(playable(t), nil).text("uid")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	astray := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://[bad?X-Amz-Signature=SECRET")
		w.WriteHeader(http.StatusFound)
	}))
	t.Cleanup(astray.Close)
	for i, url := range []string{gone.URL, astray.URL, "http://10.0.0.1"} {
		url += "/film.mp4?X-Amz-Signature=SECRET"
		copied := s.post("/copy", object{"url": url}).want(t, 200, 0).object(t).text("uid")
		s.settled(copied)
		s.post("/"+uid+"/audio/copy", object{"label": fmt.Sprint(i), "url": url}).want(t, 200, 0)
	}
	s.waitAt("/"+uid+"/audio", func(o object) bool { return !strings.Contains(toText(t, o), "queued") })
	if text := log.String(); strings.Contains(text, "SECRET") || !strings.Contains(text, "/film.mp4") {
		t.Errorf("the log has\n%s", text)
	}
}
