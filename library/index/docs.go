package index

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"spool/library"
)

// flags of a video.
type flags uint16

const (
	flagSigned flags = 1 << iota
	flagOrigins
	flagLive
	flagClip
	flagWatermark
	flagReady
	flagCaptionsKnown
	flagCaptions
)

// docs are all videos in memory, in columns: what filters and sorts need, and
// the text. A video's place in the columns is its row's id.
type docs struct {
	present  set
	count    int
	flags    []flags
	state    []uint8
	duration []float32
	width    []uint16
	height   []uint16
	size     []int64
	created  []int64
	modified []int64
	uploaded []int64
	deletion []int64
	uid      [][16]byte
	// text[start[i]:start[i]+length[i]] is the video's text: for each field a
	// mark with its number, then its pieces.
	text   []uint32
	start  []uint32
	length []uint32
	// unused is how much of text belongs to no video any more.
	unused int

	words  *words
	fields []field
	byName map[string]uint32
	states []string
	// odd are the uids that are not 32 hexadecimal digits.
	odd map[uint32]string
	buf []byte
}

// field is a place of text: name, creator, meta.project, ...
type field struct {
	name string
	// key is what a search for a meta key looks at, in lower case.
	key string
	// top says that a video has the key at the top of its meta, not only nested.
	top bool
}

// Every mark is above every word id.
const mark = 1 << 31

// The fields of text that are no meta keys. Words of name are those of
// meta.name.
const (
	fieldName = iota
	fieldCreator
	fieldOrigins
	fieldWatermark
	fieldError
	fieldCaptions
)

// Bounds on the text that one value and one video give to search, in bytes, so
// that metadata of megabytes cannot fill the memory.
const (
	maxValue = 1 << 10
	maxText  = 32 << 10
	maxDepth = 8
)

func newDocs() *docs {
	d := &docs{words: newWords(), byName: map[string]uint32{}, odd: map[uint32]string{}}
	for _, name := range []string{"name", "creator", "origins", "watermark", "error", "captions"} {
		d.field(name, "")
	}
	return d
}

// field gives the number of a field, a new one if need be.
func (d *docs) field(name, key string) uint32 {
	if n, ok := d.byName[name]; ok {
		return n
	}
	n := uint32(len(d.fields))
	d.fields = append(d.fields, field{name: name, key: strings.ToLower(key)})
	d.byName[name] = n
	return n
}

// put adds or replaces video id. captions is nil where nobody asked yet.
func (d *docs) put(id uint32, v *library.Video, captions *string) {
	d.grow(int(id) + 1)
	if !d.present.has(id) {
		d.present.add(id)
		d.count++
	}
	d.duration[id] = float32(v.Duration)
	d.width[id], d.height[id] = clampSize(v.Width), clampSize(v.Height)
	d.size[id] = v.Size
	d.created[id], d.modified[id] = nanos(v.Created), nanos(v.Modified)
	d.uploaded[id], d.deletion[id] = nanos(v.Uploaded), nanos(v.ScheduledDeletion)
	d.state[id] = d.stateNumber(string(v.Status.State))
	d.flags[id] = flagsOf(v, captions)
	d.setUID(id, v.UID)
	d.setText(id, v, captions)
}

func flagsOf(v *library.Video, captions *string) (f flags) {
	set := func(bit flags, on bool) {
		if on {
			f |= bit
		}
	}
	set(flagSigned, v.RequireSignedURLs)
	set(flagOrigins, len(v.AllowedOrigins) > 0)
	set(flagLive, v.LiveInput != "" || v.Status.State == library.StateLive)
	set(flagClip, v.ClippedFrom != "")
	set(flagWatermark, v.WatermarkUID != "")
	set(flagReady, v.Ready)
	set(flagCaptionsKnown, captions != nil)
	set(flagCaptions, captions != nil && *captions != "")
	return f
}

func clampSize(x int) uint16 { return uint16(min(max(x, 0), 1<<16-1)) }

func (d *docs) grow(n int) {
	if have := len(d.state); n > have {
		more := n - have
		d.flags = append(d.flags, make([]flags, more)...)
		d.state = append(d.state, make([]uint8, more)...)
		d.duration = append(d.duration, make([]float32, more)...)
		d.width = append(d.width, make([]uint16, more)...)
		d.height = append(d.height, make([]uint16, more)...)
		for _, column := range []*[]int64{&d.size, &d.created, &d.modified, &d.uploaded, &d.deletion} {
			*column = append(*column, make([]int64, more)...)
		}
		d.uid = append(d.uid, make([][16]byte, more)...)
		d.start = append(d.start, make([]uint32, more)...)
		d.length = append(d.length, make([]uint32, more)...)
	}
	for n/64 >= len(d.present) {
		d.present = append(d.present, 0)
	}
}

func (d *docs) remove(id uint32) {
	if !d.present.has(id) {
		return
	}
	d.present[id/64] &^= 1 << (id % 64)
	d.count--
	d.unused += int(d.length[id])
	d.length[id] = 0
	delete(d.odd, id)
}

func (d *docs) stateNumber(s string) uint8 {
	i := slices.Index(d.states, s)
	if i < 0 && len(d.states) < 255 {
		i = len(d.states)
		d.states = append(d.states, s)
	}
	return uint8(max(i, 0))
}

func (d *docs) setUID(id uint32, uid string) {
	raw, usual := parseUID(uid)
	d.uid[id] = raw
	if usual {
		delete(d.odd, id)
	} else {
		d.odd[id] = uid
	}
}

// parseUID reads the usual kind of uid: 32 hexadecimal digits in lower case.
func parseUID(uid string) (raw [16]byte, usual bool) {
	if len(uid) != 2*len(raw) || strings.ToLower(uid) != uid {
		return raw, false
	}
	if _, err := hex.Decode(raw[:], []byte(uid)); err != nil {
		return [16]byte{}, false
	}
	return raw, true
}

// find is the number of the video with this uid.
func (d *docs) find(uid string, r *rankings) (uint32, bool) {
	raw, usual := parseUID(uid)
	if !usual {
		for id, odd := range d.odd {
			if odd == uid {
				return id, true
			}
		}
		return 0, false
	}
	ids := d.ranked(r, "uid").ids
	i, found := slices.BinarySearchFunc(ids, raw, func(id uint32, raw [16]byte) int { return bytes.Compare(d.uid[id][:], raw[:]) })
	if !found {
		return 0, false
	}
	_, odd := d.odd[ids[i]]
	return ids[i], !odd
}

// minUnused is how much unused text is not worth a tidying.
const minUnused = 1 << 16

// setText writes the video's text behind that of all others. The text of an
// older version stays where it was until half of all is such.
func (d *docs) setText(id uint32, v *library.Video, captions *string) {
	d.unused += int(d.length[id])
	d.length[id] = 0
	if d.unused > minUnused && d.unused > len(d.text)/2 {
		d.tidy()
	}
	begin := len(d.text)
	d.addText(fieldName, v.Name())
	d.addText(fieldCreator, v.Creator)
	for _, o := range v.AllowedOrigins {
		d.addText(fieldOrigins, o)
	}
	if v.WatermarkUID != "" {
		d.addText(fieldWatermark, v.WatermarkUID)
		d.addText(fieldWatermark, v.WatermarkName)
	}
	d.addText(fieldError, v.Status.ErrorCode)
	if captions != nil {
		for language := range strings.SplitSeq(*captions, ",") {
			d.addText(fieldCaptions, language)
		}
	}
	room := maxText
	for key, raw := range v.Meta {
		if key != "name" {
			d.fields[d.field("meta."+key, key)].top = true
			d.addMeta(key, raw, &room, maxDepth)
		}
	}
	d.start[id], d.length[id] = uint32(begin), uint32(len(d.text)-begin)
}

// tidy moves the text of all videos together.
func (d *docs) tidy() {
	text := make([]uint32, 0, len(d.text)-d.unused)
	for id := range d.start {
		begin := len(text)
		text = append(text, d.textOf(uint32(id))...)
		d.start[id] = uint32(begin)
	}
	d.text, d.unused = text, 0
}

func (d *docs) addText(field uint32, text string) {
	if text == "" {
		return
	}
	d.text = append(d.text, mark|field)
	d.buf = split(strings.TrimSpace(text), d.buf, func(piece []byte) bool {
		d.text = append(d.text, d.words.add(piece))
		return true
	})
}

// addMeta adds a value and what is nested in it, as meta.key and
// meta.key.sub. The elements of a list are values of its key.
func (d *docs) addMeta(key string, raw json.RawMessage, room *int, depth int) {
	if len(raw) == 0 || *room <= 0 || depth == 0 || len(key) > maxWord {
		return
	}
	switch raw[0] {
	case '{':
		var object map[string]json.RawMessage
		if json.Unmarshal(raw, &object) == nil {
			d.text = append(d.text, mark|d.field("meta."+key, key))
			for sub, value := range object {
				d.addMeta(key+"."+sub, value, room, depth-1)
			}
		}
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) == nil {
			d.text = append(d.text, mark|d.field("meta."+key, key))
			for _, value := range list {
				d.addMeta(key, value, room, depth-1)
			}
		}
	default:
		text := metaText(raw)
		text = text[:min(len(text), *room, maxValue)]
		*room -= len(text) + 1
		number := d.field("meta."+key, key)
		if text == "" {
			d.text = append(d.text, mark|number)
		}
		d.addText(number, text)
	}
}

// metaText is a plain value for people; null has none.
func metaText(raw json.RawMessage) string {
	if raw[0] != '"' {
		if string(raw) == "null" {
			return ""
		}
		return string(raw)
	}
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// textOf is the text of a video: marks and pieces.
func (d *docs) textOf(id uint32) []uint32 {
	return d.text[d.start[id] : d.start[id]+d.length[id]]
}

// uidOf is the video's uid.
func (d *docs) uidOf(id uint32) string {
	if s, ok := d.odd[id]; ok {
		return s
	}
	return hex.EncodeToString(d.uid[id][:])
}
