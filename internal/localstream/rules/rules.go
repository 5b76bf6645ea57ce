// Package rules holds what Cloudflare's documentation says about values, as
// pure functions: which metadata, settings, list queries, subtitles and access
// rules are accepted, and what they mean. Nothing here touches HTTP, files or
// the database, so every rule can be tested and fuzzed on its own.
//
// A refusal is an *envelope.Error with the code Stream gives and a detail that
// names the field.
package rules

import (
	"regexp"
	"time"
)

// State is a video's processing state (Cloudflare API reference, Stream).
type State string

// The states of a video on demand, in the order it passes them.
const (
	PendingUpload State = "pendingupload"
	Downloading   State = "downloading"
	Queued        State = "queued"
	InProgress    State = "inprogress"
	Ready         State = "ready"
	Failed        State = "error"
)

// liveInProgress is accepted in filters; no video here ever has it.
const liveInProgress State = "live-inprogress"

var states = map[State]bool{
	PendingUpload: true, Downloading: true, Queued: true, InProgress: true,
	Ready: true, Failed: true, liveInProgress: true,
}

// Reason is why a video ended in state error.
type Reason struct{ Code, Text string }

// The documented reasons (Cloudflare docs, Stream, using webhooks). The texts
// of the first two are literal, the others are ours.
var (
	NonVideo         = Reason{"ERR_NON_VIDEO", "The file was not recognized as a valid video file."}
	MalformedVideo   = Reason{"ERR_MALFORMED_VIDEO", "The video was deemed to be corrupted or malformed."}
	DurationTooShort = Reason{"ERR_DURATION_TOO_SHORT", "The video is too short: at least 0.1 seconds are needed."}
	DurationExceeded = Reason{"ERR_DURATION_EXCEED_CONSTRAINT", "The video is longer than the maximum duration set for it."}
	FetchOrigin      = Reason{"ERR_FETCH_ORIGIN_ERROR", "The video could not be downloaded from its source."}
	UnknownReason    = Reason{"ERR_UNKNOWN", "The video could not be processed."}
)

// Limits of Stream (Cloudflare docs, Stream, FAQ and resumable uploads).
const (
	MaxUploadBytes = 30_000_000_000 // "30 GB"; whether decimal is unconfirmed, decimal is the stricter
	MaxBasicBytes  = 200_000_000    // basic uploads are "under 200 MB"
	MinChunk       = 5 << 20
	MaxChunk       = 200 << 20
	ChunkMultiple  = 256 << 10
	MaxEncoding    = 120 // videos queued or encoding at once
	MaxCreatorLen  = 64
	MaxListLimit   = 1000
	MaxRoom        = 32 << 10 // of meta, allowedOrigins and publicDetails; ours: no limit is documented

	MinDuration = 100 * time.Millisecond // below it ERR_DURATION_TOO_SHORT

	minMaxDuration   = 1
	maxMaxDuration   = 36_000
	minDeletionDelay = 30 * 24 * time.Hour
	maxDeletionDelay = 1096 * 24 * time.Hour

	// DirectReserve is what a one-time TUS upload without maxDurationSeconds
	// reserves, in seconds (observed in public code).
	DirectReserve = 14_400
	// TusLifetime is how long the URL of a TUS upload made with a token lives
	// (samples in Cloudflare docs, Stream, using webhooks).
	TusLifetime = 24 * time.Hour
)

var uidPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)

// IsUID reports whether s has the form of an identifier of Stream: 32 lower
// case hexadecimal digits. Nothing else ever becomes part of a file's name.
func IsUID(s string) bool { return uidPattern.MatchString(s) }
