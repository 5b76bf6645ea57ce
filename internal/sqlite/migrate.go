package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"
)

// migrate applies the files not yet recorded in PRAGMA user_version, which
// counts the applied ones.
func migrate(ctx context.Context, db *DB, files fs.FS) error {
	if files == nil {
		return nil
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	sort.Strings(names)
	var version int
	if err := db.W.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(names) {
		return fmt.Errorf("%w (schema %d, this one knows %d)", ErrNewer, version, len(names))
	}
	for i, name := range names[version:] {
		number, _, _ := strings.Cut(name, "_")
		if n, err := strconv.Atoi(number); err != nil || n != version+i+1 {
			return fmt.Errorf("migration %s is out of sequence, want number %d", name, version+i+1)
		}
		if err := apply(ctx, db, files, name, version+i+1); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	return nil
}

func apply(ctx context.Context, db *DB, files fs.FS, name string, version int) error {
	script, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		// Another process may have applied it while this one waited for the lock.
		var now int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil || now >= version {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(version))
		return err
	})
}
