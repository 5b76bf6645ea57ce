package subtitle

import (
	"fmt"
	"strings"
)

// readSBV reads YouTube's SBV: a line with both times, then the text, then a
// blank line.
func readSBV(text string) ([]Cue, error) {
	var cues []Cue
	var lines []string
	end := func() {
		if n := len(cues); n > 0 {
			cues[n-1].Text = escapeText(strings.ReplaceAll(strings.Join(lines, "\n"), "[br]", "\n"))
		}
		lines = nil
	}
	s := &scanner{text: strings.TrimPrefix(text, bom), line: 1}
	// What separates cues is times after a blank line, so that a text may
	// have blank lines of its own.
	afterBlank := true
	for !s.done() {
		number := s.line
		line, _ := s.next()
		line = strings.TrimSpace(line)
		from, to, pair := strings.Cut(line, ",")
		start, _, okStart := parseStamp(from)
		finish, _, okFinish := parseStamp(to)
		switch {
		case line == "":
			afterBlank = true
			continue
		case afterBlank && pair && okStart && okFinish:
			end()
			cues = append(cues, Cue{Start: start, End: finish})
		case afterBlank && len(cues) == 0, afterBlank && looksTimed(from) && looksTimed(to):
			return nil, fmt.Errorf("line %d: the times %.40q can't be read", number, line)
		default:
			lines = append(lines, line)
		}
		afterBlank = false
	}
	end()
	return cues, nil
}

// looksTimed reports whether something was meant to be a time.
func looksTimed(s string) bool {
	return strings.Count(s, ":") >= 2 && !strings.ContainsAny(s, " ") && len(s) < 20
}

func writeSBV(cues []Cue) []byte {
	var b strings.Builder
	for i, c := range cues {
		if i > 0 {
			b.WriteString("\n")
		}
		// SBV writes hours without a leading zero.
		fmt.Fprintf(&b, "%s,%s\n%s\n", sbvStamp(c), sbvStamp(Cue{Start: c.End}), Plain(c.Text))
	}
	return []byte(b.String())
}

func sbvStamp(c Cue) string {
	s := FormatStamp(c.Start)
	if s[0] == '0' {
		s = s[1:]
	}
	return s
}
