package token_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"

	"spool/library/token"
)

const keyID = "5b3e9c41a0d24f7e8b61c2d3e4f5a6b7"

// rsaKey is made once: it takes a good part of a second.
var rsaKey = sync.OnceValue(func() *rsa.PrivateKey { return newRSA(2048) })

func newRSA(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

func pemOf(key *rsa.PrivateKey) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
}

func jwkOf(key *rsa.PrivateKey, kid string) []byte {
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	j, err := json.Marshal(map[string]string{
		"use": "sig", "kty": "RSA", "kid": kid, "alg": "RS256",
		"n": number(key.N), "e": number(big.NewInt(int64(key.E))), "d": number(key.D),
		"p": number(key.Primes[0]), "q": number(key.Primes[1]),
		"dp": number(key.Precomputed.Dp), "dq": number(key.Precomputed.Dq), "qi": number(key.Precomputed.Qinv),
	})
	if err != nil {
		panic(err)
	}
	return j
}

func base64Of(data []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(data)) }

func testKey(t testing.TB) token.Key {
	t.Helper()
	key, err := token.ParseKey(keyID, pemOf(rsaKey()))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAKeyIsReadInEveryFormItIsFoundIn(t *testing.T) {
	pkcs8, err := x509.MarshalPKCS8PrivateKey(rsaKey())
	if err != nil {
		t.Fatal(err)
	}
	folded := base64Of(pemOf(rsaKey()))
	folded = append(append(append([]byte{}, folded[:76]...), "\r\n"...), folded[76:]...)
	forms := map[string]struct {
		id   string
		data []byte
	}{
		"PEM":                        {keyID, pemOf(rsaKey())},
		"PEM with Windows line ends": {keyID, bytes.ReplaceAll(pemOf(rsaKey()), []byte("\n"), []byte("\r\n"))},
		"PEM with a byte order mark": {keyID, append([]byte("\ufeff"), pemOf(rsaKey())...)},
		"PEM behind its attributes":  {keyID, append([]byte("Bag Attributes\n    localKeyID: 01\n"), pemOf(rsaKey())...)},
		"PEM as the API gives it":    {keyID, base64Of(pemOf(rsaKey()))},
		"the same, folded":           {keyID, append(folded, '\n')},
		"PKCS #8":                    {keyID, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})},
		"JWK":                        {"", jwkOf(rsaKey(), keyID)},
		"JWK as the API gives it":    {"", base64Of(jwkOf(rsaKey(), keyID))},
		"JWK with the id said too":   {keyID, jwkOf(rsaKey(), keyID)},
		"export":                     {keyID, []byte(testKey(t).Export())},
	}
	for name, form := range forms {
		key, err := token.ParseKey(form.id, form.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if key.ID != keyID || !key.Public().Equal(&rsaKey().PublicKey) || !bytes.Equal(key.PEM(), pemOf(rsaKey())) {
			t.Errorf("%s: another key came out: %v", name, key)
		}
	}
}

// keyThatEndsWithASpace is a key whose DER does, as one in forty.
func keyThatEndsWithASpace(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	var primes []*big.Int
	for {
		p, err := rand.Prime(rand.Reader, 1024)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range primes {
			for _, pair := range [][]*big.Int{{p, q}, {q, p}} {
				key := keyOf(pair)
				if key == nil {
					continue
				}
				if der := x509.MarshalPKCS1PrivateKey(key); len(bytes.TrimSpace(der)) < len(der) {
					return key
				}
			}
		}
		primes = append(primes, p)
	}
}

// keyOf is the key of two primes, nil where they make none.
func keyOf(primes []*big.Int) *rsa.PrivateKey {
	const e = 65537
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(primes[0], one), new(big.Int).Sub(primes[1], one))
	d := new(big.Int).ModInverse(big.NewInt(e), phi)
	n := new(big.Int).Mul(primes[0], primes[1])
	if d == nil || n.BitLen() < 2048 {
		return nil
	}
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: e}, D: d, Primes: primes}
	key.Precompute()
	return key
}

func TestAKeyThatEndsWithASpaceIsWhole(t *testing.T) {
	private := keyThatEndsWithASpace(t)
	key, err := token.ParseKey(keyID, pemOf(private))
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string][]byte{
		"export": []byte(key.Export()), "DER": x509.MarshalPKCS1PrivateKey(private), "PEM and a line": append(pemOf(private), "\n \n"...),
		"base64 and a line": append(base64Of(pemOf(private)), "\n\n"...), "JWK and a line": append(jwkOf(private, keyID), "\n\n"...),
	} {
		if got, err := token.ParseKey(keyID, form); err != nil || !got.Public().Equal(key.Public()) {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
}

func TestABadKeyIsRefusedWithItsReason(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ecDER, err := x509.MarshalPKCS8PrivateKey(ec)
	if err != nil {
		t.Fatal(err)
	}
	whole := pemOf(rsaKey())
	flipped := jwkOf(rsaKey(), keyID)
	at := bytes.Index(flipped, []byte(`"d":"`)) + 20
	flipped[at] ^= 'A' ^ 'B'
	bad := map[string]struct {
		id   string
		data []byte
		want error
	}{
		"empty":                {keyID, nil, token.ErrNotKey},
		"a sentence":           {keyID, []byte("this is my key"), token.ErrNotKey},
		"truncated PEM":        {keyID, whole[:len(whole)/2], token.ErrCutOff},
		"PEM with a hole":      {keyID, append(append([]byte{}, whole[:200]...), whole[264:]...), token.ErrCutOff},
		"truncated base64":     {keyID, base64Of(whole)[:800], token.ErrCutOff},
		"truncated JWK":        {keyID, jwkOf(rsaKey(), keyID)[:300], token.ErrCutOff},
		"damaged JWK":          {keyID, flipped, token.ErrCutOff},
		"JWK without primes":   {keyID, []byte(`{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}`), token.ErrCutOff},
		"public JWK":           {keyID, []byte(`{"kty":"RSA","n":"AQAB","e":"AQAB"}`), token.ErrPublicKey},
		"EC JWK":               {keyID, []byte(`{"kty":"EC","crv":"P-256","d":"AQAB"}`), token.ErrNotKey},
		"public PEM":           {keyID, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte{1}}), token.ErrPublicKey},
		"EC PEM":               {keyID, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: ecDER}), token.ErrNotKey},
		"locked PEM":           {keyID, pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte{1}}), token.ErrNotKey},
		"a short key":          {keyID, pemOf(newRSA(1024)), token.ErrNotKey},
		"PEM without an id":    {"", whole, token.ErrNoKeyID},
		"an id with a slash":   {"a/b", whole, token.ErrNoKeyID},
		"JWK of another key":   {"another", jwkOf(rsaKey(), keyID), token.ErrOtherKey},
		"base64 of base64":     {keyID, base64Of(base64Of(whole)), token.ErrNotKey},
		"base64 of nonsense":   {keyID, base64Of([]byte("nonsense")), token.ErrNotKey},
		"JSON of other things": {keyID, []byte(`{"id":"x"}`), token.ErrNotKey},
	}
	for name, b := range bad {
		key, err := token.ParseKey(b.id, b.data)
		if !errors.Is(err, b.want) {
			t.Errorf("%s: got %v, %v; want %v", name, key, err, b.want)
		}
	}
}

func TestPrintingAKeyTellsNoSecret(t *testing.T) {
	key := testKey(t)
	private := rsaKey().D.String()[:20]
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
		for _, v := range []any{key, &key, struct{ K token.Key }{key}} {
			if s := fmt.Sprintf(format, v); strings.Contains(s, private) || strings.Contains(s, fmt.Sprintf("%x", rsaKey().D)[:20]) {
				t.Errorf("%s of %T prints the private part", format, v)
			}
		}
	}
}

func FuzzParseKey(f *testing.F) {
	for _, seed := range [][]byte{pemOf(rsaKey()), base64Of(pemOf(rsaKey())), jwkOf(rsaKey(), keyID), []byte("-----BEGIN"), []byte("{")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		key, err := token.ParseKey(keyID, data)
		if err == nil && !bytes.Contains(key.PEM(), []byte("RSA PRIVATE KEY")) {
			t.Error("a key without a PEM")
		}
	})
}
