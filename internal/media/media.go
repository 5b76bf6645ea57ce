// Package media says what a local file is: container, duration, size, streams
// and single frames. With ffprobe and ffmpeg on the PATH it looks into the
// file; without them it recognises the container by its signature and leaves
// the rest zero.
//
// Every program it starts runs at low priority, so that work on media never
// starves an upload, and ends with the context it was given; on Linux also when
// this process is killed.
package media

import (
	"errors"
	"os/exec"
	"time"
)

var (
	// ErrNotVideo reports a file that is none of Stream's containers, or one
	// without a picture.
	ErrNotVideo = errors.New("not a video")
	// ErrMalformed reports a file that begins like a video but cannot be read
	// as one.
	ErrMalformed = errors.New("the video is damaged")
	// ErrNoTool reports that ffmpeg or ffprobe is needed and not installed.
	ErrNoTool = errors.New("ffmpeg is not installed")
)

// Info is what is known of a file; what is not known is zero.
type Info struct {
	// Container is one of mp4, mov, 3gp, mkv, webm, avi, flv, mpegts, mpegps,
	// mpeg, mxf, gxf, lxf, or ffprobe's own name for anything else.
	Container string
	Duration  time.Duration
	Size      int64 // bytes
	Width     int   // pixels, as shown: rotation is taken into account
	Height    int
	// ShownWidth is the width in square pixels, of which Height are in a column. Only
	// Probe finds it.
	ShownWidth int
	FPS        float64
	VideoCodec string
	AudioCodec string
	// PixelFormat and Transfer are ffprobe's names, for example yuv420p and
	// smpte2084 (an HDR transfer).
	PixelFormat string
	Transfer    string
	HasVideo    bool
	HasAudio    bool
}

// HaveProbe reports whether ffprobe is on the PATH.
func HaveProbe() bool { return installed("ffprobe") }

// HaveFFmpeg reports whether ffmpeg is on the PATH.
func HaveFFmpeg() bool { return installed("ffmpeg") }

func installed(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}
