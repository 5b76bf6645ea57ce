package localstream

import (
	"context"
	"errors"
	"testing"
	"time"

	"spool/internal/media"
)

func TestWhoLeavesWaitsForNoFrame(t *testing.T) {
	f := newTaker(t.Context())
	for range cap(f.slots) {
		f.slots <- struct{}{} // others are being taken
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := f.frame(ctx, "film.mp4", media.Want{At: time.Second}); !errors.Is(err, context.Canceled) {
		t.Errorf("it got %v", err)
	}
	if n := len(f.waiting); n != 0 {
		t.Errorf("%d videos have somebody waiting", n)
	}
}

func TestFramesOfOneVideoGoTogether(t *testing.T) {
	f := newTaker(t.Context())
	for range mostTogether + 2 {
		f.waiting["film.mp4"] = append(f.waiting["film.mp4"], &take{})
	}
	f.waiting["other.mp4"] = []*take{{}}
	if n := len(f.next("film.mp4", 1)); n != mostTogether {
		t.Errorf("%d frames go first", n)
	}
	if n := len(f.next("film.mp4", 1)); n != 2 {
		t.Errorf("%d frames go then", n)
	}
	if n := len(f.next("film.mp4", 1)); n != 0 || len(f.waiting) != 1 {
		t.Errorf("%d frames go at last, of %d videos some wait", n, len(f.waiting))
	}
}

func TestTwoShareTheFramesOfAStrip(t *testing.T) {
	f := newTaker(t.Context())
	f.waiting["film.mp4"] = []*take{{}, {}, {}, {}, {}}
	if first, then := len(f.next("film.mp4", 2)), len(f.next("film.mp4", 1)); first != 3 || then != 2 {
		t.Errorf("one takes %d, the other %d", first, then)
	}
}
