package main

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"spool/library"
	"spool/library/token"
)

// decodedJSON is a decoded token as --json prints it.
type decodedJSON struct {
	UID          string               `json:"uid"`
	Plays        bool                 `json:"plays"`
	Reasons      []token.Reason       `json:"reasons,omitempty"`
	Signature    token.Signature      `json:"signature"`
	Algorithm    string               `json:"algorithm"`
	Key          string               `json:"key"`
	Expires      time.Time            `json:"expires,omitzero"`
	ExpiresIn    int64                `json:"expires_in_seconds"`
	NotBefore    time.Time            `json:"not_before,omitzero"`
	Downloadable bool                 `json:"downloadable"`
	Rules        []library.AccessRule `json:"rules,omitempty"`
	// Issued is when it was made here, Note what was noted then.
	Issued  time.Time       `json:"issued,omitzero"`
	Note    string          `json:"note,omitempty"`
	Header  json.RawMessage `json:"header"`
	Payload json.RawMessage `json:"payload"`
}

func decodeToken(cmd *cobra.Command, f tokenFlags) error {
	text := f.decode
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 1<<20))
		if err != nil {
			return err
		}
		text = string(data)
	}
	return withSigning(cmd, func(ctx context.Context, s *signing) error {
		public, err := s.Ring.Public(ctx)
		if err != nil {
			return err
		}
		if f.sign.pem != "" {
			key, err := readKeyFile(cmd, f.sign.pem, f.sign.key)
			if err != nil {
				return err
			}
			others := public
			public = func(id string) *rsa.PublicKey {
				if id == key.ID {
					return key.Public()
				}
				return others(id)
			}
		}
		d, err := token.Decode(text, public)
		if err != nil {
			return err
		}
		around := token.Surroundings{Now: time.Now()}
		if f.online {
			if around, err = s.around(ctx, d); err != nil {
				return err
			}
		}
		out := newDecodedJSON(d, around)
		issue, found, err := s.record.ByToken(ctx, d.Token)
		if err != nil {
			return err
		}
		if found {
			out.Issued, out.Note = issue.IssuedAt, issue.Note
		}
		if jsonWanted(cmd) {
			return printJSON(cmd.OutOrStdout(), out)
		}
		return printDecoded(cmd.OutOrStdout(), out)
	})
}

// around is what Stream knows beyond a token.
func (s *signing) around(ctx context.Context, d token.Decoded) (token.Surroundings, error) {
	if _, err := s.requireClient(); err != nil {
		return token.Surroundings{}, err
	}
	return s.Around(ctx, d)
}

func newDecodedJSON(d token.Decoded, around token.Surroundings) decodedJSON {
	out := decodedJSON{
		UID: d.Subject, Plays: true, Reasons: d.Reasons(around), Signature: d.Signature, Algorithm: d.Algorithm, Key: d.KeyID,
		Downloadable: d.Downloadable, Rules: d.Rules, Header: d.Header, Payload: d.Payload,
	}
	if !d.Expires.IsZero() {
		out.Expires, out.ExpiresIn = d.Expires.UTC(), int64(time.Until(d.Expires).Seconds())
	}
	if !d.NotBefore.IsZero() {
		out.NotBefore = d.NotBefore.UTC()
	}
	for _, r := range out.Reasons {
		out.Plays = out.Plays && !r.Stops
	}
	return out
}

func printDecoded(w io.Writer, d decodedJSON) error {
	verdict := "Nothing keeps it from playing"
	if !d.Plays {
		verdict = "Won't play"
	}
	fmt.Fprintln(w, verdict)
	for _, r := range d.Reasons {
		fmt.Fprintln(w, " ", r.Text)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "video\t%s\n", printable(d.UID))
	fmt.Fprintf(table, "signature\t%s, %s\n", d.Signature, printable(d.Algorithm))
	fmt.Fprintf(table, "key\t%s\n", printable(d.Key))
	if !d.NotBefore.IsZero() {
		fmt.Fprintf(table, "from\t%s\n", d.NotBefore.Local().Format(time.DateTime))
	}
	if !d.Expires.IsZero() {
		fmt.Fprintf(table, "until\t%s\n", d.Expires.Local().Format(time.DateTime))
	}
	fmt.Fprintf(table, "download\t%s\n", map[bool]string{true: "yes", false: "no"}[d.Downloadable])
	for i, r := range d.Rules {
		fmt.Fprintf(table, "rule %d\t%s %s\n", i+1, printable(r.Action), printable(token.DescribeRule(r, language.English)))
	}
	if !d.Issued.IsZero() {
		fmt.Fprintf(table, "made here\t%s\n", strings.TrimSpace(d.Issued.Local().Format(time.DateTime)+" "+printable(d.Note)))
	}
	return table.Flush()
}

func newTokenWhoCommand() *cobra.Command {
	var rules []string
	var address, country, of string
	cmd := &cobra.Command{
		Use:   "who",
		Short: "Say whether a viewer could watch, and which rule decides",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			viewer, err := token.ParseViewer(address, country)
			if err != nil {
				return usageError{err}
			}
			var list []library.AccessRule
			if of != "" {
				d, err := token.Decode(of, nil)
				if err != nil {
					return err
				}
				if d.RulesUnread {
					return errors.New("the token's access rules can't be read, so it plays for nobody")
				}
				list = d.Rules
			}
			for _, typed := range rules {
				rule, err := token.ParseRule(typed)
				if err != nil {
					return wrongUse("--rule: %w", err)
				}
				list = append(list, rule)
			}
			verdict := token.WhoCanWatch(list, viewer)
			text := verdict.Explain(list, language.English)
			if jsonWanted(cmd) {
				return printJSON(cmd.OutOrStdout(), map[string]any{
					"allowed": verdict.Allowed, "rule": verdict.Rule + 1, "unsure_of_rule": verdict.Unsure + 1, "text": text,
				})
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&rules, "rule", nil, "access `RULE`, in order, as for spool token")
	flags.StringVar(&of, "of", "", "take the rules of a `TOKEN` or signed link")
	flags.StringVar(&address, "address", "", "the viewer's IP `ADDRESS`")
	flags.StringVar(&country, "country", "", "the viewer's country, as DE or Germany")
	return cmd
}
