package localstream

import (
	"context"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"spool/internal/localstream/fault"
)

// connKey is where a request's context has its connection.
type connKey struct{}

func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// breakConnection resets a request's connection, as a failing network does.
func breakConnection(r *http.Request) {
	if c, ok := r.Context().Value(connKey{}).(*net.TCPConn); ok {
		// Nobody is left to tell if either fails: the connection is gone then.
		_ = c.SetLinger(0)
		_ = c.Close()
	}
}

// unheard takes an answer and sends nothing of it.
type unheard struct {
	inner  http.ResponseWriter
	header http.Header
}

func (u unheard) Header() http.Header         { return u.header }
func (u unheard) WriteHeader(int)             {}
func (u unheard) Write(p []byte) (int, error) { return len(p), nil }

// Unwrap lets http.ResponseController reach the connection.
func (u unheard) Unwrap() http.ResponseWriter { return u.inner }

// What passes at once is what a two-hundredth of a second lets through, within
// these bytes: far more than a timer's grain, and still a steady flow.
const (
	throttleSteps = 200
	leastStep     = 1 << 10
	largestStep   = 4 << 20
)

// throttle slows a request's body down, and its answer.
func throttle(w http.ResponseWriter, r *http.Request, bytesPerSecond int64) http.ResponseWriter {
	step := min(max(bytesPerSecond/throttleSteps, leastStep), largestStep)
	lim := rate.NewLimiter(rate.Limit(bytesPerSecond), int(step))
	r.Body = &throttledBody{r.Body, r.Context(), lim}
	return &throttledWriter{w, r.Context(), lim}
}

type throttledBody struct {
	io.ReadCloser
	ctx context.Context
	lim *rate.Limiter
}

func (b *throttledBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(len(p), b.lim.Burst())])
	if werr := b.lim.WaitN(b.ctx, n); werr != nil {
		return n, werr
	}
	return n, err
}

type throttledWriter struct {
	http.ResponseWriter
	ctx context.Context
	lim *rate.Limiter
}

func (w *throttledWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *throttledWriter) Write(p []byte) (int, error) {
	written := 0
	for written < len(p) {
		step := p[written:min(len(p), written+w.lim.Burst())]
		if err := w.lim.WaitN(w.ctx, len(step)); err != nil {
			return written, err
		}
		n, err := w.ResponseWriter.Write(step)
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// breakAfter breaks the request's body after a number of bytes, or its answer
// where it has no body.
func breakAfter(w http.ResponseWriter, r *http.Request, f fault.Fault) http.ResponseWriter {
	b := &breaking{request: r, fault: f, left: f.After, woken: make(chan struct{})}
	if r.ContentLength == 0 {
		return &breakingWriter{ResponseWriter: w, breaking: b}
	}
	r.Body = &breakingBody{ReadCloser: r.Body, breaking: b}
	return w
}

// breaking is a transfer that breaks or falls silent when left reaches zero.
type breaking struct {
	request *http.Request
	fault   fault.Fault
	left    int64
	broken  bool
	wake    sync.Once
	woken   chan struct{}
}

var errBroken = errors.New("connection broken on demand")

// longestStall ends a stall that was given no length.
const longestStall = 10 * time.Minute

// happen carries the fault out; it returns nil when the transfer may go on.
func (b *breaking) happen() error {
	if b.fault.Kind == fault.Stall {
		length := longestStall
		if b.fault.Delay > 0 {
			length = time.Duration(b.fault.Delay)
		}
		timer := time.NewTimer(length)
		defer timer.Stop()
		select {
		case <-timer.C:
			b.left = math.MaxInt64
			return nil
		case <-b.request.Context().Done():
		case <-b.woken:
		}
	} else {
		breakConnection(b.request)
	}
	b.broken = true
	return errBroken
}

// ready lets the transfer go on, or breaks it.
func (b *breaking) ready() error {
	switch {
	case b.broken:
		return errBroken
	case b.left > 0:
		return nil
	}
	return b.happen()
}

type breakingBody struct {
	io.ReadCloser
	*breaking
}

func (b *breakingBody) Read(p []byte) (int, error) {
	if err := b.ready(); err != nil {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// Close wakes a stalled Read, as closing a silent connection would.
func (b *breakingBody) Close() error {
	b.wake.Do(func() { close(b.woken) })
	return b.ReadCloser.Close()
}

type breakingWriter struct {
	http.ResponseWriter
	*breaking
}

func (w *breakingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *breakingWriter) WriteHeader(status int) {
	if w.ready() == nil {
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *breakingWriter) Write(p []byte) (int, error) {
	written := 0
	for written < len(p) {
		if err := w.ready(); err != nil {
			return written, err
		}
		n, err := w.ResponseWriter.Write(p[written : written+int(min(int64(len(p)-written), w.left))])
		written += n
		w.left -= int64(n)
		if err == nil {
			err = http.NewResponseController(w.ResponseWriter).Flush()
		}
		if err != nil {
			return written, err
		}
	}
	return written, nil
}
