package paint

import (
	"image"
	"image/draw"

	"golang.org/x/image/vector"
)

// Stencil is a shape cut for one view: how much of each pixel it covers. Cut it
// once when a shape stands still and is painted in every frame.
type Stencil struct {
	x0, y0, w, h int
	cover        []uint8
}

// Cut is the stencil of the path, with smooth edges.
func (v View) Cut(p Path) Stencil {
	b := p.bounds()
	u := v.Unit()
	x0, y0, x1, y1 := v.pixels(Rect{b.X - u, b.Y - u, b.W + 2*u, b.H + 2*u})
	if x1 <= x0 || y1 <= y0 {
		return Stencil{}
	}
	s := Stencil{x0: x0, y0: y0, w: x1 - x0, h: y1 - y0}
	z := vector.NewRasterizer(s.w, s.h)
	z.DrawOp = draw.Src
	px := func(a Point) (float32, float32) {
		return float32((a.X-v.X0)*v.Scale) - float32(x0), float32((a.Y-v.Y0)*v.Scale) - float32(y0)
	}
	for _, seg := range p {
		ax, ay := px(seg.pts[0])
		bx, by := px(seg.pts[1])
		cx, cy := px(seg.pts[2])
		switch seg.kind {
		case 'M':
			z.MoveTo(ax, ay)
		case 'L':
			z.LineTo(ax, ay)
		case 'Q':
			z.QuadTo(ax, ay, bx, by)
		case 'C':
			z.CubeTo(ax, ay, bx, by, cx, cy)
		case 'Z':
			z.ClosePath()
		}
	}
	mask := image.NewAlpha(image.Rect(0, 0, s.w, s.h))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	s.cover = mask.Pix
	return s
}

// Spray runs the shader through the stencil; alpha thins all of it.
func (c *Canvas) Spray(s Stencil, alpha float64, shade Shader) {
	c.rows(s.y0, s.y0+s.h, func(py int) {
		cover := s.cover[(py-s.y0)*s.w:][:s.w]
		row := c.pix[py*c.W+s.x0:][:s.w]
		y := c.Y(py)
		for i, a := range cover {
			if a != 0 {
				row[i] = row[i].Mix(shade(c.X(s.x0+i), y, row[i]), alpha*float64(a)/255)
			}
		}
	})
}

// Stamp fills the stencil with one colour; alpha thins it.
func (c *Canvas) Stamp(s Stencil, colour Color, alpha float64) {
	c.Spray(s, alpha, func(_, _ float64, _ Color) Color { return colour })
}

// Reveal copies a plate of the same size through the stencil.
func (c *Canvas) Reveal(s Stencil, plate *Canvas) {
	c.rows(s.y0, s.y0+s.h, func(py int) {
		at := py*c.W + s.x0
		row, from := c.pix[at:][:s.w], plate.pix[at:][:s.w]
		for i, a := range s.cover[(py-s.y0)*s.w:][:s.w] {
			row[i] = row[i].Mix(from[i], float64(a)/255)
		}
	})
}

// Fill fills the path with one colour.
func (c *Canvas) Fill(p Path, colour Color) { c.Stamp(c.Cut(p), colour, 1) }

// Tint fills the path with a thinned colour.
func (c *Canvas) Tint(p Path, colour Color, alpha float64) { c.Stamp(c.Cut(p), colour, alpha) }

// FillWith fills the path with what the shader gives.
func (c *Canvas) FillWith(p Path, shade Shader) { c.Spray(c.Cut(p), 1, shade) }
