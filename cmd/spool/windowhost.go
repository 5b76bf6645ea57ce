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

// openHost opens the host of a home whose window no other process has.
func openHost(env environment) (*host, error) {
	log, closeLog, err := env.openLog()
	if err != nil {
		return nil, err
	}
	h := &host{
		env: env, log: log, closeLog: closeLog, keyring: secret.New(keyringService(env.Home)),
		memory: map[uploader.Account]string{},
	}
	if err := os.RemoveAll(h.scratchFolder()); err != nil {
		log.Warn("what a killed window left stays", "err", err)
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
// with one account do not share a token. home is absolute: what was typed may
// mean another folder elsewhere.
func keyringService(home string) string {
	if usual, err := dataFolder(); err == nil && home == filepath.Clean(usual) {
		return secret.DefaultService
	}
	return secret.DefaultService + " in " + home
}

func (h *host) settingsPath() string { return filepath.Join(h.env.Home, "window.json") }

// pictureFolder is where pictures are kept between runs.
func (h *host) pictureFolder() string { return filepath.Join(h.env.Home, "pictures") }

// scratchFolder is for files that no run leaves to the next.
func (h *host) scratchFolder() string { return filepath.Join(h.env.Home, "scratch") }

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
	info := app.AccountInfo{Name: saved.Name, Token: app.TokenInMemory}
	if token == "" {
		var err error
		if token, info.Token, err = h.loadToken(ctx, saved); err != nil {
			return nil, err
		}
	}
	if err := h.remember(saved); err != nil {
		return nil, err
	}
	return openSession(ctx, environment{Home: h.env.Home, Account: a, Token: token}, info, h.Settings().Saves, nil)
}

// loadToken takes a token out of the keyring, or says where else it is.
func (h *host) loadToken(ctx context.Context, a savedAccount) (token string, at app.TokenPlace, err error) {
	token, err = h.keyring.Load(ctx, tokenName(a.Account))
	switch {
	case err == nil:
		return token, app.TokenKept, nil
	case errors.Is(err, secret.ErrNone), a.Memory && errors.Is(err, secret.ErrUnavailable):
		at = app.TokenMissing
	case errors.Is(err, secret.ErrUnavailable):
		at = app.TokenLocked
	default:
		return "", app.TokenMissing, err
	}
	h.log.Warn("the token could not be read", "account", a.ID, "err", err)
	return "", at, nil
}

// Connect implements app.Host.
func (h *host) Connect(ctx context.Context, a uploader.Account, token, name string) (app.Session, error) {
	info := app.AccountInfo{Name: name}
	err := h.keyring.Save(ctx, tokenName(a), token)
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
	if err := h.remember(savedAccount{Account: a, Name: name, Memory: err != nil}); err != nil {
		return nil, err
	}
	return openSession(ctx, environment{Home: h.env.Home, Account: a, Token: token}, info, h.Settings().Saves, nil)
}

// Account implements welcome.Accounts: the environment names the API.
func (h *host) Account(id string) (uploader.Account, error) {
	return uploader.NewAccount(os.Getenv("CLOUDFLARE_BASE_URL"), id)
}

func tokenName(a uploader.Account) secret.Name {
	return secret.Name{Kind: secret.APIToken, BaseURL: a.BaseURL, Account: a.ID}
}

// Check implements welcome.Accounts.
func (h *host) Check(ctx context.Context, a uploader.Account, token string) (welcome.Report, error) {
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
