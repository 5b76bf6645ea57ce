package localstream

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"spool/internal/media"
)

const (
	// mostTakers is how many ffmpegs take frames at a time, on a machine with as
	// many processors.
	mostTakers = 4
	// mostTogether is how many frames one of them takes.
	mostTogether = 8
	// gatherTime is how long one waits for more to take along: far less than it
	// takes to start, and enough for the requests of a strip to come in.
	gatherTime = 4 * time.Millisecond
)

// taker takes frames of videos by ffmpeg. Those of one video that wait while
// others are taken go together: a film-strip asks for many at once.
type taker struct {
	ctx   context.Context // ends when the server closes
	slots chan struct{}

	mu        sync.Mutex
	waiting   map[string][]*take // by the path of the video
	gathering int                // those with a slot that have not begun
}

// take is a frame that somebody waits for.
type take struct {
	want    media.Want
	done    chan struct{} // closed once there is picture or err
	picture []byte
	err     error
}

func newTaker(ctx context.Context) *taker {
	return &taker{ctx: ctx, slots: make(chan struct{}, min(mostTakers, runtime.NumCPU())), waiting: map[string][]*take{}}
}

// frame takes a frame; its errors are those of media.Frame.
func (f *taker) frame(ctx context.Context, path string, want media.Want) ([]byte, error) {
	t := &take{want: want, done: make(chan struct{})}
	f.mu.Lock()
	f.waiting[path] = append(f.waiting[path], t)
	f.mu.Unlock()
	for {
		select {
		case <-t.done:
			return t.picture, t.err
		case f.slots <- struct{}{}:
			f.run(path)
			<-f.slots
		case <-ctx.Done():
			f.drop(path, t)
			return nil, ctx.Err()
		}
	}
}

// alone runs something that takes as long as frames do in one of their slots.
func (f *taker) alone(ctx context.Context, run func() ([]byte, error)) ([]byte, error) {
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
		return run()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// run takes what waits of a video. It does so for others too, so the end of one
// request does not end it.
func (f *taker) run(path string) {
	batch := f.gather(path)
	if len(batch) == 0 {
		return
	}
	wants := make([]media.Want, len(batch))
	for i, t := range batch {
		wants[i] = t.want
	}
	pictures, err := media.Frames(f.ctx, path, wants)
	for i, t := range batch {
		switch {
		case err != nil:
			t.err = err
		case pictures[i] == nil:
			t.err = fmt.Errorf("%w: nothing at %v", media.ErrMalformed, t.want.At)
		default:
			t.picture = pictures[i]
		}
		close(t.done)
	}
}

// gather waits a moment for others and takes its share of those that wait.
func (f *taker) gather(path string) []*take {
	f.mu.Lock()
	f.gathering++
	f.mu.Unlock()
	select {
	case <-time.After(gatherTime):
	case <-f.ctx.Done():
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	sharers := f.gathering
	f.gathering--
	return f.next(path, sharers)
}

// next takes some frames of a video off those that wait, so that as many are left
// for each of the others that share them.
func (f *taker) next(path string, sharers int) []*take {
	all := f.waiting[path]
	n := min((len(all)+sharers-1)/sharers, mostTogether)
	f.waiting[path] = all[n:]
	if n == len(all) {
		delete(f.waiting, path)
	}
	return all[:n:n]
}

func (f *taker) drop(path string, t *take) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(f.waiting[path]), func(other *take) bool { return other == t })
	f.waiting[path] = all
	if len(all) == 0 {
		delete(f.waiting, path)
	}
}
