package localstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// errUndecodable reports a file that looked like a video until it was decoded.
var errUndecodable = errors.New("the video cannot be decoded")

const (
	// fallbackName is the MP4 that is played where HLS and DASH are not, and that
	// downloads and clips are made from: the best rendition, watermark and all.
	fallbackName = "watch.mp4"
	// stillsName is the MP4 that small pictures are taken from: the smallest
	// rendition, without sound. A picture of it is decoded several times sooner.
	stillsName = "stills.mp4"
)

// segmentSeconds is the length of a segment, maxFPS the fastest picture
// (Cloudflare docs, Stream, FAQ).
const (
	segmentSeconds = 4
	maxFPS         = 70
)

// playFolder holds the manifests and segments of a video.
func (f folders) play(uid string) string { return filepath.Join(f.of(uid), "play") }

// makePlayable makes the manifests, the segments and the MP4, under the video's
// own folder.
func (s *Server) makePlayable(ctx context.Context, job store.Job, v *store.Video) error {
	info, err := media.Probe(ctx, s.dirs.original(v))
	if err != nil {
		return err
	}
	part, err := s.dirs.part(job, "play")
	if err == nil {
		err = os.MkdirAll(part, 0o700)
	}
	if err != nil {
		return err
	}
	args, err := s.encodeArgs(v, info, part)
	if err != nil {
		return err
	}
	if err := media.FFmpeg(ctx, s.progress(ctx, v.UID, info.Duration), args...); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.Join(fmt.Errorf("%w: %w", errUndecodable, err), os.RemoveAll(part))
	}
	if err := s.makeFiles(ctx, v.UID, part, len(rules.Ladder(info.ShownWidth, info.Height)), info.HasAudio); err != nil {
		return err
	}
	if err := os.RemoveAll(s.dirs.play(v.UID)); err != nil {
		return err
	}
	return os.Rename(part, s.dirs.play(v.UID))
}

// encodeArgs asks ffmpeg for one set of segments that both manifests share.
func (s *Server) encodeArgs(v *store.Video, info media.Info, dir string) ([]string, error) {
	ladder := rules.Ladder(info.ShownWidth, info.Height)
	args := []string{"-i", "file:" + s.dirs.original(v)}
	mark, err := s.markOf(v)
	if err != nil {
		return nil, err
	}
	if mark != nil {
		args = append(args, "-i", "file:"+s.dirs.watermarkFile(mark.UID))
	}
	args = append(args, "-filter_complex", pictures(ladder, info, mark))
	for i, r := range ladder {
		n := strconv.Itoa(i)
		args = append(args, "-map", "[v"+n+"]", "-b:v:"+n, strconv.Itoa(r.Bitrate),
			"-maxrate:v:"+n, strconv.Itoa(r.Bitrate*3/2), "-bufsize:v:"+n, strconv.Itoa(r.Bitrate*2))
	}
	sets := "id=0,streams=v"
	if info.HasAudio {
		args = append(args, "-map", "0:a:0", "-c:a", "aac", "-ac", "2", "-b:a", "128k")
		sets += " id=1,streams=a"
	}
	return append(args,
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-sc_threshold", "0",
		"-force_key_frames", fmt.Sprintf("expr:gte(t,n_forced*%d)", segmentSeconds),
		"-f", "dash", "-seg_duration", strconv.Itoa(segmentSeconds), "-use_template", "1", "-use_timeline", "1",
		"-hls_playlist", "1", "-hls_master_name", hlsManifest, "-adaptation_sets", sets,
		"-init_seg_name", "init-$RepresentationID$.m4s", "-media_seg_name", "chunk-$RepresentationID$-$Number%05d$.m4s",
		"file:"+filepath.Join(dir, dashManifest)), nil
}

// markOf returns how the video's watermark lies, nil where it has none.
func (s *Server) markOf(v *store.Video) (*rules.Mark, error) {
	if len(v.Watermark) == 0 {
		return nil, nil
	}
	var mark rules.Mark
	if err := json.Unmarshal(v.Watermark, &mark); err != nil {
		return nil, fmt.Errorf("watermark of video %s: %w", v.UID, err)
	}
	return &mark, nil
}

// pictures is the filter graph from the input to one picture a rung. HDR and
// interlacing are left to ffmpeg's defaults.
func pictures(ladder []rules.Rung, info media.Info, mark *rules.Mark) string {
	var g strings.Builder
	best := ladder[len(ladder)-1]
	fmt.Fprintf(&g, "[0:v:0]scale=%d:%d,setsar=1", best.Width, best.Height)
	if info.FPS > maxFPS {
		fmt.Fprintf(&g, ",fps=%d", maxFPS)
	}
	if mark != nil {
		p := mark.Place(best.Width, best.Height)
		fmt.Fprintf(&g, "[plain];[1:v]scale=%d:%d,format=rgba,colorchannelmixer=aa=%g[mark];[plain][mark]overlay=%d:%d",
			p.Width, p.Height, mark.Opacity, p.X, p.Y)
	}
	fmt.Fprintf(&g, ",split=%d", len(ladder))
	for i := range ladder {
		fmt.Fprintf(&g, "[s%d]", i)
	}
	for i, r := range ladder {
		fmt.Fprintf(&g, ";[s%d]scale=%d:%d[v%d]", i, r.Width, r.Height, i)
	}
	return g.String()
}

// makeFiles makes the files that are one rendition each.
func (s *Server) makeFiles(ctx context.Context, uid, play string, rungs int, audio bool) error {
	streams := []int{rungs - 1}
	if audio {
		streams = append(streams, rungs)
	}
	err := s.makeFile(ctx, uid, play, fallbackName, streams...)
	if err == nil && rungs > 1 {
		err = s.makeFile(ctx, uid, play, stillsName, 0)
	}
	return err
}

// makeFile puts streams of the manifests into one MP4, without encoding them again.
func (s *Server) makeFile(ctx context.Context, uid, play, name string, streams ...int) error {
	part := filepath.Join(play, name)
	var args, maps []string
	for i, n := range streams {
		args = append(args, "-allowed_extensions", "ALL", "-i", "file:"+filepath.Join(play, fmt.Sprintf("media_%d.m3u8", n)))
		maps = append(maps, "-map", strconv.Itoa(i)+":0")
	}
	args = append(append(args, maps...), "-c", "copy", "-movflags", "+faststart", "-f", "mp4", "file:"+part)
	if err := media.FFmpeg(ctx, nil, args...); err != nil {
		return fmt.Errorf("make %s of video %s: %w", name, uid, err)
	}
	return os.Rename(part, filepath.Join(s.dirs.of(uid), name))
}

// progress returns a function that records how far the work on a video is, in
// whole percents and not more often than they change.
func (s *Server) progress(ctx context.Context, uid string, whole time.Duration) func(time.Duration) {
	return percents(whole, func(percent int) {
		err := s.change(ctx, uid, func(_ *store.Tx, v *store.Video) error {
			v.PctComplete = float64(percent)
			return nil
		})
		if err != nil && ctx.Err() == nil {
			s.log.Error("record progress", "video", uid, "err", err)
		}
	})
}

// percents turns times into percents of the whole, each told once, below 100.
func percents(whole time.Duration, tell func(percent int)) func(time.Duration) {
	last := 0
	return func(done time.Duration) {
		if whole <= 0 {
			return
		}
		if percent := min(99, int(100*done/whole)); percent > last {
			last = percent
			tell(percent)
		}
	}
}
