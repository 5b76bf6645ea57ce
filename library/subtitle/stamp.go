package subtitle

import (
	"fmt"
	"strings"
	"time"
)

// parseStamp reads a time as subtitle files write it: hours are optional,
// thousandths follow a period or a comma and may be missing, and what is finer
// is rounded. strict says that it is exactly as WebVTT wants it.
func parseStamp(s string) (d time.Duration, strict, ok bool) {
	whole, fraction, found := cutAny(s, ".,")
	parts := strings.Split(whole, ":")
	if len(parts) < 2 || len(parts) > 3 || len(fraction) > 9 || (found && fraction == "") {
		return 0, false, false
	}
	strict = found && len(fraction) == 3 && !strings.Contains(s, ",")
	var seconds int64
	for i, part := range parts {
		n, ok := digits(part)
		if !ok || len(part) > 5 {
			return 0, false, false
		}
		last := i >= len(parts)-2 // minutes and seconds
		if last && n > 59 {
			return 0, false, false
		}
		if len(part) < 2 || (last && len(part) > 2) {
			strict = false
		}
		seconds = seconds*60 + n
	}
	nanos, ok := digits((fraction + "000000000")[:9])
	if !ok {
		return 0, false, false
	}
	d = time.Duration(seconds)*time.Second + time.Duration(nanos)
	return d.Round(time.Millisecond), strict, true
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func digits(s string) (n int64, ok bool) {
	for _, r := range []byte(s) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, s != ""
}

// FormatStamp is a time as WebVTT writes it, with hours.
func FormatStamp(d time.Duration) string { return formatStamp(d, true, '.') }

func formatStamp(d time.Duration, hours bool, point byte) string {
	ms := max(d, 0).Round(time.Millisecond).Milliseconds()
	h, m, s := ms/3600_000, ms/60_000%60, ms/1000%60
	if h > 0 || hours {
		return fmt.Sprintf("%02d:%02d:%02d%c%03d", h, m, s, point, ms%1000)
	}
	return fmt.Sprintf("%02d:%02d%c%03d", m, s, point, ms%1000)
}

// ParseStamp reads a time as a person types it: 1:02.5, 00:01:02.500 or 62.5
// seconds. Where no hour is given the minutes go on: 99:00 is 1:39:00.
func ParseStamp(s string) (time.Duration, error) {
	s = strings.TrimSpace(s)
	if minutes, rest, ok := strings.Cut(s, ":"); ok && !strings.Contains(rest, ":") && len(minutes) <= 5 {
		if n, ok := digits(minutes); ok {
			s = fmt.Sprintf("%d:%d:%s", n/60, n%60, rest)
		}
	}
	if d, _, ok := parseStamp(s); ok {
		return d, nil
	}
	if d, err := time.ParseDuration(strings.ReplaceAll(s, ",", ".") + "s"); err == nil && d >= 0 {
		return d, nil
	}
	return 0, fmt.Errorf("%.20q is no time: write 00:01:02.500", s)
}
