package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"spool/internal/secret"
	"spool/library"
	"spool/library/token"
)

func newKeyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: "Look after signing keys", Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return listKeys(cmd) }
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the account's signing keys", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return listKeys(cmd) },
		},
		newKeyCreateCommand(), newKeyImportCommand(), newKeyExportCommand(), newKeyDeleteCommand(), newKeyForgetCommand(),
	)
	return cmd
}

// keyJSON is a key as --json prints it, without its private part.
type keyJSON struct {
	ID           string    `json:"id"`
	Label        string    `json:"label,omitempty"`
	Created      time.Time `json:"created,omitzero"`
	LastUsed     time.Time `json:"last_used,omitzero"`
	AtStream     bool      `json:"at_stream"`
	Here         bool      `json:"on_this_computer"`
	ValidTokens  int       `json:"valid_tokens"`
	ValidVideos  int       `json:"valid_videos"`
	LastTokenEnd time.Time `json:"last_token_ends,omitzero"`
}

func listKeys(cmd *cobra.Command) error {
	return withSigning(cmd, func(ctx context.Context, s *signing) error {
		rows, err := s.Ring.List(ctx)
		if err != nil && !errors.Is(err, library.ErrUnreachable) {
			return err
		}
		if err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "spool: %v; these are the keys known here\n", err)
		}
		if jsonWanted(cmd) {
			for _, k := range rows {
				if err := printJSON(cmd.OutOrStdout(), keyJSON{
					ID: k.ID, Label: k.Label, Created: k.Created, LastUsed: k.LastUsed, AtStream: k.AtStream, Here: k.Here,
					ValidTokens: k.Valid.Tokens, ValidVideos: k.Valid.Videos, LastTokenEnd: k.Valid.Last,
				}); err != nil {
					return err
				}
			}
			return nil
		}
		return printKeys(cmd.OutOrStdout(), rows)
	})
}

func printKeys(w io.Writer, rows []token.KeyRow) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KEY\tLABEL\tPRIVATE PART\tCREATED\tVALID TOKENS")
	for _, k := range rows {
		where := "on Stream only"
		switch {
		case k.Here && k.AtStream:
			where = "on this computer"
		case k.Here:
			where = "on this computer, not at Stream"
		case !k.AtStream:
			where = "gone"
		}
		created := "-"
		if !k.Created.IsZero() {
			created = k.Created.Local().Format(time.DateOnly)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\n", k.ID, oneLine(k.Label), where, created, k.Valid.Tokens)
	}
	return table.Flush()
}

func newKeyCreateCommand() *cobra.Command {
	var label, to string
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Make a signing key and keep it in the system keyring",
		Long:  "Make a signing key. Stream shows it only once, so it goes to the system keyring at once,\nand with --to into a file as well.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				if _, err := s.requireClient(); err != nil {
					return err
				}
				if err := s.vault.probe(ctx); err != nil && to == "" {
					return fmt.Errorf("no key was made: %w. Say --to FILE to have it in a file of yours", err)
				}
				kept, err := s.Ring.Create(ctx, label)
				if err != nil {
					return err
				}
				if to != "" {
					if err := writeNewFile(to, kept.Key.PEM()); err != nil {
						return s.takeBack(ctx, kept, err)
					}
				} else if kept.NotKept != nil {
					return s.takeBack(ctx, kept, kept.NotKept)
				}
				return printKept(cmd, kept, "created")
			})
		},
	}
	cmd.Flags().StringVar(&label, "label", "", "a `NAME` of your own for the key")
	cmd.Flags().StringVar(&to, "to", "", "write the key into a new `FILE` as well, as PEM")
	return cmd
}

// takeBack deletes a key that could not be kept anywhere.
func (s *signing) takeBack(ctx context.Context, kept token.Kept, cause error) error {
	err := s.Ring.Delete(context.WithoutCancel(ctx), kept.Key.ID)
	if err == nil || errors.Is(err, secret.ErrUnavailable) {
		return fmt.Errorf("the new key could not be kept and was deleted again: %w", cause)
	}
	return fmt.Errorf("the new key %s could not be kept: %w. It could not be deleted either: %w", kept.Key.ID, cause, err)
}

// writeNewFile writes a secret that only its owner can read, and never over
// another file.
func writeNewFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func printKept(cmd *cobra.Command, kept token.Kept, did string) error {
	if kept.NotKept != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "spool: key %s is not in the keyring: %v\n", kept.Key.ID, kept.NotKept)
	}
	if kept.NotChecked != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "spool: whether the account has key %s could not be checked: %v\n", kept.Key.ID, kept.NotChecked)
	}
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), map[string]any{"id": kept.Key.ID, "event": did, "in_keyring": kept.NotKept == nil})
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), kept.Key.ID)
	return err
}

func newKeyImportCommand() *cobra.Command {
	var id, label string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Take a key that was made elsewhere into the system keyring",
		Long:  "Take a key that was made elsewhere into the system keyring: PEM or JWK, or the base64 of it as\nStream's API hands it out. A PEM does not name its key, so --id does.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				key, err := readKeyFile(cmd, args[0], id)
				if err != nil {
					return err
				}
				kept, err := s.Ring.Import(ctx, key, label)
				if err != nil {
					return err
				}
				if kept.NotKept != nil {
					return fmt.Errorf("key %s was not imported: %w", key.ID, kept.NotKept)
				}
				return printKept(cmd, kept, "imported")
			})
		},
	}
	cmd.Flags().StringVar(&id, "id", "", "the key's `ID` at Stream")
	cmd.Flags().StringVar(&label, "label", "", "a `NAME` of your own for the key")
	return cmd
}

func newKeyExportCommand() *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "export ID",
		Short: "Write a key of the system keyring as PEM",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				key, err := s.Ring.Key(ctx, args[0])
				if err != nil {
					return err
				}
				if to != "" {
					return writeNewFile(to, key.PEM())
				}
				if jsonWanted(cmd) {
					return printJSON(cmd.OutOrStdout(), map[string]string{"id": key.ID, "pem": string(key.PEM())})
				}
				_, err = cmd.OutOrStdout().Write(key.PEM())
				return err
			})
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "write it into a new `FILE`")
	return cmd
}

func newKeyDeleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "delete ID...",
		Short: "Delete keys at Stream, which ends every token they signed",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				if _, err := s.requireClient(); err != nil {
					return err
				}
				return eachOf(cmd, ids, func(id string) error {
					ends, err := s.Ring.Consequence(ctx, id)
					if err != nil {
						return err
					}
					if !yes {
						if err := askWord(cmd, consequence(id, ends), id); err != nil {
							return err
						}
					}
					if err := s.Ring.Delete(ctx, id); err != nil && !errors.Is(err, secret.ErrUnavailable) {
						return err
					}
					return said(cmd, map[string]any{"id": id, "event": "deleted", "ended_tokens": ends.Tokens, "ended_videos": ends.Videos},
						"deleted "+id)
				})
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// consequence says what deleting a key ends.
func consequence(id string, c token.Consequence) string {
	s := fmt.Sprintf("Deleting key %s ends every token it signed, also those made elsewhere. ", id)
	if c.Tokens == 0 {
		return s + "None that was made here is valid any more."
	}
	return s + fmt.Sprintf("Made here and valid: %s of %s; the last would end by itself at %s.",
		count(c.Tokens, "token"), count(c.Videos, "video"), c.Last.Local().Format("2006-01-02 15:04"))
}

func newKeyForgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "forget ID...",
		Short: "Remove keys from this computer; their tokens live on",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				return eachOf(cmd, ids, func(id string) error {
					if err := s.Ring.Forget(ctx, id); err != nil {
						return err
					}
					return said(cmd, map[string]any{"id": id, "event": "forgotten"}, "forgot "+id)
				})
			})
		},
	}
}
