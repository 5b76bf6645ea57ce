package paint

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Canvas holds the colours of one picture before it is developed.
type Canvas struct {
	View
	pix []Color
}

// New is a black canvas for the view.
func New(v View) *Canvas {
	return &Canvas{View: v, pix: make([]Color, v.W*v.H)}
}

// On is the same canvas seen through another view of the same size: a picture
// within the picture.
func (c *Canvas) On(v View) *Canvas { return &Canvas{View: v, pix: c.pix} }

// Lay covers the canvas with a plate painted before, of the same size.
func (c *Canvas) Lay(plate *Canvas) { copy(c.pix, plate.pix) }

// Shader gives the colour at a design point from the colour that is there.
type Shader func(x, y float64, under Color) Color

// Shade runs the shader over every pixel that r touches. The shader is called
// from several goroutines at once.
func (c *Canvas) Shade(r Rect, shade Shader) {
	x0, y0, x1, y1 := c.pixels(r)
	u := c.Unit()
	c.rows(y0, y1, func(py int) {
		y, row := c.Y(py), c.pix[py*c.W:][:c.W]
		for px := x0; px < x1; px++ {
			row[px] = shade(c.X0+(float64(px)+.5)*u, y, row[px])
		}
	})
}

// Flood covers the canvas with one colour.
func (c *Canvas) Flood(colour Color) {
	for i := range c.pix {
		c.pix[i] = colour
	}
}

// Wash covers the canvas with horizontal bands of the ramp over y.
func (c *Canvas) Wash(ramp Ramp) {
	c.rows(0, c.H, func(py int) {
		colour := ramp.At(c.Y(py))
		row := c.pix[py*c.W : (py+1)*c.W]
		for px := range row {
			row[px] = colour
		}
	})
}

const rowsAtOnce = 16

// rows calls paint for every row from y0 up to y1, on all processors when there
// are enough rows to share.
func (c *Canvas) rows(y0, y1 int, paint func(py int)) {
	workers := min(runtime.GOMAXPROCS(0), (y1-y0)/rowsAtOnce)
	if workers < 2 {
		for y := y0; y < y1; y++ {
			paint(y)
		}
		return
	}
	next := atomic.Int64{}
	next.Store(int64(y0))
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				from := int(next.Add(rowsAtOnce)) - rowsAtOnce
				if from >= y1 {
					return
				}
				for y := from; y < min(from+rowsAtOnce, y1); y++ {
					paint(y)
				}
			}
		})
	}
	wg.Wait()
}

// Columns runs over every pixel between two heights and hands the shader the
// pixel's column, for what was worked out once per column.
func (c *Canvas) Columns(from, to float64, shade func(px int, y float64, under Color) Color) {
	_, y0, _, y1 := c.pixels(Rect{c.X0, from, 0, to - from})
	c.rows(y0, y1, func(py int) {
		y, row := c.Y(py), c.pix[py*c.W:(py+1)*c.W]
		for px := range row {
			row[px] = shade(px, y, row[px])
		}
	})
}
