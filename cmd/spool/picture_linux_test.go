package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os/exec"
)

// listTop is where the list begins in the window, below what shows progress.
const listTop = 199

// shot is a picture of the window.
func (s *screen) shot() image.Image {
	s.t.Helper()
	cmd := exec.Command("import", "-silent", "-window", s.window, "png:-")
	cmd.Env = s.env
	out, err := cmd.Output()
	ok(s.t, err)
	img, err := png.Decode(bytes.NewReader(out))
	ok(s.t, err)
	return img
}

// rows is a picture of the window's list; toasts come and go below it.
func (s *screen) rows() image.Image {
	s.t.Helper()
	img := s.shot()
	r := img.Bounds()
	r.Min.Y += listTop
	r.Max.Y = r.Min.Y + 150
	return img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(r)
}

// still is a picture of the list once two in a row are alike.
func (s *screen) still() image.Image {
	s.t.Helper()
	last := s.rows()
	s.await("a still picture", func() bool {
		next := s.rows()
		same := alike(last, next) && pictured(next)
		last = next
		return same
	})
	return last
}

// pictured reports whether both rows have their thumbnails: something brighter
// than an empty well.
func pictured(m image.Image) bool {
	r := m.Bounds()
	for _, top := range []int{41, 85} {
		bright := 0
		for x := r.Min.X + 240; x < r.Min.X+296; x++ {
			for y := r.Min.Y + top; y < r.Min.Y+top+32; y++ {
				if color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y > 60 {
					bright++
				}
			}
		}
		if bright < 100 {
			return false
		}
	}
	return true
}

// alike reports whether two pictures differ in less than one pixel in 500.
func alike(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	r, differ := a.Bounds(), 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p, q := color.GrayModel.Convert(a.At(x, y)).(color.Gray).Y, color.GrayModel.Convert(b.At(x, y)).(color.Gray).Y
			if max(p, q)-min(p, q) > 5 {
				differ++
			}
		}
	}
	return differ < r.Dx()*r.Dy()/500
}
