package index

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"
)

// words is the dictionary of all pieces of text. A text is cut behind every
// run of letters or digits and the separators that follow it, so that its
// pieces put together are the text again, and a part of a text is: the end of
// one piece, whole pieces, the beginning of the last.
type words struct {
	ids map[string]uint32
	// arena holds the words one after the other, each followed by a zero
	// byte; starts[id] is where word id begins.
	arena  []byte
	starts []uint32
}

func newWords() *words { return &words{ids: map[string]uint32{}} }

func (w *words) len() int { return len(w.starts) }

func (w *words) word(id uint32) []byte {
	end := len(w.arena)
	if int(id)+1 < len(w.starts) {
		end = int(w.starts[id+1])
	}
	return w.arena[w.starts[id] : end-1]
}

// add gives the word's id, a new one if need be.
func (w *words) add(word []byte) uint32 {
	if id, ok := w.ids[string(word)]; ok {
		return id
	}
	id := uint32(len(w.starts))
	w.starts = append(w.starts, uint32(len(w.arena)))
	w.arena = append(append(w.arena, word...), 0)
	w.ids[string(word)] = id
	return id
}

// set is a set of word ids.
type set []uint64

func newSet(n int) set           { return make(set, n/64+1) }
func (s set) add(id uint32)      { s[id/64] |= 1 << (id % 64) }
func (s set) has(id uint32) bool { return int(id/64) < len(s) && s[id/64]&(1<<(id%64)) != 0 }

// containing is the words that contain part.
func (w *words) containing(part []byte) set {
	return w.scan(part, func(word []byte) bool { return true })
}

// endingIn and beginningWith are the words with part at that end.
func (w *words) endingIn(part []byte) set {
	return w.scan(part, func(word []byte) bool { return bytes.HasSuffix(word, part) })
}

func (w *words) beginningWith(part []byte) set {
	return w.scan(part, func(word []byte) bool { return bytes.HasPrefix(word, part) })
}

// scan finds part in the whole arena at once, which is many times faster than
// word by word.
func (w *words) scan(part []byte, accept func(word []byte) bool) set {
	found := newSet(w.len())
	for at := 0; at < len(w.arena); {
		i := bytes.Index(w.arena[at:], part)
		if i < 0 {
			break
		}
		at += i
		id := uint32(sort.Search(len(w.starts), func(k int) bool { return int(w.starts[k]) > at }) - 1)
		if accept(w.word(id)) {
			found.add(id)
		}
		at = int(w.starts[id]) + len(w.word(id)) + 1
	}
	return found
}

// maxWord bounds a piece in bytes. A longer run is cut; a search does not find
// what lies across such a cut.
const maxWord = 256

// split calls yield for every piece of text in lower case. The piece is only
// valid until yield returns; yield returns false to stop.
func split(text string, buf []byte, yield func(piece []byte) bool) []byte {
	buf = buf[:0]
	separated := false
	for _, r := range text {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		} else {
			r = unicode.ToLower(r)
		}
		if r == 0 {
			r = ' '
		}
		part := partOfWord(r)
		if len(buf) > 0 && (part && separated || len(buf) >= maxWord) {
			if !yield(buf) {
				return buf
			}
			buf = buf[:0]
		}
		separated = !part
		buf = utf8.AppendRune(buf, r)
	}
	if len(buf) > 0 {
		yield(buf)
	}
	return buf
}

func partOfWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// pieces is split into a slice of its own.
func pieces(text string) [][]byte {
	var list [][]byte
	split(text, nil, func(p []byte) bool {
		list = append(list, bytes.Clone(p))
		return true
	})
	return list
}
