package localstream_test

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"os"
	"path/filepath"
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
