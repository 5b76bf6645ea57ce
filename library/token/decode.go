package token

import (
	"bytes"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"spool/library"
)

// Signature says what is known of a token's signature.
type Signature string

// A signature is unchecked where the key that should have made it is not here.
const (
	SignatureGood      Signature = "good"
	SignatureBad       Signature = "bad"
	SignatureUnchecked Signature = "unchecked"
)

// Decoded is everything a token says. Nothing of it can be trusted unless
// Signature is good.
type Decoded struct {
	Token     string
	Algorithm string
	// KeyID is the header's kid, ClaimedKeyID the payload's.
	KeyID, ClaimedKeyID string
	Subject             string
	// Expires and NotBefore are zero where the token has none that can be read.
	Expires, NotBefore time.Time
	Downloadable       bool
	Rules              []library.AccessRule
	// RulesUnread is set where the token has rules that are no list of rules.
	RulesUnread bool
	Signature   Signature
	// Download is set when the token was found in the address of a download.
	Download bool
	// Header and Payload are the JSON within, for people to look at.
	Header, Payload json.RawMessage
}

var (
	// ErrNoToken: nothing in the text looks like a token.
	ErrNoToken = errors.New("there is no signed token in this text")
	// ErrTokenCut: a token begins but does not end.
	ErrTokenCut = errors.New("the token is cut off: it has three parts with dots between them")
)

// maxText bounds what is searched for a token.
const maxText = 1 << 20

var tokenText = regexp.MustCompile(`[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)*`)

// Decode finds the first token in a text, which may be the token itself, a
// signed link of any kind or a whole embed code, and reads it. key gives the
// public key with an id, nil where it is not known. Dates may be numbers or
// strings: Stream itself writes strings.
func Decode(text string, key func(id string) *rsa.PublicKey) (Decoded, error) {
	cut := false
	text = text[:min(len(text), maxText)]
	for _, at := range tokenText.FindAllStringIndex(text, -1) {
		parts := strings.Split(text[at[0]:at[1]], ".")
		header, ok := decodeObject(parts[0])
		if !ok || header["alg"] == nil {
			continue
		}
		if len(parts) < 3 || parts[2] == "" {
			cut = true
			continue
		}
		payload, ok := decodeObject(parts[1])
		if !ok {
			cut = true
			continue
		}
		d := newDecoded(parts, header, payload)
		d.Download = strings.HasPrefix(text[at[0]+len(d.Token):], "/downloads/")
		d.Signature = check(d, key)
		return d, nil
	}
	if cut {
		return Decoded{}, ErrTokenCut
	}
	return Decoded{}, ErrNoToken
}

func newDecoded(parts []string, header, payload map[string]json.RawMessage) Decoded {
	d := Decoded{
		Token:        strings.Join(parts[:3], "."),
		Algorithm:    text(header["alg"]),
		KeyID:        text(header["kid"]),
		ClaimedKeyID: text(payload["kid"]),
		Subject:      text(payload["sub"]),
		Expires:      date(payload["exp"]),
		NotBefore:    date(payload["nbf"]),
		Downloadable: text(payload["downloadable"]) == "true",
	}
	d.Header, _ = decodeSegment(parts[0])
	d.Payload, _ = decodeSegment(parts[1])
	if raw := payload["accessRules"]; raw != nil && json.Unmarshal(raw, &d.Rules) != nil {
		d.Rules, d.RulesUnread = nil, true
	}
	return d
}

func check(d Decoded, key func(id string) *rsa.PublicKey) Signature {
	id := d.KeyID
	if id == "" {
		id = d.ClaimedKeyID
	}
	if key == nil || id == "" {
		return SignatureUnchecked
	}
	public := key(id)
	if public == nil {
		return SignatureUnchecked
	}
	dot := strings.LastIndexByte(d.Token, '.')
	if d.Algorithm == "RS256" && signedBy(d.Token[:dot], d.Token[dot+1:], public) {
		return SignatureGood
	}
	return SignatureBad
}

// decodeSegment reads base64url without padding, strictly: a JWT has one
// spelling.
func decodeSegment(s string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return raw, err == nil
}

func decodeObject(s string) (map[string]json.RawMessage, bool) {
	raw, ok := decodeSegment(s)
	if !ok || !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return nil, false
	}
	var m map[string]json.RawMessage
	return m, json.Unmarshal(raw, &m) == nil && m != nil
}

// text is a string, number or truth of JSON as text; empty for the rest.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if t := strings.TrimSpace(string(raw)); t != "" && t != "null" && t[0] != '{' && t[0] != '[' {
		return t
	}
	return ""
}

// date reads Unix seconds, as a number or in a string.
func date(raw json.RawMessage) time.Time {
	s := text(raw)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 && n < 1<<40 {
		return time.Unix(n, 0)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && f > 0 && f < 1<<40 {
		return time.Unix(int64(f), 0)
	}
	return time.Time{}
}
