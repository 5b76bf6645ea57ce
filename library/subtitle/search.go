package subtitle

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Search is what to look for in the texts of cues, tags left aside.
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
	if !s.MatchCase {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("the search is no regular expression: %w", err)
	}
	return re, nil
}

// matches are the places in a plain text, as regexp gives them.
func (s Search) matches(re *regexp.Regexp, text string) [][]int {
	all := re.FindAllStringSubmatchIndex(text, -1)
	if !s.WholeWords {
		return all
	}
	// The \b of package regexp knows ASCII only.
	whole := all[:0]
	for _, m := range all {
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		after, _ := utf8.DecodeRuneInString(text[m[1]:])
		if !inWord(before) && !inWord(after) {
			whole = append(whole, m)
		}
	}
	return whole
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// Find gives the cues in which there is what is looked for.
func (d *Document) Find(s Search) ([]int, error) {
	re, err := s.compile()
	if err != nil {
		return nil, err
	}
	var found []int
	for i := range d.cues {
		for _, p := range pieces(d.Cue(i).Text) {
			if !p.tag && len(s.matches(re, html.UnescapeString(p.text))) > 0 {
				found = append(found, i)
				break
			}
		}
	}
	return found, nil
}

// Replace puts other text where what is looked for stands, in these cues or
// where none are named in all, and counts the cues. With Regexp, with may use
// $1 and so on.
func (d *Document) Replace(s Search, with string, cues ...int) (*Document, int, error) {
	re, err := s.compile()
	if err != nil {
		return nil, 0, err
	}
	if !s.Regexp {
		with = strings.ReplaceAll(with, "$", "$$")
	}
	n, changed := d.clone(), 0
	for i := range d.cues {
		if len(cues) > 0 && !slices.Contains(cues, i) {
			continue
		}
		var b strings.Builder
		old := d.Cue(i).Text
		for _, p := range pieces(old) {
			if !p.tag {
				p.text = s.replace(re, p.text, with)
			}
			b.WriteString(p.text)
		}
		if text := b.String(); text != old {
			n.set(i, d.at(i).setText(text, d.eol))
			changed++
		}
	}
	return n, changed, nil
}

// replace works on what a viewer reads, not on its entities.
func (s Search) replace(re *regexp.Regexp, text, with string) string {
	plain := html.UnescapeString(text)
	found := s.matches(re, plain)
	if len(found) == 0 {
		return text
	}
	var out []byte
	from := 0
	for _, m := range found {
		out = append(out, plain[from:m[0]]...)
		out = re.ExpandString(out, with, plain, m)
		from = m[1]
	}
	return escapeText(string(out) + plain[from:])
}
