package localstream_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"spool/internal/localstream"
)

// part is one part of a multipart form; one with a file name is a file.
type part struct {
	field, file string
	content     []byte
}

// form sends a multipart form.
func (s *stage) form(method, url string, h header, parts ...part) answer {
	s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range parts {
		add := w.CreateFormField
		if p.file != "" {
			add = func(field string) (io.Writer, error) { return w.CreateFormFile(field, p.file) }
		}
		to, err := add(p.field)
		if err == nil {
			_, err = to.Write(p.content)
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	all := header{"Content-Type": w.FormDataContentType()}
	for k, v := range h {
		all[k] = v
	}
	return s.do(method, url, &body, all)
}

func TestBasicUpload(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	a := s.form("POST", "", nil, part{"note", "", []byte("x")}, part{"file", "../../Evil name.MP4", playable(t)}).want(t, 200, 0)
	uid := a.object(t)["uid"].(string)
	if v := s.settled(uid); v.state() != "ready" {
		t.Errorf("%v", v["status"])
	}
	path, err := s.OriginalPath(t.Context(), uid)
	if err != nil || !strings.HasSuffix(path, "/originals/"+uid+".mp4") {
		t.Errorf("kept as %s (%v)", path, err)
	}
	if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, playable(t)) {
		t.Errorf("the original differs from what was sent (%v)", err)
	}
}

func TestBasicUploadRefusals(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	s.form("POST", "", nil, part{"file", "a.mp4", []byte("hello")}).want(t, 400, 10059)
	s.form("POST", "", nil, part{"file", "a.mp4", nil}).want(t, 400, 10059)
	s.form("POST", "", nil, part{"video", "a.mp4", playable(t)}).want(t, 400, 10005)
	s.form("POST", "", nil, part{"big", "", make([]byte, 70<<10)}, part{"file", "a.mp4", playable(t)}).want(t, 413, 10006)
	s.form("POST", "", header{"Content-Type": "multipart/form-data"}, part{"file", "a.mp4", playable(t)}).want(t, 400, 10004)
	s.do("POST", "", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"),
		header{"Content-Type": "multipart/form-data; boundary=x"}).want(t, 400, 10004)
	conn := s.dial()
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: multipart/form-data; boundary=x\r\n"+
		"Content-Length: 210000000\r\n\r\n", strings.TrimPrefix(s.stream(), s.Origin()), s.Token())
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, " 413 ") {
		t.Errorf("200 MB are announced: %q (%v)", line, err)
	}
	var list []object
	if s.get("").into(t, &list); len(list) != 0 {
		t.Errorf("%d videos of refused uploads are left", len(list))
	}
	for _, sub := range []string{"uploads", "originals"} {
		if left, err := os.ReadDir(dir + "/" + sub); err != nil || len(left) > 0 {
			t.Errorf("%s holds %v (%v)", sub, left, err)
		}
	}
}

func (s *stage) direct(body object) answer {
	s.t.Helper()
	return s.post("/direct_upload", body)
}

func TestDirectUploadLinkIsGoodForOneFile(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	r := s.direct(object{
		"maxDurationSeconds": 60, "requireSignedURLs": true, "requiredSignedURLs": false, "meta": object{"name": "n"}, "creator": "c",
	}).want(t, 200, 0).object(t)
	uid, link := r.text("uid"), r.text("uploadURL")
	if link != s.Origin()+"/upload/"+uid || r["watermark"] != nil {
		t.Fatalf("answer %v", r)
	}
	v := s.get("/" + uid).object(t)
	if v.state() != "pendingupload" || v["maxDurationSeconds"] != 60.0 || v["requireSignedURLs"] != true || v["creator"] != "c" ||
		v["uploaded"] != nil || v["uploadExpiry"] == nil || v["maxSizeBytes"] != nil {
		t.Errorf("reserved video %v", v)
	}
	if m := s.get("/storage-usage").object(t)["totalStorageMinutes"]; m != 1.0 {
		t.Errorf("%v minutes are reserved, want 1", m)
	}
	none := header{"Authorization": ""}
	s.form("POST", link, none, part{"file", "a.txt", []byte("text")}).want(t, 400, 10059)
	s.form("POST", link, none, part{"file", "a.mp4", playable(t)}).want(t, 200, 0)
	s.form("POST", link, none, part{"file", "a.mp4", playable(t)}).want(t, 409, 10007)
	if v := s.settled(uid); v.state() != "ready" {
		t.Errorf("%v", v["status"])
	}
	if got := s.Stats().LeakedTokens; got != 0 {
		t.Errorf("%d leaked tokens", got)
	}
}

func TestADirectUploadLinkTakesOneOfManyAtOnce(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	const links, callers, tries = 12, 6, 8
	for range links {
		link := s.direct(object{"maxDurationSeconds": 60}).want(t, 200, 0).object(t).text("uploadURL")
		var taken atomic.Int32
		var all sync.WaitGroup
		for range callers {
			all.Go(func() {
				for range tries { // some come when the first has just ended
					switch a := s.form("POST", link, header{"Authorization": ""}, part{"file", "a.mp4", playable(t)}); a.Status {
					case 200:
						taken.Add(1)
					case 409:
					default:
						t.Errorf("it answers %d", a.Status)
					}
				}
			})
		}
		all.Wait()
		if n := taken.Load(); n != 1 {
			t.Fatalf("%d files were taken", n)
		}
	}
}

func TestDirectUploadRefusals(t *testing.T) {
	s := open(t, localstream.Options{StorageMinutes: 100})
	in := func(d time.Duration) string { return s.clock.now().Add(d).Format(time.RFC3339Nano) }
	a := s.direct(object{"meta": object{}}).want(t, 400, 10005)
	if a.Frame.Errors[0].Message != "Bad Request" || a.Frame.Messages[0] != (note{10005, "required field maxDurationSeconds is missing"}) {
		t.Errorf("the detail is not where Stream has it: %s", a.Body)
	}
	for name, body := range map[string]object{
		"duration 0":      {"maxDurationSeconds": 0},
		"duration 36001":  {"maxDurationSeconds": 36001},
		"duration text":   {"maxDurationSeconds": "60"},
		"expiry too soon": {"maxDurationSeconds": 60, "expiry": in(time.Minute)},
		"expiry too late": {"maxDurationSeconds": 60, "expiry": in(7 * time.Hour)},
		"watermark text":  {"maxDurationSeconds": 60, "watermark": "abc"},
		"watermark":       {"maxDurationSeconds": 60, "watermark": object{"uid": strings.Repeat("0", 32)}},
		"thumbnail":       {"maxDurationSeconds": 60, "thumbnailTimestampPct": 2},
		"null as host":    {"maxDurationSeconds": 60, "allowedOrigins": []any{nil}},
		"no watermark":    {"maxDurationSeconds": 60, "watermark": object{}},
		"WATERMARK.UID":   {"maxDurationSeconds": 60, "watermark": object{"UID": strings.Repeat("0", 32)}},
		"much meta":       {"maxDurationSeconds": 60, "meta": object{"a": strings.Repeat("x", 40_000)}},
		"deep meta":       {"maxDurationSeconds": 60, "meta": object{"a": make([]object, 60_000)}},
		"hour 24":         {"maxDurationSeconds": 60, "scheduledDeletion": "2027-01-01T00:00:00+24:00"},
	} {
		t.Run(name, func(t *testing.T) { s.direct(body).want(t, 400, 10005) })
	}
	s.direct(object{"maxDurationSeconds": 21600}).want(t, 413, 10011)
}

func TestDirectUploadLinkExpires(t *testing.T) {
	s := open(t, localstream.Options{})
	link := s.direct(object{"maxDurationSeconds": 60, "expiry": s.clock.now().Add(3 * time.Minute).Format(time.RFC3339Nano)}).object(t).text("uploadURL")
	s.clock.advance(3 * time.Minute)
	s.form("POST", link, nil, part{"file", "a.mp4", playable(t)}).want(t, 410, 10003)
	if m := s.get("/storage-usage").object(t)["totalStorageMinutes"]; m != 0.0 {
		t.Errorf("%v minutes are still reserved", m)
	}
	wide := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkExpiryRange: "any"}})
	wide.direct(object{"maxDurationSeconds": 60, "expiry": wide.clock.now().Add(30 * time.Hour).Format(time.RFC3339)}).want(t, 200, 0)
	// In 64 bits of nanoseconds it would be long past.
	wide.direct(object{"maxDurationSeconds": 60, "expiry": "9999-12-31T23:59:59Z"}).want(t, 400, 10005)
	wide.create(10, "", header{"Upload-Metadata": metadata("expiry", "9999-12-31T23:59:59Z")}).want(t, 400, 10005)
}

func TestATooLongDirectUploadFailsWhileProcessing(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	r := s.direct(object{"maxDurationSeconds": 1}).object(t)
	s.form("POST", r.text("uploadURL"), nil, part{"file", "a.mp4", playable(t)}).want(t, 200, 0)
	if v := s.settled(r.text("uid")); v.text("status", "errorReasonCode") != "ERR_DURATION_EXCEED_CONSTRAINT" {
		t.Errorf("%v", v["status"])
	}
}
