package stream

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"spool/library"
)

// wire is a network in memory: it answers call n with the n-th answer, the
// last one for all further calls. Nil is a lost answer.
type wire struct {
	answers []*http.Response
	calls   []time.Time
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.calls = append(w.calls, time.Now())
	res := w.answers[min(len(w.calls), len(w.answers))-1]
	if res == nil {
		return nil, errors.New("connection reset")
	}
	again := *res
	again.Body, again.Request = io.NopCloser(bytes.NewReader([]byte(`{"success":true,"result":{"uid":"a"}}`))), req
	return &again, nil
}

func respond(code int, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: code, Header: h}
}

func over(t *testing.T, w *wire, onWait func(Wait)) *Client {
	t.Helper()
	return sharing(t, w, onWait, "")
}

func sharing(t *testing.T, w *wire, onWait func(Wait), file string) *Client {
	t.Helper()
	c, err := New(Config{AccountID: "acc", Token: token, Transport: w, OnWait: onWait, BudgetFile: file})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRetry(t *testing.T) {
	get := func(ctx context.Context, c *Client) error { _, err := c.Get(ctx, "a"); return err }
	create := func(ctx context.Context, c *Client) error { _, err := c.CreateKey(ctx); return err }
	ok := respond(200)
	tests := []struct {
		name    string
		call    func(context.Context, *Client) error
		answers []*http.Response
		calls   int
		want    error
		atLeast time.Duration
	}{
		{"lost answer to a read", get, []*http.Response{nil, ok}, 2, nil, firstPause / 2},
		{"lost answer to a creation", create, []*http.Response{nil, ok}, 1, library.ErrUnreachable, 0},
		{"server error on a read", get, []*http.Response{respond(502), respond(503), ok}, 3, nil, 0},
		{"server error on a creation", create, []*http.Response{respond(502), ok}, 1, library.ErrUnreachable, 0},
		{"too many calls, seconds", create, []*http.Response{respond(429, "Retry-After", "300"), ok}, 2, nil, 5 * time.Minute},
		{"too many calls, for good", get, []*http.Response{respond(429)}, attempts, library.ErrRateLimited, 0},
		{"refused", get, []*http.Response{respond(400)}, 1, library.ErrRefused, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{answers: test.answers}
				began := time.Now()
				err := test.call(t.Context(), over(t, w, nil))
				if !errors.Is(err, test.want) || len(w.calls) != test.calls {
					t.Errorf("error %v after %d calls, want %v after %d", err, len(w.calls), test.want, test.calls)
				}
				if took := time.Since(began); took < test.atLeast {
					t.Errorf("took %s, want at least %s", took, test.atLeast)
				}
			})
		})
	}
}

func TestRateLimitResetIsADate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		reset := began.Add(90 * time.Second).UTC().Format(http.TimeFormat)
		w := &wire{answers: []*http.Response{respond(429, "X-Ratelimit-Remaining", "0", "X-Ratelimit-Reset", reset), respond(200)}}
		var waits []Wait
		c := over(t, w, func(wait Wait) { waits = append(waits, wait) })
		if _, err := c.Get(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 89*time.Second || took > 91*time.Second {
			t.Errorf("took %s", took)
		}
		if len(waits) == 0 || !errors.Is(waits[0].Err, library.ErrRateLimited) {
			t.Errorf("told %v", waits)
		}
	})
}

func TestCancelEndsAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []*http.Response{respond(429, "Retry-After", strconv.Itoa(3600))}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := over(t, w, nil).Get(ctx, "a")
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
	})
}

func TestBudgetStaysBelowHalf(t *testing.T) {
	for _, p := range []struct {
		priority library.Priority
		share    int
	}{{library.Interactive, interactiveShare}, {library.Bulk, bulkShare}, {library.Background, backgroundShare}} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answers: []*http.Response{respond(200)}}
			c := over(t, w, nil)
			ctx := library.WithPriority(t.Context(), p.priority)
			for range 1500 {
				if _, err := c.Get(ctx, "a"); err != nil {
					t.Fatal(err)
				}
			}
			for i := range w.calls {
				if j := i + p.share; j < len(w.calls) && w.calls[j].Sub(w.calls[i]) < window {
					t.Fatalf("priority %d: %d calls within %s", p.priority, p.share+1, w.calls[j].Sub(w.calls[i]))
				}
			}
			if took := w.calls[len(w.calls)-1].Sub(w.calls[0]); took > 15*time.Minute {
				t.Errorf("priority %d: 1500 calls took %s", p.priority, took)
			}
		})
	}
}

func TestAClickNeedNotWaitForASync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []*http.Response{respond(200)}}
		c := over(t, w, nil)
		for range backgroundShare {
			if _, err := c.Get(library.WithPriority(t.Context(), library.Background), "a"); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		if _, err := c.Get(t.Context(), "a"); err != nil || time.Since(began) > 0 {
			t.Errorf("a click waited %s (%v)", time.Since(began), err)
		}
	})
}

func TestProcessesShareABudget(t *testing.T) {
	file := filepath.Join(t.TempDir(), "calls")
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []*http.Response{respond(200)}}
		for i := range 700 {
			// Every call by a process of its own.
			if _, err := sharing(t, w, nil, file).Get(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
			if took := w.calls[i].Sub(w.calls[0]); i < interactiveShare && took > 0 {
				t.Fatalf("call %d waited %s", i, took)
			}
		}
		if took := w.calls[interactiveShare].Sub(w.calls[0]); took < window {
			t.Errorf("call %d came after %s", interactiveShare, took)
		}
	})
}

func TestDelayTellsWhenCallsWillHaveBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []*http.Response{respond(200)}}
		c := over(t, w, nil)
		ctx := library.WithPriority(t.Context(), library.Bulk)
		for range 100 {
			if _, err := c.Get(ctx, "a"); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range []int{0, 1, bulkShare - 100, bulkShare - 99, 2*bulkShare - 100, 2*bulkShare - 99} {
			want := c.Delay(n, library.Bulk)
			began := time.Now()
			other := &budget{tally: c.budget.tally}
			for range n {
				if err := other.wait(ctx, func(time.Time) {}); err != nil {
					t.Fatal(err)
				}
			}
			if took := time.Since(began); took != want {
				t.Errorf("%d calls: told %s, took %s", n, want, took)
			}
			c.budget.tally.shift(time.Since(began))
		}
	})
}

// shift moves all calls to a later time.
func (t *tally) shift(d time.Duration) {
	for i := range t.Calls {
		if t.Calls[i] != 0 {
			t.Calls[i] += int64(d)
		}
	}
}
