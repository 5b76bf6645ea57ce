package subtitle

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Cue is one subtitle: what is shown, and when.
type Cue struct {
	// ID is the cue's identifier, often a number, or empty.
	ID         string
	Start, End time.Duration
	// Settings are WebVTT's cue settings as they stand in the file, such as
	// "line:0 align:start".
	Settings string
	// Text is WebVTT cue text, with its tags and entities, its lines apart by
	// \n.
	Text string
}

// Document is a WebVTT file. It never changes: an edit gives a new Document,
// which shares with the old one all that was not touched. Keeping the old one
// is undo. It may be used from any goroutine.
type Document struct {
	// head is what stands before the first block, byte order mark and header
	// with the blank lines after it.
	head   string
	blocks []*block
	// cues are the places in blocks of those that are cues.
	cues []int
	eol  string
	// faults are what is wrong with the file as it was read, beyond cues.
	faults []fault
}

// block is a run of lines up to and with the blank lines after it, in parts
// that follow one another. One that is no cue has only lead.
type block struct {
	lead   string // up to the start time: identifier and its line end
	start  string
	arrow  string // --> with the blanks around it
	end    string
	rest   string // blanks, settings and line end of the timing line
	text   string // without its last line end
	tail   string // the last line end and blank lines
	line   int    // in the file as it was read, from 1; 0 for what was added
	cue    *Cue
	gauge  gauge
	broken bool // has --> but no times that can be read
	odd    bool // the times are not exactly as WebVTT wants them
}

// gauge is what checks want to know of a text, kept because measuring is most
// of their work.
type gauge struct {
	chars   int // for reading speed: without tags and line breaks
	longest int // of its lines
}

type fault struct {
	kind ProblemKind
	line int
}

// Len is the number of cues.
func (d *Document) Len() int { return len(d.cues) }

// Cue is the i-th cue of the file.
func (d *Document) Cue(i int) Cue { return *d.at(i).cue }

func (d *Document) at(i int) *block { return d.blocks[d.cues[i]] }

// Cues are all cues in the order of the file.
func (d *Document) Cues() []Cue {
	all := make([]Cue, len(d.cues))
	for i := range d.cues {
		all[i] = d.Cue(i)
	}
	return all
}

// Bytes is the file.
func (d *Document) Bytes() []byte {
	var b strings.Builder
	b.WriteString(d.head)
	for _, k := range d.blocks {
		k.write(&b)
	}
	return []byte(b.String())
}

func (k *block) write(b *strings.Builder) {
	for _, part := range []string{k.lead, k.start, k.arrow, k.end, k.rest, k.text, k.tail} {
		b.WriteString(part)
	}
}

// with is the document with other blocks.
func (d *Document) with(blocks []*block) *Document {
	n := *d
	n.blocks, n.cues = blocks, nil
	for i, k := range blocks {
		if k.cue != nil {
			n.cues = append(n.cues, i)
		}
	}
	return &n
}

// replace is the document with another i-th cue.
func (d *Document) replace(i int, k *block) *Document {
	n := *d
	n.blocks = slices.Clone(d.blocks)
	n.blocks[d.cues[i]] = k
	return &n
}

// setText gives a copy of the block with another text.
func (k *block) setText(text, eol string) *block {
	n := *k
	c := *k.cue
	c.Text = cleanText(text)
	n.cue = &c
	n.text = strings.ReplaceAll(c.Text, "\n", eol)
	if n.text == "" {
		// The line end of a text that is gone would become a blank line more.
		n.tail = strings.TrimPrefix(n.tail, eol)
		if n.tail == "" {
			n.tail = eol
		}
	} else if k.text == "" {
		n.tail = eol + k.tail
	}
	n.gauge = measure(c.Text)
	return &n
}

// setTimes gives a copy of the block with other times. A time keeps the form
// it has in the file, with hours or without.
func (k *block) setTimes(start, end time.Duration) *block {
	n := *k
	c := *k.cue
	n.cue = &c
	if start != c.Start {
		c.Start, n.start = start, restamp(k.start, start)
	}
	if end != c.End {
		c.End, n.end = end, restamp(k.end, end)
	}
	return &n
}

func restamp(old string, d time.Duration) string {
	return formatStamp(d, strings.Count(old, ":") != 1, '.')
}

// cleanText makes a text that can stand in a cue: without blank lines, which
// would end it, and without the arrow, which would begin another.
func cleanText(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(text)
	lines := strings.Split(text, "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	return strings.ReplaceAll(strings.Join(lines, "\n"), "-->", "--&gt;")
}

// newBlock is a block for a cue that was not in the file.
func newBlock(c Cue, hours bool, eol string) *block {
	c.ID = strings.ReplaceAll(firstLine(c.ID), "-->", "")
	k := &block{
		start: formatStamp(c.Start, hours, '.'), arrow: " --> ", end: formatStamp(c.End, hours, '.'), rest: eol, tail: eol,
	}
	if c.ID != "" {
		k.lead = c.ID + eol
	}
	if c.Settings = strings.TrimSpace(firstLine(c.Settings)); c.Settings != "" {
		k.rest = " " + c.Settings + eol
	}
	k.cue = &c
	return k.setText(c.Text, eol)
}

func firstLine(s string) string {
	line, _, _ := cutAny(s, "\r\n")
	return line
}

// measure counts what a viewer reads: no tags, no marks that take no room.
func measure(text string) gauge {
	var g gauge
	for line := range strings.SplitSeq(Plain(text), "\n") {
		n := 0
		for _, r := range line {
			if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
				n++
			}
		}
		g.chars += n
		g.longest = max(g.longest, n)
	}
	return g
}
