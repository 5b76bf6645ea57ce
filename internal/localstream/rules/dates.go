package rules

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
)

// The first and the last moment that can be kept: as nanoseconds in 64 bits.
var (
	earliest = time.Unix(0, math.MinInt64).UTC()
	latest   = time.Unix(0, math.MaxInt64).UTC()
)

// ParseDate reads the RFC 3339 date of a field. One that cannot be kept is
// refused (ours: no bounds are documented).
func ParseDate(field, text string) (time.Time, error) {
	t, err := parseRFC3339(text)
	if err != nil {
		return t, envelope.ErrBadRequest.With("%s must be a date in RFC 3339", field)
	}
	if t.Before(earliest) || t.After(latest) {
		return t, envelope.ErrBadRequest.With("%s must be a date between %d and %d", field, earliest.Year(), latest.Year())
	}
	return t, nil
}

// datePattern leaves out what time.Parse lets through: a comma, an hour 24.
var datePattern = regexp.MustCompile(`^[0-9-]{10}[Tt][0-9:]{8}(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`)

func parseRFC3339(text string) (time.Time, error) {
	if !datePattern.MatchString(text) {
		return time.Time{}, strconv.ErrSyntax
	}
	return time.Parse(time.RFC3339, strings.ToUpper(text))
}

// within brings a date to those that can be kept: as a bound of a list it means
// the same.
func within(t time.Time) time.Time {
	switch {
	case t.Before(earliest):
		return earliest
	case t.After(latest):
		return latest
	}
	return t
}
