package media

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"
)

// Fit says how a picture comes into a box of another shape.
type Fit string

// The fits of Stream's thumbnails (Cloudflare docs, Stream, displaying thumbnails).
const (
	Crop  Fit = "crop"  // fills the box, cutting what stands over
	Clip  Fit = "clip"  // as large as fits into the box, which shrinks to it
	Scale Fit = "scale" // stretched to the box
	Fill  Fit = "fill"  // as large as fits, with bars
)

// Box is the size a picture is brought to, in pixels, and how.
type Box struct {
	Width, Height int
	Fit           Fit
}

// Filter returns the ffmpeg video filter that does it. What is cut is cut first:
// a very wide picture would grow beyond all bounds otherwise. Bars are added where
// each pixel has a colour of its own, as pictures would else be even in size.
func (b Box) Filter() string {
	size := strconv.Itoa(b.Width) + ":" + strconv.Itoa(b.Height)
	within := fmt.Sprintf("scale=w='max(1,round(min(%[1]d,%[2]d*a)))':h='max(1,round(min(%[2]d,%[1]d/a)))'", b.Width, b.Height)
	switch b.Fit {
	case Clip:
		return within
	case Scale:
		return "scale=" + size
	case Fill:
		return within + ",format=yuv444p,pad=" + size + ":(ow-iw)/2:(oh-ih)/2"
	default:
		return fmt.Sprintf("crop=w='max(2,min(iw,ih*%[1]d/%[2]d))':h='max(2,min(ih,iw*%[2]d/%[1]d))',scale=%[1]d:%[2]d", b.Width, b.Height)
	}
}

// Frame returns the picture of a video at a time, brought into box, as JPEG. A
// time past the end gives ErrMalformed, as does a video that cannot be decoded
// there.
func Frame(ctx context.Context, path string, at time.Duration, box Box) ([]byte, error) {
	if !HaveFFmpeg() {
		return nil, ErrNoTool
	}
	return oneFile(ctx, at, path, oneJPEG(box)...)
}

// Animation returns a part of a video as an animated GIF, fps pictures a second.
// Its errors are those of Frame. The part is read twice, once for its colours:
// in one pass ffmpeg would keep every picture until the last is seen.
func Animation(ctx context.Context, path string, at, length time.Duration, fps int, box Box) ([]byte, error) {
	if !HaveFFmpeg() {
		return nil, ErrNoTool
	}
	pictures := fmt.Sprintf("fps=%d,%s", fps, box.Filter())
	palette, err := oneFile(ctx, at, path, "-t", seconds3(length), "-vf", pictures+",palettegen", "-f", "image2", "-c:v", "png")
	if err != nil {
		return nil, err
	}
	return filtered(ctx, palette, at, path, "-f", "png_pipe", "-i", "pipe:0", "-t", seconds3(length),
		"-filter_complex", "[0:v:0]"+pictures+"[p];[p][1:v:0]paletteuse", "-f", "gif")
}

// oneFile runs ffmpeg from a time on and returns the file it makes.
func oneFile(ctx context.Context, at time.Duration, path string, args ...string) ([]byte, error) {
	return filtered(ctx, nil, at, path, args...)
}

// filtered is oneFile for a run that reads input as pipe:0.
func filtered(ctx context.Context, input []byte, at time.Duration, path string, args ...string) ([]byte, error) {
	args = append([]string{"-hide_banner", "-nostdin", "-v", "error", "-ss", seconds3(at), "-i", fileArg(path)}, args...)
	cmd := command(ctx, patient, "ffmpeg", append(args, "pipe:1")...)
	var out bytes.Buffer
	complaint := &tail{}
	cmd.Stdout, cmd.Stderr = &out, complaint
	if input != nil {
		cmd.Stdin = bytes.NewReader(input)
	}
	if err := run(cmd); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: ffmpeg: %s", ErrMalformed, lastLine(complaint.String()))
	}
	if out.Len() == 0 {
		return nil, fmt.Errorf("%w: nothing at %v", ErrMalformed, at)
	}
	return out.Bytes(), nil
}

func seconds3(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }
