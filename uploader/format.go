package uploader

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Bytes writes a number of bytes as people say it, in powers of a thousand
// with at most three digits: "375 MB", "4.31 GB", "2.4 GB".
func Bytes(n int64) string {
	value, unit := scaled(n)
	digits := strconv.FormatFloat(value, 'f', decimals(value), 64)
	return trimZeros(digits) + " " + units[unit]
}

// BytesOf writes a part of a whole in the unit of the whole: "2.93 of 4.31 GB".
func BytesOf(part, whole int64) string {
	value, unit := scaled(whole)
	digits := strconv.FormatFloat(float64(part)/math.Pow(1000, float64(unit)), 'f', decimals(value), 64)
	return trimZeros(digits) + " of " + Bytes(whole)
}

var units = []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}

// scaled is n in the unit that leaves at most three digits before the point.
func scaled(n int64) (value float64, unit int) {
	value = float64(n)
	for value >= 999.5 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	return value, unit
}

func decimals(value float64) int {
	switch {
	case value < 9.995:
		return 2
	case value < 99.95:
		return 1
	}
	return 0
}

func trimZeros(digits string) string {
	if strings.Contains(digits, ".") {
		return strings.TrimRight(strings.TrimRight(digits, "0"), ".")
	}
	return digits
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
