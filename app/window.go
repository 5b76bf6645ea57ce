package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/pictures"
	"spool/app/welcome"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// The window's size at the first start, and the least it is useful in.
const (
	firstWidth  float32 = 1280
	firstHeight float32 = 800
	leastWidth  float32 = 900
	leastHeight float32 = 600
)

// Params are what a Window is made of.
type Params struct {
	Host     Host
	Pictures *pictures.Loader
	// Pick asks for files or a folder; see Picker.
	Pick Picker
	// CopiedFiles reads the files that were copied in a file manager, off Fyne's
	// goroutine, as addresses on a line each; nil where only text can be.
	CopiedFiles func(context.Context) (string, error)
	// Post, Now and Toast are fyne.Do, time.Now and the window's own toasts
	// where nil.
	Post  async.Post
	Now   func() time.Time
	Toast func(widgets.Toast)
	// After runs something on Fyne's goroutine after a time; see later.
	After func(d time.Duration, run func()) (stop func())
	// Scratch is a folder of the window's own for the page that the browser shows.
	// It is made when it is needed and goes with the window; whoever makes the
	// next window takes away what a killed one left.
	Scratch string
	// Slow says that the processor draws the window, as it does without a graphics
	// card. What it draws it takes from the uploads, so it draws less.
	Slow bool
}

// slowPace is how often a slow window shows progress.
const slowPace = time.Second

// pace is how often progress is shown, 0 for as often as the queue likes.
func (w *Window) pace() time.Duration {
	if w.Slow {
		return slowPace
	}
	return 0
}

// Window is Spool's window: the first run's page, or an account at work.
type Window struct {
	Params
	fyne.Window
	settings Settings
	tips     *widgets.TipLayer
	body     *fyne.Container // what fills the window below tips and toasts
	commands *async.Line     // what changes the queue, the account or the settings
	reads    *async.Line     // what is asked of Stream
	adding   *async.Line     // folders that are walked
	walks    int             // how many of them are left
	added    time.Time       // when the last one ended
	pickers  *async.Line     // the system's file chooser
	tokens   *async.Line     // what is signed, recorded and saved
	finds    *async.Line     // what quick open looks for
	choosing bool            // it is open
	bindings []binding
	asking   bool             // the first run's page waits for an answer
	shell    *shell           // nil on the first run's page
	demo     *library.Library // of a window for pictures
	front    bool             // the window is in front of the others
	hidden   bool             // it works in the background
	quit     func()
	waiting  []string // files that were named before there was an account
	forget   func()   // keeps a secret on the clipboard after all
}

// New builds the window of an app; quit ends the program.
func New(a fyne.App, quit func(), p Params) *Window {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Post == nil {
		p.Post = fyne.Do
	}
	settings := p.Host.Settings()
	// Before anything is measured: until the app runs, Fyne keeps the fonts it
	// measured with, whatever theme follows.
	showTheme(settings.Theme)
	toasts := widgets.NewToasts()
	if p.Toast == nil {
		p.Toast = toasts.Post
	}
	// The class of an X11 window is its first title.
	w := &Window{Params: p, Window: a.NewWindow("Spool"), settings: settings, quit: quit, front: true, forget: func() {}}
	if w.After == nil {
		w.After = w.later
	}
	for _, line := range []**async.Line{&w.commands, &w.reads, &w.adding, &w.pickers, &w.tokens, &w.finds} {
		*line = async.NewLine(p.Post)
	}
	w.tips = widgets.NewTipLayer()
	w.tips.OnMain = w.mainKey
	w.body = container.New(&leastLayout{})
	w.SetPadded(false)
	w.SetContent(container.NewStack(w.body, toasts, w.tips))
	w.Resize(windowSize(w.settings))
	w.SetMaster()
	w.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.Drop(uris) })
	w.SetCloseIntercept(w.close)
	w.bindKeys()
	a.Lifecycle().SetOnEnteredForeground(func() { w.front = true })
	a.Lifecycle().SetOnExitedForeground(func() { w.front = false })
	return w
}

func windowSize(s Settings) fyne.Size {
	if s.Width < leastWidth || s.Height < leastHeight {
		return fyne.NewSize(firstWidth, firstHeight)
	}
	return fyne.NewSize(s.Width, s.Height)
}

// leastLayout fills the window and keeps it from becoming too small.
type leastLayout struct{}

// MinSize implements fyne.Layout.
func (leastLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, leastHeight)
}

// Layout implements fyne.Layout.
func (leastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// fill puts a page into the window.
func (w *Window) fill(o fyne.CanvasObject) {
	w.tips.Clear()
	w.body.Objects = []fyne.CanvasObject{o}
	w.body.Refresh()
}

// Open opens an account, off Fyne's goroutine, and shows it; done, which may be
// nil, gets what kept it from that.
func (w *Window) Open(open func(context.Context) (Session, error), done func(error)) {
	var next Session
	w.commands.Do(func(ctx context.Context) (err error) {
		next, err = open(ctx)
		return err
	}, func(err error) {
		if err == nil {
			w.show(next)
		}
		if done != nil {
			done(err)
		} else if err != nil {
			w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		}
	})
}

// OrWelcome shows the first run's page with what kept an account from opening.
func (w *Window) OrWelcome(err error) {
	if err != nil {
		w.Welcome()
		w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
	}
}

// Try shows the first run's page while the local Stream is made ready.
func (w *Window) Try() {
	page := w.newWelcome(nil)
	w.fill(page.Content)
	page.Try()
}

// leave closes the account at work, off Fyne's goroutine.
func (w *Window) leave() {
	if w.shell == nil {
		return
	}
	old := w.shell
	w.shell = nil
	old.finishForms()
	old.stop()
	w.commands.Do(func(context.Context) error { return old.close() }, func(err error) {
		if err != nil {
			w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		}
	})
}

// Welcome shows the first run's page.
func (w *Window) Welcome() {
	page := w.newWelcome(nil)
	w.leave()
	w.asking = true
	w.fill(page.Content)
	w.Canvas().Focus(page.First())
}

// newWelcome makes the first run's page; back, if any, leads to the account
// that is at work.
func (w *Window) newWelcome(back func()) *welcome.Page {
	return welcome.NewPage(welcome.Params{
		Accounts: w.Host, Do: w.reads.Do, Now: w.Now, OpenURL: w.openURL, Back: back,
		Theme: themeIndex(w.settings.Theme), SetTheme: func(i int) { w.chooseTheme(themes[i]) },
		Connect: func(a uploader.Account, token, name string, done func(error)) {
			w.Open(func(ctx context.Context) (Session, error) { return w.Host.Connect(ctx, a, token, name) }, done)
		},
		Try: func(progress func(string), done func(error)) {
			w.Open(func(ctx context.Context) (Session, error) {
				return w.Host.Try(ctx, func(doing string) { w.Post(func() { progress(doing) }) })
			}, done)
		},
	})
}

var themes = []string{ThemeSystem, ThemeLight, ThemeDark}

func themeIndex(name string) int {
	for i, t := range themes {
		if t == name {
			return i
		}
	}
	return 0
}

// showTheme gives the app a theme by its name.
func showTheme(name string) {
	mode := look.System
	switch name {
	case ThemeLight:
		mode = look.Light
	case ThemeDark:
		mode = look.Dark
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(mode))
}

func (w *Window) chooseTheme(name string) {
	w.settings.Theme = name
	showTheme(name)
	w.keep()
}

// keep keeps the settings, off Fyne's goroutine.
func (w *Window) keep() {
	s := w.settings
	w.commands.Do(func(context.Context) error { return w.Host.Keep(s) }, func(err error) {
		if err != nil {
			w.Toast(widgets.Toast{Text: firstLine(fmt.Errorf("%s: %w", lang.L("The settings were not kept"), err)), Failed: true})
		}
	})
}

// Raise brings the window to the front, also out of the background.
func (w *Window) Raise() {
	w.hidden = false
	w.Show()
	w.RequestFocus()
}

// Stop ends what the window does and returns when it has ended. The window is
// gone then, or about to go.
func (w *Window) Stop() error {
	var err error
	for _, line := range []*async.Line{w.pickers, w.adding, w.tokens, w.finds, w.reads, w.commands} {
		line.Close()
	}
	if w.shell != nil {
		w.shell.stop()
		if w.shell.session != nil {
			err = w.shell.close()
		}
	}
	return errors.Join(err, os.RemoveAll(w.Scratch))
}

// Remember takes in what was typed, takes note of the window's size for the next
// start, and returns all that is to be kept. It may be called once the loop has
// ended, before Stop.
func (w *Window) Remember() Settings {
	if w.shell != nil {
		w.shell.finishForms()
	}
	if size := w.Canvas().Size(); size.Width >= leastWidth && size.Height >= leastHeight {
		w.settings.Width, w.settings.Height = size.Width, size.Height
	}
	return w.settings
}

// openURL hands an address to the system.
func (w *Window) openURL(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = fyne.CurrentApp().OpenURL(u)
	}
	if err != nil {
		w.Toast(widgets.Toast{Text: lang.L("It can’t be opened here") + ": " + firstLine(err), Failed: true})
	}
}

func (w *Window) openFolder(path string) {
	w.openURL((&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())
}

func (w *Window) copy(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }
