package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"spool/app"
	"spool/app/demo"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
)

// showDemo shows fixed data for pictures: "busy", "busy,light,1440x900".
func showDemo(what string) (err error) {
	a, err := newApp()
	if err != nil {
		return err
	}
	videos, done, err := demoLibrary(context.Background())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	w, err := app.NewDemo(a, what, videos)
	if err != nil {
		return usageError{err}
	}
	a.Lifecycle().SetOnStarted(windowStarted)
	w.ShowAndRun()
	return w.Stop()
}

// demoLibrary is the library of the pictures, in a folder that done takes away.
func demoLibrary(ctx context.Context) (l *library.Library, done func() error, err error) {
	dir, err := os.MkdirTemp("", "spool-demo-")
	if err != nil {
		return nil, nil, err
	}
	done = func() error { return os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			err = errors.Join(err, done())
		}
	}()
	rows, err := index.Open(ctx, filepath.Join(dir, "index.db"))
	if err != nil {
		return nil, nil, err
	}
	done = func() error { return errors.Join(rows.Close(), os.RemoveAll(dir)) }
	book, _, err := journal.Open(ctx, filepath.Join(dir, "journal.db"))
	if err != nil {
		return nil, nil, err
	}
	done = func() error { return errors.Join(book.Close(), rows.Close(), os.RemoveAll(dir)) }
	if l, err = library.New(library.Params{API: demo.API{}, Index: rows, Journal: book, Now: demo.Clock}); err != nil {
		return nil, nil, err
	}
	return l, done, demo.Fill(ctx, rows)
}
