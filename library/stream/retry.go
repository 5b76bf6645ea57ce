package stream

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// Wait tells why a call is not made yet.
type Wait struct {
	// Until is when it goes on.
	Until time.Time
	// Err is what the last attempt met, nil when only the budget is used up.
	Err error
}

const (
	attempts    = 6
	firstPause  = 500 * time.Millisecond
	longestWait = 30 * time.Second
)

// retry makes attempts within the budget until one succeeds, cannot succeed,
// or there were enough. Refusals for too many calls are retried always, lost
// answers and failures of the server only for calls that may be repeated.
func (c *Client) retry(ctx context.Context, r replay, attempt func(context.Context) (string, error)) (string, error) {
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return "", context.Cause(ctx)
		}
		if err := c.budget.wait(ctx, func(until time.Time) { c.onWait(Wait{Until: until}) }); err != nil {
			return "", err
		}
		body, err := attempt(ctx)
		if err == nil {
			return body, nil
		}
		ok, sent := retryable(err)
		if !ok || n == attempts || ctx.Err() != nil || (sent && r == once) {
			return "", err
		}
		pause := backOff(n)
		var e *Error
		if errors.As(err, &e) && e.RetryAfter > 0 {
			pause = e.RetryAfter
			if !sent {
				if perr := c.budget.pause(time.Now().Add(pause)); perr != nil {
					return "", errors.Join(err, perr)
				}
			}
		}
		c.onWait(Wait{Until: time.Now().Add(pause), Err: err})
		if err := sleep(ctx, pause); err != nil {
			return "", err
		}
	}
}

// backOff doubles from half a second to half a minute; a random half of it
// keeps many clients from coming back at the same moment.
func backOff(n int) time.Duration {
	d := min(firstPause<<(n-1), longestWait)
	return d/2 + rand.N(d/2+1)
}
