package inspector

import (
	"encoding/json"
	"strings"
	"time"

	"spool/library"
)

// The dates people write and read. Stream counts in UTC, and so does the form.
const (
	dayLayout    = "2 Jan 2006"
	minuteLayout = "2 Jan 2006 15:04"
)

// momentText is a date as the form shows it; what is no date shows as it is.
func momentText(p library.Path, value json.RawMessage) string {
	text := library.FormatValue(p, value)
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return text
	}
	if t = t.UTC(); t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(dayLayout)
	}
	return t.Format(minuteLayout)
}

// momentValue is what the library reads of a date a person wrote.
func momentValue(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, layout := range []string{minuteLayout, dayLayout, "2 January 2006", "2.1.2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return text
}
