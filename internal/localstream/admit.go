package localstream

import (
	"crypto/subtle"
	"net/http"
	"regexp"
	"strings"

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
