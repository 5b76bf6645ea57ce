package look

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"spool/assets"
)

// drawIcon captures an icon alone in a window at a scale.
func drawIcon(name IconName, size, scale float32) image.Image {
	i := NewIcon(name, size, Fg)
	i.Repaint(For(i.Object))
	w := test.NewWindow(container.NewWithoutLayout(i.Object))
	defer w.Close()
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(fyne.NewSquareSize(size + 8))
	i.Place(For(i.Object), 4, 4)
	i.Repaint(For(i.Object))
	return w.Canvas().Capture()
}

func plainApp(t *testing.T) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(NewPlain(Dark))
}

// inkOf adds up how far pixels differ from the ground.
func inkOf(img image.Image) (sum float64, box image.Rectangle) {
	ground, _, _, _ := img.At(0, 0).RGBA()
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r > ground+0x600 {
				sum += float64(r-ground) / 0xffff
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return sum, box
}

func TestEveryIconIsDrawnInsideItsBox(t *testing.T) {
	plainApp(t)
	names := assets.IconNames()
	if len(names) < 80 {
		t.Fatalf("there are %d icons", len(names))
	}
	for _, name := range names {
		size := IconSize
		if IconName(name) == IconMark {
			size = MarkSize
		}
		ink, box := inkOf(drawIcon(IconName(name), size, 1))
		if ink < 2 {
			t.Errorf("%s draws next to nothing", name)
		}
		if room := image.Rect(4, 4, 4+int(size), 4+int(size)); !box.In(room) {
			t.Errorf("%s draws at %v, its box is %v", name, box, room)
		}
	}
}

func TestStrokesGrowWithSizeAndScale(t *testing.T) {
	plainApp(t)
	base, _ := inkOf(drawIcon(IconPlus, IconSize, 1))
	for _, c := range []struct{ size, scale float32 }{{IconBadge, 1}, {IconCompact, 1}, {IconSize, 1.3}, {IconSize, 2}, {IconBadge, 2}} {
		got, _ := inkOf(drawIcon(IconPlus, c.size, c.scale))
		pixels := float64(int(c.size*c.scale)) / 16
		if ratio := got / base; ratio < pixels*pixels*.75 || ratio > pixels*pixels*1.25 {
			t.Errorf("size %g at scale %g has %.2f times the ink, want about %.2f", c.size, c.scale, ratio, pixels*pixels)
		}
	}
}

func TestColourChangeIsADifferentPicture(t *testing.T) {
	test.NewTempApp(t)
	i := NewIcon(IconCheck, IconSize, Fg)
	i.Repaint(For(i.Object))
	before := i.Object.Resource.Name()
	i.SetColor(Error)
	i.Repaint(For(i.Object))
	if i.Object.Resource.Name() == before {
		t.Error("Fyne would show the old colour, as the picture has the same name")
	}
}

// tagged is a widget of one icon and one text.
type tagged struct {
	widget.BaseWidget
	icon *Icon
	text *Text
}

func (g *tagged) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(g, g) }
func (g *tagged) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{g.icon.Object, g.text.Object}
}
func (g *tagged) Min(p Paint) fyne.Size { return fyne.NewSize(20+g.text.Natural(p), 18) }
func (g *tagged) Repaint(p Paint)       { g.icon.Repaint(p); g.text.Repaint(p) }
func (g *tagged) Arrange(p Paint, size fyne.Size) {
	g.icon.Place(p, 0, 1)
	g.text.Place(p, 20, 0, size.Width-20)
}

// A window learns its scale after its content was made, and lays it out first.
func TestScaleLearntByALayoutReachesTheStrokes(t *testing.T) {
	plainApp(t)
	g := &tagged{icon: NewIcon(IconPlus, IconSize, Fg), text: NewText(BodySemibold, Fg, "Upload 3 videos")}
	g.ExtendBaseWidget(g)
	w := test.NewTempWindow(t, container.NewWithoutLayout(g))
	least := g.MinSize()
	g.Resize(least)
	for _, scale := range []float32{1.3, 2, 1} {
		w.Canvas().(software.WindowlessCanvas).SetScale(scale)
		g.Resize(least.AddWidthHeight(0, scale)) // lays out without asking for the least size
		if got := g.icon.Object.Resource.(ink).pixels; got != IconSize*scale {
			t.Errorf("scale %g: the stroke is made for %g pixels", scale, got)
		}
		if g.text.Cut() {
			t.Errorf("scale %g: a text in the width it asked for is cut to %q", scale, g.text.Object.Text)
		}
	}
}

func TestNoIconDrawsNothing(t *testing.T) {
	test.NewTempApp(t)
	i := NewIcon("", IconSize, Fg)
	i.Repaint(For(i.Object))
	if i.Object.Resource != nil || i.Object.Image != nil {
		t.Error("an icon without a name has a picture")
	}
}
