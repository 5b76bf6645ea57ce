package media_test

import (
	"bytes"
	"context"
	"errors"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"spool/internal/media"
)

// made returns a file that ffmpeg made with the arguments.
func made(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	args = append(append([]string{"-v", "error"}, args...), path)
	if out, err := exec.Command("ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	return path
}

func file(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var pattern = []string{"-f", "lavfi", "-i", "testsrc=size=352x288:rate=25:duration=1", "-f", "lavfi", "-i", "sine=sample_rate=48000:duration=1"}

// containers are all of Stream's that ffmpeg can write, with what it needs.
var containers = []struct {
	name, container string
	args            []string
}{
	{"a.mp4", "mp4", []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"}},
	{"a.mov", "mov", []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"}},
	{"a.mkv", "mkv", []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"}},
	{"a.webm", "webm", []string{"-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"}},
	{"a.avi", "avi", []string{"-c:v", "mpeg4", "-c:a", "mp2"}},
	{"a.flv", "flv", []string{"-c:v", "flv1", "-an"}},
	{"a.ts", "mpegts", []string{"-c:v", "mpeg2video", "-c:a", "mp2"}},
	{"a.m2ts", "mpegts", []string{"-c:v", "mpeg2video", "-c:a", "mp2"}},
	{"a.vob", "mpegps", []string{"-c:v", "mpeg2video", "-c:a", "mp2"}},
	{"a.mpg", "mpegps", []string{"-c:v", "mpeg1video", "-c:a", "mp2"}},
	{"a.m2v", "mpeg", []string{"-c:v", "mpeg2video", "-an"}},
	{"a.mxf", "mxf", []string{"-c:v", "mpeg2video", "-c:a", "pcm_s16le"}},
	{"a.gxf", "gxf", []string{"-s", "720x576", "-c:v", "mpeg2video", "-c:a", "pcm_s16le"}},
	{"a.3gp", "3gp", []string{"-c:v", "h263", "-an"}},
}

func TestProbeKnowsEveryContainer(t *testing.T) {
	for _, c := range containers {
		t.Run(c.name, func(t *testing.T) {
			path := made(t, c.name, append(pattern[:len(pattern):len(pattern)], c.args...)...)
			info, err := media.Probe(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if info.Container != c.container || !info.HasVideo || info.Width == 0 || info.VideoCodec == "" || info.Size == 0 || info.FPS < 24 || info.FPS > 50 {
				t.Errorf("%+v", info)
			}
			if info.Duration < 900*time.Millisecond || info.Duration > 1200*time.Millisecond {
				t.Errorf("duration %v", info.Duration)
			}
			t.Setenv("PATH", t.TempDir())
			info, err = media.Probe(t.Context(), path)
			if err != nil || info.Container != c.container || !info.HasVideo || info.Duration != 0 {
				t.Errorf("without ffprobe: %+v, %v", info, err)
			}
		})
	}
}

func TestProbeBySignatureAlone(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	info, err := media.Probe(t.Context(), file(t, append([]byte("LEITCH\x00\x00"), make([]byte, 100)...)))
	if err != nil || info.Container != "lxf" {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestProbeOfWhatIsNoVideo(t *testing.T) {
	video, err := os.ReadFile(made(t, "a.mp4", "-f", "lavfi", "-i", "testsrc=duration=1"))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		path string
		want error
	}{
		"empty":               {file(t, nil), media.ErrNotVideo},
		"text":                {file(t, []byte("hello")), media.ErrNotVideo},
		"a folder":            {t.TempDir(), media.ErrNotVideo},
		"a picture":           {made(t, "a.png", "-f", "lavfi", "-i", "testsrc=duration=1", "-frames:v", "1"), media.ErrNotVideo},
		"an animated picture": {made(t, "a.gif", "-f", "lavfi", "-i", "testsrc=size=32x32:duration=1"), media.ErrNotVideo},
		"sound in an MP4":     {made(t, "a.m4a", "-f", "lavfi", "-i", "sine=duration=1"), media.ErrNotVideo},
		"sound alone":         {made(t, "a.wav", "-f", "lavfi", "-i", "sine=duration=1"), media.ErrNotVideo},
		"a beginning":         {file(t, video[:len(video)/2]), media.ErrMalformed},
		"a HEIC picture":      {file(t, []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")), media.ErrNotVideo},
		"missing":             {filepath.Join(t.TempDir(), "x"), os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			info, err := media.Probe(t.Context(), test.path)
			if !errors.Is(err, test.want) {
				t.Errorf("%+v, %v; want %v", info, err, test.want)
			}
		})
	}
	info, err := media.Probe(t.Context(), made(t, "b.m4a", "-f", "lavfi", "-i", "sine=duration=1"))
	if !errors.Is(err, media.ErrNotVideo) || !info.HasAudio || info.AudioCodec != "aac" || info.Duration == 0 {
		t.Errorf("what is known of sound is kept back: %+v, %v", info, err)
	}
}

func TestProbeTakesRotationIntoAccount(t *testing.T) {
	flat := made(t, "flat.mp4", "-f", "lavfi", "-i", "testsrc=size=320x180:duration=1", "-pix_fmt", "yuv420p")
	info, err := media.Probe(t.Context(), made(t, "up.mp4", "-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"))
	if err != nil || info.Width != 180 || info.Height != 320 {
		t.Errorf("%dx%d, %v; want 180x320", info.Width, info.Height, err)
	}
}

func TestProbeMeasuresWhatDoesNotTellItsLength(t *testing.T) {
	cmd := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=10:duration=2", "-c:v", "mpeg4", "-f", "matroska", "-")
	stream, err := cmd.Output() // into a pipe: the length cannot be filled in
	if err != nil {
		t.Fatal(err)
	}
	info, err := media.Probe(t.Context(), file(t, stream))
	if err != nil || info.Duration < 1800*time.Millisecond || info.Duration > 2200*time.Millisecond {
		t.Errorf("duration %v, %v", info.Duration, err)
	}
}

func TestProbeTreatsAPathAsAPath(t *testing.T) {
	source, err := os.ReadFile(made(t, "a.mp4", "-f", "lavfi", "-i", "testsrc=duration=1"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"-version", "http:example", "a b'\"%d\n.mp4", "concat:x", "港.mp4"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, source, 0o600); err != nil {
			t.Fatal(err)
		}
		t.Chdir(dir)
		for _, p := range []string{path, name} {
			if info, err := media.Probe(t.Context(), p); err != nil || !info.HasVideo || info.Width == 0 {
				t.Errorf("%q: %+v, %v", p, info, err)
			}
		}
		if _, err := media.Frame(t.Context(), name, 0, media.Box{Width: 32, Height: 32}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestFrameFits(t *testing.T) {
	path := made(t, "a.mp4", "-f", "lavfi", "-i", "testsrc=size=320x180:duration=1", "-pix_fmt", "yuv420p")
	for fit, want := range map[media.Fit][2]int{media.Crop: {100, 100}, media.Scale: {100, 100}, media.Fill: {100, 100}, media.Clip: {100, 56}} {
		raw, err := media.Frame(t.Context(), path, 500*time.Millisecond, media.Box{Width: 100, Height: 100, Fit: fit})
		if err != nil {
			t.Fatal(err)
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(raw))
		if err != nil || c.Width != want[0] || c.Height != want[1] {
			t.Errorf("%s is %dx%d, %v", fit, c.Width, c.Height, err)
		}
	}
	several, err := media.Frames(t.Context(), path, []media.Want{
		{At: 0, Box: media.Box{Width: 20, Height: 10}},
		{At: time.Hour, Box: media.Box{Width: 10, Height: 10}},
		{At: 500 * time.Millisecond, Box: media.Box{Width: 100, Height: 100}},
	})
	if err != nil || several[1] != nil {
		t.Fatalf("several: %v, beyond the end %d bytes", err, len(several[1]))
	}
	for i, width := range map[int]int{0: 20, 2: 100} {
		if c, err := jpeg.DecodeConfig(bytes.NewReader(several[i])); err != nil || c.Width != width {
			t.Errorf("picture %d of several is %v wide, %v", i, c.Width, err)
		}
	}
	if _, err := media.Frames(t.Context(), path, []media.Want{{At: time.Hour, Box: media.Box{Width: 10, Height: 10}}}); !errors.Is(err, media.ErrMalformed) {
		t.Errorf("several beyond the end: %v", err)
	}
	if _, err := media.Frame(t.Context(), path, time.Hour, media.Box{Width: 10, Height: 10}); !errors.Is(err, media.ErrMalformed) {
		t.Errorf("a frame past the end: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := media.Frame(t.Context(), path, 0, media.Box{Width: 10, Height: 10}); !errors.Is(err, media.ErrNoTool) {
		t.Errorf("without ffmpeg: %v", err)
	}
}

func TestFFmpegEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var last time.Duration
	err := media.FFmpeg(ctx, func(done time.Duration) {
		last = done
		cancel()
	}, "-re", "-f", "lavfi", "-i", "testsrc=size=32x32:duration=60", "-f", "null", "-")
	if !errors.Is(err, context.Canceled) || last > 10*time.Second {
		t.Errorf("ended at %v with %v", last, err)
	}
	err = media.FFmpeg(t.Context(), nil, "-i", "file:/does/not/exist", "-f", "null", "-")
	if err == nil || !bytes.Contains([]byte(err.Error()), []byte("No such file")) {
		t.Errorf("the error keeps ffmpeg's reason back: %v", err)
	}
}
