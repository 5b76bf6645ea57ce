package subtitle

import (
	"regexp"
	"slices"
	"strings"
)

var (
	overrides = regexp.MustCompile(`\{[^{}]*\}`)
	override  = regexp.MustCompile(`\\([biu])([0-9]*)`)
	drawing   = regexp.MustCompile(`\\p([0-9]+)`)
	alignment = regexp.MustCompile(`\\an([1-9])`)
)

// styleASS turns the overrides of ASS into tags: bold, italic and underlined.
// Shapes, which are drawn by text, go.
func styleASS(text string) string {
	var b strings.Builder
	open, from, hidden := []string{}, 0, false
	write := func(s string) {
		if !hidden {
			b.WriteString(strings.ReplaceAll(s, `\h`, "&nbsp;"))
		}
	}
	for _, at := range overrides.FindAllStringIndex(text, -1) {
		write(text[from:at[0]])
		code := text[at[0]:at[1]]
		from = at[1]
		if m := drawing.FindStringSubmatch(code); m != nil {
			hidden = m[1] != "0"
		}
		for _, m := range override.FindAllStringSubmatch(code, -1) {
			on := m[2] != "" && m[2] != "0"
			i := slices.Index(open, m[1])
			switch {
			case on && i < 0:
				open = append(open, m[1])
				b.WriteString("<" + m[1] + ">")
			case !on && i >= 0:
				// What was opened later closes and opens again.
				later := slices.Clone(open[i+1:])
				for _, tag := range slices.Backward(open[i:]) {
					b.WriteString("</" + tag + ">")
				}
				for _, tag := range later {
					b.WriteString("<" + tag + ">")
				}
				open = slices.Concat(open[:i], later)
			}
		}
		if a := alignment.FindString(code); a != "" {
			b.WriteString("{" + a + "}") // for takePlace
		}
	}
	write(text[from:])
	for _, tag := range slices.Backward(open) {
		b.WriteString("</" + tag + ">")
	}
	return b.String()
}

// takePlace takes {\an8} and its like out of a text, which ASS and many SubRip
// files have, and gives the cue settings for the place it names: the digits
// lie as on a keypad, and 2 is where subtitles are anyway.
func takePlace(text string) (rest, settings string) {
	m := alignment.FindStringSubmatch(text)
	rest = overrides.ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasPrefix(s, `{\`) {
			return ""
		}
		return s
	})
	if m == nil {
		return rest, ""
	}
	var parts []string
	switch n := m[1][0] - '0'; {
	case n >= 7:
		parts = append(parts, "line:0")
	case n >= 4:
		parts = append(parts, "line:50%")
	}
	switch (m[1][0] - '0') % 3 {
	case 1:
		parts = append(parts, "position:0%", "align:start")
	case 0:
		parts = append(parts, "position:100%", "align:end")
	}
	return rest, strings.Join(parts, " ")
}
