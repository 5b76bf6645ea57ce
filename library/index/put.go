package index

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"spool/library"
)

// Put commits what was learnt from Stream, all or nothing. A video that the
// index holds in a newer version (by its Modified time) keeps that one: an
// answer may arrive after an edit that it does not know of.
func (x *Index) Put(ctx context.Context, b library.Batch) (library.Delta, error) {
	p := &putting{batch: b}
	if err := x.db.Tx(ctx, p.run); err != nil {
		return library.Delta{}, fmt.Errorf("write the library's index: %w", err)
	}
	return p.delta, nil
}

// putting is one transaction of Put.
type putting struct {
	batch  library.Batch
	seq    int64
	lastID int64
	delta  library.Delta
}

// known is a row as the index holds it.
type known struct {
	id   int64
	data []byte
}

func (p *putting) run(ctx context.Context, tx *sql.Tx) error {
	if err := tx.QueryRowContext(ctx, "SELECT seq + 1, last_id FROM state").Scan(&p.seq, &p.lastID); err != nil {
		return err
	}
	rows, err := p.known(ctx, tx)
	if err != nil {
		return err
	}
	if err := p.removeGone(ctx, tx); err != nil {
		return err
	}
	if err := p.write(ctx, tx, rows); err != nil {
		return err
	}
	if p.batch.Sync != nil {
		state, err := json.Marshal(p.batch.Sync)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE state SET sync = ?", string(state)); err != nil {
			return err
		}
	}
	if p.delta.New+p.delta.Changed+p.delta.Gone == 0 {
		return nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE state SET seq = ?, last_id = ?, count = count + ?",
		p.seq, p.lastID, p.delta.New-p.delta.Gone)
	return err
}

// known reads the rows the index has of the batch's videos.
func (p *putting) known(ctx context.Context, tx *sql.Tx) (map[string]known, error) {
	uids := make([]string, len(p.batch.Videos))
	for i := range p.batch.Videos {
		uids[i] = p.batch.Videos[i].UID
	}
	list, err := json.Marshal(uids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx,
		"SELECT v.id, v.uid, v.data FROM json_each(?) j CROSS JOIN video v ON v.uid = j.value", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	m := map[string]known{}
	for rows.Next() {
		var k known
		var uid string
		if err := rows.Scan(&k.id, &uid, &k.data); err != nil {
			return nil, err
		}
		m[uid] = k
	}
	return m, rows.Err()
}

func (p *putting) write(ctx context.Context, tx *sql.Tx, rows map[string]known) error {
	var fresh inserts
	done := make(map[string]bool, len(p.batch.Videos))
	for i := range p.batch.Videos {
		v := &p.batch.Videos[i]
		if v.UID == "" || done[v.UID] {
			continue
		}
		done[v.UID] = true
		data := appendRow(make([]byte, 0, usualRow), v)
		old, exists := rows[v.UID]
		if !exists {
			p.lastID++
			p.delta.New++
			if err := fresh.add(ctx, tx, p.lastID, v.UID, nanos(v.Created), p.seq, data); err != nil {
				return err
			}
			continue
		}
		if bytes.Equal(old.data, data) {
			continue
		}
		before, err := readRow(old.data)
		if err == nil && before.Modified.After(v.Modified) {
			continue
		}
		p.delta.Changed++
		if changes := library.Diff(&before, v); err == nil && !p.batch.Own && len(changes) > 0 {
			p.delta.Seen = append(p.delta.Seen, library.Item{UID: v.UID, Name: v.Name(), Changes: changes})
		}
		_, err = tx.ExecContext(ctx, "UPDATE video SET created = ?, seq = ?, data = ? WHERE id = ?",
			nanos(v.Created), p.seq, data, old.id)
		if err != nil {
			return err
		}
	}
	return fresh.flush(ctx, tx)
}

// removeGone deletes what lies in the covered span of creation times and is
// not in the batch.
func (p *putting) removeGone(ctx context.Context, tx *sql.Tx) error {
	var query string
	var args []any
	switch {
	case p.batch.Covered != nil:
		query = "SELECT id, uid FROM video WHERE created > ? AND created <= ?"
		args = []any{nanos(p.batch.Covered.After), nanos(p.batch.Covered.Until)}
	case len(p.batch.Gone) > 0:
		list, err := json.Marshal(p.batch.Gone)
		if err != nil {
			return err
		}
		query = "SELECT v.id, '' FROM json_each(?) j CROSS JOIN video v ON v.uid = j.value"
		args = []any{string(list)}
	default:
		return nil
	}
	listed := make(map[string]bool, len(p.batch.Videos))
	for i := range p.batch.Videos {
		listed[p.batch.Videos[i].UID] = true
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		var uid string
		if err := rows.Scan(&id, &uid); err != nil {
			return err
		}
		if !listed[uid] {
			ids = append(ids, id)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM video WHERE id = ?", id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO gone VALUES (?, ?)", id, p.seq); err != nil {
			return err
		}
	}
	p.delta.Gone = len(ids)
	return nil
}

// inserts puts many rows into one statement, which is several times faster.
type inserts struct{ args []any }

// usualRow is more bytes than most rows take.
const usualRow = 1 << 10

const (
	insertRows    = 100
	insertColumns = 5
)

func (n *inserts) add(ctx context.Context, tx *sql.Tx, values ...any) error {
	n.args = append(n.args, values...)
	if len(n.args) < insertRows*insertColumns {
		return nil
	}
	return n.flush(ctx, tx)
}

func (n *inserts) flush(ctx context.Context, tx *sql.Tx) error {
	if len(n.args) == 0 {
		return nil
	}
	places := strings.TrimSuffix(strings.Repeat("(?,?,?,?,?),", len(n.args)/insertColumns), ",")
	_, err := tx.ExecContext(ctx, "INSERT INTO video (id, uid, created, seq, data) VALUES "+places, n.args...)
	n.args = n.args[:0]
	return err
}

// SyncState is how far the sync is; the zero state before the first one.
func (x *Index) SyncState(ctx context.Context) (library.SyncState, error) {
	var s library.SyncState
	var text string
	if err := x.db.R.QueryRowContext(ctx, "SELECT sync, count FROM state").Scan(&text, &s.Videos); err != nil {
		return s, fmt.Errorf("read the library's index: %w", err)
	}
	videos := s.Videos
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("read the library's index: %w", err)
	}
	s.Videos = videos
	return s, nil
}

// SetCaptions notes which languages a video has captions in. The list of
// videos does not tell; until noted, a video's captions are unknown.
func (x *Index) SetCaptions(ctx context.Context, uid string, languages []string) error {
	err := x.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		text := strings.Join(languages, ",")
		res, err := tx.ExecContext(ctx,
			"UPDATE video SET captions = ?, seq = (SELECT seq + 1 FROM state) WHERE uid = ? AND captions IS NOT ?", text, uid, text)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE state SET seq = seq + 1")
		return err
	})
	if err != nil {
		return fmt.Errorf("write the library's index: %w", err)
	}
	return nil
}
