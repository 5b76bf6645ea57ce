package subtitle

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrNoCue reports a place at which there is no cue.
var ErrNoCue = errors.New("there is no such cue")

func (d *Document) check(i int) error {
	if i < 0 || i >= len(d.cues) {
		return fmt.Errorf("cue %d of %d: %w", i+1, len(d.cues), ErrNoCue)
	}
	return nil
}

// SetText gives a cue another text. Blank lines in it, which would end the
// cue, are left out, and an arrow is written as an entity.
func (d *Document) SetText(i int, text string) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	if text == d.Cue(i).Text {
		return d, nil
	}
	return d.replace(i, d.at(i).setText(text, d.eol)), nil
}

// SetTimes gives a cue other times. An end before the start is taken, so that
// both can be typed one after the other; Check tells of it.
func (d *Document) SetTimes(i int, start, end time.Duration) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	if start < 0 || end < 0 {
		return nil, errors.New("a cue can't begin or end before the video does")
	}
	return d.replace(i, d.at(i).setTimes(start.Round(time.Millisecond), end.Round(time.Millisecond))), nil
}

// Insert puts a new cue before the i-th, or at the end where i is Len.
func (d *Document) Insert(i int, c Cue) (*Document, error) {
	if i < 0 || i > len(d.cues) {
		return nil, d.check(i)
	}
	k := newBlock(c, d.hours(), d.eol)
	if i == len(d.cues) {
		blocks := slices.Clone(d.blocks)
		if n := len(blocks); n > 0 {
			blocks[n-1] = blocks[n-1].apart(d.eol)
		}
		return d.closeHead().with(append(blocks, k)), nil
	}
	return d.with(slices.Insert(slices.Clone(d.blocks), d.cues[i], k.apart(d.eol))), nil
}

// closeHead makes sure that a blank line follows the header.
func (d *Document) closeHead() *Document {
	n := *d
	for n.head != "" && !strings.HasSuffix(n.head, d.eol+d.eol) {
		n.head += d.eol
	}
	return &n
}

// hours reports whether times have hours, by the first cue.
func (d *Document) hours() bool {
	return len(d.cues) == 0 || strings.Count(d.at(0).start, ":") == 2
}

// apart makes sure that a blank line follows the block.
func (k *block) apart(eol string) *block {
	var b strings.Builder
	k.write(&b)
	whole, missing := b.String(), ""
	for !strings.HasSuffix(whole+missing, eol+eol) {
		missing += eol
	}
	if missing == "" {
		return k
	}
	n := *k
	if n.cue == nil {
		n.lead += missing
	} else {
		n.tail += missing
	}
	return &n
}

// Delete takes a cue out, with the blank lines after it.
func (d *Document) Delete(i int) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	return d.with(slices.Delete(slices.Clone(d.blocks), d.cues[i], d.cues[i]+1)), nil
}

// Split makes two cues of one, at a time within it. offset is where its text
// is divided, in bytes of Text; a negative offset divides it at the word
// nearest to the share of the time. Tags that are open there are closed and
// opened again; the settings are those of both, the identifier stays with the
// first.
func (d *Document) Split(i int, at time.Duration, offset int) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	c := d.Cue(i)
	if at <= c.Start || at >= c.End {
		return nil, fmt.Errorf("cue %d runs from %s to %s: split it in between", i+1, FormatStamp(c.Start), FormatStamp(c.End))
	}
	if offset < 0 {
		offset = wordAt(c.Text, float64(at-c.Start)/float64(c.End-c.Start))
	}
	offset = min(offset, len(c.Text))
	for offset > 0 && offset < len(c.Text) && !utf8.RuneStart(c.Text[offset]) {
		offset--
	}
	before, after := c.Text[:offset], c.Text[offset:]
	open := openTags(before)
	first := d.at(i).setTimes(c.Start, at).setText(strings.TrimSpace(before)+closing(open), d.eol).apart(d.eol)
	second := *d.at(i).setTimes(at, c.End).setText(strings.Join(open, "")+strings.TrimSpace(after), d.eol)
	// Only what stands before the times on their own line goes along.
	second.lead = d.at(i).lead[strings.LastIndexAny(d.at(i).lead, "\r\n")+1:]
	second.cue.ID, second.line = "", 0
	blocks := slices.Clone(d.blocks)
	blocks[d.cues[i]] = first
	return d.with(slices.Insert(blocks, d.cues[i]+1, &second)), nil
}

// wordAt is the blank outside of tags that is nearest to a share of the text.
func wordAt(text string, share float64) int {
	want, best, at := int(share*float64(len(text))), len(text), 0
	for _, p := range pieces(text) {
		if !p.tag {
			for i, r := range p.text {
				if unicode.IsSpace(r) && abs(at+i-want) < abs(best-want) {
					best = at + i
				}
			}
		}
		at += len(p.text)
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// Join makes one cue of the i-th and the next: from the earlier start to the
// later end, with both texts. Notes between the two move behind it.
func (d *Document) Join(i int) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	if err := d.check(i + 1); err != nil {
		return nil, fmt.Errorf("cue %d is the last, there is none to join it with: %w", i+1, ErrNoCue)
	}
	a, b := d.Cue(i), d.Cue(i+1)
	joined := d.at(i).setTimes(min(a.Start, b.Start), max(a.End, b.End)).setText(a.Text+"\n"+b.Text, d.eol)
	blocks := slices.Clone(d.blocks)
	blocks[d.cues[i]] = joined
	return d.with(slices.Delete(blocks, d.cues[i+1], d.cues[i+1]+1)), nil
}

// Shift moves the cues from one place to another, the last of them not
// included, and the times within their texts. Nothing is moved where a cue
// would begin before the video does.
func (d *Document) Shift(from, to int, by time.Duration) (*Document, error) {
	if from < 0 || to > len(d.cues) || from > to {
		return nil, fmt.Errorf("cues %d to %d of %d: %w", from+1, to, len(d.cues), ErrNoCue)
	}
	by = by.Round(time.Millisecond)
	blocks := slices.Clone(d.blocks)
	for i := from; i < to; i++ {
		c := d.Cue(i)
		if c.Start+by < 0 || c.End+by < 0 {
			return nil, fmt.Errorf("cue %d begins at %s and can't move %s earlier", i+1, FormatStamp(c.Start), -by)
		}
		k := d.at(i).setTimes(c.Start+by, c.End+by)
		if strings.Contains(c.Text, "<") {
			if text := shiftInner(c.Text, by); text != c.Text {
				k = k.setText(text, d.eol)
			}
		}
		blocks[d.cues[i]] = k
	}
	return d.with(blocks), nil
}

// shiftInner moves the times within a text, as karaoke has them.
func shiftInner(text string, by time.Duration) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		if p.tag {
			inner := strings.Trim(p.text, "<>")
			if at, _, ok := parseStamp(inner); ok && at+by >= 0 {
				p.text = "<" + restamp(inner, at+by) + ">"
			}
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// Search is what to look for in the texts of cues.
type Search struct {
	Text string
	// Regexp takes Text as a regular expression of Go's regexp package.
	Regexp bool
	// MatchCase tells capitals from small letters, WholeWords leaves out what
	// is part of a longer word.
	MatchCase, WholeWords bool
}

func (s Search) compile() (*regexp.Regexp, error) {
	if s.Text == "" {
		return nil, errors.New("say what to look for")
	}
	text := s.Text
	if !s.Regexp {
		text = regexp.QuoteMeta(text)
	}
	if s.WholeWords {
		text = `\b(?:` + text + `)\b`
	}
	if !s.MatchCase {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("the search is no regular expression: %w", err)
	}
	return re, nil
}

// Find gives the cues whose text, tags left aside, has what is looked for.
func (d *Document) Find(s Search) ([]int, error) {
	re, err := s.compile()
	if err != nil {
		return nil, err
	}
	var found []int
	for i := range d.cues {
		for _, p := range pieces(d.Cue(i).Text) {
			if !p.tag && re.MatchString(p.text) {
				found = append(found, i)
				break
			}
		}
	}
	return found, nil
}

// Replace puts other text where what is looked for stands, and counts the
// cues. Tags are left alone. With Regexp, with may use $1 and so on.
func (d *Document) Replace(s Search, with string) (*Document, int, error) {
	re, err := s.compile()
	if err != nil {
		return nil, 0, err
	}
	if !s.Regexp {
		with = strings.ReplaceAll(with, "$", "$$")
	}
	blocks, changed := slices.Clone(d.blocks), 0
	for i := range d.cues {
		var b strings.Builder
		old := d.Cue(i).Text
		for _, p := range pieces(old) {
			if !p.tag {
				p.text = re.ReplaceAllString(p.text, with)
			}
			b.WriteString(p.text)
		}
		if text := b.String(); text != old {
			blocks[d.cues[i]] = d.at(i).setText(text, d.eol)
			changed++
		}
	}
	return d.with(blocks), changed, nil
}
