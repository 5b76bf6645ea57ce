package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/embed"
	"spool/library/token"
	"spool/library/token/desk"
)

func newTokenCommand() *cobra.Command {
	var f tokenFlags
	cmd := &cobra.Command{
		Use:   "token [UID...]",
		Short: "Sign tokens for videos, or decode one",
		Long: `Sign tokens for videos that play with signed URLs only, and print every link.

The key comes from the system keyring (spool key), from --pem, or with --api
Stream signs itself. What a token allows is recorded, the token is not, unless
--keep says so.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.decode != "" {
				if len(args) > 0 {
					return wrongUse("--decode takes the token or link, and no uids")
				}
				return decodeToken(cmd, f)
			}
			return signTokens(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	f.sign.add(cmd)
	f.output.add(cmd, "")
	f.selection.flags(cmd)
	flags.StringVar(&f.note, "note", "", "`TEXT` for the record, such as for whom the token is")
	flags.BoolVar(&f.keep, "keep", false, "put the token itself into the record as well")
	flags.StringVar(&f.decode, "decode", "", "say what a `TOKEN` or signed link allows; - reads it from standard input")
	flags.BoolVar(&f.online, "online", false, "with --decode: ask Stream for the video and the keys as well")
	cmd.AddCommand(newTokenListCommand(), newTokenWhoCommand())
	return cmd
}

// tokenFlags are the flags of spool token.
type tokenFlags struct {
	sign      signFlags
	output    outputFlags
	selection selection
	note      string
	keep      bool
	decode    string
	online    bool
}

// tokenJSON is a token as --json prints it. Without a video there are no
// links.
type tokenJSON struct {
	UID  string `json:"uid"`
	Name string `json:"name,omitempty"`
	*embed.Links
	Token        string               `json:"token"`
	Key          string               `json:"key"`
	ByAPI        bool                 `json:"by_api,omitempty"`
	Expires      time.Time            `json:"expires"`
	NotBefore    time.Time            `json:"not_before,omitzero"`
	Downloadable bool                 `json:"downloadable"`
	Rules        []library.AccessRule `json:"rules,omitempty"`
	Warnings     []string             `json:"warnings,omitempty"`
}

func signTokens(cmd *cobra.Command, f tokenFlags, args []string) error {
	now := time.Now()
	terms, err := f.sign.terms(now)
	if err != nil {
		return err
	}
	if err := f.output.check(); err != nil {
		return err
	}
	return withSigning(cmd, func(ctx context.Context, s *signing) error {
		maker, err := f.sign.maker(ctx, cmd, s, terms)
		if err != nil {
			return err
		}
		videos, failed, err := s.chosen(cmd, &f.selection, args)
		if err != nil {
			return err
		}
		tokens, err := maker.Sign(ctx, videos, now)
		if err != nil {
			return err
		}
		if err := maker.Remember(ctx, videos, tokens, f.note, f.keep); err != nil {
			return err
		}
		rows, err := tokenRows(maker, videos, tokens)
		if err != nil {
			return err
		}
		if err := f.output.printTokens(cmd, rows); err != nil {
			return err
		}
		if failed {
			return errSomeFailed
		}
		return nil
	})
}

// chosen are the videos to sign for. Those that are not at Stream are named
// and left out; where Stream can't be asked, bare uids have to do.
func (s *signing) chosen(cmd *cobra.Command, sel *selection, args []string) (videos []library.Video, failed bool, err error) {
	if s.client == nil {
		if sel.query != "" {
			_, err := requireAccount()
			return nil, false, err
		}
		return bareVideos(cmd, args)
	}
	err = withLibrary(cmd, func(_ context.Context, l *videoLibrary) error {
		list, err := sel.videos(cmd, l, args)
		if err != nil {
			return err
		}
		videos, failed, err = collect(cmd, list)
		return err
	})
	if errors.Is(err, library.ErrUnreachable) && sel.query == "" && len(args) > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "spool: %v; the links are missing\n", err)
		return bareVideos(cmd, args)
	}
	if err == nil && len(videos) == 0 && !failed {
		err = wrongUse("which videos? Give uids, --query, or uids on standard input")
	}
	return videos, failed, err
}

// collect takes videos into memory; what is wrong with one of them is named,
// and the rest go on.
func collect(cmd *cobra.Command, list iter.Seq2[library.Video, error]) (videos []library.Video, failed bool, err error) {
	for v, err := range list {
		if err != nil && v.UID == "" {
			return nil, failed, err
		}
		if err != nil {
			failed = true
			complain(cmd, v.UID, err)
			continue
		}
		videos = append(videos, v)
	}
	return videos, failed, nil
}

func bareVideos(cmd *cobra.Command, args []string) (videos []library.Video, failed bool, err error) {
	uids := func(yield func(string, error) bool) {
		for _, uid := range args {
			if !yield(uid, nil) {
				return
			}
		}
	}
	if len(args) == 0 || args[0] == "-" {
		uids = uidLines(cmd.InOrStdin())
	}
	for uid, err := range uids {
		if err != nil {
			return nil, false, err
		}
		videos = append(videos, library.Video{UID: uid})
	}
	if len(videos) == 0 {
		err = wrongUse("which videos? Give uids as arguments or on standard input")
	}
	return videos, false, err
}

// maker gets the key and says what there is to know before anything is signed.
func (f *signFlags) maker(ctx context.Context, cmd *cobra.Command, s *signing, terms token.Terms) (*desk.Maker, error) {
	if f.api {
		if f.pem != "" {
			return nil, wrongUse("--api signs with a key of Stream's own; leave out --pem")
		}
		if _, err := s.requireClient(); err != nil {
			return nil, err
		}
		return s.ByStream(ctx, terms)
	}
	key, err := f.localKey(ctx, cmd, s)
	if err != nil {
		return nil, err
	}
	return s.ByKey(ctx, key, terms)
}

// tokenRows are tokens with their links.
func tokenRows(m *desk.Maker, videos []library.Video, tokens []string) ([]tokenJSON, error) {
	terms := m.Terms()
	rows := make([]tokenJSON, len(tokens))
	for i, signed := range tokens {
		v := &videos[i]
		row := tokenJSON{
			UID: v.UID, Name: v.Name(), Token: signed, Key: m.KeyID(signed), ByAPI: m.ByAPI(), Expires: terms.Expires.UTC().Truncate(time.Second),
			NotBefore: terms.NotBefore.UTC().Truncate(time.Second), Downloadable: terms.Downloadable, Rules: terms.Rules, Warnings: m.Notes,
		}
		if terms.NotBefore.IsZero() {
			row.NotBefore = time.Time{}
		}
		if v.Status.State != "" { // known to Stream
			links, err := embed.LinksOf(v, signed, embed.Settings{})
			if err != nil {
				row.Warnings = append(row.Warnings[:len(row.Warnings):len(row.Warnings)], err.Error())
			} else {
				row.Links = &links
			}
			notes, err := videoNotes(v)
			if err != nil {
				return nil, err
			}
			row.Warnings = append(row.Warnings[:len(row.Warnings):len(row.Warnings)], notes...)
		}
		rows[i] = row
	}
	return rows, nil
}

// videoNotes says what a token will not help with.
func videoNotes(v *library.Video) ([]string, error) {
	obstacles, err := embed.Obstacles(v, embed.Destination{Signed: true})
	if err != nil {
		return nil, err
	}
	var notes []string
	for _, o := range obstacles {
		notes = append(notes, o.Text)
	}
	if !v.RequireSignedURLs {
		notes = append(notes, "The video plays without a token as well.")
	}
	return notes, nil
}
