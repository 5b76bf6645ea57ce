package localstream

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"spool/internal/localstream/store"
	"spool/internal/media"
)

// errUndecodable reports a file that looked like a video until it was decoded.
var errUndecodable = errors.New("the video cannot be decoded")

// fallbackName is the MP4 the watch page plays where the original is nothing a
// browser can.
const fallbackName = "watch.mp4"

// makePlayable makes the files a browser plays, under the video's own folder.
func (s *Server) makePlayable(ctx context.Context, v *store.Video) error {
	info, err := media.Probe(ctx, s.dirs.original(v))
	if err != nil {
		return err
	}
	if browserPlays(info) {
		return nil
	}
	dir := s.dirs.of(v.UID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	part := filepath.Join(dir, fallbackName+".part")
	err = media.FFmpeg(ctx, s.progress(ctx, v.UID, info.Duration), "-i", "file:"+s.dirs.original(v),
		"-map", "0:v:0", "-map", "0:a:0?", "-vf", "scale=-2:'min(720,ih)',format=yuv420p",
		"-c:v", "libx264", "-preset", "ultrafast", "-crf", "26", "-c:a", "aac", "-ac", "2",
		"-movflags", "+faststart", "-f", "mp4", "file:"+part)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.Join(fmt.Errorf("%w: %w", errUndecodable, err), removeFile(part))
	}
	return os.Rename(part, filepath.Join(dir, fallbackName))
}

// browserPlays reports whether every browser plays the file as it is.
func browserPlays(i media.Info) bool {
	return (i.Container == "mp4" || i.Container == "mov") && i.VideoCodec == "h264" && i.PixelFormat == "yuv420p" &&
		(!i.HasAudio || i.AudioCodec == "aac" || i.AudioCodec == "mp3")
}

// progress returns a function that records how far the work on a video is, in
// whole percents and not more often than they change.
func (s *Server) progress(ctx context.Context, uid string, whole time.Duration) func(time.Duration) {
	last := 0
	return func(done time.Duration) {
		if whole <= 0 {
			return
		}
		percent := min(99, int(100*done/whole))
		if percent <= last {
			return
		}
		last = percent
		err := s.change(ctx, uid, func(_ *store.Tx, v *store.Video) error {
			v.PctComplete = float64(percent)
			return nil
		})
		if err != nil && ctx.Err() == nil {
			s.log.Error("record progress", "video", uid, "err", err)
		}
	}
}
