package main

import (
	"fmt"
	"io"
	"path/filepath"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"spool/uploader"
)

// barReporter draws a bar for every job that moves, and prints the rest above.
type barReporter struct {
	lines *lineReporter
	bars  *mpb.Progress
	of    map[int64]*jobBar
}

// jobBar is one bar with the words behind it.
type jobBar struct {
	bar  *mpb.Bar
	mu   sync.Mutex
	text string
}

func newBarReporter(out, err io.Writer) *barReporter {
	bars := mpb.New(mpb.WithOutput(err), mpb.WithWidth(44))
	return &barReporter{
		lines: &lineReporter{out: out, err: bars, seen: map[int64]string{}},
		bars:  bars, of: map[int64]*jobBar{},
	}
}

func (r *barReporter) skipped(path, why string) { r.lines.skipped(path, why) }
func (r *barReporter) refused(path, why string) { r.lines.refused(path, why) }
func (r *barReporter) queued(a uploader.Added)  { r.lines.queued(a) }

func (r *barReporter) look(jobs []uploader.Job, progress []uploader.Progress) error {
	running := byID(progress)
	for _, j := range jobs {
		b := r.of[j.ID]
		if b == nil {
			if j.State == uploader.Waiting && j.Cause.Code == uploader.CodeNone {
				continue
			}
			b = r.add(j)
		}
		r.draw(b, j, running[j.ID])
	}
	return nil
}

func (r *barReporter) add(j uploader.Job) *jobBar {
	b := &jobBar{}
	b.bar = r.bars.New(max(1, j.Size),
		mpb.BarStyle().Lbound("").Filler("■").Tip("■").Padding("·").Rbound(""),
		mpb.PrependDecorators(decor.Name(shorten(printable(filepath.Base(j.Path)), 28), decor.WCSyncSpaceR)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			b.mu.Lock()
			defer b.mu.Unlock()
			return " " + b.text
		})))
	r.of[j.ID] = b
	return b
}

func (r *barReporter) draw(b *jobBar, j uploader.Job, p uploader.Progress) {
	text, at := stateLine(j), j.Offset
	switch {
	case j.State == uploader.Uploading && p.ID == j.ID:
		at = p.Confirmed
		text = fmt.Sprintf("%s of %s", uploader.Bytes(min(at, j.Size)), uploader.Bytes(j.Size))
		if left, known := p.Left(j.Size); known {
			text += fmt.Sprintf(", %s/s, %s left", uploader.Bytes(int64(p.Speed)), uploader.Remaining(left))
		}
	case j.State == uploader.Processing:
		text, at = fmt.Sprintf("processing on Stream, %.0f%%", j.Percent), j.Size
	case j.State == uploader.Ready:
		at = j.Size
	}
	b.mu.Lock()
	b.text = text
	b.mu.Unlock()
	b.bar.SetCurrent(min(at, max(1, j.Size)))
}

func (r *barReporter) close() {
	for _, b := range r.of {
		b.bar.Abort(false)
	}
	r.bars.Wait()
}

// shorten cuts the middle out of a long name.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2]) + "…" + string(r[len(r)-n/2+1:])
}
