// Package issued is the record of tokens that were made and of the keys that
// made them, in a SQLite database of its own. It holds no private key, and no
// token but those whose makers asked for it.
package issued

import (
	"context"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"golang.org/x/text/language"

	"spool/internal/sqlite"
	"spool/library"
	"spool/library/token"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is the record of one account. It may be used from any goroutine.
type Store struct {
	db      *sqlite.DB
	account string
}

var _ token.Book = (*Store)(nil)

// Open opens or makes the database. Account names the account whose record
// this is; other accounts may use the same file. A damaged one is set aside and
// what can be read of it carried over; rescued then says so in a sentence for
// people, else it is empty.
func Open(ctx context.Context, path, account string) (s *Store, rescued string, err error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, "", err
	}
	o := sqlite.Options{Path: path, Synchronous: sqlite.Full, Migrations: files}
	db, rescued, err := sqlite.OpenOrRescue(ctx, o, "issued", "keys")
	if err != nil {
		return nil, "", fmt.Errorf("the record of tokens: %w", err)
	}
	return &Store{db: db, account: account}, rescued, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Add records tokens, all or none. secrets are the tokens in the same order;
// of each only a digest is stored, unless the issue itself has it in Token.
func (s *Store) Add(ctx context.Context, issues []token.Issue, secrets []string) error {
	if len(issues) != len(secrets) {
		return errors.New("record tokens: not as many tokens as records")
	}
	const insert = `INSERT INTO issued (account, batch, key_id, by_api, uid, name, issued_at, expires_at,
		not_before, downloadable, rules, note, token, digest, search) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`
	err := s.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stmt, err := tx.PrepareContext(ctx, insert)
		if err != nil {
			return err
		}
		defer stmt.Close()
		for i, issue := range issues {
			rules, err := json.Marshal(issue.Rules)
			if err != nil {
				return err
			}
			digest := sha256.Sum256([]byte(secrets[i]))
			if _, err := stmt.ExecContext(ctx, s.account, issue.Batch, issue.KeyID, issue.ByAPI, issue.UID, issue.Name,
				issue.IssuedAt.UnixNano(), issue.Expires.UnixNano(), when(issue.NotBefore), issue.Downloadable,
				string(rules), issue.Note, sql.NullString{String: issue.Token, Valid: issue.Token != ""},
				digest[:], searchText(issue)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record %d tokens: %w", len(issues), err)
	}
	return nil
}

func searchText(i token.Issue) string {
	words := []string{i.Name, i.UID, i.Note, i.KeyID}
	for _, r := range i.Rules {
		words = append(words, token.FormatRule(r), token.DescribeRule(r, language.English))
	}
	return strings.ToLower(strings.Join(words, "\n"))
}

const columns = `id, batch, key_id, by_api, uid, name, issued_at, expires_at, not_before, downloadable, rules, note, token`

// Find looks through the record, newest first.
func (s *Store) Find(ctx context.Context, q token.Query) ([]token.Issue, error) {
	where, args := []string{"account = ?"}, []any{s.account}
	add := func(clause string, arg any) { where, args = append(where, clause), append(args, arg) }
	if q.KeyID != "" {
		add("key_id = ?", q.KeyID)
	}
	if q.UID != "" {
		add("uid = ?", q.UID)
	}
	if !q.Since.IsZero() {
		add("issued_at >= ?", q.Since.UnixNano())
	}
	if !q.ValidAt.IsZero() {
		add("expires_at > ?", q.ValidAt.UnixNano())
	}
	for _, word := range strings.Fields(strings.ToLower(q.Text)) {
		add("instr(search, ?) > 0", word)
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	return s.issues(ctx, "SELECT "+columns+" FROM issued WHERE "+strings.Join(where, " AND ")+
		" ORDER BY issued_at DESC, id DESC LIMIT ?", append(args, limit)...)
}

// ByToken finds the record of a token; found is false where it was not made
// here.
func (s *Store) ByToken(ctx context.Context, secret string) (issue token.Issue, found bool, err error) {
	digest := sha256.Sum256([]byte(secret))
	list, err := s.issues(ctx, "SELECT "+columns+" FROM issued WHERE account = ? AND digest = ? LIMIT 1", s.account, digest[:])
	if err != nil || len(list) == 0 {
		return issue, false, err
	}
	return list[0], true, nil
}

func (s *Store) issues(ctx context.Context, query string, args ...any) ([]token.Issue, error) {
	rows, err := s.db.R.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read the record of tokens: %w", err)
	}
	defer rows.Close()
	var list []token.Issue
	for rows.Next() {
		var i token.Issue
		var issued, expires int64
		var notBefore sql.NullInt64
		var rules string
		var kept sql.NullString
		if err := rows.Scan(&i.ID, &i.Batch, &i.KeyID, &i.ByAPI, &i.UID, &i.Name, &issued, &expires, &notBefore,
			&i.Downloadable, &rules, &i.Note, &kept); err != nil {
			return nil, fmt.Errorf("read the record of tokens: %w", err)
		}
		var parsed []library.AccessRule
		if err := json.Unmarshal([]byte(rules), &parsed); err != nil {
			return nil, fmt.Errorf("read the rules of record %d: %w", i.ID, err)
		}
		i.IssuedAt, i.Expires, i.NotBefore = moment(issued), moment(expires), moment(notBefore.Int64)
		i.Rules, i.Token = parsed, kept.String
		list = append(list, i)
	}
	return list, rows.Err()
}

// Consequence counts the tokens of a key that are alive at a moment.
func (s *Store) Consequence(ctx context.Context, keyID string, now time.Time) (token.Consequence, error) {
	var c token.Consequence
	var last int64
	err := s.db.R.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT uid), coalesce(max(expires_at), 0)
		FROM issued WHERE account = ? AND key_id = ? AND expires_at > ?`, s.account, keyID, now.UnixNano()).
		Scan(&c.Tokens, &c.Videos, &last)
	if err != nil {
		return c, fmt.Errorf("count the tokens of key %s: %w", keyID, err)
	}
	c.Last = moment(last)
	return c, nil
}

// Keys are the keys known here.
func (s *Store) Keys(ctx context.Context) ([]token.KnownKey, error) {
	rows, err := s.db.R.QueryContext(ctx, `SELECT id, label, created, public, kept,
		(SELECT max(issued_at) FROM issued WHERE account = keys.account AND key_id = keys.id)
		FROM keys WHERE account = ? ORDER BY id`, s.account)
	if err != nil {
		return nil, fmt.Errorf("read the known keys: %w", err)
	}
	defer rows.Close()
	var list []token.KnownKey
	for rows.Next() {
		var k token.KnownKey
		var created, used sql.NullInt64
		var public []byte
		if err := rows.Scan(&k.ID, &k.Label, &created, &public, &k.Kept, &used); err != nil {
			return nil, fmt.Errorf("read the known keys: %w", err)
		}
		k.Created, k.LastUsed = moment(created.Int64), moment(used.Int64)
		parsed, err := x509.ParsePKIXPublicKey(public)
		if err != nil {
			return nil, fmt.Errorf("read key %s: %w", k.ID, err)
		}
		if k.Public, _ = parsed.(*rsa.PublicKey); k.Public == nil {
			return nil, fmt.Errorf("read key %s: not an RSA key", k.ID)
		}
		list = append(list, k)
	}
	return list, rows.Err()
}

// SaveKey remembers a key. An empty label and an unknown date of creation leave
// those that are known alone.
func (s *Store) SaveKey(ctx context.Context, k token.KnownKey) error {
	public, err := x509.MarshalPKIXPublicKey(k.Public)
	if err != nil {
		return fmt.Errorf("remember key %s: %w", k.ID, err)
	}
	_, err = s.db.W.ExecContext(ctx, `INSERT INTO keys (account, id, label, created, public, kept) VALUES (?,?,?,?,?,?)
		ON CONFLICT (account, id) DO UPDATE SET
			label = CASE excluded.label WHEN '' THEN label ELSE excluded.label END,
			created = coalesce(excluded.created, created), public = excluded.public, kept = excluded.kept`,
		s.account, k.ID, k.Label, when(k.Created), public, k.Kept)
	if err != nil {
		return fmt.Errorf("remember key %s: %w", k.ID, err)
	}
	return nil
}

// ForgetKey removes what is known of a key; the record of its tokens stays.
func (s *Store) ForgetKey(ctx context.Context, id string) error {
	if _, err := s.db.W.ExecContext(ctx, "DELETE FROM keys WHERE account = ? AND id = ?", s.account, id); err != nil {
		return fmt.Errorf("forget key %s: %w", id, err)
	}
	return nil
}

func when(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixNano(), Valid: !t.IsZero()}
}

func moment(nanos int64) time.Time {
	if nanos == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanos).UTC()
}
