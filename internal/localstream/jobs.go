package localstream

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/localstream/work"
	"spool/internal/media"
)

// The kinds of media work.
const (
	jobExamine = "examine" // find out what an uploaded file is
	jobEncode  = "encode"  // make what is played
)

// handleJobs says who does which media work, and how much of it at once. One
// core is left to take single frames where there is more than one.
func (s *Server) handleJobs() {
	quick := &work.Lane{Name: "quick", Slots: 2}
	fetchers := &work.Lane{Name: "fetchers", Slots: 4}
	encoders := &work.Lane{Name: "encoders", Slots: max(1, runtime.NumCPU()-1)}
	s.work.Handle(jobExamine, quick, s.examine)
	s.work.Handle(jobEncode, encoders, s.encode)
	s.work.Handle(jobCaption, quick, s.writeCaption)
	s.work.Handle(jobClip, encoders, s.cutClip)
	s.work.Handle(jobDownload, encoders, s.makeDownload)
	s.work.Handle(jobAudio, encoders, s.makeAudio)
	s.work.Handle(jobAudioFetch, fetchers, s.fetchAudio)
	s.work.Handle(jobCopy, fetchers, s.fetchCopy)
}

// examine finds out what was uploaded and decides what becomes of it.
func (s *Server) examine(ctx context.Context, job store.Job) error {
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	info, err := media.Probe(ctx, s.dirs.original(v))
	switch {
	case errors.Is(err, media.ErrNotVideo):
		return s.fail(ctx, v.UID, rules.NonVideo)
	case errors.Is(err, media.ErrMalformed):
		return s.fail(ctx, v.UID, rules.MalformedVideo)
	case err != nil:
		return err
	}
	known := info.Duration > 0 // not so where there is no ffprobe
	if known && info.Duration < rules.MinDuration {
		return s.fail(ctx, v.UID, rules.DurationTooShort)
	}
	if limit := v.MaxDurationSeconds; known && limit != nil && info.Duration > time.Duration(*limit)*time.Second {
		return s.fail(ctx, v.UID, rules.DurationExceeded)
	}
	encode := media.HaveFFmpeg() && !s.opts.SkipEncoding || s.faults.WantsEncoding(v.UID)
	err = s.change(ctx, v.UID, func(tx *store.Tx, v *store.Video) error {
		if known {
			v.Sound = store.SoundOf(info.HasAudio)
			v.Duration, v.Width, v.Height = info.Duration.Seconds(), info.Width, info.Height
			v.Charged = v.Duration
		}
		if !encode {
			s.makeReady(v)
			return nil
		}
		v.State, v.Step, v.PctComplete = rules.InProgress, "encoding", 0
		return tx.AddJob(jobEncode, v.UID, "")
	})
	s.work.Wake()
	return err
}

func (s *Server) makeReady(v *store.Video) {
	now := s.now().UTC()
	v.State, v.Step, v.PctComplete, v.ReadyAt = rules.Ready, "", 100, &now
}

// change edits a video in a transaction; f may queue work in the same one.
func (s *Server) change(ctx context.Context, uid string, f func(*store.Tx, *store.Video) error) error {
	return s.store.Tx(ctx, func(tx *store.Tx) error {
		_, err := tx.Update(uid, s.now(), func(v *store.Video) error { return f(tx, v) })
		return err
	})
}

// fail ends a video in state error. It takes no storage from then on.
func (s *Server) fail(ctx context.Context, uid string, reason rules.Reason) error {
	return s.change(ctx, uid, func(_ *store.Tx, v *store.Video) error {
		v.State, v.Reason, v.Charged = rules.Failed, reason, 0
		return nil
	})
}

// jobFailed is told of media work that ended with an error nobody expected.
func (s *Server) jobFailed(ctx context.Context, job store.Job, _ error) {
	mark := func() error { return s.fail(ctx, job.Video, rules.UnknownReason) }
	switch job.Kind {
	case jobCaption:
		mark = func() error { return s.endCaption(ctx, job, captionError, nil) }
	case jobDownload:
		mark = func() error { return s.noteDownload(ctx, job, downloadError, 0) }
	case jobAudio, jobAudioFetch:
		mark = func() error { return s.failAudio(ctx, job) }
	}
	if err := mark(); err != nil && !errors.Is(err, store.ErrNotFound) {
		s.log.Error("mark video as failed", "video", job.Video, "err", err)
	}
}

// encode makes what is played of a video and declares it ready.
func (s *Server) encode(ctx context.Context, job store.Job) error {
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	if failed, err := s.sufferEncoding(ctx, v); failed || err != nil {
		return err
	}
	if media.HaveFFmpeg() && !s.opts.SkipEncoding {
		if err := s.makePlayable(ctx, job, v); err != nil {
			if errors.Is(err, errUndecodable) {
				return s.fail(ctx, v.UID, rules.MalformedVideo)
			}
			return fmt.Errorf("encode video %s: %w", v.UID, err)
		}
	}
	return s.change(ctx, v.UID, func(_ *store.Tx, v *store.Video) error {
		s.makeReady(v)
		return nil
	})
}
