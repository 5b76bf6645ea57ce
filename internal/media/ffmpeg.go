package media

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// killDelay is how long a program may take to end after its context did before
// its pipes are closed on it.
const killDelay = 2 * time.Second

// FFmpeg runs ffmpeg with args at low priority and waits for it. progress, when
// not nil, is told about twice a second how much of the output is done. An
// error carries ffmpeg's last words; ErrNoTool when it is not installed.
func FFmpeg(ctx context.Context, progress func(time.Duration), args ...string) error {
	if !HaveFFmpeg() {
		return ErrNoTool
	}
	if progress == nil {
		progress = func(time.Duration) {}
	}
	args = append([]string{"-hide_banner", "-nostdin", "-y", "-v", "error", "-progress", "pipe:1"}, args...)
	cmd := command(ctx, patient, "ffmpeg", args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	complaint := &tail{}
	cmd.Stderr = complaint
	defer keepThread()()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("ffmpeg: %w", err)
	}
	readErr := readProgress(out, progress)
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("ffmpeg: %w: %s", err, lastLine(complaint.String()))
	}
	return readErr
}

// readProgress follows the key=value lines of -progress.
func readProgress(r io.Reader, progress func(time.Duration)) error {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "out_time_us="); ok {
			if us, err := strconv.ParseInt(text, 10, 64); err == nil && us >= 0 {
				progress(time.Duration(us) * time.Microsecond)
			}
		}
	}
	return lines.Err()
}

// niceness is how far a program steps back behind others, as nice counts it.
type niceness int

const (
	patient niceness = 15
	// awaited is for what somebody looks at an empty place for. An encoding beside
	// it can wait.
	awaited niceness = 5
)

// command prepares a program that starts at low priority, is killed with ctx and
// dies with this process where the system can see to that. Whoever starts it
// holds keepThread until it has ended.
func command(ctx context.Context, n niceness, name string, args ...string) *exec.Cmd {
	cmd := lowPriority(ctx, n, name, args)
	cmd.WaitDelay = killDelay
	dieWithUs(cmd)
	return cmd
}

// keepThread binds the goroutine to its thread until what it returns is called.
// Linux sends the signal of a parent's death when the thread that started the
// program ends, and the runtime ends threads.
func keepThread() (release func()) {
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}

// run runs a program of command.
func run(cmd *exec.Cmd) error {
	defer keepThread()()
	return cmd.Run()
}

// tail keeps the end of what is written to it.
type tail struct{ buf bytes.Buffer }

const tailSize = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.buf.Write(p)
	if over := t.buf.Len() - tailSize; over > 0 {
		t.buf.Next(over)
	}
	return len(p), nil
}

func (t *tail) String() string { return t.buf.String() }
