package journal

import (
	"context"
	"database/sql"
	"encoding/json"

	"spool/library"
)

// SaveDraft keeps unsaved changes to a video, replacing older ones.
func (j *Journal) SaveDraft(ctx context.Context, d library.Draft) error {
	changes, err := json.Marshal(d.Changes)
	if err != nil {
		return err
	}
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO draft VALUES (?, ?) ON CONFLICT DO UPDATE SET changes = excluded.changes", d.UID, string(changes))
		return err
	})
}

// DropDraft forgets the draft of a video, if there is one.
func (j *Journal) DropDraft(ctx context.Context, uid string) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM draft WHERE uid = ?", uid)
		return err
	})
}

// Drafts are all drafts.
func (j *Journal) Drafts(ctx context.Context) ([]library.Draft, error) {
	scan := func(scan func(...any) error) (d library.Draft, err error) {
		var changes string
		if err := scan(&d.UID, &changes); err != nil {
			return d, err
		}
		err = json.Unmarshal([]byte(changes), &d.Changes)
		return d, err
	}
	return query(ctx, j, scan, "SELECT uid, changes FROM draft ORDER BY uid")
}

// SaveViews replaces all saved views.
func (j *Journal) SaveViews(ctx context.Context, views []library.View) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM view"); err != nil {
			return err
		}
		for i, v := range views {
			_, err := tx.ExecContext(ctx, "INSERT INTO view VALUES (?, ?, ?, ?, ?)", i, v.Name, v.Query, v.Order.By, v.Order.Descending)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Views are the saved views in their order.
func (j *Journal) Views(ctx context.Context) ([]library.View, error) {
	scan := func(scan func(...any) error) (v library.View, err error) {
		err = scan(&v.Name, &v.Query, &v.Order.By, &v.Order.Descending)
		return v, err
	}
	return query(ctx, j, scan, "SELECT name, query, order_by, descending FROM view ORDER BY position")
}
