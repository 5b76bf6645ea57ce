package localstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// jobAudio makes an audio track of its source; its payload is the track's uid.
// jobAudioFetch brings the source here first; its payload has the URL behind the
// uid and a blank.
const (
	jobAudio      = "audio"
	jobAudioFetch = "audio-fetch"
)

// The statuses of an audio track.
const (
	audioQueued = "queued"
	audioReady  = "ready"
	audioError  = "error"
)

// maxAudioLabel is ours: no limit is documented.
const maxAudioLabel = 256

type audioAnswer struct {
	UID     string `json:"uid"`
	Label   string `json:"label"`
	Default bool   `json:"default"`
	Status  string `json:"status"`
}

func answerOfAudio(a store.AudioTrack) audioAnswer {
	return audioAnswer{a.UID, a.Label, a.Default, a.Status}
}

// listAudio lists the added tracks; the video's own sound is none of them
// (Cloudflare docs, Stream, adding additional audio tracks).
func (s *Server) listAudio(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	tracks, err := s.store.AudioTracks(r.Context(), v.UID)
	if err != nil {
		return err
	}
	answers := make([]audioAnswer, len(tracks))
	for i, t := range tracks {
		answers[i] = answerOfAudio(t)
	}
	if s.opts.Quirks.is(QuirkAudioList, "array") {
		return envelope.Write(w, http.StatusOK, answers)
	}
	return envelope.Write(w, http.StatusOK, map[string]any{"audio": answers})
}

// copyAudio adds a track that is fetched from a URL.
func (s *Server) copyAudio(w http.ResponseWriter, r *http.Request) error {
	v, err := s.audioVideo(r)
	if err != nil {
		return err
	}
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	var label, text string
	if err := errors.Join(f.decode("label", &label, "text"), f.decode("url", &text, "text")); err != nil {
		return err
	}
	if text == "" {
		return envelope.ErrBadRequest.With("required field url is missing")
	}
	source, err := parseSource(text)
	if err != nil {
		return err
	}
	uid := newUID()
	return s.addAudioTrack(w, r, v, uid, label, jobAudioFetch, uid+" "+source.String())
}

// uploadAudio adds a track that comes in a form, with its label before or behind
// the file.
func (s *Server) uploadAudio(w http.ResponseWriter, r *http.Request) error {
	v, err := s.audioVideo(r)
	if err != nil {
		return err
	}
	f, part, err := fileForm(r)
	if err != nil {
		return err
	}
	uid := newUID()
	path := s.dirs.audioSource(v.UID, uid)
	if _, err := save(part, path, rules.MaxBasicBytes); err != nil {
		return err
	}
	err = f.rest()
	if err == nil {
		err = s.addAudioTrack(w, r, v, uid, f.Values["label"], jobAudio, uid)
	}
	if err != nil {
		return errors.Join(err, removeFile(path))
	}
	return nil
}

// audioSource is where what a track is made of waits, under its video's name so
// that it goes and stays with it.
func (f folders) audioSource(video, track string) string {
	return filepath.Join(f.uploads(), video+"."+track+".form")
}

// audioVideo is a video that a track can be added to.
func (s *Server) audioVideo(r *http.Request) (*store.Video, error) {
	v, err := s.video(r)
	switch {
	case err != nil:
		return nil, err
	case v.State != rules.Ready:
		return nil, envelope.ErrBadRequest.With("the video is not ready")
	case !media.HaveFFmpeg():
		return nil, envelope.ErrNoMedia.With("audio tracks need ffmpeg, which is not installed")
	}
	return v, nil
}

// addAudioTrack keeps a new track and queues the job it begins with.
func (s *Server) addAudioTrack(w http.ResponseWriter, r *http.Request, v *store.Video, uid, label, job, payload string) error {
	track := store.AudioTrack{UID: uid, Video: v.UID, Created: s.now().UTC(), Label: label, Status: audioQueued}
	err := s.store.Tx(r.Context(), func(tx *store.Tx) error {
		if _, err := tx.Video(v.UID); err != nil {
			return err
		}
		if err := checkLabel(tx, track); err != nil {
			return err
		}
		if err := tx.AddAudioTrack(track); err != nil {
			return err
		}
		return tx.AddJob(job, v.UID, payload)
	})
	if err != nil {
		return err
	}
	s.work.Wake()
	return envelope.Write(w, http.StatusOK, answerOfAudio(track))
}

func checkLabel(tx *store.Tx, a store.AudioTrack) error {
	if strings.TrimSpace(a.Label) == "" {
		return envelope.ErrBadRequest.With("required field label is missing")
	}
	if utf8.RuneCountInString(a.Label) > maxAudioLabel {
		return envelope.ErrBadRequest.With("label must have at most %d characters", maxAudioLabel)
	}
	taken, err := tx.AudioLabelTaken(a.Video, a.Label, a.UID)
	if err == nil && taken {
		err = envelope.ErrBadRequest.With("label %q is used by another track of this video", a.Label)
	}
	return err
}

// editAudio changes a track's label, or makes it the default.
func (s *Server) editAudio(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	var track store.AudioTrack
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		if track, err = tx.AudioTrack(v.UID, r.PathValue("track")); err != nil {
			return err
		}
		if err := errors.Join(f.decode("label", &track.Label, "text"), f.decode("default", &track.Default, "true or false")); err != nil {
			return err
		}
		if track.Default && track.Status != audioReady {
			return envelope.ErrBadRequest.With("a track that is not ready cannot be the default")
		}
		if err := checkLabel(tx, track); err != nil {
			return err
		}
		return tx.SaveAudioTrack(track)
	})
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, answerOfAudio(track))
}

// deleteAudio removes a track, unless it is the default one.
func (s *Server) deleteAudio(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	uid := r.PathValue("track")
	var dropped []int64
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		track, err := tx.AudioTrack(v.UID, uid)
		if err != nil {
			return err
		}
		if track.Default {
			return envelope.ErrBadRequest.With("the default track cannot be deleted")
		}
		if dropped, err = tx.DropJobs(v.UID, uid, jobAudio, jobAudioFetch); err != nil {
			return err
		}
		return tx.DeleteAudioTrack(v.UID, uid)
	})
	if err != nil {
		return err
	}
	s.work.CancelJobs(dropped)
	if err := s.removeAudioFiles(v.UID, uid); err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, "ok")
}

func (s *Server) removeAudioFiles(video, track string) error {
	made, err := filepath.Glob(filepath.Join(s.dirs.play(video), "audio-"+track+"*"))
	errs := []error{err, removeFile(s.dirs.audioSource(video, track))}
	for _, path := range made {
		errs = append(errs, removeFile(path))
	}
	return errors.Join(errs...)
}

// fetchAudio brings a track's source here and lets it be made.
func (s *Server) fetchAudio(ctx context.Context, job store.Job) error {
	track, source, _ := strings.Cut(job.Payload, " ")
	if err := s.fetchTo(ctx, source, s.dirs.audioSource(job.Video, track), rules.MaxBasicBytes); err != nil {
		return err
	}
	if err := s.store.Tx(ctx, func(tx *store.Tx) error { return tx.AddJob(jobAudio, job.Video, track) }); err != nil {
		return err
	}
	s.work.Wake()
	return nil
}

// makeAudio turns a track's source into segments of the video's own length:
// longer sounds are cut, shorter ones end in silence.
func (s *Server) makeAudio(ctx context.Context, job store.Job) error {
	track := job.Payload
	if waits, err := s.audioWaits(ctx, job.Video, track); err != nil || !waits {
		return err // made before a crash, between the outcome and the job's end
	}
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	// There is no such folder yet where nothing was encoded.
	if err := os.MkdirAll(s.dirs.play(v.UID), 0o700); err != nil {
		return err
	}
	file := s.dirs.audioSource(v.UID, track)
	// A video that is only pictures has no duration to hold the sound to.
	length := strconv.FormatFloat(max(v.Duration, 0.1), 'f', 3, 64)
	name := filepath.Join(s.dirs.play(v.UID), "audio-"+track)
	err = media.FFmpeg(ctx, nil, "-i", "file:"+file, "-map", "0:a:0", "-af", "apad", "-t", length,
		"-c:a", "aac", "-ac", "2", "-b:a", "128k", "-f", "hls", "-hls_time", strconv.Itoa(segmentSeconds),
		"-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", filepath.Base(name)+"-init.mp4",
		"-hls_segment_filename", name+"-%d.m4s", "file:"+name+".m3u8")
	if err != nil {
		return fmt.Errorf("make audio track %s: %w", track, err)
	}
	if err := s.endAudio(ctx, job, audioReady); err != nil {
		return errors.Join(err, s.removeAudioFiles(v.UID, track))
	}
	return removeFile(file)
}

// audioWaits reports whether a track is still to be made.
func (s *Server) audioWaits(ctx context.Context, video, uid string) (bool, error) {
	tracks, err := s.store.AudioTracks(ctx, video)
	return slices.ContainsFunc(tracks, func(t store.AudioTrack) bool {
		return t.UID == uid && t.Status == audioQueued
	}), err
}

// failAudio ends a track in state error, with nothing left of it.
func (s *Server) failAudio(ctx context.Context, job store.Job) error {
	track, _, _ := strings.Cut(job.Payload, " ")
	return errors.Join(s.endAudio(ctx, job, audioError), s.removeAudioFiles(job.Video, track))
}

func (s *Server) endAudio(ctx context.Context, job store.Job, status string) error {
	uid, _, _ := strings.Cut(job.Payload, " ")
	return s.store.Tx(ctx, func(tx *store.Tx) error {
		track, err := tx.AudioTrack(job.Video, uid)
		if err != nil {
			return err
		}
		track.Status = status
		return tx.SaveAudioTrack(track)
	})
}

// clearSounds removes the sources of tracks that nothing will be made of: the
// form was in when the process ended, the track was not.
func (s *Server) clearSounds(ctx context.Context) error {
	left, err := filepath.Glob(filepath.Join(s.dirs.uploads(), "*.*.form"))
	if err != nil {
		return err
	}
	for _, path := range left {
		parts := strings.Split(filepath.Base(path), ".")
		waits, err := s.audioWaits(ctx, parts[0], parts[1])
		if err == nil && !waits {
			err = removeFile(path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
