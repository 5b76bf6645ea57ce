// Package sign makes the signing keys of the local Stream and signs and checks
// the tokens that stand in the place of a video's uid (Cloudflare docs, Stream,
// securing your stream). The cryptography is go-jose's.
package sign

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

const (
	keyBits = 2048
	pemType = "RSA PRIVATE KEY" // PKCS#1
)

// ErrBadKey reports text that is no key of the form Stream hands out.
var ErrBadKey = errors.New("not a base64 encoded PEM of an RSA private key")

// ErrBadToken reports a token that is malformed or not signed by the key.
var ErrBadToken = errors.New("token is malformed or its signature is wrong")

// Key is a private signing key.
type Key struct {
	ID  string
	rsa *rsa.PrivateKey
}

// NewKey makes a key. It takes a good part of a second.
func NewKey(id string) (*Key, error) {
	k, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	return &Key{ID: id, rsa: k}, nil
}

// ParseKey reads what PEM returned.
func ParseKey(id, text string) (*Key, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrBadKey
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != pemType {
		return nil, ErrBadKey
	}
	k, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		return nil, ErrBadKey
	}
	return &Key{ID: id, rsa: k}, nil
}

// PEM returns the key as Stream shows it once: PKCS#1 in PEM, in base64.
func (k *Key) PEM() string {
	block := pem.Block{Type: pemType, Bytes: x509.MarshalPKCS1PrivateKey(k.rsa)}
	return base64.StdEncoding.EncodeToString(pem.EncodeToMemory(&block))
}

// JWK returns the key as Stream shows it once: a JSON Web Key in base64.
func (k *Key) JWK() (string, error) {
	raw, err := json.Marshal(jose.JSONWebKey{Key: k.rsa, KeyID: k.ID, Algorithm: string(jose.RS256), Use: "sig"})
	if err != nil {
		return "", fmt.Errorf("write signing key %s: %w", k.ID, err)
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

// Public returns the public half, for Verify.
func (k *Key) Public() []byte { return x509.MarshalPKCS1PublicKey(&k.rsa.PublicKey) }

// Sign returns a token with the claims, which is anything that makes JSON.
func (k *Key) Sign(claims any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(jose.SigningKey{
		Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: k.rsa, KeyID: k.ID},
	}, nil)
	if err != nil {
		return "", err
	}
	object, err := signer.Sign(payload)
	if err != nil {
		return "", err
	}
	return object.CompactSerialize()
}

// Token is a token that was parsed but not yet verified.
type Token struct {
	KeyID  string
	object *jose.JSONWebSignature
}

// Parse reads a token. Any algorithm but RS256 is refused here.
func Parse(text string) (*Token, error) {
	object, err := jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil || len(object.Signatures) != 1 {
		return nil, ErrBadToken
	}
	return &Token{KeyID: object.Signatures[0].Header.KeyID, object: object}, nil
}

// Verify checks the signature against a public key and returns the claims.
func (t *Token) Verify(public []byte) ([]byte, error) {
	key, err := x509.ParsePKCS1PublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("public key %s: %w", t.KeyID, err)
	}
	payload, err := t.object.Verify(key)
	if err != nil {
		return nil, ErrBadToken
	}
	return payload, nil
}
