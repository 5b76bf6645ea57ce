package localstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// jobDownload makes a download; its payload is the kind.
const jobDownload = "download"

// The statuses of a download.
const (
	downloadReady      = "ready"
	downloadInProgress = "inprogress"
	downloadError      = "error"
)

// downloadFiles are the kinds of downloads and the files they become.
var downloadFiles = map[string]struct{ name, extension, media string }{
	"default": {"default.mp4", ".mp4", "video/mp4"},
	"audio":   {"audio.m4a", ".m4a", "audio/mp4"},
}

// maxDownload is how long a video may be that downloads are made of
// (Cloudflare docs, Stream, download live recordings: under four hours).
const maxDownload = 4 * time.Hour

type downloadAnswer struct {
	Status          string  `json:"status"`
	URL             string  `json:"url"`
	PercentComplete float64 `json:"percentComplete"`
}

// downloadKind is what a path names; a path without one means the MP4.
func downloadKind(r *http.Request) (string, error) {
	kind := r.PathValue("kind")
	if kind == "" {
		kind = "default"
	}
	if _, known := downloadFiles[kind]; !known {
		return "", envelope.ErrNotFound.With("there is no download of the type %q", clip(kind))
	}
	return kind, nil
}

// createDownload begins to make a file of a ready video. Asking again for one
// that is there, or on its way, changes nothing.
func (s *Server) createDownload(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	kind, err := downloadKind(r)
	if err != nil {
		return err
	}
	if err := s.checkDownload(v, kind); err != nil {
		return err
	}
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		switch known, err := tx.Download(v.UID, kind); {
		case err == nil && known.Status != downloadError:
			return nil
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		}
		if _, err := tx.Video(v.UID); err != nil {
			return err
		}
		if err := tx.SaveDownload(v.UID, store.Download{Kind: kind, Status: downloadInProgress}); err != nil {
			return err
		}
		return tx.AddJob(jobDownload, v.UID, kind)
	})
	if err != nil {
		return err
	}
	s.work.Wake()
	return s.writeDownloads(w, r, v)
}

func (s *Server) checkDownload(v *store.Video, kind string) error {
	switch {
	case v.State != rules.Ready:
		return envelope.ErrBadRequest.With("the video is not ready for a download")
	case v.Original == "":
		return envelope.ErrBadRequest.With("the video has no file")
	case v.Duration > maxDownload.Seconds():
		return envelope.ErrBadRequest.With("the video is too long for a download")
	case !media.HaveFFmpeg():
		return envelope.ErrNoMedia.With("downloads need ffmpeg, which is not installed")
	case kind == "audio" && v.Sound == store.Silent:
		return envelope.ErrBadRequest.With("the video has no audio")
	}
	return nil
}

func (s *Server) listDownloads(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	return s.writeDownloads(w, r, v)
}

// writeDownloads answers with an object keyed by kind, empty where there is no
// download.
func (s *Server) writeDownloads(w http.ResponseWriter, r *http.Request, v *store.Video) error {
	known, err := s.store.Downloads(r.Context(), v.UID)
	if err != nil {
		return err
	}
	if len(known) == 0 && s.opts.Quirks.is(QuirkNoDownloads, "404") {
		return envelope.ErrNotFound.With("the video has no downloads")
	}
	answers := map[string]downloadAnswer{}
	for _, d := range known {
		answers[d.Kind] = downloadAnswer{d.Status, deliveryURL(r, v.UID, "downloads/"+downloadFiles[d.Kind].name), d.Percent}
	}
	return envelope.Write(w, http.StatusOK, answers)
}

func (s *Server) deleteDownload(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	kind, err := downloadKind(r)
	if err != nil {
		return err
	}
	var dropped []int64
	err = s.store.Tx(r.Context(), func(tx *store.Tx) (err error) {
		if err := tx.DeleteDownload(v.UID, kind); err != nil {
			return err
		}
		if dropped, err = tx.DropJobs(v.UID, kind, jobDownload); err != nil {
			return err
		}
		// Here, because behind the transaction it could be the file of the next one.
		return removeFile(s.dirs.download(v.UID, kind))
	})
	if err != nil {
		return err
	}
	s.work.CancelJobs(dropped)
	return envelope.Write(w, http.StatusOK, "ok")
}

func (f folders) download(uid, kind string) string {
	return filepath.Join(f.of(uid), downloadFiles[kind].name)
}

// makeDownload copies what is played into one file.
func (s *Server) makeDownload(ctx context.Context, job store.Job) error {
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	source, err := s.playable(v)
	if err != nil {
		return err
	}
	args := []string{"-i", "file:" + source, "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-f", "mp4"}
	if job.Payload == "audio" {
		args = []string{"-i", "file:" + source, "-map", "0:a:0", "-c:a", "aac", "-ac", "2", "-f", "ipod"}
	}
	part, err := s.dirs.part(job, downloadFiles[job.Payload].name)
	if err != nil {
		return err
	}
	told := percents(time.Duration(v.Duration*float64(time.Second)), func(percent int) {
		if err := s.noteDownload(ctx, job, downloadInProgress, float64(percent)); err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrNotFound) {
			s.log.Error("record a download's progress", "video", v.UID, "err", err)
		}
	})
	if err := media.FFmpeg(ctx, told, append(args, "-movflags", "+faststart", "file:"+part)...); err != nil {
		return errors.Join(fmt.Errorf("make the %s download of video %s: %w", job.Payload, v.UID, err), removeFile(part))
	}
	err = s.store.Tx(ctx, func(tx *store.Tx) error {
		if err := setDownload(tx, job, downloadReady, 100); err != nil {
			return err
		}
		return os.Rename(part, s.dirs.download(v.UID, job.Payload))
	})
	if err != nil {
		return errors.Join(err, removeFile(part))
	}
	return nil
}

func (s *Server) noteDownload(ctx context.Context, job store.Job, status string, percent float64) error {
	return s.store.Tx(ctx, func(tx *store.Tx) error { return setDownload(tx, job, status, percent) })
}

// setDownload records what became of a download, unless it was deleted: one that
// was asked for again has another job.
func setDownload(tx *store.Tx, job store.Job, status string, percent float64) error {
	if err := tx.JobWanted(job.ID); err != nil {
		return err
	}
	return tx.UpdateDownload(job.Video, store.Download{Kind: job.Payload, Status: status, Percent: percent})
}

// downloadName is what a viewer may call the file (Cloudflare docs, Stream,
// download videos).
var downloadName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,120}$`)

// deliverDownload hands out the file, whole or by ranges.
func (s *Server) deliverDownload(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, useDownload)
	if err != nil {
		return err
	}
	for kind, file := range downloadFiles {
		if file.name != r.PathValue("file") {
			continue
		}
		name := r.URL.Query().Get("filename")
		if s.opts.Quirks.is(QuirkDownloadName, "extension") {
			name = strings.TrimSuffix(name, file.extension)
		}
		if name != "" && !downloadName.MatchString(name) {
			return envelope.ErrBadRequest.With("filename must be up to 120 of A-Z, a-z, 0-9, - and _")
		}
		if name == "" {
			name = kind
		}
		path := s.dirs.download(v.UID, kind)
		if _, err := os.Stat(path); err != nil {
			return envelope.ErrNotFound.With("this download was not made")
		}
		attachment(w, name, file.extension)
		w.Header().Set("Content-Type", file.media)
		http.ServeFile(w, r, path)
		return nil
	}
	return envelope.ErrNotFound
}
