package localstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/sign"
	"spool/internal/localstream/store"
)

const (
	tokenLife = time.Hour // when no exp is given, and as far back for nbf
	// maxTokensPerDay is what the endpoint is documented for.
	maxTokensPerDay = 10_000
)

// createToken signs a token for a video (Cloudflare docs, Stream, securing your
// stream): with the server's own key, or with the one the caller sends.
func (s *Server) createToken(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	now := s.now()
	claims, err := f.claims(v.UID, now)
	if err != nil {
		return err
	}
	key, err := s.signingKey(r, f)
	if err != nil {
		return err
	}
	taken, err := s.takeToken(r.Context(), now)
	if err != nil {
		return err
	}
	if !taken {
		return envelope.ErrQuota.With("more than %d tokens in a day; sign them with a key of your own", maxTokensPerDay)
	}
	claims.KeyID = key.ID
	token, err := key.Sign(claims)
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, map[string]string{"token": token})
}

// signingKey is the key the body brings, or the server's own.
func (s *Server) signingKey(r *http.Request, f fields) (*sign.Key, error) {
	var id, pem string
	for key, to := range map[string]*string{"id": &id, "pem": &pem} {
		if err := f.decode(key, to, "text"); err != nil {
			return nil, err
		}
	}
	if id == "" && pem == "" {
		return s.ownKey(r.Context())
	}
	if id == "" || pem == "" {
		return nil, envelope.ErrBadRequest.With("id and pem are needed together")
	}
	known, err := s.store.Key(r.Context(), id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, envelope.ErrBadRequest.With("there is no signing key %s", clip(id))
	}
	if err != nil {
		return nil, err
	}
	key, err := sign.ParseKey(id, pem)
	if err != nil {
		return nil, envelope.ErrBadRequest.With("pem is %v", err)
	}
	if !bytes.Equal(key.Public(), known.Public) {
		return nil, envelope.ErrBadRequest.With("pem is not that of the key %s", clip(id))
	}
	return key, nil
}

func (f fields) claims(uid string, now time.Time) (rules.Claims, error) {
	c := rules.Claims{Sub: uid, Exp: rules.Seconds(now.Add(tokenLife).Unix()), Nbf: rules.Seconds(now.Add(-tokenLife).Unix())}
	exp, nbf := int64(c.Exp), int64(c.Nbf)
	var access json.RawMessage
	for _, err := range []error{
		f.decode("exp", &exp, "a time in seconds"),
		f.decode("nbf", &nbf, "a time in seconds"),
		f.decode("downloadable", &c.Downloadable, "true or false"),
		f.decode("flags", &c.Flags, "an object"),
		f.decode("accessRules", &access, "a list of rules"),
	} {
		if err != nil {
			return c, err
		}
	}
	if access != nil {
		list, err := rules.UnmarshalRules(access)
		if err != nil {
			return c, err
		}
		c.AccessRules = list
	}
	switch {
	case exp <= now.Unix():
		return c, envelope.ErrBadRequest.With("exp must be ahead")
	case exp > now.Add(rules.MaxTokenLife).Unix():
		return c, envelope.ErrBadRequest.With("exp must be at most 24 hours ahead")
	case nbf < 0 || nbf >= exp:
		return c, envelope.ErrBadRequest.With("nbf must be before exp")
	}
	c.Exp, c.Nbf = rules.Seconds(exp), rules.Seconds(nbf)
	return c, nil
}

const tokensSetting = "tokens_of_the_day"

// takeToken counts one of the tokens allowed in a day, by UTC. It reports
// whether there was one left.
func (s *Server) takeToken(ctx context.Context, now time.Time) (taken bool, err error) {
	day := now.UTC().Format(time.DateOnly)
	err = s.store.Tx(ctx, func(tx *store.Tx) error {
		text, err := tx.Setting(tokensSetting)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		n := 0
		if count, today := strings.CutPrefix(text, day+" "); today {
			if n, err = strconv.Atoi(count); err != nil {
				return err
			}
		}
		if n >= maxTokensPerDay {
			return nil
		}
		taken = true
		return tx.SetSetting(tokensSetting, day+" "+strconv.Itoa(n+1))
	})
	return taken, err
}
