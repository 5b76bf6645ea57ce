package store

import (
	"context"
	"errors"
)

// Download is a file made of a video for its viewers to keep.
type Download struct {
	Kind    string // default or audio
	Status  string
	Percent float64 // 0..100
}

// SaveDownload keeps a download, in the place of an earlier one of its kind.
func (t *Tx) SaveDownload(video string, d Download) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO downloads (video, kind, status, percent) VALUES (?, ?, ?, ?)
		ON CONFLICT (video, kind) DO UPDATE SET status = excluded.status, percent = excluded.percent`, video, d.Kind, d.Status, d.Percent)
	return err
}

// Download returns a download as the transaction sees it, or ErrNotFound.
func (t *Tx) Download(video, kind string) (Download, error) {
	d := Download{Kind: kind}
	err := t.tx.QueryRowContext(t.ctx, "SELECT status, percent FROM downloads WHERE video = ? AND kind = ?", video, kind).Scan(&d.Status, &d.Percent)
	return d, orNotFound(err)
}

// UpdateDownload changes a download that is still wanted, or returns
// ErrNotFound.
func (t *Tx) UpdateDownload(video string, d Download) error {
	return t.changeOne("UPDATE downloads SET status = ?, percent = ? WHERE video = ? AND kind = ?", d.Status, d.Percent, video, d.Kind)
}

// DeleteDownload forgets a download, or returns ErrNotFound.
func (t *Tx) DeleteDownload(video, kind string) error {
	return t.changeOne("DELETE FROM downloads WHERE video = ? AND kind = ?", video, kind)
}

// Downloads returns the downloads of a video.
func (s *Store) Downloads(ctx context.Context, video string) (_ []Download, err error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT kind, status, percent FROM downloads WHERE video = ? ORDER BY kind", video)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var all []Download
	for rows.Next() {
		var d Download
		if err := rows.Scan(&d.Kind, &d.Status, &d.Percent); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, rows.Err()
}
