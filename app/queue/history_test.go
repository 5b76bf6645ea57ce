package queue

import (
	"testing"
	"time"

	"spool/uploader"
)

func TestABarIsTheAverageOfItsTime(t *testing.T) {
	h, now := newHistory(), time.Now()
	h.add(now, nil)
	// An upload that is over when the bar is drawn.
	for i := range 3 {
		h.add(now.Add(time.Duration(i+1)*600*time.Millisecond), []uploader.Progress{{ID: 1, Speed: 100}})
	}
	if !h.add(now.Add(barTime), nil) {
		t.Fatal("no bar is drawn")
	}
	if got := h.all[len(h.all)-1]; got != 60 {
		t.Errorf("the bar is %v high", got)
	}
}
