package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"spool/uploader"
)

// environment is what the surroundings say: where the profile's data lives and
// which account is meant. The token stays in memory.
type environment struct {
	// Home holds all data of one profile.
	Home    string
	Account uploader.Account
	Token   string
}

// readEnvironment takes SPOOL_HOME and, as the official SDK does,
// CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_BASE_URL. Without
// a token the account is empty.
func readEnvironment() (environment, error) {
	home := os.Getenv("SPOOL_HOME")
	if home == "" {
		base, err := dataFolder()
		if err != nil {
			return environment{}, fmt.Errorf("find a folder for Spool's data: %w. Set SPOOL_HOME", err)
		}
		home = base
	}
	home, err := filepath.Abs(home)
	if err != nil {
		return environment{}, err
	}
	env := environment{Home: home, Token: os.Getenv("CLOUDFLARE_API_TOKEN")}
	if env.Token == "" || os.Getenv("CLOUDFLARE_ACCOUNT_ID") == "" {
		return env, nil
	}
	env.Account, err = uploader.NewAccount(os.Getenv("CLOUDFLARE_BASE_URL"), os.Getenv("CLOUDFLARE_ACCOUNT_ID"))
	if err != nil {
		return env, usageError{err}
	}
	return env, nil
}

// requireAccount is readEnvironment for commands that need Stream.
func requireAccount() (environment, error) {
	env, err := readEnvironment()
	if err == nil && env.Account.ID == "" {
		err = errNoAccount
	}
	return env, err
}

var errNoAccount = wrongUse("no account: set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID (and CLOUDFLARE_BASE_URL for a local Stream)")

// queuePath is the upload queue's database.
func (e environment) queuePath() string { return filepath.Join(e.Home, "queue.db") }

// logSize is where the log starts anew; one older log is kept.
const logSize = 4 << 20

// logPath is the profile's log.
func (e environment) logPath() string { return filepath.Join(e.Home, "spool.log") }

// openLog appends to the profile's log. close must be called.
func (e environment) openLog() (log *slog.Logger, closeLog func() error, err error) {
	if err := os.MkdirAll(e.Home, 0o700); err != nil {
		return nil, nil, fmt.Errorf("make Spool's folder: %w", err)
	}
	path := e.logPath()
	if info, err := os.Stat(path); err == nil && info.Size() > logSize {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, nil, fmt.Errorf("start a new log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open the log: %w", err)
	}
	return slog.New(slog.NewTextHandler(f, nil)), f.Close, nil
}

// printJSON writes one object on one line.
func printJSON(w io.Writer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}
