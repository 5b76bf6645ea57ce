package uploader

import (
	"fmt"
	"math"
	"time"
)

// Bytes writes a number of bytes as people say it, in powers of a thousand
// with three digits: "375 MB", "4.31 GB".
func Bytes(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	v, units := float64(n), []string{"kB", "MB", "GB", "TB", "PB", "EB"}
	unit := -1
	for v >= 999.5 && unit < len(units)-1 {
		v, unit = v/1000, unit+1
	}
	switch {
	case v < 9.995:
		return fmt.Sprintf("%.2f %s", v, units[unit])
	case v < 99.95:
		return fmt.Sprintf("%.1f %s", v, units[unit])
	}
	return fmt.Sprintf("%.0f %s", v, units[unit])
}

// Timecode writes a duration as "09:48" or "1:06:22".
func Timecode(d time.Duration) string {
	s := int64(math.Round(d.Seconds()))
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

// Remaining writes how long something still takes: "15 s", "3 min 46 s",
// "2 h 5 min".
func Remaining(d time.Duration) string {
	s := int64(math.Ceil(d.Seconds()))
	switch {
	case s < 60:
		return seconds(d)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s/60%60)
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%d s", max(1, int64(math.Ceil(d.Seconds()))))
}
