package health

import (
	"image"
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/widgets/look"
)

// bar is a bar of the chart.
type bar struct {
	value float64
	color fyne.ThemeColorName
}

// chart is storage by weeks as upright bars below the line of the limit.
type chart struct {
	widget.BaseWidget
	bars   []bar
	limit  float64
	marks  []mark
	raster *canvas.Raster
	colors map[fyne.ThemeColorName]color.RGBA
}

// mark is a word below the chart.
type mark struct {
	bar    int
	text   *look.Text
	middle bool // it stands in the middle of where the bar begins
}

const (
	chartHeight float32 = 96
	axisGap     float32 = 4
	markGap     float32 = 12
)

// newChart returns a chart whose last projected bars lie ahead of now.
func newChart(bars []bar, limit float64, now time.Time) *chart {
	c := &chart{bars: bars, limit: limit, marks: marksOf(len(bars)-projected, projected, now), colors: map[fyne.ThemeColorName]color.RGBA{}}
	c.raster = canvas.NewRaster(c.draw)
	c.raster.ScaleMode = canvas.ImageScalePixels
	c.ExtendBaseWidget(c)
	return c
}

// marksOf are today, and the months by their first weeks: of those that were
// every third. Today comes first, as no other may cover it.
func marksOf(past, ahead int, now time.Time) []mark {
	marks := []mark{{past, look.NewText(look.CaptionSemibold, look.Fg2, lang.L("Today")), true}}
	seen := 0
	for i := range past + ahead {
		at := now.AddDate(0, 0, 7*(i+1-past))
		if i > 0 && at.Month() == at.AddDate(0, 0, -7).Month() {
			continue
		}
		if i >= past || seen%3 == 0 {
			marks = append(marks, mark{i, look.NewText(look.Caption, look.Fg3, at.Format("Jan")), false})
		}
		seen++
	}
	return marks
}

// draw draws in device pixels, so that all gaps are of one width.
func (c *chart) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if len(c.bars) == 0 || c.limit <= 0 {
		return img
	}
	fill := func(x0, y0, x1, y1 int, col color.RGBA) {
		for y := max(0, y0); y < min(h, y1); y++ {
			for x := max(0, x0); x < min(w, x1); x++ {
				img.SetRGBA(x, y, col)
			}
		}
	}
	pitch := c.pitch(w)
	gap := max(1, pitch/6)
	for i, b := range c.bars {
		high := max(1, int(min(1, b.value/c.limit)*float64(h-2)))
		fill(i*pitch, h-high, (i+1)*pitch-gap, h, c.colors[b.color])
	}
	fill(0, 0, w, max(1, h/80), c.colors[look.Warning])
	return img
}

// pitch is how far apart bars begin in so many pixels.
func (c *chart) pitch(width int) int { return max(2, width/max(1, len(c.bars))) }

// CreateRenderer implements fyne.Widget.
func (c *chart) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *chart) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.raster}
	for _, m := range c.marks {
		objects = append(objects, m.text.Object)
	}
	return objects
}

// Min implements look.Drawn.
func (c *chart) Min(look.Paint) fyne.Size {
	return fyne.NewSize(0, chartHeight+axisGap+look.Caption.Line())
}

// Arrange implements look.Drawn. A mark that would touch one before it is left
// out.
func (c *chart) Arrange(p look.Paint, size fyne.Size) {
	c.raster.Resize(fyne.NewSize(size.Width, chartHeight))
	pitch := float32(c.pitch(int(size.Width*p.Scale))) / p.Scale
	type stretch struct{ from, to float32 }
	var taken []stretch
	for _, m := range c.marks {
		w := m.text.Natural(p)
		x := float32(m.bar) * pitch
		if m.middle {
			x -= w / 2
		}
		x = max(0, min(x, size.Width-w))
		free := !slices.ContainsFunc(taken, func(t stretch) bool { return x < t.to+markGap && x+w > t.from-markGap })
		page.Show(m.text.Object, free)
		if free {
			taken = append(taken, stretch{x, x + w})
			m.text.Place(p, float32(int(x)), chartHeight+axisGap, w)
		}
	}
}

// Repaint implements look.Drawn.
func (c *chart) Repaint(p look.Paint) {
	for _, name := range []fyne.ThemeColorName{look.Fg2, look.AccentMid, look.Warning} {
		r, g, b, a := p.Color(name).RGBA()
		c.colors[name] = color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
	}
	for _, m := range c.marks {
		m.text.Repaint(p)
	}
	c.raster.Refresh()
}
