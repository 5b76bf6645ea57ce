package bulk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is what happens to a piece of text.
type mark int

const (
	kept mark = iota
	removed
	added
)

// token is a piece of a value with what happens to it.
type token struct {
	text string
	mark mark
}

// mostTokens is how many pieces of a line are drawn apart, mostWords how many
// words are compared one by one.
const (
	mostTokens = 6
	mostWords  = 60
)

// difference is two texts in pieces: what goes from the old one, what comes to
// the new one.
func difference(before, after string) (old, fresh []token) {
	a, b := pieces(before), pieces(after)
	if len(a) > mostWords || len(b) > mostWords {
		return around(before, after)
	}
	keptA, keptB := common(a, b)
	old, fresh = runs(a, keptA, removed), runs(b, keptB, added)
	if len(old) > mostTokens || len(fresh) > mostTokens {
		return around(before, after)
	}
	return old, fresh
}

// pieces are the words of a text and what is between them.
func pieces(text string) []string {
	var list []string
	begin, word := 0, false
	for i, r := range text {
		is := unicode.IsLetter(r) || unicode.IsDigit(r)
		if i > begin && (is != word || !is) {
			list = append(list, text[begin:i])
			begin = i
		}
		word = is
	}
	if begin < len(text) {
		list = append(list, text[begin:])
	}
	return list
}

// common marks the longest row of pieces that both have.
func common(a, b []string) (inA, inB []bool) {
	longest := make([][]int, len(a)+1)
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

// runs joins neighbours with one mark. A blank alone between two changes is
// part of them.
func runs(list []string, same []bool, other mark) []token {
	for i := 1; i+1 < len(list); i++ {
		if same[i] && strings.TrimSpace(list[i]) == "" && !same[i-1] && !same[i+1] {
			same[i] = false
		}
	}
	var out []token
	for i, text := range list {
		m := other
		if same[i] {
			m = kept
		}
		if n := len(out); n > 0 && out[n-1].mark == m {
			out[n-1].text += text
		} else {
			out = append(out, token{text, m})
		}
	}
	return out
}

// around marks everything between what both texts begin and end with.
func around(before, after string) (old, fresh []token) {
	begin := 0
	for begin < len(before) && begin < len(after) && before[begin] == after[begin] {
		begin++
	}
	for begin > 0 && begin < len(before) && !utf8.RuneStart(before[begin]) {
		begin--
	}
	end := 0
	for end < len(before)-begin && end < len(after)-begin && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(before[len(before)-end]) {
		end--
	}
	parts := func(text string, m mark) []token {
		var list []token
		for _, t := range []token{{text[:begin], kept}, {text[begin : len(text)-end], m}, {text[len(text)-end:], kept}} {
			if t.text != "" {
				list = append(list, t)
			}
		}
		return list
	}
	return parts(before, removed), parts(after, added)
}

// inline is a difference on one line: what goes stands before what comes. It is
// the new text alone where both would be too many pieces.
func inline(old, fresh []token) []token {
	var line []token
	put := func(t token) {
		if n := len(line); n > 0 && line[n-1].mark == t.mark {
			line[n-1].text += t.text
		} else {
			line = append(line, t)
		}
	}
	a, b := slices.Clone(old), slices.Clone(fresh)
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && a[0].mark == removed:
			put(a[0])
			a = a[1:]
		case len(b) > 0 && b[0].mark == added:
			put(b[0])
			b = b[1:]
		default:
			n := 0
			if len(a) > 0 && len(b) > 0 {
				n = min(len(a[0].text), len(b[0].text))
			}
			switch {
			case n > 0 && a[0].text[:n] == b[0].text[:n]:
				put(token{a[0].text[:n], kept})
				a, b = behind(a, n), behind(b, n)
			// A blank may count as kept on one side only.
			case n > 0 && a[0].text[0] == ' ':
				put(token{" ", kept})
				a = behind(a, 1)
			case n > 0 && b[0].text[0] == ' ':
				put(token{" ", kept})
				b = behind(b, 1)
			default:
				return fresh
			}
		}
	}
	if len(line) > mostTokens {
		return fresh
	}
	return line
}

// behind is what is left behind n bytes of the first token.
func behind(list []token, n int) []token {
	if list[0].text = list[0].text[n:]; list[0].text == "" {
		return list[1:]
	}
	return list
}
