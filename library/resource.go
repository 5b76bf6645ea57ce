package library

import (
	"encoding/json"
	"io"
	"time"
)

// File is a file to send. Open is asked once per attempt.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Settings are what a new video can be given, by copy, clip or upload link.
// Zero values are not sent.
type Settings struct {
	// Meta holds the name under "name".
	Meta              Meta
	Creator           string
	AllowedOrigins    []string
	RequireSignedURLs bool
	ThumbnailPct      float64
	ScheduledDeletion time.Time
	WatermarkUID      string
}

// UploadLink asks for a one-time link for a file below 200 MB
// (Cloudflare docs, Stream, "Direct creator uploads").
type UploadLink struct {
	Settings
	// MaxDurationSeconds is 1 to 36000 and required.
	MaxDurationSeconds int
	// Expiry is Stream's default when zero.
	Expiry time.Time
}

// UploadTarget is where a one-time upload goes. URL is a credential.
type UploadTarget struct {
	UID, URL string
}

// Clip asks for a part of a video as a video of its own.
type Clip struct {
	Settings
	// Source is the video's uid; Start and End are in seconds.
	Source     string
	Start, End float64
}

// Caption is a caption or subtitle track of a video.
type Caption struct {
	// Language is a BCP 47 tag; Label is Stream's name for it.
	Language  string `json:"language"`
	Label     string `json:"label"`
	Generated bool   `json:"generated"`
	// Status is ready, inprogress or error.
	Status string `json:"status"`
}

// AudioTrack is an additional audio track; the video's own is not listed.
type AudioTrack struct {
	UID     string `json:"uid"`
	Label   string `json:"label"`
	Default bool   `json:"default"`
	// Status is queued, ready or error.
	Status string `json:"status"`
}

// AudioEdit changes an audio track; nil leaves a field alone.
type AudioEdit struct {
	Label   *string
	Default *bool
}

// DownloadKind is what a download contains.
type DownloadKind string

// The two downloads Stream makes.
const (
	DownloadMP4   DownloadKind = "default"
	DownloadAudio DownloadKind = "audio"
)

// Download is a file Stream makes of a video on request.
type Download struct {
	// Status is ready, inprogress or error; Percent is 0 to 100.
	Status  string  `json:"status"`
	URL     string  `json:"url"`
	Percent float64 `json:"percentComplete"`
}

// SigningKey is a key that signs tokens. PEM and JWK are private, base64 of
// the real thing, and given only in the answer that creates the key.
type SigningKey struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created,omitzero"`
	PEM     string    `json:"-"`
	JWK     string    `json:"-"`
}

// AccessRule says who may watch with a token; the first that matches decides.
type AccessRule struct {
	// Type is any, ip.src or ip.geoip.country; Action is allow or block.
	Type    string   `json:"type"`
	Action  string   `json:"action"`
	Country []string `json:"country,omitempty"`
	IP      []string `json:"ip,omitempty"`
}

// TokenRequest asks Stream to sign a token. The zero value is a token for an
// hour signed with a key of Stream's own.
type TokenRequest struct {
	// KeyID and PEM (base64) choose the key; both or neither.
	KeyID, PEM string
	// Expires is at most 24 hours ahead.
	Expires, NotBefore time.Time
	Downloadable       bool
	// Original asks for the original video without transformations
	// (Cloudflare API reference, Stream, "Create signed URL tokens").
	Original bool
	Rules    []AccessRule
}

// TokenState is what Stream says about an API token. It says nothing about
// its permissions.
type TokenState struct {
	ID string `json:"id"`
	// Status is active, disabled or expired.
	Status  string    `json:"status"`
	Expires time.Time `json:"expires_on,omitzero"`
}

// Patch is the body of an edit: the touched fields with their new values,
// JSON null to clear one. Meta and publicDetails are whole.
type Patch map[Field]json.RawMessage
