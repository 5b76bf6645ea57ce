package localstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// jobClip cuts a clip; its payload says from where to where.
const jobClip = "clip"

type clipAnswer struct {
	UID                   string          `json:"uid"`
	ClippedFromVideoUID   string          `json:"clippedFromVideoUID"`
	StartTimeSeconds      int             `json:"startTimeSeconds"`
	EndTimeSeconds        int             `json:"endTimeSeconds"`
	Created               stamp           `json:"created"`
	Modified              stamp           `json:"modified"`
	Creator               *string         `json:"creator"`
	Meta                  map[string]any  `json:"meta"`
	AllowedOrigins        []string        `json:"allowedOrigins"`
	RequireSignedURLs     bool            `json:"requireSignedURLs"`
	ThumbnailTimestampPct float64         `json:"thumbnailTimestampPct"`
	MaxDurationSeconds    *int            `json:"maxDurationSeconds"`
	Preview               string          `json:"preview"`
	Playback              playbackAnswer  `json:"playback"`
	Watermark             json.RawMessage `json:"watermark"`
	Status                rules.State     `json:"status"` // plain text, unlike a video's
}

// createClip makes a new video of a part of another (Cloudflare API reference,
// Stream, clip). That start and end lie within the video is self-evident, not
// documented.
func (s *Server) createClip(w http.ResponseWriter, r *http.Request) error {
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	source, start, end, err := s.clipRange(r, f)
	if err != nil {
		return err
	}
	now := s.now()
	set, err := f.namedSettings(r, now)
	if err != nil {
		return err
	}
	v := newVideo(set, now, store.Clipped)
	v.State, v.ClippedFrom = rules.Queued, &source.UID
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		if err := setWatermark(tx, v, set.Watermark); err != nil {
			return err
		}
		if err := s.reserve(tx, v, float64(end-start)); err != nil {
			return err
		}
		if err := tx.Save(v); err != nil {
			return err
		}
		return tx.AddJob(jobClip, v.UID, fmt.Sprintf("%d-%d", start, end))
	})
	if err != nil {
		return err
	}
	s.work.Wake()
	return envelope.Write(w, http.StatusOK, clipAnswer{
		UID: v.UID, ClippedFromVideoUID: source.UID, StartTimeSeconds: start, EndTimeSeconds: end,
		Created: stamp(v.Created), Modified: stamp(v.Modified), Creator: v.Creator, Meta: v.Meta,
		AllowedOrigins: v.AllowedOrigins, RequireSignedURLs: v.RequireSignedURLs,
		ThumbnailTimestampPct: v.ThumbnailTimestampPct, MaxDurationSeconds: s.longest(v),
		Preview: deliveryURL(r, v.UID, "watch"), Watermark: v.Watermark, Status: v.State,
		Playback: playbackAnswer{HLS: deliveryURL(r, v.UID, "manifest/"+hlsManifest), DASH: deliveryURL(r, v.UID, "manifest/"+dashManifest)},
	})
}

// clipRange reads what is to be cut and holds it against the source.
func (s *Server) clipRange(r *http.Request, f fields) (source *store.Video, start, end int, err error) {
	for _, key := range []string{"clippedFromVideoUID", "startTimeSeconds", "endTimeSeconds"} {
		if !f.given(key) {
			return nil, 0, 0, envelope.ErrBadRequest.With("required field %s is missing", key)
		}
	}
	var uid string
	for _, err := range []error{
		f.decode("clippedFromVideoUID", &uid, "text"),
		f.decode("startTimeSeconds", &start, "an integer"),
		f.decode("endTimeSeconds", &end, "an integer"),
	} {
		if err != nil {
			return nil, 0, 0, err
		}
	}
	if !rules.IsUID(uid) {
		return nil, 0, 0, envelope.ErrNotFound
	}
	if source, err = s.store.Video(r.Context(), uid); err != nil {
		return nil, 0, 0, err
	}
	switch {
	case source.State != rules.Ready:
		err = envelope.ErrBadRequest.With("the video is not ready to be clipped")
	case source.Original == "":
		err = envelope.ErrBadRequest.With("the video has no file")
	case start < 0 || end <= start:
		err = envelope.ErrBadRequest.With("startTimeSeconds must be at least 0 and below endTimeSeconds")
	case source.Duration > 0 && float64(end) > source.Duration:
		err = envelope.ErrBadRequest.With("endTimeSeconds %d lies behind the end of the video, %.3f", end, source.Duration)
	case !media.HaveFFmpeg():
		err = envelope.ErrNoMedia.With("clips need ffmpeg, which is not installed")
	}
	return source, start, end, err
}

// cutClip cuts the part out of what is played of the source, so that its
// watermark stays in the picture.
func (s *Server) cutClip(ctx context.Context, job store.Job) error {
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	source, err := s.store.Video(ctx, *v.ClippedFrom)
	if errors.Is(err, store.ErrNotFound) { // deleted while the clip waited
		return s.fail(ctx, v.UID, rules.UnknownReason)
	}
	if err != nil {
		return err
	}
	path, err := s.playable(source)
	if err != nil {
		return err
	}
	from, to, _ := strings.Cut(job.Payload, "-")
	start, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	end, err := strconv.Atoi(to)
	if err != nil {
		return err
	}
	name := v.UID + ".mp4"
	part, err := s.dirs.part(job, name)
	if err != nil {
		return err
	}
	err = media.FFmpeg(ctx, nil, "-ss", from, "-t", strconv.Itoa(end-start), "-i", "file:"+path,
		"-map", "0:v:0", "-map", "0:a:0?", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-c:a", "aac",
		"-movflags", "+faststart", "-f", "mp4", "file:"+part)
	if err == nil {
		err = os.Rename(part, filepath.Join(s.dirs.originals(), name))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("cut clip %s: %w", v.UID, err), removeFile(part))
	}
	return s.keepOriginal(ctx, v.UID, name)
}
