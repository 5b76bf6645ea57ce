package store

import (
	"context"
	"errors"
	"time"
)

// AudioTrack is a sound added to a video. The video's own is none.
type AudioTrack struct {
	UID     string
	Video   string
	Created time.Time
	Label   string // unique within the video
	Default bool
	Status  string
}

const audioColumns = "uid, video, created, label, plays, status"

// AddAudioTrack keeps a new track.
func (t *Tx) AddAudioTrack(a AudioTrack) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO audio_tracks ("+audioColumns+") VALUES (?, ?, ?, ?, ?, ?)",
		a.UID, a.Video, a.Created.UnixNano(), a.Label, a.Default, a.Status)
	return err
}

// SaveAudioTrack changes a track, or returns ErrNotFound. One that plays by
// default takes that from the others.
func (t *Tx) SaveAudioTrack(a AudioTrack) error {
	if a.Default {
		if _, err := t.tx.ExecContext(t.ctx, "UPDATE audio_tracks SET plays = 0 WHERE video = ?", a.Video); err != nil {
			return err
		}
	}
	return t.changeOne("UPDATE audio_tracks SET label = ?, plays = ?, status = ? WHERE uid = ? AND video = ?",
		a.Label, a.Default, a.Status, a.UID, a.Video)
}

// DeleteAudioTrack forgets a track, or returns ErrNotFound.
func (t *Tx) DeleteAudioTrack(video, uid string) error {
	return t.changeOne("DELETE FROM audio_tracks WHERE uid = ? AND video = ?", uid, video)
}

// AudioTrack returns a track as the transaction sees it, or ErrNotFound.
func (t *Tx) AudioTrack(video, uid string) (AudioTrack, error) {
	return scanAudioTrack(t.tx.QueryRowContext(t.ctx, "SELECT "+audioColumns+" FROM audio_tracks WHERE uid = ? AND video = ?", uid, video))
}

// AudioLabelTaken reports whether another track of the video has the label.
func (t *Tx) AudioLabelTaken(video, label, except string) (taken bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM audio_tracks WHERE video = ? AND label = ? AND uid <> ?)",
		video, label, except).Scan(&taken)
	return taken, err
}

// AudioTracks returns the tracks of a video, oldest first.
func (s *Store) AudioTracks(ctx context.Context, video string) (_ []AudioTrack, err error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT "+audioColumns+" FROM audio_tracks WHERE video = ? ORDER BY created, uid", video)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all := []AudioTrack{}
	for rows.Next() {
		a, err := scanAudioTrack(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

func scanAudioTrack(row scanner) (AudioTrack, error) {
	var a AudioTrack
	var created int64
	err := row.Scan(&a.UID, &a.Video, &created, &a.Label, &a.Default, &a.Status)
	a.Created = time.Unix(0, created).UTC()
	return a, orNotFound(err)
}
