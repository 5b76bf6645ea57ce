package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spool/uploader"
)

// uploadFlags are the flags of spool upload as they were typed.
type uploadFlags struct {
	wait      string
	name      string
	meta      []string
	origins   []string
	signed    bool
	thumbnail float64
	watermark string
	creator   string
	deleteOn  string
	maxSecs   int
	again     bool
	engine    engineOptions
}

func newUploadCommand() *cobra.Command {
	var f uploadFlags
	cmd := &cobra.Command{
		Use:   "upload FILE|DIR...",
		Short: "Upload videos and wait until they have arrived",
		Long: `Upload videos to Stream and wait until they have arrived.

Every file becomes a job in the queue. Interrupt the command whenever you like:
the same command, or spool queue run, goes on where it was. Of a folder every
video below it is taken; what is no video is named and skipped.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("name the files or folders to upload")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runUpload(cmd, f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.wait, "wait", "ready", "what to wait for: uploaded or ready")
	flags.StringVar(&f.name, "name", "", "name of the video")
	flags.StringArrayVar(&f.meta, "meta", nil, "meta `KEY=VALUE`, any number of times")
	flags.StringArrayVar(&f.origins, "origin", nil, "allowed origin `HOST`, any number of times")
	flags.BoolVar(&f.signed, "require-signed", false, "play only with signed URLs")
	flags.Float64Var(&f.thumbnail, "thumbnail", 0, "thumbnail position, 0 to 1 of the duration")
	flags.StringVar(&f.watermark, "watermark", "", "uid of a watermark profile")
	flags.StringVar(&f.creator, "creator", "", "creator, at most 64 characters")
	flags.StringVar(&f.deleteOn, "delete-on", "", "`DATE` of deletion, 30 to 1096 days ahead")
	flags.IntVar(&f.maxSecs, "max-duration", 0, "longest duration in `SECONDS`, 1 to 36000")
	flags.BoolVar(&f.again, "again", false, "upload also files that are on Stream already")
	addEngineFlags(cmd, &f.engine)
	return cmd
}

func addEngineFlags(cmd *cobra.Command, o *engineOptions) {
	cmd.Flags().IntVar(&o.parallel, "at-once", uploader.DefaultParallel, "uploads at once")
	cmd.Flags().DurationVar(&o.stall, "stall-timeout", time.Minute, "try again after so long without a byte moving")
	cmd.Flags().Int64Var(&o.chunkSize, "chunk-size", uploader.DefaultChunk, "`BYTES` of one PATCH, 5 to 200 MiB in steps of 256 KiB")
}

// settings are the flags in Stream's terms, checked.
func (f uploadFlags) settings(cmd *cobra.Command, files int) (uploader.Settings, error) {
	s := uploader.Settings{
		Name: f.name, AllowedOrigins: f.origins, RequireSignedURLs: f.signed,
		Watermark: f.watermark, Creator: f.creator, MaxDurationSeconds: f.maxSecs,
	}
	if cmd.Flags().Changed("thumbnail") {
		s.ThumbnailTimestampPct = &f.thumbnail
	}
	if cmd.Flags().Changed("max-duration") && f.maxSecs < 1 {
		return s, wrongUse("--max-duration %d is outside 1 to 36000 seconds", f.maxSecs)
	}
	for _, pair := range f.meta {
		key, value, found := strings.Cut(pair, "=")
		if !found {
			return s, wrongUse("--meta %q is not KEY=VALUE", pair)
		}
		if s.Meta == nil {
			s.Meta = map[string]string{}
		}
		s.Meta[key] = value
	}
	if f.deleteOn != "" {
		var err error
		if s.ScheduledDeletion, err = parseDate(f.deleteOn); err != nil {
			return s, wrongUse("--delete-on: %w", err)
		}
	}
	if f.name != "" && files > 1 {
		return s, wrongUse("--name fits one file, there are %d", files)
	}
	if err := s.Check(time.Now()); err != nil {
		return s, usageError{err}
	}
	return s, nil
}

// parseDate takes a day, which means its start in UTC, or an instant.
func parseDate(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date: write 2027-01-31 or 2027-01-31T12:00:00Z", s)
}

func runUpload(cmd *cobra.Command, f uploadFlags, args []string) error {
	ctx := cmd.Context()
	if f.wait != "uploaded" && f.wait != "ready" {
		return wrongUse("--wait %q: say uploaded or ready", f.wait)
	}
	env, err := requireAccount()
	if err != nil {
		return err
	}
	if err := f.engine.check(); err != nil {
		return err
	}
	out := newReporter(cmd)
	files, complete := expand(ctx, args, out)
	if err := ctx.Err(); err != nil {
		return err
	}
	settings, err := f.settings(cmd, len(files))
	if err != nil {
		return err
	}
	p, err := openProfile(ctx, env)
	if err != nil {
		return err
	}
	defer func() { reportClose(cmd, p.close()) }()
	if p.rescued != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), p.rescued)
	}
	videos, err := p.videos()
	if err != nil {
		return err
	}
	p.queue.Ask(videos)
	ids, all, err := addFiles(ctx, p, f, settings, files, out)
	if err != nil {
		return err
	}
	ended, err := waitFor(ctx, p, f, ids, out)
	if err != nil {
		return err
	}
	if !complete || !all || !ended {
		return errSomeFailed
	}
	return nil
}

// reportClose says what closing a profile met; there is nothing else to do.
func reportClose(cmd *cobra.Command, err error) {
	if err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "spool: close:", err)
	}
}

// expand replaces folders by the videos in them. complete is false when
// something that was named could not be read.
func expand(ctx context.Context, args []string, out reporter) (files []string, complete bool) {
	complete = true
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			files = append(files, arg) // Add names what is wrong with it
			continue
		}
		before := len(files)
		err = uploader.Walk(ctx, arg, func(f uploader.Found) bool {
			switch {
			case f.Err != nil:
				complete = false
				out.refused(f.Path, f.Err.Error())
			case f.Link:
				out.skipped(f.Path, "a symbolic link; name it to follow it")
			case f.Video:
				files = append(files, f.Path)
			default:
				out.skipped(f.Path, "not a video")
			}
			return true
		})
		switch {
		case ctx.Err() != nil:
			return files, false
		case err != nil:
			complete = false
			out.refused(arg, err.Error())
		case len(files) == before:
			out.skipped(arg, "there is no video in it")
		}
	}
	return files, complete
}

// addFiles queues the files; all is false when some could not be.
func addFiles(ctx context.Context, p *profile, f uploadFlags, s uploader.Settings, files []string, out reporter) (ids []int64, all bool, err error) {
	add := p.queue.Add
	if f.again {
		add = p.queue.AddAgain
	}
	answers, err := add(ctx, s, files...)
	if err != nil {
		return nil, false, err
	}
	all = true
	known := map[int64]bool{}
	for _, a := range answers {
		if a.Err != nil {
			all = false
			out.refused(a.Path, a.Err.Error())
			continue
		}
		if a.Job.State == uploader.Paused {
			if err := p.queue.Resume(ctx, a.Job.ID); err != nil {
				return nil, false, err
			}
		}
		out.queued(a)
		if !known[a.Job.ID] {
			known[a.Job.ID] = true
			ids = append(ids, a.Job.ID)
		}
	}
	return ids, all, nil
}

// waitFor attends to the jobs until each has ended; good is false when one did
// not arrive.
func waitFor(ctx context.Context, p *profile, f uploadFlags, ids []int64, out reporter) (good bool, err error) {
	if len(ids) == 0 {
		return true, nil
	}
	arrived := func(s uploader.State) bool {
		return s == uploader.Ready || f.wait == "uploaded" && s == uploader.Processing
	}
	wanted := make(map[int64]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	a := &attendance{
		profile: p, options: f.engine, show: out.look,
		watches: func(b uploader.Brief) bool { return wanted[b.ID] },
		done: func(jobs []uploader.Brief) bool {
			good = len(jobs) == len(ids)
			for _, j := range jobs {
				if !arrived(j.State) {
					good = false
					if !j.State.Ended() {
						return false
					}
				}
			}
			return true
		},
	}
	err = a.run(ctx)
	out.close()
	return good, err
}

// jobsByID reads jobs in steps that SQL takes.
func jobsByID(ctx context.Context, store uploader.Store, ids []int64) ([]uploader.Job, error) {
	var jobs []uploader.Job
	for step := range slices.Chunk(ids, rowsPerRead) {
		rows, err := store.Jobs(ctx, uploader.Filter{IDs: step})
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, rows...)
	}
	return jobs, nil
}
