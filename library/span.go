package library

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// parseSpan reads what follows a comparing key: >10m, <=2GB, :5m..10m,
// :2026-05, >30d.
func parseSpan(key QueryKey, op, rest string, now time.Time) (Span, error) {
	text := op + rest
	read := func(s string) (low, high float64, err error) {
		low, high, err = parseAmount(key, s, now)
		if err != nil {
			err = fmt.Errorf("%s: %w", key.Name, err)
		}
		return low, high, err
	}
	if from, to, ok := strings.Cut(rest, ".."); ok && op == ":" {
		span := Span{Min: math.Inf(-1), Max: math.Inf(1), Text: text}
		var err error
		if from != "" {
			if span.Min, _, err = read(from); err != nil {
				return Span{}, err
			}
		}
		if to != "" {
			if _, span.Max, err = read(to); err != nil {
				return Span{}, err
			}
		}
		return span, nil
	}
	low, high, err := read(rest)
	if err != nil {
		return Span{}, err
	}
	switch op {
	case "<":
		return Span{math.Inf(-1), before(low), text}, nil
	case "<=":
		return Span{math.Inf(-1), high, text}, nil
	case ">":
		return Span{after(high), math.Inf(1), text}, nil
	case ">=":
		return Span{low, math.Inf(1), text}, nil
	}
	return Span{low, high, text}, nil
}

func before(x float64) float64 { return math.Nextafter(x, math.Inf(-1)) }
func after(x float64) float64  { return math.Nextafter(x, math.Inf(1)) }

// parseAmount gives the first and last number a written amount stands for: a
// month is all its nanoseconds, a duration in whole seconds all of that
// second.
func parseAmount(key QueryKey, s string, now time.Time) (low, high float64, err error) {
	switch key.Kind {
	case KindDuration:
		d, err := parseDuration(s)
		if err != nil {
			return 0, 0, err
		}
		if d == math.Trunc(d) {
			return d, before(d + 1), nil
		}
		return d, d, nil
	case KindSize:
		n, err := parseSize(s)
		return n, n, err
	case KindTime:
		return parseTime(s, key.Ahead, now)
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) {
		return 0, 0, fmt.Errorf("%q is not a number", s)
	}
	return n, n, nil
}

// parseDuration reads seconds: 90, 90s, 10m, 1h30m, 1:30:00.
func parseDuration(s string) (float64, error) {
	wrong := fmt.Errorf("%q is not a length like 90, 10m or 1:30:00", s)
	if strings.Contains(s, ":") {
		total := 0.0
		for part := range strings.SplitSeq(s, ":") {
			n, err := strconv.ParseFloat(part, 64)
			if err != nil || n < 0 || math.IsInf(n, 0) {
				return 0, wrong
			}
			total = total*60 + n
		}
		return total, nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && !math.IsInf(n, 0) {
		return n, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, wrong
	}
	return d.Seconds(), nil
}

// parseSize reads bytes: 1500, 500MB, 2GB, 1GiB. As in the rest of the app, a
// GB is 10^9 bytes.
func parseSize(s string) (float64, error) {
	units := []struct {
		name  string
		bytes float64
	}{
		{"kib", 1 << 10},
		{"mib", 1 << 20},
		{"gib", 1 << 30},
		{"tib", 1 << 40},
		{"kb", 1e3},
		{"mb", 1e6},
		{"gb", 1e9},
		{"tb", 1e12},
		{"k", 1e3},
		{"m", 1e6},
		{"g", 1e9},
		{"t", 1e12},
		{"b", 1},
		{"", 1},
	}
	lower := strings.ToLower(s)
	for _, u := range units {
		number, ok := strings.CutSuffix(lower, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || n < 0 || math.IsInf(n, 0) || math.IsNaN(n) {
			break
		}
		return n * u.bytes, nil
	}
	return 0, fmt.Errorf("%q is not a size like 500MB or 2GB", s)
}

// parseTime reads a year, month, day, a moment, today, or a number of hours,
// days or weeks from now, as Unix nanoseconds.
func parseTime(s string, ahead bool, now time.Time) (low, high float64, err error) {
	span := func(from, to time.Time) (float64, float64, error) {
		return float64(from.UnixNano()), before(float64(to.UnixNano())), nil
	}
	if s == "today" {
		y, m, d := now.Date()
		from := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
		return span(from, from.AddDate(0, 0, 1))
	}
	for _, unit := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {time.DateOnly, 0, 0, 1}} {
		if t, err := time.ParseInLocation(unit.layout, s, now.Location()); err == nil {
			return span(t, t.AddDate(unit.years, unit.months, unit.days))
		}
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		x := float64(t.UnixNano())
		return x, x, nil
	}
	if t, ok := relative(s, ahead, now); ok {
		x := float64(t.UnixNano())
		return x, x, nil
	}
	return 0, 0, fmt.Errorf("%q is not a date like 2026-05-01, 2026-05 or 30d", s)
}

func relative(s string, ahead bool, now time.Time) (time.Time, bool) {
	if s == "" {
		return time.Time{}, false
	}
	if s[0] == '-' || s[0] == '+' {
		ahead, s = s[0] == '+', s[1:]
	}
	if s == "" {
		return time.Time{}, false
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil || n < 0 || n > 1e6 {
		return time.Time{}, false
	}
	if !ahead {
		n = -n
	}
	switch s[len(s)-1] {
	case 'h':
		return now.Add(time.Duration(n) * time.Hour), true
	case 'd':
		return now.AddDate(0, 0, n), true
	case 'w':
		return now.AddDate(0, 0, 7*n), true
	case 'y':
		return now.AddDate(n, 0, 0), true
	}
	return time.Time{}, false
}

func parseYesNo(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "yes", "true", "on", "1":
		return true, nil
	case "no", "false", "off", "0":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no", s)
}
