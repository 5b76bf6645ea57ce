package media

import (
	"context"
	"errors"
	"math"
	"os"
	"time"

	"github.com/abema/go-mp4"
)

// Examine says what an upload has to know of the file at path: Container, Size,
// Duration, Width, Height, HasVideo and HasAudio. It reads MP4, QuickTime and
// 3GP files by itself, without starting a program and in a few KiB of memory
// however large they are; everything else, and what it cannot follow, it leaves
// to Probe, whose errors it returns.
func Examine(ctx context.Context, path string) (Info, error) {
	st, err := os.Stat(path)
	if err != nil {
		return Info{}, err
	}
	if !st.Mode().IsRegular() {
		return Probe(ctx, path)
	}
	info := Info{Size: st.Size()}
	if info.Container, err = sniff(path); err != nil {
		return info, err
	}
	if !isMP4(info.Container) || info.readMovie(path) != nil {
		return Probe(ctx, path)
	}
	if !info.HasVideo {
		return info, ErrNotVideo
	}
	return info, nil
}

func isMP4(container string) bool {
	return container == "mp4" || container == "mov" || container == "3gp"
}

// largestBox is more than any box that is read can honestly need.
const largestBox = 64 << 10

// errStrange reports a file that Examine leaves to ffprobe.
var errStrange = errors.New("not a plain movie")

// readMovie reads the boxes that describe the movie as a whole and its tracks
// (ISO/IEC 14496-12, sections 8.2 to 8.4). The tables of samples, which grow with
// the movie, it passes over.
func (info *Info) readMovie(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	var m movie
	_, err = mp4.ReadBoxStructure(f, m.read)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return m.fill(info)
}

// movie is what is read of a file.
type movie struct {
	head   *mp4.Mvhd
	tracks []track
}

type track struct {
	head *mp4.Tkhd
	kind string // vide, soun or another handler type
}

// read takes one box and decides whether what is in it is read.
func (m *movie) read(h *mp4.ReadHandle) (any, error) {
	switch h.BoxInfo.Type {
	case mp4.BoxTypeTrak():
		m.tracks = append(m.tracks, track{})
		return h.Expand()
	case mp4.BoxTypeMoov(), mp4.BoxTypeMdia():
		return h.Expand()
	case mp4.BoxTypeMvhd(), mp4.BoxTypeTkhd(), mp4.BoxTypeHdlr():
		if h.BoxInfo.Size > largestBox {
			return nil, errStrange
		}
		payload, _, err := h.ReadPayload()
		if err != nil {
			return nil, err
		}
		return nil, m.take(payload)
	}
	return nil, nil
}

func (m *movie) take(payload mp4.IBox) error {
	if head, ok := payload.(*mp4.Mvhd); ok {
		m.head = head
		return nil
	}
	if len(m.tracks) == 0 {
		return nil // the handler of the file's metadata
	}
	last := &m.tracks[len(m.tracks)-1]
	switch box := payload.(type) {
	case *mp4.Tkhd:
		last.head = box
	case *mp4.Hdlr:
		last.kind = string(box.HandlerType[:])
	}
	return nil
}

// fill tells what was read. A movie whose length or size its header leaves open,
// as one in fragments does, is errStrange.
func (m *movie) fill(info *Info) error {
	if m.head == nil || m.head.Timescale == 0 || m.head.GetDuration() == 0 || m.head.GetDuration() >= math.MaxUint32 {
		return errStrange
	}
	info.Duration = time.Duration(float64(m.head.GetDuration()) / float64(m.head.Timescale) * float64(time.Second))
	for _, t := range m.tracks {
		switch {
		case t.kind == "soun":
			info.HasAudio = true
		case t.kind == "vide" && !info.HasVideo:
			if info.Width, info.Height = t.shown(); info.Width == 0 || info.Height == 0 {
				return errStrange
			}
			info.HasVideo = true
		}
	}
	return nil
}

// shown is the track's size in pixels with a quarter turn applied, which its
// matrix tells: it swaps the axes.
func (t *track) shown() (w, h int) {
	if t.head == nil {
		return 0, 0
	}
	w, h = int(t.head.GetWidthInt()), int(t.head.GetHeightInt())
	if t.head.Matrix[0] == 0 && t.head.Matrix[4] == 0 {
		return h, w
	}
	return w, h
}
