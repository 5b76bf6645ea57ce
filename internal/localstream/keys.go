package localstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/sign"
	"spool/internal/localstream/store"
)

// maxKeys is how many signing keys an account may have (Cloudflare docs,
// Stream, securing your stream).
const maxKeys = 1000

type newKeyAnswer struct {
	ID      string `json:"id"`
	PEM     string `json:"pem"`
	JWK     string `json:"jwk"`
	Created stamp  `json:"created"`
}

type keyAnswer struct {
	ID      string `json:"id"`
	KeyID   string `json:"key_id"`
	Created stamp  `json:"created"`
}

// createKey makes a key and shows its private half, this once.
func (s *Server) createKey(w http.ResponseWriter, r *http.Request) error {
	key, err := sign.NewKey(newUID())
	if err != nil {
		return err
	}
	jwk, err := key.JWK()
	if err != nil {
		return err
	}
	kept := store.SigningKey{ID: key.ID, Created: s.now().UTC(), Public: key.Public()}
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		n, err := tx.CountKeys()
		if err != nil {
			return err
		}
		if n >= maxKeys {
			return envelope.ErrQuota.With("there are %d signing keys, which is the most", n)
		}
		return tx.AddKey(kept)
	})
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, newKeyAnswer{kept.ID, key.PEM(), jwk, stamp(kept.Created)})
}

func (s *Server) listKeys(w http.ResponseWriter, r *http.Request) error {
	keys, err := s.store.Keys(r.Context())
	if err != nil {
		return fmt.Errorf("list keys: %w", err)
	}
	answers := make([]keyAnswer, len(keys))
	for i, k := range keys {
		answers[i] = keyAnswer{k.ID, k.ID, stamp(k.Created)}
	}
	return envelope.Write(w, http.StatusOK, answers)
}

// deleteKey revokes a key with every token signed by it.
func (s *Server) deleteKey(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("key")
	if !rules.IsUID(id) {
		return envelope.ErrNotFound
	}
	if err := s.store.Tx(r.Context(), func(tx *store.Tx) error { return tx.DeleteKey(id) }); err != nil {
		return err
	}
	answer := "Revoked"
	if s.opts.Quirks.is(QuirkRevoked, "ok") {
		answer = "ok"
	}
	return envelope.Write(w, http.StatusOK, answer)
}

const ownKeySetting = "own_signing_key"

// ownKey returns the key the server signs with by itself. It is no key of the
// account, is made when it is first needed, and lives as long as the data
// folder.
func (s *Server) ownKey(ctx context.Context) (*sign.Key, error) {
	s.ownKeyMu.Lock()
	defer s.ownKeyMu.Unlock()
	if s.own != nil {
		return s.own, nil
	}
	text, err := s.store.Setting(ctx, ownKeySetting)
	switch {
	case err == nil:
		s.own, err = sign.ParseKey(s.id.account, text)
		return s.own, err
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	}
	// The account's id serves as the key's: no key of the account can have it.
	key, err := sign.NewKey(s.id.account)
	if err != nil {
		return nil, err
	}
	if err := s.store.Tx(ctx, func(tx *store.Tx) error { return tx.SetSetting(ownKeySetting, key.PEM()) }); err != nil {
		return nil, err
	}
	s.own = key
	return key, nil
}
