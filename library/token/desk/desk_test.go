package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"spool/library"
	"spool/library/token"
	"spool/library/token/desk"
)

// account is an account's keys at Stream, as far as a desk asks.
type account struct {
	keys  []library.SigningKey
	asked int
	err   error
	signs error
}

func (a *account) Keys(context.Context) ([]library.SigningKey, error) {
	a.asked++
	return a.keys, a.err
}

func (a *account) CreateKey(context.Context) (library.SigningKey, error) {
	return library.SigningKey{}, errors.New("not asked for here")
}
func (a *account) DeleteKey(context.Context, string) error { return nil }
func (a *account) SignToken(_ context.Context, uid string, _ library.TokenRequest) (string, error) {
	return "signed for " + uid, a.signs
}

func (a *account) Get(_ context.Context, uid string) (library.Video, error) {
	return library.Video{}, library.ErrNotFound
}
func (a *account) Embed(context.Context, string) (string, error) { return "", nil }

// book is a record in memory.
type book struct {
	desk.Record
	known  []token.KnownKey
	issues []token.Issue
}

func (b *book) Keys(context.Context) ([]token.KnownKey, error) { return b.known, nil }
func (b *book) Add(_ context.Context, issues []token.Issue, _ []string) error {
	b.issues = append(b.issues, issues...)
	return nil
}

var now = time.Date(2026, time.May, 14, 12, 0, 0, 0, time.UTC)

// stand is a desk with its clock in the test's hand.
func stand(a *account, b *book) (*desk.Desk, *time.Time) {
	clock := now
	return desk.New(desk.Params{
		Stream: a, Record: b, Now: func() time.Time { return clock },
		Skew: func(context.Context) time.Duration { return time.Hour },
	}), &clock
}

func TestStreamIsAskedForAKeyNowAndThen(t *testing.T) {
	a := &account{keys: []library.SigningKey{{ID: "ours"}}}
	d, clock := stand(a, &book{})
	terms := token.Terms{Expires: now.Add(time.Hour)}
	for range 3 {
		if _, err := d.ByKey(t.Context(), token.Key{ID: "ours"}, terms); err != nil {
			t.Fatal(err)
		}
	}
	if a.asked != 1 {
		t.Errorf("Stream was asked %d times", a.asked)
	}
	*clock = clock.Add(time.Hour)
	a.keys = nil
	if _, err := d.ByKey(t.Context(), token.Key{ID: "ours"}, terms); !errors.Is(err, token.ErrForeignKey) {
		t.Errorf("a key that was deleted meanwhile is answered %v", err)
	}
}

func TestAKeyThatCannotBeCheckedSignsWithANote(t *testing.T) {
	d, _ := stand(&account{err: library.ErrUnreachable}, &book{})
	m, err := d.ByKey(t.Context(), token.Key{ID: "ours"}, token.Terms{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Notes) != 2 { // the clock's and the key's
		t.Errorf("the notes are %q", m.Notes)
	}
}

func TestOnlyTheKeysOfThisComputerSign(t *testing.T) {
	b := &book{known: []token.KnownKey{
		{ID: "old", Kept: true, LastUsed: now.Add(-time.Hour)}, {ID: "last", Kept: true, LastUsed: now}, {ID: "elsewhere", LastUsed: now.Add(time.Hour)},
	}}
	d, _ := stand(&account{}, b)
	if id, alone, err := d.OnlyKey(t.Context()); id != "last" || alone || err != nil {
		t.Errorf("it is %q, %v, %v", id, alone, err)
	}
	b.known = b.known[2:]
	if id, alone, err := d.OnlyKey(t.Context()); id != "" || alone || err != nil {
		t.Errorf("without one it is %q, %v, %v", id, alone, err)
	}
}

func TestABatchByStreamIsRecordedAsOne(t *testing.T) {
	b := &book{}
	d, _ := stand(&account{}, b)
	m, err := d.ByStream(t.Context(), token.Terms{Expires: now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	videos := []library.Video{{UID: "one"}, {UID: "two"}}
	tokens, err := m.Sign(t.Context(), videos, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Remember(t.Context(), videos, tokens, "a note", false); err != nil {
		t.Fatal(err)
	}
	if len(b.issues) != 2 || b.issues[0].Batch == "" || b.issues[0].Batch != b.issues[1].Batch || b.issues[1].Token != "" || !b.issues[0].ByAPI {
		t.Errorf("recorded is %+v", b.issues)
	}
}
