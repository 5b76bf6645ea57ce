package store

import (
	"context"
	"errors"
	"time"

	"spool/internal/localstream/rules"
)

// Watermark is a profile. Its picture is a file of the data folder.
type Watermark struct {
	UID            string
	Created        time.Time
	Name           string
	Size           int64 // bytes
	Width, Height  int   // pixels
	Opacity        float64
	Padding        float64
	Scale          float64
	Position       string
	DownloadedFrom *string
}

const watermarkColumns = "uid, created, name, size, width, height, opacity, padding, scale, position, downloaded_from"

// AddWatermark keeps a profile.
func (t *Tx) AddWatermark(m Watermark) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO watermarks ("+watermarkColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?)",
		m.UID, m.Created.UnixNano(), m.Name, m.Size, m.Width, m.Height, m.Opacity, m.Padding, m.Scale, m.Position, m.DownloadedFrom)
	return err
}

// CountWatermarks counts the profiles there are.
func (t *Tx) CountWatermarks() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM watermarks").Scan(&n)
	return n, err
}

// DeleteWatermark forgets a profile, or returns ErrNotFound. Videos keep theirs.
func (t *Tx) DeleteWatermark(uid string) error {
	return t.changeOne("DELETE FROM watermarks WHERE uid = ?", uid)
}

// Watermark returns a profile as the transaction sees it, or ErrNotFound.
func (t *Tx) Watermark(uid string) (Watermark, error) {
	return scanWatermark(t.tx.QueryRowContext(t.ctx, "SELECT "+watermarkColumns+" FROM watermarks WHERE uid = ?", uid))
}

// Watermark returns a profile, or ErrNotFound.
func (s *Store) Watermark(ctx context.Context, uid string) (Watermark, error) {
	return scanWatermark(s.db.R.QueryRowContext(ctx, "SELECT "+watermarkColumns+" FROM watermarks WHERE uid = ?", uid))
}

// WatermarkWanted reports whether a profile is there, or a video that is not
// done yet has it: whether its picture is still needed.
func (s *Store) WatermarkWanted(ctx context.Context, uid string) (wanted bool, err error) {
	err = s.db.R.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM watermarks WHERE uid = ?) OR EXISTS (
		SELECT 1 FROM videos WHERE watermark IS NOT NULL AND json_extract(watermark, '$.uid') = ? AND state NOT IN (?, ?))`,
		uid, uid, rules.Ready, rules.Failed).Scan(&wanted)
	return wanted, err
}

// Watermarks returns all profiles, newest first.
func (s *Store) Watermarks(ctx context.Context) (_ []Watermark, err error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT "+watermarkColumns+" FROM watermarks ORDER BY created DESC, uid")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var marks []Watermark
	for rows.Next() {
		m, err := scanWatermark(rows)
		if err != nil {
			return nil, err
		}
		marks = append(marks, m)
	}
	return marks, rows.Err()
}

func scanWatermark(row scanner) (Watermark, error) {
	var m Watermark
	var created int64
	err := row.Scan(&m.UID, &created, &m.Name, &m.Size, &m.Width, &m.Height,
		&m.Opacity, &m.Padding, &m.Scale, &m.Position, &m.DownloadedFrom)
	m.Created = time.Unix(0, created).UTC()
	return m, orNotFound(err)
}
