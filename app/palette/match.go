package palette

import (
	"slices"
	"strings"
	"time"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
)

// match are the items that hold every word that was typed, those that begin with
// it first, at most so many; 0 is all.
func match(items []Item, needle string, most int) []Item {
	needle = strings.ToLower(needle)
	var found []Item
	for _, item := range items {
		if all(strings.ToLower(item.Label+" "+item.Words), strings.Fields(needle)) {
			found = append(found, item)
		}
	}
	if needle != "" {
		slices.SortStableFunc(found, func(a, b Item) int { return rank(a, needle) - rank(b, needle) })
	}
	if most > 0 && len(found) > most {
		found = found[:most]
	}
	return found
}

func all(text string, parts []string) bool {
	for _, w := range parts {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// rank is 0 where the label begins so, 1 where one of its words does.
func rank(item Item, needle string) int {
	label := strings.ToLower(item.Label)
	switch {
	case strings.HasPrefix(label, needle):
		return 0
	case strings.Contains(label, " "+needle):
		return 1
	case strings.Contains(label, needle):
		return 2
	}
	return 3
}

func nameOf(v *library.Video) string {
	if name := v.Name(); name != "" {
		return name
	}
	return v.UID
}

// detailOf is a video's length, creator and day.
func detailOf(v *library.Video, now time.Time) string {
	length := ""
	if v.Duration > 0 {
		length = uploader.Timecode(time.Duration(v.Duration * float64(time.Second)))
	}
	day := ""
	if !v.Created.IsZero() {
		day = words.Day(v.Created, now)
	}
	return words.List(length, v.Creator, day)
}
