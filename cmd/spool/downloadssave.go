package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/time/rate"

	"spool/library"
	"spool/library/download"
	"spool/library/embed"
	"spool/library/token"
	"spool/uploader"
)

func newDownloadsSaveCommand() *cobra.Command {
	var f saveFlags
	cmd := &cobra.Command{
		Use:   "save [UID...]",
		Short: "Save files of videos into a folder, resumably",
		Long: `Save files of videos into a folder. A save that breaks off goes on where it was
when the same command is run again. With --wait, files that Stream has not made
yet are made first. A video that plays with signed URLs only gets a token that
allows downloads: from --key or --pem, else from Stream.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return saveDownloads(cmd, &f, args) },
	}
	flags := cmd.Flags()
	kindFlag(cmd, &f.kind)
	flags.StringVar(&f.to, "to", ".", "the `FOLDER`")
	flags.StringVar(&f.name, "name", download.DefaultTemplate, "file names: {name}, {uid}, {creator}, {date} and {type}; / makes folders")
	flags.StringVar(&f.existing, "existing", "number", "where there is such a file: number the new one, skip, or replace")
	flags.BoolVar(&f.wait, "wait", false, "have files made that are not, and wait for them")
	flags.IntVar(&f.parallel, "at-once", 2, "saves at once")
	flags.StringVar(&f.limit, "speed", "", "at most this many `BYTES` a second, as 500KB or 2.5MB")
	flags.StringVar(&f.sign.key, "key", "", "sign with the key `ID`")
	flags.StringVar(&f.sign.pem, "pem", "", "sign with the key in a `FILE`")
	f.selection.flags(cmd)
	return cmd
}

type saveFlags struct {
	kind, to, name, existing, limit string
	wait                            bool
	parallel                        int
	sign                            signFlags
	selection                       selection
}

// savePlan is the flags, checked.
type savePlan struct {
	kind     library.DownloadKind
	folder   string
	template download.Template
	existing download.Existing
	limit    *rate.Limiter
}

func (f *saveFlags) plan() (savePlan, error) {
	var p savePlan
	var err error
	if p.kind, err = parseDownload(f.kind); err != nil {
		return p, err
	}
	if p.template, err = download.ParseTemplate(f.name); err != nil {
		return p, usageError{err}
	}
	switch p.existing = download.Existing(f.existing); p.existing {
	case download.Number, download.Skip, download.Replace:
	default:
		return p, wrongUse("--existing is number, skip or replace, not %q", f.existing)
	}
	if f.limit != "" {
		speed, err := parseBytes(f.limit)
		if err != nil {
			return p, wrongUse("--speed: %w", err)
		}
		p.limit = rate.NewLimiter(rate.Limit(speed), max(1, min(int(speed), 256<<10)))
	}
	if f.parallel < 1 || f.parallel > 16 {
		return p, wrongUse("--at-once is 1 to 16")
	}
	if p.folder, err = filepath.Abs(f.to); err != nil {
		return p, err
	}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		return p, usageError{err}
	}
	return p, nil
}

// parseBytes reads 500KB, 2.5MB or a number of bytes.
func parseBytes(s string) (float64, error) {
	number, factor := strings.ToUpper(strings.TrimSpace(s)), 1.0
	for unit, f := range map[string]float64{"KB": 1e3, "MB": 1e6, "GB": 1e9} {
		if n, ok := strings.CutSuffix(number, unit); ok {
			number, factor = strings.TrimSpace(n), f
		}
	}
	var n float64
	if _, err := fmt.Sscanf(number, "%g", &n); err != nil || n*factor < 1 || n*factor > 1e12 {
		return 0, fmt.Errorf("%q is no speed: write 500KB or 2.5MB", s)
	}
	return n * factor, nil
}

func saveDownloads(cmd *cobra.Command, f *saveFlags, args []string) error {
	plan, err := f.plan()
	if err != nil {
		return err
	}
	return withSigning(cmd, func(ctx context.Context, s *signing) error {
		if _, err := s.requireClient(); err != nil {
			return err
		}
		videos, failed, err := s.chosen(cmd, &f.selection, args)
		if err != nil {
			return err
		}
		var key token.Key
		if f.sign.wanted() {
			if key, err = f.sign.localKey(ctx, cmd, s); err != nil {
				return err
			}
		}
		saver := download.NewSaver(download.Options{Limit: plan.limit, UserAgent: "spool/" + version})
		queue := download.NewQueue(saver, f.parallel, nil)
		defer queue.Close()
		for i := range videos {
			v := &videos[i]
			if err := s.prepareFile(ctx, v, plan.kind, f.wait); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				failed = true
				complain(cmd, v.UID, err)
				continue
			}
			queue.Add(plan.job(s, v, key))
		}
		if err := watchSaves(ctx, cmd, queue); err != nil {
			return err
		}
		if failed {
			return errSomeFailed
		}
		return nil
	})
}

// prepareFile makes sure that Stream has the file.
func (s *signing) prepareFile(ctx context.Context, v *library.Video, k library.DownloadKind, wait bool) error {
	all, err := s.client.Downloads(ctx, v.UID)
	if err != nil {
		return err
	}
	d, found := all[k]
	switch {
	case found && d.Status == "ready":
		return nil
	case !wait && !found:
		return fmt.Errorf("%w; say --wait to have it made", errNoFile)
	case !wait:
		return fmt.Errorf("the file is still being made by Stream, %.0f %%; say --wait", d.Percent)
	case !found:
		if _, err := s.client.CreateDownload(ctx, v.UID, k); err != nil {
			return err
		}
	}
	_, err = waitForFile(ctx, s.client, v.UID, k)
	return err
}

func (p savePlan) job(s *signing, v *library.Video, key token.Key) download.Job {
	facts := download.Facts{UID: v.UID, Name: v.Name(), Creator: v.Creator, Created: v.Created, Type: "mp4"}
	if p.kind == library.DownloadAudio {
		facts.Type = "m4a"
	}
	return download.Job{
		Source: v.UID + " " + string(p.kind), Folder: p.folder, Name: p.template.Name(facts), Existing: p.existing,
		Address: func(ctx context.Context) (string, error) {
			delivery, err := embed.DeliveryOf(v)
			if err != nil {
				return "", err
			}
			id := v.UID
			if v.RequireSignedURLs {
				if id, err = s.downloadToken(ctx, v.UID, key); err != nil {
					return "", err
				}
			}
			return delivery.Download(id, p.kind, ""), nil
		},
	}
}

// downloadToken is a token for one download, long enough for a slow line.
func (s *signing) downloadToken(ctx context.Context, uid string, key token.Key) (string, error) {
	terms := token.Terms{Expires: time.Now().Add(6 * time.Hour), Downloadable: true}
	if key.ID != "" {
		return key.Sign(uid, terms, time.Now())
	}
	return s.client.SignToken(ctx, uid, terms.Request())
}

// savedJSON is news of a save as --json prints it.
type savedJSON struct {
	Event    string `json:"event"`
	UID      string `json:"uid"`
	Kind     string `json:"kind"`
	Path     string `json:"path"`
	Size     int64  `json:"size"`
	Length   int64  `json:"length"`
	Resumed  int64  `json:"resumed,omitempty"`
	Verified bool   `json:"verified,omitempty"`
	Error    string `json:"error,omitempty"`
}

// watchSaves tells of every save as it ends, and returns after the last.
func watchSaves(ctx context.Context, cmd *cobra.Command, queue *download.Queue) error {
	ended := make(chan error, 1)
	go func() { ended <- queue.Wait(ctx) }()
	told := map[int]bool{}
	ticker := time.NewTicker(attendEvery)
	defer ticker.Stop()
	failed := false
	for done := false; !done; {
		select {
		case err := <-ended:
			if err != nil {
				return err
			}
			done = true
		case <-ticker.C:
		}
		for _, item := range queue.Items() {
			over := item.State == download.Done || item.State == download.Failed
			switch {
			case over && !told[item.ID]:
				told[item.ID] = true
				failed = failed || item.State == download.Failed
				if err := tellSave(cmd, item); err != nil {
					return err
				}
			case item.State == download.Saving && isTerminal(cmd.ErrOrStderr()):
				fmt.Fprintf(cmd.ErrOrStderr(), "\r\x1b[K%s: %s, %s/s\r", printable(item.Job.Name), uploader.Bytes(item.Size), uploader.Bytes(int64(item.Speed)))
			}
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

func tellSave(cmd *cobra.Command, item download.Item) error {
	uid, kind, _ := strings.Cut(item.Job.Source, " ")
	path := filepath.Join(item.Job.Folder, filepath.FromSlash(item.Saved.Name))
	if item.State == download.Failed {
		complain(cmd, uid, item.Trouble)
		if !jsonWanted(cmd) {
			return nil
		}
		return printJSON(cmd.OutOrStdout(), savedJSON{
			Event: "failed", UID: uid, Kind: kind, Path: filepath.Join(item.Job.Folder, filepath.FromSlash(item.Job.Name)),
			Size: item.Size, Length: item.Length, Error: item.Trouble.Error(),
		})
	}
	event := "saved"
	if item.Saved.Skipped {
		event = "skipped"
	}
	return said(cmd, savedJSON{
		Event: event, UID: uid, Kind: kind, Path: path, Size: item.Saved.Size, Length: item.Length,
		Resumed: item.Saved.Resumed, Verified: item.Saved.Verified,
	}, fmt.Sprintf("%s  %s  %s", event, uploader.Bytes(item.Saved.Size), path))
}
