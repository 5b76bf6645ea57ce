package localstream_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
)

const (
	mib      = 1 << 20
	minChunk = 5 * mib
)

func TestUploadInChunksKeepsTheOriginalByteForByte(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	content := make([]byte, 2*minChunk+12345)
	rand.Read(content)
	a := s.create(len(content), "", header{"Upload-Metadata": metadata("name", "Утро.MOV", "Project", "x")}).want(t, 201, 0)
	location, uid := a.Header.Get("Location"), a.Header.Get("Stream-Media-Id")
	if want := s.BaseURL() + "/accounts/" + s.AccountID() + "/media/" + uid + "?tusv2=true"; location != want {
		t.Fatalf("Location %q, want %q", location, want)
	}
	if v := s.get("/" + uid).object(t); v.state() != "pendingupload" || v["uploaded"] != nil {
		t.Errorf("before the upload: %v, uploaded %v", v["status"], v["uploaded"])
	}
	s.patch(location, 0, content[:minChunk]).want(t, 204, 0)
	if got := s.head(location).want(t, 200, 0).Header; got.Get("Upload-Offset") != "5242880" || got.Get("Upload-Length") != "10498105" {
		t.Errorf("HEAD: offset %s of %s", got.Get("Upload-Offset"), got.Get("Upload-Length"))
	}
	s.patch(location, minChunk, content[minChunk:2*minChunk]).want(t, 204, 0)
	if got := s.patch(location, 2*minChunk, content[2*minChunk:]).want(t, 204, 0).Header.Get("Upload-Offset"); got != "10498105" {
		t.Errorf("last offset %s", got)
	}
	path, err := s.OriginalPath(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(path) != uid+".mov" {
		t.Errorf("original is kept as %s", filepath.Base(path))
	}
	if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, content) {
		t.Errorf("the original differs from what was sent (%v)", err)
	}
	if st := s.Stats(); st.PatchBytes != int64(len(content)) || st.Uploads[uid] != st.PatchBytes {
		t.Errorf("counted %+v, want %d bytes", st, len(content))
	}
	if v := s.settled(uid); v.text("status", "errorReasonCode") != "ERR_NON_VIDEO" {
		t.Errorf("random bytes became %v", v["status"])
	}
}

func TestChunkRule(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	const size = 3 * minChunk
	location := s.create(size, "", nil).Header.Get("Location")
	for name, chunk := range map[string]int{
		"one byte": 1, "1 MiB": mib, "below 5 MiB": minChunk - 1, "no multiple of 256 KiB": minChunk + 1, "nothing": 0,
	} {
		t.Run(name, func(t *testing.T) { s.patch(location, 0, make([]byte, chunk)).want(t, 400, 10005) })
	}
	if got := s.head(location).Header.Get("Upload-Offset"); got != "0" {
		t.Errorf("a refused chunk moved the offset to %s", got)
	}
	if got := s.Stats().PatchBytes; got != 0 {
		t.Errorf("%d bytes of refused chunks were read", got)
	}
	s.patch(location, minChunk, make([]byte, minChunk)).want(t, 409, 0)
	s.patch(location, 0, make([]byte, 2*minChunk+256<<10)).want(t, 204, 0)
	s.patch(location, 2*minChunk+256<<10, make([]byte, size)).want(t, 413, 0)
	s.patch(location, 2*minChunk+256<<10, make([]byte, minChunk-256<<10)).want(t, 204, 0)
}

func TestAFileWithinOneChunkMayHaveAnySize(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	s.upload([]byte("x"), nil)
	uid := s.upload(nil, nil)
	if v := s.settled(uid); v.text("status", "errorReasonText") != "The file was not recognized as a valid video file." {
		t.Errorf("an empty file became %v", v["status"])
	}
}

func TestOneTimeURLNeedsNoToken(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	content := []byte("not a video")
	a := s.create(len(content), "?direct_user=true", nil).want(t, 201, 0)
	location, uid := a.Header.Get("Location"), a.Header.Get("Stream-Media-Id")
	if location != s.Origin()+"/tus/"+uid+"?tusv2=true" {
		t.Fatalf("Location %q", location)
	}
	none := header{"Authorization": "", "Tus-Resumable": "1.0.0"}
	s.do("HEAD", location, nil, none).want(t, 200, 0)
	if got := s.Stats().LeakedTokens; got != 0 {
		t.Errorf("%d tokens leaked without one sent", got)
	}
	s.patch(location, 0, content).want(t, 204, 0)
	if got := s.Stats().LeakedTokens; got != 1 {
		t.Errorf("a token sent to a one-time URL was counted %d times", got)
	}
	other := strings.Replace(location, "/tus/", "/client/v4/accounts/"+s.AccountID()+"/media/", 1)
	s.head(other).want(t, 404, 0)
}

func TestUploadURLWithATokenAsksForIt(t *testing.T) {
	s := open(t, localstream.Options{})
	location := s.create(10, "", nil).Header.Get("Location")
	s.do("HEAD", location, nil, header{"Authorization": "", "Tus-Resumable": "1.0.0"}).want(t, 400, 0)
	s.do("HEAD", location, nil, header{"Authorization": "Bearer wrong", "Tus-Resumable": "1.0.0"}).want(t, 401, 0)
	s.do("HEAD", location, nil, header{"Authorization": "Bearer " + s.ReadToken(), "Tus-Resumable": "1.0.0"}).want(t, 403, 0)
	s.do("HEAD", location, nil, header{"Authorization": "bearer " + s.Token(), "Tus-Resumable": "1.0.0"}).want(t, 200, 0)
}

func TestCreationRefusals(t *testing.T) {
	s := open(t, localstream.Options{})
	in := func(d time.Duration) string { return s.clock.now().Add(d).Format(time.RFC3339) }
	const day = 24 * time.Hour
	tests := map[string]struct {
		h      header
		status int
		code   int
	}{
		"no length":             {header{"Upload-Length": ""}, 400, 10005},
		"negative length":       {header{"Upload-Length": "-1"}, 400, 10005},
		"over 30 GB":            {header{"Upload-Length": "30000000001"}, 413, 10006},
		"other version":         {header{"Tus-Resumable": "0.2.2"}, 412, 10005},
		"deferred length":       {header{"Upload-Length": "", "Upload-Defer-Length": "1"}, 400, 10005},
		"concatenation":         {header{"Upload-Concat": "partial"}, 400, 10005},
		"long creator":          {header{"Upload-Creator": strings.Repeat("x", 65)}, 400, 10005},
		"bad base64":            {header{"Upload-Metadata": "name ***"}, 400, 10005},
		"key twice":             {header{"Upload-Metadata": "name QQ==,NAME QQ=="}, 400, 10005},
		"empty key":             {header{"Upload-Metadata": "name QQ==,,"}, 400, 10005},
		"not UTF-8":             {header{"Upload-Metadata": "name /w=="}, 400, 10005},
		"thumbnail":             {header{"Upload-Metadata": metadata("thumbnailtimestamppct", "1.1")}, 400, 10005},
		"thumbnail in hex":      {header{"Upload-Metadata": metadata("thumbnailtimestamppct", "0x1p-1")}, 400, 10005},
		"length with a plus":    {header{"Upload-Metadata": metadata("maxdurationseconds", "+60")}, 400, 10005},
		"thumbnail NaN":         {header{"Upload-Metadata": metadata("thumbnailtimestamppct", "NaN")}, 400, 10005},
		"duration 0":            {header{"Upload-Metadata": metadata("maxDurationSeconds", "0")}, 400, 10005},
		"duration over 10 h":    {header{"Upload-Metadata": metadata("maxdurationseconds", "36001")}, 400, 10005},
		"duration not a number": {header{"Upload-Metadata": metadata("maxdurationseconds", "1h")}, 400, 10005},
		"deletion too soon":     {header{"Upload-Metadata": metadata("scheduleddeletion", in(29*day))}, 400, 10005},
		"deletion too late":     {header{"Upload-Metadata": metadata("scheduledDeletion", in(1097*day))}, 400, 10005},
		"deletion not a date":   {header{"Upload-Metadata": metadata("scheduleddeletion", "soon")}, 400, 10005},
		"unknown watermark":     {header{"Upload-Metadata": metadata("watermark", strings.Repeat("a", 32))}, 400, 10005},
		"expiry passed":         {header{"Upload-Metadata": metadata("expiry", in(-time.Minute))}, 400, 10005},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { s.create(10, "", test.h).want(t, test.status, test.code) })
	}
	t.Run("with a body", func(t *testing.T) {
		s.do("POST", s.stream(), strings.NewReader("0123456789"), header{
			"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Content-Type": "application/offset+octet-stream",
		}).want(t, 400, 10005)
	})
	t.Run("not TUS at all", func(t *testing.T) { s.post("", object{}).want(t, 400, 10005) })
	var list []object
	if s.get("").into(t, &list); len(list) != 0 {
		t.Errorf("refused creations left %d videos", len(list))
	}
}

func TestMetadataBecomesTheVideo(t *testing.T) {
	s := open(t, localstream.Options{})
	deletion := s.clock.now().Add(31 * 24 * time.Hour).Truncate(time.Second)
	a := s.create(10, "", header{
		"Upload-Creator": "maya",
		"Upload-Metadata": metadata("Name", "👋 港", "requireSignedURLs!", "allowedorigins", "example.com,*.test.com",
			"thumbnailtimestamppct", "0.5", "maxDurationSeconds", "600", "scheduledDeletion", deletion.Format(time.RFC3339), "Take", "3"),
	}).want(t, 201, 0)
	v := s.get("/" + a.Header.Get("Stream-Media-Id")).object(t)
	for key, want := range map[string]any{
		"creator": "maya", "requireSignedURLs": true, "thumbnailTimestampPct": 0.5, "maxDurationSeconds": 600.0,
		"scheduledDeletion": deletion.Format(time.RFC3339),
	} {
		if v[key] != want {
			t.Errorf("%s is %v, want %v", key, v[key], want)
		}
	}
	if v.text("meta", "name") != "👋 港" || v.text("meta", "Take") != "3" || len(v["meta"].(map[string]any)) != 2 {
		t.Errorf("meta %v", v["meta"])
	}
	if got := v["allowedOrigins"].([]any); len(got) != 2 || got[1] != "*.test.com" {
		t.Errorf("allowedOrigins %v", got)
	}
}

func TestUploadURLExpires(t *testing.T) {
	for _, test := range []struct {
		query  string
		lives  time.Duration
		quirks localstream.Quirks
		status int
	}{
		{"", 24 * time.Hour, nil, http.StatusGone},
		{"?direct_user=true", 30 * time.Minute, nil, http.StatusGone},
		{"?direct_user=true", 24 * time.Hour, localstream.Quirks{localstream.QuirkDirectExpiry: "24h", localstream.QuirkExpiredUpload: "404"}, 404},
	} {
		s := open(t, localstream.Options{Quirks: test.quirks})
		location := s.create(10, test.query, nil).Header.Get("Location")
		s.clock.advance(test.lives - time.Second)
		s.head(location).want(t, 200, 0)
		s.clock.advance(time.Second)
		s.head(location).want(t, test.status, 0)
		s.patch(location, 0, make([]byte, 10)).want(t, test.status, 10003)
	}
}

func TestUploadExpiryCanBeMovedAndTakenAway(t *testing.T) {
	s := open(t, localstream.Options{})
	a := s.create(10, "", nil)
	location, uid := a.Header.Get("Location"), a.Header.Get("Stream-Media-Id")
	s.post("/"+uid, object{"uploadExpiry": s.clock.now().Add(48 * time.Hour).Format(time.RFC3339)}).want(t, 200, 0)
	s.clock.advance(47 * time.Hour)
	s.head(location).want(t, 200, 0)
	s.post("/"+uid, object{"uploadExpiry": nil}).want(t, 200, 0)
	s.clock.advance(1000 * time.Hour)
	s.patch(location, 0, make([]byte, 10)).want(t, 204, 0)
}

func TestFinishedUploadTellsItsOffset(t *testing.T) {
	content := []byte("0123456789")
	s := open(t, localstream.Options{SkipEncoding: true})
	location := s.create(len(content), "", nil).Header.Get("Location")
	s.patch(location, 0, content).want(t, 204, 0)
	if got := s.head(location).want(t, 200, 0).Header.Get("Upload-Offset"); got != "10" {
		t.Errorf("offset %s", got)
	}
	s.patch(location, 0, content).want(t, 409, 0)

	s = open(t, localstream.Options{SkipEncoding: true, Quirks: localstream.Quirks{localstream.QuirkFinishedHead: "404"}})
	location = s.create(len(content), "", nil).Header.Get("Location")
	s.patch(location, 0, content).want(t, 204, 0)
	s.head(location).want(t, 404, 0)
}

func TestDeletingAPendingUploadEndsIt(t *testing.T) {
	s := open(t, localstream.Options{})
	a := s.create(10, "?direct_user=true", nil)
	usage := func() float64 { return s.get("/storage-usage").object(t)["totalStorageMinutes"].(float64) }
	if got := usage(); got != 240 {
		t.Errorf("a one-time upload reserves %v minutes, want 240", got)
	}
	if a := s.do("DELETE", "/"+a.Header.Get("Stream-Media-Id"), nil, nil).want(t, 200, 0); len(a.Body) != 0 {
		t.Errorf("delete answers %q, want nothing", a.Body)
	}
	if got := usage(); got != 0 {
		t.Errorf("%v minutes are still reserved", got)
	}
	s.head(a.Header.Get("Location")).want(t, 404, 0)
}

func TestStorageLimit(t *testing.T) {
	s := open(t, localstream.Options{StorageMinutes: 20})
	tenMinutes := header{"Upload-Metadata": metadata("maxdurationseconds", "600")}
	s.create(10, "", tenMinutes).want(t, 201, 0)
	s.create(10, "?direct_user=true", nil).want(t, 413, 10011)
	s.create(10, "", tenMinutes).want(t, 201, 0)
	a := s.create(10, "", nil).want(t, 413, 10011)
	if !strings.Contains(a.Frame.Errors[0].Message, "allocated 20 minutes") {
		t.Errorf("message %q", a.Frame.Errors[0].Message)
	}
	s.clock.advance(25 * time.Hour)
	s.create(10, "", tenMinutes).want(t, 201, 0)
}

// held is a PATCH of an upload in one chunk whose second half is still to come.
// send lets it come and returns the answer's status.
func (s *stage) held(location, uid string, content []byte) (send func() int) {
	s.t.Helper()
	half := len(content) / 2
	body, sender := io.Pipe()
	req, err := http.NewRequestWithContext(s.t.Context(), "PATCH", location, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.ContentLength = int64(len(content))
	for k, v := range (header{"Authorization": "Bearer " + s.Token(), "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}) {
		req.Header.Set(k, v)
	}
	status := make(chan int, 1)
	go func() {
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			s.t.Error(err)
			status <- 0
			return
		}
		resp.Body.Close()
		status <- resp.StatusCode
	}()
	if _, err := sender.Write(content[:half]); err != nil {
		s.t.Fatal(err)
	}
	for s.Stats().Uploads[uid] < int64(half) {
		runtime.Gosched()
	}
	return func() int {
		s.t.Helper()
		if _, err := sender.Write(content[half:]); err != nil {
			s.t.Error(err)
		}
		sender.Close()
		return <-status
	}
}

// The end of an upload URL does not take the bytes that were let in before it.
func TestAChunkThatOutlivesItsURLIsKept(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	content := playable(t)
	for _, query := range []string{"", "?direct_user=true"} {
		a := s.create(len(content), query, nil)
		location, uid := a.Header.Get("Location"), a.Header.Get("Stream-Media-Id")
		send := s.held(location, uid, content)
		s.clock.advance(25 * time.Hour)
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := send(); got != 204 {
			t.Errorf("the last chunk is answered with %d", got)
		}
		if v := s.settled(uid); v.state() != "ready" {
			t.Errorf("%v", v["status"])
		}
	}
	abandoned := s.create(len(content), "", nil).Header.Get("Stream-Media-Id")
	s.clock.advance(25 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range left(t, dir, "uploads") {
		if strings.HasPrefix(name, abandoned) {
			t.Errorf("an expired upload left %s", name)
		}
	}
}

func TestAnEditCannotGetAroundTheStorageLimit(t *testing.T) {
	s := open(t, localstream.Options{StorageMinutes: 20})
	uid := s.direct(object{"maxDurationSeconds": 60}).want(t, 200, 0).object(t).text("uid")
	s.post("/"+uid, object{"maxDurationSeconds": 1260}).want(t, 413, 10011)
	if v := s.get("/" + uid).object(t); v["maxDurationSeconds"] != 60.0 {
		t.Errorf("a refused edit left %v", v["maxDurationSeconds"])
	}
	s.post("/"+uid, object{"maxDurationSeconds": 1140}).want(t, 200, 0)
	usage := func() float64 { return s.get("/storage-usage").object(t)["totalStorageMinutes"].(float64) }
	s.clock.advance(time.Hour)
	if got := usage(); got != 0 {
		t.Errorf("an expired link holds %v minutes", got)
	}
	s.post("/"+uid, object{"uploadExpiry": s.clock.now().Add(time.Hour).Format(time.RFC3339)}).want(t, 200, 0)
	if got := usage(); got != 19 {
		t.Errorf("a link that lives again holds %v minutes, want 19", got)
	}
}

func TestPagesMayUseAOneTimeURL(t *testing.T) {
	s := open(t, localstream.Options{})
	content := []byte("0123456789")
	from := header{"Authorization": "", "Origin": "https://page.example", "Tus-Resumable": "1.0.0"}
	location := s.create(len(content), "?direct_user=true", nil).Header.Get("Location")
	asked := s.do("OPTIONS", location, nil, header{"Authorization": "", "Origin": "https://page.example", "Access-Control-Request-Method": "PATCH"}).want(t, 204, 0).Header
	if asked.Get("Access-Control-Allow-Origin") != "https://page.example" || !strings.Contains(asked.Get("Access-Control-Allow-Methods"), "PATCH") ||
		!strings.Contains(asked.Get("Access-Control-Allow-Headers"), "Upload-Offset") {
		t.Errorf("the page is answered %v", asked)
	}
	if got := s.do("HEAD", location, nil, from).want(t, 200, 0).Header; !strings.Contains(got.Get("Access-Control-Expose-Headers"), "Upload-Offset") {
		t.Errorf("the page may not read %v", got)
	}
	s.clock.advance(time.Hour)
	if got := s.do("HEAD", location, nil, from).want(t, 410, 0).Header.Get("Access-Control-Allow-Origin"); got != "https://page.example" {
		t.Errorf("a refusal may be read by %q", got)
	}
	if got := s.do("OPTIONS", s.stream(), nil, from).Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("uploads with a token are open to %q", got)
	}
}
