package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/spf13/cobra"

	"spool/app"
	"spool/app/pictures"
	"spool/internal/copiedfiles"
	"spool/internal/filepick"
	"spool/internal/instance"
	"spool/uploader"
	"spool/widgets"
)

// appID names the app to the system; the desktop file is called like it.
const appID = "app.spool.Spool"

// windowOptions are the flags of spool itself.
type windowOptions struct {
	try  bool
	demo string
}

// addWindowFlags adds the flags of spool without a subcommand.
func addWindowFlags(cmd *cobra.Command, o *windowOptions) {
	cmd.Flags().BoolVar(&o.try, "try", false, "try Spool on this computer: a local Stream with sample videos")
	cmd.Flags().StringVar(&o.demo, "demo", "", "show fixed data, for pictures")
	if err := cmd.Flags().MarkHidden("demo"); err != nil {
		panic(err) // the flag is defined above
	}
}

// openWindow is spool without a subcommand: the window, with the files that
// were named in its queue.
func openWindow(cmd *cobra.Command, o windowOptions, args []string) error {
	paths, err := existing(args)
	if err != nil {
		return err
	}
	env, err := readEnvironment()
	if err != nil {
		return err
	}
	if o.demo != "" {
		return withDisplay(func() error { return showDemo(o.demo) })
	}
	claim, err := instance.Claim(env.Home)
	if errors.Is(err, instance.ErrRunning) {
		return instance.Send(cmd.Context(), env.Home, instance.Request{Paths: paths, Account: instance.Account(env.Account)})
	}
	if err != nil {
		return err
	}
	err = withDisplay(func() error { return runWindow(env, o, claim, paths) })
	return errors.Join(err, claim.Close())
}

// existing makes paths absolute. What is no file is taken for a command that
// does not exist.
func existing(args []string) ([]string, error) {
	paths := make([]string, len(args))
	for i, arg := range args {
		if _, err := os.Stat(arg); errors.Is(err, fs.ErrNotExist) {
			return nil, wrongUse("%q is neither a command nor a file; spool --help lists the commands", arg)
		}
		abs, err := filepath.Abs(arg)
		if err != nil {
			return nil, err
		}
		paths[i] = abs
	}
	return paths, nil
}

// withDisplay runs what opens a window, and turns what the window system throws
// where it cannot be reached into a sentence.
func withDisplay(run func() error) (err error) {
	if err := findDisplay(); err != nil {
		return err
	}
	started := false
	defer func() {
		if p := recover(); p != nil {
			// GLFW's word for a display that lets nobody in; all else is a slip of ours.
			if started || !strings.Contains(fmt.Sprint(p), "NotInitialized") {
				panic(p)
			}
			err = fmt.Errorf("%w (the one that answers takes no windows of this user)", errNoDisplay)
		}
	}()
	windowStarted = func() { started = true }
	return run()
}

// errNoDisplay is the one sentence for a computer without a screen.
var errNoDisplay = errors.New("there is no display to open a window on. Log in to a desktop, or use spool upload")

// windowStarted is told once the window system works.
var windowStarted func()

// newApp makes the Fyne app. Its caches need a folder that a fresh account
// lacks.
func newApp() (fyne.App, error) {
	if cache, err := os.UserCacheDir(); err == nil {
		if err := os.MkdirAll(cache, 0o700); err != nil {
			return nil, fmt.Errorf("make the cache folder: %w", err)
		}
	}
	fyneapp.SetMetadata(fyne.AppMetadata{ID: appID, Name: "Spool", Version: version, Build: 1})
	return fyneapp.NewWithID(appID), nil
}

// receive hands what a later start asks for to the window and waits for its
// answer.
func receive(ctx context.Context, w *app.Window, r instance.Request) error {
	answer := make(chan error, 1)
	fyne.Do(func() { w.Receive(uploader.Account(r.Account), r.Paths, func(err error) { answer <- err }) })
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return errors.New("the window that is open does not answer")
	}
}

// runWindow shows the window until it is closed or the process is told to end.
func runWindow(env environment, o windowOptions, claim *instance.Instance, paths []string) error {
	h, err := openHost(env)
	if err != nil {
		return err
	}
	a, err := newApp()
	if err != nil {
		return errors.Join(err, h.close())
	}
	cache, err := pictures.New(pictures.Params{Dir: h.pictureFolder(), Log: h.log})
	if err != nil {
		return errors.Join(err, h.close())
	}
	slow := drawnByProcessor()
	if slow {
		widgets.LessMotion()
	}
	w := app.New(a, a.Quit, app.Params{Host: h, Pictures: cache, Pick: filepick.Pick, CopiedFiles: copiedfiles.Read, Scratch: h.scratchFolder(), Slow: slow})
	a.Lifecycle().SetOnStarted(func() {
		windowStarted()
		w.Add(paths)
		h.begin(w, o.try)
		claim.Serve(func(ctx context.Context, r instance.Request) error { return receive(ctx, w, r) })
	})
	w.ShowAndRun()
	// Here all ways to end meet. Fyne ends the loop by itself when the process is
	// told to, and whoever asked it to quit after that would meet a dead window.
	if err := h.Keep(w.Remember()); err != nil {
		h.log.Warn("the window's size was not kept", "err", err)
	}
	err = w.Stop()
	cache.Close()
	return errors.Join(err, h.close())
}
