package app

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/internal/copiedfiles"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// harvest is what came of adding files and folders.
type harvest struct {
	added, waiting, arrived int
	first, already, there   string   // a name each
	skipped                 []string // names of what is no video
	refused                 []string // names of what cannot be read or is not here
	refusal                 string   // why, of the first
}

// addStep is how many files go into the queue at a time, so that rows appear
// while a large folder is still being walked.
const addStep = 250

// Drop takes what was dropped on the window. What is not a local file is named
// and refused.
func (w *Window) Drop(uris []fyne.URI) {
	var paths []string
	remote := &harvest{}
	for _, u := range uris {
		path := filepath.FromSlash(u.Path())
		if u.Scheme() != "file" || isAddress(path) {
			remote.refuse(path, lang.L("not on this computer"))
		} else {
			paths = append(paths, path)
		}
	}
	for _, t := range remote.news() {
		w.Toast(t)
	}
	if len(paths) == 0 {
		return
	}
	take := w.tabInHand().drop
	switch {
	case widgets.OverlayDrop(w.Canvas(), paths):
	case take == nil || !take(paths):
		w.Add(paths)
	}
}

// addressPattern is how an address begins that was taken for a relative path.
var addressPattern = regexp.MustCompile(`^[a-z][a-z0-9+.-]+:/`)

// isAddress reports that a path was none before it came here. The window system
// takes all that is dropped for names of files, and Fyne makes those absolute:
// http://example.com/a.mp4 becomes http:/example.com/a.mp4 in the working folder.
func isAddress(path string) bool {
	dir, err := os.Getwd()
	if err != nil {
		return false
	}
	name, err := filepath.Rel(dir, path)
	if err != nil || !addressPattern.MatchString(filepath.ToSlash(name)) {
		return false
	}
	_, err = os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist) // else it is a file with that name
}

// Receive takes files that another start of Spool was given for an account, empty
// for whichever is open, and brings the window to the front. done gets why they
// were refused.
func (w *Window) Receive(a uploader.Account, paths []string, done func(error)) {
	w.Raise()
	if a == (uploader.Account{}) {
		w.Add(paths)
		done(nil)
		return
	}
	// An account may just be opening. Then it counts.
	w.commands.Do(func(context.Context) error { return nil }, func(error) {
		if err := w.refusal(a); err != nil {
			w.Toast(widgets.Toast{Text: words.F("Nothing was added: it was meant for account %s", words.ShortID(a.ID)), Failed: true})
			done(err)
			return
		}
		w.Add(paths)
		done(nil)
	})
}

// refusal is why what is for an account is not added here, nil if it is open.
func (w *Window) refusal(a uploader.Account) error {
	shown := lang.L("no account")
	if w.shell != nil {
		if w.shell.info.Account == a {
			return nil
		}
		shown = w.shell.info.Name
	}
	return errors.New(words.F("nothing was added: it was meant for account %s, and the window that is open shows %s. Switch it to that account, or close it, and try again", words.Account(a), shown))
}

// Add queues files, and the videos in folders.
func (w *Window) Add(paths []string) {
	if w.shell == nil {
		w.waiting = append(w.waiting, paths...)
		if len(paths) > 0 && w.asking {
			w.Toast(widgets.Toast{Text: words.N(len(paths), "%s item is added once there is an account", "%s items are added once there is an account"), Action: lang.L("Close")})
		}
		return
	}
	s := w.shell
	if s.session == nil || len(paths) == 0 {
		return
	}
	h := &harvest{}
	w.walks++
	w.adding.Do(func(ctx context.Context) error {
		return h.gather(ctx, s.session.Queue(), paths)
	}, func(err error) {
		w.walks--
		w.added = w.Now()
		switch {
		case w.shell == s:
			s.feed.Refresh()
			w.tell(h, err)
		case err != nil:
			w.Toast(widgets.Toast{Text: words.F("Not all was added to %s: the account was left meanwhile", s.info.Name), Failed: true})
		}
	})
}

// gather walks the paths and queues every video, step by step. The rows come to
// sight with the next look at the queue.
func (h *harvest) gather(ctx context.Context, q Queue, paths []string) error {
	var step []string
	flush := func() error {
		if len(step) == 0 {
			return nil
		}
		answers, err := q.Add(ctx, uploader.Settings{}, step...)
		step = step[:0]
		h.count(answers)
		return err
	}
	for _, p := range paths {
		var failed error
		err := uploader.Walk(ctx, p, func(f uploader.Found) bool {
			switch {
			case f.Err != nil:
				h.refuse(f.Path, f.Err.Error())
			case f.Link:
				h.refuse(f.Path, lang.L("links inside a folder are not followed"))
			case f.Video:
				step = append(step, f.Path)
			default:
				h.skipped = append(h.skipped, filepath.Base(f.Path))
			}
			if len(step) >= addStep {
				failed = flush()
			}
			return failed == nil
		})
		switch {
		case failed != nil:
			return failed
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			h.refuse(p, err.Error())
		}
	}
	return flush()
}

func (h *harvest) count(answers []uploader.Added) {
	for _, a := range answers {
		switch {
		case a.Err != nil:
			h.refuse(a.Path, a.Err.Error())
		case a.New:
			h.added++
			h.first = a.Job.Name()
		case a.Job.State == uploader.Ready:
			h.arrived++
			h.there = a.Job.Name()
		default:
			h.waiting++
			h.already = a.Job.Name()
		}
	}
}

func (h *harvest) refuse(path, why string) {
	if len(h.refused) == 0 {
		h.refusal = why
	}
	h.refused = append(h.refused, filepath.Base(path))
}

// news says what came of it, the good first.
func (h *harvest) news() []widgets.Toast {
	var said []string
	say := func(n int, name, one, many string) {
		switch {
		case n == 1:
			said = append(said, words.F(one, name))
		case n > 1:
			said = append(said, words.N(n, one, many))
		}
	}
	say(h.added, h.first, "“%s” added to the queue", "%s videos added to the queue")
	say(h.waiting, h.already, "“%s” is in the queue already", "%s are in the queue already")
	say(h.arrived, h.there, "“%s” is on Stream already", "%s are on Stream already")
	var toasts []widgets.Toast
	if len(said) > 0 {
		toasts = append(toasts, widgets.Toast{Text: strings.Join(said, ". ")})
	}
	if len(h.skipped) > 0 {
		toasts = append(toasts, widgets.Toast{
			Text: words.F("Skipped, as it is no video: %s", names(h.skipped)), Failed: len(said) == 0,
			Icon: look.IconInfo, Tone: look.AccentFg,
		})
	}
	if len(h.refused) > 0 {
		toasts = append(toasts, widgets.Toast{Text: words.F("Not added: %s, %s", names(h.refused), h.refusal), Failed: true})
	}
	return toasts
}

// named is how many names a sentence holds.
const named = 3

// names lists the first few names and counts the others.
func names(all []string) string {
	if len(all) <= named {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:named], ", ") + " " + words.F("and %s more", words.Count(len(all)-named))
}

func (w *Window) tell(h *harvest, err error) {
	toasts := h.news()
	if err != nil && !errors.Is(err, context.Canceled) {
		toasts = append(toasts, widgets.Toast{Text: words.F("The queue can’t be saved: %s", firstLine(err)), Failed: true})
	}
	if len(toasts) == 0 {
		toasts = append(toasts, widgets.Toast{Text: lang.L("There is no video in it"), Failed: true})
	}
	if h.added > 0 && w.shell.page != pageQueue {
		toasts[0].Action, toasts[0].OnAction = lang.L("Show"), func() { w.shell.open(pageQueue) }
	}
	for _, t := range toasts {
		w.Toast(t)
	}
}

// Paste queues the files that were copied in a file manager, or paths that were
// copied as text.
func (w *Window) Paste() {
	paths := pathsIn(fyne.CurrentApp().Clipboard().Content())
	if len(paths) > 0 || w.CopiedFiles == nil {
		w.paste(paths, nil)
		return
	}
	w.finds.Do(func(ctx context.Context) error {
		ctx, stop := context.WithTimeout(ctx, pastePatience)
		defer stop()
		list, err := w.CopiedFiles(ctx)
		paths = pathsIn(list)
		return err
	}, func(err error) { w.paste(paths, err) })
}

// pastePatience is how long the program that files were copied in may take.
const pastePatience = 5 * time.Second

func (w *Window) paste(paths []string, err error) {
	switch {
	case len(paths) > 0:
		w.Add(paths)
	case err != nil && !errors.Is(err, copiedfiles.ErrUnavailable):
		w.Toast(widgets.Toast{Text: lang.L("The clipboard can’t be read") + ": " + firstLine(err), Failed: true})
	default:
		w.Toast(widgets.Toast{Text: lang.L("The clipboard holds no files"), Failed: true})
	}
}

// pathsIn finds files in what was copied: a line each, as a path or as an
// address of a local file.
func pathsIn(text string) []string {
	var paths []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.Trim(strings.TrimSpace(line), `"'`)
		if u, err := url.Parse(line); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
			line = filepath.FromSlash(u.Path)
		}
		if !filepath.IsAbs(line) {
			continue
		}
		if _, err := os.Stat(line); err == nil || !errors.Is(err, fs.ErrNotExist) {
			paths = append(paths, line)
		}
	}
	return paths
}
