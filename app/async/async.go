// Package async carries work away from Fyne's goroutine and news back to it.
//
// Fyne's queue of functions is without bound and shares its loop with input and
// drawing. So news that comes faster than it is shown is replaced, not queued,
// and commands wait in a line of their own.
package async

import (
	"context"
	"sync"
)

// Latest hands values to Fyne's goroutine. Of values that come while one waits
// to be shown, only the newest is.
type Latest[T any] struct {
	show func(T)
	post Post

	mu     sync.Mutex
	next   T
	posted bool
}

// Post runs a function on Fyne's goroutine, later: fyne.Do outside of tests.
type Post func(func())

// NewLatest returns a Latest that calls show on Fyne's goroutine.
func NewLatest[T any](post Post, show func(T)) *Latest[T] {
	return &Latest[T]{show: show, post: post}
}

// Put takes a value from any goroutine and never waits.
func (l *Latest[T]) Put(value T) {
	l.mu.Lock()
	l.next = value
	posted := l.posted
	l.posted = true
	l.mu.Unlock()
	if !posted {
		l.post(l.deliver)
	}
}

func (l *Latest[T]) deliver() {
	l.mu.Lock()
	value := l.next
	l.posted = false
	l.mu.Unlock()
	l.show(value)
}

// Line does commands one after the other, off Fyne's goroutine.
type Line struct {
	ctx    context.Context
	cancel context.CancelFunc
	post   Post

	mu      sync.Mutex
	waiting []command
	busy    bool
	closed  bool
	idle    sync.WaitGroup
}

// command is what to do, and what then happens on Fyne's goroutine.
type command struct {
	run  func(context.Context) error
	then func(error)
}

// NewLine returns an empty line. Close ends it.
func NewLine(post Post) *Line {
	ctx, cancel := context.WithCancel(context.Background())
	return &Line{ctx: ctx, cancel: cancel, post: post}
}

// Do puts a command at the end of the line. then, which may be nil, gets its
// error on Fyne's goroutine. A closed line does nothing.
func (l *Line) Do(run func(context.Context) error, then func(error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.waiting = append(l.waiting, command{run, then})
	if !l.busy {
		l.busy = true
		l.idle.Go(l.work)
	}
}

func (l *Line) work() {
	for {
		l.mu.Lock()
		if len(l.waiting) == 0 {
			l.busy = false
			l.mu.Unlock()
			return
		}
		c := l.waiting[0]
		l.waiting = l.waiting[1:]
		l.mu.Unlock()
		err := c.run(l.ctx)
		if c.then != nil && l.ctx.Err() == nil {
			l.post(func() { c.then(err) })
		}
	}
}

// Close lets what was begun or waits see its context end, and returns when the
// line is empty.
func (l *Line) Close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.cancel()
	l.idle.Wait()
}
