package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/time/rate"

	"spool/library"
	"spool/library/download"
	"spool/library/stream"
	"spool/uploader"
)

func newDownloadsSaveCommand() *cobra.Command {
	var f saveFlags
	cmd := &cobra.Command{
		Use:   "save [UID...]",
		Short: "Save files of videos into a folder, resumably",
		Long: `Save files of videos into a folder. They wait in the queue of downloads, which
is the window's too: what breaks off goes on where it was, there or when the
same command is run again. With --wait, files that Stream has not made
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
	flags.BoolVar(&f.original, "original", false, "of videos that need signed URLs: ask for the original without transformations")
	flags.StringVar(&f.sign.key, "key", "", "sign with the key `ID`")
	flags.StringVar(&f.sign.pem, "pem", "", "sign with the key in a `FILE`")
	f.selection.flags(cmd)
	return cmd
}

type saveFlags struct {
	kind, to, name, existing, limit string
	wait, original                  bool
	parallel                        int
	sign                            signFlags
	selection                       selection
}

// savePlan is the flags, checked.
type savePlan struct {
	kind     library.DownloadKind
	folder   string
	names    *download.Names
	existing download.Existing
	limit    *rate.Limiter
}

func (f *saveFlags) plan() (savePlan, error) {
	var p savePlan
	var err error
	if p.kind, err = parseDownload(f.kind); err != nil {
		return p, err
	}
	template, err := download.ParseTemplate(f.name)
	if err != nil {
		return p, usageError{err}
	}
	p.names = download.NewNames(template)
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
	return withSigning(cmd, func(ctx context.Context, s *signing) (err error) {
		client, err := s.requireClient()
		if err != nil {
			return err
		}
		videos, failed, err := s.chosen(cmd, &f.selection, args)
		if err != nil {
			return err
		}
		a := downloadAddress{client: client}
		if f.sign.wanted() {
			if a.key, err = f.sign.localKey(ctx, cmd, s); err != nil {
				return err
			}
		}
		saver := download.NewSaver(download.Options{Limit: plan.limit, UserAgent: "spool/" + version})
		queue, err := openSaveQueue(ctx, s.vault.env, download.RunnerParams{Saver: saver, Address: a.of, Parallel: f.parallel})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, queue.close()) }()
		var items []download.Item
		for i := range videos {
			v := &videos[i]
			if err := askForFile(ctx, client, v.UID, plan.kind, f.wait); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				failed = true
				complain(cmd, v.UID, err)
				continue
			}
			item := plan.item(v)
			item.Original, item.Make = f.original, f.wait
			items = append(items, item)
		}
		ids, err := queue.Add(ctx, items...)
		if err != nil {
			return err
		}
		if err := watchSaves(ctx, cmd, queue, ids); err != nil {
			return err
		}
		if failed {
			return errSomeFailed
		}
		return nil
	})
}

// askForFile makes sure that Stream has the file; with wait the queue has it
// made.
func askForFile(ctx context.Context, client *stream.Client, uid string, k library.DownloadKind, wait bool) error {
	if wait {
		return nil
	}
	all, err := client.Downloads(ctx, uid)
	if err != nil {
		return err
	}
	switch d, found := all[k]; {
	case !found:
		return fmt.Errorf("%w; say --wait to have it made", errNoFile)
	case d.Status != "ready":
		return fmt.Errorf("the file is still being made by Stream, %.0f %%; say --wait", d.Percent)
	}
	return nil
}

func (p savePlan) item(v *library.Video) download.Item {
	return download.Item{
		UID: v.UID, Kind: p.kind, Title: v.Name(), Folder: p.folder, Existing: p.existing,
		Name: p.names.Next(download.FactsOf(v, p.kind)),
	}
}

// savedJSON is news of a save as --json prints it.
type savedJSON struct {
	Event    string               `json:"event"`
	UID      string               `json:"uid"`
	Kind     library.DownloadKind `json:"kind"`
	Path     string               `json:"path"`
	Size     int64                `json:"size"`
	Length   int64                `json:"length"`
	Resumed  int64                `json:"resumed,omitempty"`
	Verified bool                 `json:"verified,omitempty"`
	Error    string               `json:"error,omitempty"`
}

// watchSaves tells of every one of the saves as it ends, and returns after the
// last.
func watchSaves(ctx context.Context, cmd *cobra.Command, queue *saveQueue, ids []int64) error {
	told := map[int64]bool{}
	ticker := time.NewTicker(attendEvery)
	defer ticker.Stop()
	failed := false
	for len(told) < len(ids) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-queue.failed:
			return err
		case <-ticker.C:
		}
		items, err := queue.live(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			i := slices.IndexFunc(items, func(i download.Item) bool { return i.ID == id })
			switch {
			case told[id]:
			case i < 0: // somebody took it out of the queue
				told[id], failed = true, true
			case items[i].Over():
				told[id] = true
				failed = failed || items[i].State == download.Failed
				if err := tellSave(cmd, &items[i]); err != nil {
					return err
				}
			case items[i].State == download.Saving && isTerminal(cmd.ErrOrStderr()):
				fmt.Fprintf(cmd.ErrOrStderr(), "\r\x1b[K%s: %s, %s/s\r", printable(items[i].Name), uploader.Bytes(items[i].Size), uploader.Bytes(int64(items[i].Speed)))
			}
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

func tellSave(cmd *cobra.Command, item *download.Item) error {
	news := savedJSON{
		Event: "saved", UID: item.UID, Kind: item.Kind, Path: item.Path(), Size: item.Size, Length: item.Length,
		Resumed: item.Saved.Resumed, Verified: item.Saved.Verified, Error: item.Trouble,
	}
	switch {
	case item.State == download.Failed:
		news.Event = "failed"
		complain(cmd, item.UID, errors.New(item.Trouble))
		if !jsonWanted(cmd) {
			return nil
		}
	case item.Saved.Skipped:
		news.Event = "skipped"
	}
	return said(cmd, news, fmt.Sprintf("%s  %s  %s", news.Event, uploader.Bytes(item.Size), news.Path))
}
