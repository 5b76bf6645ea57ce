package subtitle

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrNoFix reports a problem that only a person can mend.
var ErrNoFix = errors.New("this has to be mended by hand")

// Fix mends one problem that Check gave for this document.
func (d *Document) Fix(p Problem) (*Document, error) {
	if !p.Fixable {
		return nil, ErrNoFix
	}
	if p.Cue >= 0 {
		if err := d.check(p.Cue); err != nil {
			return nil, err
		}
	}
	switch p.Kind {
	case NoHeader:
		return d.addHeader(), nil
	case Order:
		return d.sorted(), nil
	case Empty:
		return d.Delete(p.Cue)
	}
	n := d.clone()
	n.mend(p)
	return n, nil
}

// mend does what leaves every cue in its place, in a clone.
func (d *Document) mend(p Problem) {
	k := d.at(p.Cue)
	switch p.Kind {
	case TimesOdd:
		n := *k
		n.start, n.end, n.odd = restamp(k.start, k.cue.Start), restamp(k.end, k.cue.End), false
		d.set(p.Cue, &n)
	case Backwards:
		d.set(p.Cue, k.setTimes(k.cue.End, k.cue.Start))
	case Overlap:
		before := d.at(p.Other)
		d.set(p.Other, before.setTimes(before.cue.Start, min(before.cue.End, k.cue.Start)))
	case Late:
		d.set(p.Cue, k.setTimes(k.cue.Start, p.limits.Length))
	case Speed:
		d.set(p.Cue, k.setTimes(k.cue.Start, p.EndAfter))
	case LineTooLong:
		d.set(p.Cue, k.setText(rewrap(k.cue.Text, p.limits.LineLength), d.eol))
	}
}

// FixAll mends all that can be mended without a person: first what players get
// wrong, then what is hard to read. Check tells what is left.
func (d *Document) FixAll(l Limits) *Document {
	n := d
	if slices.ContainsFunc(n.faults, func(f fault) bool { return f.kind == NoHeader }) {
		n = n.addHeader()
	}
	for _, kind := range []ProblemKind{TimesOdd, Backwards, Order, Empty, Overlap, Late, Speed, LineTooLong} {
		// A cue that is trimmed may uncover that another overlaps.
		for range 10 {
			fixed := n.fixKind(kind, l)
			if fixed == n {
				break
			}
			n = fixed
		}
	}
	return n
}

func (d *Document) fixKind(kind ProblemKind, l Limits) *Document {
	var found []Problem
	for _, p := range d.Check(l) {
		if p.Kind == kind && p.Fixable {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return d
	}
	switch kind {
	case Order:
		return d.sorted()
	case Empty:
		n := d.clone()
		for _, p := range found {
			n.blocks[d.cues[p.Cue]] = nil
		}
		n.blocks = slices.DeleteFunc(n.blocks, func(k *block) bool { return k == nil })
		return n.with(n.blocks).kept()
	}
	n := d.clone()
	for _, p := range found {
		n.mend(p)
	}
	return n
}

// kept keeps every block apart from what stands before it, in a clone.
func (d *Document) kept() *Document {
	if len(d.blocks) > 0 {
		d.head = apart(d.head, d.eol)
	}
	for i := range max(len(d.blocks)-1, 0) {
		d.blocks[i] = d.blocks[i].apart(d.eol)
	}
	return d
}

// addHeader puts the header first, which may stand below blank lines.
func (d *Document) addHeader() *Document {
	n := d.clone()
	rest, marked := strings.CutPrefix(n.head, bom)
	if len(n.blocks) > 0 && strings.HasPrefix(n.blocks[0].lead, "WEBVTT") && n.blocks[0].cue == nil {
		n.head = ""
	} else {
		n.head = "WEBVTT" + n.eol + n.eol + rest
	}
	if marked {
		n.head = bom + n.head
	}
	n.faults = slices.DeleteFunc(slices.Clone(n.faults), func(f fault) bool { return f.kind == NoHeader })
	return n
}

// sorted puts the cues in the order of their starts. Notes go with the cue
// they stand before; what stands before the first cue stays there, since STYLE
// and REGION count only there.
func (d *Document) sorted() *Document {
	if len(d.cues) == 0 {
		return d
	}
	var groups [][]*block
	from := d.cues[0]
	for _, at := range d.cues {
		groups = append(groups, d.blocks[from:at+1])
		from = at + 1
	}
	slices.SortStableFunc(groups, func(a, b []*block) int {
		return int(a[len(a)-1].cue.Start - b[len(b)-1].cue.Start)
	})
	blocks := slices.Concat(d.blocks[:d.cues[0]], slices.Concat(groups...), d.blocks[from:])
	return d.with(blocks).kept()
}

// rewrap breaks a text into lines of about the same length, none longer than
// limit where there are blanks to break at. Lines that begin with a dash, as
// those of two speakers, stay lines.
func rewrap(text string, limit int) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if measure(line).longest > limit {
			line = wrapLine(line, limit)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, limit int) string {
	words := splitWords(line)
	total := measure(line).longest
	count := (total + limit - 1) / limit
	// With even lines as the aim, the last is not a single word.
	for aim := (total + count - 1) / count; aim < limit; aim++ {
		if out := fill(words, aim); len(out) <= count {
			return strings.Join(out, "\n")
		}
	}
	return strings.Join(fill(words, limit), "\n")
}

// splitWords splits at blanks outside of tags.
func splitWords(line string) []string {
	var words []string
	word := ""
	for _, p := range pieces(line) {
		if p.tag {
			word += p.text
			continue
		}
		for i, part := range strings.Split(p.text, " ") {
			if i > 0 {
				words, word = append(words, word), ""
			}
			word += part
		}
	}
	return append(words, word)
}

// fill puts as many words on each line as fit.
func fill(words []string, limit int) []string {
	var lines []string
	for _, w := range words {
		if n := len(lines); n > 0 && measureLine(lines[n-1])+1+measureLine(w) <= limit {
			lines[n-1] += " " + w
		} else {
			lines = append(lines, w)
		}
	}
	return lines
}

func measureLine(s string) int {
	if !strings.ContainsAny(s, "<&") && isASCII(s) {
		return len(s)
	}
	return measure(s).longest
}

func isASCII(s string) bool { return utf8.RuneCountInString(s) == len(s) }
