package subtitle

import (
	"fmt"
	"math"
	"time"
)

// Limits are what a text that is read in passing should keep to.
type Limits struct {
	// CharsPerSecond is how fast people read, LineLength how many characters
	// fit on a line. Zero switches a check off.
	CharsPerSecond float64
	LineLength     int
	// Length is how long the video plays, after which no cue is seen.
	Length time.Duration
}

// lengthGrain is what lengths of videos are told to: a cue that ends within it
// may well end with the video.
const lengthGrain = 100 * time.Millisecond

// Usual are the limits broadcasters use for most languages.
var Usual = Limits{CharsPerSecond: 20, LineLength: 42}

// ProblemKind is what can be wrong.
type ProblemKind string

// The problems, worst first.
const (
	NoHeader    ProblemKind = "no_header"    // the file does not begin with WEBVTT
	TimesUnread ProblemKind = "times_unread" // a cue's times can't be read, players leave it out
	TimesOdd    ProblemKind = "times_odd"    // times in a form that players may not read
	Backwards   ProblemKind = "backwards"    // the cue does not end after it starts
	Order       ProblemKind = "order"        // the cue starts before the one ahead of it
	Overlap     ProblemKind = "overlap"      // two cues are shown at once
	Empty       ProblemKind = "empty"        // the cue has no text
	Late        ProblemKind = "late"         // the cue ends after the video
	Speed       ProblemKind = "speed"        // too much text for its time
	LineTooLong ProblemKind = "line_length"
)

// Problem is one thing that is wrong with a file.
type Problem struct {
	Kind ProblemKind
	// Error is set for what players get wrong; the rest is hard to read.
	Error bool
	// Cue is the place of the cue, -1 for the file; Other that of the second
	// cue of Order and Overlap, else -1.
	Cue, Other int
	// Line is the line in the file as it was read, 0 where that is not known.
	Line int
	// By is how long two cues overlap; Rate the characters a second, Length
	// those of the longest line.
	By     time.Duration
	Rate   float64
	Length int
	// Start and End are the times of the cue, End after a repair of Speed in
	// EndAfter.
	Start, End, EndAfter time.Duration
	// Fixable says that Fix knows what to do.
	Fixable bool

	limits Limits
}

// Check gives everything that is wrong, in the order of the file. It takes
// about a millisecond for ten thousand cues.
func (d *Document) Check(l Limits) []Problem {
	var all []Problem
	for _, f := range d.faults {
		all = append(all, Problem{Kind: f.kind, Error: true, Cue: -1, Other: -1, Line: f.line, Fixable: f.kind == NoHeader})
	}
	latest := -1 // the cue that ends last of those before
	for i := range d.cues {
		k := d.at(i)
		add := func(p Problem) {
			p.Cue, p.Line, p.Start, p.End, p.limits = i, k.line, k.cue.Start, k.cue.End, l
			all = append(all, p)
		}
		if k.odd {
			add(Problem{Kind: TimesOdd, Error: true, Other: -1, Fixable: true})
		}
		if k.cue.End <= k.cue.Start {
			add(Problem{Kind: Backwards, Error: true, Other: -1, Fixable: k.cue.End < k.cue.Start})
		}
		if i > 0 && k.cue.Start < d.at(i-1).cue.Start {
			add(Problem{Kind: Order, Error: true, Other: i - 1, Fixable: true})
		} else if latest >= 0 && d.overlap(latest, i) {
			before := d.at(latest).cue
			add(Problem{
				Kind: Overlap, Error: true, Other: latest, By: min(before.End, k.cue.End) - k.cue.Start,
				Fixable: before.Start < k.cue.Start,
			})
		}
		if latest < 0 || k.cue.End > d.at(latest).cue.End {
			latest = i
		}
		if l.Length > 0 && k.cue.End > l.Length+lengthGrain {
			add(Problem{Kind: Late, Other: -1, Fixable: k.cue.Start < l.Length})
		}
		if k.gauge.chars == 0 {
			add(Problem{Kind: Empty, Error: true, Other: -1, Fixable: true})
			continue
		}
		d.checkReading(i, l, add)
	}
	return all
}

// overlap reports whether two cues, the first of which does not start later,
// are shown at once in the same place.
func (d *Document) overlap(first, second int) bool {
	a, b := d.at(first).cue, d.at(second).cue
	// Different settings put them in different places, on purpose.
	return a.End > b.Start && b.End > b.Start && a.Settings == b.Settings
}

func (d *Document) checkReading(i int, l Limits, add func(Problem)) {
	k := d.at(i)
	if length := k.cue.End - k.cue.Start; l.CharsPerSecond > 0 && length > 0 {
		rate := float64(k.gauge.chars) / length.Seconds()
		if rate > l.CharsPerSecond {
			end, ok := d.readable(i, l)
			add(Problem{Kind: Speed, Other: -1, Rate: rate, EndAfter: end, Fixable: ok})
		}
	}
	if l.LineLength > 0 && k.gauge.longest > l.LineLength {
		add(Problem{Kind: LineTooLong, Other: -1, Length: k.gauge.longest, Fixable: true})
	}
}

// readable is when a cue would end that stays long enough; ok is false where
// the next cue begins before, or the video ends.
func (d *Document) readable(i int, l Limits) (end time.Duration, ok bool) {
	k := d.at(i)
	tenths := math.Ceil(float64(k.gauge.chars) / l.CharsPerSecond * 10)
	end = k.cue.Start + time.Duration(tenths)*100*time.Millisecond
	if i+1 < len(d.cues) {
		if next := d.at(i + 1).cue; next.Start > k.cue.Start && end > next.Start {
			return 0, false
		}
	}
	if l.Length > 0 && end > l.Length+lengthGrain {
		return 0, false
	}
	return end, true
}

// Title says what is wrong, with cues by their number from 1.
func (p Problem) Title() string {
	n := p.Cue + 1
	switch p.Kind {
	case NoHeader:
		return "The file does not begin with WEBVTT"
	case TimesUnread:
		return fmt.Sprintf("The times in line %d can't be read", p.Line)
	case TimesOdd:
		return fmt.Sprintf("The times of cue %d are not in WebVTT's form", n)
	case Backwards:
		if p.Start == p.End {
			return fmt.Sprintf("Cue %d ends when it starts", n)
		}
		return fmt.Sprintf("Cue %d ends before it starts", n)
	case Order:
		return fmt.Sprintf("Cue %d starts before cue %d", n, p.Other+1)
	case Overlap:
		return fmt.Sprintf("Cues %d and %d overlap by %.2f s", p.Other+1, n, p.By.Seconds())
	case Empty:
		return fmt.Sprintf("Cue %d has no text", n)
	case Late:
		if p.Start >= p.limits.Length {
			return fmt.Sprintf("Cue %d starts after the video", n)
		}
		return fmt.Sprintf("Cue %d ends after the video", n)
	case Speed:
		return fmt.Sprintf("Cue %d is hard to read in time", n)
	}
	return fmt.Sprintf("Cue %d has a long line", n)
}

// Detail is the line below the title.
func (p Problem) Detail() string {
	switch p.Kind {
	case NoHeader:
		return "Stream and players may refuse it"
	case TimesUnread, TimesOdd:
		return "Players leave such a cue out"
	case Backwards, Order:
		return fmt.Sprintf("%s to %s", FormatStamp(p.Start), FormatStamp(p.End))
	case Overlap:
		return "Players may show both or drop one"
	case Empty:
		return "It takes time and shows nothing"
	case Late:
		return fmt.Sprintf("It ends at %s, the video at %s", FormatStamp(p.End), FormatStamp(p.limits.Length))
	case Speed:
		return fmt.Sprintf("%.0f characters a second, aim for %.0f", p.Rate, p.limits.CharsPerSecond)
	}
	return fmt.Sprintf("%d characters, aim for %d", p.Length, p.limits.LineLength)
}

// Remedy is what Fix does, as a button says it; empty where it can't help.
func (p Problem) Remedy() string {
	if !p.Fixable {
		return ""
	}
	switch p.Kind {
	case NoHeader:
		return "Add it"
	case TimesOdd:
		return "Rewrite the times"
	case Backwards:
		return "Swap times"
	case Order:
		return "Sort cues"
	case Overlap:
		return fmt.Sprintf("Trim %d", p.Other+1)
	case Empty:
		return fmt.Sprintf("Delete %d", p.Cue+1)
	case Late:
		return fmt.Sprintf("Trim %d", p.Cue+1)
	case Speed:
		return fmt.Sprintf("Extend to %.1f s", (p.EndAfter - p.Start).Seconds())
	}
	return "Break the line"
}
