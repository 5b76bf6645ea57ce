// Package faultproxy is a reverse proxy that breaks things on purpose, for
// tests: it refuses, resets, stalls and loses replies as it is told.
package faultproxy

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// Fault is what happens to one request. The zero value lets it pass.
type Fault struct {
	// Status answers instead of the server, with Header and Body.
	Status int
	Header map[string]string
	Body   string
	// ResetAfter breaks the connection once that many bytes of the request's
	// body have passed; 0 means never.
	ResetAfter int64
	// Stall keeps the body from passing until the client gives up.
	Stall bool
	// LoseReply lets the server do its work and then breaks the connection.
	LoseReply bool
}

// Proxy forwards to one server. Faults may be changed at any time.
type Proxy struct {
	// URL is the proxy's own, without a path.
	URL string

	choose  atomic.Pointer[func(*http.Request) Fault]
	pace    *rate.Limiter
	patched atomic.Int64
	server  *http.Server
	done    chan struct{}
}

// Start forwards to the server at target (scheme and host) on a loopback port
// of its own. choose is asked about each request and may be nil.
func Start(target string, choose func(*http.Request) Fault) (*Proxy, error) {
	to, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{URL: "http://" + listener.Addr().String(), pace: rate.NewLimiter(rate.Inf, burst), done: make(chan struct{})}
	p.Break(choose)
	forward := &httputil.ReverseProxy{
		// The Host header stays the proxy's, so that the URLs the server makes
		// lead back here.
		Rewrite:      func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = to.Scheme, to.Host },
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	p.server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(forward, w, r) })}
	go func() {
		defer close(p.done)
		if err := p.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	}()
	return p, nil
}

// Break replaces what decides about faults; nil lets everything pass.
func (p *Proxy) Break(choose func(*http.Request) Fault) {
	if choose == nil {
		choose = func(*http.Request) Fault { return Fault{} }
	}
	p.choose.Store(&choose)
}

// burst is the most that passes at once where the pace is limited.
const burst = 64 << 10

// Pace limits the bodies of all PATCH requests together, in bytes a second; 0
// lifts the limit.
func (p *Proxy) Pace(bytes int) {
	if bytes == 0 {
		p.pace.SetLimit(rate.Inf)
		return
	}
	p.pace.SetLimit(rate.Limit(bytes))
}

// Patched is the number of body bytes of PATCH requests that came from
// clients.
func (p *Proxy) Patched() int64 { return p.patched.Load() }

// Close breaks all connections and waits for the server's end.
func (p *Proxy) Close() error {
	err := p.server.Close()
	<-p.done
	return err
}

func (p *Proxy) serve(forward http.Handler, w http.ResponseWriter, r *http.Request) {
	f := (*p.choose.Load())(r)
	if r.Method == http.MethodPatch {
		r.Body = &paced{r.Body, p, r.Context()}
	}
	switch {
	case f.Status != 0:
		for k, v := range f.Header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(f.Status)
		if _, err := io.WriteString(w, f.Body); err != nil {
			panic(http.ErrAbortHandler)
		}
	case f.Stall:
		stall(r)
	case f.ResetAfter > 0:
		r.Body = &cut{r.Body, f.ResetAfter}
		forward.ServeHTTP(w, r)
	case f.LoseReply:
		forward.ServeHTTP(discard{http.Header{}}, r)
		panic(http.ErrAbortHandler)
	default:
		forward.ServeHTTP(w, r)
	}
}

// longestStall ends a stall whose client never gives up.
const longestStall = time.Minute

func stall(r *http.Request) {
	ctx, done := context.WithTimeout(r.Context(), longestStall)
	defer done()
	<-ctx.Done()
	panic(http.ErrAbortHandler)
}

// paced counts a body and holds it to the pace.
type paced struct {
	io.ReadCloser
	p   *Proxy
	ctx context.Context
}

func (b *paced) Read(buf []byte) (int, error) {
	n, err := b.ReadCloser.Read(buf[:min(len(buf), burst)])
	b.p.patched.Add(int64(n))
	if werr := b.p.pace.WaitN(b.ctx, n); werr != nil {
		return n, werr
	}
	return n, err
}

// cut ends a body with an error after left bytes.
type cut struct {
	io.ReadCloser
	left int64
}

func (c *cut) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errors.New("cut on purpose")
	}
	n, err := c.ReadCloser.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// discard is where a lost reply goes.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

// Times lets the first n matching requests meet a fault and the rest pass.
// match looks like "PATCH", "POST /client/v4" or "GET stream/": a method, and
// a part of the path.
func Times(n int64, match string, f Fault) func(*http.Request) Fault {
	var met atomic.Int64
	method, part, _ := strings.Cut(match, " ")
	return func(r *http.Request) Fault {
		if r.Method != method || !strings.Contains(r.URL.Path, part) || met.Add(1) > n {
			return Fault{}
		}
		return f
	}
}
