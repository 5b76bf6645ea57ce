package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"spool/internal/localstream"
	"spool/internal/localstream/fault"
)

// newLocalCommand is "spool local": Cloudflare Stream on this machine, until
// interrupted.
func newLocalCommand() *cobra.Command {
	var o localstream.Options
	var quirks map[string]string
	var faults []string
	cmd := &cobra.Command{
		Use:   "local",
		Short: "Serve a local Cloudflare Stream until interrupted",
		Long: "Serve Cloudflare Stream's API and delivery on this machine until interrupted.\n\n" +
			"Once it accepts connections it prints one line of JSON with base_url, account_id and\n" +
			"api_token. Account and token of a data folder never change.\n\n" + quirkHelp(),
		Args:        cobra.NoArgs,
		Annotations: map[string]string{untilInterrupted: "yes"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Quirks = quirks
			for _, line := range faults {
				f, err := fault.Parse(line)
				if err != nil {
					return usageError{err}
				}
				o.Faults = append(o.Faults, f)
			}
			if o.Dir == "" {
				dir, err := defaultLocalDir()
				if err != nil {
					return err
				}
				o.Dir = dir
			}
			return serveLocal(cmd, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Dir, "data", "", "data folder (default: in the user's cache folder)")
	f.StringVar(&o.Listen, "listen", "127.0.0.1:0", "loopback address to listen on; port 0 takes a free one")
	f.IntVar(&o.Seed, "seed", 0, "number of made-up videos in the library")
	f.IntVar(&o.StorageMinutes, "storage-minutes", 0, "storage limit (default: what is seeded plus 10,000)")
	f.IntVar(&o.RateLimit, "rate-limit", 0, "API calls let through in five minutes (default 1200; -1: no limit)")
	f.BoolVar(&o.SkipEncoding, "skip-encoding", false, "make videos ready as soon as they are examined")
	f.BoolVar(&o.FetchPublic, "fetch-public", false, "fetch what callers name by URL from the internet, not only from loopback")
	f.StringArrayVar(&faults, "fault", nil, "something that goes wrong, as kind,name=value,... (may be repeated)")
	f.StringToStringVar(&quirks, "quirk", nil, "reading where Stream's sources disagree, as name=reading")
	return cmd
}

func quirkHelp() string {
	var b strings.Builder
	b.WriteString("Where Stream's sources disagree, --quirk chooses a reading; the default comes first:\n")
	for _, q := range localstream.AllQuirks() {
		fmt.Fprintf(&b, "  %s=%s\n      %s\n", q.Name, strings.Join(q.Readings, "|"), q.About)
	}
	return b.String()
}

func defaultLocalDir() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no --data given: %w", err)
	}
	return filepath.Join(cache, "spool", "local-stream"), nil
}

func serveLocal(cmd *cobra.Command, o localstream.Options) error {
	o.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	s, err := localstream.Open(cmd.Context(), o)
	if errors.Is(err, localstream.ErrNotLoopback) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	hello := struct {
		BaseURL   string `json:"base_url"`
		AccountID string `json:"account_id"`
		APIToken  string `json:"api_token"`
	}{s.BaseURL(), s.AccountID(), s.Token()}
	if err := json.NewEncoder(cmd.OutOrStdout()).Encode(hello); err != nil {
		return errors.Join(err, s.Close())
	}
	<-s.Done()
	return s.Close()
}
