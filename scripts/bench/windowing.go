package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jezek/xgb/xproto"

	"spool/uploader"
	"spool/uploader/jobstore"
)

const (
	startJobs   = 1_000
	startLimit  = 400 * time.Millisecond
	answerLimit = 100 * time.Millisecond
	lossLimit   = 0.97
	heapLimit   = 40 << 20

	libraryVideos    = 100_000
	libraryRest      = 90 * time.Second
	libraryHeapLimit = 80 << 20
)

var windowing = section{
	flag:  "window",
	title: "The window",
	intro: "A real window on an X server without a graphics card, seen and worked from outside: from the start of the process, " +
		"or from a key, to the pixels on the screen. Drawing by the processor is part of every time.",
	measure: measureWindow,
}

// Where the queue's rows and the sidebar's pages stand on the screen.
var (
	rowsPart    = image.Rect(300, 230, 900, 700)
	sidebarPart = image.Rect(8, 56, 208, 140)
)

// stage is what the window's measurements share.
type stage struct {
	*bench
	server  *server
	display *display
	bare    string // the program that opens a bare window
}

func measureWindow(ctx context.Context, b *bench) (figures []figure, err error) {
	s := &stage{bench: b, bare: filepath.Join(b.dir, "barewindow")}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", s.bare, "./scripts/bench/barewindow").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the bare window: %w\n%s", err, out)
	}
	folder, err := b.manyVideos(ctx)
	if err != nil {
		return nil, err
	}
	if s.server, err = b.startServer(ctx); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.server.stop()) }()
	run, err := filepath.Abs(b.dir)
	if err != nil {
		return nil, err
	}
	if s.display, err = startDisplay(ctx, run); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.display.stop()) }()
	for _, measure := range []func(context.Context, string) (figure, error){s.starts, s.heaps, s.libraryHeap, s.answers, s.losses, s.saturated} {
		f, err := measure(ctx, folder)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(os.Stderr, "bench: %s: %s\n", f.name, f.measured)
		figures = append(figures, f)
	}
	return figures, nil
}

// window is a process with a window that can be seen.
type window struct {
	command *exec.Cmd
	said    bytes.Buffer
	took    time.Duration // from its start to the first text in it
}

// open starts a program and waits until something is written in its window.
func (s *stage) open(ctx context.Context, command *exec.Cmd) (*window, error) {
	w := &window{command: command}
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Env = append(command.Env, s.display.env...)
	command.Stderr = &w.said
	if err := s.display.point(640, 400); err != nil {
		return nil, err
	}
	start := time.Now()
	if err := command.Start(); err != nil {
		return nil, err
	}
	var err error
	w.took, err = await(ctx, start, func() (bool, error) { return s.display.hasText(rowsPart) })
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", command.Path, err), w.close())
	}
	return w, nil
}

func (w *window) close() error {
	if err := w.command.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	err := w.command.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // it was told to end
	}
	return err
}

// paused makes a home whose queue holds n paused jobs.
func (s *stage) paused(ctx context.Context, folder string, n int) (string, error) {
	home, err := os.MkdirTemp(s.dir, "home-")
	if err != nil {
		return "", err
	}
	if _, err := s.queued(spool(ctx, s.server, home, "upload", "--json", folder), n); err != nil {
		return "", err
	}
	_, err = measure(spool(ctx, s.server, home, "queue", "pause"))
	return home, err
}

// starts compares the start with jobs in the queue with that of a bare window.
func (s *stage) starts(ctx context.Context, folder string) (figure, error) {
	few, err := os.MkdirTemp(s.dir, "few-")
	if err != nil {
		return figure{}, err
	}
	for i := range startJobs / 100 {
		name := fmt.Sprintf("%02d", i)
		if err := os.Rename(filepath.Join(folder, name), filepath.Join(few, name)); err != nil {
			return figure{}, err
		}
	}
	home, err := s.paused(ctx, few, startJobs)
	if err != nil {
		return figure{}, err
	}
	var ours, bares []time.Duration
	for range s.rounds + 1 {
		for _, p := range []struct {
			command *exec.Cmd
			took    *[]time.Duration
		}{{exec.CommandContext(ctx, s.bare), &bares}, {spool(ctx, s.server, home), &ours}} {
			w, err := s.open(ctx, p.command)
			if err != nil {
				return figure{}, err
			}
			*p.took = append(*p.took, w.took)
			if err := w.close(); err != nil {
				return figure{}, err
			}
		}
	}
	for i := range startJobs / 100 {
		name := fmt.Sprintf("%02d", i)
		if err := os.Rename(filepath.Join(few, name), filepath.Join(folder, name)); err != nil {
			return figure{}, err
		}
	}
	over := median(ours[1:]) - median(bares[1:])
	return figure{
		name: "Start with 1,000 jobs in the queue, to the first rows", required: "at most 0.4 s over a bare window",
		measured: fmt.Sprintf("%.2f s, %.2f s over", median(ours[1:]).Seconds(), over.Seconds()),
		peer:     fmt.Sprintf("bare Fyne window %.2f s", median(bares[1:]).Seconds()), held: over <= startLimit,
	}, nil
}

// heaps compares the Go heaps after the list was gone through.
func (s *stage) heaps(ctx context.Context, folder string) (figure, error) {
	home, err := s.paused(ctx, folder, manyFiles)
	if err != nil {
		return figure{}, err
	}
	bare, err := s.heap(ctx, exec.CommandContext(ctx, s.bare), s.leaf)
	if err != nil {
		return figure{}, err
	}
	ours, err := s.heap(ctx, spool(ctx, s.server, home), s.leaf)
	if err != nil {
		return figure{}, err
	}
	return figure{
		name: "Go heap with 10,000 jobs, after paging through them", required: "at most 40 MiB over a bare window",
		measured: mib(ours), peer: "bare Fyne window " + mib(bare), held: ours-bare <= heapLimit,
	}, nil
}

// libraryHeap is the heap of the library page, some time after its grid was gone
// through twice.
func (s *stage) libraryHeap(ctx context.Context, _ string) (f figure, err error) {
	server, err := s.startServer(ctx, "--seed", strconv.Itoa(libraryVideos))
	if err != nil {
		return figure{}, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	home, err := os.MkdirTemp(s.dir, "home-")
	if err != nil {
		return figure{}, err
	}
	if _, err := measure(spool(ctx, server, home, "videos", "sync")); err != nil {
		return figure{}, err
	}
	bare, err := s.heap(ctx, exec.CommandContext(ctx, s.bare), s.leaf)
	if err != nil {
		return figure{}, err
	}
	ours, err := s.heap(ctx, spool(ctx, server, home), func() error {
		if _, err := s.turn(ctx, '2'); err != nil {
			return err
		}
		for range 2 {
			if err := s.leaf(); err != nil {
				return err
			}
		}
		time.Sleep(libraryRest)
		return nil
	})
	if err != nil {
		return figure{}, err
	}
	return figure{
		name: "Go heap with a library of 100,000 videos, 90 s after paging through its grid twice", required: "at most 80 MiB over a bare window",
		measured: mib(ours), peer: "bare Fyne window " + mib(bare), held: ours-bare <= libraryHeapLimit,
	}, nil
}

// leaf goes through the page's list by key, to the end and back in steps.
func (s *stage) leaf() error {
	const home, pageUp, pageDown, end, steps = 0xff50, 0xff55, 0xff56, 0xff57, 40
	for i := range 2 * steps {
		key := xproto.Keysym(pageDown)
		switch {
		case i == steps:
			key = end
		case i > steps:
			key = pageUp
		}
		if err := s.display.press(key); err != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return s.display.press(home)
}

var liveHeap = regexp.MustCompile(`->(\d+) MB, \d+ MB goal`)

// heap is what lives in a window's heap after it was visited, as the runtime
// tells at the last of its frequent collections.
func (s *stage) heap(ctx context.Context, command *exec.Cmd, visit func() error) (int64, error) {
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Env = append(command.Env, "GODEBUG=gctrace=1", "GOGC=10")
	w, err := s.open(ctx, command)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(visit(), w.close()); err != nil {
		return 0, err
	}
	all := liveHeap.FindAllSubmatch(w.said.Bytes(), -1)
	if len(all) == 0 {
		return 0, fmt.Errorf("%s told nothing of its heap: %s", command.Path, w.said.Bytes())
	}
	mb, err := strconv.ParseInt(string(all[len(all)-1][1]), 10, 64)
	return mb << 20, err
}

// answers changes the page by key, again and again, while the window adds files,
// as it does after a drop.
func (s *stage) answers(ctx context.Context, folder string) (figure, error) {
	var took []time.Duration
	for range s.rounds {
		more, err := s.answersOnce(ctx, folder)
		if err != nil {
			return figure{}, err
		}
		took = append(took, more...)
	}
	slices.Sort(took)
	most := took[len(took)*95/100]
	return figure{
		name: "From a key to the other page on the screen while 10,000 files are added", required: "within 100 ms, p95",
		measured: fmt.Sprintf("%d ms, median %d ms, at worst %d ms of %d", most.Milliseconds(), median(took).Milliseconds(), took[len(took)-1].Milliseconds(), len(took)),
		held:     most <= answerLimit,
	}, nil
}

// answersOnce is one round of answers. Both pages were open before.
func (s *stage) answersOnce(ctx context.Context, folder string) (took []time.Duration, err error) {
	home, err := s.paused(ctx, filepath.Join(folder, "00"), 100)
	if err != nil {
		return nil, err
	}
	w, err := s.open(ctx, spool(ctx, s.server, home))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	store, _, err := jobstore.Open(ctx, filepath.Join(home, "queue.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	const before = 4
	for i := 0; ; i++ {
		if i == before {
			// A second start hands the folder to the window.
			add := spool(ctx, s.server, home, folder)
			add.Env = append(add.Env, s.display.env...)
			if _, err := measure(add); err != nil {
				return nil, err
			}
		}
		jobs, err := store.Count(ctx, uploader.Account{BaseURL: s.server.BaseURL, ID: s.server.AccountID})
		if err != nil {
			return nil, err
		}
		all := 0
		for _, n := range jobs {
			all += n
		}
		if all >= manyFiles {
			return took[before:], nil
		}
		t, err := s.turn(ctx, '2'-xproto.Keysym(i%2))
		if err != nil {
			return nil, err
		}
		took = append(took, t)
		time.Sleep(20 * time.Millisecond)
	}
}

// turn goes to a page by Ctrl and its number, and returns how long it took until
// the sidebar showed that.
func (s *stage) turn(ctx context.Context, page xproto.Keysym) (time.Duration, error) {
	const control = 0xffe3
	before, err := s.display.grab(sidebarPart)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if err := s.display.press(control, page); err != nil {
		return 0, err
	}
	return await(ctx, start, func() (bool, error) {
		now, err := s.display.grab(sidebarPart)
		return err == nil && differs(before, now), err
	})
}

// differs reports whether the sidebar shows another page: a count that changes is
// less than that.
func differs(a, b []byte) bool {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n > len(a)/8
}

// losses compares the speed of uploads with the window open and without, on a
// line of 2 Gbit/s: faster ones are limited by the processors, which without a
// graphics card draw the window too.
func (s *stage) losses(ctx context.Context, _ string) (figure, error) {
	alone, open, err := s.uploadSpeeds(ctx, "--fault", "bandwidth,rate=250000000")
	if err != nil {
		return figure{}, err
	}
	kept := ratio(open, alone)
	return figure{
		name: "Speed of an upload over 2 Gbit/s with the window open", required: "loses at most 3 %",
		measured: fmt.Sprintf("%.0f MB/s, %.2f of the speed without", median(open), kept), peer: fmt.Sprintf("`spool upload` alone %.0f MB/s", median(alone)),
		held: kept >= lossLimit,
	}, nil
}

// saturated is the same without a limit, when upload, server and drawing share
// the processors.
func (s *stage) saturated(ctx context.Context, _ string) (figure, error) {
	alone, open, err := s.uploadSpeeds(ctx)
	if err != nil {
		return figure{}, err
	}
	return figure{
		name:     "The same over loopback, where the server and the drawing take from it",
		measured: fmt.Sprintf("%.0f MB/s, %.2f of the speed without", median(open), ratio(open, alone)),
		peer:     fmt.Sprintf("`spool upload` alone %.0f MB/s", median(alone)),
	}, nil
}

// uploadSpeeds uploads in turn without and with the window open.
func (s *stage) uploadSpeeds(ctx context.Context, flags ...string) (alone, open []float64, err error) {
	server, err := s.startServer(ctx, flags...)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	file, err := s.video(ctx, "large.mp4", s.size, 1)
	if err != nil {
		return nil, nil, err
	}
	for round := range s.rounds + 1 {
		for _, windowed := range []bool{false, true} {
			speed, err := s.uploadSpeed(ctx, server, file, windowed)
			if err != nil {
				return nil, nil, err
			}
			if err := server.empty(ctx, 1); err != nil {
				return nil, nil, err
			}
			switch {
			case round == 0:
			case windowed:
				open = append(open, speed)
			default:
				alone = append(alone, speed)
			}
		}
	}
	return alone, open, nil
}

// uploadSpeed is the speed over the last three quarters of a file, in MB/s: the
// first one shows a new row and its picture as well.
func (s *stage) uploadSpeed(ctx context.Context, server *server, file string, windowed bool) (speed float64, err error) {
	home, err := os.MkdirTemp(s.dir, "home-")
	if err != nil {
		return 0, err
	}
	if windowed {
		w, err := s.open(ctx, spool(ctx, server, home))
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, w.close()) }()
	}
	// The queue says when a job starts and ends; the command hears of it later
	// where the window does the work.
	store, _, err := jobstore.Open(ctx, filepath.Join(home, "queue.db"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	command := spool(ctx, server, home, "upload", "--json", "--wait", "uploaded", file)
	if err := command.Start(); err != nil {
		return 0, err
	}
	var first time.Time
	var sent int64
	_, err = await(ctx, time.Now(), func() (bool, error) {
		jobs, err := store.Jobs(ctx, uploader.Filter{})
		if err != nil || len(jobs) == 0 {
			return false, err
		}
		if first.IsZero() && jobs[0].Offset >= jobs[0].Size/4 {
			first, sent = time.Now(), jobs[0].Size-jobs[0].Offset
		}
		return jobs[0].State == uploader.Processing, nil
	})
	if err != nil {
		return 0, errors.Join(err, command.Process.Kill())
	}
	return mbps(sent, time.Since(first)), command.Wait()
}
