package library

import "time"

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
	State State
	// Step is encoding or manifest while a video is worked on, else empty.
	Step string
	// Percent is 0 to 100; 0 also where Stream says nothing.
	Percent float64
	// ErrorCode is one of the ERR_ words, ErrorText Stream's own sentence.
	ErrorCode string
	ErrorText string
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
	UID      string
	Created  time.Time
	Modified time.Time
	// Uploaded is when the last byte arrived.
	Uploaded     time.Time
	UploadExpiry time.Time
	ReadyAt      time.Time
	// Ready means that it can be played, perhaps not yet in every quality.
	Ready             bool
	ScheduledDeletion time.Time

	Status Status
	Meta   Meta
	// OddMeta is the meta of a video whose meta is no object, which Stream's API
	// does not forbid. It is shown and left alone.
	OddMeta           string
	Creator           string
	AllowedOrigins    []string
	RequireSignedURLs bool
	// ThumbnailPct is the thumbnail's place in the video, 0 to 1.
	ThumbnailPct float64
	// MaxDurationSeconds and MaxSizeBytes are 0 where no limit is set.
	MaxDurationSeconds int
	MaxSizeBytes       int64
	PublicDetails      PublicDetails

	// Duration is in seconds, Size in bytes; Width and Height are the input's.
	Duration float64
	Size     int64
	Width    int
	Height   int

	LiveInput     string
	ClippedFrom   string
	WatermarkUID  string
	WatermarkName string

	HLS       string
	DASH      string
	Preview   string
	Thumbnail string

	// Raw is the object as Stream sent it, with every field unknown here. It
	// is set on videos that come from Stream and empty on those of the index.
	Raw string
}

// Name is the video's name, or empty when it has none.
func (v *Video) Name() string { return v.Meta.Text("name") }
