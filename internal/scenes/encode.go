package scenes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// ErrNoFFmpeg means that ffmpeg, which writes the video files, is not on the PATH.
var ErrNoFFmpeg = errors.New("ffmpeg was not found; install the package ffmpeg")

// Options say how a scene is encoded. Zero values stand for 1280 by 720 pixels,
// six seconds, 24 frames a second and no sound.
type Options struct {
	Width, Height int // both even: H.264 stores colours for blocks of two by two
	Duration      time.Duration
	FPS           int
	Audio         bool // adds the scene's ambience as an AAC track
}

func (o Options) withDefaults() (Options, error) {
	if o.Width == 0 && o.Height == 0 {
		o.Width, o.Height = 1280, 720
	}
	if o.Duration == 0 {
		o.Duration = 6 * time.Second
	}
	if o.FPS == 0 {
		o.FPS = 24
	}
	switch {
	case o.Width <= 0 || o.Height <= 0 || o.Width%2 != 0 || o.Height%2 != 0:
		return o, fmt.Errorf("a video of %d by %d pixels cannot be encoded; width and height must be even", o.Width, o.Height)
	case o.FPS < 0 || o.Duration < 0:
		return o, fmt.Errorf("a video of %s at %d frames a second cannot be encoded", o.Duration, o.FPS)
	}
	return o, nil
}

// frames is how many pictures the video has, at least one.
func (o Options) frames() int {
	return max(1, int(o.Duration.Seconds()*float64(o.FPS)+.5))
}

// Encode films the scene into an MP4 file at path (H.264, 4:2:0, index in
// front). The file appears complete or not at all; until then it is written
// beside it as path.part. A longer duration makes the movement slower. Encode
// returns ErrNoFFmpeg when there is no ffmpeg, the context's error when that
// ended it, and otherwise what ffmpeg said.
func Encode(ctx context.Context, scene Scene, path string, options Options) error {
	o, err := options.withDefaults()
	if err != nil {
		return fmt.Errorf("encode %s: %w", scene.Slug, err)
	}
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		return fmt.Errorf("encode %s: %w", scene.Slug, ErrNoFFmpeg)
	}
	part := path + ".part"
	err = run(ctx, exec.CommandContext(ctx, ffmpeg, scene.arguments(o, part)...), func(stdin io.Writer) error {
		return scene.play(ctx, stdin, o)
	})
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		if gone := os.Remove(part); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return fmt.Errorf("encode %s: %w", scene.Slug, err)
	}
	return nil
}

// arguments are ffmpeg's for raw frames on its standard input.
func (s Scene) arguments(o Options, path string) []string {
	var (
		seconds = strconv.FormatFloat(float64(o.frames())/float64(o.FPS), 'f', -1, 64)
		rate    = strconv.Itoa(o.FPS)
		size    = fmt.Sprintf("%dx%d", o.Width, o.Height)
	)
	args := []string{"-hide_banner", "-loglevel", "error", "-nostats", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s", size, "-r", rate, "-i", "pipe:0"}
	if o.Audio {
		args = append(args, "-f", "lavfi", "-t", seconds, "-i", string(s.sound), "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "48000")
	}
	return append(args,
		"-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-aq-mode", "3", "-g", strconv.Itoa(2*o.FPS), // a key frame every two seconds makes scrubbing quick
		"-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p",
		"-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
		"-metadata", "title="+s.Name, "-movflags", "+faststart", "-f", "mp4", path)
}

// run starts the command, lets feed write to its standard input and waits for
// both.
func run(ctx context.Context, cmd *exec.Cmd, feed func(stdin io.Writer) error) error {
	var said bytes.Buffer
	cmd.Stderr = &said
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	fed := errors.Join(feed(stdin), stdin.Close())
	switch ended := cmd.Wait(); {
	case ctx.Err() != nil:
		return ctx.Err()
	case ended != nil:
		return fmt.Errorf("ffmpeg: %w: %s", ended, strings.TrimSpace(said.String()))
	}
	return fed
}

// play draws every frame and writes its pixels; while one frame is written, the
// next is drawn.
func (s Scene) play(ctx context.Context, w io.Writer, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	const buffers = 2
	free, drawn := make(chan *image.RGBA, buffers), make(chan *image.RGBA, buffers)
	for range buffers {
		free <- image.NewRGBA(image.Rect(0, 0, o.Width, o.Height))
	}
	go func() {
		defer close(drawn)
		frame, n := s.roll(o.Width, o.Height), o.frames()
		for i := range n {
			select {
			case img := <-free:
				frame(float64(i)/float64(n), img)
				drawn <- img
			case <-ctx.Done():
				return
			}
		}
	}()
	var err error
	for img := range drawn {
		if err == nil {
			_, err = w.Write(img.Pix)
		}
		if err != nil {
			stop() // the loop goes on until the painter has left
			continue
		}
		free <- img
	}
	stop()
	return err
}
