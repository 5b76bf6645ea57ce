package rules

import (
	"regexp"
	"strconv"
)

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// ParseNumber reads a number as JSON writes it: Go would take 0x1p-1 and Inf too.
func ParseNumber(text string) (float64, error) {
	if !number.MatchString(text) {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(text, 64)
}
