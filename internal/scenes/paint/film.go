package paint

import "image"

// Film is how a canvas becomes a picture.
type Film struct {
	Vignette float64 // how much darker the corners are than the middle, 0 to 1
}

// bayer is an ordered dither of 8 by 8: it breaks up the steps of slow gradients.
var bayer = func() (m [8][8]float32) {
	for y := range 8 {
		for x := range 8 {
			v := 0
			for bit := range 3 {
				v = v<<2 | ((x^y)>>bit&1)<<1 | y>>bit&1
			}
			m[y][x] = (float32(v) + .5) / 64
		}
	}
	return m
}()

// Develop turns the canvas into a picture of opaque pixels in dst, which has
// the canvas's size.
func (c *Canvas) Develop(dst *image.RGBA, film Film) {
	across := make([]float32, c.W)
	for px := range across {
		d := (2*float32(px) + 1 - float32(c.W)) / float32(c.W)
		across[px] = d * d
	}
	c.rows(0, c.H, func(py int) {
		d := (2*float32(py) + 1 - float32(c.H)) / float32(c.H)
		down, dither := d*d, &bayer[py&7]
		out := dst.Pix[py*dst.Stride:]
		for px, colour := range c.pix[py*c.W : (py+1)*c.W] {
			k := 255 * (1 - float32(film.Vignette)*(across[px]+down)/2)
			step := dither[px&7]
			out[4*px] = level(colour.R*k + step)
			out[4*px+1] = level(colour.G*k + step)
			out[4*px+2] = level(colour.B*k + step)
			out[4*px+3] = 255
		}
	})
}

func level(v float32) uint8 { return uint8(max(0, min(v, 255))) }
