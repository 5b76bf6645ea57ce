package localstream

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
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
	useStill    use = iota // thumbnails, the bare watch page: allowed origins do not apply
	usePlay                // player, manifests, segments
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
		return v, s.checkPage(r, v, u)
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
	if claims.Embedded {
		return v, nil
	}
	return v, s.checkPage(r, v, u)
}

// verify returns the claims of a token whose signature and time are right.
func (s *Server) verify(ctx context.Context, token string) (rules.Claims, error) {
	var none rules.Claims
	t, err := sign.Parse(token)
	if err != nil {
		return none, envelope.ErrForbidden.With("%v", err)
	}
	own, public, err := s.publicKey(ctx, t.KeyID)
	if errors.Is(err, store.ErrNotFound) {
		return none, envelope.ErrForbidden.With("the token's signing key is unknown or revoked")
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
	claims.Embedded = claims.Embedded && own
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

// checkPage holds the page around the player against the allowed origins.
func (s *Server) checkPage(r *http.Request, v *store.Video, u use) error {
	if u == useStill || len(v.AllowedOrigins) == 0 {
		return nil
	}
	page := r.Header.Get("Origin")
	if page == "" || page == "null" {
		page = r.Header.Get("Referer")
	}
	if !rules.OriginAllowed(v.AllowedOrigins, page) {
		return envelope.ErrForbidden.With("this video may not be shown here")
	}
	return nil
}

// innerID returns the id a player's page puts into the URLs it loads. The page
// around the player was checked when the player was asked for; what the player
// loads comes from the player's own origin, so a video with allowed origins
// gets a token that says the check was made. It keeps what the viewer's own
// token allows.
func (s *Server) innerID(r *http.Request, v *store.Video) (string, error) {
	id := r.PathValue("id")
	if len(v.AllowedOrigins) == 0 {
		return id, nil
	}
	claims := rules.Claims{Sub: v.UID, Exp: rules.Seconds(s.now().Add(tokenLife).Unix())}
	if !rules.IsUID(id) {
		var err error
		if claims, err = s.verify(r.Context(), id); err != nil {
			return "", err
		}
	}
	key, err := s.ownKey(r.Context())
	if err != nil {
		return "", err
	}
	claims.KeyID, claims.Embedded = key.ID, true
	return key.Sign(claims)
}
