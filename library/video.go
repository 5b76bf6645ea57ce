package library

import (
	"encoding/json"
	"time"
)

// State is where a video stands at Stream. States that are not listed here
// are possible and must be shown as they are.
type State string

// The states Stream documents.
const (
	StatePending     State = "pendingupload"
	StateDownloading State = "downloading"
	StateQueued      State = "queued"
	StateInProgress  State = "inprogress"
	StateReady       State = "ready"
	StateError       State = "error"
	StateLive        State = "live-inprogress"
)

// Final reports whether Stream changes the state no more by itself.
func (s State) Final() bool { return s == StateReady || s == StateError }

// Status is the state of a video with its details.
type Status struct {
	State State `json:"state"`
	// Step is encoding or manifest while a video is worked on, else empty.
	Step string `json:"step,omitempty"`
	// Percent is 0 to 100; 0 also where Stream says nothing.
	Percent float64 `json:"percent"`
	// ErrorCode is one of the ERR_ words, ErrorText Stream's own sentence.
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorText string `json:"errorText,omitempty"`
}

// PublicDetails is what the Stream player may show around a video.
type PublicDetails struct {
	Title       string `json:"title,omitempty"`
	ShareLink   string `json:"share_link,omitempty"`
	ChannelLink string `json:"channel_link,omitempty"`
	Logo        string `json:"logo,omitempty"`
}

// Watermark is a watermark profile. On a video only UID may be known.
type Watermark struct {
	UID            string    `json:"uid"`
	Name           string    `json:"name"`
	Created        time.Time `json:"created,omitzero"`
	Size           int64     `json:"size"`
	Width          int       `json:"width"`
	Height         int       `json:"height"`
	DownloadedFrom string    `json:"downloadedFrom,omitempty"`
	Opacity        float64   `json:"opacity"`
	Padding        float64   `json:"padding"`
	Scale          float64   `json:"scale"`
	// Position is upperRight, upperLeft, lowerLeft, lowerRight or center.
	Position string `json:"position"`
}

// Video is a video as Stream last described it. A zero time means that
// Stream gave none; numbers that Stream reports as unknown are -1.
type Video struct {
	UID      string    `json:"uid"`
	Created  time.Time `json:"created,omitzero"`
	Modified time.Time `json:"modified,omitzero"`
	// Uploaded is when the last byte arrived.
	Uploaded     time.Time `json:"uploaded,omitzero"`
	UploadExpiry time.Time `json:"uploadExpiry,omitzero"`
	ReadyAt      time.Time `json:"readyToStreamAt,omitzero"`
	// Ready means that it can be played, perhaps not yet in every quality.
	Ready             bool      `json:"readyToStream"`
	ScheduledDeletion time.Time `json:"scheduledDeletion,omitzero"`

	Status            Status   `json:"status"`
	Meta              Meta     `json:"meta"`
	Creator           string   `json:"creator,omitempty"`
	AllowedOrigins    []string `json:"allowedOrigins"`
	RequireSignedURLs bool     `json:"requireSignedURLs"`
	// ThumbnailPct is the thumbnail's place in the video, 0 to 1.
	ThumbnailPct float64 `json:"thumbnailTimestampPct"`
	// MaxDurationSeconds and MaxSizeBytes are 0 where no limit is set.
	MaxDurationSeconds int           `json:"maxDurationSeconds,omitempty"`
	MaxSizeBytes       int64         `json:"maxSizeBytes,omitempty"`
	PublicDetails      PublicDetails `json:"publicDetails,omitzero"`

	// Duration is in seconds, Size in bytes; Width and Height are the input's.
	Duration float64 `json:"duration"`
	Size     int64   `json:"size"`
	Width    int     `json:"width"`
	Height   int     `json:"height"`

	LiveInput     string `json:"liveInput,omitempty"`
	ClippedFrom   string `json:"clippedFrom,omitempty"`
	WatermarkUID  string `json:"watermark,omitempty"`
	WatermarkName string `json:"watermarkName,omitempty"`

	HLS       string `json:"hls,omitempty"`
	DASH      string `json:"dash,omitempty"`
	Preview   string `json:"preview,omitempty"`
	Thumbnail string `json:"thumbnail,omitempty"`

	// Raw is the object as Stream sent it, with every field unknown here. It
	// is set on videos that come from Stream and empty on those of the index.
	Raw json.RawMessage `json:"-"`
}

// Name is the video's name, or empty when it has none.
func (v *Video) Name() string { return v.Meta.Text("name") }
