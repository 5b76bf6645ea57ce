package tusclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"

	tus "github.com/eventials/go-tus"

	"spool/uploader"
)

// transfer is one upload of go-tus whose bytes we send ourselves.
type transfer struct {
	client *tus.Client
	trip   *trip
	file   *os.File
	url    string
	offset int64
}

func (c *Client) transfer(client *tus.Client, t *trip, f *os.File, up *tus.Uploader) (uploader.Transfer, error) {
	return &transfer{client: client, trip: t, file: f, url: up.Url(), offset: up.Offset()}, nil
}

// Offset implements uploader.Transfer.
func (t *transfer) Offset() int64 { return t.offset }

// Send implements uploader.Transfer by one PATCH. Its body is a section of the
// open file, so memory does not grow with n.
func (t *transfer) Send(ctx context.Context, n int64, sent *atomic.Int64) error {
	body := &section{file: t.file, offset: t.offset, left: n, sent: sent, alive: func() {}}
	// A server may answer before it has read everything. What was left of the
	// body must not be sent, nor counted, beside the next one.
	defer body.end()
	req, err := http.NewRequestWithContext(ctx, http.MethodPatch, t.url, body)
	if err != nil {
		return plain(err)
	}
	// Without a length net/http would send the body in chunks of its own.
	req.ContentLength = n
	req.Header.Set("Content-Type", "application/offset+octet-stream")
	req.Header.Set("Upload-Offset", strconv.FormatInt(t.offset, 10))
	res, err := t.client.Do(req)
	if err != nil {
		return t.trip.fault(err, true)
	}
	if res.StatusCode != http.StatusNoContent {
		return t.trip.fault(fmt.Errorf("the server answered %d to a PATCH", res.StatusCode), true)
	}
	now, err := strconv.ParseInt(res.Header.Get("Upload-Offset"), 10, 64)
	if err != nil || now <= t.offset || now > t.offset+n {
		return uploader.NewFault(uploader.CodeOffset, fmt.Errorf("the server confirmed %q of %d", res.Header.Get("Upload-Offset"), t.offset+n))
	}
	t.offset = now
	return nil
}

// section is a part of a file as a request's body. It counts what leaves and
// tells its trip that the connection lives.
type section struct {
	file  *os.File
	sent  *atomic.Int64
	alive func()

	mu           sync.Mutex // net/http reads on a goroutine of its own
	offset, left int64
	ended        bool
}

// errEnded keeps net/http from sending what nobody waits for any more.
var errEnded = errors.New("the request has had its answer")

// Read implements io.Reader.
func (s *section) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.ended:
		return 0, errEnded
	case s.left == 0:
		return 0, io.EOF
	}
	n, err := s.file.ReadAt(p[:min(int64(len(p)), s.left)], s.offset)
	s.offset, s.left = s.offset+int64(n), s.left-int64(n)
	s.sent.Add(int64(n))
	s.alive()
	if errors.Is(err, io.EOF) {
		err = errShort
	}
	return n, err
}

// end makes sure that nothing more is read.
func (s *section) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
}

// Close implements io.Closer; the file belongs to the engine.
func (s *section) Close() error { return nil }
