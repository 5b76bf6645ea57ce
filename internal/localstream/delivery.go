package localstream

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/sign"
	"spool/internal/localstream/store"
)

// use is what a viewer wants a video for; it decides which checks apply.
type use int

const (
	useStill    use = iota // thumbnails, the bare watch page
	usePlay                // player, manifests, segments: to these alone allowed origins apply
	useDownload            // needs a token with downloadable, where one is needed
)

// The headers that say who the viewer is, where Cloudflare's edge would know.
// Without them the viewer is at the connection's own address, in no country.
const (
	viewerAddressHeader = "CF-Connecting-IP"
	viewerCountryHeader = "CF-IPCountry"
)

// tokenPattern is the form of a compact JWT. One that is not signed has no third
// part, and is refused for that.
var tokenPattern = regexp.MustCompile(`^[\w-]+\.[\w-]+\.[\w-]*$`)

// viewed returns the video a delivery path names by uid or token, once the
// viewer may have it. Every handler of delivery gets its video here and nowhere
// else: 401 where a token is needed and none given, 403 where the token, its
// rules or the page around the player do not allow it.
func (s *Server) viewed(r *http.Request, u use) (*store.Video, error) {
	id := r.PathValue("id")
	if rules.IsUID(id) {
		v, err := s.store.Video(r.Context(), id)
		if err != nil {
			return nil, err
		}
		if v.RequireSignedURLs {
			return nil, envelope.ErrSignedOnly
		}
		return v, s.checkPage(v, u, page(r))
	}
	if !tokenPattern.MatchString(id) {
		return nil, envelope.ErrNotFound
	}
	return s.viewedByToken(r, id, u)
}

func (s *Server) viewedByToken(r *http.Request, token string, u use) (*store.Video, error) {
	claims, err := s.verify(r.Context(), token)
	if err != nil {
		return nil, err
	}
	if !rules.Admits(claims.AccessRules, viewer(r)) {
		return nil, envelope.ErrForbidden.With("the token's access rules block this viewer")
	}
	v, err := s.store.Video(r.Context(), claims.Sub)
	if err != nil {
		return nil, err
	}
	if u == useDownload && v.RequireSignedURLs && !claims.Downloadable {
		return nil, envelope.ErrForbidden.With("the token is not downloadable")
	}
	if claims.Embedded != nil {
		return v, s.checkEmbedding(r.Context(), v, u, *claims.Embedded)
	}
	return v, s.checkPage(v, u, page(r))
}

// checkEmbedding holds what a player loads against what became of the video, and
// of the key the viewer was let in by, since then.
func (s *Server) checkEmbedding(ctx context.Context, v *store.Video, u use, e rules.Embedding) error {
	if e.KeyID == "" && v.RequireSignedURLs {
		return envelope.ErrSignedOnly
	}
	if e.KeyID != "" {
		if _, _, err := s.publicKey(ctx, e.KeyID); errors.Is(err, store.ErrNotFound) {
			return errRevoked
		} else if err != nil {
			return err
		}
	}
	return s.checkPage(v, u, e.Page)
}

var errRevoked = envelope.ErrForbidden.With("the token's signing key is unknown or revoked")

// verify returns the claims of a token whose signature and time are right.
func (s *Server) verify(ctx context.Context, token string) (rules.Claims, error) {
	var none rules.Claims
	t, err := sign.Parse(token)
	if err != nil {
		return none, envelope.ErrForbidden.With("%v", err)
	}
	own, public, err := s.publicKey(ctx, t.KeyID)
	if errors.Is(err, store.ErrNotFound) {
		return none, errRevoked
	}
	if err != nil {
		return none, err
	}
	payload, err := t.Verify(public)
	if errors.Is(err, sign.ErrBadToken) {
		return none, envelope.ErrForbidden.With("%v", err)
	}
	if err != nil {
		return none, err
	}
	claims, err := rules.ParseClaims(payload, t.KeyID, s.now())
	claims.KeyID = t.KeyID // the claims may leave it out
	if !own {
		claims.Embedded = nil
	}
	return claims, err
}

// publicKey returns what verifies tokens with the key id, and whether it is the
// server's own.
func (s *Server) publicKey(ctx context.Context, id string) (own bool, public []byte, err error) {
	if id == s.id.account {
		key, err := s.ownKey(ctx)
		if err != nil {
			return false, nil, err
		}
		return true, key.Public(), nil
	}
	key, err := s.store.Key(ctx, id)
	return false, key.Public, err
}

// viewer is who asks.
func viewer(r *http.Request) rules.Viewer {
	text := r.Header.Get(viewerAddressHeader)
	if text == "" {
		text, _, _ = net.SplitHostPort(r.RemoteAddr)
	}
	addr, _ := netip.ParseAddr(text) // the zero address matches no rule but any
	return rules.Viewer{Addr: addr, Country: strings.ToUpper(r.Header.Get(viewerCountryHeader))}
}

// page is the page a request comes from, as far as the browser tells.
func page(r *http.Request) string {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "null" {
		return origin
	}
	return r.Header.Get("Referer")
}

// originOf is what of a page's URL allowed origins look at.
func originOf(page string) string {
	u, err := url.Parse(page)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// checkPage holds the page around the player against the allowed origins.
func (s *Server) checkPage(v *store.Video, u use, page string) error {
	if u != usePlay || len(v.AllowedOrigins) == 0 {
		return nil
	}
	if !rules.OriginAllowed(v.AllowedOrigins, page) {
		return envelope.ErrForbidden.With("this video may not be shown here")
	}
	return nil
}

// innerID returns the id a player's page puts into the URLs it loads. What the
// player loads comes from the player's own origin, so a video with allowed
// origins gets a token that says which page is around it. It keeps what the
// viewer's own token allows, and lives no longer.
func (s *Server) innerID(r *http.Request, v *store.Video) (string, error) {
	id := r.PathValue("id")
	if len(v.AllowedOrigins) == 0 {
		return id, nil
	}
	around, most := rules.Embedding{Page: originOf(page(r))}, rules.Seconds(s.now().Add(tokenLife).Unix())
	claims := rules.Claims{Sub: v.UID, Exp: most}
	if !rules.IsUID(id) {
		var err error
		if claims, err = s.verify(r.Context(), id); err != nil {
			return "", err
		}
		around.KeyID, claims.Exp = claims.KeyID, min(claims.Exp, most)
		if claims.Embedded != nil {
			around = *claims.Embedded
		}
	}
	key, err := s.ownKey(r.Context())
	if err != nil {
		return "", err
	}
	claims.KeyID, claims.Embedded = key.ID, &around
	return key.Sign(claims)
}
