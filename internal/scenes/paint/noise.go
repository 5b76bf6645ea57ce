package paint

import (
	"math"
	"sync"
)

// Speck is a number from 0 to 1 that belongs to the cell (i, j) of a seed: the
// same for the same cell, unrelated between neighbours.
func Speck(i, j, seed int) float64 {
	h := uint64(i)*0x9E3779B97F4A7C15 ^ uint64(j)*0xC2B2AE3D27D4EB4F ^ uint64(seed)*0x165667B19E3779F9
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return float64((h^h>>31)>>11) / (1 << 53)
}

// Wander is a line that wanders around 0 within about -1 to 1 as x grows: slow
// hills one unit of x long with finer ones on them, as many as octaves say.
func Wander(x float64, octaves, seed int) float64 {
	sum, weight, total := 0.0, 1.0, 0.0
	for o := range octaves {
		i := math.Floor(x)
		a, b := Speck(int(i), o, seed), Speck(int(i)+1, o, seed)
		f := x - i
		sum += weight * (a + (b-a)*f*f*(3-2*f))
		total += weight
		weight /= 2
		x = x*2 + 17.3
	}
	return 2*sum/total - 1
}

const cloudSize = 256 // a power of two

// clouds is a square of noise whose edges meet, made once: soft shapes of many
// sizes, from 0 to 1.
var clouds = sync.OnceValue(func() []float32 {
	out := make([]float32, cloudSize*cloudSize)
	low, high := float32(math.Inf(1)), float32(math.Inf(-1))
	for y := range cloudSize {
		for x := range cloudSize {
			var sum, weight float64 = 0, 1
			for cells := 4; cells <= cloudSize/4; cells *= 2 {
				sum += weight * lattice(float64(x)*float64(cells)/cloudSize, float64(y)*float64(cells)/cloudSize, cells)
				weight *= .52
			}
			v := float32(sum)
			out[y*cloudSize+x] = v
			low, high = min(low, v), max(high, v)
		}
	}
	for i := range out {
		out[i] = (out[i] - low) / (high - low)
	}
	return out
})

// lattice is smooth noise on a grid that repeats after the given number of cells.
func lattice(x, y float64, cells int) float64 {
	i, j := int(x), int(y)
	fx, fy := x-float64(i), y-float64(j)
	fx, fy = fx*fx*(3-2*fx), fy*fy*(3-2*fy)
	at := func(i, j int) float64 { return Speck(i%cells, j%cells, cells) }
	top := at(i, j) + (at(i+1, j)-at(i, j))*fx
	low := at(i, j+1) + (at(i+1, j+1)-at(i, j+1))*fx
	return top + (low-top)*fy
}

// Cloud is soft noise from 0 to 1 at (x, y) that repeats after every unit of
// either; its largest shapes are a quarter of a unit across.
func Cloud(x, y float64) float64 {
	x, y = x*cloudSize, y*cloudSize
	fi, fj := math.Floor(x), math.Floor(y)
	fx, fy := float32(x-fi), float32(y-fj)
	i, j := int(fi)&(cloudSize-1), int(fj)&(cloudSize-1)
	i1, j1 := (i+1)&(cloudSize-1), (j+1)&(cloudSize-1)
	t := clouds()
	top := t[j*cloudSize+i] + (t[j*cloudSize+i1]-t[j*cloudSize+i])*fx
	low := t[j1*cloudSize+i] + (t[j1*cloudSize+i1]-t[j1*cloudSize+i])*fx
	return float64(top + (low-top)*fy)
}

// Mottle is noise from 0 to 1 made of even, rounded spots about one unit across.
func Mottle(x, y float64) float64 {
	const far = 1 << 20 // keeps the grid's indices positive
	return (lattice(x+far, y+far, far*2) + lattice(.77*x+.31*y+far, .71*y-.23*x+far+.5, far*2)) / 2
}
