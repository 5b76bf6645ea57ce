package subtitle

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
	b := []byte(d.head)
	for _, k := range d.blocks {
		for _, part := range k.parts() {
			b = append(b, part...)
		}
	}
	return b
}

func (k *block) parts() [7]string {
	return [...]string{k.lead, k.start, k.arrow, k.end, k.rest, k.text, k.tail}
}

func (k *block) String() string {
	parts := k.parts()
	return strings.Join(parts[:], "")
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

// clone is a document whose blocks may be set.
func (d *Document) clone() *Document {
	n := *d
	n.blocks = slices.Clone(d.blocks)
	return &n
}

// set puts another block in the i-th cue's place, in a clone.
func (d *Document) set(i int, k *block) { d.blocks[d.cues[i]] = k }

// splice puts blocks in the place of others, which may be none, and keeps
// every block apart from the one before it.
func (d *Document) splice(from, to int, put ...*block) *Document {
	n := d.clone()
	n.blocks = slices.Replace(n.blocks, from, to, put...)
	if from == 0 {
		n.head = apart(n.head, d.eol)
	}
	for i := max(from-1, 0); i < min(from+len(put), len(n.blocks)-1); i++ {
		n.blocks[i] = n.blocks[i].apart(d.eol)
	}
	return n.with(n.blocks)
}

// apart gives a text with a blank line at its end.
func apart(text, eol string) string {
	for text != "" && text != bom && !endsBlank(text) {
		text += eol
	}
	return text
}

// endsBlank reports whether a text ends with a blank line.
func endsBlank(text string) bool {
	cut, found := cutLineEnd(text)
	if !found {
		return false
	}
	_, found = cutLineEnd(cut)
	return found
}

func cutLineEnd(text string) (before string, found bool) {
	for _, eol := range []string{"\r\n", "\n", "\r"} {
		if before, found = strings.CutSuffix(text, eol); found {
			return before, true
		}
	}
	return text, false
}

// apart gives the block with a blank line at its end.
func (k *block) apart(eol string) *block {
	whole := k.String()
	if endsBlank(whole) {
		return k
	}
	n := *k
	missing := apart(whole, eol)[len(whole):]
	if n.cue == nil {
		n.lead += missing
	} else {
		n.tail += missing
	}
	return &n
}

// setText gives a copy of the block with another text. Line ends are those the
// block has, or else eol.
func (k *block) setText(text, eol string) *block {
	n := *k
	c := *k.cue
	c.Text = cleanText(text)
	n.cue, n.gauge = &c, measure(c.Text)
	if before, found := cutLineEnd(k.rest); found {
		eol = k.rest[len(before):]
	} else {
		n.rest += eol
	}
	n.text = strings.ReplaceAll(c.Text, "\n", eol)
	// The line end of a text that goes must go with it, or it is a blank line.
	switch {
	case n.text == "" && k.text != "":
		n.tail = strings.TrimPrefix(k.tail, eol)
	case n.text != "" && k.text == "":
		n.tail = eol + k.tail
	}
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

var oneLineEnd = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cleanText makes a text that can stand in a cue: without blank lines, which
// would end it, and without the arrow, which would begin another.
func cleanText(text string) string {
	lines := strings.Split(strings.ReplaceAll(oneLineEnd.Replace(text), "\x00", "\uFFFD"), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	return strings.ReplaceAll(strings.Join(lines, "\n"), "-->", "--&gt;")
}

// newBlock is a block for a cue that was not in the file.
func newBlock(c Cue, hours bool, eol string) *block {
	c.ID = strings.ReplaceAll(firstLine(c.ID), "-->", "")
	k := &block{
		start: formatStamp(c.Start, hours, '.'), arrow: " --> ", end: formatStamp(c.End, hours, '.'), rest: eol,
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
	text = Plain(text)
	if strings.TrimSpace(text) == "" {
		return g
	}
	for line := range strings.SplitSeq(text, "\n") {
		n := 0
		for _, r := range line {
			if r < utf8.RuneSelf || !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
				n++
			}
		}
		g.chars += n
		g.longest = max(g.longest, n)
	}
	return g
}
