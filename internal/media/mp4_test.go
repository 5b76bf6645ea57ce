package media_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"spool/internal/media"
)

var picture = []string{"-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=2"}

// Examine agrees with ffprobe, and needs it only for what is no plain movie.
func TestExamineAgreesWithFFprobe(t *testing.T) {
	sound := []string{"-f", "lavfi", "-i", "sine=duration=2"}
	turned := made(t, "turned.mp4", "-i", made(t, "flat.mp4", picture...), "-c", "copy", "-metadata:s:v:0", "rotate=90")
	for _, c := range []struct {
		name, path string
		alone      bool // without ffprobe
	}{
		{"mp4", made(t, "a.mp4", append(picture, sound...)...), true},
		{"faststart", made(t, "a.mp4", append(picture, "-movflags", "+faststart")...), true},
		{"quicktime", made(t, "a.mov", append(picture, "-c:v", "prores")...), true},
		{"3gp", made(t, "a.3gp", append(picture, "-c:v", "mpeg4")...), true},
		{"turned", turned, true},
		{"fragments", made(t, "a.mp4", append(picture, "-movflags", "frag_keyframe+empty_moov")...), false},
		{"matroska", made(t, "a.mkv", picture...), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, err := media.Probe(context.Background(), c.path)
			if err != nil {
				t.Fatal(err)
			}
			if c.alone {
				t.Setenv("PATH", "")
			}
			got, err := media.Examine(context.Background(), c.path)
			if err != nil {
				t.Fatal(err)
			}
			if got.Container != want.Container || got.Size != want.Size || got.Width != want.Width || got.Height != want.Height ||
				got.HasVideo != want.HasVideo || got.HasAudio != want.HasAudio || (got.Duration-want.Duration).Abs() > 25*time.Millisecond {
				t.Errorf("got %+v, ffprobe says %+v", got, want)
			}
		})
	}
}

func TestExamineRefusesSoundAlone(t *testing.T) {
	sound := made(t, "a.mp4", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac")
	if _, err := media.Examine(context.Background(), sound); !errors.Is(err, media.ErrNotVideo) {
		t.Errorf("%v", err)
	}
	if _, err := media.Examine(context.Background(), t.TempDir()); !errors.Is(err, media.ErrNotVideo) {
		t.Errorf("a folder: %v", err)
	}
}

// A damaged file must not be taken for more, or for less, than ffprobe takes it.
func TestExamineLeavesDamagedFilesToFFprobe(t *testing.T) {
	whole, err := os.ReadFile(made(t, "a.mp4", picture...))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{12, 40, len(whole) / 2, len(whole) - 200} {
		path := t.TempDir() + "/cut.mp4"
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := media.Examine(context.Background(), path); !errors.Is(err, media.ErrMalformed) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
