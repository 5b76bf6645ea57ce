package localstream

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"spool/internal/localstream/envelope"
)

// limiter lets a number of API calls through in five minutes; over it, all are
// refused for the next five. Of one address, which all callers here have, it lets
// 200 through in a second (Cloudflare docs, Fundamentals, API limits). The count of
// the five minutes goes on after a restart.
type limiter struct {
	limit int // negative: none, and no file
	file  *os.File

	mu sync.Mutex
	allowance
	second   time.Time // when the second began that is counted
	inSecond int
}

// allowance is what was used of the five minutes, as it is kept in the file.
type allowance struct {
	Used     int64
	Resets   int64 // in nanoseconds since 1970
	Refusing bool
}

const (
	limitWindow    = 5 * time.Minute
	limitPerSecond = 200
)

// openLimiter opens the limiter that keeps its count in a file.
func openLimiter(limit int, path string) (*limiter, error) {
	if limit < 0 {
		return &limiter{limit: limit}, nil
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	l := &limiter{limit: limit, file: file}
	if err := binary.Read(file, binary.BigEndian, &l.allowance); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(fmt.Errorf("the rate limit's count in %s is damaged, remove it: %w", path, err), file.Close())
	}
	return l, nil
}

// close closes the file; no call is taken after it.
func (l *limiter) close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// take counts a call and writes the limit's headers.
func (l *limiter) take(w http.ResponseWriter, now time.Time) error {
	if l.limit < 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.second) >= time.Second {
		l.second, l.inSecond = now, 0
	}
	if l.inSecond++; l.inSecond > limitPerSecond {
		w.Header().Set("Retry-After", "1")
		return envelope.ErrRateLimited.With("more than %d calls in a second", limitPerSecond)
	}
	if err := l.count(now); err != nil {
		return err
	}
	resets := time.Unix(0, l.Resets)
	h := w.Header()
	h.Set("X-Ratelimit-Limit", strconv.Itoa(l.limit))
	h.Set("X-Ratelimit-Reset", resets.UTC().Format(http.TimeFormat))
	h.Set("X-Ratelimit-Remaining", strconv.FormatInt(max(0, int64(l.limit)-l.Used), 10))
	if l.Refusing {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(resets.Sub(now).Seconds()))))
		return envelope.ErrRateLimited.With("more than %d calls in five minutes", l.limit)
	}
	return nil
}

// count counts a call in its five minutes, also in the file.
func (l *limiter) count(now time.Time) error {
	ends := now.Add(limitWindow).UnixNano()
	full := l.Used >= int64(l.limit)
	switch {
	case now.UnixNano() >= l.Resets || l.Resets > ends: // the clock may have been set back
		l.allowance = allowance{Used: 1, Resets: ends}
	case !full:
		l.Used++
		l.Refusing = false // the limit is higher than at the last start
	case !l.Refusing:
		l.Refusing, l.Resets = true, ends
	}
	record, err := binary.Append(nil, binary.BigEndian, l.allowance)
	if err != nil {
		return err
	}
	_, err = l.file.WriteAt(record, 0)
	return err
}
