package token

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"runtime"
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
	return k.sign(uid, t)
}

// sign signs terms that were checked.
func (k Key) sign(uid string, t Terms) (string, error) {
	if k.private == nil {
		return "", ErrNotKey
	}
	if !plainID(uid) {
		return "", fmt.Errorf("%.80q is %w", uid, ErrSubject)
	}
	claims := jwt.MapClaims{"sub": uid, "kid": k.ID, "exp": t.Expires.Unix()}
	if !t.NotBefore.IsZero() {
		claims["nbf"] = t.NotBefore.Unix()
	}
	if t.Downloadable {
		claims["downloadable"] = true
	}
	if len(t.Rules) > 0 {
		claims["accessRules"] = t.Rules
	}
	// Stream's own header is {alg, kid}, without typ.
	token := jwt.Token{
		Header: map[string]any{"alg": jwt.SigningMethodRS256.Alg(), "kid": k.ID},
		Claims: claims,
		Method: jwt.SigningMethodRS256,
	}
	signed, err := token.SignedString(k.private)
	if err != nil {
		return "", fmt.Errorf("sign a token for %s: %w", uid, err)
	}
	return signed, nil
}

// SignAll signs a token with the same terms for each of many videos, on all
// cores, and returns them in the order of the uids. It stops at the first that
// can't be signed, or when ctx ends.
func (k Key) SignAll(ctx context.Context, uids []string, t Terms, now time.Time) ([]string, error) {
	if problems := t.Check(now); len(problems) > 0 {
		return nil, problems[0]
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
				if tokens[i], err = k.sign(uids[i], t); err != nil {
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
