package localstream_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/internal/localstream/fault"
)

// fail asks the server, over its documented call, for a fault.
func (s *stage) fault(f object) {
	s.t.Helper()
	s.post(s.Origin()+"/local/faults", f).want(s.t, 200, 0)
}

// attempt is do for requests that may get no answer.
func (s *stage) attempt(method, url string, body io.Reader, h header) (*http.Response, error) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, url, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Token())
	for k, v := range h {
		req.Header.Set(k, v)
	}
	// A connection of its own, and so no silent second try by the transport.
	return (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
}

// chunk is the PATCH of a chunk that may get no answer.
func (s *stage) chunk(location string, offset, length int) (*http.Response, error) {
	return s.attempt("PATCH", location, bytes.NewReader(make([]byte, length)), header{
		"Tus-Resumable": "1.0.0", "Upload-Offset": fmt.Sprint(offset), "Content-Type": "application/offset+octet-stream",
	})
}

func (s *stage) offset(location string) int {
	s.t.Helper()
	var n int
	if _, err := fmt.Sscan(s.head(location).want(s.t, 200, 0).Header.Get("Upload-Offset"), &n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestFaultOfAnyStatusOnAnyRoute(t *testing.T) {
	s := open(t, localstream.Options{})
	for _, rt := range localstream.Routes() {
		if strings.HasPrefix(rt.Pattern, "/local/") {
			continue
		}
		t.Run(rt.Name, func(t *testing.T) {
			s.fault(object{"kind": "status", "status": 503, "route": rt.Name, "times": 1, "retry_after": 7})
			path := strings.NewReplacer("{account}", s.AccountID(), "{uid}", strings.Repeat("0", 32), "{id}", strings.Repeat("0", 32),
				"{language}", "en", "{key}", strings.Repeat("0", 32)).Replace(rt.Pattern)
			if i := strings.Index(path, "{"); i >= 0 {
				path = path[:i] + "x"
			}
			code := 10001
			if rt.Method == "HEAD" {
				code = 0
			}
			a := s.do(rt.Method, s.Origin()+path, nil, nil).want(t, 503, code)
			if a.Header.Get("Retry-After") != "7" {
				t.Errorf("retry-after %q", a.Header.Get("Retry-After"))
			}
		})
	}
	if left := s.get(s.Origin() + "/local/faults"); string(left.Frame.Result) != "[]" {
		t.Errorf("faults left: %s", left.Body)
	}
}

func TestFaultStatusWithABodyOfItsOwn(t *testing.T) {
	s := open(t, localstream.Options{})
	s.fault(object{"kind": "status", "status": 502, "body": "<html>bad gateway</html>", "skip": 1, "times": 1})
	s.get("").want(t, 200, 0)
	a := s.get("").want(t, 502, 0)
	if string(a.Body) != "<html>bad gateway</html>" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		t.Errorf("%s as %s", a.Body, a.Header.Get("Content-Type"))
	}
	s.fault(object{"kind": "status", "status": 403, "code": 9109, "message": "No", "route": "list videos"})
	s.get("").want(t, 403, 9109)
	s.get("").want(t, 403, 9109)
	s.get("/storage-usage").want(t, 200, 0)
	s.do("DELETE", s.Origin()+"/local/faults", nil, nil).want(t, 200, 0)
	s.get("").want(t, 200, 0)
}

func TestFaultReset(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	location := s.create(2*minChunk, "", nil).Header.Get("Location")
	s.fault(object{"kind": "reset", "route": "upload chunk", "after": mib, "times": 1})
	if _, err := s.chunk(location, 0, minChunk); err == nil {
		t.Fatal("the connection was not reset")
	}
	if got := s.offset(location); got != mib {
		t.Errorf("offset %d, want %d", got, mib)
	}
	for range 2 {
		s.fault(object{"kind": "reset", "route": "list videos", "times": 1})
		if resp, err := s.attempt("GET", s.stream(), nil, nil); err == nil {
			t.Errorf("the connection was not reset: %s", resp.Status)
		}
	}
	s.fault(object{"kind": "reset", "route": "list videos", "after": 20, "times": 1})
	resp, err := s.attempt("GET", s.stream(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, err := io.ReadAll(resp.Body); err == nil || len(got) > 20 {
		t.Errorf("read %d bytes of a broken answer, error %v", len(got), err)
	}
}

func TestFaultLostReply(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	s.fault(object{"kind": "lost-reply", "route": "create video", "times": 1})
	if resp, err := s.attempt("POST", s.stream(), nil, header{"Tus-Resumable": "1.0.0", "Upload-Length": "10"}); err == nil {
		t.Errorf("the reply came: %s", resp.Status)
	}
	var list []object
	if s.get("").into(t, &list); len(list) != 1 {
		t.Errorf("%d videos, want the one whose creation was not answered", len(list))
	}
	location := s.create(minChunk, "", nil).Header.Get("Location")
	s.fault(object{"kind": "lost-reply", "route": "upload chunk", "times": 1})
	if resp, err := s.chunk(location, 0, minChunk); err == nil {
		t.Errorf("the reply came: %s", resp.Status)
	}
	if got := s.offset(location); got != minChunk {
		t.Errorf("offset %d: the chunk did not arrive", got)
	}
}

func TestFaultStall(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	a := s.create(2*minChunk, "", nil)
	location, uid := a.Header.Get("Location"), a.Header.Get("Stream-Media-Id")
	s.fault(object{"kind": "stall", "route": "upload chunk", "after": mib, "times": 1})
	done := make(chan error, 1)
	go func() {
		_, err := s.chunk(location, 0, minChunk)
		done <- err
	}()
	for s.Stats().Uploads[uid] < mib {
		select {
		case err := <-done:
			t.Fatalf("the chunk did not stall: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	// A client that gives up on a silent server asks for the offset on another
	// connection; that ends the silent one.
	if got := s.offset(location); got != mib {
		t.Errorf("offset %d, want %d", got, mib)
	}
	<-done
	s.fault(object{"kind": "stall", "route": "list videos", "delay": "50ms", "times": 1})
	start := time.Now()
	s.get("").want(t, 200, 0)
	if took := time.Since(start); took < 50*time.Millisecond {
		t.Errorf("a stall of 50 ms took %v", took)
	}
}

func TestFaultLatencyAndBandwidth(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	s.fault(object{"kind": "latency", "delay": "60ms", "route": "list videos", "times": 1})
	start := time.Now()
	s.get("").want(t, 200, 0)
	if took := time.Since(start); took < 60*time.Millisecond {
		t.Errorf("a latency of 60 ms took %v", took)
	}
	location := s.create(mib/2, "", nil).Header.Get("Location")
	s.fault(object{"kind": "bandwidth", "rate": 5 * mib, "route": "upload chunk", "times": 1})
	start = time.Now()
	s.patch(location, 0, make([]byte, mib/2)).want(t, 204, 0)
	if took := time.Since(start); took < 90*time.Millisecond {
		t.Errorf("half a MiB at 5 MiB/s took %v", took)
	}
}

func TestFaultsOfEncoding(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true, Faults: []fault.Fault{
		{Kind: fault.FailedEncoding, Reason: "ERR_MALFORMED_VIDEO", Times: 1},
	}})
	v := s.settled(s.upload(playable(t), nil))
	if v.state() != "error" || v.text("status", "errorReasonText") != "The video was deemed to be corrupted or malformed." {
		t.Errorf("%v", v["status"])
	}
	s.fault(object{"kind": "slow-encoding", "delay": "400ms", "times": 1})
	uid := s.upload(playable(t), nil)
	v = s.waitFor(uid, func(v object) bool { return v.state() == "inprogress" && v.text("status", "pctComplete") > "0.000000" })
	if v.text("status", "step") != "encoding" || v["readyToStream"] != false {
		t.Errorf("%v", v["status"])
	}
	if v := s.settled(uid); v.state() != "ready" {
		t.Errorf("%v", v["status"])
	}
}

func TestFaultRefusals(t *testing.T) {
	s := open(t, localstream.Options{})
	faults := s.Origin() + "/local/faults"
	for name, body := range map[string]object{
		"unknown kind":    {"kind": "flood"},
		"unknown route":   {"kind": "reset", "route": "fly"},
		"own call":        {"kind": "reset", "route": "add fault"},
		"of no operation": {"kind": "failed-encoding", "route": "list videos"},
		"unknown field":   {"kind": "reset", "rout": "list videos"},
		"no delay":        {"kind": "latency"},
		"no rate":         {"kind": "bandwidth"},
		"status 99":       {"kind": "status", "status": 99},
		"negative":        {"kind": "reset", "after": -1},
		"delay as number": {"kind": "latency", "delay": 5},
	} {
		t.Run(name, func(t *testing.T) { s.post(faults, body).want(t, 400, 10005) })
	}
	s.do("POST", faults, strings.NewReader(`{"kind":"reset"}`), header{"Authorization": ""}).want(t, 401, 10000)
	s.do("POST", faults, strings.NewReader(`{"kind":"reset"}`), header{"Authorization": "Bearer " + s.ReadToken()}).want(t, 403, 10000)
	s.do("DELETE", faults+"/7", nil, nil).want(t, 404, 10003)
	for _, line := range []string{"", "reset,after", "latency,delay=x", "status,status=x"} {
		if f, err := fault.Parse(line); err == nil && f.Check(nil) == nil {
			t.Errorf("%q was taken as %+v", line, f)
		}
	}
	f, err := fault.Parse("status,status=503,route=upload chunk,times=2")
	if err != nil || f.Status != 503 || f.Route != "upload chunk" || f.Times != 2 {
		t.Errorf("%+v, %v", f, err)
	}
}
