package localstream

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights makes a thing once for all who want it at the same time. The making
// belongs to none of them: it goes on while anybody waits, and ends with the
// last. Its methods may be called from any goroutine.
type flights struct {
	ctx context.Context // ends every making

	mu    sync.Mutex
	under map[string]*flight
	done  sync.WaitGroup
}

type flight struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{} // closed when err is set
	err     error
}

func newFlights(ctx context.Context) *flights {
	return &flights{ctx: ctx, under: map[string]*flight{}}
}

// do waits until the thing under key was made by somebody's f, or ctx ends.
func (g *flights) do(ctx context.Context, key string, f func(context.Context) error) error {
	fl := g.join(key, f)
	select {
	case <-fl.done:
		return fl.err
	case <-ctx.Done():
		g.leave(key, fl)
		return ctx.Err()
	}
}

func (g *flights) join(key string, f func(context.Context) error) *flight {
	g.mu.Lock()
	defer g.mu.Unlock()
	fl := g.under[key]
	if fl == nil {
		ctx, cancel := context.WithCancel(g.ctx)
		fl = &flight{cancel: cancel, done: make(chan struct{})}
		g.under[key] = fl
		g.done.Go(func() {
			fl.err = guarded(ctx, f)
			cancel()
			g.forget(key, fl)
			close(fl.done)
		})
	}
	fl.waiting++
	return fl
}

// leave takes one from those who wait. Who comes after the last begins anew.
func (g *flights) leave(key string, fl *flight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if fl.waiting--; fl.waiting > 0 {
		return
	}
	fl.cancel()
	if g.under[key] == fl {
		delete(g.under, key)
	}
}

func (g *flights) forget(key string, fl *flight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.under[key] == fl {
		delete(g.under, key)
	}
}

// wait returns after the last making. Nobody may call do any more.
func (g *flights) wait() { g.done.Wait() }

// guarded turns a panic into an error: here is no request that it would end.
func guarded(ctx context.Context, f func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f(ctx)
}
