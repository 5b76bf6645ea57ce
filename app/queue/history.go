package queue

import (
	"slices"
	"time"

	"spool/uploader"
	"spool/widgets"
)

// The bars of throughput: the header shows five minutes, a row the last one.
const (
	barTime    = 2400 * time.Millisecond
	headerBars = 125
	headerLast = 25 // bars of the last minute, at full strength
	rowLast    = 6
)

// history is the throughput of the last minutes, in bars of barTime. It is for
// one goroutine.
type history struct {
	all   []float64
	rows  map[int64][]float64
	since time.Time // begin of the bar that is being measured
	sum   float64   // of the speeds seen since then
	seen  int       // how often
}

func newHistory() *history {
	return &history{all: make([]float64, headerBars), rows: map[int64][]float64{}}
}

// add takes the speeds of the moment and reports whether a bar was finished.
func (h *history) add(now time.Time, progress []uploader.Progress) bool {
	if h.since.IsZero() {
		h.since = now
	}
	for _, p := range progress {
		h.sum += p.Speed
	}
	h.seen++
	if now.Sub(h.since) < barTime {
		return false
	}
	// A computer that slept has no throughput for the time between.
	missed := min(int(now.Sub(h.since)/barTime), headerBars)
	average := h.sum / float64(h.seen)
	h.since, h.sum, h.seen = now, 0, 0
	rows := make(map[int64][]float64, len(progress))
	for _, p := range progress {
		rows[p.ID] = push(h.rows[p.ID], p.Speed, widgets.SparklineBars)
	}
	h.rows = rows
	for range missed - 1 {
		h.all = push(h.all, 0, headerBars)
	}
	h.all = push(h.all, average, headerBars)
	return true
}

// busy reports whether anything was sent in the last minutes.
func (h *history) busy() bool {
	return slices.ContainsFunc(h.all, func(v float64) bool { return v > 0 })
}

// push is bars, shifted by one for a new value. The old slice stays as it was,
// as a snapshot may show it.
func push(bars []float64, value float64, n int) []float64 {
	out := make([]float64, n)
	copy(out[max(0, n-1-len(bars)):], bars[max(0, len(bars)-(n-1)):])
	out[n-1] = value
	return out
}
