package scenes

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

type probed struct {
	Streams []struct {
		CodecType string `json:"codec_type"`
		CodecName string `json:"codec_name"`
		PixFmt    string `json:"pix_fmt"`
		Width     int    `json:"width"`
		Height    int    `json:"height"`
		Frames    string `json:"nb_frames"`
	} `json:"streams"`
	Format struct {
		Duration string            `json:"duration"`
		Tags     map[string]string `json:"tags"`
	} `json:"format"`
}

func probe(t *testing.T, path string) probed {
	t.Helper()
	out, err := exec.Command("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", path).Output()
	if err != nil {
		t.Fatalf("ffprobe: %v", err)
	}
	var p probed
	if err := json.Unmarshal(out, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEncodedFileIsAsOrdered(t *testing.T) {
	for name, o := range map[string]Options{
		"landscape with sound": {Width: 320, Height: 180, Duration: time.Second, FPS: 12, Audio: true},
		"portrait, silent":     {Width: 90, Height: 160, Duration: 500 * time.Millisecond, FPS: 24},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "scene.mp4")
			if err := Encode(t.Context(), harbour, path, o); err != nil {
				t.Fatal(err)
			}
			p := probe(t, path)
			v := p.Streams[0]
			if v.CodecName != "h264" || v.PixFmt != "yuv420p" || v.Width != o.Width || v.Height != o.Height || v.Frames != "12" {
				t.Errorf("video track: %+v", v)
			}
			if got, err := strconv.ParseFloat(p.Format.Duration, 64); err != nil || got < o.Duration.Seconds()-.01 || got > o.Duration.Seconds()+.06 {
				t.Errorf("duration %s, want %s", p.Format.Duration, o.Duration)
			}
			if p.Format.Tags["title"] != harbour.Name {
				t.Errorf("title %q", p.Format.Tags["title"])
			}
			if sound := len(p.Streams) == 2 && p.Streams[1].CodecName == "aac"; sound != o.Audio {
				t.Errorf("streams %+v, audio wanted: %v", p.Streams, o.Audio)
			}
			left, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(left) != 1 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// Every ambience is a filter that ffmpeg has to understand.
func TestEverySoundPlays(t *testing.T) {
	heard := map[sound]bool{}
	for _, s := range All {
		if heard[s.sound] {
			continue
		}
		heard[s.sound] = true
		path := filepath.Join(t.TempDir(), "scene.mp4")
		if err := Encode(t.Context(), s, path, Options{Width: 32, Height: 18, Duration: 250 * time.Millisecond, Audio: true}); err != nil {
			t.Errorf("%v", err)
		}
	}
}

func TestEncodeRefusals(t *testing.T) {
	dir := t.TempDir()
	ended, end := context.WithCancel(t.Context())
	end()
	for name, c := range map[string]struct {
		ctx  context.Context
		path string
		o    Options
		want string
	}{
		"odd size":       {t.Context(), filepath.Join(dir, "a.mp4"), Options{Width: 321, Height: 180}, "must be even"},
		"negative time":  {t.Context(), filepath.Join(dir, "b.mp4"), Options{Duration: -time.Second}, "cannot be encoded"},
		"no such folder": {t.Context(), filepath.Join(dir, "none", "c.mp4"), Options{Width: 32, Height: 18, Duration: time.Second}, "No such file"},
		"ended before":   {ended, filepath.Join(dir, "d.mp4"), Options{Width: 32, Height: 18}, context.Canceled.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			if err := Encode(c.ctx, harbour, c.path, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestEncodeStopsWithItsContext(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	path := filepath.Join(t.TempDir(), "long.mp4")
	err := Encode(ctx, harbour, path, Options{Width: 640, Height: 360, Duration: 10 * time.Minute})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestEncodeWithoutFFmpegSaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := Encode(t.Context(), harbour, filepath.Join(t.TempDir(), "a.mp4"), Options{})
	if !errors.Is(err, ErrNoFFmpeg) || !strings.Contains(err.Error(), "install the package ffmpeg") {
		t.Errorf("error %v", err)
	}
}
