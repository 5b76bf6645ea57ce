package stills

import (
	"image"
	"image/draw"
	"math/bits"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/library"
	"spool/library/frame"
	"spool/widgets/look"
)

// Film is a part of a video as pictures beside each other, below a timeline. It
// fills from coarse to fine: until a picture is there, its place shows the
// nearest one that is.
type Film struct {
	// Object is what the renderer lists.
	Object *canvas.Image

	source  Source
	arrived func()
	shows   span
	frames  []cell
	stale   bool
}

// span is what a film shows, and in which size.
type span struct {
	uid      string
	from, to time.Duration
	n, w, h  int // pictures, and pixels of all together
}

// cell is the place of one picture.
type cell struct {
	video library.Video
	at    time.Duration
	w, h  int
	img   image.Image
	known bool // it is here, or cannot be loaded
}

// NewFilm returns a film without pictures; arrived runs when there are more,
// which is when to Place it again.
func NewFilm(source Source, arrived func()) *Film {
	f := &Film{source: source, arrived: arrived, Object: &canvas.Image{
		FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest, CornerRadius: look.RadiusBadge,
	}}
	f.Object.Hide()
	return f
}

// Place moves the film and shows a part of a video in it, in pictures about each
// wide.
func (f *Film) Place(p look.Paint, v library.Video, from, to time.Duration, each float32, at fyne.Position, size fyne.Size) {
	f.Object.Move(at)
	f.Object.Resize(size)
	s := span{v.UID, from, to, int(size.Width / each), int(size.Width * p.Scale), int(size.Height * p.Scale)}
	if f.source == nil || s.n < 1 || to <= from {
		return
	}
	if s != f.shows {
		f.Forget()
		f.shows = s
		f.ask(v)
	}
	if f.stale {
		f.draw()
	}
}

// Forget gives up on the pictures that are on their way.
func (f *Film) Forget() {
	for _, c := range f.frames {
		if !c.known {
			f.source.ForgetStill(c.video, c.at, c.w, c.h)
		}
	}
	f.frames, f.shows = nil, span{}
}

// ask asks for all pictures. What is asked for last is loaded first, so the
// coarse ones go last.
func (f *Film) ask(v library.Video) {
	s := f.shows
	f.frames, f.stale = make([]cell, s.n), true
	for i, at := range frame.Times(s.to-s.from, s.n) {
		f.frames[i] = cell{video: v, at: Whole(s.from + at), w: s.w/s.n + 1, h: s.h}
	}
	order := coarse(s.n)
	for k := range order {
		f.load(&f.frames[order[len(order)-1-k]])
	}
}

func (f *Film) load(c *cell) {
	shown := f.shows
	c.img, c.known = f.source.Still(c.video, c.at, c.w, c.h, func() {
		if f.shows == shown {
			f.load(c)
			f.stale = true
			f.arrived()
		}
	})
}

// coarse are the numbers below n so that the first few are spread over all.
func coarse(n int) []int {
	order := make([]int, 0, n)
	width := bits.Len(uint(max(n-1, 1)))
	for k := range 1 << width {
		if i := int(bits.Reverse(uint(k)) >> (bits.UintSize - width)); i < n {
			order = append(order, i)
		}
	}
	return order
}

// draw puts the pictures beside each other.
func (f *Film) draw() {
	f.stale = false
	s := f.shows
	row, seen := image.NewRGBA(image.Rect(0, 0, s.w, s.h)), false
	for i := range f.frames {
		if img := f.nearest(i); img != nil {
			seen = true
			draw.Draw(row, image.Rect(i*s.w/s.n, 0, (i+1)*s.w/s.n, s.h), img, img.Bounds().Min, draw.Src)
		}
	}
	f.Object.Image = row
	f.Object.Hidden = !seen
	f.Object.Refresh()
}

// nearest is the picture that is there and nearest to a place.
func (f *Film) nearest(i int) image.Image {
	for d := range len(f.frames) {
		for _, j := range [2]int{i - d, i + d} {
			if j >= 0 && j < len(f.frames) && f.frames[j].img != nil {
				return f.frames[j].img
			}
		}
	}
	return nil
}
