package localstream_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"spool/internal/localstream"
)

// Every connection has sent a request line and half a header, or nothing at
// all, and says no more.
func TestManySilentConnectionsKeepNobodyOut(t *testing.T) {
	s := open(t, localstream.Options{})
	const most = 10_000
	address := strings.TrimPrefix(s.Origin(), "http://")
	conns := make([]net.Conn, 0, most)
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	for range most {
		c, err := net.Dial("tcp", address)
		if err != nil {
			// Both ends are in this process, so its own limit may come first.
			if len(conns) < 400 {
				t.Fatalf("after %d connections: %v", len(conns), err)
			}
			break
		}
		conns = append(conns, c)
		if len(conns)%10 > 0 {
			continue
		}
		if _, err := io.WriteString(c, "GET /client/v4 HTTP/1.1\r\nX-Half"); err != nil {
			t.Fatal(err)
		}
	}
	if len(conns) < most {
		// Leave room for those who come to talk, and for the connections that still
		// wait to be accepted, which are the last ones.
		for _, c := range conns[len(conns)/2:] {
			c.Close()
		}
	}
	s.get("").want(t, 200, 0)
	s.create(10, "", nil).want(t, 201, 0)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if perConn := m.Sys / uint64(len(conns)); perConn > 64<<10 && m.Sys > 400<<20 {
		t.Errorf("%d connections take %d MiB", len(conns), m.Sys>>20)
	}
}

func TestAClientThatSendsByteByByteIsServed(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	content := "not a video"
	path := strings.TrimPrefix(s.create(len(content), "", nil).Header.Get("Location"), s.Origin())
	conn := s.dial()
	fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"+
		"Content-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n", path, s.Token(), len(content))
	for i := range content {
		// Each byte is on disk before the next is sent.
		if _, err := conn.Write([]byte{content[i]}); err != nil {
			t.Fatal(err)
		}
		for s.Stats().PatchBytes <= int64(i) {
			runtime.Gosched()
		}
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != 204 {
		t.Errorf("%v, %v", resp, err)
	}
}

func TestOversizedTextIsRefused(t *testing.T) {
	s := open(t, localstream.Options{})
	megabyte := strings.Repeat("x", 1<<20)
	s.create(10, "", header{"Upload-Metadata": "name " + megabyte}).want(t, 431, 0)
	s.do("GET", "?search="+megabyte, nil, nil).want(t, 431, 0)
	s.get(s.Origin()+"/"+megabyte+"/watch").want(t, 431, 0)
	uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	s.post("/"+uid, object{"meta": object{"name": megabyte}}).want(t, 413, 10006)
	s.post("/"+uid, object{"meta": object{"name": strings.Repeat("é", 10_000)}}).want(t, 200, 0)
	if v := s.get("/" + uid).object(t); len(v.text("meta", "name")) != 20_000 {
		t.Errorf("a long name of %d bytes came back", len(v.text("meta", "name")))
	}
	s.get("/"+uid+"/captions/"+strings.Repeat("a", 5000)).want(t, 400, 10005)
}

func TestPathTricksStayWithinTheFolder(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	for _, name := range []string{"../../../../etc/passwd", "a/b.mp4", "x.mp4/../../y", "x.\x00mp4", "x." + strings.Repeat("m", 300), ".." + strings.Repeat("/..", 50)} {
		uid := s.upload([]byte("x"), header{"Upload-Metadata": metadata("name", name, "filename", name)})
		path, err := s.OriginalPath(t.Context(), uid)
		if err != nil || !strings.Contains(path, "/originals/"+uid) || strings.Contains(path, "..") {
			t.Errorf("%q is kept as %s (%v)", name, path, err)
		}
	}
	for _, id := range []string{"..", ".", "%2e%2e", "%2e%2e%2f%2e%2e", "..%5c..", "%00", "a%2Fb"} {
		for _, path := range []string{"/%s/watch", "/%s/thumbnails/thumbnail.jpg", "/%s/downloads/default.mp4", "/%s/manifest/video.m3u8", "/tus/%s", "/client/v4/accounts/" + s.AccountID() + "/stream/%s"} {
			a := s.get(s.Origin() + fmt.Sprintf(path, id))
			if a.Status != 404 && a.Status != 405 && a.Status != 301 && a.Status != 307 {
				t.Errorf("GET %s: %d %s", fmt.Sprintf(path, id), a.Status, a.Body)
			}
		}
	}
}
