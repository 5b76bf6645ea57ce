// Package words makes the sentences and figures that the pages show: through
// the translation catalogue, in one style, from every page alike.
package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
)

// F is a sentence with figures in it. Translations may change their order with
// %[2]s.
func F(sentence string, figures ...any) string {
	return fmt.Sprintf(lang.L(sentence), figures...)
}

// N is a sentence about n things, which is its only figure.
func N(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf(lang.L(one), Count(1))
	}
	return fmt.Sprintf(lang.L(many), Count(n))
}

// List joins parts of a sentence, without those that are empty.
func List(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

// Count writes a number with its thousands apart: "8,412".
func Count(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Rate splits a speed in bytes a second into figure and unit: "18.4", "MB/s".
func Rate(speed float64) (figure, unit string) {
	switch {
	case speed >= 999.5e6:
		return strconv.FormatFloat(speed/1e9, 'f', 2, 64), "GB/s"
	case speed >= 99.95e6:
		return strconv.FormatFloat(speed/1e6, 'f', 0, 64), "MB/s"
	case speed == 0:
		return "0", "MB/s"
	case speed >= 0.9995e6:
		return strconv.FormatFloat(speed/1e6, 'f', 1, 64), "MB/s"
	}
	return strconv.FormatFloat(speed/1e3, 'f', 0, 64), "kB/s"
}

// Speed is Rate in one piece.
func Speed(speed float64) string {
	figure, unit := Rate(speed)
	return figure + " " + unit
}

// About is a time to go as people say it from afar.
func About(d time.Duration) string {
	switch minutes := int(math.Round(d.Minutes())); {
	case d <= 0:
		return ""
	case minutes < 1:
		return lang.L("Less than a minute left")
	case minutes < 60:
		return F("About %d min left", minutes)
	case minutes < 24*60:
		return F("About %d h %d min left", minutes/60, minutes%60)
	}
	return N(int(math.Round(d.Hours()/24)), "About %s day left", "About %s days left")
}

// Day is a date without the year where that is this one: "14 May".
func Day(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if t.Year() == now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// Ago is how long a time has passed, as people say it: under a day relative,
// else the day.
func Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < 10*time.Second:
		return lang.L("just now")
	case d < time.Minute:
		return F("%d s ago", int(d.Seconds()))
	case d < time.Hour:
		return F("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return F("%d h ago", int(d.Hours()))
	}
	return Day(t, now)
}

// ShortUID is the ends of a uid: "9c1f…a27e".
func ShortUID(uid string) string {
	if len(uid) <= 9 {
		return uid
	}
	return uid[:4] + "…" + uid[len(uid)-4:]
}

// Lasting is how long something takes: "2 min 5 s".
func Lasting(d time.Duration) string {
	d = d.Round(time.Second)
	switch minutes, seconds := int(d.Minutes()), int(d.Seconds())%60; {
	case minutes >= 60:
		return F("%d h %d min", minutes/60, minutes%60)
	case minutes > 0:
		return F("%d min %d s", minutes, seconds)
	default:
		return F("%d s", max(1, seconds))
	}
}

// Capital is the first line of an error, begun as a sentence is.
func Capital(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return Capitalized(line)
}

// Capitalized is a text begun as a sentence is.
func Capitalized(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
