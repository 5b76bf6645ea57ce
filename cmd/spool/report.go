package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"spool/uploader"
)

// reporter says how uploads go.
type reporter interface {
	skipped(path, why string)
	refused(path, why string)
	queued(a uploader.Added)
	// look gets the jobs that changed, and those that are being sent, again and
	// again; progress is nil where another process sends them.
	look(jobs []uploader.Job, progress []uploader.Progress) error
	close()
}

func newReporter(cmd *cobra.Command) reporter {
	switch {
	case jsonWanted(cmd):
		return &jsonReporter{out: cmd.OutOrStdout(), seen: map[int64]uploader.State{}}
	case isTerminal(cmd.ErrOrStderr()):
		return newBarReporter(cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return &lineReporter{out: cmd.OutOrStdout(), err: cmd.ErrOrStderr(), seen: map[int64]string{}}
}

// jsonReporter prints events, one object a line.
type jsonReporter struct {
	out  io.Writer
	seen map[int64]uploader.State
	last time.Time
	// failed keeps the first error of writing, for the next look.
	failed error
}

func (r *jsonReporter) print(v any) {
	if err := printJSON(r.out, v); r.failed == nil {
		r.failed = err
	}
}

func (r *jsonReporter) skipped(path, why string) {
	r.print(map[string]string{"event": "skipped", "path": path, "reason": why})
}

func (r *jsonReporter) refused(path, why string) {
	r.print(map[string]string{"event": "refused", "path": path, "reason": why})
}

func (r *jsonReporter) queued(a uploader.Added) {
	event := "queued"
	switch {
	case !a.New && a.Job.State == uploader.Ready:
		event = "already_arrived"
	case !a.New:
		event = "already_queued"
	}
	row := newJobJSON(event, a.Job)
	if a.Unused {
		row.Note = settingsUnused
	}
	r.print(row)
}

// settingsUnused is said where a job's settings can no longer be changed.
const settingsUnused = "the settings given now are not used, Stream knows the video"

func (r *jsonReporter) look(jobs []uploader.Job, progress []uploader.Progress) error {
	tick := progress != nil && time.Since(r.last) >= time.Second
	if tick {
		r.last = time.Now()
	}
	running := byID(progress)
	for _, j := range jobs {
		old, known := r.seen[j.ID]
		r.seen[j.ID] = j.State
		switch p, sending := running[j.ID]; {
		case !known || old != j.State:
			r.print(newJobJSON("state", j))
		case tick && sending:
			out := newJobJSON("progress", j)
			out.Offset, out.Speed = p.Confirmed, p.Speed
			r.print(out)
		}
	}
	return r.failed
}

func (r *jsonReporter) close() {}

func byID(progress []uploader.Progress) map[int64]uploader.Progress {
	out := make(map[int64]uploader.Progress, len(progress))
	for _, p := range progress {
		out[p.ID] = p
	}
	return out
}

// lineReporter prints a line for every change, for logs and pipes.
type lineReporter struct {
	out, err io.Writer
	seen     map[int64]string
}

func (r *lineReporter) skipped(path, why string) {
	fmt.Fprintf(r.err, "%s: skipped, %s\n", printable(path), why)
}

func (r *lineReporter) refused(path, why string) {
	fmt.Fprintf(r.err, "%s: not queued, %s\n", printable(path), why)
}

func (r *lineReporter) queued(a uploader.Added) {
	if a.New {
		return
	}
	said := fmt.Sprintf("is in the queue already, job %d", a.Job.ID)
	if a.Job.State == uploader.Ready {
		said = fmt.Sprintf("is on Stream already, job %d; --again uploads it once more", a.Job.ID)
	}
	if a.Unused {
		said += "; " + settingsUnused
	}
	fmt.Fprintf(r.err, "%s: %s\n", printable(a.Job.Path), said)
}

func (r *lineReporter) look(jobs []uploader.Job, _ []uploader.Progress) error {
	for _, j := range jobs {
		line := stateLine(j)
		if r.seen[j.ID] == line {
			continue
		}
		r.seen[j.ID] = line
		w := r.err
		if j.State == uploader.Ready {
			w = r.out
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", printable(filepath.Base(j.Path)), line); err != nil {
			return err
		}
	}
	return nil
}

func (r *lineReporter) close() {}

// stateLine is a job's state in a few words that change seldom.
func stateLine(j uploader.Job) string {
	switch j.State {
	case uploader.Ready:
		return strings.TrimSpace("ready " + j.UID + " " + j.Preview)
	case uploader.Attention:
		e := j.Explain(time.Now())
		return strings.TrimSpace("needs attention: " + e.Title + ". " + e.Detail)
	case uploader.Uploading:
		return "uploading"
	case uploader.Processing:
		return "on Stream, processing as " + j.UID
	case uploader.Canceling:
		return "cancelled"
	case uploader.Waiting:
		if j.Cause.Code != uploader.CodeNone {
			return lastingTitle(j) + ", goes on by itself"
		}
	}
	return string(j.State)
}

// lastingTitle says what happened to a job without the seconds to its next try,
// which change all the time.
func lastingTitle(j uploader.Job) string {
	title, _, _ := strings.Cut(j.Explain(time.Now()).Title, ", retry in")
	return title
}

// printable keeps a file name from writing control characters on a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
