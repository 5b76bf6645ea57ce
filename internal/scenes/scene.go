// Package scenes draws short films: a harbour at dawn, a reef, a kitchen
// interview, and the like. They are what a new user sees first, the content of
// the sample account of the local Stream, and the footage of our own pictures.
//
// Every frame is computed. A scene is a drawing in design units (package
// paint), so it comes in any size and shape, and the same moment is the same
// picture on every run. Encode turns a scene into a video file with ffmpeg.
package scenes

import (
	"image"
	"strings"

	"spool/internal/scenes/paint"
)

// Scene is one short film.
type Scene struct {
	Name string // for people, for example "Harbour at dawn, 4K master"
	Slug string // for file names, for example "harbour-at-dawn"

	set   set
	film  paint.Film
	sound sound
	focus paint.Point // stays in view when the frame is cropped; zero is the middle
	whole bool        // never cropped: the frame is fitted into the picture
}

// set builds what stands still for one view and returns what then paints any
// frame of it; t runs from 0 to 1 over the scene.
type set func(v paint.View) shot

type shot func(c *paint.Canvas, t float64)

// photo is the look of everything that was shot through a lens.
var photo = paint.Film{Vignette: .42}

// All are the scenes, in the order a library shows them.
var All = []Scene{
	harbour,
	dunes,
	city,
	reef,
	interviewA,
	interviewB,
	turntable,
	createProject,
	inviteTeam,
	aurora,
	encore,
	podcast,
	kiln,
	meeting,
	forest,
	workshop,
	titles,
	train,
	lab,
	fern,
	support,
	trail,
	snow,
	market,
	valley,
	dusk,
}

// ByName finds the scene of that name. Another take of the same footage, a name
// that differs only after its first comma, finds the scene too: "Dune crossing,
// day two" is drawn by "Dune crossing, day one".
func ByName(name string) (Scene, bool) {
	for _, s := range All {
		if s.Name == name {
			return s, true
		}
	}
	title, _, _ := strings.Cut(name, ",")
	for _, s := range All {
		if strings.HasPrefix(s.Name, title+",") {
			return s, true
		}
	}
	return Scene{}, false
}

// Draw paints the frame at t, from 0 (first) to 1 (last), in w by h pixels. A
// shape other than 16 by 9 shows a part of the scene around its subject. The
// picture is opaque and belongs to the caller. Draw may be called from several
// goroutines.
func (s Scene) Draw(t float64, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	if img.Rect.Empty() {
		return img
	}
	s.roll(w, h)(t, img)
	return img
}

// roll prepares the scene for frames of w by h pixels. The returned function
// paints one of them into a picture of that size; it is not for concurrent use.
func (s Scene) roll(w, h int) func(t float64, dst *image.RGBA) {
	v := s.view(w, h)
	shoot, canvas := s.set(v), paint.New(v)
	return func(t float64, dst *image.RGBA) {
		shoot(canvas, t)
		canvas.Develop(dst, s.film)
	}
}

func (s Scene) view(w, h int) paint.View {
	if s.whole {
		return paint.Fit(w, h)
	}
	focus := s.focus
	if focus == (paint.Point{}) {
		focus = paint.Point{X: paint.Width / 2, Y: paint.Height / 2}
	}
	return paint.Crop(w, h, focus.X, focus.Y)
}
