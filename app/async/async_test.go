package async

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestOnlyTheNewestValueIsShown(t *testing.T) {
	var shown []int
	var posted []func()
	l := NewLatest(func(f func()) { posted = append(posted, f) }, func(v int) { shown = append(shown, v) })
	for i := range 100 {
		l.Put(i)
	}
	if len(posted) != 1 {
		t.Fatalf("%d functions wait for Fyne, want 1", len(posted))
	}
	posted[0]()
	l.Put(100)
	posted[1]()
	if !slices.Equal(shown, []int{99, 100}) {
		t.Errorf("shown %v", shown)
	}
}

func TestCommandsRunInOrder(t *testing.T) {
	l := NewLine(func(f func()) { f() })
	results := make(chan error, 3)
	broken := errors.New("broken")
	var order []int
	for i := range 3 {
		l.Do(func(context.Context) error {
			order = append(order, i)
			if i == 1 {
				return broken
			}
			return nil
		}, func(err error) { results <- err })
	}
	got := []error{<-results, <-results, <-results}
	if got[0] != nil || got[1] != broken || got[2] != nil || !slices.Equal(order, []int{0, 1, 2}) {
		t.Errorf("results %v, order %v", got, order)
	}
	l.Close()
}

func TestCloseEndsWhatWaits(t *testing.T) {
	l := NewLine(func(f func()) { f() })
	begun := make(chan struct{})
	told := false
	l.Do(func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}, func(error) { told = true })
	<-begun
	l.Close()
	l.Do(func(context.Context) error { t.Error("a closed line works"); return nil }, nil)
	if told {
		t.Error("a closed line still reports")
	}
}
