package token_test

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"spool/library"
	"spool/library/token"
	"spool/library/token/issued"
)

// account is a Stream account's keys.
type account struct {
	keys map[string]library.SigningKey
	err  error
	// odd hands out keys that nobody can read.
	odd bool
}

func (a *account) Keys(context.Context) ([]library.SigningKey, error) {
	return slices.Collect(maps.Values(a.keys)), a.err
}

func (a *account) CreateKey(context.Context) (library.SigningKey, error) {
	if a.err != nil {
		return library.SigningKey{}, a.err
	}
	a.keys[keyID] = library.SigningKey{ID: keyID, Created: noon}
	if a.odd {
		return library.SigningKey{ID: keyID, Created: noon, PEM: "soon"}, nil
	}
	return library.SigningKey{ID: keyID, Created: noon, PEM: string(base64Of(pemOf(rsaKey())))}, nil
}

func (a *account) DeleteKey(_ context.Context, id string) error {
	if _, ok := a.keys[id]; !ok {
		return library.ErrNotFound
	}
	delete(a.keys, id)
	return a.err
}

// vault is a keyring; with err set, one that can't be used.
type vault struct {
	secrets map[string]string
	err     error
}

var errNone = errors.New("not in the keyring")

func (v *vault) Save(_ context.Context, id, secret string) error {
	if v.err == nil {
		v.secrets[id] = secret
	}
	return v.err
}

func (v *vault) Load(_ context.Context, id string) (string, error) {
	if v.err != nil {
		return "", v.err
	}
	secret, ok := v.secrets[id]
	if !ok {
		return "", errNone
	}
	return secret, nil
}

func (v *vault) Remove(_ context.Context, id string) error {
	delete(v.secrets, id)
	return v.err
}

type setting struct {
	account *account
	vault   *vault
	store   *issued.Store
}

func newSetting(t *testing.T) setting {
	t.Helper()
	store, _, err := issued.Open(t.Context(), filepath.Join(t.TempDir(), "tokens.db"), "acc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return setting{&account{keys: map[string]library.SigningKey{}}, &vault{secrets: map[string]string{}}, store}
}

// ring is a new start of the program.
func (s setting) ring() *token.Ring {
	return token.NewRing(s.account, s.vault, s.store, func() time.Time { return noon })
}

func TestANewKeyGoesToTheKeyringAtOnce(t *testing.T) {
	s := newSetting(t)
	kept, err := s.ring().Create(t.Context(), "Edit bay")
	if err != nil || kept.NotKept != nil {
		t.Fatal(err, kept.NotKept)
	}
	key, err := s.ring().Key(t.Context(), keyID)
	if err != nil || !key.Public().Equal(&rsaKey().PublicKey) {
		t.Fatalf("after a restart: %v, %v", key, err)
	}
	list, err := s.ring().List(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	row := list[0]
	if row.ID != keyID || row.Label != "Edit bay" || !row.Created.Equal(noon) || !row.AtStream || !row.Here {
		t.Errorf("listed as %+v", row)
	}
}

func TestAKeyThatCannotBeReadIsNotLeftAtStream(t *testing.T) {
	s := newSetting(t)
	s.account.odd = true
	if _, err := s.ring().Create(t.Context(), ""); !errors.Is(err, token.ErrNotKey) {
		t.Errorf("it says %v", err)
	}
	if len(s.account.keys) != 0 {
		t.Errorf("at Stream there is %v", s.account.keys)
	}
}

func TestWithoutAKeyringAKeyLastsAsLongAsTheProgram(t *testing.T) {
	s := newSetting(t)
	s.vault.err = errors.New("no keyring")
	ring := s.ring()
	kept, err := ring.Create(t.Context(), "")
	if err != nil || !errors.Is(kept.NotKept, s.vault.err) {
		t.Fatal(err, kept.NotKept)
	}
	if _, err := ring.Key(t.Context(), keyID); err != nil {
		t.Errorf("in the same program: %v", err)
	}
	if _, err := s.ring().Key(t.Context(), keyID); !errors.Is(err, s.vault.err) {
		t.Errorf("after a restart: %v", err)
	}
	list, err := s.ring().List(t.Context())
	if err != nil || len(list) != 1 || list[0].Here || !list[0].AtStream {
		t.Errorf("after a restart: %+v, %v", list, err)
	}
}

func TestOnlyTheAccountsOwnKeysAreImported(t *testing.T) {
	s := newSetting(t)
	if _, err := s.ring().Import(t.Context(), testKey(t), ""); !errors.Is(err, token.ErrForeignKey) {
		t.Errorf("a key the account does not have: %v", err)
	}
	s.account.keys[keyID] = library.SigningKey{ID: keyID, Created: noon}
	if kept, err := s.ring().Import(t.Context(), testKey(t), "Batch"); err != nil || kept.NotChecked != nil {
		t.Errorf("the account's key: %v, %v", kept.NotChecked, err)
	}
	s.account.err = library.ErrUnreachable
	if kept, err := s.ring().Import(t.Context(), testKey(t), ""); err != nil || !errors.Is(kept.NotChecked, library.ErrUnreachable) {
		t.Errorf("offline: %v, %v", kept.NotChecked, err)
	}
	list, err := s.ring().List(t.Context())
	if !errors.Is(err, library.ErrUnreachable) || len(list) != 1 || list[0].Label != "Batch" || !list[0].Created.Equal(noon) {
		t.Errorf("what is known offline: %+v, %v", list, err)
	}
	other, err := token.ParseKey(keyID, pemOf(newRSA(2048)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ring().Import(t.Context(), other, ""); !errors.Is(err, token.ErrOtherKey) {
		t.Errorf("another key under the same id: %v", err)
	}
}

func TestDeletingAKeySaysWhatItEnds(t *testing.T) {
	s := newSetting(t)
	ring := s.ring()
	if _, err := ring.Create(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	var list []token.Issue
	for i, life := range []time.Duration{-time.Hour, time.Hour, 2 * time.Hour, 3 * time.Hour} {
		list = append(list, token.Issue{
			KeyID: keyID, UID: []string{"old", "a", "a", "b"}[i], IssuedAt: noon.Add(-2 * time.Hour),
			Terms: token.Terms{Expires: noon.Add(life)},
		})
	}
	if err := s.store.Add(t.Context(), list, []string{"1", "2", "3", "4"}); err != nil {
		t.Fatal(err)
	}
	ends, err := ring.Consequence(t.Context(), keyID)
	if want := (token.Consequence{Tokens: 3, Videos: 2, Last: noon.Add(3 * time.Hour)}); err != nil || ends != want {
		t.Errorf("got %+v, %v; want %+v", ends, err, want)
	}
	if err := ring.Delete(t.Context(), keyID); err != nil {
		t.Fatal(err)
	}
	if len(s.account.keys)+len(s.vault.secrets) > 0 {
		t.Errorf("left over: %v, %d secrets", s.account.keys, len(s.vault.secrets))
	}
	if _, err := ring.Key(t.Context(), keyID); !errors.Is(err, errNone) {
		t.Errorf("the key can still sign: %v", err)
	}
	if err := ring.Delete(t.Context(), keyID); err != nil {
		t.Errorf("deleting what is gone: %v", err)
	}
	if found, err := s.store.Find(t.Context(), token.Query{KeyID: keyID}); err != nil || len(found) != 4 {
		t.Errorf("the record of its tokens: %d, %v", len(found), err)
	}
}
