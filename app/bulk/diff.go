package bulk

import (
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
