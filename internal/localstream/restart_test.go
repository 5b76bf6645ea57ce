package localstream_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/internal/localstream/fault"
)

func TestStateSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true, Seed: 10})
	account, token := s.AccountID(), s.Token()
	content := make([]byte, 2*minChunk)
	a := s.create(len(content), "", nil)
	uid := a.Header.Get("Stream-Media-Id")
	path := strings.TrimPrefix(a.Header.Get("Location"), s.Origin())
	s.patch(s.Origin()+path, 0, content[:minChunk]).want(t, 204, 0)
	list := s.get("?limit=5").Frame.Result
	oldOrigin := s.Origin()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, localstream.Options{Dir: dir, SkipEncoding: true, Seed: 10})
	if s.AccountID() != account || s.Token() != token {
		t.Error("account or token changed")
	}
	if again := bytes.ReplaceAll(s.get("?limit=5").Frame.Result, []byte(s.Origin()), []byte(oldOrigin)); !bytes.Equal(list, again) {
		t.Errorf("the list changed:\n%s\n%s", list, again)
	}
	if got := s.head(s.Origin()+path).want(t, 200, 0).Header.Get("Upload-Offset"); got != fmt.Sprint(minChunk) {
		t.Fatalf("offset %s", got)
	}
	s.patch(s.Origin()+path, minChunk, content[minChunk:]).want(t, 204, 0)
	s.settled(uid)
}

func TestTheRateLimitGoesOnAfterARestart(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	o := localstream.Options{Dir: dir, RateLimit: 3, Now: clock.now}
	s := open(t, o)
	for range 2 {
		s.get("").want(t, 200, 0)
	}
	restart := func() {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, o)
	}
	restart()
	s.get("").want(t, 200, 0)
	s.get("").want(t, 429, 10429)
	restart()
	clock.advance(4 * time.Minute)
	if a := s.get("").want(t, 429, 10429); a.Header.Get("Retry-After") != "60" {
		t.Errorf("headers %v", a.Header)
	}
	o.RateLimit = 5
	restart()
	s.get("").want(t, 200, 0) // three of five are used
	o.RateLimit = 2
	restart()
	s.get("").want(t, 429, 10429)
	clock.advance(-time.Hour)
	s.get("").want(t, 200, 0)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "rate-limit")
	if err := os.Truncate(path, 5); err != nil {
		t.Fatal(err)
	}
	if _, err := localstream.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), path+" is damaged, remove it") {
		t.Errorf("a damaged count is %v", err)
	}
	o.RateLimit = -1
	s = open(t, o)
	s.get("").want(t, 200, 0)
}

func TestABrokenChunkKeepsWhatCameIn(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	location := s.create(3*minChunk, "", nil).Header.Get("Location")
	path := strings.TrimPrefix(location, s.Origin())
	conn := s.dial()
	const sent = 3<<20 + 17
	fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"+
		"Content-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n", path, s.Token(), 2*minChunk)
	if _, err := conn.Write(make([]byte, sent)); err != nil {
		t.Fatal(err)
	}
	// Half-closing lets the server see the end of the body and answer.
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, " 400 ") {
		t.Errorf("answer %q (%v)", line, err)
	}
	conn.Close()
	if got := s.head(location).want(t, 200, 0).Header.Get("Upload-Offset"); got != fmt.Sprint(sent) {
		t.Errorf("offset %s, want %d", got, sent)
	}
	// From an odd offset on, the lengths of chunks still obey the rule.
	s.patch(location, sent, make([]byte, 2*minChunk)).want(t, 204, 0)
	s.patch(location, sent+2*minChunk, make([]byte, minChunk-sent)).want(t, 204, 0)
}

// A server killed between the last byte and its answer finds the upload
// complete at its next start, or at the client's HEAD.
func TestAnUploadWhoseEndWasCutShortIsFinished(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	content := playable(t)
	first, second := s.create(len(content), "", nil), s.create(len(content), "", nil)
	put := func(a answer) string {
		uid := a.Header.Get("Stream-Media-Id")
		if err := os.WriteFile(filepath.Join(dir, "uploads", uid), content, 0o600); err != nil {
			t.Fatal(err)
		}
		return uid
	}
	uid := put(first)
	if got := s.head(first.Header.Get("Location")).want(t, 200, 0).Header.Get("Upload-Offset"); got != fmt.Sprint(len(content)) {
		t.Errorf("offset %s", got)
	}
	s.settled(uid)
	uid = put(second)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	if v := s.settled(uid); v.state() != "ready" {
		t.Errorf("%v", v["status"])
	}
}

func TestMediaWorkIsTakenUpAgain(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true, Faults: []fault.Fault{
		{Kind: fault.SlowEncoding, Delay: fault.Duration(time.Hour)},
	}})
	uid := s.upload(playable(t), nil)
	s.waitFor(uid, func(v object) bool { return v.state() == "inprogress" })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	if v := s.settled(uid); v.state() != "ready" {
		t.Errorf("%v", v["status"])
	}
}

func TestOpenRefusals(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "192.0.2.1:80", ":0", "[::]:0", "example.com:80"} {
		if _, err := localstream.Open(t.Context(), localstream.Options{Dir: t.TempDir(), Listen: address}); !errors.Is(err, localstream.ErrNotLoopback) {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := open(t, localstream.Options{})
	dir := filepath.Dir(filepath.Dir(mustOriginal(t, s)))
	if _, err := localstream.Open(t.Context(), localstream.Options{Dir: dir}); !errors.Is(err, localstream.ErrInUse) {
		t.Errorf("a second server: %v", err)
	}
	if _, err := localstream.Open(t.Context(), localstream.Options{Dir: t.TempDir(), Quirks: localstream.Quirks{"counts": "roman"}}); err == nil {
		t.Error("an unknown reading was taken")
	}
}

func mustOriginal(t *testing.T, s *stage) string {
	t.Helper()
	uid := s.upload([]byte("x"), nil)
	path, err := s.OriginalPath(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
