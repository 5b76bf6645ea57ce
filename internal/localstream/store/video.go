package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"spool/internal/localstream/rules"
)

// Way is how a video's bytes come in.
type Way string

// The ways of Stream.
const (
	Tus         Way = "tus"        // with an API token on every request
	DirectTus   Way = "tus-direct" // by a one-time URL
	Basic       Way = "basic"
	DirectBasic Way = "basic-direct"
	Copied      Way = "copy"
	Clipped     Way = "clip"
	Seeded      Way = "seed"
)

// Sound says whether a video has any. It is not known before the video was
// examined, nor where nothing can look into it.
type Sound int

// What may be known of a video's sound.
const (
	SoundUnknown Sound = iota - 1
	Silent
	Sounding
)

// SoundOf is what is known once it was looked for.
func SoundOf(found bool) Sound {
	if found {
		return Sounding
	}
	return Silent
}

// Video is one row. Times are in UTC; nil stands for null.
type Video struct {
	UID                   string
	Created, Modified     time.Time
	Meta                  map[string]any
	Creator               *string
	State                 rules.State
	Step                  string  // "", "encoding" or "manifest"
	PctComplete           float64 // 0..100; negative while not known
	Reason                rules.Reason
	AllowedOrigins        []string
	RequireSignedURLs     bool
	ThumbnailTimestampPct float64
	MaxDurationSeconds    *int
	Duration              float64 // seconds; -1 unknown
	Width, Height         int     // -1 unknown
	Sound                 Sound
	Size                  int64 // bytes
	Uploaded              *time.Time
	UploadExpiry          *time.Time
	ReadyAt               *time.Time
	ScheduledDeletion     *time.Time
	ClippedFrom           *string
	PublicDetails         json.RawMessage // nil or an object
	Watermark             json.RawMessage // nil or the profile as it was when chosen
	UploadWay             Way
	UploadLength          int64 // bytes promised; -1 unknown
	// Original is the name of the uploaded file under originals/; empty before
	// the bytes are in and for videos without a file.
	Original string
	// Charged is what the video takes of the storage, in seconds: reserved
	// ones until its length is known, none once it failed or expired.
	Charged float64
	// Scene says which drawing a seeded video shows; nil for real ones.
	Scene *int
}

// NewVideo returns a video with nothing known of its content yet.
func NewVideo(uid string, now time.Time, way Way) *Video {
	now = now.UTC()
	return &Video{
		UID: uid, Created: now, Modified: now, Meta: map[string]any{}, State: rules.PendingUpload,
		PctComplete: -1, AllowedOrigins: []string{}, Duration: -1, Width: -1, Height: -1,
		UploadWay: way, UploadLength: -1, Sound: SoundUnknown,
	}
}

// Name returns meta.name, or "" where it is none or no text.
func (v *Video) Name() string {
	name, _ := v.Meta["name"].(string)
	return name
}

const videoColumns = `uid, created, modified, meta, creator, state, step, pct_complete, error_code, error_text,
	allowed_origins, require_signed, thumbnail_pct, max_duration, duration, width, height, size,
	uploaded, upload_expiry, ready_at, scheduled_deletion, clipped_from, public_details, watermark,
	upload_way, upload_length, original, charged, scene, has_audio`

// saveVideo updates in place rather than replacing the row: what refers to a
// video would go with the old one.
var saveVideo = func() string {
	columns := strings.Split(videoColumns+", name, name_folded", ",")
	sets := make([]string, len(columns))
	for i, c := range columns {
		c = strings.TrimSpace(c)
		sets[i] = c + " = excluded." + c
	}
	return "INSERT INTO videos (" + strings.Join(columns, ",") + ") VALUES (?" + strings.Repeat(",?", len(columns)-1) +
		") ON CONFLICT (uid) DO UPDATE SET " + strings.Join(sets, ", ")
}()

// Save writes v as it is, new or not.
func (t *Tx) Save(v *Video) error {
	args, err := v.values()
	if err != nil {
		return fmt.Errorf("save video %s: %w", v.UID, err)
	}
	if _, err := t.tx.ExecContext(t.ctx, saveVideo, args...); err != nil {
		return fmt.Errorf("save video %s: %w", v.UID, err)
	}
	return nil
}

// SaveAll is Save for many new videos, with one prepared statement. next
// returns nil after the last.
func (t *Tx) SaveAll(next func() *Video) (err error) {
	stmt, err := t.tx.PrepareContext(t.ctx, saveVideo)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	for v := next(); v != nil; v = next() {
		args, err := v.values()
		if err != nil {
			return fmt.Errorf("save video %s: %w", v.UID, err)
		}
		if _, err := stmt.ExecContext(t.ctx, args...); err != nil {
			return fmt.Errorf("save video %s: %w", v.UID, err)
		}
	}
	return nil
}

func (v *Video) values() ([]any, error) {
	meta, err := json.Marshal(v.Meta)
	if err != nil {
		return nil, err
	}
	origins, err := json.Marshal(v.AllowedOrigins)
	if err != nil {
		return nil, err
	}
	return []any{
		v.UID, v.Created.UnixNano(), v.Modified.UnixNano(), string(meta), v.Creator, string(v.State), v.Step,
		v.PctComplete, v.Reason.Code, v.Reason.Text, string(origins), v.RequireSignedURLs, v.ThumbnailTimestampPct,
		v.MaxDurationSeconds, v.Duration, v.Width, v.Height, v.Size, nanos(v.Uploaded), nanos(v.UploadExpiry),
		nanos(v.ReadyAt), nanos(v.ScheduledDeletion), v.ClippedFrom, text(v.PublicDetails), text(v.Watermark),
		string(v.UploadWay), v.UploadLength, v.Original, v.Charged, v.Scene, v.Sound, v.Name(), fold(v.Name()),
	}, nil
}

type scanner interface{ Scan(...any) error }

func scanVideo(row scanner) (*Video, error) {
	var v Video
	var created, modified int64
	var meta, origins []byte
	var uploaded, expiry, readyAt, deletion *int64
	err := row.Scan(
		&v.UID, &created, &modified, &meta, &v.Creator, &v.State, &v.Step, &v.PctComplete, &v.Reason.Code, &v.Reason.Text,
		&origins, &v.RequireSignedURLs, &v.ThumbnailTimestampPct, &v.MaxDurationSeconds, &v.Duration, &v.Width, &v.Height,
		&v.Size, &uploaded, &expiry, &readyAt, &deletion, &v.ClippedFrom, (*[]byte)(&v.PublicDetails), (*[]byte)(&v.Watermark),
		&v.UploadWay, &v.UploadLength, &v.Original, &v.Charged, &v.Scene, &v.Sound,
	)
	if err != nil {
		return nil, orNotFound(err)
	}
	if err := json.Unmarshal(meta, &v.Meta); err != nil {
		return nil, fmt.Errorf("video %s: meta: %w", v.UID, err)
	}
	if err := json.Unmarshal(origins, &v.AllowedOrigins); err != nil {
		return nil, fmt.Errorf("video %s: allowed origins: %w", v.UID, err)
	}
	v.Created, v.Modified = time.Unix(0, created).UTC(), time.Unix(0, modified).UTC()
	v.Uploaded, v.UploadExpiry, v.ReadyAt, v.ScheduledDeletion = at(uploaded), at(expiry), at(readyAt), at(deletion)
	return &v, nil
}

// Video returns the video, or ErrNotFound.
func (s *Store) Video(ctx context.Context, uid string) (*Video, error) {
	return scanVideo(s.db.R.QueryRowContext(ctx, "SELECT "+videoColumns+" FROM videos WHERE uid = ?", uid))
}

// Video returns the video as the transaction sees it, or ErrNotFound.
func (t *Tx) Video(uid string) (*Video, error) {
	return scanVideo(t.tx.QueryRowContext(t.ctx, "SELECT "+videoColumns+" FROM videos WHERE uid = ?", uid))
}

// Update reads the video, lets f change it, and saves it with modified set to
// now. It returns the video as saved, or ErrNotFound.
func (t *Tx) Update(uid string, now time.Time, f func(*Video) error) (*Video, error) {
	v, err := t.Video(uid)
	if err != nil {
		return nil, err
	}
	if err := f(v); err != nil {
		return nil, err
	}
	v.Modified = now.UTC()
	return v, t.Save(v)
}

// DeleteVideo removes the video and its jobs. It returns the row as it was, or
// ErrNotFound.
func (t *Tx) DeleteVideo(uid string) (*Video, error) {
	v, err := t.Video(uid)
	if err != nil {
		return nil, err
	}
	for _, table := range []string{"DELETE FROM jobs WHERE video = ?", "DELETE FROM videos WHERE uid = ?"} {
		if _, err := t.tx.ExecContext(t.ctx, table, uid); err != nil {
			return nil, fmt.Errorf("delete video %s: %w", uid, err)
		}
	}
	return v, nil
}

// fold makes a name comparable whatever its case, for every script.
func fold(s string) string { return strings.ToLower(s) }

func nanos(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	n := t.UnixNano()
	return &n
}

func at(n *int64) *time.Time {
	if n == nil {
		return nil
	}
	t := time.Unix(0, *n).UTC()
	return &t
}

func text(raw json.RawMessage) sql.NullString {
	return sql.NullString{String: string(raw), Valid: raw != nil}
}
