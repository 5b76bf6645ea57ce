package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// Existing says what happens where a file of the name is there already.
type Existing string

// Number gives the new file a number, Replace takes the old one's place, Skip
// saves nothing.
const (
	Number  Existing = "number"
	Replace Existing = "replace"
	Skip    Existing = "skip"
)

// Job is one file to save.
type Job struct {
	// Source names the thing that is saved, without secrets: two saves with
	// the same Source into one folder are the same save.
	Source string
	// Folder is an existing folder, Name the file's path below it, with
	// slashes.
	Folder, Name string
	Existing     Existing
	// Address gives the file's address. It is asked again when the server
	// refuses the address, since a token in it may have run out.
	Address func(context.Context) (string, error)
	// OnProgress, when set, is told of bytes that have arrived of all, which is
	// -1 where it is not known, a few times a second. It must return at once.
	OnProgress func(done, all int64)
	// OnWait, when set, is told of a failure that is tried again after a while.
	OnWait func(err error, wait time.Duration)
}

// Saved is a file in its place.
type Saved struct {
	// Name is the path below the folder that the file got.
	Name string
	Size int64
	// Resumed is how much had arrived before.
	Resumed int64
	// Verified says that the server told the length and it is right.
	Verified bool
	// Skipped says that a file of the name was there and stays.
	Skipped bool
}

// Errors of saves that can't go on. What had arrived stays, but for
// ErrChanging.
var (
	// ErrForbidden: the address is refused; a token may be missing, over, or
	// without the right to download.
	ErrForbidden = errors.New("the download is refused: the link may need a token that allows downloads, or it ran out")
	// ErrGone: there is nothing at the address.
	ErrGone = errors.New("there is no such download")
	// ErrIncomplete: the connection keeps ending early.
	ErrIncomplete = errors.New("the download keeps breaking off")
	// ErrChanging: the file at the server is another at each attempt.
	ErrChanging = errors.New("the file changes at the server while it is saved")
)

// Options say how files are saved. The zero value is right outside of tests.
type Options struct {
	// Transport defaults to http.DefaultTransport.
	Transport http.RoundTripper
	// Limit is the speed of all saves together; without one there is none.
	Limit *rate.Limiter
	// Sleep waits between attempts; it returns early when ctx ends.
	Sleep func(ctx context.Context, d time.Duration) error
	// UserAgent defaults to spool.
	UserAgent string
}

// Saver saves files. It may be used from any goroutine.
type Saver struct {
	client *http.Client
	limit  *rate.Limiter
	sleep  func(context.Context, time.Duration) error
	agent  string
}

// NewSaver makes a Saver; it makes no call.
func NewSaver(o Options) *Saver {
	s := &Saver{limit: o.Limit, sleep: o.Sleep, agent: o.UserAgent}
	if s.limit == nil {
		s.limit = rate.NewLimiter(rate.Inf, bufferSize)
	}
	if s.sleep == nil {
		s.sleep = sleep
	}
	if s.agent == "" {
		s.agent = "spool"
	}
	s.client = &http.Client{Transport: o.Transport, CheckRedirect: stayEncrypted}
	return s
}

// stayEncrypted follows redirects, but never from https to http: the address
// may hold a token.
func stayEncrypted(req *http.Request, via []*http.Request) error {
	if len(via) > 5 {
		return errors.New("too many redirects")
	}
	if req.URL.Scheme != "https" && via[0].URL.Scheme == "https" {
		return errors.New("redirected from https to http")
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// SetLimit changes the speed of all saves together, in bytes a second; 0 is as
// fast as it goes.
func (s *Saver) SetLimit(bytesPerSecond int) {
	if bytesPerSecond <= 0 {
		s.limit.SetLimit(rate.Inf)
		return
	}
	s.limit.SetLimit(rate.Limit(bytesPerSecond))
}

// maxAttempts is how often a save is tried without a byte arriving.
const maxAttempts = 8

// Save saves one file and returns when it is in its place, when it can't be
// saved, or when ctx ends; then the next Save goes on.
func (s *Saver) Save(ctx context.Context, j Job) (saved Saved, err error) {
	root, err := os.OpenRoot(j.Folder)
	if err != nil {
		return Saved{}, fmt.Errorf("the folder can't be used: %w", err)
	}
	defer root.Close()
	if info, err := root.Stat(j.Name); err == nil && j.Existing == Skip {
		return Saved{Name: j.Name, Size: info.Size(), Skipped: true}, nil
	}
	p, err := openPartial(root, j.Source, j.Name)
	if err != nil {
		return Saved{}, fmt.Errorf("save %s: %w", j.Name, err)
	}
	defer func() {
		if cerr := p.close(); err == nil && cerr != nil {
			err = fmt.Errorf("save %s: %w", j.Name, cerr)
		}
	}()
	run := &run{saver: s, job: j, part: p, resumed: p.size}
	if err := run.all(ctx); err != nil {
		return Saved{}, fmt.Errorf("save %s: %w", j.Name, err)
	}
	name, err := p.finish(j.Name, j.Existing)
	if err != nil {
		return Saved{}, fmt.Errorf("put %s in its place: %w", j.Name, err)
	}
	return Saved{Name: name, Size: p.size, Resumed: run.resumed, Verified: p.Length >= 0}, nil
}

// run is one save under way.
type run struct {
	saver   *Saver
	job     Job
	part    *partial
	resumed int64
	// renewed says that the address was asked for again since bytes arrived.
	renewed bool
	// changes counts how often the file became another.
	changes int
	told    time.Time
}

// all makes attempts until the file is whole.
func (r *run) all(ctx context.Context) error {
	address, err := r.job.Address(ctx)
	if err != nil {
		return err
	}
	for attempt := 0; ; {
		before := r.part.size
		err := r.attempt(ctx, address)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var again *retry
		switch {
		case err == nil:
			r.tell(true)
			return nil
		case errors.Is(err, ErrForbidden) && !r.renewed:
			r.renewed = true
			if address, err = r.job.Address(ctx); err != nil {
				return err
			}
			continue
		case !errors.As(err, &again):
			return err
		}
		if r.part.size > before {
			attempt, r.renewed = 0, false
		}
		if attempt++; attempt > maxAttempts {
			return fmt.Errorf("%w: %w", ErrIncomplete, again.cause)
		}
		wait := again.after
		if wait == 0 {
			wait = backoff(attempt)
		}
		if r.job.OnWait != nil {
			r.job.OnWait(again.cause, wait)
		}
		if err := r.saver.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// backoff doubles from half a second to half a minute, with a little chance in
// it.
func backoff(attempt int) time.Duration {
	d := min(500*time.Millisecond<<min(attempt-1, 10), 30*time.Second)
	return d*3/4 + rand.N(d/2)
}

// retry is a failure that may pass.
type retry struct {
	cause error
	after time.Duration // as the server asks, or 0
}

func (r *retry) Error() string { return r.cause.Error() }

// attempt asks for what is missing and writes what comes; nil means that the
// file is whole.
func (r *run) attempt(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("the download's address is no URL")
	}
	req.Header.Set("User-Agent", r.saver.agent)
	// A length in compressed bytes would be no length of the file.
	req.Header.Set("Accept-Encoding", "identity")
	if r.part.size > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", r.part.size))
		if v := r.part.validator(); v != "" {
			req.Header.Set("If-Range", v)
		}
	}
	res, err := r.saver.client.Do(req)
	if err != nil {
		return &retry{cause: withoutAddress(err)}
	}
	defer res.Body.Close()
	whole, err := r.accept(res)
	if err != nil || whole {
		return err
	}
	if err := r.copy(ctx, res.Body); err != nil {
		return err
	}
	if r.part.Length >= 0 && r.part.size < r.part.Length {
		return &retry{cause: io.ErrUnexpectedEOF}
	}
	if r.part.Length >= 0 && r.part.size > r.part.Length {
		return r.again(r.part.state, errors.New("more came than the server had announced"))
	}
	return nil
}

// validator is what If-Range compares: a strong ETag, else a date
// (RFC 9110, section 13.1.5).
func (s state) validator() string {
	if s.ETag != "" && !strings.HasPrefix(s.ETag, "W/") {
		return s.ETag
	}
	return s.Modified
}

// accept decides by the answer's head; whole means that nothing is missing.
func (r *run) accept(res *http.Response) (whole bool, err error) {
	fresh := state{
		Source: r.job.Source, Name: r.job.Name, Length: res.ContentLength,
		ETag: res.Header.Get("ETag"), Modified: res.Header.Get("Last-Modified"),
	}
	switch code := res.StatusCode; {
	case code == http.StatusOK:
		if r.part.size > 0 {
			return false, r.changed(fresh)
		}
		return false, r.part.restart(fresh)
	case code == http.StatusPartialContent:
		from, total, ok := contentRange(res.Header.Get("Content-Range"))
		if !ok || from != r.part.size || (r.part.Length >= 0 && total >= 0 && total != r.part.Length) {
			fresh.Length = -1
			return false, r.again(fresh, errors.New("the server sent another part than it was asked for"))
		}
		if r.part.Length < 0 {
			r.part.Length = total
		}
		return false, nil
	case code == http.StatusRequestedRangeNotSatisfiable:
		if _, total, ok := contentRange(res.Header.Get("Content-Range")); ok && total == r.part.size && total == r.part.Length {
			return true, nil
		}
		fresh.Length = -1
		return false, r.again(fresh, errors.New("the file is shorter than what had arrived"))
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return false, fmt.Errorf("%w (HTTP %d)", ErrForbidden, code)
	case code == http.StatusNotFound, code == http.StatusGone:
		return false, fmt.Errorf("%w (HTTP %d)", ErrGone, code)
	case code == http.StatusTooManyRequests, code >= 500, code == http.StatusRequestTimeout:
		return false, &retry{cause: fmt.Errorf("the server answers HTTP %d", code), after: retryAfter(res.Header)}
	}
	return false, fmt.Errorf("the server answers HTTP %d", res.StatusCode)
}

// maxChanges is how often a save begins anew with another file.
const maxChanges = 3

// changed begins anew, because the file is another than before or because the
// server only sends whole files.
func (r *run) changed(fresh state) error {
	if fresh != r.part.state {
		r.changes++
	}
	if r.changes > maxChanges {
		return errors.Join(ErrChanging, r.part.discard())
	}
	r.resumed = 0
	return r.part.restart(fresh)
}

// again is changed where this answer can't be used.
func (r *run) again(fresh state, cause error) error {
	if err := r.changed(fresh); err != nil {
		return err
	}
	return &retry{cause: cause}
}

// contentRange reads "bytes 5-9/10" and "bytes */10"; total is -1 for *.
func contentRange(s string) (from, total int64, ok bool) {
	rest, isBytes := strings.CutPrefix(s, "bytes ")
	span, all, hasTotal := strings.Cut(rest, "/")
	if !isBytes || !hasTotal {
		return 0, 0, false
	}
	total = -1
	if all != "*" {
		var err error
		if total, err = strconv.ParseInt(all, 10, 64); err != nil {
			return 0, 0, false
		}
	}
	if span == "*" {
		return -1, total, true
	}
	first, _, _ := strings.Cut(span, "-")
	from, err := strconv.ParseInt(first, 10, 64)
	return from, total, err == nil
}

func retryAfter(h http.Header) time.Duration {
	if seconds, err := strconv.Atoi(h.Get("Retry-After")); err == nil && seconds > 0 && seconds < 3600 {
		return time.Duration(seconds) * time.Second
	}
	return 0
}

// withoutAddress takes the address out of an error: it may hold a token.
func withoutAddress(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// bufferSize is what is read at once. One save needs little more memory.
const bufferSize = 256 << 10

func (r *run) copy(ctx context.Context, body io.Reader) error {
	buffer := make([]byte, bufferSize)
	for {
		n, err := body.Read(buffer)
		if n > 0 {
			if err := r.part.write(buffer[:n]); err != nil {
				return fmt.Errorf("write: %w", err)
			}
			r.tell(false)
			if err := r.throttle(ctx, n); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &retry{cause: withoutAddress(err)}
		}
	}
}

// throttle waits until n bytes more are within the limit.
func (r *run) throttle(ctx context.Context, n int) error {
	for limit := r.saver.limit; n > 0 && limit.Limit() != rate.Inf; {
		step := min(n, max(limit.Burst(), 1))
		if err := limit.WaitN(ctx, step); err != nil {
			return err
		}
		n -= step
	}
	return nil
}

// tell reports progress, ten times a second at most.
func (r *run) tell(last bool) {
	now := time.Now()
	if r.job.OnProgress == nil || (!last && now.Sub(r.told) < 100*time.Millisecond) {
		return
	}
	r.told = now
	r.job.OnProgress(r.part.size, r.part.Length)
}
