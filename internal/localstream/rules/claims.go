package rules

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
)

// MaxTokenLife is how far ahead a token may expire (Cloudflare docs, Stream,
// securing your stream).
const MaxTokenLife = 24 * time.Hour

// Claims is what a token says.
type Claims struct {
	Sub          string       `json:"sub"`
	KeyID        string       `json:"kid"`
	Exp          Seconds      `json:"exp"`
	Nbf          Seconds      `json:"nbf,omitempty"`
	Downloadable bool         `json:"downloadable,omitempty"`
	AccessRules  []AccessRule `json:"accessRules,omitempty"`
	Flags        *TokenFlags  `json:"flags,omitempty"`
	// Embedded is the local Stream's own, and counts only under the server's own
	// key.
	Embedded *Embedding `json:"embedded,omitempty"`
}

// UnmarshalJSON implements json.Unmarshaler.
func (c *Claims) UnmarshalJSON(raw []byte) error {
	type plain Claims
	return UnmarshalExact(raw, (*plain)(c), "sub", "kid", "exp", "nbf", "downloadable", "accessRules", "flags", "embedded")
}

// Embedding is what a player that was let into a page puts into the URLs it
// loads. These come from the player's own origin, so it says what was seen of
// the page; all of it is held against the video again each time.
type Embedding struct {
	// Page is the page around the player.
	Page string `json:"page"`
	// KeyID names the key of the token that the viewer showed, empty for none.
	KeyID string `json:"kid,omitempty"`
}

// TokenFlags are the flags of a token.
type TokenFlags struct {
	Original bool `json:"original"`
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *TokenFlags) UnmarshalJSON(raw []byte) error {
	type plain TokenFlags
	return UnmarshalExact(raw, (*plain)(f), "original")
}

// Seconds is a Unix time. The service writes it as text, self-signed tokens as
// a number; both are read.
type Seconds int64

// MarshalJSON implements json.Marshaler.
func (s Seconds) MarshalJSON() ([]byte, error) {
	return []byte(strconv.Quote(strconv.FormatInt(int64(s), 10))), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (s *Seconds) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	n, err := strconv.ParseFloat(text, 64)
	// Past 1<<53 a float has no exact seconds; no date needs them.
	if err != nil || !(n >= 0 && n < 1<<53) {
		return envelope.ErrForbidden.With("exp and nbf must be times in seconds")
	}
	*s = Seconds(n)
	return nil
}

// ParseClaims reads the payload of a token whose signature was verified and
// holds it against what must be true whoever asks: its time, its key, its
// rules. It returns 403 otherwise.
func ParseClaims(payload []byte, keyID string, now time.Time) (Claims, error) {
	var c Claims
	if err := json.Unmarshal(payload, &c); err != nil {
		return c, envelope.ErrForbidden.With("the token's claims cannot be read")
	}
	exp := time.Unix(int64(c.Exp), 0)
	switch {
	case c.KeyID != "" && c.KeyID != keyID:
		return c, envelope.ErrForbidden.With("kid of the token's claims and header differ")
	case c.Exp == 0:
		return c, envelope.ErrForbidden.With("the token has no exp")
	case !now.Before(exp):
		return c, envelope.ErrForbidden.With("the token has expired")
	case exp.After(now.Add(MaxTokenLife)):
		return c, envelope.ErrForbidden.With("exp is more than 24 hours ahead")
	case now.Before(time.Unix(int64(c.Nbf), 0)):
		return c, envelope.ErrForbidden.With("the token is not valid yet")
	case !IsUID(c.Sub):
		return c, envelope.ErrForbidden.With("sub is not the uid of a video")
	case CheckAccessRules(c.AccessRules) != nil:
		return c, envelope.ErrForbidden.With("the token's accessRules are not valid")
	}
	return c, nil
}
