package index

import (
	"slices"
	"strings"

	"spool/library"
)

// matcher tells whether a video is meant. It may be called from several
// goroutines, each with a scratch of its own.
type matcher func(id uint32, s *scratch) bool

// scratch is memory to put texts together in.
type scratch struct{ buf []byte }

// term compiles a term, Not aside.
func (d *docs) term(t library.Term) matcher {
	if t.Span != nil {
		return d.span(t.Key, t.Span)
	}
	switch t.Key {
	case "":
		return d.anywhere(t.Values[0])
	case "signed":
		return d.flag(flagSigned, t.Values[0] == "yes")
	case "live":
		return d.flag(flagLive, t.Values[0] == "yes")
	case "clip":
		return d.flag(flagClip, t.Values[0] == "yes")
	case "status":
		return d.status(t.Values)
	}
	list := make([]matcher, len(t.Values))
	for i, v := range t.Values {
		list[i] = d.value(t.Key, v)
	}
	if len(list) == 1 {
		return list[0]
	}
	return func(id uint32, s *scratch) bool {
		return slices.ContainsFunc(list, func(m matcher) bool { return m(id, s) })
	}
}

func (d *docs) flag(f flags, on bool) matcher {
	return func(id uint32, _ *scratch) bool { return (d.flags[id]&f != 0) == on }
}

func (d *docs) status(words []string) matcher {
	var wanted [256]bool
	for i, s := range d.states {
		for _, w := range words {
			processing := w == "processing" && (s == "downloading" || s == "queued" || s == "inprogress")
			if processing || strings.EqualFold(w, s) {
				wanted[i] = true
			}
		}
	}
	return func(id uint32, _ *scratch) bool { return wanted[d.state[id]] }
}

// span compares a column. A number that Stream does not know lies in no span.
func (d *docs) span(key string, span *library.Span) matcher {
	switch key {
	case "duration":
		return func(id uint32, _ *scratch) bool { x := d.duration[id]; return x >= 0 && span.Holds(float64(x)) }
	case "width":
		return func(id uint32, _ *scratch) bool { x := d.width[id]; return x > 0 && span.Holds(float64(x)) }
	case "height":
		return func(id uint32, _ *scratch) bool { x := d.height[id]; return x > 0 && span.Holds(float64(x)) }
	case "size":
		return func(id uint32, _ *scratch) bool { x := d.size[id]; return x >= 0 && span.Holds(float64(x)) }
	}
	column := d.timeColumn(key)
	return func(id uint32, _ *scratch) bool { x := column[id]; return x != 0 && span.Holds(float64(x)) }
}

func (d *docs) timeColumn(key string) []int64 {
	switch key {
	case "modified":
		return d.modified
	case "uploaded":
		return d.uploaded
	case "deletion":
		return d.deletion
	}
	return d.created
}

// value compiles one alternative of a key with words.
func (d *docs) value(key, value string) matcher {
	lower := strings.ToLower(value)
	has := func(f flags) matcher { return d.flag(f, true) }
	not := func(f flags) matcher { return d.flag(f, false) }
	switch {
	case key == "uid":
		return func(id uint32, _ *scratch) bool { return strings.HasPrefix(d.uidOf(id), lower) }
	case key == "name":
		return d.within(value, []uint32{fieldName})
	case key == "deletion":
		any := lower == "any"
		return func(id uint32, _ *scratch) bool { return (d.deletion[id] != 0) == any }
	case key == "captions" && lower == "unknown":
		return not(flagCaptionsKnown)
	case key == "captions" && lower == "any":
		return has(flagCaptions)
	case key == "captions" && lower == "none":
		return func(id uint32, _ *scratch) bool {
			return d.flags[id]&(flagCaptions|flagCaptionsKnown) == flagCaptionsKnown
		}
	case key == "origins" && lower == "any":
		return has(flagOrigins)
	case key == "origins" && lower == "none":
		return not(flagOrigins)
	case key == "watermark" && lower == "any":
		return has(flagWatermark)
	case key == "watermark" && lower == "none":
		return not(flagWatermark)
	case key == "creator" && lower == "none":
		any := d.whole("*", []uint32{fieldCreator})
		return func(id uint32, s *scratch) bool { return !any(id, s) }
	case key == "meta.name":
		return d.whole(value, []uint32{fieldName})
	}
	return d.whole(value, d.fieldsNamed(key))
}

// fieldsNamed are the fields of that name; case decides only where there is
// one that fits exactly.
func (d *docs) fieldsNamed(name string) []uint32 {
	if n, ok := d.byName[name]; ok {
		return []uint32{n}
	}
	var list []uint32
	for i, f := range d.fields {
		if strings.EqualFold(f.name, name) {
			list = append(list, uint32(i))
		}
	}
	return list
}

func never(uint32, *scratch) bool { return false }

// whole finds videos with a field whose value is this text, ignoring case and
// the blanks around it; a star stands for any characters.
func (d *docs) whole(value string, fields []uint32) matcher {
	value = strings.TrimSpace(value)
	if strings.Contains(value, "*") {
		return d.pattern(value, fields)
	}
	var ids []uint32
	for _, p := range pieces(value) {
		id, ok := d.words.ids[string(p)]
		if !ok {
			return never
		}
		ids = append(ids, id)
	}
	return d.run(fields, func(run []uint32, _ *scratch) bool { return slices.Equal(run, ids) })
}

func (d *docs) pattern(value string, fields []uint32) matcher {
	if strings.Trim(value, "*") == "" {
		return d.run(fields, func([]uint32, *scratch) bool { return true })
	}
	parts := strings.Split(string(slices.Concat(pieces(value)...)), "*")
	return d.run(fields, func(run []uint32, s *scratch) bool {
		s.buf = s.buf[:0]
		for _, id := range run {
			s.buf = append(s.buf, d.words.word(id)...)
		}
		return likeness(string(s.buf), parts)
	})
}

// likeness reports whether text is made of the parts in order, with anything
// between them.
func likeness(text string, parts []string) bool {
	last := len(parts) - 1
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	text = text[len(parts[0]):]
	for _, p := range parts[1:last] {
		i := strings.Index(text, p)
		if i < 0 {
			return false
		}
		text = text[i+len(p):]
	}
	return strings.HasSuffix(text, parts[last])
}

// run gives accept the pieces of every value in these fields.
func (d *docs) run(fields []uint32, accept func(run []uint32, s *scratch) bool) matcher {
	if len(fields) == 0 {
		return never
	}
	return func(id uint32, s *scratch) bool {
		text := d.textOf(id)
		for i := 0; i < len(text); {
			end := i + 1
			for end < len(text) && text[end] < mark {
				end++
			}
			if slices.Contains(fields, text[i]&^mark) && accept(text[i+1:end], s) {
				return true
			}
			i = end
		}
		return false
	}
}

// anywhere finds text in every field, in the names of meta keys and in uids.
func (d *docs) anywhere(text string) matcher {
	lower := strings.ToLower(text)
	keys := newSet(len(d.fields))
	for i, f := range d.fields {
		if f.key != "" && strings.Contains(f.key, lower) {
			keys.add(uint32(i))
		}
	}
	inText := d.phrase(text, func(field uint32) bool { return keys.has(field) })
	if !hexadecimal(lower) {
		return func(id uint32, s *scratch) bool { return inText(d.textOf(id)) || d.inOddUID(id, lower) }
	}
	return func(id uint32, s *scratch) bool {
		return inText(d.textOf(id)) || d.inUID(id, lower, s)
	}
}

func (d *docs) inOddUID(id uint32, lower string) bool {
	if len(d.odd) == 0 {
		return false
	}
	return strings.Contains(strings.ToLower(d.odd[id]), lower)
}

func hexadecimal(s string) bool {
	return len(s) <= 32 && strings.Trim(s, "0123456789abcdef") == ""
}

const hexDigits = "0123456789abcdef"

func (d *docs) inUID(id uint32, lower string, s *scratch) bool {
	if uid, ok := d.odd[id]; ok {
		return strings.Contains(strings.ToLower(uid), lower)
	}
	s.buf = s.buf[:0]
	for _, b := range d.uid[id] {
		s.buf = append(s.buf, hexDigits[b>>4], hexDigits[b&15])
	}
	return strings.Contains(string(s.buf), lower)
}

// within finds text in some fields only.
func (d *docs) within(text string, fields []uint32) matcher {
	inText := d.phrase(text, func(uint32) bool { return false })
	return d.run(fields, func(run []uint32, _ *scratch) bool { return inText(run) })
}

// phrase finds a part of a text, see words. byMark decides for marks.
func (d *docs) phrase(text string, byMark func(field uint32) bool) func(text []uint32) bool {
	marked := newSet(len(d.fields))
	for i := range d.fields {
		if byMark(uint32(i)) {
			marked.add(uint32(i))
		}
	}
	parts := pieces(text)
	if len(parts) == 0 {
		return func([]uint32) bool { return true }
	}
	if len(parts) == 1 {
		found := d.words.containing(parts[0])
		return func(text []uint32) bool {
			for _, t := range text {
				if t < mark && found.has(t) || t >= mark && marked.has(t&^mark) {
					return true
				}
			}
			return false
		}
	}
	first, last := d.words.endingIn(parts[0]), d.words.beginningWith(parts[len(parts)-1])
	middle := parts[1 : len(parts)-1]
	ids := make([]uint32, len(middle))
	for i, p := range middle {
		id, ok := d.words.ids[string(p)]
		if !ok {
			id = mark - 1 // a word that no text has
		}
		ids[i] = id
	}
	return func(text []uint32) bool {
		for i, t := range text {
			if t >= mark {
				if marked.has(t &^ mark) {
					return true
				}
				continue
			}
			end := i + 1 + len(ids)
			if first.has(t) && end < len(text) && slices.Equal(text[i+1:end], ids) && text[end] < mark && last.has(text[end]) {
				return true
			}
		}
		return false
	}
}
