package store

import (
	"context"
	"errors"
	"time"
)

// SigningKey is the public half of a key that was handed out.
type SigningKey struct {
	ID      string
	Created time.Time
	Public  []byte
}

// AddKey keeps a key.
func (t *Tx) AddKey(k SigningKey) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO signing_keys (id, created, public) VALUES (?, ?, ?)",
		k.ID, k.Created.UnixNano(), k.Public)
	return err
}

// CountKeys counts the keys there are.
func (t *Tx) CountKeys() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM signing_keys").Scan(&n)
	return n, err
}

// DeleteKey forgets a key, or returns ErrNotFound.
func (t *Tx) DeleteKey(id string) error {
	return t.changeOne("DELETE FROM signing_keys WHERE id = ?", id)
}

// changeOne returns ErrNotFound when the statement touched no row.
func (t *Tx) changeOne(query string, args ...any) error {
	result, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// Key returns a key, or ErrNotFound.
func (s *Store) Key(ctx context.Context, id string) (SigningKey, error) {
	return scanKey(s.db.R.QueryRowContext(ctx, "SELECT id, created, public FROM signing_keys WHERE id = ?", id))
}

func scanKey(row scanner) (SigningKey, error) {
	var k SigningKey
	var created int64
	err := row.Scan(&k.ID, &created, &k.Public)
	k.Created = time.Unix(0, created).UTC()
	return k, orNotFound(err)
}

// Keys returns all keys, oldest first.
func (s *Store) Keys(ctx context.Context) (_ []SigningKey, err error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT id, created, public FROM signing_keys ORDER BY created, id")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var keys []SigningKey
	for rows.Next() {
		k, err := scanKey(rows)
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, rows.Err()
}
