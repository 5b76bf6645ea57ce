package localstream

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// handler builds what answers every request. Paths are told apart by realm
// first, because next to each other /{id}/watch and /tus/{uid}, or
// /stream/{uid}/token and /stream/keys/{key}, would be ambiguous.
func (s *Server) handler() http.Handler {
	realms := map[string]*http.ServeMux{}
	for _, rt := range routeTable {
		first := realm(rt.Pattern)
		if realms[first] == nil {
			realms[first] = http.NewServeMux()
		}
		realms[first].Handle(rt.Method+" "+rt.Pattern, s.endpoint(rt))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.serving.RLock()
		defer s.serving.RUnlock()
		if s.opts.OnRequest != nil {
			s.opts.OnRequest(r)
		}
		mux := realms[realm(r.URL.Path)]
		if mux == nil {
			mux = realms[deliveryRealm]
		}
		// The mux would lead a path with empty parts to another one.
		if asked := r.URL.EscapedPath(); path.Clean(asked) != strings.TrimSuffix(asked, "/") && asked != "/" {
			s.answer(w, r, envelope.ErrNoRoute.With("no route for %s", clip(r.URL.Path)))
			return
		}
		if _, pattern := mux.Handler(r); pattern == "" {
			s.answer(w, r, noRoute(w, mux, r))
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// deliveryRealm is where paths that begin with an id belong.
const deliveryRealm = "{id}"

// realm returns the first part of a path or pattern; for what stands under
// /stream beside the videos, such as keys, the name of that.
func realm(path string) string {
	parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 7)
	// client/v4/accounts/{account}/stream/<name>
	if len(parts) > 5 && parts[0] == "client" && parts[4] == "stream" && collections[parts[5]] {
		return parts[5]
	}
	return parts[0]
}

// collections are the names that stand where a video's uid may stand.
var collections = map[string]bool{
	"storage-usage": true, "direct_upload": true, "keys": true, "watermarks": true, "copy": true, "clip": true,
}

// noRoute tells a path that is unknown from one that lacks the method, and then
// which it has.
func noRoute(w http.ResponseWriter, mux *http.ServeMux, r *http.Request) error {
	h, _ := mux.Handler(r)
	var p statusProbe
	h.ServeHTTP(&p, r)
	if p.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", p.Header().Get("Allow"))
		return envelope.ErrMethod.With("%s is not available for %s", r.Method, r.URL.Path)
	}
	return envelope.ErrNoRoute.With("no route for %s", r.URL.Path)
}

// statusProbe is a response that keeps nothing but its status.
type statusProbe struct {
	status int
	header http.Header
}

func (p *statusProbe) Header() http.Header {
	if p.header == nil {
		p.header = http.Header{}
	}
	return p.header
}
func (p *statusProbe) WriteHeader(status int)      { p.status = status }
func (p *statusProbe) Write(b []byte) (int, error) { return len(b), nil }

// endpoint is a route with everything that comes before its handler.
func (s *Server) endpoint(rt Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A copy: net/http looks at its own request's body to see how much of it
		// is left, and must not find ours there.
		r = r.WithContext(r.Context())
		r.Body = &patientBody{ReadCloser: r.Body, conn: http.NewResponseController(w)}
		s.suffer(w, r, rt, func(w http.ResponseWriter) {
			err := s.admit(w, r, rt)
			if err == nil {
				err = rt.handle(s, w, r)
			}
			s.answer(w, r, err)
		})
	})
}

// patientBody waits for a silent sender no longer than networkTimeout.
type patientBody struct {
	io.ReadCloser
	conn *http.ResponseController
}

func (b *patientBody) Read(p []byte) (int, error) {
	if err := b.conn.SetReadDeadline(time.Now().Add(networkTimeout)); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		// What the handler does now may take longer than a sender may be silent.
		if err := b.conn.SetReadDeadline(time.Time{}); err != nil {
			return n, err
		}
	}
	return n, err
}

// answer writes err as an envelope; nothing when it is nil. Text of errors that
// are not the caller's business goes to the log.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, err error) {
	if err == nil {
		return
	}
	if errors.Is(err, store.ErrNotFound) {
		err = envelope.ErrNotFound
	}
	var known *envelope.Error
	if !errors.As(err, &known) && r.Context().Err() == nil {
		s.log.Error("request failed", "method", r.Method, "pattern", r.Pattern, "err", err)
	}
	if err := envelope.WriteError(w, err); err != nil {
		s.log.Debug("answer", "method", r.Method, "pattern", r.Pattern, "err", err)
	}
}

// pathUID returns the video's uid from the path. What has not the form of a uid
// is as unknown as any other.
func pathUID(r *http.Request) (string, error) {
	uid := r.PathValue("uid")
	if !rules.IsUID(uid) {
		return "", envelope.ErrNotFound
	}
	return uid, nil
}
