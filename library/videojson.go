package library

import (
	"encoding/json"
	"strconv"
	"time"
)

// videoJSON is a video under the names Stream gives its fields.
type videoJSON struct {
	UID                   string         `json:"uid"`
	Created               *time.Time     `json:"created"`
	Modified              *time.Time     `json:"modified"`
	Uploaded              *time.Time     `json:"uploaded"`
	UploadExpiry          *time.Time     `json:"uploadExpiry"`
	ReadyToStream         bool           `json:"readyToStream"`
	ReadyToStreamAt       *time.Time     `json:"readyToStreamAt"`
	ScheduledDeletion     *time.Time     `json:"scheduledDeletion"`
	Status                statusJSON     `json:"status"`
	Meta                  any            `json:"meta"`
	Creator               *string        `json:"creator"`
	AllowedOrigins        []string       `json:"allowedOrigins"`
	RequireSignedURLs     bool           `json:"requireSignedURLs"`
	ThumbnailTimestampPct float64        `json:"thumbnailTimestampPct"`
	MaxDurationSeconds    *int           `json:"maxDurationSeconds"`
	MaxSizeBytes          *int64         `json:"maxSizeBytes"`
	PublicDetails         PublicDetails  `json:"publicDetails"`
	Duration              float64        `json:"duration"`
	Size                  int64          `json:"size"`
	Input                 sizeJSON       `json:"input"`
	LiveInput             string         `json:"liveInput,omitempty"`
	ClippedFrom           string         `json:"clippedFrom,omitempty"`
	Watermark             *watermarkJSON `json:"watermark"`
	Playback              playbackJSON   `json:"playback"`
	Preview               string         `json:"preview,omitempty"`
	Thumbnail             string         `json:"thumbnail,omitempty"`
}

type statusJSON struct {
	State           State  `json:"state"`
	Step            string `json:"step,omitempty"`
	PctComplete     string `json:"pctComplete,omitempty"`
	ErrorReasonCode string `json:"errorReasonCode"`
	ErrorReasonText string `json:"errorReasonText"`
}

type sizeJSON struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type watermarkJSON struct {
	UID  string `json:"uid"`
	Name string `json:"name,omitempty"`
}

type playbackJSON struct {
	HLS  string `json:"hls,omitempty"`
	DASH string `json:"dash,omitempty"`
}

// MarshalJSON writes the video as Stream does, so that what scripts know of
// one they know of the other.
func (v Video) MarshalJSON() ([]byte, error) {
	j := videoJSON{
		UID: v.UID, Created: orNull(v.Created), Modified: orNull(v.Modified), Uploaded: orNull(v.Uploaded),
		UploadExpiry: orNull(v.UploadExpiry), ReadyToStream: v.Ready, ReadyToStreamAt: orNull(v.ReadyAt),
		ScheduledDeletion: orNull(v.ScheduledDeletion), Meta: v.Meta, Creator: orNull(v.Creator),
		Status: statusJSON{
			State: v.Status.State, Step: v.Status.Step,
			ErrorReasonCode: v.Status.ErrorCode, ErrorReasonText: v.Status.ErrorText,
		},
		AllowedOrigins: v.AllowedOrigins, RequireSignedURLs: v.RequireSignedURLs, ThumbnailTimestampPct: v.ThumbnailPct,
		MaxDurationSeconds: orNull(v.MaxDurationSeconds), MaxSizeBytes: orNull(v.MaxSizeBytes), PublicDetails: v.PublicDetails,
		Duration: v.Duration, Size: v.Size, Input: sizeJSON{v.Width, v.Height},
		LiveInput: v.LiveInput, ClippedFrom: v.ClippedFrom,
		Playback: playbackJSON{v.HLS, v.DASH}, Preview: v.Preview, Thumbnail: v.Thumbnail,
	}
	if v.Status.Percent > 0 {
		j.Status.PctComplete = strconv.FormatFloat(v.Status.Percent, 'f', 6, 64)
	}
	if v.WatermarkUID != "" {
		j.Watermark = &watermarkJSON{v.WatermarkUID, v.WatermarkName}
	}
	switch {
	case v.OddMeta != "":
		j.Meta = json.RawMessage(v.OddMeta)
	case v.Meta == nil:
		j.Meta = Meta{}
	}
	if j.AllowedOrigins == nil {
		j.AllowedOrigins = []string{}
	}
	return json.Marshal(j)
}

// orNull makes a field that has no value null.
func orNull[T comparable](x T) *T {
	var none T
	if x == none {
		return nil
	}
	return &x
}
