package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/audio"
	"spool/library/stream"
)

func newAudioCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "audio", Short: "Look after additional audio tracks", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAudioListCommand(), newAudioAddCommand(), newAudioEditCommand(), newAudioDeleteCommand())
	return cmd
}

// trackJSON is an audio track as --json prints it.
type trackJSON struct {
	Video string `json:"video"`
	library.AudioTrack
	Event string `json:"event,omitempty"`
}

func printTrack(cmd *cobra.Command, uid, event string, t library.AudioTrack) error {
	return said(cmd, trackJSON{uid, t, event}, strings.TrimSpace(fmt.Sprintf("%s  %s  %s  %s", t.UID, t.Status, oneLine(t.Label), event)))
}

func newAudioListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list UID...", Short: "List the additional audio tracks of videos", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				err := eachOf(cmd, uids, func(uid string) error {
					tracks, err := client.AudioTracks(ctx, uid)
					if err != nil {
						return err
					}
					for _, t := range tracks {
						if jsonWanted(cmd) {
							err = printJSON(cmd.OutOrStdout(), trackJSON{Video: uid, AudioTrack: t})
						} else {
							_, err = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", uid, t.UID, t.Status, oneLine(t.Label), defaultMark(t))
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

func defaultMark(t library.AudioTrack) string {
	if t.Default {
		return "default"
	}
	return ""
}

func newAudioAddCommand() *cobra.Command {
	var label string
	var isDefault, wait bool
	cmd := &cobra.Command{
		Use:   "add UID FILE|URL",
		Short: "Add an audio track from a file of at most 200 MB, or from a public address",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if label = strings.TrimSpace(label); label == "" {
				return wrongUse("say --label, which players show, as --label Français")
			}
			uid, source := args[0], args[1]
			if err := audio.Check(source); err != nil {
				return usageError{err}
			}
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				track, err := audio.New(client).Add(ctx, uid, label, source)
				if err != nil {
					return err
				}
				if wait {
					if track, err = waitForTrack(ctx, client, uid, track.UID); err != nil {
						return err
					}
				}
				if isDefault {
					on := true
					if track, err = client.EditAudio(ctx, uid, track.UID, library.AudioEdit{Default: &on}); err != nil {
						return err
					}
				}
				return printTrack(cmd, uid, "added", track)
			})
		},
	}
	cmd.Flags().StringVar(&label, "label", "", "the track's `LABEL`, unlike that of any other track of the video")
	cmd.Flags().BoolVar(&isDefault, "default", false, "make it the track that plays first")
	cmd.Flags().BoolVar(&wait, "wait", false, "wait until Stream has made it ready")
	return cmd
}

func waitForTrack(ctx context.Context, client *stream.Client, uid, track string) (library.AudioTrack, error) {
	var found library.AudioTrack
	err := poll(ctx, func(ctx context.Context) (bool, error) {
		tracks, err := client.AudioTracks(ctx, uid)
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(tracks, func(t library.AudioTrack) bool { return t.UID == track })
		if i < 0 {
			return false, errors.New("the track is gone")
		}
		found = tracks[i]
		if found.Status == audio.Failed {
			return false, errors.New("the track can't be read by Stream")
		}
		return found.Status == audio.Ready, nil
	})
	return found, err
}

func newAudioEditCommand() *cobra.Command {
	var label string
	var isDefault bool
	cmd := &cobra.Command{
		Use: "edit UID TRACK", Short: "Change a track's label, or make it the default; TRACK is its uid or label", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			var edit library.AudioEdit
			if cmd.Flags().Changed("label") {
				if label = strings.TrimSpace(label); label == "" {
					return wrongUse("a track needs a label")
				}
				edit.Label = &label
			}
			if cmd.Flags().Changed("default") {
				edit.Default = &isDefault
			}
			if edit == (library.AudioEdit{}) {
				return wrongUse("nothing to change; say --label or --default")
			}
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				desk := audio.New(client)
				track, err := desk.Find(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				if track, err = desk.Edit(ctx, args[0], track.UID, edit); err != nil {
					return err
				}
				return printTrack(cmd, args[0], "changed", track)
			})
		},
	}
	cmd.Flags().StringVar(&label, "label", "", "the new `LABEL`")
	cmd.Flags().BoolVar(&isDefault, "default", false, "make it the track that plays first")
	return cmd
}

func newAudioDeleteCommand() *cobra.Command {
	return &cobra.Command{
		Use: "delete UID TRACK...", Short: "Delete tracks; TRACK is a uid or label", Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				return eachOf(cmd, args[1:], func(name string) error {
					desk := audio.New(client)
					track, err := desk.Find(ctx, args[0], name)
					if err != nil {
						return err
					}
					if err := desk.Delete(ctx, args[0], track); err != nil {
						return err
					}
					return printTrack(cmd, args[0], "deleted", track)
				})
			})
		},
	}
}
