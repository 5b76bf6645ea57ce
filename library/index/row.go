package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"time"

	"spool/library"
)

// rowVersion begins every row; rows of another version are not read, and the
// index is built anew.
const rowVersion = 2

var errRow = errors.New("a row of the index can't be read")

// appendRow appends the compact form of a video.
func appendRow(b []byte, v *library.Video) []byte {
	w := writer(append(b, rowVersion))
	w.text(v.UID)
	for _, t := range []time.Time{v.Created, v.Modified, v.Uploaded, v.UploadExpiry, v.ReadyAt, v.ScheduledDeletion} {
		w.time(t)
	}
	w.flag(v.Ready)
	w.flag(v.RequireSignedURLs)
	w.text(string(v.Status.State))
	w.text(v.Status.Step)
	w.float(v.Status.Percent)
	w.text(v.Status.ErrorCode)
	w.text(v.Status.ErrorText)
	w.text(v.Creator)
	w.int(int64(len(v.AllowedOrigins)))
	for _, o := range v.AllowedOrigins {
		w.text(o)
	}
	w.float(v.ThumbnailPct)
	w.int(int64(v.MaxDurationSeconds))
	w.int(v.MaxSizeBytes)
	w.float(v.Duration)
	w.int(v.Size)
	w.int(int64(v.Width))
	w.int(int64(v.Height))
	for _, s := range []string{
		v.PublicDetails.Title, v.PublicDetails.ShareLink, v.PublicDetails.ChannelLink, v.PublicDetails.Logo,
		v.LiveInput, v.ClippedFrom, v.WatermarkUID, v.WatermarkName,
	} {
		w.text(s)
	}
	w.links(v)
	w.text(v.OddMeta)
	keys := v.Meta.Keys()
	w.int(int64(len(keys)))
	for _, k := range keys {
		w.text(k)
		w.text(string(v.Meta[k]))
	}
	return w
}

// readRow is the opposite of appendRow.
func readRow(data []byte) (library.Video, error) {
	r := &reader{b: data}
	var v library.Video
	if len(data) == 0 || data[0] != rowVersion {
		return v, errRow
	}
	r.b = data[1:]
	v.UID = r.text()
	for _, t := range []*time.Time{&v.Created, &v.Modified, &v.Uploaded, &v.UploadExpiry, &v.ReadyAt, &v.ScheduledDeletion} {
		*t = r.time()
	}
	v.Ready = r.flag()
	v.RequireSignedURLs = r.flag()
	v.Status.State = library.State(r.text())
	v.Status.Step = r.text()
	v.Status.Percent = r.float()
	v.Status.ErrorCode = r.text()
	v.Status.ErrorText = r.text()
	v.Creator = r.text()
	for range r.count() {
		v.AllowedOrigins = append(v.AllowedOrigins, r.text())
	}
	v.ThumbnailPct = r.float()
	v.MaxDurationSeconds = int(r.int())
	v.MaxSizeBytes = r.int()
	v.Duration = r.float()
	v.Size = r.int()
	v.Width = int(r.int())
	v.Height = int(r.int())
	for _, s := range []*string{
		&v.PublicDetails.Title, &v.PublicDetails.ShareLink, &v.PublicDetails.ChannelLink, &v.PublicDetails.Logo,
		&v.LiveInput, &v.ClippedFrom, &v.WatermarkUID, &v.WatermarkName,
	} {
		*s = r.text()
	}
	r.links(&v)
	v.OddMeta = r.text()
	if n := r.count(); n > 0 {
		v.Meta = make(library.Meta, n)
		for range n {
			k := r.text()
			v.Meta[k] = json.RawMessage(r.text())
		}
	}
	return v, r.err
}

// The addresses of a video follow from host and uid nearly always; then one
// host is kept instead of four addresses.
const (
	hlsPath       = "/manifest/video.m3u8"
	dashPath      = "/manifest/video.mpd"
	previewPath   = "/watch"
	thumbnailPath = "/thumbnails/thumbnail.jpg"
)

func (w *writer) links(v *library.Video) {
	base := strings.TrimSuffix(v.Preview, previewPath)
	usual := strings.HasSuffix(base, "/"+v.UID) && v.HLS == base+hlsPath && v.DASH == base+dashPath &&
		v.Preview == base+previewPath && v.Thumbnail == base+thumbnailPath
	w.flag(usual)
	if usual {
		w.text(strings.TrimSuffix(base, v.UID))
		return
	}
	for _, s := range []string{v.HLS, v.DASH, v.Preview, v.Thumbnail} {
		w.text(s)
	}
}

func (r *reader) links(v *library.Video) {
	if r.flag() {
		base := r.text() + v.UID
		v.HLS, v.DASH, v.Preview, v.Thumbnail = base+hlsPath, base+dashPath, base+previewPath, base+thumbnailPath
		return
	}
	for _, s := range []*string{&v.HLS, &v.DASH, &v.Preview, &v.Thumbnail} {
		*s = r.text()
	}
}

type writer []byte

func (w *writer) int(x int64)     { *w = binary.AppendVarint(*w, x) }
func (w *writer) float(x float64) { *w = binary.LittleEndian.AppendUint64(*w, math.Float64bits(x)) }
func (w *writer) text(s string)   { *w = append(binary.AppendVarint(*w, int64(len(s))), s...) }

func (w *writer) flag(x bool) {
	if x {
		*w = append(*w, 1)
	} else {
		*w = append(*w, 0)
	}
}

func (w *writer) time(t time.Time) { w.int(nanos(t)) }

// nanos is a time as the index keeps it: 0 for none.
func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// reader reads what writer wrote; after the first mistake everything is zero.
type reader struct {
	b   []byte
	err error
}

func (r *reader) int() int64 {
	x, n := binary.Varint(r.b)
	if n <= 0 {
		r.b, r.err = nil, errRow
		return 0
	}
	r.b = r.b[n:]
	return x
}

func (r *reader) bytes(n int64) []byte {
	if n < 0 || n > int64(len(r.b)) {
		r.b, r.err = nil, errRow
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(r.int())) }

// count is a number of things that follow, each at least a byte long.
func (r *reader) count() int64 {
	n := r.int()
	if n < 0 || n > int64(len(r.b)) {
		r.b, r.err = nil, errRow
		return 0
	}
	return n
}

func (r *reader) float() float64 {
	b := r.bytes(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (r *reader) flag() bool {
	b := r.bytes(1)
	return b != nil && b[0] != 0
}

func (r *reader) time() time.Time {
	n := r.int()
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}
