package store

import (
	"context"
	"errors"
)

// Caption is a video's subtitles in one language.
type Caption struct {
	Video     string
	Language  string // BCP 47, canonical
	Generated bool
	Status    string // ready, inprogress or error
}

const captionColumns = "video, language, generated, status"

// SaveCaption keeps a caption with its file, in the place of an earlier one.
func (t *Tx) SaveCaption(c Caption, vtt []byte) error {
	if vtt == nil {
		vtt = []byte{}
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT OR REPLACE INTO captions ("+captionColumns+", vtt) VALUES (?,?,?,?,?)",
		c.Video, c.Language, c.Generated, c.Status, vtt)
	return err
}

// Caption returns a caption as the transaction sees it, or ErrNotFound.
func (t *Tx) Caption(video, language string) (Caption, error) {
	return scanCaption(t.tx.QueryRowContext(t.ctx,
		"SELECT "+captionColumns+" FROM captions WHERE video = ? AND language = ?", video, language))
}

// DeleteCaption forgets a caption, or returns ErrNotFound.
func (t *Tx) DeleteCaption(video, language string) error {
	return t.changeOne("DELETE FROM captions WHERE video = ? AND language = ?", video, language)
}

// Caption returns a caption, or ErrNotFound.
func (s *Store) Caption(ctx context.Context, video, language string) (Caption, error) {
	return scanCaption(s.db.R.QueryRowContext(ctx,
		"SELECT "+captionColumns+" FROM captions WHERE video = ? AND language = ?", video, language))
}

// CaptionFile returns the file of a caption that is ready, or ErrNotFound.
func (s *Store) CaptionFile(ctx context.Context, video, language string) (vtt []byte, err error) {
	err = s.db.R.QueryRowContext(ctx,
		"SELECT vtt FROM captions WHERE video = ? AND language = ? AND status = 'ready'", video, language).Scan(&vtt)
	return vtt, orNotFound(err)
}

// Captions returns a video's captions by language, whatever their status.
func (s *Store) Captions(ctx context.Context, video string) (_ []Caption, err error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT "+captionColumns+" FROM captions WHERE video = ? ORDER BY language", video)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var captions []Caption
	for rows.Next() {
		c, err := scanCaption(rows)
		if err != nil {
			return nil, err
		}
		captions = append(captions, c)
	}
	return captions, rows.Err()
}

func scanCaption(row scanner) (Caption, error) {
	var c Caption
	err := row.Scan(&c.Video, &c.Language, &c.Generated, &c.Status)
	return c, orNotFound(err)
}
