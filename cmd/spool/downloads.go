package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/stream"
)

func newDownloadsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "downloads", Short: "Have Stream make MP4 and M4A files of videos, and save them", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDownloadsCreateCommand(), newDownloadsListCommand(), newDownloadsDeleteCommand(), newDownloadsSaveCommand())
	return cmd
}

// kindFlag declares --kind of downloads; read it with parseDownload.
func kindFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "kind", "mp4", "mp4, or audio for the sound alone (M4A)")
}

func parseDownload(s string) (library.DownloadKind, error) {
	switch s {
	case "mp4", "default", "video":
		return library.DownloadMP4, nil
	case "audio", "m4a":
		return library.DownloadAudio, nil
	}
	return "", wrongUse("--kind is mp4 or audio, not %q", s)
}

// downloadJSON is a file at Stream as --json prints it.
type downloadJSON struct {
	UID  string               `json:"uid"`
	Kind library.DownloadKind `json:"kind"`
	library.Download
	Event string `json:"event,omitempty"`
}

func newDownloadsCreateCommand() *cobra.Command {
	var kind string
	var wait bool
	cmd := &cobra.Command{
		Use: "create UID...", Short: "Have Stream make a file of each video", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			k, err := parseDownload(kind)
			if err != nil {
				return err
			}
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				made := map[string]library.Download{}
				err := eachOf(cmd, uids, func(uid string) error {
					all, err := client.CreateDownload(ctx, uid, k)
					if err != nil {
						return err
					}
					made[uid] = all[k]
					if wait {
						return nil
					}
					return printDownload(cmd, downloadJSON{uid, k, made[uid], "created"})
				})
				if !wait {
					return err
				}
				return errors.Join(err, waitForFiles(ctx, cmd, client, k, uids, made))
			})
		},
	}
	kindFlag(cmd, &kind)
	cmd.Flags().BoolVar(&wait, "wait", false, "wait until the files are ready")
	return cmd
}

// waitForFiles waits for those that were asked for, all at the same time.
func waitForFiles(ctx context.Context, cmd *cobra.Command, client *stream.Client, k library.DownloadKind, uids []string, asked map[string]library.Download) error {
	return eachOf(cmd, uids, func(uid string) error {
		if _, ok := asked[uid]; !ok {
			return nil // was named before
		}
		d, err := waitForFile(ctx, client, uid, k)
		if err != nil {
			return err
		}
		return printDownload(cmd, downloadJSON{uid, k, d, "ready"})
	})
}

var (
	errNoFile   = errors.New("no such file was made by Stream")
	errMakeFile = errors.New("the file could not be made by Stream")
)

func waitForFile(ctx context.Context, client *stream.Client, uid string, k library.DownloadKind) (d library.Download, err error) {
	err = poll(ctx, func(ctx context.Context) (bool, error) {
		all, err := client.Downloads(ctx, uid)
		if err != nil {
			return false, err
		}
		var found bool
		if d, found = all[k]; !found {
			return false, errNoFile
		}
		if d.Status == "error" {
			return false, errMakeFile
		}
		return d.Status == "ready", nil
	})
	return d, err
}

func printDownload(cmd *cobra.Command, d downloadJSON) error {
	return said(cmd, d, fmt.Sprintf("%s  %s  %s  %.0f%%  %s", d.UID, d.Kind, d.Status, d.Percent, d.URL))
}

func newDownloadsListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list UID...", Short: "List the files that Stream has made", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				err := eachOf(cmd, uids, func(uid string) error {
					all, err := client.Downloads(ctx, uid)
					if err != nil {
						return err
					}
					for _, k := range []library.DownloadKind{library.DownloadMP4, library.DownloadAudio} {
						d, found := all[k]
						switch {
						case !found:
						case jsonWanted(cmd):
							err = printJSON(cmd.OutOrStdout(), downloadJSON{UID: uid, Kind: k, Download: d})
						default:
							_, err = fmt.Fprintf(table, "%s\t%s\t%s\t%.0f%%\t%s\n", uid, k, d.Status, d.Percent, d.URL)
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
				return errors.Join(err, table.Flush())
			})
		},
	}
}

func newDownloadsDeleteCommand() *cobra.Command {
	var kind string
	cmd := &cobra.Command{
		Use: "delete UID...", Short: "Delete files at Stream, which breaks links to them; they can be made again", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			k, err := parseDownload(kind)
			if err != nil {
				return err
			}
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				return eachOf(cmd, uids, func(uid string) error {
					if err := client.DeleteDownload(ctx, uid, k); err != nil {
						return err
					}
					return said(cmd, map[string]any{"event": "deleted", "uid": uid, "kind": k}, fmt.Sprintf("%s  %s  deleted", uid, k))
				})
			})
		},
	}
	kindFlag(cmd, &kind)
	return cmd
}
