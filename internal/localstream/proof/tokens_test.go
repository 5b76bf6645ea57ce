package proof

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"spool/internal/localstream"
)

// TestTokensVerifyWithAnotherLibrary takes a token of the token endpoint apart
// with a library that the server does not use, and verifies it with the key as
// PEM and as JWK.
func TestTokensVerifyWithAnotherLibrary(t *testing.T) {
	server, client := open(t, localstream.Options{Seed: 1, SkipEncoding: true})
	var videos []struct{ UID string }
	call(t, server, client, http.MethodGet, "", "", nil, &videos)
	uid := videos[0].UID
	var key struct{ ID, PEM, JWK string }
	call(t, server, client, http.MethodPost, "/keys", "", nil, &key)
	exp := time.Now().Add(3 * time.Hour).Unix()
	body, err := json.Marshal(map[string]any{
		"id": key.ID, "pem": key.PEM, "exp": exp, "downloadable": true,
		"accessRules": []any{map[string]any{"type": "ip.geoip.country", "action": "allow", "country": []string{"DE"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Token string }
	call(t, server, client, http.MethodPost, "/"+uid+"/token", "application/json", strings.NewReader(string(body)), &answer)

	for form, public := range map[string]*rsa.PublicKey{"PEM": publicOfPEM(t, key.PEM), "JWK": publicOfJWK(t, key.JWK, key.ID)} {
		claims := jwt.MapClaims{}
		// The claims are checked below: exp and nbf are text, which the library
		// would refuse.
		token, err := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation()).
			ParseWithClaims(answer.Token, claims, func(*jwt.Token) (any, error) { return public, nil })
		if err != nil {
			t.Fatalf("verify with the %s: %v", form, err)
		}
		if token.Header["kid"] != key.ID || claims["kid"] != key.ID || claims["sub"] != uid || claims["downloadable"] != true {
			t.Errorf("header %v, claims %v", token.Header, claims)
		}
		if rules, _ := claims["accessRules"].([]any); len(rules) != 1 {
			t.Errorf("access rules: %v, want the one asked for", claims["accessRules"])
		}
	}
	last := answer.Token[len(answer.Token)-6:]
	forged := strings.TrimSuffix(answer.Token, last) + strings.Map(func(r rune) rune {
		if r == 'A' {
			return 'B'
		}
		return 'A'
	}, last)
	_, err = jwt.NewParser(jwt.WithoutClaimsValidation()).Parse(forged, func(*jwt.Token) (any, error) { return publicOfPEM(t, key.PEM), nil })
	if !errors.Is(err, jwt.ErrTokenSignatureInvalid) {
		t.Errorf("a forged token: %v, want an invalid signature", err)
	}
}

// TestTokensOfAnotherLibraryOpenAVideo signs with the key outside the server.
func TestTokensOfAnotherLibraryOpenAVideo(t *testing.T) {
	server, client := open(t, localstream.Options{Seed: 1, SkipEncoding: true})
	var videos []struct{ UID string }
	call(t, server, client, http.MethodGet, "", "", nil, &videos)
	uid := videos[0].UID
	call(t, server, client, http.MethodPost, "/"+uid, "application/json", strings.NewReader(`{"requireSignedURLs":true}`), &struct{}{})
	var key struct{ ID, PEM string }
	call(t, server, client, http.MethodPost, "/keys", "", nil, &key)
	private, err := jwt.ParseRSAPrivateKeyFromPEM(decode(t, key.PEM))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		exp    time.Duration
		sub    string
		status int
	}{
		{"a good one", time.Hour, uid, http.StatusOK},
		{"an expired one", -time.Hour, uid, http.StatusForbidden},
		{"one of an unknown video", time.Hour, strings.Repeat("0", 32), http.StatusNotFound},
	} {
		token := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{"sub": test.sub, "kid": key.ID, "exp": time.Now().Add(test.exp).Unix()})
		token.Header["kid"] = key.ID
		signed, err := token.SignedString(private)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Get(server.Origin() + "/" + signed + "/watch")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != test.status {
			t.Errorf("%s: %s, want %d", test.name, response.Status, test.status)
		}
	}
}

func decode(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func publicOfPEM(t *testing.T, text string) *rsa.PublicKey {
	t.Helper()
	key, err := jwt.ParseRSAPrivateKeyFromPEM(decode(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return &key.PublicKey
}

func publicOfJWK(t *testing.T, text, id string) *rsa.PublicKey {
	t.Helper()
	var jwk struct{ Use, Kty, Kid, Alg, N, E string }
	if err := json.Unmarshal(decode(t, text), &jwk); err != nil {
		t.Fatal(err)
	}
	if jwk.Use != "sig" || jwk.Kty != "RSA" || jwk.Kid != id || jwk.Alg != "RS256" {
		t.Errorf("JWK: use %q, kty %q, kid %q, alg %q", jwk.Use, jwk.Kty, jwk.Kid, jwk.Alg)
	}
	number := func(s string) *big.Int {
		raw, err := base64.RawURLEncoding.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return new(big.Int).SetBytes(raw)
	}
	return &rsa.PublicKey{N: number(jwk.N), E: int(number(jwk.E).Int64())}
}
