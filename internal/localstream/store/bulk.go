package store

import (
	"context"
	"errors"
	"fmt"
)

// bulkPage is the page cache of a bulk, in KiB; bulkRows is from how many rows
// on building the indexes anew beats keeping them up to date.
const (
	bulkPage = 16 << 10
	bulkRows = 10_000
)

// Bulk is Tx for a known number of new videos. For very many it sets the
// indexes aside and builds them again at the end, which takes a fraction of the
// time.
func (s *Store) Bulk(ctx context.Context, rows int, f func(*Tx) error) (err error) {
	if rows < bulkRows {
		return s.Tx(ctx, f)
	}
	// The writer is one connection, so the pragma holds until it is undone.
	if _, err := s.db.W.ExecContext(ctx, fmt.Sprintf("PRAGMA cache_size = -%d", bulkPage)); err != nil {
		return err
	}
	defer func() {
		_, rerr := s.db.W.ExecContext(context.WithoutCancel(ctx), "PRAGMA cache_size = -2000; PRAGMA shrink_memory")
		err = errors.Join(err, rerr)
	}()
	return s.Tx(ctx, func(tx *Tx) error {
		rebuild, err := tx.dropIndexes()
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		for _, statement := range rebuild {
			if _, err := tx.tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("rebuild an index: %w", err)
			}
		}
		return nil
	})
}

// dropIndexes drops the indexes of the videos, those of constraints apart, and
// returns what makes them again.
func (t *Tx) dropIndexes() (rebuild []string, err error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'videos' AND sql IS NOT NULL")
	if err != nil {
		return nil, err
	}
	var names []string
	for rows.Next() {
		var name, statement string
		if err := rows.Scan(&name, &statement); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		names, rebuild = append(names, name), append(rebuild, statement)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := t.tx.ExecContext(t.ctx, `DROP INDEX "`+name+`"`); err != nil {
			return nil, fmt.Errorf("set index %s aside: %w", name, err)
		}
	}
	return rebuild, nil
}
