package index

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"spool/library"
)

// Put commits what was learnt from Stream, all or nothing. A video that the
// index holds in a newer version (by its Modified time) keeps that one: an
// answer may arrive after an edit that it does not know of.
func (x *Index) Put(ctx context.Context, b library.Batch) (library.Delta, error) {
	p := &putting{batch: b}
	for _, uid := range b.Gone {
		id, err := x.lookUp(ctx, uid)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return library.Delta{}, err
		}
		p.gone = append(p.gone, id)
	}
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
	// gone are the rows of the batch's Gone.
	gone  []uint32
	delta library.Delta
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

// known reads the rows the index has of the batch's videos. A video keeps its
// creation time.
func (p *putting) known(ctx context.Context, tx *sql.Tx) (map[string]known, error) {
	times := make([]int64, len(p.batch.Videos))
	for i := range p.batch.Videos {
		times[i] = nanos(p.batch.Videos[i].Created)
	}
	slices.Sort(times)
	list, err := json.Marshal(slices.Compact(times))
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx,
		"SELECT v.id, v.uid, v.data FROM json_each(?) j CROSS JOIN video v ON v.created = j.value", string(list))
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

// removeGone deletes the rows found gone, and what lies in the covered span of
// creation times and is not in the batch.
func (p *putting) removeGone(ctx context.Context, tx *sql.Tx) error {
	ids := p.gone
	if p.batch.Covered != nil {
		unlisted, err := p.unlisted(ctx, tx)
		if err != nil {
			return err
		}
		ids = append(ids, unlisted...)
	}
	for _, id := range ids {
		res, err := tx.ExecContext(ctx, "DELETE FROM video WHERE id = ?", id)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if n == 0 {
			continue // another process was first
		}
		p.delta.Gone++
		if _, err := tx.ExecContext(ctx, "INSERT INTO gone VALUES (?, ?)", id, p.seq); err != nil {
			return err
		}
	}
	return nil
}

func (p *putting) unlisted(ctx context.Context, tx *sql.Tx) ([]uint32, error) {
	listed := make(map[string]int64, len(p.batch.Videos))
	for i := range p.batch.Videos {
		listed[p.batch.Videos[i].UID] = nanos(p.batch.Videos[i].Created)
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, uid, created FROM video WHERE created > ? AND created <= ?",
		nanos(p.batch.Covered.After), nanos(p.batch.Covered.Until))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []uint32
	for rows.Next() {
		var id uint32
		var uid string
		var created int64
		if err := rows.Scan(&id, &uid, &created); err != nil {
			return nil, err
		}
		if at, ok := listed[uid]; !ok || at != created {
			ids = append(ids, id)
		}
	}
	return ids, rows.Err()
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
	id, err := x.lookUp(ctx, uid)
	if err != nil {
		return err
	}
	err = x.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		text := strings.Join(languages, ",")
		res, err := tx.ExecContext(ctx,
			"UPDATE video SET captions = ?, seq = (SELECT seq + 1 FROM state) WHERE id = ? AND captions IS NOT ?", text, id, text)
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
