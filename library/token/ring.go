package token

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"spool/library"
)

// KeyAPI is the account's keys at Stream.
type KeyAPI interface {
	Keys(ctx context.Context) ([]library.SigningKey, error)
	CreateKey(ctx context.Context) (library.SigningKey, error)
	DeleteKey(ctx context.Context, id string) error
}

// Vault keeps private parts, each under its key's id: the system keyring.
type Vault interface {
	Save(ctx context.Context, keyID, secret string) error
	Load(ctx context.Context, keyID string) (string, error)
	Remove(ctx context.Context, keyID string) error
}

// Book remembers what is not secret of keys, and what they signed.
type Book interface {
	Keys(ctx context.Context) ([]KnownKey, error)
	SaveKey(ctx context.Context, k KnownKey) error
	ForgetKey(ctx context.Context, id string) error
	Consequence(ctx context.Context, keyID string, now time.Time) (Consequence, error)
}

// Ring is an account's signing keys: at Stream, in the keyring and in memory.
// It may be used from any goroutine.
type Ring struct {
	api   KeyAPI
	vault Vault
	book  Book
	now   func() time.Time

	mu     sync.Mutex
	memory map[string]Key
}

// NewRing puts a ring together; it makes no call. api may be nil where there is
// no account to ask.
func NewRing(api KeyAPI, vault Vault, book Book, now func() time.Time) *Ring {
	return &Ring{api: api, vault: vault, book: book, now: now, memory: map[string]Key{}}
}

// KeyRow is a key in a list.
type KeyRow struct {
	KnownKey
	// AtStream says that Stream lists it; false also where Stream wasn't asked.
	AtStream bool
	// Here says that it can sign on this computer.
	Here bool
	// Valid is what of its work is alive.
	Valid Consequence
}

// List is every key of the account, those that Stream lists and those that
// only this computer knows, newest first. Where Stream can't be asked, the
// list is of what is known here, together with the error.
func (r *Ring) List(ctx context.Context) ([]KeyRow, error) {
	known, err := r.book.Keys(ctx)
	if err != nil {
		return nil, err
	}
	rows := map[string]*KeyRow{}
	row := func(id string) *KeyRow {
		if rows[id] == nil {
			rows[id] = &KeyRow{KnownKey: KnownKey{ID: id}, Here: r.inMemory(id)}
		}
		return rows[id]
	}
	for _, k := range known {
		at := row(k.ID)
		at.KnownKey, at.Here = k, at.Here || k.Kept
	}
	var listErr error
	if r.api != nil {
		listed, err := r.api.Keys(ctx)
		listErr = err
		for _, k := range listed {
			at := row(k.ID)
			at.AtStream = true
			if !k.Created.IsZero() {
				at.Created = k.Created
			}
		}
	}
	list := make([]KeyRow, 0, len(rows))
	for id, at := range rows {
		if at.Valid, err = r.book.Consequence(ctx, id, r.now()); err != nil {
			return nil, err
		}
		list = append(list, *at)
	}
	slices.SortFunc(list, func(a, b KeyRow) int { return b.Created.Compare(a.Created) })
	return list, listErr
}

func (r *Ring) inMemory(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.memory[id]
	return ok
}

// Kept is a key that came to this computer.
type Kept struct {
	Key Key
	// NotKept is why the keyring did not take it, nil where it did. The key
	// then lasts as long as the Ring.
	NotKept error
	// NotChecked is why it could not be asked whether the account has the key.
	NotChecked error
}

// Create has Stream make a key and keeps it at once: Stream shows it only this
// time.
func (r *Ring) Create(ctx context.Context, label string) (Kept, error) {
	if r.api == nil {
		return Kept{}, errNoAccount
	}
	made, err := r.api.CreateKey(ctx)
	if err != nil {
		return Kept{}, err
	}
	private := made.PEM
	if private == "" {
		private = made.JWK
	}
	key, err := ParseKey(made.ID, []byte(private))
	if err != nil {
		err = fmt.Errorf("stream's new key %s can't be read: %w", made.ID, err)
		// Nobody can ever sign with it.
		return Kept{}, errors.Join(err, r.api.DeleteKey(context.WithoutCancel(ctx), made.ID))
	}
	return r.keep(ctx, key, KnownKey{Label: label, Created: made.Created})
}

var errNoAccount = errors.New("no account to ask")

// ErrForeignKey reports a key that the account does not have.
var ErrForeignKey = errors.New("this account has no such key at Stream: it was deleted, or is another account's")

// Import takes a key that was made elsewhere, after asking Stream whether the
// account has it.
func (r *Ring) Import(ctx context.Context, key Key, label string) (Kept, error) {
	if err := r.Verify(ctx, key); err != nil {
		return Kept{}, err
	}
	known := KnownKey{Label: label}
	unasked := errNoAccount
	if r.api != nil {
		var listed []library.SigningKey
		if listed, unasked = r.api.Keys(ctx); unasked == nil {
			at := slices.IndexFunc(listed, func(k library.SigningKey) bool { return k.ID == key.ID })
			if at < 0 {
				return Kept{}, fmt.Errorf("key %s: %w", key.ID, ErrForeignKey)
			}
			known.Created = listed[at].Created
		}
	}
	kept, err := r.keep(ctx, key, known)
	kept.NotChecked = unasked
	return kept, err
}

// Verify reports ErrOtherKey where this computer knows that the id belongs to
// another key.
func (r *Ring) Verify(ctx context.Context, key Key) error {
	known, err := r.book.Keys(ctx)
	if err != nil {
		return err
	}
	for _, k := range known {
		if k.ID == key.ID && k.Public != nil && !k.Public.Equal(key.Public()) {
			return fmt.Errorf("%w: what was given is not the private part of key %s", ErrOtherKey, key.ID)
		}
	}
	return nil
}

func (r *Ring) keep(ctx context.Context, key Key, known KnownKey) (Kept, error) {
	r.mu.Lock()
	r.memory[key.ID] = key
	r.mu.Unlock()
	kept := Kept{Key: key, NotKept: r.vault.Save(ctx, key.ID, key.Export())}
	known.ID, known.Public, known.Kept = key.ID, key.Public(), kept.NotKept == nil
	if err := r.book.SaveKey(ctx, known); err != nil {
		return kept, fmt.Errorf("remember key %s: %w", key.ID, err)
	}
	return kept, nil
}

// Key is a key to sign with, from memory or the keyring.
func (r *Ring) Key(ctx context.Context, id string) (Key, error) {
	r.mu.Lock()
	key, ok := r.memory[id]
	r.mu.Unlock()
	if ok {
		return key, nil
	}
	secret, err := r.vault.Load(ctx, id)
	if err != nil {
		return Key{}, fmt.Errorf("key %s: %w", id, err)
	}
	if key, err = ParseKey(id, []byte(secret)); err != nil {
		return Key{}, fmt.Errorf("key %s in the keyring: %w", id, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.memory[id] = key
	return key, nil
}

// Public gives the public part of every key that is known here, for Decode.
func (r *Ring) Public(ctx context.Context) (func(id string) *rsa.PublicKey, error) {
	known, err := r.book.Keys(ctx)
	if err != nil {
		return nil, err
	}
	keys := map[string]*rsa.PublicKey{}
	for _, k := range known {
		keys[k.ID] = k.Public
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, k := range r.memory {
		keys[id] = k.Public()
	}
	return func(id string) *rsa.PublicKey { return keys[id] }, nil
}

// Consequence is what deleting a key would end, as far as it is known here.
func (r *Ring) Consequence(ctx context.Context, id string) (Consequence, error) {
	return r.book.Consequence(ctx, id, r.now())
}

// Delete revokes a key at Stream, which ends every token it signed, and
// removes it from this computer. A key that Stream does not have is removed
// here all the same.
func (r *Ring) Delete(ctx context.Context, id string) error {
	if r.api == nil {
		return errNoAccount
	}
	if err := r.api.DeleteKey(ctx, id); err != nil && !errors.Is(err, library.ErrNotFound) {
		return err
	}
	return r.Forget(ctx, id)
}

// Forget removes a key from this computer only; its tokens live on. What the
// keyring refuses is reported, and the rest is done.
func (r *Ring) Forget(ctx context.Context, id string) error {
	r.mu.Lock()
	delete(r.memory, id)
	r.mu.Unlock()
	return errors.Join(r.vault.Remove(ctx, id), r.book.ForgetKey(ctx, id))
}
