// Package secret keeps API tokens and signing keys in the keyring of the
// system: Secret Service on Linux, Keychain on macOS, the Credential Manager
// on Windows. Nothing else of Spool writes a secret down.
//
// Where there is no keyring, every call answers ErrUnavailable. The caller
// then keeps the secret in memory for as long as it runs and says so; it never
// falls back to a file.
package secret

import (
	"context"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// Kind is what a secret is for.
type Kind string

// The secrets Spool keeps.
const (
	APIToken      Kind = "api-token"
	SigningKey    Kind = "signing-key"
	WebhookSecret Kind = "webhook-secret"
)

// Name says which secret is meant. It is visible to whoever can list the
// keyring's entries and holds no secret itself.
type Name struct {
	Kind Kind
	// BaseURL and Account say whose it is.
	BaseURL, Account string
	// ID tells the secrets of one kind and account apart, such as a key's id.
	// It may be empty.
	ID string
}

func (n Name) String() string {
	s := string(n.Kind) + " " + n.Account
	if n.ID != "" {
		s += " " + n.ID
	}
	return s + " at " + n.BaseURL
}

var (
	// ErrUnavailable: there is no keyring, it is locked and was not unlocked,
	// or it failed. What is wrapped says which.
	ErrUnavailable = errors.New("the system keyring can't be used")
	// ErrNone: the keyring has no such secret.
	ErrNone = errors.New("not in the keyring")
	// ErrTooLong: the system's keyring takes no secret of this length.
	ErrTooLong = errors.New("too long for the system keyring")
)

// DefaultService is what Spool's entries are filed under.
const DefaultService = "spool"

// Keyring is the keyring of the person who runs Spool. It may be used from any
// goroutine.
//
// The system may ask the person to unlock the keyring and keeps the call
// waiting meanwhile. The end of ctx ends the call; the question itself stays
// open until it is answered or the process ends, since no system offers to
// withdraw it.
type Keyring struct {
	service string
}

// New returns the keyring with the entries of one service, DefaultService
// outside of tests. It makes no call.
func New(service string) *Keyring { return &Keyring{service: service} }

// Save stores a secret, in place of an earlier one with the same name.
func (k *Keyring) Save(ctx context.Context, name Name, secret string) error {
	_, err := ask(ctx, "save", name, func() (string, error) {
		return "", keyring.Set(k.service, name.String(), secret)
	})
	return err
}

// Load returns a secret, or an error that wraps ErrNone.
func (k *Keyring) Load(ctx context.Context, name Name) (string, error) {
	return ask(ctx, "load", name, func() (string, error) { return keyring.Get(k.service, name.String()) })
}

// Remove deletes a secret; it is no error when there is none.
func (k *Keyring) Remove(ctx context.Context, name Name) error {
	_, err := ask(ctx, "remove", name, func() (string, error) {
		return "", keyring.Delete(k.service, name.String())
	})
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

// ask makes one call of the keyring and gives up waiting when ctx ends.
func ask(ctx context.Context, doing string, name Name, call func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	answered := make(chan answer, 1)
	go func() {
		secret, err := call()
		answered <- answer{secret, err}
	}()
	select {
	case a := <-answered:
		if a.err != nil {
			return "", fmt.Errorf("%s %s: %w", doing, name, kind(a.err))
		}
		return a.secret, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func kind(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNone
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLong
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}
