package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"

	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
)

// videoLibrary is an account's library with what it stands on.
type videoLibrary struct {
	*library.Library
	client  *stream.Client // nil without a token
	index   *index.Index
	journal *journal.Journal
	// rescued is a sentence about a damaged journal that was mended, or "".
	rescued string
}

// libraryDir is where the library of the account lives. Accounts stay apart,
// also those of two addresses that share an id.
func (e environment) libraryDir() string {
	sum := sha256.Sum256([]byte(e.Account.BaseURL))
	return filepath.Join(e.Home, "library", e.Account.ID+"-"+hex.EncodeToString(sum[:4]))
}

// budgetFile counts the calls that all processes make for the account.
func (e environment) budgetFile() string { return filepath.Join(e.libraryDir(), "calls") }

// openVideoLibrary opens the account's library; its close must be called.
// Without a client it can be looked through and not changed.
func openVideoLibrary(ctx context.Context, env environment, client *stream.Client) (*videoLibrary, error) {
	l := &videoLibrary{client: client}
	var err error
	if l.index, err = index.Open(ctx, filepath.Join(env.libraryDir(), "index.db")); err != nil {
		return nil, err
	}
	if l.journal, l.rescued, err = journal.Open(ctx, filepath.Join(env.libraryDir(), "journal.db")); err != nil {
		return nil, errors.Join(err, l.index.Close())
	}
	var api library.API = noAccount{}
	if client != nil {
		api = client
	}
	if l.Library, err = library.New(library.Params{API: api, Index: l.index, Journal: l.journal}); err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

func (l *videoLibrary) close() error { return errors.Join(l.journal.Close(), l.index.Close()) }

// noAccount is what Stream answers where the account's token is not here.
type noAccount struct{}

var errNoToken = errors.New("the account's token is not at hand: the queue says what helps")

// List implements library.API.
func (noAccount) List(context.Context, library.Listing) (library.Page, error) {
	return library.Page{}, errNoToken
}

// Get implements library.API.
func (noAccount) Get(context.Context, string) (library.Video, error) {
	return library.Video{}, errNoToken
}

// Edit implements library.API.
func (noAccount) Edit(context.Context, string, library.Patch) (library.Video, error) {
	return library.Video{}, errNoToken
}

// Delete implements library.API.
func (noAccount) Delete(context.Context, string) error { return errNoToken }

// Captions implements library.API.
func (noAccount) Captions(context.Context, string) ([]library.Caption, error) {
	return nil, errNoToken
}

// GenerateCaption implements library.API.
func (noAccount) GenerateCaption(context.Context, string, string) (library.Caption, error) {
	return library.Caption{}, errNoToken
}

// DeleteCaption implements library.API.
func (noAccount) DeleteCaption(context.Context, string, string) error { return errNoToken }
