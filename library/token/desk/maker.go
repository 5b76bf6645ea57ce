package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"spool/library"
	"spool/library/token"
)

// Maker makes tokens with the same terms, here or at Stream.
type Maker struct {
	desk  *Desk
	key   token.Key
	api   bool
	terms token.Terms
	// Notes are sentences about the tokens that their maker should know.
	Notes []string
}

// ByKey is a maker that signs here. It reports token.ErrForeignKey for a key
// that the account does not have.
func (d *Desk) ByKey(ctx context.Context, key token.Key, terms token.Terms) (*Maker, error) {
	note, err := d.checkOwn(ctx, key.ID)
	if err != nil {
		return nil, err
	}
	m := d.maker(ctx, terms)
	m.key = key
	m.note(note)
	return m, nil
}

// ByStream is a maker that lets Stream sign, one call for each token.
func (d *Desk) ByStream(ctx context.Context, terms token.Terms) (*Maker, error) {
	if d.Stream == nil {
		return nil, ErrNoAccount
	}
	m := d.maker(ctx, terms)
	m.api = true
	return m, nil
}

func (d *Desk) maker(ctx context.Context, terms token.Terms) *Maker {
	m := &Maker{desk: d, terms: terms, Notes: token.RuleNotes(terms.Rules)}
	m.note(token.SkewNote(d.ahead(ctx)))
	return m
}

func (m *Maker) note(text string) {
	if text != "" {
		m.Notes = append(m.Notes, text)
	}
}

// Terms are what the tokens allow.
func (m *Maker) Terms() token.Terms { return m.terms }

// ByAPI reports whether Stream signs the tokens.
func (m *Maker) ByAPI() bool { return m.api }

// Sign makes a token for each video, in their order. now is the moment the
// terms are checked against.
func (m *Maker) Sign(ctx context.Context, videos []library.Video, now time.Time) ([]string, error) {
	uids := make([]string, len(videos))
	for i, v := range videos {
		uids[i] = v.UID
	}
	if !m.api {
		return m.key.SignAll(ctx, uids, m.terms, now)
	}
	tokens := make([]string, len(uids))
	for i, uid := range uids {
		var err error
		if tokens[i], err = m.desk.Stream.SignToken(ctx, uid, m.terms.Request()); err != nil {
			return nil, fmt.Errorf("sign a token for %s: %w", uid, err)
		}
	}
	return tokens, nil
}

// KeyID is the key that signed a token of this maker.
func (m *Maker) KeyID(signed string) string {
	if !m.api {
		return m.key.ID
	}
	d, err := token.Decode(signed, nil)
	if err != nil {
		return "" // Stream's business
	}
	return d.KeyID
}

// Remember puts tokens that were made into the record: what they allow, and the
// tokens themselves only where keep says so.
func (m *Maker) Remember(ctx context.Context, videos []library.Video, tokens []string, note string, keep bool) error {
	batch := ""
	if len(tokens) > 1 {
		batch = rand.Text()
	}
	issues := make([]token.Issue, len(tokens))
	for i, signed := range tokens {
		issues[i] = token.Issue{
			Batch: batch, KeyID: m.KeyID(signed), ByAPI: m.api, UID: videos[i].UID, Name: videos[i].Name(),
			IssuedAt: m.desk.Now(), Terms: m.terms, Note: note,
		}
		if keep {
			issues[i].Token = signed
		}
	}
	return m.desk.Record.Add(ctx, issues, tokens)
}
