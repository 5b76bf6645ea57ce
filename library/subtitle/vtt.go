package subtitle

import (
	"strings"
)

const bom = "\uFEFF"

// ParseVTT reads a WebVTT file that is UTF-8. It takes every text: what is
// wrong shows in Check, and Bytes gives the text back as it came. The blocks
// are told apart as the standard says (W3C, WebVTT, section 6.1).
func ParseVTT(text string) *Document {
	d := &Document{eol: lineEnd(text)}
	s := &scanner{text: text, line: 1}
	d.readHead(s)
	for !s.done() {
		k := readBlock(s)
		if k.broken {
			d.faults = append(d.faults, fault{TimesUnread, k.line})
		}
		d.blocks = append(d.blocks, k)
	}
	return d.with(d.blocks)
}

// lineEnd is the line end that the file uses, by its first.
func lineEnd(text string) string {
	switch i := strings.IndexAny(text, "\r\n"); {
	case i < 0, text[i] == '\n':
		return "\n"
	case strings.HasPrefix(text[i:], "\r\n"):
		return "\r\n"
	}
	return "\r"
}

// scanner goes through a text line by line.
type scanner struct {
	text string
	pos  int
	line int // number of the line at pos
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

// peek is the line at the position, without and with its line end.
func (s *scanner) peek() (line, whole string) {
	rest := s.text[s.pos:]
	i := strings.IndexAny(rest, "\r\n")
	switch {
	case i < 0:
		return rest, rest
	case strings.HasPrefix(rest[i:], "\r\n"):
		return rest[:i], rest[:i+2]
	}
	return rest[:i], rest[:i+1]
}

func (s *scanner) next() (line, whole string) {
	line, whole = s.peek()
	s.pos += len(whole)
	s.line++
	return line, whole
}

// blanks takes the blank lines at the position.
func (s *scanner) blanks() string {
	from := s.pos
	for !s.done() {
		if line, _ := s.peek(); line != "" {
			break
		}
		s.next()
	}
	return s.text[from:s.pos]
}

func (d *Document) readHead(s *scanner) {
	if strings.HasPrefix(s.text, bom) {
		s.pos = len(bom)
	}
	first, _ := s.peek()
	if rest, ok := strings.CutPrefix(first, "WEBVTT"); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
		s.next()
		for !s.done() {
			if line, _ := s.peek(); line == "" || strings.Contains(line, "-->") {
				break
			}
			s.next()
		}
	} else {
		d.faults = append(d.faults, fault{NoHeader, 1})
	}
	s.blanks()
	d.head = s.text[:s.pos]
}

// readBlock takes one block: up to and with the blank lines after it, or up to
// the arrow of the next.
func readBlock(s *scanner) *block {
	k := &block{line: s.line}
	from := s.pos
	timing, _ := s.next()
	timed, id, timingFrom := strings.Contains(timing, "-->"), "", from
	if !timed && !s.done() {
		if second, _ := s.peek(); strings.Contains(second, "-->") {
			id, timing, timed, timingFrom = timing, second, true, s.pos
			s.next()
		}
	}
	textFrom := s.pos
	textTo := textFrom // without the last line end
	for !s.done() {
		line, _ := s.peek()
		if line == "" || strings.Contains(line, "-->") {
			break
		}
		textTo = s.pos + len(line)
		s.next()
	}
	s.blanks()
	if !timed || !k.readTiming(timing) {
		k.broken = timed
		k.lead = s.text[from:s.pos]
		return k
	}
	k.lead = s.text[from:timingFrom] + k.lead
	k.rest += s.text[timingFrom+len(timing) : textFrom]
	k.text, k.tail = s.text[textFrom:textTo], s.text[textTo:s.pos]
	k.cue.ID = id
	k.cue.Text = oneLineEnd.Replace(k.text)
	k.gauge = measure(k.cue.Text)
	return k
}

const blank = " \t\f"

// readTiming takes a timing line apart, blanks and all; false where its times
// can't be read.
func (k *block) readTiming(line string) bool {
	left, right, _ := strings.Cut(line, "-->")
	start := strings.Trim(left, blank)
	end := strings.TrimLeft(right, blank)
	gap := right[:len(right)-len(end)]
	settings := ""
	if i := strings.IndexAny(end, blank); i >= 0 {
		end, settings = end[:i], end[i:]
	}
	from, strictFrom, okFrom := parseStamp(start)
	to, strictTo, okTo := parseStamp(end)
	if !okFrom || !okTo {
		return false
	}
	at := strings.Index(left, start)
	k.lead, k.start, k.arrow, k.end, k.rest = left[:at], start, left[at+len(start):]+"-->"+gap, end, settings
	k.odd = !strictFrom || !strictTo
	k.cue = &Cue{Start: from, End: to, Settings: strings.Trim(settings, blank)}
	return true
}
