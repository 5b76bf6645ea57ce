package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"spool/app"
	"spool/internal/localstream"
	"spool/uploader"
)

// localName is what the account of the local Stream is called.
const localName = "This computer"

// tryFolder holds the local Stream of a home and its sample videos.
func (h *host) tryFolder() string { return filepath.Join(h.env.Home, "try") }

// Try implements app.Host: it starts the local Stream in this process, lets the
// first sample be filmed and goes on with the others meanwhile.
func (h *host) Try(ctx context.Context, progress func(string)) (app.Session, error) {
	progress("Starting the local Stream")
	server, err := h.openLocal(ctx)
	if err != nil {
		return nil, err
	}
	account, err := uploader.NewAccount(server.BaseURL(), server.AccountID())
	if err == nil {
		err = h.remember(savedAccount{Account: account, Name: localName, Local: true})
	}
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	env := environment{Home: h.env.Home, Account: account, Token: server.Token()}
	s, err := openSession(ctx, env, app.AccountInfo{Name: localName, Local: true}, h.Settings().Saves, nil)
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	films, err := newFilms(filepath.Join(h.tryFolder(), "samples"), s.profile, server)
	if err != nil {
		return nil, errors.Join(err, s.Close(), server.Close())
	}
	films.start()
	// The engine ends first, then what it speaks to.
	s.also = func() error {
		films.stop()
		return server.Close()
	}
	return s, nil
}

// openLocal starts the local Stream where it was: stored upload addresses hold
// its port, which is kept beside its data.
func (h *host) openLocal(ctx context.Context) (*localstream.Server, error) {
	dir := h.tryFolder()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the local Stream: %w", err)
	}
	portFile := filepath.Join(dir, "port")
	port, err := readPort(portFile)
	if err != nil {
		return nil, err
	}
	server, err := localstream.Open(ctx, localstream.Options{
		Dir: filepath.Join(dir, "stream"), Listen: "127.0.0.1:" + strconv.Itoa(port), Log: h.log,
	})
	if err != nil {
		if port != 0 {
			err = fmt.Errorf("%w. Its uploads need port %d: end what uses that, or delete %s to start over", err, port, dir)
		}
		return nil, fmt.Errorf("the local Stream: %w", err)
	}
	if port == 0 {
		_, text, _ := strings.Cut(strings.TrimPrefix(server.Origin(), "http://"), ":")
		if err := os.WriteFile(portFile, []byte(text), 0o600); err != nil {
			return nil, errors.Join(fmt.Errorf("keep the port of the local Stream: %w", err), server.Close())
		}
	}
	return server, nil
}

// readPort is the port of an earlier run, 0 where there was none.
func readPort(path string) (int, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the port of the local Stream: %w", err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || port < 1 || port > 65535 {
		return 0, fmt.Errorf("the port of the local Stream in %s is damaged: delete the file to choose another", path)
	}
	return port, nil
}
