package uploader

import "time"

// meter turns a growing count of bytes into a speed, averaged over the last
// seconds so that it neither jumps nor lags.
type meter struct {
	last  time.Time
	count int64
	speed float64
	warm  time.Duration
}

// meterWindow is the time over which speed is averaged.
const meterWindow = 5 * time.Second

// sample takes the count at a time and returns bytes a second, 0 while it has
// seen too little to say.
func (m *meter) sample(now time.Time, count int64) float64 {
	if m.last.IsZero() || count < m.count {
		m.last, m.count = now, count
		return m.speed
	}
	dt := now.Sub(m.last)
	if dt <= 0 {
		return m.speed
	}
	current := float64(count-m.count) / dt.Seconds()
	m.last, m.count = now, count
	// Until the window has filled once, all samples weigh the same.
	m.warm = min(m.warm+dt, meterWindow)
	weight := min(1, float64(dt)/float64(m.warm))
	m.speed += weight * (current - m.speed)
	return m.speed
}
