package localstream

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// videoAnswer is the video object of the API (Cloudflare API reference, Stream,
// models; samples in the documentation for null and -1).
type videoAnswer struct {
	UID                   string          `json:"uid"`
	Creator               *string         `json:"creator"`
	Thumbnail             string          `json:"thumbnail,omitempty"`
	ThumbnailTimestampPct float64         `json:"thumbnailTimestampPct"`
	ReadyToStream         bool            `json:"readyToStream"`
	ReadyToStreamAt       *stamp          `json:"readyToStreamAt,omitempty"`
	Status                statusAnswer    `json:"status"`
	Meta                  map[string]any  `json:"meta"`
	Created               stamp           `json:"created"`
	Modified              stamp           `json:"modified"`
	ScheduledDeletion     *stamp          `json:"scheduledDeletion"`
	Size                  int64           `json:"size"`
	Preview               string          `json:"preview,omitempty"`
	AllowedOrigins        []string        `json:"allowedOrigins"`
	RequireSignedURLs     bool            `json:"requireSignedURLs"`
	Uploaded              *stamp          `json:"uploaded"`
	UploadExpiry          *stamp          `json:"uploadExpiry"`
	MaxSizeBytes          *int64          `json:"maxSizeBytes"`
	MaxDurationSeconds    *int            `json:"maxDurationSeconds"`
	Duration              float64         `json:"duration"`
	Input                 inputAnswer     `json:"input"`
	Playback              playbackAnswer  `json:"playback"`
	Watermark             json.RawMessage `json:"watermark"`
	ClippedFrom           *string         `json:"clippedFrom"`
	PublicDetails         json.RawMessage `json:"publicDetails"`
}

// statusAnswer has pctComplete as text, and leaves it out while it is unknown.
type statusAnswer struct {
	State           rules.State `json:"state"`
	Step            string      `json:"step,omitempty"`
	PctComplete     string      `json:"pctComplete,omitempty"`
	ErrorReasonCode string      `json:"errorReasonCode"`
	ErrorReasonText string      `json:"errorReasonText"`
}

type inputAnswer struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type playbackAnswer struct {
	HLS  string `json:"hls"`
	DASH string `json:"dash"`
}

// stamp is a time as Stream writes it: RFC 3339, UTC, up to nine digits of
// fraction.
type stamp time.Time

// MarshalJSON implements json.Marshaler.
func (t stamp) MarshalJSON() ([]byte, error) {
	return []byte(`"` + time.Time(t).UTC().Format(time.RFC3339Nano) + `"`), nil
}

func stampOf(t *time.Time) *stamp {
	if t == nil {
		return nil
	}
	s := stamp(*t)
	return &s
}

// origin is where the URLs of an answer begin: the host the caller used, which
// is why none is ever stored.
func origin(r *http.Request) string { return "http://" + r.Host }

// deliveryURL is a URL of a video's delivery. Stream has them on
// customer-<CODE>.cloudflarestream.com; here the same paths stand at the root.
func deliveryURL(r *http.Request, id, path string) string { return origin(r) + "/" + id + "/" + path }

// longest is a video's maxDurationSeconds, or what the quirk has for none.
func (s *Server) longest(v *store.Video) *int {
	unset, err := strconv.Atoi(s.opts.Quirks[QuirkUnsetDuration])
	if v.MaxDurationSeconds != nil || err != nil {
		return v.MaxDurationSeconds
	}
	return &unset
}

// answerOf builds the API's view of a video.
func (s *Server) answerOf(r *http.Request, v *store.Video) videoAnswer {
	a := videoAnswer{
		UID: v.UID, Creator: v.Creator, ThumbnailTimestampPct: v.ThumbnailTimestampPct,
		ReadyToStream: v.State == rules.Ready, ReadyToStreamAt: stampOf(v.ReadyAt),
		Status: statusAnswer{
			State: v.State, Step: v.Step, ErrorReasonCode: v.Reason.Code, ErrorReasonText: v.Reason.Text,
		},
		Meta: v.Meta, Created: stamp(v.Created), Modified: stamp(v.Modified),
		ScheduledDeletion: stampOf(v.ScheduledDeletion), Size: v.Size,
		AllowedOrigins: v.AllowedOrigins, RequireSignedURLs: v.RequireSignedURLs,
		Uploaded: stampOf(v.Uploaded), UploadExpiry: stampOf(v.UploadExpiry),
		MaxDurationSeconds: s.longest(v), Duration: v.Duration,
		Input: inputAnswer{v.Width, v.Height},
		Playback: playbackAnswer{
			HLS:  deliveryURL(r, v.UID, "manifest/video.m3u8"),
			DASH: deliveryURL(r, v.UID, "manifest/video.mpd"),
		},
		Watermark: v.Watermark, ClippedFrom: v.ClippedFrom, PublicDetails: v.PublicDetails,
	}
	if v.PctComplete >= 0 {
		a.Status.PctComplete = fmt.Sprintf("%f", v.PctComplete)
	}
	if v.State == rules.Ready || s.opts.Quirks.is(QuirkEarlyURLs, "show") {
		a.Preview = deliveryURL(r, v.UID, "watch")
		a.Thumbnail = deliveryURL(r, v.UID, "thumbnails/thumbnail.jpg")
	}
	return a
}
