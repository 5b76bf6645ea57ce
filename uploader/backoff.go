package uploader

import "time"

const (
	firstDelay = 250 * time.Millisecond
	lastDelay  = time.Minute
	// limitedTries is how often a Limited fault is tried before it asks.
	limitedTries = 12
	// dropTries is how often in a row a dropped upload is created anew before
	// it asks.
	dropTries = 3
)

// delay is the wait before another try: doubling, with jitter of a quarter so
// that jobs that failed together do not come back together. random is 0..1.
func delay(attempts int, asked time.Duration, random float64) time.Duration {
	if asked > 0 {
		return min(asked+time.Duration(random*float64(time.Second)), MaxWait)
	}
	d := firstDelay << min(max(attempts-1, 0), 20)
	d = min(d, lastDelay)
	return d - time.Duration(random*float64(d)/4)
}
