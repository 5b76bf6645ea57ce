package localstream

import (
	"crypto/subtle"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"spool/internal/localstream/envelope"
)

// admit decides whether a request may reach its handler.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, rt Route) error {
	if rt.access == open {
		return nil
	}
	granted, err := s.authenticate(r)
	if err != nil {
		if rt.access == resume && credentials(r) == "" {
			return envelope.ErrNoCredentials
		}
		return err
	}
	if rt.access == admin {
		if granted != write {
			return envelope.ErrMissingRight
		}
		return nil
	}
	if rt.access != resume {
		if err := s.limiter.take(w, s.now()); err != nil {
			return err
		}
	}
	if rt.access == user {
		return nil
	}
	if err := s.checkAccount(r.PathValue("account")); err != nil {
		return err
	}
	if rt.access != read && granted == read {
		return envelope.ErrMissingRight
	}
	return nil
}

// authenticate returns the most the request's token may do.
func (s *Server) authenticate(r *http.Request) (access, error) {
	token := credentials(r)
	switch {
	case same(token, s.id.token):
		return write, nil
	case same(token, s.id.reader):
		return read, nil
	default:
		return open, envelope.ErrAuthentication
	}
}

// credentials returns the token a request carries, or "". The scheme's word is
// taken in any case, as in Cloudflare's samples; the older pair of headers with
// the token as key does as well.
func credentials(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "bearer") {
		return strings.TrimSpace(token)
	}
	if r.Header.Get("X-Auth-Email") != "" {
		return r.Header.Get("X-Auth-Key")
	}
	return ""
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

var accountPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)

func (s *Server) checkAccount(id string) error {
	switch {
	case !accountPattern.MatchString(id):
		return envelope.ErrNoRoute.With("account identifier %q is not valid", clip(id))
	case id != s.id.account:
		return envelope.ErrWrongAccount
	}
	return nil
}

// clip shortens text from a request before it is sent back.
func clip(text string) string {
	const most = 64
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}

// verifyToken answers as Cloudflare's token test does (Cloudflare API
// reference, verify token).
func (s *Server) verifyToken(w http.ResponseWriter, r *http.Request) error {
	id := s.id.account // any stable identifier of the token will do
	return envelope.Write(w, http.StatusOK, map[string]string{"id": id, "status": "active"},
		envelope.Note{Code: 10000, Message: "This API Token is valid and active"})
}

// limiter lets a number of API calls through in five minutes; over it, all are
// refused for the next five. Of one address, which all callers here have, it lets
// 200 through in a second (Cloudflare docs, Fundamentals, API limits).
type limiter struct {
	limit int // negative: none

	mu       sync.Mutex
	left     int
	resets   time.Time
	refusing bool
	second   time.Time // when the second began that is counted
	inSecond int
}

const (
	limitWindow    = 5 * time.Minute
	limitPerSecond = 200
)

func newLimiter(limit int) *limiter { return &limiter{limit: limit} }

// take counts a call and writes the limit's headers.
func (l *limiter) take(w http.ResponseWriter, now time.Time) error {
	if l.limit < 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.second) >= time.Second {
		l.second, l.inSecond = now, 0
	}
	if l.inSecond++; l.inSecond > limitPerSecond {
		w.Header().Set("Retry-After", "1")
		return envelope.ErrRateLimited.With("more than %d calls in a second", limitPerSecond)
	}
	if !now.Before(l.resets) {
		l.left, l.resets, l.refusing = l.limit, now.Add(limitWindow), false
	}
	if l.left == 0 && !l.refusing {
		l.refusing, l.resets = true, now.Add(limitWindow)
	}
	h := w.Header()
	h.Set("X-Ratelimit-Limit", strconv.Itoa(l.limit))
	h.Set("X-Ratelimit-Reset", l.resets.UTC().Format(time.RFC1123))
	if l.refusing {
		h.Set("X-Ratelimit-Remaining", "0")
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(l.resets.Sub(now).Seconds()))))
		return envelope.ErrRateLimited.With("more than %d calls in five minutes", l.limit)
	}
	l.left--
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(l.left))
	return nil
}
