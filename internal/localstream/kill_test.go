package localstream_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
)

// serveDir tells the test binary to be a server of this folder and nothing
// else, so that a test can kill it.
const serveDir = "LOCALSTREAM_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveDir); dir != "" {
		fmt.Fprintln(os.Stderr, serve(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

type hello struct{ Origin, Account, Token string }

// serve runs until the process is killed.
func serve(dir string) error {
	s, err := localstream.Open(context.Background(), localstream.Options{Dir: dir})
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(hello{s.Origin(), s.AccountID(), s.Token()}); err != nil {
		return err
	}
	<-s.Done()
	return s.Close()
}

// startProcess runs a server in a process of its own.
func startProcess(t *testing.T, dir string) (*exec.Cmd, hello) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var h hello
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &h)
	}
	if err != nil {
		t.Fatal(err)
	}
	return cmd, h
}

// request sends a request to the process and returns its answer, whose body is
// read and closed.
func (h hello) request(t *testing.T, method, url string, head header) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token)
	for k, v := range head {
		req.Header.Set(k, v)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestAKilledServerGoesOnWhereItWas(t *testing.T) {
	dir := t.TempDir()
	content := make([]byte, 2*minChunk)
	rand.Read(content)
	process, h := startProcess(t, dir)
	resp, body := h.request(t, "POST", h.Origin+"/client/v4/accounts/"+h.Account+"/stream",
		header{"Tus-Resumable": "1.0.0", "Upload-Length": fmt.Sprint(len(content))})
	if resp.StatusCode != 201 {
		t.Fatalf("%s: %s", resp.Status, body)
	}
	path, uid := strings.TrimPrefix(resp.Header.Get("Location"), h.Origin), resp.Header.Get("Stream-Media-Id")

	// A chunk that never ends: the server is killed in its midst.
	const sent = 3*mib + 1000
	chunk, sender := io.Pipe()
	go func() { sender.Write(content[:sent]) }()
	req, err := http.NewRequestWithContext(t.Context(), "PATCH", h.Origin+path, chunk)
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = minChunk
	for k, v := range (header{"Authorization": "Bearer " + h.Token, "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}) {
		req.Header.Set(k, v)
	}
	ended := make(chan error, 1)
	go func() {
		_, err := http.DefaultTransport.RoundTrip(req)
		ended <- err
	}()
	file := filepath.Join(dir, "uploads", uid)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for size := int64(0); size < sent; <-tick.C {
		st, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		size = st.Size()
	}
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed, and says so
	sender.CloseWithError(io.ErrUnexpectedEOF)
	if err := <-ended; err == nil {
		t.Error("the chunk was answered by a killed server")
	}

	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	if s.AccountID() != h.Account || s.Token() != h.Token {
		t.Error("account or token changed")
	}
	if got := s.offset(s.Origin() + path); got != sent {
		t.Fatalf("offset %d, the file holds %d", got, sent)
	}
	s.patch(s.Origin()+path, sent, content[sent:]).want(t, 204, 0)
	original, err := s.OriginalPath(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(original); err != nil || !bytes.Equal(kept, content) {
		t.Errorf("the original differs from what was sent (%v)", err)
	}
}
