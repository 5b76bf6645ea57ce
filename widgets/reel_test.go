package widgets

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// tone is the colour of the reel on a ring at a part of the turn.
func toneAt(d *reelDrawing, size ReelSize, ring int, part, scale float64) color.RGBA {
	middle := (float64(size.diameter)/2 - float64(size.ring)/2 - float64(ring)*float64(size.ring+size.gap)) * scale
	centre := float64(size.diameter) / 2 * scale
	angle := part * 2 * math.Pi
	return d.img.RGBAAt(int(centre+middle*math.Sin(angle)), int(centre-middle*math.Cos(angle)))
}

func TestReelShowsAnArcForEachUpload(t *testing.T) {
	d := &reelDrawing{track: color.RGBA{50, 50, 50, 255}, tones: [3]color.RGBA{{10, 0, 0, 255}, {20, 0, 0, 255}, {30, 0, 0, 255}}}
	for _, scale := range []float64{1, 1.3, 2} {
		side := int(92*scale + .5)
		d.draw(side, side, ReelLarge, []float64{.68, .34, .91})
		for _, c := range []struct {
			ring int
			part float64
			want color.RGBA
		}{
			{0, .1, d.tones[0]},
			{0, .6, d.tones[0]},
			{0, .8, d.track},
			{1, .2, d.tones[1]},
			{1, .5, d.track},
			{2, .8, d.tones[2]},
			{2, .955, d.track},
		} {
			if got := toneAt(d, ReelLarge, c.ring, c.part, scale); got != c.want {
				t.Errorf("scale %v: ring %d at %v is %v, want %v", scale, c.ring, c.part, got, c.want)
			}
		}
		if got := d.img.RGBAAt(side/2, side/2); got.A != 0 {
			t.Errorf("the middle is filled: %v", got)
		}
	}
}

func TestReelBadInput(t *testing.T) {
	d := &reelDrawing{}
	many := make([]float64, 500)
	for _, parts := range [][]float64{nil, {math.NaN(), math.Inf(1), -4}, many} {
		for _, side := range []int{0, 1, 7, 92} {
			d.draw(side, side, ReelLarge, parts)
		}
	}
	newTapeApp(t)
	r := NewReel(ReelSmall)
	test.WidgetRenderer(r)
	for _, size := range []fyne.Size{{}, fyne.NewSize(10_000, 10_000)} {
		r.Resize(size)
		r.Set(.5)
		r.Set()
	}
}
