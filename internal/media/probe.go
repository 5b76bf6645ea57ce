package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Probe examines the file at path. It returns what it found together with an
// error wrapping ErrNotVideo when the file is none of Stream's containers or
// has no picture, and ErrMalformed when it begins like a video but cannot be
// read. Without ffprobe only Container, Size and HasVideo are filled.
func Probe(ctx context.Context, path string) (Info, error) {
	st, err := os.Stat(path)
	if err != nil {
		return Info{}, err
	}
	if !st.Mode().IsRegular() {
		return Info{}, fmt.Errorf("%s is not a regular file: %w", path, ErrNotVideo)
	}
	info := Info{Size: st.Size()}
	container, err := sniff(path)
	if err != nil {
		return info, err
	}
	if !HaveProbe() {
		if container == "" {
			return info, ErrNotVideo
		}
		info.Container, info.HasVideo = container, true
		return info, nil
	}
	return probe(ctx, path, container, info)
}

func probe(ctx context.Context, path, container string, info Info) (Info, error) {
	report, err := ffprobe(ctx, path)
	if err != nil {
		if ctx.Err() != nil {
			return info, ctx.Err()
		}
		if container == "" {
			return info, fmt.Errorf("%w: %w", ErrNotVideo, err)
		}
		info.Container = container
		return info, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	report.fill(&info)
	if container != "" {
		info.Container = container
	}
	if container == "" || !info.HasVideo {
		return info, ErrNotVideo
	}
	if info.Duration == 0 {
		// Some recordings do not tell their length; reading them through does.
		info.Duration, err = measure(ctx, path)
		if err != nil {
			return info, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
	}
	return info, nil
}

// report is the part of ffprobe's JSON that is read.
type report struct {
	Format struct {
		Name     string `json:"format_name"`
		Duration string `json:"duration"`
	} `json:"format"`
	Streams []stream `json:"streams"`
}

type stream struct {
	Type        string `json:"codec_type"`
	Codec       string `json:"codec_name"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	PixelShape  string `json:"sample_aspect_ratio"` // 64:45 is wider than high
	Rate        string `json:"avg_frame_rate"`
	Duration    string `json:"duration"`
	PixelFormat string `json:"pix_fmt"`
	Transfer    string `json:"color_transfer"`
	Disposition struct {
		AttachedPicture int `json:"attached_pic"`
	} `json:"disposition"`
	SideData []struct {
		Rotation float64 `json:"rotation"`
	} `json:"side_data_list"`
}

func ffprobe(ctx context.Context, path string) (*report, error) {
	cmd := command(ctx, patient, "ffprobe", "-v", "error", "-print_format", "json", "-show_format", "-show_streams", "--", fileArg(path))
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := run(cmd); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("ffprobe: %s", lastLine(complaint.String()))
		}
		return nil, fmt.Errorf("ffprobe: %w", err)
	}
	var r report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return nil, fmt.Errorf("ffprobe: %w", err)
	}
	return &r, nil
}

func (r *report) fill(info *Info) {
	info.Container = r.Format.Name
	info.Duration = seconds(r.Format.Duration)
	for _, s := range r.Streams {
		switch {
		case s.Type == "audio" && !info.HasAudio:
			info.HasAudio, info.AudioCodec = true, s.Codec
		case s.Type == "video" && !info.HasVideo && s.Disposition.AttachedPicture == 0:
			info.HasVideo, info.VideoCodec = true, s.Codec
			info.Width, info.Height, info.ShownWidth = s.shown()
			info.FPS = ratio(s.Rate)
			info.PixelFormat, info.Transfer = s.PixelFormat, s.Transfer
		}
		if info.Duration == 0 {
			info.Duration = seconds(s.Duration)
		}
	}
}

// shown returns the size with a quarter turn applied, and the width in square
// pixels.
func (s *stream) shown() (w, h, square int) {
	w, h = s.Width, s.Height
	shape := ratio(strings.Replace(s.PixelShape, ":", "/", 1))
	for _, d := range s.SideData {
		if turn := int(d.Rotation) % 180; turn == 90 || turn == -90 {
			w, h = h, w
			if shape > 0 {
				shape = 1 / shape
			}
		}
	}
	if shape <= 0 {
		return w, h, w
	}
	return w, h, int(math.Round(float64(w) * shape))
}

func seconds(text string) time.Duration {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f <= 0 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

func ratio(text string) float64 {
	num, den, ok := strings.Cut(text, "/")
	a, err := strconv.ParseFloat(num, 64)
	if !ok || err != nil {
		return a
	}
	b, err := strconv.ParseFloat(den, 64)
	if err != nil || b == 0 {
		return 0
	}
	return a / b
}

// measure reads the whole file, without decoding it, to learn its length.
func measure(ctx context.Context, path string) (time.Duration, error) {
	var last time.Duration
	err := FFmpeg(ctx, func(at time.Duration) { last = at }, "-i", fileArg(path), "-map", "0:v:0", "-c", "copy", "-f", "null", "-")
	return last, err
}

// fileArg keeps a path from being read as an option or a protocol.
func fileArg(path string) string { return "file:" + path }

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
