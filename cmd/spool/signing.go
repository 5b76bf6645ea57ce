package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"spool/internal/secret"
	"spool/library/stream"
	"spool/library/token"
	"spool/library/token/desk"
	"spool/library/token/issued"
)

// signing is an account's desk for tokens with what it is made of. client is
// nil where no account is set.
type signing struct {
	*desk.Desk
	client *stream.Client
	vault  keyVault
	record *issued.Store
	// rescued is a sentence about a damaged record that was mended, or "".
	rescued string
}

// openSigning opens the record of an account; client may be nil.
func openSigning(ctx context.Context, env environment, client *stream.Client) (*signing, error) {
	if err := os.MkdirAll(env.libraryDir(), 0o700); err != nil {
		return nil, fmt.Errorf("make the account's folder: %w", err)
	}
	account := env.Account.BaseURL + " " + env.Account.ID
	record, rescued, err := issued.Open(ctx, filepath.Join(env.libraryDir(), "tokens.db"), account)
	if err != nil {
		return nil, err
	}
	s := &signing{client: client, record: record, rescued: rescued, vault: keyVault{keyring: secret.New(keyringService(env.Home)), env: env}}
	p := desk.Params{
		Vault: s.vault, Record: record,
		Skew: func(ctx context.Context) time.Duration { return clockSkew(ctx, env.Account.BaseURL) },
	}
	if client != nil {
		p.Stream = client
	}
	s.Desk = desk.New(p)
	return s, nil
}

// withSigning opens it for the time of do.
func withSigning(cmd *cobra.Command, do func(ctx context.Context, s *signing) error) (err error) {
	env, err := readEnvironment()
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	var client *stream.Client
	if env.Account.ID != "" {
		if client, err = openClient(cmd, env); err != nil {
			return err
		}
	}
	s, err := openSigning(ctx, env, client)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.record.Close()) }()
	if s.rescued != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "spool:", s.rescued)
	}
	return do(ctx, s)
}

// requireClient is for what only Stream can do.
func (s *signing) requireClient() (*stream.Client, error) {
	if s.client == nil {
		_, err := requireAccount()
		return nil, err
	}
	return s.client, nil
}

// keyVault keeps an account's signing keys in the system keyring.
type keyVault struct {
	keyring *secret.Keyring
	env     environment
}

var _ token.Vault = keyVault{}

func (v keyVault) name(id string) secret.Name {
	return secret.Name{Kind: secret.SigningKey, BaseURL: v.env.Account.BaseURL, Account: v.env.Account.ID, ID: id}
}

func (v keyVault) Save(ctx context.Context, id, private string) error {
	return v.keyring.Save(ctx, v.name(id), private)
}

func (v keyVault) Load(ctx context.Context, id string) (string, error) {
	return v.keyring.Load(ctx, v.name(id))
}

func (v keyVault) Remove(ctx context.Context, id string) error {
	return v.keyring.Remove(ctx, v.name(id))
}

// probe reports why the keyring can't keep a key, before one is made that
// Stream shows only once.
func (v keyVault) probe(ctx context.Context) error {
	if err := v.Save(ctx, "probe", "probe"); err != nil {
		return err
	}
	return v.Remove(ctx, "probe")
}

// signFlags are the flags of every command that signs.
type signFlags struct {
	key, pem           string
	api, downloadable  bool
	expires, notBefore string
	rules              []string
}

func (f *signFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.key, "key", "", "`ID` of the signing key, from the keyring or --pem")
	flags.StringVar(&f.pem, "pem", "", "`FILE` with the key, PEM or JWK or the base64 of it; - is standard input")
	flags.BoolVar(&f.api, "api", false, "let Stream sign, with a key of its own")
	flags.StringVar(&f.expires, "expires", "", "`WHEN` the token ends, at most 24 h ahead: 30m, 6h or a date with time (default 1h)")
	flags.StringVar(&f.notBefore, "not-before", "", "`WHEN` the token begins: 5m or a date with time")
	flags.BoolVar(&f.downloadable, "downloadable", false, "allow the download of the MP4")
	flags.StringArrayVar(&f.rules, "rule", nil, "access `RULE`, at most 5, the first that matches decides: allow:country:DE,FR,\n"+
		"allow:ip:203.0.113.0/24,2001:db8::/32, block:any")
}

// wanted reports whether anything is to be signed.
func (f *signFlags) wanted() bool { return f.key != "" || f.pem != "" || f.api }

// terms are the flags as terms, checked.
func (f *signFlags) terms(now time.Time) (token.Terms, error) {
	t := token.Terms{Expires: now.Add(token.DefaultLife), Downloadable: f.downloadable}
	var err error
	if f.expires != "" {
		if t.Expires, err = token.ParseWhen(f.expires, now); err != nil {
			return t, wrongUse("--expires: %w", err)
		}
	}
	if f.notBefore != "" {
		if t.NotBefore, err = token.ParseWhen(f.notBefore, now); err != nil {
			return t, wrongUse("--not-before: %w", err)
		}
	}
	for _, typed := range f.rules {
		rule, err := token.ParseRule(typed)
		if err != nil {
			return t, wrongUse("--rule: %w", err)
		}
		t.Rules = append(t.Rules, rule)
	}
	if problems := t.Check(now); len(problems) > 0 {
		return t, wrongUse("--%s: %w", problems[0].Field, problems[0])
	}
	return t, nil
}

// readKeyFile reads what --pem names: a file, - or the key itself.
func readKeyFile(cmd *cobra.Command, name, id string) (token.Key, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), 1<<20))
	} else {
		data, err = os.ReadFile(name)
	}
	key, keyErr := token.ParseKey(id, data)
	if err != nil {
		if key, keyErr = token.ParseKey(id, []byte(name)); keyErr != nil {
			// The name may be a key that was cut off, so it is not repeated.
			return key, usageError{errors.New("--pem: there is no such file, and it is no key either")}
		}
	}
	if keyErr != nil {
		return key, wrongUse("--pem: %w", keyErr)
	}
	return key, nil
}

// localKey is the key that signs here.
func (f *signFlags) localKey(ctx context.Context, cmd *cobra.Command, s *signing) (token.Key, error) {
	if f.pem != "" {
		key, err := readKeyFile(cmd, f.pem, f.key)
		if err != nil {
			return key, err
		}
		return key, s.Ring.Verify(ctx, key)
	}
	id := f.key
	if id == "" {
		only, alone, err := s.OnlyKey(ctx)
		if err != nil {
			return token.Key{}, err
		}
		if !alone {
			return token.Key{}, wrongUse("say --key ID, --pem FILE or --api; spool key list shows the keys")
		}
		id = only
	}
	key, err := s.Ring.Key(ctx, id)
	switch {
	case errors.Is(err, secret.ErrNone):
		return key, fmt.Errorf("key %s is not on this computer; give it with --pem, or import it with spool key import", id)
	case errors.Is(err, secret.ErrUnavailable):
		return key, fmt.Errorf("%w. Give the key with --pem", err)
	}
	return key, err
}

// clockSkew is how far this computer's clock is ahead of Stream's, by the date
// of an answer to nobody in particular; 0 where there is none.
func clockSkew(ctx context.Context, baseURL string) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if baseURL == "" {
		baseURL = stream.DefaultBaseURL
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, baseURL, nil)
	if err != nil {
		return 0
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	theirs, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return 0
	}
	// The header has whole seconds.
	return time.Since(theirs).Truncate(time.Second)
}

// openClient speaks to the account; its commands share one budget of calls.
func openClient(cmd *cobra.Command, env environment) (*stream.Client, error) {
	if err := os.MkdirAll(env.libraryDir(), 0o700); err != nil {
		return nil, fmt.Errorf("make the account's folder: %w", err)
	}
	return newStreamClient(cmd, env)
}

// withClient speaks to the account for the time of do.
func withClient(cmd *cobra.Command, do func(ctx context.Context, client *stream.Client) error) error {
	env, err := requireAccount()
	if err != nil {
		return err
	}
	client, err := openClient(cmd, env)
	if err != nil {
		return err
	}
	return do(cmd.Context(), client)
}
