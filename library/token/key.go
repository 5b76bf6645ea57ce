package token

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Key is a signing key with its private part. Printing one shows only its id.
type Key struct {
	// ID is what Stream calls the key; tokens name it as kid.
	ID      string
	private *rsa.PrivateKey
}

// Reasons why a key can't be used. Errors of ParseKey wrap one of them.
var (
	ErrNotKey    = errors.New("not a signing key")
	ErrCutOff    = errors.New("the key is cut off or damaged")
	ErrNoKeyID   = errors.New("the key's id is missing")
	ErrOtherKey  = errors.New("this is another key")
	ErrPublicKey = errors.New("this is only the public part of a key")
)

// minBits is the size of Stream's own keys; RS256 with less is not accepted.
const minBits = 2048

// ParseKey reads a private RSA key in any form it is found in: PEM (PKCS #1 or
// PKCS #8), JWK, the base64 of either as Stream's API hands it out, or the
// text that Export gives. A JWK names its key itself; id may then be empty and
// must not name another.
func ParseKey(id string, data []byte) (Key, error) {
	// The last byte of a DER may be a space.
	private, kid, err := parsePrivate(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"))
	if err != nil {
		return Key{}, err
	}
	switch {
	case private.N.BitLen() < minBits:
		return Key{}, fmt.Errorf("%w: it has %d bits, Stream's keys have %d", ErrNotKey, private.N.BitLen(), minBits)
	case id == "" && kid == "":
		return Key{}, fmt.Errorf("%w: a PEM does not name its key, so say which it is", ErrNoKeyID)
	case id != "" && kid != "" && id != kid:
		return Key{}, fmt.Errorf("%w: the JWK is of key %s, not %s", ErrOtherKey, kid, id)
	case id == "":
		id = kid
	}
	if !plainID(id) {
		return Key{}, fmt.Errorf("%w: %.80q is not a key's id", ErrNoKeyID, id)
	}
	return Key{ID: id, private: private}, nil
}

// derStart is the first byte of every DER sequence.
const derStart = 0x30

// parsePrivate reads one form, plain or in base64.
func parsePrivate(data []byte) (key *rsa.PrivateKey, kid string, err error) {
	if len(data) == 0 {
		return nil, "", fmt.Errorf("%w: it is empty", ErrNotKey)
	}
	// Tools write the key's attributes or a comment before it.
	isPEM := func() bool { return bytes.Contains(data, []byte("-----BEGIN")) && data[0] != '{' }
	if inner, ok := decodeBase64(data); ok && len(inner) > 0 && !isPEM() {
		data = inner
		if data[0] != derStart { // whose last byte may be a space
			data = bytes.TrimSpace(data)
		}
	}
	switch {
	case isPEM():
		key, err = parsePEM(data)
		return key, "", err
	case bytes.HasPrefix(data, []byte("{")):
		return parseJWK(data)
	case bytes.HasPrefix(data, []byte{derStart}):
		key, err = parseDER(data)
		return key, "", err
	}
	return nil, "", fmt.Errorf("%w: give the PEM or JWK, or the base64 of it as Stream shows it", ErrNotKey)
}

// decodeBase64 takes both alphabets, with and without padding and line breaks.
func decodeBase64(data []byte) ([]byte, bool) {
	s := strings.Join(strings.Fields(string(data)), "")
	s = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(s, "="))
	out, err := base64.RawStdEncoding.DecodeString(s)
	return out, err == nil
}

func parsePEM(data []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%w: a PEM ends with an END line", ErrCutOff)
	}
	switch {
	case strings.Contains(block.Type, "PUBLIC"), block.Type == "CERTIFICATE":
		return nil, fmt.Errorf("%w (%s)", ErrPublicKey, block.Type)
	case strings.Contains(block.Type, "ENCRYPTED"), block.Headers["DEK-Info"] != "":
		return nil, fmt.Errorf("%w: it is locked with a password; unlock it first", ErrNotKey)
	case !strings.Contains(block.Type, "PRIVATE KEY"):
		return nil, fmt.Errorf("%w: the PEM holds a %.40q", ErrNotKey, block.Type)
	}
	return parseDER(block.Bytes)
}

func parseDER(der []byte) (*rsa.PrivateKey, error) {
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	other, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		// x509's own words name bytes of the key.
		return nil, ErrCutOff
	}
	key, ok := other.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%w: tokens need an RSA key", ErrNotKey)
	}
	return key, nil
}

// jwk has the members of a private RSA key (RFC 7518, section 6.3) that the
// others follow from.
type jwk struct {
	Type  string `json:"kty"`
	KeyID string `json:"kid"`
	N     string `json:"n"`
	E     string `json:"e"`
	D     string `json:"d"`
	P     string `json:"p"`
	Q     string `json:"q"`
}

func parseJWK(data []byte) (*rsa.PrivateKey, string, error) {
	var j jwk
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, "", fmt.Errorf("%w: the JWK is not whole JSON", ErrCutOff)
	}
	switch {
	case j.Type != "RSA":
		return nil, "", fmt.Errorf("%w: the JWK's kty is %.20q, tokens need RSA", ErrNotKey, j.Type)
	case j.D == "":
		return nil, "", ErrPublicKey
	}
	var numbers [5]*big.Int
	for i, member := range []string{j.N, j.E, j.D, j.P, j.Q} {
		raw, ok := decodeBase64([]byte(member))
		if !ok || len(raw) == 0 {
			return nil, "", fmt.Errorf("%w: the JWK lacks one of n, e, d, p and q", ErrCutOff)
		}
		numbers[i] = new(big.Int).SetBytes(raw)
	}
	if !numbers[1].IsInt64() || numbers[1].Int64() > 1<<31-1 {
		return nil, "", fmt.Errorf("%w: the JWK's exponent is too large", ErrNotKey)
	}
	key := &rsa.PrivateKey{
		PublicKey: rsa.PublicKey{N: numbers[0], E: int(numbers[1].Int64())},
		D:         numbers[2],
		Primes:    numbers[3:],
	}
	// Validate does the arithmetic that shows a damaged number; Precompute is
	// what makes signing quick.
	if err := key.Validate(); err != nil {
		return nil, "", fmt.Errorf("%w: the JWK's numbers don't fit together", ErrCutOff)
	}
	key.Precompute()
	return key, j.KeyID, nil
}

// PEM is the key as a PKCS #1 PEM, the form Stream uses.
func (k Key) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{
		Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(k.private),
	})
}

// Export is the key in one line, short enough for every system's keyring.
// ParseKey reads it.
func (k Key) Export() string {
	return base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(k.private))
}

// Public is the part that checks signatures. It is no secret.
func (k Key) Public() *rsa.PublicKey { return &k.private.PublicKey }

// String keeps the private part out of logs and messages.
func (k Key) String() string { return "signing key " + k.ID }

// GoString is String, for %#v.
func (k Key) GoString() string { return k.String() }

// plainID guards ids that become part of a URL or a claim.
func plainID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		ok := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_'
		if !ok {
			return false
		}
	}
	return true
}
