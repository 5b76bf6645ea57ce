package localstream

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"

	"spool/internal/localstream/store"
)

// identity is who the one account of a data folder is. It is made once.
type identity struct {
	account string // 32 hexadecimal digits
	token   string // may do everything
	reader  string // may only read: has the right Stream Read, not Stream Write
}

func loadIdentity(ctx context.Context, st *store.Store) (identity, error) {
	var id identity
	fields := []struct {
		key  string
		to   *string
		make func() string
	}{
		{"account_id", &id.account, newUID},
		{"api_token", &id.token, newToken},
		{"read_token", &id.reader, newToken},
	}
	for _, f := range fields {
		value, err := st.Setting(ctx, f.key)
		if errors.Is(err, store.ErrNotFound) {
			value = f.make()
			err = st.Tx(ctx, func(tx *store.Tx) error { return tx.SetSetting(f.key, value) })
		}
		if err != nil {
			return identity{}, err
		}
		*f.to = value
	}
	return id, nil
}

// newUID returns a fresh identifier as Stream makes them: 32 hexadecimal digits.
func newUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return hex.EncodeToString(b[:])
}

// newToken returns a token as long as Cloudflare's, 40 characters.
func newToken() string { return (rand.Text() + rand.Text())[:40] }
