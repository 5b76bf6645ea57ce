package tusclient

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"spool/uploader"
)

// trip carries the requests of one job: it binds them to the job's context,
// lets the token go only where it belongs, ends stalls, and keeps the last
// answer, which go-tus hides.
type trip struct {
	c       *Client
	creator string

	mu  sync.Mutex
	ctx context.Context
	// uploadHost is where the job's upload lives, "" before it is known.
	uploadHost string
	status     int
	header     http.Header
	body       []byte
	stalled    bool
}

// newTrip starts with the endpoint's host, or the one of a known upload URL.
func (c *Client) newTrip(ctx context.Context, target string) *trip {
	t := &trip{c: c, ctx: ctx}
	if u, err := url.Parse(target); err == nil {
		t.uploadHost = u.Host
	}
	return t
}

// bind takes the URL of a new upload as a place the token may go to. Stream
// keeps uploads on other hosts than its API, so the host is not compared.
func (t *trip) bind(uploadURL string) error {
	u, err := url.Parse(uploadURL)
	if err != nil {
		return uploader.NewFault(uploader.CodeRefused, fmt.Errorf("the upload URL that Stream gave: %w", err))
	}
	if err := uploader.CheckSecure(u); err != nil {
		return uploader.NewFault(uploader.CodeRefused, fmt.Errorf("the upload URL that Stream gave: %w", err))
	}
	if t.mediaID() == "" {
		return uploader.NewFault(uploader.CodeNotStream, errors.New("the answer names no video (stream-media-id)"))
	}
	t.mu.Lock()
	t.uploadHost = u.Host
	t.mu.Unlock()
	return nil
}

func (t *trip) mediaID() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.header.Get("stream-media-id")
}

// RoundTrip implements http.RoundTripper.
func (t *trip) RoundTrip(req *http.Request) (*http.Response, error) {
	t.mu.Lock()
	host, parent := t.uploadHost, t.ctx
	t.status, t.header, t.body, t.stalled = 0, nil, nil, false
	t.mu.Unlock()

	ctx, cancel := context.WithCancel(parent)
	watch := time.AfterFunc(t.c.StallTimeout, func() {
		t.mu.Lock()
		t.stalled = true
		t.mu.Unlock()
		cancel()
	})
	defer cancel()
	defer watch.Stop()
	req = req.Clone(ctx)
	if b, ok := req.Body.(*section); ok {
		b.alive = func() { watch.Reset(t.c.StallTimeout) }
	}
	t.address(req, host)
	res, err := t.c.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	// Every answer of the protocol is small; reading it here keeps it for the
	// verdict and frees the connection.
	body, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if cerr := res.Body.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(strings.NewReader(string(body)))
	t.mu.Lock()
	t.status, t.header, t.body = res.StatusCode, res.Header, body
	t.mu.Unlock()
	return res, nil
}

// address gives a request the token, if its host may have it.
func (t *trip) address(req *http.Request, uploadHost string) {
	if t.c.UserAgent != "" {
		req.Header.Set("User-Agent", t.c.UserAgent)
	}
	if req.Method == http.MethodPost && t.creator != "" {
		req.Header.Set("Upload-Creator", t.creator)
	}
	if req.URL.Host == t.c.endpoint.Host || req.URL.Host == uploadHost {
		req.Header.Set("Authorization", "Bearer "+t.c.Token)
	}
}

// fault turns what went wrong into what it means. upload tells an upload URL
// from the API.
func (t *trip) fault(err error, upload bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	if t.status == 0 {
		if t.stalled {
			return uploader.NewFault(uploader.CodeStalled, errors.New("no byte moved for "+t.c.StallTimeout.String()))
		}
		f := uploader.NewFault(uploader.CodeConnection, plain(err))
		var op *net.OpError
		f.Unsent = errors.As(err, &op) && op.Op == "dial"
		return f
	}
	a := uploader.Answer{
		Status: t.status, Upload: upload, RetryAfter: retryAfter(t.header, time.Now()),
	}
	a.Code, a.Message, a.NotJSON = readEnvelope(t.header, t.body)
	return a.Fault()
}

// plain drops the URL from an error, since an upload URL is a credential.
func plain(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// retryAfter reads seconds or a date (RFC 9110, 10.2.3).
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if s, err := strconv.Atoi(v); err == nil {
		return time.Duration(max(0, s)) * time.Second
	}
	if at, err := http.ParseTime(v); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// readEnvelope finds code and text in Cloudflare's envelope, where the detail
// may stand in messages; a body that is no JSON is cut short.
func readEnvelope(h http.Header, body []byte) (code int, message string, notJSON bool) {
	type note struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	var e struct {
		Errors   []note `json:"errors"`
		Messages []note `json:"messages"`
	}
	if json.Unmarshal(body, &e) != nil {
		text := strings.TrimSpace(string(body))
		html := strings.HasPrefix(text, "<") || strings.Contains(h.Get("Content-Type"), "html")
		if html {
			text = "an HTML page"
		}
		return 0, text[:min(len(text), 200)], html
	}
	var texts []string
	for _, n := range append(e.Errors, e.Messages...) {
		if code == 0 {
			code = n.Code
		}
		texts = append(texts, n.Message)
	}
	return code, strings.Join(texts, ", "), false
}
