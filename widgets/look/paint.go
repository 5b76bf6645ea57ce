package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
)

// Paint is what a part is drawn with: the theme of its widget and the scale of
// its window. It is cheap and made anew for every layout and refresh.
type Paint struct {
	// Scale is the number of device pixels to one unit.
	Scale float32

	theme   fyne.Theme
	variant fyne.ThemeVariant
	faces   *faces
}

// For returns the paint of a widget. An object that is in no window yet has
// scale 1.
func For(o fyne.CanvasObject) Paint {
	app := fyne.CurrentApp()
	p := Paint{Scale: 1, theme: app.Settings().Theme(), variant: app.Settings().ThemeVariant()}
	// A theme override wraps its theme and cannot be asked for faces; fonts are
	// the app's everywhere.
	if t, ok := p.theme.(*Theme); ok {
		p.faces = t.faces
	}
	if w, ok := o.(interface{ Theme() fyne.Theme }); ok {
		p.theme = w.Theme()
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		// Canvas.Scale leaves out the pixels a dense screen adds by itself.
		const span = 1000
		x, _ := c.PixelCoordinateForPosition(fyne.NewPos(span, 0))
		p.Scale = float32(x) / span
	}
	return p
}

// Color is the value of a colour token; none, "", is transparent.
func (p Paint) Color(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	if c := p.theme.Color(name, p.variant); c != nil {
		return c
	}
	return palette[name].dark // a theme that is not ours, as in a test
}

// face is the font of a role; a nil resource means the theme's slot of style.
func (p Paint) face(r Role) (fyne.Resource, fyne.TextStyle) {
	if p.faces == nil {
		return nil, r.style()
	}
	return p.faces[scale[r].weight], r.style()
}

// snap rounds a length to whole device pixels.
func (p Paint) snap(v float32) float32 {
	return float32(math.Round(float64(v*p.Scale))) / p.Scale
}

// snapUp rounds a length up to whole device pixels.
func (p Paint) snapUp(v float32) float32 {
	return float32(math.Ceil(float64(v*p.Scale))) / p.Scale
}

// Light reports whether the palette is the light one.
func (p Paint) Light() bool {
	r, g, b, _ := p.Color(Canvas).RGBA()
	return r+g+b > 3*0x8000
}
