package subtitle

import (
	"errors"
	"fmt"
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
	n := d.clone()
	n.set(i, d.at(i).setText(text, d.eol))
	return n, nil
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
	n := d.clone()
	n.set(i, d.at(i).setTimes(start.Round(time.Millisecond), end.Round(time.Millisecond)))
	return n, nil
}

// Insert puts a new cue before the i-th, or at the end where i is Len.
func (d *Document) Insert(i int, c Cue) (*Document, error) {
	if i < 0 || i > len(d.cues) {
		return nil, d.check(i)
	}
	at := len(d.blocks)
	if i < len(d.cues) {
		at = d.cues[i]
	}
	return d.splice(at, at, newBlock(c, d.hours(), d.eol)), nil
}

// hours reports whether times have hours, by the first cue.
func (d *Document) hours() bool {
	return len(d.cues) == 0 || strings.Count(d.at(0).start, ":") == 2
}

// Delete takes a cue out, with the blank lines after it.
func (d *Document) Delete(i int) (*Document, error) {
	if err := d.check(i); err != nil {
		return nil, err
	}
	return d.splice(d.cues[i], d.cues[i]+1), nil
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
	at = at.Round(time.Millisecond)
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
	first := d.at(i).setTimes(c.Start, at).setText(strings.TrimSpace(before)+closing(open), d.eol)
	second := *d.at(i).setTimes(at, c.End).setText(strings.Join(open, "")+strings.TrimSpace(after), d.eol)
	// Only what stands before the times on their own line goes along.
	second.lead = d.at(i).lead[strings.LastIndexAny(d.at(i).lead, "\r\n")+1:]
	second.cue.ID, second.line = "", 0
	return d.splice(d.cues[i], d.cues[i]+1, first, &second), nil
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
	n := d.clone()
	n.set(i, joined)
	return n.splice(d.cues[i+1], d.cues[i+1]+1), nil
}

// Shift moves the cues from one place to another, the last of them not
// included, and the times within their texts. Nothing is moved where a cue
// would begin before the video does.
func (d *Document) Shift(from, to int, by time.Duration) (*Document, error) {
	if from < 0 || to > len(d.cues) || from > to {
		return nil, fmt.Errorf("cues %d to %d of %d: %w", from+1, to, len(d.cues), ErrNoCue)
	}
	by = by.Round(time.Millisecond)
	n := d.clone()
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
		n.set(i, k)
	}
	return n, nil
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
