package look

import (
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/assets"
)

// IconName names an icon of the family, see assets/icons.
type IconName string

// IconMark is the app's mark, a reel with its thread, for a box of MarkSize.
const IconMark IconName = "mark"

// Icon is one icon of the family in a colour token.
type Icon struct {
	// Object is what the renderer lists.
	Object *canvas.Image

	name  IconName
	size  float32
	color fyne.ThemeColorName
}

// NewIcon returns an icon for a box of that size: IconSize, IconCompact or
// IconBadge. The name "" draws nothing.
func NewIcon(name IconName, size float32, color fyne.ThemeColorName) *Icon {
	return &Icon{
		Object: &canvas.Image{FillMode: canvas.ImageFillStretch},
		name:   name, size: size, color: color,
	}
}

// Set changes the icon. It shows after the next Repaint.
func (i *Icon) Set(name IconName) { i.name = name }

// Name is the icon's name, "" for none.
func (i *Icon) Name() IconName { return i.name }

// SetColor changes the colour token. It shows after the next Repaint.
func (i *Icon) SetColor(name fyne.ThemeColorName) { i.color = name }

// Color is the icon's colour token.
func (i *Icon) Color() fyne.ThemeColorName { return i.color }

// Size is the side of the icon's box.
func (i *Icon) Size() float32 { return i.size }

// Show shows or hides the icon.
func (i *Icon) Show(on bool) { show(i.Object, on) }

// Place moves the icon's box to x, y.
func (i *Icon) Place(p Paint, x, y float32) {
	i.Object.Move(fyne.NewPos(p.snap(x), p.snap(y)))
	i.Object.Resize(fyne.NewSquareSize(i.size))
}

// Repaint takes the colour and scale of the moment; it costs next to nothing
// when the icon looks as before.
func (i *Icon) Repaint(p Paint) {
	if i.name == "" {
		if i.Object.Resource != nil {
			i.Object.Resource, i.Object.Image = nil, nil
			i.Object.Refresh() // else what it was stays on the screen
		}
		return
	}
	next := ink{icon: i.name, color: hexOf(p.Color(i.color)), pixels: i.size * p.Scale}
	if i.Object.Resource == fyne.Resource(next) {
		return
	}
	i.Object.Resource = next
	i.Object.Refresh()
}

// ink is the resource of an icon. It writes colour and stroke into the SVG text
// itself, because Fyne's SVG renderer does not scale strokes and its recolouring
// fills them. It must not be a fyne.ThemedResource, or Fyne would recolour it.
type ink struct {
	icon   IconName
	color  string
	pixels float32 // side of the icon's box in device pixels
}

// Name implements fyne.Resource. Fyne keeps one picture for each name.
func (k ink) Name() string { return fmt.Sprintf("%s-%s-%g.svg", k.icon, k.color, k.pixels) }

// Content implements fyne.Resource.
func (k ink) Content() []byte {
	svg, ok := assets.Icon(string(k.icon))
	if !ok {
		fyne.LogError("no icon named "+string(k.icon), nil)
		return []byte(`<svg viewBox="0 0 16 16" xmlns="http://www.w3.org/2000/svg"/>`)
	}
	grid := IconSize
	if k.icon == IconMark {
		grid = MarkSize
	}
	svg = strokes.ReplaceAllStringFunc(svg, func(attr string) string {
		width, err := strconv.ParseFloat(strokes.FindStringSubmatch(attr)[1], 32)
		if err != nil {
			return attr
		}
		return fmt.Sprintf(`stroke-width="%g"`, float32(width)*k.pixels/grid)
	})
	return []byte(strings.ReplaceAll(svg, "currentColor", k.color))
}

var strokes = regexp.MustCompile(`stroke-width="([0-9.]+)"`)

func hexOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
