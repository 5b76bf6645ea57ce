package localstream_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"spool/internal/localstream"
)

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWatermarkProfiles(t *testing.T) {
	s := open(t, localstream.Options{})
	raw := picture(t, 40, 20)
	m := s.form("POST", "/watermarks", nil, part{"name", "", []byte("corner")}, part{"file", "a.png", raw},
		part{"opacity", "", []byte("0.5")}, part{"position", "", []byte("lowerLeft")}).want(t, 200, 0).object(t)
	for key, want := range map[string]any{
		"name": "corner", "opacity": 0.5, "padding": 0.05, "scale": 0.15, "position": "lowerLeft",
		"width": 40.0, "height": 20.0, "size": float64(len(raw)), "downloadedFrom": nil,
	} {
		if m[key] != want {
			t.Errorf("%s is %v, want %v", key, m[key], want)
		}
	}
	uid := m.text("uid")
	if got := s.get("/watermarks/" + uid).object(t); got.text("created") != m.text("created") {
		t.Errorf("get answers %v", got)
	}
	video := s.create(10, "", header{"Upload-Metadata": metadata("watermark", uid)}).want(t, 201, 0).Header.Get("Stream-Media-Id")
	if got := s.do("DELETE", "/watermarks/"+uid, nil, nil).want(t, 200, 0).Frame.Result; string(got) != `""` {
		t.Errorf("delete answers %s", got)
	}
	s.get("/watermarks/"+uid).want(t, 404, 10003)
	if v := s.get("/" + video).object(t); v.text("watermark", "uid") != uid {
		t.Errorf("the deletion unmarked the video: %v", v["watermark"])
	}
	var list []object
	if s.get("/watermarks").into(t, &list); len(list) != 0 {
		t.Errorf("list %v", list)
	}
}

func TestWatermarkFromURL(t *testing.T) {
	s := open(t, localstream.Options{})
	var source string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a.png":
			w.Write(picture(t, 8, 8))
		case "/private":
			http.Redirect(w, r, "http://192.168.0.1/a.png", http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	source = server.URL + "/a.png"
	if m := s.post("/watermarks", object{"url": source, "name": "n"}).want(t, 200, 0).object(t); m["downloadedFrom"] != source || m["width"] != 8.0 {
		t.Errorf("%v", m)
	}
	for _, url := range []string{
		server.URL + "/missing", server.URL + "/private", server.URL + "/file", server.URL + "/loop", "file:///etc/passwd",
		"ftp://example.com/a.png", "http://10.0.0.1/a.png", "http://169.254.169.254/latest", "not a url", "http://user:secret@127.0.0.1/a.png", "http://[::1]:1/a.png",
	} {
		s.post("/watermarks", object{"url": url}).want(t, 400, 10010)
	}
	s.post("/watermarks", object{"name": "n"}).want(t, 400, 10005)
}

func TestWatermarkRefusals(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir})
	good := picture(t, 8, 8)
	send := func(file []byte, fields ...part) answer {
		t.Helper()
		return s.form("POST", "/watermarks", nil, append(fields, part{"file", "a.png", file})...)
	}
	var jpeg bytes.Buffer
	jpeg.WriteString("\xff\xd8\xff\xe0")
	send(jpeg.Bytes()).want(t, 400, 10005)
	send([]byte("<svg/>")).want(t, 400, 10005)
	send(good[:len(good)-20]).want(t, 400, 10005)
	send(bomb(good, 60_000, 60_000)).want(t, 400, 10005)
	send(append(good, make([]byte, 2<<20)...)).want(t, 413, 10006)
	for _, f := range []part{
		{"opacity", "", []byte("1.1")},
		{"padding", "", []byte("-0.1")},
		{"scale", "", []byte("NaN")},
		{"scale", "", []byte("big")},
		{"position", "", []byte("middle")},
	} {
		send(good, f).want(t, 400, 10005)
	}
	s.form("POST", "/watermarks", nil, part{"image", "a.png", good}).want(t, 400, 10005)
	s.get("/watermarks/"+strings.Repeat("0", 32)).want(t, 404, 10003)
	s.get("/watermarks/captions").want(t, 404, 10003)
	if left, err := os.ReadDir(dir + "/watermarks"); err != nil || len(left) > 0 {
		t.Errorf("refused pictures are kept: %v (%v)", left, err)
	}
}

// bomb claims an enormous size for a small PNG.
func bomb(good []byte, w, h uint32) []byte {
	b := bytes.Clone(good)
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}
