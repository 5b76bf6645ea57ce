package paint

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Weight is how heavy letters are.
type Weight int

// The two weights of the Go fonts that are drawn with.
const (
	Regular Weight = iota
	Bold
)

var faces = sync.OnceValue(func() map[Weight]*sfnt.Font {
	out := map[Weight]*sfnt.Font{}
	for weight, ttf := range map[Weight][]byte{Regular: goregular.TTF, Bold: gobold.TTF} {
		face, err := sfnt.Parse(ttf)
		if err != nil {
			panic("paint: the built-in font cannot be read: " + err.Error())
		}
		out[weight] = face
	}
	return out
})

// outlineSize is the size letters are taken from the font at, in font pixels;
// large, so that rounding to 1/64 does not show.
const outlineSize = 512

// Letters is one line of text as an outline, starting at x on the base line y.
// size is the height of the em square in design units. Letters the font lacks
// are left out.
func Letters(text string, x, y, size float64, weight Weight) Path {
	face := faces()[weight]
	var (
		buf  sfnt.Buffer
		p    Path
		k    = size / outlineSize / 64
		dot  fixed.Int26_6
		last sfnt.GlyphIndex
	)
	for _, r := range text {
		glyph, err := face.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			continue
		}
		if kern, err := face.Kern(&buf, last, glyph, fixed.I(outlineSize), font.HintingNone); err == nil && last != 0 {
			dot += kern
		}
		outline, err := face.LoadGlyph(&buf, glyph, fixed.I(outlineSize), nil)
		if err != nil {
			continue
		}
		for _, s := range outline {
			seg := segment{kind: "MLQC"[s.Op]} // in the order of sfnt's constants
			for i := range seg.points() {
				seg.pts[i] = Point{x + k*float64(dot+s.Args[i].X), y + k*float64(s.Args[i].Y)}
			}
			p = append(p, seg)
		}
		advance, err := face.GlyphAdvance(&buf, glyph, fixed.I(outlineSize), font.HintingNone)
		if err != nil {
			continue
		}
		dot += advance
		last = glyph
	}
	return p
}
