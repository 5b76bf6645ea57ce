package token

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/sync/errgroup"
)

// ErrSubject reports a subject that can't be a video's or live input's uid.
var ErrSubject = errors.New("not a video's uid")

// Sign makes a token for the video or live input with a uid. It is CPU work
// only, about a millisecond of it. now is the moment the terms are checked
// against; a *Problem is returned where they are wrong.
func (k Key) Sign(uid string, t Terms, now time.Time) (string, error) {
	if problems := t.Check(now); len(problems) > 0 {
		return "", problems[0]
	}
	signer, err := k.signer(t)
	if err != nil {
		return "", err
	}
	return signer.sign(uid)
}

// signer signs tokens that differ only in their subject, so that a batch puts
// the rest into JSON once.
type signer struct {
	key Key
	// header is the first part of every token, claims the JSON of the second
	// but for the subject and the closing brace.
	header, claims string
}

// signer takes terms that were checked.
func (k Key) signer(t Terms) (signer, error) {
	if k.private == nil {
		return signer{}, ErrNotKey
	}
	claims := jwt.MapClaims{"kid": k.ID, "exp": t.Expires.Unix()}
	if !t.NotBefore.IsZero() {
		claims["nbf"] = t.NotBefore.Unix()
	}
	if t.Downloadable {
		claims["downloadable"] = true
	}
	if len(t.Rules) > 0 {
		claims["accessRules"] = t.Rules
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return signer{}, fmt.Errorf("write the claims: %w", err)
	}
	// Stream's own header is {alg, kid}, without typ.
	header, err := json.Marshal(map[string]string{"alg": jwt.SigningMethodRS256.Alg(), "kid": k.ID})
	if err != nil {
		return signer{}, fmt.Errorf("write the header: %w", err)
	}
	return signer{
		key: k, header: base64.RawURLEncoding.EncodeToString(header), claims: strings.TrimSuffix(string(payload), "}"),
	}, nil
}

func (s signer) sign(uid string) (string, error) {
	// A plain id needs no escapes in JSON.
	if !plainID(uid) {
		return "", fmt.Errorf("%.80q is %w", uid, ErrSubject)
	}
	text := s.header + "." + base64.RawURLEncoding.EncodeToString([]byte(s.claims+`,"sub":"`+uid+`"}`))
	signature, err := jwt.SigningMethodRS256.Sign(text, s.key.private)
	if err != nil {
		return "", fmt.Errorf("sign a token for %s: %w", uid, err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// SignAll signs a token with the same terms for each of many videos, on all
// cores, and returns them in the order of the uids. It stops at the first that
// can't be signed, or when ctx ends.
func (k Key) SignAll(ctx context.Context, uids []string, t Terms, now time.Time) ([]string, error) {
	if problems := t.Check(now); len(problems) > 0 {
		return nil, problems[0]
	}
	signer, err := k.signer(t)
	if err != nil {
		return nil, err
	}
	tokens := make([]string, len(uids))
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(uids)) {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(uids) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				var err error
				if tokens[i], err = signer.sign(uids[i]); err != nil {
					return err
				}
			}
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return tokens, nil
}

// signedBy reports whether a signature is that of a key over what was signed.
func signedBy(signed, signature string, key *rsa.PublicKey) bool {
	raw, ok := decodeSegment(signature)
	return ok && jwt.SigningMethodRS256.Verify(signed, raw, key) == nil
}
