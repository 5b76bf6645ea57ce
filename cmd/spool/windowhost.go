package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"sync"

	"spool/app"
	"spool/app/welcome"
	"spool/internal/secret"
	"spool/uploader"
)

// host opens accounts for the window and keeps what it is to remember.
type host struct {
	env      environment // its account and token are those of the environment
	log      *slog.Logger
	closeLog func() error
	keyring  *secret.Keyring

	mu     sync.Mutex
	file   windowFile
	memory map[uploader.Account]string // tokens that no keyring keeps
}

var _ app.Host = (*host)(nil)

func openHost(env environment) (*host, error) {
	log, closeLog, err := env.openLog()
	if err != nil {
		return nil, err
	}
	h := &host{
		env: env, log: log, closeLog: closeLog, keyring: secret.New(keyringService()),
		memory: map[uploader.Account]string{},
	}
	var note string
	if h.file, note, err = readWindowFile(h.settingsPath()); err != nil {
		return nil, errors.Join(err, closeLog())
	}
	if note != "" {
		log.Warn(note)
	}
	return h, nil
}

func (h *host) close() error { return h.closeLog() }

// keyringService files tokens under the home they belong to, so that two homes
// with one account do not share a token.
func keyringService() string {
	if home := os.Getenv("SPOOL_HOME"); home != "" {
		return secret.DefaultService + " in " + home
	}
	return secret.DefaultService
}

func (h *host) settingsPath() string { return filepath.Join(h.env.Home, "window.json") }

// pictureFolder is where pictures are kept between runs.
func (h *host) pictureFolder() string { return filepath.Join(h.env.Home, "pictures") }

// begin opens what the window starts with: the local Stream if it is asked for,
// the environment's account, the one that was open last, or the first run's
// page.
func (h *host) begin(w *app.Window, try bool) {
	h.mu.Lock()
	last, known := h.file.find(h.file.Current)
	h.mu.Unlock()
	switch {
	case try || known && last.Local && h.env.Token == "":
		w.Try()
	case h.env.Account.ID != "":
		w.Open(h.openEnvironment, w.OrWelcome)
	case known:
		w.Open(func(ctx context.Context) (app.Session, error) { return h.Open(ctx, last.Account) }, w.OrWelcome)
	default:
		w.Welcome()
	}
}

// openEnvironment opens the account that the environment names. Its token
// stays in memory and out of the keyring.
func (h *host) openEnvironment(ctx context.Context) (app.Session, error) {
	name := "Account " + h.env.Account.ID[:min(6, len(h.env.Account.ID))]
	h.mu.Lock()
	if a, known := h.file.find(h.env.Account); known {
		name = a.Name
	}
	h.mu.Unlock()
	return openSession(ctx, h.env, app.AccountInfo{Name: name}, h.Settings().Saves, nil)
}

// Accounts implements app.Host.
func (h *host) Accounts() []app.AccountInfo {
	h.mu.Lock()
	defer h.mu.Unlock()
	var infos []app.AccountInfo
	for _, a := range h.file.Accounts {
		infos = append(infos, app.AccountInfo{Account: a.Account, Name: a.Name, Local: a.Local})
	}
	return infos
}

// Open implements app.Host.
func (h *host) Open(ctx context.Context, a uploader.Account) (app.Session, error) {
	h.mu.Lock()
	saved, known := h.file.find(a)
	token := h.memory[a]
	h.mu.Unlock()
	if !known {
		return nil, fmt.Errorf("account %s was never opened here", a.ID)
	}
	info := app.AccountInfo{Name: saved.Name}
	if token != "" {
		info.Token = app.TokenInMemory
	} else {
		var err error
		if token, err = h.keyring.Load(ctx, tokenName(a)); err != nil {
			h.log.Warn("the token could not be read", "account", a.ID, "err", err)
			info.Token = app.TokenMissing
		}
	}
	if err := h.remember(saved); err != nil {
		return nil, err
	}
	return openSession(ctx, environment{Home: h.env.Home, Account: a, Token: token}, info, h.Settings().Saves, nil)
}

// Connect implements app.Host.
func (h *host) Connect(ctx context.Context, accountID, token, name string) (app.Session, error) {
	a, err := h.account(accountID)
	if err != nil {
		return nil, err
	}
	info := app.AccountInfo{Name: name}
	err = h.keyring.Save(ctx, tokenName(a), token)
	h.mu.Lock()
	delete(h.memory, a)
	if err != nil {
		h.memory[a] = token
		info.Token = app.TokenInMemory
	}
	h.mu.Unlock()
	if err != nil && !errors.Is(err, secret.ErrUnavailable) && !errors.Is(err, secret.ErrTooLong) {
		return nil, err
	}
	if err != nil {
		h.log.Warn("the token stays in memory", "account", a.ID, "err", err)
	}
	if err := h.remember(savedAccount{Account: a, Name: name}); err != nil {
		return nil, err
	}
	return openSession(ctx, environment{Home: h.env.Home, Account: a, Token: token}, info, h.Settings().Saves, nil)
}

// account is the account of that ID at the API that the environment names.
func (h *host) account(id string) (uploader.Account, error) {
	return uploader.NewAccount(os.Getenv("CLOUDFLARE_BASE_URL"), id)
}

func tokenName(a uploader.Account) secret.Name {
	return secret.Name{Kind: secret.APIToken, BaseURL: a.BaseURL, Account: a.ID}
}

// Check implements welcome.Accounts.
func (h *host) Check(ctx context.Context, accountID, token string) (welcome.Report, error) {
	a, err := h.account(accountID)
	if err != nil {
		return welcome.Report{}, err
	}
	return checkToken(ctx, a, token)
}

// Keyring implements welcome.Accounts: it looks for a token that is not there.
func (h *host) Keyring(ctx context.Context) error {
	_, err := h.keyring.Load(ctx, secret.Name{Kind: secret.APIToken})
	if errors.Is(err, secret.ErrNone) {
		return nil
	}
	return err
}

// remember makes an account the one that opens next.
func (h *host) remember(a savedAccount) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.file.take(a)
	return h.file.write(h.settingsPath())
}

// Settings implements app.Host.
func (h *host) Settings() app.Settings {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.file.Window
}

// Keep implements app.Host.
func (h *host) Keep(s app.Settings) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if reflect.DeepEqual(s, h.file.Window) {
		return nil
	}
	h.file.Window = s
	return h.file.write(h.settingsPath())
}

// LogPath implements app.Host.
func (h *host) LogPath() string { return h.env.logPath() }

// Version implements app.Host.
func (h *host) Version() string { return version }
