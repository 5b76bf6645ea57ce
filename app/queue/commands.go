package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// grace is how long a removal can be called back: a little longer than its
// toast shows.
const grace = 12 * time.Second

// selection is the selected jobs of which keep says yes.
func (p *Page) selection(keep func(uploader.Brief) bool) []int64 {
	var ids []int64
	for _, key := range p.List.Selected() {
		if b, ok := p.now.Outline.brief(idOf(key)); ok && keep(b) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

func every(uploader.Brief) bool { return true }

func inState(states ...uploader.State) func(uploader.Brief) bool {
	return func(b uploader.Brief) bool {
		for _, s := range states {
			if b.State == s {
				return true
			}
		}
		return false
	}
}

var (
	pausable  = inState(uploader.Waiting, uploader.Uploading)
	resumable = inState(uploader.Paused)
	retryable = inState(uploader.Attention, uploader.Waiting)
	startable = inState(uploader.Attention, uploader.Waiting, uploader.Paused)
	linked    = inState(uploader.Ready, uploader.Processing)
)

// do carries a command out and tells what it met.
func (p *Page) do(what string, run func(context.Context) error) {
	p.Do(run, func(err error) {
		p.Refresh()
		p.complain(what, err)
	})
}

// complain says what a command could not do. A job that moved on meanwhile is
// no failure: the row shows where it is now.
func (p *Page) complain(what string, err error) {
	if _, failed := triage(err); failed != nil {
		p.Toast(widgets.Toast{Text: what + ": " + firstLine(failed), Failed: true})
	}
}

// triage counts the jobs that a command met too late, as they had moved on, and
// joins what else went wrong.
func triage(err error) (late int, failed error) {
	if joined, is := err.(interface{ Unwrap() []error }); is {
		for _, e := range joined.Unwrap() {
			l, f := triage(e)
			late, failed = late+l, errors.Join(failed, f)
		}
		return late, failed
	}
	if errors.Is(err, uploader.ErrBadStep) || errors.Is(err, uploader.ErrNoJob) {
		return 1, nil
	}
	return 0, err
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func (p *Page) pause(ids ...int64) { p.pauseOf(ids) }

func (p *Page) pauseOf(ids []int64) {
	if len(ids) > 0 {
		p.do(lang.L("Pausing failed"), func(ctx context.Context) error { return p.Commands.Pause(ctx, ids...) })
	}
}

func (p *Page) resume(id int64) { p.resumeOf([]int64{id}) }

func (p *Page) resumeOf(ids []int64) {
	if len(ids) > 0 {
		p.do(lang.L("Resuming failed"), func(ctx context.Context) error { return p.Commands.Resume(ctx, ids...) })
	}
}

func (p *Page) retry(id int64) { p.retryOf([]int64{id}) }

func (p *Page) retryOf(ids []int64) {
	if len(ids) > 0 {
		p.do(lang.L("Retrying failed"), func(ctx context.Context) error { return p.Commands.Retry(ctx, ids...) })
	}
}

func (p *Page) startNow(ids []int64) {
	if len(ids) > 0 {
		p.do(lang.L("Starting failed"), func(ctx context.Context) error { return p.Commands.StartNow(ctx, ids...) })
	}
}

// togglePause is what Space does: pause what goes on, else resume what is
// paused.
func (p *Page) togglePause() {
	if going := p.selection(pausable); len(going) > 0 {
		p.pauseOf(going)
		return
	}
	p.resumeOf(p.selection(resumable))
}

// pauseAll is the button of the page bar.
func (p *Page) pauseAll() {
	var going, held []int64
	for _, g := range []group{uploading, upNext} {
		for _, b := range p.now.Outline.groups[g] {
			if pausable(b) {
				going = append(going, b.ID)
			} else {
				held = append(held, b.ID)
			}
		}
	}
	if p.allHeld {
		p.resumeOf(held)
		return
	}
	p.pauseOf(going)
}

// remove takes jobs out of the queue; the toast and Ctrl Z call them back.
func (p *Page) remove(ids ...int64) {
	if len(ids) == 0 {
		return
	}
	p.leave(ids, func(left []int64) string {
		if len(left) == 1 {
			return words.F("“%s” removed from the queue", p.nameOf(left[0]))
		}
		return words.N(len(left), "%s video removed from the queue", "%s videos removed from the queue")
	})
}

// leave cancels jobs with grace, says which left and offers to undo that.
func (p *Page) leave(ids []int64, said func(left []int64) string) {
	left := ids
	p.Do(func(ctx context.Context) error {
		err := p.Commands.Cancel(ctx, grace, ids...)
		if err == nil {
			return nil
		}
		var unread error
		left, unread = p.leaving(ctx, ids)
		return errors.Join(err, unread)
	}, func(err error) {
		p.Refresh()
		p.complain(lang.L("Removing failed"), err)
		if len(left) == 0 {
			return
		}
		u := p.remember(func() { p.restore(left) })
		p.Toast(widgets.Toast{Text: said(left), Action: lang.L("Undo"), OnAction: func() { p.undo(u) }})
	})
}

// leaving are those of the jobs that are on their way out.
func (p *Page) leaving(ctx context.Context, ids []int64) ([]int64, error) {
	jobs, err := p.Read(ctx, ids)
	var left []int64
	for _, j := range jobs {
		if j.State == uploader.Canceling {
			left = append(left, j.ID)
		}
	}
	return left, err
}

// restore calls back jobs that leave, and says for which that comes too late.
func (p *Page) restore(ids []int64) {
	p.Do(func(ctx context.Context) error { return p.Commands.Restore(ctx, ids...) }, func(err error) {
		p.Refresh()
		p.complain(lang.L("Undoing failed"), err)
		switch late, _ := triage(err); late {
		case 0:
		case len(ids):
			p.Toast(widgets.Toast{Text: lang.L("Too late to undo"), Failed: true})
		default:
			p.Toast(widgets.Toast{Text: words.N(late, "Too late to undo for %s video", "Too late to undo for %s videos"), Failed: true})
		}
	})
}

// clearFinished takes what is ready out of the list.
func (p *Page) clearFinished() {
	var ids []int64
	for _, b := range p.now.Outline.groups[onStream] {
		if b.State == uploader.Ready {
			ids = append(ids, b.ID)
		}
	}
	if len(ids) > 0 {
		p.leave(ids, func(left []int64) string {
			return words.N(len(left), "%s finished upload cleared", "%s finished uploads cleared")
		})
	}
}

func (p *Page) nameOf(id int64) string {
	if j, known := p.now.Jobs[id]; known {
		return j.Name()
	}
	return lang.L("The video")
}

// mend does the one thing that helps a job that needs a person.
func (p *Page) mend(id int64, remedy uploader.Remedy) {
	j, known := p.now.Jobs[id]
	if !known {
		return
	}
	switch remedy {
	case uploader.RemedyReplaceToken:
		p.ReplaceToken()
	case uploader.RemedyLocate:
		p.relocate(&j, words.F("Where is “%s”?", fileName(j.Path)))
	case uploader.RemedyReplaceFile:
		p.relocate(&j, words.F("Replace “%s” by", fileName(j.Path)))
	case uploader.RemedyRaiseLimit:
		s := j.Settings
		s.MaxDurationSeconds = int(j.Duration/time.Second) + 1
		p.do(lang.L("Sending again failed"), func(ctx context.Context) error { return p.Commands.Resend(ctx, id, s) })
	case uploader.RemedyEdit:
		p.edit(j)
	default:
		p.retry(id)
	}
}

func (p *Page) relocate(j *uploader.Job, title string) {
	id := j.ID
	p.PickFile(title, folderOf(j.Path), func(path string) {
		p.do(lang.L("That file can’t be used"), func(ctx context.Context) error { return p.Commands.Relocate(ctx, id, path) })
	})
}

func (p *Page) copyLinks(ids ...int64) { p.withVideos(ids, p.CopyLinks) }

func (p *Page) copyEmbeds(ids ...int64) { p.withVideos(ids, p.CopyEmbeds) }

// withVideos hands on the videos of those jobs that have an address at Stream.
func (p *Page) withVideos(ids []int64, run func(uids []string)) {
	p.withJobs(ids, func(jobs []uploader.Job) {
		var uids []string
		for _, j := range jobs {
			if j.Preview != "" {
				uids = append(uids, j.UID)
			}
		}
		if len(uids) == 0 {
			p.Toast(widgets.Toast{Text: lang.L("There is no link yet"), Icon: look.IconInfo, Tone: look.AccentFg})
			return
		}
		run(uids)
	})
}

// withJobs reads jobs, which need not be in sight, and hands them on.
func (p *Page) withJobs(ids []int64, run func([]uploader.Job)) {
	var jobs []uploader.Job
	p.Do(func(ctx context.Context) (err error) {
		jobs, err = p.Read(ctx, ids)
		return err
	}, func(err error) {
		if err != nil {
			p.complain(lang.L("Copying failed"), err)
			return
		}
		run(jobs)
	})
}

// copyDetails copies the raw fault of jobs, for whoever is asked for help.
func (p *Page) copyDetails(ids ...int64) {
	p.withJobs(ids, func(jobs []uploader.Job) {
		lines := make([]string, len(jobs))
		for i, j := range jobs {
			lines[i] = details(j)
		}
		p.Copy(strings.Join(lines, "\n"))
		p.Toast(widgets.Toast{Text: lang.L("Details copied")})
	})
}

// details is what a job met, with Stream's own words.
func details(j uploader.Job) string {
	e := j.Explain(j.RetryAt)
	text := fmt.Sprintf("%s\n%s", j.Path, sentence(e.Title, e.Detail))
	if j.Cause.Code != uploader.CodeNone {
		text += fmt.Sprintf("\n%s", (&uploader.Fault{Cause: j.Cause}).Error())
	}
	if j.UID != "" {
		text += "\n" + j.UID
	}
	return text
}

// open is Enter and a double click: the settings of what waits, the remedy of
// what needs one, the watch page of what is ready.
func (p *Page) open(key widgets.Key) {
	j, known := p.now.Jobs[idOf(key)]
	switch {
	case !known:
	case j.State == uploader.Waiting, j.State == uploader.Paused:
		p.edit(j)
	case j.State == uploader.Attention:
		p.mend(j.ID, j.Explain(p.now.Now).Remedy)
	case j.Preview != "":
		p.OpenURL(j.Preview)
	}
}

// key does the single letters of the list.
func (p *Page) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeySpace:
		p.togglePause()
	case fyne.KeyR:
		p.retryOf(p.selection(retryable))
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.remove(p.selection(every)...)
	case fyne.KeyL:
		p.copyLinks(p.selection(linked)...)
	case fyne.KeyE:
		p.copyEmbeds(p.selection(linked)...)
	default:
		return false
	}
	return true
}
